//! How much some words look like what a field of a cookie holds.
//!
//! One scale for all: tenths of log-odds as whole numbers, 0 for what prose has as well, more for what
//! speaks for the field and less for what speaks against it. One file a field; the weights
//! stand in `interpret/weights.rs`.

mod counts;
mod duration;
pub(super) mod label;
mod name;
mod party;
mod prose;
mod provider;
pub(super) mod said;
pub(super) mod setter;
pub(super) mod spelling;

use std::ops::Range;

use super::weights;
pub(super) use super::weights::{
    LIKELY_NAME, NO_NAME, SURE_CATEGORY, SURE_DURATION, SURE_NAME, SURE_PROVIDER, Score,
};
use super::words::{Stream, Traits};
use crate::model::Field;
pub(super) use counts::{Counts, Sort, Sums};

/// How much the words of a span look like a value of `field`; of no field, when the label of their
/// column is not known.
pub(super) fn of(stream: &Stream<'_>, span: Range<usize>, field: Option<Field>) -> Score {
    if span.is_empty() || is_none(stream, &span) {
        return 0;
    }
    let span = &Span::of(stream, span);
    match field {
        Some(Field::Name) => name::of(span),
        Some(Field::Retention) => duration::of(span),
        Some(Field::Purpose) => prose::purpose(span),
        Some(Field::Description) => prose::purpose(span) - weights::DESCRIPTION,
        Some(Field::Provider) => provider::of(span),
        Some(Field::Service) => provider::service(span),
        Some(Field::Domain) => provider::domain(span),
        Some(Field::Category) => party::category(span),
        Some(Field::Party) => party::of(span),
        Some(Field::Consent) => party::consent(span),
        None => -weights::UNKNOWN_WORD * span.count() / 10,
    }
}

/// Whether a few words that stand apart look like who sets a cookie, and more so than like a category.
pub(super) fn is_provider(stream: &Stream<'_>, words: Range<usize>) -> bool {
    const MOST: usize = 4;
    let score = |field| of(stream, words.clone(), Some(field));
    words.len() <= MOST
        && words
            .clone()
            .next()
            .is_some_and(|at| stream.traits(at).has(Traits::UPPER | Traits::HOST))
        && score(Field::Provider) > score(Field::Category).max(0)
}

/// Whether a span is one mark that stands for nothing.
fn is_none(stream: &Stream<'_>, span: &Range<usize>) -> bool {
    span.len() == 1 && stream.traits(span.start).has(Traits::MARK)
}

/// Some words of a stream, and what is counted of them for every field.
pub(super) struct Span<'w, 's> {
    pub(super) stream: &'w Stream<'s>,
    pub(super) words: Range<usize>,
    sums: [&'w Sums; 2],
    measures: i32,
    anchors: i32,
}

impl<'w, 's> Span<'w, 's> {
    fn of(stream: &'w Stream<'s>, words: Range<usize>) -> Self {
        let sums = stream.counts(&words);
        let mut span = Self { stream, words, sums, measures: 0, anchors: 0 };
        // Nothing of many words is a duration.
        if span.words.len() <= weights::LONGEST_DURATION {
            span.measures = span.counted(Sort::Measure);
            span.anchors = span.counted(Sort::Anchor);
        }
        span
    }

    fn count(&self) -> Score {
        Score::try_from(self.words.len()).unwrap_or(Score::MAX / 64)
    }

    /// How many of its words are of a sort.
    fn counted(&self, sort: Sort) -> Score {
        let [before, after] = self.sums.map(|sums| sums.get(sort as usize).copied());
        after.unwrap_or_default() - before.unwrap_or_default()
    }

    /// The same without the first word.
    fn counted_inside(&self, sort: Sort) -> Score {
        self.stream.count(self.words.start + 1..self.words.end, sort)
    }

    fn first(&self) -> Traits {
        self.stream.traits(self.words.start)
    }

    fn last(&self) -> Traits {
        self.stream.traits(self.words.end.saturating_sub(1))
    }

    /// Whether all of it is a duration.
    fn is_duration(&self) -> bool {
        self.anchors > 0 && self.measures * 5 >= self.count() * 4
    }

    /// What a duration costs a field that holds none.
    fn timed(&self) -> Score {
        if self.is_duration() { weights::DURATION_ELSEWHERE } else { 0 }
    }

    /// What a name costs a field that holds none: what its most telling word is beyond a likely one.
    fn named(&self) -> Score {
        const FEW: usize = 4;
        if self.words.len() > FEW {
            return 0;
        }
        let most = self.words.clone().map(|at| self.stream.features().name(at)).max();
        (most.unwrap_or_default() - weights::LIKELY_NAME).max(0)
    }
}
