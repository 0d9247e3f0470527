//! Words: what a text is made of once spelling is put aside. They are compared by a hash of their
//! folded letters.

use super::{Spelling, fold, is_attached, is_invisible, is_letter};

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// One past where it ends.
    pub end: usize,
    /// Its folded spelling; the same for two words that differ in case or accents only.
    pub spelling: u64,
}

/// The words of `text`: runs of letters and digits. An ending in parentheses glued to a word, as in
/// `purpose(s)`, is left out.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = next(text, at, is_letter_or_digit)?;
        let word = word_at(text, start, is_letter_or_digit);
        at = word.end + optional_endings(text.get(word.end..).unwrap_or_default());
        Some(word)
    })
}

/// What letters and digits of ASCII are folded to. Most of a text is ASCII: a table first is several times as
/// fast as asking Unicode.
#[expect(clippy::indexing_slicing, reason = "the compiler makes the table")]
const FOLDED: [u8; 128] = {
    let (mut folded, mut byte) = ([0; 128], 0_u8);
    while byte.is_ascii() {
        let is_part = byte.is_ascii_alphanumeric();
        folded[byte as usize] = if is_part { byte.to_ascii_lowercase() } else { 0 };
        byte += 1;
    }
    folded
};

/// The letter or digit of ASCII that `c` is, folded.
#[inline]
fn folded(c: char) -> Option<char> {
    FOLDED.get(c as usize).filter(|folded| **folded != 0).map(|&folded| folded.into())
}

/// The same as [`is_letter`].
#[inline]
fn is_letter_or_digit(c: char) -> bool {
    folded(c).is_some() || (!c.is_ascii() && is_letter(c))
}

/// Where the next character at or after `at` is that begins a word.
#[inline]
pub(crate) fn next(text: &str, mut at: usize, begins: impl Fn(char) -> bool) -> Option<usize> {
    loop {
        let (c, length) = char_at(text, at)?;
        if begins(c) {
            return Some(at);
        }
        at += length;
    }
}

/// The word of the characters that are parts of words which begins at `start`. What is attached to
/// them belongs to it, and so does what is invisible inside.
#[inline]
pub(crate) fn word_at(text: &str, start: usize, is_part: impl Fn(char) -> bool) -> Word {
    let (mut at, mut end, mut spelling) = (start, start, Spelling::default());
    while let Some((c, length)) = char_at(text, at) {
        at += length;
        if c.is_ascii() {
            if is_part(c) {
                spelling.add(folded(c).unwrap_or(c));
                end = at;
            } else if !is_invisible(c) {
                break;
            }
        } else if is_part(c) || is_attached(c) {
            fold(c, |c| spelling.add(c));
            end = at;
        } else if !is_invisible(c) {
            break;
        }
    }
    Word { start, end, spelling: spelling.hash() }
}

/// The character at a place, and its length in bytes.
#[inline]
fn char_at(text: &str, at: usize) -> Option<(char, usize)> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return Some((byte.into(), 1));
    }
    let c = text.get(at..)?.chars().next()?;
    Some((c, c.len_utf8()))
}

/// The length of the optional endings that `after` begins with: up to three letters in parentheses
/// each.
#[must_use]
#[inline]
pub(crate) fn optional_endings(after: &str) -> usize {
    if after.bytes().next().is_some_and(|byte| byte != b'(' && matches!(byte, b' '..=b'~')) {
        return 0;
    }
    let mut rest = after;
    while let Some(next) = after_ending(rest) {
        rest = next;
    }
    after.len() - rest.len()
}

/// What follows the ending in parentheses that `text` begins with. It looks no further than the
/// ending, so that opening parentheses alone do not take it to the end of the text each time.
fn after_ending(text: &str) -> Option<&str> {
    const LETTERS: usize = 3;
    let inside = text.trim_start_matches(is_invisible).strip_prefix('(')?;
    let mut letters = 0;
    let is_letter = |c: char| {
        letters += usize::from(c.is_alphabetic() && !is_attached(c));
        letters <= LETTERS && (c.is_alphabetic() || is_attached(c) || is_invisible(c))
    };
    let rest = inside.trim_start_matches(is_letter);
    rest.strip_prefix(')').filter(|_| letters > 0)
}

#[cfg(test)]
mod tests {
    use super::words;

    fn found(text: &str) -> Vec<(&str, u64)> {
        words(text).map(|word| (text.get(word.start..word.end).unwrap(), word.spelling)).collect()
    }

    #[test]
    fn words_are_letters_and_digits_without_glued_endings() {
        let found: Vec<_> = found("Qu'est-ce qu'un cookie(s) ? (CSRF) e\u{301}té_2")
            .into_iter()
            .map(|w| w.0)
            .collect();
        assert_eq!(found, ["Qu", "est", "ce", "qu", "un", "cookie", "CSRF", "e\u{301}té", "2"]);
    }

    #[test]
    fn spelling_forgets_case_and_accents() {
        let spellings: Vec<_> =
            found("Finalités FINALITES finalite\u{301}s").into_iter().map(|w| w.1).collect();
        assert!(spellings.windows(2).all(|pair| pair[0] == pair[1]));
    }
}
