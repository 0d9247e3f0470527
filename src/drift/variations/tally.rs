//! Which readings a passage has, how many charters have each, and which of them is the baseline's.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

use foldhash::fast::FixedState;

use super::FamilyComparison;
use crate::drift::corpus::{CharterId, Class};
use crate::drift::shared_parts::{Group, GroupId};

/// Where a reading stands in the documents of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Occurrence {
    pub(super) group: GroupId,
    /// The number of the item in the first of the documents.
    pub(super) item: u32,
}

/// One reading of a passage.
#[derive(Clone, Debug)]
pub(super) struct Reading<K> {
    /// What it is, exactly.
    pub(super) key: K,
    /// Its words.
    pub(super) class: Class,
    /// How many charters have it.
    pub(super) weight: u64,
    /// The first charter that has it.
    pub(super) first: CharterId,
    pub(super) at: Vec<Occurrence>,
}

/// All readings of one passage.
#[derive(Clone, Debug)]
pub(super) struct Tally<K> {
    pub(super) readings: Vec<Reading<K>>,
    index: HashMap<K, usize, FixedState>,
    /// The reading of the baseline that was named.
    pub(super) baseline: Option<usize>,
}

impl<K> Default for Tally<K> {
    fn default() -> Self {
        Self { readings: Vec::new(), index: HashMap::default(), baseline: None }
    }
}

impl<K: Clone + Eq + Hash> Tally<K> {
    /// Adds that the charters of a group read `key`, and gives the number of that reading.
    pub(super) fn add(&mut self, group: &Group, at: Occurrence, class: Class, key: K) -> usize {
        self.put(key, class, (group.weight, group.first), &[at])
    }

    /// Adds that all who have `reading` of something larger read `key` here, and gives its number.
    pub(super) fn add_all<L>(&mut self, reading: &Reading<L>, class: Class, key: K) -> usize {
        self.put(key, class, (reading.weight, reading.first), &reading.at)
    }

    /// Adds a reading that `weight` charters have somewhere else, and gives its number; one that is known has them.
    pub(super) fn add_elsewhere(&mut self, key: K, class: Class, weight: u64) -> usize {
        let weight = if self.index.contains_key(&key) { 0 } else { weight };
        self.put(key, class, (weight, CharterId::MAX), &[])
    }

    fn put(&mut self, key: K, class: Class, votes: (u64, CharterId), at: &[Occurrence]) -> usize {
        let (weight, first) = votes;
        let number = *self.index.entry(key.clone()).or_insert(self.readings.len());
        if let Some(reading) = self.readings.get_mut(number) {
            reading.weight += weight;
            reading.first = reading.first.min(first);
            reading.at.extend_from_slice(at);
        } else {
            self.readings.push(Reading { key, class, weight, first, at: at.to_vec() });
        }
        number
    }

    /// The readings that charters have, those with the same words together.
    pub(super) fn by_words(&self) -> impl Iterator<Item = Vec<&Reading<K>>> {
        let mut by_words: BTreeMap<Class, Vec<&Reading<K>>> = BTreeMap::new();
        for reading in self.readings.iter().filter(|reading| reading.weight > 0) {
            by_words.entry(reading.class).or_default().push(reading);
        }
        by_words.into_values()
    }
}

/// The charters of these groups, in order.
pub(super) fn charters<'a>(
    comparing: &FamilyComparison<'_, '_>,
    at: impl IntoIterator<Item = &'a Occurrence>,
) -> Vec<CharterId> {
    let groups = at.into_iter().map(|it| it.group);
    let documents = groups.flat_map(|group| comparing.shared.documents(group));
    let mut charters: Vec<_> =
        documents.flat_map(|&document| comparing.corpus.charters(document)).copied().collect();
    charters.sort_unstable();
    charters.dedup();
    charters
}

/// The groups of `all` that no reading is of.
pub(super) fn without<'a, K: 'a>(
    all: impl Iterator<Item = GroupId>,
    readings: impl IntoIterator<Item = &'a Reading<K>>,
) -> Vec<Occurrence> {
    let there = readings.into_iter().flat_map(|reading| &reading.at).map(|at| at.group);
    let there: HashSet<GroupId, FixedState> = there.collect();
    let absent = all.filter(|group| !there.contains(group));
    absent.map(|group| Occurrence { group, item: 0 }).collect()
}
