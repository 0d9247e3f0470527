//! The claims that a reading makes, each with the words that make it.

use std::ops::Range;

use super::reading::{Hit, Reading};
use super::{Claim, consent, negation};
use crate::lexicon::{ClaimTerm, ConsentTerm, Sense};
use crate::model::Kind;
use crate::quantity::Quantity;

/// What a claim says. Two that say the same may stand for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Meaning {
    Claim(ClaimTerm),
    Consent(ConsentTerm),
    Category(Kind),
    Quantity(Quantity),
}

/// One claim, at one place of a reading.
#[derive(Clone, Debug)]
pub(super) struct Occurrence {
    /// What it is about.
    pub(super) claim: Claim,
    /// What it says.
    pub(super) meaning: Meaning,
    /// Its words: one run, or several for a pair such as "neither … nor".
    pub(super) parts: Vec<Range<usize>>,
    /// Whether it is a claim only where the other reading makes it, too.
    pub(super) is_weak: bool,
    /// The agreement that it says something of: the number of its first word.
    pub(super) about: Option<usize>,
}

impl Occurrence {
    pub(super) fn new(meaning: Meaning, parts: Vec<Range<usize>>) -> Self {
        Self { claim: claim(meaning), meaning, parts, is_weak: false, about: None }
    }

    pub(super) fn words(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.parts.iter().cloned().flatten()
    }

    pub(super) fn first(&self) -> usize {
        self.parts.first().map_or(0, |part| part.start)
    }
}

/// What a claim is about, consent aside: that is for its neighbours to say.
fn claim(meaning: Meaning) -> Claim {
    use ClaimTerm as Term;
    match meaning {
        Meaning::Quantity(Quantity::Duration { .. } | Quantity::Named(_)) => Claim::Duration,
        Meaning::Quantity(_) => Claim::Number,
        Meaning::Consent(_) | Meaning::Category(_) => Claim::Consent,
        Meaning::Claim(term) => match term {
            Term::Must | Term::Should | Term::May => Claim::Obligation,
            Term::Anonymous | Term::Pseudonymous | Term::Personal | Term::Identifying => {
                Claim::Anonymity
            }
            Term::Third | Term::Partner | Term::Advertiser | Term::Processor | Term::Provider => {
                Claim::ThirdParty
            }
            Term::Refuse | Term::Before => Claim::Consent,
            Term::MoreThan | Term::LessThan | Term::AtLeast | Term::AtMost => Claim::Number,
            _ => Claim::Negation,
        },
    }
}

/// Every claim of a reading, in the order of their first words.
pub(super) fn claims(reading: &Reading<'_>) -> Vec<Occurrence> {
    /// A text of so few words is all about a duration that is in it.
    const ALONE: usize = 6;
    let mut claims: Vec<_> = reading.hits.iter().filter_map(by_itself).collect();
    claims.extend(negation::negations(reading));
    claims.extend(limits(reading));
    // A lone word for a duration may be about anything ("permanent residents") where no cookie is spoken of
    // and something else is.
    let is_of_cookies =
        reading.words.len() <= ALONE || reading.hits.iter().any(|hit| hit.sense == Sense::Cookie);
    let counts = |(words, quantity): &&(Range<usize>, Quantity)| {
        is_of_cookies || words.len() > 1 || !matches!(quantity, Quantity::Named(_))
    };
    let quantities = reading.quantities.iter().filter(counts);
    claims.extend(quantities.map(|(words, quantity)| {
        Occurrence::new(Meaning::Quantity(*quantity), vec![words.clone()])
    }));
    consent::say_of_agreements(reading, &mut claims);
    claims.sort_by_key(Occurrence::first);
    claims
}

/// The claim of a wording that makes one whatever stands round it.
fn by_itself(hit: &Hit) -> Option<Occurrence> {
    use ClaimTerm as Term;
    let meaning = match hit.sense {
        Sense::Claim(term) | Sense::Weak(term) => match term {
            Term::Agree => Meaning::Consent(ConsentTerm::Agreement),
            Term::Except
            | Term::Only
            | Term::Must
            | Term::Should
            | Term::May
            | Term::Anonymous
            | Term::Pseudonymous
            | Term::Personal
            | Term::Identifying
            | Term::Third
            | Term::Partner
            | Term::Advertiser
            | Term::Processor
            | Term::Provider
            | Term::Refuse => Meaning::Claim(term),
            _ => return None,
        },
        Sense::Consent(term) => match term {
            ConsentTerm::Only => Meaning::Claim(Term::Only),
            ConsentTerm::Agreement | ConsentTerm::Exempt | ConsentTerm::Without => {
                Meaning::Consent(term)
            }
            _ => return None,
        },
        _ => return None,
    };
    let mut occurrence = Occurrence::new(meaning, vec![hit.words.clone()]);
    occurrence.is_weak = matches!(hit.sense, Sense::Weak(_));
    if meaning == Meaning::Consent(ConsentTerm::Without) {
        occurrence.claim = Claim::Negation;
    }
    Some(occurrence)
}

/// "At most" and the like, where a number or a duration follows or stands right before.
fn limits(reading: &Reading<'_>) -> impl Iterator<Item = Occurrence> {
    /// How many words may be between a limit and a number after it.
    const BEFORE: usize = 1;
    /// The same for a duration: "durée maximale de conservation de 13 mois".
    const LONG_BEFORE: usize = 4;
    /// How many words may be between a number and a limit after it.
    const AFTER: usize = 1;
    let quantities = &reading.quantities;
    let is_limited = move |limit: &Range<usize>| {
        let next = quantities.partition_point(|(words, _)| words.start < limit.end);
        let counts = |at: usize| {
            quantities.get(at).filter(|(_, quantity)| !matches!(quantity, Quantity::Named(_)))
        };
        let follows = counts(next).is_some_and(|(words, quantity)| {
            let is_duration = matches!(quantity, Quantity::Duration { .. });
            let most = if is_duration { LONG_BEFORE } else { BEFORE };
            words.start <= limit.end + most && reading.in_one_clause(limit.start, words.start)
        });
        let precedes = next.checked_sub(1).and_then(counts).is_some_and(|(words, _)| {
            limit.start <= words.end + AFTER
                && limit.start >= words.end
                && reading.in_one_clause(limit.start, words.start)
        });
        follows || precedes
    };
    reading.hits.iter().filter_map(move |hit| match hit.sense {
        Sense::Claim(
            term @ (ClaimTerm::MoreThan
            | ClaimTerm::LessThan
            | ClaimTerm::AtLeast
            | ClaimTerm::AtMost),
        ) if is_limited(&hit.words) => {
            Some(Occurrence::new(Meaning::Claim(term), vec![hit.words.clone()]))
        }
        _ => None,
    })
}
