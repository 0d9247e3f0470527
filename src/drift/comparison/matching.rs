//! Which claims of two readings differ.
//!
//! A claim that changed words make is another claim unless the other reading makes the same at the
//! same place: it may be said in other words, or stand a word or two further on.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use super::Claim;
use super::claims::{Meaning, Occurrence};
use super::consent::bears_on_agreement;
use super::side::{Answer, Side};
use crate::lexicon::{ClaimTerm, ConsentTerm};

/// How many words that both have a claim may pass that acts on what stands beside it: a negation
/// that passes a verb negates another.
const NEXT: usize = 2;
/// The same for a claim that is made wherever it stands in its clause.
const NEAR: usize = 6;
/// The same for one that moves within its sentence together with a word beside it.
const FAR: usize = 12;
/// How near the same claim must stand to be said twice over.
const BESIDE: usize = 4;
/// How many claims of the other reading are looked at for each of one.
const TRIED: usize = 16;

/// Settles every claim that both sides make at the same place.
pub(super) fn match_claims(one: &mut Side<'_>, other: &mut Side<'_>) {
    match_shared(one, other);
    match_moved(one, other);
    match_repeated(one);
    match_repeated(other);
    match_agreements(one, other);
    reopen_lists(one);
    reopen_lists(other);
}

/// Claims that have a word in common.
fn match_shared(one: &mut Side<'_>, other: &mut Side<'_>) {
    let mut owners: HashMap<(usize, Meaning), usize, FixedState> = HashMap::default();
    for (at, claim) in other.claims.iter().enumerate() {
        owners.extend(claim.words().map(|word| ((word, claim.meaning), at)));
    }
    for (at, claim) in one.claims.iter().enumerate() {
        let shared = claim
            .words()
            .filter(|&word| !one.is_changed(word))
            .filter_map(|word| other.equal.get(one.before(word)))
            .filter_map(|&word| owners.get(&(word, claim.meaning)).copied())
            .find(|&owner| other.is_open(owner));
        if let Some(owner) = shared {
            one.answer(at, Answer::Here(owner));
            other.answer(owner, Answer::Here(at));
        }
    }
}

/// A claim that changed words make, among those of one meaning.
struct Place {
    claim: usize,
    /// Its first and last changed words, and how many words that both have stand before each.
    words: (usize, usize),
    at: (usize, usize),
}

fn places(side: &Side<'_>) -> BTreeMap<Meaning, Vec<Place>> {
    let mut places: BTreeMap<Meaning, Vec<Place>> = BTreeMap::new();
    for (claim, occurrence) in side.claims.iter().enumerate() {
        if let (true, Some(words)) = (side.is_open(claim), side.ends(occurrence)) {
            let at = (side.before(words.0), side.before(words.1));
            places.entry(occurrence.meaning).or_default().push(Place { claim, words, at });
        }
    }
    places
}

/// Claims that stand at the same place, or moved a little.
fn match_moved(one: &mut Side<'_>, other: &mut Side<'_>) {
    let theirs = places(other);
    for (meaning, ours) in places(one) {
        let Some(theirs) = theirs.get(&meaning) else { continue };
        for moved in [false, true] {
            let mut from = 0;
            for ours in &ours {
                if !one.is_open(ours.claim) {
                    continue;
                }
                let is_past =
                    |place: &Place| !other.is_open(place.claim) || place.at.1 + FAR < ours.at.0;
                from += theirs.iter().skip(from).take_while(|place| is_past(place)).count();
                let tried = theirs.iter().skip(from).take(TRIED);
                let fits = |their: &&Place| {
                    other.is_open(their.claim)
                        && if moved {
                            is_near(one, other, ours, their, meaning)
                        } else {
                            ours.at.0 <= their.at.1 && their.at.0 <= ours.at.1
                        }
                };
                if let Some(their) = tried.into_iter().find(fits) {
                    let by = if moved { Answer::Moved } else { Answer::Here };
                    one.answer(ours.claim, by(their.claim));
                    other.answer(their.claim, by(ours.claim));
                }
            }
        }
    }
}

