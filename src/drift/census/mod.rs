//! The census: what a set of charters says, each text once, ready to be merged with another.
//!
//! A charter is put down as a tree of numbers. Its texts, without the portal's own address, are
//! kept once; so are its rows, its sections, its whole document, and the lines these stand on.
//! Charters of one template share nearly all of that: another charter costs its path and five
//! numbers. A census grows with what is different, not with what is copied.
//!
//! Censuses of parts of a corpus are merged in any order; [`Census::sorted`] makes one census of
//! all the ways to come by it. It knows nothing of what differs from what.

mod adopt;
mod items;
mod lost;
mod part;
mod read;
mod rows;
mod store;

use std::borrow::Cow;
use std::sync::Arc;

pub use part::PartError;

use super::names::Names;
use crate::source::Damage;

pub(super) use items::{
    Item, ItemKind, NONE, TextRef, read_columns, read_head, split_prose_and_tables,
};
use store::renumbered;
pub(super) use store::{Lists, Texts, count};

/// What a set of charters says.
#[derive(Clone, Debug, Default)]
pub struct Census {
    /// Every text, and every form of an address.
    pub(super) texts: Texts,
    /// The texts of the cells of a row.
    pub(super) rows: Lists,
    /// The fields and labels of the columns of a table.
    pub(super) headers: Lists,
    /// Role, category and items.
    pub(super) sections: Lists,
    /// Language, and the numbers of the sections.
    pub(super) documents: Lists,
    /// The lines of a document's items.
    pub(super) layouts: Lists,
    pub(super) charters: Vec<Entry>,
    /// The charter that all others are to be compared with; it is none of them.
    pub(super) baseline: Option<Entry>,
    /// The path of each charter and its host.
    names: Names,
    /// Paths of what is no charter.
    pub(super) others: Vec<String>,
    /// Whether everything is in order.
    is_sorted: bool,
}

/// One charter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// The place of its path in the names of the census; its host is the next.
    name: usize,
    pub(super) document: u32,
    pub(super) layout: u32,
    /// What was damaged in it, and is compared as it was meant.
    pub(super) damage: Damage,
}

impl Census {
    /// One of no charters.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many charters there are; what is no charter does not count.
    #[must_use]
    pub fn charters(&self) -> usize {
        self.charters.len()
    }

    /// The paths of what is no charter, and was left out.
    pub fn others(&self) -> impl Iterator<Item = &str> {
        self.others.iter().map(String::as_str)
    }

    pub(super) fn path(&self, entry: &Entry) -> &str {
        self.names.get(entry.name).unwrap_or_default()
    }

    /// The host of the charter's portal; empty when it does not say.
    pub(super) fn host(&self, entry: &Entry) -> &str {
        self.names.get(entry.name + 1).unwrap_or_default()
    }

    /// The host of the baseline's portal.
    pub(super) fn baseline_host(&self) -> &str {
        self.baseline.as_ref().map_or("", |entry| self.host(entry))
    }

    /// Puts down the names of a charter.
    fn entry(
        &mut self,
        (path, host): (&str, &str),
        (document, layout): (u32, u32),
        damage: Damage,
    ) -> Entry {
        self.is_sorted = false;
        let name = self.names.len();
        self.names.extend([path, host]);
        Entry { name, document, layout, damage }
    }

    /// Adds what is no charter, which is only named.
    fn push_other(&mut self, path: &str) {
        self.is_sorted = false;
        self.others.push(path.to_owned());
    }

    /// Leaves out the charters whose path `is_left_out`: a baseline is no witness of its own.
    pub fn leave_out(&mut self, is_left_out: impl Fn(&str) -> bool) {
        let names = &self.names;
        self.charters.retain(|entry| !is_left_out(names.get(entry.name).unwrap_or_default()));
    }

    /// Adds the charters of `other`, which is copied for it: [`Census::absorb`] takes one that is no more
    /// needed.
    pub fn merge(&mut self, other: &Self) {
        self.absorb(other.clone());
    }

    /// Adds the charters of `other`, whose memory is given back on the way.
    pub fn absorb(&mut self, other: Self) {
        self.take(other, false, |_| None);
    }

