//! What stands out in a line: names of cookies, durations, providers and categories, each with the places
//! where it begins and ends.

mod durations;
mod names;

use super::header::Slot;
use super::line::Style;
use super::words::Words;
use crate::interpret::Context;
use crate::interpret::names::Looks;
use crate::lexicon::{Language, Lexicon, Measure, RetentionTerm, Term, Unit};
use crate::model::Kind;

/// A part of a line that stands out, from one cut to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) what: What,
    /// How well it fits in a column of its own.
    pub(super) score: i32,
}

/// What stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Name(Looks),
    Retention,
    Number,
    Provider,
    Category,
    Party,
    Host,
}

impl What {
    /// How much of its score counts in a column, if it may stand there.
    pub(super) fn fits(self, slot: Slot) -> Option<i32> {
        match (slot, self) {
            (Slot::Name, Self::Name(_))
            | (Slot::Retention | Slot::Number | Slot::Open, Self::Retention)
            | (Slot::Number, Self::Number)
            | (Slot::Provider | Slot::Other | Slot::Open, Self::Provider)
            | (Slot::Category, Self::Category | Self::Party)
            | (Slot::Party, Self::Party)
            | (Slot::Domain, Self::Host) => Some(0),
            (Slot::Provider, Self::Party | Self::Host)
            | (Slot::Party | Slot::Domain, Self::Provider) => Some(-4),
            (Slot::Other | Slot::Open, Self::Category | Self::Party | Self::Host) => Some(-8),
            _ => None,
        }
    }
}

/// No name, list of names, duration or provider is longer, in bytes.
const LONGEST: usize = 160;
/// Over how many cuts names are looked for.
const CUTS: usize = 24;

/// A text with the places where a cell may begin.
pub(super) struct Text<'t> {
    pub(super) line: &'t str,
    pub(super) cuts: &'t [usize],
    pub(super) style: Style,
}

impl<'t> Text<'t> {
    /// What stands between two cuts, without spaces round it.
    pub(super) fn part(&self, start: usize, end: usize) -> &'t str {
        let place = |cut: usize| self.cuts.get(cut).copied().unwrap_or(self.line.len());
        self.line.get(place(start)..place(end)).unwrap_or_default().trim_matches(' ')
    }

    /// The cut at a place, or the first after it.
    fn cut_at(&self, place: usize) -> usize {
        self.cuts.partition_point(|&cut| cut < place)
    }
}

/// Everything that stands out, in the order of where it begins.
pub(super) fn find(text: &Text<'_>, words: &Words, context: &mut Context<'_>) -> Vec<Anchor> {
    let mut anchors = Vec::new();
    for start in 0..text.cuts.len().saturating_sub(1) {
        names::names(text, start, context.lexicon, &mut anchors);
        names::providers(text, start, &mut anchors);
    }
    let (lexicon, language) = (context.lexicon, context.language);
    let mut scan = Scanner { text, words, lexicon, language, anchors: &mut anchors };
    for word in 0..words.places.len() {
        scan.retention(word);
        scan.category(word);
    }
    anchors.sort_by_key(|anchor| anchor.start);
    anchors
}
struct Scanner<'a> {
    text: &'a Text<'a>,
    words: &'a Words,
    lexicon: &'static Lexicon,
    /// The language of the text.
    language: Option<Language>,
    anchors: &'a mut Vec<Anchor>,
}

impl Scanner<'_> {
    /// The cut at which a word begins a part, if it does.
    fn begins(&self, word: usize) -> Option<usize> {
        let place = self.words.places.get(word)?;
        let cut = self.text.cuts.partition_point(|&cut| cut <= place.start).checked_sub(1)?;
        let at = *self.text.cuts.get(cut)?;
        let before = word.checked_sub(1).and_then(|before| self.words.places.get(before));
        before.is_none_or(|before| before.end <= at).then_some(cut)
    }

    /// The cut before which a word ends a part, if it does.
    fn ends(&self, word: usize) -> Option<usize> {
        let place = self.words.places.get(word)?;
        let cut = self.text.cuts.partition_point(|&cut| cut < place.end);
        let at = *self.text.cuts.get(cut)?;
        self.words.places.get(word + 1).is_none_or(|next| next.start >= at).then_some(cut)
    }

    /// The categories that begin with a word: their wordings, and words for cookies.
    fn category(&mut self, first: usize) {
        let Some(start) = self.begins(first) else { return };
        let (mut word, mut has_kind, mut is_party) = (first, false, true);
        while word < first + 6 {
            let hits = self.words.hits_at(word).iter();
            let longest = hits
                .filter(|hit| {
                    matches!(hit.term, Term::Category(_))
                        || hit.term == Term::Cookie && word > first
                })
                .max_by_key(|hit| hit.length);
            let Some(hit) = longest else { break };
            let (length, term) = (hit.length, hit.term);
            if let Term::Category(kind) = term {
                has_kind = true;
                is_party &= matches!(kind, Kind::FirstParty | Kind::ThirdParty);
            }
            word += length;
            if has_kind && let Some(end) = self.ends(word - 1) {
                let what = if is_party { What::Party } else { What::Category };
                self.anchors.push(Anchor { start, end, what, score: 18 });
            }
        }
        let tells = |measure: Measure| {
            matches!(
                measure,
                Measure::Unit(Unit::Session | Unit::Forever)
                    | Measure::Term(RetentionTerm::Session | RetentionTerm::Forever)
            )
        };
        let spellings = self.words.spellings.get(first..first + 1).unwrap_or_default();
        let is_kept = self
            .lexicon
            .measure(None, spellings.iter().copied())
            .is_some_and(|(_, mut measures)| measures.any(tells));
        if is_kept
            && !has_kind
            && let Some(end) = self.ends(first)
        {
            self.anchors.push(Anchor { start, end, what: What::Category, score: 16 });
        }
    }
}
