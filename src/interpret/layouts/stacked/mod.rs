//! Tables that stand one cell a line: the labels first, then the cells.
//!
//! The number of labels is the width of a row, but a cell may have several lines and an empty one has
//! none. So rows are found by what their cells look like: `header` reads the labels, `rows` finds where
//! each row ends, and `fit` weighs which lines of a row are in which column.

mod fit;
mod header;
mod rows;

use super::lines::Lines;
use crate::interpret::Context;
use crate::interpret::pieces::Piece;
use crate::interpret::tables::Table;
use crate::model::{Column, Field};
use crate::syntax::Layout;
use rows::Rows;

/// Reads the table whose labels begin with the piece at `at`, and says where the next piece is. One
/// without labels goes on with the columns of the table before, from which a line parts it.
pub(super) fn read<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    context: &mut Context<'s>,
) -> Option<(Table<'s>, usize)> {
    let mut lines = Lines::new(pieces, at);
    let first = lines.get(0)?;
    let is_label = first.sense.is_some_and(|sense| sense.opening.meets(super::Opening::LABEL));
    let header = if is_label { header::read(&mut lines, context) } else { None };
    let (columns, start) = match header {
        Some(columns) => {
            let start = columns.len();
            (columns, start)
        }
        None => (continued(context)?, 0),
    };
    let (columns, start) = narrowed(pieces, at, columns, start, context);
    let fields: Vec<_> = columns.iter().map(|column| column.field).collect();
    let mut rows = Rows::new(lines, fields, start, context)?;
    if start == 0 && !rows.fits() {
        return None;
    }
    while rows.next() {}
    if !rows.are_proven() {
        return None;
    }
    let (found, diagnostics, mut lines, end) = rows.finish();
    if found.is_empty() && !(start > 1 && is_caption(&mut lines, start, &columns, context)) {
        return None;
    }
    let next = lines.piece_at(end)?;
    let fields = columns.iter().map(|column| column.field).collect();
    context.before.stacked = Some(fields);
    let line = context.source.line_of(first.text);
    Some((Table { line, layout: Layout::Stacked, columns, rows: found, diagnostics }, next))
}

/// The columns without the last of them, when a row fits only below the labels that are left: what
/// comes first in it looked like labels, too.
fn narrowed<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    columns: Vec<Column<'s>>,
    start: usize,
    context: &mut Context<'s>,
) -> (Vec<Column<'s>>, usize) {
    /// No more lines are taken for labels that are none.
    const MORE: usize = 2;
    let mut fits = |width: usize| {
        let fields = columns.iter().take(width).map(|column| column.field).collect();
        let rows = Rows::new(Lines::new(pieces, at), fields, width, context);
        rows.is_some_and(|mut rows| rows.fits())
    };
    let has_retention = columns.iter().any(|column| column.field == Some(Field::Retention));
    let least = start.saturating_sub(MORE).max(2);
    if start <= least || !has_retention || fits(start) {
        return (columns, start);
    }
    let kept = columns.iter().position(|column| column.field == Some(Field::Retention));
    let least = least.max(kept.map_or(0, |kept| kept + 1));
    match (least..start).rev().find(|&width| fits(width)) {
        Some(width) => (columns.into_iter().take(width).collect(), width),
        None => (columns, start),
    }
}

/// The rows from the piece at `at` on, one cell a line, below a header whose labels stand on one line;
/// and where the next piece is.
pub(in crate::interpret) fn below<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    table: &mut Table<'s>,
    context: &mut Context<'s>,
) -> Option<usize> {
    let fields: Vec<_> = table.columns.iter().map(|column| column.field).collect();
    let mut rows = Rows::new(Lines::new(pieces, at), fields.clone(), 0, context)?;
    if !(rows.fits() || rows.fits_short()) {
        return None;
    }
    while rows.next() {}
    if !rows.are_proven() {
        return None;
    }
    let (found, diagnostics, mut lines, end) = rows.finish();
    let next = lines.piece_at(end).filter(|_| !found.is_empty())?;
    context.before.stacked = Some(fields);
    table.rows = found;
    table.layout = Layout::Stacked;
    table.diagnostics.extend(diagnostics);
    Some(next)
}

/// The columns of the stacked table before, without their labels.
fn continued<'s>(context: &Context<'s>) -> Option<Vec<Column<'s>>> {
    let fields = context.before.stacked.as_ref()?;
    Some(fields.iter().map(|&field| Column { label: None, field }).collect())
}

/// Whether rows come after one line that heads them.
fn is_caption<'s>(
    lines: &mut Lines<'_, '_, 's>,
    at: usize,
    columns: &[Column<'s>],
    context: &mut Context<'s>,
) -> bool {
    let name = columns.iter().position(|column| column.field == Some(Field::Name));
    let Some(line) = name.and_then(|name| lines.get(at + 1 + name)) else { return false };
    header::is_name(line.text, context)
}
