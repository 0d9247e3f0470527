//! What the cells of a column say of its field, where the labels do not, or say otherwise.
//!
//! Labels come first. Cells decide which of two columns of names is meant, whether a table of names
//! is one of cookies, and, where nothing else can be meant, the fields of columns without a label.

use crate::interpret::looks_like::{self, Name};
use crate::interpret::{Context, headings};
use crate::lexicon::{Known, Term};
use crate::model::{Column, Field, Row};
use crate::text::{is_space, visible};

/// How many rows are looked at.
const ROWS: usize = 48;
/// Wider tables are none of cookies.
const WIDEST: usize = 16;
/// How many words a short cell has.
const SHORT: usize = 3;

/// Settles the fields of `columns` by the cells of `rows`, and says which column of two that could
/// hold names holds none.
pub(super) fn fields(
    columns: &mut [Column<'_>],
    rows: &Rows<'_, '_>,
    context: &mut Context<'_>,
) -> Option<usize> {
    let mut demoted = None;
    if columns.len() > WIDEST || rows.iter().next().is_none() {
        return None;
    }
    let is_labelled = columns.iter().any(|column| column.field.is_some());
    if let Some(names) = position(columns, Field::Name) {
        if !has_possible_name(names, rows) {
            if let Some(other) = column_of_names(columns, rows, |field| {
                matches!(field, None | Some(Field::Provider | Field::Category | Field::Service))
            }) {
                set(columns, names, None);
                demoted = Some(names);
                set(columns, other, Some(Field::Name));
            } else if !speaks_of_cookies(columns, context) && !goes_on(columns, rows, context) {
                for column in &mut *columns {
                    column.field = None;
                }
                return None;
            }
        }
    } else if let Some(names) = column_of_names(columns, rows, |field| field.is_none()) {
        if !is_labelled && column_of_durations(columns, rows, context).is_none() {
            return None;
        }
        set(columns, names, Some(Field::Name));
    } else {
        return None;
    }
    retention(columns, rows, context);
    if is_labelled && position(columns, Field::Provider).is_none() {
        providers(columns, rows);
    }
    if !is_labelled {
        others(columns, rows, context);
    }
    demoted
}

fn position(columns: &[Column<'_>], field: Field) -> Option<usize> {
    columns.iter().position(|column| column.field == Some(field))
}

fn set(columns: &mut [Column<'_>], at: usize, field: Option<Field>) {
    if let Some(column) = columns.get_mut(at) {
        column.field = field;
    }
}

/// The rows that show what is in the columns: those that are even, if there are any.
pub(super) struct Rows<'r, 's> {
    rows: &'r [Row<'s>],
    uneven: &'r [(usize, usize)],
}

impl<'r, 's> Rows<'r, 's> {
    pub(super) fn of(rows: &'r [Row<'s>], uneven: &'r [(usize, usize)]) -> Self {
        let uneven = if uneven.len() < rows.len() { uneven } else { &[] };
        Self { rows, uneven }
    }

    fn iter(&self) -> impl Iterator<Item = &'r Row<'s>> + Clone + use<'r, 's> {
        let mut uneven = self.uneven.iter().peekable();
        let rows = self.rows.iter().enumerate();
        let even = rows.filter(move |&(at, _)| uneven.next_if(|&&(row, _)| row == at).is_none());
        even.map(|(_, row)| row).take(ROWS)
    }
}

/// The filled cells of a column.
fn cells<'r, 's>(
    rows: &Rows<'r, 's>,
    column: usize,
) -> impl Iterator<Item = &'r str> + Clone + use<'r, 's> {
    let cells = rows.iter().filter_map(move |row| row.cells.get(column));
    cells.map(|cell| &**cell).filter(|cell| !cell.is_empty())
}

/// Whether one cell of a column at least could be the name of a cookie, or there is none at all.
fn has_possible_name(column: usize, rows: &Rows<'_, '_>) -> bool {
    let mut cells = cells(rows, column).peekable();
    // Almost every name is plainly one.
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    let is_name = |cell: &str| cell.bytes().all(is_part) || looks_like::name(cell) > Name::None;
    cells.peek().is_none() || cells.any(is_name)
}

