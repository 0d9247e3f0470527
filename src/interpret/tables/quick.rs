//! The quick way: what a table shows at a glance, so that almost none is weighed cell by cell.

use crate::interpret::evidence::{LIKELY_NAME, spelling};
use crate::interpret::headings::kind_in;
use crate::interpret::{Context, columns, looks_like, words};
use crate::lexicon::Known;
use crate::model::{Column, Field, Kind, Row};
use crate::text::is_space;

/// So many rows are looked at.
const ROWS: usize = 2;

/// Whether the labels of a table tell its columns: all are known, names look like names, hosts like hosts
/// and durations like durations in the first rows, and no purpose is as short as a category.
pub(super) fn labels_tell(
    columns: &[Column<'_>],
    rows: &[Row<'_>],
    context: &mut Context<'_>,
) -> bool {
    let is_known = |column: &Column<'_>| column.label.is_some() && column.field.is_some();
    let has_names = columns.iter().any(|column| column.field == Some(Field::Name));
    if !has_names || !columns.iter().all(is_known) {
        return false;
    }
    columns.iter().enumerate().all(|(at, column)| {
        let mut cells = rows.iter().filter_map(|row| row.cells.get(at));
        let Some(cell) = cells.find(|cell| !cell.is_empty()) else { return true };
        let second = cells.find(|cell| !cell.is_empty());
        [Some(cell), second]
            .into_iter()
            .flatten()
            .take(ROWS)
            .all(|cell| column.field.is_some_and(|field| shows(field, column, cell, context)))
    })
}

/// Whether a cell plainly holds its field.
fn shows(field: Field, column: &Column<'_>, cell: &str, context: &mut Context<'_>) -> bool {
    match field {
        Field::Name => {
            let is_asked = column.label.as_deref().is_some_and(|label| label.ends_with('?'));
            !is_asked && is_name(cell, context)
        }
        Field::Retention => looks_like::known_duration(cell, context),
        Field::Domain => cell.contains('.'),
        Field::Category => {
            let label = column.label.as_deref().unwrap_or_default();
            let scores = columns::label_scores(label, None, context);
            // "Type / duration" may be either, and companies stand there, too.
            !scores.iter().any(|it| it.0 == Field::Retention)
                && Known::get().provider_at(cell).is_none()
        }
        Field::Purpose => has_spaces(cell, 2),
        Field::Party => {
            matches!(kind_in(cell, context), Some(Kind::FirstParty | Kind::ThirdParty))
        }
        _ => true,
    }
}

/// The columns whose first cell shows what they hold: a name that is none of prose, a duration, a host, or
/// several words of a purpose.
pub(super) fn telling(
    columns: &[Column<'_>],
    rows: &[Row<'_>],
    context: &mut Context<'_>,
) -> Vec<usize> {
    let Some(first) = rows.first() else { return Vec::new() };
    let cells = columns.iter().zip(&first.cells).enumerate();
    cells
        .filter(|(_, (column, cell))| is_plainly(column.field, cell, context))
        .map(|(at, _)| at)
        .collect()
}

/// Whether a row shows what one of the `telling` columns holds.
pub(super) fn shows_any(
    telling: &[usize],
    columns: &[Column<'_>],
    row: &Row<'_>,
    context: &mut Context<'_>,
) -> bool {
    telling.iter().any(|&at| {
        let field = columns.get(at).and_then(|column| column.field);
        row.cells.get(at).is_some_and(|cell| is_plainly(field, cell, context))
    })
}

/// Whether a cell holds what hardly anything but this field does.
fn is_plainly(field: Option<Field>, cell: &str, context: &mut Context<'_>) -> bool {
    match field {
        Some(Field::Name) => {
            let first = cell.split(is_space).next().unwrap_or_default();
            words::name(first, context) >= LIKELY_NAME
        }
        Some(Field::Retention) => looks_like::known_duration(cell, context),
        Some(Field::Domain | Field::Provider) => {
            cell.split(|c| is_space(c) || matches!(c, '(' | ')')).any(spelling::is_host)
        }
        // An address has up to three words, too.
        Some(Field::Purpose) => has_spaces(cell, 3),
        _ => false,
    }
}

/// Whether there are so many spaces in a cell.
fn has_spaces(cell: &str, count: usize) -> bool {
    cell.bytes().filter(|byte| *byte == b' ').nth(count - 1).is_some()
}

/// Whether a cell is one word that a cookie may be called.
fn is_name(cell: &str, context: &mut Context<'_>) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    cell.bytes().all(is_plain) || words::name(cell, context) >= LIKELY_NAME
}
