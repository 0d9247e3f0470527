//! The labels of a stacked table.

use crate::interpret::evidence::{self, LIKELY_NAME};
use crate::interpret::layouts::lines::Lines;
use crate::interpret::propose::head;
use crate::interpret::{Context, columns};
use crate::model::{Column, Field};
use crate::syntax::Row;
use crate::text::is_space;

/// No table of cookies is wider.
const WIDEST: usize = 12;
/// No longer line is a label that is not known, in words.
const WORDS: usize = 8;

/// The columns of the labels that the first lines are, if a table of cookies begins there: two labels
/// at least, one of them for names, and no label again where its value would be.
pub(super) fn read<'s>(
    lines: &mut Lines<'_, '_, 's>,
    context: &mut Context<'s>,
) -> Option<Vec<Column<'s>>> {
    let mut labels = Vec::new();
    let mut known = 0;
    while labels.len() < WIDEST {
        let Some(line) = lines.get(labels.len()).filter(|line| line.items_after.is_none()) else {
            break;
        };
        let is_known = evidence::label_of(line.text, context).is_some()
            || (known > 0
                && evidence::may_be_label(line.text, context)
                && !is_cell(line.text, context));
        let is_between = !is_known && known > 0 && is_unknown_label(lines, labels.len(), context);
        if !is_known && !is_between {
            break;
        }
        known += usize::from(is_known);
        labels.push(line.text);
    }
    if known < 2 || is_headed(lines, &labels, context) || are_repeated(lines, &labels, context) {
        return None;
    }
    // Cells of one line, for the reader of columns to judge: what it knows it knows by that line.
    let source = context.source;
    let (first, last) = (source.span_of(labels.first()?), source.span_of(labels.last()?));
    let line = source.text().get(first.start..last.end)?;
    let row = Row { line, cells: labels };
    let columns = columns::first_header(&row, context)?;
    columns.iter().any(|column| column.field == Some(Field::Name)).then_some(columns)
}

/// Whether a line is what a cell holds rather than a label.
fn is_cell(text: &str, context: &mut Context<'_>) -> bool {
    is_name(text, context) || text.contains('_') || evidence::is_duration(text, context)
}

/// Whether the line at `at` is a label though it is not known: a short one before one that is known,
/// with one more between them at most.
fn is_unknown_label(lines: &mut Lines<'_, '_, '_>, at: usize, context: &mut Context<'_>) -> bool {
    let mut may_be_label = |at: usize, context: &mut Context<'_>| {
        let Some(line) = lines.get(at) else { return (false, false) };
        let is_short =
            line.text.split(is_space).count() <= WORDS && !line.text.ends_with(['.', ':']);
        let is_known = evidence::label_of(line.text, context).is_some();
        (line.sense.is_some() && is_short && !is_cell(line.text, context), is_known)
    };
    if !may_be_label(at, context).0 {
        return false;
    }
    let (may_be, is_known) = may_be_label(at + 1, context);
    is_known || (may_be && may_be_label(at + 2, context).1)
}

/// Whether a line is the name of a cookie and nothing else.
pub(super) fn is_name(text: &str, context: &mut Context<'_>) -> bool {
    head::bare(text, context) >= Some(LIKELY_NAME)
}

/// Whether the first of the labels are headings above the others: names are labelled again below, and
/// rows of that fewer cells begin there.
fn is_headed(lines: &mut Lines<'_, '_, '_>, labels: &[&str], context: &mut Context<'_>) -> bool {
    let mut is_of_names = |label: &&str| evidence::label_of(label, context) == Some(Field::Name);
    if !labels.first().is_some_and(&mut is_of_names) {
        return false;
    }
    let Some(above) = labels.iter().skip(1).position(is_of_names) else { return false };
    let (start, width) = (labels.len(), labels.len() - above - 1);
    width > 1
        && [start, start + width]
            .into_iter()
            .all(|at| lines.get(at).is_some_and(|line| is_name(line.text, context)))
}

/// Whether the labels come again before each value, so that they are those of records.
fn are_repeated(lines: &mut Lines<'_, '_, '_>, labels: &[&str], context: &mut Context<'_>) -> bool {
    let width = labels.len();
    for at in width..width * 3 {
        let Some(line) = lines.get(at) else { return false };
        let Some(found) = labels.iter().position(|label| *label == line.text) else { continue };
        // All of them again are those of the next table.
        let are_all = found == 0
            && (1..width).all(|more| {
                lines.get(at + more).is_some_and(|line| labels.get(more) == Some(&line.text))
            });
        let is_far = at >= width * 2 && found == 0;
        let is_next = found == 0 && {
            let next = lines.get(at + 1);
            next.is_some_and(|next| evidence::label_of(next.text, context).is_some())
        };
        return !(are_all || is_far && is_next);
    }
    false
}
