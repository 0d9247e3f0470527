//! Labels one after the other in a stream of words: the header of a table whose cells nothing parts for
//! sure.

use std::cmp::Reverse;
use std::ops::Range;

use crate::interpret::evidence::label;
use crate::interpret::weights::{self, Score};
use crate::interpret::words::{Break, Stream, Traits};
use crate::model::Field;

/// No label has more words.
const LONGEST: usize = 12;
/// No header has more columns.
const WIDEST: usize = 12;
/// No header has more words.
const WORDS: usize = 64;
/// The labels that one line has before its end is surely that of the header.
const LINE: usize = 3;

/// One label of a header, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) words: Range<usize>,
    pub(super) field: Option<Field>,
    is_whole: bool,
}

/// The labels of a header.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    pub(super) labels: Vec<Label>,
    pub(super) score: Score,
    /// The weakest break between two of them.
    pub(super) natural: Break,
    /// Whether what comes next stands on the line of the last.
    pub(super) is_flat: bool,
}

impl Chain {
    /// The word after it.
    pub(super) fn end(&self) -> usize {
        self.labels.last().map_or(0, |label| label.words.end)
    }

    /// What each label means.
    pub(super) fn fields(&self) -> Vec<Option<Field>> {
        self.labels.iter().map(|label| label.field).collect()
    }

    /// Whether a label is known whole but means what one before it means.
    pub(super) fn has_again(&self) -> bool {
        self.labels.iter().any(|label| label.field.is_none() && label.is_whole)
    }
}

/// The best way to read the words up to one as labels.
#[derive(Clone, Default)]
struct Way {
    score: Score,
    labels: Vec<Label>,
    /// How many labels stand on the line of the one before.
    near: usize,
    /// Whether the last one is known.
    is_known: bool,
}

impl Way {
    fn has_names(&self) -> bool {
        self.labels.iter().any(|label| label.field == Some(Field::Name))
    }
}

/// The header that begins with the word at a place: labels of which one means names.
pub(super) fn read(stream: &Stream<'_>, first: usize) -> Option<Chain> {
    if spans(stream, first).is_empty() {
        return None;
    }
    let last = stream.len().min(first + WORDS);
    // Without a label for names, and with one.
    let mut ways: Vec<[Option<Way>; 2]> = vec![[None, None]; last - first + 1];
    if let Some(way) = ways.first_mut().and_then(|ways| ways.first_mut()) {
        *way = Some(Way::default());
    }
    let mut best: Option<Chain> = None;
    let places = (first..=last).flat_map(|at| [(at, 0), (at, 1)]);
    for (at, named) in places {
        let way = ways.get_mut(at - first).and_then(|ways| ways.get_mut(named));
        let Some(way) = way.and_then(Option::take) else { continue };
        if let Some(chain) = end(stream, first, at, &way)
            && best.as_ref().is_none_or(|best| chain.score > best.score)
        {
            best = Some(chain);
        }
        let is_full = way.near + 1 >= LINE && stream.gap(at).strength >= Break::Line;
        if way.labels.len() >= WIDEST || is_full {
            continue;
        }
        for (next, to) in steps(stream, at, &way) {
            let named = usize::from(next.has_names());
            let known = ways.get_mut(to - first).and_then(|ways| ways.get_mut(named));
            if let Some(known) =
                known.filter(|it| it.as_ref().is_none_or(|it| it.score < next.score))
            {
                *known = Some(next);
            }
        }
    }
    best.filter(|chain| chain.score >= weights::LEAST_HEADER)
}

/// The header that a way up to a word is, if it is one.
fn end(stream: &Stream<'_>, first: usize, at: usize, way: &Way) -> Option<Chain> {
    let labels = &way.labels;
    let is_flat = !stream.gap(at).ends_line();
    let known = labels.iter().filter(|label| label.field.is_some()).count();
    if known < 2 || !way.has_names() || is_flat && !way.is_known {
        return None;
    }
    let begins_line = stream.gap(first).strength >= Break::Line;
    let are_whole = labels.iter().all(|label| label.is_whole || label.field.is_none());
    let least = match () {
        () if are_whole || begins_line && !is_flat => 2,
        () if begins_line || !is_flat => 4,
        () => 5,
    };
    if labels.len() < least {
        return None;
    }
    let when = |holds: bool, score: Score| if holds { score } else { 0 };
    let flat =
        if are_whole || way.near > 1 { weights::FLAT_HEADER } else { weights::FLAT_LOOSE_HEADER };
    let inner = if are_whole { weights::INNER_HEADER } else { weights::INNER_LOOSE_HEADER };
    let score = way.score - when(is_flat, flat) - when(!begins_line, inner);
    let breaks = labels.iter().skip(1).map(|label| stream.gap(label.words.start).strength);
    Some(Chain { labels: labels.clone(), score, natural: breaks.min()?, is_flat })
}

/// Every way on from a word, and up to which.
fn steps(stream: &Stream<'_>, at: usize, way: &Way) -> Vec<(Way, usize)> {
    let mut steps = Vec::new();
    let mut step = |to: usize, field: Option<Field>, is_whole: bool, score: Score, is_known| {
        let mut labels = way.labels.clone();
        labels.push(Label { words: at..to, field, is_whole });
        let is_near = stream.gap(to).strength < Break::Line;
        let near = if is_near { way.near + 1 } else { way.near };
        steps.push((Way { score: way.score + score, labels, near, is_known }, to));
    };
    for span in spans(stream, at) {
        let free = |field: &&Field| !way.labels.iter().any(|it| it.field == Some(**field));
        let is_whole = span.evidence >= weights::SURE_LABEL;
        let choice = span.fields.iter().zip(0..).find(|(field, _)| free(field));
        match choice {
            Some((field, less)) => {
                step(
                    span.end,
                    Some(*field),
                    is_whole,
                    span.score - weights::LESS_TELLING * less,
                    true,
                );
            }
            None if is_whole => step(span.end, None, true, span.score - weights::LABEL_AGAIN, true),
            None => {}
        }
    }
    if way.is_known {
        for (to, score) in unknown(stream, at, way.near) {
            step(to, None, false, score, false);
        }
    }
    steps
}

