//! Remarks on rows that have not as many cells as their table has columns.

use crate::diagnostic::{Code, Diagnostic};

/// The remark on a row whose cells were moved.
pub(super) fn guessed_row(line: u64) -> Diagnostic<'static> {
    let message = "this row lacks cells, and which ones was guessed";
    Diagnostic::new(Code::GuessedCells, message).at(line, 1)
}

/// The remark on a row of so many `cells`.
pub(super) fn uneven_row(cells: usize, width: usize, line: u64) -> Diagnostic<'static> {
    let cells = if cells == 1 { "1 cell".to_owned() } else { format!("{cells} cells") };
    let message = format!("{cells} where the table has {width} columns");
    Diagnostic::new(Code::RowWidth, message).at(line, 1)
}
