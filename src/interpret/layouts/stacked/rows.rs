//! Where each row of a stacked table ends.

use std::borrow::Cow;

use super::fit::{Cost, Look, fit};
use crate::diagnostic::{Code, Diagnostic};
use crate::interpret::Context;
use crate::interpret::evidence::{self, LIKELY_NAME, SURE_NAME, Score};
use crate::interpret::layouts::lines::{Line, Lines};
use crate::interpret::propose::head;
use crate::lexicon::Known;
use crate::model::{Field, Row};
use crate::text::{is_space, trim};

/// A row has no more lines than so many beyond its cells.
const MORE: usize = 24;
/// So many ends of a row are weighed.
const ENDS: usize = 8;
/// What is worse than this is no row.
const WORST: Cost = 11;

pub(super) struct Rows<'p, 'd, 's, 'c> {
    lines: Lines<'p, 'd, 's>,
    fields: Vec<Option<Field>>,
    /// The column of names, and the one of retentions.
    name: usize,
    retention: Option<usize>,
    at: usize,
    /// What the lines from the first on look like, as far as they were asked.
    looks: Vec<Look>,
    found: Vec<Row<'s>>,
    diagnostics: Vec<Diagnostic<'static>>,
    context: &'c mut Context<'s>,
}

type Found<'p, 'd, 's> = (Vec<Row<'s>>, Vec<Diagnostic<'static>>, Lines<'p, 'd, 's>, usize);

impl<'p, 'd, 's, 'c> Rows<'p, 'd, 's, 'c> {
    pub(super) fn new(
        lines: Lines<'p, 'd, 's>,
        fields: Vec<Option<Field>>,
        at: usize,
        context: &'c mut Context<'s>,
    ) -> Option<Self> {
        let place = |wanted| fields.iter().position(|field| *field == Some(wanted));
        let (name, retention) = (place(Field::Name)?, place(Field::Retention));
        let (looks, found, diagnostics) = (Vec::new(), Vec::new(), Vec::new());
        Some(Self { lines, fields, name, retention, at, looks, found, diagnostics, context })
    }

