//! Whether a table with a column of names is one of cookies: what speaks for it is weighed.
//!
//! Other things have names, too: goods, courses, values of a program. A label or a heading that says what the
//! names are of decides; else it takes several signs that tables of other things hardly have together.

use std::borrow::Cow;

use super::super::evidence::{LIKELY_NAME, SURE_NAME, Score, spelling};
use super::super::{Context, columns, retention, weights};
use super::shape::is_none;
use crate::lexicon::{Known, Lexicon};
use crate::model::{Category, Column, Field, RetentionKind, Row};
use crate::syntax::addresses;
use crate::text::{Typography, normal, unmarked};

/// So many rows show what a column holds.
const ROWS: usize = 16;

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
    let place = columns.iter().position(|column| column.field == Some(Field::Name));
    let Some(place) = place else { return false };
    let labels = columns.iter().filter_map(|column| column.label.as_deref());
    if category.is_some() || labels.into_iter().any(|it| columns::speaks_of_cookies(it, context)) {
        return true;
    }
    let cells = || rows.iter().filter_map(|row| row.cells.get(place)).filter(|it| !it.is_empty());
    let names = names(cells(), context);
    if names.iter().any(|name| Known::get().is_name(name)) {
        return true;
    }
    let says_none = names.is_empty() && cells().next().is_some();
    if says_none || !names.is_empty() && names.iter().all(|name| is_address(name)) {
        return false;
    }
    let mut score = labelled(columns, rows, context);
    let written: Score = names.iter().map(|name| written(name)).sum();
    score += written / Score::try_from(names.len()).unwrap_or(Score::MAX).max(1);
    // The text is looked through last: most tables need no more.
    score >= weights::OF_COOKIES
        || score + weights::SPOKEN_OF >= weights::OF_COOKIES && context.speaks_of_cookies()
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
fn names<'r>(cells: impl Iterator<Item = &'r Cow<'r, str>>, context: &Context<'_>) -> Vec<String> {
    cells
        .filter(|cell| !is_none(cell, context.lexicon))
        .take(ROWS)
        .map(|cell| unmarked(cell).split([',', ' ', '\n']).next().unwrap_or_default().to_owned())
        .collect()
}

/// What the labels say, and the retentions below theirs.
fn labelled(columns: &[Column<'_>], rows: &[Row<'_>], context: &mut Context<'_>) -> Score {
    let mut score = 0;
    for (at, column) in columns.iter().enumerate() {
        let label = column.label.as_deref().filter(|label| !label.is_empty());
        let said = label.map(|label| columns::label_scores(label, None, context));
        if said.as_ref().is_some_and(Vec::is_empty) {
            score += weights::NOTHING_LABELLED;
        }
        let Some(field) = column.field else { continue };
        let is_said = said.is_some_and(|said| said.iter().any(|it| it.0 == field));
        score += match (field, label) {
            _ if is_said => weight(field),
            (Field::Name, None) => weights::UNLABELLED_NAMES,
            _ => 0,
        };
        let may_be_kept = field == Field::Retention && (is_said || label.is_none());
        if may_be_kept && has_retention(rows, at, context.lexicon) {
            score += weights::RETENTIONS;
        }
    }
    score
}

/// Whether some cell of a column says how long something is kept.
fn has_retention(rows: &[Row<'_>], place: usize, lexicon: &Lexicon) -> bool {
    let mut cells = rows.iter().take(ROWS).filter_map(|row| row.cells.get(place));
    cells.any(|cell| retention::read(cell, None, None, lexicon).kind != RetentionKind::Unknown)
}
