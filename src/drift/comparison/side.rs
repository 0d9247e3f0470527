//! One of two readings that are compared: its claims, which of its words are changed, and which of
//! its claims the other reading answers.

use std::ops::Range;

use super::claims::{Meaning, Occurrence};
use super::consent::is_called_for;
use super::reading::Reading;

/// What the other reading has for a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Nothing.
    None,
    /// The same claim, by its number, at the same place.
    Here(usize),
    /// The same claim, by its number, somewhere near.
    Moved(usize),
    /// Other claims that come to the same.
    InOtherWords,
}

/// One of the two readings that are compared.
pub(super) struct Side<'r> {
    pub(super) reading: &'r Reading<'r>,
    pub(super) claims: &'r [Occurrence],
    /// How many words that both have stand before each word.
    before: Vec<usize>,
    changed: Vec<bool>,
    /// The words that both have.
    pub(super) equal: Vec<usize>,
    /// Whether each claim is made by the other reading, too.
    pub(super) answers: Vec<Answer>,
}

impl<'r> Side<'r> {
    pub(super) fn new<'c>(
        reading: &'r Reading<'r>,
        claims: &'r [Occurrence],
        runs: impl Iterator<Item = &'c Range<usize>>,
    ) -> Self {
        let count = reading.words.len();
        let mut changed = vec![false; count];
        for run in runs {
            changed.get_mut(run.clone()).unwrap_or_default().fill(true);
        }
        let mut equal = Vec::with_capacity(count);
        let mut before = Vec::with_capacity(count);
        for (at, is_changed) in changed.iter().enumerate() {
            before.push(equal.len());
            if !is_changed {
                equal.push(at);
            }
        }
        let answers = vec![Answer::None; claims.len()];
        Self { reading, claims, before, changed, equal, answers }
    }

    pub(super) fn is_changed(&self, word: usize) -> bool {
        self.changed.get(word).copied().unwrap_or_default()
    }

    /// The claims that changed words make and the other reading does not.
    pub(super) fn fired(&self) -> impl Iterator<Item = &'r Occurrence> {
        let all = self.claims.iter().enumerate();
        all.filter(|&(at, _)| self.fires(at)).map(|(_, claim)| claim)
    }

    /// Whether words are changed that are no other spelling of the same quantity.
    pub(super) fn says_otherwise(&self) -> bool {
        let mut respelled = vec![false; self.changed.len()];
        for (claim, answer) in self.claims.iter().zip(&self.answers) {
            if let (Meaning::Quantity(_), Answer::Here(_)) = (claim.meaning, answer) {
                for word in claim.words() {
                    respelled.get_mut(word).into_iter().for_each(|word| *word = true);
                }
            }
        }
        self.changed.iter().zip(respelled).any(|(changed, respelled)| *changed && !respelled)
    }

    /// Whether changed words make a claim. A quantity is another also when words are added that make
    /// it one: "a year" and "a year and a half".
    pub(super) fn touches(&self, claim: &Occurrence) -> bool {
        matches!(claim.meaning, Meaning::Quantity(_))
            || claim.words().any(|word| self.is_changed(word))
    }

    pub(super) fn answer(&mut self, claim: usize, by: Answer) {
        if let Some(answer) = self.answers.get_mut(claim) {
            *answer = by;
        }
    }

    /// Whether nothing answers a claim yet.
    pub(super) fn is_open(&self, claim: usize) -> bool {
        self.answers.get(claim) == Some(&Answer::None)
    }

    /// The first and the last changed word of a claim.
    pub(super) fn ends(&self, claim: &Occurrence) -> Option<(usize, usize)> {
        let mut changed = claim.words().filter(|&word| self.is_changed(word));
        let first = changed.next()?;
        Some((first, changed.next_back().unwrap_or(first)))
    }

    pub(super) fn begins_clause(&self, word: usize) -> bool {
        word.checked_sub(1).is_none_or(|before| !self.reading.in_one_clause(before, word))
    }

    pub(super) fn ends_clause(&self, word: usize) -> bool {
        word + 1 == self.reading.words.len() || !self.reading.in_one_clause(word, word + 1)
    }

    pub(super) fn before(&self, word: usize) -> usize {
        self.before.get(word).copied().unwrap_or_default()
    }

    pub(super) fn spelling(&self, word: usize) -> Option<u64> {
        self.reading.words.get(word).map(|word| word.spelling)
    }

    /// Whether these claims about an agreement say that it is called for.
    pub(super) fn comes_to(&self, said: &[usize]) -> Option<bool> {
        is_called_for(said.iter().filter_map(|&claim| self.claims.get(claim)))
    }

    pub(super) fn fires(&self, claim: usize) -> bool {
        self.is_open(claim)
            && self.claims.get(claim).is_some_and(|it| !it.is_weak && self.touches(it))
    }
}
