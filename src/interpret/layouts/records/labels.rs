//! Labels inside a text: `Provider: Rivage; Expiry: 2 years`, and labels on a line of their own.

use crate::interpret::{Context, columns};
use crate::lexicon::Term;
use crate::model::Field;
use crate::text::trim;

/// No label is longer, in bytes.
const LONGEST: usize = 64;
/// No more labels are looked for in a line.
const LABELS: usize = 16;

/// A label and what is said under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::interpret) struct Labelled<'s> {
    pub(in crate::interpret) label: &'s str,
    pub(in crate::interpret) field: Field,
    /// Empty when it stands on the next line, or nowhere.
    pub(in crate::interpret) value: &'s str,
}

/// The field that `text` is the label of, whole.
pub(in crate::interpret) fn field(text: &str, context: &mut Context<'_>) -> Option<Field> {
    if text.len() > LONGEST || text.is_empty() {
        return None;
    }
    if let Some(known) = context.knowledge.labels.get(context.language, text) {
        return known;
    }
    let is_known = context.lexicon.knows_beginning(text);
    let field = if is_known { columns::whole_field(context.scan(text)) } else { None };
    context.knowledge.labels.keep(context.language, text, field)
}

/// Whether `text` may be a label among others: it is one, or a short line with a word that decides
/// one.
pub(in crate::interpret) fn is_label(text: &str, context: &mut Context<'_>) -> bool {
    const WORDS: usize = 8;
    if field(text, context).is_some() {
        return true;
    }
    if text.len() > LONGEST || text.ends_with(['.', ',', ';']) {
        return false;
    }
    let scan = context.scan_first(text, WORDS + 1);
    scan.words.len() <= WORDS && scan.hits.iter().any(|hit| matches!(hit.term, Term::Keyword(_)))
}

/// The labels in a line that begins with one, each with its value; nothing of any other line.
pub(in crate::interpret) fn read<'s>(
    text: &'s str,
    context: &mut Context<'_>,
) -> Vec<Labelled<'s>> {
    let beginning = text.as_bytes().get(..LONGEST.min(text.len())).unwrap_or_default();
    let Some(colon) = memchr::memchr(b':', beginning) else {
        let label = field(text, context);
        return label.map(|field| Labelled { label: text, field, value: "" }).into_iter().collect();
    };
    let label = trim(text.get(..colon).unwrap_or_default());
    if field(label, context).is_none() {
        return Vec::new();
    }
    inside(text, context).1
}

/// The text before the first label inside of `text`, and the labels with their values.
pub(in crate::interpret) fn inside<'s>(
    text: &'s str,
    context: &mut Context<'_>,
) -> (&'s str, Vec<Labelled<'s>>) {
    let mut lead = text;
    let mut found: Vec<Labelled<'s>> = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(':').take(LABELS * 4) {
        let before = text.get(start..at).unwrap_or_default();
        let is_edge =
            |c: char| matches!(c, ';' | ',' | '–' | '—' | '|' | '.' | '-' | '/' | ')' | '(');
        let cut = before.rfind(is_edge);
        if cut.is_none() && start > 0 {
            continue;
        }
        let cut = cut.unwrap_or_default();
        let label = before.get(cut..).unwrap_or_default();
        let label = trim(label.trim_start_matches(|c: char| !c.is_alphanumeric()));
        let Some(next) = field(label, context).filter(|_| found.len() < LABELS) else { continue };
        let before = value(before.get(..cut).unwrap_or_default());
        match found.last_mut() {
            Some(last) => last.value = before,
            None => lead = before,
        }
        found.push(Labelled { label, field: next, value: "" });
        start = at + 1;
    }
    if let Some(last) = found.last_mut() {
        last.value = trim(text.get(start..).unwrap_or_default());
    }
    (lead, found)
}

/// A value without what parts it from the next label.
fn value(text: &str) -> &str {
    trim(trim(text).trim_end_matches([';', ',', '–', '—', '|', '-', '/']))
}
