//! Several names in one cell: where each of them stands.
//!
//! A cell is taken apart where a line ends, at commas and semicolons, at slashes, at the words that
//! join, and, where each word plainly is a name, at spaces; never inside brackets, which are part of a
//! name or a remark on it. It stays whole when what comes of that does not look like names: prose has
//! commas and conjunctions too.

#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use super::{LONGEST, Looks, expression, has_capital_inside};
use crate::lexicon::{Lexicon, NameTerm, Scan, Term};
use crate::text::{Typography, is_space, normal, trim};
use words::{Cell, Word, chunks, depth_after, place_of};

/// Where the names of a cell stand, in its order.
type Places = Vec<Range<usize>>;

/// Whether a cell may hold several names, or one with marks round it: a look at each byte.
pub(in crate::interpret) fn may_be(cell: &str) -> bool {
    cell.bytes().any(|byte| matches!(byte, b',' | b';' | b'/' | b'\n' | b' ' | 0x80..))
}

/// Where the names in `cell` stand, or nothing when it is one as it stands.
pub(in crate::interpret) fn read(cell: &str, lexicon: &Lexicon) -> Option<Places> {
    let plain = normal(cell, Typography::Plain);
    if plain.len() <= LONGEST && expression::read(&plain).is_some() {
        return None;
    }
    let mut list = List { cell: Cell { text: cell, lexicon }, found: Vec::new(), told: 0 };
    let chunks: Vec<_> = chunks(cell).collect();
    let mut is_prose = false;
    for chunk in &chunks {
        if !list.chunk(chunk.clone()) {
            is_prose = true;
            list.amid_prose(chunk);
        }
    }
    let List { mut found, told, .. } = list;
    if let ([chunk], [name]) = (chunks.as_slice(), found.as_slice())
        && chunk == name
    {
        return (name.len() < trim(cell).len()).then_some(found);
    }
    let is_list = match (is_prose, told) {
        // Prose round two names that could be nothing else.
        (true, told) => told > 1,
        (false, 1..) => true,
        (false, 0) => are_plain(cell, &found, lexicon),
    };
    if let (true, [before @ .., last]) = (is_list, found.as_mut_slice()) {
        let ends = |name: &Range<usize>| cell.get(name.clone()).is_some_and(|it| it.ends_with('.'));
        // The full stop behind the last of several names is that of the sentence.
        let is_full_stop = !before.is_empty() && ends(last) && !before.iter().any(ends);
        last.end -= usize::from(is_full_stop);
        return Some(found);
    }
    None
}

/// Whether words that prose has, too, are names: small words that are not all of them categories, or
/// words with capitals inside.
fn are_plain(cell: &str, names: &[Range<usize>], lexicon: &Lexicon) -> bool {
    let mut scan = Scan::default();
    let mut is_category = |name: &str| {
        scan.read(lexicon, name);
        scan.hits.iter().any(|hit| matches!(hit.term, Term::Category(_)))
    };
    let text = |name: &Range<usize>| cell.get(name.clone()).unwrap_or_default();
    names.len() > 1
        && names.iter().all(|name| begins_small(text(name)) || has_capital_inside(text(name)))
        && !names.iter().all(|name| is_category(text(name)))
}

fn begins_small(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
}

struct List<'c> {
    cell: Cell<'c>,
    found: Places,
    /// How many names there are that look like nothing else.
    told: usize,
}

