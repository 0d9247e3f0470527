//! Lines with bars: which of them are lines of a table.
//!
//! Programs that make text of pages leave out bars, break rows over lines, or write one cell a line
//! with a bar behind it. Here what rules off a header goes, and captions become lines of prose. What has bars
//! but is part of no table is prose again. Which lines are one row is for the table, as it is where tabs part cells:
//! a line of one cell alone is a row of its own layout until then.

use std::borrow::Cow;

use crate::interpret::evidence::{LIKELY_NAME, SURE_NAME, Score};
use crate::interpret::{Context, columns, looks_like};
use crate::lexicon::Lexicon;
use crate::model::Field;
use crate::syntax::{self, Block, Document, Layout, Row, Table};
use crate::text::{DASHES, is_letter, is_space, visible};

/// How many lines of prose a cell may have.
const BROKEN_LINES: usize = 64;
/// No table of cookies has more columns whose labels stand one a line.
const STACKED: usize = 12;

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

/// `document` with its lines of bars as rows, captions and prose.
pub(in crate::interpret) fn settle<'d, 's>(
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
    let mut settler = Settler { lines, blocks: Vec::new(), has_stacked: false, context };
    let mut at = 0;
    while at < settler.lines.len() {
        at = settler.next(at);
    }
    Cow::Owned(Document { blocks: settler.blocks, ..Document::default() })
}

struct Settler<'d, 's, 'c> {
    lines: Vec<Line<'d, 's>>,
    blocks: Vec<Block<'s>>,
    /// Whether labels stood one a line.
    has_stacked: bool,
    context: &'c mut Context<'s>,
}

