//! One tab between cells, one line a row.

use nom::character::complete::char;
use nom::combinator::{map_opt, peek, verify};
use nom::multi::separated_list1;
use nom::sequence::preceded;
use nom::{IResult, Parser};

use crate::syntax::blocks::{blanks, line};
use crate::syntax::{Cell, Row};
use crate::text::trim;

/// Blank lines between rows are line breaks at the end of a cell, so they do not end the table;
/// neither do rows of another width, which may be broken, damaged or the header of a next table.
///
/// ```pest
/// tabbed = { &first_row ~ row ~ (blank* ~ row)* }
/// ```
pub(super) fn rows(input: &str) -> IResult<&str, Vec<Row<'_>>> {
    preceded(peek(first_row), separated_list1(blanks, row)).parse(input)
}

/// A table begins with two cells to tell apart: a single one is an indented line. A number and a
/// title are a numbered heading, not a row.
///
/// ```pest
/// first_row = { row that shows two cells, and is not a number and a title }
/// ```
fn first_row(input: &str) -> IResult<&str, Row<'_>> {
    let begins_table = |row: &Row<'_>| {
        row.cells.iter().filter(|cell| !cell.is_empty()).count() > 1 && !row.is_numbered()
    };
    verify(row, begins_table).parse(input)
}

/// A line with a tab. Blank lines are passed over before, so there is something to see.
///
/// ```pest
/// row = { cell ~ (TAB ~ cell)+ }
/// ```
fn row(input: &str) -> IResult<&str, Row<'_>> {
    map_opt(line, |line| {
        memchr::memchr(b'\t', line.as_bytes())?;
        let (_, cells) = separated_list1(char('\t'), cell).parse(line).ok()?;
        Some(Row { line, cells })
    })
    .parse(input)
}

/// ```pest
/// cell = { (!(TAB | line_end) ~ ANY)* }
/// ```
#[expect(clippy::unnecessary_wraps, reason = "it is a production")]
fn cell(input: &str) -> IResult<&str, Cell<'_>> {
    let end = memchr::memchr(b'\t', input.as_bytes()).unwrap_or(input.len());
    let (cell, rest) = input.split_at_checked(end).unwrap_or((input, ""));
    Ok((rest, trim(cell)))
}
