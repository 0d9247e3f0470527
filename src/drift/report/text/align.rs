//! Which parts of two texts differ.
//!
//! A report lists the words that differ, without those that stay, and in a plain spelling. Here both
//! texts are walked side by side to find where those words stand in them.

use std::ops::Range;

use crate::drift::report::Edit;
use crate::drift::words::words;
use crate::text::Word;

/// The parts, in bytes, of the baseline's text and of the reading's: as many of one as of the other,
/// and empty where only the other has words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) baseline: Vec<Range<usize>>,
    pub(super) reading: Vec<Range<usize>>,
}

/// A number of words of the baseline, and of the reading.
type Pair = (usize, usize);

/// The words of `edits` in both texts; nothing when they do not lead from one to the other.
pub(super) fn by_edits(baseline: &str, reading: &str, edits: &[Edit]) -> Option<Parts> {
    let spellings = |text| words(text).map(|word| word.spelling).collect::<Vec<_>>();
    let edits: Vec<_> =
        edits.iter().map(|edit| (spellings(&edit.baseline), spellings(&edit.reading))).collect();
    let (from, to): (Vec<_>, Vec<_>) = (words(baseline).collect(), words(reading).collect());
    let mut runs: Vec<[Pair; 2]> = Vec::new();
    for (start, (removed, added)) in places(&from, &to, &edits)?.into_iter().zip(&edits) {
        let end = (start.0 + removed.len(), start.1 + added.len());
        match runs.last_mut() {
            // Nothing was kept between them.
            Some(last) if last[1] == start => last[1] = end,
            _ => runs.push([start, end]),
        }
    }
    let part = |words: &[Word], start, end| span(words, start..end);
    Some(Parts {
        baseline: runs.iter().map(|[start, end]| part(&from, start.0, end.0)).collect(),
        reading: runs.iter().map(|[start, end]| part(&to, start.1, end.1)).collect(),
    })
}

/// Where each of `edits` begins: before the first, between them and after the last, both texts have
/// the same words.
///
/// An inserted word may stand next to its like, so that there are several places for it: a place
/// that leads nowhere is given up for the next. That takes no more steps than some for each word.
fn places(from: &[Word], to: &[Word], edits: &[(Vec<u64>, Vec<u64>)]) -> Option<Vec<Pair>> {
    let mut steps = 200_000 + 8 * (from.len() + to.len());
    let (mut placed, mut at) = (Vec::new(), (0, 0));
    loop {
        let (rest, other) = (from.get(at.0..)?, to.get(at.1..)?);
        if let Some((removed, added)) = edits.get(placed.len()) {
            if begins(rest, removed, &mut steps)? && begins(other, added, &mut steps)? {
                placed.push(at);
                at = (at.0 + removed.len(), at.1 + added.len());
                continue;
            }
        } else {
            let is_same = |(one, other): (&Word, &Word)| one.spelling == other.spelling;
            if rest.len() == other.len() && rest.iter().zip(other).all(is_same) {
                return Some(placed);
            }
            steps = steps.checked_sub(rest.len().min(other.len()))?;
            at = placed.pop()?;
        }
        while !keeps_one(from, to, at) {
            at = placed.pop()?;
        }
        at = (at.0 + 1, at.1 + 1);
    }
}

/// Whether `words` begin with these spellings; nothing when there are no steps left to find out.
fn begins(words: &[Word], spellings: &[u64], steps: &mut usize) -> Option<bool> {
    let same = words.iter().zip(spellings).take_while(|(word, other)| word.spelling == **other);
    let same = same.count();
    *steps = steps.checked_sub(1 + same)?;
    Some(same == spellings.len())
}

