//! The normal form of a charter: the same words in one layout and one typography.
//!
//! One blank line between blocks and none inside a table, one tab between cells, `<br>` where a line
//! ends in a cell, and each line in the normal form of `text`. Two charters that differ only in blank lines, spacing, quotes,
//! apostrophes or invisible characters have the same normal text; the normal text of a normal
//! text is itself, and it reads as the same charter. Where it does not, or where a remark would be hidden
//! by it, [`obstacle`] says so: such a text must not be replaced.

mod obstacle;

use std::borrow::Cow;

use crate::model::{Block, Charter, Column, Row};
pub use crate::text::Typography;
use crate::text::{escaped_marks, normal, trim};
pub use obstacle::{Obstacle, obstacle};

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
            self.row(labels);
        }
        for row in rows {
            self.row(row.cells.iter().map(Cow::as_ref));
        }
    }

    /// Writes a row on one line: a mark stands where a line ends in a cell, so that reading it again
    /// needs no guess. What looks like a mark, and is shown, is escaped.
    fn row<'c>(&mut self, cells: impl Iterator<Item = &'c str>) {
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                self.out.push('\t');
            }
            let marked = escaped_marks(cell);
            let lines = marked.split('\n').map(trim).filter(|line| !line.is_empty());
            for (number, line) in lines.enumerate() {
                if number > 0 {
                    self.out.push_str("<br>");
                }
                self.text(line);
            }
        }
        self.out.push('\n');
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(&normal(text, self.typography));
    }
}
