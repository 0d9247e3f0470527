//! Rows of tables of cookies, matched by category, name, provider and domain, then by their order.

use std::collections::{HashMap, HashSet, VecDeque};

use foldhash::fast::FixedState;

use super::order::{Order, Sequences};
use crate::drift::census::NONE;
use crate::drift::corpus::{Class, Column, Corpus, Document, Row, Table, TextRef};
use crate::drift::shared_parts::Group;
use crate::drift::votes::Votes;
use crate::model::{Field, Kind, Role};

/// The number of a cookie.
pub(in crate::drift) type CookieId = u32;
/// The number of a table.
pub(in crate::drift) type TableId = u32;

/// A table of a family.
#[derive(Clone, Copy, Debug)]
pub(in crate::drift) struct TableSection {
    pub(in crate::drift) role: Role,
    pub(in crate::drift) category: Option<Kind>,
}

/// A row of a document, and the cookie that it declares.
#[derive(Clone, Copy, Debug)]
pub(in crate::drift) struct RowMatch {
    pub(in crate::drift) cookie: CookieId,
    /// The number of the table in the document.
    pub(in crate::drift) table: usize,
    pub(in crate::drift) row: Row,
}

/// The cookies and tables of a family.
#[derive(Debug, Default)]
pub(in crate::drift) struct Cookies {
    pub(in crate::drift) tables: Vec<TableSection>,
    /// The table that each cookie is in.
    pub(in crate::drift) homes: Vec<TableId>,
    pub(in crate::drift) order: Order,
    /// Of the rows of each table.
    sequences: Sequences,
    /// How many charters have each cookie in which table.
    tables_of: HashMap<CookieId, Votes<TableId>, FixedState>,
    /// Tables by what their section is about and how many such there are before them.
    known_tables: HashMap<(Role, Option<Kind>, u32), TableId, FixedState>,
    known: HashMap<(Identity, u32), CookieId, FixedState>,
    by_name: HashMap<u64, Vec<(Identity, CookieId)>, FixedState>,
}

/// The tables of a document and the cookies that its rows declare, in its order.
#[derive(Debug)]
pub(super) struct TableMatches {
    /// Each with its number among the items of all tables.
    pub(super) tables: Vec<(TableId, u32)>,
    pub(super) rows: Vec<RowMatch>,
}

/// What rows are matched by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Identity {
    category: Option<Kind>,
    name: u64,
    provider: Class,
    domain: Class,
}

impl Cookies {
    /// Finds the tables of a document and the cookies that its rows declare, once all documents are added.
    pub(super) fn align(&self, corpus: &Corpus<'_>, document: &Document) -> TableMatches {
        let tables = keys(&document.tables).map(|key| self.known_tables.get(&key).copied());
        let tables = tables.zip(&document.tables).filter_map(|(id, it)| Some((id?, it.item)));
        let rows = rows(corpus, document);
        let cookies = self.match_rows(&rows);
        let matched = |((table, row, _), cookie): (_, Option<CookieId>)| {
            Some(RowMatch { cookie: cookie?, table, row })
        };
        let rows = rows.into_iter().zip(cookies).filter_map(matched).collect();
        TableMatches { tables: tables.collect(), rows }
    }

    /// Finds the cookies of the rows of a group, adds those that are new, and counts in which order and in which
    /// tables its charters have them.
    pub(super) fn add(&mut self, corpus: &Corpus<'_>, document: &Document, group: &Group) {
        let tables: Vec<_> = keys(&document.tables).map(|key| self.table(key)).collect();
        let rows = rows(corpus, document);
        let cookies = self.match_rows(&rows);
        let mut counts = Counts::default();
        let mut before = None;
        let mut sequences = vec![Vec::new(); tables.len()];
        for ((table, .., identity), cookie) in rows.into_iter().zip(cookies) {
            let nth = counts.next(identity);
            let home = tables.get(table).copied().unwrap_or_default();
            let cookie = cookie.unwrap_or_else(|| {
                let cookie = self.order.insert_after(before);
                self.homes.push(home);
                self.known.insert((identity, nth), cookie);
                self.by_name.entry(identity.name).or_default().push((identity, cookie));
                cookie
            });
            before = Some(cookie);
            self.tables_of.entry(cookie).or_default().add(home, group.weight, group.first);
            sequences.get_mut(table).into_iter().for_each(|sequence| sequence.push(cookie));
        }
        for sequence in sequences {
            self.sequences.add(sequence, group.weight, group.first);
        }
    }

