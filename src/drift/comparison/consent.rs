//! What is said of the visitor's agreement: the same claims are about consent where they stand
//! beside it, and words that claim nothing elsewhere claim something there.

use std::ops::Range;

use super::Claim;
use super::claims::{Meaning, Occurrence};
use super::reading::{Hit, Reading};
use crate::lexicon::{ClaimTerm, ConsentTerm, Sense};
use crate::model::Kind;

/// How far from an agreement it may be called for, in words.
const NEAR: usize = 8;
/// How far before an agreement "with" or "before" may stand.
const RIGHT_BEFORE: usize = 5;

/// Adds to `claims` what only the agreements beside it make one, and marks those that are about an
/// agreement.
pub(super) fn say_of_agreements(reading: &Reading<'_>, claims: &mut Vec<Occurrence>) {
    let agreement = Meaning::Consent(ConsentTerm::Agreement);
    let mut agreements: Vec<usize> = claims
        .iter()
        .filter(|occurrence| occurrence.meaning == agreement)
        .map(Occurrence::first)
        .collect();
    agreements.sort_unstable();
    let agreements = Agreements { reading, places: &agreements };
    let chosen = reading.hits.iter().filter_map(|hit| agreements.before_choice(hit));
    claims.extend(chosen);
    // There are other exemptions than that of a cookie from an agreement.
    claims.retain(|occurrence| {
        occurrence.meaning != Meaning::Consent(ConsentTerm::Exempt)
            || agreements.in_sentence(occurrence.first())
            || agreements.is_of_cookies(occurrence.first())
    });
    if agreements.places.is_empty() {
        return;
    }
    let is_conjunction =
        |it: &Occurrence| it.is_weak && it.meaning == Meaning::Claim(ClaimTerm::Nor);
    for occurrence in claims.iter_mut().filter(|occurrence| !is_conjunction(occurrence)) {
        let at = occurrence.first();
        if matches!(occurrence.claim, Claim::Negation | Claim::Obligation)
            || occurrence.meaning == Meaning::Consent(ConsentTerm::Exempt)
        {
            occurrence.about = agreements.beside(at, NEAR);
        }
        if occurrence.about.is_some() {
            occurrence.claim = Claim::Consent;
        }
    }
    let mut called_for = agreements.called_for(claims);
    claims.retain(|occurrence| {
        occurrence.about.is_none() || occurrence.meaning != Meaning::Claim(ClaimTerm::Must)
    });
    claims.append(&mut called_for);
    claims.extend(reading.hits.iter().filter_map(|hit| agreements.circumstance(hit)));
}

struct Agreements<'a> {
    reading: &'a Reading<'a>,
    /// Their first words, in order.
    places: &'a [usize],
}

