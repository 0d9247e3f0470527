//! Differences in the columns of tables of cookies: which there are, and what they are called.

use std::cmp::Ordering;
use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::passage::{Compared, Exact, base};
use super::tally::{Occurrence, Tally, charters};
use super::{FamilyComparison, Finding};
use crate::drift::census::{NONE, read_columns};
use crate::drift::collation::TableId;
use crate::drift::corpus::{self, Class, TextRef};
use crate::drift::difference::{Level, Subject};
use crate::drift::mask::shown;
use crate::drift::report::{BlockKind, Passage};
use crate::drift::shared_parts::{Group, GroupId};
use crate::model::{Field, Role};
use crate::text::is_blank;

/// A column, whatever its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Column {
    /// By its field.
    Known(Field),
    /// By the words of a label that means no field, and how many columns before it have the same.
    Labelled(Class, usize),
}

impl Column {
    /// Its name in a report.
    pub(super) fn name(self, comparing: &FamilyComparison<'_, '_>) -> String {
        match self {
            Self::Known(field) => field.name().to_owned(),
            Self::Labelled(class, _) => shown(&comparing.corpus.text_of_class(class)),
        }
    }

    /// Whether it has nothing written above it, so that it cannot be told apart from nothing.
    fn is_blank(self, comparing: &FamilyComparison<'_, '_>) -> bool {
        is_blank(&self.name(comparing))
    }
}

/// The columns of a header, by their places.
pub(super) fn places(comparing: &FamilyComparison<'_, '_>, header: u32) -> Vec<Column> {
    let mut places: Vec<Column> = Vec::new();
    for (field, label) in read_columns(comparing.corpus.census.headers.get(header)) {
        let class = match label {
            NONE => NONE,
            label => comparing.corpus.class(TextRef::Text(label)),
        };
        let is_same = |it: &&Column| matches!(it, Column::Labelled(other, _) if *other == class);
        places.push(match field {
            Some(field) => Column::Known(field),
            None => Column::Labelled(class, places.iter().filter(is_same).count()),
        });
    }
    places
}

/// The passage of a table, or of a column of it.
pub(super) fn passage(
    comparing: &FamilyComparison<'_, '_>,
    table: TableId,
    field: Option<String>,
) -> Passage {
    let table = comparing.collation.cookies.tables.get(table as usize);
    Passage {
        role: table.map_or(Role::Other, |table| table.role),
        category: table.and_then(|table| table.category),
        block: BlockKind::Table,
        index: None,
        cookie: None,
        field: field.filter(|field| !is_blank(field)),
    }
}

/// The columns of every table of a family.
pub(super) struct Columns {
    tables: Vec<Table>,
}

/// One table.
#[derive(Clone, Default)]
struct Table {
    /// The groups that have it.
    at: Vec<Occurrence>,
    /// How many charters have it.
    weight: u64,
    /// Its columns, in the order they were met.
    columns: Vec<(Column, Labels)>,
    is_in_baseline: bool,
}

/// The readings of a label.
#[derive(Clone, Default)]
struct Labels {
    /// Labels that are written; a table that goes on under a heading has none.
    written: Tally<Exact>,
    /// The groups whose table has the column.
    at: Vec<Occurrence>,
    weight: u64,
    is_in_baseline: bool,
}

impl Labels {
    /// The label as most have it.
    fn text(&self, comparing: &FamilyComparison<'_, '_>) -> Option<String> {
        let base = base(&self.written)?;
        Some(self.written.readings.get(base.reading)?.key.text(comparing))
    }
}

impl Columns {
    pub(super) fn new(comparing: &FamilyComparison<'_, '_>) -> Self {
        Self { tables: vec![Table::default(); comparing.collation.cookies.tables.len()] }
    }

    /// Counts the columns of the tables of a group, which are in these ids.
    pub(super) fn add(
        &mut self,
        comparing: &FamilyComparison<'_, '_>,
        (group_id, group): (GroupId, &Group),
        tables: &[corpus::Table],
    ) {
        let corpus = comparing.corpus;
        let is_baseline = comparing.is_of_baseline(group_id);
        for (table, id) in tables.iter().zip(comparing.collation.tables(group_id)) {
            let there = id.and_then(|id| self.tables.get_mut(id as usize));
            let Some(there) = there else { continue };
            let at = Occurrence { group: group_id, item: table.place.item };
            there.at.push(at);
            there.weight += group.weight;
            there.is_in_baseline |= is_baseline;
            let columns = places(comparing, table.columns);
            let written = read_columns(corpus.census.headers.get(table.columns));
            for (column, (_, label)) in columns.into_iter().zip(written) {
                let labels = there.labels(column);
                labels.at.push(at);
                labels.weight += group.weight;
                labels.is_in_baseline |= is_baseline;
                if label != NONE {
                    let class = corpus.class(TextRef::Text(label));
                    let key = Exact::part(comparing, label, table.form);
                    let number = labels.written.add(group, at, class, key);
                    if is_baseline {
                        labels.written.baseline = Some(number);
                    }
                }
            }
        }
    }

