//! Tables whose cells words alone can tell apart: what the layouts `spaced` and `glued` share.
//!
//! `header` finds the labels, which fix the order of the columns; `line` says where in a line a cell may
//! begin, `anchors` what stands out in it, and `align` which cut fits the columns best. A line that fits
//! too badly is no row: it goes on with the row before, or the table ends.

mod align;
mod anchors;
mod header;
mod line;
mod run;
mod seams;
mod words;

use std::borrow::Cow;
use std::ops::Range;

use super::super::columns;
use crate::diagnostic::{Code, Diagnostic};
use crate::interpret::Context;
use crate::interpret::names::Looks;
use crate::interpret::openings::Opening;
use crate::interpret::pieces::Piece;
use crate::interpret::tables::Table;
use crate::model::{Column, Row};
use crate::syntax::{self, Layout};
use crate::text::{is_space, trim};
use align::Aligner;
use anchors::Text;
pub(in crate::interpret) use header::Header;
use header::{Slot, of_line};
use line::{Line, Style, cuts};
pub(in crate::interpret) use run::{Run, find as find_run};

/// No longer row is cut into cells, in bytes.
const LONGEST: usize = 8192;
/// How many lines a row may be broken over.
const BROKEN_LINES: usize = 24;
/// No line that was broken at a width is longer, in bytes.
const WIDEST: usize = 200;

/// How a line was cut before: for which columns, where its cells stand in the cleaned line, and how well
/// its name stands out. No cells where it is no row.
#[derive(Clone, Debug)]
pub(in crate::interpret) struct Guess {
    slots: Box<[Slot]>,
    style: Style,
    cells: Option<(Box<[Range<usize>]>, Looks)>,
}

/// Whether a line is made of labels, and one of them means names.
pub(in crate::interpret) fn is_header(text: &str, context: &mut Context<'_>) -> bool {
    of_line(text, context).is_some()
}

/// Reads the table whose header is the line at `at`, if it is one in `layout`.
pub(super) fn read<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    layout: Layout,
    context: &mut Context<'s>,
) -> Option<(Table<'s>, usize)> {
    let text = match pieces.get(at)? {
        Piece::Heading(text, sense) if sense.opening.meets(Opening::LABELS) => *text,
        _ => return go_on(pieces, at, layout, context),
    };
    let header = of_line(text, context).filter(|header| header.layout() == layout);
    let Some(header) = header else { return go_on(pieces, at, layout, context) };
    let line = Line::of(text);
    let labels = header.labels.iter().map(|label| line.written(label.clone())).collect();
    let row = syntax::Row { line: text, cells: labels };
    let columns = columns::first_header(&row, context)?;
    // The first row must have them too: spaces may be wide everywhere.
    let first = match pieces.get(at + 1)? {
        Piece::Heading(text, _) | Piece::Paragraph(text) => *text,
        _ => return None,
    };
    let source = context.source.text();
    let seams = seams::of_header(text, &row.cells, source);
    let seams = seams.filter(|seams| seams.cells(first, source).is_some());
    let read = Reader::new(pieces, at + 1, &header, seams, context).read()?;
    let fields = columns.iter().map(|column| column.field).collect();
    context.header = Some((header, fields));
    let line = context.source.line_of(text);
    Some((Table { line, layout, columns, rows: read.rows, diagnostics: read.diagnostics }, read.at))
}

/// Reads the rows at `at`, if they go on with the table before, from which a line parts them that is
/// none.
fn go_on<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    layout: Layout,
    context: &mut Context<'s>,
) -> Option<(Table<'s>, usize)> {
    let (header, fields) = context.header.take()?;
    let read = (header.layout() == layout)
        .then(|| Reader::new(pieces, at, &header, None, context).read())
        .flatten();
    let found = read.map(|read| {
        let columns = fields.iter().map(|&field| Column { label: None, field }).collect();
        let Read { rows, diagnostics, at } = read;
        let line = rows.first().map_or(1, |row| row.line);
        (Table { line, layout, columns, rows, diagnostics }, at)
    });
    context.header = Some((header, fields));
    found
}

