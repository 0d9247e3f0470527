//! Differences in prose: headings, paragraphs, and rows of tables that are not about cookies.

use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::FixedState;

use super::passage::{Base, Compared, Exact, base};
use super::tally::{Reading, Tally, together, without};
use super::{FamilyComparison, Finding, Position, Presence, own};
use crate::drift::census::{NONE, count};
use crate::drift::collation::{Match, PassageId};
use crate::drift::corpus::{Class, Document, ItemKind, Prose};
use crate::drift::difference::{Level, Subject};
use crate::drift::report::{BlockKind, Passage};
use crate::drift::shared_parts::{Group, GroupId};
use crate::drift::words::{class, has_none};

/// The readings of every passage of a family's prose.
pub(super) struct Readings<'f> {
    pub(super) comparing: &'f FamilyComparison<'f>,
    /// Those of each passage, by its number.
    pub(super) passages: Vec<OfPassage>,
    /// Lines that have several passages joined.
    joins: BTreeMap<Vec<PassageId>, Tally<Exact>>,
    /// The passages and groups these are about.
    joined: HashSet<(PassageId, GroupId), FixedState>,
    /// The names that charters have for their portals.
    pub(super) names: own::Names,
}

/// The readings of one passage.
#[derive(Clone, Default)]
pub(super) struct OfPassage {
    /// Its readings, with signs in place of what is each portal's own.
    pub(super) tally: Tally<Exact>,
    presence: Presence,
    /// What the baseline has; nothing where the passage is absent from it.
    base: Option<Base>,
    /// The number of the passage in its section, as reports give it.
    index: Option<u64>,
}

/// What a line is beside the baseline's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    Same,
    /// The same, but portals differ in their address.
    SameButAddress,
    Other,
}

impl<'f> Readings<'f> {
    /// Counts what all groups of the same prose have, and finds what the baseline has.
    pub(super) fn new(comparing: &'f FamilyComparison<'f>) -> Self {
        let passages = vec![OfPassage::default(); comparing.collation.prose.all.len()];
        let (joins, joined) = (BTreeMap::new(), HashSet::default());
        let names = own::Names::default();
        let mut readings = Self { comparing, passages, joins, joined, names };
        for (id, group) in comparing.shared.prose() {
            let document = Document::read(comparing.corpus, group.document());
            for matched in comparing.collation.matches(id) {
                let lines = document.prose.get(matched.lines.clone()).unwrap_or_default();
                readings.add((id, group), matched, lines);
            }
        }
        readings.decide();
        readings.count_joined();
        readings.count_indexes();
        readings
    }

    fn add(&mut self, group: (GroupId, &Group), matched: &Match, lines: &[Prose]) {
        let Some(first) = lines.first() else { return };
        let texts: Vec<_> = lines.iter().map(|line| line.text).collect();
        let class = match lines {
            [line] => line.class,
            _ => class(texts.iter().map(|&line| self.comparing.corpus.text(line))),
        };
        let consent = lines.iter().find_map(|line| line.consent);
        let key = Exact { lines: texts, form: first.form, consent, ..Exact::default() };
        let tally = if matched.rest.is_empty() {
            self.passages.get_mut(matched.passage as usize).map(|it| &mut it.tally)
        } else {
            let ids = [&[matched.passage], matched.rest.as_slice()].concat();
            self.joined.extend(ids.iter().map(|&id| (id, group.0)));
            Some(self.joins.entry(ids).or_default())
        };
        if let Some(tally) = tally {
            tally.add(self.comparing, group, count(matched.lines.start), (class, key));
        }
    }

    /// Finds what the baseline has of each passage: what the named one has, else what most have.
    fn decide(&mut self) {
        let comparing = self.comparing;
        let mut joined: HashMap<PassageId, u64, FixedState> = HashMap::default();
        for &(id, group) in &self.joined {
            *joined.entry(id).or_default() += comparing.shared.weight(group);
        }
        let baseline = comparing.baseline.map(|baseline| comparing.shared.groups_of(baseline)[0]);
        for (id, it) in (0..).zip(&mut self.passages) {
            let there = it.tally.weight() + joined.get(&id).copied().unwrap_or_default();
            let is_joined = baseline.is_some_and(|baseline| self.joined.contains(&(id, baseline)));
            let is_named = it.tally.baseline.is_some() || is_joined;
            let is_first = it.tally.has_first(comparing);
            it.presence = comparing.presence((there, comparing.weight), is_named, is_first);
            if it.presence.is_there {
                let masked = own::masked(comparing, &it.tally, &mut self.names);
                it.tally = masked.unwrap_or_else(|| std::mem::take(&mut it.tally));
            }
        }
        for it in &mut self.passages {
            let named = self.names.masked(comparing, &it.tally);
            it.tally = named.unwrap_or_else(|| std::mem::take(&mut it.tally));
            it.base = base(&it.tally).filter(|_| it.presence.is_there);
        }
    }

