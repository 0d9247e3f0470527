//! Tables as they may be: their columns, and how words are cut into their cells.

mod assign;
mod cost;
mod cut;
mod labels;
mod score;

pub(super) use assign::assign;
pub(super) use cost::{Frame, is_rule};
pub(super) use cut::{Cutting, Part, cut, end_of};
pub(super) use labels::take_off_cells;
pub(super) use score::{Cell, Tally, cell, row};
