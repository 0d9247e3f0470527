//! From the rows of a cookie table to cookies.

use std::borrow::Cow;
use std::ops::Range;

use super::headings::kind_of;
use super::{Context, names, retention};
use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::{Term, Unit};
use crate::model::{Category, Column, Cookie, Field, Kind, Match, MatchKind, Retention, Row};
use crate::text::trim;

pub(super) struct Read<'s> {
    pub(super) cookies: Vec<Cookie<'s>>,
    pub(super) diagnostics: Vec<Diagnostic<'static>>,
}

/// Reads one cookie from each row that names one. `category` is the one of the heading above; a
/// column of its own goes before it.
pub(super) fn read<'s>(
    columns: &[Column<'s>],
    rows: &[Row<'s>],
    category: Option<&Category<'s>>,
    context: &mut Context<'_>,
) -> Read<'s> {
    let place = |field| columns.iter().position(|column| column.field == Some(field));
    let places = Places {
        name: place(Field::Name),
        provider: place(Field::Provider),
        service: place(Field::Service),
        purpose: place(Field::Purpose),
        category: place(Field::Category),
        retention: place(Field::Retention),
        domain: place(Field::Domain),
        party: place(Field::Party),
        consent: place(Field::Consent),
        description: place(Field::Description),
        unit: unit(columns, context),
    };
    let mut read = Read { cookies: Vec::with_capacity(rows.len()), diagnostics: Vec::new() };
    for row in rows {
        if let Some(cookie) = cookie(&places, row, category, context) {
            read.cookies.push(cookie);
        } else {
            let remark =
                Diagnostic::new(Code::MissingName, "this row of a cookie table names no cookie");
            read.diagnostics.push(remark.at(row.line, 1));
        }
    }
    read
}

/// The column of each field.
struct Places {
    name: Option<usize>,
    provider: Option<usize>,
    service: Option<usize>,
    purpose: Option<usize>,
    category: Option<usize>,
    retention: Option<usize>,
    domain: Option<usize>,
    party: Option<usize>,
    consent: Option<usize>,
    description: Option<usize>,
    /// The unit of bare numbers in the column of retentions.
    unit: Option<Unit>,
}

/// The unit that the label of the retentions gives to bare numbers.
fn unit(columns: &[Column<'_>], context: &mut Context<'_>) -> Option<Unit> {
    let column = columns.iter().find(|column| column.field == Some(Field::Retention))?;
    let label = column.label.as_deref()?;
    let known = context.knowledge.units.get(None, label);
    known.unwrap_or_else(|| {
        let unit = retention::unit_of(label, context.lexicon);
        context.knowledge.units.keep(None, label, unit)
    })
}

/// How long a cookie is kept that has this text in the column of retentions.
fn retention<'s>(
    text: Cow<'s, str>,
    unit: Option<Unit>,
    context: &mut Context<'_>,
) -> Retention<'s> {
    let language = context.language;
    let known = context.knowledge.retentions.get(language, &text);
    let mut reading = known.unwrap_or_else(|| {
        let reading = retention::read(&text, None, language, context.lexicon);
        context.knowledge.retentions.keep(language, &text, reading)
    });
    if reading.wants_unit && unit.is_some() {
        reading = retention::read(&text, unit, language, context.lexicon);
    }
    let retention::Reading { kind, iso8601, seconds, max_seconds, .. } = reading;
    Retention { text, kind, iso8601: iso8601.map(Cow::Owned), seconds, max_seconds }
}

fn cookie<'s>(
    places: &Places,
    row: &Row<'s>,
    category: Option<&Category<'s>>,
    context: &mut Context<'_>,
) -> Option<Cookie<'s>> {
    let cell =
        |place: Option<usize>| row.cells.get(place?).filter(|cell| !cell.is_empty()).cloned();
    let name = cell(places.name)?;
    let (service, location) = match cell(places.service) {
        Some(service) => without_location(service, context),
        None => (None, None),
    };
    let category = match cell(places.category) {
        Some(label) => {
            let kind = kind_of(context.scan(&label).hits.iter()).unwrap_or(Kind::Other);
            Some(Category { kind, label })
        }
        None => category.cloned(),
    };
    let matched = matching(&name, context);
    Some(Cookie {
        name,
        r#match: matched,
        provider: cell(places.provider),
        service,
        location,
        purpose: cell(places.purpose),
        category,
        retention: cell(places.retention).map(|text| retention(text, places.unit, context)),
        line: row.line,
        domain: cell(places.domain),
        party: cell(places.party),
        consent: cell(places.consent),
        description: cell(places.description),
    })
}

/// Which real names a name stands for.
fn matching<'s>(name: &str, context: &mut Context<'_>) -> Match<'s> {
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

type Text<'s> = Option<Cow<'s, str>>;

/// Takes the place in the trailing parentheses off a service. Parentheses that name no place are
/// part of the service.
fn without_location<'s>(cell: Cow<'s, str>, context: &mut Context<'_>) -> (Text<'s>, Text<'s>) {
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
fn part<'s>(cell: &Cow<'s, str>, range: Range<usize>) -> Text<'s> {
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
