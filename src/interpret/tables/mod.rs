//! Tables put together: where one begins and ends, its columns, and the rows that a line break in
//! a cell took apart.
//!
//! A browser gives one line a row, but a line break inside a cell breaks the row too. Rows that stand
//! in one piece are taken as they are; the lines between them are cut by what their words look like,
//! and by the tabs and blank lines between them ([`loose`]). What is no row by that evidence stays as
//! it is, which leaves the rows after it unharmed.

mod cells;
mod header;
mod lines;
mod loose;
mod quick;
mod remarks;

use std::borrow::Cow;

use super::Context;
use super::columns;
use super::evidence::spelling;
use super::grid;
use super::pieces::{Piece, ruled::is_ruler};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Column, Field, Row};
use crate::syntax::{self, Layout};
use crate::text::unmarked_cells;
use header::begins_header;
pub(super) use header::continues;
use loose::Loose;

/// Wider tables are none of cookies, and their rows are not put together.
const WIDEST: usize = 16;

/// How many lines without a tab may stand between two rows or below the last.
const TAIL: usize = 64;

/// Up to how many columns a short row is padded. No table of cookies is wider, and many short rows
/// under an absurdly wide header must not take memory for cells that are not there.
const PADDED: usize = 64;

/// A table put together.
pub(super) struct Table<'s> {
    pub(super) line: u64,
    pub(super) layout: Layout,
    pub(super) columns: Vec<Column<'s>>,
    pub(super) rows: Vec<Row<'s>>,
    pub(super) diagnostics: Vec<Diagnostic<'static>>,
}

/// Reads the table that begins with the row at `at`, or with a label that stands alone above its first
/// row, and says where the next piece is. A table without a header of its own may go on with the fields
/// of the `last` one.
pub(super) fn read<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    last: Option<&[Option<Field>]>,
    context: &mut Context<'s>,
) -> Option<(Table<'s>, usize)> {
    let piece = pieces.get(at)?;
    let first = piece.row().filter(|_| !piece.is_cell());
    let line = first.map(|row| row.line).or(piece.line())?;
    let layout = match (piece, pieces.get(at + 1)) {
        (Piece::Row(layout, _), _) => *layout,
        (_, Some(next)) if next.is_bar() => Layout::Stacked,
        _ => Layout::Tabbed,
    };
    if first.is_none() && !begins_header(pieces, at, context) {
        return None;
    }
    let mut reader = Reader {
        pieces,
        at,
        layout,
        columns: Vec::new(),
        rows: Vec::with_capacity(16),
        places: Vec::with_capacity(16),
        whole: 0,
        uneven: Vec::new(),
        diagnostics: Vec::new(),
        is_grid: false,
        is_labelled: false,
        is_closed: layout == Layout::Stacked || first.is_some_and(syntax::Row::is_closed),
        context,
    };
    reader.is_grid = reader.is_grid();
    match first {
        Some(first) => reader.header(first, last),
        None => {
            if !reader.broken_header(None) && !reader.lone_header(last) {
                return None;
            }
        }
    }
    while reader.next_row() {}
    reader.drop_foreign();
    reader.settle(first);
    let Reader { at, columns, rows, diagnostics, is_labelled, context, .. } = reader;
    let layout = if is_labelled { Layout::Records } else { layout };
    let table = Table { line: context.source.line_of(line), layout, columns, rows, diagnostics };
    Some((table, at))
}

struct Reader<'p, 'd, 's, 'c> {
    pieces: &'p [Piece<'d, 's>],
    at: usize,
    layout: Layout,
    columns: Vec<Column<'s>>,
    rows: Vec<Row<'s>>,
    /// The piece that each row begins with.
    places: Vec<usize>,
    /// How many rows stood on one line.
    whole: usize,
    /// The rows that have fewer cells than there are columns, or more: which, and how many.
    uneven: Vec<(usize, usize)>,
    diagnostics: Vec<Diagnostic<'static>>,
    /// Whether rulers part the rows.
    is_grid: bool,
    /// Whether each cell has its label: these rows are records.
    is_labelled: bool,
    /// Whether a bar stands behind each row.
    is_closed: bool,
    context: &'c mut Context<'s>,
}

