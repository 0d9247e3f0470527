//! What it costs a cutting that a cell ends at a break or goes on past it, that a cell is missing, or
//! that a line is no row.

use std::ops::Range;

use crate::interpret::evidence::{self, Sort};
use crate::interpret::weights::{self, Score};
use crate::interpret::words::{Break, Gap, Stream, Traits};
use crate::model::Field;

/// The columns of a table and how its cells are parted.
#[derive(Clone, Debug)]
pub(in crate::interpret) struct Frame {
    /// What each column means.
    pub(in crate::interpret) fields: Vec<Option<Field>>,
    /// The weakest break at which a cell may end.
    pub(in crate::interpret) least: Break,
    /// The break that parts the labels: a weaker one parts cells less surely.
    pub(in crate::interpret) natural: Break,
    /// Whether rows may end inside a line.
    pub(in crate::interpret) is_flat: bool,
    /// How many tabs may stand before the first row.
    pub(in crate::interpret) leading: usize,
    /// What it costs a cell of each column to go on after the end of a line.
    pub(in crate::interpret) lines: Vec<Score>,
    /// What it costs one to begin after the end of a line.
    pub(in crate::interpret) opens: Vec<Score>,
    /// How many rows stood above in one piece: none of their cells has several lines.
    pub(in crate::interpret) whole: usize,
    /// Whether the header of another table stands behind the last line.
    pub(in crate::interpret) is_above_header: bool,
    /// The first cells of rows that stand in one piece.
    pub(in crate::interpret) firsts: Vec<String>,
    /// The word from which on no tab parts cells: a heading may stand there.
    pub(in crate::interpret) tail: usize,
    /// How many bars stand behind the last cell of a row.
    pub(in crate::interpret) closing: usize,
}

impl Frame {
    pub(super) fn width(&self) -> usize {
        self.fields.len()
    }

    pub(super) fn field(&self, column: usize) -> Option<Field> {
        self.fields.get(column).copied().flatten()
    }

    pub(super) fn is_tabbed(&self) -> bool {
        self.natural == Break::Tab
    }

    /// What a row loses by a cell that spans from above.
    pub(super) fn lost(&self, column: usize) -> Score {
        if !self.is_tabbed() {
            return self.empty(column);
        }
        let is_name = self.field(column) == Some(Field::Name);
        weights::LOST + if is_name { weights::LOST_NAME } else { 0 }
    }

    /// What it loses by one in its middle.
    pub(super) fn lost_inside(&self, column: usize) -> Score {
        if self.is_tabbed() { self.lost(column) + weights::LOST_INSIDE } else { self.empty(column) }
    }

    /// What it loses by one at its end.
    pub(super) fn missing(&self, column: usize) -> Score {
        if self.is_tabbed() { self.lost(column) + weights::LOST_AT_END } else { self.empty(column) }
    }

    /// What an empty cell says against a row.
    pub(super) fn empty(&self, column: usize) -> Score {
        match self.field(column) {
            Some(Field::Name) if self.is_tabbed() => weights::EMPTY_NAME,
            Some(Field::Name) => weights::ABSENT_NAME,
            _ if self.is_tabbed() => 0,
            Some(_) => weights::ABSENT,
            None => weights::ABSENT_UNKNOWN,
        }
    }

    /// How many words a cell may have. A line may be a cell however long it is.
    pub(super) fn longest(&self, column: usize, is_piece: bool) -> usize {
        if self.least >= Break::Line || is_piece && self.natural >= Break::Line {
            return usize::MAX;
        }
        match self.field(column) {
            Some(Field::Purpose | Field::Description) => 90,
            Some(Field::Retention) => 18,
            Some(Field::Name | Field::Service) => 10,
            Some(Field::Provider | Field::Category | Field::Domain) => 8,
            Some(_) => 6,
            None => 14,
        }
    }

    /// What speaks against a cell that begins with the line before a word, behind a tab.
    pub(super) fn opens(&self, stream: &Stream<'_>, word: usize, column: usize) -> Score {
        let gap = stream.gap(word);
        if !self.is_tabbed() || gap.tabs == 0 || !gap.ends_line() || stream.line(word) == 0 {
            return 0;
        }
        // The tab stands at the end of the line above.
        if self.is_behind_tab(gap) {
            let cost = self.opens.get(column).copied().unwrap_or(weights::LINE);
            let tail = if word >= self.tail && cost > weights::COMMON_LINE {
                weights::BEGINS_IN_TAIL
            } else {
                0
            };
            cost + tail + self.heading(stream, word, column)
        } else {
            0
        }
    }

