//! One document being laid over the slots of its family's prose.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::FixedState;

use super::SlotId;
use super::prose::{Key, Match, Passages, SectionId};
use crate::drift::corpus::{Prose, Shape};

/// One document being laid over the slots.
pub(super) struct Laying<'l> {
    pub(super) lines: &'l [Prose],
    /// The heading's slot of each section of the document, where it has been found.
    pub(super) sections: HashMap<u32, SlotId, FixedState>,
    pub(super) taken: HashSet<SlotId, FixedState>,
    /// How far the slots of each key have been used up.
    cursors: HashMap<Key, usize, FixedState>,
    /// Slots that were found by likeness, and their lines.
    pub(super) paired: BTreeMap<SlotId, usize>,
    /// What is in a slot, by its first line.
    pub(super) matches: BTreeMap<usize, Match>,
    /// The lines that are in no slot yet.
    pub(super) left: BTreeSet<usize>,
}

impl<'l> Laying<'l> {
    pub(super) fn new(lines: &'l [Prose]) -> Self {
        Self {
            lines,
            sections: HashMap::default(),
            taken: HashSet::default(),
            cursors: HashMap::default(),
            paired: BTreeMap::default(),
            matches: BTreeMap::default(),
            left: (0..lines.len()).collect(),
        }
    }

    /// The heading's slot of the section that a line stands in.
    pub(super) fn section(&self, line: &Prose) -> SectionId {
        self.sections.get(&line.place.section).copied()
    }

    /// The first slot under `key` that is not taken. Its slots are gone through once for a document.
    pub(super) fn free(&mut self, passages: &Passages, key: Key) -> Option<SlotId> {
        let slots = passages.known.get(&key)?;
        let cursor = self.cursors.entry(key).or_default();
        while slots.get(*cursor).is_some_and(|slot| self.taken.contains(slot)) {
            *cursor += 1;
        }
        slots.get(*cursor).copied()
    }

    /// Whether nothing of the document is in a slot.
    pub(super) fn is_free(&self, slot: SlotId) -> bool {
        !self.taken.contains(&slot)
    }

    /// Takes back that a slot was found by likeness.
    pub(super) fn release(&mut self, slot: SlotId) {
        if let Some(line) = self.paired.remove(&slot) {
            self.taken.remove(&slot);
            self.matches.remove(&line);
            self.left.insert(line);
        }
    }

    /// Puts lines into slots: several into one, or one into several.
    pub(super) fn take(&mut self, lines: Range<usize>, slots: &[SlotId]) {
        let Some((&slot, rest)) = slots.split_first() else { return };
        self.taken.extend(slots);
        for line in lines.clone() {
            self.left.remove(&line);
        }
        if let Some(line) = self.lines.get(lines.start).filter(|line| line.shape == Shape::Heading)
        {
            self.sections.insert(line.place.section, slot);
        }
        self.matches.insert(lines.start, Match { slot, lines, rest: rest.to_vec() });
    }

    /// Tries `find` on the lines that are left, in order.
    pub(super) fn try_each(&mut self, mut find: impl FnMut(&mut Self, &Prose) -> Option<SlotId>) {
        let mut next = self.left.first().copied();
        while let Some(at) = next {
            if let Some(slot) = self.lines.get(at).and_then(|line| find(self, line)) {
                self.take(at..at + 1, &[slot]);
            }
            next = self.left.range(at + 1..).next().copied();
        }
    }
}
