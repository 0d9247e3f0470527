//! From what was found to what is reported: each difference is compared word by word, named by a
//! rule, weighed and numbered.

use std::cmp::Reverse;
use std::collections::HashMap;

use xxhash_rust::xxh3::Xxh3;

use super::{FamilyComparison, Finding};
use crate::drift::comparison::{Comparison, Manner, compare, edits_as_written, whole};
use crate::drift::corpus::{CharterId, Class};
use crate::drift::difference::{Difference, Level, Subject};
use crate::drift::mask::shown;
use crate::drift::report::{Baseline, Edit, Passage, Reading, Tally, Variation};
use crate::drift::rules::judge;
use crate::drift::severity::Severity;
use crate::drift::words::words;
use crate::lexicon::Language;
use crate::model::Field;

/// Names what was found in a family, and puts it in order: the weightiest first, then by its place.
/// What weighs less than `least` is only counted.
pub(super) fn name(
    comparing: &FamilyComparison<'_>,
    mut found: Vec<Finding>,
    least: Severity,
    hidden: &mut Tally,
) -> Vec<Variation> {
    found.sort_by(|one, other| {
        let key =
            |it: &Finding| (it.position, Reverse(it.charters.len()), it.charters.first().copied());
        key(one).cmp(&key(other)).then_with(|| one.reading.cmp(&other.reading))
    });
    let mut fingerprints = Fingerprints::default();
    let mut named = Vec::new();
    for found in found {
        let comparison = compared(&found, comparing.family.language);
        let (rule, severity) = judge(&Difference {
            subject: found.subject,
            level: found.level,
            there: (is_stated(found.baseline.as_deref()), is_stated(found.reading.as_deref())),
            comparison: &comparison,
            states_other_consent: found.states_other_consent,
            has_cookies: !found.cookies.is_empty(),
        });
        if severity < least {
            hidden.add(severity);
            continue;
        }
        let edits = match sides(&found) {
            [Some(baseline), Some(reading)] if severity == Severity::Typography => {
                edits_as_written(baseline, reading)
            }
            _ => comparison.edits,
        };
        let fingerprint = {
            let texts = sides(&found);
            let in_words = matches!(found.level, Level::Words | Level::Parameter);
            fingerprints.next(rule.name(), &found.passage, texts, in_words)
        };
        let variation = Variation {
            severity,
            rule: rule.name().to_owned(),
            words: comparison.triggers.into_iter().map(|trigger| trigger.word).collect(),
            passage: found.passage.clone(),
            baseline: Baseline {
                text: said(found.baseline.as_deref()),
                charters: found.agreeing,
                tie: found.tie,
            },
            reading: reading(comparing, &found),
            edits: edits.iter().map(shown_edit).collect(),
            fingerprint,
            rename: None,
            cookies: found.cookies.clone(),
        };
        named.push((found, variation));
    }
    link_renames(&mut named);
    let mut variations: Vec<_> = named.into_iter().map(|(_, variation)| variation).collect();
    variations.sort_by_key(|variation| Reverse(variation.severity));
    variations
}

fn shown_edit(edit: &Edit) -> Edit {
    Edit { op: edit.op, baseline: shown(&edit.baseline), reading: shown(&edit.reading) }
}

/// Whether a passage is there; of an empty cell nothing is.
fn is_stated(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.is_empty())
}

/// A text as it is shown; an empty cell is there, but it says nothing.
fn said(text: Option<&str>) -> Option<String> {
    text.filter(|text| !text.is_empty()).map(shown)
}

fn reading(comparing: &FamilyComparison<'_>, found: &Finding) -> Reading {
    let corpus = comparing.corpus;
    let mut lines = comparing.lines_in(&found.charters, &found.at);
    if let (Some(first), true) = (lines.first_mut(), found.at.is_empty()) {
        *first = found.line;
    }
    let who = found.charters.iter().zip(lines);
    let who = who.map(|(&charter, line)| (corpus.path(charter), corpus.host(charter), line));
    Reading::new(said(found.reading.as_deref()), who)
}

