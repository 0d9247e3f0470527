//! How long a cookie is kept, said somewhere in a text about it: where, and whether the text is about
//! nothing else.
//!
//! A duration in a text may be of anything, a visit or a test. It is taken where it stands by itself
//! (a line, a clause, the inside of parentheses), after a word for keeping, or at the end of a
//! sentence.

use std::ops::Range;

use super::spans::Words;
use crate::interpret::{Context, retention};
use crate::lexicon::{Language, Lexicon, Measure};
use crate::model::RetentionKind;
use crate::text::{is_space, trim};

/// No line of more words is a duration and nothing else.
const LINE_WORDS: usize = 12;
/// No text is searched for a duration beyond so many words.
const TEXT_WORDS: usize = 400;
/// A word for keeping stands at most so many words before the duration.
const REACH: usize = 6;

/// Where a text says how long a cookie is kept, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::interpret) struct Found {
    /// The words that say it.
    pub(in crate::interpret) phrase: Range<usize>,
    /// What may be taken out of the text with them, marks round them included; nothing when they
    /// are part of a sentence.
    pub(in crate::interpret) cut: Range<usize>,
}

/// Whether `text` says how long something is kept, and nothing else.
pub(in crate::interpret) fn is_duration(text: &str, context: &mut Context<'_>) -> bool {
    if text.len() > LINE_WORDS * 16 {
        return false;
    }
    if let Some(known) = context.knowledge.durations.get(context.language, text) {
        return known;
    }
    let tongue = Tongue::of(context);
    let words = Words::of(text, context.scan_first(text, LINE_WORDS + 1), tongue);
    let found = is_whole(&words, text) && is_read(text, tongue);
    context.knowledge.durations.keep(context.language, text, found)
}

/// Whether `text` says how long something is kept, alone or among other words.
pub(super) fn is_told(text: &str, context: &mut Context<'_>) -> bool {
    text.len() <= TEXT_WORDS
        && (is_read(text, Tongue::of(context)) || find(text, context).is_some())
}

/// Where a text about a cookie says how long it is kept.
pub(in crate::interpret) fn find(text: &str, context: &mut Context<'_>) -> Option<Found> {
    if let Some(known) = context.knowledge.phrases.get(context.language, text) {
        return known;
    }
    let found = search(text, context);
    context.knowledge.phrases.keep(context.language, text, found)
}

/// The words durations are told in.
#[derive(Clone, Copy)]
pub(super) struct Tongue {
    lexicon: &'static Lexicon,
    language: Option<Language>,
}

impl Tongue {
    fn of(context: &Context<'_>) -> Self {
        Self { lexicon: context.lexicon, language: context.language }
    }

    fn read(self, text: &str) -> RetentionKind {
        retention::read(text, None, self.language, self.lexicon).kind
    }

    pub(super) fn measure(
        self,
        spellings: impl Iterator<Item = u64>,
    ) -> Option<(usize, impl Iterator<Item = Measure>)> {
        self.lexicon.measure(self.language, spellings)
    }
}

/// Whether `text` can be read as a retention.
pub(super) fn is_read(text: &str, tongue: Tongue) -> bool {
    tongue.read(text) != RetentionKind::Unknown
}

fn search(text: &str, context: &mut Context<'_>) -> Option<Found> {
    let tongue = Tongue::of(context);
    let words = Words::of(text, context.scan_first(text, TEXT_WORDS), tongue);
    if words.spans.is_empty() {
        return None;
    }
    let search = Search { text, words, tongue };
    let found = search.in_parentheses().or_else(|| search.clause());
    found
        .or_else(|| search.in_sentence())
        .filter(|found| is_read(text.get(found.phrase.clone()).unwrap_or_default(), tongue))
}

