//! The words that a template has in a passage, and which words of each reading they are.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::FixedState;
use xxhash_rust::xxh3::xxh3_64;

use crate::drift::comparison::changes;
use crate::drift::words::words;
use crate::text::{Word, is_space};

/// A word that more than one charter of so many lacks, and so many at least, is none of the template.
pub(super) const LOOSE: u64 = 4;
pub(super) const FEW: u64 = 2;
/// So many words of it may stand between two parts of one value.
pub(super) const BETWEEN: usize = 3;

/// A reading taken apart, and how many charters have it.
pub(super) struct Parted {
    pub(super) text: String,
    pub(super) words: Vec<Word>,
    pub(super) weight: u64,
    /// For each word of the template which word of the reading it is, if it is there.
    pub(super) matched: Vec<Option<usize>>,
}

/// The words of one reading that most have, for half of the names may begin alike; figures must be those of nearly
/// all, for parts of dates come again. All readings are matched with them.
pub(super) fn template(one: usize, readings: &mut [Parted], total: u64) -> Option<Vec<u64>> {
    let mut weights: HashMap<u64, u64, FixedState> = HashMap::default();
    for reading in &*readings {
        let distinct: HashSet<u64, FixedState> =
            reading.words.iter().map(|word| word.spelling).collect();
        for word in distinct {
            *weights.entry(word).or_default() += reading.weight;
        }
    }
    let one = readings.get(one)?;
    let is_of_template = |word: &&Word| {
        let weight = weights.get(&word.spelling).copied().unwrap_or_default();
        let text = one.text.get(word.start..word.end).unwrap_or_default();
        let is_figure = text.bytes().any(|byte| byte.is_ascii_digit());
        if is_figure { weight * 10 >= total * 9 } else { is_common(weight, total) }
    };
    let words: Vec<u64> =
        one.words.iter().filter(is_of_template).map(|word| word.spelling).collect();
    match_with(&words, readings);
    // What most have elsewhere in the passage is none of it here.
    let kept = words.iter().zip(lacking(readings));
    let kept = kept.filter(|(_, lacking)| is_common(total - lacking, total));
    let template: Vec<u64> = kept.map(|(word, _)| *word).collect();
    match_with(&template, readings);
    Some(template)
}

/// Whether so many of all charters are enough for a word to be of the template.
fn is_common(weight: u64, total: u64) -> bool {
    weight * LOOSE >= total * (LOOSE - 1) || total - weight < FEW
}

