//! Lines whose words no passage has, paired with the passages they are most like.

use std::ops::Range;

use super::PassageId;
use super::alignment::DocumentAlignment;
use super::likeness::Candidate;
use super::prose::{Match, Passages, spellings};
use crate::drift::corpus::{Corpus, ItemKind, Prose};

impl Passages {
    /// Pairs the lines that are left with the free passages they are most like, those of their own
    /// section first.
    pub(super) fn pair(
        &self,
        corpus: &Corpus<'_>,
        alignment: &mut DocumentAlignment<'_>,
        wanted: impl Fn(ItemKind) -> bool,
    ) {
        let mut pairs = Vec::new();
        for at in alignment.left(0) {
            let Some(line) = alignment.lines.get(at).filter(|line| wanted(line.kind)) else {
                continue;
            };
            let section = alignment.section(line);
            let mut candidates = self.candidates(corpus, alignment, line);
            if !candidates.iter().any(Candidate::is_same_passage) {
                candidates = self.neighbours(corpus, alignment, at);
            }
            // What is as like a passage that has its line already is of a sort that comes again and again.
            let mut taken: Option<usize> = None;
            for candidate in candidates {
                let is_near =
                    self.get(candidate.passage).is_some_and(|passage| passage.section == section);
                let mut is_sole = || {
                    let most = || self.most_kept_of_taken(corpus, alignment, line);
                    *taken.get_or_insert_with(most) < candidate.kept
                };
                if candidate.is_same_passage() && (is_near || is_sole()) {
                    let longer = candidate.lengths.0.max(candidate.lengths.1);
                    // Ten thousandths, so that the order does not hang on how fractions are rounded.
                    let likeness = candidate.kept * 10_000 / longer.max(1);
                    pairs.push((!is_near, std::cmp::Reverse(likeness), at, candidate.passage));
                }
            }
        }
        pairs.sort_unstable();
        for (_, _, at, passage) in pairs {
            if alignment.is_left(at) && alignment.is_free(passage) {
                alignment.paired.insert(passage, at);
                alignment.take(at..at + 1, &[passage]);
            }
        }
    }

    /// Pairs the lines that are left with passages of the template that stand between the same two neighbours, when
    /// there are as many: what was rewritten in place was neither taken away nor added.
    pub(super) fn pair_in_place(&self, alignment: &mut DocumentAlignment<'_>) {
        /// No longer run was rewritten in place.
        const LONGEST: usize = 8;
        let mut next = alignment.left(0).next();
        while let Some(start) = next {
            let end = (start..alignment.lines.len()).find(|&at| !alignment.is_left(at));
            let end = end.unwrap_or(alignment.lines.len());
            let matches = |lines: Range<usize>| alignment.matches.get(lines).into_iter().flatten();
            let before = matches(0..start).rev().flatten().next();
            let before = before.map(Match::last);
            let after = matches(end..alignment.lines.len()).flatten().next().map(|it| it.passage);
            let first = self.order.after(before);
            let passages = std::iter::successors(first, |&passage| self.order.after(Some(passage)));
            let passages = passages.take_while(|&passage| Some(passage) != after);
            let there: Vec<_> =
                passages.filter(|&it| self.is_of_template(it)).take(LONGEST + 1).collect();
            let lines = alignment.lines.get(start..end).unwrap_or_default();
            // A heading with all below it is another section.
            let has_heading = lines.iter().any(|line| line.kind == ItemKind::Heading);
            let is_in_place = lines.len() == there.len()
                && (lines.len() == 1 || !has_heading)
                && there.len() <= LONGEST
                && there.iter().zip(lines).all(|(&passage, line)| {
                    alignment.is_free(passage)
                        && self.get(passage).is_some_and(|it| it.kind == line.kind)
                });
            if is_in_place {
                for (at, passage) in (start..).zip(there) {
                    alignment.paired.insert(passage, at);
                    alignment.take(at..at + 1, &[passage]);
                }
            }
            next = alignment.left(end).next();
        }
    }

    /// The free passages between those of the lines before and after: where all words are common, the
    /// passage that stands in the same place is the one to compare with.
    fn neighbours(
        &self,
        corpus: &Corpus<'_>,
        alignment: &DocumentAlignment<'_>,
        at: usize,
    ) -> Vec<Candidate> {
        /// How many lines and passages are passed, and how many of the free ones are compared.
        const SEEN: usize = 64;
        const BETWEEN: usize = 8;
        let near = at.saturating_sub(SEEN)..at;
        let before = alignment.matches.get(near.clone()).unwrap_or_default().iter().rev().flatten();
        let before = before.map(Match::last).next();
        if before.is_none() && near.start > 0 {
            return Vec::new();
        }
        let first = self.order.after(before);
        let after = alignment.matches.get(at..).unwrap_or_default().iter().take(SEEN).flatten();
        let after = after.map(|it| it.passage).next();
        let passages = std::iter::successors(first, |&passage| self.order.after(Some(passage)));
        let passages = passages.take_while(|&passage| Some(passage) != after);
        let free = passages.take(SEEN).filter(|&passage| alignment.is_free(passage)).take(BETWEEN);
        let words = alignment.lines.get(at).map(|line| spellings(corpus, line)).unwrap_or_default();
        free.map(|passage| self.index.compared(passage, &words)).collect()
    }

    fn candidates(
        &self,
        corpus: &Corpus<'_>,
        alignment: &DocumentAlignment<'_>,
        line: &Prose,
    ) -> Vec<Candidate> {
        let fits =
            |passage: PassageId| self.is_of_sort(passage, line) && alignment.is_free(passage);
        self.index.candidates(&spellings(corpus, line), fits)
    }

    /// How many words a line has in common with the passage it is most like of those that have a line.
    fn most_kept_of_taken(
        &self,
        corpus: &Corpus<'_>,
        alignment: &DocumentAlignment<'_>,
        line: &Prose,
    ) -> usize {
        let fits =
            |passage: PassageId| self.is_of_sort(passage, line) && !alignment.is_free(passage);
        let candidates = self.index.candidates(&spellings(corpus, line), fits);
        candidates.iter().map(|it| it.kept).max().unwrap_or_default()
    }

    /// Whether a passage is one of headings, as the line is, or neither.
    fn is_of_sort(&self, passage: PassageId, line: &Prose) -> bool {
        let is_heading = |kind| matches!(kind, ItemKind::Heading | ItemKind::Title);
        self.get(passage).is_some_and(|it| is_heading(it.kind) == is_heading(line.kind))
    }
}
