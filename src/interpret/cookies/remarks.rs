//! A table's column of names as a whole: what parts its names, and what the remarks on them say.

use std::borrow::Cow;
use std::collections::HashSet;

use super::super::evidence::spelling;
use super::super::headings::kind_in;
use super::super::names::{self, CellNames, Separators};
use super::super::{Context, looks_like};
use super::Places;
use crate::lexicon::Known;
use crate::model::{Cookie, Field, Row};
use crate::text::is_space;

/// How the names of a table are written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NameColumn {
    separators: Separators,
    /// Whether remarks that are no durations are the providers.
    has_providers: bool,
    /// Whether each cell has a name and, on a line below it, what comes again below others.
    has_line_below: bool,
}

impl NameColumn {
    /// Learns from the cells of all rows what those of one alone do not show.
    pub(super) fn of(rows: &[Row<'_>], places: &Places, context: &mut Context<'_>) -> Self {
        let mut column = Self::default();
        let cells = || {
            rows.iter()
                .filter_map(|row| row.cells.get(places.get(Field::Name)?))
                .map(|cell| &**cell)
        };
        let parted = || cells().filter(|cell| names::may_be_parted(cell));
        column.has_line_below = comes_again_below(cells());
        for cell in parted() {
            let Separators { lines, marks } = column.names(cell, context).parted_by;
            column.separators.lines |= lines;
            column.separators.marks |= marks;
        }
        column.has_providers =
            places.get(Field::Provider).is_none() && column.names_companies(parted(), context);
        column
    }

    /// The names of a cell.
    pub(super) fn names(self, cell: &str, context: &mut Context<'_>) -> CellNames {
        if let Some((name, _)) = cell.split_once('\n').filter(|_| self.has_line_below) {
            let remark = Some(name.len() + 1..cell.len());
            let entries = vec![names::Entry { name: 0..name.len(), remark, host: None }];
            return CellNames { entries, parted_by: Separators::default() };
        }
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
    /// one, or is said of several names, of one row or of more.
    fn names_companies<'r>(
        self,
        cells: impl Iterator<Item = &'r str>,
        context: &mut Context<'_>,
    ) -> bool {
        let (mut is_told, mut seen) = (false, HashSet::new());
        for cell in cells {
            let entries = self.names(cell, context).entries;
            let remarks = entries.iter().filter_map(|entry| cell.get(entry.remark.clone()?));
            let remarks: Vec<_> =
                remarks.filter(|text| !looks_like::known_duration(text, context)).collect();
            let is_known = |text: &&str| Known::get().provider_at(text).is_some();
            if !remarks.iter().all(|text| is_known(text) || may_be_company(text)) {
                return false;
            }
            is_told |= remarks.iter().any(is_known) || remarks.len() == 1 && entries.len() > 1;
            // So is a category, which is none.
            is_told |= remarks
                .into_iter()
                .any(|text| !seen.insert(text) && kind_in(text, context).is_none());
        }
        is_told
    }

    /// Takes what a remark on a name says: how long the cookie is kept, whatever a column says of all names, or, where
    /// no column says it, whose it is, which the last remark of a cell says of all its names.
    pub(super) fn add_remark<'s>(
        self,
        cookie: &mut Cookie<'s>,
        [own, last]: [Option<&Cow<'s, str>>; 2],
        places: &Places,
        context: &mut Context<'_>,
    ) {
        let is_duration = own.is_some_and(|own| looks_like::known_duration(own, context));
        if let (true, Some(own)) = (is_duration, own) {
            cookie.retention = Some(super::retention(own.clone(), places.unit, context));
        } else if self.has_providers {
            cookie.provider = own.or(last).cloned();
        }
    }
}

/// Whether each cell has two lines, and the second of one is that of others and surely no name. What is in parentheses
/// goes on with the first.
fn comes_again_below<'r>(cells: impl Iterator<Item = &'r str>) -> bool {
    let may_be_remark = |below: &str| {
        !below.contains('\n') && !below.starts_with('(') && !spelling::is_sure_name(below)
    };
    let mut lines: Vec<&str> = Vec::new();
    for cell in cells {
        match cell.split_once('\n') {
            Some((_, below)) if may_be_remark(below) => lines.push(below),
            _ => return false,
        }
    }
    let count = lines.len();
    lines.sort_unstable();
    lines.dedup();
    count > 1 && lines.len() * 2 <= count
}

/// Puts the host that sets a cookie where the table has room for it.
pub(super) fn add_host<'s>(cookie: &mut Cookie<'s>, host: Cow<'s, str>, places: &Places) {
    let is_domain = places.get(Field::Domain).is_some() || cookie.provider.is_some();
    let field = if is_domain { &mut cookie.domain } else { &mut cookie.provider };
    field.get_or_insert(host);
}

/// Whether a remark may be the name of a company, or its host: a few words, and not where browsers keep
/// things.
fn may_be_company(remark: &str) -> bool {
    /// No company has more words.
    const WORDS: usize = 5;
    let is_named = remark.starts_with(char::is_uppercase) || spelling::is_host(remark);
    is_named && remark.split(is_space).nth(WORDS).is_none() && !Known::is_storage(remark)
}
