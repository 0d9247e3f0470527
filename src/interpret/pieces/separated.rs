//! Tables whose cells commas or semicolons part, or tabs where some are in quotes, as programs for spreadsheets
//! write them: a line of labels, and below it rows of as many cells.
//!
//! What stands in quotes may hold the separator, a line break, and quotes that are doubled. Where quotes do
//! not close, they are signs like others; where a row has too many cells, the separator is one of its text.

use std::ops::Range;

use crate::interpret::tables::continues;
use crate::interpret::{Context, columns};
use crate::model::Field;
use crate::syntax::{Block, Document, Layout, Row, Table};
use crate::text::{is_invisible, is_space, trim};

/// What parts cells. A text with semicolons between its cells has commas in them.
const SEPARATORS: &[char] = &[';', ','];
/// How long a line of labels may be, in bytes.
const HEADER: usize = 400;
/// So many rows show whether the lines below labels are rows.
const SHOWN: usize = 16;
/// No prose has so many cells on a line as its table by chance.
const MANY: usize = 4;
/// No cell in quotes spans more lines.
const LINES: usize = 16;

/// `document` with such tables put together, if it has any.
pub(super) fn gather<'s>(
    document: &Document<'s>,
    context: &mut Context<'s>,
) -> Option<Document<'s>> {
    let text = context.source.text();
    let mut blocks: Vec<Block<'s>> = Vec::new();
    let (mut kept, mut end) = (0, 0);
    for (at, block) in document.blocks.iter().enumerate() {
        let Some((line, separators)) = header(block) else { continue };
        let start = context.source.span_of(line).start;
        let Some(found) = (start >= end).then(|| table(text, line, separators, context)).flatten()
        else {
            continue;
        };
        blocks
            .extend(document.blocks.get(kept..at)?.iter().filter_map(|it| from(it, end, context)));
        blocks.push(Block::Table(Table { layout: Layout::Tabbed, rows: found.rows }));
        (kept, end) = (at, found.end);
    }
    if blocks.is_empty() {
        return None;
    }
    blocks.extend(document.blocks.get(kept..)?.iter().filter_map(|it| from(it, end, context)));
    Some(Document { blocks, ..Document::default() })
}

/// The line of a block that may be the labels of such a table, and what may part its cells.
fn header<'s>(block: &Block<'s>) -> Option<(&'s str, &'static [char])> {
    match block {
        Block::Heading(line, _) | Block::Paragraph(line) => Some((line, SEPARATORS)),
        Block::Table(Table { layout: Layout::Tabbed, rows }) => {
            let mut cells = rows.iter().flat_map(|row| &row.cells);
            let has_quotes = cells.any(|cell| cell.starts_with('"'));
            rows.first().filter(|_| has_quotes).map(|row| (row.line, ['\t'].as_slice()))
        }
        _ => None,
    }
}

/// What of a block stands behind a place of the text.
fn from<'s>(block: &Block<'s>, place: usize, context: &Context<'_>) -> Option<Block<'s>> {
    let is_behind = |line: &str| context.source.span_of(line).start >= place;
    match block {
        Block::List(items) => {
            let items: Vec<_> = items.iter().copied().filter(|item| is_behind(item)).collect();
            (!items.is_empty()).then_some(Block::List(items))
        }
        Block::Table(Table { layout, rows }) => {
            let rows: Vec<_> = rows.iter().filter(|row| is_behind(row.line)).cloned().collect();
            (!rows.is_empty()).then_some(Block::Table(Table { layout: *layout, rows }))
        }
        Block::Heading(line, _) | Block::Paragraph(line) | Block::Junk(line) => {
            is_behind(line).then(|| block.clone())
        }
    }
}

/// A table, and where it ends in the text.
struct Found<'s> {
    rows: Vec<Row<'s>>,
    end: usize,
}

