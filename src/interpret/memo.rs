//! What was found out about texts, kept for when the same text comes again.
//!
//! Portals copy their charters from one another: of a thousand, most headings, labels and
//! paragraphs are word for word the same. Looking a text up costs a fraction of reading it.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::lexicon::Language;

/// How much is kept, in bytes. The texts of one template are some thousands.
const KEPT: usize = 1024 * 1024;
/// What a text costs beside its own bytes, about.
const COST: usize = 64;
/// No longer text is kept, in bytes: it is hardly ever copied word for word.
const LONGEST: usize = 4096;

/// What was found out about some texts, in each of the languages they were read in: a corpus may have
/// several, by turns.
#[derive(Debug)]
pub(super) struct Memo<V> {
    known: Vec<(Option<Language>, Known<V>)>,
    size: usize,
}

type Known<V> = HashMap<Box<str>, V, FixedState>;

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { known: Vec::new(), size: 0 }
    }
}

impl<V: Clone> Memo<V> {
    /// What was found out about `text` before, in the same language.
    pub(super) fn get(&self, language: Option<Language>, text: &str) -> Option<V> {
        self.see(language, text).cloned()
    }

    /// The same, where it is.
    pub(super) fn see(&self, language: Option<Language>, text: &str) -> Option<&V> {
        let (_, known) = self.known.iter().find(|known| known.0 == language)?;
        known.get(text)
    }

    /// Keeps what was found out about `text`, and gives it back. When too much is kept, all of it
    /// is forgotten: what is common comes again soon.
    pub(super) fn keep(&mut self, language: Option<Language>, text: &str, found: V) -> V {
        if text.len() <= LONGEST {
            if self.size >= KEPT {
                *self = Self::default();
            }
            self.size += text.len() + COST;
            let entry = (Box::from(text), found.clone());
            match self.known.iter_mut().find(|known| known.0 == language) {
                Some((_, known)) => known.extend([entry]),
                None => self.known.push((language, Known::from_iter([entry]))),
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, LONGEST, Memo};
    use crate::lexicon::Language;

    #[test]
    fn no_more_is_kept_than_allowed() {
        let mut memo = Memo::default();
        let texts = KEPT / LONGEST + 2;
        for number in 0..texts {
            memo.keep(None, &format!("{number:LONGEST$}"), number);
            assert!(memo.size <= KEPT + 2 * LONGEST);
        }
        assert_eq!(memo.get(None, &format!("{:LONGEST$}", 0)), None);
        assert_eq!(memo.get(None, &format!("{:LONGEST$}", texts - 1)), Some(texts - 1));
        assert_eq!(memo.get(Language::of_code("fr"), &format!("{:LONGEST$}", texts - 1)), None);
        memo.keep(None, &"a".repeat(LONGEST + 1), 0);
        assert_eq!(memo.get(None, &"a".repeat(LONGEST + 1)), None);
    }
}
