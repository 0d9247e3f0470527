//! Variations as they are told: each passage once with its readings, and the same edit in several cells once.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::drift::report::{Edit, Names, Passage, Variation};

/// The readings of a passage, those that most have first.
pub(super) type Readings<'v> = Vec<&'v Variation>;

/// Passages that are told together: one, or several cells with the same edits by the same charters.
pub(super) struct Told<'v>(pub(super) Vec<Readings<'v>>);

/// What is the same for readings that are told once.
#[derive(PartialEq, Eq, Hash)]
struct Same<'v> {
    rule: &'v str,
    edits: &'v [Edit],
    /// Where there are no edits that would tell.
    texts: Option<[Option<&'v str>; 2]>,
    paths: &'v Names,
}

/// Puts variations together, in the order of the first of each passage.
pub(super) fn told<'v>(variations: impl Iterator<Item = &'v Variation>) -> Vec<Told<'v>> {
    let mut passages: Vec<Readings<'v>> = Vec::new();
    let mut known: HashMap<(&Passage, Option<&str>), usize> = HashMap::new();
    for variation in variations {
        let (passage, text) = (&variation.passage, variation.baseline.text.as_deref());
        // What was added between the same two passages is not the same passage for that.
        let is_one = text.is_some() || passage.cookie.is_some();
        let place = known.get(&(passage, text)).copied().filter(|_| is_one);
        if let Some(readings) = place.and_then(|place| passages.get_mut(place)) {
            readings.push(variation);
        } else {
            known.insert((passage, text), passages.len());
            passages.push(vec![variation]);
        }
    }
    let mut told: Vec<Told<'v>> = Vec::new();
    let mut known: HashMap<(Option<&str>, Vec<Same<'v>>), usize> = HashMap::new();
    for mut readings in passages {
        readings.sort_by_key(|it| Reverse(it.reading.charters));
        let field = readings.first().and_then(|it| it.passage.field.as_deref());
        let is_cell = readings.first().is_some_and(|it| it.passage.cookie.is_some());
        let key = (field, readings.iter().map(|it| same(it)).collect());
        let place = known.get(&key).copied().filter(|_| is_cell);
        if let Some(Told(cells)) = place.and_then(|place| told.get_mut(place)) {
            cells.push(readings);
        } else {
            known.insert(key, told.len());
            told.push(Told(vec![readings]));
        }
    }
    told
}

fn same(variation: &Variation) -> Same<'_> {
    let texts = [&variation.baseline.text, &variation.reading.text].map(Option::as_deref);
    Same {
        rule: &variation.rule,
        edits: &variation.edits,
        texts: variation.edits.is_empty().then_some(texts),
        paths: &variation.reading.paths,
    }
}
