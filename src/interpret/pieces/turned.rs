//! Tables turned on their side: the first column holds the labels, and each of the others is a cookie.
//!
//! Of two columns they are labels and values, which is another way to write a table.

use super::changed;
use crate::interpret::{Context, columns};
use crate::model::Field;
use crate::syntax::{Block, Document, Row, Table};

/// No table has more labels, or cookies side by side.
const WIDEST: usize = 24;

/// `document` with such tables turned back, if it has any.
pub(super) fn turn<'s>(document: &Document<'s>, context: &mut Context<'s>) -> Option<Document<'s>> {
    changed(document, |rest| {
        let turned = match rest.first() {
            Some(Block::Table(Table { layout, rows })) => {
                let layout = *layout;
                turned_rows(rows, context).map(|rows| vec![Block::Table(Table { layout, rows })])
            }
            _ => None,
        };
        (1, turned)
    })
}

/// The rows of a block, with those turned back that are on their side, if any are.
fn turned_rows<'s>(rows: &[Row<'s>], context: &mut Context<'s>) -> Option<Vec<Row<'s>>> {
    let mut found: Option<Vec<Row<'s>>> = None;
    let mut at = 0;
    while let Some(rest) = rows.get(at..).filter(|rest| !rest.is_empty()) {
        let count = on_side(rest, context);
        let table = rest.get(..count)?;
        if count > 0 {
            let before = || rows.get(..at).unwrap_or_default().to_vec();
            found.get_or_insert_with(before).extend(turned(table, context));
        } else if let (Some(found), Some(row)) = (&mut found, rest.first()) {
            found.push(row.clone());
        }
        at += count.max(1);
    }
    found
}

/// How many rows from the first on are a table on its side: as wide as the first, with labels before other
/// cells, up to where the first label comes again.
fn on_side<'s>(rows: &[Row<'s>], context: &mut Context<'s>) -> usize {
    let Some((first, rest)) = rows.split_first() else { return 0 };
    let (width, lead) = (first.cells.len(), label(first));
    if !(3..=WIDEST).contains(&width) || !context.lexicon.knows_beginning(lead) && !lead.is_empty()
    {
        return 0;
    }
    let is_more = |row: &&Row<'_>| row.cells.len() == width && label(row) != lead;
    let count = 1 + rest.iter().take(WIDEST).take_while(is_more).count();
    let table = rows.get(..count).unwrap_or_default();
    let mut others = first.cells.iter().skip(1);
    if others.any(|cell| columns::is_label(cell, context)) {
        return 0;
    }
    let known = table.iter().filter(|row| columns::is_label(label(row), context)).count();
    if known < 2 || known * 3 < count * 2 {
        return 0;
    }
    let labels = column(table, 0, context);
    let fields = labels.and_then(|labels| columns::header_fields(&labels, context));
    let has_names = fields.is_some_and(|fields| fields.contains(&Some(Field::Name)));
    if has_names { count } else { 0 }
}

fn label<'s>(row: &Row<'s>) -> &'s str {
    row.cells.first().copied().unwrap_or_default()
}

/// A row for each column of a table.
fn turned<'s>(table: &[Row<'s>], context: &Context<'s>) -> Vec<Row<'s>> {
    let width = table.first().map_or(0, |row| row.cells.len());
    (0..width).filter_map(|at| column(table, at, context)).collect()
}

/// A column as a row. It begins with its first cell, and ends where the table does: no other line is the same.
fn column<'s>(table: &[Row<'s>], at: usize, context: &Context<'s>) -> Option<Row<'s>> {
    let cells: Vec<_> = table.iter().filter_map(|row| row.cells.get(at).copied()).collect();
    let start = context.source.span_of(cells.first()?).start;
    let end = context.source.span_of(table.last()?.line).end;
    Some(Row { line: context.source.text().get(start..end)?, cells })
}
