//! How much some words look like who sets a cookie: a company, a service or a host.

use super::weights::{
    CAPITALISED, HOST_PROVIDER, HOSTS, KNOWN_PROVIDER, NO_HOST, OWN, PROVIDER, SERVICE,
};
use super::{Score, Span, Traits};
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
    let hosts = span.counted(Traits::HOST);
    HOSTS * hosts / span.count().max(1) + NO_HOST - span.timed() - span.named() / 4
}

fn base(span: &Span<'_, '_>) -> Score {
    const FEW: Score = 4;
    const MANY: Score = 5;
    let count = span.count();
    let known = span.counted(Traits::PROVIDER);
    let hosts = span.counted(Traits::HOST);
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
        KNOWN_PROVIDER
    } else if hosts == count {
        HOST_PROVIDER
    } else if known > 0 && span.stream.traits(span.words.start).has(Traits::PROVIDER) {
        18 - 3 * (bare - 3).max(0)
    } else if count <= 3 && span.counted(Traits::PORTAL) > 0 {
        OWN
    } else if span.counted(Traits::PARTY) == count {
        CAPITALISED
    } else if count <= FEW && is_capitalised() {
        CAPITALISED - count
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
    let category = if span.counted(Traits::CATEGORY) == span.count() { 10 } else { 0 };
    let small =
        if span.first().has(Traits::LOWER) && !span.first().has(Traits::HOST) { 5 } else { 0 };
    let lines =
        span.words.clone().skip(1).filter(|&at| span.stream.gap(at).strength >= Break::Line);
    let lines = Score::try_from(lines.count()).unwrap_or(Score::MAX / 64);
    -span.timed() - span.named() - sentence - category - small - lines.min(8)
}

/// How many words stand in parentheses behind the first.
fn in_brackets(span: &Span<'_, '_>) -> Score {
    let is_open = |at: &usize| span.stream.word(*at).starts_with('(');
    let open = span.words.clone().skip(1).find(is_open);
    let Some(open) = open.filter(|_| {
        span.last().has(Traits::CLOSES) || span.stream.word(span.words.end - 1).ends_with(')')
    }) else {
        return 0;
    };
    Score::try_from(span.words.end - open).unwrap_or_default()
}
