//! Cuts a stream of words into the rows of a table whose columns are known: the best way to give every
//! column of every row a span of words, found by a Viterbi search over words and columns.
//!
//! A cell scores as the evidence for its field and the break at its end say. A row may lack cells, at
//! its beginning when they span from the row above; a line may be a caption of the rows below it, or no
//! part of the table; and the table may end after any row. Nothing else is decided here, so that
//! stacked, spaced, wrapped, glued and broken rows are all read by this one program.

use std::ops::Range;

use super::cost::{self, Frame};
use crate::interpret::evidence;
use crate::interpret::weights::{self, Score};
use crate::interpret::words::{Break, Stream};
use crate::model::Field;

/// How many words or lines a cell may have.
const LONGEST: usize = 96;

/// What a stretch of words is in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::interpret) enum Part {
    /// A row: for each column its words, none of a cell that is empty and `None` of one that is lost.
    Row(Vec<Option<Range<usize>>>),
    /// A line that heads the rows below it.
    Caption(Range<usize>),
    /// A line that fits nowhere.
    Stray(Range<usize>),
}

impl Part {
    /// Whether it is a row that lacks no cell.
    pub(in crate::interpret) fn is_whole_row(&self) -> bool {
        matches!(self, Self::Row(cells) if cells.iter().all(Option::is_some))
    }
}

/// How a stream was cut.
#[derive(Clone, Debug)]
pub(in crate::interpret) struct Cutting {
    /// The word after the table.
    pub(in crate::interpret) end: usize,
    pub(in crate::interpret) parts: Vec<Part>,
    /// What speaks for it.
    pub(in crate::interpret) score: Score,
}

/// A move from one state to the next.
#[derive(Clone, Copy, Debug)]
enum Move {
    /// The words from there were a cell of the column there.
    Cell,
    /// The columns before this one are lost.
    Begin,
    /// A row ended.
    End,
    Caption,
    Stray,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    score: Score,
    /// Where it was come from: a position, and the column or the tabs there.
    from: (usize, usize),
    by: Move,
}

/// Cuts the words from `first` on, up to `last`.
/// The last word ends the last row when the table `goes_on` behind them.
pub(in crate::interpret) fn cut(
    stream: &Stream<'_>,
    words: Range<usize>,
    frame: &Frame,
    goes_on: bool,
) -> Cutting {
    let mut frame = frame.clone();
    let last_tab = (words.start..words.end).rev().find(|&word| stream.gap(word).tabs > 0);
    frame.tail = if goes_on { words.end } else { last_tab.map_or(words.start, |word| word + 1) };
    if frame.whole > 1 {
        frame.lines.fill(weights::RARE_LINE);
        frame.opens.fill(weights::RARE_LINE);
    }
    let frame = &frame;
    let cutting = cut_once(stream, words.clone(), frame, goes_on);
    if !frame.is_tabbed() {
        return cutting;
    }
    let lines = learnt(&cutting, frame, &frame.lines, |cell| {
        stream.line(cell.start) != stream.line(cell.end.saturating_sub(1))
    });
    let opens = learnt(&cutting, frame, &frame.opens, |cell| {
        let gap = stream.gap(cell.start);
        gap.tabs > 0 && frame.is_behind_tab(gap)
    });
    if lines == frame.lines && opens == frame.opens {
        return cutting;
    }
    cut_once(stream, words, &Frame { lines, opens, ..frame.clone() }, goes_on)
}

/// What the end of a line costs in each column, by how many cells have one.
fn learnt(
    cutting: &Cutting,
    frame: &Frame,
    costs: &[Score],
    has_line: impl Fn(&Range<usize>) -> bool,
) -> Vec<Score> {
    let learn = |column: usize, cost: Score| {
        let cells = cutting.parts.iter().filter_map(|part| match part {
            Part::Row(cells) => cells.get(column)?.as_ref().filter(|cell| !cell.is_empty()),
            _ => None,
        });
        let (several, all) = cells.fold((0, frame.whole), |(several, all), cell| {
            (several + usize::from(has_line(cell)), all + 1)
        });
        match several {
            0 if all > 1 => weights::RARE_LINE,
            0 => cost,
            several if several * 2 >= all => weights::COMMON_LINE,
            _ => cost,
        }
    };
    costs.iter().enumerate().map(|(column, &cost)| learn(column, cost)).collect()
}

