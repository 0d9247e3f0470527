//! Tables whose cells stand below each other with nothing but spaces between, as programs write that make text
//! of printed pages: what is blank in every line parts the columns.
//!
//! Dashes below the labels show the columns by themselves. A line that does not keep to them is cut at its own
//! runs of spaces. A cell that goes on in the next line leaves the first column of that empty; putting it
//! together is for the table.

use std::ops::Range;

use memchr::memmem;

use super::changed;
use crate::interpret::evidence::spelling;
use crate::interpret::{Context, columns};
use crate::syntax::{Block, Document, Layout, Row, Table};

/// No line of such a table is longer, in characters.
const LONGEST: usize = 400;
/// So many spaces part two cells.
const GAP: usize = 2;
/// So far from where a column begins a word may begin that is the first of it.
const SLACK: usize = 2;
/// No caption between rows is longer, in bytes.
const CAPTION: usize = 64;
/// So many rows with the name of a cookie show that a table without known labels is one of cookies.
const NAMED: usize = 2;

/// `document` with such tables put together, if it has any.
pub(super) fn align<'s>(
    document: &Document<'s>,
    context: &mut Context<'s>,
) -> Option<Document<'s>> {
    if !has_gaps(context.source.text()) {
        return None;
    }
    changed(document, |rest| {
        let region = Region::of(rest, context);
        match region.rows(context) {
            Some(rows) => {
                let table = Table { layout: Layout::Spaced, rows };
                (region.blocks, Some(vec![Block::Table(table)]))
            }
            None => (region.next(), None),
        }
    })
}

/// Whether there are two spaces or dashes with one between in a text: in most there are none.
fn has_gaps(text: &str) -> bool {
    let has = |gap: &str| memmem::find(text.as_bytes(), gap.as_bytes()).is_some();
    has("  ") || has("- -") || memchr::memchr(b'=', text.as_bytes()).is_some() && has("= =")
}

/// A line of prose, and where its words stand on it.
struct Line<'s> {
    text: &'s str,
    words: Vec<Span>,
    /// Whether a blank line stands before it.
    is_apart: bool,
}

/// Some words of a line, in characters and in bytes.
#[derive(Clone)]
struct Span {
    columns: Range<usize>,
    bytes: Range<usize>,
}

impl<'s> Line<'s> {
    /// The line of a block that is one.
    fn of(block: &Block<'s>, context: &Context<'s>) -> Option<Self> {
        let text = text_of(block)?;
        let before = context.source.text().get(..context.source.span_of(text).start)?;
        let indent = before.rsplit(['\n', '\r']).next()?;
        if text.contains(['\t', '\n', '\r']) || !indent.bytes().all(|byte| byte == b' ') {
            return None;
        }
        let mut words: Vec<Span> = Vec::new();
        let mut column = indent.len();
        for (at, c) in text.char_indices() {
            let (place, byte) = (column, at + c.len_utf8());
            column += 1;
            if c == ' ' {
                continue;
            }
            match words.last_mut() {
                Some(last) if place == last.columns.end => {
                    (last.columns.end, last.bytes.end) = (place + 1, byte);
                }
                _ => words.push(Span { columns: place..place + 1, bytes: at..byte }),
            }
        }
        (column <= LONGEST).then(|| Self { text, words, is_apart: context.is_apart(text) })
    }

    /// The words with no more than a space between, together.
    fn runs(&self) -> Vec<Span> {
        let mut runs: Vec<Span> = Vec::new();
        for word in &self.words {
            match runs.last_mut() {
                Some(last) if word.columns.start - last.columns.end < GAP => {
                    last.columns.end = word.columns.end;
                    last.bytes.end = word.bytes.end;
                }
                _ => runs.push(word.clone()),
            }
        }
        runs
    }

