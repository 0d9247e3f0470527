//! Differences in the cookies that are declared: whole rows, and the fields of each.

use std::collections::BTreeMap;

use super::columns::{self, Columns};
use super::passage::{Compared, Exact, base};
use super::tally::{Reading, Tally, together, without};
use super::{FamilyComparison, Finding, Position, Presence, own};
use crate::drift::census::NONE;
use crate::drift::collation::CookieId;
use crate::drift::corpus::{self, Class, Column, Document, DocumentId, TextRef};
use crate::drift::difference::{Level, Subject};
use crate::drift::mask::shown;
use crate::drift::report::Passage;
use crate::drift::votes::majority;
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

/// The rows of every cookie of a family.
pub(super) struct Readings<'f> {
    pub(super) comparing: &'f FamilyComparison<'f>,
    names: &'f own::Names,
    tallies: Vec<Tally<Row>>,
    /// The row that the baseline has of each cookie.
    bases: Vec<Option<usize>>,
    columns: Columns<'f>,
}

impl<'f> Readings<'f> {
    /// Counts what all groups of the same tables declare, and finds what the baseline has.
    pub(super) fn new(comparing: &'f FamilyComparison<'f>, names: &'f own::Names) -> Self {
        let mut columns = Columns::new(comparing);
        let mut tallies = vec![Tally::default(); comparing.collation.cookies.homes.len()];
        for (id, group) in comparing.shared.tables() {
            let tables = Document::read(comparing.corpus, group.document()).tables;
            for matched in comparing.collation.rows(id) {
                let Some(table) = tables.get(matched.table) else { continue };
                let Some(tally) = tallies.get_mut(matched.cookie as usize) else { continue };
                let corpus::Row { cells, form, category, item } = matched.row;
                let class = comparing.corpus.class(TextRef::Row(cells));
                let key = Row { cells, form, columns: table.columns, category };
                tally.add(comparing, (id, group), item, (class, key));
            }
            columns.add((id, group), &tables);
        }
        let bases = tallies.iter().map(|tally| most(comparing, tally)).collect();
        Self { comparing, names, tallies, bases, columns }
    }

    /// Finds all rows that differ from the baseline's.
    pub(super) fn compare(&self, found: &mut Vec<Finding>) {
        for (id, tally) in (0..).zip(&self.tallies) {
            match self.base(id) {
                Some(base) => {
                    self.find_removed(id, base, tally, found);
                    self.compare_fields(id, base, tally, found);
                }
                None => self.find_added(id, tally, found),
            }
        }
        self.columns.compare(found);
    }

    fn find_removed(&self, id: CookieId, base: &Row, tally: &Tally<Row>, found: &mut Vec<Finding>) {
        let comparing = self.comparing;
        let Presence { absent, tie, .. } = presence(comparing, tally);
        if absent == 0 {
            return;
        }
        let tables = comparing.shared.tables().map(|(id, _)| id);
        let charters = comparing.charters(&without(tables, &tally.readings));
        if !charters.is_empty() {
            found.push(Finding {
                baseline: Some(comparing.corpus.text(TextRef::Row(base.cells))),
                tie,
                charters,
                agreeing: tally.weight(),
                ..self.whole(id, base)
            });
        }
    }

    fn find_added(&self, id: CookieId, tally: &Tally<Row>, found: &mut Vec<Finding>) {
        let comparing = self.comparing;
        let Presence { absent, tie, .. } = presence(comparing, tally);
        let rows = tally.map(|_, &Reading { key: Row { cells, form, .. }, class, .. }| {
            let lines = vec![TextRef::Row(cells)];
            Some((class, Exact { lines, form, ..Exact::default() }))
        });
        let rows = self.names.masked(comparing, &rows).unwrap_or(rows);
        for readings in rows.by_words() {
            let Some((first, at)) = together(&readings) else { continue };
            let Some(row) = tally.readings.iter().find(|row| row.first == first.first) else {
                continue;
            };
            found.push(Finding {
                reading: Some(first.key.text(comparing)),
                agreeing: absent,
                tie,
                ..self.whole(id, &row.key).of(comparing, at)
            });
        }
    }

    /// That a cookie with this row came or went.
    fn whole(&self, id: CookieId, row: &Row) -> Finding {
        let passage = self.passage(id, self.name_of(row), None);
        let rename = self.rename(row);
        Finding {
            rename,
            ..Finding::new(Subject::Cookie, Level::Words, &passage, self.position(id, 0))
        }
    }

