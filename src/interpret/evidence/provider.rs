//! How much some words look like who sets a cookie: a company, a service or a host.

use super::{Score, Sort, Span, Traits};
use crate::interpret::weights;
use crate::interpret::words::Break;

/// No small word inside a name is longer, in bytes.
const SMALL: usize = 3;

pub(super) fn of(span: &Span<'_, '_>) -> Score {
    base(span) + common(span)
}

pub(super) fn service(span: &Span<'_, '_>) -> Score {
    const FEW: Score = 6;
    let count = span.count();
    let loose = if count <= FEW { weights::SERVICE } else { -3 * (count - FEW) };
    (base(span) - 8).max(loose) + common(span)
}

/// How much a span looks like hosts.
pub(super) fn domain(span: &Span<'_, '_>) -> Score {
    let hosts = span.counted(Sort::Host);
    weights::HOSTS * hosts / span.count().max(1) + weights::NO_HOST
        - span.timed()
        - span.named() / 4
}

fn base(span: &Span<'_, '_>) -> Score {
    const FEW: Score = 4;
    let count = span.count();
    let known = span.counted(Sort::Provider);
    let hosts = span.counted(Sort::Host);
    // "Ville de Sarn", "Bank of Sarn": small words may stand inside.
    let is_small = |at: usize| at > span.words.start && span.stream.word(at).len() <= SMALL;
    let may_be = Traits::UPPER | Traits::FUNCTION | Traits::MARK | Traits::BRACKET | Traits::HOST;
    let is_capitalised =
        || span.words.clone().all(|at| span.stream.traits(at).has(may_be) || is_small(at));
    // A host that something is glued to is a cell by itself.
    let is_glued = || {
        let mut inside = span.words.clone().skip(1);
        inside.any(|at| {
            span.stream.traits(at).has(Traits::HOST) && span.stream.gap(at).strength == Break::Seam
        })
    };
    let is_legal = span.last().has(Traits::LEGAL) && count > 1;
    if known >= count - in_brackets(span) || is_legal {
        weights::KNOWN_PROVIDER
    } else if hosts == count {
        weights::HOST_PROVIDER
    } else if hosts > 0 && is_glued() {
        weights::GLUED_HOST
    } else if count <= 3 && span.counted(Sort::Portal) > 0 {
        weights::OWN
    } else if count <= FEW && is_capitalised() {
        weights::CAPITALISED - (count - 2).max(0)
    } else {
        weights::PROVIDER
    }
}

fn common(span: &Span<'_, '_>) -> Score {
    let is_small = span.first().has(Traits::LOWER) && !span.first().has(Traits::HOST);
    -span.timed() - span.named() - if is_small { weights::SMALL_PROVIDER } else { 0 }
}

/// How many words stand in parentheses behind the first.
fn in_brackets(span: &Span<'_, '_>) -> Score {
    let is_open = |at: &usize| span.stream.traits(*at).has(Traits::BRACKET);
    let open = span.words.clone().skip(1).find(is_open);
    let open = open.filter(|_| span.stream.word(span.words.end - 1).ends_with(')'));
    Score::try_from(span.words.end - open.unwrap_or(span.words.end)).unwrap_or_default()
}