    fn cell(&self, bytes: Range<usize>) -> &'s str {
        self.text.get(bytes).unwrap_or_default()
    }

    /// The word behind a gutter: where one stands in it, that which begins nearest to its end.
    fn behind(&self, gutter: &Range<usize>, slack: usize) -> Option<usize> {
        let at = self.words.partition_point(|word| word.columns.start < gutter.end);
        let before = at.checked_sub(1).and_then(|at| self.words.get(at));
        if before.is_none_or(|word| word.columns.end <= gutter.start) {
            return Some(at);
        }
        let distance = |at: usize| Some(self.words.get(at)?.columns.start.abs_diff(gutter.end));
        let near = [at, at - 1].into_iter().filter_map(|at| Some((distance(at)?, at)));
        near.min().filter(|(distance, _)| *distance <= slack).map(|(_, at)| at)
    }

    /// What stands between the gutters, if no word stands in one or another begins so near to its end.
    fn cells(&self, gutters: &[Range<usize>], slack: usize) -> Option<Vec<&'s str>> {
        let ends = gutters.iter().map(|gutter| self.behind(gutter, slack));
        let mut first = 0;
        let cells = ends.chain([Some(self.words.len())]).map(|end| {
            let words = self.words.get(std::mem::replace(&mut first, end?)..end?)?;
            Some(match words {
                [] => "",
                [one] => self.cell(one.bytes.clone()),
                [one, .., last] => self.cell(one.bytes.start..last.bytes.end),
            })
        });
        cells.collect()
    }

    /// Where it may be cut: at its runs of spaces, and at one before a word that begins where a column does.
    fn gaps(&self, gutters: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut gaps = gaps(&self.words);
        gaps.retain(|gap| gap.len() >= GAP || gutters.iter().any(|gutter| gutter.end == gap.end));
        gaps
    }

    fn start(&self) -> usize {
        self.words.first().map_or(0, |word| word.columns.start)
    }

    fn end(&self) -> usize {
        self.words.last().map_or(0, |word| word.columns.end)
    }

    fn is_gapped(&self) -> bool {
        self.text.contains("  ")
    }

    /// What its own gaps part.
    fn own_row(&self) -> Row<'s> {
        let cells = self.runs().into_iter().map(|run| self.cell(run.bytes)).collect();
        Row { line: self.text, cells }
    }

    /// Whether it is made of dashes, as below labels.
    fn is_rule(&self) -> bool {
        is_rule(self.text)
    }
}

fn is_rule(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'-' | b'=' | b' '))
}

fn text_of<'s>(block: &Block<'s>) -> Option<&'s str> {
    match *block {
        Block::Heading(text, _) | Block::Paragraph(text) | Block::Junk(text) => Some(text),
        Block::List(_) | Block::Table(_) => None,
    }
}

/// Whether a table may begin with the first block: there is a gap in it, or dashes stand right below it.
fn may_begin(blocks: &[Block<'_>], context: &Context<'_>) -> bool {
    let mut texts = blocks.iter().take(2).map(text_of);
    let (Some(Some(first)), second) = (texts.next(), texts.next().flatten()) else { return false };
    let is_ruled = |rule: &str| is_rule(rule) && rule.contains(' ') && !context.is_apart(rule);
    // The colon before a definition is no cell.
    let defines = first.strip_prefix([':', '~']).is_some_and(|rest| rest.starts_with(' '));
    !is_rule(first) && !defines && (first.contains("  ") || second.is_some_and(is_ruled))
}

/// Lines that stand below each other.
struct Region<'s> {
    lines: Vec<Line<'s>>,
    /// The columns of characters that are blank in each of them.
    gutters: Vec<Range<usize>>,
    /// Whether dashes show the columns.
    is_ruled: bool,
    /// How many blocks the lines are.
    blocks: usize,
}

impl<'s> Region<'s> {
    /// The lines from the first block on that keep to the columns which the first line shows.
    fn of(blocks: &[Block<'s>], context: &mut Context<'s>) -> Self {
        let mut region =
            Self { lines: Vec::new(), gutters: Vec::new(), is_ruled: false, blocks: 0 };
        if !may_begin(blocks, context) {
            return region;
        }
        // What stands between rows and has no columns: it is part of the table when a row comes behind it.
        let mut between: Vec<Line<'s>> = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            let Some(line) = Line::of(block, context) else { break };
            if line.is_rule() {
                if region.is_header() && line.words.len() > 1 {
                    (region.gutters, region.is_ruled) = (gaps(&line.words), true);
                }
                between.push(line);
                continue;
            }
            let is_captioned = between.iter().any(|line| !line.is_rule());
            if region.lines.is_empty() {
                region.gutters = gaps(&line.runs());
            } else if is_captioned && columns::is_next_header(&line.own_row(), context) {
                break;
            } else if !region.takes(&line, &between) {
                let is_caption = line.text.len() <= CAPTION && !line.text.ends_with('.');
                if is_captioned || !is_caption || line.is_gapped() {
                    break;
                }
                between.push(line);
                continue;
            }
            region.lines.append(&mut between);
            region.lines.push(line);
            region.blocks = at + 1;
        }
        region
    }

