//! Passages that one document splits into several, or joins into one.

use std::collections::BTreeMap;

use super::SlotId;
use super::laying::Laying;
use super::prose::{Passages, spellings};
use crate::drift::comparison::kept;
use crate::drift::corpus::{Corpus, Shape};

impl Passages {
    /// Finds lines that are parts of one slot, and slots that are parts of one line, among those
    /// that are left over or were paired by likeness.
    pub(super) fn find_seams(&self, corpus: &Corpus<'_>, laying: &mut Laying<'_>) {
        self.find_splits(corpus, laying);
        self.find_joins(corpus, laying);
    }

    fn find_splits(&self, corpus: &Corpus<'_>, laying: &mut Laying<'_>) {
        let mut parts: BTreeMap<SlotId, Vec<usize>> = BTreeMap::new();
        for at in laying.left(0) {
            let Some(line) = laying.lines.get(at).filter(|line| line.shape == Shape::Paragraph)
            else {
                continue;
            };
            let is_open = |slot: SlotId| laying.is_free(slot) || laying.paired.contains_key(&slot);
            for candidate in self.index.candidates(&spellings(corpus, line), is_open) {
                if candidate.is_part_of_slot() {
                    parts.entry(candidate.slot).or_default().push(at);
                }
            }
        }
        for (slot, mut parts) in parts {
            let paired = laying.paired.get(&slot).copied();
            parts.extend(paired);
            parts.retain(|at| laying.is_left(*at) || Some(*at) == paired);
            parts.sort_unstable();
            let (Some(&first), Some(&last)) = (parts.first(), parts.last()) else { continue };
            if parts.len() < 2 || last - first != parts.len() - 1 {
                continue;
            }
            let words = |at: &usize| {
                laying.lines.get(*at).map(|line| spellings(corpus, line)).unwrap_or_default()
            };
            let whole: Vec<u64> = parts.iter().flat_map(words).collect();
            let alone = paired.map(|at| words(&at)).unwrap_or_default();
            if is_better(&whole, &alone, self.index.words(slot)) {
                laying.release(slot);
                laying.take(first..last + 1, &[slot]);
            }
        }
    }

    fn find_joins(&self, corpus: &Corpus<'_>, laying: &mut Laying<'_>) {
        let mut lines: Vec<_> = laying.left(0).map(|at| (at, None)).collect();
        lines.extend(laying.paired.iter().map(|(&slot, &at)| (at, Some(slot))));
        lines.sort_unstable();
        for (at, paired) in lines {
            let Some(line) = laying.lines.get(at).filter(|line| line.shape == Shape::Paragraph)
            else {
                continue;
            };
            let words = spellings(corpus, line);
            // What has others joined to it is longer than the passage it is paired with.
            if paired.is_some_and(|slot| words.len() <= self.index.words(slot).len()) {
                continue;
            }
            let is_open = |slot: SlotId| laying.is_free(slot);
            let candidates = self.index.candidates(&words, is_open);
            let parts = candidates.iter().filter(|it| it.is_part_of_text()).map(|it| it.slot);
            let parts = self.in_order_of(&words, parts.chain(paired).collect());
            if parts.len() < 2 {
                continue;
            }
            let whole: Vec<u64> =
                parts.iter().flat_map(|&slot| self.index.words(slot)).copied().collect();
            let alone = paired.map_or(&[][..], |slot| self.index.words(slot));
            if is_better(&whole, alone, &words) {
                if let Some(slot) = paired {
                    laying.release(slot);
                }
                laying.take(at..at + 1, &parts);
            }
        }
    }

    /// The slots in the order in which `words` begin with what they begin with.
    fn in_order_of(&self, words: &[u64], mut slots: Vec<SlotId>) -> Vec<SlotId> {
        /// So many words are hardly twice in one paragraph.
        const BEGINNING: usize = 4;
        slots.sort_by_key(|&slot| {
            let there = self.index.words(slot);
            let place = |length: usize| {
                let beginning = there.get(..length).filter(|it| !it.is_empty())?;
                words.windows(length).position(|window| window == beginning)
            };
            // A word of it may be another.
            (1..=BEGINNING).rev().find_map(place).unwrap_or(words.len())
        });
        slots
    }
}

/// Whether `whole` is the same passage as `text`, and all of it belongs there: what it has more than
/// the part that stands for it `alone` is found there too.
fn is_better(whole: &[u64], alone: &[u64], text: &[u64]) -> bool {
    let kept_whole = kept(whole, text);
    let more = whole.len() - alone.len().min(whole.len());
    kept_whole * 2 >= whole.len().max(text.len())
        && kept_whole * 5 >= kept(alone, text) * 5 + more * 4
}
