//! Differences in prose: headings, paragraphs, and rows of tables that are not about cookies.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::FixedState;

use super::passage::{self, Base, Compared, Exact, base};
use super::tally::{Occurrence, Reading, Tally, charters, without};
use super::{Comparing, Found, own};
use crate::drift::census::NONE;
use crate::drift::collation::{Match, SlotId};
use crate::drift::corpus::{Class, Document, Prose, Shape, TextRef};
use crate::drift::difference::{Level, Subject};
use crate::drift::halves::{Group, GroupId};
use crate::drift::report::{BlockKind, Passage};
use crate::drift::words;

/// The readings of every slot of a family's prose.
pub(super) struct Readings {
    pub(super) tallies: Vec<Tally<Exact>>,
    /// What the baseline has in each; nothing where the passage is absent from it.
    pub(super) bases: Vec<Option<Base>>,
    presences: Vec<Presence>,
    /// The number of each slot in its section, as reports give it.
    indexes: Vec<Option<u64>>,
    /// Lines that have several slots joined.
    joins: BTreeMap<Vec<SlotId>, Tally<Exact>>,
    /// The slots and groups these are about.
    joined: HashSet<(SlotId, GroupId), FixedState>,
    classes: SplitClasses,
}

/// What a line is beside the baseline's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    Same,
    /// The same, but portals differ in their address.
    SameButAddress,
    Other,
}

/// Whether the baseline has a passage.
#[derive(Clone, Copy, Debug)]
struct Presence {
    is_there: bool,
    /// How many charters have it not.
    absent: u64,
    /// Whether the first path decided.
    tie: bool,
}

impl Readings {
    pub(super) fn new(comparing: &Comparing<'_, '_>) -> Self {
        let slots = comparing.collation.prose.slots.len();
        Self {
            tallies: vec![Tally::default(); slots],
            bases: Vec::new(),
            presences: Vec::new(),
            indexes: vec![None; slots],
            joins: BTreeMap::new(),
            joined: HashSet::default(),
            classes: SplitClasses::default(),
        }
    }

    /// Counts what the documents of a group say, which is in these slots.
    pub(super) fn add(
        &mut self,
        comparing: &Comparing<'_, '_>,
        group: (GroupId, &Group),
        document: &Document,
        matches: &[Match],
    ) {
        for matched in matches {
            if let Some(lines) = document.prose.get(matched.lines.clone()) {
                self.add_match(comparing, group, matched, lines);
            }
        }
    }

    /// Finds what the baseline has, once all documents are counted.
    pub(super) fn finish(&mut self, comparing: &Comparing<'_, '_>) {
        self.decide(comparing);
        self.count_joined(comparing);
        self.count_indexes(comparing);
    }

    fn add_match(
        &mut self,
        comparing: &Comparing<'_, '_>,
        (id, group): (GroupId, &Group),
        matched: &Match,
        lines: &[Prose],
    ) {
        let Some(first) = lines.first() else { return };
        let texts: Vec<_> = lines.iter().map(|line| line.text).collect();
        let class = if lines.len() == 1 { first.class } else { self.classes.of(comparing, &texts) };
        let consent = lines.iter().find_map(|line| line.consent);
        let key = Exact { lines: texts, form: first.form, consent, masked: None, meant: None };
        let at = Occurrence { group: id, item: first.place.item };
        let tally = if matched.rest.is_empty() {
            self.tallies.get_mut(matched.slot as usize)
        } else {
            let slots = [&[matched.slot], matched.rest.as_slice()].concat();
            self.joined.extend(slots.iter().map(|&slot| (slot, id)));
            Some(self.joins.entry(slots).or_default())
        };
        if let Some(tally) = tally {
            let number = tally.add(group, at, class, key);
            if comparing.is_of_baseline(id) {
                tally.baseline = Some(number);
            }
        }
    }