    /// Whether the lines may be a header that dashes are below.
    fn is_header(&self) -> bool {
        const LINES: usize = 3;
        let below = self.lines.iter().skip(1);
        let is_one = below.clone().count() < LINES && below.clone().all(|line| !line.is_apart);
        !self.is_ruled && !self.lines.is_empty() && is_one
    }

    /// Whether a line keeps to the columns, or has as many cells by its own gaps.
    fn takes(&mut self, line: &Line<'s>, between: &[Line<'s>]) -> bool {
        let is_own = || line.runs().len() == self.gutters.len() + 1;
        if self.is_ruled {
            let is_row = line.cells(&self.gutters, SLACK).is_some() || is_own();
            return is_row && (!line.is_apart || line.is_gapped());
        }
        if !line.is_gapped() {
            // A part of the row above stands right below it, in another column than the first.
            let first = self.gutters.first().map_or(usize::MAX, |gutter| gutter.end);
            let is_part = between.is_empty() && !line.is_apart && line.start() >= first;
            return is_part && self.narrow(line);
        }
        // What stands apart and has nothing beside the first column heads what comes below.
        let is_lead = line.is_apart
            && line.end() <= self.gutters.first().map_or(0, |gutter| gutter.start)
            && self.lines.last().is_some_and(|above| !above.is_apart);
        let is_own = is_own();
        !is_lead && (self.narrow(line) || is_own)
    }

    /// Leaves of the gutters what is blank in one more line, unless one of them would go.
    fn narrow(&mut self, line: &Line<'s>) -> bool {
        let edges = [0..line.start(), line.end()..usize::MAX];
        let gaps = line.gaps(&self.gutters);
        let blank: Vec<Range<usize>> = edges.into_iter().chain(gaps).collect();
        let mut narrowed: Vec<Range<usize>> = Vec::with_capacity(self.gutters.len());
        for gutter in &self.gutters {
            let before = narrowed.len();
            let parts =
                blank.iter().map(|blank| gutter.start.max(blank.start)..gutter.end.min(blank.end));
            narrowed.extend(parts.filter(|part| !part.is_empty()));
            if narrowed.len() == before {
                return false;
            }
        }
        narrowed.sort_by_key(|gutter| gutter.start);
        self.gutters = narrowed;
        true
    }

    /// The rows, if they are those of a table of cookies.
    fn rows(&self, context: &mut Context<'s>) -> Option<Vec<Row<'s>>> {
        let is_row = |line: &&Line<'s>| !line.is_rule();
        let rows: Vec<Row<'s>> =
            self.lines.iter().filter(is_row).map(|line| self.row(line)).collect();
        let first = rows.first().filter(|row| rows.len() > 1 && row.cells.len() > 1)?;
        let is_named = |row: &&Row<'s>| row.cells.iter().any(|cell| spelling::is_sure_name(cell));
        let is_of_cookies = columns::is_next_header(first, context)
            || rows.iter().filter(is_named).nth(NAMED - 1).is_some();
        is_of_cookies.then_some(rows)
    }

    /// The cells of a line: what stands between the gutters, or else what its own gaps part.
    fn row(&self, line: &Line<'s>) -> Row<'s> {
        let width = self.gutters.len() + 1;
        let own = || Some(line.own_row().cells).filter(|cells| cells.len() == width);
        let cells = line.cells(&self.gutters, 0).or_else(own);
        let cells = cells.or_else(|| line.cells(&self.gutters, SLACK));
        let mut cells = cells.unwrap_or_else(|| line.own_row().cells);
        cells.resize(width, "");
        Row { line: line.text, cells }
    }

    /// How many blocks further another region may begin, when this one is no table: at the first line that has
    /// more gaps than its first.
    fn next(&self) -> usize {
        let gaps = |line: &Line<'_>| line.runs().len();
        let first = self.lines.first().map_or(0, gaps);
        let more = self.lines.iter().position(|line| gaps(line) > first);
        more.unwrap_or(self.blocks).max(1)
    }
}

/// The gaps between some words of a line.
fn gaps(words: &[Span]) -> Vec<Range<usize>> {
    let pairs = words.windows(2).filter_map(|pair| match pair {
        [one, two] => Some(one.columns.end..two.columns.start),
        _ => None,
    });
    pairs.collect()
}
