//! The names in the cells of a column: where each stands, and what its cell says of it alone.
//!
//! Line ends, commas, semicolons and bullets part names, each of them one, however short or odd; slashes
//! and words that join part what looks like names on both sides, and spaces do in a cell that has nothing
//! else. A cell that would not be a list of names by itself is one where others in its column are parted
//! in the same way; a cell with a part that is prose stays whole.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::cell::{Cell, Role, Word};
use crate::interpret::evidence::spelling::{is_host, of_word};
use crate::interpret::evidence::{LIKELY_NAME as LIKELY, SURE_NAME as SURE, Score};
use crate::interpret::{looks_like, weights};
use crate::lexicon::Lexicon;
use crate::text::{is_letter, is_space, visible};

/// A name in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::interpret) struct Entry {
    /// Where it stands.
    pub(in crate::interpret) name: Range<usize>,
    /// What is said of it, in parentheses, behind a colon or a dash.
    pub(in crate::interpret) remark: Option<Range<usize>>,
    /// The host that sets it, before a colon.
    pub(in crate::interpret) host: Option<Range<usize>>,
}

/// What parts the names of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::interpret) struct Separators {
    /// Line ends.
    pub(in crate::interpret) lines: bool,
    /// Commas, semicolons and bullets.
    pub(in crate::interpret) marks: bool,
}

/// The names of a cell, at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::interpret) struct CellNames {
    pub(in crate::interpret) entries: Vec<Entry>,
    /// What parts them for sure, by what stands in this cell alone.
    pub(in crate::interpret) parted_by: Separators,
}

/// Whether a cell may be anything but one name as it stands: a look at each byte.
pub(in crate::interpret) fn may_be_parted(cell: &str) -> bool {
    let is_mark = |byte| {
        matches!(byte, b',' | b';' | b'/' | b'\n' | b' ' | b':' | b'(' | b'"' | b'\'' | b'`')
            || byte >= 0x80
    };
    cell.bytes().any(is_mark)
}

/// Reads the names of a cell whose column is parted by `separators`.
pub(in crate::interpret) fn read(
    text: &str,
    separators: Separators,
    lexicon: &Lexicon,
) -> CellNames {
    let cell = Cell::new(text, lexicon);
    let whole = cell.whole();
    let mut reader = Reader {
        cell,
        separators,
        parted_by: Separators::default(),
        found: Vec::new(),
        has_label: false,
        host: None,
    };
    match reader.read(&whole) {
        Some(entries) => CellNames { entries, parted_by: reader.parted_by },
        None => CellNames {
            entries: vec![Entry { name: whole, remark: None, host: None }],
            parted_by: Separators::default(),
        },
    }
}

/// No longer text behind a colon is a remark, in words.
const REMARK: usize = 8;

struct Reader<'c> {
    cell: Cell<'c>,
    /// Of the column.
    separators: Separators,
    /// Of this cell.
    parted_by: Separators,
    found: Vec<(Entry, Score)>,
    /// Whether a label says that what follows are names.
    has_label: bool,
    /// The host of the last label.
    host: Option<Range<usize>>,
}

