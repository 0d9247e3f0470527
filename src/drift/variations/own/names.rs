//! The names that a charter has for its portal, wherever else they stand.
//!
//! A place in one passage shows what is each portal's own; the same words are its own in a passage that has them by the
//! way, in one that few charters have, and in what a cell says a cookie is for.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::super::FamilyComparison;
use super::super::passage::{Exact, base};
use super::super::tally::{Occurrence, Tally};
use super::template::is_plain_word;
use crate::drift::mask::Value;
use crate::drift::shared_parts::GroupId;
use crate::drift::words::{class, spellings, words};
use crate::text::Word;

/// No portal has more names for itself: every passage is searched for them.
const MOST: usize = 16;

/// The own names of the charters of a family, as the spellings of their words, by the group of their prose.
#[derive(Default)]
pub(in super::super) struct Names(HashMap<GroupId, Vec<Vec<u64>>, FixedState>);

impl Names {
    /// Puts down that charters with a reading of prose have this name.
    pub(super) fn add(&mut self, name: &str, at: &[Occurrence]) {
        // Without the article before it, and none without a capital.
        let is_plain = |word: &Word| name.get(word.start..word.end).is_none_or(is_plain_word);
        let name: Vec<Word> = words(name).skip_while(is_plain).collect();
        let name = spellings(&name);
        if name.is_empty() {
            return;
        }
        for Occurrence { group, .. } in at {
            let of_group = self.0.entry(*group).or_default();
            if of_group.len() < MOST && !of_group.contains(&name) {
                of_group.push(name.clone());
                // A longer one may begin with a shorter.
                of_group.sort_by_key(|name| Reverse(name.len()));
            }
        }
    }

    /// The same readings, each with a sign in place of the names of those who have it; nothing when there is none. What
    /// the baseline says, too, whose name it is not, is no name in this passage.
    pub(in super::super) fn masked(
        &self,
        comparing: &FamilyComparison<'_>,
        tally: &Tally<Exact>,
    ) -> Option<Tally<Exact>> {
        if self.0.is_empty() || tally.readings.len() < 2 {
            return None;
        }
        let base = tally.readings.get(base(tally)?.reading)?;
        let of_base = base.at.first().map(|&at| self.of(comparing, at)).unwrap_or_default();
        let in_base = Spelled::new(base.key.text(comparing));
        let (of_base, in_base) = (&of_base, &in_base);
        tally.split(comparing, |reading| {
            let spelled = Spelled::new(reading.key.text(comparing));
            Some(move |at: Occurrence| {
                let is_own = |name: &&[u64]| of_base.contains(name) || !in_base.has(name);
                let names: Vec<&[u64]> =
                    self.of(comparing, at).into_iter().filter(is_own).collect();
                let text = spelled.without(&names)?;
                Some((class([&text]), Exact { masked: Some(text.into()), ..reading.key.clone() }))
            })
        })
    }

    /// The names that all charters with what stands there have.
    fn of(&self, comparing: &FamilyComparison<'_>, at: Occurrence) -> Vec<&[u64]> {
        let documents = comparing.shared.documents(at.group).iter();
        let mut groups = documents.map(|&document| comparing.shared.groups_of(document)[0]);
        let of_group = |group| self.0.get(&group).map_or(&[][..], Vec::as_slice);
        let first = groups.next().map_or(&[][..], of_group);
        let mut names: Vec<&[u64]> = first.iter().map(Vec::as_slice).collect();
        for group in groups {
            if names.is_empty() {
                break;
            }
            names.retain(|name| of_group(group).iter().any(|it| it == name));
        }
        names
    }
}

/// A text and its words.
struct Spelled {
    text: String,
    words: Vec<Word>,
    spellings: Vec<u64>,
}

impl Spelled {
    fn new(text: String) -> Self {
        let words: Vec<Word> = words(&text).collect();
        Self { spellings: spellings(&words), words, text }
    }

    fn has(&self, name: &[u64]) -> bool {
        self.spellings.windows(name.len()).any(|words| words == name)
    }

    /// The text with a sign in place of each of these names, the longest first; nothing when it has none.
    fn without(&self, names: &[&[u64]]) -> Option<String> {
        let mut text = String::with_capacity(self.text.len());
        let (mut done, mut at) = (0, 0);
        while let Some(rest) = self.spellings.get(at..).filter(|rest| !rest.is_empty()) {
            let name = names.iter().find(|name| rest.starts_with(name));
            let name = name.map(|name| at..at + name.len());
            let Some(place) = name.as_ref().and_then(|name| self.place(name)) else {
                at += 1;
                continue;
            };
            text.push_str(self.text.get(done..place.start)?);
            text.push(Value::Name.sign());
            done = place.end;
            at = name.map_or(at + 1, |name| name.end);
        }
        text.push_str(self.text.get(done..)?);
        (done > 0).then_some(text)
    }

    /// Where these words stand; a single one is no name in small letters.
    fn place(&self, name: &Range<usize>) -> Option<Range<usize>> {
        let words = self.words.get(name.clone())?;
        let is_plain = |word: &Word| self.text.get(word.start..word.end).is_none_or(is_plain_word);
        let range = words.first()?.start..words.last()?.end;
        (words.len() > 1 || !words.iter().all(is_plain)).then_some(range)
    }
}
