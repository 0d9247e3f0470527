//! Differences in the cookies that are declared: whole rows, and the fields of each.

use std::collections::BTreeMap;

use super::columns::{self, Column, Columns};
use super::passage::{Compared, Exact, base};
use super::tally::{Occurrence, Reading, Tally, charters, without};
use super::{FamilyComparison, Finding};
use crate::drift::census::{NONE, read_columns};
use crate::drift::collation::CookieId;
use crate::drift::corpus::{self, Class, DocumentId, TextRef};
use crate::drift::difference::{Level, Subject};
use crate::drift::mask::shown;
use crate::drift::report::Passage;
use crate::drift::shared_parts::{Group, GroupId};
use crate::drift::votes::{Majority, majority};
use crate::model::{Field, Kind};

/// A row as some charters have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Row {
    /// Its cells, a row of the census.
    cells: u32,
    form: u32,
    /// The columns of its table.
    columns: u32,
    category: Option<Kind>,
}

/// The rows in every id of a family's cookies.
pub(super) struct Readings {
    pub(super) tallies: Vec<Tally<Row>>,
    /// The row that the baseline has in each id.
    pub(super) bases: Vec<Option<Majority<usize>>>,
    columns: Columns,
}

impl Readings {
    pub(super) fn new(comparing: &FamilyComparison<'_, '_>) -> Self {
        let ids = comparing.collation.cookies.homes.len();
        let tallies = vec![Tally::default(); ids];
        Self { tallies, bases: Vec::new(), columns: Columns::new(comparing) }
    }

    /// Counts what the documents of a group declare in these tables.
    pub(super) fn add(
        &mut self,
        comparing: &FamilyComparison<'_, '_>,
        (group_id, group): (GroupId, &Group),
        tables: &[corpus::Table],
    ) {
        for matched in comparing.collation.rows(group_id) {
            let Some(table) = tables.get(matched.table) else { continue };
            let Some(tally) = self.tallies.get_mut(matched.cookie as usize) else { continue };
            let it = matched.row;
            let class = comparing.corpus.class(TextRef::Row(it.cells));
            let (columns, category) = (table.columns, it.category);
            let key = Row { cells: it.cells, form: it.form, columns, category };
            let at = Occurrence { group: group_id, item: it.item };
            let number = tally.add(group, at, class, key);
            if comparing.is_of_baseline(group_id) {
                tally.baseline = Some(number);
            }
        }
        self.columns.add(comparing, (group_id, group), tables);
    }

    /// Finds what the baseline has, once all documents are counted.
    pub(super) fn finish(&mut self, comparing: &FamilyComparison<'_, '_>) {
        self.bases = self.tallies.iter().map(|tally| most(comparing, tally)).collect();
    }

    /// Finds all rows that differ from the baseline's.
    pub(super) fn compare(&self, comparing: &FamilyComparison<'_, '_>, found: &mut Vec<Finding>) {
        for (id, tally) in (0..).zip(&self.tallies) {
            match self.bases.get(id as usize).copied().flatten() {
                Some(base) => {
                    self.find_removed(comparing, id, base, found);
                    self.compare_fields(comparing, id, tally, found);
                }
                None => find_added(comparing, id, tally, found),
            }
        }
        self.columns.compare(comparing, found);
    }

    fn find_removed(
        &self,
        comparing: &FamilyComparison<'_, '_>,
        id: CookieId,
        base: Majority<usize>,
        found: &mut Vec<Finding>,
    ) {
        let Some(tally) = self.tallies.get(id as usize) else { return };
        let Some(row) = tally.readings.get(base.of) else { return };
        let present: u64 = tally.readings.iter().map(|reading| reading.weight).sum();
        if present == comparing.weight() {
            return;
        }
        let tables = comparing.shared.tables().map(|(id, _)| id);
        let charters = charters(comparing, &without(tables, &tally.readings));
        if !charters.is_empty() {
            found.push(Finding {
                baseline: Some(comparing.corpus.text(TextRef::Row(row.key.cells))),
                tie: comparing.baseline.is_none() && charters.len() as u64 == present,
                charters,
                agreeing: present,
                rename: rename(comparing, &row.key),
                ..row_found(comparing, id, &row.key)
            });
        }
    }

