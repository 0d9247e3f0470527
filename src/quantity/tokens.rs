//! A text as numbers, words and the marks that matter between them, each with its place; and what the
//! words may mean for a duration.

use std::ops::Range;

use super::amount::iso8601_at;
use super::dates::Date;
use super::figures;
use crate::lexicon::{Language, Lexicon, Measure, RetentionTerm, Unit};
use crate::text::{is_attached, is_invisible, is_letter, is_space, optional_endings, word_at};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number, in thousandths; none when it is too long to be counted.
    Number(Option<u64>),
    /// A date in figures.
    Date(Date),
    /// Figures with marks between them that are neither: a time of the day, a version.
    Figures,
    /// A duration as ISO 8601 writes it.
    Iso8601,
    /// A word, by its spelling.
    Word(u64),
    /// A hyphen or a dash, unless it joins two words.
    Dash,
    /// A slash or a bar.
    Slash,
    /// An opening parenthesis.
    Open,
    /// A closing parenthesis.
    Close,
    /// "Less than", or "at most".
    Less,
    /// "More than", or "at least".
    More,
    /// A comma.
    Comma,
    /// A semicolon.
    Break,
    /// The end of a line.
    Line,
    /// The end of a sentence, or a colon.
    Stop,
    /// A sign that parts a number from what is after it.
    Sign,
}

/// One part of a text.
#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
    wording: Option<Wording>,
}

/// What the longest wording that begins at a token may mean.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wording {
    /// The token after it.
    pub(crate) end: usize,
    /// How many words it has.
    pub(crate) words: usize,
    /// A bit for each term.
    terms: u32,
    pub(crate) number: Option<u32>,
    /// A unit of time, in any language: a table may be in another.
    pub(crate) time: Option<Unit>,
    /// A duration by itself.
    pub(crate) named: Option<Unit>,
    pub(crate) month: Option<u32>,
    /// Whether it is a unit of time in the language of the text.
    pub(crate) is_own_time: bool,
}

impl Wording {
    pub(crate) fn has(&self, term: RetentionTerm) -> bool {
        self.terms & 1 << term as u32 != 0
    }

    /// Whether it says something of a duration.
    pub(crate) fn has_terms(&self) -> bool {
        self.terms != 0
    }

    pub(crate) fn is_session(&self) -> bool {
        self.named == Some(Unit::Session) || self.has(RetentionTerm::Session)
    }

    pub(crate) fn is_forever(&self) -> bool {
        self.named == Some(Unit::Forever) || self.has(RetentionTerm::Forever)
    }
}

/// The words a text is read by.
#[derive(Clone, Copy)]
pub(crate) struct Vocabulary<'l> {
    /// Where they are.
    pub lexicon: &'l Lexicon,
    /// The language of the text.
    pub language: Option<Language>,
    /// Whether words of other languages mean nothing: those of tables travel, those of prose do not.
    pub is_strict: bool,
}

impl Vocabulary<'_> {
    /// What the longest wording that words of these spellings begin with may mean; where it ends is
    /// left open.
    pub(super) fn meant(self, spellings: impl IntoIterator<Item = u64>) -> Option<Wording> {
        let only = self.language.filter(|_| self.is_strict);
        let (words, meanings) = self.lexicon.meanings(only, spellings)?;
        let is_own = |of: Language| self.language == Some(of);
        let has_own = meanings.iter().any(|meaning| is_own(meaning.1));
        let mut wording = Wording { words, ..Wording::default() };
        for &(measure, of) in meanings {
            let counts = !has_own || is_own(of);
            match measure {
                Measure::Unit(unit @ (Unit::Session | Unit::Forever)) if counts => {
                    wording.named = wording.named.or(Some(unit));
                }
                Measure::Unit(Unit::Session | Unit::Forever) => {}
                Measure::Unit(unit) if counts || !self.is_strict => {
                    wording.time = wording.time.or(Some(unit));
                    wording.is_own_time |= counts;
                }
                Measure::Term(term) if counts => wording.terms |= 1 << term as u32,
                Measure::Number(number) if counts => {
                    wording.number = wording.number.or(Some(number));
                }
                Measure::Month(month) if counts => wording.month = wording.month.or(Some(month)),
                _ => {}
            }
        }
        Some(wording)
    }
}

