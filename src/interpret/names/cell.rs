//! A cell as text: its brackets, the parts between its marks, and the words of those.

use std::ops::Range;

use super::pieces;
use crate::interpret::evidence::{LIKELY_NAME, Score, spelling};
use crate::interpret::weights;
use crate::lexicon::{Lexicon, NameTerm};
use crate::text::{Typography, is_invisible, is_letter, is_space, normal, trim};

/// A cell. Nothing inside its brackets parts it.
pub(in crate::interpret) struct Cell<'c> {
    text: &'c str,
    pub(super) lexicon: &'c Lexicon,
    /// The outermost pairs of brackets, in their order.
    brackets: Vec<Range<usize>>,
}

/// A word of a cell.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Where it stands, without quotes and a colon.
    pub(super) place: Range<usize>,
    /// Where the inside of parentheses behind it stands.
    pub(super) remark: Option<Range<usize>>,
    /// How much it looks like a name.
    pub(super) score: Score,
    /// What it does between the words beside it.
    pub(super) role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It may be a name.
    Plain,
    /// The same, with a colon behind it.
    Opens,
    /// It joins two names.
    Joins,
    /// A dash by itself, which joins names or stands before what is said of one.
    Dash,
}

impl Word {
    pub(super) const fn joins(&self) -> bool {
        matches!(self.role, Role::Joins | Role::Dash)
    }
}

impl<'c> Cell<'c> {
    pub(in crate::interpret) fn new(text: &'c str, lexicon: &'c Lexicon) -> Self {
        Self { text, lexicon, brackets: brackets(text, 0..text.len()) }
    }

    /// The same text, of which only what stands at `place`, the inside of brackets, is read.
    pub(super) fn within(&self, place: &Range<usize>) -> Self {
        Self { brackets: brackets(self.text, place.clone()), ..*self }
    }

