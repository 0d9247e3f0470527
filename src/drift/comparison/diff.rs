//! Where two sequences differ, in time that no text can make long.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;
use similar::{Algorithm, DiffOp, capture_diff};

/// The most items of both sequences together that are compared exactly: that takes, at worst, the
/// square of it. More are first taken apart where a rare item stands in both.
const EXACT: usize = 1024;
/// How many times what is between two rare items is taken apart again.
const DEPTH: usize = 8;

/// A run of one sequence, and the run of the other that stands in its place; one may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::drift) struct Change {
    pub(in crate::drift) one: Range<usize>,
    pub(in crate::drift) other: Range<usize>,
}

/// The runs that differ, in order. Between two of them, both sequences are the same.
pub(in crate::drift) fn changes(one: &[u64], other: &[u64]) -> Vec<Change> {
    let mut changes = Vec::new();
    let all = Change { one: 0..one.len(), other: 0..other.len() };
    compare(one, other, all, DEPTH, &mut changes);
    changes
}

/// How many items both have, in the same order.
pub(in crate::drift) fn kept(one: &[u64], other: &[u64]) -> usize {
    let changed: usize = changes(one, other).iter().map(|change| change.one.len()).sum();
    one.len() - changed
}

fn compare(one: &[u64], other: &[u64], run: Change, depth: usize, changes: &mut Vec<Change>) {
    let run = without_ends(one, other, run);
    if run.one.is_empty() && run.other.is_empty() {
        return;
    }
    if run.one.is_empty() || run.other.is_empty() {
        changes.push(run);
    } else if run.one.len() + run.other.len() <= EXACT {
        // Never the variant that guesses, nor one that looks at a clock.
        let edits = capture_diff(Algorithm::RawMyers, one, run.one, other, run.other);
        changes.extend(edits.iter().filter(|edit| !matches!(edit, DiffOp::Equal { .. })).map(
            |edit| {
                let (_, one, other) = edit.as_tag_tuple();
                Change { one, other }
            },
        ));
    } else {
        let anchors = if depth == 0 { Vec::new() } else { anchors(one, other, &run) };
        if anchors.is_empty() {
            changes.push(run);
            return;
        }
        let ends = anchors.iter().copied().chain([(run.one.end, run.other.end)]);
        let (mut one_start, mut other_start) = (run.one.start, run.other.start);
        for (one_end, other_end) in ends {
            let gap = Change { one: one_start..one_end, other: other_start..other_end };
            compare(one, other, gap, depth - 1, changes);
            (one_start, other_start) = (one_end + 1, other_end + 1);
        }
    }
}

/// `run` without what both have at its beginning and at its end.
fn without_ends(one: &[u64], other: &[u64], mut run: Change) -> Change {
    let same = |at: usize, opposite: usize| one.get(at) == other.get(opposite);
    while !run.one.is_empty() && !run.other.is_empty() && same(run.one.start, run.other.start) {
        run.one.start += 1;
        run.other.start += 1;
    }
    while !run.one.is_empty() && !run.other.is_empty() && same(run.one.end - 1, run.other.end - 1) {
        run.one.end -= 1;
        run.other.end -= 1;
    }
    run
}

/// Where items stand that both runs have once: the most of them that are in the same order.
fn anchors(one: &[u64], other: &[u64], run: &Change) -> Vec<(usize, usize)> {
    let theirs = once(other, &run.other);
    let mut pairs: Vec<_> = once(one, &run.one)
        .into_iter()
        .filter_map(|(item, at)| Some((at?, (*theirs.get(&item)?)?)))
        .collect();
    pairs.sort_unstable();
    longest_rise(&pairs)
}

/// Where each item of a run stands, when it stands there once.
fn once(items: &[u64], run: &Range<usize>) -> HashMap<u64, Option<usize>, FixedState> {
    let mut places: HashMap<u64, Option<usize>, FixedState> = HashMap::default();
    for (at, &item) in (run.start..).zip(items.get(run.clone()).unwrap_or_default()) {
        places.entry(item).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

/// The longest part of `pairs`, which are in the order of their first numbers, in which the second
/// rise too.
pub(in crate::drift) fn longest_rise(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length, the pair that the lowest rise of that length ends with.
    let mut lowest: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |at: usize| pairs.get(at).map(|pair| pair.1);
    for (at, pair) in pairs.iter().enumerate() {
        let length = lowest.partition_point(|&end| second(end) < Some(pair.1));
        before.push(length.checked_sub(1).and_then(|shorter| lowest.get(shorter).copied()));
        match lowest.get_mut(length) {
            Some(end) => *end = at,
            None => lowest.push(at),
        }
    }
    let mut rise = Vec::with_capacity(lowest.len());
    let mut next = lowest.last().copied();
    while let Some(at) = next {
        rise.extend(pairs.get(at));
        next = before.get(at).copied().flatten();
    }
    rise.reverse();
    rise
}

#[cfg(test)]
mod tests {
    use super::{Change, EXACT, changes, kept, longest_rise};

    #[test]
    fn runs_that_differ_are_found_in_order() {
        assert_eq!(changes(&[1, 2, 3], &[1, 2, 3]), []);
        assert_eq!(
            changes(&[1, 2, 3, 4], &[5, 2, 4, 6]),
            [
                Change { one: 0..1, other: 0..1 },
                Change { one: 2..3, other: 2..2 },
                Change { one: 4..4, other: 3..4 },
            ]
        );
        assert_eq!(kept(&[1, 2, 3, 4], &[5, 2, 4, 6]), 2);
        assert_eq!((kept(&[], &[]), kept(&[1], &[])), (0, 0));
    }

    #[test]
    fn long_sequences_are_compared_between_what_they_have_once() {
        let one: Vec<u64> = (0..20_000).map(|at| if at % 7 == 0 { at } else { at % 5 }).collect();
        let mut other = one.clone();
        other.splice(5_000..5_003, [90_001]);
        other.insert(15_000, 90_002);
        assert_eq!(kept(&one, &other), one.len() - 3);
        assert_eq!(changes(&one, &other).len(), 2);
    }

    #[test]
    fn no_sequence_takes_long() {
        let one: Vec<u64> = (0..100_000).map(|at| at % 97).collect();
        let other: Vec<u64> = (0..100_000).map(|at| at % 89).collect();
        let strange: Vec<u64> = (200_000..300_000).collect();
        let backwards: Vec<u64> = strange.iter().rev().copied().collect();
        let begun = std::time::Instant::now();
        changes(&one, &other);
        changes(&one, &strange);
        changes(&strange, &backwards);
        changes(&one[..EXACT / 2], &strange[..EXACT / 2]);
        assert!(begun.elapsed().as_secs() < 5);
    }

    #[test]
    fn the_longest_rise() {
        let pairs = [(0, 3), (1, 0), (2, 4), (3, 1), (4, 2), (5, 9)];
        assert_eq!(longest_rise(&pairs), [(1, 0), (3, 1), (4, 2), (5, 9)]);
    }
}
