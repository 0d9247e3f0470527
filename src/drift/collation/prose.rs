//! Prose: headings, paragraphs, and rows of tables that are not about cookies.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::FixedState;

use super::laying::Laying;
use super::likeness::Index;
use super::order::{Order, Sequences};
use crate::drift::corpus::{CharterId, Class, Corpus, Document, Place, Prose, Shape};
use crate::drift::halves::GroupId;
use crate::drift::votes::Votes;
use crate::model::{Kind, Role};

/// The number of a slot.
pub(in crate::drift) type SlotId = u32;
/// The heading a slot stands under; none before the first.
pub(super) type SectionId = Option<SlotId>;

/// A passage of a family.
#[derive(Clone, Copy, Debug)]
pub(in crate::drift) struct Slot {
    pub(in crate::drift) shape: Shape,
    pub(in crate::drift) role: Role,
    pub(in crate::drift) category: Option<Kind>,
    pub(in crate::drift) section: SectionId,
}

/// What of a document is in which slot.
#[derive(Clone, Debug)]
pub(in crate::drift) struct Match {
    pub(in crate::drift) slot: SlotId,
    /// The lines of prose: one, or several where the passage was split.
    pub(in crate::drift) lines: Range<usize>,
    /// The slots after the first, where passages were joined.
    pub(in crate::drift) rest: Vec<SlotId>,
}

impl Match {
    /// Its last slot.
    pub(super) fn last(&self) -> SlotId {
        self.rest.last().copied().unwrap_or(self.slot)
    }
}

/// What slots are found by.
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

/// The slots of a family's prose, and the ways to find them.
#[derive(Debug, Default)]
pub(in crate::drift) struct Passages {
    pub(in crate::drift) slots: Vec<Slot>,
    pub(in crate::drift) order: Order,
    sequences: Sequences,
    /// How many charters have each slot in which section.
    sections: HashMap<SlotId, Votes<SectionId>, FixedState>,
    title: Option<SlotId>,
    /// The slots that are found by what is in the key.
    pub(super) known: HashMap<Key, Vec<SlotId>, FixedState>,
    /// The words that each slot is read with.
    words: HashSet<(SlotId, Class), FixedState>,
    /// Passages that were split: by the first part, all parts and the slot.
    splits: HashMap<Class, Vec<(Vec<Class>, SlotId)>, FixedState>,
    /// Passages that were joined.
    joins: HashMap<Class, Vec<Vec<SlotId>>, FixedState>,
    pub(super) index: Index,
    /// How many slots the first document has made, once it has been added.
    template: Option<usize>,
    /// Where groups of the same prose were found last.
    laid: HashMap<GroupId, Laid, FixedState>,
    learnt: Learnt,
}

/// How often something new was learnt, by which a text could be found elsewhere than before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Learnt {
    /// Anything.
    any: usize,
    /// Splits, joins and titles: they go before words that are known.
    first: usize,
}

/// Where the prose of documents was found that have it in common: nothing was made or learnt for them.
#[derive(Debug, Default)]
struct Laid {
    sequence: Vec<SlotId>,
    sections: Vec<(SlotId, SectionId)>,
    is_settled: bool,
    learnt: Learnt,
    /// How many charters there were since, and the first of them.
    weight: u64,
    first: CharterId,
}

impl Passages {
    /// The slot of that number.
    pub(in crate::drift) fn slot(&self, slot: SlotId) -> Option<&Slot> {
        self.slots.get(slot as usize)
    }

    /// Whether the first document has a slot.
    pub(super) fn is_of_template(&self, slot: SlotId) -> bool {
        self.template.is_none_or(|count| (slot as usize) < count)
    }

    /// Which slots the prose of a document is in, in its order. Once all documents are added, all
    /// of it is in some.
    pub(in crate::drift) fn align(&self, corpus: &Corpus<'_>, document: &Document) -> Vec<Match> {
        let mut laying = self.lay(corpus, &document.prose);
        // Where nothing beside it tells, one slot is as good as another.
        laying.try_each(|laying, line| laying.free(self, Key::Anywhere(line.class)));
        laying.matches.into_iter().flatten().collect()
    }

