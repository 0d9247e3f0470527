//! One passage: its readings, the baseline's, and how the others differ from it.

use std::collections::BTreeMap;

use super::equivalent::with_equivalents;
use super::tally::{Reading, Tally};
use super::{FamilyComparison, Finding, Position};
use crate::drift::census::NONE;
use crate::drift::corpus::{CharterId, Class, TextRef};
use crate::drift::difference::{Level, Subject, differ};
use crate::drift::mask::PORTAL;
use crate::drift::report::Passage;
use crate::drift::votes::{Majority, majority};
use crate::model::Consent;

/// What a reading is, exactly.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Exact {
    /// Its lines: several where the passage was split.
    pub(super) lines: Vec<TextRef>,
    /// How the portal's addresses in it are written, or [`NONE`].
    pub(super) form: u32,
    /// What it states of consent.
    pub(super) consent: Option<Consent>,
    /// Its text with signs in place of what is each portal's own, where something is.
    pub(super) masked: Option<Box<str>>,
    /// Its text with the baseline's numbers of the headings that it refers to, where these have others.
    pub(super) meant: Option<Box<str>>,
}

impl Default for Exact {
    fn default() -> Self {
        Self { lines: Vec::new(), form: NONE, consent: None, masked: None, meant: None }
    }
}

impl Exact {
    /// A reading of one text, which is a part of something that has addresses of this form.
    pub(super) fn part(comparing: &FamilyComparison<'_>, text: u32, form: u32) -> Self {
        let has_address = comparing.corpus.census.texts.get(text).contains(PORTAL);
        let form = if has_address { form } else { NONE };
        Self { lines: vec![TextRef::Text(text)], form, ..Self::default() }
    }

    pub(super) fn text(&self, comparing: &FamilyComparison<'_>) -> String {
        match &self.masked {
            Some(masked) => masked.as_ref().to_owned(),
            None => self.written(comparing),
        }
    }

    /// Its text as it is written, but for the portal's address.
    pub(super) fn written(&self, comparing: &FamilyComparison<'_>) -> String {
        let lines: Vec<_> = self.lines.iter().map(|&line| comparing.corpus.text(line)).collect();
        lines.join("\n")
    }
}

/// What the baseline has in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Base {
    /// Its reading, by number.
    pub(super) reading: usize,
    pub(super) class: Class,
    /// How many charters have these words.
    pub(super) agreeing: u64,
    /// Whether the first path decided between words.
    pub(super) tie: bool,
    /// Whether it decided between texts of the same words.
    pub(super) exact_tie: bool,
}

/// What the baseline has: the reading of the one that was named, else the words that most have, and
/// of these the text that most have.
pub(super) fn base(tally: &Tally<Exact>) -> Option<Base> {
    let numbered = || (0..).zip(&tally.readings);
    let of_class = |class: Class| numbered().filter(move |(_, it)| it.class == class);
    if let Some((reading, it)) = tally.baseline.and_then(|at| Some((at, tally.readings.get(at)?))) {
        let agreeing = of_class(it.class).map(|(_, it)| it.weight).sum();
        return Some(Base { reading, class: it.class, agreeing, tie: false, exact_tie: false });
    }
    let words = majority(numbered().map(|(_, it)| (it.class, it.weight, it.first)))?;
    let exact = of_class(words.of).map(|(number, it)| (number, it.weight, it.first));
    let exact = majority(exact)?;
    Some(Base {
        reading: exact.of,
        class: words.of,
        agreeing: words.weight,
        tie: words.tie,
        exact_tie: exact.tie,
    })
}

/// A passage that the baseline has, being compared.
pub(super) struct Compared<'p> {
    pub(super) comparing: &'p FamilyComparison<'p>,
    pub(super) subject: Subject,
    pub(super) passage: Passage,
    pub(super) position: Position,
    pub(super) tally: &'p Tally<Exact>,
    pub(super) base: Base,
}