impl Agreements<'_> {
    /// The first agreement after a word, in its clause and that near.
    fn after(&self, at: usize, near: usize) -> Option<usize> {
        let next = self.places.partition_point(|&place| place <= at);
        let place = *self.places.get(next)?;
        (place <= at + near && self.reading.in_one_clause(place, at)).then_some(place)
    }

    /// The last agreement before a word, in its clause and that near.
    fn before(&self, at: usize, near: usize) -> Option<usize> {
        let next = self.places.partition_point(|&place| place < at);
        let place = *self.places.get(next.checked_sub(1)?)?;
        (place + near >= at && self.reading.in_one_clause(place, at)).then_some(place)
    }

    fn beside(&self, at: usize, near: usize) -> Option<usize> {
        self.after(at, near).or_else(|| self.before(at, near))
    }

    fn in_sentence(&self, at: usize) -> bool {
        let next = self.places.partition_point(|&place| place < at);
        let is_here = |place: Option<&usize>| {
            place.is_some_and(|&place| self.reading.in_one_sentence(place, at))
        };
        is_here(self.places.get(next))
            || is_here(next.checked_sub(1).and_then(|it| self.places.get(it)))
    }

    /// That an agreement is called for, once for each, however many words say it.
    fn called_for(&self, claims: &[Occurrence]) -> Vec<Occurrence> {
        let must = Meaning::Claim(ClaimTerm::Must);
        let mut said: Vec<(usize, Range<usize>)> = claims
            .iter()
            .filter(|occurrence| occurrence.meaning == must)
            .flat_map(|occurrence| occurrence.parts.iter().map(|part| (occurrence.about, part)))
            .filter_map(|(about, part)| Some((about?, part.clone())))
            .collect();
        said.extend(self.reading.hits.iter().filter_map(|hit| {
            let at = hit.words.start;
            let about = match hit.sense {
                Sense::Consent(ConsentTerm::Required) => self.after(at, NEAR),
                Sense::Consent(ConsentTerm::Predicate) => self.before(at, NEAR),
                _ => None,
            };
            Some((about?, hit.words.clone()))
        }));
        said.sort_by_key(|(about, words)| (*about, words.start));
        said.dedup();
        let together = said.chunk_by(|one, other| one.0 == other.0);
        let occurrence = |said: &[(usize, Range<usize>)]| {
            let parts = said.iter().map(|(_, words)| words.clone()).collect();
            let about = said.first().map(|(about, _)| *about);
            Occurrence { claim: Claim::Consent, about, ..Occurrence::new(must, parts) }
        };
        together.map(occurrence).collect()
    }

    /// "Before" a choice of the visitor's.
    fn before_choice(&self, hit: &Hit) -> Option<Occurrence> {
        let at = hit.words.start;
        let is_choice = |it: &Hit| {
            it.sense == Sense::Claim(ClaimTerm::Choice)
                && self.reading.in_one_clause(at, it.words.start)
        };
        let is_before = hit.sense == Sense::Claim(ClaimTerm::Before)
            && self.after(at, RIGHT_BEFORE).is_none()
            && self.reading.hits_in(at + 1..at + RIGHT_BEFORE + 1).any(is_choice);
        let before = || Occurrence::new(Meaning::Claim(ClaimTerm::Before), vec![hit.words.clone()]);
        is_before.then(before)
    }

    /// "With", "before", "when", "some", beside an agreement.
    fn circumstance(&self, hit: &Hit) -> Option<Occurrence> {
        let at = hit.words.start;
        let (meaning, about) = match hit.sense {
            Sense::Claim(ClaimTerm::Before) => {
                (Meaning::Claim(ClaimTerm::Before), Some(self.after(at, RIGHT_BEFORE)?))
            }
            Sense::Consent(ConsentTerm::Given) if !self.is_otherwise(hit, ClaimTerm::Before) => {
                (Meaning::Consent(ConsentTerm::Given), Some(self.after(at, RIGHT_BEFORE)?))
            }
            // "Unless" is a claim already.
            Sense::Consent(ConsentTerm::Condition) if self.is_otherwise(hit, ClaimTerm::Except) => {
                return None;
            }
            // "If you agree" is "with your agreement".
            Sense::Consent(ConsentTerm::Condition) if self.after(at, NEAR).is_some() => {
                (Meaning::Consent(ConsentTerm::Given), self.after(at, NEAR))
            }
            Sense::Claim(ClaimTerm::Condition) | Sense::Consent(ConsentTerm::Condition)
                if self.in_sentence(at) =>
            {
                (Meaning::Consent(ConsentTerm::Condition), None)
            }
            // Which cookies it is about; a predicate such as "necessary" calls for the agreement.
            Sense::Category(kind @ (Kind::Necessary | Kind::Statistics | Kind::Marketing))
                if self.beside(at, NEAR).is_some()
                    && self.is_of_cookies(at)
                    && !self.is_predicate(hit) =>
            {
                (Meaning::Category(kind), None)
            }
            Sense::Consent(ConsentTerm::Partial) if self.in_sentence(at) => {
                (Meaning::Consent(ConsentTerm::Partial), None)
            }
            // "Not always" is "sometimes".
            Sense::Claim(ClaimTerm::Mostly) if self.in_sentence(at) && self.is_negated(at) => {
                (Meaning::Consent(ConsentTerm::Partial), None)
            }
            _ => return None,
        };
        let parts = vec![hit.words.clone()];
        Some(Occurrence { claim: Claim::Consent, about, ..Occurrence::new(meaning, parts) })
    }

    /// Whether a negation stands a little before a word.
    fn is_negated(&self, at: usize) -> bool {
        const BEFORE: usize = 3;
        self.reading.hits_in(at.saturating_sub(BEFORE)..at).any(|hit| {
            let negates = [Sense::Consent(ConsentTerm::Negation), Sense::Claim(ClaimTerm::Not)];
            negates.contains(&hit.sense) && self.reading.in_one_clause(hit.words.start, at)
        })
    }

    /// Whether the wording has this sense too.
    fn is_otherwise(&self, hit: &Hit, term: ClaimTerm) -> bool {
        self.senses(hit).any(|sense| sense == Sense::Claim(term))
    }

    /// Whether the wording calls for the agreement before it.
    fn is_predicate(&self, hit: &Hit) -> bool {
        let is_said = |sense: Sense| sense == Sense::Consent(ConsentTerm::Predicate);
        self.senses(hit).any(is_said) && self.before(hit.words.start, NEAR).is_some()
    }

    /// Whether a word for cookies stands a little before this one, or right after it.
    fn is_of_cookies(&self, at: usize) -> bool {
        self.reading.hits_in(at.saturating_sub(RIGHT_BEFORE)..at + 2).any(|hit| {
            hit.sense == Sense::Cookie && self.reading.in_one_clause(hit.words.start, at)
        })
    }

    /// Every sense of the same wording.
    fn senses(&self, hit: &Hit) -> impl Iterator<Item = Sense> {
        let start = hit.words.start;
        self.reading.hits_in(start..start + 1).map(|hit| hit.sense)
    }
}

/// What the claims about one agreement come to: that it is called for, that it is not, or nothing
/// that is certain.
pub(super) fn is_called_for<'c>(said: impl Iterator<Item = &'c Occurrence>) -> Option<bool> {
    let meanings: Vec<_> = said.map(|occurrence| occurrence.meaning).collect();
    let has = |meaning: Meaning| meanings.contains(&meaning);
    let negated = has(Meaning::Claim(ClaimTerm::Not)) || has(Meaning::Claim(ClaimTerm::Nor));
    match () {
        () if has(Meaning::Consent(ConsentTerm::Without))
            || has(Meaning::Consent(ConsentTerm::Exempt))
            || has(Meaning::Claim(ClaimTerm::Before)) =>
        {
            Some(negated)
        }
        () if has(Meaning::Claim(ClaimTerm::Only)) || has(Meaning::Consent(ConsentTerm::Given)) => {
            Some(true)
        }
        () if has(Meaning::Claim(ClaimTerm::Must)) => Some(!negated),
        () => None,
    }
}

/// Whether a claim about an agreement says whether it is called for.
pub(super) fn bears_on_agreement(meaning: Meaning) -> bool {
    match meaning {
        Meaning::Claim(term) => {
            matches!(term, ClaimTerm::Not | ClaimTerm::Only | ClaimTerm::Must | ClaimTerm::Before)
        }
        Meaning::Consent(term) => {
            matches!(term, ConsentTerm::Without | ConsentTerm::Exempt | ConsentTerm::Given)
        }
        Meaning::Category(_) | Meaning::Quantity(_) => false,
    }
}
