//! Labels that stand one after the other, with single spaces between them or with nothing: the header of
//! a table, which fixes the order of its columns.

use std::ops::Range;

use super::line::{Line, Style, cuts};
use super::words::Words;
use crate::interpret::Context;
use crate::lexicon::Term;
use crate::model::Field;
use crate::syntax::Layout;

/// What a header may cost: its labels, and the words of those that are not known threefold.
const COST: usize = 40;
/// No header that is a line of its own is longer, in bytes.
const LONGEST: usize = 240;
/// How many words a label may have that is not known.
const UNKNOWN: usize = 6;

/// What is due in a column, as far as it can be told from what stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    Name,
    Retention,
    /// The same, and a bare number is one: the label has its unit.
    Number,
    Provider,
    Category,
    Party,
    Domain,
    Prose,
    /// Something else.
    Other,
    /// What a label says that is not known: a duration too, if no other label means one.
    Open,
}

/// The labels of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::interpret) struct Header {
    /// Where each stands in the cleaned line.
    pub(super) labels: Vec<Range<usize>>,
    pub(super) slots: Vec<Slot>,
    /// Whether nothing stands between labels.
    pub(super) is_glued: bool,
}

impl Header {
    /// The layout of the table it heads.
    pub(super) fn layout(&self) -> Layout {
        if self.is_glued { Layout::Glued } else { Layout::Spaced }
    }
}

/// One label found: its words, and what it may mean.
#[derive(Clone, Copy, Debug)]
struct Label {
    end: usize,
    field: Option<Field>,
    /// What a label that is not known holds, by a label in it that is.
    hint: Option<Field>,
}

/// The labels that `text` is made of, if it is made of labels and one of them means names.
pub(super) fn of_line(text: &str, context: &mut Context<'_>) -> Option<Header> {
    // A heading with the address of its portal is none, and a new one each time.
    if text.len() > LONGEST || text.contains(['.', '!', ';', '_']) {
        return None;
    }
    let known = context.knowledge.label_runs.get(context.language, text);
    known.unwrap_or_else(|| {
        let header = read_line(text, context);
        context.knowledge.label_runs.keep(context.language, text, header)
    })
}

fn read_line(text: &str, context: &mut Context<'_>) -> Option<Header> {
    let line = Line::of(text);
    let words = Words::of(&line.text, &cuts(&line.text, Style::Glued), context);
    let count = words.places.len();
    let chain = chain(&words, 0, true)?;
    (chain.last()?.end == count).then_some(())?;
    let header = header(&line.text, &words, 0, &chain, context)?;
    // A question that is no label is one of prose.
    let asks = |range: &Range<usize>| {
        line.text.get(range.clone()).is_some_and(|label| label.contains('?'))
    };
    let mut labels = chain.iter().zip(&header.labels);
    (!labels.any(|(label, range)| label.field.is_none() && asks(range))).then_some(header)
}

/// The header that begins with the word `from` of a longer text, and how far it goes.
pub(super) fn within(
    text: &str,
    words: &Words,
    from: usize,
    context: &mut Context<'_>,
) -> Option<Header> {
    let chain = chain(words, from, false)?;
    header(text, words, from, &chain, context)
}

fn header(
    text: &str,
    words: &Words,
    from: usize,
    chain: &[Label],
    context: &mut Context<'_>,
) -> Option<Header> {
    let known = chain.iter().filter(|label| label.field.is_some()).count();
    let is_header = known > 1 && chain.len() - known <= known.min(2);
    let has_name = chain.iter().any(|label| label.field == Some(Field::Name));
    if !is_header || !has_name {
        return None;
    }
    let mut labels = Vec::with_capacity(chain.len());
    let mut first = from;
    for label in chain {
        let start = words.places.get(first)?.start;
        let end = match words.places.get(label.end) {
            Some(next) if labels.len() + 1 < chain.len() => next.start,
            // What stands in parentheses after the last label is part of it.
            _ => label_end(text, words.places.get(label.end - 1)?.end),
        };
        labels.push(start..end);
        first = label.end;
    }
    let is_glued = labels.windows(2).any(|pair| {
        let [one, _] = pair else { return false };
        !text.get(one.clone()).unwrap_or_default().ends_with(' ')
    });
    let is_free = |field: &Field| !chain.iter().any(|label| label.field == Some(*field));
    let mut slots: Vec<Slot> = chain
        .iter()
        .zip(&labels)
        .map(|(label, range)| {
            let field = label.field.or_else(|| label.hint.filter(is_free));
            slot(field, text.get(range.clone()), context)
        })
        .collect();
    if slots.iter().any(|slot| matches!(slot, Slot::Retention | Slot::Number)) {
        for slot in slots.iter_mut().filter(|slot| **slot == Slot::Open) {
            *slot = Slot::Other;
        }
    }
    Some(Header { labels, slots, is_glued })
}

/// Where a label ends whose last word ends at `end`: marks right after it are part of it.
fn label_end(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let marks = rest.len() - rest.trim_start_matches([')', ']', ':', '*']).len();
    if rest.starts_with('(') {
        let close = rest.bytes().take(24).position(|byte| byte == b')');
        return close.map_or(end, |close| end + close + 1);
    }
    end + marks
}

