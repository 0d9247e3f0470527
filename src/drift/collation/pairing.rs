//! Lines whose words no passage has, paired with the passages they are most like.

use std::ops::Range;

use super::PassageId;
use super::alignment::DocumentAlignment;
use super::likeness::Candidate;
use super::prose::{Match, Passages, spellings};
use crate::drift::corpus::{Corpus, ItemKind, Prose};

/// No longer run was rewritten in place.
const LONGEST: usize = 8;

impl Passages {
    /// Pairs the lines that are left and wanted with the free passages they are most like, those of their own
    /// section first.
    pub(super) fn pair(
        &self,
        corpus: &Corpus<'_>,
        alignment: &mut DocumentAlignment<'_>,
        is_wanted: impl Fn(ItemKind) -> bool,
        fits: impl Fn(PassageId) -> bool,
    ) {
        let mut pairs = Vec::new();
        for at in alignment.left(0) {
            let Some(line) = alignment.lines.get(at).filter(|line| is_wanted(line.kind)) else {
                continue;
            };
            let section = alignment.section(line);
            let mut candidates = self.candidates(corpus, alignment, line, true);
            if !candidates.iter().any(Candidate::is_same_passage) {
                candidates = self.neighbours(corpus, alignment, at);
            }
            // What is as like a passage that has its line already is of a sort that comes again and again.
            let mut taken: Option<usize> = None;
            for candidate in candidates.into_iter().filter(|it| fits(it.passage)) {
                let is_near =
                    self.get(candidate.passage).is_some_and(|passage| passage.section == section);
                let mut is_sole = || {
                    let others = || self.candidates(corpus, alignment, line, false);
                    let most = || others().iter().map(|it| it.kept).max().unwrap_or_default();
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
            alignment.pair(at, passage);
        }
    }

    /// Pairs the lines that are left with passages of the template that stand between the same two neighbours, when
    /// there are as many: what was rewritten in place was neither taken away nor added. Where there are more or
    /// fewer, those are paired that are more like each other than any two passages are.
    pub(super) fn pair_in_place(&self, corpus: &Corpus<'_>, alignment: &mut DocumentAlignment<'_>) {
        let mut next = alignment.left(0).next();
        while let Some(start) = next {
            let end = (start..alignment.lines.len()).find(|&at| !alignment.is_left(at));
            let end = end.unwrap_or(alignment.lines.len());
            // A heading that is new stands behind what may be in place.
            let is_heading = |at: &usize| {
                alignment.lines.get(*at).is_some_and(|line| line.kind == ItemKind::Heading)
            };
            let end =
                if is_heading(&start) { end } else { (start..end).find(is_heading).unwrap_or(end) };
            let there = self.between_neighbours(alignment, start..end);
            let lines = alignment.lines.get(start..end).unwrap_or_default();
            let fits = |passage: PassageId, line: &Prose| {
                alignment.is_free(passage)
                    && self.get(passage).is_some_and(|it| it.kind == line.kind)
            };
            // A heading with all below it is another section.
            let has_heading = lines.iter().any(|line| line.kind == ItemKind::Heading);
            let is_in_place = lines.len() == there.len()
                && (lines.len() == 1 || !has_heading)
                && there.len() <= LONGEST
                && there.iter().zip(lines).all(|(&passage, line)| fits(passage, line))
                && self.is_one_text(corpus, lines, &there);
            let pairs = if is_in_place {
                (start..).zip(there).collect()
            } else if !has_heading && lines.len().max(there.len()) <= LONGEST {
                self.somewhat_alike(corpus, start, lines, &there, fits)
            } else {
                Vec::new()
            };
            for (at, passage) in pairs {
                alignment.pair(at, passage);
            }
            next = alignment.left(end).next();
        }
    }

    /// Whether several lines are what was made of as many passages: they keep an eighth of all words, or of each passage
    /// at least one. Another list may be as long.
    fn is_one_text(&self, corpus: &Corpus<'_>, lines: &[Prose], there: &[PassageId]) -> bool {
        const SEVERAL: usize = 3;
        let compared = |(line, &passage): (&Prose, &PassageId)| {
            self.index.compared(passage, &spellings(corpus, line))
        };
        let pairs: Vec<Candidate> = lines.iter().zip(there).map(compared).collect();
        let kept: usize = pairs.iter().map(|it| it.kept).sum();
        let all: usize = pairs.iter().map(|it| it.lengths.0.max(it.lengths.1)).sum();
        lines.len() < SEVERAL || kept * 8 >= all || pairs.iter().all(|it| it.kept > 0)
    }

    /// The passages of the template between those of the lines before and after, as many as the lines if they can be.
    ///
    /// A line before may have been moved there, and behind the last passage of a section another section may follow
    /// than in the template.
    fn between_neighbours(
        &self,
        alignment: &DocumentAlignment<'_>,
        run: Range<usize>,
    ) -> Vec<PassageId> {
        /// So many lines may have been moved there.
        const PASSED: usize = 2;
        let matches = |lines: Range<usize>| alignment.matches.get(lines).into_iter().flatten();
        let after = matches(run.end..alignment.lines.len()).flatten().next().map(|it| it.passage);
        let is_heading =
            |passage: PassageId| self.get(passage).is_some_and(|it| it.kind == ItemKind::Heading);
        let between = |before: Option<PassageId>, is_of_section: bool| {
            let first = self.order.after(before);
            let passages = std::iter::successors(first, |&passage| self.order.after(Some(passage)));
            let passages = passages.take_while(|&passage| {
                Some(passage) != after && !(is_of_section && is_heading(passage))
            });
            passages.filter(|&it| self.is_of_template(it)).take(LONGEST + 1).collect::<Vec<_>>()
        };
        let section = alignment.lines.get(run.start).and_then(|line| alignment.section(line));
        let is_here = |passage: PassageId| {
            alignment.is_free(passage) && self.get(passage).is_some_and(|it| it.section == section)
        };
        let before = matches(0..run.start).rev().flatten().map(Match::last).map(Some);
        let mut before = before.chain([None]);
        let nearest = before.next().flatten();
        let nearest = [between(nearest, false), between(nearest, true)];
        let passed = before.take(PASSED).flat_map(|it| [between(it, false), between(it, true)]);
        let mut all = nearest.iter().cloned().chain(passed);
        let as_long =
            all.find(|it| it.len() == run.len() && it.iter().all(|&passage| is_here(passage)));
        let short = || nearest.iter().find(|it| it.len() <= LONGEST).cloned();
        as_long.or_else(short).unwrap_or_default()
    }

    /// Lines and passages between the same neighbours that keep a third of their words, those first that keep most: two
    /// portals have no more in common where the passage holds their names and addresses.
    fn somewhat_alike(
        &self,
        corpus: &Corpus<'_>,
        start: usize,
        lines: &[Prose],
        there: &[PassageId],
        fits: impl Fn(PassageId, &Prose) -> bool,
    ) -> Vec<(usize, PassageId)> {
        let mut pairs = Vec::new();
        for (at, line) in (start..).zip(lines).filter(|(_, line)| line.kind == ItemKind::Paragraph)
        {
            let words = spellings(corpus, line);
            for &passage in there.iter().filter(|&&passage| fits(passage, line)) {
                let candidate = self.index.compared(passage, &words);
                if candidate.kept * 3 >= candidate.lengths.0.max(candidate.lengths.1) {
                    pairs.push((std::cmp::Reverse(candidate.kept), at, passage));
                }
            }
        }
        pairs.sort_unstable();
        pairs.into_iter().map(|(_, at, passage)| (at, passage)).collect()
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

    /// The passages that a line is most like, of those that are free or of those that have a line already. Those of
    /// headings are for headings.
    fn candidates(
        &self,
        corpus: &Corpus<'_>,
        alignment: &DocumentAlignment<'_>,
        line: &Prose,
        is_free: bool,
    ) -> Vec<Candidate> {
        let is_heading = |kind| matches!(kind, ItemKind::Heading | ItemKind::Title);
        let fits = |passage: PassageId| {
            alignment.is_free(passage) == is_free
                && self.get(passage).is_some_and(|it| is_heading(it.kind) == is_heading(line.kind))
        };
        self.index.candidates(&spellings(corpus, line), fits)
    }
}