/// The words of a text; an address of mail is one.
pub(super) fn words_and_mail(text: &str) -> Vec<Word> {
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

/// Finds for each reading and each word of the template which word of the reading it is.
///
/// One that a reading has several times may be either. It is the one beside the word of the template that it stands
/// beside in more readings: of "par LA Fabrique, LA charte" the last, of "le service DE Laval, avenue DE Brest" the
/// first.
fn match_with(template: &[u64], readings: &mut [Parted]) {
    let mut beside = vec![[0; 2]; template.len()];
    for reading in &mut *readings {
        reading.matched = matched_in(template, reading);
        for (at, weights) in beside.iter_mut().enumerate() {
            let found = [reading.behind_last(template, at), reading.before_next(template, at)];
            for (weight, found) in weights.iter_mut().zip(found) {
                *weight += found.map_or(0, |_| reading.weight);
            }
        }
    }
    let goes_first = |at: usize| beside.get(at).is_some_and(|[behind, before]| behind > before);
    for reading in readings {
        for at in (0..template.len()).filter(|&at| goes_first(at)) {
            let found = reading.behind_last(template, at);
            reading.matched.get_mut(at).into_iter().for_each(|word| *word = found.or(*word));
        }
        for at in (0..template.len()).rev().filter(|&at| !goes_first(at)) {
            let found = reading.before_next(template, at);
            reading.matched.get_mut(at).into_iter().for_each(|word| *word = found.or(*word));
        }
    }
}

/// Takes an article elsewhere, where most have one right behind other words and a reading has a name there, for none of
/// the template: of "par Laval, avenue de LA Gare" it is not the one of "par LA ville".
pub(super) fn unmatch_articles(
    articles: &[bool],
    template: &[u64],
    readings: &mut [Parted],
    total: u64,
) {
    for (at, _) in articles.iter().enumerate().filter(|(_, is_article)| **is_article) {
        let follows = readings.iter().filter(|it| it.behind_last(template, at).is_some());
        if !is_common(follows.map(|reading| reading.weight).sum(), total) {
            continue;
        }
        for reading in &mut *readings {
            let next = reading.place_behind(at);
            let is_name = next.is_some_and(|word| !is_plain_word(reading.text_of(word)));
            let word = reading.matched.get_mut(at);
            if let Some(word) = word.filter(|word| is_name && **word != next) {
                *word = None;
            }
        }
    }
}

/// How many charters lack each word of the template.
pub(super) fn lacking(readings: &[Parted]) -> Vec<u64> {
    let mut lacking = vec![0; readings.first().map_or(0, |reading| reading.matched.len())];
    for reading in readings {
        for (lacking, word) in lacking.iter_mut().zip(&reading.matched) {
            *lacking += if word.is_none() { reading.weight } else { 0 };
        }
    }
    lacking
}

fn matched_in(template: &[u64], reading: &Parted) -> Vec<Option<usize>> {
    let spellings: Vec<u64> = reading.words.iter().map(|word| word.spelling).collect();
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
    matched
}

impl Parted {
    /// Where the word behind the one of the template before `at` stands, if that is there.
    pub(super) fn place_behind(&self, at: usize) -> Option<usize> {
        match at.checked_sub(1) {
            Some(last) => Some((*self.matched.get(last)?)? + 1),
            None => Some(0),
        }
    }

    /// The word right behind the last word of the template, if it is the one at `at`, which is there.
    fn behind_last(&self, template: &[u64], at: usize) -> Option<usize> {
        (*self.matched.get(at)?)?;
        let word = self.place_behind(at)?;
        (self.words.get(word)?.spelling == *template.get(at)?).then_some(word)
    }

    /// The word right before the next word of the template, if it is the one at `at`, which is there.
    fn before_next(&self, template: &[u64], at: usize) -> Option<usize> {
        (*self.matched.get(at)?)?;
        let next = self.matched.get(at + 1).copied().unwrap_or(Some(self.words.len()))?;
        let word = next.checked_sub(1)?;
        (self.words.get(word)?.spelling == *template.get(at)?).then_some(word)
    }

    /// The words that stand where these words of the template do, if the reading has those on both sides.
    pub(super) fn stretch(&self, place: &Range<usize>) -> Option<Range<usize>> {
        let start = self.place_behind(place.start)?;
        let end = match self.matched.get(place.end) {
            Some(after) => (*after)?,
            None => self.words.len(),
        };
        (start < end).then_some(start..end)
    }

    /// The same where other words stand beside the value than in the template: up to the next that are its own. Plain
    /// words must tell where the value ends there.
    pub(super) fn wide_stretch(
        &self,
        place: &Range<usize>,
        [begins_plain, ends_plain]: [bool; 2],
    ) -> Option<Range<usize>> {
        let reach = |is_plain: bool| if is_plain { 0 } else { BETWEEN };
        let start = (0..=reach(begins_plain))
            .find_map(|more| self.place_behind(place.start.checked_sub(more)?))?;
        let end =
            (0..=reach(ends_plain)).find_map(|more| match self.matched.get(place.end + more) {
                Some(after) => *after,
                None => (place.end + more == self.matched.len()).then_some(self.words.len()),
            })?;
        let has_value =
            |words: &Range<usize>| words.clone().any(|word| !is_plain_word(self.text_of(word)));
        Some(start..end).filter(has_value)
    }

    /// The text of some words.
    pub(super) fn value(&self, words: &Range<usize>) -> &str {
        let words = self.words.get(words.clone()).unwrap_or_default();
        let range = words.first().zip(words.last()).map(|(first, last)| first.start..last.end);
        range.and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    pub(super) fn text_of(&self, word: usize) -> &str {
        self.value(&(word..word + 1))
    }
}

/// Whether a word is neither a name nor a figure nor an address.
pub(super) fn is_plain_word(word: &str) -> bool {
    word.chars().all(|c| c.is_alphabetic() && !c.is_uppercase())
}
