//! Which charter is which: by the path below its folder, else by the host of its portal.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::drift::Census;

/// The places of charters among those of their censuses, which are in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Namesakes {
    /// Those that are in both: now, and before.
    pub(super) pairs: Vec<(usize, usize)>,
    pub(super) new: Vec<usize>,
    pub(super) gone: Vec<usize>,
    /// Hosts that several charters have which are not told apart: how many have it now, how many had it before,
    /// and the first of those that have it now.
    pub(super) several: Vec<(usize, usize, usize)>,
}

/// Finds the namesakes of charters in a folder; what is not found below it has the folders above it all in common.
pub(super) fn namesakes(now: &Census, before: &Census, folder: &str) -> Namesakes {
    let mut found = Namesakes::default();
    let by_path = by_path(&paths(now), &below(&paths(before), folder));
    let mut is_left = vec![true; before.charters.len()];
    // Of those that are left, by host: now, and before.
    let mut hosts: BTreeMap<&str, [Vec<usize>; 2]> = BTreeMap::new();
    for (at, entry) in now.charters.iter().enumerate() {
        if let Some(&old) = by_path.get(&at) {
            found.pairs.push((at, old));
            is_left.get_mut(old).into_iter().for_each(|it| *it = false);
        } else if now.host(entry).is_empty() {
            found.new.push(at);
        } else {
            hosts.entry(now.host(entry)).or_default()[0].push(at);
        }
    }
    for (at, entry) in before.charters.iter().enumerate() {
        if is_left.get(at) != Some(&true) {
            continue;
        }
        match before.host(entry) {
            "" => found.gone.push(at),
            host => hosts.entry(host).or_default()[1].push(at),
        }
    }
    for [new, gone] in hosts.into_values() {
        if let ([new], [gone]) = (&*new, &*gone) {
            found.pairs.push((*new, *gone));
            continue;
        }
        if let (Some(&first), false) = (new.first(), gone.is_empty()) {
            found.several.push((new.len(), gone.len(), first));
        }
        found.new.extend(new);
        found.gone.extend(gone);
    }
    found.pairs.sort_unstable();
    found.new.sort_unstable();
    found.gone.sort_unstable();
    found
}

fn paths(census: &Census) -> Vec<&str> {
    census.charters.iter().map(|entry| census.path(entry)).collect()
}

const SLASHES: [char; 2] = ['/', '\\'];

/// The paths below `folder`, or below the folders that all of them are in.
fn below<'p>(paths: &[&'p str], folder: &str) -> Vec<&'p str> {
    let in_folder = |path: &'p str| path.strip_prefix(folder)?.strip_prefix(SLASHES);
    if let Some(below) = paths.iter().map(|path| in_folder(path)).collect() {
        return below;
    }
    let first = paths.first().copied().unwrap_or_default();
    let same = paths.iter().fold(first.len(), |most, path| {
        let same = first.bytes().zip(path.bytes()).take(most);
        same.take_while(|(one, other)| one == other).count()
    });
    let common = first.as_bytes().get(..same).unwrap_or_default();
    let folders =
        common.iter().rposition(|byte| matches!(byte, b'/' | b'\\')).map_or(0, |it| it + 1);
    paths.iter().map(|path| path.get(folders..).unwrap_or(path)).collect()
}

/// Pairs paths with what ends them: the longest end that is there, and of several with one end the one that has the
/// fewest folders before it.
fn by_path(now: &[&str], before: &[&str]) -> HashMap<usize, usize> {
    let known: HashMap<&str, Vec<usize>> =
        (0..).zip(before).fold(HashMap::new(), |mut known, (at, path)| {
            known.entry(path).or_default().push(at);
            known
        });
    let mut claims: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, path) in now.iter().enumerate() {
        let folders = path.match_indices(SLASHES).map(|(slash, _)| slash + 1);
        let ends = std::iter::once(0).chain(folders).filter_map(|start| path.get(start..));
        let found = ends
            .enumerate()
            .find_map(|(more, end)| known.get_key_value(end).map(|(&end, _)| (end, more)));
        if let Some((end, more)) = found {
            claims.entry(end).or_default().push((more, at));
        }
    }
    let mut pairs = HashMap::new();
    for (end, mut claims) in claims {
        claims.sort_unstable_by_key(|claim| Reverse(*claim));
        for &old in known.get(end).into_iter().flatten() {
            pairs.extend(claims.pop().map(|(_, at)| (at, old)));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::{below, by_path};

    fn paired(now: &[&str], before: &[&str]) -> Vec<(usize, usize)> {
        let mut pairs: Vec<_> = by_path(now, before).into_iter().collect();
        pairs.sort_unstable();
        pairs
    }

    #[test]
    fn a_path_is_found_by_its_end() {
        assert_eq!(
            paired(&["new/fr/a.txt", "new/b.txt"], &["fr/a.txt", "b.txt"]),
            [(0, 0), (1, 1)]
        );
        assert_eq!(paired(&["new/a/x.txt", "new/b/x.txt"], &["b/x.txt", "c/x.txt"]), [(1, 0)]);
        assert_eq!(paired(&["new/sub/a.txt", "new/a.txt"], &["a.txt"]), [(1, 0)]);
        assert_eq!(paired(&["x", "x"], &["x", "x", "x"]), [(0, 0), (1, 1)]);
        assert_eq!(paired(&["xa.txt"], &["a.txt"]), []);
    }

    #[test]
    fn paths_are_below_a_folder() {
        assert_eq!(below(&["old/a.txt", "old/fr/b.txt"], "old"), ["a.txt", "fr/b.txt"]);
        assert_eq!(below(&["was/fr/a.txt", "was/fr-CA/a.txt"], "old"), ["fr/a.txt", "fr-CA/a.txt"]);
        assert_eq!(below(&["was/a.txt"], "old"), ["a.txt"]);
        assert!(below(&[], "old").is_empty());
    }
}
