//! How much some words look like a category of cookies, whose they are, or what consent they need.

use super::{Score, Sort, Span, Traits};
use crate::interpret::weights;

pub(super) fn category(span: &Span<'_, '_>) -> Score {
    const MANY: Score = 14;
    let count = span.count();
    if count > MANY {
        return weights::NO_CATEGORY;
    }
    let beside = count - span.counted(Sort::InCategory);
    // What comes behind "necessary cookies" says more of them.
    let beside = if begins_with_one(span) { beside.min(1) } else { beside };
    let score = if span.counted(Sort::Category) > 0 && !is_in_provider(span) {
        weights::CATEGORY + weights::BESIDE_CATEGORY * beside
    } else {
        weights::NO_CATEGORY - weights::NO_CATEGORY_WORD * count
    };
    // A sentence may name a category.
    let score = if span.anchors > 0 && beside > 0 { weights::NO_CATEGORY } else { score };
    let sentence =
        if span.last().has(Traits::STOP) && count > 3 { weights::SENTENCE_INSTEAD } else { 0 };
    score - span.timed() - span.named() - sentence
}

/// Whether the words for a category in a span are part of the name of a provider that it begins with: "Google Analytics".
fn is_in_provider(span: &Span<'_, '_>) -> bool {
    span.first().has(Traits::PROVIDER)
        && span
            .words
            .clone()
            .map(|at| span.stream.traits(at))
            .all(|word| word.has(Traits::PROVIDER) || !word.has(Traits::CATEGORY))
}

/// Whether a span begins with the name of a category and a word for cookies.
fn begins_with_one(span: &Span<'_, '_>) -> bool {
    let of_one = Traits::CATEGORY | Traits::FILLER | Traits::COOKIE;
    let words = span.words.clone().map(|at| span.stream.traits(at));
    let name = words.take_while(|word| word.has(of_one));
    let has = |traits| name.clone().any(|word| word.has(traits));
    has(Traits::CATEGORY) && has(Traits::COOKIE)
}

/// How much a span says whether a cookie is first or third party.
pub(super) fn of(span: &Span<'_, '_>) -> Score {
    let count = span.count();
    let known = span.counted(Sort::Party);
    let beside = count - span.counted(Sort::InParty);
    let score = match known {
        0 => weights::NO_CATEGORY,
        _ => weights::PARTY - weights::BESIDE_PARTY * beside,
    };
    score - span.timed()
}

pub(super) fn consent(span: &Span<'_, '_>) -> Score {
    let score = if is_answer(span) { weights::CONSENT } else { weights::NO_CATEGORY };
    score - span.timed() - span.named()
}

/// Whether a span is yes or no.
pub(super) fn is_answer(span: &Span<'_, '_>) -> bool {
    span.words.len() == 1 && span.first().has(Traits::ANSWER)
}
