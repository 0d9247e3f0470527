//! Loose lines: rows that a line break in a cell took apart, or that lack cells, cut by what their words
//! look like.
//!
//! Where two rows as wide as the table follow each other nothing is loose; what stands between such rows
//! is cut as a whole.

use std::borrow::Cow;
use std::ops::Range;

use super::{Reader, TAIL, WIDEST, remarks};
use crate::interpret::evidence;
use crate::interpret::grid::{self, Frame, Part};
use crate::interpret::looks_like;
use crate::interpret::pieces::Piece;
use crate::interpret::weights;
use crate::interpret::words::{Break, Stream};
use crate::model::{Field, Row};
use crate::syntax::{self, Layout};

/// What became of loose lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Loose {
    /// They are rows.
    Taken,
    /// The table ended among them.
    Ended,
    /// None is a row.
    Nothing,
}

impl<'s> Reader<'_, '_, 's, '_> {
    /// Whether rows may be broken over lines: markup has them whole, and where nothing is known of the
    /// columns nothing tells.
    pub(super) fn is_loose(&self) -> bool {
        self.layout != Layout::Html
            && !self.is_grid
            && (2..=WIDEST).contains(&self.columns.len())
            && self.columns.iter().any(|column| column.field.is_some())
    }

    /// Whether the row at a place is as wide as the table, and so is what comes next, or nothing does.
    pub(super) fn stands_alone(&mut self, at: usize) -> bool {
        self.is_whole(at)
            && match self.pieces.get(at + 1) {
                Some(Piece::Row(layout, _)) => *layout != self.layout || self.is_whole(at + 1),
                Some(_) => !self.has_broken_rows() || !self.is_line(at + 1),
                None => true,
            }
    }

    pub(super) fn is_whole(&self, at: usize) -> bool {
        let row = self.pieces.get(at).and_then(Piece::row);
        row.is_some_and(|row| self.filled(row) >= self.columns.len())
    }

    /// How many cells a row has. Programs that make bars move what is empty to the end.
    pub(super) fn filled(&self, row: &syntax::Row<'_>) -> usize {
        match self.layout {
            Layout::Piped | Layout::Stacked => {
                let last = row.cells.iter().rposition(|cell| !cell.is_empty());
                last.map_or(0, |last| last + 1)
            }
            _ => row.cells.len(),
        }
    }

    /// Where the loose lines from here on end: before two rows as wide as the table, or with the table.
    /// The second says whether rows go on behind.
    pub(super) fn loose_end(&mut self) -> (usize, bool) {
        let (mut at, mut last_row) = (self.at, self.at);
        while let Some(piece) = self.pieces.get(at) {
            match piece {
                Piece::Row(layout, row) => {
                    let is_other = *layout != self.layout
                        || at > self.at && row.cells.len() > self.columns.len()
                        || at > self.at && self.begins_next(at);
                    if is_other {
                        break;
                    }
                    if at > self.at && self.is_whole(at - 1) && self.is_whole(at) {
                        return (at, true);
                    }
                    last_row = at;
                }
                Piece::Heading(..) | Piece::Paragraph(_)
                    if self.has_broken_rows()
                        && at - last_row <= TAIL
                        && self.is_line(at)
                        && (at == self.at || !self.begins_next(at)) => {}
                Piece::Junk(_) if piece.is_bar() && self.has_bars() => {}
                _ => break,
            }
            at += 1;
        }
        (at, false)
    }

    pub(super) fn has_bars(&self) -> bool {
        matches!(self.layout, Layout::Piped | Layout::Stacked)
    }

    /// Whether separators may stand on other lines than the cells round them.
    pub(super) fn has_broken_rows(&self) -> bool {
        self.layout == Layout::Tabbed || self.has_bars()
    }

    /// Whether the line of prose at a place is more of a row of bars: a bar ends it further below.
    fn is_before_bar(&self, at: usize) -> bool {
        let mut below = self.pieces.get(at..).unwrap_or_default().iter().take(TAIL);
        let end = below.find(|piece| piece.is_bar() || piece.line().is_none());
        end.is_some_and(|piece| match piece.row() {
            Some(row) => !row.is_opened() && self.filled(row) < self.columns.len(),
            None => piece.is_bar(),
        })
    }

    /// Whether the piece at a place is prose, and no heading but one that reads as a duration. What is marked with
    /// a level is no line of a table.
    pub(super) fn is_line(&mut self, at: usize) -> bool {
        let is_before_bar = self.is_before_bar(at);
        if self.layout == Layout::Piped && !is_before_bar {
            return false;
        }
        match self.pieces.get(at) {
            Some(Piece::Heading(_, sense)) if sense.has_level() => false,
            Some(Piece::Heading(text, sense)) => {
                !sense.is_known()
                    || is_before_bar
                    || looks_like::known_duration(text, self.context)
                    || self.is_behind_tab(at)
                    || self.is_amid_rows(at)
            }
            Some(Piece::Paragraph(_)) => true,
            _ => false,
        }
    }

    /// Whether a tab stands between the piece at a place and the one before.
    pub(super) fn is_behind_tab(&self, at: usize) -> bool {
        let text = |at: usize| match self.pieces.get(at) {
            Some(Piece::Row(_, row)) => Some(row.line.trim_end_matches('\t')),
            Some(Piece::Heading(text, _) | Piece::Paragraph(text)) => Some(*text),
            _ => None,
        };
        let source = self.context.source;
        let (Some(before), Some(text)) = (at.checked_sub(1).and_then(text), text(at)) else {
            return false;
        };
        let between = source.text().get(source.span_of(before).end..source.span_of(text).start);
        between.is_some_and(|between| between.contains('\t'))
    }

    /// Whether broken rows go on behind the heading at a place, so that it is a cell or a caption.
    pub(super) fn is_amid_rows(&self, at: usize) -> bool {
        let is_first_cell = self.lacks_first(at + 1);
        let is_between = || at == self.at || at > 0 && self.is_whole(at - 1);
        if !is_first_cell && self.is_whole(at + 1) && is_between() {
            return false;
        }
        let is_line = |piece: &Piece<'_, '_>| {
            matches!(piece, Piece::Row(..) | Piece::Heading(..) | Piece::Paragraph(_))
        };
        let below = self.pieces.iter().enumerate().skip(at + 1).take(TAIL);
        let row = below.take_while(|it| is_line(it.1)).find_map(|(at, piece)| match piece {
            Piece::Row(layout, row) => Some((at, *layout, *row)),
            _ => None,
        });
        let Some((place, layout, row)) = row else { return false };
        // A paragraph in a cell leaves the tab behind it on a line of its own.
        let is_apart = self.is_whole(place) && !self.lacks_first(place) && is_between() && {
            let is_apart = |line: &str| self.context.is_apart(line);
            is_apart(row.line)
                && matches!(self.pieces.get(at), Some(Piece::Heading(line, _)) if is_apart(line))
        };
        layout == self.layout
            && row.cells.len() <= self.columns.len()
            && !is_apart
            && !self.is_own_header(row)
    }

    /// Whether the piece at a place is a row whose first cell is empty: it may stand on the line above.
    fn lacks_first(&self, at: usize) -> bool {
        let row = self.pieces.get(at).and_then(Piece::row);
        row.and_then(|row| row.cells.first()).is_some_and(|cell| cell.is_empty())
    }

    /// Cuts the loose lines from here on into rows.
    pub(super) fn loose(&mut self) -> Loose {
        let (end, goes_on) = self.loose_end();
        if end == self.at {
            return Loose::Nothing;
        }
        if !self.context.may_cut(end - self.at) {
            self.context.tried = end;
            return Loose::Nothing;
        }
        let (lines, places) = self.lines(self.at..end);
        let stream = Stream::of(lines, false, self.context);
        let cutting = grid::cut(&stream, 0..stream.len(), &self.frame(end), goes_on);
        let Some(next) = places.get(stream.line(cutting.end.wrapping_sub(1))).copied() else {
            return Loose::Nothing;
        };
        let start = self.at;
        if cutting.parts.is_empty() {
            self.context.tried = end;
            return Loose::Nothing;
        }
        for (at, part) in cutting.parts.iter().enumerate() {
            let is_above_row = || cutting.parts.get(at + 1).is_none_or(Part::is_whole_row);
            if let Some(words) = ends_table(part, &stream).filter(|_| is_above_row()) {
                self.at = places.get(stream.line(words.start)).copied().unwrap_or(start);
                if self.at > start {
                    return Loose::Ended;
                }
                self.context.tried = end;
                return Loose::Nothing;
            }
            self.part(part.clone(), &stream, &places);
        }
        self.at = next + 1;
        // What was cut up to its end has no more rows.
        if !goes_on && self.is_prose(self.at, end) {
            self.skip_bars(TAIL);
            self.context.tried = end;
        }
        Loose::Taken
    }

    /// Whether no row stands from one place up to another.
    fn is_prose(&self, from: usize, to: usize) -> bool {
        let pieces = self.pieces.get(from..to).unwrap_or_default();
        pieces.iter().all(|piece| piece.row().is_none())
    }

    /// The first cells of the rows on one line, so far and soon, that come again, but for names.
    pub(super) fn firsts(&self) -> Vec<String> {
        const MOST: usize = 24;
        if self.columns.first().is_some_and(|first| first.field == Some(Field::Name)) {
            return Vec::new();
        }
        let above = self.rows.iter().rev().take(MOST).filter_map(|row| row.cells.first());
        let below = self.pieces.get(self.at..).unwrap_or_default().iter().take(MOST);
        let below =
            below.filter_map(Piece::row).filter(|row| row.cells.len() == self.columns.len());
        let below = below.filter_map(|row| row.cells.first().copied());
        let firsts = above.map(|cell| &**cell).chain(below).filter(|cell| !cell.is_empty());
        let firsts: Vec<&str> = firsts.collect();
        // A line that is one by chance stands there once.
        let comes_again = |cell: &&&str| firsts.iter().filter(|first| first == cell).count() > 1;
        firsts.iter().filter(comes_again).map(|&cell| cell.to_owned()).collect()
    }

    /// How the loose lines of this table up to the piece at `end` are cut.
    pub(super) fn frame(&mut self, end: usize) -> Frame {
        Frame {
            fields: self.columns.iter().map(|column| column.field).collect(),
            least: Break::Line,
            natural: Break::Tab,
            is_flat: false,
            leading: WIDEST,
            lines: vec![weights::LINE; self.columns.len()],
            opens: vec![weights::LINE; self.columns.len()],
            whole: self.whole.min(8),
            is_above_header: self.pieces.get(end).is_some_and(|piece| piece.row().is_some())
                || self.begins_next(end),
            firsts: self.firsts(),
            tail: 0,
            closing: usize::from(self.is_closed),
        }
    }

    /// Takes what loose lines were cut into.
    pub(super) fn part(&mut self, part: Part, stream: &Stream<'s>, places: &[usize]) {
        let width = self.columns.len();
        let ends_table = ends_table(&part, stream).is_some();
        match part {
            Part::Row(cells) => self.cut_row(cells, stream, places),
            Part::Caption(words) | Part::Stray(words) => {
                let (line, place) = self.place_of(words.start, stream, places);
                let mut cells = vec![stream.text(words)];
                cells.resize(width, Cow::Borrowed(""));
                if ends_table {
                    self.diagnostics.push(remarks::uneven_row(1, width, line));
                }
                self.rows.push(Row::new(line, cells));
                self.places.push(place);
            }
        }
    }

    /// Takes a row that was cut. What is lost at its beginning, in the middle of a short one, or beside
    /// names alone, spans from the row above; what is lost in the middle of another is an empty cell that went
    /// to its end.
    pub(super) fn cut_row(
        &mut self,
        cells: Vec<Option<Range<usize>>>,
        stream: &Stream<'s>,
        places: &[usize],
    ) {
        let width = self.columns.len();
        let Some(first) = cells.iter().flatten().find(|cell| !cell.is_empty()) else { return };
        let (line, place) = self.place_of(first.start, stream, places);
        let row = self.pieces.get(place).and_then(Piece::row);
        let is_padded = row.is_some_and(|row| row.cells.len() >= width);
        let mut beside =
            self.columns.iter().zip(&cells).filter(|it| it.0.field != Some(Field::Name));
        let is_bare = !self.rows.is_empty() && beside.all(|(_, cell)| cell.is_none());
        let missing = cells.iter().rev().take_while(|cell| cell.is_none() && !is_bare).count();
        let leading = cells.iter().take_while(|cell| cell.is_none()).count();
        let lost = cells.iter().take(width - missing).any(Option::is_none);
        let above = self.rows.last();
        let text = |(at, cell): (usize, Option<Range<usize>>)| match cell {
            Some(cell) => stream.text(cell),
            None if at < leading || !is_padded && at < width - missing => {
                above.and_then(|row| row.cells.get(at)).cloned().unwrap_or_default()
            }
            None => Cow::Borrowed(""),
        };
        let texts: Vec<Cow<'s, str>> = cells.into_iter().enumerate().map(text).collect();
        if lost {
            self.diagnostics.push(remarks::guessed_row(line));
        } else if missing > 0 && !is_padded {
            self.diagnostics.push(remarks::uneven_row(width - missing, width, line));
        }
        self.rows.push(Row::new(line, texts));
        self.places.push(place);
    }

    /// The number of the line of a word, and the piece it is in.
    pub(super) fn place_of(
        &self,
        word: usize,
        stream: &Stream<'s>,
        places: &[usize],
    ) -> (u64, usize) {
        let line = stream.line(word);
        let source = stream.line_of_cells(line).map_or("", |line| line.source);
        let place = places.get(line).copied().unwrap_or(self.at);
        (self.context.source.line_of(source), place)
    }
}

/// The words of a line that ends the table it stands in: it is neither row nor caption.
fn ends_table(part: &Part, stream: &Stream<'_>) -> Option<Range<usize>> {
    let (Part::Caption(words) | Part::Stray(words)) = part else { return None };
    let is_known = || {
        stream.is_heading(words.start)
            || evidence::of(stream, words.clone(), Some(Field::Category)) > 0
    };
    let is_caption = matches!(part, Part::Caption(_)) && is_known();
    (!is_caption).then(|| words.clone())
}
