//! Tables put together: where one begins and ends, its columns, and the rows that a line break in
//! a cell took apart.
//!
//! A browser gives one line a row, but a line break inside a cell breaks the row too: its lines
//! have the tabs of one row between them. So lines are joined when their tabs add up to a row
//! exactly, and a row that will not add up is damaged and stays as it is, which leaves the rows
//! after it unharmed. Nothing here depends on blank lines: they stand inside cells as well as
//! round tables.

mod cells;
mod fit;
mod infer;

use std::borrow::Cow;

use super::Context;
use super::columns;
use super::looks_like;
use super::names;
use super::pieces::Piece;
use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::Lexicon;
use crate::model::{Column, Field, Row};
use crate::syntax::{self, Layout};
use crate::text::{Typography, is_blank, is_space, normal, unmarked, unmarked_cells};
use cells::{append, go_on, goes_on, is_name, is_word, unmark};

/// How many lines a row may be broken over. Names in a cell are the longest case seen; the limit
/// keeps a text of nothing but short rows from being looked through again for each.
const BROKEN_LINES: usize = 64;

/// Up to how many columns a short row is padded. No table of cookies is wider, and many short rows
/// under an absurdly wide header must not take memory for cells that are not there.
const PADDED: usize = 64;

/// How many words the rest of a duration may have.
const SHORT: usize = 6;

/// A table put together.
pub(super) struct Table<'s> {
    pub(super) line: u64,
    pub(super) layout: Layout,
    pub(super) columns: Vec<Column<'s>>,
    pub(super) rows: Vec<Row<'s>>,
    pub(super) diagnostics: Vec<Diagnostic<'static>>,
}

/// Reads the table that begins with the row at `at`, and says where the next piece is. A table
/// without a header of its own may go on with the fields of the `last` one.
pub(super) fn read<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    last: Option<&[Option<Field>]>,
    context: &mut Context<'s>,
) -> Option<(Table<'s>, usize)> {
    let Some(Piece::Row(layout, first)) = pieces.get(at) else { return None };
    let mut reader = Reader {
        pieces,
        at,
        layout: *layout,
        columns: Vec::new(),
        rows: Vec::with_capacity(16),
        uneven: Vec::new(),
        diagnostics: Vec::new(),
        context,
    };
    reader.header(first, last);
    while reader.next_row() {}
    reader.settle(first);
    let Reader { at, columns, rows, diagnostics, context, .. } = reader;
    let table = Table {
        line: context.source.line_of(first.line),
        layout: *layout,
        columns,
        rows,
        diagnostics,
    };
    Some((table, at))
}

struct Reader<'p, 'd, 's, 'c> {
    pieces: &'p [Piece<'d, 's>],
    at: usize,
    layout: Layout,
    columns: Vec<Column<'s>>,
    rows: Vec<Row<'s>>,
    /// The rows that have fewer cells than there are columns, or more: which, and how many.
    uneven: Vec<(usize, usize)>,
    diagnostics: Vec<Diagnostic<'static>>,
    context: &'c mut Context<'s>,
}

