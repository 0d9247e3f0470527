//! One reading, taken apart: its words, its clauses, and the wordings that have a part in claims.

use std::collections::BTreeSet;
use std::ops::Range;

use super::quantity;
use crate::drift::mask::PORTAL;
use crate::drift::words::{spellings, words};
use crate::lexicon::{ClaimTerm, ConsentTerm, Language, Lexicon, Sense};
use crate::model::Kind;
use crate::quantity::Quantity;
use crate::text::{Word, is_letter, is_space};

pub(super) const APOSTROPHES: [char; 4] = ['\'', '\u{2019}', '\u{2018}', '\u{2bc}'];

/// A reading and what is found in it before anything is made of it.
pub(super) struct Reading<'t> {
    pub(super) text: &'t str,
    pub(super) words: Vec<Word>,
    /// The wordings with a part in claims, in order; one that has several senses is here as often.
    pub(super) hits: Vec<Hit>,
    /// Every number, date and duration, with its words, in order.
    pub(super) quantities: Vec<(Range<usize>, Quantity)>,
    /// The number of the clause each word stands in.
    clauses: Vec<usize>,
    /// The number of the sentence each word stands in.
    sentences: Vec<usize>,
}

/// A wording with a part in claims.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// The numbers of its words.
    pub(super) words: Range<usize>,
    pub(super) sense: Sense,
}

impl Hit {
    pub(super) fn says_of_consent(&self, term: ConsentTerm) -> bool {
        self.sense == Sense::Consent(term)
    }
}

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Clause,
    Sentence,
}

impl<'t> Reading<'t> {
    pub(super) fn new(text: &'t str, language: Option<Language>, is_strict: bool) -> Self {
        let words: Vec<_> = words(text).collect();
        let gaps = gaps(text, &words);
        let in_address = in_address(text, &words);
        let mut hits = hits(text, &words, &gaps, &in_address, language);
        let mut quantities = quantity::of_words(text, &words, &in_address, language, is_strict);
        let is_idle = |hit: &Hit| hit.sense == Sense::Claim(ClaimTerm::Idle);
        without(&mut quantities, hits.iter().filter(|hit| is_idle(hit)).map(|hit| &hit.words));
        let places = quantities.iter().map(|quantity| &quantity.0);
        let mut places = places.peekable();
        hits.retain(|hit| {
            while places.next_if(|place| place.end <= hit.words.start).is_some() {}
            let is_inside = places.peek().is_some_and(|place| place.contains(&hit.words.start));
            !is_inside && !is_idle(hit)
        });
        let mut clauses = count(&gaps, Gap::Clause);
        let sentences = count(&gaps, Gap::Sentence);
        // "And" and "but" begin another clause, too.
        let mut begun = 0;
        let mut conjunctions =
            hits.iter().filter(|hit| hit.says_of_consent(ConsentTerm::Conjunction)).peekable();
        for (at, clause) in clauses.iter_mut().enumerate() {
            begun += usize::from(conjunctions.next_if(|hit| hit.words.start == at).is_some());
            *clause += begun;
        }
        Self { text, words, hits, quantities, clauses, sentences }
    }

    /// Which of the kinds that ask for a visitor's agreement it has words for.
    pub(super) fn kinds(&self) -> BTreeSet<Kind> {
        let kind = |hit: &Hit| match hit.sense {
            Sense::Category(kind @ (Kind::Statistics | Kind::Marketing)) => Some(kind),
            _ => None,
        };
        self.hits.iter().filter_map(kind).collect()
    }

    pub(super) fn spellings(&self) -> Vec<u64> {
        spellings(&self.words)
    }