    /// Counts those who have passages joined in the baseline's words among those who agree.
    fn count_joined(&mut self) {
        for (ids, joined) in &self.joins {
            let Some((_, class)) = self.joined_base(ids) else { continue };
            let same = joined.readings.iter().filter(|reading| reading.class == class);
            let weight: u64 = same.map(|reading| reading.weight).sum();
            for &id in ids {
                if let Some(OfPassage { base: Some(base), .. }) = self.passages.get_mut(id as usize)
                {
                    base.agreeing += weight;
                }
            }
        }
    }

    /// What the baseline has in these passages, one after the other, as one reading, and its words.
    fn joined_base(&self, ids: &[PassageId]) -> Option<(Exact, Class)> {
        let mut bases = ids.iter().filter_map(|&id| self.base_reading(id));
        let mut key = Exact { masked: None, ..bases.next()?.key.clone() };
        key.lines.extend(bases.flat_map(|base| base.key.lines.iter().copied()));
        let class = class([key.text(self.comparing)]);
        Some((key, class))
    }

    /// Numbers the paragraphs and the rows of each section as the baseline has them. What it has
    /// not gets the number of the one before it.
    fn count_indexes(&mut self) {
        let mut counts: HashMap<(Option<PassageId>, bool), u64, FixedState> = HashMap::default();
        let prose = &self.comparing.collation.prose;
        for id in prose.order.iter() {
            let Some(it) = prose.get(id) else { continue };
            let is_line = it.kind == ItemKind::Line;
            if is_line || it.kind == ItemKind::Paragraph {
                let Some(passage) = self.passages.get_mut(id as usize) else { continue };
                let count = counts.entry((it.section, is_line)).or_default();
                *count += u64::from(passage.base.is_some());
                passage.index = Some(*count);
            }
        }
    }

    /// A passage, as reports name it.
    pub(super) fn passage(&self, id: PassageId) -> Option<Passage> {
        let it = self.comparing.collation.prose.get(id)?;
        let block = match it.kind {
            ItemKind::Title | ItemKind::Heading => BlockKind::Heading,
            ItemKind::Paragraph => BlockKind::Paragraph,
            _ => BlockKind::Table,
        };
        let index = self.passages.get(id as usize)?.index;
        let (role, category) = (it.role, it.category);
        Some(Passage { role, category, block, index, cookie: None, field: None })
    }

    /// Where a passage stands in the report.
    pub(super) fn position(&self, id: PassageId) -> Position {
        (0, self.comparing.collation.prose.order.position(id), 0)
    }

    /// For each position of the family's sequence, the first from there on whose passage the baseline has.
    pub(super) fn next_in_baseline(&self) -> Vec<u32> {
        let mut next = vec![u32::MAX; self.passages.len()];
        for id in (0..).take(next.len()).filter(|&id| self.is_in_baseline(id)) {
            let (_, position, _) = self.position(id);
            next.get_mut(position as usize).into_iter().for_each(|place| *place = position);
        }
        let mut last = u32::MAX;
        for place in next.iter_mut().rev() {
            last = last.min(*place);
            *place = last;
        }
        next
    }

    /// The paths of those who have the baseline's text of the passage that stands at a position, and its lines.
    pub(super) fn places_of_base(&self, position: Position) -> Vec<(String, Option<u64>)> {
        let (comparing, corpus) = (self.comparing, self.comparing.corpus);
        let id = comparing.collation.prose.order.iter().nth(position.1 as usize);
        let at = id.and_then(|id| self.base_reading(id)).map_or(&[][..], |reading| &reading.at);
        if let (Some(_), Some(entry)) = (comparing.baseline, &corpus.census.baseline) {
            let path = corpus.census.path(entry);
            return vec![(path.to_owned(), comparing.line_in_baseline(at))];
        }
        let who = comparing.charters(at);
        let paths = who.iter().map(|&charter| corpus.path(charter).to_owned());
        paths.zip(comparing.lines_in(&who, at)).collect()
    }

    /// Whether the baseline has a passage.
    pub(super) fn is_in_baseline(&self, id: PassageId) -> bool {
        self.passages.get(id as usize).is_some_and(|it| it.base.is_some())
    }