    /// Compares each field of a cookie that the baseline has a column for.
    fn compare_fields(
        &self,
        comparing: &FamilyComparison<'_, '_>,
        id: CookieId,
        tally: &Tally<Row>,
        found: &mut Vec<Finding>,
    ) {
        let Some(base_row) = self.bases.get(id as usize).copied().flatten() else { return };
        let Some(base_row) = tally.readings.get(base_row.of) else { return };
        let name = cell(comparing, &base_row.key, Column::Known(Field::Name));
        let columns: Vec<_> = self.columns.of_baseline(comparing, comparing.home(id)).collect();
        let kind = compare_category(comparing, id, name, tally, &columns, found);
        for (number, column) in (1..).zip(columns) {
            let fields = fields(comparing, tally, column, kind);
            let Some(base) = base(&fields) else { continue };
            let passage = passage(comparing, id, name, Some(column.name(comparing)));
            let subject = match column {
                // A category is compared by its kind: its label is words like others.
                Column::Known(Field::Category) | Column::Labelled(..) => Subject::Field(None),
                Column::Known(field) => Subject::Field(Some(field)),
            };
            let position = position(comparing, id, number);
            Compared { comparing, subject, passage, position, tally: &fields, base }.compare(found);
        }
        Self::compare_surplus(comparing, id, tally, name, found);
    }

    /// Compares the cells that rows have beyond the columns of their tables: nothing names them, but
    /// they are words.
    fn compare_surplus(
        comparing: &FamilyComparison<'_, '_>,
        id: CookieId,
        tally: &Tally<Row>,
        name: u32,
        found: &mut Vec<Finding>,
    ) {
        /// Rows that have more are no rows of this table.
        const MOST: usize = 16;
        let surplus = |row: &Row| {
            let cells = comparing.corpus.census.rows.get(row.cells);
            let columns = read_columns(comparing.corpus.census.headers.get(row.columns)).count();
            cells.get(columns..).unwrap_or_default()
        };
        let most = tally.readings.iter().map(|reading| surplus(&reading.key).len()).max();
        for number in 0..most.unwrap_or_default().min(MOST) {
            let mut cells = Tally::default();
            for (at, reading) in tally.readings.iter().enumerate() {
                let text = surplus(&reading.key).get(number).copied().unwrap_or(NONE);
                let is_empty = comparing.corpus.census.texts.get(text).is_empty();
                let (class, key) = if is_empty {
                    (
                        NONE,
                        Exact {
                            lines: Vec::new(),
                            form: NONE,
                            consent: None,
                            masked: None,
                            meant: None,
                        },
                    )
                } else {
                    let class = comparing.corpus.class(TextRef::Text(text));
                    (class, Exact::part(comparing, text, reading.key.form))
                };
                let cell = cells.add_all(reading, class, key);
                if tally.baseline == Some(at) {
                    cells.baseline = Some(cell);
                }
            }
            let Some(base) = base(&cells) else { continue };
            let passage = passage(comparing, id, name, None);
            let subject = Subject::Field(None);
            let position = position(comparing, id, u32::MAX);
            Compared { comparing, subject, passage, position, tally: &cells, base }.compare(found);
        }
    }

    /// A document that has the baseline's row of each cookie that it has, and the place of that in the order of all.
    pub(super) fn documents_of_baseline(
        &self,
        comparing: &FamilyComparison<'_, '_>,
    ) -> impl Iterator<Item = (DocumentId, u32)> {
        let rows = (0..).zip(&self.tallies).zip(&self.bases);
        rows.filter_map(|((id, tally), base)| {
            let row = tally.readings.get(base.as_ref()?.of)?;
            let first = || comparing.shared.documents(row.at.first()?.group).first().copied();
            let document = comparing.baseline.or_else(first)?;
            Some((document, comparing.collation.cookies.order.position(id)))
        })
    }

