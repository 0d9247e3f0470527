//! The header of a table: a row of labels, one that was broken over lines, or that of a table before.

use std::borrow::Cow;

use super::cells;
use super::{Reader, WIDEST};
use crate::diagnostic::Code;
use crate::interpret::evidence::LIKELY_NAME;
use crate::interpret::pieces::Piece;
use crate::interpret::{Context, columns, looks_like};
use crate::lexicon::Lexicon;
use crate::model::{Column, Field};
use crate::syntax::{self, Layout};
use crate::text::is_space;

/// How many words a name may have beside a duration.
const SHORT: usize = 6;

impl<'s> Reader<'_, '_, 's, '_> {
    pub(super) fn header(&mut self, first: &syntax::Row<'s>, last: Option<&[Option<Field>]>) {
        let header = columns::first_header(first, self.context);
        // Rows as wide below it show that nothing of it was broken off.
        let is_complete = header.as_ref().is_some_and(|columns| {
            !self.ends_with_label(self.at + 1) && self.is_row_of(self.at + 1, columns.len())
        });
        if self.layout == Layout::Tabbed && !is_complete && self.broken_header(header.as_deref()) {
            return;
        }
        if let Some((columns, next)) = self.header_over_rows(first, header.as_deref()) {
            self.columns = columns;
            self.at = next;
            return;
        }
        if let Some(columns) = header {
            self.columns = columns;
            self.at += 1;
            return;
        }
        if let Some(columns) = columns::labels_in_cells(first, self.context) {
            self.columns = columns;
            self.is_labelled = true;
            return;
        }
        if let Some(fields) = last.filter(|fields| continues(fields, first)) {
            self.columns = fields.iter().map(|&field| Column { label: None, field }).collect();
            return;
        }
        if let Some(columns) = columns::unknown_header(first, self.context) {
            self.columns = columns;
            self.at += 1;
            return;
        }
        self.columns = first.cells.iter().map(|_| Column { label: None, field: None }).collect();
        let message =
            format!("a table of {} columns begins without a row of labels", self.columns.len());
        self.tell(Code::NoHeader, message, first.line);
    }

    /// Whether the last cell of a row is a label that is known whole, but the row no header.
    fn ends_with_label(&mut self, at: usize) -> bool {
        let Some(row) = self.pieces.get(at).and_then(Piece::row) else { return false };
        let is_label = row.cells.last().is_some_and(|cell| columns::is_label(cell, self.context));
        is_label && !columns::is_next_header(row, self.context)
    }

    pub(super) fn is_row_of(&self, at: usize, width: usize) -> bool {
        self.pieces.get(at).and_then(Piece::row).is_some_and(|row| row.cells.len() == width)
    }

    /// Takes a header that was broken over lines, when it has more labels that are known than the first
    /// line alone.
    pub(super) fn broken_header(&mut self, first: Option<&[Column<'_>]>) -> bool {
        let known = first.map_or(1, known);
        let Some((columns, next)) = self.header_over_lines(self.at, known) else { return false };
        self.columns = columns;
        self.at = next;
        true
    }

    /// Takes a header of one label; what the others would say is known from the `last` table where that one stood
    /// in the same place.
    pub(super) fn lone_header(&mut self, last: Option<&[Option<Field>]>) -> bool {
        let Some(columns) = self.lone_label(self.at) else { return false };
        self.columns = columns;
        self.at += 1;
        let last = last.filter(|last| last.len() == self.columns.len()).unwrap_or_default();
        let mut columns = self.columns.iter().zip(last);
        if columns.all(|(column, last)| column.label.is_none() || column.field == *last) {
            self.columns.iter_mut().zip(last).for_each(|(column, last)| column.field = *last);
        }
        true
    }

    /// Whether the header of another table begins at a place: on one line, or broken over several when it
    /// speaks of names and nothing in it is unknown.
    pub(super) fn begins_next(&mut self, at: usize) -> bool {
        let is_label = match self.pieces.get(at) {
            Some(piece @ Piece::Row(_, row)) if !piece.is_cell() => {
                if self.is_own_header(row) || columns::is_next_header(row, self.context) {
                    return true;
                }
                row.cells.len() < self.columns.len()
                    && row.cells.first().is_some_and(|cell| columns::is_label(cell, self.context))
            }
            Some(piece) => piece.line().is_some_and(|line| columns::is_label(line, self.context)),
            None => false,
        };
        if !is_label || !self.has_broken_rows() {
            return false;
        }
        if self.lone_label(at).is_some() {
            return true;
        }
        self.header_over_lines(at, 1).is_some_and(|(columns, _)| {
            known(&columns) == columns.len()
                && columns.iter().any(|column| column.field == Some(Field::Name))
        })
    }

    /// The header of one label alone, which its tabs put above its column of the row on the next line. To the parser
    /// such a line is prose.
    fn lone_label(&mut self, at: usize) -> Option<Vec<Column<'s>>> {
        if self.layout != Layout::Tabbed {
            return None;
        }
        let (lines, _) = self.lines(at..at + 1);
        let cells = &lines.first()?.cells;
        let label = cells.iter().find(|cell| !cell.is_empty())?;
        let next = self.pieces.get(at + 1).and_then(Piece::row)?;
        let is_right_above =
            !self.context.is_apart(next.line) && self.is_row_of(at + 1, cells.len());
        let is_lone = cells.len() > 1 && cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        let is_label = is_lone && is_right_above && columns::is_label(label, self.context);
        let scores = is_label.then(|| columns::label_scores(label, None, self.context))?;
        let field = scores.first().map(|it| it.0);
        let column = |cell: &Cow<'s, str>| match &**cell {
            "" => Column { label: None, field: None },
            _ => Column { label: Some(cell.clone()), field },
        };
        Some(cells.iter().map(column).collect())
    }

    /// Whether a row has the labels of the table again.
    pub(super) fn is_own_header(&self, row: &syntax::Row<'_>) -> bool {
        let labels = self.columns.iter().map(|column| column.label.as_deref().unwrap_or_default());
        self.has_header() && row.cells.iter().copied().eq(labels)
    }

    /// The header whose labels go on in the rows below it, each in its own column, and the place behind it.
    fn header_over_rows(
        &mut self,
        first: &syntax::Row<'s>,
        header: Option<&[Column<'_>]>,
    ) -> Option<(Vec<Column<'s>>, usize)> {
        /// No header has more rows.
        const ROWS: usize = 3;
        let mut best = header.map_or(0, known);
        let (width, mut labels, mut found) = (first.cells.len(), None, None);
        for at in self.at + 1..self.at + ROWS {
            let Some(Piece::Row(_, row)) = self.pieces.get(at) else { break };
            let may_go_on = best < width || row.cells.iter().any(|cell| cell.is_empty());
            if row.cells.len() != width || !may_go_on {
                break;
            }
            let labels = labels.get_or_insert_with(|| columns::labels(first));
            for (label, part) in labels.iter_mut().zip(columns::labels(row)) {
                if !cells::grow(label, &part) {
                    continue;
                }
                if !columns::is_label(label, self.context) {
                    return found;
                }
            }
            let Some((columns, _)) = columns::whole_header(labels, self.context) else { break };
            if known(&columns) < best {
                break;
            }
            best = known(&columns);
            found = Some((columns, at + 1));
        }
        found
    }

    /// The header that begins at a place and was broken over lines, when more of its labels are known than
    /// `best`, and the place behind it.
    fn header_over_lines(
        &mut self,
        at: usize,
        mut best: usize,
    ) -> Option<(Vec<Column<'s>>, usize)> {
        /// No header has more lines.
        const LINES: usize = 32;
        let (lines, places) = self.lines(at..at.saturating_add(LINES).min(self.pieces.len()));
        let mut cells: Vec<Cow<'s, str>> = Vec::new();
        let mut found = None;
        for (line, place) in lines.iter().zip(places) {
            // What heads a section may be a label, too.
            let is_label = |cell: &Cow<'_, str>, context: &mut Context<'_>| {
                cell.is_empty() || columns::is_label(cell, context)
            };
            let is_heading =
                line.is_heading && !line.cells.iter().all(|cell| is_label(cell, self.context));
            if is_heading || cells.len() > WIDEST {
                break;
            }
            cells::append(&mut cells, &line.cells);
            let complete = cells.get(..cells.len().saturating_sub(1)).unwrap_or_default();
            if complete.iter().filter(|cell| !columns::is_label(cell, self.context)).count() > 1 {
                break;
            }
            let is_bare = self.is_closed && cells.last().is_some_and(|last| last.is_empty());
            let labels = cells.get(..cells.len() - usize::from(is_bare)).unwrap_or_default();
            let Some((columns, is_whole)) = columns::whole_header(labels, self.context) else {
                continue;
            };
            let (count, goes_on) = (known(&columns), line.cells.len() == 1 && place > at);
            if count > best || goes_on && is_whole && count == best && count == columns.len() {
                best = count;
                found = Some((columns, place + 1));
            }
        }
        found
    }
}

