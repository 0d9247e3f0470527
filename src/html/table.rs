//! The rows of a table in the text: cells that cover several rows and columns are repeated, lines
//! across the table stand between its parts, and labels that are there for narrow screens go.

use std::collections::HashMap;
use std::ops::Range;

use super::flow::{Flow, Piece, Row};
use super::grid::{self, Grid, Slot};
use super::tags::Tag;
use super::tree::Id;
use crate::syntax::Mark;

/// A repeated cell is written again up to this size, in bytes, so that the line of a row has what its
/// cells have. A longer one is there only once.
const COPIED: usize = 256;

/// How much may be written again in any table, in bytes, and for each byte there is.
const COPIES: usize = 64 * 1024;

/// A row, and what it is in its table.
struct Written {
    row: Row,
    is_label: bool,
    is_head: bool,
    is_across: bool,
}

/// Writes a table of data. One that has nothing but a label and a value in each row is written as terms and
/// what is said of them.
pub(super) fn write(flow: &mut Flow<'_>, table: Id) {
    let grid = grid::take_apart(flow.tree, table);
    if let Some(caption) = grid.caption {
        flow.caption(caption);
    }
    if let Some(pairs) = grid.pairs(flow.tree) {
        for (label, value) in pairs {
            flow.pair(label, value);
        }
        return;
    }
    let mut rows = write_rows(flow, &grid);
    if let Some(header) = header_of_labels(flow, table, &grid, &rows) {
        rows.insert(0, header);
    }
    rows.retain(|written| written.row.cells.iter().any(|cell| !cell.is_empty()));
    drop_repeated_foot(flow, &mut rows);
    strip_labels(flow, &mut rows);
    push(flow, rows);
}

fn write_rows(flow: &mut Flow<'_>, grid: &Grid) -> Vec<Written> {
    let begin = flow.text.len();
    let mut copied = 0;
    let mut written = Vec::with_capacity(grid.rows.len());
    let mut known: HashMap<Id, Range<usize>> = HashMap::new();
    for (at, (row, slots)) in grid.rows.iter().zip(grid.spread(flow.tree)).enumerate() {
        flow.begin();
        if let Some(element) = flow.tree.element(row.id) {
            flow.place(element.line);
        }
        let start = flow.text.len();
        if slots.is_empty() {
            // What stands in a row outside of all cells is not lost.
            if flow.chosen.content(row.id).text > 0 {
                let cell = flow.cell(row.id);
                flow.part('\n');
                let row = Row { line: cell.clone(), cells: vec![cell] };
                written.push(Written { row, is_label: false, is_head: false, is_across: true });
            }
            continue;
        }
        let is_across = grid.is_across(at, &slots, flow.tree);
        let slots = if is_across { slots.get(..1).unwrap_or_default() } else { &slots };
        let mut cells = Vec::with_capacity(slots.len());
        for (at, &Slot { cell, is_first }) in slots.iter().enumerate() {
            if at > 0 {
                flow.part('\t');
            }
            let range = match known.get(&cell).filter(|_| !is_first) {
                None => {
                    let range = flow.cell(cell);
                    if flow.tree.element(cell).is_some_and(|it| it.rows != 1 || it.columns != 1) {
                        known.insert(cell, range.clone());
                    }
                    range
                }
                Some(range)
                    if range.len() <= COPIED && copied < COPIES + flow.text.len() - begin =>
                {
                    copied += 2 * range.len();
                    let from = flow.text.len();
                    flow.text.extend_from_within(range.clone());
                    from..flow.text.len()
                }
                Some(range) => range.clone(),
            };
            cells.push(range);
        }
        let line = start..flow.text.len();
        flow.part('\n');
        let is_label =
            |slot: &Slot| flow.tree.element(slot.cell).is_some_and(|cell| cell.tag == Tag::Label);
        let is_label = slots.iter().all(is_label);
        let row_written = Row { line, cells };
        written.push(Written { row: row_written, is_label, is_head: row.is_head, is_across });
    }
    written
}

/// A header made of the labels that the cells of the first row carry, when the table has none.
fn header_of_labels(
    flow: &mut Flow<'_>,
    table: Id,
    grid: &Grid,
    rows: &[Written],
) -> Option<Written> {
    if rows.iter().any(|row| row.is_head || row.is_label) {
        return None;
    }
    let first = grid.rows.iter().find(|row| row.cells.len() > 1)?;
    let tree = flow.tree;
    let labels: Option<Vec<&str>> =
        first.cells.iter().map(|&cell| tree.element(cell)?.label.as_deref()).collect();
    let labels = labels.filter(|labels| labels.iter().filter(|it| !it.is_empty()).count() > 1)?;
    flow.begin();
    flow.place(tree.element(table).map_or(1, |table| table.line));
    let start = flow.text.len();
    let mut cells = Vec::with_capacity(labels.len());
    for (at, label) in labels.iter().enumerate() {
        if at > 0 {
            flow.part('\t');
        }
        let from = flow.text.len();
        for (at, word) in label.split_whitespace().enumerate() {
            flow.text.push_str(if at > 0 { " " } else { "" });
            flow.text.push_str(word);
        }
        cells.push(from..flow.text.len());
    }
    let line = start..flow.text.len();
    flow.part('\n');
    let row = Row { line, cells };
    Some(Written { row, is_label: true, is_head: true, is_across: false })
}

