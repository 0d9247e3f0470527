//! Where a text about a cookie says how long it is kept.
//!
//! A duration in a text may be of anything, a visit or a test. It is taken where it stands by itself (a
//! clause, the inside of parentheses), near a word for keeping, or at the end of a sentence.

use std::ops::Range;

use crate::interpret::words::{Stream, Traits};
use crate::model::Field;

/// No text is searched beyond so many words.
const TEXT: usize = 400;
/// A word for keeping stands at most so many words before the duration.
const REACH: usize = 6;
/// A clause with a word for keeping and at most so many others beside the duration says nothing else.
const BESIDE: usize = 3;

/// Where a text says how long a cookie is kept, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::interpret) struct Said {
    /// The words that say it.
    pub(in crate::interpret) phrase: Range<usize>,
    /// What may be taken out of the text with them; nothing when they are part of a sentence.
    pub(in crate::interpret) cut: Range<usize>,
}

/// Where some words say how long a cookie is kept, if they do.
pub(in crate::interpret) fn how_long(stream: &Stream<'_>, words: Range<usize>) -> Option<Said> {
    let words = words.start..words.end.min(words.start.saturating_add(TEXT));
    let durations = durations(stream, words.clone());
    let alone = |in_brackets: bool| {
        durations.iter().find_map(|duration| {
            let clause = clause(stream, words.clone(), duration);
            let opens = stream.word(clause.start).starts_with('(');
            let closes = closes(stream, clause.end.saturating_sub(1));
            let is_all = opens == closes;
            // "For 2 years" says no more than "2 years".
            let is_small = |at: &usize| stream.traits(*at).has(Traits::FUNCTION);
            let small = (clause.start..duration.start).take_while(is_small).count();
            let fits = (opens || closes) == in_brackets
                && count(stream, clause.clone()) <= duration.len() + small;
            let cut = if is_all { clause.clone() } else { clause.end..clause.end };
            fits.then_some(Said { phrase: clause, cut })
        })
    };
    alone(true).or_else(|| alone(false)).or_else(|| {
        // "Session" alone may be any.
        let is_sure = |it: &&Range<usize>| {
            it.len() > 1 || (it.start..it.end).any(|at| stream.traits(at).has(Traits::UNIT))
        };
        let sure = || durations.iter().filter(is_sure).filter(|it| lasts(stream, &words, it));
        // What is counted tells more than a session, which may be that of a visit.
        let is_counted = |it: &&Range<usize>| {
            (it.start..it.end).any(|at| stream.traits(at).has(Traits::NUMBER | Traits::UNIT))
        };
        let kept = || sure().filter(|it| is_kept(stream, &words, it));
        let kept = kept().find(is_counted).or_else(|| kept().next());
        let last = || sure().find(|it| it.end == clause(stream, words.clone(), it).end);
        let phrase = with_small_words(stream, &words, kept.or_else(last)?);
        let clause = clause(stream, words.clone(), &phrase);
        let others = count(stream, clause.clone()).saturating_sub(phrase.len());
        let is_behind =
            |at: usize| at.checked_sub(1).is_some_and(|at| stream.traits(at).has(Traits::STOP));
        let is_of_keeping = (clause.start > words.start || is_behind(words.start))
            && others <= BESIDE
            && keeps_in(stream, clause.clone());
        if is_of_keeping {
            return Some(Said { phrase, cut: clause });
        }
        let cut = phrase.end..phrase.end;
        Some(Said { phrase, cut })
    })
}

/// The words that are a duration together: up to the last that makes one of them, and to a mark that ends
/// a clause.
fn durations(stream: &Stream<'_>, words: Range<usize>) -> Vec<Range<usize>> {
    let has = |at: usize, traits: Traits| stream.traits(at).has(traits);
    let mut found = Vec::new();
    let mut at = words.start;
    while at < words.end {
        let start = at;
        // A dash parts two texts, but not the numbers of a range.
        let parts = |at: usize| is_dash(stream, at) && !has(at - 1, Traits::NUMBER);
        while at < words.end
            && has(at, Traits::MEASURE)
            && (at == start
                || !ends_clause(stream, at - 1) && !has(at, Traits::OPENS) && !parts(at))
        {
            at += 1;
        }
        let last = (start..at).rev().find(|&at| has(at, Traits::ANCHOR));
        found.extend(last.map(|last| start..last + 1));
        at = at.max(start + 1);
    }
    found
}

