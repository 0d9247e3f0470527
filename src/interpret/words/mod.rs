//! The lines of a loose table as one stream of words: each with the break before it and what it may
//! be, looked up once.
//!
//! Where a cell ends is a question about words and breaks. A tab or a bar is a break that parts
//! cells, and so may any weaker one be: which of them do is found by `grid`. Marks are undone before.

mod features;
mod hosts;
mod seams;
mod width;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::Context;
use super::evidence::{Counts, Sort, Sums};
use crate::model::Field;
use crate::text::{is_invisible, is_space};
pub(super) use features::{Features, Line, Traits, name};
use seams::Seams;
pub(super) use width::soften;

/// What stands between a word and the one before, from the weakest to the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// Nothing: the kind of letters changes.
    Seam,
    /// One space.
    Space,
    /// Several spaces.
    Wide,
    /// The end of a line.
    Line,
    /// A blank line.
    Blank,
    /// A tab, or a bar.
    Tab,
}

/// How many ends of lines with tabs between them are told apart before one word.
const MOST_TABS: u8 = 62;

/// What stands before a word: its strength, and, where lines end in it, the tabs round their ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    /// The strongest break in it.
    pub(super) strength: Break,
    /// How many tabs are in it.
    pub(super) tabs: u8,
    /// A bit for each number of tabs after which a line ends.
    ends: u64,
}

impl Gap {
    const fn of(strength: Break) -> Self {
        Self { strength, tabs: 0, ends: 0 }
    }

    /// Whether a line ends in it.
    pub(super) fn ends_line(self) -> bool {
        self.ends != 0
    }

    /// How many tabs stand before each end of a line in it.
    pub(super) fn ends(self) -> impl Iterator<Item = u8> {
        let ends = self.ends;
        (0..=self.tabs).filter(move |&tabs| ends >> tabs & 1 == 1)
    }

    /// The same for each place in it where a row may end: behind all tabs where no line ends.
    pub(super) fn ends_of_rows(self) -> impl Iterator<Item = u8> {
        let ends = if self.ends_line() { self.ends } else { 1 << self.tabs };
        Self { ends, ..self }.ends()
    }

    fn add(&mut self, strength: Break) {
        self.strength = self.strength.max(strength);
    }

    fn tab(&mut self) {
        self.add(Break::Tab);
        self.tabs = (self.tabs + 1).min(MOST_TABS);
    }

    fn end_line(&mut self, strength: Break) {
        self.add(strength);
        self.ends |= 1 << self.tabs;
    }
}

/// One word: where it stands, and what is before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// The line it is on, by its place in the stream.
    pub(super) line: usize,
    cell: usize,
    /// Where it stands in its cell.
    start: usize,
    end: usize,
    pub(super) gap: Gap,
}

/// A line: its cells without their marks, and how it stands to the lines round it.
#[derive(Clone, Debug)]
pub(super) struct LineOfCells<'s> {
    /// The line as it stands in the source.
    pub(super) source: &'s str,
    pub(super) cells: Vec<Cow<'s, str>>,
    /// What parts it from the line before.
    pub(super) before: Break,
    /// Whether it is known as a heading.
    pub(super) is_heading: bool,
}

/// The words of some lines, in their order.
pub(super) struct Stream<'s> {
    lines: Vec<LineOfCells<'s>>,
    words: Vec<Word>,
    /// The number of tabs after the last word.
    trailing: Gap,
    features: Features,
    /// Summed up when it is asked for: most streams are read once.
    counts: OnceCell<Counts>,
}