fn slot(field: Option<Field>, label: Option<&str>, context: &mut Context<'_>) -> Slot {
    match field {
        Some(Field::Name) => Slot::Name,
        Some(Field::Retention) => {
            let unit = label
                .and_then(|label| crate::interpret::retention::unit_of(label, context.lexicon));
            if unit.is_some() { Slot::Number } else { Slot::Retention }
        }
        Some(Field::Provider) => Slot::Provider,
        Some(Field::Category | Field::Consent) => Slot::Category,
        Some(Field::Party) => Slot::Party,
        Some(Field::Domain) => Slot::Domain,
        Some(Field::Purpose | Field::Description) => Slot::Prose,
        Some(Field::Service) => Slot::Other,
        None => Slot::Open,
    }
}

/// The labels from the word `from` on, as few as possible with one that means names among them: all
/// words of a whole line, or as many as there are.
fn chain(words: &Words, from: usize, is_line: bool) -> Option<Vec<Label>> {
    // What leads to each word: how many labels, whether one means names, and the label before it.
    type Step = Option<(usize, usize, Label)>;
    let limit = if is_line { words.places.len() - from } else { 40 };
    let limit = limit.min(words.places.len() - from).min(48);
    let mut ways: Vec<[Step; 2]> = vec![[None, None]; limit + 1];
    let mut reached = [[false; 2]; 49];
    if let Some(start) = reached.first_mut() {
        *start = [true, false];
    }
    for at in 0..limit {
        for named in 0..2 {
            if !reached.get(at).and_then(|it| it.get(named)).copied().unwrap_or_default() {
                continue;
            }
            let count = if at == 0 {
                0
            } else {
                match ways.get(at).and_then(|it| it.get(named)).copied().flatten() {
                    Some((count, ..)) => count,
                    None => continue,
                }
            };
            if !is_line && at > 0 && words.is_marked(from + at) {
                continue;
            }
            for (length, field) in labels_at(words, from + at, is_line) {
                let to = at + length;
                let is_name = field == Some(Field::Name);
                if to > limit || count >= COST || is_name && named == 1 {
                    continue;
                }
                let to_named = if is_name { 1 } else { named };
                let cost = count + if field.is_none() { 3 * length + 1 } else { 1 };
                let hint = field.is_none().then(|| hint(words, from + at, from + to)).flatten();
                let label = Label { end: from + to, field, hint };
                let way = ways.get_mut(to).and_then(|it| it.get_mut(to_named))?;
                if way.is_none_or(|(best, ..)| cost < best) {
                    *way = Some((cost, at * 2 + named, label));
                    if let Some(it) = reached.get_mut(to).and_then(|it| it.get_mut(to_named)) {
                        *it = true;
                    }
                }
            }
        }
    }
    let end = (1..=limit).rev().find(|&at| ways.get(at).is_some_and(|it| it[1].is_some()))?;
    if is_line && end != limit {
        return None;
    }
    let (mut at, mut named) = (end, 1);
    let mut chain = Vec::new();
    while at > 0 {
        let (_, before, label) = ways.get(at)?.get(named).copied().flatten()?;
        chain.push(label);
        (at, named) = (before / 2, before % 2);
    }
    chain.reverse();
    Some(chain)
}

/// The labels that begin with a word: how many words each has, and what it means. In prose a label
/// begins with a capital.
fn labels_at(words: &Words, at: usize, is_line: bool) -> Vec<(usize, Option<Field>)> {
    let is_capital = words.is_capital(at);
    let mut found: Vec<(usize, Option<Field>)> = Vec::new();
    if !is_line && !is_capital || !words.is_first(at) {
        return found;
    }
    for hit in words.hits_at(at) {
        let Term::Label(field) = hit.term else { continue };
        let end = at + hit.length;
        let is_whole = words.is_first(end);
        // A label that means several things means names before all, then purposes.
        match found.iter_mut().find(|(length, _)| *length == hit.length) {
            _ if !is_whole => {}
            Some((_, before)) if rank(Some(field)) < rank(*before) => *before = Some(field),
            Some(_) => {}
            None => found.push((hit.length, Some(field))),
        }
    }
    if is_line && is_capital {
        for length in 1..=UNKNOWN {
            let is_known = found.iter().any(|(known, _)| *known == length);
            let ends = words.places.len() == at + length || words.is_capital(at + length);
            if !is_known && ends && words.is_first(at + length) {
                found.push((length, None));
            }
        }
    }
    found
}

/// What a label holds that is not known, by the label in it that is.
fn hint(words: &Words, from: usize, to: usize) -> Option<Field> {
    let hits = (from..to).flat_map(|word| words.hits_at(word));
    let fields = hits.filter_map(|hit| match hit.term {
        Term::Label(field) | Term::Keyword(field) if field != Field::Name => Some(field),
        _ => None,
    });
    fields.min_by_key(|field| rank(Some(*field)))
}

fn rank(field: Option<Field>) -> u8 {
    match field {
        Some(Field::Name) => 0,
        Some(Field::Purpose) => 1,
        Some(Field::Retention) => 2,
        Some(Field::Category) => 3,
        Some(Field::Provider) => 4,
        Some(_) => 5,
        None => 6,
    }
}