    fn lay<'l>(&self, corpus: &Corpus<'_>, lines: &'l [Prose]) -> Laying<'l> {
        let mut laying = Laying::new(lines);
        // Headings first: they say which section the rest stands in.
        laying.try_each(|laying, line| match line.shape {
            Shape::Title => self.title.filter(|&title| laying.is_free(title)),
            Shape::Heading => laying.sole(self, Key::Heading(line.class), line.class),
            _ => None,
        });
        let is_heading = |shape| shape == Shape::Heading;
        self.follow(&mut laying, is_heading);
        let has_headings = laying.has_none_left(|shape| shape == Shape::Heading);
        laying.try_each(|laying, line| {
            let Place { role, category, .. } = line.place;
            let is_told = line.shape == Shape::Heading && role != Role::Other;
            let is_new = !self.known.contains_key(&Key::Heading(line.class));
            (is_told && is_new).then(|| laying.free(self, Key::About(role, category)))?
        });
        self.pair(corpus, &mut laying, is_heading);
        self.follow(&mut laying, is_heading);
        self.find_known_seams(&mut laying);
        laying.try_each(|laying, line| {
            let section = laying.section(line);
            laying.free(self, Key::Within(section, line.class))
        });
        laying.is_settled = has_headings && laying.has_none_left(|_| true);
        laying.try_each(|laying, line| laying.sole(self, Key::Anywhere(line.class), line.class));
        self.follow(&mut laying, |_| true);
        self.pair(corpus, &mut laying, |_| true);
        self.pair_in_place(&mut laying);
        laying
    }

    /// Finds lines whose words come again and again: those beside a line that was found are in the slots beside
    /// its own.
    fn follow(&self, laying: &mut Laying<'_>, wanted: impl Fn(Shape) -> bool) {
        for is_forward in [true, false] {
            self.follow_one_way(laying, &wanted, is_forward);
        }
    }

    fn follow_one_way(
        &self,
        laying: &mut Laying<'_>,
        wanted: impl Fn(Shape) -> bool,
        is_forward: bool,
    ) {
        /// How many slots that others have may stand between.
        const SEEN: usize = 16;
        if laying.has_none_left(&wanted) {
            return;
        }
        let beside = |slot: Option<SlotId>| {
            if is_forward { self.order.after(slot) } else { self.order.before(slot) }
        };
        // The slot of the line that was passed last, if it has one; at the ends there is none to pass.
        let mut last = Some(None);
        let count = laying.lines.len();
        for at in 0..count {
            let at = if is_forward { at } else { count - 1 - at };
            let Some(line) = laying.lines.get(at).filter(|line| wanted(line.shape)) else {
                continue;
            };
            if let Some(matched) = laying.matches.get(at).and_then(Option::as_ref) {
                last = Some(Some(if is_forward { matched.last() } else { matched.slot }));
            } else if laying.is_left(at) {
                let first = last.and_then(&beside);
                let slots = std::iter::successors(first, |&slot| beside(Some(slot)));
                let is_wanted = |slot: &SlotId| self.slot(*slot).is_some_and(|it| wanted(it.shape));
                let mut free =
                    slots.filter(is_wanted).take(SEEN).take_while(|&slot| laying.is_free(slot));
                let found = free.find(|&slot| self.words.contains(&(slot, line.class)));
                last = found.map(Some);
                if let Some(slot) = found {
                    laying.take(at..at + 1, &[slot]);
                }
            }
        }
    }

    fn find_known_seams(&self, laying: &mut Laying<'_>) {
        if self.splits.is_empty() && self.joins.is_empty() {
            return;
        }
        let mut next = laying.left(0).next();
        while let Some(at) = next {
            let mut end = at + 1;
            if let Some((length, slots)) = self.known_split_or_join(laying, at) {
                end = at + length;
                laying.take(at..end, &slots);
            }
            next = laying.left(end).next();
        }
    }