fn cut_once(stream: &Stream<'_>, words: Range<usize>, frame: &Frame, goes_on: bool) -> Cutting {
    if words.is_empty() {
        return Cutting { end: words.start, parts: Vec::new(), score: 0 };
    }
    let mut search = Search::new(stream, words, frame);
    search.run();
    if goes_on {
        search.end_with_last();
    }
    search.best()
}

/// What speaks against a cell that goes on past a border; nothing where it cannot.
#[derive(Clone, Copy)]
struct Inside(Option<Score>);

struct Search<'f, 's> {
    stream: &'f Stream<'s>,
    frame: &'f Frame,
    /// The words before which a cell may end.
    borders: Vec<usize>,
    /// What speaks against a cell that ends at each.
    costs: Vec<Score>,
    /// What speaks against a cell of each column that goes on past each, once it was asked for.
    inside: Vec<Option<Inside>>,
    /// The best way to each column at each position.
    columns: Vec<Option<Node>>,
    /// The same to each beginning of a row: by how many tabs the row begins with.
    starts: Vec<Option<Node>>,
    best: (Score, usize, usize),
}

impl<'f, 's> Search<'f, 's> {
    fn new(stream: &'f Stream<'s>, words: Range<usize>, frame: &'f Frame) -> Self {
        let may_end = |at: &usize| stream.gap(*at).strength >= frame.least;
        let inner = (words.start + 1..words.end).filter(may_end);
        let borders: Vec<usize> =
            std::iter::once(words.start).chain(inner).chain(std::iter::once(words.end)).collect();
        let costs = borders.iter().map(|&word| frame.border(stream, word)).collect();
        let places = borders.len() * (frame.width() + 1);
        let (columns, starts) = (vec![None; places], vec![None; places]);
        let inside = vec![None; places];
        Self { stream, frame, borders, costs, inside, columns, starts, best: (0, 0, 0) }
    }

    fn border(&self, at: usize) -> usize {
        self.borders.get(at).copied().unwrap_or_default()
    }

    /// Where what is known of a column, or of as many tabs, stands for a position.
    fn place(&self, at: usize, column: usize) -> usize {
        at * (self.frame.width() + 1) + column
    }

    fn start(&self, at: usize, tabs: usize) -> Option<Node> {
        self.starts.get(self.place(at, tabs)).copied().flatten()
    }

    fn column(&self, at: usize, column: usize) -> Option<Node> {
        self.columns.get(self.place(at, column)).copied().flatten()
    }

    /// What speaks against a cell of a column that goes on past a position.
    fn inside(&mut self, at: usize, column: usize) -> Option<Score> {
        let (place, word) = (self.place(at, column), self.border(at));
        let known = self.inside.get_mut(place)?;
        known.get_or_insert_with(|| Inside(self.frame.inside(self.stream, word, column))).0
    }

    fn reach(&mut self, at: usize, column: usize, node: Node) {
        // Nothing goes on from what is so far behind.
        if node.score > self.best.0 - weights::CELL_BEAM {
            let place = self.place(at, column);
            relax(self.columns.get_mut(place), node);
        }
    }

    fn reach_start(&mut self, at: usize, tabs: usize, node: Node) {
        let place = self.place(at, tabs);
        relax(self.starts.get_mut(place), node);
    }

    fn run(&mut self) {
        let leading = usize::from(self.stream.gap(self.border(0)).tabs).min(self.frame.leading);
        self.reach_start(0, leading, Node { score: 0, from: (0, 0), by: Move::End });
        for at in 0..self.borders.len() {
            self.begin_rows(at);
            if at + 1 == self.borders.len() {
                break;
            }
            for column in 0..self.frame.width() {
                let node = self.column(at, column);
                if let Some(node) =
                    node.filter(|node| node.score > self.best.0 - weights::CELL_BEAM)
                {
                    self.end_cells(at, column, node.score);
                }
            }
        }
    }

