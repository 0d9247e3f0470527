//! What most charters have.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::FixedState;

use super::corpus::CharterId;

/// How many charters have what, and the first that has it. There may be as many things as charters:
/// of addresses nearly each has its own.
#[derive(Clone, Debug)]
pub(super) struct Votes<T>(HashMap<T, (u64, CharterId), FixedState>);

/// What most have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Majority<T> {
    pub(super) of: T,
    /// How many charters have it.
    pub(super) weight: u64,
    /// Whether something else has as many.
    pub(super) tie: bool,
}

impl<T> Default for Votes<T> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<T: Clone + Ord + Hash> Votes<T> {
    /// Adds that `weight` charters have it, from `first` on.
    pub(super) fn add(&mut self, of: T, weight: u64, first: CharterId) {
        let sum = self.0.entry(of).or_insert((0, first));
        *sum = (sum.0 + weight, sum.1.min(first));
    }

    /// How many charters have anything.
    pub(super) fn total(&self) -> u64 {
        self.0.values().map(|(weight, _)| weight).sum()
    }

    /// What most have; of several that are as many, what the first charter has.
    pub(super) fn most(&self) -> Option<Majority<T>> {
        // `of` is the last tie-break, needed only when one charter was first for both.
        let order = |(of, weight, first)| (weight, Reverse(first), of);
        let (of, weight, _) = self.iter().max_by(|one, other| order(*one).cmp(&order(*other)))?;
        let tie = self.iter().any(|(other, others, _)| other != of && others == weight);
        Some(Majority { of: of.clone(), weight, tie })
    }

    /// What charters have, how many have it, and the first of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&T, u64, CharterId)> {
        self.0.iter().map(|(of, &(weight, first))| (of, weight, first))
    }
}

/// What most have, of all these votes.
pub(super) fn majority<T: Clone + Ord + Hash>(
    votes: impl IntoIterator<Item = (T, u64, CharterId)>,
) -> Option<Majority<T>> {
    let mut all = Votes::default();
    votes.into_iter().for_each(|(of, weight, first)| all.add(of, weight, first));
    all.most()
}

#[cfg(test)]
mod tests {
    use super::{Majority, majority};

    #[test]
    fn a_tie_goes_to_the_first_charter() {
        let most = |votes: &[(char, u64, u32)]| majority(votes.iter().copied());
        assert_eq!(
            most(&[('a', 1, 0), ('b', 1, 1), ('b', 1, 2)]),
            Some(Majority { of: 'b', weight: 2, tie: false })
        );
        assert_eq!(
            most(&[('a', 2, 3), ('b', 2, 1)]),
            Some(Majority { of: 'b', weight: 2, tie: true })
        );
        assert_eq!(most(&[]), None);
    }
}
