//! What is each portal's own in a passage of a template: its name, its post, a date.
//!
//! A place in a passage where most charters have a value that nobody shares, or of very many few, is a parameter,
//! whatever its words. It is learnt from the readings that were counted, without comparing charters: words that nearly
//! all readings have are the template's, and what stands between two of them in most readings, and in each another,
//! is own.

mod names;
mod template;

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

pub(super) use self::names::Names;
use self::template::{
    BETWEEN, FEW, LOOSE, Parted, is_plain_word, lacking, template, unmatch_articles, words_and_mail,
};
use super::FamilyComparison;
use super::passage::{Exact, base};
use super::tally::{Reading, Tally};
use crate::drift::comparison::whole;
use crate::drift::mask::Value;
use crate::drift::words::{class, words};
use crate::lexicon::Language;

/// Fewer charters show nothing of what most have.
const LEAST: u64 = 3;
/// In fewer a stretch of a sentence is nobody's own.
const SEVERAL: u64 = 8;
/// A value that no more than one charter of so many has is rare.
const RARE: u64 = 16;

/// Where own values stand.
struct OwnPlace {
    /// In place of which words of the template: none, or some that not every portal has.
    template: Range<usize>,
    /// Of what sort most of the values are.
    sort: Value,
    /// Whether a fourth of the values or more begin, and end, with plain words: else such words beside a value are none
    /// of it.
    is_plain: [bool; 2],
}

