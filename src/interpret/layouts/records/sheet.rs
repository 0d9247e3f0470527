//! A table that is made as its entries are read: a column for each field, in the order they come.

use std::borrow::Cow;

use crate::interpret::tables::Table;
use crate::model::{Column, Field, Row};
use crate::syntax::Layout;

/// No table gets more columns; what would be in them goes to the text.
const COLUMNS: usize = 24;

/// What a column is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key<'s> {
    /// What is in it.
    Field(Field),
    /// What was said without a label: the purpose, if no label says what that is.
    Text,
    /// A label that is not known.
    Unknown(&'s str),
}

/// A table in the making.
#[derive(Default)]
pub(super) struct Sheet<'s> {
    columns: Vec<(Key<'s>, Option<&'s str>)>,
    rows: Vec<(u64, Vec<Cow<'s, str>>)>,
}

impl<'s> Sheet<'s> {
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Begins the row of the entry on a line.
    pub(super) fn begin(&mut self, line: u64) {
        self.rows.push((line, Vec::with_capacity(self.columns.len())));
    }

    /// Moves the last row to the line of its name.
    pub(super) fn move_to(&mut self, line: u64) {
        if let Some(row) = self.rows.last_mut() {
            row.0 = line;
        }
    }

    /// Whether the last row has something in this column.
    pub(super) fn has(&self, key: Key<'_>) -> bool {
        let at = self.columns.iter().position(|(other, _)| *other == key);
        let cell = at.and_then(|at| self.rows.last().and_then(|(_, cells)| cells.get(at)));
        cell.is_some_and(|cell| !cell.is_empty())
    }

    /// Puts `value` into a column of the last row, after what is there already.
    pub(super) fn put(&mut self, key: Key<'s>, label: Option<&'s str>, value: Cow<'s, str>) {
        if value.is_empty() && label.is_none() {
            return;
        }
        let at = self.columns.iter().position(|(other, _)| *other == key);
        let at = match at {
            Some(at) => at,
            None if self.columns.len() < COLUMNS || key == Key::Text => {
                self.columns.push((key, None));
                self.columns.len() - 1
            }
            None => return self.put(Key::Text, None, value),
        };
        if let Some((_, written)) = self.columns.get_mut(at) {
            *written = written.or(label);
        }
        let Some((_, cells)) = self.rows.last_mut() else { return };
        if cells.len() <= at {
            cells.resize(at + 1, Cow::Borrowed(""));
        }
        let Some(cell) = cells.get_mut(at) else { return };
        if cell.is_empty() {
            *cell = value;
        } else if !value.is_empty() {
            let cell = cell.to_mut();
            cell.push(' ');
            cell.push_str(&value);
        }
    }

    /// The table, which begins on the line of its first entry.
    pub(super) fn finish(self) -> Option<Table<'s>> {
        let line = self.rows.first()?.0;
        let is_told = self.columns.iter().any(|(key, _)| *key == Key::Field(Field::Purpose));
        let columns: Vec<_> = self
            .columns
            .iter()
            .map(|&(key, label)| Column {
                label: label.map(Cow::Borrowed),
                field: match key {
                    Key::Field(field) => Some(field),
                    Key::Text if !is_told => Some(Field::Purpose),
                    Key::Text | Key::Unknown(_) => None,
                },
            })
            .collect();
        let width = columns.len();
        let rows = self.rows.into_iter().map(|(line, mut cells)| {
            cells.resize(width, Cow::Borrowed(""));
            Row::new(line, cells)
        });
        let rows = rows.collect();
        let diagnostics = Vec::new();
        Some(Table { line, layout: Layout::Records, columns, rows, diagnostics })
    }
}
