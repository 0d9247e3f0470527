//! Tables of cookies that are known, written in every layout and read back (invariant 8).
//!
//! Every grid of `grids/*.txt` is written in every layout of `layouts.rs`, and the cookies that are read
//! are held to those of the grid: names, and of each cookie what the layout shows of it. What a layout
//! gets must not fall below its line in `tests/README.md`; `UPDATE_GOLDENS=1` writes the lines anew.
//!
//! `RENDERED="glued fr" cargo test --test tests rendered -- --nocapture` shows what is read otherwise, of
//! the layouts, languages and titles of grids that have all these words in them.

#![cfg(test)]

pub(crate) mod grids;
pub(crate) mod layouts;
mod pages;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use charte::input::{Form, Input};
use charte::interpret::Interpreter;
use charte::model::{Charter, Cookie, Field};
use charte::normalize::Typography;
use charte::source::Source;
use charte::text::normal;

use grids::{Declared, Grid, grids};
use layouts::{LAYOUTS, Layout};

/// Reads a text or a page, and gives the charter with its source to `take`.
pub(crate) fn read<T>(
    path: &str,
    text: &str,
    take: impl FnOnce(&Charter<'_>, &Source<'_>) -> T,
) -> T {
    let source = Source::from_text(Cow::Borrowed(text), Some(Cow::Borrowed(path)));
    let input = Input::of(&source, Form::Found);
    take(&input.read(&mut Interpreter::default()), input.source())
}

/// What a charter says of a cookie in a field.
fn value<'c>(cookie: &'c Cookie<'_>, field: Field) -> Option<&'c str> {
    match field {
        Field::Provider => cookie.provider.as_deref(),
        Field::Domain => cookie.domain.as_deref(),
        Field::Purpose => cookie.purpose.as_deref(),
        Field::Retention => cookie.retention.as_ref().map(|retention| &*retention.text),
        Field::Category => cookie.category.as_ref().map(|category| &*category.label),
        _ => None,
    }
}

/// The share of what is counted that is so, in hundredths.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    so: usize,
    of: usize,
}

impl Share {
    fn add(&mut self, is_so: bool) {
        self.so += usize::from(is_so);
        self.of += 1;
    }

    fn floor(self) -> Option<usize> {
        (self.so * 100).checked_div(self.of)
    }

    fn ceiling(self) -> Option<usize> {
        (self.so * 100 + self.of.saturating_sub(1)).checked_div(self.of)
    }
}

/// The fields whose shares are told.
const TOLD: [Field; 5] =
    [Field::Provider, Field::Retention, Field::Purpose, Field::Category, Field::Domain];

/// What is read of a layout, beside what is written in it.
#[derive(Clone, Debug, Default)]
struct Score {
    /// Twice the names found, of the names found and those that are there: F1.
    names: Share,
    /// For each field that is told, the cookies of which it is read as it is written, if only as nothing.
    right: [Share; TOLD.len()],
    /// Values of cookies that are not what is written: none is, or another.
    wrong: Share,
    /// Texts that are read otherwise than they are written, without a remark on it.
    silent: Share,
}

impl Score {
    /// Counts what was read of one text. Gives the differences.
    fn add(
        &mut self,
        expected: &[Declared],
        shown: &[Field],
        charter: &Charter<'_>,
    ) -> Vec<String> {
        let mut differences = Vec::new();
        let mut rest: Vec<_> = charter.cookies.iter().collect();
        let before = rest.len();
        for declared in expected {
            let same = |cookie: &&Cookie<'_>| is_same(Some(&cookie.name), Some(declared.name));
            let cookie = rest.iter().position(same).map(|at| rest.remove(at));
            if cookie.is_none() {
                differences.push(format!("{}: not found", declared.name));
            }
            for (at, field) in TOLD.iter().enumerate() {
                let (_, written) = declared.values.iter().find(|(of, _)| of == field).expect("all");
                let read = cookie.and_then(|cookie| value(cookie, *field));
                let is_right = cookie.is_some() && is_same(read, *written);
                if shown.contains(field) {
                    self.right[at].add(is_right);
                }
                self.wrong.add(read.is_some() && !is_right);
                if cookie.is_some() && !is_right {
                    let name = declared.name;
                    differences.push(format!("{name}: {field:?} {read:?} for {written:?}"));
                }
            }
        }
        differences.extend(rest.iter().map(|cookie| format!("{}: no name there", cookie.name)));
        self.names.so += 2 * (before - rest.len());
        self.names.of += before + expected.len();
        // Whose charter it is, no text says.
        let is_remark = |code: &str| code != "no-portal" && code != "no-title";
        let has_remark = charter.diagnostics.iter().any(|remark| is_remark(&remark.code));
        self.silent.add(!differences.is_empty() && !has_remark);
        differences
    }

