//! From a charter to its sections, and to its numbers.

use std::borrow::Cow;

use super::items::{Item, NONE};
use super::rows;
use super::section_buffer::SectionBuffer;
use super::{Census, Entry, count};
use crate::diagnostic::Code;
use crate::drift::mask::Mask;
use crate::lexicon::Language;
use crate::model::{
    Block, Charter, Column, Consent, Cookie, Field, Kind, Place, Role, Row, RowRole, Section,
};
use crate::source::{Damage, Source};
use crate::text::{is_invisible, is_space};

/// What stands for the path of a charter that has none.
const NO_PATH: &str = "-";

/// Room to put a charter down in, used again for the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    pub(super) buffer: SectionBuffer,
    pub(super) section: Vec<u32>,
    document: Vec<u32>,
    lines: Vec<u32>,
    pub(super) list: Vec<u32>,
    pub(super) template: String,
}

impl Census {
    /// Adds a charter, with the source it was read from if it was read from text. What is no charter
    /// is only remembered by its path.
    pub fn add(&mut self, charter: &Charter<'_>, source: Option<&Source<'_>>) {
        if is_charter(charter) {
            let entry = self.put_down(charter, source);
            self.charters.push(entry);
        } else {
            self.push_other(path(charter));
        }
    }

    /// Takes a charter as the baseline that all others are compared with. Says whether it is a
    /// charter at all.
    #[must_use]
    pub fn set_baseline(&mut self, charter: &Charter<'_>, source: Option<&Source<'_>>) -> bool {
        let is_charter = is_charter(charter);
        if is_charter {
            self.baseline = Some(self.put_down(charter, source));
        }
        is_charter
    }

    fn put_down(&mut self, charter: &Charter<'_>, source: Option<&Source<'_>>) -> Entry {
        let scratch = std::mem::take(&mut self.scratch);
        let facts = Facts::of(charter);
        let mut reader =
            Reader { census: self, scratch, facts, is_host_left: false, next_cookie: 0 };
        let numbers = reader.charter(charter, source);
        let mut damage = reader.scratch.buffer.take_damage();
        damage.add(source.map_or(Damage::NONE, Source::damage));
        self.scratch = reader.scratch;
        let host = charter.portal.as_ref().map_or("", |portal| &portal.host);
        self.entry((path(charter), host), numbers, damage)
    }
}

fn path<'c>(charter: &'c Charter<'_>) -> &'c str {
    charter.source.path.as_deref().unwrap_or(NO_PATH)
}

fn is_charter(charter: &Charter<'_>) -> bool {
    let none = [Code::NotACharter, Code::NotText, Code::UnreadableRecord].map(Code::name);
    !charter.diagnostics.iter().any(|remark| none.contains(&&*remark.code))
}

/// What a charter says of its parts elsewhere.
pub(super) struct Facts<'c> {
    pub(super) mask: Option<Mask<'c>>,
    /// What paragraphs and items state of consent, in the order of their places.
    consents: Vec<(Place, Consent)>,
    cookies: &'c [Cookie<'c>],
}

impl<'c> Facts<'c> {
    fn of(charter: &'c Charter<'_>) -> Self {
        let mut consents: Vec<_> =
            charter.kinds.iter().filter_map(|kind| Some((kind.block?, kind.consent))).collect();
        consents.sort_by_key(|&(place, _)| place);
        Self {
            mask: charter.portal.as_ref().map(|portal| Mask::new(&portal.host)),
            consents,
            cookies: &charter.cookies,
        }
    }

    /// What the paragraph or item at `place` states of consent.
    fn consent(&self, place: Place) -> Option<Consent> {
        let first = self.consents.partition_point(|&(before, _)| before < place);
        self.consents.get(first).filter(|&&(at, _)| at == place).map(|&(_, consent)| consent)
    }
}

/// Reads a charter.
pub(super) struct Reader<'r, 'c> {
    pub(super) census: &'r mut Census,
    pub(super) scratch: Scratch,
    pub(super) facts: Facts<'c>,
    /// Whether something of the portal's host may be left in a text of the section.
    pub(super) is_host_left: bool,
    /// The place of the cookie after the last one that a row declared.
    next_cookie: usize,
}

impl Reader<'_, '_> {
    /// The numbers of a charter's document and of its lines.
    fn charter(&mut self, charter: &Charter<'_>, source: Option<&Source<'_>>) -> (u32, u32) {
        self.scratch.document.clear();
        self.scratch.lines.clear();
        let language = charter.language.as_deref().and_then(Language::of_code);
        self.scratch.document.push(language.map_or(0, |language| count(language.index()) + 1));
        if let Some(title) = &charter.title {
            self.begin_section(Role::Introduction, None);
            self.item(
                Item::Title { text: NONE, form: NONE },
                title_line(charter, source),
                [&**title],
            );
            self.end_section();
        }
        for (at, section) in charter.sections.iter().enumerate() {
            self.section(at, section);
        }
        let document = self.census.documents.number(&self.scratch.document);
        (document, self.census.layouts.number(&self.scratch.lines))
    }

    fn begin_section(&mut self, role: Role, category: Option<Kind>) {
        self.scratch.buffer.begin(role, category);
    }

    fn end_section(&mut self) {
        let number = self.number();
        self.scratch.document.push(number);
    }

