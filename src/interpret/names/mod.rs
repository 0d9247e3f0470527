//! Which real cookies a name stands for: the name itself, a beginning, a pattern, or, where words
//! describe cookies instead of naming one, none that could be told.
//!
//! `column` finds the names in the cells of a column, `pieces` reads the
//! marks that portals put for what varies. Expressions are anchored, and read the
//! same in Rust and in ECMAScript.

mod cell;
mod column;
mod pieces;

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::evidence::{LIKELY_NAME, SURE_NAME, spelling};
use crate::lexicon::{Lexicon, NameTerm};
use crate::model::MatchKind;
use crate::text::{Typography, normal};
pub(super) use cell::Cell;
pub(super) use column::{CellNames, Entry, Separators, may_be_parted, read as read_cell};
use pieces::{Piece, escape};

/// No longer name is looked at, in bytes.
const LONGEST: usize = 1024;

/// How a name is to be taken, and the expression that finds what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) kind: MatchKind,
    pub(super) regex: Option<String>,
}

impl Reading {
    const fn of(kind: MatchKind) -> Self {
        Self { kind, regex: None }
    }

    fn matching(kind: MatchKind, expression: &str) -> Self {
        Self { kind, regex: Some(format!("^{expression}$")) }
    }
}

/// Whether `name` is plainly a name as it stands, so that nothing about it needs to be read. Almost
/// every name is: this looks at each byte once.
pub(super) fn is_plain(name: &str, lexicon: &Lexicon) -> bool {
    let bytes = name.as_bytes();
    let (mut before, mut has_mark) = (0, false);
    let is_part = |&byte: &u8| {
        let before = std::mem::replace(&mut before, byte);
        match byte {
            b'x' | b'X' | b'n' | b'N' => byte != before,
            b'a'..=b'z' | b'A'..=b'Z' => true,
            b'0'..=b'9' | b'_' | b'-' | b'.' => {
                has_mark = true;
                true
            }
            _ => false,
        }
    };
    // A lone word may be one for cookies, and a last mark for what is left out.
    bytes.iter().all(is_part)
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
        && (has_mark || !lexicon.may_stand_for_a_name(name))
}

/// Reads one name. Spelling and spacing make no difference.
pub(super) fn read(name: &str, lexicon: &Lexicon) -> Reading {
    if is_plain(name, lexicon) {
        return Reading::of(MatchKind::Exact);
    }
    let name = normal(name, Typography::Plain).replace("...", "…");
    if name.len() > LONGEST {
        return Reading::of(MatchKind::Description);
    }
    let wordings: Vec<_> = lexicon.naming(&name).collect();
    if let Some(reading) = described(&name, &wordings) {
        return reading;
    }
    let Some((named, has_rest)) = named(&name) else {
        return Reading::of(MatchKind::Description);
    };
    let Some(pieces) = pieces::read(named) else { return Reading::of(MatchKind::Description) };
    settle(&name, &pieces, has_rest)
}

fn settle(name: &str, pieces: &[Piece], has_rest: bool) -> Reading {
    let is_literal = |piece: &Piece| matches!(piece, Piece::Literal(_));
    let expression: String = pieces.iter().map(Piece::expression).collect();
    match pieces {
        [Piece::Literal(it)] if it == name && !has_rest => Reading::of(MatchKind::Exact),
        // "_pk_id.*" may be meant as an expression, too.
        [Piece::Literal(it), Piece::Any] if !it.ends_with('.') => {
            Reading::matching(MatchKind::Prefix, &expression)
        }
        pieces if pieces.iter().any(is_literal) => {
            Reading::matching(MatchKind::Pattern, &expression)
        }
        _ => Reading::of(MatchKind::Description),
    }
}

/// What words alone say: that it is no name, or how the names begin.
fn described(name: &str, wordings: &[(Range<usize>, NameTerm)]) -> Option<Reading> {
    let is_all = |range: &Range<usize>| {
        let rest = [name.get(..range.start), name.get(range.end..)];
        rest.into_iter().flatten().all(|rest| !rest.contains(char::is_alphanumeric))
    };
    let is_vague = wordings.iter().any(|(range, term)| term.stands_for_names() && is_all(range));
    if is_vague || !name.contains(char::is_alphanumeric) {
        return Some(Reading::of(MatchKind::Description));
    }
    let (range, _) = wordings.iter().find(|(_, term)| *term == NameTerm::Beginning)?;
    let rest = pieces::bare(name.get(range.end..)?);
    let beginning = rest.trim_end_matches(['*', '…']);
    let is_name = !beginning.is_empty() && !beginning.contains([' ', ',', ';', '/']);
    let found = is_name.then(|| format!("{}\\S*", escape(beginning)));
    let found = found.map(|expression| Reading::matching(MatchKind::Prefix, &expression));
    Some(found.unwrap_or_else(|| Reading::of(MatchKind::Description)))
}

/// The name without quotes, remarks and words for a cookie round it, and whether there were any.
/// None of what is several words.
fn named(name: &str) -> Option<(&str, bool)> {
    let bare = pieces::bare(name);
    if !pieces::has_gap(bare) {
        return Some((bare, bare.len() < name.len()));
    }
    // "Google Analytics _ga": the only word that looks like a name, behind what it belongs to.
    let (before, last) = bare.rsplit_once(' ')?;
    let last = pieces::bare(last);
    let is_other = |word: &str| spelling::of_word(pieces::bare(word)) < LIKELY_NAME;
    (spelling::of_word(last) >= SURE_NAME && before.split(' ').all(is_other))
        .then_some((last, true))
}
