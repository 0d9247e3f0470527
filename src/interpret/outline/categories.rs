//! The category of cookies that is told where no heading names one: by a caption, an item, or what is said right above
//! them.

use std::borrow::Cow;

use super::super::evidence::spelling::is_sure_name;
use super::super::headings::Sense;
use super::super::pieces::Piece;
use super::super::{columns, companies, consent, headings};
use super::reach::Reach;
use super::{Builder, shape};
use crate::model::{Category, Consent, Kind, Role, Section};
use crate::syntax::Mark;
use crate::text::{Typography, first_sentence, normal, trim};

impl<'s> Builder<'s, '_> {
    /// Whether a heading of unknown words that nothing marks stands inside of the category above it: right
    /// below its heading, or it is the name of a cookie or a company.
    pub(super) fn is_in_category(&mut self, text: &'s str, heads_table: bool) -> bool {
        let is_right_below = |section: &Section<'_>| section.blocks.is_empty();
        self.category.is_some()
            && (self.outline.sections.last().is_some_and(is_right_below)
                || is_sure_name(text)
                || companies::is_one(text, heads_table, self.context))
    }

    /// Whether a heading of unknown words that nothing marks is one of several that a category is parted by: its
    /// own section has text and no cookies, which stand below theirs.
    pub(super) fn parts_category(&mut self, text: &str, sense: Sense) -> bool {
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
    pub(super) fn explains_category(&mut self, pieces: &[Piece<'_, 's>], at: usize, text: &str) {
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
        if may_explain {
            self.look_ahead(pieces, at + 1);
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

    /// Takes the kind of cookies that a text right above them announces, for those alone, where no heading names one.
    pub(super) fn announces_category(
        &mut self,
        pieces: &[Piece<'_, 's>],
        at: usize,
        text: &'s str,
    ) {
        let is_told = self.category.as_ref().is_some_and(|reach| !reach.is_unknown);
        let next = pieces.get(at + 1);
        let is_below = matches!(next, Some(Piece::Row(..) | Piece::List(_)));
        if is_told || !is_below || self.caption.is_some() || !self.explained.is_empty() {
            return;
        }
        let Some(kind) = headings::kind_announced(text, self.context) else { return };
        // A list may be of something else.
        if matches!(next, Some(Piece::List(_))) {
            self.look_ahead(pieces, at + 1);
        }
        if self.heads_table(pieces, at) {
            self.style.names_categories = true;
            self.caption = Some(Category { kind, label: Cow::Borrowed(first_sentence(text)) });
        }
    }

    /// Takes the category that a lone item names, for the tables that come in this section, unless its heading
    /// names one.
    pub(super) fn item(&mut self, items: &[&'s str]) {
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
    pub(super) fn names_category(
        &mut self,
        pieces: &[Piece<'_, 's>],
        at: usize,
        piece: &Piece<'_, 's>,
    ) {
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
    pub(super) fn stands_above_table(
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
                    self.look_ahead(pieces, at + 2);
                }
                (is_row || self.ahead.is_some()).then_some(false)
            }
            _ => None,
        }
    }
}
