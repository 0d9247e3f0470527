//! The sections of a charter: which lines are headings, and what stands under each.
//!
//! `title` finds the line that heads them all, `lines` judges all others, `contents` and `lists` find the short lines
//! that only look like headings, `shape` says what a line is whatever its words, and `reach` how far what a heading
//! says holds.

mod contents;
mod lines;
mod lists;
mod reach;
mod shape;
mod title;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::evidence::spelling::is_sure_name;
use super::headings::Sense;
use super::pieces::Piece;
use super::{Context, columns, companies, consent, cookies, headings, propose, tables};
use crate::diagnostic::Diagnostic;
use crate::model::{Block, Category, Consent, Cookie, Field, Item, Kind, Role, Section};
use crate::syntax::{Mark, addresses, is_readable};
use crate::text::{Typography, is_space, normal, trim};
use contents::Contents;
use reach::{Reach, Style};
pub(super) use title::{unmark, without_marks};

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
    // Room for more cookies is made when they come.
    const COOKIES: usize = 64;
    let title = title::find(pieces, context);
    let rows = pieces.iter().filter(|piece| piece.row().is_some()).count();
    let cookies = Vec::with_capacity(rows.min(COOKIES));
    let mut builder = Builder {
        outline: Outline { sections: Vec::with_capacity(8), cookies, ..Outline::default() },
        style: Style::of(pieces, title),
        title,
        contents: Contents::of(pieces),
        foot: foot(pieces),
        category: None,
        item: None,
        caption: None,
        caption_holds_on: false,
        explained: Vec::new(),
        fields: None,
        ahead: None,
        table_end: None,
        counts: None,
        listed: None,
        unlisted: 0,
        context,
    };
    let mut at = 0;
    if title.is_none() {
        if let Some(next) = builder.layout(pieces, 0) {
            at = next;
        } else if builder.title(pieces.first(), false) {
            at = 1;
        }
    }
    while let Some(piece) = pieces.get(at) {
        let is_title = title == Some(at) && builder.title(Some(piece), true);
        at = if is_title { at + 1 } else { builder.piece(pieces, at, piece) };
    }
    builder.outline
}

