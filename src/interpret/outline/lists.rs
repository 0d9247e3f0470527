//! Lists that lost their bullets: several short lines in a row that look like headings and are none.

use super::super::Context;
use super::super::openings::Opening;
use super::super::pieces::Piece;
use super::shape;

/// So many lines are a list when nothing announces it and nothing is below them.
const ALONE: usize = 3;

/// How many lines in a row at a place could be a list without bullets, and where they end if they are one:
/// those below a colon, paths through a program, or several that stand apart from all else.
pub(super) fn end(
    pieces: &[Piece<'_, '_>],
    at: usize,
    is_announced: bool,
    context: &Context<'_>,
) -> (usize, Option<usize>) {
    let lines: Vec<&str> = lines(pieces, at, context);
    if lines.len() < 2 {
        return (lines.len(), None);
    }
    let end = at + lines.len();
    let is_end = match pieces.get(end) {
        Some(Piece::Heading(text, _) | Piece::Paragraph(text)) => {
            context.is_apart(text)
                || lines.iter().all(|line| shape::is_small(line)) && !shape::is_small(text)
        }
        Some(Piece::Row(..) | Piece::List(_)) => false,
        Some(Piece::Junk(_) | Piece::Seam) | None => true,
    };
    let is_apart =
        || lines.len() >= ALONE && context.is_apart(lines.first().copied().unwrap_or_default());
    let is_list = is_announced || lines.iter().any(|line| shape::is_path(line)) || is_apart();
    (lines.len(), (is_end && is_list).then_some(end))
}

/// The lines from a place on that nothing parts and nothing marks, that open no table, and of which all or none
/// begin with a small letter.
fn lines<'s>(pieces: &[Piece<'_, 's>], at: usize, context: &Context<'_>) -> Vec<&'s str> {
    let Some(Piece::Heading(first, _)) = pieces.get(at) else { return Vec::new() };
    let from = pieces.get(at..).unwrap_or_default().iter();
    from.enumerate()
        .map_while(|(number, piece)| match *piece {
            Piece::Heading(text, sense)
                if sense.mark.is_none()
                    && !text.ends_with(':')
                    && sense.opening == Opening::default()
                    && shape::is_small(text) == shape::is_small(first)
                    && (number == 0 || !context.is_apart(text)) =>
            {
                Some(text)
            }
            _ => None,
        })
        .collect()
}
