//! Cells that go on below.

use std::borrow::Cow;

/// Appends the cells of a line, the first of which goes on with the last cell there is.
pub(super) fn append<'s>(cells: &mut Vec<Cow<'s, str>>, line: &[Cow<'s, str>]) {
    let is_first = cells.is_empty();
    if let (Some(cell), Some(more)) = (cells.last_mut(), line.first()) {
        go_on(cell, more);
    }
    cells.extend(line.iter().skip(usize::from(!is_first)).cloned());
}

/// Appends a line to a cell that was broken over lines.
fn go_on(cell: &mut Cow<'_, str>, line: &str) {
    if cell.is_empty() {
        *cell = Cow::Owned(line.to_owned());
    } else if !line.is_empty() {
        let cell = cell.to_mut();
        cell.push('\n');
        cell.push_str(line);
    }
}

/// Appends a part to a label that goes on below, without the hyphen that breaks a word. Nothing is no part.
pub(super) fn grow(label: &mut Cow<'_, str>, part: &str) -> bool {
    if part.is_empty() {
        return false;
    }
    let whole = match label.strip_suffix('-') {
        Some(before) if part.starts_with(char::is_lowercase) => format!("{before}{part}"),
        _ if label.is_empty() => part.to_owned(),
        _ => format!("{label} {part}"),
    };
    *label = Cow::Owned(whole);
    true
}
