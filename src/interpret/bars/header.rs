//! Where the cells of a header end, which tells how many make a row.

use super::{Line, Settler, is_lone, is_rule};
use crate::interpret::columns;
use crate::interpret::evidence::LIKELY_NAME;
use crate::interpret::looks_like;
use crate::model::Field;
use crate::syntax::Row;

/// No table of cookies has more columns whose labels stand one a line.
const STACKED: usize = 12;

/// What the beginning of a table tells of its rows.
pub(super) struct Header<'s> {
    /// The header, or the first row of a table that has none.
    pub(super) row: Option<Row<'s>>,
    /// Where the line after it is.
    pub(super) next: usize,
    /// How many cells a row has.
    pub(super) width: usize,
    /// The fields of the columns, when labels are known.
    pub(super) fields: Option<Vec<Option<Field>>>,
    /// Whether its labels stand one a line.
    pub(super) is_stacked: bool,
    /// What stood before the first label.
    pub(super) caption: Option<&'s str>,
}

impl<'s> Settler<'_, 's, '_> {
    /// The header of the table that begins with the line at `at`, or its first row.
    pub(super) fn header(&mut self, at: usize) -> Option<Header<'s>> {
        match self.lines.get(at)? {
            Line::Bars(row) if row.cells.len() > 1 => {
                let row = (*row).clone();
                Some(self.header_in_a_line(row, at))
            }
            Line::Bars(row) => {
                let is_opened = row.is_opened();
                self.stacked_header(at).or_else(|| is_opened.then(|| self.opened(at))?)
            }
            Line::Prose(..) if self.bars(at + 1).is_some_and(is_lone) => self.stacked_header(at),
            _ => None,
        }
    }

    fn header_in_a_line(&mut self, mut row: Row<'s>, at: usize) -> Header<'s> {
        let next = at + 1;
        let caption = self.glued_caption(&row, next);
        if caption.is_some() {
            row.cells.remove(0);
        }
        let fields = columns::header_fields(&row, self.context);
        let width = row.cells.len();
        Header { row: Some(row), next, width, fields, is_stacked: false, caption }
    }

    /// What is glued to a header before its first bar, where the lines below begin with one.
    fn glued_caption(&self, row: &Row<'s>, next: usize) -> Option<&'s str> {
        let rule = self.bars(next).filter(|row| is_rule(row))?;
        let is_glued = rule.is_opened() && !row.is_opened();
        let width = row.cells.len().checked_sub(1)?;
        let is_wider = rule.cells.len() == width && self.width_below(next) == Some(width);
        row.cells.first().copied().filter(|_| is_glued && is_wider && width > 1)
    }

    /// How many cells the next row has.
    fn width_below(&self, at: usize) -> Option<usize> {
        let mut rows = (at..).map_while(|at| self.bars(at)).filter(|row| !is_rule(row));
        rows.next().map(|row| row.cells.len())
    }

    /// How wide the rows of a table without a header are whose cells stand one a line, when the first of
    /// each alone has a bar before it, and is a name.
    fn opened(&self, at: usize) -> Option<Header<'s>> {
        let first = self.opened_width(at)?;
        let is_same = self.opened_width(at + first) == Some(first);
        is_same.then_some(Header {
            row: None,
            next: at,
            width: first,
            fields: None,
            is_stacked: true,
            caption: None,
        })
    }

    /// How many cells the row that begins at `at` has up to the next that begins with a bar.
    fn opened_width(&self, at: usize) -> Option<usize> {
        let is_first = |row: &Row<'_>| row.is_opened() && row.cells.len() == 1 && !is_lone(row);
        let first = self.bars(at).filter(|row| is_first(row))?;
        first.cells.first()?;
        let mut width = 1;
        while width < STACKED
            && let Some(row) = self.bars(at + width)
            && row.cells.len() == 1
            && !row.is_opened()
        {
            width += 1;
        }
        let is_next = match self.bars(at + width) {
            Some(row) => is_first(row),
            None => true,
        };
        (is_next && width > 1).then_some(width)
    }

    /// How many of the empty labels that a header of `width` begins with stand for no column, by the
    /// rows at `at` or below a caption there.
    fn surplus(&self, labels: &[&str], at: usize) -> usize {
        let empty = labels.iter().take_while(|label| label.is_empty()).count();
        let fits = |at: usize, width: usize| {
            let row = self.join(at, width);
            row.is_some_and(|(row, _)| {
                let is_name = row.cells.first().is_some_and(|cell| self.names(cell) >= LIKELY_NAME);
                is_name && row.cells.last().is_some_and(|cell| self.is_duration(cell))
            })
        };
        let below = self.cell(at).map(|(_, next)| next);
        let shows = |width: usize| fits(at, width) || below.is_some_and(|below| fits(below, width));
        let most = empty.min(labels.len().saturating_sub(2));
        (0..=most).find(|surplus| shows(labels.len() - surplus)).unwrap_or_default()
    }

    fn is_duration(&self, cell: &str) -> bool {
        looks_like::duration(cell, self.context.lexicon)
    }

    /// Labels one a line, each with a bar behind it. Labels that are not known may stand between; what
    /// is above the last that is known may be empty.
    fn stacked_header(&mut self, at: usize) -> Option<Header<'s>> {
        let (mut cells, mut ends) = (Vec::new(), Vec::new());
        let (mut known, mut width, mut place) = (0, 0, at);
        while cells.len() < STACKED
            && let Some((cell, next)) = self.cell(place)
        {
            let is_label = columns::is_label(cell, self.context);
            if !is_label && self.names(cell) >= LIKELY_NAME {
                break;
            }
            cells.push(cell);
            ends.push(next);
            place = next;
            if is_label {
                known += 1;
                width = cells.len();
            } else if cells.len() == 1 && !cell.is_empty() {
                // The first label is known: nothing else tells a label from a word.
                return None;
            }
        }
        cells.truncate(width);
        let next = *ends.get(width.checked_sub(1)?)?;
        let has_empty = cells.first().is_some_and(|cell| cell.is_empty());
        if width < 2 || (known < 2 && !has_empty) {
            return None;
        }
        if known == 1 && has_empty {
            let surplus = self.surplus(&cells, next);
            cells.drain(..surplus);
            width = cells.len();
        }
        let (first, last) = (*cells.first()?, *cells.last()?);
        let row = Row { line: self.between(first, last), cells };
        let mut fields = columns::header_fields(&row, self.context);
        if let Some(fields) = &mut fields
            && has_empty
            && !fields.contains(&Some(Field::Name))
            && let Some(first) = fields.first_mut().filter(|first| first.is_none())
        {
            *first = Some(Field::Name);
        }
        Some(Header { row: Some(row), next, width, fields, is_stacked: true, caption: None })
    }
}