    fn known_split_or_join(&self, laying: &Laying<'_>, at: usize) -> Option<(usize, Vec<SlotId>)> {
        let rest = laying.lines.get(at..)?;
        let class = rest.first()?.class;
        let is_free = |slot: &SlotId| laying.is_free(*slot);
        let fits = |(parts, slot): &&(Vec<Class>, SlotId)| {
            let there = rest.iter().map(|line| line.class);
            is_free(slot)
                && parts.len() <= rest.len()
                && parts.iter().copied().eq(there.take(parts.len()))
        };
        let split = self.splits.get(&class).into_iter().flatten().find(fits);
        let join = || {
            let joins = self.joins.get(&class).into_iter().flatten();
            joins.into_iter().find(|slots| slots.iter().all(is_free))
        };
        split
            .map(|(parts, slot)| (parts.len(), vec![*slot]))
            .or_else(|| join().map(|slots| (1, slots.clone())))
    }
}

impl Passages {
    /// Counts another document of a group, when its prose would be found where that of the last one was.
    pub(super) fn count(&mut self, group: GroupId, (weight, first): (u64, CharterId)) -> bool {
        let learnt = self.learnt;
        let is_same = |laid: &&mut Laid| {
            laid.learnt == learnt || (laid.is_settled && laid.learnt.first == learnt.first)
        };
        self.laid.get_mut(&group).filter(is_same).is_some_and(|laid| {
            laid.weight += weight;
            laid.first = laid.first.min(first);
            true
        })
    }

    /// Lays a document over the slots, and makes slots for what is in none. It is of `group`, and counts
    /// as `weight` charters, from `first` on.
    pub(super) fn add(
        &mut self,
        corpus: &Corpus<'_>,
        document: &Document,
        group: GroupId,
        (weight, first): (u64, CharterId),
    ) {
        if let Some(laid) = self.laid.remove(&group) {
            self.vote(laid);
        }
        let learnt = self.learnt;
        let mut laying = self.lay(corpus, &document.prose);
        self.find_seams(corpus, &mut laying);
        let mut matches = std::mem::take(&mut laying.matches);
        let mut before = None;
        let is_settled = laying.is_settled;
        let mut laid = Laid { is_settled, weight, first, ..Laid::default() };
        let mut at = 0;
        while let Some(line) = laying.lines.get(at) {
            if let Some(matched) = matches.get_mut(at).and_then(Option::take) {
                laid.sections.push((matched.slot, laying.section(line)));
                // Words that found their slot are known already.
                let is_by_words = line.shape == Shape::Paragraph || line.shape == Shape::Line;
                let is_whole = matched.rest.is_empty() && matched.lines.len() == 1;
                if !(is_by_words && is_whole) || laying.paired.contains_key(&matched.slot) {
                    self.remember(laying.lines, &matched);
                }
                before = Some(matched.last());
                laid.sequence.push(matched.slot);
                laid.sequence.extend(matched.rest);
                at = matched.lines.end;
                continue;
            }
            let slot = self.insert(corpus, line, laying.section(line), before);
            if line.shape == Shape::Heading {
                laying.sections.insert(line.place.section, slot);
            }
            laid.sections.push((slot, laying.section(line)));
            before = Some(slot);
            laid.sequence.push(slot);
            at += 1;
        }
        laid.learnt = self.learnt;
        if laid.learnt == learnt {
            self.laid.insert(group, laid);
        } else {
            self.vote(laid);
        }
        self.template.get_or_insert(self.slots.len());
    }

    /// Counts in which order and in which sections charters have their passages.
    fn vote(&mut self, Laid { sequence, sections, weight, first, .. }: Laid) {
        for (slot, section) in sections {
            self.sections.entry(slot).or_default().add(section, weight, first);
        }
        self.sequences.add(sequence, weight, first);
    }

