//! From a charter to its sections, and to its numbers.

use std::borrow::Cow;

use super::items::{Item, ItemKind, NONE, write_column, write_head};
use super::{Census, Entry, count, rows};
use crate::diagnostic::Code;
use crate::drift::mask::Mask;
use crate::lexicon::Language;
use crate::model::{
    Block, Charter, Column, Consent, Cookie, Field, Kind, Place, Role, Row, RowRole, Section,
};
use crate::source::{Damage, Source, may_be_damaged, repaired};
use crate::text::{is_invisible, is_space};

/// What stands for the path of a charter that has none.
const NO_PATH: &str = "-";

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
        let mut consents: Vec<_> =
            charter.kinds.iter().filter_map(|kind| Some((kind.block?, kind.consent))).collect();
        consents.sort_by_key(|&(place, _)| place);
        let mut reader = Reader {
            census: self,
            mask: charter.portal.as_ref().map(|portal| Mask::new(&portal.host)),
            consents,
            cookies: &charter.cookies,
            document: Vec::new(),
            section: Vec::new(),
            lines: Vec::new(),
            is_sound: source.is_some_and(|source| !may_be_damaged(source.text())),
            damage: source.map_or(Damage::NONE, Source::damage),
            next_cookie: 0,
        };
        let numbers = reader.charter(charter, source);
        let damage = reader.damage;
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

/// Reads a charter.
struct Reader<'r, 'c> {
    census: &'r mut Census,
    mask: Option<Mask<'c>>,
    /// What paragraphs and items state of consent, in the order of their places.
    consents: Vec<(Place, Consent)>,
    cookies: &'c [Cookie<'c>],
    /// The numbers of the document, of the section that is being read, and of the lines.
    document: Vec<u32>,
    section: Vec<u32>,
    lines: Vec<u32>,
    /// Whether nothing can be damaged in its texts, and what was.
    is_sound: bool,
    damage: Damage,
    /// The place of the cookie after the last one that a row declared.
    next_cookie: usize,
}

impl Reader<'_, '_> {
    /// The numbers of a charter's document and of its lines.
    fn charter(&mut self, charter: &Charter<'_>, source: Option<&Source<'_>>) -> (u32, u32) {
        let language = charter.language.as_deref().and_then(Language::of_code);
        self.document.push(language.map_or(0, |language| count(language.index()) + 1));
        if let Some(title) = &charter.title {
            self.begin_section(Role::Introduction, None);
            self.item(ItemKind::Title, title_line(charter, source), title);
            self.end_section();
        }
        for (at, section) in charter.sections.iter().enumerate() {
            self.section(at, section);
        }
        let document = self.census.documents.number(&self.document);
        (document, self.census.layouts.number(&self.lines))
    }

    fn begin_section(&mut self, role: Role, category: Option<Kind>) {
        self.section.clear();
        write_head(role, category, &mut self.section);
    }

    fn end_section(&mut self) {
        self.document.push(self.census.sections.number(&self.section));
    }

    /// Adds what is on a line.
    fn push(&mut self, item: Item, line: u64) {
        item.write(&mut self.section);
        self.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
    }

    fn item(&mut self, kind: ItemKind, line: u64, text: &str) {
        let (number, form) = self.text(text);
        self.push(Item::new(kind, number, form), line);
    }