    /// Takes the best way to the last position for the best.
    fn end_with_last(&mut self) {
        let last = self.borders.len() - 1;
        let ends =
            (0..=self.frame.width()).filter_map(|tabs| Some((self.start(last, tabs)?.score, tabs)));
        if let Some((score, tabs)) =
            ends.max_by_key(|&(score, tabs)| (score, std::cmp::Reverse(tabs)))
        {
            self.best = (score, last, tabs);
        }
    }

    /// Begins rows, captions and lines that fit nowhere at a position.
    fn begin_rows(&mut self, at: usize) {
        for tabs in 0..=self.frame.width() {
            let Some(node) = self.start(at, tabs) else { continue };
            if node.score > self.best.0 {
                self.best = (node.score, at, tabs);
            }
            if node.score < self.best.0 - weights::ROW_BEAM || at + 1 == self.borders.len() {
                continue;
            }
            let mut score = node.score + self.frame.begins_row(self.stream, self.border(at));
            for column in tabs..self.frame.width() {
                self.reach(at, column, Node { score, from: (at, tabs), by: Move::Begin });
                score -= self.frame.lost(column);
            }
            self.line(at, tabs, node.score);
        }
    }

    /// Takes the line at a position as a caption, or as one that fits nowhere.
    fn line(&mut self, at: usize, tabs: usize, score: Score) {
        let stream = self.stream;
        let first = self.border(at);
        let mut end = at + 1;
        while end + 1 < self.borders.len() && !stream.gap(self.border(end)).ends_line() {
            end += 1;
        }
        let words = first..self.border(end);
        let has_tabs =
            tabs > 0 || (first + 1..words.end).any(|word| stream.gap(word).strength == Break::Tab);
        let gap = stream.gap(words.end);
        let mut reach = |score: Score, by: Move| {
            for before in gap.ends() {
                let leading = usize::from(gap.tabs - before).min(self.frame.width());
                let node = Node { score, from: (at, tabs), by };
                self.reach_start(end, leading, node);
            }
        };
        if !has_tabs && let Some(caption) = cost::caption(stream, words.clone()) {
            reach(score + caption, Move::Caption);
        }
        reach(score - cost::stray(stream, words, has_tabs), Move::Stray);
    }

    /// Ends the cell of `column` that begins at a position at every border it may end at.
    fn end_cells(&mut self, at: usize, column: usize, score: Score) {
        let first = self.border(at);
        let mut inner = 0;
        let opens = self.frame.opens(self.stream, first, column);
        for end in at + 1..self.borders.len().min(at + 1 + LONGEST) {
            let last = self.border(end);
            if end > at + 1 {
                match self.inside(end - 1, column) {
                    Some(cost) => inner += cost,
                    None => break,
                }
            }
            if inner > self.frame.most_inside() {
                break;
            }
            if last - first > self.frame.longest(column, end - at == 1) {
                break;
            }
            let cell = evidence::of(self.stream, first..last, self.frame.field(column));
            let cell = cell + self.frame.cell(self.stream, first..last, column, cell);
            self.end_cell((at, column), end, score + cell - inner - opens);
        }
    }