/// Takes out the header where it stands below the table once more.
fn drop_repeated_foot(flow: &Flow<'_>, rows: &mut Vec<Written>) {
    let texts = |row: &Row| -> Vec<&str> {
        row.cells.iter().map(|cell| flow.text.get(cell.clone()).unwrap_or_default()).collect()
    };
    let [first, .., last] = rows.as_slice() else { return };
    if (first.is_head || first.is_label) && last.is_label && texts(&first.row) == texts(&last.row) {
        rows.pop();
    }
}

/// Takes the label of a column out of its cells, where each begins with it, as cells do that stand
/// below each other on narrow screens. One column may do so by chance, two do not.
fn strip_labels(flow: &Flow<'_>, rows: &mut [Written]) {
    let Some(header) = rows.iter().position(|row| !row.is_across) else { return };
    let Some((header, body)) = rows.split_at_mut_checked(header + 1) else { return };
    let Some(header) = header.last() else { return };
    let text = |range: &Range<usize>| flow.text.get(range.clone()).unwrap_or_default();
    let label = |cell: &Range<usize>| {
        let label = text(cell).trim_end_matches(':').trim();
        (!label.is_empty()).then_some((label, 0_usize))
    };
    // The label of each column, as long as all its cells begin with it, and how many do.
    let mut labels: Vec<Option<(&str, usize)>> = header.row.cells.iter().map(label).collect();
    for row in body.iter().filter(|row| !row.is_across) {
        let cells = row.row.cells.iter().zip(&mut labels).filter(|(cell, _)| !cell.is_empty());
        for (cell, known) in cells {
            *known = known
                .filter(|(label, _)| after_label(text(cell), label).is_some())
                .map(|(label, cells)| (label, cells + 1));
        }
    }
    // A column without a cell that begins with its label is none.
    for known in &mut labels {
        *known = known.filter(|&(_, cells)| cells > 0);
    }
    if labels.iter().flatten().count() < 2 {
        return;
    }
    for row in body.iter_mut().filter(|row| !row.is_across) {
        for (cell, &known) in row.row.cells.iter_mut().zip(&labels) {
            let rest = known.and_then(|(label, _)| after_label(text(cell), label));
            if let Some(rest) = rest {
                cell.start = cell.end - rest.len();
            }
        }
    }
}

/// What follows a label that `cell` begins with, in any case.
fn after_label<'c>(cell: &'c str, label: &str) -> Option<&'c str> {
    let mut rest = cell.chars();
    for c in label.chars() {
        let there = rest.next()?;
        let is_same = there == c
            || there.to_lowercase().eq(c.to_lowercase())
            || (there.is_whitespace() && c.is_whitespace());
        if !is_same {
            return None;
        }
    }
    Some(rest.as_str().trim_start_matches(|c: char| c == ':' || c.is_whitespace()))
}

/// Puts the rows into pieces. A line across the table parts it, and the header stands above each part.
fn push(flow: &mut Flow<'_>, rows: Vec<Written>) {
    let first = rows.iter().position(|row| !row.is_across);
    let is_header = |&first: &usize| {
        let is_marked = rows.get(first).is_some_and(|row| row.is_head || row.is_label);
        // Unmarked, it is the first row of all, and a line stands between it and the next.
        is_marked || (first == 0 && rows.get(1).is_some_and(|next| next.is_across))
    };
    let header = first.filter(is_header).and_then(|first| rows.get(first));
    let header = header.map(|header| header.row.clone());
    let mut part: Vec<Row> = Vec::new();
    // How many rows of the part are the header, which stands above the rows below the next line.
    let mut headers = usize::from(header.is_some());
    let mut is_parted = false;
    let mut rows = rows.into_iter().peekable();
    while let Some(written) = rows.next() {
        if !written.is_across {
            if part.is_empty() && is_parted {
                part.extend(header.clone());
                headers = part.len();
            }
            part.push(written.row);
            continue;
        }
        if part.len() > headers || (!part.is_empty() && rows.peek().is_none()) {
            flow.pieces.push(Piece::Table(std::mem::take(&mut part)));
            is_parted = true;
        }
        if let Some(cell) = written.row.cells.first() {
            push_lines(flow, cell.clone());
        }
    }
    if !part.is_empty() {
        flow.pieces.push(Piece::Table(part));
    }
}

/// The lines of a cell that stands across a table, as captions of the rows below.
fn push_lines(flow: &mut Flow<'_>, cell: Range<usize>) {
    let mut start = cell.start;
    for line in flow.text.get(cell).unwrap_or_default().split('\n') {
        flow.pieces.push(Piece::Heading(start..start + line.len(), Mark::Caption));
        start += line.len() + 1;
    }
}
