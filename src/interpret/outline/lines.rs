//! Which lines are headings: what is marked as one, what is known, and what stands like one.

use std::collections::HashMap;

use super::super::headings::Sense;
use super::super::openings::Opening;
use super::super::pieces::Piece;
use super::{Builder, columns, companies, lists, shape};
use crate::model::{Role, Section};
use crate::syntax::Mark;
use crate::text::is_invisible;

/// So many lines alike are one of each of several cards.
const CARDS: usize = 3;

impl<'s> Builder<'s, '_> {
    /// Whether a line that could be a heading is one: it is marked as one, its words are known, or it stands
    /// like one. Where headings are marked, what is not is none, unless it is known and emphasised.
    pub(super) fn is_heading(
        &mut self,
        pieces: &[Piece<'_, 's>],
        at: usize,
        text: &str,
        sense: Sense,
    ) -> bool {
        // What is noted above a page is said again in it.
        if self.outline.title == Some(text) && !self.has_heading() {
            return false;
        }
        match sense.mark {
            // What names the site above the title heads nothing.
            Some(Mark::Level(level)) => {
                return level > 1 || self.title.is_none_or(|title| at > title);
            }
            Some(Mark::Caption) => return false,
            Some(Mark::Item) if self.style.is_marked => return !self.recurs(pieces, text),
            Some(Mark::Bold) if self.style.is_marked => return sense.is_known(),
            None if self.style.is_marked => return false,
            // Where nothing is marked with levels, emphasis tells no more than standing alone does.
            Some(Mark::Bold | Mark::Item) | None => {}
        }
        if self.contents.announces(at) {
            return true;
        }
        if sense.mark.is_none() && shape::leads_on(text) {
            return false;
        }
        if self.is_caption(text, sense, self.heads_table(pieces, at))
            || shape::is_widget(text)
            || shape::is_page(text)
            || shape::goes_on(text, pieces.get(at + 1))
        {
            return false;
        }
        if sense.is_known() && !shape::is_listed(text, pieces.get(at + 1)) {
            return self.is_known_heading(pieces, at, text, sense);
        }
        // What each of several cards has is the label of a part of it.
        if sense.is_standing
            && self.count(pieces, text) < CARDS
            && self.stands_above_text(pieces, at)
        {
            return true;
        }
        // What stands above the title is introduction, and what stands above a table of contents its label.
        if self.title.is_some_and(|title| at < title)
            || self.contents.end(at + 1).is_some()
            || self.recurs(pieces, text)
        {
            return false;
        }
        if self.is_numbered(pieces, at, text) {
            return true;
        }
        self.stands_like_heading(pieces, at, text)
    }

    /// Whether a line of known words is a heading.
    fn is_known_heading(
        &mut self,
        pieces: &[Piece<'_, 's>],
        at: usize,
        text: &str,
        sense: Sense,
    ) -> bool {
        // A second title with a date says when the text was changed, and one that comes again is a value.
        let is_second = sense.is_title && sense.role.is_none();
        let is_note = is_second && (shape::has_date(text) || self.recurs(pieces, text));
        let above = at.checked_sub(1).and_then(|at| pieces.get(at));
        let leads_on = text.ends_with(':')
            && matches!(above, Some(Piece::Heading(above, sense)) if above.ends_with('?') && !sense.is_known());
        !shape::is_menu(text)
            && !is_note
            && !leads_on
            && !self.is_said(text, above)
            && !self.is_round(pieces, at, sense)
            && self.list_end(pieces, at).is_none()
    }

    /// Whether a line of unknown words stands like a heading above what it heads.
    fn stands_like_heading(&mut self, pieces: &[Piece<'_, 's>], at: usize, text: &str) -> bool {
        let before = self.before(pieces, at).filter(|_| !self.ends_table_foot(pieces, at));
        let is_followed = self.ahead.is_some()
            || match below(pieces, at) {
                Some(Piece::Paragraph(_) | Piece::Row(..) | Piece::List(_)) => true,
                Some(Piece::Heading(line, sense)) => {
                    !sense.is_known() && shape::is_said(line)
                        || text.ends_with('?') && (line.ends_with(':') || shape::is_place(line))
                        || self.heads_companies(text, line, pieces.get(at + 2))
                        || shape::goes_on(line, pieces.get(at + 2))
                        || !matches!(before, Some(Piece::Heading(_, it)) if !it.is_known())
                            && heads_section(line, *sense, pieces.get(at + 2))
                            && self.list_end(pieces, at).is_none()
                }
                _ => false,
            };
        (is_followed || self.heads_list(pieces, at)) && shape::stands_like_heading(text, before)
    }

    /// Whether a line of known words belongs to what a page has round its text: a path and a dialog above the title, and
    /// a menu below the last section.
    fn is_round(&self, pieces: &[Piece<'_, 's>], at: usize, sense: Sense) -> bool {
        let before = at.checked_sub(1).and_then(|at| pieces.get(at));
        let is_above = self.title.is_some_and(|title| at < title)
            && !matches!(pieces.get(at + 1), Some(Piece::Paragraph(_)));
        let may_be_linked = sense.is_title || sense.role == Some(Role::Settings);
        shape::is_step(before) || may_be_linked && (is_above || self.foot.contains(&at))
    }

    /// Whether a line that speaks of cookies heads several companies, the first of which stands below with more lines.
    fn heads_companies(&mut self, text: &str, line: &str, next: Option<&Piece<'_, 's>>) -> bool {
        matches!(next, Some(Piece::Heading(..) | Piece::Paragraph(_)))
            && columns::speaks_of_cookies(text, self.context)
            && companies::is_one(line, true, self.context)
    }

    fn has_heading(&self) -> bool {
        self.outline.sections.iter().any(|section| section.heading.is_some())
    }

    /// Whether a line that may head a section of any text does: behind the title, above prose or a line of an
    /// address or a name with a number, and not above other lines of a menu.
    fn stands_above_text(&self, pieces: &[Piece<'_, 's>], at: usize) -> bool {
        const LINES: usize = 3;
        let above = at.checked_sub(1).and_then(|at| pieces.get(at));
        let is_below = matches!(above, Some(Piece::Heading(_, sense)) if sense.is_standing);
        let below = pieces.get(at + 1..).unwrap_or_default().iter().take(LINES);
        let tells = below.map_while(|piece| match piece {
            Piece::Paragraph(_) | Piece::List(_) | Piece::Row(..) => Some(true),
            Piece::Heading(line, sense) => {
                let is_other = sense.is_known() || line.starts_with('©');
                (!is_other).then(|| shape::is_said(line) || line.contains(char::is_numeric))
            }
            Piece::Junk(_) | Piece::Seam => None,
        });
        let has_text = tells.into_iter().any(|tells| tells);
        !is_below && has_text && (self.outline.title.is_some() || self.has_heading())
    }

    /// Whether a line stands right below a label, and so is what that one says.
    fn is_said(&self, text: &str, above: Option<&Piece<'_, 's>>) -> bool {
        let is_label = matches!(above, Some(Piece::Heading(_, sense))
            if sense.mark.is_none() && !sense.is_known() && sense.opening.meets(Opening::LABEL));
        is_label && !self.context.is_apart(text)
    }

    /// Whether a line stands as it is in other places, too: a switch, a button or a label.
    fn recurs(&mut self, pieces: &[Piece<'_, 's>], text: &str) -> bool {
        self.count(pieces, text) > 1
    }

    /// How often a line stands in the text that no mark shows to be a heading.
    fn count(&mut self, pieces: &[Piece<'_, 's>], text: &str) -> usize {
        let counts = self.counts.get_or_insert_with(|| {
            let mut counts: HashMap<&'s str, usize> = HashMap::new();
            for (at, piece) in pieces.iter().enumerate() {
                if self.contents.has(at) {
                    continue;
                }
                let lines = match piece {
                    Piece::Heading(_, sense) if sense.mark.is_some() && sense.is_known() => {
                        continue;
                    }
                    Piece::Heading(text, _) => std::slice::from_ref(text),
                    Piece::List(items) => *items,
                    _ => continue,
                };
                for line in lines {
                    *counts.entry(line).or_default() += 1;
                }
            }
            counts
        });
        counts.get(text).copied().unwrap_or_default()
    }

    /// Whether the number of a line follows that of the heading before, or is the first of such numbers. Lines
    /// with numbers one below the other are a list.
    fn is_numbered(&mut self, pieces: &[Piece<'_, 's>], at: usize, text: &str) -> bool {
        const FAR: usize = 200;
        let numbers_at = |at: usize| match pieces.get(at) {
            Some(Piece::Heading(text, _) | Piece::Paragraph(text)) => shape::ordinals(text),
            _ => [None; 3],
        };
        let numbers = shape::ordinals(text);
        let is_beside = |at: Option<usize>| at.is_some_and(|at| numbers_at(at) != [None; 3]);
        if numbers == [None; 3]
            || is_beside(at.checked_sub(1))
            || is_beside(Some(at + 1))
            || shape::ends_inside(text)
        {
            return false;
        }
        let before = self.outline.sections.iter().rev().find_map(|it| it.heading.as_deref());
        let before = before.map_or([None; 3], shape::ordinals);
        let follows = |one: [Option<u32>; 3], next: [Option<u32>; 3]| {
            one.iter().zip(next).any(|(one, next)| one.is_some_and(|one| next == Some(one + 1)))
        };
        let is_first = numbers.contains(&Some(1));
        follows(before, numbers)
            || is_first && (at + 1..at + FAR).any(|at| follows(numbers, numbers_at(at)))
    }

    /// Whether the line at a place is the last of a few below a table that stand like headings, as where a
    /// page has links there: it heads what comes next.
    fn ends_table_foot(&self, pieces: &[Piece<'_, 's>], at: usize) -> bool {
        const LINES: usize = 4;
        let Some(foot) = self.table_end.and_then(|end| pieces.get(end..=at)) else { return false };
        let is_line = |piece: &Piece<'_, 's>| matches!(piece, Piece::Heading(..));
        foot.len() <= LINES && foot.iter().all(is_line) && !pieces.get(at + 1).is_some_and(is_line)
    }

    /// The piece before `at`, unless a table or a list without bullets took it.
    fn before<'p, 'd>(&self, pieces: &'p [Piece<'d, 's>], at: usize) -> Option<&'p Piece<'d, 's>> {
        let before = at.checked_sub(1).and_then(|at| pieces.get(at));
        before.filter(|_| ![self.table_end, self.listed].contains(&Some(at)))
    }

    /// Whether a line is marked as the caption of the table above, or is that of a table directly under the heading of a category, which
    /// the caption does not end, or says the last heading again, or gives the category of a table behind a label.
    fn is_caption(&self, text: &str, sense: Sense, has_table: bool) -> bool {
        let section = self.outline.sections.last();
        let repeats = section.is_some_and(|section| section.heading.as_deref() == Some(text));
        let under_category = section.is_some_and(|section| {
            section.blocks.is_empty()
                && section
                    .category
                    .as_ref()
                    .is_some_and(|category| sense.kind.is_none_or(|kind| kind == category.kind))
        });
        let may_be_caption = !sense.is_known() || sense.role == Some(Role::Category);
        // What leads on to a table below the marked heading of a category says nothing of its own.
        let is_marked = |it: &Section<'_>| it.category.is_some() && it.level.is_some();
        let leads_on = text.ends_with(':') && section.is_some_and(is_marked);
        let is_labelled =
            sense.kind.is_some() && text.contains(": ") && shape::number(text).is_none();
        // Converters write so what stands below a table.
        text.starts_with(": ")
            || has_table && is_labelled
            || has_table && (repeats || leads_on || under_category && may_be_caption)
    }

    /// Whether a list without bullets begins below the line at a place, which is none of it.
    fn heads_list(&mut self, pieces: &[Piece<'_, 's>], at: usize) -> bool {
        let is_line = |at| matches!(pieces.get(at), Some(Piece::Heading(..)));
        is_line(at + 1)
            && is_line(at + 2)
            && self.list_end(pieces, at).is_none()
            && self.list_end(pieces, at + 1).is_some()
    }

    /// Where the list without bullets ends that begins at a place. Lines that are none are not asked again.
    pub(super) fn list_end(&mut self, pieces: &[Piece<'_, 's>], at: usize) -> Option<usize> {
        if at < self.unlisted {
            return None;
        }
        let above = at.checked_sub(1).and_then(|at| pieces.get(at));
        let is_announced = matches!(
            above,
            Some(Piece::Heading(text, _) | Piece::Paragraph(text)) if text.ends_with(':')
        );
        // What is known as the title is no item.
        let pieces = match self.title.filter(|&title| title >= at) {
            Some(title) => pieces.get(..title).unwrap_or_default(),
            None => pieces,
        };
        let (lines, end) = lists::end(pieces, at, is_announced, self.context);
        if end.is_none() {
            self.unlisted = at + lines;
        }
        end
    }

    /// Whether a table is right below the line at a place.
    pub(super) fn heads_table(&self, pieces: &[Piece<'_, 's>], at: usize) -> bool {
        self.ahead.is_some() || matches!(pieces.get(at + 1), Some(Piece::Row(..)))
    }
}

/// Whether a line below another that stands like a heading heads a part of its section: a category, or a question
/// above text.
fn heads_section(line: &str, sense: Sense, next: Option<&Piece<'_, '_>>) -> bool {
    sense.kind.is_some() || line.ends_with('?') && matches!(next, Some(Piece::Paragraph(_)))
}

/// The piece below a heading, or below the line that rules it off.
fn below<'p, 'd, 's>(pieces: &'p [Piece<'d, 's>], at: usize) -> Option<&'p Piece<'d, 's>> {
    let is_ruling = |c: char| matches!(c, '-' | '=') || is_invisible(c);
    match pieces.get(at + 1) {
        Some(Piece::Junk(line)) if line.chars().all(is_ruling) => pieces.get(at + 2),
        next => next,
    }
}
