//! Numbers, dates and durations in a text, each with its place, in figures or words.
//!
//! The only room that reads them: `interpret` says what the retention of a cookie means by it, `drift`
//! compares what two readings say, and both ask where a text tells how long something is kept. It
//! stands beside the model, above `lexicon`, whose words it reads by, and knows neither cells nor
//! cookies.
//!
//! `tokens` takes a text apart, each word with what it may mean; `numbers`, `durations` and `dates` read
//! what begins at a token; `spans` finds the durations of a text, sentences included.

mod amount;
mod dates;
mod durations;
mod endings;
mod figures;
mod numbers;
mod spans;
#[cfg(test)]
mod tests;
mod tokens;

use std::ops::Range;

pub(crate) use amount::Amount;
pub(crate) use dates::Date;
pub(crate) use spans::{Said, SpanFinder};
pub(crate) use tokens::{Kind, Tokens, Vocabulary, Wording};

use crate::lexicon::{RetentionTerm, Unit};
use crate::text::Spelling;

/// A number, a date or a duration, however it is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Quantity {
    /// A number, in thousandths.
    Number(u64),
    /// A number too long to be counted, or several with marks between them that are no date: the hash
    /// of the figures.
    Figures(u64),
    /// A date.
    Date(Date),
    /// A duration, in thousandths of a month and of a second: no month is a number of days.
    Duration {
        /// The months.
        months: u64,
        /// The seconds beside them.
        seconds: u64,
    },
    /// A duration that no number says.
    Named(Unit),
}

/// Every quantity of a text, with its place in bytes, in order.
pub(crate) fn quantities(text: &str, vocabulary: Vocabulary<'_>) -> Vec<(Range<usize>, Quantity)> {
    let mut found = Vec::new();
    Tokens::new(text, vocabulary).read_parts(|tokens| {
        let mut at = 0;
        while at < tokens.len() {
            let quantity = tokens.quantity(at);
            if let Some((end, quantity)) = quantity {
                found.push((tokens.place(at..end), quantity));
            }
            at = quantity.map_or(at + 1, |(end, _)| end);
        }
    });
    found
}

impl Tokens<'_> {
    /// The quantity that begins at a token, and the token after it.
    fn quantity(&self, at: usize) -> Option<(usize, Quantity)> {
        if let Some((end, date)) = self.date(at) {
            return Some((end, Quantity::Date(date)));
        }
        if let Some(wording) = self.wording(at) {
            // "Session" alone may be any in prose.
            let is_session = || wording.is_session() && !self.vocabulary.is_strict;
            let named = wording.named.or_else(|| is_session().then_some(Unit::Session));
            if let Some(unit) = named {
                return Some((wording.end, Quantity::Named(unit)));
            }
        }
        if let Some((end, amount)) = self.duration(at).or_else(|| self.each(at)) {
            return Some((end, amount.into()));
        }
        if let Some((end, number)) = self.number(at) {
            return Some((end, Quantity::Number(number)));
        }
        let mut figures = Spelling::default();
        matches!(self.kind(at)?, Kind::Number(None) | Kind::Figures).then(|| {
            let digits = self.text_at(at).chars().filter(char::is_ascii_digit);
            digits.for_each(|digit| figures.add(digit));
            (at + 1, Quantity::Figures(figures.hash()))
        })
    }

    /// One of a unit, again and again: "per month".
    fn each(&self, at: usize) -> Option<(usize, Amount)> {
        let (end, unit) = self.unit(self.term(at, RetentionTerm::Each)?)?;
        Some((end, Amount::of(1000, unit)?))
    }
}

impl From<Amount> for Quantity {
    /// 365 days are a year.
    fn from(amount: Amount) -> Self {
        const YEAR: u64 = 365 * 24 * 60 * 60 * 1000;
        let (months, seconds) = amount.months_and_seconds();
        if seconds > 0 && seconds.is_multiple_of(YEAR) {
            return Self::Duration { months: months + seconds / YEAR * 12_000, seconds: 0 };
        }
        Self::Duration { months, seconds }
    }
}