impl<'d, 's> Settler<'d, 's, '_> {
    /// Takes what begins with the line at `at`, and says where the next line is.
    fn next(&mut self, at: usize) -> usize {
        if let Some(next) = self.table(at) {
            return next;
        }
        if let Some((row, next)) = self.half_empty_header(at) {
            self.push_row(Layout::Stacked, row);
            self.has_stacked = true;
            return next;
        }
        self.has_stacked |= self.has_labels(at);
        match self.lines.get(at) {
            Some(Line::Bars(row)) if self.has_stacked && row.cells.len() == 1 && !is_lone(row) => {
                self.push_row(Layout::Stacked, (*row).clone());
            }
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
        let row = self.bars(first)?;
        if row.cells.len() == 1 {
            return self.opened(first);
        }
        let mut row = row.clone();
        let caption = self.glued_caption(&row, first + 1);
        if caption.is_some() {
            row.cells.remove(0);
        }
        let fields = columns::header_fields(&row, self.context);
        // A lone line with bars is a title or a menu, unless it is a header. And the normal text is
        // one of tabs, which shows a table by two cells in its first row.
        let has_names = |row: &Row<'_>| shows_names(row, self.context.lexicon);
        let is_more = self.bars(first + 1).is_some_and(|row| row.cells.len() > 1);
        let is_table = fields.is_some() || is_more || has_names(&row);
        if !is_table || !shows_two(&row) {
            return None;
        }
        self.blocks.extend(caption.map(syntax::prose));
        Some(self.rows(row, first + 1, &fields.unwrap_or_default()))
    }

    /// What is glued to a header before its first bar, where the lines below begin with one.
    fn glued_caption(&self, row: &Row<'s>, next: usize) -> Option<&'s str> {
        let rule = self.bars(next).filter(|row| is_rule(row))?;
        let is_glued = rule.is_opened() && !row.is_opened();
        let width = row.cells.len().checked_sub(1)?;
        row.cells.first().copied().filter(|_| is_glued && rule.cells.len() == width && width > 1)
    }

    /// Takes a line that holds one cell above a header or above rows of several: a caption.
    fn caption(&self, at: usize) -> Option<(&'s str, usize)> {
        let row = self.bars(at)?;
        let cell = only_cell(row)?;
        let next_row = self.bars(at + 1)?;
        let is_above = next_row.cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
        (is_above && self.names(cell) < LIKELY_NAME).then_some((cell, at + 1))
    }

    /// Whether labels begin with the line at `at` that stand one a line, each with a bar behind it.
    fn has_labels(&mut self, at: usize) -> bool {
        let (mut place, mut known) = (at, 0);
        for _ in 0..STACKED {
            let Some((cell, next)) = self.cell(place) else { break };
            known += usize::from(columns::is_label(cell, self.context));
            if known == 0 && !cell.is_empty() {
                break;
            }
            place = next;
        }
        known > 1
    }

    /// A header whose labels stand one a line, all but the last of them empty: as many as the cells below have columns,
    /// the first of which is a name and the last a duration.
    fn half_empty_header(&mut self, at: usize) -> Option<(Row<'s>, usize)> {
        let mut place = at;
        let cells = std::iter::from_fn(|| {
            let (cell, next) = self.cell(place)?;
            place = next;
            Some((cell, next))
        });
        let cells: Vec<(&'s str, usize)> = cells.take(STACKED * 2).collect();
        let empty = cells.iter().take_while(|it| it.0.is_empty()).count();
        let &(label, next) = cells.get(empty).filter(|_| empty > 0)?;
        // A bar right below a line ends that.
        if !self.bars(at).is_some_and(|bar| self.context.is_apart(bar.line)) {
            return None;
        }
        if !columns::is_label(label, self.context) {
            return None;
        }
        // A caption may stand above the first row.
        let below = cells.get(empty + 1..)?;
        let is_row = |first: usize, width: usize| {
            let cell = |at: usize| below.get(at).map(|it| it.0);
            cell(first).is_some_and(|cell| self.names(cell) >= LIKELY_NAME)
                && cell(first + width - 1)
                    .is_some_and(|cell| looks_like::duration(cell, self.context.lexicon))
        };
        let width = (2..=empty + 1).rev().find(|&width| is_row(0, width) || is_row(1, width))?;
        let (line, start) = (label, label.get(..0)?);
        let mut labels = vec![start; width - 1];
        labels.push(label);
        Some((Row { line, cells: labels }, next))
    }

    /// The cell that stands alone on the line at `at`, or on the one above a lone bar.
    fn cell(&self, at: usize) -> Option<(&'s str, usize)> {
        match self.lines.get(at)? {
            Line::Prose(text, _) => {
                self.bars(at + 1).is_some_and(is_lone).then_some((*text, at + 2))
            }
            Line::Bars(row) if row.cells.len() == 1 => Some((*row.cells.first()?, at + 1)),
            _ => None,
        }
    }

    /// Takes the rows of a table without a header whose cells stand one a line, when the first of each alone has a
    /// bar before it.
    fn opened(&mut self, at: usize) -> Option<usize> {
        let width = self.opened_width(at)?;
        if self.opened_width(at + width) != Some(width) {
            return None;
        }
        let mut first = at;
        while self.opened_width(first) == Some(width) {
            let lines = (first..first + width).filter_map(|at| self.bars(at));
            let cells = lines.filter_map(|row| row.cells.first().copied()).collect();
            let (one, last) = (self.bars(first)?.line, self.bars(first + width - 1)?.line);
            let source = self.context.source;
            let line = source.span_of(one).start..source.span_of(last).end;
            let line = source.text().get(line)?;
            self.push_row(Layout::Stacked, Row { line, cells });
            first += width;
        }
        Some(first)
    }

    /// How many cells the row that begins at `at` has up to the next that begins with a bar.
    fn opened_width(&self, at: usize) -> Option<usize> {
        let is_cell = |row: &&Row<'_>| row.cells.len() == 1 && !is_lone(row);
        let cell = |at: usize| self.bars(at).filter(is_cell);
        cell(at).filter(|row| row.is_opened())?;
        let width =
            1 + (at + 1..at + STACKED).map_while(cell).take_while(|row| !row.is_opened()).count();
        (width > 1).then_some(width)
    }

    /// Takes the rows below a header or first row, with it, and says where they end.
    fn rows(&mut self, first: Row<'s>, next: usize, fields: &[Option<Field>]) -> usize {
        let width = first.cells.len();
        self.blocks.push(Block::Table(Table { layout: Layout::Piped, rows: vec![first] }));
        let mut at = next;
        loop {
            match self.lines.get(at) {
                Some(Line::Bars(row)) if is_rule(row) && !is_lone(row) => {
                    // A caption beside what rules off the header goes above the rows.
                    self.blocks.extend(glued(row).map(syntax::prose));
                }
                Some(Line::Bars(row)) if is_lone(row) => self.blocks.push(syntax::prose(row.line)),
                Some(Line::Bars(row)) => {
                    if row.cells.len() >= width && columns::is_next_header(row, self.context) {
                        return at;
                    }
                    self.push_row(Layout::Piped, (*row).clone());
                }
                Some(&Line::Prose(line, block)) => {
                    let are_names =
                        fields.contains(&Some(Field::Name)) && self.names(line) >= LIKELY_NAME;
                    if self.goes_on_below(at, width) {
                        self.blocks.push(block.clone());
                    } else if are_names {
                        self.push_row(Layout::Piped, Row { line, cells: vec![line] });
                    } else {
                        return at;
                    }
                }
                _ => return at,
            }
            at += 1;
        }
    }

    /// Whether the line of prose at `at` is part of a cell that a bar ends further below.
    fn goes_on_below(&self, at: usize, width: usize) -> bool {
        let is_prose = |at: &usize| matches!(self.lines.get(*at), Some(Line::Prose(..)));
        let lines = (at..at + BROKEN_LINES).take_while(is_prose).count();
        self.bars(at + lines).is_some_and(|row| {
            (is_lone(row) || !row.is_opened() && !is_rule(row)) && row.cells.len() < width
        })
    }

    /// Appends a row to the table above, or begins one.
    fn push_row(&mut self, layout: Layout, row: Row<'s>) {
        match self.blocks.last_mut() {
            Some(Block::Table(table)) if table.layout == layout => table.rows.push(row),
            _ => self.blocks.push(Block::Table(Table { layout, rows: vec![row] })),
        }
    }

    /// How much a cell looks like names.
    fn names(&self, cell: &str) -> Score {
        looks_like::names(cell, self.context.lexicon)
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