/// The one column of those that `may_be` whose cells are names, nearly all.
fn column_of_names(
    columns: &[Column<'_>],
    rows: &Rows<'_, '_>,
    may_be: impl Fn(Option<Field>) -> bool,
) -> Option<usize> {
    let says_kept = position(columns, Field::Retention).is_some();
    let shares = columns.iter().enumerate().filter(|(_, column)| may_be(column.field));
    let mut found = shares.filter(|&(at, _)| {
        let filled = cells(rows, at).count();
        let sure = cells(rows, at).filter(|cell| looks_like::name(cell) == Name::Sure).count();
        let possible = cells(rows, at).filter(|cell| looks_like::name(cell) > Name::None).count();
        let words = cells(rows, at).filter(|cell| !cell.contains(is_space)).count();
        // The first column of a table that says how long things are kept may have descriptions too.
        let is_named = says_kept && at == 0 && sure > 1 && sure * 2 >= filled;
        let are_names = sure * 3 >= filled && (is_named || possible * 5 >= filled * 4);
        filled > 0 && (are_names || (sure * 2 >= filled && words * 5 >= filled * 4))
    });
    let (at, _) = found.next()?;
    found.next().is_none().then_some(at)
}

/// The one column without a name whose cells are durations, nearly all.
fn column_of_durations(
    columns: &[Column<'_>],
    rows: &Rows<'_, '_>,
    context: &mut Context<'_>,
) -> Option<usize> {
    let mut found = None;
    for (at, column) in columns.iter().enumerate() {
        if matches!(column.field, Some(Field::Name)) || !are_durations(rows, at, context) {
            continue;
        }
        if found.replace(at).is_some() {
            return None;
        }
    }
    found
}

fn are_durations(rows: &Rows<'_, '_>, at: usize, context: &mut Context<'_>) -> bool {
    let (mut filled, mut durations) = (0, 0);
    for cell in cells(rows, at) {
        filled += 1;
        durations += usize::from(looks_like::known_duration(cell, context));
    }
    filled > 0 && durations * 5 >= filled * 4
}

/// Whether half of the cells of a column begin with providers that are known.
fn are_known_providers(rows: &Rows<'_, '_>, at: usize) -> bool {
    let (mut filled, mut known) = (0, 0);
    for cell in cells(rows, at) {
        filled += 1;
        known += usize::from(Known::get().provider_at(&visible(cell)).is_some());
    }
    known > 0 && known * 2 >= filled
}

/// Whether a table without labels goes on with one of cookies: a name may be words like others there,
/// beside a duration.
fn goes_on(columns: &[Column<'_>], rows: &Rows<'_, '_>, context: &mut Context<'_>) -> bool {
    columns.iter().all(|column| column.label.is_none())
        && position(columns, Field::Retention).is_some_and(|at| are_durations(rows, at, context))
}

/// Whether a label speaks of cookies.
fn speaks_of_cookies(columns: &[Column<'_>], context: &mut Context<'_>) -> bool {
    let mut labels = columns.iter().filter_map(|column| column.label.as_deref());
    labels.any(|label| context.scan(label).hits.iter().any(|hit| hit.term == Term::Cookie))
}

/// Finds the retentions where their label is not known, or stands over another column.
fn retention(columns: &mut [Column<'_>], rows: &Rows<'_, '_>, context: &mut Context<'_>) {
    let labelled = position(columns, Field::Retention);
    if let Some(column) = labelled {
        let mut cells = cells(rows, column).peekable();
        if cells.peek().is_none() || cells.any(|cell| looks_like::known_duration(cell, context)) {
            return;
        }
    } else if columns.iter().all(|column| column.field.is_some()) {
        return;
    }
    let Some(found) = column_of_durations(columns, rows, context) else { return };
    // One cell under a label that is not known says too little.
    if labelled.is_none() && cells(rows, found).nth(1).is_none() {
        return;
    }
    let other = columns.get(found).and_then(|column| column.field);
    match labelled {
        Some(column) => set(columns, column, other),
        None if other.is_some() => return,
        None => {}
    }
    set(columns, found, Some(Field::Retention));
}

/// Finds the providers where their label is not known: nothing else is in the column.
fn providers(columns: &mut [Column<'_>], rows: &Rows<'_, '_>) {
    let is_provider = |cell: &str| {
        let cell = &*visible(cell);
        Known::get().provider_at(cell) == Some(cell.len())
    };
    let found = columns.iter().enumerate().find(|(at, column)| {
        let mut cells = cells(rows, *at);
        column.field.is_none() && cells.clone().nth(1).is_some() && cells.all(is_provider)
    });
    if let Some((at, _)) = found {
        set(columns, at, Some(Field::Provider));
    }
}

/// The fields of a table that has no labels at all: categories, what is short before the names, and
/// the longest texts.
fn others(columns: &mut [Column<'_>], rows: &Rows<'_, '_>, context: &mut Context<'_>) {
    let words = |cell: &str| cell.split(is_space).filter(|word| !word.is_empty()).count();
    let names = position(columns, Field::Name).unwrap_or_default();
    let mut purpose: Option<(usize, usize)> = None;
    for at in 0..columns.len() {
        if columns.get(at).is_some_and(|column| column.field.is_some()) {
            continue;
        }
        let is_short = cells(rows, at).all(|cell| words(cell) <= SHORT);
        let mut all = cells(rows, at);
        if is_short && all.all(|cell| headings::is_category(cell, context)) {
            if position(columns, Field::Category).is_none() {
                set(columns, at, Some(Field::Category));
            }
        } else if is_short {
            let may_be = position(columns, Field::Provider).is_none();
            if may_be && (at < names || are_known_providers(rows, at)) {
                set(columns, at, Some(Field::Provider));
            }
        } else {
            let length = cells(rows, at).map(words).sum();
            purpose = purpose.filter(|&(_, longest)| longest >= length).or(Some((at, length)));
        }
    }
    if let Some((at, _)) = purpose {
        set(columns, at, Some(Field::Purpose));
    }
}
