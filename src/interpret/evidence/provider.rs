//! How much some words look like who sets a cookie: a company, a service or a host.

use super::{Score, Sort, Span, Traits, party};
use crate::interpret::weights;

pub(super) fn of(span: &Span<'_, '_>) -> Score {
    base(span) + common(span)
}

pub(super) fn service(span: &Span<'_, '_>) -> Score {
    const FEW: Score = 6;
    let count = span.count();
    let loose =
        if count <= FEW { weights::SERVICE } else { -weights::LONG_SERVICE * (count - FEW) };
    (base(span) + weights::PROVIDER_AS_SERVICE).max(loose) + common(span)
}

/// How much a span looks like hosts.
pub(super) fn domain(span: &Span<'_, '_>) -> Score {
    let hosts = span.counted(Sort::Host);
    weights::HOSTS * hosts / span.count().max(1) + weights::NO_HOST
        - span.timed()
        - weights::NAME_AMONG_HOSTS * span.named() / 100
}

fn base(span: &Span<'_, '_>) -> Score {
    const FEW: Score = 4;
    const MANY: Score = 5;
    let count = span.count();
    let known = span.counted(Sort::Provider);
    let hosts = span.counted(Sort::Host);
    let bracketed = in_brackets(span);
    let bare = (count - bracketed).max(1);
    let is_capitalised = || {
        span.words.clone().all(|at| {
            span.stream.traits(at).has(
                Traits::UPPER | Traits::FUNCTION | Traits::MARK | Traits::BRACKET | Traits::HOST,
            )
        })
    };
    let is_legal = span.last().has(Traits::LEGAL) && count > 1;
    let score = if known >= bare || is_legal {
        weights::KNOWN_PROVIDER
    } else if hosts == count {
        weights::HOST_PROVIDER
    } else if hosts > 0 && count <= FEW && is_capitalised() && !span.first().has(Traits::HOST) {
        weights::COMPANY_AND_HOST
    } else if known > 0 && span.stream.traits(span.words.start).has(Traits::PROVIDER) {
        weights::COMPANY_FIRST - weights::BEHIND_COMPANY * (bare - 3).max(0)
    } else if count <= 3 && span.counted(Sort::Portal) > 0 {
        weights::OWN
    } else if span.counted(Sort::Party) == count {
        weights::CAPITALISED
    } else if count <= FEW && is_capitalised() {
        weights::CAPITALISED - weights::CAPITALISED_WORD * (count - 2).max(0)
    } else {
        weights::PROVIDER
    };
    score - weights::LONG_PROVIDER * (count - MANY).max(0)
}

fn common(span: &Span<'_, '_>) -> Score {
    let sentence =
        if span.last().has(Traits::STOP) && span.count() > 3 && !span.last().has(Traits::LEGAL) {
            weights::SENTENCE_INSTEAD
        } else {
            0
        };
    // A sentence that ends inside it is another cell.
    let inner = span.words.start..span.words.end.saturating_sub(1);
    let stops = span.stream.count(inner, Sort::Stop) > 0;
    let sentence = if stops { weights::SENTENCE_INSTEAD } else { sentence };
    let answer = if party::is_answer(span) { weights::ANSWER_AS_PROVIDER } else { 0 };
    let category = if span.counted(Sort::Category) == span.count() {
        weights::CATEGORY_AS_PROVIDER
    } else {
        0
    };
    let small = if span.first().has(Traits::LOWER) && !span.first().has(Traits::HOST) {
        weights::SMALL_PROVIDER
    } else {
        0
    };
    let lines = span.counted_inside(Sort::Line);
    -span.timed()
        - span.named()
        - sentence
        - category
        - answer
        - small
        - weights::PROVIDER_LINE * lines.min(8)
}

/// How many words stand in parentheses behind the first.
fn in_brackets(span: &Span<'_, '_>) -> Score {
    if !span.last().has(Traits::CLOSES) && !span.stream.word(span.words.end - 1).ends_with(')') {
        return 0;
    }
    let is_open = |at: &usize| span.stream.traits(*at).has(Traits::BRACKET);
    let Some(open) = span.words.clone().skip(1).find(is_open) else { return 0 };
    Score::try_from(span.words.end - open).unwrap_or_default()
}
