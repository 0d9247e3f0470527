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
    let cores = cores(stream, words.clone());
    let alone = |in_brackets: bool| {
        cores.iter().find_map(|core| {
            let clause = clause(stream, words.clone(), core.words.clone());
            let is_in_brackets = is_in_brackets(stream, &clause);
            let others = count(stream, clause.clone()).saturating_sub(core.words.len());
            let most = if is_in_brackets && core.is_sure { 3.min(core.words.len()) } else { 0 };
            let fits = is_in_brackets == in_brackets && others <= most;
            let is_all = !is_in_brackets
                || stream.word(clause.start).starts_with('(')
                    && closes(stream, clause.end.saturating_sub(1));
            let cut = if is_all { clause.clone() } else { clause.end..clause.end };
            fits.then_some(Said { phrase: clause, cut })
        })
    };
    alone(true).or_else(|| alone(false)).or_else(|| {
        let sure = || cores.iter().filter(|core| core.is_sure);
        let kept = sure().find(|core| is_kept(stream, &words, &core.words));
        let last = || {
            sure().find(|core| {
                core.words.end == clause(stream, words.clone(), core.words.clone()).end
            })
        };
        let phrase = with_small_words(stream, &words, kept.or_else(last)?.words.clone());
        let clause = clause(stream, words.clone(), phrase.clone());
        let others = count(stream, clause.clone()).saturating_sub(phrase.len());
        let is_of_keeping =
            clause.start > words.start && others <= BESIDE && keeps_in(stream, clause.clone());
        let cut = if is_of_keeping { clause } else { phrase.end..phrase.end };
        Some(Said { phrase, cut })
    })
}

/// Words that are a duration together.
struct Core {
    words: Range<usize>,
    /// Whether they are one wherever they stand.
    is_sure: bool,
}

/// The durations among some words. (The only place that finds them: `quantity` may take its place.)
fn cores(stream: &Stream<'_>, words: Range<usize>) -> Vec<Core> {
    let has = |at: usize, traits: Traits| words.contains(&at) && stream.traits(at).has(traits);
    let mut found = Vec::new();
    let mut at = words.start;
    while at < words.end {
        let start = at;
        let (mut end, mut is_anchored) = (start, false);
        while has(at, Traits::MEASURE)
            || at > start && has(at, Traits::MARK) && has(at + 1, Traits::MEASURE)
        {
            if has(at, Traits::ANCHOR) {
                is_anchored = true;
                end = at + 1;
            }
            at += 1;
            // "1 year, 11 months" goes on past its comma, another clause does not.
            if has(at - 1, Traits::COMMA | Traits::STOP | Traits::CLOSES)
                && !(is_anchored && has(at, Traits::NUMBER))
                || has(at, Traits::OPENS)
            {
                break;
            }
        }
        if is_anchored {
            // Behind the amount only what it begins with belongs to it: "2 weeks by default".
            let is_sure =
                (start..end).any(|it| stream.traits(it).has(Traits::UNIT)) || end - start > 1;
            found.push(Core { words: start..end, is_sure });
        }
        at = at.max(start + 1);
    }
    found
}

/// The clause round some words: up to a mark that ends one on both sides.
fn clause(stream: &Stream<'_>, words: Range<usize>, core: Range<usize>) -> Range<usize> {
    let ends = Traits::COMMA | Traits::STOP | Traits::COLON | Traits::CLOSES;
    let is_dash = |at: usize| {
        stream.traits(at).has(Traits::NONE) || matches!(stream.word(at), "|" | ":" | ";")
    };
    let opens = |at: usize| stream.word(at).starts_with('(');
    let mut start = core.start;
    while start > words.start
        && !opens(start)
        && !stream.traits(start - 1).has(ends)
        && !is_dash(start - 1)
    {
        start -= 1;
    }
    let mut end = core.end;
    while end < words.end
        && !stream.traits(end - 1).has(ends)
        && !closes(stream, end - 1)
        && !opens(end)
        && !is_dash(end)
    {
        end += 1;
    }
    start..end
}

fn closes(stream: &Stream<'_>, at: usize) -> bool {
    stream.word(at).trim_end_matches(['.', ',', ':', ';']).ends_with(')')
}

fn is_in_brackets(stream: &Stream<'_>, clause: &Range<usize>) -> bool {
    stream.word(clause.start).starts_with('(') || closes(stream, clause.end.saturating_sub(1))
}

/// The words of a duration with the small words before it that belong to the end of a session.
fn with_small_words(stream: &Stream<'_>, words: &Range<usize>, core: Range<usize>) -> Range<usize> {
    const MOST: usize = 3;
    let ends = Traits::COMMA | Traits::STOP | Traits::COLON | Traits::CLOSES;
    let is_small =
        |at: &usize| stream.traits(*at).has(Traits::FUNCTION) && !stream.traits(*at).has(ends);
    if core.clone().any(|at| stream.traits(at).has(Traits::NUMBER)) {
        return core;
    }
    let before = (words.start..core.start).rev().take(MOST).take_while(is_small).count();
    core.start - before..core.end
}

/// How many words some words are, marks left out.
fn count(stream: &Stream<'_>, words: Range<usize>) -> usize {
    words.filter(|&at| !stream.traits(at).has(Traits::MARK)).count()
}

/// Whether there is a word for keeping among some words.
fn keeps_in(stream: &Stream<'_>, mut words: Range<usize>) -> bool {
    words.any(|at| {
        let mut fields = stream.labels(at).chain(stream.features().keywords(at));
        stream.traits(at).has(Traits::KEEPS) || fields.any(|(_, field)| field == Field::Retention)
    })
}

/// Whether a word for keeping stands soon before a duration, or right behind it: "lasts 2 years", "it
/// takes two years to expire". At the beginning a verb may be any word.
fn is_kept(stream: &Stream<'_>, words: &Range<usize>, core: &Range<usize>) -> bool {
    if core.start < words.start + 2 {
        return true;
    }
    let ends = Traits::COMMA | Traits::STOP;
    let keeps = |at: usize| keeps_in(stream, at..at + 1);
    let before = (words.start.max(core.start.saturating_sub(REACH))..core.start).rev();
    let is_before = before.take_while(|&at| !stream.traits(at).has(ends)).any(keeps);
    let is_open = core.end < words.end && !stream.traits(core.end - 1).has(ends);
    is_before || is_open && (core.end..words.end.min(core.end + 2)).any(keeps)
}
