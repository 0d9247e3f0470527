//! Prose: headings, paragraphs, and rows of tables that are not about cookies.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::FixedState;

use super::alignment::DocumentAlignment;
use super::likeness::Index;
use super::order::{Order, Sequences};
use crate::drift::corpus::{Class, Corpus, Document, ItemKind, Place, Prose};
use crate::drift::shared_parts::Group;
use crate::drift::votes::Votes;
use crate::drift::words;
use crate::model::{Kind, Role};

/// The number of a passage.
pub(in crate::drift) type PassageId = u32;
/// The heading a passage stands under; none before the first.
pub(super) type SectionId = Option<PassageId>;

/// A passage of a family.
#[derive(Clone, Copy, Debug)]
pub(in crate::drift) struct Passage {
    pub(in crate::drift) kind: ItemKind,
    pub(in crate::drift) role: Role,
    pub(in crate::drift) category: Option<Kind>,
    pub(in crate::drift) section: SectionId,
}

/// A passage and the lines of a document that are it.
#[derive(Clone, Debug)]
pub(in crate::drift) struct Match {
    pub(in crate::drift) passage: PassageId,
    /// The lines of prose: one, or several where the passage was split.
    pub(in crate::drift) lines: Range<usize>,
    /// The passages after the first, where passages were joined.
    pub(in crate::drift) rest: Vec<PassageId>,
}

impl Match {
    /// Its last passage.
    pub(super) fn last(&self) -> PassageId {
        self.rest.last().copied().unwrap_or(self.passage)
    }
}

/// What passages are found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// The words of a heading.
    Heading(Class),
    /// What a heading is about.
    About(Role, Option<Kind>),
    /// Words in a section.
    Within(SectionId, Class),
    /// Words anywhere.
    Anywhere(Class),
}

/// The passages of a family's prose, and the ways to find them.
#[derive(Debug, Default)]
pub(in crate::drift) struct Passages {
    pub(in crate::drift) all: Vec<Passage>,
    pub(in crate::drift) order: Order,
    sequences: Sequences,
    /// How many charters have each passage in which section.
    sections: HashMap<PassageId, Votes<SectionId>, FixedState>,
    title: Option<PassageId>,
    /// The passages that are found by what is in the key.
    pub(super) known: HashMap<Key, Vec<PassageId>, FixedState>,
    /// The words that each passage is read with.
    words: HashSet<(PassageId, Class), FixedState>,
    /// Passages that were split: by the first part, all parts and the passage.
    splits: HashMap<Class, Vec<(Vec<Class>, PassageId)>, FixedState>,
    /// Passages that were joined.
    joins: HashMap<Class, Vec<Vec<PassageId>>, FixedState>,
    pub(super) index: Index,
    /// How many passages the first document has made, once it has been added.
    template: Option<usize>,
}

impl Passages {
    /// The passage of that number.
    pub(in crate::drift) fn get(&self, passage: PassageId) -> Option<&Passage> {
        self.all.get(passage as usize)
    }

    /// Whether the first document has a passage.
    pub(super) fn is_of_template(&self, passage: PassageId) -> bool {
        self.template.is_none_or(|count| (passage as usize) < count)
    }

    /// The passages of the prose of a document, in its order. Once all documents are added, every line has
    /// one.
    pub(super) fn align(&self, corpus: &Corpus<'_>, document: &Document) -> Vec<Match> {
        let mut alignment = self.align_so_far(corpus, &document.prose);
        // Where nothing beside it tells, one passage is as good as another.
        alignment.try_each(|alignment, line| alignment.free(self, Key::Anywhere(line.class)));
        alignment.matches.into_iter().flatten().collect()
    }

    fn align_so_far<'l>(&self, corpus: &Corpus<'_>, lines: &'l [Prose]) -> DocumentAlignment<'l> {
        let mut alignment = DocumentAlignment::new(lines);
        // Headings first: they say which section the rest stands in.
        alignment.try_each(|alignment, line| match line.kind {
            ItemKind::Title => self.title.filter(|&title| alignment.is_free(title)),
            ItemKind::Heading => alignment.sole(self, Key::Heading(line.class), line.class),
            _ => None,
        });
        let is_heading = |kind| kind == ItemKind::Heading;
        self.follow(&mut alignment, is_heading);
        alignment.try_each(|alignment, line| {
            let Place { role, category, .. } = line.place;
            let is_told = line.kind == ItemKind::Heading && role != Role::Other;
            let is_new = !self.known.contains_key(&Key::Heading(line.class));
            (is_told && is_new).then(|| alignment.free(self, Key::About(role, category)))?
        });
        self.pair(corpus, &mut alignment, is_heading, |_| true);
        self.follow(&mut alignment, is_heading);
        self.find_known_splits_and_joins(&mut alignment);
        alignment.try_each(|alignment, line| {
            let section = alignment.section(line);
            alignment.free(self, Key::Within(section, line.class))
        });
        alignment.try_each(|alignment, line| {
            alignment.sole(self, Key::Anywhere(line.class), line.class)
        });
        self.follow(&mut alignment, |_| true);
        // What others added may be more like a passage of the template in the words of another portal.
        self.pair(corpus, &mut alignment, |_| true, |passage| self.is_of_template(passage));
        self.pair_in_place(corpus, &mut alignment);
        self.pair(corpus, &mut alignment, |_| true, |_| true);
        alignment
    }

