//! What the cells of a row are filled with says what the row is for, and those of a column what its
//! table is about.

use std::borrow::Cow;

use super::super::Context;
use super::super::evidence::{LIKELY_NAME, spelling};
use super::super::headings;
use super::super::retention;
use super::Places;
use crate::lexicon::{Lexicon, NameTerm, Term};
use crate::model::{Category, Column, Field, Kind, RetentionKind, Row};
use crate::syntax::addresses;
use crate::text::{Typography, is_space, normal};

/// No caption, and no cell that spans rows, is longer, in bytes.
pub(super) const LONGEST: usize = 256;
/// No caption has more words.
const CAPTION: usize = 8;

/// The cells under the columns of a table.
fn cells<'r, 's>(columns: &[Column<'_>], row: &'r Row<'s>) -> &'r [Cow<'s, str>] {
    row.cells.get(..columns.len().min(row.cells.len())).unwrap_or_default()
}

/// Whether two cells say the same, however they are set.
fn are_same(one: &str, other: &str) -> bool {
    let first = |text: &str| text.bytes().next().filter(u8::is_ascii_alphanumeric);
    match (first(one), first(other)) {
        (Some(a), Some(b)) if a != b => false,
        _ => one == other || normal(one, Typography::Plain) == normal(other, Typography::Plain),
    }
}

/// The only text of a row: in one cell, or in every cell of several; and where it first stands.
fn sole<'r, 's>(
    columns: &[Column<'_>],
    row: &'r Row<'s>,
) -> Option<(usize, &'r Cow<'s, str>, bool)> {
    let mut filled =
        cells(columns, row).iter().enumerate().filter(|(_, cell)| !cell.is_empty()).peekable();
    let (place, text) = filled.next()?;
    let is_alone = filled.peek().is_none();
    // Most rows differ in their first two cells.
    if !filled.all(|(_, cell)| are_same(cell, text)) {
        return None;
    }
    let is_all = cells(columns, row).iter().all(|cell| are_same(cell, text));
    ((is_alone || is_all) && columns.len() > 1).then_some((place, text, is_all))
}

/// The category that a row is the caption of, if it is one: it says nothing else, and a row that
/// declares a cookie stands below. Words that are no category make one only where names or all cells
/// are.
pub(super) fn caption<'s>(
    columns: &[Column<'s>],
    row: &Row<'s>,
    below: &[Row<'s>],
    context: &mut Context<'_>,
) -> Option<Category<'s>> {
    let (place, text, is_all) = sole(columns, row)?;
    let names = columns.iter().position(|column| column.field == Some(Field::Name))?;
    let declares = |row: &Row<'_>| {
        sole(columns, row).is_none() && row.cells.get(names).is_some_and(|cell| !cell.is_empty())
    };
    if !below.iter().find(|row| !row.cells.iter().all(|cell| cell.is_empty())).is_some_and(declares)
    {
        return None;
    }
    let plain = normal(text, Typography::Plain);
    let mut words = plain.split(is_space);
    let count = words.clone().take(CAPTION + 1).count();
    if plain.len() > LONGEST
        || count > CAPTION
        || words.any(|word| spelling::of_word(word) >= LIKELY_NAME)
    {
        return None;
    }
    let is_small = plain.starts_with(char::is_lowercase);
    let known = headings::category_named_in(text, context);
    let kind = match known {
        // A lone word in small letters is a name like others.
        Some(_) if count == 1 && is_small && place == names && !is_all => return None,
        Some(kind) => kind,
        None => {
            let is_vague =
                context.lexicon.naming(&plain).any(|(_, term)| term != NameTerm::JoinedBy);
            let stands_so = is_all || (place == names && count > 1);
            let has_letters = plain.contains(char::is_alphabetic);
            if is_small || is_vague || !stands_so || !has_letters || plain.ends_with(['.', ':']) {
                return None;
            }
            Kind::Other
        }
    };
    Some(Category { kind, label: text.clone() })
}

/// The columns whose empty cells go on with the cell above: a cell that spanned rows is in the first of
/// them.
pub(super) fn spanning(columns: &[Column<'_>], rows: &[Row<'_>]) -> Vec<usize> {
    let names = columns.iter().position(|column| column.field == Some(Field::Name));
    let names = names.unwrap_or_default();
    // Where cells right of the names are empty, an empty one says that something is not stated.
    let is_whole = || {
        let right = rows.iter().filter_map(|row| row.cells.get(names..columns.len()));
        !right.flatten().any(|cell| cell.is_empty())
    };
    let spans = |at: usize| match gaps(columns, rows, at) {
        0 => false,
        count => at == 0 || count > 1 && is_whole(),
    };
    (0..names).filter(|&at| spans(at)).collect()
}

/// How many empty cells of a column may go on with the cell above. They may where the column tells
/// groups apart before the names, begins with one, and never says the same twice in a row, as one does
/// that leaves out what is not known.
fn gaps(columns: &[Column<'_>], rows: &[Row<'_>], at: usize) -> usize {
    let is_group = |column: &Column<'_>| {
        matches!(
            column.field,
            Some(Field::Category | Field::Provider | Field::Service | Field::Domain | Field::Party)
        )
    };
    if !columns.get(at).is_some_and(is_group) {
        return 0;
    }
    let mut cells = rows.iter().filter_map(|row| row.cells.get(at));
    let Some(mut above) = cells.next().filter(|cell| !cell.is_empty()) else { return 0 };
    let mut gaps = 0;
    for cell in cells {
        if cell.is_empty() {
            gaps += 1;
        } else if are_same(cell, above) {
            return 0;
        } else {
            above = cell;
        }
    }
    gaps
}

/// Whether a row says that there is no cookie: a dash for how long it is kept, and words where all others
/// have names.
pub(super) fn declares_none(row: &Row<'_>, places: &Places, rows: &[Row<'_>]) -> bool {
    /// So many rows show what a column holds.
    const ROWS: usize = 16;
    let get = |row: &Row<'_>, place: Option<usize>| {
        row.cells.get(place?).map(ToString::to_string).filter(|cell| !cell.is_empty())
    };
    let is_dash = row
        .cells
        .get(places.retention.unwrap_or(usize::MAX))
        .is_some_and(|cell| matches!(&**cell, "-" | "–" | "—" | "--" | "---"));
    if !is_dash {
        return false;
    }
    let is_name = |cell: &str| {
        let is_end = |c: char| is_space(c) || matches!(c, ',' | ';' | '(' | ')');
        cell.split(is_end).any(|word| spelling::of_word(word) >= LIKELY_NAME)
    };
    let is_several = |cell: &str| cell.split(is_space).nth(1).is_some();
    let is_words = get(row, places.name).is_some_and(|cell| is_several(&cell) && !is_name(&cell));
    let mut others = rows.iter().take(ROWS).filter(|other| other.line != row.line).peekable();
    is_words
        && others.peek().is_some()
        && others.all(|other| get(other, places.name).is_none_or(|cell| is_name(&cell)))
}

