//! How long a cookie is kept: what the cell of a retention says.
//!
//! `quantity` reads the durations in it, `phrases` what is said of them, and what they come to together
//! is told here. What is not understood is `unknown`, never a guess.

mod phrases;

#[cfg(test)]
mod tests;

use crate::lexicon::{Language, Lexicon, Unit};
use crate::model::RetentionKind;
use crate::quantity::{Amount, Tokens, Vocabulary};
use crate::text::visible;
use phrases::Phrases;

/// No retention has more parts: a longer text is none.
const LONGEST: usize = 200;

/// What a retention says, besides its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) kind: RetentionKind,
    pub(super) iso8601: Option<String>,
    pub(super) seconds: Option<u64>,
    pub(super) max_seconds: Option<u64>,
    /// Whether it has a number that a unit in the label of its column may belong to.
    pub(super) wants_unit: bool,
}

impl Reading {
    const fn of(kind: RetentionKind) -> Self {
        Self { kind, iso8601: None, seconds: None, max_seconds: None, wants_unit: false }
    }
}

/// The unit of time a label gives to bare numbers below it: the only one it names, in a word or, as
/// a letter, in parentheses.
pub(super) fn unit_of(label: &str, lexicon: &Lexicon) -> Option<Unit> {
    phrases::unit_of_label(&tokens(&visible(label), None, lexicon)?)
}

/// Reads a retention in a text of this language. `unit` is that of the column, for numbers without
/// one.
pub(super) fn read(
    text: &str,
    unit: Option<Unit>,
    language: Option<Language>,
    lexicon: &Lexicon,
) -> Reading {
    let text = visible(text);
    let phrases = tokens(&text, language, lexicon).and_then(|tokens| Phrases::read(&tokens, unit));
    phrases.map_or(const { Reading::of(RetentionKind::Unknown) }, |phrases| {
        let wants_unit = phrases.wants_unit;
        Reading { wants_unit, ..classify(phrases) }
    })
}

fn tokens<'t>(
    text: &'t str,
    language: Option<Language>,
    lexicon: &'t Lexicon,
) -> Option<Tokens<'t>> {
    let vocabulary = Vocabulary { lexicon, language, is_strict: false };
    Tokens::of_retention(text, vocabulary, LONGEST)
}

/// What the durations of a retention and what is said of them come to.
fn classify(mut phrases: Phrases) -> Reading {
    let has_other_end = phrases.is_session || phrases.is_open;
    let spans = &mut phrases.spans;
    // What is said twice counts once, as it was said first.
    let mut at = 1;
    while at < spans.len() {
        let (before, rest) = spans.split_at(at);
        let is_again = rest.first().is_some_and(|one| {
            before.iter().any(|other| other == one || other.is_said_again_by(one))
        });
        if is_again {
            spans.remove(at);
        } else {
            at += 1;
        }
    }
    let kind = match (spans.as_slice(), has_other_end) {
        ([], _) => {
            return match &phrases {
                it if it.is_session && it.is_forever => Reading::of(RetentionKind::Range),
                it if it.is_session => Reading::of(RetentionKind::Session),
                it if it.is_forever => Reading::of(RetentionKind::Persistent),
                // "A few seconds" is a duration, but not how long.
                it if it.is_few => Reading::of(RetentionKind::Fixed),
                it if it.is_relative => Reading::of(RetentionKind::Relative),
                it if it.is_less_than_one => Reading::of(RetentionKind::Instant),
                it if it.is_instant => Amount::of(0, Unit::Seconds).map_or_else(
                    || Reading::of(RetentionKind::Instant),
                    |none| bounded(&none, RetentionKind::Instant),
                ),
                _ => Reading::of(RetentionKind::Unknown),
            };
        }
        ([_, _, ..], _) | ([_], true) => RetentionKind::Range,
        ([_], false) if phrases.is_at_least => RetentionKind::Unknown,
        ([one], false) if one.milliseconds() < 1000 => RetentionKind::Instant,
        ([one], false) if phrases.is_less && one.milliseconds() <= 1000 => RetentionKind::Instant,
        ([_], false) if phrases.is_relative => RetentionKind::Relative,
        ([_], false) if phrases.is_less || phrases.is_at_most => RetentionKind::Capped,
        ([_], false) => RetentionKind::Fixed,
    };
    let longest = spans.iter().max_by_key(|span| span.milliseconds());
    if kind == RetentionKind::Unknown || phrases.is_open {
        return Reading::of(kind);
    }
    let Some(longest) = longest else { return Reading::of(RetentionKind::Unknown) };
    let is_bound = phrases.is_less && kind == RetentionKind::Instant;
    let read = bounded(longest, kind);
    if is_bound { Reading { seconds: None, ..read } } else { read }
}

/// A retention of a kind that this duration exactly is, or bounds.
fn bounded(duration: &Amount, kind: RetentionKind) -> Reading {
    let Some(seconds) = duration.seconds() else { return Reading::of(RetentionKind::Unknown) };
    let is_exact =
        matches!(kind, RetentionKind::Fixed | RetentionKind::Relative | RetentionKind::Instant);
    Reading {
        iso8601: duration.iso8601(),
        seconds: is_exact.then_some(seconds),
        max_seconds: (kind != RetentionKind::Relative).then_some(seconds),
        ..Reading::of(kind)
    }
}
