//! The ways to write a table of cookies: one function a layout, one line each in [`LAYOUTS`].

use std::fmt::Write as _;

use charte::model::Field::{self, Category, Domain, Provider, Purpose, Retention};

use super::grids::Grid;
use super::pages::{
    html_labels, html_names, html_table, inner_breaks, inner_lists, inner_paragraphs,
};

/// A way to write a grid down.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) name: &'static str,
    /// The fields it has a place for, besides the name.
    pub(crate) shows: &'static [Field],
    pub(crate) write: fn(&Grid) -> String,
}

const ALL: &[Field] = &[Provider, Domain, Purpose, Retention, Category];
const ENTRY: &[Field] = &[Purpose, Retention];

const fn of_columns(name: &'static str, write: fn(&Grid) -> String) -> Layout {
    Layout { name, shows: ALL, write }
}

const fn of_entries(name: &'static str, write: fn(&Grid) -> String) -> Layout {
    Layout { name, shows: ENTRY, write }
}

/// Every layout.
pub(crate) const LAYOUTS: &[Layout] = &[
    of_columns("tabs", tabs),
    of_columns("tabs, no header", tabs_without_header),
    of_columns("tabs, labels in cells", tabs_with_labels_in_cells),
    of_columns("bars", bars),
    of_columns("bars, none outside", bars_between),
    of_columns("bars, no rule", bars_without_rule),
    of_columns("bars, empty header", bars_with_empty_header),
    of_columns("a cell a line", stacked),
    of_columns("a cell a line, bars", stacked_with_bars),
    of_columns("a cell a block", blocks),
    of_columns("single spaces", single_spaces),
    of_columns("wide spaces", wide_spaces),
    of_columns("one line", one_line),
    of_columns("glued", glued),
    of_columns("broken at a width", broken),
    of_columns("Label: value", labelled_lines),
    of_columns("label line, value line", label_and_value_lines),
    of_columns("Label: value; …", labelled_on_one_line),
    of_columns("nested bullets", nested_bullets),
    of_entries("- name: purpose (duration)", dashed_entries),
    of_entries("• name (duration): purpose", bulleted_entries),
    of_entries("name – purpose – duration", dashes),
    of_entries("**name** purpose (duration)", bold_entries),
    of_entries("name above, Duration: x", names_above),
    of_entries("heading per name, Duration: x", headings_with_labels),
    Layout { name: "heading per name", shows: &[Purpose], write: headings },
    of_columns("HTML table", html_table),
    of_columns("HTML labels in dl", html_labels),
    of_entries("HTML names in dl", html_names),
    of_columns("innerText, p in cells", inner_paragraphs),
    of_columns("innerText, ul of names", inner_lists),
    of_columns("innerText, br in cells", inner_breaks),
    of_columns("csv", csv),
    of_columns("pandoc simple", pandoc_simple),
    of_columns("pandoc grid", pandoc_grid),
];

// ---- The charter round the table -----------------------------------------------------------------

fn charter(grid: &Grid, table: &str) -> String {
    charter_with(grid, "", "", table)
}

/// The same with the marks of Markdown for headings.
fn marked_charter(grid: &Grid, table: &str) -> String {
    charter_with(grid, "# ", "## ", table)
}

fn charter_with(grid: &Grid, of_title: &str, of_heading: &str, table: &str) -> String {
    let words = grid.charter;
    let table = table.trim_matches('\n');
    format!(
        "{of_title}{}\n\n{}\n\n{of_heading}{}\n\n{table}\n\n{of_heading}{}\n\n{}\n",
        words.title, words.prose, words.usage, words.settings, words.advice
    )
}

// ---- Cells and lines -----------------------------------------------------------------------------

/// The header and the rows.
pub(super) fn all_rows(grid: &Grid) -> Vec<Vec<String>> {
    let rows = std::iter::once(&grid.labels).chain(&grid.rows);
    rows.map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
}

fn lines(rows: &[Vec<String>], line: impl Fn(&[String]) -> String) -> String {
    rows.iter().map(|row| line(row) + "\n").collect()
}