    /// Finds what the baseline has in each slot: what the named one has, else what most have.
    fn decide(&mut self, comparing: &Comparing<'_, '_>) {
        let total = comparing.weight();
        let mut joined: HashMap<SlotId, u64, FixedState> = HashMap::default();
        for &(slot, group) in &self.joined {
            *joined.entry(slot).or_default() += comparing.halves.weight(group);
        }
        let first = comparing.first();
        let baseline = comparing.baseline.map(|baseline| comparing.halves.prose_of(baseline));
        for (slot, tally) in (0..).zip(&self.tallies) {
            let weight: u64 = tally.readings.iter().map(|reading| reading.weight).sum();
            let present = weight + joined.get(&slot).copied().unwrap_or_default();
            let absent = total.saturating_sub(present);
            let is_even = present == absent;
            let is_there = match (baseline, present.cmp(&absent)) {
                (Some(baseline), _) => {
                    tally.baseline.is_some() || self.joined.contains(&(slot, baseline))
                }
                (None, Ordering::Equal) => {
                    tally.readings.iter().any(|reading| reading.first == first)
                }
                (None, order) => order.is_gt(),
            };
            let tie = comparing.baseline.is_none() && is_even;
            self.presences.push(Presence { is_there, absent, tie });
            self.bases.push(base(tally).filter(|_| is_there));
        }
    }

    /// Counts those who have passages joined in the baseline's words among those who agree.
    fn count_joined(&mut self, comparing: &Comparing<'_, '_>) {
        for (slots, joined) in &self.joins {
            let Some((_, class)) = self.joined_base(comparing, slots) else { continue };
            let same = joined.readings.iter().filter(|reading| reading.class == class);
            let weight: u64 = same.map(|reading| reading.weight).sum();
            for &slot in slots {
                if let Some(Some(base)) = self.bases.get_mut(slot as usize) {
                    base.agreeing += weight;
                }
            }
        }
    }

    /// What the baseline has in these slots, one after the other, as one reading, and its words.
    fn joined_base(
        &self,
        comparing: &Comparing<'_, '_>,
        slots: &[SlotId],
    ) -> Option<(Exact, Class)> {
        let mut bases = slots.iter().filter_map(|&slot| self.base_reading(slot));
        let mut key = bases.next()?.key.clone();
        key.lines.extend(bases.flat_map(|base| base.key.lines.iter().copied()));
        let class = comparing.corpus.class_of_words(words::class([&*key.text(comparing)]));
        Some((key, class.unwrap_or(NO_TEXT)))
    }

    /// Numbers the paragraphs and the rows of each section as the baseline has them. What it has
    /// not gets the number of the one before it.
    fn count_indexes(&mut self, comparing: &Comparing<'_, '_>) {
        let mut counts: HashMap<(Option<SlotId>, bool), u64, FixedState> = HashMap::default();
        let prose = &comparing.collation.prose;
        for slot in prose.order.iter() {
            let Some(it) = prose.slot(slot) else { continue };
            let is_line = it.shape == Shape::Line;
            if is_line || it.shape == Shape::Paragraph {
                let count = counts.entry((it.section, is_line)).or_default();
                let base = self.bases.get(slot as usize);
                *count += u64::from(base.is_some_and(Option::is_some));
                if let Some(index) = self.indexes.get_mut(slot as usize) {
                    *index = Some(*count);
                }
            }
        }
    }

    /// The passage of a slot, as reports name it.
    pub(super) fn passage(&self, comparing: &Comparing<'_, '_>, slot: SlotId) -> Option<Passage> {
        let it = comparing.collation.prose.slot(slot)?;
        let block = match it.shape {
            Shape::Title | Shape::Heading => BlockKind::Heading,
            Shape::Paragraph => BlockKind::Paragraph,
            Shape::Line => BlockKind::Table,
        };
        let index = self.indexes.get(slot as usize).copied().flatten();
        let (role, category) = (it.role, it.category);
        Some(Passage { role, category, block, index, cookie: None, field: None })
    }

    /// Where a slot stands in the report.
    pub(super) fn position(comparing: &Comparing<'_, '_>, slot: SlotId) -> (u8, u32, u32) {
        (0, comparing.collation.prose.order.position(slot), 0)
    }

