//! The table layouts that only words can find: one file a layout, one line in the registry below.
//!
//! A table here begins with a line of prose: labels, a name, a name and more. Each layout is shown the
//! pieces from there on, and takes as many as it can account for, or none. What separators show is
//! found by `syntax`.

mod glued;
mod guess;
mod lines;
mod spaced;
mod stacked;

use super::Context;
use super::openings::Opening;
use super::pieces::Piece;
use super::propose;
use super::tables::Table;
use crate::model::Field;
pub(super) use guess::{Guess, Header, Run, STYLES, find_run, is_header};
pub(super) use stacked::below;

/// Reads the table that begins with the piece at a place, and says where the next piece is.
type Reader = for<'s> fn(&[Piece<'_, 's>], usize, &mut Context<'s>) -> Option<(Table<'s>, usize)>;

/// Every layout with what opens it, in the order they are tried.
const LAYOUTS: &[(Opening, Reader)] = &[
    (Opening::LABELS.or(Opening::NAME), glued::read),
    (Opening::LABELS.or(Opening::NAME), spaced::read),
    (Opening::LABEL.or(Opening::NAME).or(Opening::WORD), stacked::read),
    (
        Opening::LABEL
            .or(Opening::LABELLED)
            .or(Opening::NAME)
            .or(Opening::WORD)
            .or(Opening::LISTED),
        propose::best,
    ),
];

/// What the tables of a text so far say of those that come: one may go on below a line that heads the
/// next rows.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// The fields of the stacked table read last.
    stacked: Option<Vec<Option<Field>>>,
    /// Whether entries were read.
    pub(super) has_entries: bool,
}

/// The table of cookies that begins with the line at `at`, and where the next piece is.
pub(super) fn read<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    context: &mut Context<'s>,
) -> Option<(Table<'s>, usize)> {
    let opening = opening(pieces.get(at)?, context);
    let mut fitting = LAYOUTS.iter().filter(|(opens, _)| opening.meets(*opens));
    fitting.find_map(|(_, read)| read(pieces, at, context))
}

fn opening(piece: &Piece<'_, '_>, context: &mut Context<'_>) -> Opening {
    match piece {
        Piece::Heading(_, sense) if sense.opening == Opening::WORD => {
            let before = &context.before;
            let goes_on = before.stacked.is_some() || before.has_entries;
            if goes_on { Opening::WORD } else { Opening::default() }
        }
        Piece::Heading(_, sense) => sense.opening,
        Piece::Paragraph(text) => super::openings::of_paragraph(text, context),
        Piece::List(items) => super::openings::of_list(items, context),
        Piece::Row(..) | Piece::Junk(_) => Opening::default(),
    }
}
