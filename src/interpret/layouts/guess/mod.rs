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
use crate::interpret::names::{Looks, looks};
use crate::interpret::openings::Opening;
use crate::interpret::pieces::Piece;
use crate::interpret::tables::Table;
use crate::lexicon::{Lexicon, Term};
use crate::model::{Column, Field, RetentionKind, Row};
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
/// How many rows show what is in a column.
const ROWS: usize = 48;
/// No line that was broken at a width is longer, in bytes.
const WIDEST: usize = 200;

/// How many ways there are to cut a line, each with what is remembered of it.
pub(in crate::interpret) const STYLES: usize = 3;

/// How a line was cut before: for which columns, where its cells stand in the cleaned line, and how well
/// its name stands out. No cells where it is no row.
#[derive(Clone, Debug)]
pub(in crate::interpret) struct Guess {
    slots: Box<[Slot]>,
    cells: Option<Cut>,
}

/// The cells of a row.
#[derive(Clone, Debug)]
struct Cut {
    /// Where they stand in the cleaned line.
    cells: Box<[Range<usize>]>,
    /// How well the name stands out.
    name: Looks,
    /// Whether the line is a row only among others.
    is_weak: bool,
    /// Whether a duration stands in the column for it.
    is_timed: bool,
}

impl Cut {
    /// Whether the duration stands right before or after another cell, without a space.
    fn has_glued_duration(&self, line: &str, slots: &[Slot]) -> bool {
        let is_inside = |at: usize| {
            line.get(..at).is_some_and(|before| before.ends_with(|c| !is_space(c)))
                && line.get(at..).is_some_and(|after| after.starts_with(|c| !is_space(c)))
        };
        let is_duration = |slot: &Slot| matches!(slot, Slot::Retention | Slot::Number);
        self.is_timed
            && self.cells.iter().zip(slots).any(|(cell, slot)| {
                is_duration(slot) && (is_inside(cell.start) || is_inside(cell.end))
            })
    }
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
    let next = at + 1;
    let header = of_line(text, context).filter(|header| header.layout() == layout);
    let Some(header) = header else { return go_on(pieces, at, layout, context) };
    let line = Line::of(text);
    let labels = header.labels.iter().map(|label| line.written(label.clone())).collect();
    let row = syntax::Row { line: text, cells: labels };
    let columns = columns::first_header(&row, context)?;
    // The first row must have them too: spaces may be wide everywhere.
    let first = line_at(pieces, next)?;
    let source = context.source.text();
    let seams = seams::of_header(text, &row.cells, source);
    let seams = seams.filter(|seams| seams.cells(first, source).is_some());
    let read = Reader::new(pieces, next, &header, seams, context).read()?;
    let mut columns = columns;
    retention(&mut columns, &header.slots, &read.rows, context);
    let fields = columns.iter().map(|column| column.field).collect();
    context.header = Some((header, fields));
    let line = context.source.line_of(text);
    Some((Table { line, layout, columns, rows: read.rows, diagnostics: read.diagnostics }, read.at))
}

/// The line of prose at `at`.
fn line_at<'s>(pieces: &[Piece<'_, 's>], at: usize) -> Option<&'s str> {
    match pieces.get(at)? {
        Piece::Heading(text, _) | Piece::Paragraph(text) => Some(text),
        _ => None,
    }
}

/// Makes a column that has durations the one of retentions, if its label is not known and none is.
fn retention(columns: &mut [Column<'_>], slots: &[Slot], rows: &[Row<'_>], context: &Context<'_>) {
    let lexicon = context.lexicon;
    let is_taken = columns.iter().any(|column| column.field == Some(Field::Retention));
    let open = columns.iter().zip(slots).enumerate();
    let mut open =
        open.filter(|(_, (column, slot))| column.field.is_none() && **slot == Slot::Open);
    let is_of_durations = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.get(at)).filter(|it| !it.is_empty());
        let (mut filled, mut read) = (0, 0);
        for cell in cells.take(ROWS) {
            filled += 1;
            read += usize::from(is_duration(cell, lexicon));
        }
        read > 0 && read * 3 >= filled * 2
    };
    if !is_taken
        && let Some((at, _)) = open.find(|(at, _)| is_of_durations(*at))
        && let Some(column) = columns.get_mut(at)
    {
        column.field = Some(Field::Retention);
    }
}

