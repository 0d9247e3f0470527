//! The prose of one document being aligned with the passages of its family.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::FixedState;

use super::PassageId;
use super::prose::{Key, Match, Passages, SectionId};
use crate::drift::corpus::{Class, ItemKind, Prose};

/// The prose of a document, and the passages that its lines were found to be.
pub(super) struct DocumentAlignment<'l> {
    pub(super) lines: &'l [Prose],
    /// The passage of the heading of each section of the document, where it has been found.
    pub(super) sections: HashMap<u32, PassageId, FixedState>,
    pub(super) taken: HashSet<PassageId, FixedState>,
    /// How far the passages of each key have been used up.
    cursors: HashMap<Key, usize, FixedState>,
    /// Passages that were found by likeness, and their lines.
    pub(super) paired: BTreeMap<PassageId, usize>,
    /// The passages that were found, each at its first line.
    pub(super) matches: Vec<Option<Match>>,
    /// The words of several lines.
    repeated: HashSet<Class, FixedState>,
    /// Which lines have no passage yet.
    is_left: Vec<bool>,
}

fn repeated(lines: &[Prose]) -> HashSet<Class, FixedState> {
    let mut seen = HashSet::<Class, FixedState>::default();
    lines.iter().map(|line| line.class).filter(|&class| !seen.insert(class)).collect()
}

impl<'l> DocumentAlignment<'l> {
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
        }
    }

    /// The passage of the heading of the section that a line stands in.
    pub(super) fn section(&self, line: &Prose) -> SectionId {
        self.sections.get(&line.place.section).copied()
    }

    /// The first passage under `key` that is not taken. Its passages are gone through once for a document.
    pub(super) fn free(&mut self, family: &Passages, key: Key) -> Option<PassageId> {
        let passages = family.known.get(&key)?;
        let cursor = self.cursors.entry(key).or_default();
        while passages.get(*cursor).is_some_and(|passage| self.taken.contains(passage)) {
            *cursor += 1;
        }
        passages.get(*cursor).copied()
    }

    /// The only passage under `key`, when only one line has the words.
    pub(super) fn sole(&self, family: &Passages, key: Key, words: Class) -> Option<PassageId> {
        let [passage] = family.known.get(&key)?.as_slice() else { return None };
        Some(*passage).filter(|&passage| self.is_free(passage) && !self.repeated.contains(&words))
    }

    /// Whether a passage has no line of the document.
    pub(super) fn is_free(&self, passage: PassageId) -> bool {
        !self.taken.contains(&passage)
    }

    /// Matches a line with a passage that is like it, unless either was found already.
    pub(super) fn pair(&mut self, line: usize, passage: PassageId) {
        if self.is_left(line) && self.is_free(passage) {
            self.paired.insert(passage, line);
            self.take(line..line + 1, &[passage]);
        }
    }

    /// Takes back that a passage was found by likeness.
    pub(super) fn release(&mut self, passage: PassageId) {
        if let Some(line) = self.paired.remove(&passage) {
            self.taken.remove(&passage);
            self.is_left.get_mut(line).into_iter().for_each(|is_left| *is_left = true);
            if let Some(matched) = self.matches.get_mut(line) {
                *matched = None;
            }
        }
    }

    /// Whether a line has no passage yet.
    pub(super) fn is_left(&self, line: usize) -> bool {
        self.is_left.get(line).is_some_and(|&is_left| is_left)
    }

    /// The lines that have no passage yet, from `from` on.
    pub(super) fn left(&self, from: usize) -> impl Iterator<Item = usize> {
        (from..self.lines.len()).filter(|&line| self.is_left(line))
    }

    /// Matches lines with passages: several with one, or one with several.
    pub(super) fn take(&mut self, lines: Range<usize>, passages: &[PassageId]) {
        let Some((&passage, rest)) = passages.split_first() else { return };
        self.taken.extend(passages);
        self.is_left.get_mut(lines.clone()).unwrap_or_default().fill(false);
        if let Some(line) =
            self.lines.get(lines.start).filter(|line| line.kind == ItemKind::Heading)
        {
            self.sections.insert(line.place.section, passage);
        }
        if let Some(matched) = self.matches.get_mut(lines.start) {
            *matched = Some(Match { passage, lines, rest: rest.to_vec() });
        }
    }

    /// Tries `find` on the lines that are left, in order.
    pub(super) fn try_each(
        &mut self,
        mut find: impl FnMut(&mut Self, &Prose) -> Option<PassageId>,
    ) {
        let mut next = self.left(0).next();
        while let Some(at) = next {
            if let Some(passage) = self.lines.get(at).and_then(|line| find(self, line)) {
                self.take(at..at + 1, &[passage]);
            }
            next = self.left(at + 1).next();
        }
    }
}
