//! Finding the lexicon's wordings in a text.

use super::wordings::{Meaning, Node};
use super::{Language, Lexicon, Term};
use crate::text::{Word, words};

/// A wording found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// The number of its first word in the text, from 0.
    pub word: usize,
    /// How many words it has.
    pub length: usize,
    /// What it means.
    pub term: Term,
    /// The language that means it.
    pub language: Language,
}

impl Hit {
    /// The number of the word after it.
    #[must_use]
    pub(crate) fn end(&self) -> usize {
        self.word + self.length
    }
}

/// The words of a text and the wordings found among them. It can be used again, so that reading a
/// thousand texts allocates no more than reading the longest.
#[derive(Debug)]
pub(crate) struct Scan {
    /// The words of the text last read.
    pub words: Vec<Word>,
    /// The wordings in it, by the place they begin at, the shortest first; of the same wording, the
    /// language that is tried first.
    pub hits: Vec<Hit>,
}

impl Default for Scan {
    fn default() -> Self {
        Self { words: Vec::with_capacity(32), hits: Vec::with_capacity(64) }
    }
}

impl Scan {
    /// Reads `text` in place of the text read before.
    pub(crate) fn read(&mut self, lexicon: &Lexicon, text: &str) {
        self.read_first(lexicon, None, text, usize::MAX);
    }

    /// Reads the first `limit` words of `text` in place of the text read before. A wording that the
    /// `preferred` language has means what it means there, whatever it means in others; of what it has
    /// not, the words of sentences in other languages are left out.
    pub(crate) fn read_first(
        &mut self,
        lexicon: &Lexicon,
        preferred: Option<Language>,
        text: &str,
        limit: usize,
    ) {
        self.words.clear();
        self.hits.clear();
        self.words.extend(words(text).take(limit));
        for at in 0..self.words.len() {
            let mut node = Node::START;
            for (length, word) in (1..).zip(self.words.iter().skip(at)) {
                let Some(next) = lexicon.wordings.step(node, word.spelling) else { break };
                let meanings = lexicon.wordings.meanings(next);
                let is_preferred = |meaning: &Meaning<Term>| Some(meaning.1) == preferred;
                let has_preferred = preferred.is_some() && meanings.iter().any(is_preferred);
                let is_wanted = |it: &&Meaning<Term>| match preferred {
                    None => true,
                    Some(_) if has_preferred => is_preferred(it),
                    Some(_) => it.0.travels(length),
                };
                self.hits.extend(meanings.iter().filter(is_wanted).map(|&(term, language)| Hit {
                    word: at,
                    length,
                    term,
                    language,
                }));
                node = next;
            }
        }
    }

    /// Leaves only what the text has when it is read with this language preferred; it was read
    /// without one.
    pub(crate) fn prefer(&mut self, preferred: Language) {
        let (mut kept, mut at) = (0, 0);
        while let Some(&first) = self.hits.get(at) {
            let rest = self.hits.get(at..).unwrap_or_default();
            let is_same = |hit: &&Hit| (hit.word, hit.length) == (first.word, first.length);
            let end = at + rest.iter().take_while(is_same).count();
            let same = self.hits.get(at..end).unwrap_or_default();
            let has_preferred = same.iter().any(|hit| hit.language == preferred);
            while at < end {
                let hit = self.hits.get(at).copied().unwrap_or(first);
                let is_wanted = if has_preferred {
                    hit.language == preferred
                } else {
                    hit.term.travels(hit.length)
                };
                if let (true, Some(place)) = (is_wanted, self.hits.get_mut(kept)) {
                    *place = hit;
                    kept += 1;
                }
                at += 1;
            }
        }
        self.hits.truncate(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, Lexicon, Scan, Term};
    use crate::model::Field;

    #[test]
    fn a_preferred_language_goes_before_others() {
        let english = Language::of_code("en-GB");
        let mut scan = Scan::default();
        scan.read(Lexicon::get(), "type");
        assert!(scan.hits.iter().any(|hit| Some(hit.language) != english));
        scan.read_first(Lexicon::get(), english, "type", 1);
        assert!(!scan.hits.is_empty() && scan.hits.iter().all(|hit| Some(hit.language) == english));
    }

    #[test]
    fn of_other_languages_labels_count_and_words_of_sentences_do_not() {
        let mut scan = Scan::default();
        let mut terms = |code: &str, text: &str| {
            scan.read_first(Lexicon::get(), Language::of_code(code), text, usize::MAX);
            let terms: Vec<_> =
                scan.hits.iter().map(|hit| (hit.term, hit.language.code())).collect();
            terms
        };
        assert!(terms("fr", "Retention period").contains(&(Term::Label(Field::Retention), "en")));
        assert!(terms("fr", "unless").is_empty() && !terms("en", "unless").is_empty());
    }

    #[test]
    fn a_language_may_be_preferred_later() {
        let text = "Types de cookies / Cookie types: si no, type, unless, Nom, Name, Tipo";
        for language in Language::all() {
            let (mut now, mut later) = (Scan::default(), Scan::default());
            now.read_first(Lexicon::get(), Some(language), text, usize::MAX);
            later.read(Lexicon::get(), text);
            later.prefer(language);
            assert_eq!(now.hits, later.hits, "{}", language.code());
        }
    }
}
