//! Words: what a text is made of once spelling is put aside. They are compared by a hash of their
//! folded letters.

use crate::text::{Spelling, fold, is_attached, is_invisible, is_letter};

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// One past where it ends.
    pub end: usize,
    /// Its folded spelling; the same for two words that differ in case or accents only.
    pub spelling: u64,
}

/// Appends the words of `text` to `words`, up to `limit` of them in all: runs of letters and digits. An ending in parentheses
/// glued to a word, as in `purpose(s)`, is left out.
pub(super) fn split(text: &str, limit: usize, words: &mut Vec<Word>) {
    let mut at = 0;
    while words.len() < limit {
        let Some(start) = next_word(text, at) else { return };
        let (end, spelling) = word(text, start);
        words.push(Word { start, end, spelling });
        at = end + endings(text.get(end..).unwrap_or_default());
    }
}

/// The first word of `text`.
pub(super) fn first(text: &str) -> Option<Word> {
    let start = next_word(text, 0)?;
    let (end, spelling) = word(text, start);
    Some(Word { start, end, spelling })
}

/// Where the next word at or after `at` begins.
#[inline]
fn next_word(text: &str, mut at: usize) -> Option<usize> {
    loop {
        match text.as_bytes().get(at)? {
            byte if byte.is_ascii() => {
                if folded(*byte) > 0 {
                    return Some(at);
                }
                at += 1;
            }
            _ => {
                let c = text.get(at..)?.chars().next()?;
                if is_letter(c) {
                    return Some(at);
                }
                at += c.len_utf8();
            }
        }
    }
}

/// Where the word that begins at `start` ends, and its folded spelling. What is invisible inside a
/// word is part of it, what is invisible after it is not.
#[inline]
fn word(text: &str, start: usize) -> (usize, u64) {
    let (mut at, mut end, mut spelling) = (start, start, Spelling::default());
    while let Some(&byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            let letter = folded(byte);
            at += 1;
            if letter > 0 {
                spelling.add(letter.into());
                end = at;
            } else if !is_invisible(byte.into()) {
                break;
            }
        } else {
            let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
            at += c.len_utf8();
            if is_letter(c) || is_attached(c) {
                fold(c, |c| spelling.add(c));
                end = at;
            } else if !is_invisible(c) {
                break;
            }
        }
    }
    (end, spelling.hash())
}

/// The folded letter or digit an ASCII byte is, zero for any other: most of a text is ASCII, and a
/// table is several times as fast as asking what a character is.
fn folded(byte: u8) -> u8 {
    #[expect(clippy::indexing_slicing, reason = "it is checked when it is compiled")]
    const FOLDED: [u8; 128] = {
        let mut table = [0; 128];
        let mut byte = 0;
        while byte < 128_u8 {
            if byte.is_ascii_alphanumeric() {
                table[byte as usize] = byte.to_ascii_lowercase();
            }
            byte += 1;
        }
        table
    };
    FOLDED.get(usize::from(byte)).copied().unwrap_or_default()
}

/// How long the optional endings are that `after` begins with: up to three letters in parentheses
/// each.
fn endings(after: &str) -> usize {
    let mut rest = after;
    while let Some(next) = ending(rest) {
        rest = next;
    }
    after.len() - rest.len()
}

/// What follows the ending in parentheses that `text` begins with. It looks no further than the
/// ending, so that opening parentheses alone do not take it to the end of the text each time.
fn ending(text: &str) -> Option<&str> {
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
    use super::split;

    fn words(text: &str) -> Vec<(&str, u64)> {
        let mut words = Vec::new();
        split(text, usize::MAX, &mut words);
        words.iter().map(|word| (text.get(word.start..word.end).unwrap(), word.spelling)).collect()
    }

    #[test]
    fn words_are_letters_and_digits_without_glued_endings() {
        let found: Vec<_> = words("Qu'est-ce qu'un cookie(s) ? (CSRF) e\u{301}té_2")
            .into_iter()
            .map(|w| w.0)
            .collect();
        assert_eq!(found, ["Qu", "est", "ce", "qu", "un", "cookie", "CSRF", "e\u{301}té", "2"]);
    }

    #[test]
    fn spelling_forgets_case_and_accents() {
        let spellings: Vec<_> =
            words("Finalités FINALITES finalite\u{301}s").into_iter().map(|w| w.1).collect();
        assert!(spellings.windows(2).all(|pair| pair[0] == pair[1]));
    }
}