/// How many columns have a field.
fn known(columns: &[Column<'_>]) -> usize {
    columns.iter().filter(|column| column.field.is_some()).count()
}

/// Whether the line of prose at a place may be the first label of a header that was broken over lines:
/// it begins one, and a line with a tab comes soon.
pub(super) fn begins_header(
    pieces: &[Piece<'_, '_>],
    at: usize,
    context: &mut Context<'_>,
) -> bool {
    const LABEL: usize = 48;
    const SOON: usize = 4;
    let Some(text) = pieces.get(at).and_then(Piece::line) else { return false };
    let is_known = matches!(pieces.get(at), Some(Piece::Heading(_, sense)) if sense.is_known());
    if is_known && !(is_tab_soon(pieces, at, 1, context) && columns::is_label(text, context)) {
        return false;
    }
    text.len() <= LABEL
        && !text.ends_with(['.', ':', '!', '?'])
        && context.lexicon.knows_beginning(text)
        && is_tab_soon(pieces, at, SOON, context)
}

/// Whether a tab comes within so many lines behind the line of prose at a place.
fn is_tab_soon(pieces: &[Piece<'_, '_>], at: usize, lines: usize, context: &Context<'_>) -> bool {
    let line = |piece: &Piece<'_, '_>| piece.line().map(|line| context.source.span_of(line));
    let Some(start) = pieces.get(at).and_then(line).map(|span| span.end) else { return false };
    pieces.get(at + 1..).unwrap_or_default().iter().take(lines).any(|piece| {
        if matches!(piece, Piece::Row(Layout::Tabbed | Layout::Stacked, _)) || piece.is_bar() {
            return true;
        }
        let between = line(piece).and_then(|span| context.source.text().get(start..span.start));
        between.is_some_and(|between| between.contains('\t'))
    })
}

/// Whether `row` goes on with a table of those `fields` though a heading stands between: it is as
/// wide, and has a name where the names are, or a few words beside a duration.
pub(in crate::interpret) fn continues(fields: &[Option<Field>], row: &syntax::Row<'_>) -> bool {
    let names = fields.iter().position(|field| *field == Some(Field::Name));
    let cell = names.and_then(|names| row.cells.get(names));
    let kept = fields.iter().position(|field| *field == Some(Field::Retention));
    let kept = kept.and_then(|kept| row.cells.get(kept)).filter(|cell| !cell.is_empty());
    let is_kept = || kept.is_some_and(|cell| looks_like::duration(cell, Lexicon::get()));
    let are_names = |cell: &str| {
        let score = looks_like::names(cell, Lexicon::get());
        // A label begins with a capital, and so does a company.
        (score >= 0 && !cell.starts_with(char::is_uppercase) || score >= LIKELY_NAME)
            || (cell.split(is_space).filter(|word| !word.is_empty()).count() <= SHORT && is_kept())
    };
    fields.len() == row.cells.len() && cell.is_some_and(|cell| !cell.is_empty() && are_names(cell))
}
