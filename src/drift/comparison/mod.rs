//! What differs between two readings of one passage, word by word.

mod claims;
mod consent;
mod diff;
mod edits;
mod matching;
mod negation;
mod quantity;
mod reading;
#[cfg(test)]
mod sentences;
mod side;

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

pub(super) use diff::{changes, kept, longest_rise};
pub(super) use edits::edits_as_written;

use super::report::Edit;
use super::words::{class, spellings};
use crate::interpret::retention_of;
use crate::lexicon::{ClaimTerm, Language, Lexicon};
use crate::model::RetentionKind;
use crate::quantity::Quantity;
use crate::text::{Typography, normal, unmarked_prose};
use claims::{Meaning, Occurrence, claims};
use reading::Reading;
use side::Side;

/// What a trigger word is about; what weighs more comes later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    /// A number or a date.
    Number,
    /// How long something is kept.
    Duration,
    /// "Not", "without", "only", "except".
    Negation,
    /// "Must", "may".
    Obligation,
    /// Whether persons can be told.
    Anonymity,
    /// Somebody other than the portal.
    ThirdParty,
    /// The visitor's agreement.
    Consent,
}

/// A word that makes a change one of substance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trigger {
    pub(super) claim: Claim,
    /// The word as it stands in the text.
    pub(super) word: String,
}

/// What differs between two readings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Comparison {
    /// How many words both have, in the same order.
    pub(super) kept: usize,
    /// How many words the longer of them has.
    pub(super) longer: usize,
    /// Whether words are changed beyond other spellings of the same number or duration, and short forms.
    pub(super) is_changed: bool,
    /// Whether words for kinds of cookies are changed, so that both have not the same kinds.
    pub(super) has_other_kinds: bool,
    /// The trigger words among the changed ones: the baseline's, then the reading's, each once.
    pub(super) triggers: Vec<Trigger>,
    /// The runs of words that differ.
    pub(super) edits: Vec<Edit>,
}

/// How two readings are compared.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Manner<'m> {
    /// The language of both.
    pub(super) language: Option<Language>,
    /// Whether they are what tables say of how long a cookie is kept.
    pub(super) is_retention: bool,
    /// What the reading is taken to say, when that is not just its text.
    pub(super) meant: Option<&'m str>,
}

impl From<Option<Language>> for Manner<'_> {
    fn from(language: Option<Language>) -> Self {
        Self { language, ..Self::default() }
    }
}

/// Compares two readings.
pub(super) fn compare<'m>(
    baseline: &str,
    reading: &str,
    manner: impl Into<Manner<'m>>,
) -> Comparison {
    let Manner { language, is_retention, meant } = manner.into();
    let (edits, is_strict) = (edits::edits(baseline, reading), !is_retention);
    let shown = [baseline, meant.unwrap_or(reading)].map(unmarked_prose);
    let [one, other] = shown.each_ref().map(|text| Reading::new(text, language, is_strict));
    let changes = changes(&one.spellings(), &other.spellings());
    let (ones, others) = (claims(&one), claims(&other));
    let mut ours = Side::new(&one, &ones, changes.iter().map(|change| &change.one));
    let mut theirs = Side::new(&other, &others, changes.iter().map(|change| &change.other));
    matching::match_claims(&mut ours, &mut theirs);
    let mut triggers = Triggers::default();
    ours.fired().for_each(|claim| triggers.add(&one, claim, |word| ours.is_changed(word)));
    theirs.fired().for_each(|claim| triggers.add(&other, claim, |word| theirs.is_changed(word)));
    let replaced: usize = changes.iter().map(|change| change.one.len()).sum();
    // "Session" and "at the end of the browser session", "2 years" and "after 2 years": in other words the same.
    let kept = |text: &str| retention_of(text, "", language);
    let is_same = is_retention && triggers.found.is_empty() && {
        let [one, other] = shown.each_ref().map(|text| kept(text));
        one.0 != RetentionKind::Unknown && one == other
    };
    // "Don't" and "do not".
    let written_out = |text| class([Lexicon::get().written_out(text, language)]);
    let is_same =
        is_same || !changes.is_empty() && written_out(&shown[0]) == written_out(&shown[1]);
    Comparison {
        kept: one.words.len() - replaced,
        longer: one.words.len().max(other.words.len()),
        is_changed: !is_same && (ours.says_otherwise() || theirs.says_otherwise()),
        has_other_kinds: one.kinds() != other.kinds(),
        triggers: triggers.found,
        edits,
    }
}

/// Which words of a text say a date, or how long something takes.
pub(super) fn measured(text: &str, language: Option<Language>) -> HashSet<usize> {
    let reading = Reading::new(text, language, true);
    let is_measure = |it: &&(Range<usize>, Quantity)| {
        !matches!(it.1, Quantity::Number(_) | Quantity::Figures(_))
    };
    reading.quantities.iter().filter(is_measure).flat_map(|(words, _)| words.clone()).collect()
}

