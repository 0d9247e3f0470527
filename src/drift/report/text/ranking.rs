//! Which portals differ most: those with the most variations of the gravest severity.

use std::cmp::Reverse;
use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;

use crate::drift::report::{Reading, Report, Tally};

/// The portals that differ.
pub(super) struct Ranking<'r> {
    /// Those that differ most, with how many variations they have a part in.
    pub(super) foremost: Vec<(&'r str, Tally)>,
    /// How many there are.
    pub(super) portals: usize,
}

/// A portal's part in a variation. By hash first: a corpus can have a million portals, and it does
/// not matter in which order they are counted.
type Part<'r> = (u64, &'r str, usize);

/// Ranks the portals of `report`, by host, or by path where a charter names none, and keeps the first
/// `most`.
pub(super) fn ranking(report: &Report, most: usize) -> Ranking<'_> {
    let variations: Vec<_> = report.families.iter().flat_map(|it| &it.variations).collect();
    let all = variations.iter().map(|variation| variation.reading.paths.len()).sum();
    let mut parts: Vec<Part<'_>> = Vec::with_capacity(all);
    let hasher = FixedState::default();
    for (number, variation) in variations.iter().enumerate() {
        let portals = portals(&variation.reading);
        parts.extend(portals.map(|portal| (hasher.hash_one(portal), portal, number)));
    }
    parts.sort_unstable();
    parts.dedup();
    let mut ranking = Ranking { foremost: Vec::with_capacity(most + 1), portals: 0 };
    for parts in parts.chunk_by(|one, next| one.0 == next.0 && one.1 == next.1) {
        let Some(&(_, portal, _)) = parts.first() else { continue };
        let variations = parts.iter().filter_map(|&(.., number)| variations.get(number));
        let tally: Tally = variations.map(|variation| variation.severity).collect();
        ranking.portals += 1;
        ranking.take((portal, tally), most);
    }
    ranking
}

impl<'r> Ranking<'r> {
    /// Puts a portal where it belongs, and drops what is no more among the first `most`.
    fn take(&mut self, new: (&'r str, Tally), most: usize) {
        let is_before = |(portal, tally): &(&str, Tally)| {
            (Reverse(tally.weight()), *portal) < (Reverse(new.1.weight()), new.0)
        };
        let place = self.foremost.partition_point(is_before);
        if place < most {
            self.foremost.insert(place, new);
            self.foremost.truncate(most);
        }
    }
}

/// Who has a reading. A report that was read back from JSON no longer tells which path goes with which
/// host.
fn portals(reading: &Reading) -> impl Iterator<Item = &str> {
    let Reading { paths, hosts, portals, .. } = reading;
    let has_hosts = hosts.len() == paths.len();
    let names = if has_hosts || portals.is_empty() { paths } else { portals };
    names.iter().enumerate().map(move |(number, name)| {
        hosts.get(number).filter(|host| has_hosts && !host.is_empty()).unwrap_or(name)
    })
}