    /// Compares each field of a cookie that the baseline has a column for.
    fn compare_fields(
        &self,
        id: CookieId,
        base_row: &Row,
        tally: &Tally<Row>,
        found: &mut Vec<Finding>,
    ) {
        let comparing = self.comparing;
        let name = self.name_of(base_row);
        let columns: Vec<_> = self.columns.of_baseline(comparing.home(id)).collect();
        let kind = self.compare_category(id, name, tally, &columns, found);
        for (number, column) in (1..).zip(columns) {
            let fields = &self.fields(tally, column, kind);
            let field = match column {
                // A category is compared by its kind: its label is words like others.
                Column::Known(Field::Category) | Column::Labelled(..) => None,
                Column::Known(field) => Some(field),
            };
            let passage = self.passage(id, name, Some(comparing.corpus.column_name(column)));
            self.compare_cells(field, passage, self.position(id, number), fields, found);
        }
        self.compare_surplus(id, name, tally, found);
    }

    fn compare_cells(
        &self,
        field: Option<Field>,
        passage: Passage,
        position: Position,
        tally: &Tally<Exact>,
        found: &mut Vec<Finding>,
    ) {
        let (comparing, subject) = (self.comparing, Subject::Field(field));
        // What says who sets a cookie, for how long and what for is never a portal's own; a name in a sentence is.
        let is_told =
            matches!(field, None | Some(Field::Service | Field::Purpose | Field::Description));
        let named = is_told.then(|| self.names.masked(comparing, tally)).flatten();
        let tally = named.as_ref().unwrap_or(tally);
        if let Some(base) = base(tally) {
            Compared { comparing, subject, passage, position, tally, base }.compare(found);
        }
    }

    /// Compares the cells that rows have beyond the columns of their tables: nothing names them, but
    /// they are words.
    fn compare_surplus(
        &self,
        id: CookieId,
        name: u32,
        tally: &Tally<Row>,
        found: &mut Vec<Finding>,
    ) {
        /// Rows that have more are no rows of this table.
        const MOST: usize = 16;
        let corpus = self.comparing.corpus;
        let surplus = |row: &Row| {
            let cells = corpus.census.rows.get(row.cells);
            cells.get(corpus.columns(row.columns).len()..).unwrap_or_default()
        };
        let most = tally.readings.iter().map(|reading| surplus(&reading.key).len()).max();
        for number in 0..most.unwrap_or_default().min(MOST) {
            let cells = tally.map(|_, reading| {
                let text = surplus(&reading.key).get(number).copied();
                let text = text.filter(|&text| !corpus.census.texts.get(text).is_empty());
                Some(self.cell_reading(text.unwrap_or(NONE), &reading.key))
            });
            let passage = self.passage(id, name, None);
            self.compare_cells(None, passage, self.position(id, u32::MAX), &cells, found);
        }
    }

    /// What a text of a row is as a reading.
    fn cell_reading(&self, text: u32, row: &Row) -> (Class, Exact) {
        let class = self.comparing.corpus.class(TextRef::Text(text));
        (class, Exact::part(self.comparing, text, row.form))
    }

    /// A document that has the baseline's row of each cookie that it has, and the place of that in the order of all.
    pub(super) fn documents_of_baseline(&self) -> impl Iterator<Item = (DocumentId, u32)> {
        let rows = (0..).zip(&self.tallies).zip(&self.bases);
        rows.filter_map(|((id, tally), base)| {
            let row = tally.readings.get((*base)?)?;
            let first = || self.comparing.shared.documents(row.at.first()?.group).first().copied();
            let document = self.comparing.baseline.or_else(first)?;
            Some((document, self.position(id, 0).1))
        })
    }

    /// The baseline's row of a cookie, if it has the cookie.
    pub(super) fn base(&self, id: CookieId) -> Option<&Row> {
        let base = self.bases.get(id as usize).copied().flatten()?;
        Some(&self.tallies.get(id as usize)?.readings.get(base)?.key)
    }

    /// The name of a cookie, as the baseline has it.
    pub(super) fn name(&self, id: CookieId) -> Option<String> {
        let name = self.name_of(self.base(id)?);
        Some(self.comparing.corpus.census.texts.get(name).to_owned())
    }

    fn name_of(&self, row: &Row) -> u32 {
        self.cell(row, Column::Known(Field::Name))
    }

