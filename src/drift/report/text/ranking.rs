//! Which portals differ most: those with the most variations of the gravest severity.

use std::cmp::Reverse;

use xxhash_rust::xxh3::xxh3_128;

use crate::drift::report::{Reading, Report, Tally};

/// The portals that differ.
pub(super) struct Ranking<'r> {
    /// Those that differ most, with how many variations they have a part in.
    pub(super) foremost: Vec<(&'r str, Tally)>,
    /// How many there are.
    pub(super) portals: usize,
}

/// A portal's part in a variation, as the name of that number there. Portals are told apart by a hash
/// of 128 bits: a corpus can have a million of them, and their names are all over the memory.
#[derive(Clone, Copy)]
struct Part {
    hash: u128,
    variation: u32,
    number: u32,
}

/// Ranks the portals of `report`, by host, or by path where a charter names none, and keeps the first
/// `most`.
pub(super) fn ranking(report: &Report, most: usize) -> Ranking<'_> {
    let variations: Vec<_> = report.families.iter().flat_map(|it| &it.variations).collect();
    let all = variations.iter().map(|it| it.reading.paths.len()).sum();
    let mut parts: Vec<Part> = Vec::with_capacity(all);
    for (variation, it) in (0..).zip(&variations) {
        let portals = (0..it.reading.paths.len()).filter_map(|at| portal(&it.reading, at));
        parts.extend((0..).zip(portals).map(|(number, portal)| Part {
            hash: xxh3_128(portal.as_bytes()),
            variation,
            number,
        }));
    }
    let variation = |part: &Part| variations.get(part.variation as usize).copied();
    let name = |part: &Part| {
        variation(part).and_then(|it| portal(&it.reading, part.number as usize)).unwrap_or_default()
    };
    parts.sort_unstable_by_key(|part| (part.hash, part.variation));
    parts.dedup_by_key(|part| (part.hash, part.variation));
    let mut ranking = Ranking { foremost: Vec::with_capacity(most + 1), portals: 0 };
    for parts in parts.chunk_by(|one, next| one.hash == next.hash) {
        let tally = parts.iter().filter_map(variation).map(|it| it.severity).collect();
        ranking.portals += 1;
        ranking.take((parts.first().map_or("", name), tally), most);
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

/// Who has a reading: by host, or by path where there is none.
fn portal(reading: &Reading, number: usize) -> Option<&str> {
    reading.host_of(number).or_else(|| reading.paths.get(number))
}
