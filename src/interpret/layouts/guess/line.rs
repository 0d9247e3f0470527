//! A line as its cells are looked for in it: without what spelling may change, and with the places
//! where a cell may begin.

use std::borrow::Cow;
use std::ops::Range;

use crate::lexicon::Known;
use crate::text::{is_invisible, is_space, trim};

/// How the cells of a line may be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A cell begins after a space.
    Spaced,
    /// A cell begins where letters or digits change with no space between.
    Glued,
    /// A cell begins after a space or where letters or digits change.
    Mixed,
}

/// A line without invisible characters, with single spaces and plain quotes.
pub(super) struct Line<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where each byte of `text` stands in the line as it was; nothing when it was so before.
    places: Vec<usize>,
    written: &'t str,
}

impl<'t> Line<'t> {
    pub(super) fn of(written: &'t str) -> Self {
        if is_plain(written) {
            return Self { text: Cow::Borrowed(written), places: Vec::new(), written };
        }
        let mut text = String::with_capacity(written.len());
        let mut places = Vec::with_capacity(written.len() + 1);
        let mut space = None;
        for (at, c) in written.char_indices() {
            if is_space(c) {
                space = space.or(Some(at));
                continue;
            }
            if is_invisible(c) {
                continue;
            }
            // A guillemet may have a space inside or none.
            if let Some(at) = space.take().filter(|_| !text.ends_with('«') && c != '»')
                && !text.is_empty()
            {
                text.push(' ');
                places.push(at);
            }
            let c = match c {
                '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' => '\'',
                '\u{201c}'..='\u{201f}' => '"',
                c => c,
            };
            text.push(c);
            places.resize(text.len(), at);
        }
        places.push(written.len());
        Self { text: Cow::Owned(text), places, written }
    }

    /// Where a place in `text` is in the line as it was.
    pub(super) fn place(&self, at: usize) -> usize {
        if self.places.is_empty() {
            at
        } else {
            self.places.get(at).copied().unwrap_or(self.written.len())
        }
    }

    /// Where a part of `text` stands in the line as it was, trimmed.
    pub(super) fn written(&self, part: Range<usize>) -> &'t str {
        let part = self.place(part.start)..self.place(part.end);
        trim(self.written.get(part).unwrap_or_default())
    }
}

/// Whether `text` is ASCII with single spaces.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    text.bytes().all(|byte| {
        let fits = byte.is_ascii_graphic() || (byte == b' ' && before != b' ');
        before = byte;
        fits
    })
}

/// Where a cell may begin in `text`, with its beginning and its end.
pub(super) fn cuts(text: &str, style: Style) -> Vec<usize> {
    let mut cuts = Vec::with_capacity(text.len() / 4 + 2);
    cuts.push(0);
    if style != Style::Glued {
        let spaces = memchr::memchr_iter(b' ', text.as_bytes());
        cuts.extend(spaces.map(|at| at + 1).filter(|&at| at < text.len()));
    }
    if style != Style::Spaced {
        seams(text, &mut cuts);
    }
    cuts.push(text.len());
    if style == Style::Mixed {
        cuts.sort_unstable();
    }
    cuts.dedup();
    cuts
}

/// Appends the places where a cell may begin though no space is before it.
fn seams(text: &str, cuts: &mut Vec<usize>) {
    let known = Known::get();
    let name_end = |at: usize| {
        let rest = text.get(at..)?;
        let end = at + known.name_at(rest)?;
        text.get(end..)?.starts_with(|c: char| c.is_alphanumeric()).then_some(end)
    };
    let known_name = |at: usize| {
        const TELLING: usize = 6;
        let rest = text.get(at..)?;
        rest.get(..known.name_at(rest)?).filter(|name| name.len() >= TELLING)
    };
    // Where a known name ends that begins at a cut: it is one too, once the text comes to it.
    let mut end_of_name = name_end(0);
    let mut letters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = letters.next() {
        let next = letters.peek().map_or(' ', |next| next.1);
        // A name that is known begins in the middle of a word only if no word could.
        let begins_name = before.is_alphanumeric()
            && (c == '_' && name_end(at).is_some_and(|end| end > at + 2)
                || c.is_lowercase()
                    && known_name(at).is_some_and(|name| name.contains(['_', '-'])));
        if at > 0 && (is_seam(before, c, next) || begins_name || end_of_name == Some(at)) {
            cuts.push(at);
            end_of_name = end_of_name.filter(|end| *end > at).or_else(|| name_end(at));
        }
        before = c;
    }
}

/// Whether a cell may begin with `c` though it stands right after `before`.
fn is_seam(before: char, c: char, next: char) -> bool {
    let is_end = matches!(
        before,
        '.' | ')' | '>' | '*' | ']' | '}' | '#' | '!' | '?' | '…' | '"' | '»' | ':'
    );
    if c.is_lowercase() {
        return matches!(before, '*' | '>' | ')' | ']' | '}');
    }
    if c.is_uppercase() {
        let ends_acronym = before.is_uppercase() && next.is_lowercase();
        return before.is_lowercase() || before.is_ascii_digit() || is_end || ends_acronym;
    }
    if c.is_ascii_digit() {
        return before.is_alphabetic() || is_end;
    }
    (c == '_' || c == '-' && next == ' ') && (is_end || before.is_alphanumeric() && c == '-')
        || matches!(c, '<' | '≤' | '«' | '~' | '≈' | '¿') && (before.is_lowercase() || is_end)
}