    /// The same with what is `meant` in place of texts of `other`; what is new is numbered in the order of its content
    /// where `is_sorted`.
    fn take(&mut self, other: Self, is_sorted: bool, meant: impl Fn(&str) -> Option<String>) {
        self.is_sorted = false;
        let meant = |text: Arc<str>| meant(&text).map_or(text, Arc::from);
        let texts = self.texts.take(other.texts, is_sorted, meant);
        let rows = self.rows.take(other.rows, is_sorted, renumber_all(&texts));
        let headers = self.headers.take(other.headers, is_sorted, renumber_header(&texts));
        let change = renumber_section(&texts, &rows, &headers);
        let sections = self.sections.take(other.sections, is_sorted, change);
        let change = renumber_document(&sections);
        let documents = self.documents.take(other.documents, is_sorted, change);
        let layouts = self.layouts.take(other.layouts, is_sorted, |lines| lines);
        let names = self.names.len();
        self.names.extend(other.names.iter());
        let taken = |entry: Entry| Entry {
            name: names + entry.name,
            document: renumbered(&documents, entry.document),
            layout: renumbered(&layouts, entry.layout),
            damage: entry.damage,
        };
        self.charters.extend(other.charters.into_iter().map(taken));
        self.baseline = other.baseline.map(taken).or(self.baseline);
        self.others.extend(other.others);
    }

    /// The same charters in order of their paths, with everything numbered in the order of its
    /// content: the same census however it was put together.
    #[must_use]
    pub fn sorted(&self) -> Self {
        let mut sorted = self.clone();
        sorted.sort();
        sorted
    }

    /// Puts the census in the order that [`Census::sorted`] has. What goes through it next needs no
    /// copy of it.
    pub fn sort(&mut self) {
        if self.is_sorted {
            return;
        }
        let unsorted = std::mem::take(self);
        self.take(unsorted, true, |_| None);
        // The parts that were merged are in order: a stable sort has but to merge them.
        let names = &self.names;
        self.charters.sort_by(|one, other| {
            let key = |it: &Entry| {
                (names.get(it.name), names.get(it.name + 1), it.document, it.layout, it.damage)
            };
            key(one).cmp(&key(other))
        });
        self.others.sort_unstable();
        self.is_sorted = true;
    }

    /// The census in order, with what was meant where characters were lost: itself, or a copy where it is not so.
    pub(super) fn as_meant(&self) -> Cow<'_, Self> {
        let census = self.in_order();
        let restored = census.restored();
        restored.map_or(census, Cow::Owned)
    }

    /// Itself when it is in order, else a copy that is.
    pub(super) fn in_order(&self) -> Cow<'_, Self> {
        if self.is_sorted { Cow::Borrowed(self) } else { Cow::Owned(self.sorted()) }
    }
}

// What becomes of lists when what they hold gets other numbers.

fn renumber_all(numbers: &[u32]) -> impl Fn(Arc<[u32]>) -> Arc<[u32]> {
    |list| list.iter().map(|&number| renumbered(numbers, number)).collect()
}

fn renumber_header(texts: &[u32]) -> impl Fn(Arc<[u32]>) -> Arc<[u32]> {
    |header| {
        let mut list = Vec::with_capacity(header.len());
        for (field, label) in read_columns(&header) {
            items::write_column(field, renumbered(texts, label), &mut list);
        }
        list.into()
    }
}

fn renumber_section(
    texts: &[u32],
    rows: &[u32],
    headers: &[u32],
) -> impl Fn(Arc<[u32]>) -> Arc<[u32]> {
    move |section| {
        let mut list = Vec::with_capacity(section.len());
        let (role, category, items) = read_head(&section);
        items::write_head(role, category, &mut list);
        for item in Item::read(items) {
            item.renumbered(texts, rows, headers).write(&mut list);
        }
        list.into()
    }
}

fn renumber_document(sections: &[u32]) -> impl Fn(Arc<[u32]>) -> Arc<[u32]> {
    |document| {
        let language = document.iter().copied().take(1);
        let parts = document.iter().skip(1).map(|&section| renumbered(sections, section));
        language.chain(parts).collect()
    }
}