/// The clause round some words: up to a mark that ends one on both sides.
fn clause(stream: &Stream<'_>, words: Range<usize>, inside: &Range<usize>) -> Range<usize> {
    let is_dash = |at: usize| is_dash(stream, at) || matches!(stream.word(at), ":" | ";");
    let opens = |at: usize| stream.word(at).starts_with('(');
    let ends = |at: usize| ends_clause(stream, at) || closes(stream, at);
    let before = (words.start..inside.start)
        .rev()
        .take_while(|&at| !opens(at + 1) && !ends(at) && !is_dash(at));
    let after =
        (inside.end..words.end).take_while(|&at| !opens(at) && !ends(at - 1) && !is_dash(at));
    inside.start - before.count()..inside.end + after.count()
}

fn is_dash(stream: &Stream<'_>, at: usize) -> bool {
    stream.traits(at).has(Traits::NONE) || stream.word(at) == "|"
}

/// Whether a mark that ends a clause is behind a word.
fn ends_clause(stream: &Stream<'_>, at: usize) -> bool {
    let ends = Traits::COMMA | Traits::STOP | Traits::COLON | Traits::CLOSES;
    stream.traits(at).has(ends)
}

fn closes(stream: &Stream<'_>, at: usize) -> bool {
    stream.word(at).trim_end_matches(['.', ',', ':', ';']).ends_with(')')
}

/// The words of a duration with the small words before it that belong to the end of a session.
fn with_small_words(
    stream: &Stream<'_>,
    words: &Range<usize>,
    duration: &Range<usize>,
) -> Range<usize> {
    const MOST: usize = 3;
    let is_small =
        |at: &usize| stream.traits(*at).has(Traits::FUNCTION) && !ends_clause(stream, *at);
    let is_counted = duration.clone().any(|at| stream.traits(at).has(Traits::NUMBER));
    let most = if is_counted { 0 } else { MOST };
    let before = (words.start..duration.start).rev().take(most).take_while(is_small).count();
    duration.start - before..duration.end
}

/// How many words some words are, marks left out.
fn count(stream: &Stream<'_>, words: Range<usize>) -> usize {
    words.filter(|&at| !stream.traits(at).has(Traits::MARK)).count()
}

/// Whether there is a word for keeping among some words.
pub(in crate::interpret) fn keeps_in(stream: &Stream<'_>, mut words: Range<usize>) -> bool {
    words.any(|at| {
        let mut fields = stream.labels(at).chain(stream.features().keywords(at));
        stream.traits(at).has(Traits::KEEPS) || fields.any(|(_, field)| field == Field::Retention)
    })
}

/// Whether a duration is counted, or it is said that something lasts or ends with it: "until the end of the session",
/// "expires with the session". "The data of the session" says nothing of the kind.
fn lasts(stream: &Stream<'_>, words: &Range<usize>, duration: &Range<usize>) -> bool {
    const SPOKEN: usize = 3;
    const BEFORE: usize = 2;
    let has = |traits| duration.clone().any(|at| stream.traits(at).has(traits));
    let before = words.start.max(duration.start.saturating_sub(BEFORE))..duration.start;
    has(Traits::NUMBER | Traits::UNIT) || duration.len() >= SPOKEN || keeps_in(stream, before)
}

/// Whether a word for keeping stands soon before a duration, or right behind it: "lasts 2 years", "2 years until it
/// expires". At the beginning a verb may be any word.
fn is_kept(stream: &Stream<'_>, words: &Range<usize>, duration: &Range<usize>) -> bool {
    let ends = |at: usize| stream.traits(at).has(Traits::COMMA | Traits::STOP);
    let start = words.start.max(duration.start.saturating_sub(REACH));
    let before = (start..duration.start).rev().take_while(|&at| !ends(at)).last();
    let end = if ends(duration.end - 1) { duration.end } else { duration.end + 2 };
    duration.start < words.start + 2
        || keeps_in(stream, before.unwrap_or(duration.start)..duration.start)
        || keeps_in(stream, duration.end..end.min(words.end))
}