    /// Adds what is on a line; the item's numbers follow from its texts.
    fn item<'t>(&mut self, item: Item, line: u64, texts: impl IntoIterator<Item = &'t str>) {
        self.scratch.buffer.push(item, texts);
        self.scratch.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
    }

    fn section(&mut self, at: usize, section: &Section<'_>) {
        self.begin_section(section.role, section.category.as_ref().map(|category| category.kind));
        if let Some(heading) = &section.heading {
            self.item(Item::Heading { text: NONE, form: NONE }, section.line, [&**heading]);
        }
        for (block, it) in section.blocks.iter().enumerate() {
            let place = |item| Place { section: at, block, item };
            match it {
                Block::Paragraph { line, text } | Block::Junk { line, text } => {
                    self.paragraph(place(None), *line, text);
                }
                Block::List { items, .. } => {
                    for (at, item) in items.iter().enumerate() {
                        self.paragraph(place(Some(at)), item.line, &item.text);
                    }
                }
                Block::Table { line, columns, rows, .. } => self.table(*line, columns, rows),
            }
        }
        self.end_section();
    }

    fn paragraph(&mut self, place: Place, line: u64, text: &str) {
        let consent = self.facts.consent(place);
        self.item(Item::Paragraph { text: NONE, form: NONE, consent }, line, [text]);
    }

    fn table(&mut self, line: u64, columns: &[Column<'_>], rows: &[Row<'_>]) {
        if columns.iter().any(|column| column.field == Some(Field::Name)) {
            self.cookies(line, columns, rows);
            return;
        }
        if columns.iter().any(|column| column.label.is_some()) {
            let labels = columns.iter().map(|column| column.label.as_deref().unwrap_or_default());
            self.item(Item::Line { row: NONE, form: NONE }, line, labels);
        }
        for row in rows {
            let cells = row.cells.iter().map(Cow::as_ref);
            self.item(Item::Line { row: NONE, form: NONE }, row.line, cells);
        }
    }

    /// Puts down a table of cookies: a row for each cookie, however many the rows of the text declare.
    fn cookies(&mut self, line: u64, columns: &[Column<'_>], rows: &[Row<'_>]) {
        let header = columns.iter().map(|column| (column.field, column.label.as_deref()));
        self.header(header, line);
        let mut spanning = "";
        for row in rows {
            if let Some(first) = row.cells.first().filter(|first| !first.is_empty()) {
                spanning = first;
            }
            match row.role {
                RowRole::Cookies => self.declared(columns, row, spanning),
                RowRole::Caption => self.caption(columns, row),
                // The cookies above have what it says.
                RowRole::Continuation => {}
                RowRole::Other if row.cells.iter().all(|cell| cell.is_empty()) => {}
                RowRole::Other => {
                    // Words in place of a name say that there is no cookie.
                    let item = if rows::cell(columns, row, Field::Name).is_empty() {
                        Item::Row { row: NONE, form: NONE, cookie: false, category: None }
                    } else {
                        Item::Line { row: NONE, form: NONE }
                    };
                    self.item(item, row.line, row.cells.iter().map(Cow::as_ref));
                }
            }
        }
    }

    /// Puts down a row for each cookie that a row declares.
    fn declared(&mut self, columns: &[Column<'_>], row: &Row<'_>, spanning: &str) {
        for &place in &row.cookies {
            let Some(cookie) = self.facts.cookies.get(place) else { continue };
            self.next_cookie = place + 1;
            let category = rows::kind(cookie, columns);
            let item = Item::Row { row: NONE, form: NONE, cookie: true, category };
            if row.cookies.len() == 1 && rows::is_whole(cookie, columns, row) {
                self.item(item, row.line, row.cells.iter().map(Cow::as_ref));
            } else {
                self.item(item, row.line, rows::cells(cookie, columns, row, spanning));
            }
        }
    }

    /// Puts down a caption between rows as what it is in other layouts: the heading of a category, and
    /// the table that goes on below it.
    fn caption(&mut self, columns: &[Column<'_>], row: &Row<'_>) {
        let text = row.cells.iter().find(|cell| !cell.is_empty()).map_or("", |cell| &**cell);
        // Words of which only their place says that they are a category are a mere heading elsewhere.
        let next = self.facts.cookies.get(self.next_cookie);
        let category = next.and_then(|cookie| cookie.category.as_ref());
        let category = category.filter(|it| it.label == text && it.kind != Kind::Other);
        let kind = category.map(|category| category.kind);
        self.end_section();
        let role = if kind.is_some() { Role::Category } else { Role::Other };
        self.begin_section(role, kind);
        self.item(Item::Heading { text: NONE, form: NONE }, row.line, [text]);
        self.header(columns.iter().map(|column| (column.field, None)), row.line + 1);
    }

    /// Puts down the fields and the labels of the columns of a table.
    fn header<'t>(
        &mut self,
        columns: impl Iterator<Item = (Option<Field>, Option<&'t str>)> + Clone,
        line: u64,
    ) {
        for (field, label) in columns.clone() {
            self.scratch.buffer.push_column(field, label.is_some());
        }
        let labels = columns.map(|(_, label)| label.unwrap_or_default());
        self.item(Item::Table { columns: NONE, form: NONE }, line, labels);
    }
}

/// The line of the title. JSON has none: there it is taken to stand a blank line above what follows.
fn title_line(charter: &Charter<'_>, source: Option<&Source<'_>>) -> u64 {
    match source {
        Some(source) => {
            let is_seen = |c: char| !is_space(c) && !is_invisible(c);
            source.lines().number_at(source.text().find(is_seen).unwrap_or_default())
        }
        None => charter.sections.first().map_or(1, |section| section.line.saturating_sub(2).max(1)),
    }
}
