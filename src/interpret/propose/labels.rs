//! The labels of a line: before a colon or a question mark, alone, in the first cell of two, or with nothing but a
//! space before what they say.

use super::head;
use super::lines::Line;
use crate::interpret::evidence::label::{self, Label};
use crate::interpret::words::Traits;

/// The labels of a line that begins with one; a label that stands alone has no value.
pub(super) fn labels(line: &Line<'_>) -> Vec<Label> {
    let stream = &line.stream;
    let words = 0..stream.len();
    if line.is_row {
        return of_row(line).into_iter().collect();
    }
    let found = label::all(stream, words.clone());
    if !found.is_empty() {
        // Records may have numbers: "2. Name: _ga".
        let start = head::without_number(stream);
        let begins = found.first().is_some_and(|first| first.words.start == start);
        return if begins { found } else { Vec::new() };
    }
    if !label::is_whole(stream, words.clone()) {
        return Vec::new();
    }
    let fields = label::of(stream, words.clone()).1;
    vec![Label { value: words.end..words.end, words, fields }]
}

/// The label that a line begins with when nothing but a space parts it from what it says, as where each
/// stands in a block of its own: to be believed only where other lines are so, too.
pub(super) fn spaced(line: &Line<'_>) -> Option<Label> {
    let stream = &line.stream;
    let (end, _) = stream.labels(0).filter(|(end, _)| *end < stream.len()).max_by_key(|it| it.0)?;
    let fields = label::of(stream, 0..end).1;
    Some(Label { words: 0..end, fields, value: end..stream.len() })
}

/// The label and the value of a row, when the first cell is known as a label or has a colon.
fn of_row(line: &Line<'_>) -> Option<Label> {
    let stream = &line.stream;
    let mut cells = stream.cells(0);
    let (words, mut value) = (cells.next()?, cells.next()?);
    // The colon of a label may stand in the cell of its value.
    let opens = value.len() > 1 && stream.word(value.start) == ":";
    if opens {
        value.start += 1;
    }
    let has_colon = opens
        || words.clone().next_back().is_some_and(|last| stream.traits(last).has(Traits::COLON));
    let end =
        if has_colon && stream.word(words.end - 1) == ":" { words.end - 1 } else { words.end };
    let (_, fields) = label::of(stream, words.start..end);
    // In a header the other cell is a label too.
    let is_label =
        label::is_whole(stream, words.start..end) && !label::is_whole(stream, value.clone());
    (has_colon || is_label).then_some(Label { words: words.start..end, fields, value })
}
