//! Tables of bars with rulers round their rows, as terminals and converters draw them with pluses and dashes, or with
//! the characters for boxes: a ruler is a row of dashes.

use std::borrow::Cow;

use crate::syntax::{Block, Document, Layout, Row, Table};
use crate::text::{DASHES, is_invisible, is_space, trim};

/// The bars of boxes; of one with other bars the parser knows the rows.
const BARS: &[char] = &['│', '┃', '║'];

/// Whether bars meet a ruler in a character: any other of those for boxes.
fn is_joint(c: char) -> bool {
    c == '+' || ('\u{2500}'..='\u{257f}').contains(&c) && !DASHES.contains(&c)
}

/// `document` with such rulers as rows of their tables.
pub(in crate::interpret) fn join<'d, 's>(document: &'d Document<'s>) -> Cow<'d, Document<'s>> {
    if !document.blocks.windows(2).any(|pair| matches!(pair, [one, other] if meet(one, other))) {
        return Cow::Borrowed(document);
    }
    let mut blocks: Vec<Block<'s>> = Vec::with_capacity(document.blocks.len());
    let mut is_inside = false;
    for (at, block) in document.blocks.iter().enumerate() {
        let next = document.blocks.get(at + 1);
        let is_part = is_inside || next.is_some_and(|next| meet(block, next));
        is_inside = next.is_some_and(|next| meet(block, next));
        let Some(rows) = rows(block).filter(|_| is_part) else {
            blocks.push(block.clone());
            continue;
        };
        let before = at.checked_sub(1).and_then(|at| document.blocks.get(at));
        match blocks.last_mut() {
            Some(Block::Table(table)) if before.is_some_and(|before| meet(before, block)) => {
                table.rows.extend(rows);
            }
            _ => blocks.push(Block::Table(Table { layout: Layout::Piped, rows })),
        }
    }
    Cow::Owned(Document { blocks, ..Document::default() })
}

/// The rows of a block that may be part of such a table.
fn rows<'s>(block: &Block<'s>) -> Option<Vec<Row<'s>>> {
    match block {
        Block::Table(table) => Some(table.rows.clone()),
        Block::Junk(line) => Some(vec![ruler(line)]),
        Block::Heading(line, _) | Block::Paragraph(line) => Some(vec![boxed(line)?]),
        Block::List(_) => None,
    }
}

/// The row of a line between the bars of a box.
fn boxed(line: &str) -> Option<Row<'_>> {
    let bar = trim(line).chars().next().filter(|first| BARS.contains(first))?;
    let inside = trim(line).strip_prefix(bar)?.strip_suffix(bar)?;
    Some(Row { line, cells: inside.split(bar).map(trim).collect() })
}

/// Whether one block is a table of bars and the other a ruler above or below it.
fn meet(one: &Block<'_>, other: &Block<'_>) -> bool {
    let has_bars = |block: &Block<'_>| match block {
        Block::Table(table) => table.layout == Layout::Piped,
        Block::Heading(line, None) | Block::Paragraph(line) => boxed(line).is_some(),
        _ => false,
    };
    let rules = |block: &Block<'_>| matches!(block, Block::Junk(line) if is_ruler(line));
    has_bars(one) && (rules(other) || has_bars(other)) || rules(one) && has_bars(other)
}

/// Whether a line is such a ruler.
pub(in crate::interpret) fn is_ruler(line: &str) -> bool {
    let mut seen = line.chars().filter(|&c| !is_space(c) && !is_invisible(c));
    seen.next().is_some_and(is_joint)
        && line.chars().filter(|c| DASHES.contains(c)).nth(1).is_some()
        && seen.all(|c| DASHES.contains(&c) || is_joint(c))
}

fn ruler(line: &str) -> Row<'_> {
    let inside = trim(line).trim_matches(is_joint);
    Row { line, cells: inside.split(is_joint).collect() }
}