    fn section(&mut self, at: usize, section: &Section<'_>) {
        self.begin_section(section.role, section.category.as_ref().map(|category| category.kind));
        if let Some(heading) = &section.heading {
            self.item(ItemKind::Heading, section.line, heading);
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
        let stated = self.consents.binary_search_by_key(&place, |&(at, _)| at).ok();
        let consent = stated.and_then(|at| self.consents.get(at)).map(|&(_, consent)| consent);
        let (number, form) = self.text(text);
        self.push(Item::new(ItemKind::Paragraph, number, form).stating(consent), line);
    }

    fn table(&mut self, line: u64, columns: &[Column<'_>], rows: &[Row<'_>]) {
        if columns.iter().any(|column| column.field == Some(Field::Name)) {
            self.cookies(line, columns, rows);
            return;
        }
        if columns.iter().any(|column| column.label.is_some()) {
            let labels = columns.iter().map(|column| column.label.as_deref().unwrap_or_default());
            self.row(ItemKind::Line, None, line, labels);
        }
        for row in rows {
            self.row(ItemKind::Line, None, row.line, row.cells.iter().map(Cow::as_ref));
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
                    let is_none = rows::cell(columns, row, Field::Name).is_empty();
                    let kind = if is_none { ItemKind::Row } else { ItemKind::Line };
                    self.row(kind, None, row.line, row.cells.iter().map(Cow::as_ref));
                }
            }
        }
    }

    /// Puts down a row for each cookie that a row declares.
    fn declared(&mut self, columns: &[Column<'_>], row: &Row<'_>, spanning: &str) {
        for &place in &row.cookies {
            let Some(cookie) = self.cookies.get(place) else { continue };
            self.next_cookie = place + 1;
            let category = rows::kind(cookie, columns);
            if row.cookies.len() == 1 && rows::is_whole(cookie, columns, row) {
                let cells = row.cells.iter().map(Cow::as_ref);
                self.row(ItemKind::Cookie, category, row.line, cells);
            } else {
                let cells = rows::cells(cookie, columns, row, spanning);
                self.row(ItemKind::Cookie, category, row.line, cells);
            }
        }
    }

    /// Puts down a caption between rows as what it is in other layouts: the heading of a category, and
    /// the table that goes on below it.
    fn caption(&mut self, columns: &[Column<'_>], row: &Row<'_>) {
        let text = row.cells.iter().find(|cell| !cell.is_empty()).map_or("", |cell| &**cell);
        // Words of which only their place says that they are a category are a mere heading elsewhere.
        let next = self.cookies.get(self.next_cookie);
        let category = next.and_then(|cookie| cookie.category.as_ref());
        let category = category.filter(|it| it.label == text && it.kind != Kind::Other);
        let kind = category.map(|category| category.kind);
        self.end_section();
        let role = if kind.is_some() { Role::Category } else { Role::Other };
        self.begin_section(role, kind);
        self.item(ItemKind::Heading, row.line, text);
        self.header(columns.iter().map(|column| (column.field, None)), row.line + 1);
    }

    /// Puts down the fields and the labels of the columns of a table.
    fn header<'t>(
        &mut self,
        columns: impl Iterator<Item = (Option<Field>, Option<&'t str>)>,
        line: u64,
    ) {
        let (mut header, mut form) = (Vec::new(), NONE);
        for (field, label) in columns {
            let label = label.map_or((NONE, NONE), |label| self.text(label));
            write_column(field, label.0, &mut header);
            // NONE is u32::MAX, so `min` keeps a real form.
            form = form.min(label.1);
        }
        let number = self.census.headers.number(&header);
        self.push(Item::new(ItemKind::Table, number, form), line);
    }

    /// Puts down the cells of a row.
    fn row<'t>(
        &mut self,
        kind: ItemKind,
        category: Option<Kind>,
        line: u64,
        cells: impl Iterator<Item = &'t str>,
    ) {
        let (mut row, mut forms) = (Vec::new(), Vec::new());
        for cell in cells {
            let (text, form) = self.masked(cell);
            row.push(self.census.texts.number(&text));
            forms.extend(form);
        }
        let number = self.census.rows.number(&row);
        let form =
            if forms.is_empty() { NONE } else { self.census.texts.number(&forms.join("\n")) };
        self.push(Item::new(kind, number, form).of_category(category), line);
    }

    /// The number of a text without the portal's address, and of the form of that.
    fn text(&mut self, text: &str) -> (u32, u32) {
        let (text, form) = self.masked(text);
        let form = form.map_or(NONE, |form| self.census.texts.number(&form));
        (self.census.texts.number(&text), form)
    }

    /// What is meant by a text, without the portal's address, and the form of that.
    fn masked<'t>(&mut self, text: &'t str) -> (Cow<'t, str>, Option<String>) {
        let mut meant = Cow::Borrowed(text);
        if !self.is_sound
            && let Some((repaired, damage)) = repaired(text, false)
        {
            self.damage.add(damage);
            meant = Cow::Owned(repaired);
        }
        match self.mask.as_ref().and_then(|mask| mask.masked(&meant)) {
            Some(masked) => (Cow::Owned(masked.text), Some(masked.form)),
            None => (meant, None),
        }
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