    /// For each position of the family's sequence, the first from there on whose passage the baseline has.
    pub(super) fn next_in_baseline(&self, comparing: &Comparing<'_, '_>) -> Vec<u32> {
        let mut next = vec![u32::MAX; self.bases.len()];
        for (slot, base) in (0..).zip(&self.bases) {
            let position = comparing.collation.prose.order.position(slot);
            if let (Some(place), Some(_)) = (next.get_mut(position as usize), base) {
                *place = position;
            }
        }
        let mut last = u32::MAX;
        for place in next.iter_mut().rev() {
            last = last.min(*place);
            *place = last;
        }
        next
    }

    /// Where the baseline's text of the passage stands that has a position in the family's sequence.
    fn base_at(&self, comparing: &Comparing<'_, '_>, position: u32) -> &[Occurrence] {
        let slot = comparing.collation.prose.order.at(position);
        slot.and_then(|slot| self.base_reading(slot)).map_or(&[], |reading| &reading.at)
    }

    /// The paths of those who have the baseline's text of the passage that stands at a position, and its lines.
    pub(super) fn places_of_base(
        &self,
        comparing: &Comparing<'_, '_>,
        position: (u8, u32, u32),
    ) -> Vec<(String, Option<u64>)> {
        let at = self.base_at(comparing, position.1);
        if let (Some(_), Some(entry)) = (comparing.baseline, &comparing.corpus.census.baseline) {
            let path = comparing.corpus.census.path(entry);
            return vec![(path.to_owned(), comparing.line_in_baseline(at))];
        }
        let who = charters(comparing, at);
        let paths = who.iter().map(|&charter| comparing.corpus.path(charter).to_owned());
        paths.zip(comparing.lines_in(&who, at)).collect()
    }

    /// Whether the baseline has the passage of a slot.
    pub(super) fn is_in_baseline(&self, slot: SlotId) -> bool {
        self.bases.get(slot as usize).is_some_and(Option::is_some)
    }

    /// What a line is beside the baseline's text.
    pub(super) fn text_of(&self, matched: &Match, line: &Prose) -> Text {
        let base = self.base_reading(matched.slot);
        let is_whole = matched.rest.is_empty() && matched.lines.len() == 1;
        match base {
            Some(base) if is_whole && base.key.lines == [line.text] => {
                if line.form == NONE {
                    Text::Same
                } else {
                    Text::SameButAddress
                }
            }
            _ => Text::Other,
        }
    }

    /// How many charters have the baseline's text, whatever it is taken to state where it stands.
    pub(super) fn weight_of_base(&self, slot: SlotId) -> u64 {
        let Some(base) = self.base_reading(slot) else { return 0 };
        let readings = self.tallies.get(slot as usize).map_or(&[][..], |tally| &tally.readings);
        let same = readings.iter().filter(|reading| reading.key.lines == base.key.lines);
        same.map(|reading| reading.weight).sum()
    }

    fn base_reading(&self, slot: SlotId) -> Option<&Reading<Exact>> {
        let base = self.bases.get(slot as usize).copied().flatten()?;
        self.tallies.get(slot as usize)?.readings.get(base.reading)
    }

    /// The baseline's text.
    pub(super) fn text(&self, comparing: &Comparing<'_, '_>, slot: SlotId) -> Option<String> {
        Some(self.base_reading(slot)?.key.text(comparing))
    }

    /// Finds all readings that differ from the baseline's.
    pub(super) fn compare(&self, comparing: &Comparing<'_, '_>, found: &mut Vec<Found>) {
        for (slot, tally) in (0..).zip(&self.tallies) {
            let Some(passage) = self.passage(comparing, slot) else { continue };
            let position = Self::position(comparing, slot);
            match self.bases.get(slot as usize).copied().flatten() {
                Some(base) => {
                    self.find_removed(comparing, slot, base, &passage, found);
                    let subject = Subject::Prose;
                    let masked = own::masked(comparing, tally);
                    let base = masked.as_ref().and_then(passage::base).unwrap_or(base);
                    let tally = masked.as_ref().unwrap_or(tally);
                    Compared { comparing, subject, passage, position, tally, base }.compare(found);
                }
                None => self.find_added(comparing, slot, &passage, found),
            }
        }
        self.compare_joins(comparing, found);
    }

