//! A table that is part of a long line: labels one after the other somewhere in it, and the rows after
//! them with nothing to show where one ends.

use std::ops::Range;

use super::align::{Aligner, Row};
use super::anchors::Text;
use super::header::{self, Header, of_line};
use super::line::{Line, Style, cuts};
use super::words::Words;
use crate::interpret::Context;
use crate::interpret::names::Looks;

/// No shorter text is a header and a row.
const SHORTEST: usize = 40;
/// No longer text is looked through, in bytes.
const LONGEST: usize = 1 << 18;
/// Behind so many headers in a text a row is looked for, and within so many bytes.
const TRIES: usize = 16;
const AHEAD: usize = 600;
/// How many words a header in a text takes at least.
const PROSE: usize = 160;

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
    if of_line(text, context).is_some() {
        return None;
    }
    let line = Line::of(text);
    let clean = &*line.text;
    let words = Words::of(clean, &cuts(clean, Style::Glued), context);
    let (mut tries, mut word) = (0, 0);
    while word < words.places.len() && tries < TRIES {
        let header = words.begins_label(word).then(|| header::within(clean, &words, word, context));
        if let Some(header) = header.flatten() {
            tries += 1;
            if let Some(run) = rows(&line, &header, context) {
                return Some(run);
            }
        }
        word += 1;
    }
    None
}

/// The rows after a header.
fn rows(line: &Line<'_>, header: &Header, context: &mut Context<'_>) -> Option<Run> {
    let clean = &*line.text;
    let (first, last) = (header.labels.first()?.start, header.labels.last()?.end);
    let start =
        last + clean.get(last..)?.len() - clean.get(last..)?.trim_start_matches([' ', ':']).len();
    let styles =
        if header.is_glued { [Style::Glued, Style::Spaced] } else { [Style::Spaced, Style::Glued] };
    let rows = styles.into_iter().find_map(|style| {
        let mut end = (start + AHEAD).min(clean.len());
        while !clean.is_char_boundary(end) {
            end -= 1;
        }
        let ahead = align(clean.get(start..end)?, header, style, context)?;
        if end == clean.len() {
            Some(ahead)
        } else {
            align(clean.get(start..)?, header, style, context)
        }
    })?;
    let offset = |place: usize| line.place(start + place);
    let rows: Vec<_> = rows.into_iter().map(|row| offset(row.start)..offset(row.end)).collect();
    Some(Run { header: line.place(first)..line.place(last), rows: rows.into_boxed_slice() })
}

/// Where the rows stand that a text begins with.
fn align(
    text: &str,
    header: &Header,
    style: Style,
    context: &mut Context<'_>,
) -> Option<Vec<Range<usize>>> {
    let cuts = cuts(text, style);
    let parted = Text { line: text, cuts: &cuts, style };
    let rows = Aligner::new(&parted, &header.slots, context).rows_of_all();
    let is_sure = |row: &Row| row.name == Looks::Evident && !row.is_weak;
    let is_table = match rows.as_slice() {
        [] => false,
        [row] => is_sure(row),
        [row, ..] => is_sure(row) || row.name == Looks::Likely && rows.iter().any(is_sure),
    };
    if !is_table {
        return None;
    }
    let place = |cut: usize| cuts.get(cut).copied().unwrap_or(text.len());
    let mut places: Vec<Range<usize>> = rows
        .iter()
        .filter_map(|row| Some(place(row.cells.first()?.start)..place(row.cells.last()?.end)))
        .collect();
    let (last, before) = places.split_last_mut()?;
    let longest = before.iter().map(ExactSizeIterator::len).max().unwrap_or_default();
    // The last row has no more to say than the others: prose comes after it.
    let limit = (longest * 2).max(PROSE);
    if last.len() > limit {
        let prose = rows
            .last()
            .and_then(|row| row.cells.last())
            .map_or(last.start, |cell| place(cell.start));
        let rest = text.get(prose..last.end).unwrap_or_default();
        if let Some(end) = rest.find(". ").or_else(|| rest.find(char::is_whitespace)) {
            last.end = prose + end + 1;
        }
    }
    Some(places)
}
