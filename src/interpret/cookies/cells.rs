//! What single cells say: how long a cookie is kept, which names one stands for, and where a service is.

use std::borrow::Cow;
use std::ops::Range;

use super::super::evidence::{self, label, said, setter};
use super::super::headings::category_named_in;
use super::super::propose::clause;
use super::super::words::Stream;
use super::super::{Context, names, retention as durations};
use crate::lexicon::{Term, Unit};
use crate::model::{Category, Column, Field, Match, MatchKind, Retention};
use crate::text::{is_space, trim};

/// The unit that the label of the retentions gives to bare numbers.
pub(super) fn unit(columns: &[Column<'_>], context: &mut Context<'_>) -> Option<Unit> {
    let column = columns.iter().find(|column| column.field == Some(Field::Retention))?;
    let label = column.label.as_deref()?;
    let known = context.knowledge.units.get(None, label);
    known.unwrap_or_else(|| {
        let unit = durations::unit_of(label, context.lexicon);
        context.knowledge.units.keep(None, label, unit)
    })
}

/// How long a cookie is kept that has this text in the column of retentions.
pub(super) fn retention<'s>(
    text: Cow<'s, str>,
    unit: Option<Unit>,
    context: &mut Context<'_>,
) -> Retention<'s> {
    let known = context.knowledge.retentions.get(context.language, &text);
    let mut reading = known.unwrap_or_else(|| {
        let reading = durations::read(&text, None, context.language, context.lexicon);
        context.knowledge.retentions.keep(context.language, &text, reading)
    });
    if reading.wants_unit && unit.is_some() {
        reading = durations::read(&text, unit, context.language, context.lexicon);
    }
    let durations::Reading { kind, iso8601, seconds, max_seconds, .. } = reading;
    Retention { text, kind, iso8601: iso8601.map(Cow::Owned), seconds, max_seconds }
}

/// How long a cookie is kept by what is said of it, behind a label or with a word for keeping.
pub(super) fn kept_in<'s>(text: &Cow<'s, str>, context: &mut Context<'_>) -> Text<'s> {
    let known = context.knowledge.kept.get(context.language, text);
    let place = known.unwrap_or_else(|| {
        let place = place_of_duration(text, context);
        context.knowledge.kept.keep(context.language, text, place)
    });
    part(text, place?)
}

fn place_of_duration(text: &str, context: &mut Context<'_>) -> Option<Range<usize>> {
    // No text without a figure counts anything.
    if text.len() > setter::LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let stream = &Stream::of_line(text, false, context);
    let all = 0..stream.len();
    let is_kept = |words: &Range<usize>| {
        evidence::of(stream, words.clone(), Some(Field::Retention)) >= evidence::SURE_DURATION
    };
    let labels = label::all(stream, all.clone()).into_iter();
    let labelled = labels.filter(|one| one.fields.first() == Some(&Field::Retention));
    let labelled = labelled.map(|one| one.value).find(is_kept);
    let said = || {
        let said = said::how_long(stream, all)?;
        let is_told = said::keeps_in(stream, said.cut.start..said.phrase.end);
        (is_told && !said.cut.is_empty()).then_some(said.phrase)
    };
    let phrase = clause(stream.text(labelled.or_else(said)?));
    text.find(&*phrase).map(|start| start..start + phrase.len())
}

/// Which real names a name stands for.
pub(super) fn matching<'s>(name: &str, context: &mut Context<'_>) -> Match<'s> {
    if names::is_plain(name, context.lexicon) {
        return Match { kind: MatchKind::Exact, regex: None };
    }
    let known = context.knowledge.names.get(None, name);
    let names::Reading { kind, regex } = known.unwrap_or_else(|| {
        let reading = names::read(name, context.lexicon);
        context.knowledge.names.keep(None, name, reading)
    });
    Match { kind, regex: regex.map(Cow::Owned) }
}

/// The category that the first words of a purpose are, and nothing else up to the stop or colon: "Analytical. Counts
/// visits", "Advertising: shows offers".
pub(super) fn category_first<'s>(
    purpose: &Cow<'s, str>,
    context: &mut Context<'_>,
) -> Option<Category<'s>> {
    const WORDS: usize = 2;
    let words = purpose.split(is_space).take(WORDS).position(|word| word.ends_with(['.', ':']));
    let end = match words {
        Some(_) => purpose.find(['.', ':'])?,
        None if purpose.split(is_space).nth(WORDS).is_none() => purpose.len(),
        None => return None,
    };
    let label = purpose.get(..end)?;
    let kind = category_named_in(label, context)?;
    Some(Category { kind, label: part(purpose, 0..end)? })
}

/// A text, if there is one.
pub(super) type Text<'s> = Option<Cow<'s, str>>;

/// Takes the place in the trailing parentheses off a service. Parentheses that name no place are
/// part of the service.
pub(super) fn without_location<'s>(
    cell: Cow<'s, str>,
    context: &mut Context<'_>,
) -> (Text<'s>, Text<'s>) {
    let known = context.knowledge.locations.get(context.language, &cell);
    let place = known.unwrap_or_else(|| {
        let place = location(&cell, context);
        context.knowledge.locations.keep(context.language, &cell, place)
    });
    let Some(place) = place else { return (Some(cell), None) };
    let before = trim(cell.get(..place.start - 1).unwrap_or_default()).len();
    (part(&cell, 0..before).filter(|service| !service.is_empty()), part(&cell, place))
}

/// Where a place stands in the trailing parentheses of a service.
fn location(cell: &str, context: &mut Context<'_>) -> Option<Range<usize>> {
    let (before, place) = cell.strip_suffix(')')?.rsplit_once('(')?;
    let start = before.len() + 1;
    is_place(place, context).then(|| start..start + place.len())
}

/// A part of a cell, trimmed, borrowed for as long as the cell is.
pub(super) fn part<'s>(cell: &Cow<'s, str>, range: Range<usize>) -> Text<'s> {
    match cell {
        Cow::Borrowed(cell) => cell.get(range).map(|part| Cow::Borrowed(trim(part))),
        Cow::Owned(cell) => cell.get(range).map(|part| Cow::Owned(trim(part).to_owned())),
    }
}

/// Whether `text` is made of places and what joins them, and of at least one place.
fn is_place(text: &str, context: &mut Context<'_>) -> bool {
    let scan = context.scan(text);
    let mut at = 0;
    let mut has_place = false;
    while at < scan.words.len() {
        let here = scan.hits.iter().rev().filter(|hit| hit.word == at);
        let Some(hit) =
            here.into_iter().find(|hit| matches!(hit.term, Term::Place | Term::PlaceJoin))
        else {
            return false;
        };
        has_place |= hit.term == Term::Place;
        at = hit.end();
    }
    has_place
}
