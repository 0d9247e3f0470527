//! The census: what a set of charters says, each text once, ready to be merged with another.
//!
//! A charter is put down as a tree of numbers. Its texts, without the portal's own address, are
//! kept once; so are its rows, its sections, its whole document, and the lines these stand on.
//! Charters of one template share nearly all of that: another charter costs its path and five
//! numbers. A census grows with what is different, not with what is copied.
//!
//! Censuses of parts of a corpus are merged in any order; [`Census::sorted`] makes one census of
//! all the ways to come by it. It knows nothing of what differs from what.

mod declared;
mod items;
mod part;
mod read;
mod store;

pub use part::PartError;

pub(super) use items::{Item, NONE, read_columns, read_head};
pub(super) use store::{Lists, Texts};
use store::{Numbers, count};

/// What a set of charters says.
#[derive(Debug, Default)]
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
    /// Paths and hosts of the charters, one after the other.
    names: String,
    /// Paths of what is no charter.
    pub(super) others: Vec<String>,
    /// Rows that were seen before, by a hash of their cells.
    known_rows: Numbers,
    scratch: read::Scratch,
}

/// One charter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Where its path begins among the names; its host follows.
    start: usize,
    path: u32,
    host: u32,
    pub(super) document: u32,
    pub(super) layout: u32,
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
        self.names.get(entry.start..entry.start + entry.path as usize).unwrap_or_default()
    }

    /// The host of the charter's portal; empty when it does not say.
    pub(super) fn host(&self, entry: &Entry) -> &str {
        let start = entry.start + entry.path as usize;
        self.names.get(start..start + entry.host as usize).unwrap_or_default()
    }

    /// The host of the baseline's portal.
    pub(super) fn baseline_host(&self) -> &str {
        self.baseline.as_ref().map_or("", |entry| self.host(entry))
    }

    /// Puts down the names of a charter.
    fn entry(&mut self, path: &str, host: &str, document: u32, layout: u32) -> Entry {
        let start = self.names.len();
        self.names.push_str(path);
        self.names.push_str(host);
        let (path, host) = (count(path.len()), count(host.len()));
        Entry { start, path, host, document, layout }
    }

    /// Adds what is no charter, which is only named.
    fn push_other(&mut self, path: &str) {
        self.others.push(path.to_owned());
    }

    /// Leaves out the charters whose path `is_left_out`: a baseline is no witness of its own.
    pub fn leave_out(&mut self, is_left_out: impl Fn(&str) -> bool) {
        let charters = std::mem::take(&mut self.charters);
        let charters = charters.into_iter().filter(|entry| !is_left_out(self.path(entry)));
        self.charters = charters.collect();
    }

    /// Adds the charters of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.take(other, false);
    }

    /// The same charters in order of their paths, with everything numbered in the order of its
    /// content: the same census however it was put together.
    #[must_use]
    pub fn sorted(&self) -> Self {
        let mut sorted = Self::default();
        sorted.take(self, true);
        let mut charters = std::mem::take(&mut sorted.charters);
        // The parts that were merged are in order: a stable sort has but to merge them.
        charters.sort_by(|one, other| {
            let key = |it: &Entry| (sorted.path(it), sorted.host(it), it.document, it.layout);
            key(one).cmp(&key(other))
        });
        sorted.charters = charters;
        sorted.others.sort();
        sorted
    }

    fn take(&mut self, other: &Self, in_order: bool) {
        let mut texts: Vec<_> = (0..).zip(other.texts.iter()).collect();
        if in_order {
            texts.sort_by_key(|&(_, text)| text);
        }
        let mut map = vec![NONE; texts.len()];
        for (number, text) in texts {
            set(&mut map, number, self.texts.number(text));
        }
        let texts = map;
        let rows = self.rows.take(&other.rows, in_order, |row| {
            row.iter().map(|&text| renumbered(&texts, text)).collect()
        });
        let headers = self.headers.take(&other.headers, in_order, |header| {
            let mut columns = Vec::with_capacity(header.len());
            for (field, label) in read_columns(header) {
                items::write_column(field, renumbered(&texts, label), &mut columns);
            }
            columns
        });
        let sections = self.sections.take(&other.sections, in_order, |section| {
            let (role, category, items) = read_head(section);
            let mut list = Vec::with_capacity(section.len());
            items::write_head(role, category, &mut list);
            for item in Item::read(items) {
                item.renumbered(&texts, &rows, &headers).write(&mut list);
            }
            list
        });
        let documents = self.documents.take(&other.documents, in_order, |document| {
            let (language, parts) = document.split_at(document.len().min(1));
            let parts = parts.iter().map(|&section| renumbered(&sections, section));
            language.iter().copied().chain(parts).collect()
        });
        let layouts = self.layouts.take(&other.layouts, in_order, <[u32]>::to_vec);
        for entry in &other.charters {
            let document = renumbered(&documents, entry.document);
            let layout = renumbered(&layouts, entry.layout);
            let entry = self.entry(other.path(entry), other.host(entry), document, layout);
            self.charters.push(entry);
        }
        if let Some(entry) = &other.baseline {
            let document = renumbered(&documents, entry.document);
            let layout = renumbered(&layouts, entry.layout);
            self.baseline =
                Some(self.entry(other.path(entry), other.host(entry), document, layout));
        }
        self.others.extend_from_slice(&other.others);
    }
}

/// What `number` has become; [`NONE`] stays.
fn renumbered(numbers: &[u32], number: u32) -> u32 {
    numbers.get(number as usize).copied().unwrap_or(NONE)
}

fn set(numbers: &mut [u32], number: u32, new: u32) {
    if let Some(place) = numbers.get_mut(number as usize) {
        *place = new;
    }
}