/// Whether a claim moved so little that it still says the same.
fn is_near(
    one: &Side<'_>,
    other: &Side<'_>,
    ours: &Place,
    theirs: &Place,
    meaning: Meaning,
) -> bool {
    let (distance, in_clause, in_sentence) = if ours.at.1 < theirs.at.0 {
        passed(one, other, ours, theirs)
    } else {
        passed(other, one, theirs, ours)
    };
    // "Only" at the end of a clause may be about any part of it, and so is "no" at its beginning.
    let acts_on_clause = match meaning {
        Meaning::Claim(ClaimTerm::Only) => {
            one.ends_clause(ours.words.1) || other.ends_clause(theirs.words.1)
        }
        Meaning::Claim(ClaimTerm::Not) => {
            one.begins_clause(ours.words.0) || other.begins_clause(theirs.words.0)
        }
        _ => false,
    };
    let most = if acts_on_neighbours(meaning) && !acts_on_clause { NEXT } else { NEAR };
    // What is named may change places with what stands on the other side of "and".
    let is_swapped = !acts_on_neighbours(meaning)
        && !matches!(meaning, Meaning::Quantity(_) | Meaning::Category(_))
        && distance <= NEXT;
    (in_clause && distance <= most)
        || (in_sentence && is_swapped)
        || (in_sentence && distance <= FAR && moved_together(one, other, ours, theirs))
}

/// How many words that both have are between an earlier claim of one side and a later one of the
/// other, and whether these words are in one clause, and in one sentence, with them.
fn passed(one: &Side<'_>, other: &Side<'_>, earlier: &Place, later: &Place) -> (usize, bool, bool) {
    let distance = later.at.0.saturating_sub(earlier.at.1);
    // The last of them before the later claim, and the first of them after the earlier one.
    let last = later.at.0.checked_sub(1).and_then(|at| one.equal.get(at));
    let first = other.equal.get(earlier.at.1);
    let (Some(&last), Some(&first)) = (last, first) else { return (distance, false, false) };
    let (from, to) = (earlier.words.1, later.words.0);
    (
        distance,
        one.reading.in_one_clause(from, last) && other.reading.in_one_clause(first, to),
        one.reading.in_one_sentence(from, last) && other.reading.in_one_sentence(first, to),
    )
}

/// Whether a word beside the claim moved with it: the one before it, the one after its first words,
/// or one of some length after its last, that is no article.
fn moved_together(one: &Side<'_>, other: &Side<'_>, ours: &Place, theirs: &Place) -> bool {
    const LONG: usize = 4;
    let parts = |side: &Side<'_>, place: &Place| {
        let parts = &side.claims.get(place.claim)?.parts;
        Some((parts.first()?.clone(), parts.last()?.end))
    };
    let (Some((first, end)), Some((opposite, opposite_end))) =
        (parts(one, ours), parts(other, theirs))
    else {
        return false;
    };
    let same = |at: usize, opposite: usize| {
        one.is_changed(at)
            && other.is_changed(opposite)
            && one.spelling(at) == other.spelling(opposite)
    };
    let before = first.start.checked_sub(1).zip(opposite.start.checked_sub(1));
    let is_long = one.reading.text_of(&(end..end + 1)).chars().nth(LONG - 1).is_some();
    one.is_changed(first.start)
        && other.is_changed(opposite.start)
        && (before.is_some_and(|(at, opposite)| same(at, opposite))
            || same(first.end, opposite.end)
            || (is_long && same(end, opposite_end)))
}