    /// The text of some words, as it stands.
    pub(super) fn text_of(&self, words: &Range<usize>) -> &'t str {
        let start = self.words.get(words.start).map_or(0, |word| word.start);
        let end = self.words.get(words.end.saturating_sub(1)).map_or(start, |word| word.end);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The same with the apostrophe of a word that is short for a longer one.
    pub(super) fn text_of_elided(&self, words: &Range<usize>) -> &'t str {
        let start = self.words.get(words.start).map_or(0, |word| word.start);
        let end = start + self.text_of(words).len();
        let after = self.text.get(end..).unwrap_or_default();
        let apostrophe = after.chars().next().filter(|c| APOSTROPHES.contains(c));
        let end = end + apostrophe.map_or(0, char::len_utf8);
        self.text.get(start..end).unwrap_or_default()
    }

    /// What stands between a word and the one after it.
    pub(super) fn after(&self, word: usize) -> &'t str {
        let end = self.words.get(word).map_or(self.text.len(), |word| word.end);
        let next = self.words.get(word + 1).map_or(self.text.len(), |word| word.start);
        self.text.get(end..next).unwrap_or_default()
    }

    /// The wordings that begin at one of these words.
    pub(super) fn hits_in(&self, words: Range<usize>) -> impl Iterator<Item = &Hit> {
        let first = self.hits.partition_point(|hit| hit.words.start < words.start);
        self.hits.iter().skip(first).take_while(move |hit| hit.words.start < words.end)
    }

    pub(super) fn in_one_clause(&self, one: usize, other: usize) -> bool {
        self.clauses.get(one) == self.clauses.get(other)
    }

    pub(super) fn in_one_sentence(&self, one: usize, other: usize) -> bool {
        self.sentences.get(one) == self.sentences.get(other)
    }
}

/// How many gaps of at least this kind there are up to each word.
fn count(gaps: &[Gap], least: Gap) -> Vec<usize> {
    let mut number = 0;
    let up_to = |gap: &Gap| {
        number += usize::from(*gap >= least);
        number
    };
    gaps.iter().map(up_to).collect()
}

/// Takes away what shares a word with one of these, which are in order as well.
fn without<'h>(
    quantities: &mut Vec<(Range<usize>, Quantity)>,
    idle: impl Iterator<Item = &'h Range<usize>>,
) {
    let mut idle = idle.peekable();
    quantities.retain(|(words, _)| {
        while idle.next_if(|idle| idle.end <= words.start).is_some() {}
        idle.peek().is_none_or(|idle| idle.start >= words.end)
    });
}

/// The gap before each word.
fn gaps(text: &str, words: &[Word]) -> Vec<Gap> {
    let mut before = "";
    let mut end = 0;
    let gap = |word: &Word| {
        let between = text.get(end..word.start).unwrap_or_default();
        let after = text.get(word.start..word.end).unwrap_or_default();
        let gap = gap(before, between, after);
        (before, end) = (after, word.end);
        gap
    };
    words.iter().map(gap).collect()
}

fn gap(before: &str, between: &str, after: &str) -> Gap {
    const SENTENCE: [char; 4] = ['!', '?', '•', '…'];
    const CLAUSE: [char; 10] = [',', ';', '\u{37e}', ':', '(', ')', '–', '—', '[', ']'];
    let is_capital = !after.starts_with(char::is_lowercase);
    let is_short = before.chars().nth(2).is_none();
    // "1.5", "10:30", "a/b": a mark that nothing separates from either word.
    if !between.contains(is_space) && matches!(between, "." | "," | ":") {
        Gap::None
    } else if between.contains(SENTENCE)
        // The dot of "c. à d." ends nothing, and neither does the end of a line that goes on.
        || (between.contains('.') && (is_capital || !is_short))
        || (between.contains('\n') && is_capital)
    {
        Gap::Sentence
    } else if between.contains(CLAUSE) {
        Gap::Clause
    } else {
        Gap::None
    }
}

