//! Differences in prose: headings, paragraphs, and rows of tables that are not about cookies.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::FixedState;

use super::passage::{self, Base, Compared, Exact, base};
use super::tally::{Occurrence, Reading, Tally, charters, without};
use super::{FamilyComparison, Finding, own};
use crate::drift::census::NONE;
use crate::drift::collation::{Match, PassageId};
use crate::drift::corpus::{Class, Document, ItemKind, Prose, TextRef};
use crate::drift::difference::{Level, Subject};
use crate::drift::report::{BlockKind, Passage};
use crate::drift::shared_parts::{Group, GroupId};
use crate::drift::words;

/// The readings of every id of a family's prose.
pub(super) struct Readings {
    pub(super) tallies: Vec<Tally<Exact>>,
    /// What the baseline has in each; nothing where the passage is absent from it.
    pub(super) bases: Vec<Option<Base>>,
    presences: Vec<Presence>,
    /// The number of each id in its section, as reports give it.
    indexes: Vec<Option<u64>>,
    /// Lines that have several ids joined.
    joins: BTreeMap<Vec<PassageId>, Tally<Exact>>,
    /// The ids and groups these are about.
    joined: HashSet<(PassageId, GroupId), FixedState>,
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
    pub(super) fn new(comparing: &FamilyComparison<'_, '_>) -> Self {
        let ids = comparing.collation.prose.all.len();
        Self {
            tallies: vec![Tally::default(); ids],
            bases: Vec::new(),
            presences: Vec::new(),
            indexes: vec![None; ids],
            joins: BTreeMap::new(),
            joined: HashSet::default(),
            classes: SplitClasses::default(),
        }
    }

    /// Counts what the documents of a group say, which is in these ids.
    pub(super) fn add(
        &mut self,
        comparing: &FamilyComparison<'_, '_>,
        group: (GroupId, &Group),
        document: &Document,
    ) {
        for matched in comparing.collation.matches(group.0) {
            if let Some(lines) = document.prose.get(matched.lines.clone()) {
                self.add_match(comparing, group, matched, lines);
            }
        }
    }

    /// Finds what the baseline has, once all documents are counted.
    pub(super) fn finish(&mut self, comparing: &FamilyComparison<'_, '_>) {
        self.decide(comparing);
        self.count_joined(comparing);
        self.count_indexes(comparing);
    }

    fn add_match(
        &mut self,
        comparing: &FamilyComparison<'_, '_>,
        (group_id, group): (GroupId, &Group),
        matched: &Match,
        lines: &[Prose],
    ) {
        let Some(first) = lines.first() else { return };
        let texts: Vec<_> = lines.iter().map(|line| line.text).collect();
        let class = if lines.len() == 1 { first.class } else { self.classes.of(comparing, &texts) };
        let consent = lines.iter().find_map(|line| line.consent);
        let key = Exact { lines: texts, form: first.form, consent, masked: None, meant: None };
        let at = Occurrence { group: group_id, item: first.place.item };
        let tally = if matched.rest.is_empty() {
            self.tallies.get_mut(matched.passage as usize)
        } else {
            let ids = [&[matched.passage], matched.rest.as_slice()].concat();
            self.joined.extend(ids.iter().map(|&id| (id, group_id)));
            Some(self.joins.entry(ids).or_default())
        };
        if let Some(tally) = tally {
            let number = tally.add(group, at, class, key);
            if comparing.is_of_baseline(group_id) {
                tally.baseline = Some(number);
            }
        }
    }

