//! A census opened for comparing: its documents, and which texts have the same words.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use xxhash_rust::xxh3::Xxh3;

use super::census::{
    Census, Entry, Item, NONE, count, read_columns, read_head, split_prose_and_tables,
};
pub(super) use super::census::{ItemKind, TextRef};
use super::mask;
pub(super) use super::words::Class;
use super::words::{class, words};
use crate::lexicon::Language;
use crate::model::{Consent, Field, Kind, Role};
use crate::text::{Spelling, Word, fold, is_invisible, is_space, without_number};

/// A charter's place among those of the census, which are in order of their paths.
pub(super) type CharterId = u32;
/// A document's place among those of the census.
pub(super) type DocumentId = u32;

/// A census, and what comparing needs to know of all of it.
pub(super) struct Corpus<'c> {
    pub(super) census: &'c Census,
    text_classes: Vec<Class>,
    /// The first text with the words of each text.
    first_texts: Vec<u32>,
    /// Of texts as headings, where a number that they begin with is no word.
    heading_classes: Vec<Class>,
    row_classes: Vec<Class>,
    /// The columns of each header.
    columns: Vec<Vec<Column>>,
    /// The charters of each document, in order.
    charters: Vec<Vec<CharterId>>,
}

/// A column, whatever its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Column {
    /// By its field.
    Known(Field),
    /// By the first text with the words of a label that means no field, and how many columns before it have the same.
    Labelled(u32, usize),
}

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The number of its section in the document.
    pub(super) section: u32,
    pub(super) role: Role,
    pub(super) category: Option<Kind>,
}

impl<'c> Corpus<'c> {
    /// Opens a census, which must be sorted.
    pub(super) fn new(census: &'c Census) -> Self {
        let text_classes: Vec<Class> = census.texts.iter().map(|text| class([text])).collect();
        let mut firsts: HashMap<Class, u32, FixedState> = HashMap::default();
        let first = |(number, &class): (u32, &Class)| *firsts.entry(class).or_insert(number);
        let first_texts = (0..).zip(&text_classes).map(first).collect();
        let heading = |(text, &whole)| match without_number(text) {
            rest if rest.len() == text.len() => whole,
            rest => class([rest]),
        };
        let heading_classes = census.texts.iter().zip(&text_classes).map(heading).collect();
        let of_row = |row: &[u32]| class(row.iter().map(|&text| census.texts.get(text)));
        let row_classes = census.rows.iter().map(of_row).collect();
        let mut charters = vec![Vec::<CharterId>::new(); census.documents.len()];
        for (charter, entry) in (0..).zip(&census.charters) {
            if let Some(there) = charters.get_mut(entry.document as usize) {
                there.push(charter);
            }
        }
        let columns = Vec::new();
        let mut corpus = Self {
            census,
            text_classes,
            first_texts,
            heading_classes,
            row_classes,
            columns,
            charters,
        };
        corpus.columns = census.headers.iter().map(|header| corpus.columns_of(header)).collect();
        corpus
    }

