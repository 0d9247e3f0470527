//! How much speaks for a grid: the one scorer for whatever proposes one.
//!
//! A row says as much as its cells do, less than nothing when they look like prose. A table ends where
//! the sum is highest, and is none while nothing in it is surely the name of a cookie.

use crate::interpret::evidence::{SURE_NAME, Score};
use crate::model::Field;

/// What every row must make up for: prose has lines that begin like one.
const ROW: Score = -20;
/// What every table must make up for: one row alone may be chance.
const TABLE: Score = -10;
/// A cell that has a label in its row.
const LABELLED: Score = 12;
/// A row of labels without a name.
const NAMELESS: Score = -30;
/// How far the sum may fall behind the best before nothing more is looked at, at the beginning and
/// later, and for how many rows.
const START: Score = 80;
const BEAM: Score = 160;
const ROWS: usize = 32;
/// No cell says more than this.
const MOST: Score = 40;

/// What the way a row is written says for it beside its cells.
pub(in crate::interpret) mod sign {
    use super::Score;

    /// Nothing but a space parts the name from the text, on a line and in an item of a list.
    pub(in crate::interpret) const SPACE: Score = -60;
    pub(in crate::interpret) const SPACE_IN_ITEM: Score = -10;
    /// The name is the end of a sentence.
    pub(in crate::interpret) const STOP: Score = -15;
    /// Neither a label nor a duration stands below a name.
    pub(in crate::interpret) const UNTOLD: Score = -8;
    /// The text below a name begins with it: a sentence about the cookie.
    pub(in crate::interpret) const SAID_AGAIN: Score = -60;
    /// A line of a list that is no row.
    pub(in crate::interpret) const STRAY: Score = -20;
    /// One label alone.
    pub(in crate::interpret) const LONE: Score = -30;
    /// A name below a line that announces cookies.
    pub(in crate::interpret) const ANNOUNCED: Score = 12;
    /// The first of names that nothing is said of, where nothing announces them.
    pub(in crate::interpret) const ALONE: Score = -15;
}

/// What one cell of a row says for it.
#[derive(Clone, Copy, Debug)]
pub(in crate::interpret) struct Cell {
    pub(in crate::interpret) field: Option<Field>,
    pub(in crate::interpret) evidence: Score,
    pub(in crate::interpret) is_labelled: bool,
}

/// What a row says for its table.
pub(in crate::interpret) fn row(cells: &[Cell]) -> Score {
    let cell = |cell: &Cell| {
        let label = if cell.is_labelled { LABELLED } else { 0 };
        label
            + match cell.field {
                // Prose has as much to say.
                Some(Field::Purpose | Field::Description) => cell.evidence.clamp(-10, 0),
                Some(Field::Name) => cell.evidence.clamp(-MOST, MOST),
                Some(_) => cell.evidence.clamp(-10, MOST),
                None => 0,
            }
    };
    let is_named = cells.iter().any(|cell| cell.field == Some(Field::Name));
    ROW + if is_named { 0 } else { NAMELESS } + cells.iter().map(cell).sum::<Score>()
}

/// The sum of the rows of a grid so far, and where it was highest.
#[derive(Debug)]
pub(in crate::interpret) struct Tally {
    sum: Score,
    rows: usize,
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
        Self { sum: TABLE, rows: 0, is_sure, best: None }
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
        self.is_sure |= name >= SURE_NAME;
        let (best, rows) = self.best.map_or((0, 0), |best| (best.score, best.rows));
        if let Some(end) = end.filter(|_| self.is_sure && self.sum > best) {
            self.best = Some(Best { score: self.sum, rows: self.rows, end });
        }
        let beam = if self.best.is_none() { START } else { BEAM };
        self.sum > best - beam && self.rows < rows + ROWS
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
