//! The normal form of a charter: the same words in one layout and one typography.
//!
//! One blank line between blocks and none inside a table, number signs before a heading for its level, one tab between cells, `<br>` where a line
//! ends in a cell, and each line in the normal form of `text`. Two charters that differ only in blank lines, spacing, quotes,
//! apostrophes or invisible characters have the same normal text; the normal text of a normal
//! text is itself, and it reads as the same charter. Where it does not, or where a remark would be hidden
//! by it, [`obstacle`] says so: such a text must not be replaced.
//!
//! ```
//! use charte::normalize::{Typography, write};
//!
//! let text = "Cookie policy\n\n\nThe site\u{2019}s  cookies last\u{a0}a year.";
//! let charter = charte::read_bytes(text.as_bytes(), &charte::input::Options::default());
//! let mut normal = String::new();
//! write(&charter, Typography::Plain, &mut normal);
//!
//! assert_eq!(normal, "Cookie policy\n\nThe site's cookies last a year.\n");
//! ```

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
    // Where all headings are marked the title is, too: where it is not, lines without a mark may be headings.
    let mut headed = charter.sections.iter().filter(|section| section.heading.is_some()).peekable();
    let has_levels = headed.peek().is_some() && headed.all(|section| section.level.is_some());
    let above = above_title(charter);
    for block in above {
        writer.any(block);
    }
    if let Some(title) = &charter.title {
        writer.heading(title, has_levels.then_some(1));
    }
    for (at, section) in charter.sections.iter().enumerate() {
        if let Some(heading) = &section.heading {
            writer.heading(heading, section.level);
        }
        let written = if at == 0 { above.len() } else { 0 };
        section.blocks.iter().skip(written).for_each(|block| writer.any(block));
    }
}

/// The blocks that stand above the title: in its order a text reads as it did. What a program notes above a
/// text, which begins and ends with the same mark, is not parted.
fn above_title<'c, 'a>(charter: &'c Charter<'a>) -> &'c [Block<'a>] {
    let (Some(first), Some(title)) = (charter.sections.first(), charter.title_line) else {
        return &[];
    };
    if first.heading.is_some() {
        return &[];
    }
    let above = first.blocks.iter().take_while(|block| block.line() < title).count();
    let is_junk = |block: &&Block<'_>| matches!(block, Block::Junk { .. });
    let noted = first.blocks.iter().take_while(is_junk).count();
    first.blocks.get(..if above > 0 { above.max(noted) } else { 0 }).unwrap_or_default()
}

struct Writer<'o> {
    out: &'o mut String,
    start: usize,
    typography: Typography,
}

impl Writer<'_> {
    fn any(&mut self, block: &Block<'_>) {
        match block {
            Block::Paragraph { text, .. } => self.block(text),
            Block::Junk { text, .. } => self.junk(text),
            Block::List { items, .. } => {
                self.gap();
                for item in items {
                    self.item(&item.text);
                }
            }
            Block::Table { columns, rows, .. } => self.table(columns, rows),
        }
    }

    /// A heading, with number signs for its level.
    fn heading(&mut self, text: &str, level: Option<u8>) {
        self.gap();
        if let Some(level) = level {
            (0..level).for_each(|_| self.out.push('#'));
            self.out.push(' ');
        }
        self.text(text);
        self.out.push('\n');
    }

    /// A block of one line.
    fn block(&mut self, text: &str) {
        self.gap();
        self.text(text);
        self.out.push('\n');
    }

    /// A line that is kept as it is. Of what programs note above a text the indentation tells.
    fn junk(&mut self, text: &str) {
        self.gap();
        let indentation = text.len() - text.trim_start_matches([' ', '\t']).len();
        self.out.push_str(text.get(..indentation).unwrap_or_default());
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
