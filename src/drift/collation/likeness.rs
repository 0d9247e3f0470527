//! Which passages are most like a text, looked up by the words they share.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::PassageId;
use crate::drift::census::count;
use crate::drift::comparison::kept;

/// A word that more passages have says little, and looking at them all would take the time that this
/// index is there to save.
const COMMON: usize = 64;
/// How many passages are compared with a text word by word.
const COMPARED: usize = 6;

/// The words of passages.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Passages of the first document by their words, and those that others added: however many these
    /// are, the passages of the template are found.
    of_template: HashMap<u64, Vec<PassageId>, FixedState>,
    added: HashMap<u64, Vec<PassageId>, FixedState>,
    /// Of each passage, by its number.
    words: Vec<Vec<u64>>,
}

/// A passage that shares words with a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) passage: PassageId,
    /// How many words both have in the same order.
    pub(super) kept: usize,
    /// How many words the text has, and the passage.
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

    /// Whether the text is a part of the passage: it keeps nearly all of its words there.
    pub(super) fn is_part_of_passage(&self) -> bool {
        self.kept * 5 >= self.lengths.0 * 4 && self.lengths.0 < self.lengths.1
    }

    /// Whether the passage is a part of the text.
    pub(super) fn is_part_of_text(&self) -> bool {
        self.kept * 5 >= self.lengths.1 * 4 && self.lengths.1 < self.lengths.0
    }
}

impl Index {
    /// Puts down the words of the next passage, which the first document has or another added.
    pub(super) fn add(&mut self, words: Vec<u64>, is_of_template: bool) {
        let by_word = if is_of_template { &mut self.of_template } else { &mut self.added };
        let passage = count(self.words.len());
        for word in distinct(&words) {
            let passages = by_word.entry(word).or_default();
            if passages.len() <= COMMON {
                passages.push(passage);
            }
        }
        self.words.push(words);
    }

    /// The words of a passage.
    pub(super) fn words(&self, passage: PassageId) -> &[u64] {
        self.words.get(passage as usize).map_or(&[], |words| words)
    }

    /// How like `words` a passage is.
    pub(super) fn compared(&self, passage: PassageId, words: &[u64]) -> Candidate {
        let there = self.words(passage);
        Candidate { passage, kept: kept(words, there), lengths: (words.len(), there.len()) }
    }

    /// The passages that share most words with `words` among those that `is_wanted`, compared with it.
    pub(super) fn candidates(
        &self,
        words: &[u64],
        is_wanted: impl Fn(PassageId) -> bool,
    ) -> Vec<Candidate> {
        let mut shared: HashMap<PassageId, usize, FixedState> = HashMap::default();
        for word in distinct(words) {
            for by_word in [&self.of_template, &self.added] {
                let passages = by_word.get(&word).filter(|passages| passages.len() <= COMMON);
                for &passage in
                    passages.into_iter().flatten().filter(|&&passage| is_wanted(passage))
                {
                    *shared.entry(passage).or_default() += 1;
                }
            }
        }
        let mut shared: Vec<_> = shared.into_iter().collect();
        shared.sort_unstable_by_key(|&(passage, count)| (std::cmp::Reverse(count), passage));
        shared.truncate(COMPARED);
        let mut candidates = Vec::with_capacity(shared.len());
        for (passage, _) in shared {
            let candidate = self.compared(passage, words);
            candidates.push(candidate);
            // Others share fewer words with it: none will be more like it than this.
            if candidate.is_nearly_same() {
                break;
            }
        }
        candidates
    }
}

/// Each word once.
fn distinct(words: &[u64]) -> Vec<u64> {
    let mut distinct = words.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    distinct
}
