//! The lines from a piece on, one after the other: a list is the lines of its items here, for an
//! entry may stand in an item as well as on a line of its own.

use crate::interpret::headings::Sense;
use crate::interpret::pieces::Piece;

/// One line, without its bullet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'s> {
    pub(super) text: &'s str,
    /// What it says as a heading; none of a line that cannot be one.
    pub(super) sense: Option<Sense>,
    /// How many items of its list come after it; none outside of lists.
    pub(super) items_after: Option<usize>,
    /// The piece it is in, or is.
    piece: usize,
}

impl Line<'_> {
    /// Whether the lexicon knows it as a heading.
    pub(super) fn is_known_heading(&self) -> bool {
        self.sense.is_some_and(Sense::is_known)
    }
}

/// The lines from a piece on, up to the next row of a table. They are found as they are asked for,
/// so that a layout that looks at a few does not go through the rest.
pub(super) struct Lines<'p, 'd, 's> {
    pieces: &'p [Piece<'d, 's>],
    next: usize,
    found: Vec<Line<'s>>,
}

impl<'p, 'd, 's> Lines<'p, 'd, 's> {
    pub(super) fn new(pieces: &'p [Piece<'d, 's>], at: usize) -> Self {
        Self { pieces, next: at, found: Vec::new() }
    }

    /// The line `at` lines after the first.
    pub(super) fn get(&mut self, at: usize) -> Option<Line<'s>> {
        while self.found.len() <= at {
            let piece = self.next;
            let (text, sense) = match *self.pieces.get(piece)? {
                Piece::Heading(text, sense) => (text, Some(sense)),
                Piece::Paragraph(text) | Piece::Junk(text) => (text, None),
                Piece::List(items) => {
                    let lines = items.iter().zip((0..items.len()).rev());
                    self.found.extend(lines.map(|(&text, after)| Line {
                        text,
                        sense: None,
                        items_after: Some(after),
                        piece,
                    }));
                    self.next += 1;
                    continue;
                }
                Piece::Row(..) => return None,
            };
            self.found.push(Line { text, sense, items_after: None, piece });
            self.next += 1;
        }
        self.found.get(at).copied()
    }

    /// The piece that the line `at` lines after the first begins, if all lines of the piece before
    /// are before it.
    pub(super) fn piece_at(&mut self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).and_then(|before| self.get(before))?;
        matches!(before.items_after, None | Some(0)).then_some(before.piece + 1)
    }
}
