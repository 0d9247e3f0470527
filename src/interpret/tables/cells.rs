//! What a cell looks like in the middle of a table, and cells that go on below.

use std::borrow::Cow;

use crate::syntax::addresses;
use crate::text::{Typography, is_attached, is_invisible, is_space, normal, unmarked};

/// Appends the cells of a line, the first of which goes on with the last cell there is.
pub(super) fn append<'s>(cells: &mut Vec<Cow<'s, str>>, mut line: impl Iterator<Item = &'s str>) {
    match (cells.last_mut(), line.next()) {
        (None, first) => cells.extend(first.map(Cow::Borrowed)),
        (Some(_), Some("") | None) => {}
        (Some(cell), Some(more)) => go_on(cell, more),
    }
    cells.extend(line.map(Cow::Borrowed));
}

/// Appends a line to a cell that was broken over lines.
pub(super) fn go_on<'s>(cell: &mut Cow<'s, str>, line: &'s str) {
    if cell.is_empty() {
        *cell = Cow::Borrowed(line);
    } else {
        let cell = cell.to_mut();
        cell.push('\n');
        cell.push_str(line);
    }
}

/// Cells without their marks.
pub(super) fn unmark(cells: &mut [Cow<'_, str>]) {
    for cell in cells {
        if let Cow::Owned(shown) = unmarked(cell) {
            *cell = Cow::Owned(shown);
        }
    }
}

/// Whether `text` looks like a cookie's name: one word, and not a capitalised one, as the name of
/// a company is.
pub(super) fn is_name(text: &str) -> bool {
    let is_word = is_word(text) && !text.ends_with(':') && !text.contains(['/', '@']);
    let mut letters = text.chars().filter(|&c| !is_attached(c) && !is_invisible(c));
    let is_capitalised =
        letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
    is_word && !is_capitalised
}

/// Whether `text` goes on with a sentence: it begins with a small letter, or with a small letter
/// in parentheses.
pub(super) fn goes_on(text: &str) -> bool {
    let inside = text.strip_prefix('(').unwrap_or(text);
    let mut letters = inside.chars().filter(|&c| !is_attached(c) && !is_invisible(c));
    let is_small = letters.next().is_some_and(char::is_lowercase);
    // "iOS" and "www.example" begin sentences as they are.
    is_small
        && !letters.next().is_some_and(char::is_uppercase)
        && addresses(&normal(text, Typography::Plain)).next().is_none()
}

/// Whether `text` is one word. A guillemet has a space beside it once it is normalised.
pub(super) fn is_word(text: &str) -> bool {
    !text.contains(|c| is_space(c) || matches!(c, '«' | '»'))
}
