//! The names in the cells of a column: where each stands, and what its cell says of it alone.
//!
//! Line ends, commas, semicolons and bullets part names, each of them one, however short or odd.
//! Slashes and spaces part names only in a cell that has none of those. A cell that would not be a list
//! of names by itself is one where others in its column are parted in the same way; a cell of prose
//! stays whole.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::cell::{Cell, Role, Word};
use crate::interpret::evidence::spelling::{NOT_A_WORD, has_capital_inside, of_word};
use crate::interpret::evidence::{LIKELY_NAME as LIKELY, SURE_NAME as EVIDENT};
use crate::lexicon::{Known, Lexicon, NameTerm, Scan, Term};
use crate::syntax::addresses;
use crate::text::{is_space, trim, visible};

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
    let whole = cell.place_of(trim(text));
    let mut reader = Reader::new(cell, separators);
    match reader.read(&whole) {
        Some(entries) => CellNames { entries, parted_by: reader.parted_by },
        None => CellNames {
            entries: vec![Entry { name: whole, remark: None, host: None }],
            parted_by: Separators::default(),
        },
    }
}

/// Where a remark may stand: no longer one is, in words.
const REMARK: usize = 8;
/// Nor one that says what stands in the place of a part of the name.
const EXPLAINING: usize = 16;

struct Reader<'c> {
    cell: Cell<'c>,
    /// Of the column.
    separators: Separators,
    /// Of this cell.
    parted_by: Separators,
    found: Vec<(Entry, i32)>,
    /// Whether a label says that what follows are names.
    has_label: bool,
    /// The host of the last label.
    host: Option<Range<usize>>,
}

impl<'c> Reader<'c> {
    const fn new(cell: Cell<'c>, separators: Separators) -> Self {
        let parted_by = Separators { lines: false, marks: false };
        Self { cell, separators, parted_by, found: Vec::new(), has_label: false, host: None }
    }

    /// The names of the cell, unless it is no more than one as it stands.
    fn read(&mut self, whole: &Range<usize>) -> Option<Vec<Entry>> {
        let is_mark = |c| matches!(c, ',' | ';' | '\u{37e}' | '•' | '‣' | '▪' | '●' | '○' | '◦');
        let lines = self.cell.split(whole, |c| c == '\n');
        let lines: Vec<_> = lines.iter().map(|line| self.cell.split(line, is_mark)).collect();
        let count = lines.iter().map(Vec::len).sum::<usize>();
        self.parted_by =
            Separators { lines: lines.len() > 1, marks: lines.iter().any(|parts| parts.len() > 1) };
        let mut has_prose = false;
        for (number, part) in lines.iter().flat_map(|parts| parts.iter().enumerate()) {
            let part = &self.cell.without_bullet(part);
            let words = self.cell.words(part);
            if number == 0 && count > 1 && self.label(&words) {
                self.has_label = true;
            } else if !self.part(&words, part) {
                has_prose = true;
                // What looks like nothing but a name stands out of it.
                for word in words.into_iter().filter(|word| word.score >= EVIDENT) {
                    self.take(word.place, word.score, None);
                }
            }
        }
        let told = self.found.iter().filter(|(_, score)| *score >= LIKELY).count();
        let is_list = match (has_prose, count) {
            (true, _) => told > 1,
            (false, 1) => self.found.iter().all(|(_, score)| *score >= 0),
            (false, _) => {
                told > 0 || self.has_label || self.is_list_in_column() || self.are_plain()
            }
        };
        if told == 0 || has_prose {
            self.parted_by = Separators::default();
        }
        // A host, a word for no name, an abbreviation behind the last: none of them is a name.
        let least = if has_prose { 0 } else { NOT_A_WORD + 1 };
        self.found.retain(|(_, score)| *score >= least);
        self.end_sentence();
        let found = std::mem::take(&mut self.found);
        (is_list && !found.is_empty()).then(|| found.into_iter().map(|(entry, _)| entry).collect())
    }

    /// Whether others in the column are parted as this cell is.
    fn is_list_in_column(&self) -> bool {
        let Separators { lines, marks } = self.parted_by;
        (!lines || self.separators.lines) && (!marks || self.separators.marks)
    }