impl List<'_> {
    fn take(&mut self, name: Range<usize>, looks: Looks) {
        self.told += usize::from(looks >= Looks::Likely);
        self.found.push(name);
    }

    /// Takes the names of a part of the cell, and says whether it is made of names.
    fn chunk(&mut self, chunk: Range<usize>) -> bool {
        let begins = |(_, term)| term == NameTerm::Beginning;
        if self.cell.lexicon.naming(self.cell.at(&chunk)).any(begins) {
            // Words for many names are as good as one.
            self.take(chunk, Looks::Evident);
            return true;
        }
        let words = self.cell.words(&chunk);
        let (found, told) = (self.found.len(), self.told);
        let is_read = match words.as_slice() {
            [] => false,
            [word] if word.bare == word.whole => self.word(word, chunk),
            [word] => self.remarked(word, chunk),
            words => self.joined(words) || self.spaced(words) || self.within(words, chunk),
        };
        if !is_read {
            self.found.truncate(found);
            self.told = told;
        }
        is_read
    }

    /// Takes what looks like nothing but a name from a part that is prose.
    fn amid_prose(&mut self, chunk: &Range<usize>) {
        for word in self.cell.words(chunk) {
            if word.looks == Looks::Evident {
                self.take(word.whole, word.looks);
            }
        }
    }

    /// Takes a part of one word: a name, or several with slashes between them.
    fn word(&mut self, word: &Word, chunk: Range<usize>) -> bool {
        if word.looks > Looks::Unlike {
            self.take(chunk, word.looks);
            return true;
        }
        self.slashed(&word.whole)
    }

    /// Takes names with slashes between them and no space.
    fn slashed(&mut self, place: &Range<usize>) -> bool {
        let text = self.cell.at(place);
        if !text.contains('/') {
            return false;
        }
        let mut depth = 0_usize;
        let mut parts = text.split(|c| {
            depth = depth_after(c, depth);
            c == '/' && depth == 0
        });
        let are_names = parts.all(|part| self.cell.looks(part) >= Looks::Likely);
        if !are_names {
            return false;
        }
        let mut at = place.start;
        let mut depth = 0_usize;
        let places: Vec<_> = text
            .split(|c| {
                depth = depth_after(c, depth);
                c == '/' && depth == 0
            })
            .map(|part| {
                let from = at;
                at += part.len() + 1;
                from..from + part.len()
            })
            .collect();
        for place in places {
            self.take(place, Looks::Likely);
        }
        true
    }

    /// Takes a name and what stands in brackets after it: other names, when a word joins them to it, or
    /// a remark.
    fn remarked(&mut self, word: &Word, chunk: Range<usize>) -> bool {
        let inside = self.inside(word);
        if let Some(inside) = inside {
            let begins = self.cell.at(&inside).split(is_space).next().unwrap_or_default();
            let joins = self.cell.joins(begins);
            if word.looks > Looks::Unlike && joins {
                let start = inside.start + begins.len();
                self.take(word.bare.clone(), word.looks);
                return self.inner(start..inside.end);
            }
            // "Tool (_a, _b)": what stands in the brackets are the names.
            if word.looks < Looks::Likely
                && self.cell.at(&inside).contains([',', ';', '\u{37e}', '/'])
            {
                return self.inner(inside);
            }
        }
        if word.looks > Looks::Unlike {
            self.take(chunk, word.looks);
            return true;
        }
        false
    }

    /// Where the inside of the parentheses right after a word is.
    fn inside(&self, word: &Word) -> Option<Range<usize>> {
        let after = self.cell.text.get(word.bare.end..word.whole.end)?;
        let inside = trim(after).strip_prefix('(')?.strip_suffix(')')?;
        (!inside.contains(['(', ')'])).then(|| place_of(self.cell.text, trim(inside)))
    }

    /// Takes what stands in brackets, when all of it is names that look like nothing else.
    fn inner(&mut self, inside: Range<usize>) -> bool {
        let (told, found) = (self.told, self.found.len());
        let text = self.cell.at(&inside);
        let parts: Vec<_> = chunks(text).collect();
        for part in parts {
            let part = inside.start + part.start..inside.start + part.end;
            let words = self.cell.words(&part);
            let is_name = match words.as_slice() {
                [word] if word.looks >= Looks::Likely => {
                    self.take(part, word.looks);
                    true
                }
                words => words.len() > 1 && self.joined(words),
            };
            if !is_name {
                return false;
            }
        }
        self.told - told == self.found.len() - found && self.told > told
    }

    /// Takes names that words join. The first may stand behind other words, if it looks like nothing
    /// but a name.
    fn joined(&mut self, words: &[Word]) -> bool {
        let mut groups = words.split(|word| word.joins);
        let count = words.iter().filter(|word| word.joins).count();
        let is_small =
            |word: &Word| self.cell.at(&word.bare).starts_with(|c: char| !c.is_uppercase());
        let is_name = |word: &Word| match word.looks {
            Looks::Unlike => false,
            Looks::Possible => is_small(word),
            Looks::Likely | Looks::Evident => true,
        };
        let names = groups.clone().filter_map(<[Word]>::last);
        let first = groups.next();
        let begins = match first {
            Some([word]) => is_name(word),
            Some([before @ .., word]) => {
                word.looks == Looks::Evident && before.iter().all(|it| it.looks < Looks::Likely)
            }
            _ => false,
        };
        let goes_on = groups.all(|group| matches!(group, [word] if is_name(word)));
        let is_told = names.clone().any(|word| word.looks >= Looks::Likely);
        if count == 0 || !begins || !goes_on || !is_told {
            return false;
        }
        let names: Vec<_> = names.map(|word| (word.whole.clone(), word.looks)).collect();
        for (name, looks) in names {
            self.take(name, looks);
        }
        true
    }

    /// Takes names with nothing but spaces between them.
    fn spaced(&mut self, words: &[Word]) -> bool {
        let are_names = words.iter().all(|word| word.looks >= Looks::Likely)
            && words.iter().any(|word| word.looks == Looks::Evident);
        if are_names {
            for word in words {
                self.take(word.whole.clone(), word.looks);
            }
        }
        are_names
    }

    /// Takes the one name among other words: names after a colon, names in the brackets at the end, or
    /// all of it as the name.
    fn within(&mut self, words: &[Word], chunk: Range<usize>) -> bool {
        let labelled = words.iter().position(|word| self.cell.at(&word.whole).ends_with(':'));
        if let Some((label, rest)) = labelled.and_then(|at| words.split_at_checked(at + 1))
            && label.iter().all(|word| word.looks < Looks::Likely)
            && let (Some(first), Some(last)) = (rest.first(), rest.last())
        {
            let place = first.whole.start..last.whole.end;
            return match rest {
                [word] if word.looks >= Looks::Likely => {
                    self.take(place, word.looks);
                    true
                }
                rest => self.joined(rest) || self.spaced(rest),
            };
        }
        let told = words.iter().filter(|word| word.looks >= Looks::Likely);
        match (told.clone().count(), words.last()) {
            (0, Some(last)) => self.inside(last).is_some_and(|inside| self.inner(inside)),
            (1, _) if told.clone().any(|word| word.looks == Looks::Evident) => {
                self.take(chunk, Looks::Evident);
                true
            }
            _ => false,
        }
    }
}
