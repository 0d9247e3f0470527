//! One document being laid over the slots of its family's prose.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::FixedState;

use super::SlotId;
use super::prose::{Key, Match, Passages, SectionId};
use crate::drift::corpus::{Class, Prose, Shape};

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
    /// What is in a slot, at its first line.
    pub(super) matches: Vec<Option<Match>>,
    /// The words of several lines.
    repeated: HashSet<Class, FixedState>,
    /// Which lines are in no slot yet, and how many.
    is_left: Vec<bool>,
    left: usize,
    /// Whether each line was found where its words are known, so that it would be found there again
    /// whatever other words become known.
    pub(super) is_settled: bool,
}

fn repeated(lines: &[Prose]) -> HashSet<Class, FixedState> {
    let mut seen = HashSet::<Class, FixedState>::default();
    lines.iter().map(|line| line.class).filter(|&class| !seen.insert(class)).collect()
}

impl<'l> Laying<'l> {
    pub(super) fn new(lines: &'l [Prose]) -> Self {
        Self {
            lines,
            sections: HashMap::default(),
            taken: HashSet::default(),
            cursors: HashMap::default(),
            paired: BTreeMap::default(),
            matches: vec![None; lines.len()],
            repeated: repeated(lines),
            is_left: vec![true; lines.len()],
            left: lines.len(),
            is_settled: false,
        }
    }

    /// The heading's slot of the section that a line stands in.
    pub(super) fn section(&self, line: &Prose) -> SectionId {
        self.sections.get(&line.place.section).copied()
    }

    /// The first slot under `key` that is not taken. Its slots are gone through once for a document.
    pub(super) fn free(&mut self, passages: &Passages, key: Key) -> Option<SlotId> {
        let slots = passages.known.get(&key)?;
        if let [slot] = slots.as_slice() {
            return Some(*slot).filter(|&slot| self.is_free(slot));
        }
        let cursor = self.cursors.entry(key).or_default();
        while slots.get(*cursor).is_some_and(|slot| self.taken.contains(slot)) {
            *cursor += 1;
        }
        slots.get(*cursor).copied()
    }

    /// The only slot under `key`, when only one line has the words.
    pub(super) fn sole(&self, passages: &Passages, key: Key, words: Class) -> Option<SlotId> {
        let [slot] = passages.known.get(&key)?.as_slice() else { return None };
        Some(*slot).filter(|&slot| self.is_free(slot) && !self.repeated.contains(&words))
    }

    /// Whether nothing of the document is in a slot.
    pub(super) fn is_free(&self, slot: SlotId) -> bool {
        !self.taken.contains(&slot)
    }

    /// Takes back that a slot was found by likeness.
    pub(super) fn release(&mut self, slot: SlotId) {
        if let Some(line) = self.paired.remove(&slot) {
            self.taken.remove(&slot);
            self.set_left(line, true);
            if let Some(matched) = self.matches.get_mut(line) {
                *matched = None;
            }
        }
    }

    /// Whether nothing of such a shape is left.
    pub(super) fn has_none_left(&self, is_wanted: impl Fn(Shape) -> bool) -> bool {
        self.left(0).all(|at| !self.lines.get(at).is_some_and(|line| is_wanted(line.shape)))
    }

    /// Whether a line is in no slot yet.
    pub(super) fn is_left(&self, line: usize) -> bool {
        self.is_left.get(line).is_some_and(|&is_left| is_left)
    }

    fn set_left(&mut self, line: usize, is_left: bool) {
        if let Some(there) = self.is_left.get_mut(line).filter(|there| **there != is_left) {
            *there = is_left;
            self.left = if is_left { self.left + 1 } else { self.left - 1 };
        }
    }

    /// The lines that are in no slot yet, from `from` on.
    pub(super) fn left(&self, from: usize) -> impl Iterator<Item = usize> {
        let end = if self.left == 0 { from } else { self.lines.len() };
        (from..end).filter(|&line| self.is_left(line))
    }

    /// Puts lines into slots: several into one, or one into several.
    pub(super) fn take(&mut self, lines: Range<usize>, slots: &[SlotId]) {
        let Some((&slot, rest)) = slots.split_first() else { return };
        self.taken.extend(slots);
        for line in lines.clone() {
            self.set_left(line, false);
        }
        if let Some(line) = self.lines.get(lines.start).filter(|line| line.shape == Shape::Heading)
        {
            self.sections.insert(line.place.section, slot);
        }
        if let Some(matched) = self.matches.get_mut(lines.start) {
            *matched = Some(Match { slot, lines, rest: rest.to_vec() });
        }
    }

    /// Tries `find` on the lines that are left, in order.
    pub(super) fn try_each(&mut self, mut find: impl FnMut(&mut Self, &Prose) -> Option<SlotId>) {
        let mut next = self.left(0).next();
        while let Some(at) = next {
            if let Some(slot) = self.lines.get(at).and_then(|line| find(self, line)) {
                self.take(at..at + 1, &[slot]);
            }
            next = self.left(at + 1).next();
        }
    }
}