    fn find_removed(
        &self,
        comparing: &Comparing<'_, '_>,
        slot: SlotId,
        base: Base,
        passage: &Passage,
        found: &mut Vec<Found>,
    ) {
        let tally = self.tallies.get(slot as usize);
        let presence = self.presences.get(slot as usize).filter(|it| it.absent > 0);
        let (Some(tally), Some(presence)) = (tally, presence) else { return };
        let prose = comparing.halves.prose().map(|(id, _)| id);
        let apart = prose.filter(|&id| !self.joined.contains(&(slot, id)));
        let charters = charters(comparing, &without(apart, &tally.readings));
        if let (Some(text), false) = (tally.readings.get(base.reading), charters.is_empty()) {
            let baseline = text.key.text(comparing);
            let level = whole_level(&baseline);
            found.push(Found {
                baseline: Some(baseline),
                charters,
                agreeing: base.agreeing,
                tie: presence.tie,
                ..Found::new(Subject::Prose, level, passage, Self::position(comparing, slot))
            });
        }
    }

    fn find_added(
        &self,
        comparing: &Comparing<'_, '_>,
        slot: SlotId,
        passage: &Passage,
        found: &mut Vec<Found>,
    ) {
        let tally = self.tallies.get(slot as usize);
        let (Some(tally), Some(presence)) = (tally, self.presences.get(slot as usize)) else {
            return;
        };
        if presence.is_there {
            return;
        }
        for who in tally.by_words() {
            let Some(first) = who.iter().min_by_key(|reading| reading.first) else { continue };
            let at: Vec<_> = who.iter().flat_map(|reading| &reading.at).copied().collect();
            let reading = first.key.text(comparing);
            let level = whole_level(&reading);
            found.push(Found {
                reading: Some(reading),
                charters: charters(comparing, &at),
                at,
                agreeing: presence.absent,
                tie: presence.tie,
                ..Found::new(Subject::Prose, level, passage, Self::position(comparing, slot))
            });
        }
    }

    /// Compares lines that have several passages joined with these, one after the other.
    fn compare_joins(&self, comparing: &Comparing<'_, '_>, found: &mut Vec<Found>) {
        for (slots, joined) in &self.joins {
            let passage = slots.iter().find_map(|&slot| self.passage(comparing, slot));
            let base = self.joined_base(comparing, slots);
            let (Some((key, class)), Some(passage)) = (base, passage) else { continue };
            // Who has each of the passages has them all, joined or not.
            let weights = slots.iter().map(|&slot| self.weight_of_base(slot)).filter(|&it| it > 0);
            let apart = weights.min().unwrap_or_default();
            let same_words = joined.readings.iter().filter(|it| it.class == class);
            let agreeing = apart + same_words.map(|it| it.weight).sum::<u64>();
            let mut tally = joined.clone();
            let reading = tally.add_elsewhere(key, class, apart);
            let base = Base { reading, class, agreeing, tie: false, exact_tie: false };
            let slot = slots.first().copied().unwrap_or_default();
            let position = Self::position(comparing, slot);
            let subject = Subject::Prose;
            Compared { comparing, subject, passage, position, tally: &tally, base }.compare(found);
        }
    }
}

/// What a passage weighs that one side alone has: a frame or a rule has no words.
fn whole_level(text: &str) -> Level {
    if words::has_none(text) { Level::Typography } else { Level::Words }
}

/// The class of words that no text of the census has.
const NO_TEXT: Class = Class::MAX - 1;

/// Numbers for the words of several lines, which are those of one line with the same words.
#[derive(Default)]
struct SplitClasses(HashMap<u128, Class, FixedState>);

impl SplitClasses {
    fn of(&mut self, comparing: &Comparing<'_, '_>, lines: &[TextRef]) -> Class {
        let texts: Vec<_> = lines.iter().map(|&line| comparing.corpus.text(line)).collect();
        let class = words::class(texts.iter().map(String::as_str));
        comparing.corpus.class_of_words(class).unwrap_or_else(|| {
            // Counted from above, where no text has its number.
            let next = NO_TEXT - 1 - Class::try_from(self.0.len()).unwrap_or(0);
            *self.0.entry(class).or_insert(next)
        })
    }
}