    pub(super) fn finish(self) -> Found<'p, 'd, 's> {
        (self.found, self.diagnostics, self.lines, self.at)
    }

    fn line(&mut self, at: usize) -> Option<Line<'s>> {
        self.lines.get(at)
    }

    fn look(&mut self, at: usize) -> Option<Look> {
        while self.looks.len() <= at {
            let line = self.lines.get(self.looks.len())?;
            let look = self.look_of(&line);
            self.looks.push(look);
        }
        self.looks.get(at).copied()
    }

    fn look_of(&mut self, line: &Line<'s>) -> Look {
        const SHORT: usize = 5;
        let (text, field) = self.cell(line);
        let bare = self.bare(text);
        let is_short = text.split(is_space).count() <= SHORT && !text.ends_with('.');
        Look {
            is_name: bare >= Some(LIKELY_NAME),
            is_word: bare.is_some(),
            is_duration: evidence::is_duration(text, self.context),
            is_short,
            field,
            is_single: !text.contains(is_space),
            goes_on: text.starts_with(|c: char| c.is_lowercase() || c == '(')
                && !text.contains('_'),
            ends: text.ends_with(['.', '!', '?']),
            begins_row: false,
        }
    }

    /// How surely a line is a name, with a remark in parentheses at most. Whose cookies they are is
    /// none where a column says so.
    fn bare(&mut self, text: &str) -> Option<Score> {
        let is_provider = self.fields.contains(&Some(Field::Provider))
            && Known::get().provider_at(text) == Some(text.len());
        if is_provider {
            return None;
        }
        head::bare(text, self.context).or_else(|| {
            let (name, _) = text.strip_suffix(')')?.split_once(" (")?;
            head::bare(trim(name), self.context).filter(|bare| *bare >= LIKELY_NAME)
        })
    }

    /// What a line holds as a cell, and the field that a label before it says it is of.
    fn cell(&mut self, line: &Line<'s>) -> (&'s str, Option<Field>) {
        let Some((label, value)) = line.text.split_once(':') else { return (line.text, None) };
        let field = evidence::label_of(trim(label), self.context);
        let value = trim(value);
        match field.filter(|field| self.fields.contains(&Some(*field)) && !value.is_empty()) {
            Some(field) => (value, Some(field)),
            None => (line.text, None),
        }
    }

    /// Whether a whole row begins here, one line a cell, in which nothing looks wrong.
    pub(super) fn fits(&mut self) -> bool {
        self.fits_at(self.at)
    }

    /// Whether a row begins here that lacks cells, before one that has them all: the first line is a name
    /// that can be nothing else.
    pub(super) fn fits_short(&mut self) -> bool {
        let first = self.line(self.at + self.name);
        let is_sure =
            first.is_some_and(|line| head::bare(line.text, self.context) >= Some(LIKELY_NAME));
        let near = self.at + 1..self.at + self.fields.len() * 2;
        is_sure && near.into_iter().any(|at| self.is_row(at))
    }

    fn fits_at(&mut self, at: usize) -> bool {
        let name = self.line(at + self.name);
        let is_sure =
            name.is_some_and(|name| head::bare(name.text, self.context) >= Some(SURE_NAME));
        (self.retention.is_some() || is_sure) && (self.is_row(at) || self.is_regular(at))
    }

    /// Whether the lines from `at` on are the cells of a row though the duration is none that is known:
    /// one that nothing is wrong with comes right after them, and none before.
    fn is_regular(&mut self, at: usize) -> bool {
        let width = self.fields.len();
        let Some(kept) = self.retention.filter(|_| width > 2) else { return false };
        let Some(name) = self.look(at + self.name) else { return false };
        let is_named = name.is_name || name.is_word || name.is_short;
        if !is_named || name.is_duration || self.is_header(at) {
            return false;
        }
        let Some(cell) = self.line(at + kept).map(|line| line.text) else { return false };
        let is_amount = cell.starts_with(|c: char| c.is_ascii_digit());
        let are_single = (1..width).all(|more| {
            let is_known = self.line(at + more).is_none_or(|line| line.is_known_heading());
            let is_cell = self.look(at + more).is_some_and(|look| look.is_short);
            !self.is_row(at + more) && (!is_known || (is_cell && !self.is_header(at + more)))
        });
        let may_be_kept =
            self.look(at + kept).is_some_and(|look| (look.is_short || is_amount) && !look.is_name);
        let is_elsewhere = (0..width)
            .any(|more| more != kept && self.look(at + more).is_none_or(|look| look.is_duration));
        let goes_on = self.is_row(at + width)
            && self.look(at + width + self.name).is_some_and(|next| next.is_name || next.is_word);
        are_single && may_be_kept && !is_elsewhere && goes_on
    }

    /// Whether a row says that the table is one of cookies: by a name that is no word of prose, or by
    /// how long something is kept.
    pub(super) fn are_proven(&mut self) -> bool {
        let (name, retention) = (self.name, self.retention);
        let Self { found, context, .. } = self;
        found.is_empty()
            || found.iter().any(|row| {
                let cell = |at: usize| row.cells.get(at).map_or("", |cell| &**cell);
                head::bare(cell(name), context) >= Some(LIKELY_NAME)
                    || retention.is_some_and(|at| evidence::is_duration(cell(at), context))
            })
    }

    /// Whether the lines from `at` on may be the cells of a row, one a line.
    fn is_row(&mut self, at: usize) -> bool {
        let Some(name) = self.look(at + self.name) else { return false };
        if self.line(at + self.fields.len() - 1).is_none() {
            return false;
        }
        if self
            .retention
            .is_some_and(|column| self.look(at + column).is_none_or(|look| !look.is_duration))
        {
            return false;
        }
        let is_label = |rows: &mut Self, at| {
            let line = rows.line(at);
            line.is_none_or(|line| evidence::label_of(line.text, rows.context).is_some())
        };
        let is_named = name.is_name || name.is_word || (self.retention.is_some() && name.is_short);
        let first_label = self.look(at).is_none_or(|look| !look.is_name) && is_label(self, at);
        let others_named = (0..self.fields.len()).any(|column| {
            column != self.name
                && self.look(at + column).is_some_and(|look| look.is_name && !look.is_duration)
                && self.fields.get(column).is_some_and(|field| *field == Some(Field::Purpose))
        });
        is_named && !first_label && !others_named
    }

    /// Takes the next row, or says that the table ends here.
    pub(super) fn next(&mut self) -> bool {
        let width = self.fields.len();
        let is_name = self.look(self.at).is_some_and(|look| look.is_name);
        if self.is_header(self.at) || (self.ends(self.at) && !is_name) {
            return false;
        }
        let end = self.at + width;
        let is_whole =
            self.is_row(self.at) && (self.ends(end) || self.begins(end) || self.is_regular(end));
        if is_whole || self.is_regular(self.at) {
            self.take_lines();
            return true;
        }
        let Some((cost, end, places)) = self.best() else { return false };
        if cost > WORST {
            return false;
        }
        self.take(end, &places);
        true
    }

    /// Whether the table ends before the line at `at`, as far as can be seen from there.
    fn ends(&mut self, at: usize) -> bool {
        let Some(line) = self.line(at) else { return true };
        line.is_known_heading() || self.is_header(at)
    }

    /// Whether a line that is known as a heading is a word or two, as a cell is.
    fn is_heading_of_words(&mut self, at: usize) -> bool {
        self.line(at).is_some_and(|line| line.text.split(is_space).count() <= 2)
            && !self.is_header(at)
    }

    /// Whether the labels of another table begin at `at`.
    fn is_header(&mut self, at: usize) -> bool {
        let Some(line) = self.line(at) else { return false };
        let next = self.line(at + 1);
        evidence::label_of(line.text, self.context).is_some()
            && next.is_some_and(|next| evidence::may_be_label(next.text, self.context))
    }

    /// The best end of the row that begins here, with the places of its cells.
    fn best(&mut self) -> Option<(Cost, usize, Vec<usize>)> {
        let width = self.fields.len();
        let first = self.line(self.at)?;
        if first.is_known_heading() && !self.look(self.at)?.is_name {
            return None;
        }
        if self.name == 0 && !self.look(self.at)?.is_word {
            return None;
        }
        let mut best: Option<(Cost, Cost, usize, Vec<usize>)> = None;
        let (mut weighed, mut end) = (0, self.at + 1);
        // Whether a row would fit round each line as its name.
        let mut begin: Vec<bool> = Vec::new();
        while end <= self.at + width + MORE && weighed < ENDS {
            let is_cell = end < self.at + width && self.is_heading_of_words(end);
            let is_last = !is_cell && self.ends(end);
            let begins = !is_last && self.begins(end);
            if (is_last || begins || end == self.at + width) && end > self.at + self.name {
                weighed += 1;
                self.look(end - 1)?;
                while begin.len() < end - self.at {
                    let name = self.at + begin.len();
                    begin.push(
                        begin.len() > self.name
                            && self.look(name).is_some_and(|look| look.is_name)
                            && self.is_row(name - self.name),
                    );
                }
                let looks = self.looks.get(self.at..end).unwrap_or_default();
                let looks: Vec<_> = looks
                    .iter()
                    .zip(&begin)
                    .map(|(&look, &begins_row)| Look { begins_row, ..look })
                    .collect();
                let (cost, places) = fit(&looks, &self.fields);
                let next = match () {
                    () if is_last => 1,
                    () if self.is_row(end) => 0,
                    () if self.name > 0 && self.look(end).is_some_and(|look| look.is_name) => 1,
                    () if begins => 2,
                    () => 5,
                };
                if best.as_ref().is_none_or(|(least, ..)| cost + next < *least) {
                    best = Some((cost + next, cost, end, places));
                }
            }
            if is_last {
                break;
            }
            end += 1;
        }
        let (_, cost, end, places) = best?;
        let start = self.at;
        Some((cost, end, places.into_iter().map(|place| start + place).collect()))
    }

    /// Whether a row may begin at `at`: a name stands where it would have it.
    fn begins(&mut self, at: usize) -> bool {
        let Some(name) = self.look(at + self.name) else { return false };
        // The cells before the name may be those of the row above.
        let is_short = self.name > 0 && self.look(at).is_some_and(|look| look.is_name);
        let may_be = name.is_word || (self.retention.is_some() && name.is_short);
        name.is_name || is_short || (may_be && self.is_row(at))
    }

    /// Takes a row of one line a cell.
    fn take_lines(&mut self) {
        let width = self.fields.len();
        let cells = (self.at..self.at + width).filter_map(|at| self.lines.get(at));
        let lines: Vec<_> = cells.collect();
        let cells: Vec<_> = lines.iter().map(|line| self.cell(line).0).collect();
        let name = cells.get(self.name).copied().unwrap_or_default();
        let line = self.context.source.line_of(name);
        let cells = cells.into_iter().map(Cow::Borrowed).collect();
        self.found.push(Row::new(line, cells));
        self.at += width;
    }

    /// Takes a row whose cells begin at these places.
    fn take(&mut self, end: usize, places: &[usize]) {
        let mut cells: Vec<Cow<'s, str>> = Vec::with_capacity(self.fields.len());
        let mut line = 0;
        for (column, pair) in places.windows(2).enumerate() {
            let &[from, to] = pair else { continue };
            let separator = if column == self.name { ", " } else { " " };
            let mut cell = Cow::Borrowed("");
            for at in from..to {
                let Some(found) = self.lines.get(at) else { continue };
                if column == self.name && at == from {
                    line = self.context.source.line_of(found.text);
                }
                let (text, _) = self.cell(&found);
                if cell.is_empty() {
                    cell = Cow::Borrowed(text);
                } else {
                    let cell = cell.to_mut();
                    cell.push_str(separator);
                    cell.push_str(text);
                }
            }
            cells.push(cell);
        }
        if end - self.at != self.fields.len() {
            const MESSAGE: &str = "where the cells of this row end is a guess";
            self.diagnostics.push(Diagnostic::new(Code::GuessedCells, MESSAGE).at(line, 1));
        }
        self.found.push(Row::new(line, cells));
        self.at = end;
    }
}
