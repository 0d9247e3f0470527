//! The rows and cells of a table, and whether it is one of data at all.

use super::choose::Content;
use super::tags::Tag;
use super::tree::{Id, Step, Tree};

/// A cell with more text, in characters, is a part of the page.
const LONG: u32 = 3000;

/// A cell with a heading and more text than this besides is a part of the page.
const HEADED: u32 = 300;

/// How often cells may be repeated for each cell there is: no table of cookies comes near it, and no
/// span however large makes more rows and columns than fit into memory.
const REPEATED: usize = 16;

/// How often cells may be repeated in any table.
const REPEATED_AT_LEAST: usize = 4096;

/// The cells of a table, as they are written.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) caption: Option<Id>,
    pub(super) rows: Vec<Row>,
}

/// A row, as it is written.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: Id,
    /// The number of its group of rows, which no cell reaches out of.
    group: usize,
    /// Whether it is among those that head the table.
    pub(super) is_head: bool,
    is_foot: bool,
    pub(super) cells: Vec<Id>,
}

/// A cell where it shows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) cell: Id,
    /// Whether it shows here for the first time.
    pub(super) is_first: bool,
}

/// Takes a table apart. What is in its cells is not gone through.
pub(super) fn take_apart(tree: &Tree, table: Id) -> Grid {
    let mut grid = Grid::default();
    let (mut group, mut section) = (0, Tag::Rows);
    tree.walk(table, |step| {
        let (id, enters) = match step {
            Step::Enter(id) => (id, true),
            Step::Leave(id) => (id, false),
        };
        let Some(element) = tree.element(id) else { return true };
        if element.is_narrow && id != table {
            return false;
        }
        match element.tag {
            Tag::Never => false,
            Tag::Head | Tag::Rows | Tag::Foot => {
                group += 1;
                section = if enters { element.tag } else { Tag::Rows };
                true
            }
            Tag::Caption => {
                grid.caption = grid.caption.or(Some(id));
                false
            }
            Tag::Row if enters => {
                let (is_head, is_foot) = (section == Tag::Head, section == Tag::Foot);
                grid.rows.push(Row { id, group, is_head, is_foot, cells: Vec::new() });
                true
            }
            Tag::Cell | Tag::Label => {
                if let Some(row) = grid.rows.last_mut() {
                    row.cells.push(id);
                }
                false
            }
            Tag::Table => id == table,
            _ => true,
        }
    });
    grid.rows.sort_by_key(|row| row.is_foot);
    grid
}

/// Whether a table is one of data rather than one that lays out a page: one with rows and columns,
/// in whose cells stand neither such tables nor parts of a page.
pub(super) fn is_data(tree: &Tree, table: Id, content: impl Fn(Id) -> Content) -> bool {
    if content(table).tables > 0 {
        return false;
    }
    let grid = take_apart(tree, table);
    let is_label = |&cell: &Id| tree.element(cell).is_some_and(|cell| cell.tag == Tag::Label);
    let has_labels = grid.rows.iter().flat_map(|row| &row.cells).any(is_label);
    let is_part = |&cell: &Id| {
        let Content { text, headings, .. } = content(cell);
        text > LONG || (headings > 0 && text.saturating_sub(headings) > HEADED)
    };
    let has_parts = grid.rows.iter().flat_map(|row| &row.cells).any(is_part);
    let filled = |row: &Row| row.cells.iter().filter(|&&cell| content(cell).text > 0).count();
    let rows = grid.rows.iter().filter(|row| filled(row) > 0).count();
    let is_wide = grid.rows.iter().any(|row| filled(row) > 1);
    match () {
        () if has_parts && !has_labels => false,
        () if has_labels => rows > 1 || is_wide,
        () => is_wide,
    }
}

impl Grid {
    /// How many columns the table has, with cells that cover several counted once.
    fn width(&self, tree: &Tree) -> usize {
        let mut ends: Vec<usize> = vec![0; self.rows.len() + 1];
        let (mut carried, mut width) = (0, 0);
        for (at, row) in self.rows.iter().enumerate() {
            carried -= ends.get(at).copied().unwrap_or_default();
            width = width.max(carried + row.cells.len());
            let last = self.last_of_group(at);
            for &cell in &row.cells {
                let end = at + rows_covered(tree, cell, at, last);
                if end > at + 1
                    && let Some(ending) = ends.get_mut(end)
                {
                    carried += 1;
                    *ending += 1;
                }
            }
        }
        width
    }

