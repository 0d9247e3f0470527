//! What is each portal's own in a passage of a template: its name, its post, a date.
//!
//! A place in a passage where most charters have a value that nobody shares, or of very many few, is a parameter,
//! whatever its words. It is learnt from the readings that were counted, without comparing charters: words that nearly
//! all readings have are the template's, and what stands between two of them in most readings, and in each another,
//! is own.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::FixedState;
use xxhash_rust::xxh3::xxh3_64;

use super::FamilyComparison;
use super::passage::{Exact, base};
use super::tally::{Reading, Tally};
use crate::drift::comparison::changes;
use crate::drift::corpus::Class;
use crate::drift::mask::Value;
use crate::drift::words::{self, words};
use crate::text::{Word, is_space};

/// Fewer charters show nothing of what most have.
const LEAST: u64 = 3;
/// A word that more than one charter of so many lacks, and so many at least, is none of the template.
const LOOSE: u64 = 4;
const FEW: u64 = 2;
/// A value that no more than one charter of so many has is rare.
const RARE: u64 = 16;
/// So many words of it may stand between two parts of one value.
const BETWEEN: usize = 3;

/// A reading taken apart, and how many charters have it.
struct Parted {
    text: String,
    words: Vec<Word>,
    weight: u64,
}

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

/// The words of one reading that most have, for half of the names may begin alike; figures must be those of nearly
/// all, for parts of dates come again.
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
        if is_figure { weight * 10 >= total * 9 } else { is_common(weight, total) }
    };
    let words: Vec<u64> =
        one.words.iter().filter(is_of_template).map(|word| word.spelling).collect();
    // What most have elsewhere in the passage is none of it here.
    let lacking = lacking(readings, &matched(&words, readings));
    let kept = words.iter().zip(lacking).filter(|(_, lacking)| is_common(total - lacking, total));
    kept.map(|(word, _)| *word).collect()
}

/// Whether so many of all charters are enough for a word to be of the template.
fn is_common(weight: u64, total: u64) -> bool {
    weight * LOOSE >= total * (LOOSE - 1) || total - weight < FEW
}

/// The words of a text; an address of mail is one.
fn words_and_mail(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    // Where the last token ends, and whether it is such an address. A token may be all of a text.
    let (mut end, mut is_mail) = (0, false);
    for word in words(text) {
        if word.start < end {
            found.extend((!is_mail).then_some(word));
            continue;
        }
        let place = token(text, word.start);
        let shown = text.get(place.clone()).unwrap_or_default();
        (end, is_mail) = (place.end, shown.contains('@'));
        let spelling = xxh3_64(shown.as_bytes());
        found.push(if is_mail { Word { start: place.start, end, spelling } } else { word });
    }
    found
}

/// What stands between the spaces round a place, without the marks round it.
fn token(text: &str, at: usize) -> Range<usize> {
    let is_mark = |c: char| c.is_ascii_punctuation();
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let space = before.char_indices().rev().find(|(_, c)| is_space(*c));
    let start = space.map_or(0, |(at, c)| at + c.len_utf8());
    let end = at + after.find(is_space).unwrap_or(after.len());
    let token = text.get(start..end).unwrap_or_default();
    let begin = token.len() - token.trim_start_matches(is_mark).len();
    start + begin..start + token.trim_end_matches(is_mark).len()
}

/// For each reading and each word of the template which word of the reading it is, if it is there.
fn matched(template: &[u64], readings: &[Parted]) -> Vec<Vec<Option<usize>>> {
    readings.iter().map(|reading| matched_in(template, reading)).collect()
}

/// How many charters lack each word of the template.
fn lacking(readings: &[Parted], matched: &[Vec<Option<usize>>]) -> Vec<u64> {
    let mut lacking = vec![0; matched.first().map_or(0, Vec::len)];
    for (reading, matched) in readings.iter().zip(matched) {
        for (lacking, word) in lacking.iter_mut().zip(matched) {
            *lacking += if word.is_none() { reading.weight } else { 0 };
        }
    }
    lacking
}

fn matched_in(template: &[u64], reading: &Parted) -> Vec<Option<usize>> {
    let spellings = words::spellings(&reading.words);
    let mut matched = Vec::with_capacity(template.len());
    let mut next = 0;
    for change in changes(template, &spellings) {
        while matched.len() < change.one.start {
            matched.push(Some(next));
            next += 1;
        }
        matched.resize(change.one.end, None);
        next = change.other.end;
    }
    while matched.len() < template.len() {
        matched.push(Some(next));
        next += 1;
    }
    // Of "par LA Fabrique, LA charte" the last word is that of the template: what is more stands as far in front as
    // it may, in every reading alike.
    for at in (0..template.len()).rev() {
        let end = matched.get(at + 1).copied().unwrap_or(Some(spellings.len()));
        let last = end.and_then(|end| end.checked_sub(1));
        let is_same = last.and_then(|last| spellings.get(last)) == template.get(at);
        if let Some(word) = matched.get_mut(at).filter(|word| word.is_some() && is_same) {
            *word = last;
        }
    }
    matched
}

/// The words of a reading that stand where these words of the template do, if it has those on both sides.
fn stretch(
    reading: &Parted,
    matched: &[Option<usize>],
    place: &Range<usize>,
) -> Option<Range<usize>> {
    let start = match place.start.checked_sub(1) {
        Some(before) => (*matched.get(before)?)? + 1,
        None => 0,
    };
    let end = match matched.get(place.end) {
        Some(after) => (*after)?,
        None => reading.words.len(),
    };
    (start < end).then_some(start..end)
}

fn value<'r>(reading: &'r Parted, words: &Range<usize>) -> &'r str {
    let words = reading.words.get(words.clone()).unwrap_or_default();
    let range = words.first().zip(words.last()).map(|(first, last)| first.start..last.end);
    range.and_then(|range| reading.text.get(range)).unwrap_or_default()
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
