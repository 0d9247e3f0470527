//! A page as portals publish it: the blocks of HTML, found by its elements.
//!
//! It gives the same [`Document`] as `syntax` gives of a text, so that all that follows reads both
//! alike. An HTML parser makes a tree of the text (`sink`, `tree`); `tags` and `furniture` say what its
//! elements are, `head` what address it gives as its own; `choose` and `menus` leave out what is no charter; `pairs` finds labels; `flow`, `table` and `grid` write the rest as a
//! browser shows it, lines and rows apart. `detect` tells pages from texts, and `charset` in which
//! encoding a page says it is; `dump` reads what a text browser wrote. It is the sole user of `html5ever`.
//!
//! This room knows names that programs give to parts of pages, and no word of any language. What a
//! line means, which row is a header and which table is one of cookies is left to `interpret`. It
//! does nothing by recursion: time and memory are linear in the size of the page, however it nests.
//!
//! ```
//! use std::borrow::Cow;
//! use charte::html::Page;
//! use charte::source::Source;
//!
//! let html = "<nav>Home</nav><h1>Cookies</h1><table><tr><td>_ga<td>Counts<br>visits</table>";
//! let source = Source::from_text(Cow::Borrowed(html), None);
//! let page = Page::read(&source);
//!
//! assert_eq!(page.document().blocks.len(), 2);
//! assert!(page.source().text().starts_with("Cookies\n"));
//! ```

mod charset;
mod choose;
mod detect;
mod dump;
mod flow;
mod furniture;
mod grid;
mod head;
mod menus;
mod pairs;
mod sink;
mod table;
mod tags;
mod tree;

use std::fmt::Write;
use std::ops::Range;

pub use charset::encoding_of;
pub use detect::is_page;
pub(crate) use detect::{begins_with_element, has_rows};

use crate::source::Source;
use crate::syntax::{self, Block, Document, Layout, Mark, Table};
use crate::text::trim;
use flow::{Flow, Piece, Row};

/// A page that was read: its text as a browser shows it, and where the blocks stand in it.
#[derive(Clone, Debug)]
pub struct Page<'s> {
    source: Source<'s>,
    pieces: Vec<Piece>,
    /// The address that it gives as its own, and the line of the file that does.
    address: Option<(String, u64)>,
}

impl<'s> Page<'s> {
    /// Reads the text of `source` as a page. It never fails: a text without markup is a page of one
    /// paragraph.
    #[must_use]
    pub fn read(source: &Source<'s>) -> Self {
        Self::of(source, source.text(), false)
    }

    /// Reads a text that has markup in it here and there, where line ends count outside of elements
    /// and what is no element of HTML, such as an address in angle brackets, is text. Of what programs note above a
    /// page only the title is part of it.
    #[must_use]
    pub fn read_text(source: &Source<'s>) -> Self {
        let all = source.text();
        let (title, text) = syntax::without_notes(all);
        let notes = all.get(..all.len() - text.len()).unwrap_or_default();
        let text = &*detect::without_wrappers(text);
        let text = detect::with_elements_only(text);
        if notes.is_empty() {
            return Self::of(source, &text, true);
        }
        // The lines of the page keep their numbers.
        let mut page: String = notes.matches('\n').collect();
        if let Some(title) = title {
            // A heading of the page's own says it again.
            let element = if text.contains("<h1") { "title" } else { "h1" };
            let title = detect::with_elements_only(title);
            let _ = write!(page, "<{element}>{title}</{element}>");
        }
        page.push_str(&text);
        Self::of(source, &page, true)
    }

    /// Reads a page as a text browser wrote it down, with a list of its links at the end; nothing when the text is
    /// none.
    #[must_use]
    pub fn read_dump(source: &Source<'s>) -> Option<Self> {
        let dump::Shown { text, places, address } = dump::shown(source.text())?;
        let address = address.map(|address| (address.to_owned(), source.line_of(address)));
        let pieces = vec![Piece::Lines(0..text.len())];
        Some(Self { source: source.made_into(text, places), pieces, address })
    }

