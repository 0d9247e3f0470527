//! How much some words look like what is said of a cookie.

use std::ops::Range;

use super::{Score, Sort, Span, Traits};
use crate::interpret::weights;

pub(super) fn purpose(span: &Span<'_, '_>) -> Score {
    const FREQUENT: Score = 4;
    const SHORT: Score = 6;
    let count = span.count();
    let names = span.counted(Sort::Name);
    let inside = if count > SHORT {
        names * weights::NAME_IN_LONG_PROSE / 10
    } else {
        names * weights::NAME_IN_PROSE
    };
    let inside = inside + span.counted_inside(Sort::NameLine) * weights::NAME_LINE;
    let sentence = weights::SENTENCE * span.counted(Sort::Function).min(FREQUENT);
    let capital = if count > 2 && span.first().has(Traits::UPPER) && names == 0 {
        weights::CAPITAL
    } else {
        0
    };
    let known = span.counted(Sort::OfCategory);
    let other = if known == count && span.counted(Sort::Category) > 0 {
        weights::CATEGORY_INSTEAD
    } else if known == count {
        weights::FILLERS_INSTEAD
    } else if is_provider(span) {
        weights::PROVIDER_INSTEAD
    } else {
        0
    };
    let bracket = if span.first().has(Traits::BRACKET) { weights::BRACKET_FIRST } else { 0 };
    (count * weights::PURPOSE_WORD).min(weights::MOST_PURPOSE)
        + weights::LONG_PURPOSE * (count - 9).clamp(0, 400) / 10
        + weights::PURPOSE
        + sentence
        + inside
        + capital
        + beginning(span)
        - other
        - bracket
        - span.timed()
}

/// What speaks against a purpose that begins with a number, or before a sentence does, or ends behind
/// its end.
fn beginning(span: &Span<'_, '_>) -> Score {
    const SOON: usize = 3;
    let stream = span.stream;
    if span.first().has(Traits::NUMBER) {
        return weights::NUMBER_FIRST;
    }
    let Range { start, end } = span.words;
    let late = |words: Range<usize>| stream.count(words, Sort::Capital) > 0;
    let at_end =
        if end > start + SOON + 1 && late(end - 1..end) { weights::LATE_CAPITAL } else { 0 };
    at_end
        + match late(start + 1..end.min(start + 1 + SOON)) {
            false => 0,
            true if span.first().has(Traits::LOWER) => weights::LATE_CAPITAL_BEHIND_SMALL,
            true => weights::LATE_CAPITAL,
        }
}

fn is_provider(span: &Span<'_, '_>) -> bool {
    span.counted(Sort::Provider) == span.count()
}
