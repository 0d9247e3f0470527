//! All wordings as one tree of words, so that finding the longest takes a step a word.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::Language;

/// A place in the tree: the words so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node {
    id: u32,
    /// Whether no wording goes on from here, as after most words.
    is_leaf: bool,
}

/// What a wording means, and in which language.
pub(super) type Meaning<M> = (M, Language);

/// Every wording of every language, by its words, and what it means.
pub(super) struct Wordings<M> {
    /// From a node by one more word to the next.
    steps: HashMap<u64, Node, FixedState>,
    /// What the words up to each node mean, in the order they were added.
    meanings: Vec<Box<[Meaning<M>]>>,
}

impl Node {
    /// Before the first word.
    pub(super) const START: Self = Self { id: 0, is_leaf: false };
}

impl<M> Wordings<M> {
    /// Makes the tree of wordings, each given by the spellings of its words. Languages come in the
    /// order they are tried.
    pub(super) fn new(wordings: impl Iterator<Item = (Vec<u64>, Meaning<M>)>) -> Self {
        let mut steps: HashMap<u64, Node, FixedState> = HashMap::default();
        let mut meanings: Vec<Vec<Meaning<M>>> = vec![Vec::new()];
        for (spellings, meaning) in wordings {
            let mut id = 0;
            let mut before = None;
            for spelling in spellings {
                // The step before leads on to this one.
                if let Some(node) = before.and_then(|step| steps.get_mut(&step)) {
                    node.is_leaf = false;
                }
                let next = u32::try_from(meanings.len()).unwrap_or(u32::MAX);
                let step = step(id, spelling);
                id = steps.entry(step).or_insert(Node { id: next, is_leaf: true }).id;
                if id == next {
                    meanings.push(Vec::new());
                }
                before = Some(step);
            }
            if let Some(meanings) = meanings.get_mut(id as usize) {
                meanings.push(meaning);
            }
        }
        Self { steps, meanings: meanings.into_iter().map(Vec::into_boxed_slice).collect() }
    }

    /// One word on from `node`.
    pub(super) fn step(&self, node: Node, spelling: u64) -> Option<Node> {
        if node.is_leaf { None } else { self.steps.get(&step(node.id, spelling)).copied() }
    }

    /// The longest wording that words of these spellings begin with: how many words it has, and
    /// what it means.
    pub(super) fn longest(
        &self,
        spellings: impl IntoIterator<Item = u64>,
    ) -> Option<(usize, &[Meaning<M>])> {
        let mut node = Node::START;
        let mut longest = None;
        for (length, spelling) in (1..).zip(spellings) {
            let Some(next) = self.step(node, spelling) else { break };
            node = next;
            let meanings = self.meanings(node);
            if !meanings.is_empty() {
                longest = Some((length, meanings));
            }
        }
        longest
    }

    /// What the words up to `node` mean.
    pub(super) fn meanings(&self, node: Node) -> &[Meaning<M>] {
        self.meanings.get(node.id as usize).map_or(&[], |meanings| meanings)
    }
}

/// The step from a node by a word. Spellings are hashes, so no two steps are the same.
fn step(node: u32, spelling: u64) -> u64 {
    spelling ^ u64::from(node).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
