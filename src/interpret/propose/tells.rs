//! What a line tells of a cookie, if it does: its name alone, something by a label, or how long it is kept.

use super::head::{Form, Head};
use super::labels;
use super::lines::Line;
use crate::interpret::evidence::{self, SURE_DURATION, SURE_NAME, said};
use crate::interpret::words::Traits;
use crate::model::Field;

/// Whether a line is surely a name and nothing else.
pub(super) fn is_sure_name(line: &Line<'_>) -> bool {
    let is_sure =
        |head: &Head<'_>| head.lead.is_none() && head.form.is_bare() && head.score >= SURE_NAME;
    line.labels().is_empty() && line.head().is_some_and(is_sure)
}

/// Whether a line begins with a label for names.
pub(super) fn names_next(line: &Line<'_>) -> bool {
    line.labels().first().is_some_and(|first| first.fields.contains(&Field::Name))
}

/// Whether a line says something of a cookie by a label, or how long it is kept.
pub(super) fn is_told(line: &Line<'_>) -> bool {
    let has_label = !line.labels().is_empty() && !names_next(line);
    has_label || is_duration(line) || is_spaced(line)
}

/// Whether a line is a label and a duration with nothing but a space between.
pub(super) fn is_spaced(line: &Line<'_>) -> bool {
    labels::spaced(line).is_some_and(|one| {
        one.fields.contains(&Field::Retention)
            && evidence::of(&line.stream, one.value, Some(Field::Retention)) >= SURE_DURATION
    })
}

/// The fields that the labels of a line tell, or that it is a duration.
pub(super) fn fields_told(line: &Line<'_>) -> Vec<Field> {
    let labels = line.labels().iter().flat_map(|label| label.fields.iter().copied());
    labels.chain(is_duration(line).then_some(Field::Retention)).collect()
}

/// Whether a line is a duration and nothing else: no sentence ends inside.
pub(super) fn is_duration(line: &Line<'_>) -> bool {
    let words = 0..line.stream.len();
    let ends = |at: usize| line.stream.traits(at).has(Traits::STOP);
    evidence::of(&line.stream, words.clone(), Some(Field::Retention)) >= SURE_DURATION
        && !(0..words.end.saturating_sub(1)).any(ends)
}

/// Whether a text says in a clause of its own how long a cookie is kept, with a word for that in it or before it.
pub(super) fn says_how_long(line: &Line<'_>) -> bool {
    let said = said::how_long(&line.stream, 0..line.stream.len());
    said.is_some_and(|said| {
        let clause = said.cut.start.saturating_sub(2)..said.cut.end;
        !said.cut.is_empty() && said::keeps_in(&line.stream, clause)
    })
}

/// Whether what a line says is of a name that it surely begins with.
pub(super) fn names_itself(line: &Line<'_>) -> bool {
    let is_so = |head: &Head<'_>| {
        head.score >= SURE_NAME && head.form != Form::Space && !head.form.is_bare()
    };
    line.head().is_some_and(is_so)
}

/// A clause of prose that a semicolon ends has at least as many words.
const CLAUSE: usize = 3;

/// Whether a line is one of a program, where names have colons too.
pub(super) fn is_code(line: &Line<'_>, head: &Head<'_>) -> bool {
    let is_value = |c: char| c.is_ascii_digit() || matches!(c, '\'' | '"' | '{' | '[');
    let rest = line.stream.text(head.rest.clone());
    let is_quoted = line.stream.word(0).starts_with(['\'', '"']);
    let may_be_clause = line.items_after.is_some() || head.rest.len() >= CLAUSE;
    rest.starts_with(['{', '['])
        || rest.ends_with(['{', '}'])
        || rest.ends_with(';') && !may_be_clause
        || is_quoted && head.form == Form::Colon && rest.starts_with(is_value)
}
