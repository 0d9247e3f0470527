//! A table's column of names as a whole: what parts its names, and what the remarks on them say.

use std::borrow::Cow;
use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::super::evidence::{SURE_NAME, spelling};
use super::super::names::{self, CellNames, Separators};
use super::super::{Context, looks_like};
use super::{Places, lists, shape};
use crate::lexicon::Known;
use crate::model::{Cookie, Row};
use crate::syntax::addresses;
use crate::text::{Typography, is_space, normal};

/// How the names of a table are written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NameColumn {
    separators: Separators,
    /// Whether remarks that are no durations are the providers.
    has_providers: bool,
    /// Whether names of some row surely have a retention each.
    pub(super) are_paired: bool,
}

impl NameColumn {
    /// Learns from the cells of all rows what those of one alone do not show.
    pub(super) fn of(rows: &[Row<'_>], places: &Places, context: &mut Context<'_>) -> Self {
        let mut column = Self::default();
        let cells =
            || rows.iter().filter_map(|row| row.cells.get(places.name?)).map(|cell| &**cell);
        let parted = || cells().filter(|cell| names::may_be_parted(cell));
        for cell in parted() {
            let Separators { lines, marks } = column.names(cell, context).parted_by;
            column.separators.lines |= lines;
            column.separators.marks |= marks;
        }
        column.has_providers = places.names_providers
            || (places.provider.is_none() && column.names_companies(parted(), context));
        column.are_paired = rows.iter().any(|row| column.pairs(row, places, context));
        column
    }

    /// Whether the several names of a row have a retention each.
    fn pairs(self, row: &Row<'_>, places: &Places, context: &mut Context<'_>) -> bool {
        let get = |place: Option<usize>| row.cells.get(place?);
        let (Some(cell), Some(kept)) = (get(places.name), get(places.retention)) else {
            return false;
        };
        if !names::may_be_parted(cell) || !names::may_be_parted(kept) {
            return false;
        }
        let entries = self.names(cell, context).entries;
        let names: Vec<_> =
            entries.into_iter().filter_map(|entry| super::part(cell, entry.name)).collect();
        lists::retentions(kept, &names, places.unit, false, context.lexicon).is_some()
    }

    /// The names of a cell.
    pub(super) fn names(self, cell: &str, context: &mut Context<'_>) -> CellNames {
        let Separators { lines, marks } = self.separators;
        let memo = usize::from(lines) + 2 * usize::from(marks);
        let known = context.knowledge.lists.get(memo).and_then(|memo| memo.get(None, cell));
        known.unwrap_or_else(|| {
            let names = names::read_cell(cell, self.separators, context.lexicon);
            match context.knowledge.lists.get_mut(memo) {
                Some(memo) => memo.keep(None, cell, names),
                None => names,
            }
        })
    }

    /// Whether the remarks on the names are companies: none says anything else, and one is known to be
    /// one, is said again, or is said of several names.
    fn names_companies<'r>(
        self,
        cells: impl Iterator<Item = &'r str>,
        context: &mut Context<'_>,
    ) -> bool {
        let mut seen: HashSet<String, FixedState> = HashSet::default();
        let mut is_told = false;
        for cell in cells {
            let entries = self.names(cell, context).entries;
            let count = entries.iter().filter(|entry| entry.remark.is_some()).count();
            for remark in entries.into_iter().filter_map(|entry| cell.get(entry.remark?)) {
                if looks_like::known_duration(remark, context) {
                    continue;
                }
                match company(remark, context) {
                    Company::No => return false,
                    Company::Known => is_told = true,
                    Company::Possible => {
                        is_told |= !seen.insert(normal(remark, Typography::Plain).into_owned());
                        is_told |= count == 1 && self.names(cell, context).entries.len() > 1;
                    }
                }
            }
        }
        is_told
    }

    /// Takes what a remark on a name says, where no column says it: how long the cookie is kept, or
    /// whose it is, which the last remark of a cell says of all its names.
    pub(super) fn add_remark<'s>(
        self,
        cookie: &mut Cookie<'s>,
        [own, last]: [Option<&Cow<'s, str>>; 2],
        places: &Places,
        context: &mut Context<'_>,
    ) {
        let is_duration = own.is_some_and(|own| looks_like::known_duration(own, context));
        if let (true, Some(own)) = (is_duration, own) {
            if places.retention.is_none() {
                cookie.retention = Some(super::retention(own.clone(), places.unit, context));
            }
        } else if self.has_providers {
            cookie.provider = own.or(last).cloned();
        }
    }
}

/// Puts the host that sets a cookie where the table has room for it.
pub(super) fn add_host<'s>(cookie: &mut Cookie<'s>, host: Cow<'s, str>, places: &Places) {
    let is_domain = places.domain.is_some() || cookie.provider.is_some();
    let field = if is_domain { &mut cookie.domain } else { &mut cookie.provider };
    field.get_or_insert(host);
}

/// Whether a remark is the name of a company.
enum Company {
    No,
    Possible,
    Known,
}

fn company(remark: &str, context: &mut Context<'_>) -> Company {
    /// No company has more words, and no acronym that is one more letters.
    const WORDS: usize = 5;
    const ACRONYM: usize = 5;
    let remark = &*normal(remark, Typography::Plain);
    let is_host = |text: &str| addresses(text).next().is_some_and(|it| it.url.len() == text.len());
    if Known::get().provider_at(remark).is_some() || is_host(remark) {
        return Company::Known;
    }
    let is_capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c == '&');
    let words: Vec<_> = remark.split(is_space).filter(|word| !word.is_empty()).collect();
    let is_acronym = words.len() == 1
        && remark.len() <= ACRONYM
        && remark.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_name = |word: &&str| spelling::of_word(word) >= SURE_NAME;
    let is_no_company = words.len() > WORDS
        || !words.iter().all(|word| is_capital(word))
        || is_acronym
        || words.iter().any(is_name)
        || Known::get().is_storage(remark)
        || remark.len() > shape::LONGEST;
    if is_no_company {
        return Company::No;
    }
    // Words that are wholly known are no name of a company: a category, a party, a label.
    let scan = context.scan(remark);
    let is_whole = scan.hits.iter().any(|hit| hit.word == 0 && hit.length == scan.words.len());
    if is_whole { Company::No } else { Company::Possible }
}