    fn columns_of(&self, header: &[u32]) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        for (field, label) in read_columns(header) {
            let label = self.first_text(label);
            let is_same =
                |it: &&Column| matches!(it, Column::Labelled(other, _) if *other == label);
            columns.push(match field {
                Some(field) => Column::Known(field),
                None => Column::Labelled(label, columns.iter().filter(is_same).count()),
            });
        }
        columns
    }

    /// The columns of a header, by their places.
    pub(super) fn columns(&self, header: u32) -> &[Column] {
        self.columns.get(header as usize).map_or(&[], |columns| columns)
    }

    /// The text of a row in a column of its header, or [`NONE`].
    pub(super) fn cell(&self, row: u32, header: u32, column: Column) -> u32 {
        let place = self.columns(header).iter().position(|&it| it == column);
        let cell = place.and_then(|place| self.census.rows.get(row).get(place));
        cell.copied().unwrap_or(NONE)
    }

    /// The name of a column in a report.
    pub(super) fn column_name(&self, column: Column) -> String {
        match column {
            Column::Known(field) => field.name().to_owned(),
            Column::Labelled(label, _) => mask::shown(self.census.texts.get(label)),
        }
    }

    /// What is the same for documents of the same prose, and for those of the same tables, wherever these stand.
    pub(super) fn part_keys(&self, document: DocumentId) -> [u128; 2] {
        let mut keys = [Xxh3::new(), Xxh3::new()];
        for &section in self.census.documents.get(document).iter().skip(1) {
            let parts = split_prose_and_tables(self.census.sections.get(section));
            for (key, part) in keys.iter_mut().zip(parts) {
                for number in part {
                    key.update(&number.to_le_bytes());
                }
            }
        }
        keys.map(|key| key.digest128())
    }

    /// The documents that charters have.
    pub(super) fn documents(&self) -> impl Iterator<Item = DocumentId> {
        (0..).take(self.census.documents.len())
    }

    /// The charters that have this document, in order.
    pub(super) fn charters(&self, document: DocumentId) -> &[CharterId] {
        self.charters.get(document as usize).map_or(&[], |charters| charters)
    }

    /// How many charters have this document.
    pub(super) fn weight(&self, document: DocumentId) -> u64 {
        self.charters(document).len() as u64
    }

    /// The first charter that has this document.
    pub(super) fn first(&self, document: DocumentId) -> CharterId {
        self.charters(document).first().copied().unwrap_or(NONE)
    }

    /// How many charters have one of these documents.
    pub(super) fn weight_of(&self, documents: &[DocumentId]) -> u64 {
        documents.iter().map(|&document| self.weight(document)).sum()
    }

    /// The first charter that has one of these documents.
    pub(super) fn first_of(&self, documents: &[DocumentId]) -> CharterId {
        documents.iter().map(|&document| self.first(document)).min().unwrap_or(NONE)
    }

    pub(super) fn entry(&self, charter: CharterId) -> Option<&'c Entry> {
        self.census.charters.get(charter as usize)
    }

    pub(super) fn path(&self, charter: CharterId) -> &'c str {
        self.entry(charter).map_or("", |entry| self.census.path(entry))
    }

    pub(super) fn host(&self, charter: CharterId) -> &'c str {
        self.entry(charter).map_or("", |entry| self.census.host(entry))
    }

    /// The language of a document.
    pub(super) fn language(&self, document: DocumentId) -> Option<Language> {
        let number = self.census.documents.get(document).first().copied()?.checked_sub(1)?;
        Language::all().nth(number as usize)
    }

    /// The items of a document and where they stand, in order.
    pub(super) fn items(&self, document: DocumentId) -> impl Iterator<Item = (Place, Item)> {
        let sections = self.census.documents.get(document).iter().skip(1);
        (0..).zip(sections).flat_map(|(section, &number)| {
            let (role, category, items) = read_head(self.census.sections.get(number));
            Item::read(items).map(move |item| (Place { section, role, category }, item))
        })
    }

    /// The number of an item in a document by that among those of its prose, or of its tables.
    pub(super) fn item(&self, document: DocumentId, is_prose: bool, number: u32) -> Option<usize> {
        let sections = self.census.documents.get(document).iter().skip(1);
        let lists = sections.map(|&section| read_head(self.census.sections.get(section)).2);
        let mut same = lists.flat_map(Item::are_prose).enumerate().filter(|it| it.1 == is_prose);
        same.nth(number as usize).map(|(at, _)| at)
    }

    /// The line on which a charter has an item.
    pub(super) fn line(&self, entry: &Entry, item: usize) -> Option<u64> {
        self.census.layouts.get(entry.layout).get(item).map(|&line| line.into())
    }

    /// How many lines an item takes: a row that is broken inside a cell takes several.
    pub(super) fn height(&self, item: Item) -> u32 {
        match item.text() {
            Some(TextRef::Row(row)) => {
                let cells = self.census.rows.get(row).iter();
                let breaks = cells.map(|&cell| self.census.texts.get(cell).matches('\n').count());
                1 + count(breaks.sum())
            }
            _ => 1,
        }
    }

    /// A number for a text as the name of a cookie: every sign of it counts, but neither spaces nor
    /// case do.
    pub(super) fn name(&self, text: u32) -> u64 {
        let mut spelling = Spelling::default();
        let seen =
            self.census.texts.get(text).chars().filter(|&c| !is_space(c) && !is_invisible(c));
        seen.for_each(|c| fold(c, |c| spelling.add(c)));
        spelling.hash()
    }

    /// The class of a text; the greatest number for an absent one.
    pub(super) fn class(&self, text: TextRef) -> Class {
        let (classes, number) = match text {
            TextRef::Text(number) => (&self.text_classes, number),
            TextRef::Row(number) => (&self.row_classes, number),
        };
        classes.get(number as usize).copied().unwrap_or(Class::MAX)
    }

    /// The class of a text that is a heading.
    fn heading_class(&self, text: u32) -> Class {
        self.heading_classes.get(text as usize).copied().unwrap_or(Class::MAX)
    }

    /// The first text, in byte order, with the words of a text: the order of texts is that of these numbers.
    pub(super) fn first_text(&self, text: u32) -> u32 {
        self.first_texts.get(text as usize).copied().unwrap_or(NONE)
    }

    /// The text itself, without the portal's address.
    pub(super) fn text(&self, text: TextRef) -> String {
        match text {
            TextRef::Text(number) => self.census.texts.get(number).to_owned(),
            TextRef::Row(row) => {
                let cells =
                    self.census.rows.get(row).iter().map(|&cell| self.census.texts.get(cell));
                let cells: Vec<_> = cells.collect();
                // A row may be short of cells, or have empty ones at its end: they say nothing.
                cells.join("\t").trim_end_matches('\t').to_owned()
            }
        }
    }

    /// The words of a text.
    pub(super) fn words(&self, text: TextRef) -> Vec<Word> {
        words(&self.text(text)).collect()
    }
}

