//! The sections of a charter: which lines are headings, and what stands under each.
//!
//! `title` finds the line that heads them all, `lines` judges all others, `contents` and `lists` find the short lines
//! that only look like headings, `shape` says what a line is whatever its words, `categories` which category is told
//! where no heading names one, `functional` which one a word means beside others, and `reach` how far what a heading
//! says holds.

mod categories;
mod contents;
pub(super) mod functional;
mod lines;
mod lists;
mod reach;
mod shape;
mod title;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::headings::Sense;
use super::pieces::Piece;
use super::{Context, columns, companies, cookies, propose, tables};
use crate::diagnostic::Diagnostic;
use crate::model::{Block, Category, Cookie, Field, Item, Role, Section};
use crate::syntax::{addresses, is_readable};
use crate::text::{is_space, trim};
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
            self.look_ahead(pieces, at + 1);
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
                self.announces_category(pieces, at, text);
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

    /// Looks for a table that words find at a piece before its turn, unless one was found.
    fn look_ahead(&mut self, pieces: &[Piece<'_, 's>], at: usize) {
        if self.ahead.is_none() {
            self.ahead = propose::best(pieces, at, self.context).map(|found| (at, found));
        }
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
