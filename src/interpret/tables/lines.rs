//! The lines of a table as what separators part: tabs and bars alike, wherever they stand round the ends of lines.

use std::borrow::Cow;
use std::ops::Range;

use super::Reader;
use crate::interpret::looks_like;
use crate::interpret::pieces::Piece;
use crate::interpret::words::{Break, LineOfCells};
use crate::syntax;
use crate::text::{unmarked, unmarked_cells};

/// The lines of some pieces so far.
#[derive(Default)]
struct Lines<'s> {
    found: Vec<LineOfCells<'s>>,
    /// The piece that each is of.
    places: Vec<usize>,
    /// Where the last ends in the source.
    end: Option<usize>,
    /// Whether the last is a row, whose tabs are in its cells.
    was_row: bool,
    /// Whether no bar stands behind the last.
    is_open: bool,
}

impl<'s> Reader<'_, '_, 's, '_> {
    /// The lines of some pieces as cells, with those between that hold nothing but separators, and the piece
    /// that each is of.
    pub(super) fn lines(&self, range: Range<usize>) -> (Vec<LineOfCells<'s>>, Vec<usize>) {
        let source = self.context.source;
        let mut lines = Lines::default();
        for at in range {
            let Some(piece) = self.pieces.get(at) else { break };
            let (line, cells, is_heading) = match piece {
                Piece::Row(_, row) => (row.line, self.cells(row, lines.is_open), false),
                Piece::Heading(text, sense) => {
                    let is_heading =
                        sense.is_known() && !looks_like::duration(text, self.context.lexicon);
                    (*text, vec![unmarked(text)], is_heading)
                }
                Piece::Paragraph(text) => (*text, vec![unmarked(text)], false),
                Piece::Junk(bar) if piece.is_bar() && self.has_bars() => {
                    if lines.close() {
                        lines.end = Some(source.span_of(bar).end);
                        continue;
                    }
                    (*bar, vec![Cow::Borrowed(""); 2], false)
                }
                _ => break,
            };
            let span = source.span_of(line);
            // Nothing is known of the line above the first.
            let start = |text: &str| text.rfind(['\n', '\r']).unwrap_or_default();
            let from = lines.end.or_else(|| source.text().get(..span.start).map(start));
            let between = from.and_then(|from| source.text().get(from..span.start));
            let is_row = piece.row().is_some();
            let line = LineOfCells { source: line, cells, before: Break::Line, is_heading };
            lines.add(between.unwrap_or_default(), line, at, is_row);
            let is_closed = piece.is_bar() || piece.row().is_some_and(syntax::Row::is_closed);
            (lines.end, lines.was_row, lines.is_open) = (Some(span.end), is_row, !is_closed);
        }
        (lines.found, lines.places)
    }

    /// The cells of a row. A bar at its end parts the last from what comes where one ends every row, and one at its
    /// beginning the first from an open cell above.
    fn cells(&self, row: &syntax::Row<'s>, is_below_open: bool) -> Vec<Cow<'s, str>> {
        let mut cells = unmarked_cells(row.line, &row.cells);
        if self.has_bars() {
            if is_below_open && row.is_opened() {
                cells.insert(0, Cow::Borrowed(""));
            }
            if self.is_closed && row.is_closed() {
                cells.push(Cow::Borrowed(""));
            }
        }
        cells
    }
}

impl<'s> Lines<'s> {
    /// Ends the last line with a bar that stands below it, if it has none. It is a cell then, and no heading.
    fn close(&mut self) -> bool {
        let Some(last) = self.found.last_mut().filter(|_| self.is_open) else { return false };
        last.cells.push(Cow::Borrowed(""));
        (last.is_heading, self.is_open) = (false, false);
        true
    }

    /// Adds a line and the tabs between it and the last.
    fn add(&mut self, between: &str, mut line: LineOfCells<'s>, place: usize, is_row: bool) {
        let mut tabs = between.split('\n').map(|line| line.matches('\t').count());
        // A row that shows one cell alone is a line of prose to the parser.
        let trailing = tabs.next().unwrap_or_default();
        if let Some(last) = self.found.last_mut().filter(|_| trailing > 0 && !self.was_row) {
            last.cells.resize(last.cells.len() + trailing, Cow::Borrowed(""));
        }
        let mut blank: Vec<usize> = tabs.collect();
        let margin = blank.pop().unwrap_or_default();
        for tabs in blank {
            if tabs > 0 {
                self.found.push(LineOfCells {
                    source: line.source,
                    cells: vec![Cow::Borrowed(""); tabs + 1],
                    before: Break::Blank,
                    is_heading: false,
                });
                self.places.push(place);
            }
            line.before = Break::Blank;
        }
        if margin > 0 && !is_row {
            line.cells.splice(0..0, vec![Cow::Borrowed(""); margin]);
        }
        self.found.push(line);
        self.places.push(place);
    }
}
