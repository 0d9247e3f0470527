//! Characters: what is white space, what cannot be seen, and what two spellings have in common.
//!
//! The ground floor: every room may stand on it. It knows neither words nor layout, only the
//! classes of Unicode that make two lines look the same to a reader. It is the sole user of
//! `unicode-normalization` and `web_atoms`.
//!
//! ```
//! use charte::text::{Typography, is_blank, normal};
//!
//! assert!(is_blank("\u{a0}\u{200b}\t"));
//! assert_eq!(normal("l\u{2019}usage :\u{202f}13 mois", Typography::Plain), "l'usage : 13 mois");
//! ```

mod fold;
mod lost;
mod marks;
mod normal;
mod number;
mod prose;
mod spelling;
mod words;

pub(crate) use fold::fold;
pub(crate) use lost::{LOST, WholeWords};
pub(crate) use marks::{escaped_marks, named, unmarked, unmarked_cells};
pub use normal::{Typography, normal};
pub(crate) use number::{is_before_line, is_letter_before, is_number_before, without_number};
pub(crate) use prose::{unmarked_prose, without_targets};
pub(crate) use spelling::Spelling;
pub(crate) use words::{Word, next, optional_endings, word_at, words};

use std::borrow::Cow;

use memchr::{memchr2_iter, memchr3_iter};
use unicode_normalization::char::is_combining_mark;

/// Whether `c` is a letter or a digit. U+02BC is a letter to Unicode, but an apostrophe to everyone
/// who types it.
#[must_use]
pub fn is_letter(c: char) -> bool {
    match c {
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => true,
        // No letter stands among the marks of typography.
        '\u{a0}' | '«' | '»' | '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphanumeric() && c != '\u{2bc}',
    }
}

/// Whether `c` separates words: Unicode white space, no-break and thin spaces included.
#[must_use]
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Whether `c` leaves no mark on the page: zero-width and joining characters, soft hyphens,
/// direction marks, byte order marks and control characters that are not white space.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    match c {
        ' '..='~' => false,
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}'
        | '\u{feff}' => true,
        _ => is_stray_control(c),
    }
}

/// Whether `c` is a control character that is not white space: never part of a charter's text.
#[must_use]
pub(crate) fn is_stray_control(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
}

/// Whether `c` attaches to the character before it, so that it takes no place of its own: a
/// combining mark, or a Korean vowel or final that composes with the letter before.
#[must_use]
pub(crate) fn is_attached(c: char) -> bool {
    c > '\u{2ff}' && (is_combining_mark(c) || matches!(c, '\u{1160}'..='\u{11ff}'))
}

/// `text` without the white space and the invisible characters at its ends.
#[must_use]
#[inline]
pub fn trim(text: &str) -> &str {
    // Most lines begin and end with plain ASCII: two looks at a byte instead of two decodings.
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if plain(text.as_bytes().first()) && plain(text.as_bytes().last()) {
        return text;
    }
    text.trim_matches(|c| is_space(c) || is_invisible(c))
}

/// `text` without its invisible characters; borrowed when it has none, as almost every text.
#[must_use]
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if has_invisible(text) {
        Cow::Owned(text.chars().filter(|&c| !is_invisible(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn has_invisible(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_control = |byte: u8| byte == 0x7f || (byte < b' ' && !matches!(byte, b'\t'..=b'\r'));
    if bytes.iter().fold(false, |found, &byte| found | is_control(byte)) {
        return true;
    }
    if text.is_ascii() {
        return false;
    }
    // Only characters whose UTF-8 begins with one of these bytes can be invisible.
    let begins =
        |at: usize| text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_invisible);
    memchr3_iter(0xc2, 0xe2, 0xef, bytes).chain(memchr2_iter(0xd8, 0xe1, bytes)).any(begins)
}

/// `text` up to the full stop of its first sentence, or all of it when no sentence ends inside.
#[must_use]
pub(crate) fn first_sentence(text: &str) -> &str {
    // A closing guillemet has a space before it once it is normalised.
    let is_end = |c| is_space(c) || c == '»';
    let ends = |at: usize| {
        text.get(at + 1..)
            .is_some_and(|rest| rest.trim_start_matches(is_invisible).starts_with(is_end))
    };
    // The stop of a letter by itself is an abbreviation's, but at the beginning a heading has a number so.
    let is_initial = |at: usize| {
        let mut back = text.get(..at).unwrap_or_default().chars().rev();
        back.next().is_some_and(char::is_alphabetic)
            && back.next().is_some_and(|c| is_space(c) || c == '.')
    };
    let stop = text.match_indices('.').map(|(at, _)| at).find(|&at| ends(at) && !is_initial(at));
    stop.and_then(|at| text.get(..at)).unwrap_or(text)
}

/// The last sentence of `text`.
#[must_use]
pub(crate) fn last_sentence(mut text: &str) -> &str {
    loop {
        let rest = text.get(first_sentence(text).len()..).unwrap_or_default();
        let rest = trim(rest.strip_prefix('.').unwrap_or_default());
        if rest.is_empty() {
            return text;
        }
        text = rest;
    }
}

/// `text` on one line and without characters that steer a terminal or turn its text round, for a
/// message or a list of paths: each becomes its escape, such as `\n` or `\u{1b}`.
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if steers(c) { escaped.extend(c.escape_default()) } else { escaped.push(c) }
    }
    Cow::Owned(escaped)
}

/// Whether `c` is a control character, or changes the direction of the text after it.
fn steers(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}

/// What rules are made of.
pub(crate) const DASHES: &[char] = &['-', '=', ':', '─', '━', '═'];

/// Whether nothing of `text` can be seen.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    trim(text).is_empty()
}

#[cfg(test)]
mod tests {
    use super::{has_invisible, is_blank, is_invisible, trim};

    #[test]
    fn every_invisible_character_is_seen() {
        for c in ('\0'..=char::MAX).filter(|&c| is_invisible(c)) {
            assert!(has_invisible(&format!("é{c}a")), "{c:?}");
        }
        assert!(!has_invisible("«\u{a0}l’été » – 5\u{202f}€"));
    }

    #[test]
    fn blank_is_what_shows_nothing() {
        for text in ["", " ", "\t", "\u{a0}\u{202f}", "\u{200b}", "\u{feff}", "\u{ad}", "\0", "\r"]
        {
            assert!(is_blank(text), "{text:?}");
        }
        for text in ["a", "-", "\u{fffd}", "\u{301}"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }

    #[test]
    fn trimming_takes_spaces_and_invisibles_from_both_ends() {
        assert_eq!(trim("\u{feff}\u{a0} a\u{200b}b \u{200b}\t"), "a\u{200b}b");
    }
}
