//! A grid that is made as its rows are read: a column for each field, in the order they come, and what
//! each row says for the grid.

use std::borrow::Cow;
use std::ops::Range;

use super::Proposal;
use super::head::{Head, part};
use super::lines::Lines;
use crate::interpret::Context;
use crate::interpret::evidence::{self, Score, said};
use crate::interpret::grid::{self, Cell, Tally};
use crate::interpret::tables::Table;
use crate::interpret::words::Stream;
use crate::model::{Column, Field, Row};
use crate::syntax::Layout;
use crate::text::{is_space, trim};

/// No grid gets more columns; what would be in them goes to the text.
const COLUMNS: usize = 24;

/// What a column is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// What is in it, and how many labels of the same row meant that before.
    Field(Field, usize),
    /// What was said without a label: the purpose, if no label says what that is.
    Text,
    /// A label that is not known.
    Unknown(String),
    /// The words of a heading round the names and the company in it, by their place.
    Heading(usize),
}

impl Key {
    pub(super) const fn of(field: Field) -> Self {
        Self::Field(field, 0)
    }
}

struct ColumnOf<'s> {
    key: Key,
    label: Option<Cow<'s, str>>,
    /// What its cells say for the field.
    sum: Score,
}

/// A grid in the making.
pub(super) struct Sheet<'s> {
    columns: Vec<ColumnOf<'s>>,
    rows: Vec<(&'s str, Vec<Cow<'s, str>>)>,
    /// What the cells of the last row say.
    cells: Vec<Cell>,
    /// What speaks for the last row beside its cells.
    bonus: Score,
    tally: Tally,
}

impl<'s> Sheet<'s> {
    /// A grid that is surely of cookies, or not yet.
    pub(super) fn new(is_sure: bool) -> Self {
        let tally = Tally::new(is_sure);
        Self { columns: Vec::new(), rows: Vec::new(), cells: Vec::new(), bonus: 0, tally }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The labels of its columns.
    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter_map(|column| column.label.as_deref())
    }

    /// Begins the row of what stands on a line.
    pub(super) fn begin(&mut self, line: &'s str) {
        self.rows.push((line, Vec::with_capacity(self.columns.len())));
        self.cells.clear();
        self.bonus = 0;
    }