impl<'s> Reader<'_, '_, 's, '_> {
    fn header(&mut self, first: &syntax::Row<'s>, last: Option<&[Option<Field>]>) {
        if let Some(columns) = columns::first_header(first, self.context) {
            self.columns = columns;
            self.at += 1;
            return;
        }
        if let Some(fields) = last.filter(|fields| continues(fields, first)) {
            self.columns = fields.iter().map(|&field| Column { label: None, field }).collect();
            return;
        }
        let next = self.pieces.get(self.at + 1).and_then(Piece::row);
        // What goes on below its row is no label, and must be none where the normal text has it whole.
        let is_whole = |column: &Column<'_>| {
            let is_tabbed = self.layout == Layout::Tabbed;
            !is_tabbed || column.label.as_deref().is_none_or(|label| !label.contains('\n'))
        };
        let labels = columns::unknown_header(first, self.context);
        if let Some(columns) = labels.filter(|columns| columns.iter().all(is_whole)) {
            self.columns = columns;
            self.at += 1;
            // The first line of a row that was broken over lines is no row.
            if next.is_some() || self.next_row() {
                return;
            }
            self.at -= 1;
        }
        self.columns = first.cells.iter().map(|_| Column { label: None, field: None }).collect();
        let message =
            format!("a table of {} columns begins without a row of labels", self.columns.len());
        self.tell(Code::NoHeader, message, first.line);
    }

    /// Finds what the cells say of the columns, and where the cells of uneven rows belong.
    fn settle(&mut self, first: &syntax::Row<'s>) {
        let rows = infer::Rows::of(&self.rows, &self.uneven);
        let demoted = infer::fields(&mut self.columns, &rows, self.context);
        let (has_names, is_tabbed) = (self.has_names(), self.layout == Layout::Tabbed);
        if has_names && self.has_header() {
            self.tell_unknown(first, demoted);
        }
        if is_tabbed && self.uneven.is_empty() {
            return;
        }
        let mut has_moved = false;
        let mut fitter = fit::Fitter::new(&self.columns, self.context);
        let mut uneven = std::mem::take(&mut self.uneven).into_iter().peekable();
        for at in 0..self.rows.len() {
            let cells = uneven.next_if(|&(row, _)| row == at).map(|(_, cells)| cells);
            if cells.is_none() && is_tabbed {
                continue;
            }
            let (above, below) = self.rows.split_at_mut(at);
            let Some(row) = below.first_mut() else { break };
            let is_guess = has_names && fitter.fit(row, above.last(), cells, is_tabbed);
            has_moved |= is_guess;
            self.diagnostics.extend(match cells {
                _ if is_guess => Some(fit::guessed_row(row.line)),
                Some(cells) => Some(fit::uneven_row(cells, self.columns.len(), row.line)),
                None => None,
            });
        }
        if has_moved {
            // Every row is even now, and may say more of the columns.
            infer::fields(&mut self.columns, &infer::Rows::of(&self.rows, &[]), self.context);
        }
    }

    /// Remarks on the labels of which nothing is known. The `demoted` column lost its field to another.
    fn tell_unknown(&mut self, header: &syntax::Row<'s>, demoted: Option<usize>) {
        let columns = &self.columns;
        let source = self.context.source;
        let line = source.line_of(header.line);
        // Counted on from cell to cell: a header may be very long.
        let (mut at, mut place) = (source.span_of(header.line).start, 1);
        for (at_column, (column, cell)) in columns.iter().zip(&header.cells).enumerate() {
            if column.field.is_none() && !cell.is_empty() && demoted != Some(at_column) {
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

    /// Takes the next row, or says that the table ends here.
    fn next_row(&mut self) -> bool {
        match self.pieces.get(self.at) {
            Some(Piece::Row(_, row)) => self.row(row),
            Some(piece) => match piece.prose() {
                Some(_) if self.layout == Layout::Html => false,
                Some(text) => self.prose(text),
                None => false,
            },
            None => false,
        }
    }

    fn row(&mut self, row: &syntax::Row<'s>) -> bool {
        // A table takes one row at least, whatever it looks like, so that there is an end to it.
        let is_first = self.rows.is_empty() && !self.has_header();
        if !is_first && columns::is_next_header(row, self.context) {
            return false;
        }
        let width = self.columns.len();
        if row.cells.len() < width
            && self.layout == Layout::Tabbed
            && let Some((cells, next)) = self.join(self.at)
        {
            self.push(row.line, cells, next);
            return true;
        }
        let mut cells = unmarked_cells(row.line, &row.cells);
        if cells.len() > width {
            self.without_gaps(&mut cells);
        }
        self.note_width(cells.len());
        self.push(row.line, cells, self.at + 1);
        true
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
        self.at = next;
    }

    /// Prose after a row: names above the row they belong to, the rest of the cell before, or no
    /// part of the table.
    fn prose(&mut self, text: &'s str) -> bool {
        if self.begins_with_names(text) || self.goes_on_in_parentheses() {
            if let Some((cells, next)) = self.join(self.at) {
                self.push(text, cells, next);
                return true;
            }
            if let Some((cells, next)) = self.join_short() {
                self.note_width(cells.len());
                self.push(text, cells, next);
                return true;
            }
        }
        if !self.ends_last_cell(text) {
            return false;
        }
        let Some(cell) = self.rows.last_mut().and_then(|row| row.cells.last_mut()) else {
            return false;
        };
        // Only the line is looked through for marks: a cell may go on and on.
        match unmarked(text) {
            Cow::Borrowed(line) => go_on(cell, line),
            Cow::Owned(line) if cell.is_empty() => *cell = Cow::Owned(line),
            Cow::Owned(line) => {
                let cell = cell.to_mut();
                cell.push('\n');
                cell.push_str(&line);
            }
        }
        self.at += 1;
        true
    }

    /// Whether `text` is the first of several names in the first cell of a row, each on a line.
    fn begins_with_names(&self, text: &str) -> bool {
        self.field(0) == Some(Field::Name) && is_name(text)
    }

    /// Whether the next piece is a row that begins with a parenthesis: the rest of its first cell.
    fn goes_on_in_parentheses(&self) -> bool {
        let next = self.pieces.get(self.at + 1).and_then(Piece::row);
        next.and_then(|row| row.cells.first()).is_some_and(|cell| cell.starts_with('('))
    }

    /// Whether `text` goes on with the last cell of the row before: a name below a name, a clause
    /// that does not begin like a sentence, or a sentence between two rows.
    fn ends_last_cell(&mut self, text: &str) -> bool {
        let Some(row) = self.rows.last() else { return false };
        // Nothing goes on with an empty cell: it would stand on the line of the row in the normal
        // text, and what is read from that line and from its neighbours would be another.
        if row.cells.len() != self.columns.len()
            || row.cells.last().is_none_or(|cell| cell.is_empty())
        {
            return false;
        }
        let is_short =
            || normal(text, Typography::Plain).split(' ').count() <= SHORT && !text.ends_with('.');
        match self.field(self.columns.len() - 1) {
            Some(Field::Name) => {
                is_name(text)
                    && (!text.starts_with(char::is_uppercase) || self.is_followed_by_row())
            }
            Some(Field::Retention) => {
                is_short() && (goes_on(text) || text.starts_with(|c: char| c.is_ascii_digit()))
            }
            None if text.starts_with(|c: char| c.is_ascii_digit()) && is_short() => {
                let cell = row.cells.last().map(Cow::as_ref).unwrap_or_default();
                cell.starts_with(|c: char| c.is_ascii_digit())
            }
            Some(Field::Purpose) | None => {
                goes_on(text) || (text.ends_with('.') && self.is_followed_by_row())
            }
            Some(_) => goes_on(text),
        }
    }

    fn is_followed_by_row(&mut self) -> bool {
        let width = self.columns.len();
        match self.pieces.get(self.at + 1) {
            Some(Piece::Row(_, row)) => {
                row.cells.len() == width && !columns::is_next_header(row, self.context)
            }
            _ => false,
        }
    }

    fn has_header(&self) -> bool {
        self.columns.iter().any(|column| column.label.is_some())
    }

    fn has_names(&self) -> bool {
        self.columns.iter().any(|column| column.field == Some(Field::Name))
    }

    fn field(&self, column: usize) -> Option<Field> {
        self.columns.get(column).and_then(|column| column.field)
    }

    /// Joins the lines from `from` on whose tabs add up to those of one row, and says where the
    /// next piece is.
    fn join(&mut self, from: usize) -> Option<(Vec<Cow<'s, str>>, usize)> {
        let mut cells: Vec<Cow<'s, str>> = Vec::with_capacity(self.columns.len());
        let mut first_cell = "";
        for at in from..from.saturating_add(BROKEN_LINES) {
            let piece = self.pieces.get(at)?;
            match piece.row() {
                Some(row) => {
                    let begins_row = at > from
                        && cells.len() > 1
                        && self.begins_row(row, cells.len() - 1, first_cell);
                    if begins_row || columns::is_next_header(row, self.context) {
                        return None;
                    }
                    first_cell = if at == from { row.cells.first()? } else { first_cell };
                    append(&mut cells, row.cells.iter().copied());
                }
                None => match self.last_cell(piece).filter(|_| at > from) {
                    Some(cell) => append(&mut cells, ["", cell].into_iter()),
                    None => append(&mut cells, std::iter::once(piece.prose()?)),
                },
            }
            if cells.len() >= self.columns.len() {
                unmark(&mut cells);
                return (cells.len() == self.columns.len()).then_some((cells, at + 1));
            }
        }
        None
    }

    /// The last cell of a row that was broken over lines, when it has a line of its own: a tab stands
    /// before it.
    fn last_cell(&self, piece: &Piece<'_, 's>) -> Option<&'s str> {
        let (Piece::Heading(cell, _) | Piece::Paragraph(cell)) = piece else { return None };
        let source = self.context.source;
        let before = source.text().get(..source.span_of(cell).start)?;
        let margin = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        (margin.contains('\t') && is_blank(margin)).then_some(cell)
    }

    /// Joins the lines from here on with the short row below them, which would be padded: what is
    /// joined with a padded row must be joined with a short one.
    fn join_short(&mut self) -> Option<(Vec<Cow<'s, str>>, usize)> {
        let mut cells: Vec<Cow<'s, str>> = Vec::new();
        for at in self.at..self.at.saturating_add(BROKEN_LINES) {
            let piece = self.pieces.get(at)?;
            let Some(row) = piece.row() else {
                append(&mut cells, std::iter::once(piece.prose()?));
                continue;
            };
            let is_short = row.cells.len() < self.columns.len() && self.columns.len() <= PADDED;
            if !is_short || columns::is_next_header(row, self.context) {
                return None;
            }
            append(&mut cells, row.cells.iter().copied());
            unmark(&mut cells);
            return Some((cells, at + 1));
        }
        None
    }

    /// Whether `row` begins a row of its own rather than going on with the cell in `column` of the
    /// row before: it begins with the same cell as a row above, with a name where names come first,
    /// or with a single word where no name is due.
    fn begins_row(&self, row: &syntax::Row<'_>, column: usize, first_cell: &str) -> bool {
        let Some(cell) = row.cells.first().filter(|cell| !cell.is_empty()) else { return false };
        let before = self.rows.last().and_then(|row| row.cells.first());
        let same =
            |other: &str| normal(cell, Typography::Plain) == normal(other, Typography::Plain);
        if same(first_cell) || before.is_some_and(|before| same(before)) {
            return true;
        }
        let is_new_word = is_word(cell) && !goes_on(cell);
        match self.columns.iter().position(|column| column.field == Some(Field::Name)) {
            Some(0) if column > 0 => is_name(cell),
            Some(names) if names == column => is_word(cell) && !is_name(cell),
            // Past the names: a row that goes on has no name of its own.
            Some(names) if names < column => match row.cells.get(names) {
                Some(name) => is_name(name),
                None => is_new_word,
            },
            _ => is_new_word,
        }
    }
}

/// Whether `row` goes on with a table of those `fields` though a heading stands between: it is as
/// wide, and has a name where the names are, or several, or a few words beside a duration.
pub(super) fn continues(fields: &[Option<Field>], row: &syntax::Row<'_>) -> bool {
    let names = fields.iter().position(|field| *field == Some(Field::Name));
    let cell = names.and_then(|names| row.cells.get(names));
    let kept = fields.iter().position(|field| *field == Some(Field::Retention));
    let kept = kept.and_then(|kept| row.cells.get(kept)).filter(|cell| !cell.is_empty());
    let is_kept = || kept.is_some_and(|cell| looks_like::duration(cell, Lexicon::get()));
    let are_names = |cell: &str| {
        is_name(cell)
            || names::list::read(cell, Lexicon::get()).is_some()
            || (cell.split(is_space).filter(|word| !word.is_empty()).count() <= SHORT && is_kept())
    };
    fields.len() == row.cells.len() && cell.is_some_and(|cell| !cell.is_empty() && are_names(cell))
}
