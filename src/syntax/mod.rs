//! What is written: the blocks of a text, found by the shape of its lines alone.
//!
//! One function per production of `grammar/charter.pest`, which the tests execute as the oracle of
//! this parser. It knows no word of any language: a heading here is only a *candidate*, a table is
//! lines with tabs in them, and which row is the header, which rows belong together and what a
//! block means is left to `interpret`. Parsing never fails; blank lines decide nothing. It is the
//! sole user of `nom`.
//!
//! ```
//! use charte::syntax::{Block, Layout, parse};
//!
//! let document = parse("Cookies\n\nThey are files.\n\nName\tPurpose\nsid\tSign-in\n");
//!
//! let [Block::Heading("Cookies", None), Block::Paragraph(_), Block::Table(table)] = &*document.blocks
//! else {
//!     panic!("{document:?}")
//! };
//! assert_eq!(table.layout, Layout::Tabbed);
//! assert_eq!(table.rows[1].cells, ["sid", "Sign-in"]);
//! ```

mod address;
mod blocks;
mod host;
mod layout;
mod shape;

pub use address::Address;
pub(crate) use address::addresses;
pub use blocks::parse;
pub(crate) use blocks::{line_of_prose as prose, without_notes};
pub(crate) use host::{host_shown, is_same_host};
pub use layout::Layout;
pub(crate) use layout::row_of_bars;
pub(crate) use shape::{is_at_most_a_heading, is_readable, is_unfinished};

use crate::text::trim;

/// The blocks of one text, in its order. Between them are blank lines only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document<'s> {
    /// The blocks; every non-blank line of the text is in exactly one.
    pub blocks: Vec<Block<'s>>,
    /// The address that a page gives as its own where nobody sees it, and the line that does.
    pub address: Option<(Address<'s>, u64)>,
}

/// A run of lines with one role.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Block<'s> {
    /// A line that could be a heading: no tab, at most 140 characters, and unless it is marked as one no
    /// final `.`, `;` or `,`. It comes without its mark.
    Heading(&'s str, Option<Mark>),
    /// A line of prose.
    Paragraph(&'s str),
    /// Lines that begin with a bullet.
    List(Vec<&'s str>),
    /// Lines whose cells a separator shows.
    Table(Table<'s>),
    /// A line without a letter or a digit, kept word for word.
    Junk(&'s str),
}

/// How a line is marked as a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mark {
    /// As one of this level, from 1 to 6.
    Level(u8),
    /// Emphasis round all of it.
    Bold,
    /// Emphasis round all of an item that is the only one of its list.
    Item,
    /// As the caption of the table below.
    Caption,
}

impl Mark {
    /// The level, when there is one.
    #[must_use]
    pub fn level(self) -> Option<u8> {
        match self {
            Self::Level(level) => Some(level),
            Self::Bold | Self::Item | Self::Caption => None,
        }
    }
}

/// Lines whose cells a separator shows, with nothing but blank lines between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<'s> {
    /// How the cells are told apart.
    pub layout: Layout,
    /// The rows, one a line.
    pub rows: Vec<Row<'s>>,
}

/// The cells of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'s> {
    /// The whole line.
    pub line: &'s str,
    /// Its cells, trimmed; an empty cell is the empty end of the text before its separator.
    pub cells: Vec<Cell<'s>>,
}

/// One cell of a row, trimmed.
pub type Cell<'s> = &'s str;

impl Row<'_> {
    /// Whether something stands before the first cell: a bar.
    #[must_use]
    pub fn is_opened(&self) -> bool {
        let start = |text: &str| text.as_ptr() as usize;
        self.cells.first().is_some_and(|cell| start(cell) > start(trim(self.line)))
            && trim(self.line).starts_with('|')
    }

    /// Whether something stands after the last cell: a bar.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        let end = |text: &str| text.as_ptr() as usize + text.len();
        self.cells.last().is_some_and(|cell| end(cell) < end(trim(self.line)))
            && trim(self.line).ends_with('|')
    }
}

impl<'s> Block<'s> {
    /// The lines of the block, without white space around them. An item comes without its bullet,
    /// a row as its whole line.
    pub fn lines(&self) -> impl Iterator<Item = &'s str> {
        let (line, items, rows): (Option<&'s str>, &[&'s str], &[Row<'s>]) = match self {
            Self::Heading(line, _) | Self::Paragraph(line) | Self::Junk(line) => {
                (Some(line), &[], &[])
            }
            Self::List(items) => (None, items, &[]),
            Self::Table(table) => (None, &[], &table.rows),
        };
        line.into_iter().chain(items.iter().copied()).chain(rows.iter().map(|row| row.line))
    }
}
