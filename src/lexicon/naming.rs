//! The wordings that stand where the name of a cookie should.

use std::ops::Range;

use super::Lexicon;
use super::wordings::Node;
use crate::text::words;

/// What a wording says in place of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum NameTerm {
    /// The names begin with what follows.
    Beginning,
    /// When it is all there is: several cookies, or one whose name is not told.
    Vague,
    /// When it is all there is: no cookie.
    None,
    /// When it is all there is, of any field: nothing yet.
    Unsaid,
    /// A word for a cookie.
    Cookie,
    /// Between two names.
    JoinedBy,
}

impl NameTerm {
    /// Whether it is no name when it is all there is.
    #[must_use]
    pub(crate) fn stands_for_names(self) -> bool {
        matches!(self, Self::Vague | Self::None | Self::Cookie)
    }
}

/// By first letter, a bit for each length that a word has.
pub(super) type Lengths = [u32; 32];

/// Those of some words.
pub(super) fn lengths<'w>(words: impl Iterator<Item = &'w str>) -> Lengths {
    let mut lengths = [0; 32];
    for word in words {
        if let Some(known) = slot(word).and_then(|at| lengths.get_mut(at)) {
            *known |= bit(word);
        }
    }
    lengths
}

/// Whether one of the words with these lengths begins with the first letter of `word` and is as long.
fn has_alike(lengths: &Lengths, word: &str) -> bool {
    let known = slot(word).and_then(|at| lengths.get(at)).copied();
    known.unwrap_or_default() & bit(word) != 0
}

/// Whether the first word of `text` may be one of those with these lengths: a quick way to see that it is none.
fn may_begin(lengths: &Lengths, text: &str) -> bool {
    let end = text.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end).unwrap_or_default();
    // What is no ASCII may be more of the word.
    let is_shown = |byte: u8| matches!(byte, b' '..=b'~');
    !rest.bytes().next().is_none_or(is_shown) || has_alike(lengths, word)
}

/// The place of a word's first letter in the alphabet, or what is as good for what is none.
fn slot(word: &str) -> Option<usize> {
    word.bytes().next().map(|first| usize::from(first % 32))
}

/// The bit of a word's length.
fn bit(word: &str) -> u32 {
    1 << word.len().min(31)
}

impl Lexicon {
    /// Whether a word of ASCII letters may stand in place of a name: a quick way to see that it is
    /// one.
    #[must_use]
    pub(crate) fn may_stand_for_a_name(&self, word: &str) -> bool {
        has_alike(&self.name_lengths, word)
    }

    /// Whether `name` as a whole says there is no cookie.
    #[must_use]
    pub(crate) fn names_none(&self, name: &str) -> bool {
        may_begin(&self.none_lengths, name) && self.naming_whole(name) == Some(NameTerm::None)
    }

    /// Whether a cell as a whole says nothing yet.
    #[must_use]
    pub(crate) fn leaves_unsaid(&self, cell: &str) -> bool {
        may_begin(&self.unsaid_lengths, cell) && self.naming_whole(cell) == Some(NameTerm::Unsaid)
    }

    /// Whether `word` may stand between two names.
    #[must_use]
    pub(crate) fn joins_names(&self, word: &str) -> bool {
        const LONGEST: usize = 16;
        word.len() <= LONGEST && self.naming_whole(word) == Some(NameTerm::JoinedBy)
    }

    /// What `name` says in place of one, if it is such a wording as a whole.
    #[must_use]
    pub(crate) fn naming_whole(&self, name: &str) -> Option<NameTerm> {
        let (mut node, mut end) = (Node::START, 0);
        for word in words(name) {
            if end == 0 && word.start > 0 {
                return None;
            }
            node = self.names.step(node, word.spelling)?;
            end = word.end;
        }
        let meaning = self.names.meanings(node).first();
        meaning.filter(|_| end == name.len()).map(|meaning| meaning.0)
    }

    /// The wordings in a name, with their places in bytes, the longest where several begin.
    pub(crate) fn naming(&self, name: &str) -> impl Iterator<Item = (Range<usize>, NameTerm)> {
        let found: Vec<_> = words(name).collect();
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let first = found.get(at)?;
                let rest = found.get(at..).unwrap_or_default();
                at += 1;
                let spellings = rest.iter().map(|word| word.spelling);
                let Some((length, meanings)) = self.names.longest(spellings, |_| true) else {
                    continue;
                };
                let last = rest.get(length - 1)?;
                let term = meanings.first()?.0;
                return Some((first.start..last.end, term));
            }
        })
    }
}
