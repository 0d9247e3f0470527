//! How surely a word is the name of a cookie where a line begins with it.

use crate::interpret::names::{Looks, has_capital_inside, looks};
use crate::text::{is_space, visible};

/// How surely a line begins with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::interpret) enum Strength {
    /// A word of prose may stand there.
    Faint,
    /// It is written as words hardly are, or in quotes.
    Weak,
    /// No word is written like that.
    Strong,
}

/// How surely `name` is one; none when it is none.
pub(super) fn strength(name: &str) -> Option<Strength> {
    let name = &*visible(name);
    let has_mark = |name: &str| name.contains(['_', '*', '#', '{', '[', '<', '$']);
    // The spaces that a name may have are before and inside its brackets.
    let squeezed = if has_mark(name) && name.contains(is_space) {
        name.split(is_space).collect::<String>()
    } else {
        name.to_owned()
    };
    let is_short = name.chars().filter(|c| c.is_alphanumeric()).count() < 2;
    let is_sure = || {
        let first_letter = name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        first_letter || name.contains('_')
    };
    Some(match looks(&squeezed) {
        Looks::Unlike => return None,
        Looks::Possible if is_short => return None,
        Looks::Possible if has_capital_inside(name) => Strength::Weak,
        Looks::Possible => Strength::Faint,
        Looks::Evident if is_sure() => Strength::Strong,
        Looks::Likely if is_program_word(name) => Strength::Strong,
        Looks::Likely | Looks::Evident => Strength::Weak,
    })
}

/// Whether a word without marks is written as programs name things and products are not: capitals
/// that say it holds an identifier, or a small word and a capitalised one in one. An identifier is
/// what programs abbreviate to `ID` and `SESS`, in any language.
fn is_program_word(word: &str) -> bool {
    let is_capitals = word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if is_capitals {
        return word.len() > 3 && (word.ends_with("ID") || word.contains("SESS"));
    }
    let small = word.bytes().take_while(u8::is_ascii_lowercase).count();
    let rest = word.as_bytes().get(small..).unwrap_or_default();
    small > 1 && matches!(rest, [a, b, ..] if a.is_ascii_uppercase() && b.is_ascii_lowercase())
}