/// The rows of a table, and where the next piece is.
struct Read<'s> {
    rows: Vec<Row<'s>>,
    diagnostics: Vec<Diagnostic<'static>>,
    at: usize,
}

struct Reader<'p, 'd, 's, 'c> {
    pieces: &'p [Piece<'d, 's>],
    at: usize,
    header: &'p Header,
    /// Where the labels stand, when runs of spaces are between them.
    seams: Option<seams::Seams>,
    rows: Vec<Row<'s>>,
    /// The text of the last row, how many lines it has, and its last line.
    last: Option<(Cow<'s, str>, usize, &'s str)>,
    /// The width of the widest line so far.
    widest: usize,
    diagnostics: Vec<Diagnostic<'static>>,
    /// Whether the name in a row stands out.
    has_name: bool,
    context: &'c mut Context<'s>,
}

impl<'p, 'd, 's, 'c> Reader<'p, 'd, 's, 'c> {
    fn new(
        pieces: &'p [Piece<'d, 's>],
        at: usize,
        header: &'p Header,
        seams: Option<seams::Seams>,
        context: &'c mut Context<'s>,
    ) -> Self {
        Self {
            pieces,
            at,
            header,
            seams,
            rows: Vec::new(),
            last: None,
            widest: 0,
            diagnostics: Vec::new(),
            has_name: false,
            context,
        }
    }

