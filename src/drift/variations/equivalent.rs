//! Readings that say what the baseline says and are only set otherwise: a link that leads nowhere, numbers
//! of headings that have others there, and those of a list that are written.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::passage::{Base, Exact, base};
use super::tally::{Occurrence, Reading, Tally};
use super::{FamilyComparison, prose};
use crate::drift::collation::PassageId;
use crate::drift::comparison::{changes, measured};
use crate::drift::corpus::{Class, ItemKind};
use crate::drift::shared_parts::GroupId;
use crate::drift::words::{class, spellings, words};
use crate::lexicon::Language;
use crate::text::{Word, is_letter_before, is_number_before, without_number, without_targets};

/// The spellings of the numbers that headings of a group have where the baseline has others: its own, then the
/// baseline's.
type Renumbered = HashSet<(u64, u64), FixedState>;

/// By the group of the prose.
pub(super) type AllRenumbered = HashMap<GroupId, Renumbered, FixedState>;

/// Finds which headings have other numbers than in the baseline.
pub(super) fn renumbered(
    comparing: &FamilyComparison<'_>,
    prose: &prose::Readings,
) -> AllRenumbered {
    let mut all = AllRenumbered::default();
    let ids = (0..).zip(&prose.passages).map(|(id, it)| (id, &it.tally));
    let is_heading = |id: PassageId| {
        comparing.collation.prose.get(id).is_some_and(|it| it.kind == ItemKind::Heading)
    };
    for (id, tally) in ids.filter(|&(id, tally)| tally.readings.len() > 1 && is_heading(id)) {
        let Some(there) = prose.text(id).map(|text| number(&text)) else { continue };
        for reading in &tally.readings {
            let here = number(&reading.key.text(comparing));
            if here == there || here.len() != there.len() {
                continue;
            }
            for at in &reading.at {
                all.entry(at.group)
                    .or_default()
                    .extend(here.iter().copied().zip(there.iter().copied()));
            }
        }
    }
    all
}

/// The number of a heading, in its parts.
fn number(heading: &str) -> Vec<u64> {
    let length = heading.len() - without_number(heading).len();
    words(heading.get(..length).unwrap_or_default()).map(|word| word.spelling).collect()
}

/// The same readings, those that are only set otherwise with the words of the baseline; nothing when none is.
pub(super) fn with_equivalents(
    comparing: &FamilyComparison<'_>,
    tally: &Tally<Exact>,
    known: Base,
) -> Option<(Tally<Exact>, Base)> {
    let renumbered = |group| comparing.renumbered.get().and_then(|all| all.get(&group));
    let text = |reading: &Reading<Exact>| reading.key.text(comparing);
    tally.readings.iter().find(|reading| reading.class != known.class)?;
    let there = Sides::of(&text(tally.readings.get(known.reading)?));
    let replaced = tally.split(comparing, |reading| {
        let here = (reading.class != known.class).then(|| Sides::of(&text(reading)))?;
        let there = &there;
        Some(move |at: Occurrence| {
            let language = comparing.family.language;
            let (meant, base) = here.meant(there, renumbered(at.group), language)?;
            let class = class([&meant]);
            let class = if class == base { known.class } else { class };
            Some((class, Exact { meant: Some(meant.into()), ..reading.key.clone() }))
        })
    })?;
    let base = base(&replaced)?;
    Some((replaced, base))
}

/// A reading as it is, and with the labels of its links alone where it has some that lead anywhere.
struct Sides {
    whole: Side,
    linkless: Option<Side>,
}

/// A reading taken apart.
struct Side {
    text: String,
    words: Vec<Word>,
    class: Class,
}

impl Sides {
    fn of(text: &str) -> Self {
        let side =
            |text: String| Side { words: words(&text).collect(), class: class([&text]), text };
        Self { linkless: without_targets(text, |_| true).map(side), whole: side(text.to_owned()) }
    }

    fn side(&self, is_linkless: bool) -> &Side {
        self.linkless.as_ref().filter(|_| is_linkless).unwrap_or(&self.whole)
    }

    /// What the reading is taken to say where that is not just its text, and the class of what the baseline is.
    fn meant(
        &self,
        there: &Self,
        renumbered: Option<&Renumbered>,
        language: Option<Language>,
    ) -> Option<(String, Class)> {
        // Where both lead somewhere, an address may have been copied.
        let is_linked_otherwise = self.linkless.is_some() != there.linkless.is_some();
        let here = self.side(is_linked_otherwise);
        let there = there.side(is_linked_otherwise);
        let referring = renumbered.and_then(|pairs| here.referring(there, pairs, language));
        let is_same = is_linked_otherwise && here.class == there.class;
        let same = || is_same.then(|| here.text.clone());
        let text = referring.or_else(|| here.counted(there, language)).or_else(same)?;
        Some((text, there.class))
    }
}

impl Side {
    /// The reading with what counts it in the baseline, `1.` or `b)`, or without, when that is another there: a list may
    /// have its numbers written, and a letter in place of them.
    fn counted(&self, there: &Self, language: Option<Language>) -> Option<String> {
        let [(here, rest), (before, _)] = [self, there].map(|side| side.count(language));
        (here != before).then(|| format!("{before}{rest}"))
    }

    /// What counts the text in a list, with the space behind it, and the rest.
    fn count(&self, language: Option<Language>) -> (&str, &str) {
        let counts = |(word, _): &(&str, &str)| is_number_before(word) || is_letter_before(word);
        let rest = self.text.split_once(' ').filter(counts).map(|(_, rest)| rest);
        // "1. Januar".
        let rest = rest.filter(|_| !measured(&self.text, language).contains(&0));
        self.text.split_at(self.text.len() - rest.unwrap_or(&self.text).len())
    }

    /// The reading with the baseline's numbers of headings, when it refers to some that are renumbered.
    fn referring(
        &self,
        there: &Self,
        renumbered: &Renumbered,
        language: Option<Language>,
    ) -> Option<String> {
        let (one, other) = (spellings(&there.words), spellings(&self.words));
        // A duration or a date refers to no heading.
        let [dates, other_dates] = [there, self].map(|side| measured(&side.text, language));
        let refers = |&(at, opposite): &(usize, usize)| {
            let pair = other.get(opposite).copied().zip(one.get(at).copied());
            pair.is_some_and(|it| renumbered.contains(&it))
                && !dates.contains(&at)
                && !other_dates.contains(&opposite)
        };
        // Numbers that stand side by side may look as if they had moved.
        let in_place = (0..one.len()).filter(|&at| one.get(at) != other.get(at));
        let mut places: Vec<_> = in_place.map(|at| (at, at)).collect();
        if one.len() != other.len() || !places.iter().all(refers) {
            let even =
                changes(&one, &other).into_iter().filter(|it| it.one.len() == it.other.len());
            places = even.flat_map(|it| it.one.zip(it.other)).filter(refers).collect();
        }
        let mut meant = String::with_capacity(self.text.len());
        let mut done = 0;
        for &(at, opposite) in &places {
            let (number, instead) = (there.words.get(at)?, self.words.get(opposite)?);
            meant.push_str(self.text.get(done..instead.start)?);
            meant.push_str(there.text.get(number.start..number.end)?);
            done = instead.end;
        }
        meant.push_str(self.text.get(done..)?);
        (!places.is_empty()).then_some(meant)
    }
}