/// The colon, as the language of the grid sets it.
fn colon(grid: &Grid) -> &'static str {
    if grid.charter.language == "fr" { " : " } else { ": " }
}

/// Every cell of a row that is not empty, with its label.
pub(super) fn labelled(grid: &Grid, row: &[&'static str]) -> Vec<(&'static str, &'static str)> {
    let cells = grid.labels.iter().copied().zip(row.iter().copied());
    cells.filter(|(_, cell)| !cell.is_empty()).collect()
}

/// What Markdown would take for emphasis or a tag, escaped.
fn escaped(text: &str) -> String {
    text.replace('_', "\\_").replace('*', "\\*").replace('<', "\\<")
}

/// A text in lines of at most `width` characters, unless a word is longer.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// The width of each column.
fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.first().map_or(0, Vec::len);
    let width =
        |column: usize| rows.iter().map(|row: &Vec<String>| row[column].chars().count()).max();
    (0..columns).filter_map(width).collect()
}

/// The cells of a row, each as wide as its column.
fn padded(row: &[String], widths: &[usize], between: &str) -> String {
    let cells = row.iter().zip(widths).map(|(cell, &width)| format!("{cell:width$}"));
    cells.collect::<Vec<_>>().join(between)
}

// ---- Tabs and bars -------------------------------------------------------------------------------

fn tabs(grid: &Grid) -> String {
    charter(grid, &lines(&all_rows(grid), |row| row.join("\t")))
}

fn tabs_without_header(grid: &Grid) -> String {
    charter(grid, &lines(&all_rows(grid)[1..], |row| row.join("\t")))
}

/// As a page for small screens says them, hidden on a large one.
fn tabs_with_labels_in_cells(grid: &Grid) -> String {
    let mut rows = all_rows(grid);
    for (label, cell) in rows.iter_mut().skip(1).flat_map(|row| grid.labels.iter().zip(row)) {
        *cell = format!("{label}{}{cell}", colon(grid)).trim_end().to_owned();
    }
    charter(grid, &lines(&rows, |row| row.join("\t")))
}

fn barred(row: &[String]) -> String {
    format!("| {} |", row.join(" | "))
}

fn with_rule(grid: &Grid, rule: &str, line: impl Fn(&[String]) -> String) -> String {
    let rows = all_rows(grid);
    lines(&rows[..1], &line) + rule + "\n" + &lines(&rows[1..], line)
}

fn bars(grid: &Grid) -> String {
    let rule = barred(&vec!["---".to_owned(); grid.labels.len()]);
    let escaped = |row: &[String]| row.iter().map(|cell| escaped(cell)).collect::<Vec<_>>();
    marked_charter(grid, &with_rule(grid, &rule, |row| barred(&escaped(row))))
}

fn bars_between(grid: &Grid) -> String {
    let rule = vec!["---"; grid.labels.len()].join("|");
    charter(grid, &with_rule(grid, &rule, |row| row.join(" | ").trim_start().to_owned()))
}

fn bars_without_rule(grid: &Grid) -> String {
    charter(grid, &lines(&all_rows(grid), barred))
}

/// As a converter writes a table whose header is a row like any other.
fn bars_with_empty_header(grid: &Grid) -> String {
    let empty = barred(&vec![" ".to_owned(); grid.labels.len()]);
    let rule = barred(&vec!["---".to_owned(); grid.labels.len()]);
    charter(grid, &format!("{empty}\n{rule}\n{}", lines(&all_rows(grid), barred)))
}

// ---- Cells in lines ------------------------------------------------------------------------------

fn stacked_with(grid: &Grid, end: &str) -> String {
    let cells = all_rows(grid).concat();
    cells.into_iter().filter(|cell| !cell.is_empty()).map(|cell| cell + end).collect()
}

fn stacked(grid: &Grid) -> String {
    charter(grid, &stacked_with(grid, "\n"))
}

fn blocks(grid: &Grid) -> String {
    charter(grid, &stacked_with(grid, "\n\n"))
}

/// An empty cell is a bar alone.
fn stacked_with_bars(grid: &Grid) -> String {
    charter(grid, &lines(&all_rows(grid), |row| format!("{} |", row.join(" |\n"))))
}

