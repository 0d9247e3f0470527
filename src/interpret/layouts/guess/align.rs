//! Which part of a line stands in which column: the way to cut it that fits the columns best.

use std::ops::Range;

use super::anchors::{Anchor, Text, What, find};
use super::header::Slot;
use super::line::Style;
use super::words::Words;
use crate::interpret::Context;
use crate::interpret::names::Looks;

/// A way that cannot be gone.
const NEVER: i32 = i32::MIN / 2;
/// What a row costs, so that no line is cut into more rows than it has.
const ROW: i32 = 10;
/// Over how many cuts a cell is looked for that is no prose.
const CUTS: usize = 10;

/// The cells of a row, as cuts.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Where each cell begins and ends, by the numbers of cuts.
    pub(super) cells: Vec<Range<usize>>,
    /// How well its name stands out.
    pub(super) name: Looks,
    /// Whether it is one only where it stands among others.
    pub(super) is_weak: bool,
    /// Whether a duration stands in the column for it.
    pub(super) is_timed: bool,
}

/// What is known of each cut.
struct Cut {
    is_capital: bool,
    is_small: bool,
    /// What stands right before it.
    before: Option<char>,
    /// Whether a small letter begins the word after the one that begins here.
    then_small: bool,
    /// How many words begin before it, and how many of them with a small letter.
    words: i32,
    small_words: i32,
}

pub(super) struct Aligner<'a> {
    text: &'a Text<'a>,
    slots: &'a [Slot],
    anchors: Vec<Anchor>,
    starts: Vec<usize>,
    cuts: Vec<Cut>,
}

/// The best way to each cut with so many columns filled.
struct Ways {
    width: usize,
    scores: Vec<i32>,
    from: Vec<u32>,
}

impl Ways {
    fn score(&self, columns: usize, cut: usize) -> i32 {
        self.scores.get(cut * self.width + columns).copied().unwrap_or(NEVER)
    }

    fn before(&self, columns: usize, cut: usize) -> usize {
        self.from.get(cut * self.width + columns).map_or(0, |&from| from as usize)
    }

    fn offer(&mut self, columns: usize, cut: usize, score: i32, from: usize) {
        let at = cut * self.width + columns;
        if let (Some(best), Some(before)) = (self.scores.get_mut(at), self.from.get_mut(at))
            && score > *best
        {
            *best = score;
            *before = u32::try_from(from).unwrap_or(u32::MAX);
        }
    }
}

impl<'a> Aligner<'a> {
    pub(super) fn new(text: &'a Text<'a>, slots: &'a [Slot], context: &mut Context<'_>) -> Self {
        let words = Words::of(text.line, text.cuts, context);
        let anchors = find(text, &words, context);
        let mut starts = Vec::with_capacity(text.cuts.len() + 1);
        let mut at = 0;
        for cut in 0..=text.cuts.len() {
            while anchors.get(at).is_some_and(|anchor| anchor.start < cut) {
                at += 1;
            }
            starts.push(at);
        }
        Self { text, slots, anchors, starts, cuts: shapes(text) }
    }

    fn anchors_at(&self, cut: usize) -> &[Anchor] {
        let start = self.starts.get(cut).copied().unwrap_or_default();
        let end = self.starts.get(cut + 1).copied().unwrap_or(start);
        self.anchors.get(start..end).unwrap_or_default()
    }

    /// The one row that the whole line is.
    pub(super) fn row(&self) -> Option<Row> {
        let ways = self.ways(false);
        let last = self.text.cuts.len() - 1;
        let mut rows = self.rows(&ways, last);
        if rows.len() == 1 { rows.pop() } else { None }
    }

    /// The rows that the line is made of, up to where they end.
    pub(super) fn rows_of_all(&self) -> Vec<Row> {
        let ways = self.ways(true);
        let columns = self.slots.len();
        let last = self.text.cuts.len() - 1;
        let ends = (1..=last).filter(|&cut| ways.score(columns, cut) > 0);
        let is_prose = self.slots.last().is_some_and(|slot| matches!(slot, Slot::Prose));
        let end = if is_prose {
            ends.max_by_key(|&cut| (ways.score(columns, cut), cut))
        } else {
            ends.min_by_key(|&cut| (-ways.score(columns, cut), cut))
        };
        end.map_or_else(Vec::new, |end| self.rows(&ways, end))
    }

    fn ways(&self, may_repeat: bool) -> Ways {
        let (cuts, width) = (self.text.cuts.len(), self.slots.len() + 1);
        let mut ways =
            Ways { width, scores: vec![NEVER; cuts * width], from: vec![u32::MAX; cuts * width] };
        ways.offer(0, 0, 0, usize::MAX);
        let mut prose: Vec<(i32, usize)> = vec![(NEVER, 0); width];
        for cut in 0..cuts {
            self.step(cut, &mut ways, &mut prose);
            let whole = ways.score(width - 1, cut);
            if may_repeat && cut > 0 && cut + 1 < cuts && whole > ROW {
                ways.offer(0, cut, whole - ROW, cut);
                self.step(cut, &mut ways, &mut prose);
            }
        }
        ways
    }