fn sides(found: &Finding) -> [Option<&str>; 2] {
    [&found.baseline, &found.reading].map(Option::as_deref)
}

/// What differs between both sides, word by word. Of a whole row no words are told: what it
/// declares matters whatever its words are.
fn compared(found: &Finding, language: Option<Language>) -> Comparison {
    match (found.level, sides(found)) {
        (Level::Words, [Some(baseline), Some(reading)]) => {
            let is_retention = found.subject == Subject::Field(Some(Field::Retention));
            let meant = found.meant.as_deref();
            compare(baseline, reading, Manner { language, is_retention, meant })
        }
        (Level::Words, [Some(text), None] | [None, Some(text)])
            if found.subject != Subject::Cookie =>
        {
            whole(text, language)
        }
        (Level::Words | Level::Parameter, _) => Comparison::default(),
        (Level::Layout | Level::Order | Level::Typography, sides) => {
            let [baseline, reading] = sides.map(Option::unwrap_or_default);
            Comparison { edits: edits_as_written(baseline, reading), ..Comparison::default() }
        }
    }
}

/// Lets a cookie that went and one that came point at each other, when some charter has both and
/// they have all in common but the name.
fn link_renames(named: &mut [(Finding, Variation)]) {
    type Key = ([Class; 3], CharterId);
    let mut removed: HashMap<Key, Vec<usize>> = HashMap::new();
    for (number, (found, _)) in named.iter().enumerate() {
        if let (Some(facts), None) = (found.rename, &found.reading) {
            for &charter in &found.charters {
                removed.entry((facts, charter)).or_default().push(number);
            }
        }
    }
    let mut links = Vec::new();
    for (number, (found, _)) in named.iter().enumerate() {
        let (Some(facts), None) = (found.rename, &found.baseline) else { continue };
        let before = found.charters.iter().find_map(|&charter| {
            let numbers = removed.get_mut(&(facts, charter))?;
            // Two cookies that were renamed alike are paired in their order.
            (!numbers.is_empty()).then(|| numbers.remove(0))
        });
        links.extend(before.map(|before| (before, number)));
    }
    for (one, other) in links {
        let print = |number: usize| named.get(number).map(|(_, it)| it.fingerprint.clone());
        let (of_one, of_other) = (print(one), print(other));
        if let Some((_, variation)) = named.get_mut(one) {
            variation.rename = variation.rename.take().or(of_other);
        }
        if let Some((_, variation)) = named.get_mut(other) {
            variation.rename = of_one;
        }
    }
}

/// Numbers for variations that are the same whoever has them.
#[derive(Default)]
pub(in crate::drift) struct Fingerprints(HashMap<u128, u32>);

impl Fingerprints {
    /// The number of a variation that a rule names, of these texts. Where they are read as words, what is set
    /// otherwise in other charters has the same number.
    pub(in crate::drift) fn next(
        &mut self,
        rule: &str,
        passage: &Passage,
        texts: [Option<&str>; 2],
        in_words: bool,
    ) -> String {
        let Passage { role, category, block: _, index: _, cookie, field } = passage;
        let mut hash = Xxh3::new();
        let mut add = |part: Option<&str>| {
            hash.update(&[u8::from(part.is_some())]);
            hash.update(part.unwrap_or_default().as_bytes());
            hash.update(&[0]);
        };
        add(Some(rule));
        add(Some(role.name()));
        add(category.map(crate::model::Kind::name));
        add(cookie.as_deref());
        add(field.as_deref());
        for side in texts {
            match side {
                Some(text) if in_words => {
                    add(Some(""));
                    for word in words(text) {
                        add(text.get(word.start..word.end).map(folded).as_deref());
                    }
                }
                side => add(side),
            }
        }
        let hash = hash.digest128();
        // The same change of the same words in another place of the text is another variation.
        let count = self.0.entry(hash).or_insert(0);
        *count += 1;
        let nth = *count;
        let hash = if nth == 1 { hash } else { hash.wrapping_add(u128::from(nth)) };
        format!("{hash:032x}")
    }
}

fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    word.chars().for_each(|c| crate::text::fold(c, |c| folded.push(c)));
    folded
}