/// The longest wordings, none over another, in order.
fn hits(
    text: &str,
    words: &[Word],
    gaps: &[Gap],
    in_address: &[bool],
    language: Option<Language>,
) -> Vec<Hit> {
    let lexicon = Lexicon::get();
    let mut hits = Vec::new();
    let mut next = 0;
    for (at, (word, in_address)) in words.iter().zip(in_address).enumerate() {
        if at < next || *in_address {
            continue;
        }
        // No wording goes on over a mark.
        let together = words.iter().zip(gaps).enumerate().skip(at);
        let spellings = together
            .take_while(|(place, (_, gap))| *place == at || **gap == Gap::None)
            .map(|(_, (word, _))| word.spelling);
        let Some((length, senses)) = lexicon.claim(language, spellings) else { continue };
        next = at + length;
        let is_joined = is_joined(text, words, &(at..next));
        let counts = |sense: &Sense| !(is_joined && stands_alone(*sense));
        let first = hits.len();
        hits.extend(shorter(lexicon, language, word, &(at..next)));
        for sense in senses.filter(counts) {
            // Two forms that differ in accents only are one.
            if hits.iter().skip(first).all(|hit: &Hit| hit.sense != sense) {
                hits.push(Hit { words: at..next, sense });
            }
        }
    }
    hits
}

/// The first of these words, where it is the second half of a pair when it stands alone: "plus" of
/// "plus de" may be that of "ne … plus".
fn shorter(
    lexicon: &Lexicon,
    language: Option<Language>,
    word: &Word,
    words: &Range<usize>,
) -> Option<Hit> {
    if words.len() == 1 {
        return None;
    }
    let sense = Sense::Claim(ClaimTerm::NotAfterOpening);
    let (_, mut senses) = lexicon.claim(language, [word.spelling])?;
    senses.any(|it| it == sense).then(|| Hit { words: words.start..words.start + 1, sense })
}

/// Whether each word is part of an address or of the name of a file.
fn in_address(text: &str, words: &[Word]) -> Vec<bool> {
    let start_of = |chunk: &str| chunk.as_ptr() as usize - text.as_ptr() as usize;
    let mut addresses = text
        .split(is_space)
        .filter(|chunk| is_address(chunk))
        .map(|chunk| start_of(chunk)..start_of(chunk) + chunk.len())
        .peekable();
    let is_in = |word: &Word| {
        while addresses.next_if(|address| address.end <= word.start).is_some() {}
        addresses.peek().is_some_and(|address| address.start <= word.start)
    };
    words.iter().map(is_in).collect()
}

fn is_address(chunk: &str) -> bool {
    let mut before = ' ';
    let mut characters = chunk.chars().peekable();
    while let Some(c) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        let is_dot = c == '.' && is_letter(before) && after.is_lowercase();
        if matches!(c, '@' | PORTAL) || is_dot || (c == '/' && before == ':') {
            return true;
        }
        before = c;
    }
    false
}

/// Whether a word means something else as part of a compound: there are places, fonts and
/// extensions whose names begin with a negation.
fn stands_alone(sense: Sense) -> bool {
    match sense {
        Sense::Claim(term) => matches!(
            term,
            ClaimTerm::Not | ClaimTerm::Only | ClaimTerm::Must | ClaimTerm::Should | ClaimTerm::May
        ),
        Sense::Consent(term) => matches!(
            term,
            ConsentTerm::Negation
                | ConsentTerm::Without
                | ConsentTerm::Only
                | ConsentTerm::Required
        ),
        _ => false,
    }
}

/// Whether a hyphen joins these words to the one before or after them.
fn is_joined(text: &str, words: &[Word], range: &Range<usize>) -> bool {
    const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];
    let start = words.get(range.start).map_or(0, |word| word.start);
    let end = words.get(range.end.saturating_sub(1)).map_or(0, |word| word.end);
    let joins = |mut characters: [Option<char>; 2]| {
        let [hyphen, letter] = &mut characters;
        hyphen.is_some_and(|c| HYPHENS.contains(&c)) && letter.is_some_and(is_letter)
    };
    let mut before = text.get(..start).unwrap_or_default().chars().rev();
    let mut after = text.get(end..).unwrap_or_default().chars();
    joins([before.next(), before.next()]) || joins([after.next(), after.next()])
}
