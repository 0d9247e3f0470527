//! One tab between cells, one line a row.

use std::iter;

use nom::combinator::{map_opt, verify};
use nom::sequence::preceded;
use nom::{IResult, Parser};

use super::piped::is_framed;
use crate::syntax::blocks::{blanks, line, no_match};
use crate::syntax::{Cell, Row};
use crate::text::{trim, visible};

/// Blank lines between rows are line breaks at the end of a cell, so they do not end the table;
/// neither do rows of another width, which may be broken, damaged or the header of a next table.
///
/// ```pest
/// tabbed = { &first_row ~ row ~ (blank* ~ row)* }
/// ```
pub(super) fn rows(input: &str) -> IResult<&str, Vec<Row<'_>>> {
    let (mut rest, first) = first_row(input)?;
    let mut rows = Vec::with_capacity(16);
    rows.push(first);
    while let Ok((after, row)) = preceded(blanks, row).parse(rest) {
        rows.push(row);
        rest = after;
    }
    Ok((rest, rows))
}

/// A table begins with two cells to tell apart: a single one is an indented line.
///
/// ```pest
/// first_row = { row that shows two cells }
/// ```
fn first_row(input: &str) -> IResult<&str, Row<'_>> {
    let shows_two = |row: &Row<'_>| row.cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
    verify(row, shows_two).parse(input)
}

/// A line with a tab. Blank lines are passed over before, so there is something to see. A number
/// and one more cell are a numbered heading, not a row.
///
/// ```pest
/// row = { !numbered ~ !framed ~ cell ~ (TAB ~ cell)+ }
/// ```
fn row(input: &str) -> IResult<&str, Row<'_>> {
    // Most lines of a text hold no tab: they are gone through once.
    let first = memchr::memchr3(b'\t', b'\n', b'\r', input.as_bytes());
    let is_tab = |at: &usize| input.as_bytes().get(*at) == Some(&b'\t');
    let Some(first) = first.filter(is_tab) else { return Err(no_match(input)) };
    map_opt(line, |line| {
        if is_framed(line) {
            return None;
        }
        let after = line.as_bytes().get(first + 1..).unwrap_or_default();
        let tabs = memchr::memchr_iter(b'\t', after).map(|tab| first + 1 + tab);
        // Few tables are wider.
        let mut cells = Vec::with_capacity(8);
        let mut start = 0;
        for end in iter::once(first).chain(tabs).chain(iter::once(line.len())) {
            cells.push(cell(line.get(start..end).unwrap_or_default()));
            start = end + 1;
        }
        (!is_numbered(&cells)).then_some(Row { line, cells })
    })
    .parse(input)
}

fn is_numbered(cells: &[Cell<'_>]) -> bool {
    let is_part =
        |part: &str| matches!(part.len(), 1..=3) && part.bytes().all(|byte| byte.is_ascii_digit());
    let [number, _] = cells else { return false };
    let number = visible(number);
    number.strip_suffix(['.', ')']).is_some_and(|number| number.split('.').all(is_part))
}

/// ```pest
/// cell = { (!(TAB | line_end) ~ ANY)* }
/// ```
fn cell(text: &str) -> Cell<'_> {
    trim(text)
}
