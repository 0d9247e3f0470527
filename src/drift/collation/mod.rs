//! Which passages of different charters are the same passage.
//!
//! The charters of a family are laid over each other into one sequence of slots, a slot for each
//! passage: the most typical document first, then one after the other. A text that a slot has
//! already is found by its words; one that is new goes to the slot that is most like it in its
//! section, then elsewhere, and to a slot of its own when none is. Nothing is compared by its
//! position, so what is inserted, moved, split or joined does not make the rest look changed; and
//! charters are never compared with each other, so the cost is that of the distinct texts.

mod cookies;
mod laying;
mod likeness;
mod order;
mod prose;
mod seams;

pub(super) use cookies::{Cookies, RowMatch};
pub(super) use order::out_of_order;
pub(super) use prose::{Match, Passages, SlotId};

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::census::Item;
use super::corpus::{Class, Corpus, Document, DocumentId, TextRef};
use super::families::Family;

/// A document laid over the slots of its family.
pub(super) struct Placed {
    pub(super) id: DocumentId,
    pub(super) document: Document,
    pub(super) prose: Vec<Match>,
    pub(super) rows: Vec<RowMatch>,
    /// The slot of each of its tables.
    pub(super) tables: Vec<Option<SlotId>>,
}

impl Collation {
    /// Finds the slots of all that is in a document.
    pub(super) fn place(&self, corpus: &Corpus<'_>, id: DocumentId) -> Placed {
        let document = Document::read(corpus, id);
        Placed {
            id,
            prose: self.prose.align(corpus, &document),
            rows: self.cookies.align(corpus, &document),
            tables: self.cookies.align_tables(&document),
            document,
        }
    }
}

/// The passages of a family.
pub(super) struct Collation {
    pub(super) prose: Passages,
    pub(super) cookies: Cookies,
}

/// Lays the documents of a family over each other. A baseline goes before all others.
pub(super) fn collate(
    corpus: &Corpus<'_>,
    family: &Family,
    baseline: Option<DocumentId>,
) -> Collation {
    let mut collation = Collation { prose: Passages::default(), cookies: Cookies::default() };
    for document in typical_first(corpus, family, baseline) {
        let votes = (corpus.weight(document), corpus.first(document));
        let document = Document::read(corpus, document);
        collation.prose.add(corpus, &document, votes);
        collation.cookies.add(corpus, &document, votes);
    }
    collation.prose.finish(baseline.is_some());
    collation.cookies.finish(baseline.is_some());
    collation
}

/// The documents of a family, those first that have most of what most have and least besides.
fn typical_first(
    corpus: &Corpus<'_>,
    family: &Family,
    baseline: Option<DocumentId>,
) -> Vec<DocumentId> {
    // What a document has again is another trait: most have it once.
    let mut counts: HashMap<(bool, Class, u32), u64, FixedState> = HashMap::default();
    let mut total = 0;
    let traits = |document: DocumentId| {
        let mut times: HashMap<(bool, Class), u32, FixedState> = HashMap::default();
        let mut traits = Vec::new();
        for (_, item) in corpus.items(document) {
            let (is_row, text) = match item {
                Item::Title { text, .. }
                | Item::Heading { text, .. }
                | Item::Paragraph { text, .. } => (false, TextRef::Text(text)),
                Item::Line { row, .. } => (false, TextRef::Row(row)),
                Item::Row { row, .. } => (true, TextRef::Row(row)),
                Item::Table { .. } => continue,
            };
            let class = corpus.class(text);
            let times = times.entry((is_row, class)).or_default();
            traits.push((is_row, class, *times));
            *times += 1;
        }
        traits
    };
    for &document in &family.documents {
        total += corpus.weight(document);
        for it in traits(document) {
            *counts.entry(it).or_default() += corpus.weight(document);
        }
    }
    let total = i128::from(total);
    let score = |document: DocumentId| {
        let count = |it| i128::from(counts.get(&it).copied().unwrap_or_default());
        traits(document).into_iter().map(|it| 2 * count(it) - total).sum::<i128>()
    };
    let mut documents = family.documents.clone();
    documents.sort_by_cached_key(|&document| {
        let is_baseline = baseline == Some(document);
        let weight = std::cmp::Reverse(corpus.weight(document));
        (!is_baseline, -score(document), weight, corpus.first(document))
    });
    documents
}
