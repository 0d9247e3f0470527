//! Lines below the last row of a table: whether they may be more of it, told without cutting them.
//!
//! Prose stands below most tables. What is more of a table looks like a row, or like the rest of the cell above.

use super::Reader;
use crate::interpret::looks_like;
use crate::interpret::openings::{self, Opening};
use crate::interpret::pieces::Piece;
use crate::model::Field;

impl<'s> Reader<'_, '_, 's, '_> {
    /// Whether no row stands from one place up to another.
    pub(super) fn is_prose(&self, from: usize, to: usize) -> bool {
        let pieces = self.pieces.get(from..to).unwrap_or_default();
        pieces.iter().all(|piece| piece.row().is_none())
    }

    /// Whether the lines of prose below a row that lacks no cell may be more of the table.
    pub(super) fn may_go_on_below(&mut self, end: usize) -> bool {
        self.goes_on_with(self.at + 1) || (self.at + 1..end).any(|at| self.looks_like_row(at))
    }

    /// Whether the last cell of the row here may go on with the line below it.
    fn goes_on_with(&self, at: usize) -> bool {
        let (Some(row), Some(line)) =
            (self.pieces.get(self.at).and_then(Piece::row), self.line(at))
        else {
            return false;
        };
        let Some(last) = row.cells.last().filter(|cell| !cell.is_empty()) else { return true };
        let field = self.columns.last().and_then(|column| column.field);
        let holds_prose =
            !field.is_some_and(|field| !matches!(field, Field::Purpose | Field::Description));
        let begins_inside = |c: char| c.is_lowercase() || c == '(';
        line.starts_with(begins_inside)
            || last.ends_with([',', ';'])
            || last.ends_with(|c: char| c.is_ascii_digit())
            || holds_prose && !self.context.is_apart(line)
    }

    /// Whether a line begins with a name, or is a duration: a row with nothing else may be.
    fn looks_like_row(&mut self, at: usize) -> bool {
        let Some(piece) = self.pieces.get(at) else { return false };
        let opening = match piece {
            Piece::Heading(_, sense) => sense.opening,
            Piece::Paragraph(text) => openings::of_paragraph(text, self.context),
            _ => return false,
        };
        opening.meets(Opening::NAME)
            || self.line(at).is_some_and(|line| looks_like::known_duration(line, self.context))
    }

    /// The line of prose at a place.
    fn line(&self, at: usize) -> Option<&'s str> {
        match self.pieces.get(at)? {
            Piece::Heading(text, _) | Piece::Paragraph(text) => Some(text),
            _ => None,
        }
    }
}
