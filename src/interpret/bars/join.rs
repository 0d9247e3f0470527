//! Rows put together from cells that stand on several lines.

use super::{Line, Settler, is_lone, is_rule};
use crate::interpret::evidence::LIKELY_NAME;
use crate::interpret::looks_like;
use crate::model::Field;
use crate::syntax::Row;
use crate::text::is_space;

/// How many lines a row may be broken over.
const BROKEN_LINES: usize = 64;
/// A cell of no more words is short.
const SHORT: usize = 5;

impl<'s> Settler<'_, 's, '_> {
    /// The text of the source from the beginning of `first` to the end of `last`.
    pub(super) fn between(&self, first: &'s str, last: &'s str) -> &'s str {
        let source = self.context.source;
        let (start, end) = (source.span_of(first).start, source.span_of(last).end);
        source.text().get(start..end).unwrap_or(first)
    }

    /// The cell that stands alone on the line at `at`, or on lines of prose up to a bar.
    pub(super) fn cell(&self, at: usize) -> Option<(&'s str, usize)> {
        let (mut first, mut last) = (None, None);
        for at in at..at.saturating_add(BROKEN_LINES) {
            match self.lines.get(at)? {
                Line::Prose(text, _) => {
                    first = first.or(Some(*text));
                    last = Some(*text);
                }
                Line::Bars(row) if row.cells.len() == 1 => {
                    let cell = *row.cells.first()?;
                    let (first, last) = match (first, last) {
                        (Some(first), Some(last)) if is_lone(row) => (first, last),
                        (first, _) => (first.unwrap_or(cell), cell),
                    };
                    return Some((self.between(first, last), at + 1));
                }
                _ => return None,
            }
        }
        None
    }

    /// The row that begins with the line at `at` and is broken over lines. Where cells stand one a
    /// line it must look like one: a name where names are, a duration where durations are; else the
    /// first cell may be that of the row above.
    pub(super) fn joined(
        &self,
        at: usize,
        width: usize,
        fields: &[Option<Field>],
        is_stacked: bool,
    ) -> Option<(Row<'s>, usize)> {
        let whole = self.join(at, width);
        let fits = |row: &Row<'s>, missing: usize| self.fits(row, fields, missing);
        if !is_stacked {
            // The last row of a table may lack the bar behind an empty cell.
            let is_last =
                |&(_, next): &(Row<'s>, usize)| next > at + 1 && self.bars(next).is_none();
            let has_names = fields.contains(&Some(Field::Name));
            let short = || {
                let row = self.join(at, width.checked_sub(1).filter(|&width| width > 2)?)?;
                (has_names && is_last(&row) && row.0.is_closed() && fits(&row.0, 0)).then_some(row)
            };
            return whole.or_else(short);
        }
        if let Some((row, next)) = &whole
            && fits(row, 0)
        {
            // A lone bar that ends the row above is no empty cell of this one, where rows go on from
            // after it and not from after this one.
            let follows = |at| {
                self.cell(at).is_none() || self.join(at, width).is_some_and(|row| fits(&row.0, 0))
            };
            let later = self.bars(at).is_some_and(is_lone).then(|| self.join(at + 1, width));
            return match later.flatten() {
                Some(later) if fits(&later.0, 0) && follows(later.1) && !follows(*next) => {
                    Some(later)
                }
                _ => whole,
            };
        }
        // A row may lack the cell that says how long, and end with an empty one in its stead.
        if let Some((row, next)) = &whole
            && let Some(row) = self.without_retention(row, fields)
            && fits(&row, 0)
        {
            return Some((row, *next));
        }
        // A caption stands above a row.
        if let Some((_, next)) = self.cell(at)
            && self.join(next, width).is_some_and(|(row, _)| fits(&row, 0))
        {
            return None;
        }
        if width > 2
            && let Some((row, next)) = self.join(at, width - 1)
            && fits(&row, 1)
        {
            return Some((row, next));
        }
        whole
    }

    /// A row that ends with an empty cell, with that cell where the duration should be instead: what
    /// is there is a text, and begins with a name that can be nothing else.
    fn without_retention(&self, row: &Row<'s>, fields: &[Option<Field>]) -> Option<Row<'s>> {
        let kept = fields.iter().position(|field| *field == Some(Field::Retention))?;
        let names = fields.iter().position(|field| *field == Some(Field::Name))?;
        let is_text = |cell: &&str| cell.split(is_space).count() > SHORT;
        let is_name = |cell: &&str| self.names(cell) >= LIKELY_NAME;
        row.cells.get(kept).filter(|cell| is_text(cell))?;
        row.cells.get(names).filter(|cell| names < kept && is_name(cell))?;
        let mut row = row.clone();
        let empty = row.cells.pop().filter(|last| last.is_empty())?;
        row.cells.insert(kept, empty);
        Some(row)
    }

    /// Whether names and durations of a row are where they should be, when its first cells are
    /// `missing`.
    fn fits(&self, row: &Row<'s>, fields: &[Option<Field>], missing: usize) -> bool {
        let cell = |field| {
            let column = fields.iter().position(|other| *other == Some(field))?;
            Some(column.checked_sub(missing).and_then(|column| row.cells.get(column)))
        };
        let is_name = |cell: &&str| self.names(cell) >= 0;
        let is_duration =
            |cell: &&str| cell.is_empty() || looks_like::duration(cell, self.context.lexicon);
        cell(Field::Name).is_none_or(|cell| cell.is_some_and(is_name))
            && cell(Field::Retention).is_none_or(|cell| cell.is_some_and(is_duration))
    }

    /// Joins lines from `from` on until they have `width` cells, and says where the next line is. A
    /// cell ends with a bar, so the next line goes on with a cell that has none behind it.
    pub(super) fn join(&self, from: usize, width: usize) -> Option<(Row<'s>, usize)> {
        let mut cells: Vec<&'s str> = Vec::with_capacity(width.min(BROKEN_LINES));
        let mut line: Option<&'s str> = None;
        let mut is_open = false;
        for at in from..from.saturating_add(BROKEN_LINES) {
            match self.lines.get(at)? {
                Line::Other(_) => return None,
                Line::Prose(text, _) => {
                    match cells.last_mut() {
                        Some(cell) if is_open => *cell = self.between(cell, text),
                        _ => cells.push(text),
                    }
                    is_open = true;
                    line = Some(line.map_or(*text, |line| self.between(line, text)));
                    // The last cell of the text may lack its bar.
                    if width > 2
                        && cells.len() == width
                        && self.lines.get(at + 1).is_none()
                        && at > from
                        && self.bars(at - 1).is_some_and(Row::is_closed)
                    {
                        return Some((Row { line: line?, cells }, at + 1));
                    }
                    continue;
                }
                Line::Bars(row) => {
                    let is_other = || {
                        row.cells.len() >= width
                            || is_rule(row) && !is_lone(row)
                            || [from, at].iter().all(|&at| self.begins_with_name(at))
                    };
                    if at > from && is_other() {
                        return None;
                    }
                    line = Some(line.map_or(row.line, |line| self.between(line, row.line)));
                    let mut more = row.cells.iter().copied();
                    if is_lone(row) && is_open {
                        more.next();
                    } else if is_open
                        && !row.is_opened()
                        && let (Some(cell), Some(first)) = (cells.last_mut(), more.next())
                    {
                        *cell = self.between(cell, first);
                    }
                    cells.extend(more);
                    is_open = !(row.is_closed() || is_lone(row));
                }
            }
            if cells.len() > width {
                return None;
            }
            if cells.len() == width {
                return Some((Row { line: line?, cells }, at + 1));
            }
        }
        None
    }

    /// Whether a line of several cells begins with a name: so do rows that lack cells.
    fn begins_with_name(&self, at: usize) -> bool {
        self.bars(at).is_some_and(|row| {
            let first = row.cells.first().filter(|_| row.cells.len() > 1);
            first.is_some_and(|cell| self.names(cell) >= LIKELY_NAME)
        })
    }
}