    fn of(layout: &Layout, grids: &[Grid], mut differ: impl FnMut(&Grid, &str, &[String])) -> Self {
        let mut score = Self::default();
        for grid in grids {
            let shown =
                |field: &&Field| layout.shows.contains(field) && grid.column(**field).is_some();
            let shown: Vec<_> = TOLD.iter().filter(shown).copied().collect();
            let text = (layout.write)(grid);
            let path = format!("{} {}.txt", grid.charter.language, grid.title);
            let differences = read(&path, &text, |charter, _| {
                score.add(&grid.declared(layout.shows), &shown, charter)
            });
            if !differences.is_empty() {
                differ(grid, &text, &differences);
            }
        }
        score
    }

    /// Its figures in hundredths: shares that are to be high, then two that are to be low.
    fn figures(&self) -> Vec<Option<usize>> {
        let high = std::iter::once(self.names).chain(self.right).map(Share::floor);
        high.chain([self.wrong, self.silent].map(Share::ceiling)).collect()
    }
}

/// Every grid in every layout that is no page, with what it is.
pub(crate) fn texts() -> Vec<(String, String)> {
    let grids = grids();
    let of_layout = |layout: &'static Layout| {
        grids.iter().map(move |grid| (about(layout, grid), (layout.write)(grid)))
    };
    let texts = LAYOUTS.iter().flat_map(of_layout);
    texts.filter(|(_, text)| !charte::html::is_page(text)).collect()
}

fn about(layout: &Layout, grid: &Grid) -> String {
    format!("{} · {} · {}", layout.name, grid.charter.language, grid.title)
}

/// Whether two values are the same but for their spacing and their typography.
fn is_same(one: Option<&str>, other: Option<&str>) -> bool {
    let plain = |text: &str| normal(&text.replace('\n', " "), Typography::Plain).into_owned();
    one.map(plain) == other.map(plain)
}

/// How many of the last figures are to be low.
const LOW: usize = 2;
const HEADER: &str = "\
| layout | names F1 | provider | duration | purpose | category | domain | wrong | silent |
|---|---|---|---|---|---|---|---|---|
";

fn line(layout: &Layout, figures: &[Option<usize>]) -> String {
    let mut line = format!("| {} |", layout.name);
    for figure in figures {
        let _ = match figure {
            Some(figure) => write!(line, " {figure} |"),
            None => write!(line, " – |"),
        };
    }
    line + "\n"
}

/// The figures of a layout in the table of README.
fn floors(readme: &str, layout: &Layout) -> Vec<Option<usize>> {
    let start = format!("| {} |", layout.name);
    let line = readme.lines().find_map(|line| line.strip_prefix(&start));
    let cells = line.unwrap_or_default().trim_end_matches('|').split('|');
    cells.map(|cell| cell.trim().parse().ok()).collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests read their figures")]
fn every_layout_is_read_as_the_grid_it_is_made_of() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/README.md");
    let readme = std::fs::read_to_string(&path).expect("the figures of today");
    let (grids, mut table, mut fallen) = (grids(), HEADER.to_owned(), Vec::new());
    for layout in LAYOUTS {
        let figures = Score::of(layout, &grids, |_, _, _| ()).figures();
        table.push_str(&line(layout, &figures));
        let floors = floors(&readme, layout);
        let high = figures.len() - LOW;
        let mut is_held = floors.len() == figures.len();
        for (at, (figure, floor)) in figures.iter().zip(&floors).enumerate() {
            is_held &= if at < high { figure >= floor } else { figure <= floor };
        }
        if !is_held {
            fallen.push(format!("{}: {figures:?} for {floors:?}", layout.name));
        }
    }
    println!("{table}");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        let (before, rest) = readme.split_once("| layout |").expect("a table");
        let after = rest.split_once("\n\n").map_or("", |(_, after)| after);
        let separator = if after.is_empty() { "" } else { "\n" };
        let updated = format!("{before}{table}{separator}{after}");
        std::fs::write(path, updated).expect("README is written");
        return;
    }
    assert!(fallen.is_empty(), "below the figures of tests/README.md:\n{}", fallen.join("\n"));
}

/// Shows what is read otherwise than it is written, where the environment asks for it.
#[test]
fn what_the_environment_asks_for_is_shown() {
    let Ok(asked) = std::env::var("RENDERED") else { return };
    for layout in LAYOUTS {
        let is_asked =
            |grid: &Grid| asked.split(' ').all(|word| about(layout, grid).contains(word));
        let asked: Vec<_> = grids().into_iter().filter(is_asked).collect();
        let score = Score::of(layout, &asked, |grid, text, differences| {
            println!(
                "==== {}\n{text}---- read otherwise\n{}\n",
                about(layout, grid),
                differences.join("\n")
            );
        });
        if !asked.is_empty() {
            print!("{HEADER}{}", line(layout, &score.figures()));
        }
    }
}

/// Layouts write the same grid in different ways, but for two where each row has one name.
#[test]
fn layouts_are_told_apart() {
    for grid in grids() {
        let texts: BTreeSet<_> = LAYOUTS.iter().map(|layout| (layout.write)(&grid)).collect();
        assert!(texts.len() + 2 >= LAYOUTS.len(), "{}", grid.title);
    }
}