    /// Whether a line ends behind a tab that does not end a row.
    pub(super) fn is_behind_tab(&self, gap: Gap) -> bool {
        gap.ends().any(|before| usize::from(before) > self.closing)
    }

    /// What speaks for a row that begins with a word.
    pub(super) fn begins_row(&self, stream: &Stream<'_>, word: usize) -> Score {
        if self.is_tabbed() {
            return 0;
        }
        let gap = stream.gap(word);
        if gap.ends_line() || self.is_flat { weights::ROW_AT_LINE } else { weights::ROW_IN_LINE }
    }

    /// What speaks against a cell that goes on past the break before a word; nothing where it cannot.
    pub(super) fn inside(&self, stream: &Stream<'_>, word: usize, column: usize) -> Option<Score> {
        let gap = stream.gap(word);
        if gap.tabs > 0 || gap.strength == Break::Tab {
            return None;
        }
        if !gap.ends_line() {
            return Some(if gap.strength == Break::Wide && self.natural >= Break::Wide {
                weights::WIDE_INSIDE
            } else {
                0
            });
        }
        // The next word had no room.
        if gap.strength < Break::Line {
            return Some(0);
        }
        // Cells of one line do not span a blank one.
        if self.natural < Break::Line && gap.strength == Break::Blank {
            return Some(weights::BLANK_IN_WORDS);
        }
        let goes_on =
            goes_on(stream, word) && !(self.is_tabbed() && is_of_list(stream, word, self.tail));
        let is_name = self.field(column) == Some(Field::Name);
        let may_head = !self.is_tabbed() || word >= self.tail;
        let is_heading = may_head && stream.is_heading(word);
        let is_below_heading =
            stream.is_heading(word - 1) && self.field(column) != Some(Field::Category);
        if is_heading || is_below_heading {
            return Some(weights::HEADING);
        }
        Some(match (self.natural, gap.strength) {
            (Break::Tab, Break::Blank) if goes_on && word >= self.tail => {
                weights::GOES_ON_BELOW_BLANK
            }
            (Break::Tab, _) if goes_on => weights::GOES_ON,
            (Break::Tab, _) if is_name && names_meet(stream, word) => weights::LISTS_MEET,
            (Break::Tab, _)
                if self.field(column) == Some(Field::Retention) && durations_meet(stream, word) =>
            {
                weights::LISTS_MEET
            }
            (Break::Tab, _) => self.line(stream, word, column),
            (Break::Blank, Break::Line) => weights::LINE_OF_BLOCK * i32::from(!goes_on),
            (Break::Line | Break::Blank, _) if goes_on => 0,
            (Break::Line | Break::Blank, _) if is_name && names_meet(stream, word) => {
                weights::LISTED_LINE
            }
            (Break::Line | Break::Blank, _) => weights::LINE_OF_CELLS,
            _ if stream.traits(word - 1).has(Traits::FUNCTION | Traits::COMMA) => {
                weights::BROKEN_LINE_GOES_ON
            }
            _ => self.lines.get(column).copied().unwrap_or(weights::LINE),
        })
    }

    /// What speaks against a cell that goes on with the line that begins with a word, where tabs part
    /// cells. Below the last tab it may as well be prose.
    fn line(&self, stream: &Stream<'_>, word: usize, column: usize) -> Score {
        let strength = stream.gap(word).strength;
        let line = self.lines.get(column).copied().unwrap_or(weights::LINE);
        let is_tail = word >= self.tail && line > weights::COMMON_LINE;
        // What stands right below a line of a row is part of the table, but for the last row.
        let shown = if strength == Break::Line && !is_tail { 0 } else { line };
        let tail = match strength {
            _ if !is_tail => 0,
            Break::Line => i32::from(speaks_of_cookies(stream, word)) * weights::COOKIES_IN_TAIL,
            _ => {
                weights::BLANK_IN_TAIL
                    + i32::from(speaks_of_cookies(stream, word)) * weights::COOKIES_IN_TAIL
            }
        };
        let alike = if is_tail && self.is_prose(column) { self.alike(stream, word) } else { 0 };
        shown + tail - alike + self.heading(stream, word, column) + self.again(stream, word)
    }