/// The table whose labels are a line, if it has rows.
fn table<'s>(
    text: &'s str,
    line: &'s str,
    separators: &[char],
    context: &mut Context<'s>,
) -> Option<Found<'s>> {
    let is_sentence = line.ends_with(['.', ':', '!', '?']);
    let is_parted = || memchr::memchr3(b';', b',', b'\t', line.as_bytes()).is_some();
    if line.len() > HEADER || is_sentence || !is_parted() {
        return None;
    }
    let start = context.source.span_of(line).start;
    let all = line_at(text, start);
    // Without quotes there is one way to part it.
    let has_quotes = memchr::memchr(b'"', all.as_bytes()).is_some();
    separators.iter().find_map(|&separator| {
        if !has_quotes && !has_row_below(text, start, all, separator) {
            return None;
        }
        let read = if has_quotes { quoted(text, start, separator) } else { None };
        let (header, end) = read.unwrap_or_else(|| plain(text, start, separator));
        if header.cells.len() < 2 || !columns::is_next_header(&header, context) {
            return None;
        }
        let fields = columns::header_fields(&header, context)?;
        let rows = Rows { text, separator, fields: &fields };
        let mut found = Found { rows: vec![header], end };
        let goes_on = rows.take(&mut found, SHOWN);
        rows.give_up(&mut found);
        let fitting = found.rows.iter().skip(1).filter(|row| continues(&fields, row)).count();
        if fitting * 2 < found.rows.len() {
            return None;
        }
        if goes_on {
            rows.take(&mut found, usize::MAX);
            rows.give_up(&mut found);
        }
        Some(found)
    })
}

/// How the rows of a table are written.
struct Rows<'f, 's> {
    text: &'s str,
    separator: char,
    fields: &'f [Option<Field>],
}

impl<'s> Rows<'_, 's> {
    /// Takes so many rows more, or says that there are none.
    fn take(&self, found: &mut Found<'s>, count: usize) -> bool {
        for _ in 0..count {
            let Some((row, end)) = self.row(found.end) else { return false };
            found.rows.push(row);
            found.end = end;
        }
        true
    }

    /// Gives up the last rows that do not look like any: where separators are few, prose below may have as many.
    fn give_up(&self, found: &mut Found<'s>) {
        while self.fields.len() < MANY
            && found.rows.len() > 1
            && let Some(last) = found.rows.pop_if(|row| !continues(self.fields, row))
        {
            found.end = self.place(last.line);
        }
    }

    /// Where a part of the text begins.
    fn place(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// The row behind a place, and where it ends.
    fn row(&self, place: usize) -> Option<(Row<'s>, usize)> {
        let start = next_line(self.text, place, self.separator)?;
        let plain = plain(self.text, start, self.separator);
        let rows = [quoted(self.text, start, self.separator), Some(plain)];
        let mut rows: Vec<_> = rows.into_iter().flatten().collect();
        let width = self.fields.len();
        let fits = |(row, _): &(Row<'s>, usize)| row.cells.len() == width;
        if !rows.iter().any(fits) {
            rows.retain(|(row, _)| !row.line.contains(['\n', '\r']));
            for (row, _) in &mut rows {
                self.join(row);
            }
        }
        rows.into_iter().find(fits)
    }

    /// Gives the cells that a row has too many to the column of purposes: nobody quoted its sentences.
    fn join(&self, row: &mut Row<'s>) {
        let Some(more) = row.cells.len().checked_sub(self.fields.len()).filter(|more| *more > 0)
        else {
            return;
        };
        let is_text =
            |field: &Option<Field>| matches!(field, Some(Field::Purpose | Field::Description));
        let Some(at) = self.fields.iter().position(is_text) else { return };
        let (Some(first), Some(last)) = (row.cells.get(at), row.cells.get(at + more)) else {
            return;
        };
        let Some(joined) = self.text.get(self.place(first)..self.place(last) + last.len()) else {
            return;
        };
        row.cells.splice(at..=at + more, [joined]);
    }
}

/// Where the next line behind a place begins that has more than separators and quotes: spreadsheets end with
/// rows of nothing.
fn next_line(text: &str, place: usize, separator: char) -> Option<usize> {
    let rest = text.get(place..)?;
    let is_empty = |c: char| c == separator || c == '"' || is_space(c) || is_invisible(c);
    let gap = rest.len() - rest.trim_start_matches(is_empty).len();
    Some(place + rest.get(..gap)?.rfind(['\n', '\r'])? + 1)
}

/// Whether the line below one without quotes may be a row of as many cells: below hardly any prose it may.
fn has_row_below(text: &str, start: usize, line: &str, separator: char) -> bool {
    let parted = |line: &str| match u8::try_from(separator) {
        Ok(separator) => memchr::memchr_iter(separator, line.as_bytes()).count(),
        Err(_) => line.matches(separator).count(),
    };
    let width = parted(line);
    let below = next_line(text, start + line.len(), separator);
    let below = below.filter(|_| width > 0).map(|below| line_at(text, below));
    below.is_some_and(|below| parted(below) >= width || below.contains('"'))
}

/// The rest of the line from a place on.
fn line_at(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes());
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
}

