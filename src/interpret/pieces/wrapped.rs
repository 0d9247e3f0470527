//! Prose that was broken at a fixed width, joined again: a paragraph or an item of several lines is one
//! piece of text.
//!
//! Only lines that follow each other without a blank line are joined, where each but the last is so full
//! that the first word of the next had no room, and where sentences go on from line to line. Lines that
//! begin with a name or hold labels are left alone.

use crate::interpret::Context;
use crate::interpret::openings::begins_with_name;
use crate::syntax::{Block, Document};
use crate::text::{is_number_before, is_space};

/// No text is broken at a greater width, in characters; nor at a smaller one.
const WIDEST: usize = 132;
const NARROWEST: usize = 30;
/// No line is indented more.
const INDENT: usize = 24;
/// How many lines are looked at for one paragraph: each may be the first of one.
const LONGEST: usize = 128;
/// So many pairs of lines have a width of their own.
const PAIRS: usize = 3;
/// How long a heading may be, with the spaces round the ends of its lines.
const HEADING: usize = 190;

/// `document` with its broken lines joined, if it has any.
pub(super) fn join<'s>(document: &Document<'s>, context: &mut Context<'s>) -> Option<Document<'s>> {
    let text = context.source.text();
    if !has_neighbours(document, text) {
        return None;
    }
    let runs = runs(document, text);
    if runs.is_empty() {
        return None;
    }
    let mut runs = runs.into_iter().peekable();
    let mut blocks: Vec<Block<'s>> = Vec::with_capacity(document.blocks.len());
    let mut at = 0;
    while let Some(block) = document.blocks.get(at) {
        let run = runs.next_if(|run| run.first == at);
        let Some(run) = run else {
            take(&mut blocks, block.clone());
            at += 1;
            continue;
        };
        let last = run.first + run.lines - 1;
        let joined = joined(block, document.blocks.get(last), text);
        match joined {
            Some(block) => take(&mut blocks, block),
            None => {
                blocks.extend(document.blocks.get(at..=last).unwrap_or_default().iter().cloned());
            }
        }
        at = last + 1;
    }
    Some(Document { blocks, ..Document::default() })
}

/// Whether a line of prose stands right under another that may have been broken: in most charters none
/// does.
fn has_neighbours(document: &Document<'_>, text: &str) -> bool {
    document.blocks.windows(2).any(|pair| {
        let [block, Block::Heading(line, None) | Block::Paragraph(line)] = pair else {
            return false;
        };
        let Some(before) = last_line(block) else { return false };
        let gap = (line.as_ptr() as usize).wrapping_sub(before.as_ptr() as usize + before.len());
        before.len() >= NARROWEST && gap <= INDENT && follows(before, line, text)
    })
}

/// Appends a block; items go on with the list before them.
fn take<'s>(blocks: &mut Vec<Block<'s>>, block: Block<'s>) {
    match (blocks.last_mut(), block) {
        (Some(Block::List(items)), Block::List(more)) => items.extend(more),
        (_, block) => blocks.push(block),
    }
}

/// Lines that are one.
struct Run {
    /// The block of the first.
    first: usize,
    lines: usize,
    /// How wide the widest line is, and the first with the word after it.
    widest: usize,
    wide: usize,
}

/// The first line of a block and those after it, as one slice of the source.
fn joined<'s>(block: &Block<'s>, last: Option<&Block<'s>>, text: &'s str) -> Option<Block<'s>> {
    let last = last_line(last?)?;
    let end = place(last, text) + last.len();
    match block {
        Block::Heading(line, None) | Block::Paragraph(line) => {
            // What could be a heading on one line stays as it is: it would be read as one.
            let whole = text.get(place(line, text)..end)?;
            let is_long = whole.ends_with(['.', ';', ',']) || whole.chars().count() > HEADING;
            is_long.then_some(Block::Paragraph(whole))
        }
        Block::List(items) => {
            let mut items = items.clone();
            let item = items.last_mut()?;
            *item = text.get(place(item, text)..end)?;
            Some(Block::List(items))
        }
        _ => None,
    }
}

fn place(part: &str, text: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// The line of prose that a block ends with.
fn last_line<'s>(block: &Block<'s>) -> Option<&'s str> {
    match block {
        Block::Heading(line, None) | Block::Paragraph(line) => Some(line),
        Block::List(items) => items.last().copied(),
        _ => None,
    }
}