    /// The text at a place.
    pub(in crate::interpret) fn at(&self, place: &Range<usize>) -> &'c str {
        self.text.get(place.clone()).unwrap_or_default()
    }

    /// All of the cell, without spaces round it.
    pub(in crate::interpret) fn whole(&self) -> Range<usize> {
        self.place_of(trim(self.text))
    }

    /// What stands at `place` between characters outside brackets that end a part, without spaces
    /// round it.
    pub(in crate::interpret) fn split(
        &self,
        place: &Range<usize>,
        is_end: impl Fn(char) -> bool,
    ) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = place.start;
        let letters = self.at(place).char_indices().map(|(at, c)| (place.start + at, c));
        for (at, c) in letters.filter(|(at, c)| is_end(*c) && !self.is_inside(*at)) {
            parts.push(start..at);
            start = at + c.len_utf8();
        }
        parts.push(start..place.end);
        let trimmed = parts.into_iter().map(|part| self.place_of(trim(self.at(&part))));
        trimmed.filter(|part| !part.is_empty()).collect()
    }

    /// Whether something stands inside brackets, or is one of them.
    fn is_inside(&self, at: usize) -> bool {
        let next = self.brackets.partition_point(|pair| pair.end <= at);
        self.brackets.get(next).is_some_and(|pair| pair.contains(&at))
    }

    /// The place of a text that is borrowed from the cell.
    fn place_of(&self, part: &str) -> Range<usize> {
        let start = part.as_ptr() as usize - self.text.as_ptr() as usize;
        start..start + part.len()
    }

    /// Whether `text` is a word for a cookie.
    pub(super) fn is_cookie_word(&self, text: &str) -> bool {
        self.stands_for(text, |term| term == NameTerm::Cookie)
    }

    fn stands_for(&self, text: &str, is_asked: impl Fn(NameTerm) -> bool) -> bool {
        let text = normal(text, Typography::Plain);
        let mut terms = self.lexicon.naming(&text);
        terms.any(|(range, term)| is_asked(term) && range.len() == text.len())
    }

    /// The words at a place: what stands between spaces and quotes outside brackets.
    pub(super) fn words(&self, place: &Range<usize>) -> Vec<Word> {
        let is_end =
            |c: char| is_space(c) || matches!(c, '`' | '"' | '«' | '»' | '\u{201c}'..='\u{201f}');
        let mut words = Vec::new();
        for place in self.split(place, is_end) {
            self.add_word(&place, &mut words);
        }
        words
    }

    fn add_word(&self, place: &Range<usize>, words: &mut Vec<Word>) {
        // Quotes, and the marks of footnotes.
        let is_edge = |c: char| {
            is_invisible(c)
                || matches!(c, '†' | '‡' | '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}')
                || (!c.is_ascii() && c.is_numeric())
        };
        let mut text = self.at(place).trim_matches(is_edge);
        // A host in parentheses is none of a name, with no space before it either.
        if let Some(open) = text.find('(').filter(|&open| open > 0)
            && let Some(host) = text.get(open..).and_then(|host| self.inside(host))
            && spelling::is_host(self.at(&host))
        {
            self.add_word(&self.place_of(text.get(..open).unwrap_or_default()), words);
            words.last_mut().into_iter().for_each(|word| word.remark = Some(host.clone()));
            return;
        }
        let role = match text {
            "-" | "–" | "—" => Role::Dash,
            "/" | "&" | "+" | "|" => Role::Joins,
            _ if self.stands_for(text, |term| term == NameTerm::JoinedBy) => Role::Joins,
            _ if text.ends_with(':') => Role::Opens,
            _ => Role::Plain,
        };
        if let Some(word) = words.last_mut().filter(|word| !word.joins()) {
            if text.starts_with('(') {
                word.remark = word.remark.take().or_else(|| self.inside(text));
                return;
            }
            if text == ":" {
                word.role = Role::Opens;
                return;
            }
        }
        // A rule, a star by itself.
        if role == Role::Plain && !text.contains(is_letter) {
            return;
        }
        // A full stop at the end of the cell is that of a sentence.
        if place.start > 0 && place.end == self.whole().end && !text.ends_with("..") {
            text = text.strip_suffix('.').unwrap_or(text);
        }
        let place = self.place_of(text.trim_end_matches(':'));
        let score = self.score(&place);
        let parts = self.split(&place, |c| c == '/');
        let are_names = || parts.iter().all(|part| self.score(part) >= LIKELY_NAME);
        if score < 0 && parts.len() > 1 && are_names() {
            for part in parts {
                let score = self.score(&part);
                words.push(Word { place: part, remark: None, score, role: Role::Plain });
                words.push(Word { place: place.clone(), remark: None, score, role: Role::Joins });
            }
            words.pop();
        } else {
            words.push(Word { place, remark: None, score, role });
        }
    }

    /// Where the inside of a pair of parentheses stands.
    fn inside(&self, text: &str) -> Option<Range<usize>> {
        let inside = trim(text.trim_end_matches([':', '.']).strip_prefix('(')?.strip_suffix(')')?);
        (!inside.is_empty()).then(|| self.place_of(inside))
    }

    /// How much a word looks like a name: one that stands in place of names does not, nor does a host.
    fn score(&self, place: &Range<usize>) -> Score {
        let plain = normal(self.at(place), Typography::Plain);
        let word = pieces::bare(&plain);
        let is_vague = |term: NameTerm| term.stands_for_names() || term == NameTerm::Cookie;
        let is_none = spelling::is_host(word) || self.stands_for(word, is_vague);
        if is_none { weights::NOT_A_WORD } else { spelling::of_word(word) }
    }
}

/// The outermost pairs of brackets at a place. None goes over the end of a line.
fn brackets(text: &str, place: Range<usize>) -> Vec<Range<usize>> {
    let (mut pairs, mut depth, mut start) = (Vec::new(), 0_usize, place.start);
    for (at, byte) in (place.start..).zip(text.get(place).unwrap_or_default().bytes()) {
        match byte {
            b'(' | b'[' | b'{' | b'<' => {
                start = if depth == 0 { at } else { start };
                depth += 1;
            }
            b')' | b']' | b'}' | b'>' if depth > 0 => {
                depth -= 1;
                pairs.extend((depth == 0).then_some(start..at + 1));
            }
            b'\n' => depth = 0,
            _ => {}
        }
    }
    pairs
}
