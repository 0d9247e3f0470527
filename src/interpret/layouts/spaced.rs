//! Single spaces between the cells, or runs of them: the labels come first, on a line of their own, and
//! fix the order of the columns. Where single spaces are all there is, words show where a cell ends.

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
    guess::read(pieces, at, Layout::Spaced, context)
}
