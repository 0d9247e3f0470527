//! How the charters of a family are signature out: their passages in order, and the blank lines between.
//!
//! Charters whose passages are in the same ids and stand on the same lines are signature out alike,
//! and are looked at together: of a thousand charters hardly a dozen are signature out in their own way.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::FamilyComparison;
use crate::drift::census::NONE;
use crate::drift::collation::{CookieId, Match, PassageId, RowMatch, TableId};
use crate::drift::corpus::{CharterId, Document, DocumentId};
use crate::drift::shared_parts::GroupId;

/// One way to be signature out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct LayoutSignature {
    /// The ids of the prose, in the order of the text, with the blank lines before each.
    pub(super) prose: Vec<(PassageId, u32)>,
    pub(super) tables: Vec<Shape>,
}

/// A table as it is signature out: the blank lines above it, and its rows in order, with the blank lines
/// before each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Shape {
    pub(super) table: TableId,
    pub(super) above: u32,
    pub(super) rows: Vec<(CookieId, u32)>,
}

/// The charters that are signature out alike.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) charters: Vec<CharterId>,
    /// How much their layout counts: as much as they are many, or more than all others together.
    pub(super) weight: u64,
    /// Their documents, each with where its charters are among all.
    documents: Vec<(DocumentId, Range<usize>)>,
}

impl Group {
    /// The documents, with the charters of each that are signature out like this.
    pub(super) fn documents(&self) -> impl Iterator<Item = (DocumentId, &[CharterId])> {
        self.documents.iter().map(|(document, charters)| {
            (*document, self.charters.get(charters.clone()).unwrap_or_default())
        })
    }
}

/// How the charters of a family are signature out.
#[derive(Debug, Default)]
pub(super) struct Layouts {
    ways: HashMap<LayoutSignature, usize, FixedState>,
    groups: Vec<Group>,
    /// The ways that were met, by all that they follow from.
    known: HashMap<LayoutKey, usize, FixedState>,
    prose: Distinct<Vec<(PassageId, u32)>>,
    prose_of: HashMap<GroupId, u32, FixedState>,
    tables: Distinct<Tables>,
    tables_of: HashMap<GroupId, u32, FixedState>,
    shapes: Distinct<Vec<u32>>,
}

/// What the layout of a charter follows from, each by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct LayoutKey {
    /// The ids of its prose, and of its tables.
    prose: u32,
    tables: u32,
    /// The kinds of its items, and how many lines each takes.
    shape: u32,
    /// The lines on which they begin.
    layout: u32,
}

/// The ids of tables, and of their rows with the numbers of table and row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Tables {
    ids: Vec<Option<TableId>>,
    rows: Vec<(CookieId, usize, usize)>,
}

impl Layouts {
    /// Notes in which ids the prose of a group is.
    pub(super) fn know_prose(&mut self, group: GroupId, matches: &[Match]) {
        let first = |it: &Match| u32::try_from(it.lines.start).unwrap_or(u32::MAX);
        let ids = matches.iter().map(|it| (it.passage, first(it))).collect();
        self.prose_of.insert(group, self.prose.number(ids));
    }

    /// Notes in which ids the tables of a group are, and their rows.
    pub(super) fn know_tables(
        &mut self,
        comparing: &FamilyComparison<'_, '_>,
        group: GroupId,
        rows: &[RowMatch],
        ids: Vec<Option<TableId>>,
    ) {
        // A row that has gone to another table is told as what has become of it.
        let is_at_home =
            |it: &&RowMatch| ids.get(it.table) == Some(&Some(comparing.home(it.cookie)));
        let rows = rows.iter().filter(is_at_home).map(|it| (it.cookie, it.table, it.number));
        let rows = rows.collect();
        self.tables_of.insert(group, self.tables.number(Tables { ids, rows }));
    }

    /// Counts how the charters of a document are signature out; the baseline that was named is one.
    pub(super) fn add(&mut self, comparing: &FamilyComparison<'_, '_>, document: DocumentId) {
        const NAMED: u64 = u64::MAX >> 1;
        let corpus = comparing.corpus;
        let layout = |charter| corpus.entry(charter).map_or(NONE, |entry| entry.layout);
        let charters = corpus.charters(document).iter().map(|&it| (layout(it), it));
        let mut charters: Vec<_> = charters.collect();
        charters.sort_unstable();
        let mut shape = Vec::new();
        corpus.shape_key(document, &mut shape);
        let number = |numbers: &HashMap<GroupId, u32, FixedState>, group| {
            numbers.get(&group).copied().unwrap_or(NONE)
        };
        let mut key = LayoutKey {
            prose: number(&self.prose_of, comparing.shared.prose_of(document)),
            tables: number(&self.tables_of, comparing.shared.tables_of(document)),
            shape: self.shapes.number(shape),
            layout: NONE,
        };
        for same in charters.chunk_by(|(one, _), (next, _)| one == next) {
            key.layout = same.first().map_or(NONE, |&(layout, _)| layout);
            let Some(group) = self.group(comparing, document, key) else { continue };
            group.weight += same.len() as u64;
            let start = group.charters.len();
            group.charters.extend(same.iter().map(|&(_, charter)| charter));
            group.documents.push((document, start..group.charters.len()));
        }
        if let Some(entry) = corpus.census.baseline.filter(|_| comparing.baseline == Some(document))
        {
            key.layout = entry.layout;
            if let Some(group) = self.group(comparing, document, key) {
                group.weight += NAMED;
            }
        }
    }

