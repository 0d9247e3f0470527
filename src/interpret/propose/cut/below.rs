//! The rows below the labels of a table, cut by what their words look like.

use std::borrow::Cow;
use std::ops::Range;

use super::{Columns, LINES, chain, one_line, stream};
use crate::diagnostic::{Code, Diagnostic};
use crate::interpret::Context;
use crate::interpret::evidence;
use crate::interpret::grid::{self, Cutting, Frame, Part};
use crate::interpret::propose::lines::Lines;
use crate::interpret::propose::{Proposal, Table};
use crate::interpret::weights::{self, Score};
use crate::interpret::words::{Break, Stream, Traits};
use crate::model::{Column, Field, Row};
use crate::syntax::Layout;

/// How many times as many lines are cut when the table goes on at the end of those that were.
const MORE: usize = 4;
/// How many lines of the end must be out of the table to show that it ends.
const MARGIN: usize = 12;

/// Rows below a header.
pub(super) struct Below {
    pub(super) columns: Columns,
    /// The word that the first row begins with.
    pub(super) start: usize,
}

impl Below {
    /// Cuts as many lines as are rows, with the `labels` of the header above them if there is one.
    pub(super) fn read<'s>(
        &self,
        lines: &mut Lines<'_, '_, 's>,
        labels: &[Cow<'s, str>],
        bonus: Score,
        context: &mut Context<'s>,
    ) -> Option<Proposal<'s>> {
        let mut count = LINES;
        loop {
            let (stream, found) = stream(lines, count, self.columns.reading, context)?;
            let words = self.start..self.end(&stream);
            if words.is_empty() {
                return None;
            }
            let is_cut = words.end < stream.len();
            let mut cutting = grid::cut(&stream, words, &self.frame(), false);
            let is_headed = self.is_headed(&cutting, &stream);
            let is_ended = end_with_table(&mut cutting, &stream);
            if is_headed {
                cutting.end = self.start;
            }
            let last = stream.line(cutting.end.saturating_sub(1));
            if !is_cut && !is_ended && found == count && last + MARGIN >= count {
                count *= MORE;
                continue;
            }
            return self.table(&cutting, &stream, lines, labels, bonus, context);
        }
    }

    /// The word before which the table ends in any case: the labels of another one begin there.
    pub(super) fn end(&self, stream: &Stream<'_>) -> usize {
        let begins_line = |word: &usize| stream.gap(*word).ends_line();
        (self.start.max(1)..stream.len())
            .filter(begins_line)
            .find(|&word| {
                stream.labels(word).next().is_some() && chain::read(stream, word).is_some()
            })
            .unwrap_or(stream.len())
    }

    /// Whether the rows stand below a heading of their own, so that the labels are all there is above it.
    fn is_headed(&self, cutting: &Cutting, stream: &Stream<'_>) -> bool {
        let is_heading =
            |part: &Part| matches!(part, Part::Caption(words) if stream.is_heading(words.start));
        self.start > 0
            && cutting.parts.first().is_some_and(is_heading)
            && self.is_proven(cutting, stream)
    }

    pub(super) fn frame(&self) -> Frame {
        let Columns { fields, natural, least, .. } = &self.columns;
        Frame {
            fields: fields.clone(),
            least: *least,
            natural: *natural,
            is_flat: false,
            leading: 0,
            lines: vec![weights::WHOLE_LINE; fields.len()],
            opens: Vec::new(),
            whole: 0,
            is_above_header: false,
            firsts: Vec::new(),
            tail: 0,
            closing: 0,
        }
    }

    fn table<'s>(
        &self,
        cutting: &Cutting,
        stream: &Stream<'s>,
        lines: &mut Lines<'_, '_, 's>,
        labels: &[Cow<'s, str>],
        bonus: Score,
        context: &mut Context<'s>,
    ) -> Option<Proposal<'s>> {
        let fields = &self.columns.fields;
        if labels.is_empty() {
            // Nothing but a whole row shows that a table goes on.
            cutting.parts.first().filter(|part| part.is_whole_row())?;
        }
        let is_headed = cutting.parts.is_empty() && cutting.end > 0;
        (is_headed || self.is_proven(cutting, stream)).then_some(())?;
        let last = stream.line(cutting.end.checked_sub(1)?);
        let next = lines.piece_at(last + 1)?;
        let (mut rows, diagnostics) = self.rows(cutting, stream, context);
        let columns = fields
            .iter()
            .enumerate()
            .map(|(at, &field)| Column { label: labels.get(at).cloned(), field });
        let mut columns: Vec<Column<'s>> = columns.collect();
        grid::take_off_cells(&columns, &mut rows);
        let whole: Vec<&Row<'s>> = rows
            .iter()
            .zip(&cutting.parts)
            .filter_map(|(row, part)| matches!(part, Part::Row(_)).then_some(row))
            .collect();
        grid::assign(&mut columns, &whole, context);
        columns.iter().any(|column| column.field == Some(Field::Name)).then_some(())?;
        let line = context.source.line_of(lines.get(0, context)?.source);
        let table = Table { line, layout: self.layout(), columns, rows, diagnostics };
        let known = Columns {
            fields: table.columns.iter().map(|column| column.field).collect(),
            ..self.columns.clone()
        };
        Some(Proposal { table, score: cutting.score + bonus, next, columns: Some(known) })
    }

    /// What a cutting has as rows, and a remark on each that was told by its words.
    fn rows<'s>(
        &self,
        cutting: &Cutting,
        stream: &Stream<'s>,
        context: &Context<'s>,
    ) -> (Vec<Row<'s>>, Vec<Diagnostic<'static>>) {
        let (mut rows, mut diagnostics) = (Vec::new(), Vec::new());
        for part in &cutting.parts {
            match part {
                Part::Row(cells) => {
                    let row = self.row(cells, stream, context);
                    if !self.is_sure(cells, stream) {
                        diagnostics.push(guessed(row.line));
                    }
                    rows.push(row);
                }
                Part::Caption(words) | Part::Stray(words) => {
                    let source = stream.line_of_cells(stream.line(words.start));
                    let line = context.source.line_of(source.map_or("", |line| line.source));
                    let mut cells = vec![one_line(stream.text(words.clone()))];
                    cells.resize(self.columns.fields.len(), Cow::Borrowed(""));
                    rows.push(Row::new(line, cells));
                }
            }
        }
        (rows, diagnostics)
    }

    fn layout(&self) -> Layout {
        match self.columns.natural {
            Break::Seam => Layout::Glued,
            Break::Space | Break::Wide => Layout::Spaced,
            _ => Layout::Stacked,
        }
    }

    /// Whether a row says that the table is one of cookies: by a name that is no word of prose, or by
    /// how long something is kept.
    pub(super) fn is_proven(&self, cutting: &Cutting, stream: &Stream<'_>) -> bool {
        const SEVERAL: usize = 2;
        let fields = &self.columns.fields;
        // Three labels of which one speaks of cookies stand above nothing else.
        if fields.iter().flatten().count() > SEVERAL
            && (0..self.start).any(|word| stream.traits(word).has(Traits::COOKIE))
            && cutting.parts.iter().filter(|part| part.is_whole_row()).count() >= SEVERAL
        {
            return true;
        }
        cutting.parts.iter().any(|part| {
            let Part::Row(cells) = part else { return false };
            cells.iter().zip(fields).any(|(cell, field)| {
                let Some(cell) = cell.clone().filter(|cell| !cell.is_empty()) else { return false };
                let score = evidence::of(stream, cell, *field);
                match field {
                    Some(Field::Name) => score >= weights::LIKELY_NAME,
                    Some(Field::Retention) => score >= weights::SURE_DURATION,
                    _ => false,
                }
            })
        })
    }

    /// Whether nothing of a row was told by its words: its cells stand below their labels, or a line or a run
    /// of spaces parts them, one each.
    fn is_sure(&self, cells: &[Option<Range<usize>>], stream: &Stream<'_>) -> bool {
        let least = self.columns.least.max(Break::Wide);
        cells.iter().all(|cell| {
            cell.as_ref().is_some_and(|cell| {
                stream.gap(cell.end).strength >= least
                    && cell.clone().skip(1).all(|word| stream.gap(word).strength < least)
            })
        })
    }

    fn row<'s>(
        &self,
        cells: &[Option<Range<usize>>],
        stream: &Stream<'s>,
        context: &Context<'s>,
    ) -> Row<'s> {
        let fields = &self.columns.fields;
        let names = fields.iter().position(|field| *field == Some(Field::Name));
        let name = names.and_then(|names| cells.get(names)).and_then(Option::as_ref);
        let first = name.or_else(|| cells.iter().flatten().next());
        let source = first.and_then(|cell| stream.line_of_cells(stream.line(cell.start)));
        let line = context.source.line_of(source.map_or("", |line| line.source));
        let text = |(cell, field): (&Option<Range<usize>>, &Option<Field>)| match cell {
            Some(cell) if *field == Some(Field::Name) && self.columns.natural >= Break::Line => {
                stream.text(cell.clone())
            }
            Some(cell) => one_line(stream.text(cell.clone())),
            None => Cow::Borrowed(""),
        };
        Row::new(line, cells.iter().zip(fields).map(text).collect())
    }
}

/// Ends a cutting before the first line that is none of the table's, and says whether there was one.
fn end_with_table(cutting: &mut Cutting, stream: &Stream<'_>) -> bool {
    let ends = |part: &Part| match part {
        Part::Row(_) => false,
        Part::Caption(words) => stream.is_heading(words.start),
        Part::Stray(words) => !grid::is_rule(stream, words.clone()),
    };
    let end = cutting.parts.iter().position(ends);
    cutting.parts.truncate(end.unwrap_or(cutting.parts.len()));
    // What is left of those rules the table off.
    cutting.parts.retain(|part| !matches!(part, Part::Stray(_)));
    while cutting.parts.last().is_some_and(|part| !matches!(part, Part::Row(_))) {
        cutting.parts.pop();
    }
    cutting.end = grid::end_of(&cutting.parts).unwrap_or_default();
    end.is_some()
}

/// The remark on a row whose cells were told by their words.
fn guessed(line: u64) -> Diagnostic<'static> {
    let message =
        "no separator shows where the cells of this row end: they were told by their words";
    Diagnostic::new(Code::GuessedCells, message).at(line, 1)
}
