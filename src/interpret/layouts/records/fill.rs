//! What the text of an entry puts into the columns of its row.

use std::borrow::Cow;

use super::durations;
use super::heads::{Form, Head};
use super::labels::{self, Labelled};
use super::sheet::{Key, Sheet};
use crate::interpret::layouts::lines::Line;
use crate::interpret::{Context, headings};
use crate::lexicon::Term;
use crate::model::Field;
use crate::text::{is_space, trim, visible};

/// How many words a provider has at most.
const PROVIDER: usize = 4;

/// Puts the names and the text of a line into the last row.
pub(super) fn head<'s>(sheet: &mut Sheet<'s>, head: &Head<'s>, context: &mut Context<'_>) {
    sheet.put(Key::Field(Field::Name), None, joined(&head.names));
    match head.form {
        Form::Bare | Form::BareColon => {}
        Form::Dash | Form::Arrow => parts(sheet, head.rest, context),
        Form::Parenthesis => remark(sheet, head.rest, context),
        Form::Colon | Form::Stop | Form::Space => told(sheet, head.rest, context),
    }
}

/// Puts a remark in parentheses right behind a name, and the text after it, into the last row. A
/// remark of two parts, of which one is a duration, has who provides the cookie as well.
fn remark<'s>(sheet: &mut Sheet<'s>, rest: &'s str, context: &mut Context<'_>) {
    let inside = rest.strip_prefix('(').and_then(|inside| inside.split_once(')'));
    let parts = inside.and_then(|(inside, after)| Some((inside.split_once([',', ';'])?, after)));
    let Some(((one, other), after)) = parts else { return told(sheet, rest, context) };
    let (one, other) = (trim(one), trim(other));
    let (provider, retention) =
        if durations::is_duration(one, context) { (other, one) } else { (one, other) };
    if !durations::is_duration(retention, context) || !is_provider(provider, context) {
        return told(sheet, rest, context);
    }
    sheet.put(Key::Field(Field::Provider), None, Cow::Borrowed(provider));
    sheet.put(Key::Field(Field::Retention), None, Cow::Borrowed(retention));
    let is_edge = |c: char| is_space(c) || matches!(c, ':' | '-' | '–' | '—' | '.');
    plain(sheet, trim(after.trim_start_matches(is_edge)));
}

/// Whether a few words name a company: they begin with a capital or are a host, and are neither a
/// category nor a kind of cookie or of duration.
pub(super) fn is_provider(text: &str, context: &mut Context<'_>) -> bool {
    let is_named = text.starts_with(char::is_uppercase) || text.contains('.');
    let is_short = text.split(is_space).filter(|word| !word.is_empty()).count() <= PROVIDER;
    let is_told = |term| !matches!(term, Term::Function | Term::Filler | Term::Place);
    is_named
        && is_short
        && !text.ends_with(['.', '?', '!'])
        && !durations::is_duration(text, context)
        && !headings::is_category(text, context)
        && !context.scan(text).hits.iter().any(|hit| is_told(hit.term))
}

/// Puts a text in which there may be labels into the last row.
fn told<'s>(sheet: &mut Sheet<'s>, rest: &'s str, context: &mut Context<'_>) {
    let (lead, found) = labels::inside(rest, context);
    if found.iter().any(|found| !found.value.is_empty()) {
        plain(sheet, lead);
        for one in &found {
            labelled(sheet, one, one.value, context);
        }
    } else {
        text(sheet, rest, context);
    }
}

/// Several names as one cell has them.
fn joined<'s>(names: &[&'s str]) -> Cow<'s, str> {
    match names {
        [name] => Cow::Borrowed(name),
        names => Cow::Owned(names.join(", ")),
    }
}

/// Puts what stands under a label into the last row. Of a sentence on how long a cookie is kept,
/// only the words that say it are the retention.
pub(super) fn labelled<'s>(
    sheet: &mut Sheet<'s>,
    found: &Labelled<'s>,
    value: &'s str,
    context: &mut Context<'_>,
) {
    let is_sentence = value.ends_with('.');
    let said = match found.field {
        Field::Retention if is_sentence => durations::find(value, context),
        _ => None,
    };
    let said = said.and_then(|said| value.get(said.phrase));
    let value = Cow::Borrowed(said.map_or(value, |said| trim(said.trim_end_matches('.'))));
    sheet.put(Key::Field(found.field), Some(found.label), value);
}

/// Whether the line below a label that stands alone may be what it says: it has no label of its own,
/// is no heading that is known and no question, and under a label for how long a cookie is kept it
/// says that.
pub(super) fn fits(field: Field, line: &Line<'_>, context: &mut Context<'_>) -> bool {
    if durations::is_duration(line.text, context) {
        return true;
    }
    if line.is_known_heading() || !labels::read(line.text, context).is_empty() {
        return false;
    }
    let is_question = visible(line.text).ends_with('?');
    !is_question && (field != Field::Retention || durations::is_told(line.text, context))
}

