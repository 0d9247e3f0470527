//! Which slots are most like a text, looked up by the words they share.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::SlotId;
use crate::drift::comparison::kept;

/// A word that more slots have says little, and looking at them all would take the time that this
/// index is there to save.
const COMMON: usize = 64;
/// How many slots are compared with a text word by word.
const COMPARED: usize = 6;

/// The words of slots.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Slots of the first document by their words, and those that others added: however many these
    /// are, the passages of the template are found.
    of_template: HashMap<u64, Vec<SlotId>, FixedState>,
    added: HashMap<u64, Vec<SlotId>, FixedState>,
    words: HashMap<SlotId, Vec<u64>, FixedState>,
}

/// A slot that shares words with a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) slot: SlotId,
    /// How many words both have in the same order.
    pub(super) kept: usize,
    /// How many words the text has, and the slot.
    pub(super) lengths: (usize, usize),
}

impl Candidate {
    /// Whether both are one passage: at least half the words of the longer are kept.
    pub(super) fn is_same_passage(&self) -> bool {
        self.kept > 0 && self.kept * 2 >= self.lengths.0.max(self.lengths.1)
    }

    /// Whether hardly a word differs.
    fn is_nearly_same(&self) -> bool {
        self.kept * 5 >= self.lengths.0.max(self.lengths.1) * 4
    }

    /// Whether the text is a part of the slot: it keeps nearly all of its words there.
    pub(super) fn is_part_of_slot(&self) -> bool {
        self.kept * 5 >= self.lengths.0 * 4 && self.lengths.0 < self.lengths.1
    }

    /// Whether the slot is a part of the text.
    pub(super) fn is_part_of_text(&self) -> bool {
        self.kept * 5 >= self.lengths.1 * 4 && self.lengths.1 < self.lengths.0
    }
}

impl Index {
    /// Puts down the words of a slot, which the first document has or another added.
    pub(super) fn add(&mut self, slot: SlotId, words: Vec<u64>, is_of_template: bool) {
        let by_word = if is_of_template { &mut self.of_template } else { &mut self.added };
        let mut distinct = words.clone();
        distinct.sort_unstable();
        distinct.dedup();
        for word in distinct {
            let slots = by_word.entry(word).or_default();
            if slots.len() <= COMMON {
                slots.push(slot);
            }
        }
        self.words.insert(slot, words);
    }

    /// The words of a slot.
    pub(super) fn words(&self, slot: SlotId) -> &[u64] {
        self.words.get(&slot).map_or(&[], |words| words)
    }

    /// How like `words` a slot is.
    pub(super) fn compared(&self, slot: SlotId, words: &[u64]) -> Candidate {
        let there = self.words(slot);
        Candidate { slot, kept: kept(words, there), lengths: (words.len(), there.len()) }
    }

    /// The slots that share most words with `words` among those that `is_wanted`, compared with it.
    pub(super) fn candidates(
        &self,
        words: &[u64],
        is_wanted: impl Fn(SlotId) -> bool,
    ) -> Vec<Candidate> {
        let mut shared: HashMap<SlotId, usize, FixedState> = HashMap::default();
        let mut distinct = words.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        for word in &distinct {
            for by_word in [&self.of_template, &self.added] {
                let slots = by_word.get(word).filter(|slots| slots.len() <= COMMON);
                for &slot in slots.into_iter().flatten().filter(|&&slot| is_wanted(slot)) {
                    *shared.entry(slot).or_default() += 1;
                }
            }
        }
        let mut shared: Vec<_> = shared.into_iter().collect();
        shared.sort_unstable_by_key(|&(slot, count)| (std::cmp::Reverse(count), slot));
        shared.truncate(COMPARED);
        let mut candidates = Vec::with_capacity(shared.len());
        for (slot, _) in shared {
            let candidate = self.compared(slot, words);
            candidates.push(candidate);
            // Others share fewer words with it: none will be more like it than this.
            if candidate.is_nearly_same() {
                break;
            }
        }
        candidates
    }
}
