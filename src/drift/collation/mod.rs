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

use cookies::TableMatches;
pub(super) use cookies::{CookieId, Cookies, RowMatch, TableId};
pub(super) use order::out_of_order;
pub(super) use prose::{Match, PassageId, Passages};

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::census::ItemKind;
use super::corpus::{Class, Corpus, Document, DocumentId};
use super::families::Family;
use super::shared_parts::{Group, GroupId, SharedParts};

/// The passages of a family, and where its documents have them.
pub(super) struct Collation {
    pub(super) prose: Passages,
    pub(super) cookies: Cookies,
    /// The passages of each group of the same prose.
    matches: HashMap<GroupId, Vec<Match>, FixedState>,
    /// The tables and the cookies of each group of the same tables.
    tables: HashMap<GroupId, TableMatches, FixedState>,
}

impl Collation {
    /// The passages of the prose of a group, in its order.
    pub(super) fn matches(&self, group: GroupId) -> &[Match] {
        self.matches.get(&group).map_or(&[], |matches| matches)
    }

    /// The tables of a group, in its order, each with its number among the items of all tables.
    pub(super) fn tables(&self, group: GroupId) -> &[(TableId, u32)] {
        self.tables.get(&group).map_or(&[], |matches| &matches.tables)
    }

    /// The cookies that the rows of a group declare, in its order.
    pub(super) fn rows(&self, group: GroupId) -> &[RowMatch] {
        self.tables.get(&group).map_or(&[], |matches| &matches.rows)
    }
}

/// Aligns the documents of a family with each other, a group of the same prose or the same tables with the first
/// of its documents. A baseline goes before all others.
pub(super) fn collate(
    corpus: &Corpus<'_>,
    family: &Family,
    shared: &SharedParts,
    baseline: Option<DocumentId>,
) -> Collation {
    let (mut prose, mut cookies) = (Passages::default(), Cookies::default());
    let mut known = HashSet::<GroupId, FixedState>::default();
    for id in typical_first(corpus, family, shared, baseline) {
        let new = shared.groups_of(id).map(|group| {
            let is_new = known.insert(group);
            shared.group(group).filter(|_| is_new)
        });
        if let [None, None] = new {
            continue;
        }
        let document = Document::read(corpus, id);
        let [new_prose, new_tables] = new;
        if let Some(group) = new_prose {
            prose.add(corpus, &document, group);
        }
        if let Some(group) = new_tables {
            cookies.add(corpus, &document, group);
        }
    }
    prose.finish(baseline.is_some());
    cookies.finish(baseline.is_some());
    let document = |group: &Group| Document::read(corpus, group.document());
    let matches = shared.prose().map(|(id, group)| (id, prose.align(corpus, &document(group))));
    let matches = matches.collect();
    let tables = shared.tables().map(|(id, group)| (id, cookies.align(corpus, &document(group))));
    let tables = tables.collect();
    Collation { prose, cookies, matches, tables }
}

/// What a document has: whether it is a row, its words, and how often it has it before. What it has
/// again is another trait: most have it once.
type Trait = (bool, Class, u32);

/// The traits of what the documents of a group share, in its order.
fn traits(corpus: &Corpus<'_>, group: &Group) -> Vec<Trait> {
    let items = corpus.items(group.document());
    let items = items.filter(|(_, item)| item.is_prose() == group.is_prose);
    let mut before: HashMap<Class, u32, FixedState> = HashMap::default();
    let traits = items.filter_map(|(_, item)| {
        let is_row = matches!(item.kind, ItemKind::Row | ItemKind::Cookie);
        let class = corpus.class(item.text()?);
        let seen = before.entry(class).or_default();
        *seen += 1;
        Some((is_row, class, *seen - 1))
    });
    traits.collect()
}

/// Where prose that hardly a charter has stands: behind what, and as the how manieth of its kind.
type RarePlace = (Option<Trait>, u32);

/// How many charters of a family have what.
#[derive(Default)]
struct Typical {
    total: u64,
    traits: HashMap<Trait, u64, FixedState>,
    /// What hardly another charter has is of the template all the same when most have something such in its place:
    /// it holds values of their own.
    rare: HashMap<RarePlace, u64, FixedState>,
}

impl Typical {
    /// The traits of a document, with how many charters have each and, of rare prose, its place.
    fn counted(&self, traits: &[Trait]) -> impl Iterator<Item = (u64, Option<RarePlace>)> {
        /// No more than one charter of so many has what is rare.
        const RARE: u64 = 16;
        let mut place: RarePlace = (None, 0);
        traits.iter().map(move |it| {
            let count = self.traits.get(it).copied().unwrap_or_default();
            let is_row = it.0;
            if is_row || (count > 1 && count * RARE > self.total) {
                place = (Some(*it), 0);
                return (count, None);
            }
            place.1 += 1;
            (count, Some(place))
        })
    }

    /// How much of what most have is in a document, less what is in it besides.
    fn score(&self, traits: &[Trait]) -> i128 {
        let weights = self.counted(traits).map(|(count, place)| {
            let in_place = place.and_then(|place| self.rare.get(&place)).copied();
            i128::from(count.max(in_place.unwrap_or_default()))
        });
        weights.map(|weight| 2 * weight - i128::from(self.total)).sum()
    }
}

/// Counts what the documents of a family have.
fn typical(corpus: &Corpus<'_>, shared: &SharedParts) -> Typical {
    let total = shared.prose().map(|(_, group)| group.weight).sum();
    let mut typical = Typical { total, ..Typical::default() };
    for (_, group) in shared.groups() {
        for it in traits(corpus, group) {
            *typical.traits.entry(it).or_default() += group.weight;
        }
    }
    let mut rare: HashMap<RarePlace, u64, FixedState> = HashMap::default();
    for (_, group) in shared.prose() {
        let traits = traits(corpus, group);
        for place in typical.counted(&traits).filter_map(|(_, place)| place) {
            *rare.entry(place).or_default() += group.weight;
        }
    }
    Typical { rare, ..typical }
}

/// The documents of a family, those first that have most of what most have and least besides.
fn typical_first(
    corpus: &Corpus<'_>,
    family: &Family,
    shared: &SharedParts,
    baseline: Option<DocumentId>,
) -> Vec<DocumentId> {
    let typical = typical(corpus, shared);
    let scores = shared.groups().map(|(_, group)| typical.score(&traits(corpus, group)));
    let scores: Vec<_> = scores.collect();
    let score = |group: GroupId| scores.get(group as usize).copied().unwrap_or_default();
    let mut documents = family.documents.clone();
    documents.sort_by_cached_key(|&document| {
        let is_baseline = baseline == Some(document);
        let score: i128 = shared.groups_of(document).map(score).iter().sum();
        let weight = std::cmp::Reverse(corpus.weight(document));
        (!is_baseline, -score, weight, corpus.first(document))
    });
    documents
}
