//! How much some words look like what is said of a cookie.

use super::weights::{
    CAPITAL, CATEGORY_INSTEAD, LIKELY_NAME, NAME_IN_PROSE, NAME_LINE, PURPOSE, PURPOSE_WORD,
    SENTENCE,
};
use super::{Score, Span, Traits};
use crate::interpret::words::Break;

pub(super) fn purpose(span: &Span<'_, '_>) -> Score {
    const MOST: Score = 26;
    const FREQUENT: Score = 4;
    const SHORT: Score = 6;
    let count = span.count();
    let names = span.words.clone().filter(|&at| {
        span.stream.features().name(at) > LIKELY_NAME + 10
            && !span.stream.traits(at).has(Traits::HOST)
    });
    let names = Score::try_from(names.count()).unwrap_or(Score::MAX / 64);
    let inside = if count > SHORT { names * NAME_IN_PROSE * 2 / 5 } else { names * NAME_IN_PROSE };
    let lines = span.words.clone().skip(1).filter(|&at| is_name_alone(span, at));
    let lines = Score::try_from(lines.count()).unwrap_or(Score::MAX / 64);
    let inside = inside + lines * NAME_LINE;
    let sentence = SENTENCE * span.counted(Traits::FUNCTION).min(FREQUENT);
    let capital =
        if count > 2 && span.first().has(Traits::UPPER) && names == 0 { CAPITAL } else { 0 };
    let known = span.counted(Traits::CATEGORY | Traits::PARTY | Traits::FILLER | Traits::COOKIE);
    let other = if known == count && span.counted(Traits::CATEGORY) > 0 {
        CATEGORY_INSTEAD
    } else if known == count {
        12
    } else if is_provider(span) {
        8
    } else {
        0
    };
    let bracket = if span.first().has(Traits::BRACKET) { 5 } else { 0 };
    (count * PURPOSE_WORD).min(MOST)
        + (count - 9).clamp(0, 400) / 2
        + PURPOSE
        + sentence
        + inside
        + capital
        - other
        - bracket
        - span.timed()
}

/// Whether the word at a place is a name with a line of its own.
fn is_name_alone(span: &Span<'_, '_>, at: usize) -> bool {
    span.stream.features().name(at) > LIKELY_NAME + 5
        && span.stream.gap(at).ends_line()
        && span.stream.gap(at + 1).strength >= Break::Line
}

fn is_provider(span: &Span<'_, '_>) -> bool {
    span.counted(Traits::PROVIDER) == span.count()
}