/// Every run of broken lines.
fn runs(document: &Document<'_>, text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut pairs = Vec::new();
    let mut at = 0;
    while at < document.blocks.len() {
        let run = run(document, at, text);
        let lines = run.lines;
        match lines {
            1 => {}
            2 => pairs.push(run),
            _ => runs.push(run),
        }
        at += lines;
    }
    // Two lines say little by themselves: they must fit the width of the others, or many of them have one.
    let own = || pairs.iter().map(|pair| pair.widest).max().unwrap_or_default();
    let widest = runs.iter().map(|run| run.widest).max().unwrap_or_else(own);
    pairs.retain(|pair| pair.wide > widest);
    if !runs.is_empty() || pairs.len() >= PAIRS {
        runs.append(&mut pairs);
        runs.sort_by_key(|run| run.first);
    }
    runs
}

/// The lines from `first` on that are one.
fn run(document: &Document<'_>, first: usize, text: &str) -> Run {
    let none = Run { first, lines: 1, widest: 0, wide: 0 };
    let Some(mut before) = document.blocks.get(first).and_then(last_line) else { return none };
    if before.len() < NARROWEST || before.len() > WIDEST * 4 {
        return none;
    }
    let mut lines: Vec<(usize, usize)> = Vec::new();
    let item = match document.blocks.get(first) {
        Some(Block::List(items)) => items.last().map(|item| indent(item, text)),
        _ => None,
    };
    let (mut going, mut last) = (0, first);
    while lines.len() < LONGEST
        && let Some(Block::Heading(line, None) | Block::Paragraph(line)) =
            document.blocks.get(last + 1)
    {
        if !follows(before, line, text) || is_other(line) {
            break;
        }
        if lines.is_empty() {
            lines.push((width(before, text), 0));
        }
        let word = line.split(is_space).next().unwrap_or_default().chars().count();
        lines.push((width(line, text), word));
        let ends = before.ends_with(['.', '!', '?', ';']);
        // What stands below the text of an item belongs to it.
        let hangs = item.is_some_and(|item| item == indent(line, text));
        let goes_on = |c: char| c.is_lowercase() || c.is_numeric() || c == '(';
        going += usize::from(!ends && (hangs || line.starts_with(goes_on)));
        (before, last) = (line, last + 1);
    }
    let widest = lines.iter().map(|line| line.0).max().unwrap_or_default();
    if !(NARROWEST..=WIDEST).contains(&widest) {
        return none;
    }
    // As far as each line is full.
    let full = lines.windows(2).take_while(|pair| {
        let [(width, _), (_, word)] = pair else { return false };
        width + 1 + word > widest
    });
    let full = full.count();
    // Most lines end in the middle of a sentence.
    if full == 0 || going * 2 < full {
        return none;
    }
    let wide = lines.first().map_or(0, |line| line.0) + 1 + lines.get(1).map_or(0, |line| line.1);
    Run { first, lines: full + 1, widest, wide }
}

/// Whether `line` stands on the line after `before`.
fn follows(before: &str, line: &str, text: &str) -> bool {
    let (start, end) = (place(before, text) + before.len(), place(line, text));
    let Some(between) = text.get(start..end).filter(|between| between.len() <= INDENT) else {
        return false;
    };
    let ends = between.bytes().filter(|byte| *byte == b'\n').count();
    let returns = between.bytes().filter(|byte| *byte == b'\r').count();
    ends.max(returns) == 1
}

/// How many characters a line has, with what stands before it.
fn width(line: &str, text: &str) -> usize {
    line.chars().count() + indent(line, text)
}

/// How much stands before a line, a bullet with it.
fn indent(line: &str, text: &str) -> usize {
    let before = text.get(..place(line, text)).unwrap_or_default();
    let is_inside = |byte: &u8| !matches!(byte, b'\n' | b'\r');
    before.bytes().rev().take(INDENT).take_while(is_inside).count()
}

/// Whether a line is no part of a paragraph: it begins with a name, holds cells, or is a numbered address.
fn is_other(line: &str) -> bool {
    let (first, rest) = line.split_once(is_space).unwrap_or(("", line));
    let is_link = is_number_before(first) && rest.contains("://");
    begins_with_name(line) || line.contains("  ") || is_link
}
