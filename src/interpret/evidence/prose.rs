//! How much some words look like what is said of a cookie.

use std::ops::Range;

use super::weights::{
    CAPITAL, CATEGORY_INSTEAD, LATE_CAPITAL, LATE_CAPITAL_BEHIND_SMALL, NAME_IN_PROSE, NAME_LINE,
    NUMBER_FIRST, PURPOSE, PURPOSE_WORD, SENTENCE,
};
use super::{Score, Sort, Span, Traits};

pub(super) fn purpose(span: &Span<'_, '_>) -> Score {
    const MOST: Score = 26;
    const FREQUENT: Score = 4;
    const SHORT: Score = 6;
    let count = span.count();
    let names = span.counted(Sort::Name);
    let inside = if count > SHORT { names * NAME_IN_PROSE * 2 / 5 } else { names * NAME_IN_PROSE };
    let inside = inside + span.counted_inside(Sort::NameLine) * NAME_LINE;
    let sentence = SENTENCE * span.counted(Sort::Function).min(FREQUENT);
    let capital =
        if count > 2 && span.first().has(Traits::UPPER) && names == 0 { CAPITAL } else { 0 };
    let known = span.counted(Sort::OfCategory);
    let other = if known == count && span.counted(Sort::Category) > 0 {
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
        return NUMBER_FIRST;
    }
    let Range { start, end } = span.words;
    let late = |words: Range<usize>| stream.count(words, Sort::Capital) > 0;
    let at_end = if end > start + SOON + 1 && late(end - 1..end) { LATE_CAPITAL } else { 0 };
    at_end
        + match late(start + 1..end.min(start + 1 + SOON)) {
            false => 0,
            true if span.first().has(Traits::LOWER) => LATE_CAPITAL_BEHIND_SMALL,
            true => LATE_CAPITAL,
        }
}

fn is_provider(span: &Span<'_, '_>) -> bool {
    span.counted(Sort::Provider) == span.count()
}
