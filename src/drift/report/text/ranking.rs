//! Which portals differ most: those with the most variations of the gravest severity.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::drift::report::{Reading, Report, Tally};

/// The portals that differ.
pub(super) struct Ranking<'r> {
    /// Those that differ most, with how many variations they have a part in.
    pub(super) foremost: Vec<(&'r str, Tally)>,
    /// How many there are.
    pub(super) portals: usize,
}

/// Ranks the portals of `report`, by host, or by path where a charter names none, and keeps the first
/// `most`.
pub(super) fn ranking(report: &Report, most: usize) -> Ranking<'_> {
    let mut tallies: HashMap<&str, Tally, FixedState> = HashMap::default();
    for variation in report.families.iter().flat_map(|family| &family.variations) {
        let reading = &variation.reading;
        let portals = (0..reading.paths.len()).filter_map(|at| portal(reading, at));
        for portal in portals.collect::<HashSet<_, FixedState>>() {
            tallies.entry(portal).or_default().add(variation.severity);
        }
    }
    let portals = tallies.len();
    let mut foremost: Vec<_> = tallies.into_iter().collect();
    foremost.sort_unstable_by_key(|&(portal, tally)| (Reverse(tally.weight()), portal));
    foremost.truncate(most);
    Ranking { foremost, portals }
}

/// Who has a reading: by host, or by path where there is none.
fn portal(reading: &Reading, number: usize) -> Option<&str> {
    reading.host_of(number).or_else(|| reading.paths.get(number))
}
