//! What the documents of a family share: most have their prose in common with some and their tables
//! with others. What is the same is looked at once, however many documents and charters have it.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::census::{NONE, count};
use super::corpus::{CharterId, Corpus, DocumentId};

/// The number of a group, of either kind.
pub(super) type GroupId = u32;

/// Documents with the same prose, or with the same tables.
#[derive(Debug)]
pub(super) struct Group {
    /// Whether it is of prose.
    pub(super) is_prose: bool,
    /// They are looked at in the first of them.
    pub(super) documents: Vec<DocumentId>,
    /// How many charters have them.
    pub(super) weight: u64,
    /// The first charter that has one of them.
    pub(super) first: CharterId,
}

/// The groups of a family, in the order in which the documents have them.
#[derive(Debug, Default)]
pub(super) struct SharedParts {
    groups: Vec<Group>,
    /// The groups of each document: that of its prose, and that of its tables.
    groups_of: HashMap<DocumentId, [GroupId; 2], FixedState>,
}

impl SharedParts {
    /// Groups the documents of a family.
    pub(super) fn new(corpus: &Corpus<'_>, documents: &[DocumentId]) -> Self {
        let mut shared = Self::default();
        let mut known: HashMap<(bool, u128), GroupId, FixedState> = HashMap::default();
        for &document in documents {
            let [prose, tables] = corpus.part_keys(document);
            let groups = [(true, prose), (false, tables)].map(|(is_prose, key)| {
                let next = count(shared.groups.len());
                let id = *known.entry((is_prose, key)).or_insert(next);
                if id == next {
                    let (documents, weight, first) = (Vec::new(), 0, NONE);
                    shared.groups.push(Group { is_prose, documents, weight, first });
                }
                if let Some(group) = shared.groups.get_mut(id as usize) {
                    group.documents.push(document);
                    group.weight += corpus.weight(document);
                    group.first = group.first.min(corpus.first(document));
                }
                id
            });
            shared.groups_of.insert(document, groups);
        }
        shared
    }

    /// All groups.
    pub(super) fn groups(&self) -> impl Iterator<Item = (GroupId, &Group)> {
        (0..).zip(&self.groups)
    }

    /// The groups of the same prose.
    pub(super) fn prose(&self) -> impl Iterator<Item = (GroupId, &Group)> {
        self.groups().filter(|(_, group)| group.is_prose)
    }

    /// The groups of the same tables.
    pub(super) fn tables(&self) -> impl Iterator<Item = (GroupId, &Group)> {
        self.groups().filter(|(_, group)| !group.is_prose)
    }

    /// The groups of a document: that of its prose, and that of its tables.
    pub(super) fn groups_of(&self, document: DocumentId) -> [GroupId; 2] {
        self.groups_of.get(&document).copied().unwrap_or([NONE; 2])
    }

    pub(super) fn group(&self, group: GroupId) -> Option<&Group> {
        self.groups.get(group as usize)
    }

    /// The documents of a group.
    pub(super) fn documents(&self, group: GroupId) -> &[DocumentId] {
        self.group(group).map_or(&[], |group| &group.documents)
    }

    /// How many charters are of a group.
    pub(super) fn weight(&self, group: GroupId) -> u64 {
        self.group(group).map_or(0, |group| group.weight)
    }
}

impl Group {
    /// The document that stands for all of them.
    pub(super) fn document(&self) -> DocumentId {
        self.documents.first().copied().unwrap_or(NONE)
    }
}