/// The row that begins at a place, its quotes no more than signs, and where it ends.
fn plain(text: &str, start: usize, separator: char) -> (Row<'_>, usize) {
    let line = line_at(text, start);
    // Quotes round a cell, or one that does not close, but none round a few of its words.
    let bare = |cell| {
        let cell = trim(cell);
        let quotes = cell.bytes().filter(|&byte| byte == b'"').count();
        let is_round = cell.starts_with('"') && cell.ends_with('"') && quotes == 2;
        let is_open = quotes % 2 == 1;
        if is_round || is_open { trim(cell.trim_matches('"')) } else { cell }
    };
    let cells = line.split(separator).map(bare).collect();
    (Row { line: trim(line), cells }, start + line.len())
}

/// The row that begins at a place, and where it ends, if the quotes in it close.
fn quoted(text: &str, start: usize, separator: char) -> Option<(Row<'_>, usize)> {
    let mut cells = Vec::with_capacity(8);
    let mut at = start;
    loop {
        let (cell, end) = cell(text, at, separator)?;
        cells.push(trim(text.get(cell)?));
        let rest = text.get(end..)?;
        if !rest.starts_with(separator) {
            return Some((Row { line: trim(text.get(start..end)?), cells }, end));
        }
        at = end + separator.len_utf8();
    }
}

/// The cell that begins at a place, without the quotes round it, and where what parts it from the next
/// begins.
fn cell(text: &str, start: usize, separator: char) -> Option<(Range<usize>, usize)> {
    let rest = text.get(start..)?;
    let ends = |c: char| c == separator || matches!(c, '\n' | '\r');
    let is_gap = |c: char| is_space(c) && !ends(c);
    let spaces = rest.len() - rest.trim_start_matches(is_gap).len();
    let Some(inside) = rest.get(spaces..)?.strip_prefix('"') else {
        let end = start + rest.find(ends).unwrap_or(rest.len());
        return Some((start..end, end));
    };
    let inner = start + spaces + 1;
    let (mut at, mut lines) = (0, 0);
    while lines < LINES {
        let found = at + inside.get(at..)?.find(['"', '\n'])?;
        let after = inside.get(found + 1..)?;
        at = found + 1;
        if inside.get(found..)?.starts_with('\n') {
            lines += 1;
        } else if after.starts_with('"') {
            at += 1;
        } else {
            let end = after.trim_start_matches(is_gap);
            if end.is_empty() || end.starts_with(ends) {
                return Some((inner..inner + found, text.len() - end.len()));
            }
            // Between tabs hardly a cell is in quotes: one with another inside only begins and ends with one.
            if separator == '\t' {
                return None;
            }
        }
    }
    None
}
