//! What each of several names in one row has to itself: its own duration, its own sentence.
//!
//! Lists of the same length belong together in their order, though one of three durations or more is not
//! understood. Where that cannot be told, every cookie has the whole text.

use std::borrow::Cow;
use std::ops::Range;

use super::super::names::Cell;
use super::super::retention;
use crate::lexicon::{Lexicon, Unit};
use crate::model::RetentionKind;
use crate::quantity::{SpanFinder, Vocabulary};
use crate::text::words;

/// Where the retention of each name stands in a cell, if each has its own: of names that are said there
/// again, those that are not have none. Nothing when all of them have all of it.
pub(super) fn retentions(
    cell: &str,
    names: &[Cow<'_, str>],
    unit: Option<Unit>,
    lexicon: &Lexicon,
) -> Option<Vec<Option<Range<usize>>>> {
    if names.len() < 2 {
        return None;
    }
    let mut finder = SpanFinder::default();
    let spans = finder.find(cell, Vocabulary { lexicon, language: None, is_strict: false });
    let spans: Vec<_> = spans.iter().map(|span| span.place.clone()).collect();
    let own = of_names(cell, names, &spans);
    if own.iter().any(Option::is_some) {
        return Some(own);
    }
    let text = Cell::new(cell, lexicon);
    let lines = text.split(&text.whole(), |c| c == '\n');
    let parts = text.split(&text.whole(), |c| matches!(c, ',' | ';' | '\u{37e}' | '/' | '\n'));
    // "1 year, 11 months" is one duration.
    let is_one = spans.len() == 1 && lines.len() == 1 && !cell.contains([';', '/']);
    let side_by_side = if parts.len() == 1 { spans } else { Vec::new() };
    let mut lists = [lines, parts, side_by_side].into_iter();
    let parts = lists.find(|parts| parts.len() == names.len() && !is_one)?;
    let is_unknown = |part: &&Range<usize>| {
        let reading = retention::read(text.at(part), unit, None, lexicon);
        reading.kind == RetentionKind::Unknown
    };
    // What is not understood may go on with what stands before it.
    let is_told = match parts.iter().filter(is_unknown).count() {
        0 => true,
        1 => parts.len() > 2,
        _ => false,
    };
    is_told.then(|| parts.into_iter().map(Some).collect())
}

/// Where the sentences of several names stand, when there is one on a line for each.
pub(super) fn sentences(text: &str, count: usize, lexicon: &Lexicon) -> Option<Vec<Range<usize>>> {
    let cell = Cell::new(text, lexicon);
    let lines = cell.split(&cell.whole(), |c| c == '\n');
    // A line that begins in the middle of a sentence goes on with the one above.
    let goes_on =
        |line: &Range<usize>| cell.at(line).starts_with(|c: char| c.is_lowercase() || c == '(');
    let are_whole = lines.first().is_some_and(goes_on) || !lines.iter().any(goes_on);
    (lines.len() == count && are_whole).then_some(lines)
}

/// Where the duration of each name stands in a cell that says the names again, before or behind it. Names
/// with no more than a word between them share one.
fn of_names(
    cell: &str,
    names: &[Cow<'_, str>],
    durations: &[Range<usize>],
) -> Vec<Option<Range<usize>>> {
    let is_apart = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let place = |name: &str| {
        let mut places = cell.match_indices(name).map(|(at, name)| at..at + name.len());
        places.find(|place| {
            let (before, after) = (cell.get(..place.start), cell.get(place.end..));
            is_apart(before.and_then(|before| before.chars().next_back()))
                && is_apart(after.and_then(|after| after.chars().next()))
        })
    };
    let mut said: Vec<_> = durations.iter().map(|place| (place.clone(), None)).collect();
    let numbered = names.iter().zip(0..);
    said.extend(numbered.filter_map(|(name, number)| Some((place(name)?, Some(number)))));
    said.sort_by_key(|(place, _)| place.start);
    if said.first().is_some_and(|(_, number)| number.is_some()) {
        said.reverse();
    }
    let mut found = vec![None; names.len()];
    let mut duration: Option<Range<usize>> = None;
    let mut last = 0..0;
    for (place, number) in said {
        let between = place.end.min(last.end)..place.start.max(last.start);
        let is_near = cell.get(between).is_some_and(|between| words(between).nth(1).is_none());
        last = place.clone();
        match number.and_then(|number: usize| found.get_mut(number)) {
            Some(found) => *found = duration.clone().filter(|_| is_near),
            None => duration = Some(place),
        }
    }
    found
}