    /// Nothing is added after that. Order and tables are those of the first document, or what most
    /// have.
    pub(super) fn finish(&mut self, is_first_followed: bool) {
        let sequences = std::mem::take(&mut self.sequences);
        let tables = std::mem::take(&mut self.tables_of);
        if !is_first_followed {
            self.order.sort_by_majority(&sequences);
            for (cookie, tables) in tables {
                if let (Some(home), Some(most)) =
                    (self.homes.get_mut(cookie as usize), tables.most())
                {
                    *home = most.of;
                }
            }
        }
        self.order.count();
    }

    fn table(&mut self, key: (Role, Option<Kind>, u32)) -> TableId {
        let next = TableId::try_from(self.tables.len()).unwrap_or(NONE);
        let cookie = *self.known_tables.entry(key).or_insert(next);
        if cookie == next {
            self.tables.push(TableSection { role: key.0, category: key.1 });
        }
        cookie
    }

    /// The cookie of each row: the same in all, else of one of that name and domain with another category,
    /// then with another provider, then with both, then the same with another domain.
    fn match_rows(&self, rows: &[Placed]) -> Vec<Option<CookieId>> {
        let mut counts = Counts::default();
        let mut cookies: Vec<_> = rows
            .iter()
            .map(|&(.., identity)| self.known.get(&(identity, counts.next(identity))).copied())
            .collect();
        let mut taken: HashSet<_, FixedState> = cookies.iter().flatten().copied().collect();
        // Provider, category, domain.
        let likenesses = [
            [true, false, true],
            [false, true, true],
            [false, false, true],
            [true, false, false],
            [false, true, false],
            [false, false, false],
        ];
        for same in likenesses {
            let mut free: HashMap<Identity, VecDeque<CookieId>, FixedState> = HashMap::default();
            let mut names = HashSet::<u64, FixedState>::default();
            for ((.., identity), cookie) in rows.iter().zip(&cookies) {
                if cookie.is_none() && names.insert(identity.name) {
                    let there = self.by_name.get(&identity.name).into_iter().flatten();
                    for &(identity, cookie) in there.filter(|(_, cookie)| !taken.contains(cookie)) {
                        free.entry(identity.only(same)).or_default().push_back(cookie);
                    }
                }
            }
            for ((.., identity), cookie) in rows.iter().zip(&mut cookies) {
                if cookie.is_none() {
                    *cookie = free.get_mut(&identity.only(same)).and_then(VecDeque::pop_front);
                    taken.extend(*cookie);
                }
            }
        }
        cookies
    }
}

/// A row, with the number of its table, and what it is matched by.
type Placed = (usize, Row, Identity);

impl Identity {
    /// What two rows share that are not the same cookie in all: the name, and what of the rest counts.
    fn only(self, [provider, category, domain]: [bool; 3]) -> Self {
        Self {
            name: self.name,
            provider: if provider { self.provider } else { Class::MAX },
            category: self.category.filter(|_| category),
            domain: if domain { self.domain } else { Class::MAX },
        }
    }
}

/// How many rows of each identity there have been.
#[derive(Default)]
struct Counts(HashMap<Identity, u32, FixedState>);

impl Counts {
    fn next(&mut self, identity: Identity) -> u32 {
        let count = self.0.entry(identity).or_default();
        *count += 1;
        *count
    }
}

/// What finds each of the tables.
fn keys(tables: &[Table]) -> impl Iterator<Item = (Role, Option<Kind>, u32)> {
    let mut counts: HashMap<(Role, Option<Kind>), u32, FixedState> = HashMap::default();
    tables.iter().map(move |table| {
        let about = (table.place.role, table.place.category);
        let count = counts.entry(about).or_default();
        *count += 1;
        (about.0, about.1, *count)
    })
}

/// The rows of a document's tables.
fn rows(corpus: &Corpus<'_>, document: &Document) -> Vec<Placed> {
    let tables = document.tables.iter().enumerate();
    let rows = tables.flat_map(|(in_table, table)| {
        table.rows.iter().map(move |&row| {
            let cell = |field| corpus.cell(row.cells, table.columns, Column::Known(field));
            let class = |field| corpus.class(TextRef::Text(cell(field)));
            let name = match cell(Field::Name) {
                NONE => 0,
                text => corpus.name(text),
            };
            let (provider, domain) = (class(Field::Provider), class(Field::Domain));
            (in_table, row, Identity { category: row.category, name, provider, domain })
        })
    });
    rows.collect()
}
