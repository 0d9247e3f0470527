//! What is each portal's own in a passage of a template: its name, its post, a date.
//!
//! A place in a passage where most charters have a value that nobody shares is a parameter, whatever its words.
//! It is learnt from the readings that were counted, without comparing charters: words that most readings have
//! are the template's, and what stands between two of them in most readings, and in each another, is own.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::FixedState;

use super::Comparing;
use super::passage::{Exact, base};
use super::tally::{Reading, Tally};
use crate::drift::comparison::changes;
use crate::drift::corpus::Class;
use crate::drift::mask::Value;
use crate::drift::words::{self, words};
use crate::text::Word;

/// Fewer charters show nothing of what most have.
const LEAST: u64 = 3;

/// A reading taken apart, and how many charters have it.
struct Parted {
    text: String,
    words: Vec<Word>,
    weight: u64,
}

/// Where own values stand: before which word of the template, and of what sort most of them are.
type Places = HashMap<usize, Value, FixedState>;

/// The same readings with a sign in place of what is own; nothing when nothing is.
pub(super) fn masked(comparing: &Comparing<'_, '_>, tally: &Tally<Exact>) -> Option<Tally<Exact>> {
    let total = tally.readings.iter().map(|reading| reading.weight).sum::<u64>();
    if total < LEAST
        || !is_mostly_unique(tally.readings.iter().map(|it| (it.class, it.weight)), total)
    {
        return None;
    }
    let parted = |reading: &Reading<Exact>| {
        let text = reading.key.text(comparing);
        let words = words(&text).collect();
        Parted { text, words, weight: reading.weight }
    };
    let readings: Vec<Parted> = tally.readings.iter().map(parted).collect();
    let template = template(readings.get(base(tally)?.reading)?, &readings, total);
    let gaps: Vec<Vec<(usize, Range<usize>)>> =
        readings.iter().map(|reading| gaps(&template, reading)).collect();
    let places = places(&readings, &gaps, total);
    if places.is_empty() {
        return None;
    }
    let mut masked = Tally::default();
    let mut classes: HashMap<u128, Class, FixedState> = HashMap::default();
    for (at, ((reading, parted), gaps)) in
        tally.readings.iter().zip(&readings).zip(&gaps).enumerate()
    {
        let text = with_signs(parted, gaps, &places);
        let next = Class::try_from(classes.len()).unwrap_or(Class::MAX);
        let class = *classes.entry(words::class([&*text])).or_insert(next);
        let key = Exact { masked: Some(text.into()), ..reading.key.clone() };
        let number = masked.add_all(reading, class, key);
        if tally.baseline == Some(at) {
            masked.baseline = Some(number);
        }
    }
    Some(masked)
}

/// Whether more than half of the charters have something that no other has.
fn is_mostly_unique<T: Eq + std::hash::Hash>(
    all: impl Iterator<Item = (T, u64)>,
    total: u64,
) -> bool {
    let mut weights: HashMap<T, u64, FixedState> = HashMap::default();
    for (it, weight) in all {
        *weights.entry(it).or_default() += weight;
    }
    let unique = weights.values().filter(|weight| **weight == 1).count() as u64;
    unique * 2 > total
}

/// The words of one reading that most have; figures must be those of nearly all, for parts of dates come again.
fn template(one: &Parted, readings: &[Parted], total: u64) -> Vec<u64> {
    let mut weights: HashMap<u64, u64, FixedState> = HashMap::default();
    for reading in readings {
        let distinct: HashSet<u64, FixedState> =
            reading.words.iter().map(|word| word.spelling).collect();
        for word in distinct {
            *weights.entry(word).or_default() += reading.weight;
        }
    }
    let is_of_template = |word: &&Word| {
        let weight = weights.get(&word.spelling).copied().unwrap_or_default();
        let text = one.text.get(word.start..word.end).unwrap_or_default();
        let is_figure = text.bytes().any(|byte| byte.is_ascii_digit());
        if is_figure { weight * 10 >= total * 9 } else { weight * 2 > total }
    };
    one.words.iter().filter(is_of_template).map(|word| word.spelling).collect()
}

/// What a reading has between two words of the template that stand side by side there: before which of them,
/// and which of its words.
fn gaps(template: &[u64], reading: &Parted) -> Vec<(usize, Range<usize>)> {
    let spellings: Vec<u64> = reading.words.iter().map(|word| word.spelling).collect();
    let changes = changes(template, &spellings).into_iter();
    changes.filter(|it| it.one.is_empty()).map(|it| (it.one.start, it.other)).collect()
}

fn value<'r>(reading: &'r Parted, words: &Range<usize>) -> &'r str {
    let words = reading.words.get(words.clone()).unwrap_or_default();
    let range = words.first().zip(words.last()).map(|(first, last)| first.start..last.end);
    range.and_then(|range| reading.text.get(range)).unwrap_or_default()
}

/// The places where most charters have a value, and most of these one that nobody shares.
fn places(readings: &[Parted], gaps: &[Vec<(usize, Range<usize>)>], total: u64) -> Places {
    let mut values: HashMap<usize, Vec<(&str, u64)>, FixedState> = HashMap::default();
    for (reading, gaps) in readings.iter().zip(gaps) {
        for (place, words) in gaps {
            values.entry(*place).or_default().push((value(reading, words), reading.weight));
        }
    }
    let own =
        values.into_iter().filter(|(_, values)| is_mostly_unique(values.iter().copied(), total));
    own.map(|(place, values)| (place, Value::of(values.iter().map(|it| it.0)))).collect()
}

/// The text of a reading with a sign in place of each own value.
fn with_signs(reading: &Parted, gaps: &[(usize, Range<usize>)], places: &Places) -> String {
    let mut text = String::with_capacity(reading.text.len());
    let mut done = 0;
    for (place, words) in gaps {
        let Some(sign) = places.get(place) else { continue };
        let Some(start) = reading.words.get(words.start).map(|word| word.start) else { continue };
        text.push_str(reading.text.get(done..start).unwrap_or_default());
        text.push(sign.sign());
        done = start + value(reading, words).len();
    }
    text.push_str(reading.text.get(done..).unwrap_or_default());
    text
}