    /// Whether the baseline has the cookie of a id.
    pub(super) fn is_in_baseline(&self, id: CookieId) -> bool {
        self.bases.get(id as usize).is_some_and(Option::is_some)
    }

    /// The name of the cookie in a id, as the baseline has it.
    pub(super) fn name(
        &self,
        comparing: &FamilyComparison<'_, '_>,
        id: CookieId,
    ) -> Option<String> {
        let base = self.bases.get(id as usize).copied().flatten()?;
        let row = self.tallies.get(id as usize)?.readings.get(base.of)?;
        let name = cell(comparing, &row.key, Column::Known(Field::Name));
        Some(comparing.corpus.census.texts.get(name).to_owned())
    }
}

fn find_added(
    comparing: &FamilyComparison<'_, '_>,
    id: CookieId,
    tally: &Tally<Row>,
    found: &mut Vec<Finding>,
) {
    let present: u64 = tally.readings.iter().map(|reading| reading.weight).sum();
    let absent = comparing.weight() - present;
    for who in tally.by_words() {
        let Some(first) = who.iter().min_by_key(|reading| reading.first) else { continue };
        let at: Vec<_> = who.iter().flat_map(|reading| &reading.at).copied().collect();
        found.push(Finding {
            reading: Some(comparing.corpus.text(TextRef::Row(first.key.cells))),
            charters: charters(comparing, &at),
            at,
            agreeing: absent,
            tie: comparing.baseline.is_none() && absent == present,
            rename: rename(comparing, &first.key),
            ..row_found(comparing, id, &first.key)
        });
    }
}

fn row_found(comparing: &FamilyComparison<'_, '_>, id: CookieId, row: &Row) -> Finding {
    let name = cell(comparing, row, Column::Known(Field::Name));
    let passage = passage(comparing, id, name, None);
    Finding::new(Subject::Cookie, Level::Words, &passage, position(comparing, id, 0))
}

/// Compares the kinds of a cookie's category, where it is told as in the baseline: by a column or by
/// the heading above. Gives the baseline's kind.
fn compare_category(
    comparing: &FamilyComparison<'_, '_>,
    id: CookieId,
    name: u32,
    tally: &Tally<Row>,
    columns: &[Column],
    found: &mut Vec<Finding>,
) -> Option<Kind> {
    let column = Column::Known(Field::Category);
    let has_column = columns.contains(&column);
    let cell_of = |row: &Row| cell(comparing, row, column);
    let is_alike = |it: &&Reading<Row>| (cell_of(&it.key) != NONE) == has_column;
    let readings: Vec<_> = tally.readings.iter().filter(is_alike).collect();
    let kind = majority(readings.iter().map(|it| (it.key.category, it.weight, it.first)));
    let named = tally.baseline.and_then(|at| tally.readings.get(at)).map(|it| it.key.category);
    let (kind, tie) = named.map(|of| (of, false)).or(kind.map(|kind| (kind.of, kind.tie)))?;
    let mut by_kind: BTreeMap<Option<Kind>, Vec<&Reading<Row>>> = BTreeMap::new();
    for reading in readings {
        by_kind.entry(reading.key.category).or_default().push(reading);
    }
    let text = |kind: Option<Kind>, row: &Row| {
        let cell = Some(cell_of(row)).filter(|&cell| cell != NONE);
        let cell = cell.map(|cell| comparing.corpus.text(TextRef::Text(cell)));
        // Without a word of its own the cookie is of the kind that the heading above says.
        let kind = || kind.map(|kind| kind.name().to_owned());
        cell.filter(|cell| !cell.is_empty()).or_else(kind)
    };
    let same = by_kind.remove(&kind).unwrap_or_default();
    let agreeing = same.iter().map(|reading| reading.weight).sum();
    let first_of = |who: &[&Reading<Row>]| {
        who.iter().min_by_key(|reading| reading.first).map(|it| (it.key, it.first))
    };
    let there = first_of(&same).and_then(|(row, _)| text(kind, &row));
    for (other, who) in by_kind {
        let Some((row, _)) = first_of(&who).filter(|&(_, first)| first != NONE) else { continue };
        let at: Vec<_> = who.iter().flat_map(|reading| &reading.at).copied().collect();
        let passage = passage(comparing, id, name, Some(column.name(comparing)));
        let subject = Subject::Field(Some(Field::Category));
        found.push(Finding {
            baseline: there.clone(),
            reading: text(other, &row),
            charters: charters(comparing, &at),
            at,
            agreeing,
            tie,
            ..Finding::new(subject, Level::Words, &passage, position(comparing, id, 0))
        });
    }
    kind
}