/// The parts of a text.
pub(crate) struct Tokens<'t> {
    pub(super) text: &'t str,
    pub(super) vocabulary: Vocabulary<'t>,
    parts: Vec<Token>,
    /// Whether a unit after a number may have a slip of the pen in it.
    pub(super) allows_slips: bool,
}

impl<'t> Tokens<'t> {
    pub(crate) fn new(text: &'t str, vocabulary: Vocabulary<'t>) -> Self {
        Self { text, vocabulary, parts: Vec::new(), allows_slips: false }
    }

    /// All of a short text in which nothing is told but a duration; nothing of one that has more than
    /// `most` tokens.
    pub(crate) fn of_retention(
        text: &'t str,
        vocabulary: Vocabulary<'t>,
        most: usize,
    ) -> Option<Self> {
        let mut tokens = Self { allows_slips: true, ..Self::new(text, vocabulary) };
        let end = tokens.read(0, most + 1);
        (end == text.len() && tokens.len() <= most).then_some(tokens)
    }

    /// Reads the text in parts, which end between two clauses where they can, so that no text takes more
    /// memory than a part of it.
    pub(super) fn read_parts(&mut self, mut each: impl FnMut(&Self)) {
        const PART: usize = 2048;
        let mut from = 0;
        while from < self.text.len() {
            let end = self.read(from, PART);
            let is_whole = from == 0 && end == self.text.len() && !self.vocabulary.is_strict;
            // A word after a number may be a unit with a slip in it only where they are all there is.
            self.allows_slips = is_whole && self.is_number_and_word();
            from = end;
            if end < self.text.len()
                && let Some(last) = self.last_mark()
            {
                from = self.place(last..last + 1).end;
                self.parts.truncate(last + 1);
            }
            each(self);
        }
    }

    fn is_number_and_word(&self) -> bool {
        let kinds = (self.kind(0), self.kind(1));
        self.len() == 2 && matches!(kinds, (Some(Kind::Number(_)), Some(Kind::Word(_))))
    }

    /// The last mark in the second half that parts two clauses.
    fn last_mark(&self) -> Option<usize> {
        let parts = |kind| matches!(kind, Kind::Stop | Kind::Break | Kind::Comma | Kind::Line);
        (self.len() / 2..self.len()).rev().find(|&at| self.kind(at).is_some_and(parts))
    }

