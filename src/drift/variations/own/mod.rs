//! What is each portal's own in a passage of a template: its name, its post, a date.
//!
//! A place in a passage where most charters have a value that nobody shares, or of very many few, is a parameter,
//! whatever its words. It is learnt from the readings that were counted, without comparing charters: words that nearly
//! all readings have are the template's, and what stands between two of them in most readings, and in each another,
//! is own.

mod template;

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use self::template::{FEW, Parted, lacking, matched, stretch, template, value, words_and_mail};
use super::FamilyComparison;
use super::passage::{Exact, base};
use super::tally::{Reading, Tally};
use crate::drift::corpus::Class;
use crate::drift::mask::Value;
use crate::drift::words;

/// Fewer charters show nothing of what most have.
const LEAST: u64 = 3;
/// A value that no more than one charter of so many has is rare.
const RARE: u64 = 16;
/// So many words of it may stand between two parts of one value.
const BETWEEN: usize = 3;

/// Where own values stand: in place of which words of the template, none or some that not every portal has, and of
/// what sort most of them are.
type Places = Vec<(Range<usize>, Value)>;

/// The same readings with a sign in place of what is own; nothing when nothing is.
pub(super) fn masked(
    comparing: &FamilyComparison<'_>,
    tally: &Tally<Exact>,
) -> Option<Tally<Exact>> {
    let total = tally.readings.iter().map(|reading| reading.weight).sum::<u64>();
    if total < LEAST
        || !is_mostly_unique(tally.readings.iter().map(|it| (it.class, it.weight)), total)
    {
        return None;
    }
    let parted = |reading: &Reading<Exact>| {
        let text = reading.key.text(comparing);
        let words = words_and_mail(&text);
        Parted { text, words, weight: reading.weight }
    };
    let readings: Vec<Parted> = tally.readings.iter().map(parted).collect();
    let template = template(readings.get(base(tally)?.reading)?, &readings, total);
    let matched = matched(&template, &readings);
    let lacking = lacking(&readings, &matched);
    let places = places(&readings, &matched, &lacking, total);
    if places.is_empty() {
        return None;
    }
    let mut classes: HashMap<u128, Class, FixedState> = HashMap::default();
    let masked = tally.map(|number, reading| {
        let text = with_signs(readings.get(number)?, matched.get(number)?, &places);
        let next = Class::try_from(classes.len()).unwrap_or(Class::MAX);
        let class = *classes.entry(words::class([&*text])).or_insert(next);
        Some((class, Exact { masked: Some(text.into()), ..reading.key.clone() }))
    });
    Some(masked)
}

/// Whether more than half of the charters have something that no other has, or, as of thousands with a date each,
/// something that few others have.
fn is_mostly_unique<T: Eq + std::hash::Hash>(
    all: impl Iterator<Item = (T, u64)>,
    total: u64,
) -> bool {
    let mut weights: HashMap<T, u64, FixedState> = HashMap::default();
    for (it, weight) in all {
        *weights.entry(it).or_default() += weight;
    }
    let unique = weights.values().filter(|weight| **weight == 1).count() as u64;
    let most = weights.values().max().copied().unwrap_or_default();
    unique * 2 > total || weights.values().sum::<u64>() * 2 > total && most * RARE <= total
}

/// The places where most charters have a value, and most of these one that nobody shares. Words between two that
/// others lack are part of one: most names may have an article.
fn places(
    readings: &[Parted],
    matched: &[Vec<Option<usize>>],
    lacking: &[u64],
    total: u64,
) -> Places {
    let lacks = |at: usize| lacking.get(at).is_some_and(|&weight| weight >= FEW);
    let values = |place: &Range<usize>| -> Vec<(&str, u64)> {
        let values = readings.iter().zip(matched).filter_map(|(reading, matched)| {
            Some((value(reading, &stretch(reading, matched, place)?), reading.weight))
        });
        values.collect()
    };
    let own = |place: &Range<usize>| {
        let values = values(place);
        let is_own = is_mostly_unique(values.iter().copied(), total);
        is_own.then(|| Value::of(values.iter().map(|it| it.0)))
    };
    // Where most have something.
    let gaps = (0..=lacking.len())
        .filter(|&at| values(&(at..at)).iter().map(|value| value.1).sum::<u64>() * 2 > total);
    let mut chains: Vec<Vec<usize>> = Vec::new();
    for at in gaps {
        let joins = |chain: &&mut Vec<usize>| {
            let last = chain.last().copied().unwrap_or_default();
            at - last <= BETWEEN && (last..at).all(lacks)
        };
        match chains.last_mut().filter(joins) {
            Some(chain) => chain.push(at),
            None => chains.push(vec![at]),
        }
    }
    let found = |place: Range<usize>| Some((place.clone(), own(&place)?));
    let of_chain = |chain: Vec<usize>| {
        let whole = chain.first().zip(chain.last()).and_then(|(&one, &last)| found(one..last));
        match whole {
            Some(whole) => vec![whole],
            None => chain.into_iter().filter_map(|at| found(at..at)).collect(),
        }
    };
    chains.into_iter().flat_map(of_chain).collect()
}

/// The text of a reading with a sign in place of each own value.
fn with_signs(reading: &Parted, matched: &[Option<usize>], places: &Places) -> String {
    let mut text = String::with_capacity(reading.text.len());
    let mut done = 0;
    for (place, sort) in places {
        let Some(words) = stretch(reading, matched, place) else { continue };
        let Some(start) = reading.words.get(words.start).map(|word| word.start) else { continue };
        text.push_str(reading.text.get(done..start).unwrap_or_default());
        text.push(sort.sign());
        done = start + value(reading, &words).len();
    }
    text.push_str(reading.text.get(done..).unwrap_or_default());
    text
}

#[cfg(test)]
mod tests {
    use super::is_mostly_unique;

    #[test]
    fn what_few_share_is_own() {
        let is_own = |values: &[(u32, u64)]| {
            let total = values.iter().map(|value| value.1).sum();
            is_mostly_unique(values.iter().copied(), total)
        };
        let times = |count: u32, weight: u64| -> Vec<(u32, u64)> {
            (0..count).map(|value| (value, weight)).collect()
        };
        assert!(is_own(&times(5, 1)));
        assert!(is_own(&times(500, 4)), "dates of thousands come again");
        assert!(!is_own(&times(8, 4)), "a few readings of one text do, too");
        assert!(!is_own(&[times(20, 1), vec![(90, 40)]].concat()));
    }
}
