//! Tables that are part of a long line taken apart: what stands before, the header, each row and what
//! stands after become lines of their own.

use super::changed;
use crate::interpret::Context;
use crate::interpret::propose::find_run;
use crate::syntax::{Block, Document, parse};
use crate::text::trim;

/// How many tables one line may hold.
const TABLES: usize = 16;

/// `document` with such tables taken apart, if it has any. One that has a table whose cells
/// separators show has no other.
pub(super) fn unroll<'s>(
    document: &Document<'s>,
    context: &mut Context<'s>,
) -> Option<Document<'s>> {
    if document.blocks.iter().any(|block| matches!(block, Block::Table(_))) {
        return None;
    }
    changed(document, |rest| {
        let lines = match rest.first() {
            Some(Block::Heading(text, _) | Block::Paragraph(text)) => apart(text, context),
            _ => None,
        };
        (1, lines)
    })
}

/// The parts of a text with tables in it.
fn apart<'s>(text: &'s str, context: &mut Context<'s>) -> Option<Vec<Block<'s>>> {
    let mut blocks = Vec::new();
    let mut rest = text;
    for _ in 0..TABLES {
        let Some(run) = find_run(rest, context) else { break };
        let part = |range| rest.get(range).map_or("", trim);
        prose(part(0..run.header.start), &mut blocks);
        blocks.push(Block::Heading(part(run.header), None));
        blocks.extend(run.rows.iter().map(|row| Block::Paragraph(part(row.clone()))));
        rest = run.rows.last().and_then(|row| rest.get(row.end..)).map_or("", trim);
    }
    if blocks.is_empty() {
        return None;
    }
    prose(rest, &mut blocks);
    Some(blocks)
}

/// Appends a part of a text as what it would be on a line of its own.
fn prose<'s>(text: &'s str, blocks: &mut Vec<Block<'s>>) {
    if text.contains(['\n', '\r']) {
        blocks.push(Block::Paragraph(text));
    } else if !text.is_empty() {
        blocks.extend(parse(text).blocks);
    }
}