/// The same readings with a sign in place of what is own; nothing when nothing is. Names are put down for their charters.
pub(super) fn masked(
    comparing: &FamilyComparison<'_>,
    tally: &Tally<Exact>,
    names: &mut Names,
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
        Parted { text, words, weight: reading.weight, matched: Vec::new() }
    };
    let mut readings: Vec<Parted> = tally.readings.iter().map(parted).collect();
    let template = template(base(tally)?.reading, &mut readings, total)?;
    let language = comparing.family.language;
    let articles = articles(template.len(), &readings, language);
    unmatch_articles(&articles, &template, &mut readings, total);
    let places = Alignment { readings: &readings, articles, total }.places();
    if places.is_empty() {
        return None;
    }
    let masked = tally.map(|number, reading| {
        let parted = readings.get(number)?;
        let own = own_values(parted, &places, language);
        for (_, place) in own.iter().filter(|(sort, _)| *sort != Value::Date) {
            names.add(parted.text.get(place.clone()).unwrap_or_default(), &reading.at);
        }
        let text = with_signs(&parted.text, own);
        let class = class([&text]);
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

/// All readings over the words of the template.
struct Alignment<'r> {
    readings: &'r [Parted],
    /// Which words of the template are short ones that say nothing alone, as articles do.
    articles: Vec<bool>,
    total: u64,
}

impl Alignment<'_> {
    /// The places where most charters have a value, and most of these one that nobody shares. Words between two that
    /// others lack, or articles, are part of one: most names may have an article.
    fn places(&self) -> Vec<OwnPlace> {
        let lacking = lacking(self.readings);
        let lacks = |at: usize| lacking.get(at).is_some_and(|&weight| weight >= FEW);
        // Where most have something.
        let gaps = (0..=lacking.len()).filter(|&at| {
            self.values(&(at..at)).map(|value| value.1).sum::<u64>() * 2 > self.total
        });
        let mut chains: Vec<Vec<usize>> = Vec::new();
        for at in gaps {
            let joins = |chain: &&mut Vec<usize>| {
                let last = chain.last().copied().unwrap_or_default();
                let mut between = last..at;
                at - last <= BETWEEN
                    && (between.clone().all(lacks)
                        || between.all(|at| lacks(at) || self.is_article(at))
                            && [last, at].iter().all(|&at| self.varies(at)))
            };
            match chains.last_mut().filter(joins) {
                Some(chain) => chain.push(at),
                None => chains.push(vec![at]),
            }
        }
        let of_chain = |chain: Vec<usize>| {
            let whole = chain.first().zip(chain.last());
            match whole.and_then(|(&one, &last)| self.place(one..last)) {
                Some(whole) => vec![whole],
                None => chain.into_iter().filter_map(|at| self.place(at..at)).collect(),
            }
        };
        chains.into_iter().flat_map(of_chain).collect()
    }

    /// The place of these words of the template, if the values there are own, with an article before.
    fn place(&self, template: Range<usize>) -> Option<OwnPlace> {
        let is_own = |place: &Range<usize>| is_mostly_unique(self.wide_values(place), self.total);
        let with_article = self.with_article(&template).filter(is_own);
        let template = with_article.or_else(|| is_own(&template).then_some(template))?;
        // A passage that a few charters have reworded, each in its own way, has no values there.
        if self.total < SEVERAL && !self.is_mostly_template() && !self.has_names(&template) {
            return None;
        }
        let sort = Value::of(self.values(&template).map(|value| value.0));
        let edge = |is_edge: fn(&Parted, &Range<usize>) -> bool| {
            let stretches = self.stretches(&template);
            let plain: u64 =
                stretches.filter(|(it, words)| is_edge(it, words)).map(|it| it.0.weight).sum();
            // What fewer have is what somebody changed there, as it is with the words of a template.
            plain * LOOSE >= self.total
        };
        let is_plain = [
            edge(|it, words| plain_before(it, words) > 0),
            edge(|it, words| plain_behind(it, words) > 0),
        ];
        Some(OwnPlace { template, sort, is_plain })
    }

    /// Whether half of the words of the passage are the template's.
    fn is_mostly_template(&self) -> bool {
        let words = |reading: &Parted| reading.words.len() as u64 * reading.weight;
        let all: u64 = self.readings.iter().map(words).sum();
        self.articles.len() as u64 * self.total * 2 >= all
    }

    /// Whether most values are a few words, or a third of their words is in names, figures or addresses.
    fn has_names(&self, place: &Range<usize>) -> bool {
        const SHORT: usize = 3;
        let is_named = |(reading, words): &(&Parted, Range<usize>)| {
            let plain = words.clone().filter(|&word| is_plain_word(reading.text_of(word)));
            words.len() <= SHORT || plain.count() * 3 <= words.len() * 2
        };
        let weight = |(reading, _): (&Parted, _)| reading.weight;
        let all: u64 = self.stretches(place).map(weight).sum();
        self.stretches(place).filter(is_named).map(weight).sum::<u64>() * 2 > all
    }

    fn is_article(&self, at: usize) -> bool {
        self.articles.get(at).is_some_and(|is_article| *is_article)
    }

    /// The place with the article before it, when those that lack that have a name at once: most names have one, and
    /// some have none.
    fn with_article(&self, template: &Range<usize>) -> Option<Range<usize>> {
        let at = template.start.checked_sub(1).filter(|&at| self.is_article(at))?;
        let extended = at..template.end;
        let rest = self.readings.iter().filter(|reading| {
            let next = reading.place_behind(at);
            next.is_some() && reading.matched.get(at).is_some_and(|word| *word != next)
        });
        let mut rest = rest.peekable();
        rest.peek()?;
        let is_name = |reading: &Parted| {
            let words = reading.stretch(&extended);
            words.is_none_or(|words| !is_plain_word(reading.text_of(words.start)))
        };
        rest.all(is_name).then_some(extended)
    }

    /// Whether no value has the most of a gap between two words of the template.
    fn varies(&self, gap: usize) -> bool {
        let mut weights: HashMap<&str, u64, FixedState> = HashMap::default();
        for (value, weight) in self.values(&(gap..gap)) {
            *weights.entry(value).or_default() += weight;
        }
        weights.values().all(|weight| weight * 2 <= self.total)
    }

    /// What stands in a place, and in how many charters.
    fn values(&self, place: &Range<usize>) -> impl Iterator<Item = (&str, u64)> {
        self.stretches(place).map(|(reading, words)| (reading.value(&words), reading.weight))
    }

    /// The same, with the values of those that have other words beside them than the template.
    fn wide_values(&self, place: &Range<usize>) -> impl Iterator<Item = (&str, u64)> {
        self.readings.iter().filter_map(move |reading| {
            let words = reading.stretch(place);
            let words = words.or_else(|| reading.wide_stretch(place, [false; 2]))?;
            Some((reading.value(&words), reading.weight))
        })
    }

    fn stretches(&self, place: &Range<usize>) -> impl Iterator<Item = (&Parted, Range<usize>)> {
        self.readings.iter().filter_map(|reading| Some((reading, reading.stretch(place)?)))
    }
}

