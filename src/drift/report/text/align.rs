//! Which parts of two texts differ.
//!
//! A report lists the words that differ as people write them; here it is told where they stand, in the order in
//! which both texts are read.

use std::ops::Range;

use crate::drift::comparison::changes;
use crate::drift::words::{spellings, words};
use crate::text::Word;

/// The parts, in bytes, of the baseline's text and of the reading's: as many of one as of the other,
/// and empty where only the other has words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) baseline: Vec<Range<usize>>,
    pub(super) reading: Vec<Range<usize>>,
}

/// Where the words of both texts differ.
pub(super) fn by_words(baseline: &str, reading: &str) -> Parts {
    let (from, to): (Vec<_>, Vec<_>) = (words(baseline).collect(), words(reading).collect());
    let changes = changes(&spellings(&from), &spellings(&to));
    let (baseline, reading) = changes
        .into_iter()
        .map(|change| (span(&from, change.one), span(&to, change.other)))
        .unzip();
    Parts { baseline, reading }
}

/// Where the words of a range stand; for none of them, where the word before ends.
fn span(words: &[Word], range: Range<usize>) -> Range<usize> {
    let before = range.start.checked_sub(1).and_then(|last| words.get(last));
    match words.get(range) {
        Some([first, .., last]) => first.start..last.end,
        Some([only]) => only.start..only.end,
        _ => before.map_or(0..0, |word| word.end..word.end),
    }
}

/// Where two texts of the same words differ, in the words as they are spelt and in what stands
/// between them; nothing when they have not the same words.
pub(super) fn by_signs(baseline: &str, reading: &str) -> Option<Parts> {
    let (from, to): (Vec<_>, Vec<_>) = (words(baseline).collect(), words(reading).collect());
    if spellings(&from) != spellings(&to) {
        return None;
    }
    let mut parts = Parts::default();
    let (mut after, mut after_other) = (0, 0);
    for (word, other) in from.iter().zip(&to) {
        parts.compare(baseline, after..word.start, reading, after_other..other.start);
        if baseline.get(word.start..word.end) != reading.get(other.start..other.end) {
            parts.push(word.start..word.end, other.start..other.end);
        }
        (after, after_other) = (word.end, other.end);
    }
    parts.compare(baseline, after..baseline.len(), reading, after_other..reading.len());
    Some(parts)
}

impl Parts {
    /// Adds what differs between two stretches without words: all of them but what they begin and
    /// end with alike.
    fn compare(&mut self, one: &str, at: Range<usize>, other: &str, other_at: Range<usize>) {
        let (Some(gap), Some(other_gap)) = (one.get(at.clone()), other.get(other_at.clone()))
        else {
            return;
        };
        if gap == other_gap {
            return;
        }
        let alike = |(c, d): &(char, char)| c == d;
        let both = gap.chars().zip(other_gap.chars()).take_while(alike);
        let begin: usize = both.map(|(c, _)| c.len_utf8()).sum();
        let (rest, other_rest) = (gap.get(begin..), other_gap.get(begin..));
        let rest = rest.unwrap_or_default().chars().rev();
        let both = rest.zip(other_rest.unwrap_or_default().chars().rev()).take_while(alike);
        let end: usize = both.map(|(c, _)| c.len_utf8()).sum();
        self.push(at.start + begin..at.end - end, other_at.start + begin..other_at.end - end);
    }

    /// Adds one part; with the one before it where nothing stands between them.
    fn push(&mut self, baseline: Range<usize>, reading: Range<usize>) {
        match (self.baseline.last_mut(), self.reading.last_mut()) {
            (Some(one), Some(other)) if one.end == baseline.start && other.end == reading.start => {
                (one.end, other.end) = (baseline.end, reading.end);
            }
            _ => {
                self.baseline.push(baseline);
                self.reading.push(reading);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Parts, by_signs, by_words};

    fn shown<'t>(baseline: &'t str, reading: &'t str, parts: Parts) -> Vec<(&'t str, &'t str)> {
        let texts = parts.baseline.into_iter().zip(parts.reading);
        let of = |(one, other)| (baseline.get(one).unwrap(), reading.get(other).unwrap());
        texts.map(of).collect()
    }

    fn worded<'t>(baseline: &'t str, reading: &'t str) -> Vec<(&'t str, &'t str)> {
        shown(baseline, reading, by_words(baseline, reading))
    }

    #[test]
    fn words_are_found_in_both_texts_whatever_their_typography() {
        let (baseline, reading) = (
            "Se souvenir du « choix », de l\u{2019}usager.",
            "Permet de se souvenir\u{a0}du choix de L'USAGER !",
        );
        assert_eq!(worded(baseline, reading), [("", "Permet de")]);
        assert_eq!(worded("a ne b pas c", "a b c"), [("ne", ""), ("pas", "")]);
        assert_eq!(worded("a b", "a b, qui (c) !"), [("", "qui (c")]);
        assert_eq!(worded("a b, c d", "a x d"), [("b, c", "x")]);
        assert_eq!(worded("a", "A."), []);
    }

    #[test]
    fn the_same_words_differ_in_signs() {
        let found = |one, other| by_signs(one, other).map(|parts| shown(one, other, parts));
        assert_eq!(found("l'eau", "l\u{2019}eau"), Some(vec![("'", "\u{2019}")]));
        assert_eq!(found("a : b.", "a\u{a0}: b"), Some(vec![(" ", "\u{a0}"), (".", "")]));
        assert_eq!(found("Été", "ete"), Some(vec![("Été", "ete")]));
        assert_eq!(found("«a»", "\"a\""), Some(vec![("«", "\""), ("»", "\"")]));
        assert_eq!(found("a  b", "a b"), Some(vec![(" ", "")]));
        assert_eq!(found("a-B", "a b"), Some(vec![("-B", " b")]));
        assert_eq!(found("a", "a"), Some(vec![]));
        assert_eq!(found("", ""), Some(vec![]));
        assert_eq!(found("a b", "a"), None);
        assert_eq!(found("a b", "a c"), None);
    }
}
