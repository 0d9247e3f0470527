//! All wordings as one tree of words, so that finding the longest takes a step a word.
//!
//! The trees are made by the build script, in `tables`, from the files of the languages.

use super::Language;
use super::step::{slot, step};

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
pub(super) struct Wordings<M: 'static> {
    /// From a node by one more word to the next: at its `slot`, or the first free one after it, a
    /// step with twice the number of the node it leads to, and one more when that is a leaf. There
    /// are twice as many slots as steps, and a power of two.
    pub(super) slots: &'static [(u64, u32)],
    /// Where the meanings of each node begin; they end where those of the next begin.
    pub(super) starts: &'static [u32],
    /// What the words up to each node mean, in the order of the languages.
    pub(super) meanings: &'static [Meaning<M>],
}

impl Node {
    /// Before the first word.
    pub(super) const START: Self = Self { id: 0, is_leaf: false };
}

impl<M> Wordings<M> {
    /// One word on from `node`.
    #[inline]
    pub(super) fn step(&self, node: Node, spelling: u64) -> Option<Node> {
        if node.is_leaf {
            return None;
        }
        let step = step(node.id, spelling);
        let mut at = slot(step, self.slots.len());
        loop {
            let &(known, next) = self.slots.get(at)?;
            if next == 0 {
                return None;
            }
            if known == step {
                return Some(Node { id: next >> 1, is_leaf: next & 1 == 1 });
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// The longest wording that words of these spellings begin with and whose meanings are wanted: how
    /// many words it has, and what it means.
    pub(super) fn longest(
        &self,
        spellings: impl IntoIterator<Item = u64>,
        is_wanted: impl Fn(&[Meaning<M>]) -> bool,
    ) -> Option<(usize, &'static [Meaning<M>])> {
        let mut node = Node::START;
        let mut longest = None;
        for (length, spelling) in (1..).zip(spellings) {
            let Some(next) = self.step(node, spelling) else { break };
            node = next;
            let meanings = self.meanings(node);
            if !meanings.is_empty() && is_wanted(meanings) {
                longest = Some((length, meanings));
            }
        }
        longest
    }

    /// What the words up to `node` mean.
    pub(super) fn meanings(&self, node: Node) -> &'static [Meaning<M>] {
        let at = node.id as usize;
        let start = self.starts.get(at).copied().unwrap_or_default();
        let end = self.starts.get(at + 1).copied().unwrap_or_default();
        self.meanings.get(start as usize..end as usize).unwrap_or_default()
    }
}
