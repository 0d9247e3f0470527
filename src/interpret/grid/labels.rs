//! Labels that the cells of a column say again, as tables for small screens have them.

use std::borrow::Cow;

use crate::model::{Column, Row};
use crate::text::{Typography, normal, trim};

/// Takes the label of each column off its cells, where most of them begin with it.
pub(in crate::interpret) fn take_off_cells<'s>(columns: &[Column<'s>], rows: &mut [Row<'s>]) {
    for (at, column) in columns.iter().enumerate() {
        let Some(label) = column.label.as_deref().filter(|label| !label.is_empty()) else {
            continue;
        };
        let cells = rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty());
        // Hardly any cell begins as its label does.
        if cells.clone().take(2).all(|cell| !begins_alike(cell, label)) {
            continue;
        }
        let (again, all) = cells.fold((0, 0), |(again, all), cell| {
            (again + usize::from(value(cell, label).is_some()), all + 1)
        });
        if again * 2 <= all || again < 2 && all > 1 {
            continue;
        }
        for cell in rows.iter_mut().filter_map(|row| row.cells.get_mut(at)) {
            if let Some(value) = value(cell, label) {
                *cell = Cow::Owned(trim(value).to_owned());
            }
        }
    }
}

/// What stands in a cell behind its label and a colon or the end of a line.
fn value<'c>(cell: &'c str, label: &str) -> Option<&'c str> {
    if !begins_alike(cell, label) {
        return None;
    }
    let (said, value) = cell.split_once([':', '\n'])?;
    let plain = |text: &str| normal(trim(text), Typography::Plain).to_lowercase();
    (plain(said) == plain(label.trim_end_matches(':'))).then_some(value)
}

/// Whether two texts begin with the same byte, but for its case.
fn begins_alike(one: &str, other: &str) -> bool {
    let first = |text: &str| text.bytes().next().map(|byte| byte.to_ascii_lowercase());
    first(one) == first(other)
}
