//! Tables of bars put together, before anything else is read: lines become rows.
//!
//! Programs that make text of pages leave out bars, break rows over lines, or write one cell a line
//! with a bar behind it. Here what rules off a header goes, captions become lines of prose, and cells
//! are counted until they are as many as the header has. What has bars but turns out to be no table
//! is prose again. A text without bars is handed on as it is.

mod header;
mod join;

use std::borrow::Cow;

use super::Context;
use super::columns;
use super::evidence::{LIKELY_NAME, SURE_NAME, Score};
use super::looks_like;
use crate::lexicon::Lexicon;
use crate::model::Field;
use crate::syntax::{self, Block, Document, Layout, Row, Table};
use crate::text::{DASHES, is_letter, is_space, visible};
use header::Header;

/// A line of the text, or a block that a table cannot hold.
#[derive(Clone, Copy, Debug)]
enum Line<'d, 's> {
    /// A line with bars.
    Bars(&'d Row<'s>),
    /// A line of prose.
    Prose(&'s str, &'d Block<'s>),
    /// A list, or a table of another sort.
    Other(&'d Block<'s>),
}

/// `document` with its tables of bars put together.
pub(super) fn settle<'d, 's>(
    document: &'d Document<'s>,
    context: &mut Context<'s>,
) -> Cow<'d, Document<'s>> {
    let is_piped =
        |block: &Block<'_>| matches!(block, Block::Table(table) if table.layout == Layout::Piped);
    if !document.blocks.iter().any(is_piped) {
        return Cow::Borrowed(document);
    }
    // To the parser a line is prose when none beside it has as many cells: a title, a menu, or a short row.
    let short: Vec<Option<Row<'s>>> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Heading(text, None) | Block::Paragraph(text) => {
                syntax::row_of_bars(text).filter(|row| shows_names(row, context.lexicon))
            }
            _ => None,
        })
        .collect();
    let mut lines = Vec::with_capacity(document.blocks.len() * 2);
    for (block, short) in document.blocks.iter().zip(&short) {
        match (block, short) {
            (_, Some(row)) => lines.push(Line::Bars(row)),
            (Block::Heading(text, _) | Block::Paragraph(text) | Block::Junk(text), _) => {
                lines.push(Line::Prose(text, block));
            }
            (Block::Table(table), _) if table.layout == Layout::Piped => {
                lines.extend(table.rows.iter().map(Line::Bars));
            }
            (Block::Table(_) | Block::List(_), _) => lines.push(Line::Other(block)),
        }
    }
    let mut settler = Settler { lines, blocks: Vec::new(), context };
    let mut at = 0;
    while at < settler.lines.len() {
        at = settler.next(at);
    }
    Cow::Owned(Document { blocks: settler.blocks, ..Document::default() })
}

struct Settler<'d, 's, 'c> {
    lines: Vec<Line<'d, 's>>,
    blocks: Vec<Block<'s>>,
    context: &'c mut Context<'s>,
}

