//! All wordings as one tree of words, so that finding the longest takes a step a word.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{Language, Term};

/// A place in the tree: the words so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Node(u32);

/// Every wording of every language, by its words.
pub(super) struct Wordings {
    /// From a node by one more word to the next.
    steps: HashMap<(Node, u64), Node, FixedState>,
    /// What the words up to a node mean, if they are a wording.
    meanings: Vec<Vec<(Term, Language)>>,
}

impl Wordings {
    /// Before the first word.
    pub(super) const START: Node = Node(0);

    pub(super) fn new() -> Self {
        Self { steps: HashMap::default(), meanings: vec![Vec::new()] }
    }

    /// Adds a wording. Languages are added in the order they are tried.
    pub(super) fn add(
        &mut self,
        spellings: impl Iterator<Item = u64>,
        term: Term,
        language: Language,
    ) {
        let mut node = Self::START;
        for spelling in spellings {
            let next = Node(u32::try_from(self.meanings.len()).unwrap_or(u32::MAX));
            node = *self.steps.entry((node, spelling)).or_insert(next);
            if node == next {
                self.meanings.push(Vec::new());
            }
        }
        if let Some(meanings) = self.meanings.get_mut(node.0 as usize) {
            meanings.push((term, language));
        }
    }

    /// One word on from `node`.
    pub(super) fn step(&self, node: Node, spelling: u64) -> Option<Node> {
        self.steps.get(&(node, spelling)).copied()
    }

    /// What the words up to `node` mean.
    pub(super) fn meanings(&self, node: Node) -> &[(Term, Language)] {
        self.meanings.get(node.0 as usize).map_or(&[], Vec::as_slice)
    }
}