impl<'s> Stream<'s> {
    /// The words of `lines`. With `seams`, a word also ends where the kind of its letters changes.
    pub(super) fn of(lines: Vec<LineOfCells<'s>>, seams: bool, context: &mut Context<'_>) -> Self {
        let mut words: Vec<Word> = Vec::with_capacity(lines.len() * 8);
        let mut gap = Gap::of(Break::Blank);
        let mut seams = seams.then(|| Seams::new(context.lexicon, hosts::shared(&lines)));
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                gap.end_line(line.before);
            }
            for (cell, text) in line.cells.iter().enumerate() {
                if cell > 0 {
                    gap.tab();
                }
                for (range, before) in split(text, seams.as_mut()) {
                    if let Some(before) = before {
                        gap.add(before);
                    }
                    let Range { start, end } = range;
                    words.push(Word { line: at, cell, start, end, gap });
                    gap = Gap::of(Break::Seam);
                }
            }
        }
        gap.end_line(Break::Blank);
        let features = Features::of(&lines, &words, context);
        Self { lines, words, trailing: gap, features, counts: OnceCell::new() }
    }

    /// The words of a text that may be no piece of the source.
    pub(super) fn of_text(text: Cow<'s, str>, context: &mut Context<'_>) -> Self {
        let line =
            LineOfCells { source: "", cells: vec![text], before: Break::Line, is_heading: false };
        Self::of(vec![line], false, context)
    }

    /// The words of one line that is a cell. With `seams`, as in [`Stream::of`].
    pub(super) fn of_line(line: &'s str, seams: bool, context: &mut Context<'_>) -> Self {
        let cells = vec![Cow::Borrowed(line)];
        let line = LineOfCells { source: line, cells, before: Break::Line, is_heading: false };
        Self::of(vec![line], seams, context)
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// What stands before the word at a place; after the last word, what stands at the end.
    pub(super) fn gap(&self, at: usize) -> Gap {
        self.words.get(at).map_or(self.trailing, |word| word.gap)
    }

    /// The line of the word at a place.
    pub(super) fn line(&self, at: usize) -> usize {
        self.words.get(at).map_or(self.lines.len(), |word| word.line)
    }

    /// Whether a line that is known as a heading begins with the word at a place.
    pub(super) fn is_heading(&self, at: usize) -> bool {
        self.lines.get(self.line(at)).is_some_and(|line| line.is_heading)
    }

    /// A line, by its place in the stream.
    pub(super) fn line_of_cells(&self, at: usize) -> Option<&LineOfCells<'s>> {
        self.lines.get(at)
    }

    /// The word at a place.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| self.piece(word, word.start..word.end))
    }

    /// The sentence that a word stands in.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        let stops = |at: &usize| self.traits(*at).has(Traits::STOP);
        let start = (0..at).rev().find(stops).map_or(0, |stop| stop + 1);
        let end = (at..self.len()).find(stops).map_or(self.len(), |stop| stop + 1);
        start..end
    }

    /// The words of each cell of a line.
    pub(super) fn cells(&self, line: usize) -> impl Iterator<Item = Range<usize>> {
        let count = self.lines.get(line).map_or(0, |line| line.cells.len());
        let mut at = self.words.partition_point(|word| word.line < line);
        (0..count).map(move |cell| {
            let start = at;
            while self.words.get(at).is_some_and(|word| (word.line, word.cell) == (line, cell)) {
                at += 1;
            }
            start..at
        })
    }

    /// How many words of a sort are in a span.
    pub(super) fn count(&self, span: Range<usize>, sort: Sort) -> i32 {
        self.summed().count(span, sort)
    }

    /// How many words of each sort are before a span, and up to its end.
    pub(super) fn counts(&self, span: &Range<usize>) -> [&Sums; 2] {
        self.summed().ends(span)
    }

    fn summed(&self) -> &Counts {
        self.counts.get_or_init(|| Counts::of(&self.words, &self.features))
    }

    /// What is known of the words.
    pub(super) fn features(&self) -> &Features {
        &self.features
    }

    /// The traits of the word at a place.
    pub(super) fn traits(&self, at: usize) -> Traits {
        self.features.traits(at)
    }

    fn piece(&self, word: &Word, range: Range<usize>) -> &str {
        let cell = self.lines.get(word.line).and_then(|line| line.cells.get(word.cell));
        cell.and_then(|cell| cell.get(range)).unwrap_or_default()
    }

    /// The text of some words: as it stands where it stands in one piece, else its pieces on lines of
    /// their own.
    pub(super) fn text(&self, range: Range<usize>) -> Cow<'s, str> {
        let words = self.words.get(range).unwrap_or_default();
        let mut pieces = words.chunk_by(|a, b| (a.line, a.cell) == (b.line, b.cell)).map(|part| {
            let (first, last) = (part.first()?, part.last()?);
            let cell = self.lines.get(first.line)?.cells.get(first.cell)?;
            match cell {
                Cow::Borrowed(cell) => cell.get(first.start..last.end).map(Cow::Borrowed),
                Cow::Owned(cell) => {
                    cell.get(first.start..last.end).map(|part| Cow::Owned(part.to_owned()))
                }
            }
        });
        let mut text: Cow<'s, str> = pieces.next().flatten().unwrap_or_default();
        for piece in pieces.flatten() {
            let text = text.to_mut();
            text.push('\n');
            text.push_str(&piece);
        }
        text
    }

    /// Where some words stand in the cell that they are in.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let words = self.words.get(range).unwrap_or_default();
        let start = words.first().map_or(0, |word| word.start);
        start..words.last().map_or(start, |word| word.end)
    }

    /// The fields that the words of a span are a label of, and how surely.
    pub(super) fn labels(&self, at: usize) -> impl Iterator<Item = (usize, Field)> {
        self.features.labels(at)
    }
}

/// The words of a cell with the break before each; none before the first. A guillemet is a word: in
/// normal text a space stands beside it. What nobody sees is none.
fn split<'t>(
    text: &'t str,
    mut seams: Option<&'t mut Seams>,
) -> impl Iterator<Item = (Range<usize>, Option<Break>)> + 't {
    let is_gap = |c: char| is_space(c) || c == '\n';
    let is_guillemet = |c: char| matches!(c, '«' | '»');
    let (mut at, mut before) = (0, None);
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let start = at + rest.find(|c| !is_gap(c))?;
            let rest = text.get(start..)?;
            let mut end = match rest.chars().next() {
                Some(c) if is_guillemet(c) => start + c.len_utf8(),
                _ => start + rest.find(|c| is_gap(c) || is_guillemet(c)).unwrap_or(rest.len()),
            };
            if let Some(seams) = seams.as_deref_mut() {
                end = start + seams.first(text.get(start..end).unwrap_or_default());
            }
            let gap = gap(text.get(at..start).unwrap_or_default());
            let is_parted = text.get(start..end).is_some_and(|word| word.contains(is_guillemet))
                || text.get(..start).is_some_and(|before| before.ends_with(is_guillemet));
            let gap = if is_parted { gap.max(Break::Space) } else { gap };
            at = end;
            let is_seen = !text.get(start..end)?.chars().all(is_invisible);
            let break_ = before.map(|before: Break| before.max(gap));
            before = Some(if is_seen { Break::Seam } else { break_.unwrap_or(Break::Seam) });
            if is_seen {
                return Some((start..end, break_));
            }
            if break_.is_none() {
                before = None;
            }
        }
    })
}

/// The break that the white space between two words is.
fn gap(between: &str) -> Break {
    if between.is_empty() {
        Break::Seam
    } else if between.contains('\n') {
        Break::Line
    } else if between.chars().nth(1).is_some() {
        Break::Wide
    } else {
        Break::Space
    }
}