/// Whether what a claim says depends on the words beside it.
fn acts_on_neighbours(meaning: Meaning) -> bool {
    match meaning {
        Meaning::Claim(term) => matches!(
            term,
            ClaimTerm::Not
                | ClaimTerm::Nor
                | ClaimTerm::Except
                | ClaimTerm::Only
                | ClaimTerm::Must
                | ClaimTerm::Should
                | ClaimTerm::May
                | ClaimTerm::MoreThan
                | ClaimTerm::LessThan
                | ClaimTerm::AtLeast
                | ClaimTerm::AtMost
        ),
        Meaning::Consent(term) => matches!(term, ConsentTerm::Without | ConsentTerm::Exempt),
        Meaning::Category(_) | Meaning::Quantity(_) => false,
    }
}

/// Somebody or something that is named twice over: "third parties" and "third-party companies". Once
/// both readings name it, the same beside it adds nothing.
fn match_repeated(side: &mut Side<'_>) {
    let is_name = |claim: &Occurrence| matches!(claim.claim, Claim::ThirdParty | Claim::Anonymity);
    let all = side.claims.iter().enumerate();
    let named: Vec<_> = all.filter(|(_, claim)| is_name(claim)).collect();
    for pair in named.windows(2) {
        let [(at, first), (next, second)] = *pair else { continue };
        let is_beside = first.meaning == second.meaning
            && first.first().abs_diff(second.first()) <= BESIDE
            && side.reading.in_one_sentence(first.first(), second.first());
        for (known, again) in [(at, next), (next, at)] {
            if is_beside && !side.is_open(known) && side.is_open(again) {
                side.answer(again, Answer::InOtherWords);
            }
        }
    }
}

/// Claims about an agreement that both have, when they come to the same: "not required" and
/// "exempt". One that is only left out or only added is told all the same.
fn match_agreements(one: &mut Side<'_>, other: &mut Side<'_>) {
    let (ours, theirs) = (about_agreements(one), about_agreements(other));
    for (said, answered) in agreements(one, other) {
        let (Some(said), Some(answered)) = (ours.get(&said), theirs.get(&answered)) else {
            continue;
        };
        let same = one.comes_to(said).is_some() && one.comes_to(said) == other.comes_to(answered);
        let fire = |side: &Side<'_>, said: &[usize]| said.iter().any(|&claim| side.fires(claim));
        if same && fire(one, said) && fire(other, answered) {
            for &claim in said {
                one.answer(claim, Answer::InOtherWords);
            }
            for &claim in answered {
                other.answer(claim, Answer::InOtherWords);
            }
        }
    }
}

/// The first words of each agreement that both readings speak of.
fn agreements(one: &Side<'_>, other: &Side<'_>) -> Vec<(usize, usize)> {
    let spoken_of = one.claims.iter().zip(&one.answers);
    let pair = |(claim, answer): (&Occurrence, &Answer)| match answer {
        Answer::Here(by) | Answer::Moved(by)
            if claim.meaning == Meaning::Consent(ConsentTerm::Agreement) =>
        {
            Some((claim.first(), other.claims.get(*by)?.first()))
        }
        _ => None,
    };
    spoken_of.filter_map(pair).collect()
}

/// The claims about each agreement that say whether it is called for.
fn about_agreements(side: &Side<'_>) -> BTreeMap<usize, Vec<usize>> {
    let mut about: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, claim) in side.claims.iter().enumerate() {
        if let (Some(agreement), true) = (claim.about, bears_on_agreement(claim.meaning)) {
            about.entry(agreement).or_default().push(at);
        }
    }
    about
}

/// "Or" does for "nor" only as long as the negation is there that it goes on with.
fn reopen_lists(side: &mut Side<'_>) {
    let mut fires = false;
    for (at, claim) in side.claims.iter().enumerate() {
        match claim.meaning {
            Meaning::Claim(ClaimTerm::Not) => fires = side.fires(at),
            Meaning::Claim(ClaimTerm::Nor) if fires && !claim.is_weak => {
                side.answer(at, Answer::None);
            }
            _ => {}
        }
    }
}
