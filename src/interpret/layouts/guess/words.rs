//! The words of a line whose cells are looked for, and the wordings among them. Where letters change
//! without a space, a word ends: it is read as if a space stood there.

use std::ops::Range;

use crate::interpret::Context;
use crate::lexicon::{Hit, Term};

/// The words of a text, and the wordings among them.
#[derive(Debug)]
pub(super) struct Words {
    /// Where each word stands in the text.
    pub(super) places: Vec<Range<usize>>,
    /// The spelling of each.
    pub(super) spellings: Vec<u64>,
    capitals: Vec<bool>,
    firsts: Vec<bool>,
    /// Whether something else than a space stands between a word and the one before.
    marked: Vec<bool>,
    hits: Vec<Hit>,
    /// Where the hits of each word begin.
    starts: Vec<usize>,
}

impl Words {
    /// The words of `text`, which ends at each of the `cuts`.
    pub(super) fn of(text: &str, cuts: &[usize], context: &mut Context<'_>) -> Self {
        let mut parted = String::with_capacity(text.len() + cuts.len());
        let mut gaps = Vec::new();
        for pair in cuts.windows(2) {
            let [from, to] = pair else { continue };
            let part = text.get(*from..*to).unwrap_or_default();
            parted.push_str(part);
            if !part.ends_with(' ') && *to < text.len() {
                parted.push(' ');
                gaps.push(parted.len());
            }
        }
        let scan = context.scan(&parted);
        let mut gaps_before = 0;
        let mut places = Vec::with_capacity(scan.words.len());
        for word in &scan.words {
            while gaps.get(gaps_before).is_some_and(|gap| *gap <= word.start) {
                gaps_before += 1;
            }
            places.push(word.start - gaps_before..word.end - gaps_before);
        }
        let hits: Vec<Hit> = scan.hits.clone();
        let spellings = scan.words.iter().map(|word| word.spelling).collect();
        let first_of = |place: &Range<usize>| {
            text.get(place.clone()).and_then(|word| word.chars().next()).unwrap_or(' ')
        };
        let capitals = places.iter().map(|place| first_of(place).is_uppercase()).collect();
        let mut firsts = Vec::with_capacity(places.len());
        let mut marked = Vec::with_capacity(places.len());
        let mut end = 0;
        for place in &places {
            let between = text.get(end..place.start).unwrap_or_default();
            // A hyphen or an apostrophe inside a word begins no cell.
            let cut = cuts.partition_point(|&cut| cut < end);
            let is_cut = cuts.get(cut).is_some_and(|&cut| cut <= place.start);
            firsts.push(end == 0 || is_cut || between.contains(' '));
            marked.push(between.contains(|c: char| c != ' '));
            end = place.end;
        }
        let mut starts = Vec::with_capacity(places.len() + 1);
        let mut at = 0;
        for word in 0..=places.len() {
            while hits.get(at).is_some_and(|hit| hit.word < word) {
                at += 1;
            }
            starts.push(at);
        }
        Self { places, spellings, capitals, firsts, marked, hits, starts }
    }

    /// The wordings that begin with a word.
    pub(super) fn hits_at(&self, word: usize) -> &[Hit] {
        let start = self.starts.get(word).copied().unwrap_or(self.hits.len());
        let end = self.starts.get(word + 1).copied().unwrap_or(self.hits.len());
        self.hits.get(start..end).unwrap_or_default()
    }

    /// Whether a label begins with a word, and the word with a capital.
    pub(super) fn begins_label(&self, word: usize) -> bool {
        let is_label = |hit: &Hit| matches!(hit.term, Term::Label(_));
        self.is_capital(word) && self.hits_at(word).iter().any(is_label)
    }

    pub(super) fn is_capital(&self, word: usize) -> bool {
        self.capitals.get(word).copied().unwrap_or_default()
    }

    /// Whether a word does not stand in the middle of another.
    pub(super) fn is_first(&self, word: usize) -> bool {
        self.firsts.get(word).copied().unwrap_or(true)
    }

    /// Whether a mark stands before a word.
    pub(super) fn is_marked(&self, word: usize) -> bool {
        self.marked.get(word).copied().unwrap_or_default()
    }

    /// Whether a word has this meaning.
    pub(super) fn is(&self, word: usize, term: Term) -> bool {
        self.hits_at(word).iter().any(|hit| hit.length == 1 && hit.term == term)
    }
}
