//! What the cells of a row are filled with says what the row is for, and those of a column what its
//! table is about.

use std::borrow::Cow;

use super::super::Context;
use super::super::evidence::{LIKELY_NAME, spelling};
use super::super::headings;
use super::Places;
use crate::lexicon::Lexicon;
use crate::model::{Category, Column, Field, Kind, Row};
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
    let first = |text: &str| text.bytes().next().filter(u8::is_ascii_graphic);
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
/// declares a cookie stands below, or the caption of a part of a known category. Words that are no category make one only where names or all cells
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
    let mut below = below.iter().filter(|row| !row.cells.iter().all(|cell| cell.is_empty()));
    let next = below.next();
    // A caption of a service may stand between that of its category and the rows, or they stand elsewhere.
    let is_outer = !next.is_some_and(declares);
    let is_above = |next| sole(columns, next).is_some() && below.next().is_some_and(declares);
    if is_outer && !next.is_none_or(is_above) {
        return None;
    }
    let plain = normal(text, Typography::Plain);
    let mut words = plain.split(is_space);
    let count = words.clone().take(CAPTION + 1).count();
    // Among others a word in capitals is no name.
    let is_shouted =
        count > 1 && plain.chars().all(|c| !c.is_lowercase() && !c.is_numeric() && c != '_');
    if plain.len() > LONGEST
        || count > CAPTION
        || !is_shouted && words.any(|word| spelling::of_word(word) >= LIKELY_NAME)
    {
        return None;
    }
    let stands_so = is_all || (place == names && count > 1);
    let is_capital = plain.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    let kind = match headings::category_named_in(text, context) {
        // What stands under the purposes goes on with one.
        Some(_) if !is_all && place != 0 && place != names => return None,
        Some(_) if next.is_none() && count < 2 => return None,
        Some(kind) => kind,
        None if is_outer => return None,
        None if stands_so && is_capital && !plain.ends_with(['.', ':']) => Kind::Other,
        None => return None,
    };
    Some(Category { kind, label: text.clone() })
}

/// Whether the empty cells of the first column go on with the cell above, which spanned rows. They may where
/// the column tells groups apart before the names, begins with one, and never says the same twice in a
/// row, as one does that leaves out what is not known.
pub(super) fn spans_rows(columns: &[Column<'_>], rows: &[Row<'_>]) -> bool {
    let is_group = matches!(
        columns.first().and_then(|column| column.field),
        Some(Field::Category | Field::Provider | Field::Service | Field::Domain | Field::Party)
    );
    let cells = || rows.iter().filter_map(|row| row.cells.first());
    let filled: Vec<_> = cells().filter(|cell| !cell.is_empty()).collect();
    is_group
        && cells().any(|cell| cell.is_empty())
        && cells().next().is_some_and(|cell| !cell.is_empty())
        && !filled.windows(2).any(|pair| matches!(pair, [one, other] if are_same(one, other)))
}

/// Whether a row says that there is no cookie: a word or a mark for that where the name would be, or words
/// there and nothing for how long it is kept: a mark for that, or the same words, as a note that spans the
/// cells has it.
pub(super) fn declares_none(row: &Row<'_>, places: &Places, lexicon: &Lexicon) -> bool {
    let get =
        |field| places.get(field).and_then(|place| row.cells.get(place)).map_or("", |cell| &**cell);
    let (name, kept) = (get(Field::Name), get(Field::Retention));
    if is_none(name, lexicon) {
        return true;
    }
    let is_untimed = !kept.is_empty() && (is_unsaid(kept, lexicon) || are_same(kept, name));
    let mut words = name.split(is_space);
    is_untimed
        && words.clone().nth(1).is_some()
        && words.all(|word| spelling::of_word(word) < LIKELY_NAME)
}

/// Whether what stands in place of a name says that there is no cookie.
pub(super) fn is_none(name: &str, lexicon: &Lexicon) -> bool {
    let name = normal(name, Typography::Plain);
    // A name may be an underscore.
    let is_mark = |c: char| is_mark_for_nothing(c) && c != '_';
    let bare = name.trim_matches(|c| is_mark(c) || matches!(c, '*' | '`'));
    !name.is_empty() && (name.chars().all(is_mark) || lexicon.names_none(bare))
}

/// Whether a cell of any field says nothing: it is empty, or has nothing but a mark or a word for that.
pub(super) fn is_unsaid(cell: &str, lexicon: &Lexicon) -> bool {
    cell.chars().all(is_mark_for_nothing) || lexicon.leaves_unsaid(cell)
}

/// Whether a cell of nothing but such marks is left empty.
fn is_mark_for_nothing(c: char) -> bool {
    is_space(c) || matches!(c, '-' | '–' | '—' | '−' | '_' | '/' | '.' | '…' | '(' | ')')
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
