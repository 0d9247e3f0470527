//! How much some words look like who sets a cookie: a company, a service or a host.

use super::weights::{
    CAPITALISED, COMPANY_AND_HOST, CONSENT, GLUED_HOST, HOST_PROVIDER, HOSTS, KNOWN_PROVIDER,
    NO_HOST, OWN, PROVIDER, SERVICE,
};
use super::{Score, Sort, Span, Traits, party};
use crate::interpret::words::Break;

pub(super) fn of(span: &Span<'_, '_>) -> Score {
    base(span) + common(span)
}

pub(super) fn service(span: &Span<'_, '_>) -> Score {
    const FEW: Score = 6;
    let count = span.count();
    let loose = if count <= FEW { SERVICE } else { -3 * (count - FEW) };
    (base(span) - 8).max(loose) + common(span)
}

/// How much a span looks like hosts.
pub(super) fn domain(span: &Span<'_, '_>) -> Score {
    let hosts = span.counted(Sort::Host);
    HOSTS * hosts / span.count().max(1) + NO_HOST - span.timed() - span.named() / 4
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
    // A host that something is glued to is a cell by itself.
    let is_glued = || {
        let mut inside = span.words.clone().skip(1);
        inside.any(|at| {
            span.stream.traits(at).has(Traits::HOST) && span.stream.gap(at).strength == Break::Seam
        })
    };
    let is_legal = span.last().has(Traits::LEGAL) && count > 1;
    let score = if known >= bare || is_legal {
        KNOWN_PROVIDER
    } else if hosts == count {
        HOST_PROVIDER
    } else if hosts > 0 && is_glued() {
        GLUED_HOST
    } else if hosts > 0 && count <= FEW && is_capitalised() && !span.first().has(Traits::HOST) {
        COMPANY_AND_HOST
    } else if known > 0 && span.stream.traits(span.words.start).has(Traits::PROVIDER) {
        18 - 3 * (bare - 3).max(0)
    } else if count <= 3 && span.counted(Sort::Portal) > 0 {
        OWN
    } else if span.counted(Sort::Party) == count {
        CAPITALISED
    } else if count <= FEW && is_capitalised() {
        CAPITALISED - (count - 2).max(0)
    } else {
        PROVIDER
    };
    score - 4 * (count - MANY).max(0)
}

fn common(span: &Span<'_, '_>) -> Score {
    let sentence =
        if span.last().has(Traits::STOP) && span.count() > 3 && !span.last().has(Traits::LEGAL) {
            10
        } else {
            0
        };
    // A sentence that ends inside it is another cell.
    let inner = span.words.start..span.words.end.saturating_sub(1);
    let stops = span.stream.count(inner, Sort::Stop) > 0;
    let sentence = if stops { 10 } else { sentence };
    let answer = if party::is_answer(span) { CONSENT } else { 0 };
    let category = if span.counted(Sort::Category) == span.count() { 10 } else { 0 };
    let small =
        if span.first().has(Traits::LOWER) && !span.first().has(Traits::HOST) { 5 } else { 0 };
    let lines = span.counted_inside(Sort::Line);
    -span.timed() - span.named() - sentence - category - answer - small - lines.min(8)
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