/// Whether a cell says how long a cookie is kept.
fn is_duration(cell: &str, lexicon: &Lexicon) -> bool {
    cell.len() < LONGEST
        && crate::interpret::retention::read(cell, None, None, lexicon).kind
            != RetentionKind::Unknown
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
        let row = row.filter(|row| row.name >= Looks::Possible || !is_known);
        let row =
            row.filter(|row| !row.is_weak || self.has_name && !is_known && !self.is_word(text));
        let is_weak = row.as_ref().is_none_or(|row| row.name < Looks::Likely && !row.is_weak);
        if row.is_none() && may_be_row && self.is_next_name(text) {
            let (start, end) = (text.get(..0).unwrap_or(text), text.get(text.len()..));
            let mut is_before = true;
            let cells = self.header.slots.iter().map(|slot| {
                let is_name = *slot == Slot::Name;
                is_before &= !is_name;
                let empty = if is_before { start } else { end.unwrap_or(text) };
                Cow::Borrowed(if is_name { text } else { empty })
            });
            let cells = cells.collect();
            self.push(text, cells);
            self.tell(text);
            return true;
        }
        if is_weak && may_be_row && !is_known && self.completes(text) {
            return true;
        }
        if let Some(row) = row {
            self.has_name |= row.name >= Looks::Likely;
            let line = Line::of(text);
            let cells = row.cells.iter();
            let cells = cells.map(|cell| Cow::Borrowed(line.written(cell.clone())));
            let cells = cells.collect();
            self.push(text, cells);
            self.tell(text);
            return true;
        }
        may_be_row && !is_known && self.go_on(text)
    }

    /// Whether a line is a name and nothing else, below one that is: names of one cell.
    fn is_next_name(&self, text: &str) -> bool {
        let Some(last) = self.rows.last().filter(|_| !text.contains(is_space)) else {
            return false;
        };
        let mut cells = last.cells.iter().zip(&self.header.slots);
        looks(text) >= Looks::Likely
            && cells.all(|(cell, slot)| cell.is_empty() != (*slot == Slot::Name))
    }

    /// Whether a line begins with a word that prose has everywhere.
    fn is_word(&mut self, text: &str) -> bool {
        let first = text.split(is_space).next().unwrap_or_default();
        let hits = &self.context.scan_in(None, first, 2).hits;
        first.len() < 3 || hits.iter().any(|hit| matches!(hit.term, Term::Function | Term::Verb))
    }

    /// Takes a line as a part of the row before, if that has an empty cell which the line fills.
    fn completes(&mut self, text: &'s str) -> bool {
        let empty = |cells: &[Cow<'_, str>]| cells.iter().filter(|cell| cell.is_empty()).count();
        let before = self.rows.last().map_or(0, |row| empty(&row.cells));
        before > 0 && self.seams.is_none() && self.join(text, |cells| empty(cells) < before)
    }

    fn push(&mut self, text: &'s str, cells: Vec<Cow<'s, str>>) {
        let line = self.context.source.line_of(text);
        self.rows.push(Row::new(line, cells));
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
    fn cells(&mut self, text: &str) -> Option<Cut> {
        let slots = &self.header.slots;
        if self.header.is_glued {
            return guess(text, slots, Style::Glued, self.context)
                .or_else(|| guess(text, slots, Style::Spaced, self.context));
        }
        let row = guess(text, slots, Style::Spaced, self.context);
        // One word under labels that have spaces between is one cell.
        if row.as_ref().is_some_and(|row| row.is_timed) || !text.contains(is_space) {
            return row;
        }
        if !slots.iter().any(|slot| matches!(slot, Slot::Retention | Slot::Number)) {
            return row.or_else(|| guess(text, slots, Style::Glued, self.context));
        }
        // Spaces may be between the labels, and none between the cells.
        let line = Line::of(text);
        for (style, least) in [(Style::Mixed, Looks::Possible), (Style::Glued, Looks::Likely)] {
            let glued = guess(text, slots, style, self.context)
                .filter(|glued| glued.name >= least && glued.has_glued_duration(&line.text, slots));
            if glued.is_some() {
                return glued;
            }
        }
        row.or_else(|| guess(text, slots, Style::Glued, self.context))
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
    fn join(&mut self, text: &'s str, is_wanted: impl Fn(&[Cow<'_, str>]) -> bool) -> bool {
        let Some((row, lines, _)) = &self.last else { return false };
        let lines = lines + 1;
        if lines > BROKEN_LINES || row.len() + text.len() > LONGEST {
            return false;
        }
        let joined = format!("{row} {text}");
        let Some(cut) = self.cells(&joined).filter(|cut| !cut.is_weak) else { return false };
        let line = Line::of(&joined);
        let cells: Vec<_> = cut
            .cells
            .iter()
            .map(|cell| Cow::Owned(line.written(cell.clone()).to_owned()))
            .collect();
        let slots = &self.header.slots;
        let Some(last) = self.rows.last_mut() else { return false };
        // A name and a duration that were whole have no other part.
        let mut pairs = last.cells.iter().zip(&cells).zip(slots);
        let keeps = pairs.all(|((before, cell), slot): ((&Cow<'_, str>, &Cow<'_, str>), _)| {
            !matches!(slot, Slot::Name | Slot::Retention | Slot::Number)
                || cell.starts_with(&**before)
        });
        if !keeps || !is_wanted(&cells) {
            return false;
        }
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
fn guess(text: &str, slots: &[Slot], style: Style, context: &mut Context<'_>) -> Option<Cut> {
    let known = |context: &Context<'_>| {
        let known = context.knowledge.guesses.get(style as usize)?.get(context.language, text)?;
        (*known.slots == *slots).then_some(known.cells)
    };
    if let Some(known) = known(context) {
        return known;
    }
    let line = Line::of(text);
    let cuts = cuts(&line.text, style);
    let parted = Text { line: &line.text, cuts: &cuts, style };
    let row = Aligner::new(&parted, slots, context).row();
    let cells = row.map(|row| {
        let place = |cut: usize| cuts.get(cut).copied().unwrap_or(line.text.len());
        let cells = row.cells.iter().map(|cell| place(cell.start)..place(cell.end));
        Cut { cells: cells.collect(), name: row.name, is_weak: row.is_weak, is_timed: row.is_timed }
    });
    let found = Guess { slots: slots.into(), cells };
    match context.knowledge.guesses.get_mut(style as usize) {
        Some(guesses) => guesses.keep(context.language, text, found).cells,
        None => found.cells,
    }
}
