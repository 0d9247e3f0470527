//! Which charters descend from one template: a family is compared, and nothing else is.
//!
//! Two charters are alike when they are in one language and have at least half of the smaller one's
//! headings, paragraphs and column labels in common. What every charter says of what a cookie is
//! does not count. Families are the charters connected by being alike.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::census::{Item, NONE, read_columns};
use super::corpus::{Corpus, DocumentId, TextRef};
use crate::lexicon::Language;
use crate::model::Role;

/// The documents of one family, by their first charters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Family {
    pub(super) language: Option<Language>,
    pub(super) documents: Vec<DocumentId>,
}

/// Finds the families, by language, then by their first paths. A baseline is in the family it is
/// like, with no charter of its own to count.
pub(super) fn find(corpus: &Corpus<'_>, baseline: Option<DocumentId>) -> Vec<Family> {
    // Documents with the same features, as most are, are taken together.
    let mut kinds: HashMap<(Option<Language>, Vec<u32>), Vec<DocumentId>, FixedState> =
        HashMap::default();
    for document in corpus.documents() {
        let mut features = features(corpus, document);
        if features.is_empty() {
            // What has nothing in common with anything is not alike either.
            features.push(NONE - document);
        }
        kinds.entry((corpus.language(document), features)).or_default().push(document);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    // The smaller first, so that each need only be looked up among those before it.
    kinds.sort_by(|((_, one), _), ((_, other), _)| (one.len(), one).cmp(&(other.len(), other)));
    let mut families: HashMap<usize, Family> = HashMap::new();
    let mut sets = Sets::new(kinds.len());
    connect(&kinds, &mut sets);
    for (at, ((language, _), documents)) in kinds.into_iter().enumerate() {
        let family = families
            .entry(sets.find(at))
            .or_insert_with(|| Family { language, documents: Vec::new() });
        family.documents.extend(documents);
    }
    let order = |document: &DocumentId| {
        let is_baseline = baseline == Some(*document);
        (!is_baseline, corpus.first(*document), *document)
    };
    let mut families: Vec<_> = families.into_values().collect();
    for family in &mut families {
        family.documents.sort_by_key(order);
    }
    let first = |family: &Family| family.documents.iter().map(|&it| corpus.first(it)).min();
    families.sort_by_key(|family| (family.language.map(Language::code), first(family)));
    families
}

/// The headings, paragraphs and labels of a document, as numbers in order.
fn features(corpus: &Corpus<'_>, document: DocumentId) -> Vec<u32> {
    let text = |text: TextRef| corpus.class(text) << 1;
    let label = |label: u32| text(TextRef::Text(label)) | 1;
    let mut features = Vec::new();
    for (place, item) in corpus.items(document) {
        match item {
            _ if place.role == Role::Definition => {}
            Item::Title { text: number, .. }
            | Item::Heading { text: number, .. }
            | Item::Paragraph { text: number, .. } => features.push(text(TextRef::Text(number))),
            Item::Line { row, .. } => features.push(text(TextRef::Row(row))),
            Item::Table { columns, .. } => {
                let columns = read_columns(corpus.census.headers.get(columns));
                features.extend(columns.filter(|&(_, it)| it != NONE).map(|(_, it)| label(it)));
            }
            Item::Row { .. } => {}
        }
    }
    features.sort_unstable();
    features.dedup();
    features
}

type Kind = ((Option<Language>, Vec<u32>), Vec<DocumentId>);

/// How many of one set that have a feature in common are looked at for it, and how many in all:
/// those that are alike have others in common too. In a corpus where hundreds of texts that are not
/// alike share each paragraph, some that are alike are not found.
const OF_ONE_SET: usize = 8;
const OF_ALL_SETS: usize = 128;

/// Joins the sets of kinds that are alike.
///
/// Two that are alike share one of the rarer half of the smaller one's features, so each is put
/// down under those, and looked up under all of its own. What is in one set already is not compared
/// again, and under a feature that many sets have, only a few of each are kept: the time does not
/// grow with the pairs there are.
fn connect(kinds: &[Kind], sets: &mut Sets) {
    let mut frequencies: HashMap<(Option<Language>, u32), u32, FixedState> = HashMap::default();
    for ((language, features), _) in kinds {
        for &feature in features {
            *frequencies.entry((*language, feature)).or_default() += 1;
        }
    }
    let mut index: HashMap<(Option<Language>, u32), Vec<usize>, FixedState> = HashMap::default();
    for (at, ((language, features), _)) in kinds.iter().enumerate() {
        let frequency = |&feature: &u32| frequencies.get(&(*language, feature)).copied();
        let mut tried = HashSet::<usize, FixedState>::default();
        for &feature in features {
            let Some(others) = index.get(&(*language, feature)) else { continue };
            for &other in others {
                let is_new = tried.insert(other) && sets.find(other) != sets.find(at);
                if is_new && kinds.get(other).is_some_and(|((_, it), _)| are_alike(it, features)) {
                    sets.join(other, at);
                }
            }
        }
        let mut rarest = features.clone();
        rarest.sort_by_key(|feature| (frequency(feature), *feature));
        for &feature in rarest.iter().take(features.len() / 2 + 1) {
            if frequency(&feature) == Some(1) {
                continue;
            }
            let others = index.entry((*language, feature)).or_default();
            let of_same_set = others.iter().filter(|&&it| sets.find(it) == sets.find(at)).count();
            if of_same_set < OF_ONE_SET && others.len() < OF_ALL_SETS {
                others.push(at);
            }
        }
    }
}

/// Whether `larger` has at least half of what `smaller` has. Both are in order.
fn are_alike(smaller: &[u32], larger: &[u32]) -> bool {
    let common = smaller.iter().filter(|feature| larger.binary_search(feature).is_ok()).count();
    common * 2 >= smaller.len()
}

/// Disjoint sets of numbers.
struct Sets(std::cell::RefCell<Vec<usize>>);

impl Sets {
    fn new(length: usize) -> Self {
        Self(std::cell::RefCell::new((0..length).collect()))
    }

    /// The number that stands for the set of `number`.
    fn find(&self, mut number: usize) -> usize {
        let mut parents = self.0.borrow_mut();
        while let Some(&parent) = parents.get(number).filter(|&&parent| parent != number) {
            let grandparent = parents.get(parent).copied().unwrap_or(parent);
            if let Some(place) = parents.get_mut(number) {
                *place = grandparent;
            }
            number = grandparent;
        }
        number
    }

    fn join(&self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        if let Some(place) = self.0.borrow_mut().get_mut(one.max(other)) {
            *place = one.min(other);
        }
    }
}
