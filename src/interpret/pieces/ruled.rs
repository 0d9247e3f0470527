//! Tables of bars with rulers of pluses and dashes round their rows, as terminals and converters draw them: a
//! ruler is a row of dashes.

use std::borrow::Cow;

use crate::syntax::{Block, Document, Layout, Row, Table};
use crate::text::{is_invisible, is_space, trim};

/// `document` with such rulers as rows of their tables.
pub(in crate::interpret) fn join<'d, 's>(document: &'d Document<'s>) -> Cow<'d, Document<'s>> {
    if !document.blocks.windows(2).any(|pair| matches!(pair, [one, other] if meet(one, other))) {
        return Cow::Borrowed(document);
    }
    let mut blocks: Vec<Block<'s>> = Vec::with_capacity(document.blocks.len());
    for block in &document.blocks {
        let is_next = blocks.last().is_some_and(|last| meet(last, block));
        let rows = match block {
            Block::Table(table) => Some(table.rows.clone()),
            Block::Junk(line) => Some(vec![ruler(line)]),
            _ => None,
        };
        match (blocks.last_mut(), rows) {
            (Some(Block::Table(table)), Some(rows)) if is_next => table.rows.extend(rows),
            (Some(last), Some(rows)) if is_next => {
                let above = if let Block::Junk(line) = last { Some(ruler(line)) } else { None };
                let rows = above.into_iter().chain(rows).collect();
                *last = Block::Table(Table { layout: Layout::Piped, rows });
            }
            _ => blocks.push(block.clone()),
        }
    }
    Cow::Owned(Document { blocks, ..Document::default() })
}

/// Whether one block is a table of bars and the other a ruler above or below it.
fn meet(one: &Block<'_>, other: &Block<'_>) -> bool {
    let has_bars =
        |block: &Block<'_>| matches!(block, Block::Table(Table { layout: Layout::Piped, .. }));
    let rules = |block: &Block<'_>| matches!(block, Block::Junk(line) if is_ruler(line));
    has_bars(one) && (rules(other) || has_bars(other)) || rules(one) && has_bars(other)
}

/// Whether a line is such a ruler.
pub(in crate::interpret) fn is_ruler(line: &str) -> bool {
    let mut seen = line.chars().filter(|&c| !is_space(c) && !is_invisible(c));
    (line.contains("--") || line.contains("=="))
        && seen.next() == Some('+')
        && seen.all(|c| matches!(c, '+' | '-' | '=' | ':'))
}

fn ruler(line: &str) -> Row<'_> {
    Row { line, cells: trim(line).trim_matches('+').split('+').collect() }
}
