//! Characters that decoding has lost, told by words that have them still.
//!
//! What is lost is never ASCII: a word without its other characters is the same whether they stand in it or U+FFFD
//! does. One look finds the words that fit, those between the same neighbours first.

use std::collections::HashMap;

use super::{Spelling, fold, is_letter};

/// What stands for a character that decoding has lost.
pub(crate) const LOST: char = '\u{fffd}';

/// Words that lost nothing, by what would be left of them, with their spelling; none where several would be
/// left alike.
#[derive(Debug, Default)]
pub(crate) struct WholeWords<'t>(HashMap<u64, Option<(u64, &'t str)>>);

impl<'t> WholeWords<'t> {
    /// Takes in the words of a text.
    pub(crate) fn add(&mut self, text: &'t str) {
        for ([before, word, after], _) in tokens(text) {
            if word.contains(LOST) || !word.contains(is_hole) {
                continue;
            }
            let spelling = spelling(word);
            for key in [key(&[before, word, after]), key(&[word])] {
                let known = self.0.entry(key).or_insert(Some((spelling, word)));
                if known.is_some_and(|known| known.0 != spelling) {
                    *known = None;
                }
            }
        }
    }

    /// `text` with the words that were meant where one alone fits, and how many; nothing when there is none.
    pub(crate) fn restored(&self, text: &str) -> Option<(String, usize)> {
        if !text.contains(LOST) {
            return None;
        }
        let mut out = String::with_capacity(text.len());
        let (mut done, mut count) = (0, 0);
        for ([before, word, after], start) in tokens(text).filter(|(it, _)| it[1].contains(LOST)) {
            let known = |key| self.0.get(&key).copied().flatten();
            let found = known(key(&[before, word, after])).or_else(|| known(key(&[word])));
            if let Some((_, meant)) = found {
                out.push_str(text.get(done..start)?);
                // Others may have it without the capital.
                let capital = word.chars().next().filter(char::is_ascii_uppercase);
                let is_same = |c: &char| meant.starts_with(c.to_ascii_lowercase());
                match capital.filter(is_same).and_then(|_| meant.get(1..)) {
                    Some(rest) => out.extend([word.get(..1)?, rest]),
                    None => out.push_str(meant),
                }
                done = start + word.len();
                count += 1;
            }
        }
        out.push_str(text.get(done..)?);
        (count > 0).then_some((out, count))
    }
}

/// The words of a text, each between its neighbours, with the place where it begins.
fn tokens(text: &str) -> impl Iterator<Item = ([&str; 3], usize)> {
    let is_mark = |c: char| c.is_ascii_punctuation();
    let words = move || {
        let words = text.split_ascii_whitespace().map(move |word| word.trim_matches(is_mark));
        words.filter(|word| !word.is_empty())
    };
    let before = std::iter::once("").chain(words());
    let after = words().skip(1).chain([""]);
    before.zip(words()).zip(after).map(move |((before, word), after)| {
        ([before, word, after], word.as_ptr() as usize - text.as_ptr() as usize)
    })
}

/// Whether a character may be lost, or stand for one that is typed otherwise.
fn is_hole(c: char) -> bool {
    !c.is_ascii() || c == '\''
}

/// What is left of some words when their holes are empty.
fn key(words: &[&str]) -> u64 {
    let mut left = Spelling::default();
    for word in words {
        let mut was_hole = false;
        for c in word.chars() {
            let is_hole = is_hole(c);
            if !(is_hole && was_hole) {
                left.add(if is_hole { LOST } else { c.to_ascii_lowercase() });
            }
            was_hole = is_hole;
        }
        left.add(' ');
    }
    left.hash()
}

/// The letters of a word, folded.
fn spelling(word: &str) -> u64 {
    let mut spelling = Spelling::default();
    word.chars().filter(|&c| is_letter(c)).for_each(|c| fold(c, |c| spelling.add(c)));
    spelling.hash()
}

#[cfg(test)]
mod tests {
    use super::WholeWords;

    #[test]
    fn words_that_fit_alone_are_restored() {
        let mut words = WholeWords::default();
        words.add(
            "L'accord est exigé dès l\u{2019}entrée, au-delà. Rien à faire, tu as dû, du côté",
        );
        let restored = |words: &WholeWords<'_>, text: &str| words.restored(text).map(|it| it.0);
        let text = "L\u{fffd}accord est exig\u{fffd} d\u{fffd}s l'entr\u{fffd}\u{fffd}e.";
        let meant = "L'accord est exigé dès l\u{2019}entrée.";
        assert_eq!(restored(&words, text).as_deref(), Some(meant));
        assert_eq!(restored(&words, "Exig\u{fffd}").as_deref(), Some("Exigé"));
        assert_eq!(restored(&words, "rien \u{fffd} faire").as_deref(), Some("rien à faire"));
        for text in ["exige", "inconnu\u{fffd}"] {
            assert_eq!(restored(&words, text), None);
        }
        words.add("un càtà, rien é faire");
        assert_eq!(restored(&words, "c\u{fffd}t\u{fffd} rien \u{fffd} faire"), None);
    }
}