/// Where a label ends that begins with a word and that nobody knows: a few words with a capital, as many
/// as there are on a line of their own.
fn unknown(stream: &Stream<'_>, at: usize, near: usize) -> Vec<(usize, Score)> {
    const FEW: usize = 4;
    let is_data = |word: usize| {
        stream.features().name(word) >= weights::LIKELY_NAME
            || stream.traits(word).has(Traits::NUMBER | Traits::STOP | Traits::COLON)
            || stream.word(word).contains('_')
    };
    if !stream.traits(at).has(Traits::UPPER) {
        return Vec::new();
    }
    let is_line = stream.gap(at).strength >= Break::Line;
    let mut found = Vec::new();
    for end in at + 1..=(at + FEW).min(stream.len()) {
        if is_data(end - 1) {
            break;
        }
        let words = Score::try_from(end - at - 1).unwrap_or_default() * weights::UNKNOWN_LABEL_WORD;
        if stream.gap(end).ends_line() {
            let score =
                if is_line { weights::UNKNOWN_LABEL_LINE } else { weights::UNKNOWN_LABEL + words };
            found.push((end, score));
            break;
        }
        if near > 0 && !is_line && stream.traits(end).has(Traits::UPPER) {
            found.push((end, weights::UNKNOWN_LABEL + words));
        }
    }
    found
}

/// Some words as a label.
struct Span {
    end: usize,
    score: Score,
    evidence: Score,
    fields: Vec<Field>,
}

/// The labels that may begin with a word.
fn spans(stream: &Stream<'_>, at: usize) -> Vec<Span> {
    if at >= stream.len() || stream.word(at).starts_with(['(', '/', ',', '.', ';']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for end in at + 1..=(at + LONGEST).min(stream.len()) {
        if end > at + 1 {
            let gap = stream.gap(end - 1).strength;
            let ends = Traits::STOP | Traits::COLON;
            if gap >= Break::Blank
                || stream.traits(end - 2).has(ends)
                || stream.word(end - 2).ends_with(';')
            {
                break;
            }
        }
        let is_open =
            stream.word(end - 1).ends_with(',') || stream.traits(end - 1).has(Traits::JOINS);
        if is_open || !is_closed(stream, at..end) {
            continue;
        }
        let (evidence, fields) = label::of(stream, at..end);
        if evidence < weights::LEAST_LABEL {
            continue;
        }
        let score = evidence + place(stream, at..end, evidence);
        found.push(Span { end, score, evidence, fields });
    }
    // The longer label is meant where all of it is one.
    let whole =
        found.iter().filter(|span| span.evidence >= weights::SURE_LABEL).map(|span| span.end);
    if let Some(far) = whole.max() {
        for span in found.iter_mut().filter(|span| span.end < far) {
            let is_cookie = (at..span.end).all(|word| stream.traits(word).has(Traits::COOKIE));
            span.score -=
                if is_cookie { weights::SHORTER_COOKIE_LABEL } else { weights::SHORTER_LABEL };
        }
    }
    found.retain(|span| span.score > weights::LEAST_PLACED_LABEL);
    found.sort_by_key(|span| Reverse(span.end));
    found
}

/// What the place and the look of some words say for a label beside its words.
fn place(stream: &Stream<'_>, words: Range<usize>, evidence: Score) -> Score {
    let (start, end) = (words.start, words.end);
    let count = Score::try_from(words.len()).unwrap_or_default();
    let (before, after) = (stream.gap(start).strength, stream.gap(end).strength);
    let (first, last) = (stream.traits(start), stream.traits(end - 1));
    let when = |holds: bool, score: Score| if holds { score } else { 0 };
    let breaks = (start + 1..end).filter(|&word| stream.gap(word).strength >= Break::Line);
    let breaks: Score = breaks
        .map(|word| {
            if stream.traits(word).has(Traits::LOWER) {
                weights::SMALL_LINE_IN_LABEL
            } else {
                weights::LINE_IN_LABEL
            }
        })
        .sum();
    let small = if matches!(before, Break::Space | Break::Wide) {
        weights::SMALL_LABEL
    } else {
        weights::SMALL_LABEL_APART
    };
    weights::LABEL_WORD * count / 10
        - breaks
        - when(last.has(Traits::FUNCTION), weights::FUNCTION_ENDS_LABEL)
        - when(first.has(Traits::LOWER), small)
        + when(evidence >= weights::WHOLE_LABEL, weights::WHOLE_LABEL_WORD * count)
        - when(last.has(Traits::STOP | Traits::COMMA), weights::MARK_ENDS_LABEL)
        + when(before >= Break::Line, weights::LABEL_BEGINS_LINE)
        + when(after >= Break::Line, weights::LABEL_ENDS_LINE)
}

/// Whether every parenthesis that opens among some words closes there.
fn is_closed(stream: &Stream<'_>, mut words: Range<usize>) -> bool {
    let depth = |word: usize| {
        let traits = stream.traits(word);
        i32::from(traits.has(Traits::OPENS)) - i32::from(traits.has(Traits::CLOSES))
    };
    words.try_fold(0, |sum, word| Some(sum + depth(word)).filter(|sum| *sum >= 0)) == Some(0)
}
