//! Lines whose words no slot has, paired with the slots they are most like.

use std::ops::Range;

use super::SlotId;
use super::laying::Laying;
use super::likeness::Candidate;
use super::prose::{Match, Passages, spellings};
use crate::drift::corpus::{Corpus, Prose, Shape};

impl Passages {
    /// Pairs the lines that are left with the free slots they are most like, those of their own
    /// section first.
    pub(super) fn pair(
        &self,
        corpus: &Corpus<'_>,
        laying: &mut Laying<'_>,
        wanted: impl Fn(Shape) -> bool,
    ) {
        let mut pairs = Vec::new();
        for at in laying.left(0) {
            let Some(line) = laying.lines.get(at).filter(|line| wanted(line.shape)) else {
                continue;
            };
            let section = laying.section(line);
            let mut candidates = self.candidates(corpus, laying, line);
            if !candidates.iter().any(Candidate::is_same_passage) {
                candidates = self.neighbours(corpus, laying, at);
            }
            // What is as like a passage that has its line already is of a sort that comes again and again.
            let mut taken: Option<usize> = None;
            for candidate in candidates {
                let is_near = self.slot(candidate.slot).is_some_and(|slot| slot.section == section);
                let mut is_sole = || {
                    let most = || self.most_kept_of_taken(corpus, laying, line);
                    *taken.get_or_insert_with(most) < candidate.kept
                };
                if candidate.is_same_passage() && (is_near || is_sole()) {
                    let longer = candidate.lengths.0.max(candidate.lengths.1);
                    // Ten thousandths, so that the order does not hang on how fractions are rounded.
                    let likeness = candidate.kept * 10_000 / longer.max(1);
                    pairs.push((!is_near, std::cmp::Reverse(likeness), at, candidate.slot));
                }
            }
        }
        pairs.sort_unstable();
        for (_, _, at, slot) in pairs {
            if laying.is_left(at) && laying.is_free(slot) {
                laying.paired.insert(slot, at);
                laying.take(at..at + 1, &[slot]);
            }
        }
    }

    /// Pairs the lines that are left with slots of the template that stand between the same two neighbours, when
    /// there are as many: what was rewritten in place was neither taken away nor added.
    pub(super) fn pair_in_place(&self, laying: &mut Laying<'_>) {
        /// No longer run was rewritten in place.
        const LONGEST: usize = 8;
        let mut next = laying.left(0).next();
        while let Some(start) = next {
            let end = (start..laying.lines.len()).find(|&at| !laying.is_left(at));
            let end = end.unwrap_or(laying.lines.len());
            let matches = |lines: Range<usize>| laying.matches.get(lines).into_iter().flatten();
            let before = matches(0..start).rev().flatten().next();
            let before = before.map(Match::last);
            let after = matches(end..laying.lines.len()).flatten().next().map(|it| it.slot);
            let first = self.order.after(before);
            let slots = std::iter::successors(first, |&slot| self.order.after(Some(slot)));
            let slots = slots.take_while(|&slot| Some(slot) != after);
            let there: Vec<_> =
                slots.filter(|&it| self.is_of_template(it)).take(LONGEST + 1).collect();
            let lines = laying.lines.get(start..end).unwrap_or_default();
            // A heading with all below it is another section.
            let has_heading = lines.iter().any(|line| line.shape == Shape::Heading);
            let is_in_place = lines.len() == there.len()
                && (lines.len() == 1 || !has_heading)
                && there.len() <= LONGEST
                && there.iter().zip(lines).all(|(&slot, line)| {
                    laying.is_free(slot) && self.slot(slot).is_some_and(|it| it.shape == line.shape)
                });
            if is_in_place {
                for (at, slot) in (start..).zip(there) {
                    laying.paired.insert(slot, at);
                    laying.take(at..at + 1, &[slot]);
                }
            }
            next = laying.left(end).next();
        }
    }

    /// The free slots between those of the lines before and after: where all words are common, the
    /// passage that stands in the same place is the one to compare with.
    fn neighbours(&self, corpus: &Corpus<'_>, laying: &Laying<'_>, at: usize) -> Vec<Candidate> {
        /// How many lines and slots are passed, and how many of the free ones are compared.
        const SEEN: usize = 64;
        const BETWEEN: usize = 8;
        let near = at.saturating_sub(SEEN)..at;
        let before = laying.matches.get(near.clone()).unwrap_or_default().iter().rev().flatten();
        let before = before.map(Match::last).next();
        if before.is_none() && near.start > 0 {
            return Vec::new();
        }
        let first = self.order.after(before);
        let after = laying.matches.get(at..).unwrap_or_default().iter().take(SEEN).flatten();
        let after = after.map(|it| it.slot).next();
        let slots = std::iter::successors(first, |&slot| self.order.after(Some(slot)));
        let slots = slots.take_while(|&slot| Some(slot) != after);
        let free = slots.take(SEEN).filter(|&slot| laying.is_free(slot)).take(BETWEEN);
        let words = laying.lines.get(at).map(|line| spellings(corpus, line)).unwrap_or_default();
        free.map(|slot| self.index.compared(slot, &words)).collect()
    }

    fn candidates(&self, corpus: &Corpus<'_>, laying: &Laying<'_>, line: &Prose) -> Vec<Candidate> {
        let fits = |slot: SlotId| self.is_of_sort(slot, line) && laying.is_free(slot);
        self.index.candidates(&spellings(corpus, line), fits)
    }

    /// How many words a line has in common with the passage it is most like of those that have a line.
    fn most_kept_of_taken(&self, corpus: &Corpus<'_>, laying: &Laying<'_>, line: &Prose) -> usize {
        let fits = |slot: SlotId| self.is_of_sort(slot, line) && !laying.is_free(slot);
        let candidates = self.index.candidates(&spellings(corpus, line), fits);
        candidates.iter().map(|it| it.kept).max().unwrap_or_default()
    }

    /// Whether a slot is one of headings, as the line is, or neither.
    fn is_of_sort(&self, slot: SlotId, line: &Prose) -> bool {
        let is_heading = |shape| matches!(shape, Shape::Heading | Shape::Title);
        self.slot(slot).is_some_and(|it| is_heading(it.shape) == is_heading(line.shape))
    }
}
