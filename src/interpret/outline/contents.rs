//! Tables of contents: lines one below the other, or items, each of which comes again later as a heading.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::super::openings::Opening;
use super::super::pieces::Piece;
use crate::text::{unmarked, without_number};

/// No table of contents has fewer lines: two may come again by chance.
const LEAST: usize = 3;
/// No more lines of one are looked at.
const MOST: usize = 100;

/// The tables of contents of a text, and what they announce.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The pieces of each.
    runs: Vec<Range<usize>>,
    /// The headings that stand in one, by their places in the text.
    announced: Vec<usize>,
}

/// A line as it stands in a table of contents, which may have lost its number or be a link.
type Key<'s> = Cow<'s, str>;

impl Contents {
    pub(super) fn of(pieces: &[Piece<'_, '_>]) -> Self {
        let mut contents = Self::default();
        let mut places: Option<HashMap<Key<'_>, Vec<usize>>> = None;
        let mut at = 0;
        let mut end = 0;
        while at < pieces.len() {
            if let Some(Piece::List(items)) = pieces.get(at) {
                if items.len() >= LEAST {
                    let places = places.get_or_insert_with(|| headings(pieces));
                    contents.list(at, items, places);
                }
                at += 1;
                continue;
            }
            if end <= at {
                end = at
                    + pieces
                        .get(at..)
                        .unwrap_or_default()
                        .iter()
                        .take_while(|it| may_be_line(it))
                        .count();
            }
            if end < at + LEAST {
                at = end.max(at + 1);
                continue;
            }
            let places = places.get_or_insert_with(|| headings(pieces));
            at = contents.lines(pieces, at..end, places).max(at + 1);
        }
        contents.announced.sort_unstable();
        contents
    }

    /// Takes the table of contents that the first of some lines begins, if it does, and says up to where lines were
    /// looked at, which are not again.
    fn lines(
        &mut self,
        pieces: &[Piece<'_, '_>],
        lines: Range<usize>,
        places: &HashMap<Key<'_>, Vec<usize>>,
    ) -> usize {
        let mut found: Vec<usize> = Vec::new();
        let mut at = lines.start;
        while let Some(Piece::Heading(line, _)) = pieces.get(at) {
            // A line at its own heading is behind the table of contents.
            let is_behind = found.first().is_some_and(|&first| at >= first);
            if is_behind || at >= lines.end.min(lines.start + MOST) {
                break;
            }
            let Some(next) = next(line, found.last().map_or(at, |&last| last), places) else {
                break;
            };
            found.push(next);
            at += 1;
        }
        let is_below = found.first().is_some_and(|&first| first >= at);
        if is_below && announce(&found) {
            self.runs.push(lines.start..at);
            self.announced.extend(found);
        }
        at
    }

    /// Takes a list as a table of contents, if it is one: a heading may have been reworded since.
    fn list(&mut self, at: usize, items: &[&str], places: &HashMap<Key<'_>, Vec<usize>>) {
        let mut found: Vec<usize> = Vec::new();
        for item in items.iter().take(MOST) {
            found.extend(next(item, found.last().map_or(at, |&last| last), places));
        }
        if found.len() * 4 >= items.len() * 3 && announce(&found) {
            self.runs.push(at..at + 1);
            self.announced.extend(found);
        }
    }

    /// Where the table of contents ends that a piece is the first of.
    pub(super) fn end(&self, at: usize) -> Option<usize> {
        let run = self.runs.binary_search_by_key(&at, |run| run.start).ok()?;
        self.runs.get(run).map(|run| run.end)
    }

    /// Whether a piece is in a table of contents.
    pub(super) fn has(&self, at: usize) -> bool {
        let before = self.runs.partition_point(|run| run.start <= at);
        before.checked_sub(1).and_then(|run| self.runs.get(run)).is_some_and(|run| at < run.end)
    }

    /// Whether a piece is a heading that stands in one.
    pub(super) fn announces(&self, at: usize) -> bool {
        self.announced.binary_search(&at).is_ok()
    }
}

/// Where a line comes again as a heading, behind a place.
fn next(line: &str, after: usize, places: &HashMap<Key<'_>, Vec<usize>>) -> Option<usize> {
    let all = places.get(&key(line))?;
    all.get(all.partition_point(|&place| place <= after)).copied()
}

/// Whether lines at such places are enough, and most have something between them: what comes again side by side is a
/// menu, or the header of a table.
fn announce(found: &[usize]) -> bool {
    let parted = found.windows(2).filter(|pair| matches!(pair, [one, next] if next - one > 1));
    found.len() >= LEAST && parted.count() * 2 >= found.len() - 1
}

/// Whether a piece may be a line of a table of contents.
fn may_be_line(piece: &Piece<'_, '_>) -> bool {
    matches!(piece, Piece::Heading(_, sense) if sense.mark.is_none()) && may_be(piece)
}

/// Whether a line is neither a label nor the name of a cookie: what comes again below those is a row.
fn may_be(piece: &Piece<'_, '_>) -> bool {
    match *piece {
        Piece::Heading(text, sense) => {
            !sense.opening.meets(Opening::LABEL.or(Opening::NAME)) || without_number(text) != text
        }
        _ => false,
    }
}

/// Where each line that could be a heading stands.
fn headings<'s>(pieces: &[Piece<'_, 's>]) -> HashMap<Key<'s>, Vec<usize>> {
    let mut places: HashMap<Key<'s>, Vec<usize>> = HashMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        if let Piece::Heading(text, _) = *piece
            && may_be(piece)
        {
            places.entry(key(text)).or_default().push(at);
        }
    }
    places
}

fn key(line: &str) -> Key<'_> {
    match unmarked(line) {
        Cow::Borrowed(line) => Cow::Borrowed(without_number(line)),
        Cow::Owned(line) => Cow::Owned(without_number(&line).to_owned()),
    }
}
