//! A cell of names as text: its brackets, the parts between its marks, and the words of those.

use std::ops::Range;

use super::pieces;
use crate::interpret::evidence::{LIKELY_NAME, spelling};
use crate::lexicon::{Lexicon, NameTerm};
use crate::text::{Typography, is_invisible, is_letter, is_space, normal, trim};

/// Brackets deeper than that are text.
const DEPTH: usize = 8;

/// A cell of names. Nothing inside its brackets parts it.
pub(super) struct Cell<'c> {
    pub(super) text: &'c str,
    pub(super) lexicon: &'c Lexicon,
    /// The outermost pairs of brackets, in their order.
    brackets: Vec<Range<usize>>,
}

/// A word of a cell.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Where it stands, without quotes and a colon, and with the marks of what varies behind it.
    pub(super) place: Range<usize>,
    /// Where the inside of parentheses behind it stands.
    pub(super) remark: Option<Range<usize>>,
    /// How much it looks like a name.
    pub(super) score: i32,
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
    /// A dash by itself.
    Dash,
}

impl<'c> Cell<'c> {
    pub(super) fn new(text: &'c str, lexicon: &'c Lexicon) -> Self {
        Self { text, lexicon, brackets: brackets(text) }
    }

    /// The text at a place.
    pub(super) fn at(&self, place: &Range<usize>) -> &'c str {
        self.text.get(place.clone()).unwrap_or_default()
    }

    /// Whether something stands inside brackets, or is one of them.
    fn is_inside(&self, at: usize) -> bool {
        let next = self.brackets.partition_point(|pair| pair.end <= at);
        self.brackets.get(next).is_some_and(|pair| pair.contains(&at))
    }

    /// What stands at `place` between characters outside brackets that end a part, without spaces
    /// round it.
    pub(super) fn split(
        &self,
        place: &Range<usize>,
        is_end: impl Fn(char) -> bool,
    ) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = place.start;
        for (at, c) in self.at(place).char_indices().map(|(at, c)| (place.start + at, c)) {
            if is_end(c) && !self.is_inside(at) {
                parts.push(start..at);
                start = at + c.len_utf8();
            }
        }
        parts.push(start..place.end);
        let trimmed = parts.iter().map(|part| self.place_of(trim(self.at(part))));
        trimmed.filter(|part| self.at(part).contains(is_letter)).collect()
    }

    /// The same text, of which only what stands at `place`, the inside of brackets, is read.
    pub(super) fn within(&self, place: &Range<usize>) -> Self {
        let mut brackets = brackets(self.at(place));
        for pair in &mut brackets {
            *pair = pair.start + place.start..pair.end + place.start;
        }
        Self { brackets, ..*self }
    }

    /// The place of a text that is borrowed from the cell.
    pub(super) fn place_of(&self, part: &str) -> Range<usize> {
        let start = part.as_ptr() as usize - self.text.as_ptr() as usize;
        start..start + part.len()
    }

    /// `place` without a bullet or a number of a list before what stands there.
    pub(super) fn without_bullet(&self, place: &Range<usize>) -> Range<usize> {
        let mut part = self.at(place);
        loop {
            let digits = part.bytes().take_while(u8::is_ascii_digit).count();
            let rest = match part.get(digits..) {
                Some(rest) if (1..=2).contains(&digits) => rest.strip_prefix(['.', ')']),
                _ => part.strip_prefix(['-', '–', '—', '*', '·', '+']),
            };
            match rest.map(|rest| rest.trim_start_matches(is_invisible)) {
                Some(rest) if rest.starts_with(is_space) => part = trim(rest),
                _ => return self.place_of(part),
            }
        }
    }

    /// Whether `word` may stand between two names.
    pub(super) fn joins(&self, word: &str) -> bool {
        self.lexicon.joins_names(&normal(word, Typography::Plain))
    }

    /// Whether `text` is a word for a cookie.
    pub(super) fn is_cookie_word(&self, text: &str) -> bool {
        let text = normal(text, Typography::Plain);
        let mut terms = self.lexicon.naming(&text);
        terms.any(|(range, term)| term == NameTerm::Cookie && range.len() == text.len())
    }

    /// Whether `text` stands in place of names.
    fn is_vague(&self, text: &str) -> bool {
        let mut terms = self.lexicon.naming(text);
        terms.any(|(range, term)| {
            matches!(term, NameTerm::Vague | NameTerm::Cookie) && range.len() == text.len()
        })
    }

    /// The words at a place: what stands between spaces and quotes outside brackets.
    pub(super) fn words(&self, place: &Range<usize>) -> Vec<Word> {
        let is_end =
            |c: char| is_space(c) || matches!(c, '`' | '"' | '«' | '»' | '\u{201c}'..='\u{201f}');
        let mut words: Vec<Word> = Vec::new();
        let mut start = None;
        let end = (place.end, ' ');
        let letters = self.at(place).char_indices().map(|(at, c)| (place.start + at, c));
        for (at, c) in letters.chain([end]) {
            if at < place.end && (!is_end(c) || self.is_inside(at)) {
                start = start.or(Some(at));
            } else if let Some(from) = start.take() {
                self.add_word(from..at, &mut words);
            }
        }
        words
    }

    fn add_word(&self, place: Range<usize>, words: &mut Vec<Word>) {
        let is_edge = |c: char| is_invisible(c) || matches!(c, '†' | '‡');
        let mut text = unquoted(self.at(&place).trim_matches(is_edge));
        let is_mark = !text.contains(is_letter);
        let role = match text {
            "-" | "–" | "—" => Role::Dash,
            "/" | "&" | "+" | "|" => Role::Joins,
            _ if self.joins(text) => Role::Joins,
            _ if text.len() > 1 && text.ends_with(':') => Role::Opens,
            _ => Role::Plain,
        };
        let is_name = |word: &&mut Word| matches!(word.role, Role::Plain | Role::Opens);
        if let Some(word) = words.last_mut().filter(is_name) {
            if text.starts_with('(') {
                text = text.trim_end_matches([':', '.']);
                word.remark = word.remark.take().or_else(|| self.inside(text));
                return;
            }
            if word.role == Role::Plain && text.starts_with(':') && is_mark {
                word.role = Role::Opens;
                return;
            }
            if word.role == Role::Plain && text.starts_with(['[', '{', '<', '*', '#', '…']) {
                let note = text.trim_matches(['[', ']']);
                if !note.bytes().all(|byte| byte.is_ascii_digit()) {
                    word.place.end = self.place_of(text).end;
                }
                return;
            }
        }
        if is_mark && role == Role::Plain {
            return;
        }
        if role == Role::Opens {
            text = text.trim_end_matches([':', ' ']);
        }
        let is_note = |c: char| !c.is_ascii() && c.is_numeric();
        text = text.trim_end_matches(is_note);
        // "_ga(1)": the number of a note, for what varies has a name.
        let mut remark = None;
        if let Some((before, note)) = text.strip_suffix(')').and_then(|it| it.rsplit_once('('))
            && !before.is_empty()
            && (1..=2).contains(&note.len())
            && note.bytes().all(|byte| byte.is_ascii_digit())
        {
            text = before;
        } else if let Some((before, _)) = text.split_once('(')
            && before.ends_with(':')
        {
            remark = self.inside(text.get(before.len()..).unwrap_or_default());
            text = before.trim_end_matches(':');
        }
        let place = self.place_of(unquoted(text.trim_matches(is_edge)));
        let joins = matches!(role, Role::Joins | Role::Dash);
        let score = if joins { 0 } else { self.score(self.at(&place)) };
        words.push(Word { place, remark, score, role });
    }

    /// Where the inside of a pair of parentheses stands.
    fn inside(&self, text: &str) -> Option<Range<usize>> {
        let inside = trim(text.strip_prefix('(')?.strip_suffix(')')?);
        (!inside.is_empty()).then(|| self.place_of(inside))
    }

    /// How much a word looks like a name. A full stop behind it is that of a sentence.
    fn score(&self, word: &str) -> i32 {
        let plain = normal(word, Typography::Plain);
        let bare = pieces::bare(&plain);
        if spelling::is_host(bare) {
            return spelling::NOT_A_WORD;
        }
        let ended = bare.strip_suffix('.').filter(|it| !it.ends_with('.'));
        let score = spelling::of_word(ended.unwrap_or(bare));
        // An abbreviation ends with a stop, too.
        let is_word = (0..LIKELY_NAME).contains(&score);
        let is_none = is_word && (ended.is_some() || self.is_vague(bare));
        if is_none { spelling::NOT_A_WORD } else { score }
    }
}

/// `word` without an apostrophe on either side: one alone may be anything.
fn unquoted(word: &str) -> &str {
    let is_quote = |c| matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}');
    let inside = word.strip_prefix(is_quote).and_then(|word| word.strip_suffix(is_quote));
    inside.filter(|inside| inside.contains(is_letter)).unwrap_or(word)
}

/// The outermost pairs of brackets of a text. None goes over the end of a line.
fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut pairs: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        let close = match byte {
            b'(' => b')',
            b'[' => b']',
            b'{' => b'}',
            b'<' => b'>',
            b'\n' => {
                open.clear();
                continue;
            }
            b')' | b']' | b'}' | b'>' => {
                if let Some(last) = open.iter().rposition(|&(close, _)| close == byte)
                    && let Some((_, start)) = open.drain(last..).next()
                {
                    let inner = pairs.partition_point(|pair| pair.start < start);
                    pairs.truncate(inner);
                    pairs.push(start..at + 1);
                }
                continue;
            }
            _ => continue,
        };
        if open.len() < DEPTH {
            open.push((close, at));
        }
    }
    pairs
}
