//! Which readings a passage has, how many charters have each, and which of them is the baseline's.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

use foldhash::fast::FixedState;

use super::FamilyComparison;
use crate::drift::corpus::{CharterId, Class};
use crate::drift::shared_parts::{Group, GroupId};
use crate::drift::votes::{Majority, majority};

/// Where a reading stands in the documents of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Occurrence {
    pub(super) group: GroupId,
    /// The number of the item among those of the prose, or of the tables, that these documents share.
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
    /// Adds that the charters of a group read `key`.
    pub(super) fn add(
        &mut self,
        comparing: &FamilyComparison<'_>,
        (id, group): (GroupId, &Group),
        item: u32,
        (class, key): (Class, K),
    ) {
        let at = Occurrence { group: id, item };
        let number = self.put(key, class, (group.weight, group.first), &[at]);
        if comparing.is_of_baseline(id) {
            self.baseline = Some(number);
        }
    }

    /// What the same charters read elsewhere, where they have something there.
    pub(super) fn map<L: Clone + Eq + Hash>(
        &self,
        mut read: impl FnMut(usize, &Reading<K>) -> Option<(Class, L)>,
    ) -> Tally<L> {
        let mut tally = Tally::default();
        for (number, reading) in self.readings.iter().enumerate() {
            let Some((class, key)) = read(number, reading) else { continue };
            let new = tally.put(key, class, (reading.weight, reading.first), &reading.at);
            if self.baseline == Some(number) {
                tally.baseline = Some(new);
            }
        }
        tally
    }

    /// The same, where what charters read depends on who they are: each reading gives what it is for those at a place, if
    /// that is another. Nothing when none is another.
    pub(super) fn split<'t, F: FnMut(Occurrence) -> Option<(Class, K)>>(
        &'t self,
        comparing: &FamilyComparison<'_>,
        mut read: impl FnMut(&'t Reading<K>) -> Option<F>,
    ) -> Option<Self> {
        let mut tally = Self::default();
        let mut is_any = false;
        for (number, reading) in self.readings.iter().enumerate() {
            let mut read = read(reading);
            if reading.at.is_empty() {
                let votes = (reading.weight, reading.first);
                tally.put(reading.key.clone(), reading.class, votes, &[]);
            }
            for &at in &reading.at {
                let group = comparing.shared.group(at.group)?;
                let other = read.as_mut().and_then(|read| read(at));
                is_any |= other.is_some();
                let (class, key) = other.unwrap_or_else(|| (reading.class, reading.key.clone()));
                let place = tally.put(key, class, (group.weight, group.first), &[at]);
                if self.baseline == Some(number) && comparing.is_of_baseline(at.group) {
                    tally.baseline = Some(place);
                }
            }
        }
        is_any.then_some(tally)
    }

    /// Adds a reading that `weight` charters have somewhere else, and gives its number; one that is known has them.
    pub(super) fn add_elsewhere(&mut self, key: K, class: Class, weight: u64) -> usize {
        let weight = if self.index.contains_key(&key) { 0 } else { weight };
        self.put(key, class, (weight, CharterId::MAX), &[])
    }

    /// Adds that so many charters, from the first on, read `key`, and gives the number of that reading.
    pub(super) fn put(
        &mut self,
        key: K,
        class: Class,
        (weight, first): (u64, CharterId),
        at: &[Occurrence],
    ) -> usize {
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

    /// How many charters have the passage.
    pub(super) fn weight(&self) -> u64 {
        self.readings.iter().map(|reading| reading.weight).sum()
    }

    /// Whether the first charter of all has it.
    pub(super) fn has_first(&self, comparing: &FamilyComparison<'_>) -> bool {
        self.readings.iter().any(|reading| reading.first == comparing.first)
    }

    /// The number of the reading that most charters have.
    pub(super) fn most(&self) -> Option<Majority<usize>> {
        majority((0..).zip(&self.readings).map(|(number, it)| (number, it.weight, it.first)))
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

/// The reading that the first of the charters has, and where all of them stand.
pub(super) fn together<'r, K>(
    readings: &[&'r Reading<K>],
) -> Option<(&'r Reading<K>, Vec<Occurrence>)> {
    let first = readings.iter().min_by_key(|reading| reading.first)?;
    Some((first, readings.iter().flat_map(|reading| &reading.at).copied().collect()))
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
