//! Nothing between the cells: labels that are glued together come first, and fix the order of the columns.
//! A capital after a small letter, a number after a letter and names that are known are the only seams.

use super::guess;
use crate::interpret::Context;
use crate::interpret::pieces::Piece;
use crate::interpret::tables::Table;
use crate::syntax::Layout;

pub(super) fn read<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    context: &mut Context<'s>,
) -> Option<(Table<'s>, usize)> {
    guess::read(pieces, at, Layout::Glued, context)
}