impl Compared<'_> {
    /// Finds all readings that differ from the baseline's.
    pub(super) fn compare(mut self, found: &mut Vec<Finding>) {
        let equivalent = with_equivalents(self.comparing, self.tally, self.base);
        let tally = equivalent.map(|(tally, base)| {
            self.base = base;
            tally
        });
        let all = Compared { tally: tally.as_ref().unwrap_or(self.tally), ..self };
        all.find_other_words(found);
        all.find_same_words(found);
    }

    fn baseline(&self) -> Option<&Reading<Exact>> {
        self.tally.readings.get(self.base.reading)
    }

    /// Readings with other words: one variation for each wording.
    fn find_other_words(&self, found: &mut Vec<Finding>) {
        for readings in self.tally.by_words() {
            if readings.first().is_some_and(|reading| reading.class == self.base.class) {
                continue;
            }
            let who = readings.into_iter().flat_map(|reading| {
                let charters = self.comparing.charters(&reading.at);
                charters.into_iter().map(move |charter| (charter, reading))
            });
            let (agreeing, tie) = (self.base.agreeing, self.base.tie);
            found.extend(self.found(Level::Words, who.collect(), agreeing, tie));
        }
    }

    /// Readings with the same words, set otherwise or with another address.
    fn find_same_words(&self, found: &mut Vec<Finding>) {
        let Some(baseline) = self.baseline() else { return };
        let base_text = baseline.key.text(self.comparing);
        let host = self.host(baseline);
        let mut others: BTreeMap<(Level, String), Holders<'_>> = BTreeMap::new();
        // How many charters agree in the address; also in typography; in everything.
        let mut agreeing = [0; 3];
        for reading in self.tally.readings.iter().filter(|it| it.class == self.base.class) {
            let is_same_text = reading.key.lines == baseline.key.lines;
            if is_same_text && reading.key.form == NONE && baseline.key.form == NONE {
                // As almost all charters have it: nothing to look at one by one.
                for count in &mut agreeing {
                    *count += reading.weight;
                }
                continue;
            }
            let has_same_values = is_same_text || reading.key.masked.is_none();
            let setting = setting(&base_text, reading.key.text(self.comparing));
            for charter in self.comparing.charters(&reading.at) {
                let has_same_address = reading.key.form == baseline.key.form
                    && (reading.key.form == NONE || self.comparing.corpus.host(charter) == host.of);
                let difference = match &setting {
                    _ if !(has_same_address && has_same_values) => {
                        Some((Level::Parameter, String::new()))
                    }
                    other => other.clone(),
                };
                let level = difference.as_ref().map(|(level, _)| *level);
                let levels = [Level::Parameter, Level::Typography, Level::Layout];
                for (count, at) in agreeing.iter_mut().zip(levels) {
                    *count += u64::from(level.is_none_or(|level| level < at));
                }
                if let Some(difference) = difference {
                    others.entry(difference).or_default().push((charter, reading));
                }
            }
        }
        for ((level, _), who) in others {
            let [address, typography, layout] = agreeing;
            let (agreeing, tie) = match level {
                Level::Parameter => (address, self.base.exact_tie || host.tie),
                Level::Typography => (typography, self.base.exact_tie),
                _ => (layout, self.base.exact_tie),
            };
            found.extend(self.found(level, who, agreeing, tie));
        }
    }

    /// The host that the baseline's addresses have, where it has any.
    fn host(&self, baseline: &Reading<Exact>) -> Majority<&str> {
        const NONE_AT_ALL: Majority<&str> = Majority { of: "", weight: 0, tie: false };
        let corpus = self.comparing.corpus;
        if baseline.key.form == NONE {
            return NONE_AT_ALL;
        }
        if self.tally.baseline.is_some() {
            return Majority { of: corpus.census.baseline_host(), ..NONE_AT_ALL };
        }
        let hosts = self.comparing.charters(&baseline.at).into_iter();
        let hosts = majority(hosts.map(|charter| (corpus.host(charter), 1, charter)));
        hosts.unwrap_or(NONE_AT_ALL)
    }

    fn found(
        &self,
        level: Level,
        mut who: Holders<'_>,
        agreeing: u64,
        tie: bool,
    ) -> Option<Finding> {
        who.sort_by_key(|&(charter, _)| charter);
        let &(_, reading) = who.first()?;
        let baseline = self.baseline()?;
        let mut readings: Vec<&Reading<Exact>> = who.iter().map(|&(_, reading)| reading).collect();
        readings.sort_unstable_by_key(|reading| std::ptr::from_ref(*reading));
        readings.dedup_by(|one, other| std::ptr::eq(*one, *other));
        let mut at: Vec<_> = readings.into_iter().flat_map(|it| &it.at).copied().collect();
        at.sort_unstable();
        Some(Finding {
            baseline: Some(baseline.key.text(self.comparing)),
            reading: Some(reading.key.text(self.comparing)),
            meant: reading.key.meant.as_deref().map(str::to_owned),
            charters: who.into_iter().map(|(charter, _)| charter).collect(),
            at,
            agreeing,
            tie,
            states_other_consent: differ(baseline.key.consent, reading.key.consent),
            ..Finding::new(self.subject, level, &self.passage, self.position)
        })
    }
}

/// The charters that have a reading.
type Holders<'r> = Vec<(CharterId, &'r Reading<Exact>)>;

/// How a text with the same words differs from the baseline's, and what tells it from others that
/// differ so; nothing when it is the same.
fn setting(baseline: &str, reading: String) -> Option<(Level, String)> {
    let dense = |text: &str| text.chars().filter(|c| !c.is_ascii_whitespace()).collect::<String>();
    if baseline == reading {
        return None;
    }
    let (there, here) = (dense(baseline), dense(&reading));
    Some(if there == here { (Level::Layout, reading) } else { (Level::Typography, here) })
}