impl<'d, 's> Settler<'d, 's, '_> {
    /// Takes what begins with the line at `at`, and says where the next line is.
    fn next(&mut self, at: usize) -> usize {
        if let Some(next) = self.table(at) {
            return next;
        }
        match self.lines.get(at) {
            Some(Line::Bars(row)) => self.blocks.push(syntax::prose(row.line)),
            Some(&Line::Prose(_, block) | &Line::Other(block)) => self.blocks.push(block.clone()),
            None => {}
        }
        at + 1
    }

    fn bars(&self, at: usize) -> Option<&'d Row<'s>> {
        match self.lines.get(at) {
            Some(Line::Bars(row)) => Some(row),
            _ => None,
        }
    }

    /// Takes the table, or the caption of one, that begins with the line at `at`.
    fn table(&mut self, at: usize) -> Option<usize> {
        let mut first = at;
        while self.bars(first).is_some_and(|row| is_rule(row) && !is_lone(row)) {
            first += 1;
        }
        let caption = self.bars(first).and_then(|_| self.caption(first));
        if caption.is_some() || self.bars(first).is_none() {
            // Nothing is ruled off.
            let rules = (at..first).filter_map(|at| self.bars(at));
            let rules: Vec<_> = rules.map(|row| syntax::prose(row.line)).collect();
            self.blocks.extend(rules);
        }
        if let Some((caption, next)) = caption {
            self.blocks.push(syntax::prose(caption));
            return Some(next);
        }
        let is_ruled = self.bars(first).is_none() && first > at;
        if is_ruled { Some(first) } else { self.whole(first) }
    }

    /// Takes the table whose header or first row is on the line `first`.
    fn whole(&mut self, first: usize) -> Option<usize> {
        let header = self.header(first)?;
        let layout = if header.is_stacked { Layout::Stacked } else { Layout::Piped };
        let is_known = header.fields.is_some();
        let before = self.blocks.len();
        self.blocks.extend(header.caption.map(syntax::prose));
        let above = self.blocks.len();
        let (rows, end) = self.rows(header);
        // A lone line with bars is a title or a menu, unless it is a header. And the normal text is
        // one of tabs, which shows a table by two cells in its first row.
        let is_lone = rows.len() < 2
            && !is_known
            && !rows.iter().any(|row| shows_names(row, self.context.lexicon));
        if self.blocks.len() == above && (is_lone || !rows.first().is_some_and(shows_two)) {
            self.blocks.truncate(before);
            return None;
        }
        self.blocks.push(Block::Table(Table { layout, rows }));
        Some(end)
    }

    /// Takes a line that holds one cell above a header or above rows of several: a caption.
    fn caption(&self, at: usize) -> Option<(&'s str, usize)> {
        let row = self.bars(at)?;
        let cell = only_cell(row)?;
        let next_row = self.bars(at + 1)?;
        let is_above = next_row.cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
        (is_above && self.names(cell) < LIKELY_NAME).then_some((cell, at + 1))
    }

    /// The rows below `header`, with it, and where they end.
    fn rows(&mut self, header: Header<'s>) -> (Vec<Row<'s>>, usize) {
        let Header { row, next, width, fields, is_stacked, .. } = header;
        let fields = fields.unwrap_or_default();
        let is_opened = !is_stacked && row.as_ref().is_some_and(Row::is_opened);
        let mut rows = Vec::from_iter(row);
        let mut at = next;
        while let Some(line) = self.lines.get(at) {
            let row = match line {
                Line::Other(_) => break,
                Line::Prose(..) => None,
                Line::Bars(row) => Some(*row),
            };
            if let Some(row) = row.filter(|row| !is_lone(row) && is_rule(row)) {
                if let Some(caption) = glued(row) {
                    // A caption beside what rules off the header goes above the rows.
                    self.head(&mut rows, is_stacked, syntax::prose(caption));
                }
                at += 1;
                continue;
            }
            if let Some(row) = row.filter(|row| row.cells.len() >= width) {
                if at > next && columns::is_next_header(row, self.context) {
                    break;
                }
                if !self.is_caption(row, at, width, &fields) {
                    rows.push(row.clone());
                    at += 1;
                    continue;
                }
                let Some(caption) = only_cell(row) else { break };
                self.head(&mut rows, is_stacked, syntax::prose(caption));
                at += 1;
                continue;
            }
            if !rows.is_empty() && self.is_stacked_header(at) {
                break;
            }
            // Where rows begin with a bar, prose begins none.
            let begins_row = row.is_some() || !is_opened;
            let joined = begins_row.then(|| self.joined(at, width, &fields, is_stacked)).flatten();
            if let Some((row, next)) = joined {
                if let Some((short, next)) = self.cut(at, next, width, &fields, is_stacked) {
                    rows.push(short);
                    at = next;
                    break;
                }
                rows.push(row);
                at = next;
                continue;
            }
            if let Some((cell, next)) = self.cell(at)
                && cell.contains(is_letter)
                && self.names(cell) < LIKELY_NAME
                && self.goes_on(next, width, &fields)
            {
                self.head(&mut rows, is_stacked, syntax::prose(cell));
                at = next;
                continue;
            }
            let Some(row) = self.short_row(at, &fields).filter(|_| !is_stacked) else { break };
            rows.push(row);
            at += 1;
        }
        (rows, at)
    }

    /// The line at `at` as a row that lacks cells: one with bars, or names alone where there is a column of them.
    fn short_row(&self, at: usize, fields: &[Option<Field>]) -> Option<Row<'s>> {
        match *self.lines.get(at)? {
            Line::Bars(row) => Some(row.clone()),
            Line::Prose(line, _) => (fields.contains(&Some(Field::Name))
                && self.names(line) >= LIKELY_NAME)
                .then(|| Row { line, cells: vec![line] }),
            Line::Other(_) => None,
        }
    }

    /// Ends a table with the rows so far, and puts what heads the next ones below it.
    fn head(&mut self, rows: &mut Vec<Row<'s>>, is_stacked: bool, caption: Block<'s>) {
        self.push_table(rows, is_stacked);
        self.blocks.push(caption);
    }

    /// Whether a header whose labels stand one a line begins with the line at `at`.
    fn is_stacked_header(&mut self, at: usize) -> bool {
        self.header(at).is_some_and(|header| header.is_stacked && header.fields.is_some())
    }

    /// The row that begins with the line at `at` when it lacks its last cells: a header, with a title
    /// above it maybe, begins before the line at `end`, with which the row would end. And where that
    /// title or header is.
    fn cut(
        &mut self,
        at: usize,
        end: usize,
        width: usize,
        fields: &[Option<Field>],
        is_stacked: bool,
    ) -> Option<(Row<'s>, usize)> {
        if !is_stacked || !fields.contains(&Some(Field::Name)) {
            return None;
        }
        let is_cell = |row: &Row<'_>| row.cells.len() == 1 && !is_lone(row);
        // Every label is known: words of cells may be labels, too.
        let mut header = (at + 1..end).find(|&at| {
            self.bars(at).is_some_and(is_cell)
                && self.header(at).filter(|header| header.is_stacked).is_some_and(|header| {
                    header.fields.is_some_and(|fields| {
                        fields.contains(&Some(Field::Name)) && !fields.contains(&None)
                    })
                })
        })?;
        while header > at && matches!(self.lines.get(header - 1), Some(Line::Prose(..))) {
            header -= 1;
        }
        let (mut row, next) = (1..width)
            .rev()
            .find_map(|width| self.join(at, width).filter(|&(_, next)| next == header))?;
        let empty = row.line.get(..0).unwrap_or_default();
        row.cells.resize(width, empty);
        Some((row, next))
    }

    fn push_table(&mut self, rows: &mut Vec<Row<'s>>, is_stacked: bool) {
        let layout = if is_stacked { Layout::Stacked } else { Layout::Piped };
        if !rows.is_empty() {
            self.blocks.push(Block::Table(Table { layout, rows: std::mem::take(rows) }));
        }
    }

    /// Whether a row of a whole table is a caption: one cell with something in it, above a row that
    /// goes on with the table.
    fn is_caption(
        &mut self,
        row: &Row<'s>,
        at: usize,
        width: usize,
        fields: &[Option<Field>],
    ) -> bool {
        let Some(cell) = only_cell(row) else { return false };
        // What ends at a rule and does not begin at one goes on with the row above.
        let is_rule_at = |at: usize| self.bars(at).map(is_rule);
        if is_rule_at(at + 1) == Some(true) && at.checked_sub(1).and_then(is_rule_at) == Some(false)
        {
            return false;
        }
        self.names(cell) < LIKELY_NAME && self.goes_on(at + 1, width, fields)
    }

    /// How much a cell looks like names.
    fn names(&self, cell: &str) -> Score {
        looks_like::names(cell, self.context.lexicon)
    }

    /// Whether the row at `at` goes on with a table of those `fields` below a caption.
    fn goes_on(&mut self, at: usize, width: usize, fields: &[Option<Field>]) -> bool {
        if !fields.contains(&Some(Field::Name)) {
            return false;
        }
        let row = match self.bars(at) {
            Some(row) if row.cells.len() == width => Some(row.clone()),
            _ => self.join(at, width).map(|(row, _)| row),
        };
        row.is_some_and(|row| super::tables::continues(fields, &row))
    }
}

