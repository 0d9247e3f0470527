//! Layouts of HTML, and what the `innerText` of a browser makes of a table.

use charte::model::Field::{self, Name, Purpose, Retention};

use super::grids::Grid;
use super::layouts::{all_rows, entries, labelled, records};

/// A charter as a browser gives it: a heading asks for one line break where a paragraph asks for two.
fn inner_charter(grid: &Grid, table: &str) -> String {
    let words = grid.charter;
    format!(
        "{}\n\n{}\n\n{}\n{table}{}\n\n{}\n",
        words.title, words.prose, words.usage, words.settings, words.advice
    )
}

fn page(grid: &Grid, table: &str) -> String {
    let words = grid.charter;
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><body><h1>{}</h1>\n<p>{}</p>\n<h2>{}</h2>\n{table}\n\
         <h2>{}</h2>\n<p>{}</p>\n</body></html>\n",
        words.language, words.title, words.prose, words.usage, words.settings, words.advice
    )
}

fn html_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

pub(super) fn html_table(grid: &Grid) -> String {
    let row = |tag: &str, row: &[String]| {
        let cells = row.iter().map(|cell| format!("<{tag}>{}</{tag}>", html_text(cell)));
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    let rows = all_rows(grid);
    let body: String = rows[1..].iter().map(|cells| row("td", cells)).collect();
    page(grid, &format!("<table>\n{}{body}</table>", row("th", &rows[0])))
}

pub(super) fn html_labels(grid: &Grid) -> String {
    let pair = |(label, cell)| format!("<dt>{label}</dt><dd>{}</dd>", html_text(cell));
    let list = |row: &[&'static str]| {
        format!("<dl>{}</dl>", labelled(grid, row).into_iter().map(pair).collect::<String>())
    };
    page(grid, &records(grid, list))
}

pub(super) fn html_names(grid: &Grid) -> String {
    let entry = |names: &str, of: &dyn Fn(Field, &str, &str) -> String| {
        let text = html_text(&(of(Purpose, "", " ") + &of(Retention, "(", ")")));
        format!("<dt>{}</dt><dd>{}</dd>", html_text(names), text.trim_end())
    };
    page(grid, &format!("<dl>\n{}</dl>", entries(grid, entry)))
}

/// The rows of a table as `innerText` has them; `cell` says what the elements in a cell make of it.
fn inner_table(grid: &Grid, cell: impl Fn(Field, &str) -> String) -> String {
    let line = |row: &Vec<&'static str>| {
        let cells = grid.fields.iter().zip(row);
        let cells = cells.map(
            |(&field, text)| {
                if text.is_empty() { String::new() } else { cell(field, text) }
            },
        );
        cells.collect::<Vec<_>>().join("\t") + "\n"
    };
    let rows: String = grid.rows.iter().map(line).collect();
    inner_charter(grid, &format!("{}\n{rows}", grid.labels.join("\t")))
}

pub(super) fn inner_paragraphs(grid: &Grid) -> String {
    inner_table(grid, |_, text| format!("\n\n{text}\n\n"))
}

pub(super) fn inner_lists(grid: &Grid) -> String {
    let items = |text: &str| format!("\n{}\n", text.replace(", ", "\n"));
    inner_table(grid, |field, text| if field == Name { items(text) } else { text.to_owned() })
}

/// Names below each other, and a purpose of many words in two lines.
pub(super) fn inner_breaks(grid: &Grid) -> String {
    inner_table(grid, |field, text| match field {
        Name => text.replace(", ", "\n"),
        Purpose => {
            let words: Vec<_> = text.split(' ').collect();
            let (first, second) = words.split_at(words.len() / 2);
            if words.len() < 6 {
                text.to_owned()
            } else {
                first.join(" ") + "\n" + &second.join(" ")
            }
        }
        _ => text.to_owned(),
    })
}