/// A document sorted into prose and tables.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) prose: Vec<Prose>,
    pub(super) tables: Vec<Table>,
}

/// A line of prose in a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prose {
    pub(super) place: Place,
    pub(super) kind: ItemKind,
    pub(super) text: TextRef,
    pub(super) class: Class,
    pub(super) form: u32,
    pub(super) consent: Option<Consent>,
}

/// A table of cookies in a document.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) place: Place,
    /// Its number among the items of all tables.
    pub(super) item: u32,
    /// Its columns, a header of the census.
    pub(super) columns: u32,
    pub(super) form: u32,
    pub(super) rows: Vec<Row>,
}

/// A row of a table of cookies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Its number among the items of all tables.
    pub(super) item: u32,
    /// Its cells, a row of the census.
    pub(super) cells: u32,
    pub(super) form: u32,
    pub(super) category: Option<Kind>,
}

impl Document {
    /// Sorts the items of a document.
    pub(super) fn read(corpus: &Corpus<'_>, document: DocumentId) -> Self {
        let mut read = Self::default();
        let mut of_tables = 0..;
        for (place, item) in corpus.items(document) {
            let Item { kind, number, form, .. } = item;
            match kind {
                ItemKind::Table => {
                    let (item, rows) = (of_tables.next().unwrap_or(NONE), Vec::new());
                    read.tables.push(Table { place, item, columns: number, form, rows });
                }
                ItemKind::Row | ItemKind::Cookie => {
                    let category = item.category();
                    let item = of_tables.next().unwrap_or(NONE);
                    let row = Row { item, cells: number, form, category };
                    read.tables.last_mut().into_iter().for_each(|table| table.rows.push(row));
                }
                _ => {
                    let text = item.text().unwrap_or(TextRef::Text(NONE));
                    let class = match kind {
                        ItemKind::Title | ItemKind::Heading => corpus.heading_class(number),
                        _ => corpus.class(text),
                    };
                    let consent = item.consent();
                    read.prose.push(Prose { place, kind, text, class, form, consent });
                }
            }
        }
        read
    }
}
