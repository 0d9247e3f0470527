//! Which line is the title of a text.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::super::Context;
use super::super::columns::speaks_of_cookies;
use super::super::evidence::spelling::is_sure_name;
use super::super::headings::Sense;
use super::super::openings::Opening;
use super::super::pieces::Piece;
use super::Outline;
use super::shape::{self, is_widget};
use crate::lexicon::Term;
use crate::model::{Field, Role};
use crate::syntax::{Block, Mark, addresses, prose};
use crate::text::{is_space, unmarked, without_number};

/// How many pieces from the first are looked at for a title: menus and the like stand above it.
const ABOVE: usize = 40;

/// The place of the title, when something tells it: it is marked as the only heading of the first level, or
/// the first that is; known as a title of charters; or it speaks of cookies, above everything that does. What
/// is known to head a section is no title, but a line on how cookies are used or managed may be one.
pub(super) fn find(pieces: &[Piece<'_, '_>], context: &mut Context<'_>) -> Option<usize> {
    let above = above(pieces);
    let is_first_level = |piece: &Piece<'_, '_>| match piece {
        Piece::Heading(_, sense) => sense.mark == Some(Mark::Level(1)),
        _ => false,
    };
    if let Some(at) = above.iter().position(is_first_level)
        && let Some(Piece::Heading(_, sense)) = above.get(at)
        && (sense.is_title
            || !sense.is_known()
            || pieces.iter().filter(|piece| is_first_level(piece)).count() == 1)
    {
        return Some(below_name(pieces, at, context).unwrap_or(at));
    }
    if let Some(at) = below_trail(above, context) {
        return Some(at);
    }
    let headings = above.iter().enumerate().filter_map(|(at, piece)| match *piece {
        // The name of a cookie may have words of a title in it.
        Piece::Heading(text, sense)
            if may_be(text) && !is_step(above, at) && !text.split(is_space).any(is_sure_name) =>
        {
            Some((at, text, sense))
        }
        _ => None,
    });
    let mut speaking = headings.filter(|&(at, text, sense)| {
        let is_label = sense.opening.meets(Opening::LABELLED)
            || sense.opening.meets(Opening::LABELS) && is_header(text, context);
        let heads_rows = || sense.is_known() && matches!(pieces.get(at + 1), Some(Piece::Row(..)));
        // A label stands above each of several values.
        let is_again = || sense.opening.meets(Opening::LABEL) && recurs(pieces, text);
        sense.is_title && !is_again()
            || may_head_all(sense.role)
                && !is_label
                && !heads_rows()
                && !is_again()
                && speaks_of_cookies(text, context)
    });
    let first = speaking.next()?;
    // What is known to head a section is the title only when nothing else is, or when it is the first line of all
    // and has a text of its own.
    let is_section = |(.., sense): &(usize, &str, Sense)| !sense.is_title && sense.is_known();
    let other = if is_section(&first) { speaking.find(|it| !is_section(it)) } else { None };
    let is_prose = |piece: &Piece<'_, '_>| matches!(piece, Piece::Paragraph(_));
    let heads_text =
        |other: usize| first.0 == 0 && above.get(..other).is_some_and(|it| it.iter().any(is_prose));
    let other = other.filter(|&(other, ..)| !heads_text(other));
    Some(other.unwrap_or(first).0)
}

/// The heading below one of the first level that names the site: the first, which heads all others, below nothing but
/// short lines. It is known as a title, or speaks of cookies where the one above says nothing of them; or that has the
/// name of the site besides.
fn below_name(pieces: &[Piece<'_, '_>], at: usize, context: &mut Context<'_>) -> Option<usize> {
    let Some(&Piece::Heading(name, first)) = pieces.get(at) else { return None };
    let below = pieces.iter().enumerate().skip(at + 1).take(ABOVE);
    let is_text = |piece: &Piece<'_, '_>| match piece {
        Piece::Paragraph(text) => text.ends_with('.'),
        Piece::Row(..) => true,
        _ => false,
    };
    let (place, text, sense, level) =
        below.take_while(|(_, piece)| !is_text(piece)).find_map(|(at, piece)| match *piece {
            Piece::Heading(text, sense) => match sense.mark {
                Some(Mark::Level(level)) => Some((at, text, sense, level)),
                _ => None,
            },
            _ => None,
        })?;
    let is_above = |piece: &Piece<'_, '_>| match piece {
        Piece::Heading(_, sense) => matches!(sense.mark, Some(Mark::Level(it)) if it <= level),
        _ => false,
    };
    let heads_all = !pieces.iter().skip(place + 1).any(is_above);
    let says_nothing = !first.is_title && !first.is_known() && !speaks_of_cookies(name, context);
    let is_part = name.len() > text.len() && (name.starts_with(text) || name.ends_with(text));
    let is_title = sense.is_title || may_head_all(sense.role) && speaks_of_cookies(text, context);
    (heads_all && may_be(text) && is_title && (says_nothing || is_part)).then_some(place)
}