    /// Goes on to the next columns, and ends the row where it may end.
    fn end_cell(&mut self, from: (usize, usize), end: usize, score: Score) {
        let (_, column) = from;
        let width = self.frame.width();
        let word = self.border(end);
        let gap = self.stream.gap(word);
        let is_last = end + 1 == self.borders.len();
        let tabs = usize::from(gap.tabs);
        if !is_last {
            let (next, cost) = if tabs > 0 {
                (column + tabs, 0)
            } else {
                (column + 1, self.costs.get(end).copied().unwrap_or_default())
            };
            let empty: Score = (column + 1..next.min(width)).map(|it| self.frame.empty(it)).sum();
            let mut lost = 0;
            for place in next..width {
                let node = Node { score: score - cost - empty - lost, from, by: Move::Cell };
                self.reach(end, place, node);
                lost += self.frame.lost_inside(place);
            }
        }
        if gap.ends_line() || is_last || self.frame.is_flat && column + 1 == width {
            for before in gap.ends_of_rows() {
                let reached = column + usize::from(before).saturating_sub(self.frame.closing);
                let empty: Score =
                    (column + 1..=reached.min(width - 1)).map(|it| self.frame.empty(it)).sum();
                let missing = (reached + 1..width).map(|it| self.frame.missing(it)).sum();
                let missing = self.bare(from).map_or(missing, |all| all.min(missing));
                let surplus = weights::SURPLUS
                    * Score::try_from((reached + 1).saturating_sub(width)).unwrap_or_default();
                let leading = usize::from(gap.tabs - before).min(width);
                let node = Node { score: score - empty - missing - surplus, from, by: Move::Cell };
                self.reach_start(end, leading, node);
            }
        }
    }

    /// What a row of nothing but names loses by the cells behind them: all others span from above at once.
    fn bare(&self, (at, column): (usize, usize)) -> Option<Score> {
        if !self.frame.is_tabbed() || self.frame.field(column) != Some(Field::Name) {
            return None;
        }
        let begin = self.column(at, column).filter(|node| matches!(node.by, Move::Begin))?;
        let start = self.start(begin.from.0, begin.from.1)?;
        Some(weights::LOST - (start.score - begin.score))
    }

    /// The best way up to the end of a row, and what it made of the words.
    fn best(self) -> Cutting {
        let (score, mut at, mut tabs) = self.best;
        let mut parts = Vec::new();
        let end = self.border(at);
        let mut is_start = true;
        let mut row: Vec<Option<Range<usize>>> = Vec::new();
        while let Some(node) = if is_start { self.start(at, tabs) } else { self.column(at, tabs) } {
            let (before, place) = node.from;
            let words = self.border(before)..self.border(at);
            match node.by {
                Move::End => break,
                Move::Caption => parts.push(Part::Caption(words)),
                Move::Stray => parts.push(Part::Stray(words)),
                Move::Begin => {
                    // What stands in front of the row: tabs without a word, then what is lost.
                    for (column, cell) in row.iter_mut().enumerate() {
                        if column < place && cell.is_none() {
                            *cell = Some(self.border(at)..self.border(at));
                        }
                    }
                    parts.push(Part::Row(std::mem::take(&mut row)));
                }
                Move::Cell => {
                    let column = place;
                    if is_start {
                        row = vec![None; self.frame.width()];
                    }
                    let gap = self.stream.gap(words.end);
                    let behind = usize::from(gap.tabs);
                    let empty = if is_start {
                        behind.saturating_sub(tabs + self.frame.closing)
                    } else {
                        behind.saturating_sub(1)
                    };
                    for place in column + 1..column + 1 + empty {
                        if let Some(cell) = row.get_mut(place).filter(|cell| cell.is_none()) {
                            *cell = Some(words.end..words.end);
                        }
                    }
                    if let Some(cell) = row.get_mut(column) {
                        *cell = Some(words);
                    }
                }
            }
            is_start = matches!(node.by, Move::Begin | Move::Caption | Move::Stray);
            (at, tabs) = node.from;
        }
        parts.reverse();
        while parts.last().is_some_and(|part| !matches!(part, Part::Row(_))) {
            parts.pop();
        }
        Cutting { end: end_of(&parts).unwrap_or(end), parts, score }
    }
}

/// The word after the last cell of a table.
pub(in crate::interpret) fn end_of(parts: &[Part]) -> Option<usize> {
    match parts.last()? {
        Part::Row(cells) => cells.iter().flatten().map(|cell| cell.end).max(),
        Part::Caption(words) | Part::Stray(words) => Some(words.end),
    }
}

fn relax(entry: Option<&mut Option<Node>>, node: Node) {
    if let Some(entry) = entry
        && entry.is_none_or(|known| known.score < node.score)
    {
        *entry = Some(node);
    }
}
