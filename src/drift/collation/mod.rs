//! Which passages of different charters are the same passage.
//!
//! The charters of a family are aligned with one sequence of passages, which grows: the most typical document
//! first, then one after the other. A text that a passage has
//! already is found by its words; one that is new goes to the passage that is most like it in its
//! section, then elsewhere, and becomes a passage of its own when none is. Nothing is compared by its
//! position, so what is inserted, moved, split or joined does not make the rest look changed; and
//! charters are never compared with each other, so the cost is that of the distinct texts.

mod alignment;
mod cookies;
mod likeness;
mod order;
mod pairing;
mod prose;
mod splits_and_joins;

pub(super) use cookies::{CookieId, Cookies, RowMatch, TableId};
pub(super) use order::out_of_order;
pub(super) use prose::{Match, PassageId, Passages};

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::census::Item;
use super::corpus::{Class, Corpus, Document, DocumentId, TextRef};
use super::families::Family;
use super::shared_parts::{Group, GroupId, SharedParts};

/// The passages of a family.
pub(super) struct Collation {
    pub(super) prose: Passages,
    pub(super) cookies: Cookies,
}

/// Aligns the documents of a family with each other. A baseline goes before all others.
pub(super) fn collate(
    corpus: &Corpus<'_>,
    family: &Family,
    shared: &SharedParts,
    baseline: Option<DocumentId>,
) -> Collation {
    let mut collation = Collation { prose: Passages::default(), cookies: Cookies::default() };
    for id in typical_first(corpus, family, shared, baseline) {
        let votes = (corpus.weight(id), corpus.first(id));
        let (prose, tables) = (shared.prose_of(id), shared.tables_of(id));
        let is_prose_counted = collation.prose.count(prose, votes);
        let is_table_counted = collation.cookies.count(tables, votes);
        if is_prose_counted && is_table_counted {
            continue;
        }
        let document = Document::read(corpus, id);
        if !is_prose_counted {
            collation.prose.add(corpus, &document, prose, votes);
        }
        if !is_table_counted {
            collation.cookies.add(corpus, &document, tables, votes);
        }
    }
    collation.prose.finish(baseline.is_some());
    collation.cookies.finish(baseline.is_some());
    collation
}

/// What a document has: whether it is a row, its words, and how often it has it before. What it has
/// again is another trait: most have it once.
type Trait = (bool, Class, u32);

/// The traits of the prose or of the tables of a document.
fn traits(corpus: &Corpus<'_>, document: DocumentId, is_prose: bool) -> Vec<Trait> {
    let items = corpus.items(document).filter(|(_, item)| item.is_prose() == is_prose);
    let traits = items.filter_map(|(_, item)| {
        let (is_row, text) = match item {
            Item::Title { text, .. }
            | Item::Heading { text, .. }
            | Item::Paragraph { text, .. } => (false, TextRef::Text(text)),
            Item::Line { row, .. } => (false, TextRef::Row(row)),
            Item::Row { row, .. } => (true, TextRef::Row(row)),
            Item::Table { .. } => return None,
        };
        Some((is_row, corpus.class(text), 0))
    });
    let mut traits: Vec<_> = traits.collect();
    traits.sort_unstable();
    for same in traits.chunk_by_mut(|one, next| one.1 == next.1) {
        (0..).zip(same).for_each(|(before, it)| it.2 = before);
    }
    traits
}

/// The documents of a family, those first that have most of what most have and least besides.
fn typical_first(
    corpus: &Corpus<'_>,
    family: &Family,
    shared: &SharedParts,
    baseline: Option<DocumentId>,
) -> Vec<DocumentId> {
    let prose = || shared.prose().map(|(id, group)| (id, group, true));
    let groups = || prose().chain(shared.tables().map(|(id, group)| (id, group, false)));
    let mut counts: HashMap<Trait, u64, FixedState> = HashMap::default();
    for (_, group, is_prose) in groups() {
        for it in traits(corpus, group.document(), is_prose) {
            *counts.entry(it).or_default() += group.weight;
        }
    }
    let total: u64 = shared.prose().map(|(_, group)| group.weight).sum();
    let total = i128::from(total);
    let score = |(_, group, is_prose): (GroupId, &Group, bool)| {
        let count = |it| i128::from(counts.get(&it).copied().unwrap_or_default());
        let traits = traits(corpus, group.document(), is_prose);
        traits.into_iter().map(|it| 2 * count(it) - total).sum::<i128>()
    };
    let scores: Vec<_> = groups().map(score).collect();
    let score = |group: GroupId| scores.get(group as usize).copied().unwrap_or_default();
    let mut documents = family.documents.clone();
    documents.sort_by_cached_key(|&document| {
        let is_baseline = baseline == Some(document);
        let score = score(shared.prose_of(document)) + score(shared.tables_of(document));
        let weight = std::cmp::Reverse(corpus.weight(document));
        (!is_baseline, -score, weight, corpus.first(document))
    });
    documents
}
