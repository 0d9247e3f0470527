//! The sections of a charter: which lines are headings, and what stands under each.

use std::borrow::Cow;

use super::headings::Sense;
use super::pieces::Piece;
use super::{Context, cookies, headings, propose, tables};
use crate::diagnostic::Diagnostic;
use crate::model::{Block, Category, Column, Cookie, Field, Item, Role, Row, Section};
use crate::text::{Typography, first_sentence, is_invisible, normal, trim};

/// What the pieces of a text come to.
#[derive(Default)]
pub(super) struct Outline<'s> {
    pub(super) title: Option<&'s str>,
    pub(super) sections: Vec<Section<'s>>,
    pub(super) cookies: Vec<Cookie<'s>>,
    pub(super) diagnostics: Vec<Diagnostic<'static>>,
    /// Whether the lexicon knows the title or a heading.
    pub(super) has_known_heading: bool,
    /// Whether a table has a column of names.
    pub(super) has_cookie_table: bool,
}

/// Makes sections of `pieces`, and reads the cookies of their tables.
pub(super) fn outline<'s>(pieces: &[Piece<'_, 's>], context: &mut Context<'s>) -> Outline<'s> {
    let mut builder = Builder {
        outline: Outline { sections: Vec::with_capacity(8), ..Outline::default() },
        category: None,
        item: None,
        fields: None,
        ahead: None,
        table_end: None,
        context,
    };
    let mut at = 0;
    if let Some(next) = builder.layout(pieces, 0) {
        at = next;
    } else if builder.title(pieces.first()) {
        at = 1;
    }
    while let Some(piece) = pieces.get(at) {
        at = builder.piece(pieces, at, piece);
    }
    builder.outline
}