    /// Whether words that prose has, too, are names: small words that are not all of them categories,
    /// or words with capitals inside. Single letters are only where something else tells.
    fn are_plain(&self) -> bool {
        let mut scan = Scan::default();
        let mut is_category = |name: &str| {
            scan.read(self.cell.lexicon, name);
            scan.hits.iter().any(|hit| matches!(hit.term, Term::Category(_)))
        };
        let is_plain = |name: &str| {
            let name = visible(name);
            name.len() > 1 && (begins_small(&name) || has_capital_inside(&name))
        };
        let names = || self.found.iter().map(|(entry, _)| self.cell.at(&entry.name));
        self.found.len() > 1
            && self.found.iter().all(|(_, score)| *score >= 0)
            && names().all(is_plain)
            && !names().all(&mut is_category)
    }

    /// Takes the full stop of a sentence off the last of several names.
    fn end_sentence(&mut self) {
        let ends = |entry: &Entry| {
            let name = self.cell.at(&entry.name);
            name.ends_with('.') && !name.ends_with("..")
        };
        if let [before @ .., (last, _)] = self.found.as_mut_slice()
            && !before.is_empty()
            && ends(last)
            && !before.iter().any(|(entry, _)| ends(entry))
        {
            last.name.end -= 1;
        }
    }

    fn take(&mut self, name: Range<usize>, score: i32, remark: Option<Range<usize>>) {
        self.found.push((Entry { name, remark, host: self.host.clone() }, score));
    }

    /// Whether a first part is the label of the others: its last word has a colon, and it is no name.
    fn label(&mut self, words: &[Word]) -> bool {
        let is_label = match words {
            [word] => word.role == Role::Opens && word.remark.is_none() && word.score < EVIDENT,
            [.., last] => last.role == Role::Opens && last.remark.is_none(),
            [] => false,
        };
        if is_label {
            self.host = self.host_in(words);
        }
        is_label
    }

    /// The only host among words.
    fn host_in(&self, words: &[Word]) -> Option<Range<usize>> {
        let is_host = |word: &&Word| {
            let text = &*visible(self.cell.at(&word.place));
            addresses(text).next().is_some_and(|address| address.url.len() == text.len())
        };
        let mut hosts = words.iter().filter(is_host);
        hosts.next().filter(|_| hosts.next().is_none()).map(|word| word.place.clone())
    }

    /// Takes the names of a part, and says whether it is made of names.
    fn part(&mut self, words: &[Word], part: &Range<usize>) -> bool {
        let begins = |(_, term)| term == NameTerm::Beginning;
        if self.cell.lexicon.naming(self.cell.at(part)).any(begins) {
            // Words for many names are as good as one.
            self.take(part.clone(), EVIDENT, None);
            return true;
        }
        let found = self.found.len();
        let is_read = self.names(words, part);
        if !is_read {
            self.found.truncate(found);
        }
        is_read
    }

    fn names(&mut self, words: &[Word], part: &Range<usize>) -> bool {
        let is_cookie = |word: &Word| {
            word.role == Role::Plain && self.cell.is_cookie_word(self.cell.at(&word.place))
        };
        let lead = words.iter().take_while(|word| is_cookie(word)).count();
        if let Some(named @ [first, ..]) = words.get(lead..).filter(|_| lead > 0)
            && best(named) >= LIKELY
        {
            let rest = first.place.start..part.end;
            return self.names(named, &rest);
        }
        let opens = |word: &Word| matches!(word.role, Role::Opens | Role::Dash);
        let sides = words.iter().position(opens).and_then(|at| {
            let is_dash = words.get(at).is_some_and(|word| word.role == Role::Dash);
            Some((words.get(..at + usize::from(!is_dash))?, words.get(at + 1..)?))
        });
        sides.is_some_and(|(before, after)| self.sides(before, after, part))
            || self.unlabelled(words, part)
    }

    fn unlabelled(&mut self, words: &[Word], part: &Range<usize>) -> bool {
        match words {
            [] => false,
            [word] => self.one(word, part),
            words => self.joined(words) || self.spaced(words, part) || self.within(words, part),
        }
    }

