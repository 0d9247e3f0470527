//! How much some words look like the names of cookies.

use std::ops::Range;

use super::{Score, Span};
use crate::interpret::names::evidence;
use crate::interpret::weights;
use crate::interpret::words::{Break, Traits};
use crate::lexicon::Known;

/// How much one word looks like a name.
pub(in crate::interpret) fn of_word(word: &str) -> Score {
    let is_mark = |c: char| matches!(c, ',' | ';' | '(' | ')' | '"' | '«' | '»');
    let bare = word.trim_matches(is_mark);
    if is_placeholder(bare) {
        return weights::UNLIKE_NAME;
    }
    if is_host(bare) {
        return weights::HOST_AS_NAME;
    }
    evidence::of_word(evidence::bare(word.trim_end_matches([',', ';'])))
}

/// Whether a word stands for what a program would have put in its place, or says how a page is to look:
/// `[#TITLE#]`, `{{ title }}`, `%TITLE%`, `{.button}`.
fn is_placeholder(word: &str) -> bool {
    let within =
        |open: char, close: char| word.strip_prefix(open).and_then(|it| it.strip_suffix(close));
    let inside = within('[', ']').or_else(|| within('{', '}'));
    inside.is_some_and(|inside| inside.starts_with(['#', '.', '%', '{', '[', ':', '$']))
        || within('%', '%').is_some_and(|inside| !inside.is_empty())
        || word.starts_with("{{")
}

/// Whether a word is the name of a host.
pub(in crate::interpret) fn is_host(word: &str) -> bool {
    let word = word.trim_start_matches('.');
    if !word.contains('.') || word.contains(['_', '@', '{', '<']) {
        return false;
    }
    let host = word.split_once("://").map_or(word, |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or_default();
    let Some((before, end)) = host.rsplit_once('.') else { return false };
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '*');
    !before.is_empty() && before.chars().all(is_part) && Known::get().is_domain_ending(end)
}

/// How much a span looks like one name or several.
pub(super) fn of(span: &Span<'_, '_>) -> Score {
    const MOST: usize = 64;
    if span.words.len() > MOST {
        return weights::UNLIKE_NAME - weights::LONG_NAME * span.count() / 10;
    }
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
        let gap = span.stream.gap(at);
        let is_apart = at > span.words.start
            && (gap.strength >= Break::Line || span.stream.traits(at - 1).has(Traits::COMMA));
        if is_apart || traits.has(Traits::JOINS | Traits::MARK) {
            // A line with a colon at its end is the label of the names below it.
            let is_label = at > span.words.start
                && gap.strength >= Break::Line
                && parts == 0
                && span.stream.traits(at - 1).has(Traits::COLON);
            if is_label {
                part = None;
            }
            if let Some(score) = part.take() {
                sum += score;
                parts += 1;
                lines += i32::from(gap.strength >= Break::Line);
            }
        }
        // What stands in parentheses behind a name weighs nothing.
        in_remark = part.is_some() && (in_remark || traits.has(Traits::BRACKET));
        if in_remark {
            in_remark = !span.stream.word(next - 1).ends_with(')');
            continue;
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
    let several = if mean > 0 {
        weights::ANOTHER_NAME * (parts - 1).min(6) + lines * mean.min(weights::NAME_LINES)
    } else {
        0
    };
    mean.clamp(weights::LEAST_NAME, weights::MOST_NAME) + several
}

/// How much a word looks like a name that may as well be a name with another word glued to it. What comes
/// behind a likely name makes it no likelier, unless all of it is known.
fn of_seams(span: &Span<'_, '_>, words: Range<usize>) -> Score {
    let text = |end: usize| span.stream.text(words.start..end);
    let part = |end: usize| of_word(&text(end));
    let mut score = part(words.start + 1);
    for end in words.start + 2..=words.end {
        let whole = part(end);
        let goes_on = span.stream.word(end - 1).starts_with('_');
        score = if goes_on || score < weights::LIKELY_NAME || Known::get().is_name(&text(end)) {
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
