//! From a charter to its sections, and to its numbers.

use std::borrow::Cow;

use super::declared::{Declared, Says};
use super::draft::Draft;
use super::items::{Item, NONE};
use super::{Census, Entry, count};
use crate::diagnostic::Code;
use crate::drift::mask::Mask;
use crate::lexicon::Language;
use crate::model::{Block, Charter, Column, Consent, Field, Kind, Role, Row, Section};
use crate::source::Source;
use crate::text::{is_invisible, is_space};

/// What stands for the path of a charter that has none.
const NO_PATH: &str = "-";

/// Room to put a charter down in, used again for the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    pub(super) draft: Draft,
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
        let mut reader = Reader { census: self, scratch, facts, is_host_left: false };
        let (document, layout) = reader.charter(charter, source);
        self.scratch = reader.scratch;
        let host = charter.portal.as_ref().map_or("", |portal| &portal.host);
        self.entry(path(charter), host, document, layout)
    }
}

fn path<'c>(charter: &'c Charter<'_>) -> &'c str {
    charter.source.path.as_deref().unwrap_or(NO_PATH)
}

fn is_charter(charter: &Charter<'_>) -> bool {
    let none = [Code::NotACharter, Code::UnreadableRecord].map(Code::name);
    !charter.diagnostics.iter().any(|remark| none.contains(&&*remark.code))
}

/// What a charter says of its parts elsewhere.
pub(super) struct Facts<'c> {
    pub(super) mask: Option<Mask<'c>>,
    /// What lines state of consent, in their order.
    consents: Vec<(u64, &'c str, Consent)>,
    /// Whether more than one section stands on a line, as in a page that has no line ends.
    shares_lines: bool,
    cookies: Declared<'c>,
}

impl<'c> Facts<'c> {
    fn of(charter: &'c Charter<'_>) -> Self {
        let mut consents: Vec<_> =
            charter.kinds.iter().map(|kind| (kind.line, &*kind.label, kind.consent)).collect();
        consents.sort_by_key(|&(line, ..)| line);
        Self {
            mask: charter.portal.as_ref().map(|portal| Mask::new(&portal.host)),
            consents,
            shares_lines: !charter.sections.is_sorted_by(|one, next| one.line < next.line),
            cookies: Declared::of(&charter.cookies),
        }
    }

    /// What the paragraph at `line` states of consent. Several may stand on one line of a page: there
    /// it is the one that has the words for the kind.
    fn consent(&self, line: u64, text: &str) -> Option<Consent> {
        let first = self.consents.partition_point(|&(before, ..)| before < line);
        let here = self.consents.get(first..)?;
        let here = here.get(..here.partition_point(|&(at, ..)| at == line))?;
        match here {
            &[(.., consent)] if !self.shares_lines => Some(consent),
            _ => {
                here.iter().find(|(_, label, _)| text.contains(label)).map(|&(.., consent)| consent)
            }
        }
    }
}

/// Reads a charter.
pub(super) struct Reader<'r, 'c> {
    pub(super) census: &'r mut Census,
    pub(super) scratch: Scratch,
    pub(super) facts: Facts<'c>,
    /// Whether something of the portal's host may be left in a text of the section.
    pub(super) is_host_left: bool,
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
        for section in &charter.sections {
            self.section(section);
        }
        let document = self.census.documents.number(&self.scratch.document);
        (document, self.census.layouts.number(&self.scratch.lines))
    }

    fn begin_section(&mut self, role: Role, category: Option<Kind>) {
        self.scratch.draft.begin(role, category);
    }

    fn end_section(&mut self) {
        let number = self.number();
        self.scratch.document.push(number);
    }

    /// Adds what is on a line; the item's numbers follow from its texts.
    fn item<'t>(&mut self, item: Item, line: u64, texts: impl IntoIterator<Item = &'t str>) {
        self.scratch.draft.push(item, texts);
        self.scratch.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
    }

    fn section(&mut self, section: &Section<'_>) {
        self.begin_section(section.role, section.category.as_ref().map(|category| category.kind));
        if let Some(heading) = &section.heading {
            self.item(Item::Heading { text: NONE, form: NONE }, section.line, [&**heading]);
        }
        for block in &section.blocks {
            match block {
                Block::Paragraph { line, text } | Block::Junk { line, text } => {
                    self.paragraph(*line, text);
                }
                Block::List { items, .. } => {
                    for item in items {
                        self.paragraph(item.line, &item.text);
                    }
                }
                Block::Table { line, columns, rows, .. } => self.table(*line, columns, rows),
            }
        }
        self.end_section();
    }

    fn paragraph(&mut self, line: u64, text: &str) {
        let consent = self.facts.consent(line, text);
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
        let declaring = |category| Item::Row { row: NONE, form: NONE, cookie: true, category };
        let mut above = "";
        for row in rows {
            let cells = row.cells.iter().map(Cow::as_ref);
            match self.facts.cookies.row(columns, row, &mut above) {
                Says::Itself(category) => self.item(declaring(category), row.line, cells),
                Says::Nothing => {
                    let item = Item::Row { row: NONE, form: NONE, cookie: false, category: None };
                    self.item(item, row.line, cells);
                }
                Says::Cookies(cookies) => {
                    for (cells, category) in cookies {
                        self.item(declaring(category), row.line, cells);
                    }
                }
                Says::Caption(text, kind) => self.caption(text, kind, columns, row.line),
                Says::More => {}
            }
        }
    }

    /// Puts down a caption between rows as what it is in other layouts: the heading of a category, and
    /// the table that goes on below it.
    fn caption(&mut self, text: &str, kind: Option<Kind>, columns: &[Column<'_>], line: u64) {
        self.end_section();
        let role = if kind.is_some() { Role::Category } else { Role::Other };
        self.begin_section(role, kind);
        self.item(Item::Heading { text: NONE, form: NONE }, line, [text]);
        self.header(columns.iter().map(|column| (column.field, None)), line + 1);
    }

    /// Puts down the fields and the labels of the columns of a table.
    fn header<'t>(
        &mut self,
        columns: impl Iterator<Item = (Option<Field>, Option<&'t str>)> + Clone,
        line: u64,
    ) {
        for (field, label) in columns.clone() {
            self.scratch.draft.push_column(field, label.is_some());
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