    /// Finds what the baseline has in each id: what the named one has, else what most have.
    fn decide(&mut self, comparing: &FamilyComparison<'_, '_>) {
        let total = comparing.weight();
        let mut joined: HashMap<PassageId, u64, FixedState> = HashMap::default();
        for &(id, group) in &self.joined {
            *joined.entry(id).or_default() += comparing.shared.weight(group);
        }
        let first = comparing.first();
        let baseline = comparing.baseline.map(|baseline| comparing.shared.prose_of(baseline));
        for (id, tally) in (0..).zip(&self.tallies) {
            let weight: u64 = tally.readings.iter().map(|reading| reading.weight).sum();
            let present = weight + joined.get(&id).copied().unwrap_or_default();
            let absent = total.saturating_sub(present);
            let is_even = present == absent;
            let is_there = match (baseline, present.cmp(&absent)) {
                (Some(baseline), _) => {
                    tally.baseline.is_some() || self.joined.contains(&(id, baseline))
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
    fn count_joined(&mut self, comparing: &FamilyComparison<'_, '_>) {
        for (ids, joined) in &self.joins {
            let Some((_, class)) = self.joined_base(comparing, ids) else { continue };
            let same = joined.readings.iter().filter(|reading| reading.class == class);
            let weight: u64 = same.map(|reading| reading.weight).sum();
            for &id in ids {
                if let Some(Some(base)) = self.bases.get_mut(id as usize) {
                    base.agreeing += weight;
                }
            }
        }
    }

    /// What the baseline has in these ids, one after the other, as one reading, and its words.
    fn joined_base(
        &self,
        comparing: &FamilyComparison<'_, '_>,
        ids: &[PassageId],
    ) -> Option<(Exact, Class)> {
        let mut bases = ids.iter().filter_map(|&id| self.base_reading(id));
        let mut key = bases.next()?.key.clone();
        key.lines.extend(bases.flat_map(|base| base.key.lines.iter().copied()));
        let class = comparing.corpus.class_of_words(words::class([&*key.text(comparing)]));
        Some((key, class.unwrap_or(NO_TEXT)))
    }

    /// Numbers the paragraphs and the rows of each section as the baseline has them. What it has
    /// not gets the number of the one before it.
    fn count_indexes(&mut self, comparing: &FamilyComparison<'_, '_>) {
        let mut counts: HashMap<(Option<PassageId>, bool), u64, FixedState> = HashMap::default();
        let prose = &comparing.collation.prose;
        for id in prose.order.iter() {
            let Some(it) = prose.get(id) else { continue };
            let is_line = it.kind == ItemKind::Line;
            if is_line || it.kind == ItemKind::Paragraph {
                let count = counts.entry((it.section, is_line)).or_default();
                let base = self.bases.get(id as usize);
                *count += u64::from(base.is_some_and(Option::is_some));
                if let Some(index) = self.indexes.get_mut(id as usize) {
                    *index = Some(*count);
                }
            }
        }
    }

    /// The passage of a id, as reports name it.
    pub(super) fn passage(
        &self,
        comparing: &FamilyComparison<'_, '_>,
        id: PassageId,
    ) -> Option<Passage> {
        let it = comparing.collation.prose.get(id)?;
        let block = match it.kind {
            ItemKind::Title | ItemKind::Heading => BlockKind::Heading,
            ItemKind::Paragraph => BlockKind::Paragraph,
            _ => BlockKind::Table,
        };
        let index = self.indexes.get(id as usize).copied().flatten();
        let (role, category) = (it.role, it.category);
        Some(Passage { role, category, block, index, cookie: None, field: None })
    }

    /// Where a id stands in the report.
    pub(super) fn position(comparing: &FamilyComparison<'_, '_>, id: PassageId) -> (u8, u32, u32) {
        (0, comparing.collation.prose.order.position(id), 0)
    }

    /// For each position of the family's sequence, the first from there on whose passage the baseline has.
    pub(super) fn next_in_baseline(&self, comparing: &FamilyComparison<'_, '_>) -> Vec<u32> {
        let mut next = vec![u32::MAX; self.bases.len()];
        for (id, base) in (0..).zip(&self.bases) {
            let position = comparing.collation.prose.order.position(id);
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
    fn base_at(&self, comparing: &FamilyComparison<'_, '_>, position: u32) -> &[Occurrence] {
        let id = comparing.collation.prose.order.at(position);
        id.and_then(|id| self.base_reading(id)).map_or(&[], |reading| &reading.at)
    }

    /// The paths of those who have the baseline's text of the passage that stands at a position, and its lines.
    pub(super) fn places_of_base(
        &self,
        comparing: &FamilyComparison<'_, '_>,
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

    /// Whether the baseline has the passage of a id.
    pub(super) fn is_in_baseline(&self, id: PassageId) -> bool {
        self.bases.get(id as usize).is_some_and(Option::is_some)
    }

    /// What a line is beside the baseline's text.
    pub(super) fn text_of(&self, matched: &Match, line: &Prose) -> Text {
        let base = self.base_reading(matched.passage);
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
    pub(super) fn weight_of_base(&self, id: PassageId) -> u64 {
        let Some(base) = self.base_reading(id) else { return 0 };
        let readings = self.tallies.get(id as usize).map_or(&[][..], |tally| &tally.readings);
        let same = readings.iter().filter(|reading| reading.key.lines == base.key.lines);
        same.map(|reading| reading.weight).sum()
    }

    fn base_reading(&self, id: PassageId) -> Option<&Reading<Exact>> {
        let base = self.bases.get(id as usize).copied().flatten()?;
        self.tallies.get(id as usize)?.readings.get(base.reading)
    }

    /// The baseline's text.
    pub(super) fn text(
        &self,
        comparing: &FamilyComparison<'_, '_>,
        id: PassageId,
    ) -> Option<String> {
        Some(self.base_reading(id)?.key.text(comparing))
    }

    /// Finds all readings that differ from the baseline's.
    pub(super) fn compare(&self, comparing: &FamilyComparison<'_, '_>, found: &mut Vec<Finding>) {
        for (id, tally) in (0..).zip(&self.tallies) {
            let Some(passage) = self.passage(comparing, id) else { continue };
            let position = Self::position(comparing, id);
            match self.bases.get(id as usize).copied().flatten() {
                Some(base) => {
                    self.find_removed(comparing, id, base, &passage, found);
                    let subject = Subject::Prose;
                    let masked = own::masked(comparing, tally);
                    let base = masked.as_ref().and_then(passage::base).unwrap_or(base);
                    let tally = masked.as_ref().unwrap_or(tally);
                    Compared { comparing, subject, passage, position, tally, base }.compare(found);
                }
                None => self.find_added(comparing, id, &passage, found),
            }
        }
        self.compare_joins(comparing, found);
    }

    fn find_removed(
        &self,
        comparing: &FamilyComparison<'_, '_>,
        id: PassageId,
        base: Base,
        passage: &Passage,
        found: &mut Vec<Finding>,
    ) {
        let tally = self.tallies.get(id as usize);
        let presence = self.presences.get(id as usize).filter(|it| it.absent > 0);
        let (Some(tally), Some(presence)) = (tally, presence) else { return };
        let prose = comparing.shared.prose().map(|(id, _)| id);
        let apart = prose.filter(|&group_id| !self.joined.contains(&(id, group_id)));
        let charters = charters(comparing, &without(apart, &tally.readings));
        if let (Some(text), false) = (tally.readings.get(base.reading), charters.is_empty()) {
            let baseline = text.key.text(comparing);
            let level = whole_level(&baseline);
            found.push(Finding {
                baseline: Some(baseline),
                charters,
                agreeing: base.agreeing,
                tie: presence.tie,
                ..Finding::new(Subject::Prose, level, passage, Self::position(comparing, id))
            });
        }
    }

    fn find_added(
        &self,
        comparing: &FamilyComparison<'_, '_>,
        id: PassageId,
        passage: &Passage,
        found: &mut Vec<Finding>,
    ) {
        let tally = self.tallies.get(id as usize);
        let (Some(tally), Some(presence)) = (tally, self.presences.get(id as usize)) else {
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
            found.push(Finding {
                reading: Some(reading),
                charters: charters(comparing, &at),
                at,
                agreeing: presence.absent,
                tie: presence.tie,
                ..Finding::new(Subject::Prose, level, passage, Self::position(comparing, id))
            });
        }
    }

    /// Compares lines that have several passages joined with these, one after the other.
    fn compare_joins(&self, comparing: &FamilyComparison<'_, '_>, found: &mut Vec<Finding>) {
        for (ids, joined) in &self.joins {
            let passage = ids.iter().find_map(|&id| self.passage(comparing, id));
            let base = self.joined_base(comparing, ids);
            let (Some((key, class)), Some(passage)) = (base, passage) else { continue };
            // Holders has each of the passages has them all, joined or not.
            let weights = ids.iter().map(|&id| self.weight_of_base(id)).filter(|&it| it > 0);
            let apart = weights.min().unwrap_or_default();
            let same_words = joined.readings.iter().filter(|it| it.class == class);
            let agreeing = apart + same_words.map(|it| it.weight).sum::<u64>();
            let mut tally = joined.clone();
            let reading = tally.add_elsewhere(key, class, apart);
            let base = Base { reading, class, agreeing, tie: false, exact_tie: false };
            let id = ids.first().copied().unwrap_or_default();
            let position = Self::position(comparing, id);
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
    fn of(&mut self, comparing: &FamilyComparison<'_, '_>, lines: &[TextRef]) -> Class {
        let texts: Vec<_> = lines.iter().map(|&line| comparing.corpus.text(line)).collect();
        let class = words::class(texts.iter().map(String::as_str));
        comparing.corpus.class_of_words(class).unwrap_or_else(|| {
            // Counted from above, where no text has its number.
            let next = NO_TEXT - 1 - Class::try_from(self.0.len()).unwrap_or(0);
            *self.0.entry(class).or_insert(next)
        })
    }
}
