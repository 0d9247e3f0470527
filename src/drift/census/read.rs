//! From a charter to its numbers.

use std::borrow::Cow;

use xxhash_rust::xxh3::xxh3_128;

use super::declared::{Declared, Says};
use super::items::{Item, NONE, write_column, write_head};
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
    section: Vec<u32>,
    document: Vec<u32>,
    lines: Vec<u32>,
    row: Vec<u32>,
    cells: String,
    template: String,
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
        let mut reader = Reader { census: self, scratch, facts: Facts::of(charter) };
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
struct Facts<'c> {
    mask: Option<Mask<'c>>,
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

struct Reader<'r, 'c> {
    census: &'r mut Census,
    scratch: Scratch,
    facts: Facts<'c>,
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
            let (text, form) = self.text(title);
            self.item(Item::Title { text, form }, title_line(charter, source));
            self.end_section();
        }
        for section in &charter.sections {
            self.section(section);
        }
        let document = self.census.documents.number(&self.scratch.document);
        (document, self.census.layouts.number(&self.scratch.lines))
    }

    fn begin_section(&mut self, role: Role, category: Option<Kind>) {
        self.scratch.section.clear();
        write_head(role, category, &mut self.scratch.section);
    }

    fn end_section(&mut self) {
        let number = self.census.sections.number(&self.scratch.section);
        self.scratch.document.push(number);
    }

    fn item(&mut self, item: Item, line: u64) {
        item.write(&mut self.scratch.section);
        self.scratch.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
    }

    fn section(&mut self, section: &Section<'_>) {
        self.begin_section(section.role, section.category.as_ref().map(|category| category.kind));
        if let Some(heading) = &section.heading {
            let (text, form) = self.text(heading);
            self.item(Item::Heading { text, form }, section.line);
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
        let (text, form) = self.text(text);
        self.item(Item::Paragraph { text, form, consent }, line);
    }

    fn table(&mut self, line: u64, columns: &[Column<'_>], rows: &[Row<'_>]) {
        if columns.iter().any(|column| column.field == Some(Field::Name)) {
            self.cookies(line, columns, rows);
            return;
        }
        if columns.iter().any(|column| column.label.is_some()) {
            let labels = columns.iter().map(|column| column.label.as_deref().unwrap_or_default());
            let (row, form) = self.row(labels);
            self.item(Item::Line { row, form }, line);
        }
        for row in rows {
            let (number, form) = self.row(row.cells.iter().map(Cow::as_ref));
            self.item(Item::Line { row: number, form }, row.line);
        }
    }

    /// Puts down a table of cookies: a row for each cookie, however many the rows of the text declare.
    fn cookies(&mut self, line: u64, columns: &[Column<'_>], rows: &[Row<'_>]) {
        let (header, form) = self.header(columns);
        self.item(Item::Table { columns: header, form }, line);
        let mut above = "";
        for row in rows {
            let cells = row.cells.iter().map(Cow::as_ref);
            match self.facts.cookies.row(columns, row, &mut above) {
                Says::Itself(category) => {
                    let (number, form) = self.row(cells);
                    self.item(Item::Row { row: number, form, cookie: true, category }, row.line);
                }
                Says::Nothing => {
                    let (number, form) = self.row(cells);
                    let item = Item::Row { row: number, form, cookie: false, category: None };
                    self.item(item, row.line);
                }
                Says::Cookies(cookies) => {
                    for (cells, category) in cookies {
                        let (number, form) = self.row(cells.iter().copied());
                        let item = Item::Row { row: number, form, cookie: true, category };
                        self.item(item, row.line);
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
        let (text, form) = self.text(text);
        self.item(Item::Heading { text, form }, line);
        let unlabelled = columns.iter().map(|column| Column { label: None, field: column.field });
        let (columns, form) = self.header(&unlabelled.collect::<Vec<_>>());
        self.item(Item::Table { columns, form }, line + 1);
    }

    /// The number of a header, fields and labels, and of the form of the addresses in it.
    fn header(&mut self, columns: &[Column<'_>]) -> (u32, u32) {
        let mut list = std::mem::take(&mut self.scratch.row);
        list.clear();
        let mut form = NONE;
        for column in columns {
            let label = column.label.as_deref().map_or((NONE, NONE), |label| self.text(label));
            write_column(column.field, label.0, &mut list);
            // A form that is there is the lesser number.
            form = form.min(label.1);
        }
        let number = self.census.headers.number(&list);
        self.scratch.row = list;
        (number, form)
    }

    /// The number of a row, and of the form of the addresses in it.
    fn row<'t>(&mut self, cells: impl Iterator<Item = &'t str> + Clone) -> (u32, u32) {
        // Rows are copied whole: one look at all of its cells is enough for one that is known.
        let joined = &mut self.scratch.cells;
        joined.clear();
        for cell in cells.clone() {
            joined.push_str(cell);
            joined.push('\t');
        }
        if self.facts.mask.as_ref().is_some_and(|mask| mask.may_be_in(joined)) {
            return self.row_with_address(cells);
        }
        let key = xxh3_128(joined.as_bytes());
        if let Some(&known) = self.census.known_rows.get(&key) {
            return (known, NONE);
        }
        let texts: Vec<_> = cells.map(|cell| self.census.texts.number(cell)).collect();
        let number = self.census.rows.number(&texts);
        self.census.known_rows.insert(key, number);
        (number, NONE)
    }

    fn row_with_address<'t>(&mut self, cells: impl Iterator<Item = &'t str>) -> (u32, u32) {
        let mut forms = Vec::new();
        let texts: Vec<_> = cells
            .map(|cell| match self.facts.mask.as_ref().and_then(|mask| mask.masked(cell)) {
                Some(masked) => {
                    forms.push(masked.form);
                    self.census.texts.number(&masked.text)
                }
                None => self.census.texts.number(cell),
            })
            .collect();
        let row = self.census.rows.number(&texts);
        let has_form = !forms.is_empty();
        (row, if has_form { self.census.texts.number(&forms.join("\n")) } else { NONE })
    }

    /// The number of a text without the portal's address, and of the form of that.
    fn text(&mut self, text: &str) -> (u32, u32) {
        let Some(mask) = self.facts.mask.as_ref().filter(|mask| mask.may_be_in(text)) else {
            return (self.census.texts.number(text), NONE);
        };
        let template = &mut self.scratch.template;
        template.clear();
        let key = mask.is_template(text, template).then(|| xxh3_128(template.as_bytes()));
        if let Some(&known) = key.and_then(|key| self.census.known_templates.get(&key)) {
            return known;
        }
        let Some(masked) = mask.masked(text) else {
            return (self.census.texts.number(text), NONE);
        };
        let texts = &mut self.census.texts;
        let numbers = (texts.number(&masked.text), texts.number(&masked.form));
        if let Some(key) = key.filter(|_| mask.is_gone_from(&masked)) {
            self.census.known_templates.insert(key, numbers);
        }
        numbers
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
