//! How much some words look like the names of cookies.

use std::ops::Range;

use super::spelling::of_word;
use super::{Score, Span};
use crate::interpret::weights;
use crate::interpret::words::{Break, Traits};

/// How much a span looks like one name or several.
pub(super) fn of(span: &Span<'_, '_>) -> Score {
    let (mut sum, mut parts, mut lines) = (0, 0, 0);
    let mut part: Option<Score> = None;
    let mut in_remark = false;
    let mut next = span.words.start;
    while next < span.words.end {
        let at = next;
        next = word_end(span, at);
        // Of a word with seams no part is a word by itself.
        let is_whole = next == at + 1;
        let traits = if is_whole { span.stream.traits(at) } else { Traits::default() };
        // What stands in parentheses behind a name weighs nothing, on the next line neither.
        in_remark = part.is_some() && (in_remark || traits.has(Traits::BRACKET));
        if in_remark {
            in_remark = !span.stream.word(next - 1).ends_with(')');
            continue;
        }
        // What is said before the beginning of names weighs nothing either.
        if traits.has(Traits::BEGINS) {
            part = None;
            continue;
        }
        let gap = span.stream.gap(at);
        let is_apart = at > span.words.start
            && (gap.strength >= Break::Line || span.stream.traits(at - 1).has(Traits::COMMA));
        if (is_apart || traits.has(Traits::JOINS | Traits::MARK))
            && let Some(score) = part.take()
        {
            sum += score;
            parts += 1;
            lines += i32::from(gap.strength >= Break::Line);
        }
        if traits.has(Traits::JOINS | Traits::MARK) {
            continue;
        }
        // Whatever seams are in it, it is one word.
        let word = if is_whole { word_score(span, at) } else { of_seams(span, at..next) };
        let word = word.min(weights::MOST_NAME);
        part = Some(match part {
            None => word,
            Some(score) => score + word.min(0) + weights::NAME_WORD,
        });
    }
    if let Some(score) = part {
        sum += score;
        parts += 1;
    }
    if parts == 0 {
        return weights::UNLIKE_NAME;
    }
    let mean = sum / parts - span.timed();
    mean.clamp(weights::LEAST_NAME, weights::MOST_NAME) + lines * mean.clamp(0, weights::NAME_LINES)
}

/// How much a word looks like a name that may as well be a name with another word glued to it. What comes
/// behind a likely name makes it no likelier.
fn of_seams(span: &Span<'_, '_>, words: Range<usize>) -> Score {
    let part = |end: usize| of_word(&span.stream.text(words.start..end));
    let mut score = part(words.start + 1);
    for end in words.start + 2..=words.end {
        let whole = part(end);
        let goes_on = span.stream.word(end - 1).starts_with('_');
        score = if goes_on || score < weights::LIKELY_NAME {
            whole
        } else {
            score.min(whole) - weights::SEAM_IN_NAME
        };
    }
    score
}

/// The word after those that only seams part from the one at a place.
fn word_end(span: &Span<'_, '_>, at: usize) -> usize {
    let is_seam = |word: &usize| span.stream.gap(*word).strength == Break::Seam;
    at + 1 + (at + 1..span.words.end).take_while(is_seam).count()
}

fn word_score(span: &Span<'_, '_>, at: usize) -> Score {
    let traits = span.stream.traits(at);
    let score = span.stream.features().name(at);
    let is_word = traits.has(Traits::FUNCTION | Traits::UNIT | Traits::NUMBER);
    if is_word && score < weights::PLAIN_NAME { weights::UNLIKE_NAME } else { score }
}