    fn is_prose(&self, column: usize) -> bool {
        matches!(self.field(column), Some(Field::Purpose | Field::Description))
    }

    /// What the beginning of a line below the last tab says for more of the cell behind that: one cell
    /// has lines of one kind.
    fn alike(&self, stream: &Stream<'_>, word: usize) -> Score {
        const FEW: usize = 5;
        let Some(first) = self.tail.checked_sub(1) else { return 0 };
        let case = |word: usize| {
            let traits = stream.traits(word);
            [Traits::UPPER, Traits::LOWER].map(|it| traits.has(it))
        };
        if case(first) != case(word) || is_small(stream, first) != is_small(stream, word) {
            return weights::UNLIKE_FIRST_LINE;
        }
        if line_end(stream, word) - word >= FEW {
            weights::LIKE_FIRST_LINE
        } else if is_joint(stream, word - 1) {
            weights::UNFINISHED_LINE
        } else {
            0
        }
    }

    /// What speaks for a row that begins with a line as one above does, rather than for more of a cell.
    fn again(&self, stream: &Stream<'_>, word: usize) -> Score {
        if self.firsts.is_empty() {
            return 0;
        }
        let end = (word + 1..stream.len()).find(|&at| stream.gap(at).strength >= Break::Line);
        let first = stream.text(word..end.unwrap_or(stream.len()));
        if self.firsts.iter().any(|known| **known == *first) { weights::BEGINS_AGAIN } else { 0 }
    }

