//! What each of several names in one row has to itself: its own duration, its own sentence.
//!
//! Lists of the same length belong together in their order, though one of three durations or more is not
//! understood. Where that cannot be told from the row or from others in the table, every cookie has
//! the whole text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::super::retention;
use crate::lexicon::{Lexicon, Unit};
use crate::model::RetentionKind;
use crate::text::{Typography, is_invisible, is_letter, is_space, normal, trim};

/// Where the retention of each name stands in a cell, if each has its own: of names that are said there
/// again, those that are not have none. Nothing when all of them have all of it. `are_paired` says that
/// those of other rows surely have their own.
pub(super) fn retentions(
    cell: &str,
    names: &[Cow<'_, str>],
    unit: Option<Unit>,
    are_paired: bool,
    lexicon: &Lexicon,
) -> Option<Vec<Option<Range<usize>>>> {
    let reading = |place: &Range<usize>| {
        retention::read(cell.get(place.clone()).unwrap_or_default(), unit, None, lexicon)
    };
    let is_known = |reading: &retention::Reading| reading.kind != RetentionKind::Unknown;
    if names.len() < 2 {
        return None;
    }
    let own = named(cell, names, lexicon);
    if own.iter().any(Option::is_some) {
        let are_known = own.iter().flatten().all(|place| is_known(&reading(place)));
        return are_known.then_some(own);
    }
    let lines = lines(cell);
    let (are_lines, parts) = match parts(cell, names.len(), lexicon) {
        _ if lines.len() == names.len() => (true, lines),
        Some(parts) => (false, parts),
        None => {
            let groups = groups(cell, names.len())?;
            let are_known = groups.iter().all(|place| is_known(&reading(place)));
            (false, Some(groups).filter(|_| are_known)?)
        }
    };
    let mut readings: Vec<_> = parts.iter().map(reading).collect();
    let count = readings.len();
    readings.retain(is_known);
    let are_told = match count - readings.len() {
        0 => true,
        // What is not understood may go on with what stands before it.
        1 => (count > 2 || (are_paired && count > 1)) && !cell.contains('('),
        _ => false,
    };
    let is_one =
        !are_lines && !cell.contains([';', '\u{37e}', '/']) && readings.is_sorted_by(goes_on);
    (are_told && !is_one).then(|| parts.into_iter().map(Some).collect())
}

/// Whether one duration may go on with another, as "1 year, 11 months" does.
fn goes_on(larger: &retention::Reading, smaller: &retention::Reading) -> bool {
    /// Not more of a unit are one of the next: days of a month.
    const MOST: u64 = 31;
    /// As ISO 8601 writes them, with their seconds; those of a time stand behind a T.
    const DATE: [(char, u64); 4] =
        [('Y', 31_536_000), ('M', 2_592_000), ('W', 604_800), ('D', 86_400)];
    const TIME: [(char, u64); 3] = [('H', 3600), ('M', 60), ('S', 1)];
    let unit = |it: &retention::Reading| {
        let iso = it.iso8601.as_deref()?;
        let units: &[_] = if iso.contains('T') { &TIME } else { &DATE };
        units.iter().find(|(letter, _)| iso.ends_with(*letter)).map(|&(_, seconds)| seconds)
    };
    match (unit(larger), unit(smaller), smaller.max_seconds.or(smaller.seconds)) {
        (Some(large), Some(small), Some(seconds)) => {
            // Minutes and seconds go on with what they are sixtieths of.
            let is_next = large > small && (large / small <= MOST || large == small * 60);
            let is_whole = larger.seconds.is_some_and(|whole| large == 3600 && whole >= 86_400);
            is_next && seconds < large && !is_whole
        }
        _ => false,
    }
}

/// Where the lines of a cell stand.
fn lines(cell: &str) -> Vec<Range<usize>> {
    let lines = cell.split('\n').map(trim).filter(|line| !line.is_empty());
    lines.map(|line| place_of(cell, line)).collect()
}

/// Where the sentences of several names stand, when there is one on a line for each.
pub(super) fn sentences(cell: &str, count: usize) -> Option<Vec<Range<usize>>> {
    let lines = lines(cell);
    // A line that begins in the middle of a sentence goes on with the one above.
    let goes_on = |line: &Range<usize>| {
        cell.get(line.clone())
            .is_some_and(|line| line.starts_with(|c: char| c.is_lowercase() || c == '('))
    };
    let first_is_small = lines.first().is_some_and(goes_on);
    let are_whole = first_is_small || !lines.iter().any(goes_on);
    (lines.len() == count && are_whole).then_some(lines)
}

fn place_of(cell: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr() as usize - cell.as_ptr() as usize;
    start..start + part.len()
}

/// The parts of a cell between commas, semicolons, slashes, line ends and words that join, if there are
/// just so many.
fn parts(cell: &str, count: usize, lexicon: &Lexicon) -> Option<Vec<Range<usize>>> {
    let mut parts = Vec::with_capacity(count);
    let mut depth = 0_usize;
    let pieces = cell.split(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | ';' | '\u{37e}' | '/' | '\n')
    });
    for piece in pieces {
        let mut start = 0;
        for (at, word) in words(piece) {
            if at > 0 && joins(word, lexicon) {
                parts.push(piece.get(start..at).unwrap_or_default());
                start = at + word.len();
            }
        }
        parts.push(piece.get(start..).unwrap_or_default());
        if parts.len() > 2 * count {
            return None;
        }
    }
    let parts: Vec<_> = parts.into_iter().map(trim).filter(|part| !part.is_empty()).collect();
    (parts.len() == count).then(|| parts.into_iter().map(|part| place_of(cell, part)).collect())
}