    /// Finds lines whose words come again and again: those beside a line that was found are in the passages beside
    /// its own.
    fn follow(&self, alignment: &mut DocumentAlignment<'_>, wanted: impl Fn(ItemKind) -> bool) {
        for is_forward in [true, false] {
            self.follow_one_way(alignment, &wanted, is_forward);
        }
    }

    fn follow_one_way(
        &self,
        alignment: &mut DocumentAlignment<'_>,
        wanted: impl Fn(ItemKind) -> bool,
        is_forward: bool,
    ) {
        /// How many passages that others have may stand between.
        const SEEN: usize = 16;
        let beside = |passage: Option<PassageId>| {
            if is_forward { self.order.after(passage) } else { self.order.before(passage) }
        };
        // The passage of the line that was passed last, if it has one; at the ends there is none to pass.
        let mut last = Some(None);
        let count = alignment.lines.len();
        for at in 0..count {
            let at = if is_forward { at } else { count - 1 - at };
            let Some(line) = alignment.lines.get(at).filter(|line| wanted(line.kind)) else {
                continue;
            };
            if let Some(matched) = alignment.matches.get(at).and_then(Option::as_ref) {
                last = Some(Some(if is_forward { matched.last() } else { matched.passage }));
            } else if alignment.is_left(at) {
                let first = last.and_then(&beside);
                let passages = std::iter::successors(first, |&passage| beside(Some(passage)));
                let is_wanted =
                    |passage: &PassageId| self.get(*passage).is_some_and(|it| wanted(it.kind));
                let mut free = passages
                    .filter(is_wanted)
                    .take(SEEN)
                    .take_while(|&passage| alignment.is_free(passage));
                let found = free.find(|&passage| self.words.contains(&(passage, line.class)));
                last = found.map(Some);
                if let Some(passage) = found {
                    alignment.take(at..at + 1, &[passage]);
                }
            }
        }
    }

    fn find_known_splits_and_joins(&self, alignment: &mut DocumentAlignment<'_>) {
        if self.splits.is_empty() && self.joins.is_empty() {
            return;
        }
        let mut next = alignment.left(0).next();
        while let Some(at) = next {
            let mut end = at + 1;
            if let Some((length, passages)) = self.known_split_or_join(alignment, at) {
                end = at + length;
                alignment.take(at..end, &passages);
            }
            next = alignment.left(end).next();
        }
    }

    fn known_split_or_join(
        &self,
        alignment: &DocumentAlignment<'_>,
        at: usize,
    ) -> Option<(usize, Vec<PassageId>)> {
        let rest = alignment.lines.get(at..)?;
        let class = rest.first()?.class;
        let is_free = |passage: &PassageId| alignment.is_free(*passage);
        let fits = |(parts, passage): &&(Vec<Class>, PassageId)| {
            let there = rest.iter().map(|line| line.class);
            is_free(passage)
                && parts.len() <= rest.len()
                && parts.iter().copied().eq(there.take(parts.len()))
        };
        let split = self.splits.get(&class).into_iter().flatten().find(fits);
        let join = || {
            let joins = self.joins.get(&class).into_iter().flatten();
            joins.into_iter().find(|passages| passages.iter().all(is_free))
        };
        split
            .map(|(parts, passage)| (parts.len(), vec![*passage]))
            .or_else(|| join().map(|passages| (1, passages.clone())))
    }
}