    /// Reads up to `most` tokens from a place on, instead of those read before, and gives the place
    /// after them.
    fn read(&mut self, from: usize, most: usize) -> usize {
        self.parts.clear();
        let mut at = from;
        while self.parts.len() < most
            && let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next())
        {
            at = self.read_token(at, c);
        }
        for at in 0..self.parts.len() {
            let wording = self.meant(at);
            if let Some(token) = self.parts.get_mut(at) {
                token.wording = wording;
            }
        }
        at
    }

    fn read_token(&mut self, start: usize, c: char) -> usize {
        let before = self.parts.last().map(|token| (token.kind, token.end));
        let (kind, end) = if c.is_ascii_digit() {
            figures::at(self.text, start)
        } else if is_wordy(c) {
            if let Some(end) = iso8601_at(self.text, start) {
                (Kind::Iso8601, end)
            } else {
                let is_after_number =
                    matches!(before, Some((Kind::Number(_), end)) if end == start);
                return self.read_word(start, is_after_number);
            }
        } else {
            let end = start + c.len_utf8();
            match self.mark(c, start, before.map(|before| before.0)) {
                Some(kind) => (kind, end),
                None => return end,
            }
        };
        self.parts.push(Token { kind, start, end, wording: None });
        end
    }

    /// Digits belong to a word, unless it stands right after others. Raised figures are marks of
    /// footnotes.
    fn read_word(&mut self, start: usize, is_after_number: bool) -> usize {
        let is_part = |c: char| is_wordy(c) || (c.is_ascii_digit() && !is_after_number);
        let word = word_at(self.text, start, is_part);
        let kind = Kind::Word(word.spelling);
        self.parts.push(Token { kind, start, end: word.end, wording: None });
        word.end + optional_endings(self.text.get(word.end..).unwrap_or_default())
    }

    fn mark(&self, c: char, at: usize, before: Option<Kind>) -> Option<Kind> {
        let after = || self.text.get(at + c.len_utf8()..).unwrap_or_default();
        Some(match c {
            '-' | '\u{2010}' | '\u{2011}' => {
                let joins = matches!(before, Some(Kind::Word(_))) && after().starts_with(is_wordy);
                return (!joins).then_some(Kind::Dash);
            }
            '\u{2012}'..='\u{2015}' | '\u{2212}' | '→' | '~' => Kind::Dash,
            '/' | '|' => Kind::Slash,
            '(' | '[' => Kind::Open,
            ')' | ']' => Kind::Close,
            '<' | '≤' => Kind::Less,
            '>' | '≥' => Kind::More,
            ',' => Kind::Comma,
            ';' => Kind::Break,
            '\n' | '\r' => return (before? != Kind::Line).then_some(Kind::Line),
            ':' | '•' => Kind::Stop,
            '.' | '!' | '?' | '…' => {
                let rest = after();
                let next = rest.trim_start_matches(|c| is_space(c) || is_invisible(c));
                let ends = next.len() < rest.len() && next.starts_with(char::is_uppercase);
                return ends.then_some(Kind::Stop);
            }
            '%' | '‰' | '€' | '$' | '£' | '+' | '=' | '#' | '@' | '°' => Kind::Sign,
            _ => return None,
        })
    }

    /// The longest wording that begins at a token; the ends of lines do not part its words.
    fn meant(&self, at: usize) -> Option<Wording> {
        let rest = self.parts.get(at..).unwrap_or_default();
        let Kind::Word(_) = rest.first()?.kind else { return None };
        let spellings = rest.iter().filter(|token| token.kind != Kind::Line).map_while(|token| {
            if let Kind::Word(spelling) = token.kind { Some(spelling) } else { None }
        });
        let wording = self.vocabulary.meant(spellings)?;
        let is_word = |(_, token): &(usize, &Token)| token.kind != Kind::Line;
        let (last, _) = rest.iter().enumerate().filter(is_word).nth(wording.words - 1)?;
        Some(Wording { end: at + last + 1, ..wording })
    }

    pub(crate) fn len(&self) -> usize {
        self.parts.len()
    }

    pub(crate) fn kind(&self, at: usize) -> Option<Kind> {
        self.parts.get(at).map(|token| token.kind)
    }

    pub(crate) fn wording(&self, at: usize) -> Option<&Wording> {
        self.parts.get(at)?.wording.as_ref()
    }

    /// The token after the wording that begins at a token, if it may be this term.
    pub(crate) fn term(&self, at: usize, wanted: RetentionTerm) -> Option<usize> {
        self.wording(at).filter(|wording| wording.has(wanted)).map(|wording| wording.end)
    }

    /// Where some tokens are, in bytes.
    pub(crate) fn place(&self, tokens: Range<usize>) -> Range<usize> {
        let tokens = self.parts.get(tokens).unwrap_or_default();
        let start = tokens.first().map_or(0, |token| token.start);
        start..tokens.last().map_or(start, |token| token.end)
    }

    /// The text of a token.
    pub(crate) fn text_at(&self, at: usize) -> &'t str {
        self.text.get(self.place(at..at + 1)).unwrap_or_default()
    }
}

/// Whether `c` is part of a word, digits aside.
fn is_wordy(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (!c.is_ascii() && is_letter(c) && (c.is_alphabetic() || is_attached(c)))
}