/// What there is in a passage that only one side has: nothing kept, and every trigger word in it.
pub(super) fn whole(text: &str, language: Option<Language>) -> Comparison {
    let shown = unmarked_prose(text);
    let reading = Reading::new(&shown, language, true);
    let mut triggers = Triggers::default();
    claims(&reading)
        .iter()
        .filter(|claim| !claim.is_weak)
        .for_each(|claim| triggers.add(&reading, claim, |_| true));
    Comparison {
        kept: 0,
        longer: reading.words.len(),
        is_changed: !reading.words.is_empty(),
        has_other_kinds: false,
        triggers: triggers.found,
        edits: Vec::new(),
    }
}

/// Trigger words, each once.
#[derive(Default)]
struct Triggers {
    found: Vec<Trigger>,
    /// Where the words of each spelling are among them.
    places: BTreeMap<Vec<u64>, usize>,
}

impl Triggers {
    /// Adds the words that make a claim.
    fn add(
        &mut self,
        reading: &Reading<'_>,
        claim: &Occurrence,
        is_changed: impl Fn(usize) -> bool,
    ) {
        // A pair of words is told whole; of several that say the same, those that changed.
        let is_pair = claim.meaning != Meaning::Claim(ClaimTerm::Must);
        let told = claim.parts.iter().filter(|part| is_pair || (*part).clone().any(&is_changed));
        for words in told {
            let spellings = spellings(reading.words.get(words.clone()).unwrap_or_default());
            let place = *self.places.entry(spellings).or_insert(self.found.len());
            if let Some(known) = self.found.get_mut(place) {
                // The claim that weighs more names the rule.
                known.claim = known.claim.max(claim.claim);
            } else {
                let word = normal(reading.text_of_elided(words), Typography::Plain).into_owned();
                self.found.push(Trigger { claim: claim.claim, word });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Claim, Comparison, compare, whole};
    use crate::drift::report::{Edit, Op};
    use crate::lexicon::Language;

    fn words(comparison: &Comparison) -> Vec<(Claim, &str)> {
        comparison.triggers.iter().map(|trigger| (trigger.claim, &*trigger.word)).collect()
    }

    #[test]
    fn words_are_counted_and_changes_listed() {
        let found = compare(
            "Se souvenir du choix de la langue",
            "Permet de se souvenir du choix de langue",
            Language::of_code("fr"),
        );
        assert_eq!((found.kept, found.longer, found.is_changed), (6, 8, true));
        let edit = |op, baseline: &str, reading: &str| Edit {
            op,
            baseline: baseline.into(),
            reading: reading.into(),
        };
        assert_eq!(
            found.edits,
            [edit(Op::Replace, "Se", "Permet de se"), edit(Op::Delete, "la", "")]
        );
        assert!(found.triggers.is_empty());
    }

    #[test]
    fn a_whole_passage_has_all_its_trigger_words_once() {
        let text = "They are kept for 13 months and never shared with third parties, nor without \
                    your consent, and never without it.";
        let found = whole(text, Language::of_code("en"));
        assert_eq!((found.kept, found.longer, found.is_changed), (0, 20, true));
        assert!(found.edits.is_empty());
        assert_eq!(
            words(&found),
            [
                (Claim::Duration, "13 months"),
                (Claim::Negation, "never"),
                (Claim::ThirdParty, "third parties"),
                (Claim::Consent, "nor"),
                (Claim::Consent, "without"),
                (Claim::Consent, "consent"),
            ]
        );
        assert!(!whole("", None).is_changed);
    }

    #[test]
    fn words_count_in_the_language_of_the_text_and_in_all_when_it_is_unknown() {
        let (baseline, reading) = ("Must be kept, sans accord", "Kept, accord");
        let found = |code| {
            let language: Option<&str> = code;
            let found = compare(baseline, reading, language.and_then(Language::of_code));
            found.triggers.into_iter().map(|trigger| trigger.word).collect::<Vec<_>>()
        };
        assert_eq!(found(Some("en")), ["Must"]);
        assert_eq!(found(Some("fr")), ["sans"]);
        assert_eq!(found(None), ["Must", "sans"]);
    }

    #[test]
    fn the_portal_s_address_and_other_addresses_hold_no_claims() {
        for (baseline, reading) in [
            ("sur \u{fdd0}/sans/consentement/2", "sur \u{fdd0}/aide"),
            ("sur https://tiers.example/2", "sur https://autre.example/3"),
            ("écrire à pas@tiers.example", "écrire à nous@example.org"),
        ] {
            let found = compare(baseline, reading, Language::of_code("fr"));
            assert!(found.is_changed && found.triggers.is_empty(), "{baseline}: {found:?}");
        }
    }

    #[test]
    fn no_text_takes_long() {
        let hostile = [
            "ne pas accord doit 13 mois tiers sans que aucun ni et ".repeat(500),
            "pas que ne tiers, mois 12 accord sans. doit ".repeat(500),
            "1 an et 1 mois, treize (13) 1 000,000 ".repeat(500),
            "ne ".repeat(5_000) + &"ni ".repeat(5_000),
            "sans-".repeat(5_000) + &"n'".repeat(5_000),
            "accord doit ".repeat(5_000),
            "a.b/".repeat(20_000),
        ];
        let begun = std::time::Instant::now();
        for (one, other) in hostile.iter().zip(hostile.iter().cycle().skip(1)) {
            compare(one, other, None);
        }
        assert!(begun.elapsed().as_secs() < 20);
    }
}