struct Builder<'s, 'c> {
    outline: Outline<'s>,
    /// The category of the tables that come: of the last heading that named one.
    category: Option<Category<'s>>,
    /// The category that an item of this section has named since.
    item: Option<Category<'s>>,
    /// The fields of the last table's columns.
    fields: Option<Vec<Option<Field>>>,
    /// What words find at a piece that was looked at before its turn.
    ahead: Option<(usize, (tables::Table<'s>, usize))>,
    /// Where the last table ended.
    table_end: Option<usize>,
    context: &'c mut Context<'s>,
}

impl<'s> Builder<'s, '_> {
    /// Takes the first piece as the title, if it stands like a heading and heads no section.
    fn title(&mut self, first: Option<&Piece<'_, 's>>) -> bool {
        match first {
            Some(Piece::Heading(text, sense)) if sense.is_title || !sense.is_known() => {
                self.outline.title = Some(text);
                self.outline.has_known_heading = sense.is_title;
                true
            }
            _ => false,
        }
    }

    /// Takes the piece at `at`, and says where the next one is.
    fn piece(&mut self, pieces: &[Piece<'_, 's>], at: usize, piece: &Piece<'_, 's>) -> usize {
        if let Some(next) = self.layout(pieces, at) {
            return next;
        }
        // A table may stand under a heading that has no mark of one.
        if let Piece::Heading(_, sense) = piece
            && (!sense.is_known() || sense.role == Some(Role::Category))
            && matches!(
                pieces.get(at + 1),
                Some(Piece::Heading(..) | Piece::Paragraph(_) | Piece::List(_))
            )
        {
            let found = propose::best(pieces, at + 1, self.context);
            self.ahead = found.map(|found| (at + 1, found));
        }
        let line_of = |text| self.context.source.line_of(text);
        match *piece {
            Piece::Heading(text, sense) if self.is_heading(pieces, at, text, sense) => {
                self.heading(text, sense);
            }
            Piece::Heading(text, _) | Piece::Paragraph(text) => {
                self.push(Block::Paragraph {
                    line: line_of(text),
                    text: one_line(text, self.context),
                });
            }
            Piece::Junk(text) => {
                self.push(Block::Junk { line: line_of(text), text: Cow::Borrowed(text) });
            }
            Piece::List(items) => {
                self.item(items);
                let items: Vec<_> = items
                    .iter()
                    .map(|text| Item { line: line_of(text), text: one_line(text, self.context) })
                    .collect();
                let line = items.first().map_or(1, |item| item.line);
                self.push(Block::List { line, items });
            }
            Piece::Row(..) => return self.table(pieces, at).unwrap_or(at + 1),
            Piece::Seam => {}
        }
        at + 1
    }

    fn heading(&mut self, text: &'s str, sense: Sense) {
        self.item = None;
        let category = sense.kind.map(|kind| Category { kind, label: Cow::Borrowed(text) });
        if sense.is_known() {
            self.outline.has_known_heading = true;
            // A list of the cookies in use may stand under the category it is of.
            if sense.role != Some(Role::Usage) {
                self.category.clone_from(&category);
            }
        }
        self.outline.sections.push(Section {
            role: sense.role.unwrap_or(Role::Other),
            heading: Some(Cow::Borrowed(text)),
            line: self.context.source.line_of(text),
            category,
            blocks: Vec::new(),
        });
    }

    /// Takes the category that a lone item names, for the tables that come in this section.
    fn item(&mut self, items: &[&'s str]) {
        const LONGEST: usize = 256;
        if let [item] = items
            && normal(item, Typography::Plain).len() <= LONGEST
            && let Some(kind) = headings::category_named_in(item, self.context)
        {
            self.item = Some(Category { kind, label: Cow::Borrowed(item) });
        }
    }

    fn push(&mut self, block: Block<'s>) {
        if let Some(section) = self.outline.sections.last_mut() {
            section.blocks.push(block);
            return;
        }
        let (Block::Paragraph { line, .. }
        | Block::List { line, .. }
        | Block::Table { line, .. }
        | Block::Junk { line, .. }) = block;
        self.outline.sections.push(Section {
            role: Role::Introduction,
            heading: None,
            line,
            category: None,
            blocks: vec![block],
        });
    }

    fn table(&mut self, pieces: &[Piece<'_, 's>], at: usize) -> Option<usize> {
        let on_its_side = propose::best(pieces, at, self.context);
        let read = || tables::read(pieces, at, self.fields.as_deref(), self.context);
        let (mut table, mut next) = on_its_side.or_else(read)?;
        // Cells that hold paragraphs stand one a line below a header that stands on one.
        if table.rows.is_empty() && table.columns.len() > 1 {
            let below = propose::below(pieces, next, &mut table, self.context);
            next = below.unwrap_or(next);
        }
        self.take(table, pieces, at);
        self.table_end = Some(next);
        Some(next)
    }

    /// Takes the table that begins with the line at `at`, if words find one there.
    fn layout(&mut self, pieces: &[Piece<'_, 's>], at: usize) -> Option<usize> {
        // Hardly ever is anything there: it is looked at before it is moved.
        let ahead = if self.ahead.is_some() { self.ahead.take() } else { None };
        let (table, next) = match ahead {
            Some((place, found)) if place == at => found,
            _ => {
                let broken = match pieces.get(at) {
                    Some(Piece::Heading(..) | Piece::Paragraph(_)) => {
                        tables::read(pieces, at, self.fields.as_deref(), self.context)
                    }
                    _ => None,
                };
                broken.or_else(|| propose::best(pieces, at, self.context))?
            }
        };
        self.take(table, pieces, at);
        self.table_end = Some(next);
        Some(next)
    }

    /// Takes the table that begins with the piece at `at`.
    fn take(&mut self, table: tables::Table<'s>, pieces: &[Piece<'_, 's>], at: usize) {
        let tables::Table { line, layout, columns, mut rows, diagnostics } = table;
        self.outline.diagnostics.extend(diagnostics);
        let category = self.item.as_ref().or(self.category.as_ref());
        if columns.iter().any(|column| column.field == Some(Field::Name)) {
            self.outline.has_cookie_table = true;
            let above = propose::above(pieces, at, self.context);
            let read = match filled(&columns, &rows, above) {
                Some((columns, rows)) => cookies::read(&columns, &rows, category, self.context),
                None => cookies::read(&columns, &rows, category, self.context),
            };
            let before = self.outline.cookies.len();
            for (row, (role, places)) in rows.iter_mut().zip(read.rows) {
                row.role = role;
                row.cookies = places.map(|place| before + place).collect();
            }
            self.outline.cookies.extend(read.cookies);
            self.outline.diagnostics.extend(read.diagnostics);
        }
        // What has no header and no fields says nothing about the tables after it.
        if columns.iter().any(|column| column.label.is_some() || column.field.is_some()) {
            self.fields = Some(columns.iter().map(|column| column.field).collect());
        }
        self.push(Block::Table { line, layout, columns, rows });
    }

    /// Whether a line that could be a heading is one: its words are known, or it stands like one.
    fn is_heading(&self, pieces: &[Piece<'_, 's>], at: usize, text: &str, sense: Sense) -> bool {
        let next = pieces.get(at + 1);
        let is_table = self.ahead.is_some();
        if self.is_caption(sense, is_table || matches!(next, Some(Piece::Row(..)))) {
            return false;
        }
        let before = self.before(pieces, at).filter(|_| !self.ends_table_foot(pieces, at));
        let next = below(pieces, at);
        let is_followed =
            is_table || matches!(next, Some(Piece::Paragraph(_) | Piece::Row(..) | Piece::List(_)));
        let is_known = sense.is_known() && !is_listed(text, pieces.get(at + 1));
        is_known || (is_followed && stands_like_heading(text, before))
    }

    /// Whether the line at a place is the last of a few below a table that stand like headings, as where a
    /// page has links there: it heads what comes next.
    fn ends_table_foot(&self, pieces: &[Piece<'_, 's>], at: usize) -> bool {
        const LINES: usize = 4;
        let Some(foot) = self.table_end.and_then(|end| pieces.get(end..=at)) else { return false };
        let is_line = |piece: &Piece<'_, 's>| matches!(piece, Piece::Heading(..));
        foot.len() <= LINES && foot.iter().all(is_line) && !pieces.get(at + 1).is_some_and(is_line)
    }

    /// The piece before `at`, unless a table took it.
    fn before<'p, 'd>(&self, pieces: &'p [Piece<'d, 's>], at: usize) -> Option<&'p Piece<'d, 's>> {
        let before = at.checked_sub(1).and_then(|at| pieces.get(at));
        before.filter(|_| self.table_end != Some(at))
    }

    /// Whether a line is the caption of a table directly under the heading of a category, which
    /// the caption does not end.
    fn is_caption(&self, sense: Sense, has_table: bool) -> bool {
        let under_category = self.outline.sections.last().is_some_and(|section| {
            section.blocks.is_empty()
                && section
                    .category
                    .as_ref()
                    .is_some_and(|category| sense.kind.is_none_or(|kind| kind == category.kind))
        });
        let may_be_caption = !sense.is_known() || sense.role == Some(Role::Category);
        under_category && may_be_caption && has_table
    }
}

/// The columns and rows of a table, with what stands `above` it in the cells that it leaves empty.
fn filled<'s>(
    columns: &[Column<'s>],
    rows: &[Row<'s>],
    above: Vec<(Field, Cow<'s, str>)>,
) -> Option<(Vec<Column<'s>>, Vec<Row<'s>>)> {
    if above.is_empty() {
        return None;
    }
    let (mut columns, mut rows) = (columns.to_vec(), rows.to_vec());
    for (field, value) in above {
        let known = columns.iter().position(|column| column.field == Some(field));
        let place = known.unwrap_or(columns.len());
        if known.is_none() {
            columns.push(Column { label: None, field: Some(field) });
        }
        for row in &mut rows {
            if row.cells.len() < columns.len() {
                row.cells.resize(columns.len(), Cow::Borrowed(""));
            }
            if let Some(cell) = row.cells.get_mut(place).filter(|cell| cell.is_empty()) {
                cell.clone_from(&value);
            }
        }
    }
    Some((columns, rows))
}

/// `text` on one line: what was broken at a width spans several.
fn one_line<'s>(text: &'s str, context: &Context<'_>) -> Cow<'s, str> {
    if !context.has_joined || memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let lines = text.split(['\n', '\r']).map(trim).filter(|line| !line.is_empty());
    Cow::Owned(lines.collect::<Vec<_>>().join(" "))
}

/// The piece below a heading, or below the line that rules it off.
fn below<'p, 'd, 's>(pieces: &'p [Piece<'d, 's>], at: usize) -> Option<&'p Piece<'d, 's>> {
    let is_ruling = |c: char| matches!(c, '-' | '=') || is_invisible(c);
    match pieces.get(at + 1) {
        Some(Piece::Junk(line)) if line.chars().all(is_ruling) => pieces.get(at + 2),
        next => next,
    }
}

/// Whether a sentence ends inside a line; the dot of a number before it ("4. Contact") ends none.
fn ends_inside(text: &str) -> bool {
    const NUMBER: usize = 12;
    // What is invisible must not count.
    let text = &*normal(text, Typography::Plain);
    let number = first_sentence(text).len();
    let text = if number <= NUMBER { text.get(number + 1..).unwrap_or_default() } else { text };
    first_sentence(text) != text
}

/// Whether a line in small letters stands above another: one of a list that lost its bullets, whatever its
/// words.
fn is_listed(text: &str, next: Option<&Piece<'_, '_>>) -> bool {
    let Some(Piece::Heading(next, _) | Piece::Paragraph(next)) = next else { return false };
    text.starts_with(char::is_lowercase) && next.starts_with(char::is_lowercase)
}

/// Whether a line of unknown words stands like a heading: it begins like one, is no sentence and
/// announces nothing, and something stands under it. Of several such lines in a row none is a
/// heading: they are the items of a list that lost its bullets.
fn stands_like_heading(text: &str, before: Option<&Piece<'_, '_>>) -> bool {
    let begins = |text: &str| text.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let is_sentence = ends_inside(text) || text.ends_with([':', '!']);
    let in_list = match before {
        Some(Piece::Heading(line, sense)) => !sense.is_known() && begins(line),
        Some(Piece::Paragraph(text)) => text.ends_with(':'),
        _ => false,
    };
    begins(text) && text.contains(char::is_alphabetic) && !is_sentence && !in_list
}
