//! How much some words look like the label of a field.

use std::ops::Range;

use super::{Score, spelling};
use crate::interpret::columns::FIELDS;
use crate::interpret::weights;
use crate::interpret::words::{Break, Stream, Traits};
use crate::model::Field;

/// No label has more words.
const LONGEST: usize = 8;

/// A label in a line, and where what it says stands.
#[derive(Clone, Debug)]
pub(in crate::interpret) struct Label {
    pub(in crate::interpret) words: Range<usize>,
    /// What it may mean, the more telling field first.
    pub(in crate::interpret) fields: Vec<Field>,
    /// Nothing, when it stands on the next line or nowhere.
    pub(in crate::interpret) value: Range<usize>,
}

/// How much all of a span is one label, and the fields that it may mean, the more telling first.
pub(in crate::interpret) fn of(stream: &Stream<'_>, span: Range<usize>) -> (Score, Vec<Field>) {
    let none = (0, Vec::new());
    if span.is_empty() || span.len() > LONGEST {
        return none;
    }
    let fields = whole(stream, span.clone());
    if !fields.is_empty() {
        return (weights::WHOLE_LABEL, fields);
    }
    // "Lifetime (days)": what stands in parentheses is beside the point.
    let open = span.clone().skip(1).find(|&at| stream.traits(at).has(Traits::BRACKET));
    if let Some(open) = open.filter(|_| stream.word(span.end - 1).ends_with(')')) {
        let fields = whole(stream, span.start..open);
        if !fields.is_empty() {
            return (weights::SURE_LABEL, fields);
        }
    }
    let counts = |at: &usize| !stream.traits(*at).has(Traits::FUNCTION | Traits::MARK);
    let all = span.clone().filter(counts).count();
    let keywords = span.clone().flat_map(|at| {
        let inside = stream.features().keywords(at).filter(|(end, _)| *end <= span.end);
        inside.map(move |(end, field)| (end - at, field))
    });
    let Some((length, field)) = keywords.max_by_key(|(length, _)| *length) else { return none };
    let beside = Score::try_from(all.saturating_sub(length)).unwrap_or_default();
    (weights::KEYWORD + weights::BESIDE_KEYWORD * beside, vec![field])
}

/// The fields that all of a span is known to be a label of.
fn whole(stream: &Stream<'_>, span: Range<usize>) -> Vec<Field> {
    let labels = stream.labels(span.start);
    let mut fields: Vec<Field> =
        labels.filter_map(|(end, field)| (end == span.end).then_some(field)).collect();
    fields.sort_by_key(|field| FIELDS.iter().position(|other| other == field));
    fields.dedup();
    fields
}

/// Whether all of a span is a label that is known whole.
pub(in crate::interpret) fn is_whole(stream: &Stream<'_>, span: Range<usize>) -> bool {
    of(stream, span).0 >= weights::WHOLE_LABEL
}

/// The labels with a colon in a line, or with a mark of a question, each with its value, and where the first
/// begins. A label begins the line or stands behind a mark; behind another label a capital and a colon show
/// it, or a seam. What only a keyword decides asks no label.
pub(in crate::interpret) fn all(stream: &Stream<'_>, line: Range<usize>) -> Vec<Label> {
    const MOST: usize = 16;
    let mut found: Vec<Label> = Vec::new();
    let mut from = line.start;
    for at in line.clone() {
        let asks = stream.word(at).ends_with('?');
        if !(asks || stream.traits(at).has(Traits::COLON)) || found.len() == MOST {
            continue;
        }
        let end = if matches!(stream.word(at), ":" | "?") { at } else { at + 1 };
        let starts = from.max(end.saturating_sub(LONGEST))..end;
        let starts = starts.filter(|&start| {
            begins(stream, start, from, !found.is_empty()) && !is_name(stream, start..end)
        });
        let best = starts
            .map(|start| (of(stream, start..end), start))
            .filter(|((score, _), start)| {
                *score >= weights::WHOLE_LABEL || *score > 0 && *start == line.start && !asks
            })
            .max_by_key(|((score, _), start)| (*score, std::cmp::Reverse(*start)));
        let Some(((_, fields), start)) = best else { continue };
        if let Some(last) = found.last_mut() {
            let is_mark = |word: &usize| stream.traits(*word).has(Traits::MARK);
            let marks =
                last.value.clone().rev().skip_while(|word| *word >= start).take_while(is_mark);
            last.value.end = start - marks.count();
        }
        found.push(Label { words: start..end, fields, value: at + 1..line.end });
        from = at + 1;
    }
    found
}

/// Whether a word that labels are glued in is written as only names are: `cookieConsent`.
fn is_name(stream: &Stream<'_>, words: Range<usize>) -> bool {
    let word = stream.word(words.start);
    words.len() == 1 && word.starts_with(char::is_lowercase) && spelling::has_capital_inside(word)
}

/// Whether a label may begin with a word.
fn begins(stream: &Stream<'_>, word: usize, from: usize, is_behind_another: bool) -> bool {
    if word == from {
        return true;
    }
    let (before, gap) = (stream.traits(word - 1), stream.gap(word).strength);
    let is_parted = before.has(Traits::COMMA | Traits::STOP | Traits::MARK | Traits::CLOSES)
        || stream.word(word).starts_with('(')
        || gap == Break::Wide;
    let is_capital = stream.traits(word).has(Traits::UPPER);
    is_parted || is_behind_another && is_capital
}