/// The row that the baseline has in a id, if it has one.
fn most(comparing: &FamilyComparison<'_, '_>, tally: &Tally<Row>) -> Option<Majority<usize>> {
    if comparing.baseline.is_some() {
        let weight = tally.readings.iter().map(|reading| reading.weight).sum();
        return tally.baseline.map(|of| Majority { of, weight, tie: false });
    }
    let present: u64 = tally.readings.iter().map(|reading| reading.weight).sum();
    let absent = comparing.weight() - present;
    let first = comparing.first();
    let is_there = present > absent
        || (present == absent && tally.readings.iter().any(|reading| reading.first == first));
    let votes = (0..).zip(&tally.readings).map(|(number, it)| (number, it.weight, it.first));
    majority(votes).filter(|_| is_there)
}

/// Where a field of a cookie stands in the report.
fn position(comparing: &FamilyComparison<'_, '_>, id: CookieId, field: u32) -> (u8, u32, u32) {
    (2, comparing.collation.cookies.order.position(id), field)
}

fn passage(
    comparing: &FamilyComparison<'_, '_>,
    id: CookieId,
    name: u32,
    field: Option<String>,
) -> Passage {
    let name = comparing.corpus.census.texts.get(name);
    let cookie = (!name.is_empty()).then(|| shown(name));
    let table = columns::passage(comparing, comparing.home(id), field);
    Passage { cookie, ..table }
}

/// The text of a row in a column, or [`NONE`].
fn cell(comparing: &FamilyComparison<'_, '_>, row: &Row, column: Column) -> u32 {
    let place = comparing.column(row.columns, column);
    let cells = comparing.corpus.census.rows.get(row.cells);
    place.and_then(|place| cells.get(place)).copied().unwrap_or(NONE)
}

/// The readings of one field, of the rows in tables that have its column. The label of a category
/// is compared where the `kind` is the same: another kind is told as such.
fn fields(
    comparing: &FamilyComparison<'_, '_>,
    tally: &Tally<Row>,
    column: Column,
    kind: Option<Kind>,
) -> Tally<Exact> {
    let mut fields = Tally::default();
    for (number, reading) in tally.readings.iter().enumerate() {
        let text = cell(comparing, &reading.key, column);
        let is_other_kind =
            column == Column::Known(Field::Category) && reading.key.category != kind;
        if text == NONE || is_other_kind {
            continue;
        }
        let class = comparing.corpus.class(TextRef::Text(text));
        let key = Exact::part(comparing, text, reading.key.form);
        let field = fields.add_all(reading, class, key);
        if tally.baseline == Some(number) {
            fields.baseline = Some(field);
        }
    }
    fields
}

/// What a cookie has in common with itself under another name; nothing when that is nothing.
fn rename(comparing: &FamilyComparison<'_, '_>, row: &Row) -> Option<[Class; 3]> {
    let fields = [Field::Provider, Field::Service, Field::Purpose];
    let cells = fields.map(|field| cell(comparing, row, Column::Known(field)));
    let is_told = |&text: &u32| !comparing.corpus.census.texts.get(text).is_empty();
    let class =
        |text: u32| if text == NONE { NONE } else { comparing.corpus.class(TextRef::Text(text)) };
    cells.iter().any(is_told).then(|| cells.map(class))
}