    /// Takes a name and what is said of it behind a colon or a dash, or names and what is said before
    /// those.
    fn sides(&mut self, before: &[Word], after: &[Word], part: &Range<usize>) -> bool {
        let Some(first) = after.first() else { return false };
        let rest = first.place.start..part.end;
        let host = self.host_in(before);
        let are_names = after.iter().all(|word| word.score >= LIKELY || word.role == Role::Joins);
        let may_be_named = are_names || (host.is_some() && after.len() == 1);
        if let [name] = before
            && name.score >= LIKELY
            && !may_be_named
        {
            let remark = Some(rest).filter(|_| after.len() <= REMARK);
            self.take(name.place.clone(), name.score, remark);
            return true;
        }
        let is_for_cookies =
            |word: &Word| self.cell.is_cookie_word(self.cell.at(&word.place)) || host.is_some();
        let is_sure = best(after) >= LIKELY && (host.is_some() || best(before) < LIKELY);
        let is_label = is_sure || (before.iter().all(is_for_cookies) && after.len() == 1);
        if is_label {
            self.has_label = true;
            self.host = host;
        }
        is_label && self.unlabelled(after, &rest)
    }

    /// Takes a part of one word: a name, several with slashes between them, or those in its brackets.
    fn one(&mut self, word: &Word, part: &Range<usize>) -> bool {
        let text = self.cell.at(&word.place);
        if let Some(inside) = &word.remark {
            let inner = self.cell.at(inside);
            let begins = inner.split(is_space).next().unwrap_or_default();
            if word.score >= 0 && self.cell.joins(begins) {
                self.take(word.place.clone(), word.score, None);
                return self.inner(&(inside.start + begins.len()..inside.end), LIKELY);
            }
            let least = if inner.contains([',', ';', '/']) { LIKELY } else { EVIDENT };
            if word.score < LIKELY && self.inner(inside, least) {
                return true;
            }
        }
        if word.score < 0 && text.contains('/') && self.slashed(&word.place) {
            return true;
        }
        let remark = word.remark.as_ref();
        let is_apart = remark.is_none_or(|remark| self.is_remark(self.cell.at(remark), word));
        let is_noted = |remark: &&Range<usize>| !is_number(&visible(self.cell.at(remark)));
        if is_apart {
            let remark = remark.filter(is_noted).cloned();
            self.take(word.place.clone(), word.score, remark);
        } else {
            self.take(part.clone(), word.score, None);
        }
        true
    }

    /// Whether the text in the parentheses behind a word is a remark, and no part of the name.
    fn is_remark(&self, remark: &str, name: &Word) -> bool {
        let (text, remark) = (&*visible(self.cell.at(&name.place)), &*visible(remark));
        let is_word = |word: &&str| !word.is_empty();
        let words = || remark.split(is_space).filter(is_word);
        let stands_for = |word: &str| is_placeholder(word, text);
        let most = if words().any(stands_for) { EXPLAINING } else { REMARK };
        let may_be_part = |word: &str| {
            let word = word.trim_matches([',', ';', '.', '/', '"', '\'']);
            let is_acronym = word.bytes().all(|byte| byte.is_ascii_uppercase());
            let has_digit = word.contains(|c: char| c.is_ascii_digit());
            !stands_for(word)
                && !is_acronym
                && (of_word(word) >= LIKELY || (has_digit && word.starts_with(char::is_alphabetic)))
        };
        // "Session (by default)" is no name with a remark, "fwid (Fenwick)" is one.
        let is_told = name.score >= LIKELY
            || is_number(remark)
            || (begins_small(text) && !remark.starts_with(char::is_lowercase));
        is_told
            && words().count() <= most
            && !remark.contains(['(', ')'])
            && !words().any(may_be_part)
    }

    /// Takes names with slashes between them and no space, in a cell that nothing else parts.
    fn slashed(&mut self, place: &Range<usize>) -> bool {
        if self.parted_by != Separators::default() {
            return false;
        }
        let parts = self.cell.split(place, |c| c == '/');
        let words: Vec<_> = parts.iter().flat_map(|part| self.cell.words(part)).collect();
        let are_names = words.len() > 1 && words.iter().all(|word| word.score >= LIKELY);
        self.take_all(&words, are_names)
    }