    /// What speaks for a heading in the line that begins with a word, rather than for more of a cell.
    fn heading(&self, stream: &Stream<'_>, word: usize, column: usize) -> Score {
        const FEW: usize = 8;
        // The name of a category heads sections too, and so does whose cookies are.
        let may_be_named_so = matches!(self.field(column), Some(Field::Category | Field::Party));
        if stream.is_heading(word) && !may_be_named_so {
            return weights::HEADING;
        }
        if word < self.tail {
            return 0;
        }
        let end = line_end(stream, word);
        if stream.traits(end - 1).has(Traits::COLON) {
            return weights::LIKE_HEADING;
        }
        let number = stream.word(word).trim_end_matches(['.', ')']);
        let is_number = |part: &str| {
            (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let is_numbered =
            number.len() < stream.word(word).len() && number.split('.').all(is_number);
        if is_numbered && end > word + 1 && stream.traits(word + 1).has(Traits::UPPER) {
            return weights::HEADING;
        }
        let stands_so = stream.traits(word).has(Traits::UPPER)
            && end - word <= FEW
            && !stream.traits(end - 1).has(Traits::STOP | Traits::COMMA)
            && if end < stream.len() {
                stream.gap(word).strength == Break::Line && stream.gap(end).strength == Break::Blank
            } else {
                self.is_above_header
            };
        if stands_so { weights::LIKE_HEADING } else { 0 }
    }

    /// What may speak against the inside of a cell before it is none.
    pub(super) fn most_inside(&self) -> Score {
        match self.natural {
            Break::Tab => Score::MAX,
            Break::Line | Break::Blank => weights::MOST_IN_LINES,
            _ => weights::MOST_IN_WORDS,
        }
    }

    /// What speaks against a cell that ends before a word with no tab between.
    pub(super) fn border(&self, stream: &Stream<'_>, word: usize) -> Score {
        let gap = stream.gap(word);
        if self.is_tabbed() {
            // A bar at the end of a line parts cells as one inside it does.
            return if gap.strength == Break::Tab { 0 } else { weights::IMPOSSIBLE };
        }
        // Nor do rows.
        if self.natural < Break::Line && gap.strength == Break::Blank {
            return weights::BLANK_IN_WORDS;
        }
        let weak = if gap.strength < self.natural { weights::WEAK_BORDER } else { 0 };
        let shown = match gap.strength {
            Break::Wide => weights::WIDE_BORDER,
            Break::Seam | Break::Space => 0,
            _ => weights::LINE_BORDER,
        };
        weak - shown - holds_together(stream, word)
    }

    /// What the words of a cell say beside the evidence for its field: a border of words alone needs
    /// more of it, and brackets are not cut.
    pub(super) fn cell(
        &self,
        stream: &Stream<'_>,
        words: Range<usize>,
        column: usize,
        evidence: Score,
    ) -> Score {
        if self.is_tabbed() {
            return 0;
        }
        let (before, after) = (stream.gap(words.start).strength, stream.gap(words.end).strength);
        let has_lines = self.natural >= Break::Line
            && (self.least >= Break::Line || before.min(after) >= Break::Line);
        let mut score = match self.field(column) {
            // Without this every sentence would be a row.
            Some(Field::Purpose | Field::Description) if has_lines => weights::LINE_OF_PROSE,
            Some(Field::Purpose | Field::Description) if words.len() > 1 => {
                let more = Score::try_from(7 - words.len().min(7)).unwrap_or_default();
                weights::WORDS_OF_PROSE + weights::FEW_WORDS_OF_PROSE * more.min(3)
            }
            Some(Field::Purpose | Field::Description) => weights::WORDS_OF_PROSE,
            Some(Field::Name) if !has_lines => {
                // A name that no break shows is none, the beginning of a line shows it a little.
                let weak = match before.min(after) {
                    Break::Seam | Break::Space if before < Break::Line => weights::UNSHOWN_NAME,
                    Break::Seam | Break::Space => weights::NAME_AT_LINE,
                    _ => weights::SHOWN_NAME,
                };
                weak * (weights::NAME_SHOWS_ITSELF - evidence).clamp(0, 10) / 10
            }
            Some(Field::Name) => weights::LINE_OF_NAME,
            _ => 0,
        };
        let is_prose = matches!(self.field(column), Some(Field::Purpose | Field::Description));
        if is_prose && !has_lines && stream.traits(words.end - 1).has(Traits::STOP) {
            score += weights::SENTENCE_END;
        }
        let is_name = self.field(column) == Some(Field::Name);
        if is_name && !has_lines && stream.is_heading(words.start) {
            score -= weights::HEADING;
        }
        let count = |sort| stream.count(words.clone(), sort);
        if count(Sort::Opens) != count(Sort::Closes) {
            score -= weights::BRACKET_CUT;
        }
        score
    }
}

/// The word after the line that a word is on.
fn line_end(stream: &Stream<'_>, word: usize) -> usize {
    let line = stream.line(word);
    (word + 1..stream.len()).find(|&at| stream.line(at) != line).unwrap_or(stream.len())
}

/// No article has more letters.
const SMALL: usize = 3;

/// Whether a word, or what stands in it before an apostrophe, is one that sentences begin with and not
/// what is done.
fn is_small(stream: &Stream<'_>, word: usize) -> bool {
    let letters = stream.word(word).chars().take_while(|c| c.is_alphabetic()).count();
    stream.traits(word).has(Traits::FUNCTION) || (1..=SMALL).contains(&letters)
}

/// Whether a word joins what stands before it to what comes.
fn is_joint(stream: &Stream<'_>, word: usize) -> bool {
    let word = stream.word(word);
    word.chars().count() <= SMALL && word.chars().all(char::is_lowercase)
}

/// The first word of the line that a word is on.
fn line_start(stream: &Stream<'_>, word: usize) -> usize {
    let line = stream.line(word);
    (0..word).rev().take_while(|&at| stream.line(at) == line).last().unwrap_or(word)
}

/// Whether there is a word for a cookie in the line that begins with a word.
fn speaks_of_cookies(stream: &Stream<'_>, word: usize) -> bool {
    (word..line_end(stream, word)).any(|at| stream.traits(at).has(Traits::COOKIE))
}

/// Whether a line goes on with the one before it.
fn goes_on(stream: &Stream<'_>, word: usize) -> bool {
    let (before, next) = (stream.traits(word.saturating_sub(1)), stream.traits(word));
    next.has(Traits::LOWER | Traits::BRACKET)
        && !before.has(Traits::STOP)
        && stream.features().name(word) < weights::LIKELY_NAME
        || before.has(Traits::COMMA)
        || before.has(Traits::NUMBER) && next.has(Traits::UNIT)
}

/// Whether a line in small letters stands above another, or below one behind the `tail` of a table: a list
/// that lost its bullets. The other has no tab, or it would be a row; and a host alone is no item.
fn is_of_list(stream: &Stream<'_>, word: usize, tail: usize) -> bool {
    let (start, end) = (line_start(stream, word.saturating_sub(1)), line_end(stream, word));
    let is_host = stream.traits(word).has(Traits::HOST) && is_whole_line(stream, word..end);
    stream.traits(word).has(Traits::LOWER)
        && !is_host
        && (is_item(stream, end..line_end(stream, end))
            || start >= tail && is_item(stream, start..word))
}

/// Whether a line has no tab and begins with a small letter.
fn is_item(stream: &Stream<'_>, line: Range<usize>) -> bool {
    let first = stream.traits(line.start);
    first.has(Traits::LOWER) && !first.has(Traits::HOST) && is_whole_line(stream, line)
}

/// Whether no tab stands before or between the words of a line.
fn is_whole_line(stream: &Stream<'_>, mut line: Range<usize>) -> bool {
    !line.is_empty() && line.all(|word| stream.gap(word).tabs == 0)
}

/// Whether a name ends one line and another begins the next.
fn names_meet(stream: &Stream<'_>, word: usize) -> bool {
    let names = stream.features();
    names.name(word) >= weights::LIKELY_NAME
        && word > 0
        && names.name(word - 1) >= weights::LIKELY_NAME
}

/// Whether a duration ends one line and a number begins another.
fn durations_meet(stream: &Stream<'_>, word: usize) -> bool {
    word > 0
        && stream.traits(word - 1).has(Traits::ANCHOR)
        && (stream.traits(word).has(Traits::NUMBER | Traits::ANCHOR))
}

/// What speaks against a border before a word: number and unit, an article, an open parenthesis.
fn holds_together(stream: &Stream<'_>, word: usize) -> Score {
    let gap = stream.gap(word);
    if gap.strength > Break::Wide || word == 0 {
        return 0;
    }
    let (before, next) = (stream.traits(word - 1), stream.traits(word));
    let mut score = if next.has(Traits::UPPER) {
        weights::CAPITAL_BORDER
    } else if next.has(Traits::LOWER) {
        weights::SMALL_BORDER
    } else {
        0
    };
    if before.has(Traits::NUMBER) && next.has(Traits::UNIT) {
        score += weights::UNIT_BORDER;
    }
    if before.has(Traits::FUNCTION) && gap.strength != Break::Seam {
        score += weights::FUNCTION_BORDER;
    }
    if next.has(Traits::GOES_ON) {
        score += weights::KNOWN_BORDER;
    }
    let (a, b) = (stream.word(word - 1), stream.word(word));
    if b.starts_with(['(', '&', '/', '–', '-']) || a.ends_with(['(', '&', '/', ',']) {
        score += weights::MARK_BORDER;
    }
    if gap.strength == Break::Seam && b.starts_with('_') && a.ends_with(char::is_lowercase) {
        score += weights::UNDERSCORE_BORDER;
    }
    score
}

/// What a line scores as a caption of the rows below it.
pub(super) fn caption(stream: &Stream<'_>, words: Range<usize>) -> Option<Score> {
    const LONGEST: usize = 12;
    if words.len() > LONGEST {
        return None;
    }
    if stream.is_heading(words.start) {
        return Some(0);
    }
    let category = evidence::of(stream, words.clone(), Some(Field::Category));
    let name = evidence::of(stream, words, Some(Field::Name));
    Some(
        (category + weights::CAPTION).min(weights::MOST_CAPTION)
            - if name > weights::LIKELY_NAME { weights::NAME_AS_CAPTION } else { 0 },
    )
}

/// Whether a line has nothing but marks: it rules a table off.
pub(in crate::interpret) fn is_rule(stream: &Stream<'_>, words: Range<usize>) -> bool {
    stream.count(words.clone(), Sort::Mark) == Score::try_from(words.len()).unwrap_or_default()
}

/// What a line costs that fits nowhere.
pub(super) fn stray(stream: &Stream<'_>, words: Range<usize>, has_tabs: bool) -> Score {
    const MOST: usize = 100;
    if is_rule(stream, words.clone()) {
        return 0;
    }
    let words = Score::try_from(words.len().min(MOST)).unwrap_or_default();
    weights::STRAY_LINE
        + weights::STRAY_WORD * words
        + if has_tabs { weights::STRAY_TABS } else { 0 }
}