/// Where durations with nothing but spaces between them stand: words, or amounts and their units.
fn groups(cell: &str, count: usize) -> Option<Vec<Range<usize>>> {
    /// An amount and its unit.
    const WORDS: usize = 2;
    if cell.contains([',', ';', '\u{37e}', '/', '(']) {
        return None;
    }
    let words: Vec<_> = words(cell).take(WORDS * count + 1).collect();
    let size = words.len() / count;
    if !(1..=WORDS).contains(&size) || words.len() != size * count {
        return None;
    }
    let place = |group: &[(usize, &str)]| match (group.first(), group.last()) {
        (Some(&(start, _)), Some(&(at, last))) => Some(start..at + last.len()),
        _ => None,
    };
    words.chunks(size).map(place).collect()
}

/// Whether `word` may stand between two names, or two durations.
fn joins(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.joins_names(&normal(word, Typography::Plain))
}

/// The words of a text, with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.split(is_space).filter(|word| !word.is_empty());
    words.map(|word| (place_of(text, word).start, word))
}

/// Where what is said of each name stands in a cell that says the names again, before or behind it.
fn named(cell: &str, names: &[Cow<'_, str>], lexicon: &Lexicon) -> Vec<Option<Range<usize>>> {
    let bare = |text: &str| normal(text, Typography::Plain).trim_matches(MARKS).trim().to_owned();
    let numbers: HashMap<String, usize, FixedState> =
        names.iter().map(|name| bare(name)).zip(0..).collect();
    let is_end = |c: char| is_space(c) || matches!(c, ':' | ',' | ';' | '(' | ')' | '=' | '/');
    let said = cell.split(is_end).filter_map(|word| {
        let number = *numbers.get(&bare(word)).filter(|_| !word.is_empty())?;
        Some((place_of(cell, word), number))
    });
    let said: Vec<_> = said.collect();
    let mut found = vec![None; names.len()];
    let (Some((first, _)), Some((last, _))) = (said.first(), said.last()) else { return found };
    let is_before = !has_letter(cell, 0..first.start);
    if !is_before && has_letter(cell, last.end..cell.len()) {
        return found;
    }
    let mut set = |number: usize, place: Option<Range<usize>>| {
        if let Some(found) = found.get_mut(number) {
            *found = place;
        }
    };
    // Names that share a text have nothing between them.
    let mut text = None;
    if is_before {
        let mut end = cell.len();
        for (name, number) in said.iter().rev() {
            text = stripped(cell, name.end..end, lexicon).or(text);
            set(*number, text.clone());
            end = name.start;
        }
    } else {
        let mut start = 0;
        for (name, number) in &said {
            text = stripped(cell, start..name.start, lexicon).or(text);
            set(*number, text.clone());
            start = name.end;
        }
    }
    found
}

/// What may stand round a name, or between it and what is said of it.
const MARKS: [char; 10] = ['"', '\'', '`', '«', '»', '“', '”', '‘', '’', '.'];

fn has_letter(cell: &str, place: Range<usize>) -> bool {
    cell.get(place).is_some_and(|part| part.contains(is_letter))
}

/// What stands at `place` without marks and words that join round it.
fn stripped(cell: &str, place: Range<usize>, lexicon: &Lexicon) -> Option<Range<usize>> {
    let is_mark =
        |c: char| is_space(c) || is_invisible(c) || ":,;=-–—/|(".contains(c) || MARKS.contains(&c);
    let mut part =
        cell.get(place)?.trim_matches(is_mark).trim_start_matches(')').trim_matches(is_mark);
    if !part.contains('(') {
        part = part.trim_end_matches(')').trim_matches(is_mark);
    }
    if let Some((at, word)) = words(part).last()
        && at > 0
        && joins(word, lexicon)
    {
        part = part.get(..at)?.trim_matches(is_mark);
    }
    if let Some((_, word)) = words(part).next()
        && joins(word, lexicon)
    {
        part = part.get(word.len()..)?.trim_matches(is_mark);
    }
    part.contains(is_letter).then(|| place_of(cell, part))
}
