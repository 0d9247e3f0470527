//! Tables as they may be: their columns, and how words are cut into their cells.

mod assign;
mod cost;
mod cut;
mod labels;
mod score;

pub(super) use assign::assign;
pub(super) use cost::{Frame, is_rule, stands_at};
pub(super) use cut::{Cutting, Part, cut, end_of};
pub(super) use labels::take_off_cells;
pub(super) use score::{Cell, Tally, row};

use super::evidence::{self, Score};
use super::words::Stream;
use crate::model::Field;

/// How much the cell of a row that fits its column best looks like what belongs there; the row is all of
/// a stream.
pub(super) fn best_cell(stream: &Stream<'_>, fields: &[Option<Field>]) -> Score {
    let cells = stream.cells(0);
    let scores = cells.zip(fields).map(|(cell, field)| evidence::of(stream, cell, *field));
    scores.max().unwrap_or_default()
}