struct Builder<'s, 'c> {
    outline: Outline<'s>,
    style: Style,
    /// Where the title stands, when something tells it.
    title: Option<usize>,
    contents: Contents,
    /// Where lines are a menu below the text.
    foot: Range<usize>,
    /// The category of the tables that come: of the last heading that named one and holds for them.
    category: Option<Reach<'s>>,
    /// The category that an item of this section has named since.
    item: Option<Category<'s>>,
    /// The category that the caption of the next table names.
    caption: Option<Category<'s>>,
    /// Whether it holds for the tables behind that, too: other captions stand between.
    caption_holds_on: bool,
    /// The categories that lines of this section explain.
    explained: Vec<Category<'s>>,
    /// The fields of the last table's columns.
    fields: Option<Vec<Option<Field>>>,
    /// What words find at a piece that was looked at before its turn.
    ahead: Option<(usize, (tables::Table<'s>, usize))>,
    /// Where the last table ended.
    table_end: Option<usize>,
    /// How often there is each line of unknown words that could be a heading, once it was asked.
    counts: Option<HashMap<&'s str, usize>>,
    /// Where the last list without bullets ended.
    listed: Option<usize>,
    /// The piece up to which there is no list without bullets.
    unlisted: usize,
    context: &'c mut Context<'s>,
}

impl<'s> Builder<'s, '_> {
    /// Takes a piece as the title, if it stands like a heading.
    fn title(&mut self, piece: Option<&Piece<'_, 's>>, is_told: bool) -> bool {
        let Some(&Piece::Heading(text, sense)) = piece else { return false };
        if !is_told && (sense.is_known() || sense.is_standing || !title::may_be(text)) {
            return false;
        }
        self.outline.title = Some(text);
        self.outline.has_known_heading =
            sense.is_title || columns::speaks_of_cookies(text, self.context);
        true
    }

    /// Takes the piece at `at`, and says where the next one is.
    fn piece(&mut self, pieces: &[Piece<'_, 's>], at: usize, piece: &Piece<'_, 's>) -> usize {
        if let Some(end) = self.contents.end(at) {
            let lines = pieces.get(at..end).unwrap_or_default();
            if matches!(piece, Piece::Heading(..)) {
                self.listed(lines, end);
                return end;
            }
        }
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
                self.heading(text, sense, self.heads_table(pieces, at));
            }
            // The stop that ends the name of a company ends no sentence.
            Piece::Paragraph(text)
                if text.ends_with('.')
                    && !self.style.is_marked
                    && self.heads_table(pieces, at)
                    && companies::is_one(text, true, self.context) =>
            {
                self.heading(text, Sense::default(), true);
            }
            Piece::Heading(text, _) | Piece::Paragraph(text) => {
                if let Some(end) = self.list_without_bullets(pieces, at) {
                    return end;
                }
                self.names_category(pieces, at, piece);
                self.explains_category(pieces, at, text);
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
                self.list(items.iter().copied());
            }
            Piece::Row(_, row) => {
                if let Some(next) = self.table(pieces, at) {
                    return next;
                }
                self.prose(row.line);
            }
            Piece::Seam => {}
        }
        at + 1
    }

    fn heading(&mut self, text: &'s str, sense: Sense, heads_table: bool) {
        (self.item, self.caption, self.caption_holds_on) = (None, None, false);
        self.explained.clear();
        self.outline.has_known_heading |= sense.is_known();
        let level = self.style.level(sense.mark);
        let parts = level.is_none() && self.parts_category(text, sense);
        let is_inside = parts || level.is_none() && self.is_in_category(text, heads_table);
        let mut before = self.category.take();
        if let Some(before) = &mut before {
            before.is_parted |= parts;
        }
        // One that says on which site is about all of them.
        let speaks =
            || columns::speaks_of_cookies(text, self.context) && addresses(text).next().is_none();
        self.category = reach::below(before, text, sense, level, is_inside, speaks, self.style);
        let category = sense.kind.map(|kind| Category { kind, label: Cow::Borrowed(text) });
        self.outline.sections.push(Section {
            role: sense.role.unwrap_or(Role::Other),
            heading: Some(Cow::Borrowed(text)),
            line: self.context.source.line_of(text),
            category,
            blocks: Vec::new(),
            level,
        });
    }

    /// Whether a heading of unknown words that nothing marks stands inside of the category above it: right
    /// below its heading, or it is the name of a cookie or a company.
    fn is_in_category(&mut self, text: &'s str, heads_table: bool) -> bool {
        let is_right_below = |section: &Section<'_>| section.blocks.is_empty();
        self.category.is_some()
            && (self.outline.sections.last().is_some_and(is_right_below)
                || is_sure_name(text)
                || companies::is_one(text, heads_table, self.context))
    }

    /// Whether a heading of unknown words that nothing marks is one of several that a category is parted by: its
    /// own section has text and no cookies, which stand below theirs.
    fn parts_category(&mut self, text: &str, sense: Sense) -> bool {
        let may_be =
            |reach: &&Reach<'_>| !reach.is_unknown && (reach.is_parted || !reach.has_cookies);
        let Some(reach) = self.category.as_ref().filter(may_be) else { return false };
        let kind = headings::kind_in(text, self.context);
        kind.is_none_or(|kind| kind == reach.category.kind)
            && !sense.is_standing
            && shape::number(text).is_none()
            && !columns::speaks_of_cookies(text, self.context)
    }

    /// Takes what is said right below a heading that names no category: those of one kind ("these technical cookies"), or,
    /// where the heading speaks of cookies, those for which nobody is asked, which are necessary.
    fn explains_category(&mut self, pieces: &[Piece<'_, 's>], at: usize, text: &str) {
        let Some(section) = self.outline.sections.last() else { return };
        let Some(heading) = &section.heading else { return };
        let is_own = |reach: &Reach<'_>| {
            reach.category.kind == Kind::Other && *heading == reach.category.label
        };
        if !self.category.as_ref().is_none_or(is_own) {
            return;
        }
        let may_explain =
            section.role == Role::Other && text.ends_with('.') && section.blocks.is_empty();
        let heading = heading.clone();
        if may_explain && self.ahead.is_none() {
            self.ahead = propose::best(pieces, at + 1, self.context).map(|found| (at + 1, found));
        }
        let is_right_above = may_explain
            && (self.heads_table(pieces, at) || matches!(pieces.get(at + 1), Some(Piece::List(_))));
        let said = is_right_above.then(|| {
            let is_needed = columns::speaks_of_cookies(&heading, self.context)
                && headings::says_needed(text, self.context);
            headings::kind_of_cookies(text, self.context)
                .or_else(|| is_needed.then_some(Kind::Necessary))
        });
        let said = said.flatten();
        self.style.names_categories |= said.is_some();
        if let Some(reach) = &mut self.category {
            let mut is_free = || consent::stated(text, self.context) == Consent::NotRequired;
            let kind = said.or_else(|| is_free().then_some(Kind::Necessary));
            reach.category.kind = kind.unwrap_or(reach.category.kind);
        } else {
            let category = |kind| Category { kind, label: heading.clone() };
            self.explained.extend(said.map(category));
        }
    }

    /// Takes the category that a lone item names, for the tables that come in this section, unless its heading
    /// names one.
    fn item(&mut self, items: &[&'s str]) {
        const LONGEST: usize = 256;
        if let [item] = items
            && self.category.is_none()
            && normal(item, Typography::Plain).len() <= LONGEST
            && let Some(kind) = headings::category_named_in(item, self.context)
        {
            self.item = Some(Category { kind, label: Cow::Borrowed(item) });
        }
    }

    /// Takes the category that a line names which is no heading, where its heading names none that is known: the
    /// caption of the table below, or a line of this section that explains one kind of cookies and is the only one
    /// to do so.
    fn names_category(&mut self, pieces: &[Piece<'_, 's>], at: usize, piece: &Piece<'_, 's>) {
        const LABEL: usize = 96;
        let is_caption =
            matches!(piece, Piece::Heading(_, sense) if sense.mark == Some(Mark::Caption));
        let is_told = self.category.as_ref().is_some_and(|reach| !reach.is_unknown);
        if is_told && !is_caption {
            return;
        }
        let of = |text: &'s str, kind| Category { kind, label: Cow::Borrowed(text) };
        if let Piece::Heading(text, sense) = *piece
            && let Some(kind) = sense.kind
        {
            let above = self.stands_above_table(pieces, at, is_told);
            let above = above.filter(|_| !shape::is_widget(text));
            if let Some(holds_on) = above {
                self.caption = Some(of(text, kind));
                self.caption_holds_on = holds_on;
            }
            return;
        }
        let (Piece::Heading(text, _) | Piece::Paragraph(text)) = *piece else { return };
        let beginning = text.as_bytes().get(..LABEL.min(text.len())).unwrap_or_default();
        let label = memchr::memchr(b':', beginning).and_then(|colon| text.get(..colon)).map(trim);
        if let Some(label) = label
            && let Some(kind) = headings::category_named_in(label, self.context)
            && columns::speaks_of_cookies(label, self.context)
        {
            self.explained.push(of(label, kind));
        }
    }

    /// Whether a line stands right above a table, or with a caption between, or a sentence where no heading is told, and
    /// then whether it holds for further tables below other captions.
    fn stands_above_table(
        &mut self,
        pieces: &[Piece<'_, 's>],
        at: usize,
        is_told: bool,
    ) -> Option<bool> {
        if self.heads_table(pieces, at) {
            return Some(false);
        }
        let is_row = matches!(pieces.get(at + 2), Some(Piece::Row(..)));
        match pieces.get(at + 1)? {
            Piece::Heading(_, between) if between.mark == Some(Mark::Caption) => {
                (between.kind.is_none() && is_row).then_some(true)
            }
            Piece::Paragraph(text) if !is_told && text.ends_with('.') => {
                if !is_row {
                    self.ahead =
                        propose::best(pieces, at + 2, self.context).map(|found| (at + 2, found));
                }
                (is_row || self.ahead.is_some()).then_some(false)
            }
            _ => None,
        }
    }

    /// Takes the lines from a place on that are a list without bullets, and says where the next piece is.
    fn list_without_bullets(&mut self, pieces: &[Piece<'_, 's>], at: usize) -> Option<usize> {
        let end = self.list_end(pieces, at)?;
        self.listed(pieces.get(at..end)?, end);
        Some(end)
    }

    /// Takes lines as a list that ends at a place.
    fn listed(&mut self, lines: &[Piece<'_, 's>], end: usize) {
        self.list(lines.iter().filter_map(Piece::heading));
        self.listed = Some(end);
    }

    fn list(&mut self, items: impl Iterator<Item = &'s str>) {
        let line_of = |text| self.context.source.line_of(text);
        let items: Vec<_> = items
            .map(|text| Item { line: line_of(text), text: one_line(text, self.context) })
            .collect();
        let line = items.first().map_or(1, |item| item.line);
        self.push(Block::List { line, items });
    }

    fn push(&mut self, block: Block<'s>) {
        if let Some(section) = self.outline.sections.last_mut() {
            section.blocks.push(block);
            return;
        }
        self.outline.sections.push(Section {
            role: Role::Introduction,
            heading: None,
            line: block.line(),
            category: None,
            blocks: vec![block],
            level: None,
        });
    }

    /// Takes a line that is no row after all.
    fn prose(&mut self, text: &'s str) {
        let (line, text) = (self.context.source.line_of(text), Cow::Borrowed(text));
        self.push(if is_readable(&text) {
            Block::Paragraph { line, text }
        } else {
            Block::Junk { line, text }
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
        let tables::Table { line, layout, mut columns, mut rows, diagnostics } = table;
        self.outline.diagnostics.extend(diagnostics);
        // A header alone has its rows below.
        let is_whole = !rows.is_empty();
        let caption = self.caption.take_if(|_| is_whole);
        if self.caption_holds_on {
            self.caption.clone_from(&caption);
        }
        let explained = if is_whole { std::mem::take(&mut self.explained) } else { Vec::new() };
        let explained = if let [only] = explained.as_slice() { Some(only) } else { None };
        let reach = self.category.as_ref();
        let told = caption.as_ref().or(self.item.as_ref());
        let category = told.or(reach.map(|reach| &reach.category)).or(explained);
        if cookies::is_about_cookies(&columns, &rows, category, self.context) {
            self.outline.has_cookie_table = true;
            let fields = propose::above(pieces, at, self.context);
            let above = cookies::Above { category, fields };
            let Outline { cookies, diagnostics, .. } = &mut self.outline;
            let read = cookies::read(&columns, &rows, above, cookies, diagnostics, self.context);
            for (row, (role, places)) in rows.iter_mut().zip(read) {
                (row.role, row.cookies) = (role, places.collect());
            }
            if let Some(reach) = &mut self.category {
                reach.has_cookies = true;
            }
            let reach = self.category.as_ref();
            if let Some(own) = reach.filter(|reach| reach.is_unknown)
                && let Some(section) = self.outline.sections.last_mut()
                && section.heading.as_ref() == Some(&own.category.label)
            {
                section.role = Role::Category;
                section.category = Some(own.category.clone());
            }
        } else {
            // What is named in it is something else.
            let names = columns.iter_mut().filter(|column| column.field == Some(Field::Name));
            names.for_each(|column| column.field = None);
        }
        // What has no header and no fields says nothing about the tables after it.
        if columns.iter().any(|column| column.label.is_some() || column.field.is_some()) {
            self.fields = Some(columns.iter().map(|column| column.field).collect());
        }
        self.push(Block::Table { line, layout, columns, rows });
    }
}

/// Where known lines belong to a menu below the text: among the lines without a mark that end it, from behind the
/// first that says nothing of cookies on, up to the last that is long or opens something.
fn foot(pieces: &[Piece<'_, '_>]) -> Range<usize> {
    const WORDS: usize = 6;
    let is_line = |piece: &Piece<'_, '_>| match piece {
        Piece::Heading(_, sense) => sense.mark.is_none(),
        Piece::Junk(_) => true,
        _ => false,
    };
    let may_be_link = |piece: &Piece<'_, '_>| match piece {
        Piece::Heading(_, sense) => !sense.is_known() && !sense.is_standing,
        _ => false,
    };
    let is_short = |text: &str| text.split(is_space).count() <= WORDS || text.starts_with('©');
    let opens = |piece: &Piece<'_, '_>| match piece {
        Piece::Heading(text, sense) => {
            !is_short(text) || !sense.is_known() && sense.opening.is_one()
        }
        _ => false,
    };
    let lines = pieces.iter().rev().take_while(|piece| is_line(piece)).count();
    let start = pieces.len() - lines;
    let foot = pieces.get(start..).unwrap_or_default();
    let link = foot.iter().position(may_be_link).unwrap_or(lines);
    let last = foot.iter().rposition(opens).unwrap_or(0);
    start + last.max(link + 1)..pieces.len()
}

/// `text` on one line: what was broken at a width spans several.
fn one_line<'s>(text: &'s str, context: &Context<'_>) -> Cow<'s, str> {
    if !context.has_joined || memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let lines = text.split(['\n', '\r']).map(trim).filter(|line| !line.is_empty());
    Cow::Owned(lines.collect::<Vec<_>>().join(" "))
}