impl Passages {
    /// Aligns a group with the passages, makes passages of what has none, and counts in which order and in which
    /// sections its charters have them.
    pub(super) fn add(&mut self, corpus: &Corpus<'_>, document: &Document, group: &Group) {
        let mut alignment = self.align_so_far(corpus, &document.prose);
        self.find_splits(corpus, &mut alignment);
        self.find_joins(corpus, &mut alignment);
        // What stands beside a passage that was split or joined may have its place only now.
        self.pair_in_place(corpus, &mut alignment);
        let mut matches = std::mem::take(&mut alignment.matches);
        let mut sequence: Vec<PassageId> = Vec::new();
        let mut at = 0;
        while let Some(line) = alignment.lines.get(at) {
            let passage = if let Some(matched) = matches.get_mut(at).and_then(Option::take) {
                // Words that found their passage are known already.
                let is_by_words = matches!(line.kind, ItemKind::Paragraph | ItemKind::Line);
                let is_whole = matched.rest.is_empty() && matched.lines.len() == 1;
                if !(is_by_words && is_whole) || alignment.paired.contains_key(&matched.passage) {
                    self.remember(alignment.lines, &matched);
                }
                sequence.push(matched.passage);
                sequence.extend(matched.rest);
                at = matched.lines.end;
                matched.passage
            } else {
                let before = sequence.last().copied();
                let passage = self.insert(corpus, line, alignment.section(line), before);
                if line.kind == ItemKind::Heading {
                    alignment.sections.insert(line.place.section, passage);
                }
                sequence.push(passage);
                at += 1;
                passage
            };
            let sections = self.sections.entry(passage).or_default();
            sections.add(alignment.section(line), group.weight, group.first);
        }
        self.sequences.add(sequence, group.weight, group.first);
        self.template.get_or_insert(self.all.len());
    }

    /// Puts each passage into the section that most have it in.
    fn move_to_usual_sections(&mut self) {
        for (passage, sections) in std::mem::take(&mut self.sections) {
            let Some(section) = sections.most().map(|most| most.of) else { continue };
            let heading = section.and_then(|heading| self.get(heading)).copied();
            let Some(it) = self.all.get_mut(passage as usize) else { continue };
            if it.section != section && matches!(it.kind, ItemKind::Paragraph | ItemKind::Line) {
                it.section = section;
                it.role = heading.map_or(Role::Introduction, |heading| heading.role);
                it.category = heading.and_then(|heading| heading.category);
            }
        }
    }

    /// Nothing is added after that. Order and sections are those of the first document, or what most
    /// have.
    pub(super) fn finish(&mut self, is_first_followed: bool) {
        let sequences = std::mem::take(&mut self.sequences);
        if !is_first_followed {
            self.order.sort_by_majority(&sequences);
            self.move_to_usual_sections();
        }
        self.order.count();
    }

    /// Makes a passage for a line.
    fn insert(
        &mut self,
        corpus: &Corpus<'_>,
        line: &Prose,
        section: SectionId,
        before: Option<PassageId>,
    ) -> PassageId {
        let passage = self.order.insert_after(before);
        let (role, category) = (line.place.role, line.place.category);
        let section = if line.kind == ItemKind::Heading { Some(passage) } else { section };
        self.all.push(Passage { kind: line.kind, role, category, section });
        self.index.add(spellings(corpus, line), self.template.is_none());
        match line.kind {
            ItemKind::Title => self.title = Some(passage),
            ItemKind::Heading => {
                self.known.entry(Key::About(role, category)).or_default().push(passage);
            }
            _ => {}
        }
        for key in self.keys(line.class, passage) {
            self.known.entry(key).or_default().push(passage);
        }
        self.words.insert((passage, line.class));
        passage
    }

    /// Remembers a way a passage can be read, so that it is found by its words from now on.
    fn remember(&mut self, lines: &[Prose], matched: &Match) {
        let Some(read) = lines.get(matched.lines.clone()) else { return };
        match (read, matched.rest.as_slice()) {
            ([line], []) => self.remember_words(line.class, matched.passage),
            ([line], rest) => {
                let passages = [&[matched.passage], rest].concat();
                let joins = self.joins.entry(line.class).or_default();
                if !joins.contains(&passages) {
                    joins.push(passages);
                }
            }
            ([first, ..], _) => {
                let parts: Vec<_> = read.iter().map(|line| line.class).collect();
                let splits = self.splits.entry(first.class).or_default();
                if !splits
                    .iter()
                    .any(|(known, passage)| (known, passage) == (&parts, &matched.passage))
                {
                    splits.push((parts, matched.passage));
                }
            }
            ([], _) => {}
        }
    }

    fn remember_words(&mut self, class: Class, passage: PassageId) {
        self.words.insert((passage, class));
        for key in self.keys(class, passage) {
            let passages = self.known.entry(key).or_default();
            // Words that are known are those of the passage they were found by, or of one like it.
            if !passages.contains(&passage) {
                passages.push(passage);
            }
        }
    }

    /// What finds a passage by these words.
    fn keys(&self, class: Class, passage: PassageId) -> [Key; 2] {
        let is_heading = self.get(passage).is_some_and(|it| it.kind == ItemKind::Heading);
        let section = self.get(passage).and_then(|it| it.section);
        let near = if is_heading { Key::Heading(class) } else { Key::Within(section, class) };
        [near, Key::Anywhere(class)]
    }
}

/// The folded words of a line.
pub(super) fn spellings(corpus: &Corpus<'_>, line: &Prose) -> Vec<u64> {
    words::spellings(&corpus.words(line.text))
}
