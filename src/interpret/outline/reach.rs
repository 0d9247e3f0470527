//! How far what a heading says holds: the category of the cookies below.

use std::borrow::Cow;

use super::super::headings::Sense;
use super::super::pieces::Piece;
use crate::model::{Category, Kind, Role};
use crate::syntax::Mark;

/// What the headings of a text have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Whether headings other than the title are marked with levels or as items, and the title is marked if there is
    /// one, so that a line without a mark is none.
    pub(super) is_marked: bool,
    /// Whether one names a category that is known.
    pub(super) names_categories: bool,
    /// The level of what is marked by emphasis alone: below all others.
    bold: u8,
}

impl Style {
    /// The style of a text whose title is the piece at a place.
    pub(super) fn of(pieces: &[Piece<'_, '_>], title: Option<usize>) -> Self {
        const FIRST: u8 = 2;
        const LAST: u8 = 6;
        let mut style = Self { is_marked: false, names_categories: false, bold: FIRST };
        let mut items = 0;
        for (at, piece) in pieces.iter().enumerate() {
            let Piece::Heading(_, sense) = piece else { continue };
            if Some(at) == title {
                continue;
            }
            style.names_categories |= sense.kind.is_some();
            items += usize::from(sense.mark == Some(Mark::Item));
            if let Some(level) = sense.mark.and_then(Mark::level) {
                style.is_marked = true;
                style.bold = style.bold.max((level + 1).min(LAST));
            }
        }
        // One may be a remark.
        style.is_marked |= items > 1;
        let title = title.and_then(|at| pieces.get(at));
        let is_plain = matches!(title, Some(Piece::Heading(_, sense)) if sense.mark.is_none());
        style.is_marked &= !is_plain;
        style
    }

    /// The level of a heading. Emphasis is none where nothing is marked with levels.
    pub(super) fn level(self, mark: Option<Mark>) -> Option<u8> {
        match mark? {
            Mark::Level(level) => Some(level),
            Mark::Bold | Mark::Item => self.is_marked.then_some(self.bold),
            Mark::Caption => None,
        }
    }
}

/// The category that a heading named for the cookies below it, and the level of that heading.
#[derive(Clone, Debug)]
pub(super) struct Reach<'s> {
    pub(super) category: Category<'s>,
    level: Option<u8>,
    /// Whether it is a heading whose words for its kind are unknown.
    pub(super) is_unknown: bool,
    /// Whether cookies were read since.
    pub(super) has_cookies: bool,
    /// Whether headings of unknown words part it.
    pub(super) is_parted: bool,
    /// The one of the heading above whose level this one stands below.
    outer: Option<Box<Self>>,
}

/// What holds below a heading of a level, where `before` held above it. A heading that speaks of cookies and
/// names no known category has one of its own in a text that names categories; another ends what held before,
/// unless it stands below its heading.
pub(super) fn below<'s>(
    before: Option<Reach<'s>>,
    text: &'s str,
    sense: Sense,
    level: Option<u8>,
    is_inside: bool,
    speaks_of_cookies: impl FnOnce() -> bool,
    style: Style,
) -> Option<Reach<'s>> {
    let before = enclosing(before, level);
    let level_above = before.as_ref().and_then(|before| before.level);
    let is_below = level_above.zip(level).is_some();
    // Whose cookies they are, or of what sort of a known category, says no other.
    let is_sort = is_below && before.as_ref().is_some_and(|before| !before.is_unknown);
    let holds = is_below
        || if sense.is_known() {
            // A list of the cookies in use may stand under the category it is of.
            sense.role == Some(Role::Usage)
        } else {
            is_inside
        };
    let named = |kind, is_unknown, before: Option<Reach<'s>>| Reach {
        category: Category { kind, label: Cow::Borrowed(text) },
        level,
        is_unknown,
        has_cookies: false,
        is_parted: false,
        outer: before.filter(|_| is_below).map(Box::new),
    };
    if let Some(kind) = sense.kind {
        return Some(named(kind, false, before));
    }
    if let Some(kind) = sense.kind_of_cookies.filter(|_| !is_sort) {
        return Some(named(kind, true, before));
    }
    if holds && before.is_some() {
        return before;
    }
    let is_own = style.names_categories && !sense.is_known() && speaks_of_cookies();
    is_own.then(|| named(Kind::Other, true, before))
}

/// What held before without what a heading of this level ends: categories of its level and below.
fn enclosing(mut before: Option<Reach<'_>>, level: Option<u8>) -> Option<Reach<'_>> {
    while let Some(reach) = before.take_if(|it| it.level.zip(level).is_some_and(|(a, b)| b <= a)) {
        before = reach.outer.map(|outer| *outer);
    }
    before
}
