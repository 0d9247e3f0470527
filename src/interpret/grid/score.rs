//! How much speaks for a grid: the one scorer for whatever proposes one.
//!
//! A row says as much as its cells do, less than nothing when they look like prose. A table ends where
//! the sum is highest, and is none while nothing in it is surely the name of a cookie.

use crate::interpret::weights::{self, Score};
use crate::model::Field;

/// For how many rows behind the best end more are looked at.
const ROWS: usize = 32;

/// What one cell of a row says for it.
#[derive(Clone, Copy, Debug)]
pub(in crate::interpret) struct Cell {
    pub(in crate::interpret) field: Option<Field>,
    pub(in crate::interpret) evidence: Score,
    pub(in crate::interpret) is_labelled: bool,
}

/// What a row says for its table.
pub(in crate::interpret) fn row(cells: &[Cell]) -> Score {
    let is_named = cells.iter().any(|cell| cell.field == Some(Field::Name));
    weights::ROW
        + if is_named { 0 } else { weights::NAMELESS_ROW }
        + cells.iter().copied().map(cell).sum::<Score>()
}

/// What a cell says for its row.
pub(in crate::interpret) fn cell(cell: Cell) -> Score {
    let label = if cell.is_labelled { weights::LABELLED_CELL } else { 0 };
    label
        + match cell.field {
            // Prose has as much to say.
            Some(Field::Purpose | Field::Description) => {
                cell.evidence.clamp(weights::LEAST_CELL, 0)
            }
            Some(Field::Name) => cell.evidence.clamp(-weights::MOST_CELL, weights::MOST_CELL),
            Some(_) => cell.evidence.clamp(weights::LEAST_CELL, weights::MOST_CELL),
            None => 0,
        }
}

/// The sum of the rows of a grid so far, and where it was highest.
#[derive(Debug)]
pub(in crate::interpret) struct Tally {
    sum: Score,
    rows: usize,
    /// How many rows since the best end it might have ended behind: it ends nowhere inside of a list.
    ends: usize,
    is_sure: bool,
    best: Option<Best>,
}

/// The best end of a grid.
#[derive(Clone, Copy, Debug)]
pub(in crate::interpret) struct Best {
    pub(in crate::interpret) score: Score,
    /// How many rows it has.
    pub(in crate::interpret) rows: usize,
    /// The line after it.
    pub(in crate::interpret) end: usize,
}

impl Tally {
    /// A grid of which it `is_sure` that it is one of cookies, or not yet.
    pub(in crate::interpret) fn new(is_sure: bool) -> Self {
        Self { sum: weights::TABLE, rows: 0, ends: 0, is_sure, best: None }
    }

    /// Adds a row, behind which the grid may end before a line, or says that nothing good comes any more.
    pub(in crate::interpret) fn add(
        &mut self,
        row: Score,
        name: Score,
        end: Option<usize>,
    ) -> bool {
        self.sum += row;
        self.rows += 1;
        self.is_sure |= name >= weights::SURE_NAME;
        self.ends += usize::from(end.is_some());
        let best = self.best.map_or(0, |best| best.score);
        if let Some(end) = end.filter(|_| self.is_sure && self.sum > best) {
            self.best = Some(Best { score: self.sum, rows: self.rows, end });
            self.ends = 0;
        }
        let beam = if self.best.is_none() { weights::START } else { weights::BEAM };
        self.sum > best - beam && self.ends < ROWS
    }

    /// Adds what a line says of the rows above that is none itself, behind which the grid may end before a line.
    pub(in crate::interpret) fn pass(&mut self, said: Score, end: Option<usize>) -> bool {
        self.rows -= 1;
        self.add(said, Score::MIN, end)
    }

    /// Says that it is a grid of cookies.
    pub(in crate::interpret) fn make_sure(&mut self) {
        self.is_sure = true;
    }

    /// Where the grid ends, if more speaks for it than against it.
    pub(in crate::interpret) fn best(&self) -> Option<Best> {
        self.best
    }
}