/// The heading right below the path to a page, which a site shows above what the page has: its title, when it speaks of
/// cookies or ends that path.
fn below_trail(above: &[Piece<'_, '_>], context: &mut Context<'_>) -> Option<usize> {
    let is_text =
        |piece: &&Piece<'_, '_>| matches!(piece, Piece::Paragraph(text) if text.ends_with('.'));
    let trail = above.iter().take_while(|piece| !is_text(piece)).position(|piece| match piece {
        Piece::Heading(text, _) | Piece::Paragraph(text) => shape::is_trail(text),
        _ => false,
    })?;
    let (
        Some(Piece::Heading(path, _) | Piece::Paragraph(path)),
        Some(&Piece::Heading(text, sense)),
    ) = (above.get(trail), above.get(trail + 1))
    else {
        return None;
    };
    let is_title = sense.is_title
        || may_head_all(sense.role) && (path.ends_with(text) || speaks_of_cookies(text, context));
    (may_be(text) && is_title).then_some(trail + 1)
}

/// Whether a line stands in several places as it is, besides once above all and once below.
fn recurs(pieces: &[Piece<'_, '_>], text: &str) -> bool {
    const MOST: usize = 400;
    const TIMES: usize = 2;
    let lines = pieces.iter().take(MOST).filter_map(Piece::heading);
    lines.filter(|line| *line == text).nth(TIMES).is_some()
}

fn is_step(pieces: &[Piece<'_, '_>], at: usize) -> bool {
    shape::is_step(at.checked_sub(1).and_then(|at| pieces.get(at)))
}

/// The first pieces, up to the first table, to a heading that is known to begin a section and has text, or to
/// the last of several headings that have text: a notice may stand above a title, whole sections do not. One
/// line of cells is a menu.
fn above<'p, 'd, 's>(pieces: &'p [Piece<'d, 's>]) -> &'p [Piece<'d, 's>] {
    const SECTIONS: usize = 3;
    let mut sections = 0;
    let mut begins_section = |at: usize, piece: &Piece<'_, '_>| match piece {
        Piece::Heading(_, sense) => {
            let has_text = matches!(pieces.get(at + 1), Some(Piece::Paragraph(_)));
            sections += usize::from(has_text);
            has_text
                && (sections == SECTIONS
                    || !sense.is_title
                        && sense.mark != Some(Mark::Level(1))
                        && matches!(
                            sense.role,
                            Some(Role::Definition | Role::Kinds | Role::Category)
                        ))
        }
        Piece::Row(..) => matches!(pieces.get(at + 1), Some(Piece::Row(..))),
        _ => false,
    };
    let end = pieces.iter().enumerate().position(|(at, piece)| begins_section(at, piece));
    pieces.get(..end.unwrap_or(pieces.len()).min(ABOVE)).unwrap_or_default()
}

/// Whether the words of a line allow it to be a title, if they are known at all.
fn may_head_all(role: Option<Role>) -> bool {
    matches!(role, None | Some(Role::Usage | Role::Settings | Role::Other))
}

/// Whether a line has more labels than a title ever has.
fn is_header(text: &str, context: &mut Context<'_>) -> bool {
    const LABELS: usize = 3;
    let hits = context.scan(text).hits.iter();
    let labels = hits.filter(|hit| matches!(hit.term, Term::Label(_))).map(|hit| hit.word);
    labels.collect::<BTreeSet<_>>().len() >= LABELS
}

/// Writes headings, and the categories that they name, as a page shows them.
pub(in super::super) fn unmark<'s>(outline: &mut Outline<'s>) {
    // The same heading names the category of many cookies.
    let mut last = ("", Cow::Borrowed(""));
    let mut show = |text: &mut Cow<'s, str>| {
        if let Cow::Borrowed(raw) = *text {
            if raw != last.0 {
                last = (raw, without_marks(raw));
            }
            text.clone_from(&last.1);
        }
    };
    for section in &mut outline.sections {
        section.heading.iter_mut().for_each(&mut show);
        section.category.iter_mut().for_each(|category| show(&mut category.label));
    }
    for cookie in &mut outline.cookies {
        let is_inherited = cookie.inherited.iter().any(|it| it.field == Field::Category);
        let category = cookie.category.iter_mut().filter(|_| is_inherited);
        category.for_each(|category| show(&mut category.label));
    }
}

/// A title or a heading without marks of emphasis inside. One that gives an address keeps them, and so does one
/// that would be no heading without.
pub(in super::super) fn without_marks(text: &str) -> Cow<'_, str> {
    let shown = unmarked(text);
    if matches!(shown, Cow::Borrowed(_)) || addresses(text).next().is_some() {
        return Cow::Borrowed(text);
    }
    let is_one = matches!(prose(&shown), Block::Heading(text, _) if text == shown);
    if is_one { shown } else { Cow::Borrowed(text) }
}

/// Whether a line is neither a path through a site, nor the label of a box, nor a sentence, nor numbered as sections are.
pub(super) fn may_be(text: &str) -> bool {
    !shape::is_trail(text)
        && !is_widget(text)
        && !shape::is_page(text)
        && !text.ends_with([':', '!'])
        && without_number(text).len() == text.len()
        && !shape::ends_inside(text)
}
