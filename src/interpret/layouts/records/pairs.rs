//! Records in rows of two cells, a label and what it says: a table that stands on its side.

use std::borrow::Cow;

use super::heads::{self, Strength};
use super::sheet::{Key, Sheet};
use super::{durations, labels};
use crate::interpret::Context;
use crate::interpret::pieces::Piece;
use crate::interpret::tables::Table;
use crate::model::Field;
use crate::syntax::{Layout, Row};
use crate::text::{trim, unmarked};

/// A record has no more rows.
const ROWS: usize = 24;

/// Reads the records that begin with the row at `at`, and says where the next piece is.
pub(in crate::interpret) fn read<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    context: &mut Context<'s>,
) -> Option<(Table<'s>, usize)> {
    let (layout, first) = pair_at(pieces, at, context)?;
    let (_, second) = pair_at(pieces, at + 1, context)?;
    if first.field == second.field || !declares(pieces, at, context) {
        return None;
    }
    let mut sheet = Sheet::default();
    // Of a label that is not known, what it says may tell that it is how long the cookie is kept.
    let mut retention: Option<&str> = None;
    let (mut next, mut seen): (usize, Vec<&str>) = (at, Vec::new());
    while let Some(Piece::Row(of, row)) = pieces.get(next)
        && *of == layout
    {
        let Some(pair) = pair(row, context) else { break };
        let is_again = seen.contains(&pair.label);
        if is_again && seen.first() != Some(&pair.label) {
            break;
        }
        if is_again || seen.is_empty() {
            // What follows must be a record as well.
            if is_again && !declares(pieces, next, context) {
                break;
            }
            seen.clear();
            sheet.begin(context.source.line_of(row.line));
        }
        seen.push(pair.label);
        if pair.field.is_none()
            && retention.is_none()
            && !sheet.has(Key::Field(Field::Retention))
            && durations::is_duration(pair.value, context)
        {
            retention = Some(pair.label);
        }
        let key = match pair.field {
            Some(field) => Key::Field(field),
            None if retention == Some(pair.label) => Key::Field(Field::Retention),
            None => Key::Unknown(pair.label),
        };
        sheet.put(key, Some(pair.label), unmarked(pair.value));
        next += 1;
    }
    Some((sheet.finish()?, next))
}

/// A label and what it says.
struct Pair<'s> {
    label: &'s str,
    field: Option<Field>,
    value: &'s str,
}

fn pair_at<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    context: &mut Context<'_>,
) -> Option<(Layout, Pair<'s>)> {
    let Some(Piece::Row(layout, row)) = pieces.get(at) else { return None };
    let pair = pair(row, context)?;
    pair.field.is_some().then_some((*layout, pair))
}

/// The pair that a row is: a label, known or with a colon, and a cell that is no label too.
fn pair<'s>(row: &Row<'s>, context: &mut Context<'_>) -> Option<Pair<'s>> {
    let &[cell, value] = row.cells.as_slice() else { return None };
    let (label, has_colon) = label_of(cell);
    if label.is_empty() {
        return None;
    }
    let field = labels::field(label, context);
    if field.is_none() && !has_colon {
        return None;
    }
    let is_label = !has_colon && labels::field(&unmarked(value), context).is_some();
    (!is_label).then_some(Pair { label, field, value })
}

/// A cell without the marks round it and without the colon at its end, and whether it had one.
fn label_of(cell: &str) -> (&str, bool) {
    let is_mark = |c: char| c == '*' || c == '_';
    let bare = trim(cell.trim_matches(is_mark));
    match bare.strip_suffix(':') {
        Some(label) => (trim(label.trim_end_matches(is_mark)), true),
        None => (bare, false),
    }
}

/// Whether the record that begins here is one of a cookie: what is surely a name has the label of
/// names, or any name beside a label for how long it is kept.
fn declares(pieces: &[Piece<'_, '_>], at: usize, context: &mut Context<'_>) -> bool {
    let (mut name, mut has_retention) = (None, false);
    let mut first: Option<Field> = None;
    for piece in pieces.iter().skip(at).take(ROWS) {
        let Piece::Row(_, row) = piece else { break };
        let Some(pair) = pair(row, context) else { break };
        if pair.field.is_some() && pair.field == first {
            break;
        }
        first = first.or(pair.field);
        has_retention |= pair.field == Some(Field::Retention);
        if pair.field == Some(Field::Name) && name.is_none() {
            let value: Cow<'_, str> = unmarked(pair.value);
            let head = heads::read(&value, context.lexicon).filter(heads::Head::is_bare);
            name = head.map(|head| head.strength);
        }
    }
    name.is_some_and(|name| has_retention || name > Strength::Faint)
}