    /// What a line is beside the baseline's text.
    pub(super) fn text_of(&self, matched: &Match, line: &Prose) -> Text {
        let is_whole = matched.rest.is_empty() && matched.lines.len() == 1;
        match self.base_reading(matched.passage) {
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
        let readings = self.passages.get(id as usize).map_or(&[][..], |it| &it.tally.readings);
        let same = readings.iter().filter(|reading| reading.key.lines == base.key.lines);
        same.map(|reading| reading.weight).sum()
    }

    fn base_reading(&self, id: PassageId) -> Option<&Reading<Exact>> {
        let passage = self.passages.get(id as usize)?;
        passage.tally.readings.get(passage.base?.reading)
    }

    /// The baseline's text; as its first charter has it where nothing in it is the template's.
    pub(super) fn text(&self, id: PassageId) -> Option<String> {
        let key = &self.base_reading(id)?.key;
        let text = key.text(self.comparing);
        Some(if has_none(&text) { key.written(self.comparing) } else { text })
    }

    /// Finds all readings that differ from the baseline's.
    pub(super) fn compare(&self, found: &mut Vec<Finding>) {
        let comparing = self.comparing;
        for (id, it) in (0..).zip(&self.passages) {
            let Some(passage) = self.passage(id) else { continue };
            let position = self.position(id);
            let Some(base) = it.base else {
                if !it.presence.is_there {
                    self.find_added(id, it, found);
                }
                continue;
            };
            self.find_removed(id, it, base.agreeing, found);
            let (subject, tally) = (Subject::Prose, &it.tally);
            Compared { comparing, subject, passage, position, tally, base }.compare(found);
        }
        self.compare_joins(found);
    }

    fn find_removed(&self, id: PassageId, it: &OfPassage, agreeing: u64, found: &mut Vec<Finding>) {
        let Presence { absent, tie, .. } = it.presence;
        if absent == 0 {
            return;
        }
        let groups = self.comparing.shared.prose().map(|(group, _)| group);
        let apart = groups.filter(|&group| !self.joined.contains(&(id, group)));
        let charters = self.comparing.charters(&without(apart, &it.tally.readings));
        let baseline = self.text(id);
        if let (Some(baseline), false) = (baseline, charters.is_empty()) {
            let finding = self.whole(id, &baseline);
            found.extend(finding.map(|finding| Finding {
                baseline: Some(baseline),
                charters,
                agreeing,
                tie,
                ..finding
            }));
        }
    }

    fn find_added(&self, id: PassageId, it: &OfPassage, found: &mut Vec<Finding>) {
        let Presence { absent, tie, .. } = it.presence;
        for readings in it.tally.by_words() {
            let Some((first, at)) = together(&readings) else { continue };
            let reading = first.key.text(self.comparing);
            found.extend(self.whole(id, &reading).map(|finding| Finding {
                reading: Some(reading),
                agreeing: absent,
                tie,
                ..finding.of(self.comparing, at)
            }));
        }
    }

    /// That a passage of this text came or went: a frame or a rule has no words.
    fn whole(&self, id: PassageId, text: &str) -> Option<Finding> {
        let level = if has_none(text) { Level::Typography } else { Level::Words };
        Some(Finding::new(Subject::Prose, level, &self.passage(id)?, self.position(id)))
    }

    /// Compares lines that have several passages joined with these, one after the other.
    fn compare_joins(&self, found: &mut Vec<Finding>) {
        for (ids, joined) in &self.joins {
            let passage = ids.iter().find_map(|&id| self.passage(id));
            let (Some((key, class)), Some(passage)) = (self.joined_base(ids), passage) else {
                continue;
            };
            // Who has each of the passages has them all, joined or not.
            let weights = ids.iter().map(|&id| self.weight_of_base(id)).filter(|&it| it > 0);
            let apart = weights.min().unwrap_or_default();
            let same_words = joined.readings.iter().filter(|it| it.class == class);
            let agreeing = apart + same_words.map(|it| it.weight).sum::<u64>();
            let mut tally = joined.clone();
            let reading = tally.add_elsewhere(key, class, apart);
            let base = Base { reading, class, agreeing, tie: false, exact_tie: false };
            let position = self.position(ids.first().copied().unwrap_or_default());
            let (comparing, subject, tally) = (self.comparing, Subject::Prose, &tally);
            Compared { comparing, subject, passage, position, tally, base }.compare(found);
        }
    }
}