    /// Goes on from one cut.
    fn step(&self, cut: usize, ways: &mut Ways, prose: &mut [(i32, usize)]) {
        for (column, &slot) in self.slots.iter().enumerate() {
            let next = column + 1;
            if let Some(&(score, from)) = prose.get(column).filter(|it| it.0 > NEVER && it.1 < cut)
            {
                ways.offer(next, cut, score, from);
            }
            let score = ways.score(column, cut);
            if score <= NEVER {
                continue;
            }
            ways.offer(next, cut, score + empty(slot), cut);
            for anchor in self.anchors_at(cut) {
                if let Some(less) = anchor.what.fits(slot) {
                    ways.offer(next, anchor.end, score + anchor.score + less, cut);
                }
            }
            if matches!(slot, Slot::Prose | Slot::Other | Slot::Open) {
                let less = if slot == Slot::Prose { 0 } else { 3 };
                let score = score + self.prose(cut) - less;
                if let Some(best) = prose.get_mut(column).filter(|best| score > best.0) {
                    *best = (score, cut);
                }
            }
            if slot == Slot::Prose {
                continue;
            }
            let last = (cut + CUTS).min(self.text.cuts.len() - 1);
            for end in cut + 1..=last {
                ways.offer(next, end, score + self.plain(slot, cut, end), cut);
            }
        }
    }

    /// How well prose begins at a cut.
    fn prose(&self, cut: usize) -> i32 {
        let Some(shape) = self.cuts.get(cut) else { return NEVER };
        let names = self.anchors_at(cut).iter();
        let is_name = names.clone().any(|it| it.what == What::Name(Looks::Evident));
        let begins = match () {
            () if shape.is_capital && shape.then_small => 6,
            () if shape.is_capital => 4,
            () if shape.is_small => -12,
            () => 0,
        };
        begins - if is_name { 8 } else { 0 }
    }

    /// How well a part fits in a column where nothing of it stands out.
    fn plain(&self, slot: Slot, start: usize, end: usize) -> i32 {
        let (Some(from), Some(to)) = (self.cuts.get(start), self.cuts.get(end)) else {
            return NEVER;
        };
        let (words, small) = (to.words - from.words, to.small_words - from.small_words);
        let begins = if from.is_capital { 4 } else { 0 };
        let anchors = self.anchors_at(start);
        let begins_provider = |it: &&Anchor| it.what == What::Provider;
        let starts_known = anchors.iter().any(|it| begins_provider(&it) && it.end < end);
        let is_broken = anchors.iter().any(|it| begins_provider(&it) && it.end > end);
        let is_name = anchors.iter().any(|it| it.what == What::Name(Looks::Evident));
        let begins = begins - if is_broken { 6 } else { 0 } - if is_name { 8 } else { 0 };
        let is_number = self.text.part(start, end).starts_with(|c: char| c.is_ascii_digit());
        let begins = begins - if is_number { 14 } else { 0 };
        // A sentence that ends without a space after it ends a cell.
        let ends_sentence = from.is_capital && matches!(from.before, Some('.' | '!' | '?'));
        let begins = begins + if ends_sentence { 10 } else { 0 };
        match slot {
            Slot::Name if self.is_word(start, end) => {
                // Of humps up to a space all are one word.
                let is_whole = self.text.style == Style::Mixed && to.before == Some(' ');
                (if from.is_capital { 1 } else { 5 }) + if is_whole { 2 } else { 0 }
            }
            Slot::Name => -4 - 2 * words,
            Slot::Retention | Slot::Number => -16 - 3 * words,
            Slot::Provider | Slot::Domain | Slot::Party => {
                let known = if starts_known { 10 } else { 0 };
                begins + known - 6 * small - (words - 1)
            }
            Slot::Category => begins - 6 * small - 4 * (words - 1),
            Slot::Other | Slot::Open => {
                let goes_on = if from.is_small { 6 } else { 0 };
                begins - goes_on - small - (words - 1) / 2
            }
            Slot::Prose => NEVER,
        }
    }

    /// Whether a part is one word, whatever its capitals.
    fn is_word(&self, start: usize, end: usize) -> bool {
        end == start + 1 && self.text.style == Style::Spaced
            || end <= start + 4 && !self.text.part(start, end).contains(' ')
    }

