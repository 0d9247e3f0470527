//! Bars between cells, with or without one before the first and after the last.
//!
//! Programs that make text of pages leave out bars as they like, and break rows over lines, so a
//! table here is no more than lines of cells. Which of them are rows, captions and what rules off a
//! header is found by `interpret`.

use memchr::{memchr, memchr2, memchr3};
use nom::combinator::{map_opt, verify};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use crate::syntax::blocks::{blanks, line, no_match};
use crate::syntax::{Cell, Row};
use crate::text::{is_invisible, is_space, trim};

/// ```pest
/// piped = { chain ~ (blank* ~ chain)* }
/// chain = { (&linked ~ bars ~ blank*)+ ~ bars | &(barred | scored) ~ bars }
/// ```
pub(super) fn rows(input: &str) -> IResult<&str, Vec<Row<'_>>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut rest = input;
    while let Ok((after, row)) = preceded(blanks, bars).parse(rest) {
        let is_linked_back = rows.last().is_some_and(|before| are_twins(before, &row));
        if !(is_linked_back || is_barred(&row) || is_scored(row.line) || is_linked(after, &row)) {
            break;
        }
        rows.push(row);
        rest = after;
    }
    if rows.is_empty() { Err(no_match(input)) } else { Ok((rest, rows)) }
}

/// Whether the line after `row` belongs to it, which by itself could be a title or a menu: it has as
/// many cells, or rules off a header.
///
/// ```pest
/// linked = { twins | bars ~ blank* ~ scored }
/// ```
fn is_linked(after: &str, row: &Row<'_>) -> bool {
    let belongs = |next: &Row<'_>| are_twins(row, next) || is_scored(next.line);
    preceded(blanks, verify(bars, belongs)).parse(after).is_ok()
}

/// ```pest
/// twins = { two lines of as many cells, and of two at least }
/// ```
fn are_twins(row: &Row<'_>, next: &Row<'_>) -> bool {
    row.cells.len() > 1 && row.cells.len() == next.cells.len()
}

/// Whether a bar stands before the first cell or after the last.
///
/// ```pest
/// barred = { line that begins or ends with a bar }
/// ```
fn is_barred(row: &Row<'_>) -> bool {
    row.is_opened() || row.is_closed()
}

/// Whether two dashes stand beside a bar of `line`, as they do between a header and its rows.
///
/// ```pest
/// scored = { "--" or "--:" before a bar, "--" or ":--" after one }
/// ```
fn is_scored(line: &str) -> bool {
    let mut seen = line.chars().filter(|&c| !is_space(c) && !is_invisible(c));
    let mut last = ['\0'; 3];
    seen.any(|c| {
        let [a, b, before] = last;
        last = [b, before, c];
        match (b, before, c) {
            ('-', '-', '|') | ('|', '-', '-') => true,
            ('-', ':', '|') => a == '-',
            (':', '-', '-') => a == '|',
            _ => false,
        }
    })
}

/// A line between bars is one of bars, whatever is between them; a tab in another shows two cells.
///
/// ```pest
/// framed = { "|" ~ ... ~ "|" ~ end }
/// ```
pub(super) fn is_framed(line: &str) -> bool {
    let inside = trim(line).strip_prefix('|').and_then(|line| line.strip_suffix('|'));
    inside.is_some_and(|inside| inside.contains(|c| !is_space(c) && !is_invisible(c)))
}

/// A line with a bar, and without a tab that shows two cells.
///
/// ```pest
/// bars = { !two_cells ~ bar? ~ bar_cell ~ (bar ~ bar_cell)* ~ bar? ~ end }
/// ```
pub(super) fn bars(input: &str) -> IResult<&str, Row<'_>> {
    map_opt(line, |line| {
        memchr(b'|', line.as_bytes())?;
        let line = trim(line);
        if memchr(b'\t', line.as_bytes()).is_some() && !is_framed(line) {
            return None;
        }
        let mut rest = line.strip_prefix('|').unwrap_or(line);
        let mut cells = Vec::with_capacity(8);
        while let Ok((after, cell)) =
            terminated(bar_cell, nom::character::complete::char('|')).parse(rest)
        {
            cells.push(cell);
            rest = after;
        }
        // What stands after the last bar is a cell, unless it is nothing.
        let last = trim(rest);
        if !last.is_empty() || cells.is_empty() {
            cells.push(last);
        }
        (cells.len() > 1 || cells.first().is_some_and(|cell| cell.len() < line.len()))
            .then_some(Row { line, cells })
    })
    .parse(input)
}

/// Up to the next bar that is none of the cell: one after a back slash or between back ticks is.
///
/// ```pest
/// bar_cell = { (escaped | code | !("|" | line_end) ~ ANY)* }
/// ```
#[expect(clippy::unnecessary_wraps, reason = "it is a production")]
fn bar_cell(input: &str) -> IResult<&str, Cell<'_>> {
    let bytes = input.as_bytes();
    let mut at = 0;
    let mut has_ticks = true;
    loop {
        let tail = bytes.get(at..).unwrap_or_default();
        let found =
            if has_ticks { memchr3(b'|', b'\\', b'`', tail) } else { memchr2(b'|', b'\\', tail) };
        let Some(found) = found.map(|found| at + found) else {
            at = input.len();
            break;
        };
        let after = input.get(found + 1..).unwrap_or_default();
        match bytes.get(found) {
            Some(b'|') => {
                at = found;
                break;
            }
            Some(b'\\') => {
                let escaped = after.trim_start_matches(is_invisible);
                at = input.len() - escaped.len() + usize::from(escaped.starts_with('|'));
            }
            _ => {
                let close = memchr(b'`', after.as_bytes());
                has_ticks = close.is_some();
                at = found + 1 + close.map_or(0, |close| close + 1);
            }
        }
    }
    let (cell, rest) = input.split_at_checked(at).unwrap_or((input, ""));
    Ok((rest, trim(cell)))
}
