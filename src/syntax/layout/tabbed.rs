//! One tab between cells, one line a row.

use nom::character::complete::char;
use nom::combinator::{map_opt, peek, verify};
use nom::multi::separated_list1;
use nom::sequence::preceded;
use nom::{IResult, Parser};

use crate::syntax::blocks::{blanks, line};
use crate::syntax::{Cell, Row};
use crate::text::{trim, visible};

/// Blank lines between rows are line breaks at the end of a cell, so they do not end the table;
/// neither do rows of another width, which may be broken, damaged or the header of a next table.
///
/// ```pest
/// tabbed = { &first_row ~ row ~ (blank* ~ row)* }
/// ```
pub(super) fn rows(input: &str) -> IResult<&str, Vec<Row<'_>>> {
    preceded(peek(first_row), separated_list1(blanks, row)).parse(input)
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
/// row = { !numbered ~ cell ~ (TAB ~ cell)+ }
/// ```
fn row(input: &str) -> IResult<&str, Row<'_>> {
    map_opt(line, |line| {
        memchr::memchr(b'\t', line.as_bytes())?;
        let (_, cells) = separated_list1(char('\t'), cell).parse(line).ok()?;
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
#[expect(clippy::unnecessary_wraps, reason = "it is a production")]
fn cell(input: &str) -> IResult<&str, Cell<'_>> {
    let end = memchr::memchr(b'\t', input.as_bytes()).unwrap_or(input.len());
    let (cell, rest) = input.split_at_checked(end).unwrap_or((input, ""));
    Ok((rest, trim(cell)))
}
