//! Cookies one after the other, each with lines of its own that say what is in them.
//!
//! `entries` reads those that begin with a name, on a line or in an item of a list; `fields` those
//! whose fields have labels, in lines, and `pairs` in rows of two cells; `listed` names behind a colon. `heads` and `strength` tell a name at the beginning of a line, `labels` labels in a
//! line, and `durations` and `spans` how long something is kept in a text; `fill` puts it all into the columns of
//! a `sheet`.

pub(in crate::interpret) mod durations;
mod entries;
mod fields;
mod fill;
pub(in crate::interpret) mod heads;
pub(in crate::interpret) mod labels;
mod listed;
pub(in crate::interpret) mod pairs;
mod sheet;
mod spans;
mod strength;

use crate::interpret::Context;
use crate::interpret::pieces::Piece;
use crate::interpret::tables::Table;

/// Reads the records from the piece at `at` on, and says where the next piece is.
pub(super) fn read<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    context: &mut Context<'s>,
) -> Option<(Table<'s>, usize)> {
    fields::read(pieces, at, context)
        .or_else(|| listed::read(pieces, at, context))
        .or_else(|| entries::read(pieces, at, context))
}