    fn of(source: &Source<'s>, text: &str, is_text: bool) -> Self {
        let (tree, head) = sink::parse(text);
        let address = head.address();
        let host = address.as_ref().and_then(|(address, _)| syntax::addresses(address).next());
        let chosen = choose::choose(&tree, host.map(|it| it.host));
        let mut flow = Flow::new(&tree, &chosen, is_text);
        if let Some(title) = chosen.title {
            flow.write(title);
        } else if let Some(name) = chosen.name {
            flow.name(name);
        }
        flow.write(chosen.root);
        for &aside in &chosen.put_aside {
            flow.write_aside(aside);
        }
        let Flow { text, places, pieces, .. } = flow;
        Self { source: source.made_into(text, places), pieces, address }
    }

    /// The text of the page, one line a block and a row, with the name, the encoding and the lines of
    /// the file it was read from.
    #[must_use]
    pub fn source(&self) -> &Source<'s> {
        &self.source
    }

    /// The blocks of the page, which are parts of the text of [`Page::source`]. Lines that are neither
    /// marked as headings nor as items are what they would be in a text.
    #[must_use]
    pub fn document(&self) -> Document<'_> {
        let mut blocks = Vec::with_capacity(self.pieces.len());
        for piece in &self.pieces {
            match piece {
                Piece::Table(rows) => blocks.push(Block::Table(self.table(rows))),
                Piece::Heading(line, mark) => {
                    let heading = trim(self.part(line));
                    let may_end =
                        !matches!(mark, Mark::Bold | Mark::Item) || syntax::is_unfinished(heading);
                    if syntax::is_readable(heading)
                        && may_end
                        && syntax::is_at_most_a_heading(heading)
                    {
                        blocks.push(Block::Heading(heading, Some(*mark)));
                    } else {
                        push(&mut blocks, heading);
                    }
                }
                Piece::Item(line) => {
                    let item = trim(self.part(line));
                    if syntax::is_readable(item) && !is_list(item) {
                        push_items(&mut blocks, vec![item]);
                    } else {
                        push(&mut blocks, item);
                    }
                }
                Piece::Line(lines) | Piece::Lines(lines) => push(&mut blocks, self.part(lines)),
            }
        }
        let address = self.address.as_ref().and_then(|(address, line)| {
            syntax::addresses(address).next().map(|address| (address, *line))
        });
        Document { blocks, address }
    }

    fn table(&self, rows: &[Row]) -> Table<'_> {
        let cells = |row: &Row| row.cells.iter().map(|cell| trim(self.part(cell))).collect();
        let row = |row: &Row| syntax::Row { line: self.part(&row.line), cells: cells(row) };
        Table { layout: Layout::Html, rows: rows.iter().map(row).collect() }
    }

    fn part(&self, range: &Range<usize>) -> &str {
        self.source.text().get(range.clone()).unwrap_or_default()
    }
}

/// Adds the blocks of some lines of text.
fn push<'p>(blocks: &mut Vec<Block<'p>>, lines: &'p str) {
    for block in syntax::parse(lines).blocks {
        match block {
            Block::List(items) => push_items(blocks, items),
            block => blocks.push(block),
        }
    }
}

/// Adds items to the list that stands last, or in a new one.
fn push_items<'p>(blocks: &mut Vec<Block<'p>>, items: Vec<&'p str>) {
    if let Some(Block::List(list)) = blocks.last_mut() {
        list.extend(items);
    } else {
        blocks.push(Block::List(items));
    }
}

/// Whether a line has a bullet of its own.
fn is_list(line: &str) -> bool {
    !line.starts_with(char::is_alphanumeric)
        && matches!(syntax::parse(line).blocks.as_slice(), [Block::List(_)])
}