    /// Takes every row there is, if the name in one of them stands out.
    fn read(mut self) -> Option<Read<'s>> {
        while self.next_row() {}
        let Self { rows, diagnostics, at, .. } = self;
        self.has_name.then_some(Read { rows, diagnostics, at })
    }

    /// Takes the next line, or says that the table ends here.
    fn next_row(&mut self) -> bool {
        let (text, is_known) = match self.pieces.get(self.at) {
            Some(Piece::Heading(text, sense)) => (*text, sense.is_known()),
            Some(Piece::Paragraph(text)) => (*text, false),
            _ => return false,
        };
        if text.len() > LONGEST {
            return false;
        }
        if let Some(seams) = &self.seams
            && let Some(cells) = seams.cells(text, self.context.source.text())
        {
            self.has_name = true;
            let cells = cells.into_iter().map(Cow::Borrowed).collect();
            self.push(text, cells);
            return true;
        }
        let may_be_row = of_line(text, self.context).is_none();
        let row = may_be_row.then(|| self.cells(text)).flatten();
        let row = row.filter(|(_, name)| *name >= Looks::Possible || !is_known);
        let is_weak = row.as_ref().is_none_or(|(_, name)| *name < Looks::Likely);
        if is_weak && may_be_row && !is_known && self.completes(text) {
            return true;
        }
        if let Some((cells, name)) = row {
            self.has_name |= name >= Looks::Likely;
            let line = Line::of(text);
            let cells = cells.iter().map(|cell| Cow::Borrowed(line.written(cell.clone())));
            let cells = cells.collect();
            self.push(text, cells);
            self.tell(text);
            return true;
        }
        may_be_row && !is_known && self.go_on(text)
    }

    /// Takes a line as a part of the row before, if that has an empty cell which the line fills.
    fn completes(&mut self, text: &'s str) -> bool {
        let empty = |cells: &[Cow<'_, str>]| cells.iter().filter(|cell| cell.is_empty()).count();
        let before = self.rows.last().map_or(0, |row| empty(&row.cells));
        before > 0
            && self.seams.is_none()
            && self.join(text, |cells| cells.iter().filter(|cell| cell.is_empty()).count() < before)
    }

    fn push(&mut self, text: &'s str, cells: Vec<Cow<'s, str>>) {
        let line = self.context.source.line_of(text);
        self.rows.push(Row { line, cells });
        self.last = Some((Cow::Borrowed(text), 1, text));
        self.widest = self.widest.max(text.len());
        self.at += 1;
    }

    fn tell(&mut self, text: &str) {
        let message =
            "no separator shows where the cells of this row end: they were told by their words";
        let line = self.context.source.line_of(text);
        self.diagnostics.push(Diagnostic::new(Code::GuessedCells, message).at(line, 1));
    }

    /// The cells of a line, if it is a row, and how well its name stands out.
    fn cells(&mut self, text: &str) -> Option<(Box<[Range<usize>]>, Looks)> {
        let style = if self.header.is_glued { Style::Glued } else { Style::Spaced };
        let other = if self.header.is_glued { Style::Spaced } else { Style::Glued };
        guess(text, &self.header.slots, style, self.context)
            .or_else(|| guess(text, &self.header.slots, other, self.context))
    }

    /// Takes a line as the rest of the row before, where that was broken.
    fn go_on(&mut self, text: &'s str) -> bool {
        let Some((_, _, before)) = &self.last else { return false };
        let first = text.split(is_space).next().unwrap_or_default();
        // A cell that begins with a capital is another one, or no part of the table.
        let is_full = before.len() + first.len() + 1 > self.widest
            && self.widest <= WIDEST
            && !before.ends_with(['.', '!', '?', ':'])
            && text.starts_with(|c: char| !c.is_uppercase())
            && follows(before, text, self.context.source.text());
        let goes_on = text.starts_with(char::is_lowercase) || is_full;
        goes_on && self.seams.is_none() && self.join(text, |_| true)
    }

    /// Joins a line with the row before, if the cells that come of it are as wanted.
    fn join(&mut self, text: &'s str, is_wanted: impl Fn(&[Range<usize>]) -> bool) -> bool {
        let Some((row, lines, _)) = &self.last else { return false };
        let lines = lines + 1;
        if lines > BROKEN_LINES || row.len() + text.len() > LONGEST {
            return false;
        }
        let joined = format!("{row} {text}");
        let Some((cells, _)) = self.cells(&joined).filter(|it| is_wanted(&it.0)) else {
            return false;
        };
        let line = Line::of(&joined);
        let cells: Vec<_> =
            cells.iter().map(|cell| Cow::Owned(line.written(cell.clone()).to_owned())).collect();
        let Some(last) = self.rows.last_mut() else { return false };
        last.cells = cells;
        self.widest = self.widest.max(text.len());
        self.last = Some((Cow::Owned(joined), lines, text));
        self.at += 1;
        true
    }
}

/// Whether `text` stands on the line after `before`.
fn follows(before: &str, text: &str, source: &str) -> bool {
    let start = before.as_ptr() as usize - source.as_ptr() as usize + before.len();
    let end = (text.as_ptr() as usize).saturating_sub(source.as_ptr() as usize);
    let between = source.get(start..end).unwrap_or("\n\n");
    between.len() < 64
        && trim(between).is_empty()
        && between.replace("\r\n", "\n").matches(['\n', '\r']).count() == 1
}

/// How a line is cut into the cells of a row.
fn guess(
    text: &str,
    slots: &[Slot],
    style: Style,
    context: &mut Context<'_>,
) -> Option<(Box<[Range<usize>]>, Looks)> {
    if let Some(known) = context.knowledge.guesses.get(context.language, text)
        && *known.slots == *slots
        && known.style == style
    {
        return known.cells;
    }
    let line = Line::of(text);
    let cuts = cuts(&line.text, style);
    let parted = Text { line: &line.text, cuts: &cuts, style };
    let row = Aligner::new(&parted, slots, context).row();
    let cells = row.map(|row| {
        let place = |cut: usize| cuts.get(cut).copied().unwrap_or(line.text.len());
        let cells = row.cells.iter().map(|cell| place(cell.start)..place(cell.end));
        (cells.collect(), row.name)
    });
    let found = Guess { slots: slots.into(), style, cells };
    context.knowledge.guesses.keep(context.language, text, found).cells
}
