//! The document taken apart into pieces the size of a line, so that a reader can look back and
//! ahead across blocks: a cell broken over lines looks like prose between two rows.

mod aligned;
pub(super) mod barred;
pub(super) mod ruled;
mod separated;
mod turned;
mod unrolled;
mod wrapped;

use super::Context;
use super::headings::Sense;
use crate::syntax::{Block, Document, Layout, Row};

/// A line of prose, a row, a list or a line of junk.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'d, 's> {
    /// A line that could be a heading, and what its words say.
    Heading(&'s str, Sense),
    /// A line of prose.
    Paragraph(&'s str),
    /// A row of a table.
    Row(Layout, &'d Row<'s>),
    /// Items with bullets.
    List(&'d [&'s str]),
    /// A line without a word.
    Junk(&'s str),
    /// Nothing: one table of a page ends and the next begins.
    Seam,
}

impl<'s> Piece<'_, 's> {
    /// The line, when it could be a heading.
    pub(super) fn heading(&self) -> Option<&'s str> {
        match self {
            Self::Heading(text, _) => Some(text),
            _ => None,
        }
    }

    /// The line of prose, or the cell that stands alone on one.
    pub(super) fn line(&self) -> Option<&'s str> {
        match self {
            Self::Heading(text, _) | Self::Paragraph(text) => Some(text),
            Self::Row(_, row) if self.is_cell() => row.cells.first().copied(),
            Self::Junk(line) if self.is_bar() => line.get(..0),
            _ => None,
        }
    }

    /// Whether it is one cell alone, with a bar beside it: more of a row, or prose.
    pub(super) fn is_cell(&self) -> bool {
        matches!(self, Self::Row(Layout::Stacked, row) if row.cells.len() == 1)
    }

    /// Whether it is one bar alone: it ends the cell above, or is an empty one.
    pub(super) fn is_bar(&self) -> bool {
        matches!(self, Self::Junk("|"))
    }

    /// The row, when it is one.
    pub(super) fn row(&self) -> Option<&Row<'s>> {
        match self {
            Self::Row(_, row) => Some(row),
            _ => None,
        }
    }
}

/// `document` with its tables of separated cells put together, those on their side turned back, its broken
/// lines joined and its tables that are part of a long line taken apart, if it has any of these.
pub(super) fn mend<'s>(document: &Document<'s>, context: &mut Context<'s>) -> Option<Document<'s>> {
    let gathered = separated::gather(document, context);
    let gathered = aligned::align(gathered.as_ref().unwrap_or(document), context).or(gathered);
    let turned = turned::turn(gathered.as_ref().unwrap_or(document), context).or(gathered);
    let document = turned.as_ref().unwrap_or(document);
    let joined = wrapped::join(document, context);
    context.has_joined = joined.is_some();
    let unrolled = unrolled::unroll(joined.as_ref().unwrap_or(document), context);
    unrolled.or(joined).or(turned)
}

/// `document` with other blocks in place of some: `change` says of those from one on how many it looked at, and
/// what stands in their place, if anything does.
fn changed<'s>(
    document: &Document<'s>,
    mut change: impl FnMut(&[Block<'s>]) -> (usize, Option<Vec<Block<'s>>>),
) -> Option<Document<'s>> {
    let mut blocks: Vec<Block<'s>> = Vec::new();
    let (mut kept, mut at, mut is_changed) = (0, 0, false);
    while let Some(rest) = document.blocks.get(at..).filter(|rest| !rest.is_empty()) {
        let (count, instead) = change(rest);
        if let Some(instead) = instead {
            blocks.extend_from_slice(document.blocks.get(kept..at)?);
            blocks.extend(instead);
            (kept, is_changed) = (at + count, true);
        }
        at += count;
    }
    blocks.extend_from_slice(document.blocks.get(kept..).filter(|_| is_changed)?);
    Some(Document { blocks, ..Document::default() })
}

/// The pieces of `document`, in its order. What the headings say is still unknown.
pub(super) fn of<'d, 's>(document: &'d Document<'s>) -> Vec<Piece<'d, 's>> {
    let mut pieces = Vec::with_capacity(document.blocks.len() * 2);
    for block in &document.blocks {
        match block {
            Block::Heading(text, mark) => {
                pieces.push(Piece::Heading(text, Sense { mark: *mark, ..Sense::default() }));
            }
            Block::Paragraph(text) => pieces.push(Piece::Paragraph(text)),
            Block::Junk(text) => pieces.push(Piece::Junk(text)),
            Block::List(items) => pieces.push(Piece::List(items)),
            Block::Table(table) => {
                // In a text what stands right below a table may be more of it.
                let is_below = matches!(pieces.last(), Some(Piece::Row(Layout::Html, _)));
                if is_below && table.layout == Layout::Html {
                    pieces.push(Piece::Seam);
                }
                pieces.extend(table.rows.iter().map(|row| Piece::Row(table.layout, row)));
            }
        }
    }
    pieces
}