    /// One past the last row of the group of the row at `at`.
    fn last_of_group(&self, at: usize) -> usize {
        let group = self.rows.get(at).map(|row| row.group);
        // Groups are in order but for the foot, which is one group.
        self.rows
            .partition_point(|row| !row.is_foot && group.is_some_and(|group| row.group <= group))
            .max(if self.rows.get(at).is_some_and(|row| row.is_foot) { self.rows.len() } else { 0 })
            .max(at + 1)
    }

    /// The rows with every cell in each row and column it covers.
    pub(super) fn spread(&self, tree: &Tree) -> Vec<Vec<Slot>> {
        let width = self.width(tree);
        let cells: usize = self.rows.iter().map(|row| row.cells.len()).sum();
        let mut repeats = cells.saturating_mul(REPEATED).max(REPEATED_AT_LEAST);
        let mut carried: Vec<Carried> = Vec::new();
        let mut rows = Vec::with_capacity(self.rows.len());
        for (at, row) in self.rows.iter().enumerate() {
            carried.retain(|cell| cell.end > at);
            if carried.len() > repeats {
                carried.clear();
            }
            let mut spare = width.saturating_sub(carried.len() + row.cells.len());
            let last = self.last_of_group(at);
            let (mut slots, mut next) = (Vec::with_capacity(width.min(64)), Vec::new());
            let mut before = carried.iter().peekable();
            for &cell in &row.cells {
                while let Some(above) = before.next_if(|above| above.column <= slots.len()) {
                    slots.push(Slot { cell: above.cell, is_first: false });
                    next.push(Carried { column: slots.len() - 1, ..*above });
                }
                let columns = tree.element(cell).map_or(1, |cell| usize::from(cell.columns));
                let more = (columns - 1).min(spare).min(repeats);
                (spare, repeats) = (spare - more, repeats - more);
                let end = at + rows_covered(tree, cell, at, last);
                for is_first in std::iter::once(true).chain(std::iter::repeat_n(false, more)) {
                    if end > at + 1 {
                        next.push(Carried { column: slots.len(), cell, end });
                    }
                    slots.push(Slot { cell, is_first });
                }
            }
            // Nothing of its own: it shows as a part of the row above.
            if row.cells.is_empty() {
                rows.push(Vec::new());
                continue;
            }
            for above in before {
                slots.push(Slot { cell: above.cell, is_first: false });
                next.push(Carried { column: slots.len() - 1, ..*above });
            }
            repeats = repeats.saturating_sub(carried.len());
            carried = next;
            rows.push(slots);
        }
        rows
    }

    /// The labels and values of a table that has nothing else, as one has that declares one cookie.
    pub(super) fn pairs(&self, tree: &Tree) -> Option<Vec<(Id, Id)>> {
        let tag = |cell: Id| tree.element(cell).map(|cell| (cell.tag, cell.rows, cell.columns));
        let pair = |row: &Row| match *row.cells.as_slice() {
            [label, value] if !row.is_head => {
                let is_pair =
                    tag(label) == Some((Tag::Label, 1, 1)) && tag(value) == Some((Tag::Cell, 1, 1));
                is_pair.then_some((label, value))
            }
            _ => None,
        };
        let rows = self.rows.iter().filter(|row| !row.cells.is_empty());
        rows.map(pair).collect()
    }

    /// Whether a row is one cell across the whole table.
    pub(super) fn is_across(&self, at: usize, slots: &[Slot], tree: &Tree) -> bool {
        let [first, others @ ..] = slots else { return false };
        let is_one = first.is_first && others.iter().all(|slot| slot.cell == first.cell);
        let covers = tree.element(first.cell).is_some_and(|cell| cell.columns > 1);
        let is_narrow = self.rows.get(at).is_some_and(|row| row.cells.len() == 1);
        is_one && is_narrow && covers
    }
}

/// A cell that reaches into rows below.
#[derive(Clone, Copy, Debug)]
struct Carried {
    column: usize,
    cell: Id,
    /// One past the last row it covers.
    end: usize,
}

/// How many rows a cell covers that begins in the row at `at`, of a group that ends at `last`.
fn rows_covered(tree: &Tree, cell: Id, at: usize, last: usize) -> usize {
    let there = last.saturating_sub(at).max(1);
    match tree.element(cell).map_or(1, |cell| usize::from(cell.rows)) {
        0 => there,
        rows => rows.min(there),
    }
}