    /// The rows that lead to a cut.
    fn rows(&self, ways: &Ways, end: usize) -> Vec<Row> {
        let columns = self.slots.len();
        let mut rows = Vec::new();
        let (mut cells, mut cut) = (Vec::with_capacity(columns), end);
        if ways.score(columns, end) <= NEVER {
            return rows;
        }
        loop {
            for column in (1..=columns).rev() {
                let before = ways.before(column, cut);
                if before > cut {
                    return Vec::new();
                }
                cells.push(before..cut);
                cut = before;
            }
            cells.reverse();
            match self.accept(std::mem::take(&mut cells)) {
                Some(row) if !row.is_weak || cut == 0 && rows.is_empty() => rows.push(row),
                _ => rows.clear(),
            }
            if cut == 0 {
                break;
            }
        }
        rows.reverse();
        rows
    }

    /// The row, if enough of it stands out.
    fn accept(&self, cells: Vec<Range<usize>>) -> Option<Row> {
        let (mut evidence, mut name, mut is_poor, mut words) = (0, Looks::Unlike, false, 0);
        let mut is_timed = false;
        for (cell, &slot) in cells.iter().zip(self.slots) {
            let mut anchors = self.anchors_at(cell.start).iter();
            let anchor = anchors.find(|it| it.end == cell.end && it.what.fits(slot).is_some());
            match (slot, anchor.map(|it| it.what)) {
                (Slot::Name, Some(What::Name(looks))) => {
                    name = looks;
                    evidence += if looks == Looks::Evident { 3 } else { 2 };
                }
                (Slot::Name, _) => {
                    let (from, to) = (self.cuts.get(cell.start)?, self.cuts.get(cell.end)?);
                    words = to.words - from.words;
                    if words == 0 {
                        return None;
                    }
                    if self.is_word(cell.start, cell.end) {
                        name = Looks::Possible;
                        evidence += 1;
                    }
                }
                (Slot::Retention | Slot::Number, Some(_)) | (Slot::Open, Some(What::Retention)) => {
                    is_timed = true;
                    evidence += 2;
                }
                (Slot::Prose, _) => {
                    is_poor |= cell.is_empty() || self.prose(cell.start) < 0;
                }
                (_, Some(_)) => evidence += 1,
                _ => {}
            }
        }
        let is_row = match name {
            Looks::Evident => evidence > 2,
            Looks::Likely => evidence > 3 || !is_poor,
            Looks::Possible => evidence > 2 && !is_poor,
            Looks::Unlike => evidence > 3 && words < 7 && !is_poor,
        };
        if is_row {
            return Some(Row { cells, name, is_weak: false, is_timed });
        }
        // A word in small letters, and then what begins like a cell: it may be a row among others.
        let [Slot::Name, Slot::Prose, ..] = self.slots else { return None };
        let (first, next) = (cells.first()?, cells.get(1)?);
        let is_small = self.cuts.get(first.start)?.is_small;
        let is_word = first.len() == 1 && self.text.style == Style::Spaced;
        let may_be_row = is_word && is_small && !is_poor && self.prose(next.start) > 0;
        may_be_row.then_some(Row { cells, name, is_weak: true, is_timed })
    }
}

/// How well nothing fits in a column.
fn empty(slot: Slot) -> i32 {
    match slot {
        Slot::Name => NEVER / 4,
        Slot::Retention | Slot::Number | Slot::Prose => -12,
        Slot::Provider | Slot::Category => -10,
        Slot::Party | Slot::Domain => -8,
        Slot::Other | Slot::Open => -6,
    }
}

/// What is known of each cut of `text`.
fn shapes(text: &Text<'_>) -> Vec<Cut> {
    let (mut words, mut small_words) = (0, 0);
    let mut shapes = Vec::with_capacity(text.cuts.len());
    for (cut, &at) in text.cuts.iter().enumerate() {
        let (before, rest) = text.line.split_at_checked(at).unwrap_or_default();
        let bare = rest.trim_start_matches(['"', '\'', '(', '«', '[']);
        let next = rest.get(..200.min(rest.len())).unwrap_or(rest);
        let end = text.cuts.get(cut + 1).copied().unwrap_or(text.line.len());
        let space = next.find(' ').filter(|space| at + space < end);
        let next = space.and_then(|space| rest.get(space + 1..)).unwrap_or_default();
        shapes.push(Cut {
            is_capital: bare.starts_with(|c: char| c.is_uppercase()),
            is_small: bare.starts_with(|c: char| c.is_lowercase()),
            before: before.chars().next_back(),
            then_small: next.starts_with(|c: char| c.is_lowercase()),
            words,
            small_words,
        });
        for word in text.line.get(at..end).unwrap_or_default().split(' ') {
            let is_word = word.contains(char::is_alphanumeric);
            words += i32::from(is_word);
            small_words += i32::from(is_word && word.starts_with(char::is_lowercase));
        }
    }
    shapes
}
