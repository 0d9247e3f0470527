//! Lists that lost their bullets: several short lines in a row that look like headings and are none.

use super::super::Context;
use super::super::pieces::Piece;
use super::shape;
use crate::text::without_number;

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
    let from = pieces.get(at..).unwrap_or_default();
    let count = count(from, context);
    if count < 2 {
        return (count, None);
    }
    let lines = || from.iter().take(count).filter_map(Piece::heading);
    let end = at + count;
    let is_end = match pieces.get(end) {
        Some(Piece::Heading(text, _) | Piece::Paragraph(text)) => {
            context.is_apart(text) || lines().all(shape::is_small) && !shape::is_small(text)
        }
        Some(Piece::Row(..) | Piece::List(_)) => false,
        Some(Piece::Junk(_) | Piece::Seam) | None => true,
    };
    let is_apart = || count >= ALONE && lines().next().is_some_and(|line| context.is_apart(line));
    let is_list = is_announced || lines().any(shape::is_path) || is_apart();
    (count, (is_end && is_list).then_some(end))
}

/// How many lines there are from the first on that nothing parts and nothing marks, that open no table, and of which
/// all or none begin with a small letter, or with a number.
fn count(pieces: &[Piece<'_, '_>], context: &Context<'_>) -> usize {
    let Some(Piece::Heading(first, _)) = pieces.first() else { return 0 };
    let is_numbered = |text: &str| without_number(text).len() < text.len();
    let is_line = |(number, piece): &(usize, &Piece<'_, '_>)| match piece {
        Piece::Heading(text, sense) => {
            sense.mark.is_none()
                && !text.ends_with(':')
                && !sense.opening.is_one()
                && shape::is_small(text) == shape::is_small(first)
                && (*number == 0
                    || !context.is_apart(text) && is_numbered(text) == is_numbered(first))
        }
        _ => false,
    };
    pieces.iter().enumerate().take_while(is_line).count()
}