    /// Puts each slot into the section that most have it in.
    fn settle_sections(&mut self) {
        for (slot, sections) in std::mem::take(&mut self.sections) {
            let Some(section) = sections.most().map(|most| most.of) else { continue };
            let heading = section.and_then(|heading| self.slot(heading)).copied();
            let Some(it) = self.slots.get_mut(slot as usize) else { continue };
            if it.section != section && matches!(it.shape, Shape::Paragraph | Shape::Line) {
                it.section = section;
                it.role = heading.map_or(Role::Introduction, |heading| heading.role);
                it.category = heading.and_then(|heading| heading.category);
            }
        }
    }

    /// Nothing is added after that. Order and sections are those of the first document, or what most
    /// have.
    pub(super) fn finish(&mut self, is_first_followed: bool) {
        for laid in std::mem::take(&mut self.laid).into_values() {
            self.vote(laid);
        }
        let sequences = std::mem::take(&mut self.sequences);
        if !is_first_followed {
            self.order.settle(&sequences);
            self.settle_sections();
        }
        self.order.finish();
    }

    /// Makes a slot for a line.
    fn insert(
        &mut self,
        corpus: &Corpus<'_>,
        line: &Prose,
        section: SectionId,
        before: Option<SlotId>,
    ) -> SlotId {
        self.learnt.any += 1;
        let slot = self.order.insert_after(before);
        let (role, category) = (line.place.role, line.place.category);
        let section = if line.shape == Shape::Heading { Some(slot) } else { section };
        self.slots.push(Slot { shape: line.shape, role, category, section });
        let is_of_template = self.template.is_none();
        self.index.add(slot, spellings(corpus, line), is_of_template);
        match line.shape {
            Shape::Title => {
                self.title = Some(slot);
                self.learnt.first += 1;
            }
            Shape::Heading => self.known.entry(Key::About(role, category)).or_default().push(slot),
            Shape::Paragraph | Shape::Line => {}
        }
        for key in self.keys(line.class, slot) {
            self.known.entry(key).or_default().push(slot);
        }
        self.words.insert((slot, line.class));
        slot
    }

    /// Remembers a way a slot can be read, so that it is found by its words from now on.
    fn remember(&mut self, lines: &[Prose], matched: &Match) {
        let Some(read) = lines.get(matched.lines.clone()) else { return };
        match (read, matched.rest.as_slice()) {
            ([line], []) => self.remember_words(line.class, matched.slot),
            ([line], rest) => {
                let slots = [&[matched.slot], rest].concat();
                let joins = self.joins.entry(line.class).or_default();
                if !joins.contains(&slots) {
                    joins.push(slots);
                    self.learnt.first += 1;
                }
            }
            ([first, ..], _) => {
                let parts: Vec<_> = read.iter().map(|line| line.class).collect();
                let splits = self.splits.entry(first.class).or_default();
                if !splits.iter().any(|(known, slot)| (known, slot) == (&parts, &matched.slot)) {
                    splits.push((parts, matched.slot));
                    self.learnt.first += 1;
                }
            }
            ([], _) => {}
        }
    }

    fn remember_words(&mut self, class: Class, slot: SlotId) {
        self.words.insert((slot, class));
        for key in self.keys(class, slot) {
            let slots = self.known.entry(key).or_default();
            // Words that are known are those of the slot they were found by, or of one like it.
            if slots.first() != Some(&slot) && !slots.contains(&slot) {
                slots.push(slot);
                self.learnt.any += 1;
            }
        }
    }

    /// What finds a slot by these words.
    fn keys(&self, class: Class, slot: SlotId) -> [Key; 2] {
        let is_heading = self.slot(slot).is_some_and(|it| it.shape == Shape::Heading);
        let section = self.slot(slot).and_then(|it| it.section);
        let near = if is_heading { Key::Heading(class) } else { Key::Within(section, class) };
        [near, Key::Anywhere(class)]
    }
}

/// The folded words of a line.
pub(super) fn spellings(corpus: &Corpus<'_>, line: &Prose) -> Vec<u64> {
    corpus.words(line.text).iter().map(|word| word.spelling).collect()
}
