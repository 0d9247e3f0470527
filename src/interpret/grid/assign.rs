//! Which field each column holds: the exact best assignment of fields to columns, no field twice, by
//! what their labels say and what their cells look like.

use std::borrow::Cow;
use std::ops::Range;

use crate::interpret::Context;
use crate::interpret::columns::{self, FIELDS};
use crate::interpret::evidence;
use crate::interpret::weights::{self, Score};
use crate::interpret::words::{Break, LineOfCells, Stream, Traits};
use crate::model::{Column, Field, Row};

/// How many rows are looked at; of more the cells count as those of fewer.
const ROWS: usize = 8;
/// Wider tables are none of cookies.
const WIDEST: usize = 16;

/// Gives each of `columns` the field that it holds by its label and by the cells of `rows`.
pub(in crate::interpret) fn assign<'s>(
    columns: &mut [Column<'s>],
    rows: &[&Row<'s>],
    context: &mut Context<'_>,
) {
    if columns.len() > WIDEST || rows.is_empty() {
        return;
    }
    let sample = Sample::of(rows, context);
    let mut labels: Vec<Vec<(Field, Score)>> = columns
        .iter()
        .map(|column| match column.label.as_deref() {
            Some(label) => columns::label_scores(label, column.field, context),
            // Without a header of its own a table has the fields of the one before.
            None => column.field.map(|field| (field, weights::WHOLE_LABEL)).into_iter().collect(),
        })
        .collect();
    // Of two labels that mean the same the first is meant.
    for at in 1..labels.len() {
        let (before, rest) = labels.split_at_mut(at);
        if let Some([(field, score)]) = rest.first_mut().map(Vec::as_mut_slice)
            && before.iter().any(|labels| matches!(labels.as_slice(), [it] if it.0 == *field))
        {
            *score -= weights::SECOND_LABEL;
        }
    }
    let weights: Vec<_> = columns
        .iter()
        .zip(&labels)
        .enumerate()
        .map(|(at, (column, scores))| sample.weights(at, column, scores))
        .collect();
    let fields = best(&weights);
    for (column, field) in columns.iter_mut().zip(fields) {
        column.field = field;
    }
    let names = columns.iter().position(|column| column.field == Some(Field::Name));
    let names = names.filter(|&names| sample.may_be_names(names, columns, &labels, context));
    if names.is_some() {
        name_services(columns, &labels);
        return;
    }
    // Of a table without names nothing is known but what its labels say.
    for (column, labels) in columns.iter_mut().zip(&labels) {
        let is_said = |field| field != Field::Name && labels.iter().any(|it| it.0 == field);
        column.field = column.field.filter(|&field| is_said(field));
    }
}

/// Of two columns with labels for names the one that has none says whose cookies they are, "Cookie" beside "Name".
fn name_services(columns: &mut [Column<'_>], labels: &[Vec<(Field, Score)>]) {
    if columns.iter().any(|it| matches!(it.field, Some(Field::Service | Field::Provider))) {
        return;
    }
    let is_of_names =
        |labels: &[(Field, Score)]| matches!(labels, [(Field::Name, score)] if *score > 0);
    let mut others = columns.iter_mut().zip(labels).filter(|(column, labels)| {
        column.field.is_none() && column.label.is_some() && is_of_names(labels)
    });
    if let (Some((column, _)), None) = (others.next(), others.next()) {
        column.field = Some(Field::Service);
    }
}

/// The cells of some rows as spans of words.
struct Sample<'s> {
    stream: Stream<'s>,
    cells: Vec<Vec<Range<usize>>>,
}

impl<'s> Sample<'s> {
    fn of(rows: &[&Row<'s>], context: &mut Context<'_>) -> Self {
        let lines = rows.iter().take(ROWS).map(|row| LineOfCells {
            source: "",
            cells: row.cells.iter().map(Cow::clone).collect(),
            before: Break::Line,
            is_heading: false,
        });
        let stream = Stream::of(lines.collect(), false, context);
        let cells = (0..rows.len().min(ROWS)).map(|line| stream.cells(line).collect()).collect();
        Self { stream, cells }
    }

    /// The filled cells of a column.
    fn column(&self, at: usize) -> impl Iterator<Item = Range<usize>> + Clone {
        let cells = self.cells.iter().filter_map(move |row| row.get(at).cloned());
        cells.filter(|cell| !cell.is_empty())
    }

    fn weights(
        &self,
        at: usize,
        column: &Column<'_>,
        labels: &[(Field, Score)],
    ) -> Vec<(Field, Score)> {
        let labelled = |field| labels.iter().find(|it| it.0 == field).map(|it| it.1);
        let is_labelled = column.label.as_deref().is_some_and(|label| !label.is_empty());
        let cells = self.column(at);
        FIELDS
            .iter()
            .map(|&field| {
                let label = labelled(field);
                let is_unsaid = label.is_none() && field != Field::Name;
                let unsaid = match field {
                    _ if !is_unsaid => 0,
                    // What a cookie is for is said in any words.
                    Field::Purpose if !is_labelled => 0,
                    // A host is told apart from a company by its label alone.
                    Field::Domain if !is_labelled => weights::UNSAID_DOMAIN,
                    // Yes and no answer other questions, too.
                    Field::Consent => weights::UNSAID_CONSENT,
                    // Nothing tells it from a purpose but its label.
                    Field::Description => weights::UNSAID_DESCRIPTION,
                    _ if !is_labelled => weights::UNSAID_BARE,
                    _ => weights::UNSAID,
                };
                let cells: Score = cells
                    .clone()
                    .map(|cell| evidence::of(&self.stream, cell, Some(field)) - unsaid)
                    .sum();
                let weight = match label {
                    // A label is believed unless another column has more to say for the field.
                    Some(label) => (label * weights::LABEL_BESIDE_CELLS / 10 + cells)
                        .max(weights::LABEL_BELIEVED),
                    None if labels.is_empty() && is_labelled && field == Field::Name => {
                        cells - weights::NO_LABEL_OF_NAMES
                    }
                    None if labels.is_empty() => cells,
                    None => cells - weights::OTHER_LABEL,
                };
                (field, weight)
            })
            .collect()
    }

    /// Whether a column may hold the names of cookies.
    fn may_be_names(
        &self,
        names: usize,
        columns: &[Column<'_>],
        labels: &[Vec<(Field, Score)>],
        context: &mut Context<'_>,
    ) -> bool {
        let is_said = labels.get(names).is_some_and(|it| it.iter().any(|it| it.0 == Field::Name));
        let scores =
            self.column(names).map(|cell| evidence::of(&self.stream, cell, Some(Field::Name)));
        let (sum, count) =
            scores.clone().fold((0, 0), |(sum, count), score| (sum + score, count + 1));
        if count == 0 {
            return is_said;
        }
        let mean = sum / count;
        let is_word = |cell: Range<usize>| {
            cell.len() == 1 && self.stream.traits(cell.start).has(Traits::LOWER)
        };
        let may_be = self
            .column(names)
            .zip(scores.clone())
            .any(|(cell, score)| score > 0 || score >= weights::SAID_NAMES && is_word(cell));
        let label = columns.get(names).and_then(|column| column.label.as_deref());
        // A label that nobody knows may be of anything.
        let is_sure = |score| score >= weights::SURE_NAME;
        if !is_said
            && label.is_some_and(|it| !it.is_empty() && !columns::speaks_of_cookies(it, context))
            && !scores.clone().any(is_sure)
        {
            return false;
        }
        // What is asked has answers, and partners stand beside addresses and countries.
        let is_asked = label.is_some_and(|label| label.trim_end().ends_with('?'));
        let tells =
            |field| matches!(field, Some(Field::Retention | Field::Purpose | Field::Category));
        let stands_alone = label.is_some()
            && columns.len() > 1
            && !columns.iter().any(|column| tells(column.field));
        let least = if is_asked
            || stands_alone && !label.is_some_and(|it| columns::speaks_of_cookies(it, context))
        {
            weights::LIKELY_NAME
        } else if !is_said {
            let is_kept = columns.iter().any(|column| column.field == Some(Field::Retention));
            let is_labelled = labels.iter().any(|labels| !labels.is_empty());
            if !is_kept && !is_labelled {
                return false;
            }
            weights::UNSAID_NAMES
        } else if columns.get(names).is_some_and(|column| column.label.is_none())
            || columns.iter().any(|column| speaks_of_cookies(column, context))
        {
            weights::SAID_COOKIES
        } else {
            weights::SAID_NAMES
        };
        let is_likely = if least == weights::SAID_NAMES { may_be } else { mean >= least };
        is_likely && !self.is_of_categories(names)
    }

    /// Whether most cells of a column are words for categories.
    fn is_of_categories(&self, column: usize) -> bool {
        let is_one = |cell: &Range<usize>| {
            cell.clone().all(|at| self.stream.traits(at).has(Traits::CATEGORY))
        };
        let (categories, all) = (self.column(column).filter(is_one), self.column(column));
        categories.count() * 2 > all.count()
    }
}

fn speaks_of_cookies(column: &Column<'_>, context: &mut Context<'_>) -> bool {
    let label = column.label.as_deref().unwrap_or_default();
    columns::speaks_of_cookies(label, context)
}

/// The best assignment: a search over the sets of fields that are taken, of those for which something
/// speaks.
fn best(weights: &[Vec<(Field, Score)>]) -> Vec<Option<Field>> {
    let speaks_for = |field: &Field| weights.iter().flatten().any(|it| it.0 == *field && it.1 > 0);
    let fields: Vec<Field> = FIELDS.into_iter().filter(speaks_for).collect();
    let sets = 1_usize << fields.len();
    let mut scores: Vec<Option<Score>> = vec![None; sets];
    if let Some(first) = scores.first_mut() {
        *first = Some(0);
    }
    let mut chosen: Vec<Vec<Option<usize>>> = Vec::with_capacity(weights.len());
    for column in weights {
        let (mut next, mut choice) = (scores.clone(), vec![None; sets]);
        let mut places: Vec<(usize, Score)> = Vec::with_capacity(fields.len());
        for &(field, weight) in column.iter().filter(|it| it.1 > 0) {
            places.extend(fields.iter().position(|it| *it == field).map(|at| (at, weight)));
        }
        for (taken, score) in scores.iter().enumerate() {
            let Some(score) = *score else { continue };
            for &(field, weight) in &places {
                let with = taken | 1 << field;
                if with == taken {
                    continue;
                }
                if let (Some(entry), Some(choice)) = (next.get_mut(with), choice.get_mut(with))
                    && entry.is_none_or(|known| known < score + weight)
                {
                    *entry = Some(score + weight);
                    *choice = Some(field);
                }
            }
        }
        scores = next;
        chosen.push(choice);
    }
    let mut taken = (0..sets)
        .max_by_key(|&set| (scores.get(set).copied().flatten(), std::cmp::Reverse(set)))
        .unwrap_or_default();
    let mut found = Vec::with_capacity(weights.len());
    for choice in chosen.iter().rev() {
        let field = choice.get(taken).copied().flatten();
        found.push(field.and_then(|field| fields.get(field).copied()));
        taken &= !field.map_or(0, |field| 1 << field);
    }
    found.reverse();
    found
}