impl Reader<'_> {
    /// The names of the cell, unless it is no more than one as it stands.
    fn read(&mut self, whole: &Range<usize>) -> Option<Vec<Entry>> {
        let is_mark = |c| matches!(c, ',' | ';' | '\u{37e}' | '•' | '‣' | '▪' | '●' | '○' | '◦');
        let has_letter = |part: &Range<usize>| self.cell.at(part).contains(is_letter);
        let lines = self.lines(whole).into_iter().filter(has_letter);
        let parts = lines.map(|line| self.cell.split(&line, is_mark)).collect::<Vec<_>>();
        let has_marks = parts.iter().any(|parts| parts.len() > 1);
        self.parted_by = Separators { lines: parts.len() > 1, marks: has_marks };
        let parts: Vec<_> = parts.into_iter().flatten().filter(has_letter).collect();
        if !parts.iter().all(|part| self.part(&self.cell.words(part), part)) {
            return None;
        }
        let is_told = self.found.iter().any(|(_, score)| *score >= LIKELY);
        if !is_told
            && parts.len() > 1
            && !self.has_label
            && !self.is_list_in_column()
            && !self.are_plain()
        {
            return None;
        }
        if !is_told {
            self.parted_by = Separators::default();
        }
        // A host, or a word for no name.
        self.found.retain(|(_, score)| *score > weights::NOT_A_WORD);
        let found = std::mem::take(&mut self.found);
        (!found.is_empty()).then(|| found.into_iter().map(|(entry, _)| entry).collect())
    }

    /// The lines of the cell. One that begins with a parenthesis goes on with the one before.
    fn lines(&self, whole: &Range<usize>) -> Vec<Range<usize>> {
        let mut lines: Vec<Range<usize>> = Vec::new();
        for line in self.cell.split(whole, |c| c == '\n') {
            match lines.last_mut().filter(|_| self.cell.at(&line).starts_with('(')) {
                Some(last) => last.end = line.end,
                None => lines.push(line),
            }
        }
        lines
    }

    /// Whether others in the column are parted as this cell is.
    fn is_list_in_column(&self) -> bool {
        let Separators { lines, marks } = self.parted_by;
        (!lines || self.separators.lines) && (!marks || self.separators.marks)
    }

    /// Whether several words that prose has, too, are names: of more than a letter, small or with a capital
    /// inside.
    fn are_plain(&self) -> bool {
        let is_plain = |(entry, score): &(Entry, Score)| {
            let name = self.cell.at(&entry.name);
            let is_small = name.starts_with(|c: char| c.is_ascii_lowercase());
            let has_inside = |pair: &[u8]| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase());
            *score >= 0
                && name.len() > 1
                && (is_small || name.as_bytes().windows(2).any(has_inside))
        };
        self.found.len() > 1 && self.found.iter().all(is_plain)
    }

    fn take(&mut self, name: Range<usize>, score: Score, remark: Option<Range<usize>>) {
        self.found.push((Entry { name, remark, host: self.host.clone() }, score));
    }

    fn take_all(&mut self, words: &[Word]) {
        for word in words.iter().filter(|word| !word.joins()) {
            self.take(word.place.clone(), word.score, word.remark.clone());
        }
    }

    /// The only host among words.
    fn host_in(&self, words: &[Word]) -> Option<Range<usize>> {
        let mut hosts = words.iter().filter(|word| is_host(self.cell.at(&word.place)));
        hosts.next().filter(|_| hosts.next().is_none()).map(|word| word.place.clone())
    }

    /// Takes the names of a part, and says whether it is made of names: behind a bullet, behind words for
    /// cookies, behind their label or before what is said of one.
    fn part(&mut self, words: &[Word], part: &Range<usize>) -> bool {
        let bullets = words.iter().take_while(|word| word.joins()).count();
        let words = words.get(bullets..).unwrap_or_default();
        let is_cookie = |word: &&Word| {
            word.role == Role::Plain && self.cell.is_cookie_word(self.cell.at(&word.place))
        };
        let cookies = words.iter().take_while(is_cookie).count();
        let named = words.get(cookies..).filter(|named| best(named) >= LIKELY);
        let words = named.unwrap_or(words);
        let Some(first) = words.first() else { return false };
        let part = first.place.start..part.end;
        let opens = |word: &Word| matches!(word.role, Role::Opens | Role::Dash);
        let Some(at) = words.iter().position(opens) else { return self.names(words, &part) };
        let (before, after) = words.split_at(at + 1);
        let before = before.split_last().filter(|(last, _)| last.joins()).map_or(before, |it| it.1);
        self.sides(before, after, &part).unwrap_or_else(|| self.names(words, &part))
    }

    /// Takes a name and what is said of it behind a colon or a dash, or names behind their label; says
    /// whether those are names, if it is either.
    fn sides(&mut self, before: &[Word], after: &[Word], part: &Range<usize>) -> Option<bool> {
        let host = self.host_in(before);
        let Some(first) = after.first() else {
            let is_label = !matches!(before, [word] if word.score >= SURE);
            let is_label = is_label && self.parted_by != Separators::default();
            self.has_label |= is_label;
            self.host = host;
            return is_label.then_some(true);
        };
        let rest = first.place.start..part.end;
        let are_names = after.iter().all(|word| word.score >= LIKELY || word.joins());
        if let [name] = before
            && name.score >= LIKELY
            && !are_names
        {
            let remark = Some(rest).filter(|_| after.len() <= REMARK);
            self.take(name.place.clone(), name.score, remark);
            return Some(true);
        }
        if best(after) < LIKELY || (host.is_none() && best(before) >= LIKELY) {
            return None;
        }
        self.has_label = true;
        self.host = host;
        Some(self.names(after, &rest))
    }

    fn names(&mut self, words: &[Word], part: &Range<usize>) -> bool {
        match words {
            [] => false,
            [word] => self.one(word, part),
            [.., last] => self.several(words, part) || self.in_brackets(last, words),
        }
    }

    /// Takes a part of one word: a name and a remark on it, or those in its brackets.
    fn one(&mut self, word: &Word, part: &Range<usize>) -> bool {
        if !self.in_brackets(word, std::slice::from_ref(word)) {
            let remark = word.remark.clone();
            let is_part = remark.as_ref().is_some_and(|remark| {
                let remark = self.cell.at(remark);
                !is_remark(remark) && !looks_like::duration(remark, self.cell.lexicon)
            });
            let name = if is_part { part.clone() } else { word.place.clone() };
            self.take(name, word.score, remark.filter(|_| !is_part));
        }
        true
    }

    /// Takes names with a word that joins between them, or with spaces alone: where something else parts
    /// the cell or the column, those are one.
    fn several(&mut self, words: &[Word], part: &Range<usize>) -> bool {
        let is_joined = words.iter().any(Word::joins);
        let are_names = words.iter().all(|word| word.joins() || word.score >= LIKELY);
        // A known name may be a word of prose, too.
        let is_word =
            |word: &Word| self.cell.at(&word.place).bytes().all(|byte| byte.is_ascii_lowercase());
        let is_told = is_joined && !words.iter().all(|word| word.joins() || is_word(word));
        if !are_names || !(is_told || best(words) >= SURE) {
            return false;
        }
        let is_parted = self.parted_by != Separators::default() || self.separators.marks;
        if is_parted && !is_joined {
            self.take(part.clone(), best(words), None);
        } else {
            self.take_all(words);
        }
        true
    }

    /// Takes what stands in the brackets behind the last of some words, if all of it is names: of words
    /// that are none, or one more than those before, `x_a (and x_b)`.
    fn in_brackets(&mut self, last: &Word, words: &[Word]) -> bool {
        let Some(inside) = &last.remark else { return false };
        let cell = self.cell.within(inside);
        let parts = cell.split(inside, |c| matches!(c, ',' | ';' | '\u{37e}' | '/'));
        let names: Vec<_> = parts.iter().flat_map(|part| cell.words(part)).collect();
        let goes_on = names.first().is_some_and(Word::joins);
        let is_sure = names.len() > 1 || words.len() > 1 || best(&names) >= SURE;
        let are_names = names.iter().all(|word| word.joins() || word.score >= LIKELY);
        if !are_names || !is_sure || best(words) >= LIKELY && !goes_on {
            return false;
        }
        if goes_on {
            self.take(last.place.clone(), last.score, None);
        }
        self.take_all(&names);
        true
    }
}

fn best(words: &[Word]) -> Score {
    words.iter().filter(|word| !word.joins()).map(|word| word.score).max().unwrap_or(Score::MIN)
}

/// Whether the text in the parentheses behind a name is a remark, and no part of it: "(customerID)", "(x2)".
fn is_remark(text: &str) -> bool {
    let text = &*visible(text);
    let may_be_part = |word: &str| {
        let word = word.trim_matches([',', ';', '.', '/', '"', '\'']);
        let is_acronym = word.bytes().all(|byte| byte.is_ascii_uppercase());
        let has_digit = word.contains(|c: char| c.is_ascii_digit());
        !is_acronym
            && (of_word(word) >= LIKELY || has_digit && word.starts_with(char::is_alphabetic))
    };
    !text.contains(['(', ')']) && !text.split(is_space).any(may_be_part)
}