    /// Ends the last row before the line `end`, or inside a line, or says that nothing good comes any
    /// more.
    pub(super) fn end(&mut self, end: Option<usize>, lines: &Lines<'_, '_, 's>) -> bool {
        let is_name = |cell: &&Cell| cell.field == Some(Field::Name);
        let name = self.cells.iter().find(is_name).map_or(Score::MIN, |cell| cell.evidence);
        // Another proposer takes what stops in the middle of a list.
        let end = end.filter(|&end| lines.piece_at(end).is_some());
        self.tally.add(grid::row(&self.cells) + self.bonus, name, end)
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Puts what a label says of all rows from one on into those that say nothing of its field themselves, and gives what
    /// that says for them.
    #[expect(clippy::ptr_arg, reason = "a cell is borrowed from the text when this is")]
    pub(super) fn put_into_all(
        &mut self,
        from: usize,
        said: Cell,
        label: Cow<'s, str>,
        value: &Cow<'s, str>,
    ) -> Score {
        let key = said.field.map_or_else(|| Key::Unknown(label.to_lowercase()), Key::of);
        let Some(at) = self.column(key) else {
            self.put(Key::Text, None, value.clone(), 0);
            return 0;
        };
        if let Some(column) = self.columns.get_mut(at) {
            column.label.get_or_insert(label);
        }
        let mut score = 0;
        for (_, cells) in self.rows.iter_mut().skip(from) {
            cells.resize(cells.len().max(at + 1), Cow::Borrowed(""));
            if let Some(cell) = cells.get_mut(at).filter(|cell| cell.is_empty()) {
                cell.clone_from(value);
                score += grid::cell(said);
            }
        }
        score
    }

    /// Passes a line before the line `end` that is no row and says so much for those above.
    pub(super) fn pass(&mut self, said: Score, end: usize, lines: &Lines<'_, '_, 's>) -> bool {
        self.tally.pass(said, Some(end).filter(|&end| lines.piece_at(end).is_some()))
    }

    /// Moves the last row to the line of its name.
    pub(super) fn move_to(&mut self, line: &'s str) {
        if let Some(row) = self.rows.last_mut() {
            row.0 = line;
        }
    }

    /// What speaks for the last row beside its cells.
    pub(super) fn add(&mut self, bonus: Score) {
        self.bonus += bonus;
    }

    /// Says of the grid that it is surely one of cookies.
    pub(super) fn is_of_cookies(&mut self) {
        self.tally.make_sure();
    }

    /// Whether the last row has something in this column.
    pub(super) fn has(&self, key: &Key) -> bool {
        let at = self.columns.iter().position(|column| column.key == *key);
        let cell = at.and_then(|at| self.rows.last().and_then(|(_, cells)| cells.get(at)));
        cell.is_some_and(|cell| !cell.is_empty())
    }

    /// Puts the names of a line into the last row.
    pub(super) fn head(&mut self, head: &Head<'s>) {
        self.put(Key::of(Field::Name), None, head.cell(), head.score);
        if head.is_called_cookie {
            self.tally.make_sure();
        }
    }

    /// Puts `value` into a column of the last row, after what is there already.
    pub(super) fn put(
        &mut self,
        key: Key,
        label: Option<Cow<'s, str>>,
        value: Cow<'s, str>,
        evidence: Score,
    ) {
        if value.is_empty() && label.is_none() {
            return;
        }
        let field = match key {
            Key::Field(field, _) => Some(field),
            Key::Text => Some(Field::Purpose),
            Key::Unknown(_) | Key::Heading(_) => None,
        };
        let Some(at) = self.column(key) else { return self.put(Key::Text, None, value, 0) };
        let (Some(column), Some((_, cells))) = (self.columns.get_mut(at), self.rows.last_mut())
        else {
            return;
        };
        if !value.is_empty() {
            column.sum += evidence;
            self.cells.push(Cell { field, evidence, is_labelled: label.is_some() });
        }
        if column.label.is_none() {
            column.label = label;
        }
        if cells.len() <= at {
            cells.resize(at + 1, Cow::Borrowed(""));
        }
        let Some(cell) = cells.get_mut(at) else { return };
        if cell.is_empty() {
            *cell = value;
        } else if !value.is_empty() {
            let cell = cell.to_mut();
            cell.push(' ');
            cell.push_str(&value);
        }
    }

    /// The place of a column, which is made when there is none and room for one.
    fn column(&mut self, key: Key) -> Option<usize> {
        let known = self.columns.iter().position(|column| column.key == key);
        known.or_else(|| {
            let has_room = self.columns.len() < COLUMNS || key == Key::Text;
            has_room.then(|| {
                self.columns.push(ColumnOf { key, label: None, sum: 0 });
                self.columns.len() - 1
            })
        })
    }

    /// Keeps what the last row has in the column of a field, with its label, where no field is: it was said of something
    /// else.
    pub(super) fn demote(&mut self, field: Field) {
        let Some(at) = self.columns.iter().position(|it| it.key == Key::of(field)) else { return };
        let Some((last, before)) = self.rows.split_last_mut() else { return };
        let cell = last.1.get_mut(at).map(std::mem::take).unwrap_or_default();
        let is_used =
            before.iter().any(|(_, cells)| cells.get(at).is_some_and(|it| !it.is_empty()));
        let label = self
            .columns
            .get_mut(at)
            .and_then(|column| if is_used { column.label.clone() } else { column.label.take() });
        let said = format!("{}: {cell}", label.unwrap_or_default());
        self.put(Key::Unknown(String::new()), None, Cow::Owned(said), 0);
    }

    /// Puts some words into the last row that are said of its cookie: how long it is kept, and the rest.
    pub(super) fn text(&mut self, stream: &Stream<'s>, words: Range<usize>) {
        let retention = Key::of(Field::Retention);
        let has_retention = self.has(&retention);
        let said = if has_retention { None } else { said::how_long(stream, words.clone()) };
        let Some(said) = said else {
            let text = within(stream.text(words.clone()), without_mark);
            return self.put(Key::Text, None, text, purpose(stream, words));
        };
        let evidence = evidence::of(stream, said.phrase.clone(), Some(Field::Retention));
        self.put(retention, None, clause(stream.text(said.phrase.clone())), evidence);
        if said.cut.is_empty() {
            return self.put(Key::Text, None, stream.text(words.clone()), purpose(stream, words));
        }
        // "Expires after" says no more, and is kept where no field is.
        let verbs = [said.cut.start..said.phrase.start, said.phrase.end..said.cut.end];
        for verb in verbs.into_iter().filter(|verb| !verb.is_empty()) {
            self.put(Key::Unknown(String::new()), None, clause(stream.text(verb)), 0);
        }
        let (before, after) = (words.start..said.cut.start, said.cut.end..words.end);
        let more = clause_start(stream.text(after.clone()));
        let has_more = more.contains(char::is_alphanumeric);
        let rest = stream.text(before.clone());
        let rest = if has_more && !before.is_empty() { rest } else { said_before(rest) };
        self.put(Key::Text, None, rest, purpose(stream, before));
        let provider = Key::of(Field::Provider);
        if has_more && !self.has(&provider) && evidence::is_provider(stream, after.clone()) {
            let evidence = evidence::of(stream, after, Some(Field::Provider));
            self.put(provider, None, clause(more), evidence);
        } else if has_more {
            self.put(Key::Text, None, within(more, without_mark), purpose(stream, after));
        }
    }

    /// The grid up to where most speaks for it.
    pub(super) fn finish(
        mut self,
        lines: &mut Lines<'_, '_, 's>,
        context: &mut Context<'s>,
    ) -> Option<Proposal<'s>> {
        let best = self.tally.best()?;
        let next = lines.piece_at(best.end)?;
        self.rows.truncate(best.rows);
        let line = context.source.line_of(lines.get(0, context)?.source);
        let fields = self.fields();
        let columns = self.columns.into_iter().zip(fields);
        let columns: Vec<_> =
            columns.map(|(it, field)| Column { label: it.label, field }).collect();
        let width = columns.len();
        let rows = self.rows.into_iter().map(|(line, mut cells)| {
            cells.resize(width, Cow::Borrowed(""));
            Row::new(context.source.line_of(line), cells)
        });
        let rows = rows.collect();
        let table = Table { line, layout: Layout::Records, columns, rows, diagnostics: Vec::new() };
        Some(Proposal { table, score: best.score, next, columns: None })
    }