/// Puts a text that says nothing of how long the cookie is kept into the last row.
pub(super) fn plain<'s>(sheet: &mut Sheet<'s>, text: &'s str) {
    sheet.put(Key::Text, None, Cow::Borrowed(text));
}

/// Puts a line about a cookie into the last row: a duration is how long it is kept.
pub(super) fn line<'s>(sheet: &mut Sheet<'s>, line: &'s str, context: &mut Context<'_>) {
    let retention = Key::Field(Field::Retention);
    if !sheet.has(retention) && durations::is_duration(line, context) {
        sheet.put(retention, None, Cow::Borrowed(line));
    } else {
        text(sheet, line, context);
    }
}

/// Puts a text about a cookie into the last row: how long it is kept, and the rest.
pub(super) fn text<'s>(sheet: &mut Sheet<'s>, text: &'s str, context: &mut Context<'_>) {
    let found = durations::find(text, context).filter(|_| !sheet.has(Key::Field(Field::Retention)));
    let Some(found) = found else { return sheet.put(Key::Text, None, Cow::Borrowed(text)) };
    let retention = text.get(found.phrase).unwrap_or_default();
    sheet.put(Key::Field(Field::Retention), None, Cow::Borrowed(trim(retention)));
    let before = trim(text.get(..found.cut.start).unwrap_or_default());
    let after = text.get(found.cut.end..).unwrap_or_default();
    let is_edge = |c: char| is_space(c) || matches!(c, ':' | ',' | ';' | '.' | '-' | '–' | '—');
    let rest = if before.is_empty() { after.trim_start_matches(is_edge) } else { after };
    if found.cut.is_empty() {
        sheet.put(Key::Text, None, Cow::Borrowed(text));
    } else {
        sheet.put(Key::Text, None, Cow::Borrowed(before));
        let is_left = rest.contains(char::is_alphanumeric);
        sheet.put(Key::Text, None, Cow::Borrowed(if is_left { trim(rest) } else { "" }));
    }
}

/// Puts what dashes or arrows part into the last row: a provider, how long the cookie is kept, and
/// what it is for.
fn parts<'s>(sheet: &mut Sheet<'s>, rest: &'s str, context: &mut Context<'_>) {
    let parts = split(rest);
    let mut others = Vec::with_capacity(parts.len());
    for &part in &parts {
        let has_retention = sheet.has(Key::Field(Field::Retention));
        if !has_retention && durations::is_duration(part, context) {
            sheet.put(Key::Field(Field::Retention), None, Cow::Borrowed(part));
        } else {
            others.push(part);
        }
    }
    let words = |part: &str| part.split(is_space).filter(|word| !word.is_empty()).count();
    let may_provide = |part: &str| words(part) <= PROVIDER && !part.ends_with('.');
    let is_named = |part: &str| part.starts_with(char::is_uppercase) || part.contains('.');
    let provider = match *others.as_slice() {
        [one, other, ..] if may_provide(one) && (is_named(one) || !may_provide(other)) => Some(one),
        [one] if others.len() < parts.len() && is_named(one) && words(one) <= 2 => Some(one),
        _ => None,
    };
    if let Some(provider) = provider {
        sheet.put(Key::Field(Field::Provider), None, Cow::Borrowed(provider));
    }
    for part in others.into_iter().skip(usize::from(provider.is_some())) {
        told(sheet, part, context);
    }
}

/// The parts of `text` between arrows, bars and dashes that have spaces round them.
fn split(text: &str) -> Vec<&str> {
    const PARTS: usize = 16;
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let length = match text.get(at..).unwrap_or_default() {
            rest if rest.starts_with("->") || rest.starts_with("=>") => 2,
            _ if matches!(c, '→' | '|') => c.len_utf8(),
            _ if matches!(c, '-' | '–' | '—') => {
                let before = text.get(..at).unwrap_or_default();
                let after = text.get(at + c.len_utf8()..).unwrap_or_default();
                if !before.ends_with(is_space) || !after.starts_with(is_space) {
                    continue;
                }
                c.len_utf8()
            }
            _ => continue,
        };
        if at < start || parts.len() == PARTS {
            continue;
        }
        parts.push(trim(text.get(start..at).unwrap_or_default()));
        start = at + length;
    }
    parts.push(trim(text.get(start..).unwrap_or_default()));
    parts.retain(|part| !part.is_empty());
    parts
}

/// Puts who provides the cookie into the last row, when an item above says so.
pub(super) fn provider<'s>(sheet: &mut Sheet<'s>, vendor: &'s str) {
    if !sheet.has(Key::Field(Field::Provider)) {
        let vendor = trim(vendor.strip_suffix(':').unwrap_or(vendor));
        sheet.put(Key::Field(Field::Provider), None, Cow::Borrowed(vendor));
    }
}