    /// The columns that the baseline's table has.
    pub(super) fn of_baseline(
        &self,
        comparing: &FamilyComparison<'_, '_>,
        table: TableId,
    ) -> impl Iterator<Item = Column> {
        let is_named = comparing.baseline.is_some();
        let table = self.tables.get(table as usize);
        table.into_iter().flat_map(move |table| {
            let columns = table.columns.iter();
            columns
                .filter(move |(_, labels)| table.has(labels, is_named))
                .map(|&(column, _)| column)
        })
    }

    /// Finds columns that came or went, and labels in other words.
    pub(super) fn compare(&self, comparing: &FamilyComparison<'_, '_>, found: &mut Vec<Finding>) {
        let is_named = comparing.baseline.is_some();
        for (id, table) in (0..).zip(&self.tables) {
            if is_named && !table.is_in_baseline {
                // Its cookies are told; what they are compared with has no columns.
                continue;
            }
            let columns = table.columns.iter().filter(|(column, _)| !column.is_blank(comparing));
            for (number, (column, labels)) in (0..).zip(columns) {
                let passage = passage(comparing, id, Some(column.name(comparing)));
                let position = (1, id, number);
                if table.has(labels, is_named) {
                    table.find_removed(comparing, labels, &passage, position, found);
                    if let Some(base) = base(&labels.written) {
                        let (subject, tally) = (Subject::Label, &labels.written);
                        Compared { comparing, subject, passage, position, tally, base }
                            .compare(found);
                    }
                } else {
                    table.find_added(comparing, labels, &passage, position, found);
                }
            }
        }
    }
}

impl Table {
    fn labels(&mut self, column: Column) -> &mut Labels {
        let place = self.columns.iter().position(|&(it, _)| it == column);
        let place = place.unwrap_or_else(|| {
            self.columns.push((column, Labels::default()));
            self.columns.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "it was found there, or just put there")]
        &mut self.columns[place].1
    }

    /// Whether the baseline has a column: the one that was named, else most of those with the table.
    fn has(&self, labels: &Labels, is_named: bool) -> bool {
        let has_first = || labels.at.first() == self.at.first();
        match (labels.weight * 2).cmp(&self.weight) {
            _ if is_named => labels.is_in_baseline,
            Ordering::Equal => has_first(),
            order => order.is_gt(),
        }
    }

    fn find_removed(
        &self,
        comparing: &FamilyComparison<'_, '_>,
        labels: &Labels,
        passage: &Passage,
        position: (u8, u32, u32),
        found: &mut Vec<Finding>,
    ) {
        let there: HashSet<u32, FixedState> = labels.at.iter().map(|at| at.group).collect();
        let without = self.at.iter().filter(|at| !there.contains(&at.group));
        let without: Vec<_> = without.copied().collect();
        let charters = charters(comparing, &without);
        if !charters.is_empty() {
            found.push(Finding {
                baseline: labels.text(comparing).or_else(|| passage.field.clone()),
                at: without,
                charters,
                agreeing: labels.weight,
                tie: comparing.baseline.is_none() && labels.weight * 2 == self.weight,
                ..Finding::new(Subject::Column, Level::Words, passage, position)
            });
        }
    }

    fn find_added(
        &self,
        comparing: &FamilyComparison<'_, '_>,
        labels: &Labels,
        passage: &Passage,
        position: (u8, u32, u32),
        found: &mut Vec<Finding>,
    ) {
        let charters = charters(comparing, &labels.at);
        if !charters.is_empty() {
            found.push(Finding {
                reading: labels.text(comparing).or_else(|| passage.field.clone()),
                at: labels.at.clone(),
                charters,
                agreeing: self.weight - labels.weight,
                tie: comparing.baseline.is_none() && labels.weight * 2 == self.weight,
                ..Finding::new(Subject::Column, Level::Words, passage, position)
            });
        }
    }
}
