//! The table layouts that only words can find: one file a layout, one line in the registry below.
//!
//! A table here begins with a line of prose: labels, a name, a name and more. Each layout is shown the
//! pieces from there on, and takes as many as it can account for, or none. What separators show is
//! found by `syntax`.

mod glued;
mod guess;
mod spaced;

use super::Context;
use super::openings::Opening;
use super::pieces::Piece;
use super::tables::Table;
pub(super) use guess::{Guess, Header, Run, find_run, is_header};

/// Reads the table that begins with the piece at a place, and says where the next piece is.
type Reader = for<'s> fn(&[Piece<'_, 's>], usize, &mut Context<'s>) -> Option<(Table<'s>, usize)>;

/// Every layout with what opens it, in the order they are tried.
const LAYOUTS: &[(Opening, Reader)] = &[
    (Opening::LABELS.or(Opening::NAME), glued::read),
    (Opening::LABELS.or(Opening::NAME), spaced::read),
];

/// The table of cookies that begins with the line at `at`, and where the next piece is.
pub(super) fn read<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    context: &mut Context<'s>,
) -> Option<(Table<'s>, usize)> {
    let opening = match pieces.get(at)? {
        Piece::Heading(_, sense) => sense.opening,
        Piece::Paragraph(text) => super::openings::of_paragraph(text, context),
        Piece::List(items) => super::openings::of_list(items, context),
        Piece::Row(..) | Piece::Junk(_) => return None,
    };
    let mut fitting = LAYOUTS.iter().filter(|(opens, _)| opening.meets(*opens));
    fitting.find_map(|(_, read)| read(pieces, at, context))
}
