//! Which portals differ most: those with the most variations of the gravest severity.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::drift::report::{Reading, Report, Tally};

/// The portals of `report` by host, or by path where a charter names none, with how many
/// variations they have a part in; the one that differs most first.
pub(super) fn ranking(report: &Report) -> Vec<(&str, Tally)> {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for variation in report.families.iter().flat_map(|family| &family.variations) {
        for portal in portals(&variation.reading) {
            tallies.entry(portal).or_default().add(variation.severity);
        }
    }
    let mut ranking: Vec<_> = tallies.into_iter().collect();
    ranking.sort_by_key(|(_, tally)| Reverse(tally.weight()));
    ranking
}

/// Who has a reading, each once. A report that was read back from JSON no longer tells which path
/// goes with which host.
fn portals(reading: &Reading) -> BTreeSet<&str> {
    if reading.hosts.len() != reading.paths.len() {
        let names = if reading.portals.is_empty() { &reading.paths } else { &reading.portals };
        return names.iter().map(String::as_str).collect();
    }
    let pairs = reading.hosts.iter().zip(&reading.paths);
    pairs.map(|(host, path)| host.as_ref().unwrap_or(path).as_str()).collect()
}