fn words_of(row: &[String], between: &str) -> String {
    let filled = row.iter().filter(|cell| !cell.is_empty()).map(String::as_str);
    filled.collect::<Vec<_>>().join(between)
}

fn single_spaces(grid: &Grid) -> String {
    charter(grid, &lines(&all_rows(grid), |row| words_of(row, " ")))
}

fn glued(grid: &Grid) -> String {
    charter(grid, &lines(&all_rows(grid), |row| words_of(row, "")))
}

fn one_line(grid: &Grid) -> String {
    charter(grid, &words_of(&all_rows(grid).concat(), " "))
}

/// Cells that stand below each other, as in the text of a PDF.
fn wide_spaces(grid: &Grid) -> String {
    let rows = all_rows(grid);
    let widths = widths(&rows);
    charter(grid, &lines(&rows, |row| padded(row, &widths, "   ").trim_end().to_owned()))
}

/// Lines of 26 columns, and nothing that tells a new row from a new line.
fn broken(grid: &Grid) -> String {
    charter(
        grid,
        &lines(&all_rows(grid), |row| wrapped(&words_of(row, " "), 26).join("\n\n") + "\n"),
    )
}

// ---- Labels and values ---------------------------------------------------------------------------

/// Every row as a record, with a blank line between two.
pub(super) fn records(grid: &Grid, record: impl Fn(&[&'static str]) -> String) -> String {
    grid.rows.iter().map(|row| record(row) + "\n").collect()
}

/// A label stands there though its value does not.
fn labelled_lines(grid: &Grid) -> String {
    let line = |(label, cell): (&&str, &&str)| format!("{label}{}{cell}", colon(grid));
    let record = |row: &[&'static str]| {
        let pairs = grid.labels.iter().zip(row).map(line);
        pairs.map(|pair| pair.trim_end().to_owned() + "\n").collect()
    };
    charter(grid, &records(grid, record))
}

fn label_and_value_lines(grid: &Grid) -> String {
    let pair = |(label, cell)| format!("{label}\n{cell}\n");
    charter(grid, &records(grid, |row| labelled(grid, row).into_iter().map(pair).collect()))
}

fn labelled_on_one_line(grid: &Grid) -> String {
    let pair = |(label, cell)| format!("{label}{}{cell}", colon(grid));
    let record = |row: &[&'static str]| {
        labelled(grid, row).into_iter().map(pair).collect::<Vec<_>>().join("; ")
    };
    charter(grid, &records(grid, record))
}

fn nested_bullets(grid: &Grid) -> String {
    let record = |row: &[&'static str]| {
        let names = grid.names(row).join(", ");
        let others = labelled(grid, row).into_iter().filter(|(_, cell)| *cell != names);
        let pairs = others.map(|(label, cell)| format!("  * {label}{}{cell}\n", colon(grid)));
        format!("* {names}\n{}", pairs.collect::<String>())
    };
    charter(grid, &grid.rows.iter().map(|row| record(row)).collect::<String>())
}

// ---- Entries -------------------------------------------------------------------------------------

/// Every row as an entry: its names, its purpose and its retention, the last two with the signs that
/// stand round them.
pub(super) fn entries(
    grid: &Grid,
    entry: impl Fn(&str, &dyn Fn(Field, &str, &str) -> String) -> String,
) -> String {
    let entry = |row: &Vec<&'static str>| {
        let part = |field, before: &str, after: &str| {
            let cell = grid.cell(row, field);
            cell.map_or_else(String::new, |cell| format!("{before}{cell}{after}"))
        };
        entry(&grid.names(row).join(", "), &part) + "\n"
    };
    grid.rows.iter().map(entry).collect()
}

fn dashed_entries(grid: &Grid) -> String {
    let (colon, part) = (colon(grid), Purpose);
    charter(
        grid,
        &entries(grid, |names, of| {
            format!("- {names}{}{}", of(part, colon, ""), of(Retention, " (", ")"))
        }),
    )
}

fn bulleted_entries(grid: &Grid) -> String {
    let colon = colon(grid);
    charter(
        grid,
        &entries(grid, |names, of| {
            format!("• {names}{}{}", of(Retention, " (", ")"), of(Purpose, colon, ""))
        }),
    )
}

fn dashes(grid: &Grid) -> String {
    charter(
        grid,
        &entries(grid, |names, of| {
            format!("{names}{}{}", of(Purpose, " – ", ""), of(Retention, " – ", ""))
        }),
    )
}

fn bold_entries(grid: &Grid) -> String {
    let entry = |names: &str, of: &dyn Fn(Field, &str, &str) -> String| {
        let names = escaped(names);
        format!("**{names}**{}{}\n", of(Purpose, " ", ""), of(Retention, " (", ")"))
    };
    marked_charter(grid, &entries(grid, entry))
}

/// The label of the retention, with a colon.
fn retention_label(grid: &Grid) -> String {
    let label = grid.column(Retention).map_or("", |at| grid.labels[at]);
    format!("{label}{}", colon(grid))
}

fn names_above(grid: &Grid) -> String {
    let label = retention_label(grid);
    let entry = |names: &str, of: &dyn Fn(Field, &str, &str) -> String| {
        format!("{names}\n{}{}", of(Purpose, "", "\n"), of(Retention, &label, "\n"))
    };
    charter(grid, &entries(grid, entry))
}

fn headings(grid: &Grid) -> String {
    let entry = |names: &str, of: &dyn Fn(Field, &str, &str) -> String| {
        format!("### {}\n{}", escaped(names), of(Purpose, "\n", "\n"))
    };
    marked_charter(grid, &entries(grid, entry))
}

fn headings_with_labels(grid: &Grid) -> String {
    let label = format!("\n{}", retention_label(grid));
    let entry = |names: &str, of: &dyn Fn(Field, &str, &str) -> String| {
        let below = of(Purpose, "\n", "\n") + &of(Retention, &label, "\n");
        format!("### {}\n{below}", escaped(names))
    };
    marked_charter(grid, &entries(grid, entry))
}

// ---- What programs write -------------------------------------------------------------------------

fn csv(grid: &Grid) -> String {
    let cell = |cell: &String| {
        let is_quoted = cell.contains([';', '"', '\n']);
        if is_quoted { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let line = |row: &[String]| row.iter().map(cell).collect::<Vec<_>>().join(";");
    charter(grid, &lines(&all_rows(grid), line))
}

fn pandoc_simple(grid: &Grid) -> String {
    let rows = all_rows(grid);
    let widths = widths(&rows);
    let rule: Vec<_> = widths.iter().map(|&width| "-".repeat(width)).collect();
    let line = |row: &[String]| format!("  {}", padded(row, &widths, " ").trim_end());
    marked_charter(grid, &with_rule(grid, &format!("  {}", rule.join(" ")), line))
}

/// Cells of at most 24 columns, in boxes.
fn pandoc_grid(grid: &Grid) -> String {
    let cell = |cell: &String| wrapped(cell, 24);
    let rows = all_rows(grid);
    let rows: Vec<Vec<Vec<String>>> =
        rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let of_lines: Vec<Vec<String>> = rows.iter().flat_map(|row| box_lines(row)).collect();
    let widths = widths(&of_lines);
    let rule = |sign: &str| {
        let columns: Vec<_> = widths.iter().map(|&width| sign.repeat(width + 2)).collect();
        format!("+{}+\n", columns.join("+"))
    };
    let mut table = rule("-");
    for (at, row) in rows.iter().enumerate() {
        for line in box_lines(row) {
            let _ = writeln!(table, "| {} |", padded(&line, &widths, " | "));
        }
        table.push_str(&rule(if at == 0 { "=" } else { "-" }));
    }
    marked_charter(grid, &table)
}

/// The lines of a row whose cells are lines.
fn box_lines(row: &[Vec<String>]) -> Vec<Vec<String>> {
    let height = row.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at| row.iter().map(|cell| cell.get(at).cloned().unwrap_or_default()).collect();
    (0..height).map(line).collect()
}
