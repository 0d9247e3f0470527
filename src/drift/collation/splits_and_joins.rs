//! Passages that one document splits into several, or joins into one.

use std::collections::BTreeMap;

use super::PassageId;
use super::alignment::DocumentAlignment;
use super::prose::{Passages, spellings};
use crate::drift::comparison::kept;
use crate::drift::corpus::{Corpus, ItemKind};

impl Passages {
    /// Finds lines that are parts of one passage, among those that are left over or were paired by likeness.
    pub(super) fn find_splits(&self, corpus: &Corpus<'_>, alignment: &mut DocumentAlignment<'_>) {
        let mut parts: BTreeMap<PassageId, Vec<usize>> = BTreeMap::new();
        for at in alignment.left(0) {
            let Some(line) =
                alignment.lines.get(at).filter(|line| line.kind == ItemKind::Paragraph)
            else {
                continue;
            };
            let is_open = |passage: PassageId| {
                alignment.is_free(passage) || alignment.paired.contains_key(&passage)
            };
            for candidate in self.index.candidates(&spellings(corpus, line), is_open) {
                if candidate.is_part_of_passage() {
                    parts.entry(candidate.passage).or_default().push(at);
                }
            }
        }
        for (passage, mut parts) in parts {
            let paired = alignment.paired.get(&passage).copied();
            parts.extend(paired);
            parts.retain(|at| alignment.is_left(*at) || Some(*at) == paired);
            parts.sort_unstable();
            let (Some(&first), Some(&last)) = (parts.first(), parts.last()) else { continue };
            if parts.len() < 2 || last - first != parts.len() - 1 {
                continue;
            }
            let words = |at: &usize| {
                alignment.lines.get(*at).map(|line| spellings(corpus, line)).unwrap_or_default()
            };
            let whole: Vec<u64> = parts.iter().flat_map(words).collect();
            let alone = paired.map(|at| words(&at)).unwrap_or_default();
            if is_better(&whole, &alone, self.index.words(passage)) {
                alignment.release(passage);
                alignment.take(first..last + 1, &[passage]);
            }
        }
    }

    /// Finds passages that are parts of one line, among those that are left over or were paired by likeness.
    pub(super) fn find_joins(&self, corpus: &Corpus<'_>, alignment: &mut DocumentAlignment<'_>) {
        let mut lines: Vec<_> = alignment.left(0).map(|at| (at, None)).collect();
        lines.extend(alignment.paired.iter().map(|(&passage, &at)| (at, Some(passage))));
        lines.sort_unstable();
        for (at, paired) in lines {
            let Some(line) =
                alignment.lines.get(at).filter(|line| line.kind == ItemKind::Paragraph)
            else {
                continue;
            };
            let words = spellings(corpus, line);
            // What has others joined to it is longer than the passage it is paired with.
            if paired.is_some_and(|passage| words.len() <= self.index.words(passage).len()) {
                continue;
            }
            let is_open = |passage: PassageId| alignment.is_free(passage);
            let candidates = self.index.candidates(&words, is_open);
            let parts = candidates.iter().filter(|it| it.is_part_of_text()).map(|it| it.passage);
            let parts = self.in_order_of(&words, parts.chain(paired).collect());
            if parts.len() < 2 {
                continue;
            }
            let whole: Vec<u64> =
                parts.iter().flat_map(|&passage| self.index.words(passage)).copied().collect();
            let alone = paired.map_or(&[][..], |passage| self.index.words(passage));
            if is_better(&whole, alone, &words) {
                if let Some(passage) = paired {
                    alignment.release(passage);
                }
                alignment.take(at..at + 1, &parts);
            }
        }
    }

    /// The passages in the order in which `words` begin with what they begin with.
    fn in_order_of(&self, words: &[u64], mut passages: Vec<PassageId>) -> Vec<PassageId> {
        /// So many words are hardly twice in one paragraph.
        const BEGINNING: usize = 4;
        passages.sort_by_key(|&passage| {
            let there = self.index.words(passage);
            let place = |length: usize| {
                let beginning = there.get(..length).filter(|it| !it.is_empty())?;
                words.windows(length).position(|window| window == beginning)
            };
            // A word of it may be another.
            (1..=BEGINNING).rev().find_map(place).unwrap_or(words.len())
        });
        passages
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
