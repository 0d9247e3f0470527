//! Whether a table with a column of names is one of cookies: what speaks for it is weighed.
//!
//! Other things have names, too: goods, courses, values of a program. A label or a heading that says what the
//! names are of decides; else it takes several signs that tables of other things hardly have together.

use super::super::evidence::{LIKELY_NAME, SURE_NAME, Score, spelling};
use super::super::{Context, columns, retention, weights};
use super::shape::is_none;
use crate::lexicon::{Known, Lexicon};
use crate::model::{Category, Column, Field, RetentionKind, Row};
use crate::syntax::addresses;
use crate::text::{Typography, normal, unmarked};

/// What the label of a field says for a table of cookies: tables of other things have some of them, too.
fn weight(field: Field) -> Score {
    match field {
        Field::Name => weights::NAMES_LABELLED,
        Field::Provider | Field::Domain | Field::Party | Field::Consent => weights::OWN_LABELLED,
        Field::Category | Field::Service | Field::Purpose | Field::Description => {
            weights::OTHERS_LABELLED
        }
        // The cells tell.
        Field::Retention => 0,
    }
}

/// Whether a table is about cookies.
pub(in crate::interpret) fn is_about_cookies(
    columns: &[Column<'_>],
    rows: &[Row<'_>],
    category: Option<&Category<'_>>,
    context: &mut Context<'_>,
) -> bool {
    if !columns.iter().any(|column| column.field == Some(Field::Name)) {
        return false;
    }
    let labels = columns.iter().filter_map(|column| column.label.as_deref());
    if category.is_some() || labels.into_iter().any(|it| columns::speaks_of_cookies(it, context)) {
        return true;
    }
    let names = names(columns, rows, context);
    if names.iter().any(|name| Known::get().is_name(name)) {
        return true;
    }
    let is_none = names.is_empty() && rows.iter().any(|row| says_none(columns, row));
    if is_none || !names.is_empty() && names.iter().all(|name| is_address(name)) {
        return false;
    }
    let mut score = labelled(columns, rows, context);
    let written: Score = names.iter().map(|name| written(name)).sum();
    score += written / Score::try_from(names.len()).unwrap_or(Score::MAX).max(1);
    // The text is looked through last: most tables need no more.
    score >= weights::OF_COOKIES
        || score + weights::SPOKEN_OF >= weights::OF_COOKIES && context.speaks_of_cookies()
}

/// Whether something stands where the name would be.
fn says_none(columns: &[Column<'_>], row: &Row<'_>) -> bool {
    let place = columns.iter().position(|column| column.field == Some(Field::Name));
    place.and_then(|place| row.cells.get(place)).is_some_and(|cell| !cell.is_empty())
}

/// What the way a name is written says.
fn written(name: &str) -> Score {
    match spelling::of_word(name) {
        SURE_NAME.. => weights::WRITTEN_SURELY,
        LIKELY_NAME.. => weights::WRITTEN_LIKELY,
        _ => 0,
    }
}

/// Whether a name is an address; a name with a dot in it may look like a host.
fn is_address(name: &str) -> bool {
    let name = normal(name, Typography::Plain);
    name.contains('@') || addresses(&name).any(|address| address.has_scheme)
}

/// The words in the cells of names, of the first rows.
fn names(columns: &[Column<'_>], rows: &[Row<'_>], context: &Context<'_>) -> Vec<String> {
    /// So many rows show what the names are.
    const ROWS: usize = 16;
    let place = columns.iter().position(|column| column.field == Some(Field::Name));
    let cells = rows.iter().filter_map(|row| row.cells.get(place?));
    cells
        .filter(|cell| !cell.is_empty() && !is_none(cell, context.lexicon))
        .take(ROWS)
        .map(|cell| unmarked(cell).split([',', ' ', '\n']).next().unwrap_or_default().to_owned())
        .collect()
}

/// What the labels say, and the retentions below theirs.
fn labelled(columns: &[Column<'_>], rows: &[Row<'_>], context: &mut Context<'_>) -> Score {
    let mut score = 0;
    for column in columns {
        let Some(field) = column.field else { continue };
        let label = column.label.as_deref().filter(|label| !label.is_empty());
        let is_said = label.is_some_and(|label| {
            columns::label_scores(label, None, context).iter().any(|it| it.0 == field)
        });
        score += match (field, label) {
            _ if is_said => weight(field),
            (Field::Name, None) => weights::UNLABELLED_NAMES,
            _ => 0,
        };
        if field == Field::Retention && has_retention(columns, rows, context.lexicon) {
            score += if is_said || label.is_none() {
                weights::RETENTIONS
            } else {
                weights::UNSAID_RETENTIONS
            };
        }
    }
    score
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