/// Whether a line is a duration and nothing else: besides it there are a few words at most.
fn is_whole(words: &Words, text: &str) -> bool {
    const OTHERS: usize = 2;
    let count = words.places.len();
    let is_several = text.trim_end_matches('.').contains([';', '!', '?', '=', ':']);
    if count > LINE_WORDS || is_several {
        return false;
    }
    // A sentence says more than a line that has only words for it.
    let is_sentence = text.ends_with('.');
    words.spans.iter().any(|(span, is_sure)| {
        if span.len() == 1 && !is_sure {
            return span.start == 0 && count + usize::from(is_sentence) <= 2;
        }
        let others = count.saturating_sub(words.covered + words.keeping.len());
        let is_amount = text.contains(|c: char| c.is_ascii_digit());
        let most = if is_sentence {
            0
        } else if is_amount {
            OTHERS
        } else {
            span.len() + 2
        };
        others <= most && others <= span.len() * 2
    })
}

struct Search<'t> {
    text: &'t str,
    words: Words,
    tongue: Tongue,
}

impl Search<'_> {
    /// A duration that is all there is in parentheses, or a part of it between commas.
    fn in_parentheses(&self) -> Option<Found> {
        self.words.spans.iter().find_map(|(span, is_sure)| {
            let (start, end) = self.bytes(span)?;
            let open = self.text.get(..start)?.rfind('(')?;
            let close = end + self.text.get(end..)?.find(')')?;
            let is_inside = !self.text.get(open..start)?.contains(')')
                && !self.text.get(end..close)?.contains('(');
            if !is_inside {
                return None;
            }
            let clause = self.clause_of(start, end, open + 1, close);
            let is_all =
                trim(self.text.get(open + 1..close)?) == trim(self.text.get(clause.clone())?);
            let phrase = self.alone(&clause, span, *is_sure)?;
            let cut = if is_all { open..close + 1 } else { phrase.end..phrase.end };
            Some(Found { phrase, cut })
        })
    }

    /// A duration that is all of a clause.
    fn clause(&self) -> Option<Found> {
        self.words.spans.iter().find_map(|(span, is_sure)| {
            let (start, end) = self.bytes(span)?;
            let clause = self.clause_of(start, end, 0, self.text.len());
            let phrase = self.alone(&clause, span, *is_sure)?;
            let is_end =
                |c: char| is_space(c) || matches!(c, ',' | ';' | ':' | '.' | '-' | '–' | '—' | '|');
            let before = self.text.get(..phrase.start)?.trim_end_matches(is_end).len();
            let after = self.text.get(phrase.end..)?;
            let after = self.text.len() - after.trim_start_matches(is_end).len();
            // The mark after a clause stays when there is text on both sides.
            let cut = match (before, after == self.text.len()) {
                (0, _) => 0..after,
                (_, true) => before..after,
                _ => before..phrase.end,
            };
            Some(Found { phrase, cut })
        })
    }

    /// A duration in a sentence, after a word for keeping or at the end.
    fn in_sentence(&self) -> Option<Found> {
        let is_kept = |span: &Range<usize>| {
            self.words.keeping.iter().any(|&at| {
                let (from, to, reach) = if at < span.start {
                    (at, span.start, REACH)
                } else {
                    // "It takes two years to expire": the verb comes soon after.
                    (span.end.saturating_sub(1), at, 2)
                };
                to.saturating_sub(from) <= reach
                    && !self.between(from, to).contains(['.', ';', '!', '?', ','])
            })
        };
        let is_last = |end: usize| {
            let rest = trim(self.text.get(end..).unwrap_or_default());
            rest.is_empty() || rest.starts_with(['.', ';', '(', ','])
        };
        let sure = || self.words.spans.iter().filter(|(_, is_sure)| *is_sure);
        // "Lasts 2 years and counts visits": a verb comes first, and it.
        let kept = sure().find(|(span, _)| is_kept(span) || span.start < 2);
        let found = kept.or_else(|| {
            sure().find(|(span, _)| self.bytes(span).is_some_and(|(_, end)| is_last(end)))
        });
        let phrase = self.with_function_words(&found?.0)?;
        Some(Found { cut: phrase.end..phrase.end, phrase })
    }

    /// The clause, trimmed, when a duration is all it says. Inside of a text it has no other words.
    fn alone(
        &self,
        clause: &Range<usize>,
        span: &Range<usize>,
        is_sure: bool,
    ) -> Option<Range<usize>> {
        let text = self.text.get(clause.clone())?;
        let start = clause.start + text.find(trim(text))?;
        let end = start + trim(text).len();
        let inside = |place: &&Range<usize>| start <= place.start && place.end <= end;
        let words = self.words.places.iter().filter(inside).count();
        let others = words.saturating_sub(span.len());
        let is_inside = self.text.get(..start)?.contains('(');
        let fits =
            if is_inside && is_sure { others <= 3 && others <= span.len() } else { others == 0 };
        (fits && is_read(self.text.get(start..end)?, self.tongue)).then_some(start..end)
    }

    /// A duration with the small words before it that belong to the end of a session, and with what
    /// comes after "after" up to the end of the clause.
    fn with_function_words(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let (mut first, mut last) = (span.start, span.end - 1);
        let written = self.text.get(self.words.places.get(first)?.clone())?;
        let is_session = !written.starts_with(|c: char| c.is_ascii_digit());
        while is_session
            && first > 0
            && span.start - first < 3
            && self.is_small(first - 1)
            && self
                .between(first - 1, first)
                .chars()
                .all(|c| is_space(c) || matches!(c, '\'' | '’'))
        {
            first -= 1;
        }
        let (_, end) = self.bytes(span)?;
        let clause = self.clause_of(end, end, 0, self.text.len());
        let rest = self
            .words
            .places
            .iter()
            .skip(span.end)
            .take_while(|place| place.end <= clause.end)
            .count();
        let begins_again = !is_session && rest <= REACH;
        if begins_again && span.len() > 2 {
            last += rest;
        }
        let start = self.words.places.get(first)?.start;
        let end = self.words.places.get(last)?.end;
        (start < end).then_some(start..end)
    }

    /// Whether a word is one that hardly means anything by itself.
    fn is_small(&self, at: usize) -> bool {
        const LETTERS: usize = 3;
        let written = self.words.places.get(at).and_then(|place| self.text.get(place.clone()));
        let is_short =
            |word: &str| word.chars().count() <= LETTERS && word.chars().all(char::is_alphabetic);
        self.words.function.contains(&at) || written.is_some_and(is_short)
    }

    /// Where words begin and end, in bytes.
    fn bytes(&self, span: &Range<usize>) -> Option<(usize, usize)> {
        let (first, last) =
            (self.words.places.get(span.start)?, self.words.places.get(span.end - 1)?);
        Some((first.start, last.end))
    }

    /// What stands between two words.
    fn between(&self, one: usize, other: usize) -> &str {
        let place = |at: usize| self.words.places.get(at).cloned().unwrap_or_default();
        self.text.get(place(one).end..place(other).start).unwrap_or_default()
    }

    /// The clause round a place, inside of a part of the text.
    fn clause_of(&self, start: usize, end: usize, from: usize, to: usize) -> Range<usize> {
        let before = self.text.get(from..start).unwrap_or_default();
        let after = self.text.get(end..to).unwrap_or_default();
        let begin = before.char_indices().rev().find(|&(at, c)| is_mark(before, at, c));
        let begin = begin.map_or(from, |(at, c)| from + at + c.len_utf8());
        let stop = after
            .char_indices()
            .find(|&(at, c)| is_mark(after, at, c))
            .map_or(to, |(at, _)| end + at);
        begin..stop
    }
}

/// Whether a clause ends with the character at a place.
fn is_mark(text: &str, at: usize, c: char) -> bool {
    let next = || {
        text.get(at + c.len_utf8()..)
            .is_none_or(|rest| rest.is_empty() || rest.starts_with(is_space))
    };
    match c {
        ',' | '.' | ':' => next(),
        ';' | '(' | ')' | '–' | '—' | '|' | '!' | '?' => true,
        '-' => next() && text.get(..at).is_none_or(|before| before.ends_with(is_space)),
        _ => false,
    }
}
