//! A table that is part of a long line: labels one after the other somewhere in it, and the rows after
//! them with nothing to show where one ends.

use std::borrow::Cow;
use std::ops::Range;

use super::below::Below;
use super::chain::{self, Chain};
use super::{Columns, Reading};
use crate::interpret::Context;
use crate::interpret::grid::{self, Frame, Part};
use crate::interpret::openings::parted;
use crate::interpret::words::{Break, Stream};
use crate::lexicon::{Scan, Term};
use crate::model::Field;

/// No shorter text is a header and a row.
const SHORTEST: usize = 40;
/// No longer text is looked through, in bytes.
const LONGEST: usize = 1 << 18;

/// Where in a text the header and the rows of a table stand, in bytes.
#[derive(Clone, Debug)]
pub(in crate::interpret) struct Run {
    pub(in crate::interpret) header: Range<usize>,
    pub(in crate::interpret) rows: Box<[Range<usize>]>,
}

/// The first table in a text that is not a table as a whole.
pub(in crate::interpret) fn find(text: &str, context: &mut Context<'_>) -> Option<Run> {
    if text.len() < SHORTEST || text.len() > LONGEST {
        return None;
    }
    let known = context.knowledge.runs.get(context.language, text);
    known.unwrap_or_else(|| {
        let run = read(text, context);
        context.knowledge.runs.keep(context.language, text, run)
    })
}

fn read(text: &str, context: &mut Context<'_>) -> Option<Run> {
    let apart = parted(text);
    if !may_have_header(context.scan(&apart)) {
        return None;
    }
    let seams: &[bool] = if matches!(apart, Cow::Borrowed(_)) { &[false] } else { &[false, true] };
    seams.iter().find_map(|&seams| {
        let stream = Stream::of_line(text, seams, context);
        let mut word = 0;
        while word < stream.len() {
            let chain = stream.labels(word).next().and_then(|_| chain::read(&stream, word));
            if let Some(chain) = chain.filter(|chain| chain.is_flat)
                && let Some(run) = rows(&stream, &chain)
            {
                return Some(run);
            }
            word += 1;
        }
        None
    })
}

/// Whether labels of two columns at least stand in a text, one of them for names.
fn may_have_header(scan: &Scan) -> bool {
    let mut found: Vec<Field> = Vec::new();
    for hit in &scan.hits {
        if let Term::Label(field) | Term::Keyword(field) = hit.term
            && !found.contains(&field)
        {
            found.push(field);
        }
    }
    found.len() > 1 && found.contains(&Field::Name)
}

/// The rows after a header.
fn rows(stream: &Stream<'_>, chain: &Chain) -> Option<Run> {
    let columns = Columns {
        fields: chain.fields(),
        natural: chain.natural,
        least: chain.natural,
        reading: Reading { has_seams: chain.natural == Break::Seam, is_broken: false },
    };
    let below = Below { columns, start: chain.end() };
    let frame = Frame { is_flat: true, ..below.frame() };
    let cutting = grid::cut(stream, chain.end()..below.end(stream), &frame, false);
    below.is_proven(&cutting, stream).then_some(())?;
    // Two labels stand beside each other in sentences, too.
    let rows = cutting.parts.iter().filter(|part| part.is_whole_row()).count();
    (chain.labels.len() > 2 || rows > 2).then_some(())?;
    let rows: Vec<Range<usize>> = cutting
        .parts
        .iter()
        .filter_map(|part| {
            let Part::Row(cells) = part else { return None };
            let start = cells.iter().flatten().map(|cell| cell.start).min()?;
            let end = cells.iter().flatten().map(|cell| cell.end).max()?;
            Some(stream.place(start..end))
        })
        .collect();
    let first = chain.labels.first()?.words.start;
    (!rows.is_empty())
        .then(|| Run { header: stream.place(first..chain.end()), rows: rows.into_boxed_slice() })
}
