//! A cell of names taken apart: its parts between commas and the like, and the words of those.

use std::borrow::Cow;
use std::ops::Range;

use super::super::{Looks, looks, pieces};
use crate::lexicon::{Lexicon, NameTerm};
use crate::text::{Typography, is_invisible, is_letter, is_space, normal, trim};

/// The parts of a cell between line ends, commas and the like that stand outside brackets.
pub(super) fn chunks(cell: &str) -> impl Iterator<Item = Range<usize>> {
    let mut depth = 0_usize;
    let mut ends = cell.char_indices().filter_map(move |(at, c)| {
        depth = depth_after(c, depth);
        let is_end = match c {
            '\n' => {
                depth = 0;
                true
            }
            ',' | ';' | '\u{37e}' | '•' | '‣' | '▪' | '●' | '○' | '◦' => depth == 0,
            _ => false,
        };
        is_end.then_some((at, at + c.len_utf8()))
    });
    let mut start = Some(0);
    let parts = std::iter::from_fn(move || {
        let from = start?;
        let end = ends.next();
        start = end.map(|(_, after)| after);
        Some(from..end.map_or(cell.len(), |(at, _)| at))
    });
    parts.map(|part| without_bullet(cell, part)).filter(|part| has_letter(cell, part))
}

pub(super) fn depth_after(c: char, depth: usize) -> usize {
    match c {
        '(' | '[' | '{' | '<' => depth + 1,
        ')' | ']' | '}' | '>' => depth.saturating_sub(1),
        _ => depth,
    }
}

fn has_letter(cell: &str, place: &Range<usize>) -> bool {
    cell.get(place.clone()).is_some_and(|part| part.contains(is_letter))
}

/// `place` without the space round what stands there, and without a bullet before it.
fn without_bullet(cell: &str, place: Range<usize>) -> Range<usize> {
    let mut part = trim(cell.get(place).unwrap_or_default());
    while let Some(rest) = part.strip_prefix(['-', '–', '—', '*', '·', '+']) {
        if !rest.trim_start_matches(is_invisible).starts_with(is_space) {
            break;
        }
        part = trim(rest);
    }
    place_of(cell, part)
}

/// Where `part` stands in `cell`, which it is borrowed from.
pub(super) fn place_of(cell: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr() as usize - cell.as_ptr() as usize;
    start..start + part.len()
}

/// A word of a cell: where it stands with what is in brackets after it, and where without.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) whole: Range<usize>,
    pub(super) bare: Range<usize>,
    pub(super) looks: Looks,
    /// Whether it joins what stands before and after it.
    pub(super) joins: bool,
}

/// A cell and the words that may stand in it.
#[derive(Clone, Copy)]
pub(super) struct Cell<'c> {
    pub(super) text: &'c str,
    pub(super) lexicon: &'c Lexicon,
}

impl<'c> Cell<'c> {
    /// The text at a place.
    pub(super) fn at(&self, place: &Range<usize>) -> &'c str {
        self.text.get(place.clone()).unwrap_or_default()
    }

    /// Whether `word` may stand between two names.
    pub(super) fn joins(&self, word: &str) -> bool {
        self.lexicon.joins_names(&normal(word, Typography::Plain))
    }

    /// The words of a part: what stands between spaces outside brackets, brackets belonging to the
    /// word before them.
    pub(super) fn words(&self, chunk: &Range<usize>) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut depth = 0_usize;
        let (text, mut start) = (self.at(chunk), None);
        let ends = text.char_indices().chain([(text.len(), ' ')]);
        for (at, c) in ends {
            // Guillemets have a space beside them once they are normalised.
            let ends = (is_space(c) || matches!(c, '«' | '»')) && depth == 0 || at == text.len();
            if !ends {
                start = start.or(Some(at));
            } else if let Some(from) = start.take() {
                self.add_word(chunk.start + from..chunk.start + at, &mut words);
            }
            depth = depth_after(c, depth);
        }
        words
    }

    fn add_word(&self, place: Range<usize>, words: &mut Vec<Word>) {
        let text = trim(self.at(&place));
        let place = place_of(self.text, text);
        let opens = text.starts_with(['(', '[', '{', '<', '*', '#', '…']);
        match words.last_mut() {
            Some(word) if opens && !word.joins => word.whole.end = place.end,
            // A mark by itself is beside the name, unless it joins.
            Some(word) if !text.contains(is_letter) => {
                let joins = matches!(&*normal(text, Typography::Plain), "/" | "&" | "+" | "|");
                if text == ":" {
                    word.whole.end = place.end;
                } else if joins && !word.joins {
                    words.push(Word {
                        whole: place.clone(),
                        bare: place,
                        looks: Looks::Unlike,
                        joins,
                    });
                }
            }
            None if !text.contains(is_letter) => {}
            _ => {
                let joins = self.joins(text);
                let looks = if joins { Looks::Unlike } else { self.looks(text) };
                words.push(Word { whole: place.clone(), bare: place, looks, joins });
            }
        }
    }

    /// How much a word looks like a name, without marks round it.
    pub(super) fn looks(&self, word: &str) -> Looks {
        const SHORTEST: usize = 2;
        let plain = normal(word, Typography::Plain);
        let plain = if plain.contains(['<', '{', '[', '(']) { outside(&plain) } else { plain };
        let bare = pieces::bare(&plain);
        let ended = bare.strip_suffix('.').filter(|it| !it.ends_with('.'));
        let found = match (looks(ended.unwrap_or(bare)), ended) {
            // A full stop ends a sentence or an abbreviation.
            (Looks::Possible, Some(_)) => Looks::Unlike,
            // Letters of other alphabets and accents are rare in names.
            (Looks::Unlike, None) if !bare.is_ascii() && is_foreign(bare) => Looks::Possible,
            (looks, _) => looks,
        };
        let is_word_for_cookies = || {
            self.lexicon.naming(bare).next().is_some_and(|(range, term)| {
                matches!(term, NameTerm::Vague | NameTerm::Cookie) && range.len() == bare.len()
            })
        };
        if found == Looks::Possible && (bare.len() < SHORTEST || is_word_for_cookies()) {
            return Looks::Unlike;
        }
        found
    }
}

/// `word` without what stands in its brackets: how that looks says nothing.
fn outside(word: &str) -> Cow<'_, str> {
    let mut depth = 0_usize;
    let is_outside = |c: &char| {
        let before = depth;
        depth = depth_after(*c, depth);
        before == 0 || depth == 0
    };
    Cow::Owned(word.chars().filter(is_outside).collect())
}

/// Whether `word` is one of letters, digits and the marks of names, whatever the alphabet.
fn is_foreign(word: &str) -> bool {
    word.contains(char::is_alphabetic)
        && word.chars().all(|c| is_letter(c) || is_invisible(c) || "_-.*#".contains(c))
}
