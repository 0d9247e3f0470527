//! The runs of words that differ, for people to read.

use xxhash_rust::xxh3::xxh3_64;

use super::diff::changes;
use crate::drift::report::{Edit, Op};
use crate::text::{Typography, is_space, normal};

/// What must be changed in the baseline to get the reading, word by word: words as a reader sees
/// them, with their case and punctuation.
pub(super) fn edits(baseline: &str, reading: &str) -> Vec<Edit> {
    let (baseline, reading) =
        (normal(baseline, Typography::Plain), normal(reading, Typography::Plain));
    between(&words(&baseline), &words(&reading), " ")
}

fn words(text: &str) -> Vec<&str> {
    text.split(is_space).filter(|word| !word.is_empty()).collect()
}

/// The same where only typography or layout differs: white space is kept and compared as it is.
pub(in crate::drift) fn edits_as_written(baseline: &str, reading: &str) -> Vec<Edit> {
    between(&with_spaces(baseline), &with_spaces(reading), "")
}

fn between(baseline: &[&str], reading: &[&str], joined_by: &str) -> Vec<Edit> {
    let hashes = |words: &[&str]| -> Vec<u64> {
        words.iter().map(|word| xxh3_64(word.as_bytes())).collect()
    };
    let text = |words: Option<&[&str]>| words.unwrap_or_default().join(joined_by);
    let changes = changes(&hashes(baseline), &hashes(reading));
    let edit = |change: super::diff::Change| Edit {
        op: match (change.one.is_empty(), change.other.is_empty()) {
            (true, _) => Op::Insert,
            (_, true) => Op::Delete,
            _ => Op::Replace,
        },
        baseline: text(baseline.get(change.one)),
        reading: text(reading.get(change.other)),
    };
    changes.into_iter().map(edit).collect()
}

/// The words of `text` and the runs of white space between them.
fn with_spaces(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let in_space = is_space(first);
        let end = rest.find(|c| is_space(c) != in_space).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        parts.push(part);
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Edit, Op, edits, edits_as_written};

    fn edit(op: Op, baseline: &str, reading: &str) -> Edit {
        Edit { op, baseline: baseline.into(), reading: reading.into() }
    }

    #[test]
    fn only_changed_words_are_listed() {
        assert_eq!(
            edits("Se souvenir du choix", "Permet de se souvenir du choix"),
            [edit(Op::Replace, "Se", "Permet de se")]
        );
        assert_eq!(
            edits("a b c", "a  c d e"),
            [edit(Op::Delete, "b", ""), edit(Op::Insert, "", "d e")]
        );
        assert_eq!(edits("l’été «a»", "l'été « a »"), []);
    }

    #[test]
    fn the_portal_s_address_is_one_word() {
        let edits = edits("sur \u{fdd0}", "sur la plateforme \u{fdd0}");
        assert_eq!(edits, [edit(Op::Insert, "", "la plateforme")]);
    }

    #[test]
    fn white_space_shows_as_it_is() {
        assert_eq!(edits_as_written("a\nb c", "a\n\nb c"), [edit(Op::Replace, "\n", "\n\n")]);
        assert_eq!(edits_as_written("a b :", "a b\u{a0}:"), [edit(Op::Replace, " ", "\u{a0}")]);
        assert_eq!(edits_as_written("l'un", "l’un"), [edit(Op::Replace, "l'un", "l’un")]);
        assert_eq!(edits_as_written("a", "a "), [edit(Op::Insert, "", " ")]);
    }
}