    /// Compares the kinds of a cookie's category, where it is told as in the baseline: by a column or by
    /// the heading above. Gives the baseline's kind.
    fn compare_category(
        &self,
        id: CookieId,
        name: u32,
        tally: &Tally<Row>,
        columns: &[Column],
        found: &mut Vec<Finding>,
    ) -> Option<Kind> {
        let corpus = self.comparing.corpus;
        let column = Column::Known(Field::Category);
        let has_column = columns.contains(&column);
        let is_alike = |it: &&Reading<Row>| (self.cell(&it.key, column) != NONE) == has_column;
        let readings: Vec<_> = tally.readings.iter().filter(is_alike).collect();
        let kind = majority(readings.iter().map(|it| (it.key.category, it.weight, it.first)));
        let named = tally.baseline.and_then(|at| tally.readings.get(at)).map(|it| it.key.category);
        let (kind, tie) = named.map(|of| (of, false)).or(kind.map(|kind| (kind.of, kind.tie)))?;
        let mut by_kind: BTreeMap<Option<Kind>, Vec<&Reading<Row>>> = BTreeMap::new();
        for reading in readings {
            by_kind.entry(reading.key.category).or_default().push(reading);
        }
        let text = |kind: Option<Kind>, row: &Row| {
            let cell = Some(corpus.text(TextRef::Text(self.cell(row, column))));
            // Without a word of its own the cookie is of the kind that the heading above says.
            cell.filter(|cell| !cell.is_empty()).or_else(|| kind.map(|kind| kind.name().to_owned()))
        };
        let same = by_kind.remove(&kind).unwrap_or_default();
        let agreeing = same.iter().map(|reading| reading.weight).sum();
        let baseline = together(&same).and_then(|(first, _)| text(kind, &first.key));
        for (other, readings) in by_kind {
            let Some((first, at)) = together(&readings).filter(|it| it.0.first != NONE) else {
                continue;
            };
            let passage = self.passage(id, name, Some(corpus.column_name(column)));
            let subject = Subject::Field(Some(Field::Category));
            let finding = Finding::new(subject, Level::Words, &passage, self.position(id, 0));
            found.push(Finding {
                baseline: baseline.clone(),
                reading: text(other, &first.key),
                agreeing,
                tie,
                ..finding.of(self.comparing, at)
            });
        }
        kind
    }

    /// Where a field of a cookie stands in the report.
    fn position(&self, id: CookieId, field: u32) -> Position {
        (2, self.comparing.collation.cookies.order.position(id), field)
    }

    fn passage(&self, id: CookieId, name: u32, field: Option<String>) -> Passage {
        let name = self.comparing.corpus.census.texts.get(name);
        let cookie = (!name.is_empty()).then(|| shown(name));
        Passage { cookie, ..columns::passage(self.comparing, self.comparing.home(id), field) }
    }

    /// The text of a row in a column, or [`NONE`].
    fn cell(&self, row: &Row, column: Column) -> u32 {
        self.comparing.corpus.cell(row.cells, row.columns, column)
    }

    /// The readings of one field, of the rows in tables that have its column. The label of a category
    /// is compared where the `kind` is the same: another kind is told as such.
    fn fields(&self, tally: &Tally<Row>, column: Column, kind: Option<Kind>) -> Tally<Exact> {
        let is_category = column == Column::Known(Field::Category);
        tally.map(|_, reading| {
            let text = self.cell(&reading.key, column);
            let is_compared = text != NONE && !(is_category && reading.key.category != kind);
            is_compared.then(|| self.cell_reading(text, &reading.key))
        })
    }

    /// What a cookie has in common with itself under another name; nothing when that is nothing.
    fn rename(&self, row: &Row) -> Option<[Class; 3]> {
        let corpus = self.comparing.corpus;
        let fields = [Field::Provider, Field::Service, Field::Purpose];
        let cells = fields.map(|field| self.cell(row, Column::Known(field)));
        let is_told = |&text: &u32| !corpus.census.texts.get(text).is_empty();
        cells.iter().any(is_told).then(|| cells.map(|text| corpus.class(TextRef::Text(text))))
    }
}

/// Whether the baseline has a cookie.
fn presence(comparing: &FamilyComparison<'_>, tally: &Tally<Row>) -> Presence {
    let weights = (tally.weight(), comparing.weight);
    comparing.presence(weights, tally.baseline.is_some(), tally.has_first(comparing))
}

/// The row that the baseline has of a cookie, if it has one.
fn most(comparing: &FamilyComparison<'_>, tally: &Tally<Row>) -> Option<usize> {
    let most = || tally.most().map(|most| most.of);
    tally.baseline.or_else(most).filter(|_| presence(comparing, tally).is_there)
}