/// Whether there is nothing in a row but what rules off a header, and a caption at most.
fn is_rule(row: &Row<'_>) -> bool {
    let words = row.cells.iter().filter(|cell| cell.contains(is_letter)).count();
    if words == 0 {
        return row.cells.iter().all(|cell| is_dashes(cell));
    }
    words == 1 && row.cells.len() > 1 && {
        let dashes = row.cells.iter().filter(|cell| !cell.is_empty() && is_dashes(cell)).count();
        dashes + 1 == row.cells.len() && visible(row.line).contains("--")
    }
}

/// Whether a cell holds dashes and colons at most.
fn is_dashes(cell: &str) -> bool {
    let is_dash = |c: char| DASHES.contains(&c) || c == '+' || is_space(c);
    visible(cell).chars().all(is_dash)
}

/// The caption beside what rules off a header.
fn glued<'s>(row: &Row<'s>) -> Option<&'s str> {
    let cell = row.cells.iter().find(|cell| cell.contains(is_letter))?;
    Some(cell.trim_matches(|c: char| matches!(c, '-' | ':') || is_space(c)))
}

/// Whether a line is one bar and nothing else.
fn is_lone(row: &Row<'_>) -> bool {
    row.line == "|"
}

/// The cell of a row that has something in no other.
fn only_cell<'s>(row: &Row<'s>) -> Option<&'s str> {
    let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
    let cell = filled.next().filter(|cell| cell.contains(is_letter))?;
    filled.next().is_none().then_some(cell)
}

/// Whether two cells of `row` can be told apart.
fn shows_two(row: &Row<'_>) -> bool {
    row.cells.iter().filter(|cell| !cell.is_empty()).count() > 1
}

/// Whether a cell of `row` can only be names of cookies.
fn shows_names(row: &Row<'_>, lexicon: &Lexicon) -> bool {
    row.cells.iter().any(|cell| looks_like::names(cell, lexicon) >= SURE_NAME)
}