/// Which words of the template are short ones that say nothing alone, as some reading writes them.
fn articles(count: usize, readings: &[Parted], language: Option<Language>) -> Vec<bool> {
    let is_article = |at: usize| {
        let mut written =
            readings.iter().filter_map(|it| Some(it.text_of((*it.matched.get(at)?)?)));
        written.find(|word| is_plain_word(word)).is_some_and(|word| says_nothing(word, language))
    };
    (0..count).map(is_article).collect()
}

/// Whether all words of a text are plain and short, and none would make a change one of substance.
fn says_nothing(text: &str, language: Option<Language>) -> bool {
    const LONGEST: usize = 3;
    let is_short = |word: &str| word.chars().count() <= LONGEST && is_plain_word(word);
    let mut words = words(text).filter_map(|word| text.get(word.start..word.end));
    !text.is_empty() && words.all(is_short) && whole(text, language).triggers.is_empty()
}

/// How many plain words stand before the first that is none; none when all are plain.
fn plain_before(reading: &Parted, words: &Range<usize>) -> usize {
    let mut words = words.clone();
    words.position(|word| !is_plain_word(reading.text_of(word))).unwrap_or_default()
}

/// How many plain words stand behind the last that is none.
fn plain_behind(reading: &Parted, words: &Range<usize>) -> usize {
    let mut words = words.clone().rev();
    words.position(|word| !is_plain_word(reading.text_of(word))).unwrap_or_default()
}

/// Where the own values of a reading stand in its text, and of what sort each is.
fn own_values(
    reading: &Parted,
    places: &[OwnPlace],
    language: Option<Language>,
) -> Vec<(Value, Range<usize>)> {
    let of_place = |place: &OwnPlace| {
        let words = own_words(reading, place, language)?;
        let start = reading.words.get(words.start)?.start;
        Some((place.sort, start..start + reading.value(&words).len()))
    };
    places.iter().filter_map(of_place).collect()
}

/// A text with a sign in place of each own value.
fn with_signs(text: &str, values: Vec<(Value, Range<usize>)>) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for (sort, place) in values {
        masked.push_str(text.get(done..place.start).unwrap_or_default());
        masked.push(sort.sign());
        done = place.end;
    }
    masked.push_str(text.get(done..).unwrap_or_default());
    masked
}

/// The words of a reading that are its value in a place, without those beside it that say something.
fn own_words(
    reading: &Parted,
    OwnPlace { template, is_plain, .. }: &OwnPlace,
    language: Option<Language>,
) -> Option<Range<usize>> {
    let words = reading.stretch(template).or_else(|| reading.wide_stretch(template, *is_plain))?;
    let [begins_plain, ends_plain] = *is_plain;
    let start = words.start + plain_before(reading, &words);
    let end = words.end - plain_behind(reading, &words);
    let is_none = |is_plain: bool, beside: Range<usize>| {
        !is_plain && !beside.is_empty() && !says_nothing(reading.value(&beside), language)
    };
    Some(Range {
        start: if is_none(begins_plain, words.start..start) { start } else { words.start },
        end: if is_none(ends_plain, end..words.end) { end } else { words.end },
    })
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