/// Whether a row without a name adds nothing but text to the row above.
pub(super) fn goes_on(columns: &[Column<'_>], row: &Row<'_>) -> bool {
    let is_text =
        |column: &Column<'_>| matches!(column.field, Some(Field::Purpose | Field::Description));
    let mut filled = columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|(column, _)| is_text(column))
        && row.cells.len() <= columns.len()
}

/// Whether a table with a column of names is about cookies: not when those are addresses, or words
/// without one for cookies where nothing else speaks of them.
pub(in crate::interpret) fn is_about_cookies(
    columns: &[Column<'_>],
    rows: &[Row<'_>],
    category: Option<&Category<'_>>,
    context: &mut Context<'_>,
) -> bool {
    let Some(names) = columns.iter().position(|column| column.field == Some(Field::Name)) else {
        return false;
    };
    let lexicon = context.lexicon;
    let mut cells = rows
        .iter()
        .filter_map(|row| row.cells.get(names))
        .filter(|cell| !cell.is_empty())
        .peekable();
    if cells.peek().is_none() || cells.clone().any(|cell| is_name(cell, lexicon)) {
        return true;
    }
    let label = columns.get(names).and_then(|column| column.label.as_deref()).unwrap_or_default();
    if category.is_some() || speaks_of_cookies(label, context) {
        return true;
    }
    let is_address = |cell: &Cow<'_, str>| {
        let cell = normal(cell, Typography::Plain);
        cell.contains('@') || addresses(&cell).next().is_some()
    };
    if cells.clone().all(is_address) {
        return false;
    }
    cells.any(|cell| speaks_of_cookies(cell, context)) || has_retention(columns, rows, lexicon)
}

/// Whether there is a word in `cell` that could be a name.
fn is_name(cell: &str, lexicon: &Lexicon) -> bool {
    // Without a dot, what is plain is no address either.
    if super::names::is_plain(cell, lexicon) && !cell.contains('.') {
        return true;
    }
    let cell = normal(cell, Typography::Plain);
    let is_word = !cell.contains([' ', '@']) && addresses(&cell).next().is_none();
    let is_told = |word: &str| spelling::of_word(word) >= LIKELY_NAME;
    is_word || cell.split(' ').any(is_told) || lexicon.naming(&cell).next().is_some()
}

/// Whether the label of the names speaks of providers, too: "Name / provider".
pub(super) fn names_providers(
    columns: &[Column<'_>],
    names: usize,
    context: &mut Context<'_>,
) -> bool {
    let Some(label) = columns.get(names).and_then(|column| column.label.as_deref()) else {
        return false;
    };
    let is_provider =
        |term| matches!(term, Term::Label(Field::Provider) | Term::Keyword(Field::Provider));
    label.contains(['/', '(', '+', '&'])
        && context.scan(label).hits.iter().any(|hit| is_provider(hit.term))
}

fn speaks_of_cookies(text: &str, context: &mut Context<'_>) -> bool {
    context.scan(text).hits.iter().any(|hit| hit.term == Term::Cookie)
}

/// Whether some cell says how long something is kept.
fn has_retention(columns: &[Column<'_>], rows: &[Row<'_>], lexicon: &Lexicon) -> bool {
    /// So many rows show what a column holds.
    const ROWS: usize = 16;
    let Some(place) = columns.iter().position(|column| column.field == Some(Field::Retention))
    else {
        return false;
    };
    let mut cells = rows.iter().take(ROWS).filter_map(|row| row.cells.get(place));
    cells.any(|cell| retention::read(cell, None, None, lexicon).kind != RetentionKind::Unknown)
}
