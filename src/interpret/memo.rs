//! What was found out about texts, kept for when the same text comes again.
//!
//! Portals copy their charters from one another: of a thousand, most headings, labels and
//! paragraphs are word for word the same. Looking a text up costs a fraction of reading it.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// How many texts are kept. A corpus of one template has some dozens.
const KEPT: usize = 4096;

/// What was found out about some texts.
#[derive(Debug)]
pub(super) struct Memo<V>(HashMap<Box<str>, V, FixedState>);

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<V: Clone> Memo<V> {
    /// What was found out about `text` before.
    pub(super) fn get(&self, text: &str) -> Option<V> {
        self.0.get(text).cloned()
    }

    /// Keeps what was found out about `text`, and gives it back. When too much is kept, all of it
    /// is forgotten: what is common comes again soon.
    pub(super) fn keep(&mut self, text: &str, found: V) -> V {
        if self.0.len() >= KEPT {
            self.0.clear();
        }
        self.0.insert(text.into(), found.clone());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Memo};

    #[test]
    fn no_more_is_kept_than_allowed() {
        let mut memo = Memo::default();
        for number in 0..=KEPT {
            memo.keep(&number.to_string(), number);
        }
        assert_eq!(memo.get("0"), None);
        assert_eq!(memo.get(&KEPT.to_string()), Some(KEPT));
    }
}
