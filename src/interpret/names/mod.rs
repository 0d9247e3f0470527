//! Which real cookies a name stands for: the name itself, a beginning, a pattern, or, where words
//! describe cookies instead of naming one, none that could be told.
//!
//! `column` finds the names in the cells of a column, `evidence` tells a name from a word of prose, `pieces` reads the
//! marks that portals put for what varies, `expression` a name that is a regular expression already. Expressions are anchored, and read the same in Rust and in ECMAScript.

mod cell;
mod column;
pub(super) mod evidence;
mod expression;
mod looks;
mod pieces;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::lexicon::{Lexicon, NameTerm};
use crate::model::MatchKind;
use crate::text::{Typography, normal};
pub(super) use column::{CellNames, Entry, Separators, may_be_parted, read as read_cell};
pub(super) use looks::{Looks, looks};
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
    let (mut seen, mut repeated) = (0_u32, 0_u32);
    for &byte in name.as_bytes() {
        let class = CLASSES.get(usize::from(byte)).copied().unwrap_or(OTHER);
        seen |= class;
        repeated = repeated.wrapping_add(class & REPEATED);
    }
    let last = name.as_bytes().last().copied().unwrap_or_default();
    let varies = || name.as_bytes().windows(2).any(is_repeated);
    // A lone word may be one for cookies, and a last mark for what is left out.
    let is_name = seen & OTHER == 0 && last.is_ascii_alphanumeric();
    is_name
        && (repeated < 2 || !varies())
        && (seen & MARK != 0 || !lexicon.may_stand_for_a_name(name))
}

/// A letter that stands for an identifier when it is repeated.
const REPEATED: u32 = 1;
/// A digit, or a mark that names have.
const MARK: u32 = 1 << 30;
/// What plain names do not have.
const OTHER: u32 = 1 << 31;

#[expect(clippy::indexing_slicing, reason = "it is checked when it is compiled")]
const CLASSES: [u32; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        classes[byte as usize] = match byte {
            b'x' | b'X' | b'n' | b'N' => REPEATED,
            b'a'..=b'z' | b'A'..=b'Z' => 0,
            b'0'..=b'9' | b'_' | b'-' | b'.' => MARK,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
};

fn is_repeated(pair: &[u8]) -> bool {
    matches!(pair, b"xx" | b"XX" | b"nn" | b"NN")
}

/// Reads one name. Spelling and spacing make no difference.
pub(super) fn read(name: &str, lexicon: &Lexicon) -> Reading {
    if is_plain(name, lexicon) {
        return Reading::of(MatchKind::Exact);
    }
    let name = normal(name, Typography::Plain);
    if name.len() > LONGEST {
        return Reading::of(MatchKind::Description);
    }
    let wordings: Vec<_> = lexicon.naming(&name).collect();
    if let Some(reading) = described(&name, &wordings) {
        return reading;
    }
    let Some((named, has_rest)) = named(&name, lexicon) else {
        return Reading::of(MatchKind::Description);
    };
    if let Some(expression) = expression::read(named) {
        return Reading::matching(MatchKind::Pattern, &expression);
    }
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
    let beginning = rest.trim_end_matches(['*', '…']).trim_end_matches("...");
    let is_name = !beginning.is_empty() && !beginning.contains([' ', ',', ';', '/']);
    let found = is_name.then(|| format!("{}\\S*", escape(beginning)));
    let found = found.map(|expression| Reading::matching(MatchKind::Prefix, &expression));
    Some(found.unwrap_or_else(|| Reading::of(MatchKind::Description)))
}

/// The name without quotes, remarks and words for a cookie round it, and whether there were any.
/// None of what is several words.
fn named<'n>(name: &'n str, lexicon: &Lexicon) -> Option<(&'n str, bool)> {
    let bare = pieces::bare(name);
    if !pieces::has_gap(bare) {
        return Some((bare, bare.len() < name.len()));
    }
    // "Cookie _ga": one word that looks like a name among words for a cookie.
    let is_cookie = |word: &&str| {
        lexicon
            .naming(word)
            .any(|(range, term)| term == NameTerm::Cookie && range.len() == word.len())
    };
    let mut others = bare.split(' ').map(pieces::bare).filter(|word| !is_cookie(word));
    let (name, other) = (others.next()?, others.next());
    let looks_so = name.contains('_') || name.contains(|c: char| c.is_ascii_digit());
    if other.is_none() {
        return looks_so.then_some((name, true));
    }
    // "Google Analytics _ga": what looks like nothing but a name, behind the name of a company.
    let (before, last) = bare.rsplit_once(' ')?;
    let is_company = |word: &str| {
        word.starts_with(char::is_uppercase) && looks(pieces::bare(word)) <= Looks::Possible
    };
    let last = pieces::bare(last);
    (looks(last) == Looks::Evident && before.split(' ').all(is_company)).then_some((last, true))
}