/// Whether both have the same word at `at`.
fn keeps_one(from: &[Word], to: &[Word], at: Pair) -> bool {
    match (from.get(at.0), to.get(at.1)) {
        (Some(one), Some(other)) => one.spelling == other.spelling,
        _ => false,
    }
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
    let mut parts = Parts::default();
    let (mut from, mut to) = (words(baseline), words(reading));
    let (mut after, mut after_other) = (0, 0);
    loop {
        let (word, other) = match (from.next(), to.next()) {
            (Some(word), Some(other)) if word.spelling == other.spelling => (word, other),
            (None, None) => break,
            _ => return None,
        };
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
    use proptest::collection;
    use proptest::prelude::*;

    use super::{Parts, by_edits, by_signs};
    use crate::drift::report::{Edit, Op};

    fn edit(baseline: &str, reading: &str) -> Edit {
        let op = match (baseline, reading) {
            ("", _) => Op::Insert,
            (_, "") => Op::Delete,
            _ => Op::Replace,
        };
        Edit { op, baseline: baseline.to_owned(), reading: reading.to_owned() }
    }

    fn shown<'t>(
        baseline: &'t str,
        reading: &'t str,
        parts: Option<Parts>,
    ) -> Option<Vec<(&'t str, &'t str)>> {
        let parts = parts?;
        let texts = parts.baseline.into_iter().zip(parts.reading);
        Some(
            texts
                .map(|(one, other)| (baseline.get(one).unwrap(), reading.get(other).unwrap()))
                .collect(),
        )
    }

    fn edited<'t>(
        baseline: &'t str,
        reading: &'t str,
        edits: &[(&str, &str)],
    ) -> Option<Vec<(&'t str, &'t str)>> {
        let edits: Vec<_> = edits.iter().map(|(one, other)| edit(one, other)).collect();
        shown(baseline, reading, by_edits(baseline, reading, &edits))
    }

    #[test]
    fn edits_are_found_in_both_texts_whatever_their_typography() {
        let found = edited(
            "Se souvenir du « choix », de l\u{2019}usager.",
            "Permet de se souvenir\u{a0}du choix de L'USAGER !",
            &[("Se", "Permet de se")],
        );
        assert_eq!(found, Some(vec![("Se", "Permet de se")]));
        let found = edited("a ne b pas c", "a b c", &[("ne", ""), ("pas", "")]);
        assert_eq!(found, Some(vec![("ne", ""), ("pas", "")]));
        let found = edited("a b", "a b, qui (c) !", &[("", "qui c")]);
        assert_eq!(found, Some(vec![("", "qui (c")]));
    }

    #[test]
    fn edits_that_touch_are_one() {
        let found = edited("a b, c d", "a x d", &[("b", "x"), ("c", "")]);
        assert_eq!(found, Some(vec![("b, c", "x")]));
    }

    #[test]
    fn a_place_that_leads_nowhere_is_given_up() {
        // "a b a" is found before and after "a b", and only the latter leaves "a b" to be kept.
        let found = edited("a b", "a b a b a", &[("", "a b a")]);
        assert_eq!(found, Some(vec![("", "a b a")]));
        assert_eq!(edited("x x y", "x y", &[("x", "")]), Some(vec![("x", "")]));
    }

    #[test]
    fn edits_of_other_texts_are_found_nowhere() {
        assert_eq!(edited("a b", "a c", &[("x", "c")]), None);
        assert_eq!(edited("a b", "a c", &[]), None);
        assert_eq!(edited("a b", "a b c", &[("", "c"), ("", "c")]), None);
        // Many places, all of them wrong: looking for them ends soon.
        let (many, more) = ("a ".repeat(20_000), "a ".repeat(20_001) + "b");
        assert_eq!(edited(&many, &more, &[("", "a"), ("", "a a"), ("a", "")]), None);
    }

    #[test]
    fn the_same_words_differ_in_signs() {
        let found = |one, other| shown(one, other, by_signs(one, other));
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

    /// Words that stay, words that go and words that come, in turns.
    fn turns() -> impl Strategy<Value = Vec<[String; 3]>> {
        let words = || collection::vec("[abà]", 0..4).prop_map(|words| words.join(" "));
        collection::vec([words(), words(), words()], 0..12)
    }

    proptest! {
        #[test]
        fn edits_are_found_however_alike_the_words_are(turns in turns()) {
            let text = |of: usize| {
                let words = turns.iter().flat_map(|turn| [&turn[0], &turn[of]]);
                words.map(String::as_str).collect::<Vec<_>>().join(" ")
            };
            let edits: Vec<_> = turns.iter().map(|[_, from, to]| edit(from, to)).collect();
            let (baseline, reading) = (text(1), text(2));
            let parts = by_edits(&baseline, &reading, &edits);
            prop_assert!(parts.is_some(), "{baseline:?} to {reading:?} by {edits:?}");
        }
    }
}