    /// Takes what stands in brackets, when all of it is names that look so much like it.
    fn inner(&mut self, inside: &Range<usize>, least: i32) -> bool {
        let outer = self.cell.within(inside);
        let outer = std::mem::replace(&mut self.cell, outer);
        let found = self.found.len();
        let parts = self.cell.split(inside, |c| matches!(c, ',' | ';' | '\u{37e}' | '/'));
        let are_names = parts.iter().all(|part| match self.cell.words(part).as_slice() {
            [word] => self.take_all(std::slice::from_ref(word), word.score >= least),
            words => self.joined(words),
        });
        self.cell = outer;
        let own = self.found.get(found..).unwrap_or_default();
        let are_names =
            are_names && !own.is_empty() && own.iter().all(|(_, score)| *score >= LIKELY);
        self.found.truncate(if are_names { usize::MAX } else { found });
        are_names
    }

    /// Takes names that words join. The first may stand behind other words, if it looks like nothing
    /// but a name.
    fn joined(&mut self, words: &[Word]) -> bool {
        let joins = |word: &Word| matches!(word.role, Role::Joins | Role::Dash);
        let is_name = |word: &Word| {
            word.score >= LIKELY || (word.score >= 0 && begins_small(self.cell.at(&word.place)))
        };
        // A known name may be a word of prose, too.
        let is_told = |word: &Word| {
            let is_small = |byte: u8| byte.is_ascii_lowercase();
            word.score >= LIKELY && !visible(self.cell.at(&word.place)).bytes().all(is_small)
        };
        let mut groups = words.split(joins);
        let names: Vec<_> = groups.clone().filter_map(<[Word]>::last).cloned().collect();
        let begins = match groups.next() {
            Some([word]) => is_name(word),
            Some([before @ .., word]) => word.score >= EVIDENT && best(before) < LIKELY,
            _ => false,
        };
        let goes_on = groups.all(|group| matches!(group, [word] if is_name(word)));
        let are_names = words.iter().any(joins) && begins && goes_on && names.iter().any(is_told);
        self.take_all(&names, are_names)
    }

    /// Takes names with nothing but spaces between them; where something else parts the cell, or the
    /// column, those are one.
    fn spaced(&mut self, words: &[Word], part: &Range<usize>) -> bool {
        let are_names = words.iter().all(|word| word.score >= LIKELY) && best(words) >= EVIDENT;
        let is_parted = self.parted_by != Separators::default();
        // Known names are told apart anywhere.
        let are_known = words.iter().all(|word| Known::get().is_name(self.cell.at(&word.place)));
        if are_names && (is_parted || (self.separators.marks && !are_known)) {
            self.take(part.clone(), best(words), None);
            return true;
        }
        self.take_all(words, are_names)
    }

    fn take_all(&mut self, words: &[Word], are_names: bool) -> bool {
        for word in words.iter().filter(|_| are_names) {
            self.take(word.place.clone(), word.score, word.remark.clone());
        }
        are_names
    }

    /// Takes the one name among other words: names in the brackets at the end, or all of it as the
    /// name.
    fn within(&mut self, words: &[Word], part: &Range<usize>) -> bool {
        let mut told = words.iter().filter(|word| word.score >= LIKELY);
        match (told.next(), told.next(), words.last().and_then(|last| last.remark.as_ref())) {
            (None, _, Some(inside)) => self.inner(inside, LIKELY),
            (Some(word), None, _) if word.score >= EVIDENT => {
                self.take(part.clone(), EVIDENT, None);
                true
            }
            _ => false,
        }
    }
}

fn best(words: &[Word]) -> i32 {
    words.iter().map(|word| word.score).max().unwrap_or(i32::MIN)
}

fn begins_small(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
}

/// Whether `text` is the number of a footnote.
fn is_number(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word is what stands in `name` for letters that vary: "XXXX", the same letter all over.
fn is_placeholder(word: &str, name: &str) -> bool {
    let Some(first) = word.bytes().next() else { return false };
    matches!(first, b'X' | b'x' | b'N' | b'n' | b'Y' | b'y')
        && word.len() > 1
        && word.bytes().all(|letter| letter == first)
        && name.contains(word)
}
