//! The normal form of a charter: the same words in one layout and one typography.
//!
//! One blank line between blocks and none inside a table, one tab between cells, and each line in
//! the normal form of `text`. Two charters that differ only in blank lines, spacing, quotes,
//! apostrophes or invisible characters have the same normal text; the normal text of a normal
//! text is itself, and it reads as the same charter.

use std::borrow::Cow;

use crate::model::{Block, Charter, Column, Field, Row};
pub use crate::text::Typography;
use crate::text::{normal, trim};

/// Appends the normal text of `charter` to `out`. It ends with a line feed unless it is empty.
pub fn write(charter: &Charter<'_>, typography: Typography, out: &mut String) {
    let start = out.len();
    let mut writer = Writer { out, start, typography };
    if let Some(title) = &charter.title {
        writer.block(title);
    }
    for section in &charter.sections {
        if let Some(heading) = &section.heading {
            writer.block(heading);
        }
        for block in &section.blocks {
            match block {
                Block::Paragraph { text, .. } | Block::Junk { text, .. } => writer.block(text),
                Block::List { items, .. } => {
                    writer.gap();
                    for item in items {
                        writer.item(&item.text);
                    }
                }
                Block::Table { columns, rows, .. } => writer.table(columns, rows),
            }
        }
    }
}

/// A line that is no longer has few words.
const SHORT: usize = 12;

/// Whether the lines of a cell are known to go on with it when they stand on lines of their own: names
/// of which nothing else could be said, and what does not begin as a sentence does.
fn stays_broken(cell: &str, field: Option<Field>, is_first: bool) -> bool {
    let is_name = |line: &str| {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.*".contains(&byte);
        line.starts_with(|c: char| c == '_' || c.is_ascii_lowercase())
            && !line.ends_with('.')
            && line.bytes().all(is_part)
    };
    let goes_on = |line: &str| {
        let mut letters = line.strip_prefix('(').unwrap_or(line).bytes();
        letters.next().is_some_and(|byte| byte.is_ascii_lowercase())
            && letters.next().is_some_and(|byte| byte == b' ' || byte.is_ascii_lowercase())
            && !line.contains(['.', ':'])
    };
    let begins_with_digit = |line: &str| line.starts_with(|c: char| c.is_ascii_digit());
    let mut lines = cell.split('\n').map(|line| normal(line, Typography::Plain));
    let first = lines.next().unwrap_or_default();
    match field {
        Some(Field::Name) => is_name(&first) && lines.all(|line| is_name(&line)),
        _ if is_first => {
            lines.next().is_some_and(|line| line.starts_with('(')) && lines.next().is_none()
        }
        Some(Field::Retention) if begins_with_digit(&first) => {
            lines.all(|line| goes_on(&line) || (begins_with_digit(&line) && line.len() < SHORT))
        }
        _ => lines.all(|line| goes_on(&line)),
    }
}

struct Writer<'o> {
    out: &'o mut String,
    start: usize,
    typography: Typography,
}

impl Writer<'_> {
    /// A block of one line.
    fn block(&mut self, text: &str) {
        self.gap();
        self.text(text);
        self.out.push('\n');
    }

    /// The blank line before every block but the first.
    fn gap(&mut self) {
        if self.out.len() > self.start {
            self.out.push('\n');
        }
    }

    fn item(&mut self, text: &str) {
        self.out.push_str("- ");
        self.text(text);
        self.out.push('\n');
    }

    fn table(&mut self, columns: &[Column<'_>], rows: &[Row<'_>]) {
        self.gap();
        // Without a label the columns are those of a table before, whose header stands there.
        if columns.iter().any(|column| column.label.is_some()) {
            let labels = columns.iter().map(|column| column.label.as_deref().unwrap_or_default());
            self.row(labels, |_, _| false);
        }
        for row in rows {
            self.row(row.cells.iter().map(Cow::as_ref), |at, cell| {
                let column = columns.get(at);
                let is_labelled = column.is_some_and(|column| column.label.is_some());
                let field = column.and_then(|column| column.field);
                stays_broken(cell, field.filter(|_| is_labelled), at == 0)
            });
        }
    }

    /// Writes a row. A cell that was broken over lines stays so, for its lines may be several names;
    /// where they would not be known again, a mark is between them.
    fn row<'c>(
        &mut self,
        cells: impl Iterator<Item = &'c str>,
        is_broken: impl Fn(usize, &str) -> bool,
    ) {
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                self.out.push('\t');
            }
            let mut lines = cell.split('\n').map(trim).filter(|line| !line.is_empty());
            self.text(lines.next().unwrap_or_default());
            let Some(second) = lines.next() else { continue };
            let between = if is_broken(at, cell) { "\n" } else { "<br>" };
            for line in std::iter::once(second).chain(lines) {
                self.out.push_str(between);
                self.text(line);
            }
        }
        self.out.push('\n');
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(&normal(text, self.typography));
    }
}
