//! Cookies that neither came nor went: their rows were not read.
//!
//! A cookie whose name stands in a text that only the charters have which declare it no more is still in them. It
//! is learnt from what was found: the texts that differ are few, and each is gone through once.

use std::collections::{BTreeSet, HashMap, HashSet};

use foldhash::fast::FixedState;

use super::{Finding, prose};
use crate::drift::corpus::CharterId;
use crate::drift::difference::{Level, Subject};
use crate::drift::words;

/// A cookie in a row that was not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::drift) struct Unread {
    pub(in crate::drift) path: String,
    /// The line on which its name stands.
    pub(in crate::drift) line: Option<u64>,
    pub(in crate::drift) cookie: String,
}

/// The words of a text.
type Words = HashSet<u64, FixedState>;

/// No longer name is looked for, in words.
const LONGEST: usize = 6;

/// Takes out of `found` that cookies came or went whose rows were not read, and gives these.
pub(super) fn take(prose: &prose::Readings<'_>, found: &mut Vec<Finding>) -> BTreeSet<Unread> {
    let comparing = prose.comparing;
    let mut unread = BTreeSet::new();
    let names = Names::of(found);
    let mut taken: HashMap<usize, HashSet<CharterId, FixedState>, FixedState> = HashMap::default();
    // A row that lost a tab may have the name in another cell, or another cell in the name.
    let is_text = |it: &Finding| matches!(it.subject, Subject::Prose | Subject::Cookie);
    let is_text = |(_, it): &(usize, &Finding)| it.level == Level::Words && is_text(it);
    let texts = found.iter().enumerate().filter(is_text);
    for (place, text) in texts.filter(|_| !names.by_words.is_empty()) {
        let cookies = names.in_text(found, text);
        if cookies.is_empty() {
            continue;
        }
        let lines = comparing.lines_in(&text.charters, &text.at);
        let is_row = text.subject == Subject::Cookie;
        let base = (!is_row).then(|| prose.places_of_base(text.position));
        for (number, cookie) in cookies {
            let name = cookie.passage.cookie.clone().unwrap_or_default();
            let one =
                |path: &str, line| Unread { path: path.to_owned(), line, cookie: name.clone() };
            let mut is_any = false;
            for (&charter, &line) in text.charters.iter().zip(&lines) {
                if cookie.charters.binary_search(&charter).is_err() {
                    continue;
                }
                is_any = true;
                taken.entry(number).or_default().insert(charter);
                if is_row {
                    taken.entry(place).or_default().insert(charter);
                }
                if cookie.reading.is_none() {
                    unread.insert(one(comparing.corpus.path(charter), line));
                }
            }
            if is_any && cookie.reading.is_some() {
                unread.extend(base.iter().flatten().map(|(path, line)| one(path, *line)));
            }
        }
    }
    for (number, who) in taken {
        if let Some(cookie) = found.get_mut(number) {
            cookie.charters.retain(|charter| !who.contains(charter));
        }
    }
    found.retain(|it| !it.charters.is_empty());
    unread
}

/// The names of cookies that came or went, by their words.
struct Names {
    by_words: HashMap<Vec<u64>, Vec<usize>, FixedState>,
    lengths: BTreeSet<usize>,
}

impl Names {
    fn of(found: &[Finding]) -> Self {
        let mut names = Self { by_words: HashMap::default(), lengths: BTreeSet::new() };
        for (number, it) in found.iter().enumerate() {
            let is_whole = it.baseline.is_some() != it.reading.is_some();
            let name = it.passage.cookie.as_deref().filter(|_| is_whole);
            let Some(name) = name.filter(|_| it.subject == Subject::Cookie) else { continue };
            let spellings = spellings(name);
            if (1..=LONGEST).contains(&spellings.len()) {
                names.lengths.insert(spellings.len());
                names.by_words.entry(spellings).or_default().push(number);
            }
        }
        names
    }

    /// The cookies whose rows stand in what one side alone has of a text.
    fn in_text<'f>(&self, found: &'f [Finding], text: &Finding) -> Vec<(usize, &'f Finding)> {
        let sides = [&text.baseline, &text.reading].map(|side| side.as_deref().unwrap_or_default());
        let [baseline, reading] = sides.map(spellings);
        let [there, here] = [&baseline, &reading].map(|words| self.in_words(words));
        let [baseline, reading]: [Words; 2] =
            [baseline, reading].map(|it| it.into_iter().collect());
        let one_alone = there.symmetric_difference(&here);
        let cookies = one_alone.filter_map(|&number| Some((number, found.get(number)?)));
        let stands = |(number, cookie): &(usize, &Finding)| {
            let is_removed = cookie.reading.is_none();
            let (all, words) = if is_removed { (&here, &reading) } else { (&there, &baseline) };
            let is_told = match text.subject {
                Subject::Cookie => is_removed && is_row_of(cookie, words, Some(text)),
                _ => is_row_of(cookie, words, None),
            };
            is_told && all.contains(number)
        };
        cookies.filter(stands).collect()
    }

    fn in_words(&self, words: &[u64]) -> BTreeSet<usize> {
        let runs = self.lengths.iter().flat_map(|&length| words.windows(length));
        runs.filter_map(|run| self.by_words.get(run)).flatten().copied().collect()
    }
}

/// Whether words among which a cookie's name stands are of its row: the name is no plain word, or half of what the
/// row says besides is there, too. A row of another cookie must have both in place of a name.
fn is_row_of(cookie: &Finding, words: &Words, of: Option<&Finding>) -> bool {
    let name = cookie.passage.cookie.as_deref().unwrap_or_default();
    let mut letters = name.chars();
    let is_plain = letters.next().is_some_and(char::is_alphabetic)
        && letters.all(|c| c.is_alphabetic() && !c.is_uppercase());
    let row = cookie.baseline.as_deref().or(cookie.reading.as_deref()).unwrap_or_default();
    let (own, row) = (spellings(name), spellings(row));
    let beside = row.iter().filter(|word| !own.contains(word));
    let (kept, lost): (Vec<u64>, Vec<u64>) = beside.partition(|word| words.contains(word));
    let is_half = !kept.is_empty() && kept.len() >= lost.len();
    match of {
        Some(of) => {
            let instead = spellings(of.passage.cookie.as_deref().unwrap_or_default());
            is_half && instead != own && instead.iter().all(|word| row.contains(word))
        }
        None => !is_plain || is_half,
    }
}

fn spellings(text: &str) -> Vec<u64> {
    words::spellings(&words::words(text).collect::<Vec<_>>())
}
