//! Differences in the columns of tables of cookies: which there are, and what they are called.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::passage::{Compared, Exact, base};
use super::tally::{Occurrence, Tally};
use super::{FamilyComparison, Finding, Presence};
use crate::drift::census::{NONE, read_columns};
use crate::drift::collation::TableId;
use crate::drift::corpus::{self, Column, TextRef};
use crate::drift::difference::{Level, Subject};
use crate::drift::report::{BlockKind, Passage};
use crate::drift::shared_parts::{Group, GroupId};
use crate::model::Role;
use crate::text::is_blank;

/// The passage of a table, or of a column of it.
pub(super) fn passage(
    comparing: &FamilyComparison<'_>,
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
pub(super) struct Columns<'f> {
    comparing: &'f FamilyComparison<'f>,
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

impl<'f> Columns<'f> {
    pub(super) fn new(comparing: &'f FamilyComparison<'f>) -> Self {
        Self { comparing, tables: vec![Table::default(); comparing.collation.cookies.tables.len()] }
    }

    /// Counts the columns of the tables of a group.
    pub(super) fn add(&mut self, (id, group): (GroupId, &Group), tables: &[corpus::Table]) {
        let (comparing, corpus) = (self.comparing, self.comparing.corpus);
        let is_baseline = comparing.is_of_baseline(id);
        for (table, &(number, item)) in tables.iter().zip(comparing.collation.tables(id)) {
            let Some(there) = self.tables.get_mut(number as usize) else { continue };
            let at = Occurrence { group: id, item };
            there.at.push(at);
            there.weight += group.weight;
            there.is_in_baseline |= is_baseline;
            let written = read_columns(corpus.census.headers.get(table.columns));
            for (&column, (_, label)) in corpus.columns(table.columns).iter().zip(written) {
                let labels = there.labels(column);
                labels.at.push(at);
                labels.weight += group.weight;
                labels.is_in_baseline |= is_baseline;
                if label != NONE {
                    let class = corpus.class(TextRef::Text(label));
                    let key = Exact::part(comparing, label, table.form);
                    labels.written.add(comparing, (id, group), at.item, (class, key));
                }
            }
        }
    }

    /// Whether the baseline has a column of a table, among those with the table.
    fn presence(&self, table: &Table, labels: &Labels) -> Presence {
        let is_first = labels.at.first() == table.at.first();
        let weights = (labels.weight, table.weight);
        self.comparing.presence(weights, labels.is_in_baseline, is_first)
    }

    /// The columns that the baseline's table has.
    pub(super) fn of_baseline(&self, table: TableId) -> impl Iterator<Item = Column> {
        self.tables.get(table as usize).into_iter().flat_map(|table| {
            let is_there = |labels: &Labels| self.presence(table, labels).is_there;
            let columns = table.columns.iter().filter(move |(_, labels)| is_there(labels));
            columns.map(|&(column, _)| column)
        })
    }

    /// Finds columns that came or went, and labels in other words.
    pub(super) fn compare(&self, found: &mut Vec<Finding>) {
        let comparing = self.comparing;
        for (id, table) in (0..).zip(&self.tables) {
            if comparing.baseline.is_some() && !table.is_in_baseline {
                // Its cookies are told; what they are compared with has no columns.
                continue;
            }
            let columns = table.columns.iter().map(|(column, labels)| {
                // A column with nothing written above it cannot be told apart from nothing.
                Some(comparing.corpus.column_name(*column))
                    .filter(|name| !is_blank(name))
                    .map(|name| (name, labels))
            });
            for (number, (name, labels)) in (0..).zip(columns.flatten()) {
                let passage = passage(comparing, id, Some(name));
                let position = (1, id, number);
                let Presence { is_there, absent, tie } = self.presence(table, labels);
                let finding = Finding::new(Subject::Column, Level::Words, &passage, position);
                let finding = Finding { tie, ..finding };
                // The label as most have it.
                let base = base(&labels.written);
                let reading = base.and_then(|base| labels.written.readings.get(base.reading));
                let text = reading.map(|reading| reading.key.text(comparing));
                let text = text.or_else(|| passage.field.clone());
                let finding = if is_there {
                    let there: HashSet<_, FixedState> =
                        labels.at.iter().map(|it| it.group).collect();
                    let without = table.at.iter().filter(|it| !there.contains(&it.group)).copied();
                    let finding = finding.of(comparing, without.collect());
                    Finding { baseline: text, agreeing: labels.weight, ..finding }
                } else {
                    let finding = finding.of(comparing, labels.at.clone());
                    Finding { reading: text, agreeing: absent, ..finding }
                };
                found.extend((!finding.charters.is_empty()).then_some(finding));
                if let (true, Some(base)) = (is_there, base) {
                    let (subject, tally) = (Subject::Label, &labels.written);
                    Compared { comparing, subject, passage, position, tally, base }.compare(found);
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
}