impl<'s> Reader<'_, '_, 's, '_> {
    /// Finds what the cells say of the columns, and remarks on the rows that have too few cells or too
    /// many.
    fn settle(&mut self, first: Option<&syntax::Row<'s>>) {
        grid::take_off_cells(&self.columns, &mut self.rows);
        self.assign();
        if let Some(first) = first.filter(|_| self.has_names() && self.has_header()) {
            self.tell_unknown(first);
        }
        let width = self.columns.len();
        for &(row, cells) in &self.uneven {
            let Some(row) = self.rows.get(row) else { continue };
            self.diagnostics.push(remarks::uneven_row(cells, width, row.line));
        }
    }

    /// Finds the fields of the columns by their labels and by the rows that have a cell for each.
    fn assign(&mut self) {
        if quick::labels_tell(&self.columns, &self.rows, self.context) {
            return;
        }
        let uneven: Vec<usize> = self.uneven.iter().map(|it| it.0).collect();
        let even: Vec<&Row<'s>> = self
            .rows
            .iter()
            .enumerate()
            .filter(|(at, _)| uneven.len() >= self.rows.len() || uneven.binary_search(at).is_err())
            .map(|(_, row)| row)
            .take(8)
            .collect();
        grid::assign(&mut self.columns, &even, self.context);
    }

    /// Remarks on the labels of which nothing is known.
    fn tell_unknown(&mut self, header: &syntax::Row<'s>) {
        let source = self.context.source;
        let line = source.line_of(header.line);
        // Counted on from cell to cell: a header may be very long.
        let (mut at, mut place) = (source.span_of(header.line).start, 1);
        for (column, cell) in self.columns.iter().zip(&header.cells) {
            // A label for names may stand over what is none: the cells have told which column is meant.
            let mut is_told = || {
                let scores = columns::label_scores(cell, None, self.context);
                scores.first().is_some_and(|it| it.0 == Field::Name)
            };
            if column.field.is_none() && !cell.is_empty() && !is_told() {
                let start = source.span_of(cell).start;
                let before = source.text().get(at..start).unwrap_or_default();
                (at, place) = (start, place + before.chars().count() as u64);
                let message = format!("the column \u{201c}{cell}\u{201d} has no field of its own");
                self.diagnostics
                    .push(Diagnostic::new(Code::UnknownColumn, message).at(line, place));
            }
        }
    }

    /// Remarks on the whole line `line`.
    fn tell(&mut self, code: Code, message: String, line: &str) {
        let line = self.context.source.line_of(line);
        self.diagnostics.push(Diagnostic::new(code, message).at(line, 1));
    }

    /// Takes the next row or the next rows that were broken, or says that the table ends here.
    fn next_row(&mut self) -> bool {
        // A table takes one row at least, whatever it looks like, so that there is an end to it.
        let is_first = self.rows.is_empty() && !self.has_header();
        // It ends the line of prose above.
        let above = self.at.checked_sub(1).and_then(|at| self.pieces.get(at));
        if !is_first && above.is_some_and(|above| above.row().is_none()) {
            self.skip_bars(1);
        }
        if !is_first && self.begins_next(self.at) {
            return false;
        }
        let row = self.pieces.get(self.at).filter(|piece| !piece.is_cell()).and_then(Piece::row);
        let Some(row) = row else {
            return self.is_loose()
                && self.at >= self.context.tried
                && self.loose() == Loose::Taken;
        };
        if !is_first && self.heads_next(row) {
            return false;
        }
        if self.is_loose() && self.at >= self.context.tried && !self.stands_alone(self.at) {
            match self.loose() {
                Loose::Taken => return true,
                Loose::Ended => return false,
                Loose::Nothing => {}
            }
        }
        self.row(row);
        true
    }

    /// Goes past so many bars that stand alone.
    fn skip_bars(&mut self, most: usize) {
        let rest = self.pieces.get(self.at..).unwrap_or_default().iter();
        self.at += rest.take(most).take_while(|piece| piece.is_bar()).count();
    }

    /// Whether a row of one cell stands right above the header of a next table: it is a caption of that.
    fn heads_next(&mut self, row: &syntax::Row<'s>) -> bool {
        row.cells.len() == 1
            && self.columns.len() > 1
            && self.pieces.get(self.at + 1).and_then(Piece::row).is_some_and(|next| {
                next.cells.len() == self.columns.len()
                    && columns::is_next_header(next, self.context)
            })
    }

    /// Gives up the last rows when they show nothing of what the rows above show and begin like a header: they
    /// are another table, whose labels nobody knows.
    fn drop_foreign(&mut self) {
        /// So many rows above are looked at for the same cell.
        const AGAIN: usize = 16;
        if self.layout != Layout::Tabbed || !self.is_loose() {
            return;
        }
        let mut telling = None;
        let mut kept = self.rows.len();
        while let Some(row) = kept.checked_sub(1).and_then(|at| self.rows.get(at)) {
            // Hardly any table needs more than this look at its last row.
            let above = self.rows.get(..kept - 1).unwrap_or_default();
            let is_again = above.iter().rev().take(AGAIN).any(|other| {
                other.cells.iter().zip(&row.cells).any(|(one, two)| one == two && !one.is_empty())
            });
            if is_again {
                break;
            }
            let telling = telling
                .get_or_insert_with(|| quick::telling(&self.columns, &self.rows, self.context));
            if telling.len() < 2 || quick::shows_any(telling, &self.columns, row, self.context) {
                break;
            }
            kept -= 1;
        }
        let mut heads = (kept..self.rows.len()).filter_map(|row| {
            let at = *self.places.get(row)?;
            let head = self.pieces.get(at).and_then(Piece::row)?;
            let is_header =
                at + 1 < self.at && columns::unknown_header(head, self.context).is_some();
            is_header.then_some((row, at, head.line))
        });
        let Some((kept, at, head)) = heads.next() else { return };
        self.rows.truncate(kept);
        self.places.truncate(kept);
        self.uneven.retain(|(row, _)| *row < kept);
        let line = self.context.source.line_of(head);
        self.diagnostics.retain(|told| told.line < Some(line));
        self.at = at;
    }

    fn row(&mut self, row: &syntax::Row<'s>) {
        let width = self.columns.len();
        let mut cells = unmarked_cells(row.line, &row.cells);
        if self.goes_on_above(row) {
            self.append(&cells);
            return;
        }
        if cells.len() > width {
            self.without_gaps(&mut cells);
        }
        self.note_width(cells.len());
        self.whole += 1;
        self.push(row.line, cells, self.at + 1);
    }

    /// Whether cells go on with those right above: no ruler stands between where rulers part rows, or, where
    /// spaces part cells, the first is empty or goes on with a list, and no name begins a row.
    fn goes_on_above(&self, row: &syntax::Row<'s>) -> bool {
        if self.is_grid {
            return !self.rows.is_empty() && !is_ruler(self.context.line_above(row.line));
        }
        let (Some(above), Some(first)) = (self.rows.last(), row.cells.first()) else {
            return false;
        };
        if self.layout != Layout::Spaced || row.cells.len() != self.columns.len() {
            return false;
        }
        let is_listed = above.cells.first().is_some_and(|cell| cell.ends_with(','));
        let has_name = || row.cells.iter().any(|cell| spelling::is_sure_name(cell));
        !self.context.is_apart(row.line) && (is_listed || first.is_empty() && !has_name())
    }

    /// Appends cells to those of the last row.
    fn append(&mut self, more: &[Cow<'s, str>]) {
        let above = self.rows.last_mut().map(|row| row.cells.as_mut_slice());
        for (cell, more) in above.unwrap_or_default().iter_mut().zip(more) {
            if cell.is_empty() {
                cell.clone_from(more);
            } else if !more.is_empty() {
                // A back slash may say that a line ends.
                let line = cell.trim_end_matches('\\');
                let are_names = spelling::is_sure_name(line) && spelling::is_sure_name(more);
                let parts = if are_names || line.len() < cell.len() { '\n' } else { ' ' };
                *cell = Cow::Owned(format!("{line}{parts}{more}"));
            }
        }
        self.at += 1;
    }

    /// Whether rulers part the rows of a table of bars, and not only its labels from them: one stands above a
    /// row further down, or one of double dashes below the labels.
    fn is_grid(&self) -> bool {
        let rows = self.pieces.get(self.at..).unwrap_or_default().iter();
        let mut rulers = rows.map_while(Piece::row).map(|row| self.context.line_above(row.line));
        self.layout == Layout::Piped
            && rulers.next().is_some_and(is_ruler)
            && (rulers.next().is_some_and(|line| is_ruler(line) && line.contains('='))
                || rulers.any(is_ruler))
    }

    /// Takes the empty cells out of a row that has just so many too many: separators were doubled.
    fn without_gaps(&self, cells: &mut Vec<Cow<'s, str>>) {
        let (width, filled) = (self.columns.len(), cells.iter().filter(|cell| !cell.is_empty()));
        if width > 1 && filled.count() == width {
            cells.retain(|cell| !cell.is_empty());
        }
    }

    /// Notes how many cells the next row has, when it is uneven.
    fn note_width(&mut self, cells: usize) {
        if cells != self.columns.len() {
            self.uneven.push((self.rows.len(), cells));
        }
    }

    fn push(&mut self, line: &str, mut cells: Vec<Cow<'s, str>>, next: usize) {
        if cells.len() < self.columns.len() && self.columns.len() <= PADDED {
            cells.resize(self.columns.len(), Cow::Borrowed(""));
        }
        self.rows.push(Row::new(self.context.source.line_of(line), cells));
        self.places.push(self.at);
        self.at = next;
    }

    fn has_header(&self) -> bool {
        self.columns.iter().any(|column| column.label.is_some())
    }

    fn has_names(&self) -> bool {
        self.columns.iter().any(|column| column.field == Some(Field::Name))
    }
}
