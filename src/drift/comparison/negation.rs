//! Negations, and pairs of words that make one: "ne … pas" is one negation, and "ne … que" is "only".

use std::ops::Range;

use super::claims::{Meaning, Occurrence};
use super::reading::{APOSTROPHES, Hit, Reading};
use crate::lexicon::{ClaimTerm, ConsentTerm, Sense};

/// How many words the halves of a pair may be apart.
const APART: usize = 10;
/// How far before an opening word the word may stand that shows that it negates nothing.
const EXPLETIVE: usize = 5;

/// What a word does in a negation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// It opens a pair.
    Opens,
    /// It negates by itself, or closes a pair.
    Negates,
    /// It goes on with a negation, or is one.
    GoesOn,
    /// The same, but no claim by itself.
    Avoids,
    /// It negates only as the second half of a pair.
    Closes,
    /// As the second half of a pair, it makes it "only".
    Restricts,
}

/// Every negation of a reading, every "only" that is a pair of words, and what goes on with them.
pub(super) fn negations(reading: &Reading<'_>) -> Vec<Occurrence> {
    let parts = parts(reading);
    let mut taken = vec![false; parts.len()];
    let mut found: Vec<Occurrence> = Vec::new();
    for (at, (words, part)) in parts.iter().enumerate() {
        if *part != Part::Opens {
            continue;
        }
        let ahead = second_half(reading, &parts, at);
        let goes_on = |half: &usize| parts.get(*half).is_some_and(|it| it.1 == Part::GoesOn);
        let behind = || first_half(reading, &parts, &taken, at);
        // "Aucun n'est lu, ni vendu": what goes on with a negation is the second choice.
        let half = ahead.filter(|half| !goes_on(half)).or_else(behind).or(ahead);
        if let Some(half) = half
            && let (Some((other, kind)), Some(taken)) = (parts.get(half), taken.get_mut(half))
        {
            *taken = true;
            let term = if *kind == Part::Restricts { ClaimTerm::Only } else { ClaimTerm::Not };
            let mut pair = vec![words.clone(), other.clone()];
            pair.sort_by_key(|words| words.start);
            found.push(Occurrence::new(Meaning::Claim(term), pair));
        } else if !is_expletive(reading, words.start) {
            found.push(Occurrence::new(Meaning::Claim(ClaimTerm::Not), vec![words.clone()]));
        }
    }
    for ((words, part), _) in parts.iter().zip(taken).filter(|(_, taken)| !taken) {
        if matches!(part, Part::Negates | Part::GoesOn | Part::Avoids) {
            let mut negation = Occurrence::new(Meaning::Claim(ClaimTerm::Not), vec![words.clone()]);
            negation.is_weak = *part == Part::Avoids;
            found.push(negation);
        }
    }
    found.sort_by_key(Occurrence::first);
    with_what_goes_on(reading, &parts, found)
}

fn parts(reading: &Reading<'_>) -> Vec<(Range<usize>, Part)> {
    let mut parts: Vec<(Range<usize>, Part)> = Vec::new();
    for hits in reading.hits.chunk_by(|one, other| one.words == other.words) {
        let Some(words) = hits.first().map(|hit| hit.words.clone()) else { continue };
        if let Some(part) = part(hits)
            && (part != Part::Opens || is_whole(reading, &words))
        {
            parts.push((words, part));
        }
    }
    parts
}

fn part(hits: &[Hit]) -> Option<Part> {
    use ClaimTerm as Term;
    let any = |sense: Sense| hits.iter().any(|hit| hit.sense == sense);
    match () {
        () if any(Sense::Consent(ConsentTerm::RestrictionOpens)) => Some(Part::Opens),
        () if any(Sense::Consent(ConsentTerm::RestrictionCloses)) => Some(Part::Restricts),
        () if any(Sense::Claim(Term::NotAfterOpening)) => Some(Part::Closes),
        () if any(Sense::Weak(Term::Not)) => Some(Part::Avoids),
        () if any(Sense::Claim(Term::Nor)) => Some(Part::GoesOn),
        () if any(Sense::Claim(Term::Not))
            || any(Sense::Claim(Term::NotJoined))
            || any(Sense::Consent(ConsentTerm::Negation)) =>
        {
            Some(Part::Negates)
        }
        () => None,
    }
}

/// Whether an opening word is no initial: one that is a single letter stands before an apostrophe.
fn is_whole(reading: &Reading<'_>, words: &Range<usize>) -> bool {
    let is_letter = reading.text_of(words).chars().nth(1).is_none();
    !is_letter || reading.after(words.start).starts_with(APOSTROPHES)
}

/// The word that the opening one at `at` makes a pair with, further on.
fn second_half(reading: &Reading<'_>, parts: &[(Range<usize>, Part)], at: usize) -> Option<usize> {
    let (opening, _) = parts.get(at)?;
    let near = (at + 1..).zip(parts.iter().skip(at + 1));
    let near =
        near.filter(|(_, (_, part))| *part != Part::Avoids).take_while(|(_, (words, part))| {
            words.start <= opening.start + APART
                && *part != Part::Opens
                && reading.in_one_sentence(words.start, opening.start)
        });
    near.filter(|(_, (words, part))| {
        *part != Part::Restricts || reading.in_one_clause(words.start, opening.start)
    })
    .map(|(half, _)| half)
    .next()
}

/// The negation before the opening word at `at` that makes a pair with it: "aucun cookie n'est".
fn first_half(
    reading: &Reading<'_>,
    parts: &[(Range<usize>, Part)],
    taken: &[bool],
    at: usize,
) -> Option<usize> {
    let (opening, _) = parts.get(at)?;
    let half = at.checked_sub(1)?;
    let (words, part) = parts.get(half)?;
    let fits = matches!(part, Part::Negates | Part::GoesOn)
        && taken.get(half) == Some(&false)
        && words.start + APART >= opening.start
        && reading.in_one_clause(words.start, opening.start);
    fits.then_some(half)
}

/// Whether an opening word alone negates nothing, as in "avant que vous ne partiez".
fn is_expletive(reading: &Reading<'_>, at: usize) -> bool {
    reading.hits_in(at.saturating_sub(EXPLETIVE)..at).any(|hit| {
        hit.says_of_consent(ConsentTerm::RestrictionCloses)
            && reading.in_one_sentence(hit.words.start, at)
    })
}

/// Sets apart what goes on with a negation, as "nor" with "neither": there "or" does as well. It is
/// weak where it is a conjunction, which any list has.
fn with_what_goes_on(
    reading: &Reading<'_>,
    parts: &[(Range<usize>, Part)],
    mut negations: Vec<Occurrence>,
) -> Vec<Occurrence> {
    let mut last: Option<usize> = None;
    for negation in &mut negations {
        let at = negation.first();
        let part = parts.binary_search_by_key(&at, |(words, _)| words.start);
        let part = part.ok().and_then(|part| parts.get(part)).map(|it| it.1);
        let goes_on = part == Some(Part::GoesOn)
            && negation.parts.len() == 1
            && last.is_some_and(|last| last + APART >= at && reading.in_one_sentence(last, at));
        if goes_on {
            negation.meaning = Meaning::Claim(ClaimTerm::Nor);
        }
        last = negation.words().next_back();
    }
    let conjunctions =
        reading.hits.iter().filter(|hit| hit.says_of_consent(ConsentTerm::Conjunction));
    negations.extend(conjunctions.map(|hit| Occurrence {
        is_weak: true,
        ..Occurrence::new(Meaning::Claim(ClaimTerm::Nor), vec![hit.words.clone()])
    }));
    negations
}