    /// What each column means. Of two that have a label for names, the one whose cells look less like
    /// names is the service; other fields go to the first.
    fn fields(&self) -> Vec<Option<Field>> {
        let sum = |key: Key| {
            self.columns.iter().find(|column| column.key == key).map(|column| column.sum)
        };
        let place = |key: Key| self.columns.iter().position(|column| column.key == key);
        let filled = |at: Option<usize>| {
            let cells = self.rows.iter().filter_map(|(_, cells)| cells.get(at?));
            cells.filter(|cell| !cell.is_empty()).count()
        };
        // Where few have a label for purposes, what is said of each is its purpose.
        let labelled = place(Key::of(Field::Purpose));
        let (told, texts) = (filled(labelled), filled(place(Key::Text)));
        let is_told = labelled.is_some() && (texts == 0 || told * 2 > texts);
        let is_described = place(Key::of(Field::Description)).is_some();
        let (first, second) = (sum(Key::of(Field::Name)), sum(Key::Field(Field::Name, 1)));
        let is_second = second.is_some() && second > first;
        let has_service = sum(Key::of(Field::Service)).is_some();
        let field = |column: &ColumnOf<'_>| match column.key {
            // The type of a cookie may be how it is kept: "HTTP Cookie".
            Key::Field(Field::Category, _) if column.sum <= 0 => None,
            Key::Field(Field::Name, nth) if second.is_some() && (nth == 1) != is_second => {
                (!has_service).then_some(Field::Service)
            }
            Key::Field(Field::Purpose, 0) if !is_told => {
                (!is_described).then_some(Field::Description)
            }
            Key::Field(field @ Field::Name, 1) | Key::Field(field, 0) => Some(field),
            Key::Text if !is_told => Some(Field::Purpose),
            Key::Field(..) | Key::Text | Key::Unknown(_) | Key::Heading(_) => None,
        };
        self.columns.iter().map(field).collect()
    }
}

fn purpose(stream: &Stream<'_>, words: Range<usize>) -> Score {
    evidence::of(stream, words, Some(Field::Purpose))
}

/// A clause without the marks round it.
pub(in crate::interpret) fn clause(text: Cow<'_, str>) -> Cow<'_, str> {
    fn inside(text: &str) -> &str {
        let is_end =
            |c: char| is_space(c) || matches!(c, ',' | ';' | ':' | '.' | '-' | '–' | '—' | '|');
        let text = trim(text).trim_end_matches(is_end);
        let inside = text.strip_prefix('(').unwrap_or(text);
        let is_closed =
            inside.ends_with(')') && (inside.len() < text.len() || !inside.contains('('));
        if is_closed { inside.trim_end_matches(')') } else { inside }
    }
    within(text, inside)
}

/// What is said before something else, without what parts the two: a sentence keeps its end.
pub(super) fn said_before(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_end =
        |c: char| is_space(c) || matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | '|' | '(');
    let end = text.trim_end_matches(is_end).len();
    if text.get(..end).is_some_and(|text| text.ends_with('.')) {
        return part(&text, 0..end);
    }
    clause(text)
}

/// A text without the mark behind it that parts it from the next.
fn without_mark(text: &str) -> &str {
    text.trim_end_matches(|c| is_space(c) || matches!(c, ';' | ','))
}

/// A text without the marks before it.
fn clause_start(text: Cow<'_, str>) -> Cow<'_, str> {
    fn rest(text: &str) -> &str {
        let is_edge = |c: char| is_space(c) || matches!(c, ':' | ',' | ';' | '.' | '-' | '–' | '—');
        text.trim_start_matches(is_edge)
    }
    within(text, rest)
}

/// A part of a text, borrowed where the text is.
pub(in crate::interpret) fn within(text: Cow<'_, str>, part: fn(&str) -> &str) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(part(text)),
        Cow::Owned(text) => Cow::Owned(part(&text).to_owned()),
    }
}
