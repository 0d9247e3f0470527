//! What the documents of a family share: most have their prose in common with some and their tables
//! with others. What is the same is looked at once, however many documents and charters have it.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::census::{NONE, count};
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
        let mut of = [(); 2].map(|()| vec![NONE; corpus.documents().count()]);
        let mut groups: [Vec<Group>; 2] = [Vec::new(), Vec::new()];
        let mut known = [(); 2].map(|()| HashMap::<u128, usize, FixedState>::default());
        for &document in documents {
            let parts = known.iter_mut().zip(&mut groups).zip(&mut of);
            for (key, ((known, groups), of)) in corpus.part_keys(document).into_iter().zip(parts) {
                let id = *known.entry(key).or_insert(groups.len());
                if id == groups.len() {
                    groups.push(Group { first: NONE, ..Group::default() });
                }
                if let Some(group) = groups.get_mut(id) {
                    group.documents.push(document);
                    group.weight += corpus.weight(document);
                    group.first = group.first.min(corpus.first(document));
                }
                of.get_mut(document as usize).into_iter().for_each(|of| *of = count(id));
            }
        }
        let ([mut groups, tables], [prose_of, mut tables_of]) = (groups, of);
        let of_prose = count(groups.len());
        groups.extend(tables);
        tables_of.iter_mut().filter(|id| **id != NONE).for_each(|id| *id += of_prose);
        Self { groups, of_prose, prose_of, tables_of }
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
