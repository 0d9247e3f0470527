//! What the documents of a family share: most have their prose in common with some and their tables
//! with others. What is the same is looked at once, however many documents and charters have it.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::census::NONE;
use super::corpus::{CharterId, Corpus, DocumentId};

/// The number of a group, of either kind.
pub(super) type GroupId = u32;

/// Documents with the same prose, or with the same tables.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// They are looked at in the first of them.
    pub(super) documents: Vec<DocumentId>,
    /// How many charters have them.
    pub(super) weight: u64,
    /// The first charter that has one of them.
    pub(super) first: CharterId,
}

/// The groups of a family, each kind in the order in which the documents have them.
#[derive(Debug, Default)]
pub(super) struct SharedParts {
    groups: Vec<Group>,
    /// How many of these are of prose: they come first.
    of_prose: GroupId,
    /// The groups of each document of the census.
    prose_of: Vec<GroupId>,
    tables_of: Vec<GroupId>,
}

impl SharedParts {
    /// Groups the documents of a family.
    pub(super) fn new(corpus: &Corpus<'_>, documents: &[DocumentId]) -> Self {
        let mut shared = Self::default();
        shared.prose_of = shared.sort(corpus, documents, Corpus::prose_key);
        shared.of_prose = count(shared.groups.len());
        shared.tables_of = shared.sort(corpus, documents, Corpus::tables_key);
        shared
    }

    /// Makes groups of those documents that have the same key, and gives that of each.
    fn sort<'c>(
        &mut self,
        corpus: &Corpus<'c>,
        documents: &[DocumentId],
        key_of: impl Fn(&Corpus<'c>, DocumentId, &mut Vec<u32>),
    ) -> Vec<GroupId> {
        let mut of = vec![NONE; corpus.documents().count()];
        let mut known: HashMap<Box<[u32]>, GroupId, FixedState> = HashMap::default();
        let mut key = Vec::new();
        for &document in documents {
            key.clear();
            key_of(corpus, document, &mut key);
            let id = known.get(&*key).copied().unwrap_or_else(|| {
                let id = count(self.groups.len());
                known.insert(key.as_slice().into(), id);
                self.groups.push(Group { first: NONE, ..Group::default() });
                id
            });
            if let Some(group) = self.groups.get_mut(id as usize) {
                group.documents.push(document);
                group.weight += corpus.weight(document);
                group.first = group.first.min(corpus.first(document));
            }
            if let Some(place) = of.get_mut(document as usize) {
                *place = id;
            }
        }
        of
    }

    /// The groups of the same prose.
    pub(super) fn prose(&self) -> impl Iterator<Item = (GroupId, &Group)> {
        (0..).zip(self.groups.get(..self.of_prose as usize).unwrap_or_default())
    }

    /// The groups of the same tables.
    pub(super) fn tables(&self) -> impl Iterator<Item = (GroupId, &Group)> {
        (self.of_prose..).zip(self.groups.get(self.of_prose as usize..).unwrap_or_default())
    }

    pub(super) fn prose_of(&self, document: DocumentId) -> GroupId {
        self.prose_of.get(document as usize).copied().unwrap_or(NONE)
    }

    pub(super) fn tables_of(&self, document: DocumentId) -> GroupId {
        self.tables_of.get(document as usize).copied().unwrap_or(NONE)
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

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(NONE)
}