    /// Those who are signature out as follows from `key`, as in this document.
    fn group(
        &mut self,
        comparing: &FamilyComparison<'_, '_>,
        document: DocumentId,
        key: LayoutKey,
    ) -> Option<&mut Group> {
        let known = self.known.get(&key).copied();
        let way = match known {
            Some(way) => way,
            None => self.meet(comparing, document, key)?,
        };
        self.groups.get_mut(way)
    }

    /// The way to be signature out that follows from `key`, which were not met before.
    fn meet(
        &mut self,
        comparing: &FamilyComparison<'_, '_>,
        document: DocumentId,
        key: LayoutKey,
    ) -> Option<usize> {
        let signature = self.signature(comparing, document, key)?;
        let way = *self.ways.entry(signature).or_insert(self.groups.len());
        if way == self.groups.len() {
            self.groups.push(Group::default());
        }
        self.known.insert(key, way);
        Some(way)
    }

    /// How a document is signature out.
    fn signature(
        &self,
        comparing: &FamilyComparison<'_, '_>,
        id: DocumentId,
        key: LayoutKey,
    ) -> Option<LayoutSignature> {
        let corpus = comparing.corpus;
        let lines = corpus.census.layouts.get(key.layout);
        let mut end = 1;
        let items = lines.iter().zip(corpus.items(id));
        let gaps = items.map(|(&line, (_, item))| {
            let gap = line.saturating_sub(end);
            end = line.saturating_add(corpus.height(item));
            gap
        });
        let gaps: Vec<u32> = gaps.collect();
        let gap = |item: u32| gaps.get(item as usize).copied().unwrap_or_default();
        let document = Document::read(corpus, id);
        let line = |number: u32| document.prose.get(number as usize);
        let above = |number: u32| line(number).map_or(0, |line| gap(line.place.item));
        let prose = self.prose.get(key.prose)?;
        let prose = prose.iter().map(|&(id, number)| (id, above(number)));
        let Tables { ids, rows } = self.tables.get(key.tables)?;
        let mut rows_of: Vec<Vec<(CookieId, u32)>> = vec![Vec::new(); ids.len()];
        for &(id, table, number) in rows {
            let row = document.tables.get(table).and_then(|table| table.rows.get(number));
            if let (Some(row), Some(rows)) = (row, rows_of.get_mut(table)) {
                rows.push((id, gap(row.item)));
            }
        }
        let tables = document.tables.iter().zip(ids).zip(rows_of);
        let tables = tables.filter_map(|((table, id), rows)| {
            Some(Shape { table: (*id)?, above: gap(table.place.item), rows })
        });
        Some(LayoutSignature { prose: prose.collect(), tables: tables.collect() })
    }

    /// All ways to be signature out in order, with those who are.
    pub(super) fn into_groups(mut self) -> Vec<(LayoutSignature, Group)> {
        let mut group = |way| self.groups.get_mut(way).map(std::mem::take).unwrap_or_default();
        let mut groups: Vec<_> =
            self.ways.into_iter().map(|(signature, way)| (signature, group(way))).collect();
        groups.sort_by(|(one, _), (other, _)| one.cmp(other));
        groups
    }
}

/// Numbers for what is different.
#[derive(Debug)]
struct Distinct<T> {
    all: Vec<T>,
    numbers: HashMap<T, u32, FixedState>,
}

impl<T> Default for Distinct<T> {
    fn default() -> Self {
        Self { all: Vec::new(), numbers: HashMap::default() }
    }
}

impl<T: Clone + Eq + Hash> Distinct<T> {
    fn number(&mut self, it: T) -> u32 {
        if let Some(&number) = self.numbers.get(&it) {
            return number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(NONE);
        self.all.push(it.clone());
        self.numbers.insert(it, number);
        number
    }

    fn get(&self, number: u32) -> Option<&T> {
        self.all.get(number as usize)
    }
}
