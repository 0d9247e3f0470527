//! The lines from a piece on, one after the other, each as words: a list is the lines of its items
//! here, for what is said of a cookie stands in an item as well as on a line of its own, and a row of
//! two cells is a line too.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;

use super::head::{self, Head, part};
use super::labels;
use crate::interpret::Context;
use crate::interpret::evidence::label::Label;
use crate::interpret::headings::Sense;
use crate::interpret::openings::{self, Opening};
use crate::interpret::pieces::Piece;
use crate::interpret::words::{Break, LineOfCells, Stream, Traits};
use crate::model::Field;
use crate::syntax::Layout;
use crate::text::{
    is_letter_before, is_number_before, is_space, unmarked, unmarked_cells, visible,
};

/// No label has more words.
const LABEL: usize = 6;
/// Nothing is indented further, in bytes.
const DEEPEST: usize = 64;

/// One line, without its bullet.
pub(super) struct Line<'s> {
    /// The line as it stands in the source.
    pub(super) source: &'s str,
    pub(super) stream: Stream<'s>,
    /// How many words at its beginning have marks of their own.
    pub(super) marked: usize,
    /// What it says as a heading; none of a line that cannot be one.
    pub(super) sense: Option<Sense>,
    /// How many items of its list come after it; none outside of lists.
    pub(super) items_after: Option<usize>,
    /// How far it is indented.
    pub(super) depth: usize,
    /// Whether a blank line stands before it.
    pub(super) is_apart: bool,
    /// Whether it is a row of two cells.
    pub(super) is_row: bool,
    /// Whether nothing but a space parts a label from what it says in the source.
    is_spaced: bool,
    piece: usize,
    labels: OnceCell<Vec<Label>>,
    head: OnceCell<Option<Head<'s>>>,
}

impl<'s> Line<'s> {
    /// The labels of a line that begins with one.
    pub(super) fn labels(&self) -> &[Label] {
        self.labels.get_or_init(|| labels::labels(self))
    }

    /// The names that the line begins with.
    pub(super) fn head(&self) -> Option<&Head<'s>> {
        self.head.get_or_init(|| head::read(self)).as_ref()
    }

    pub(super) fn text(&self) -> Cow<'s, str> {
        self.stream.text(0..self.stream.len())
    }

    /// Whether a cell may not go on with it: the lexicon knows it as a heading, or it has a number.
    pub(super) fn is_heading(&self) -> bool {
        let is_numbered =
            is_number_before(self.stream.word(0)) && self.stream.traits(1).has(Traits::UPPER);
        is_numbered || self.is_known_heading()
    }

    /// The level of a line that is marked as a heading; one that is not stands below all.
    pub(super) fn level(&self) -> u8 {
        self.sense.and_then(|sense| sense.mark?.level()).unwrap_or(u8::MAX)
    }

    /// The same line as other cells, which are no row.
    fn with_cells(&self, cells: Vec<Cow<'s, str>>, context: &mut Context<'s>) -> Self {
        let Self { source, sense, items_after, is_apart, piece, .. } = *self;
        Self {
            sense,
            items_after,
            is_apart,
            piece,
            is_row: false,
            ..line(source, Some(cells), context)
        }
    }

    /// Whether it has no word: a rule between what stands above and below.
    pub(super) fn is_rule(&self) -> bool {
        !self.source.contains(char::is_alphanumeric)
    }

    pub(super) fn is_known_heading(&self) -> bool {
        self.sense.is_some_and(Sense::is_known)
    }
}

/// Lines that were looked at: those further on are looked at again from the next piece on.
#[derive(Default)]
pub(in crate::interpret) struct Window<'s> {
    found: VecDeque<Rc<Line<'s>>>,
    /// The piece of the next line, and its item when it is a list.
    next: (usize, usize),
    rows: Option<Layout>,
}

/// The lines from a piece on, up to where rows begin or end. They are found as they are asked for, so
/// that a proposer that looks at a few does not go through the rest.
pub(in crate::interpret) struct Lines<'p, 'd, 's> {
    pieces: &'p [Piece<'d, 's>],
    first: usize,
    window: Window<'s>,
}

impl<'p, 'd, 's> Lines<'p, 'd, 's> {
    pub(super) fn new(pieces: &'p [Piece<'d, 's>], at: usize, mut window: Window<'s>) -> Self {
        let rows = match pieces.get(at) {
            Some(Piece::Row(layout, _)) => Some(*layout),
            _ => None,
        };
        while window.found.front().is_some_and(|line| line.piece < at) {
            window.found.pop_front();
        }
        if window.rows != rows || window.found.front().is_none_or(|line| line.piece != at) {
            window = Window { found: VecDeque::new(), next: (at, 0), rows };
        }
        Self { pieces, first: at, window }
    }

    pub(super) fn into_window(self) -> Window<'s> {
        self.window
    }

    /// The text of the piece `at` pieces after the first, if it stands like a heading.
    pub(super) fn heading(&self, at: usize) -> Option<&'s str> {
        self.pieces.get(self.first + at)?.heading()
    }

    /// The text of the first piece, if it is the heading of a category.
    pub(super) fn category(&self) -> Option<&'s str> {
        match self.pieces.get(self.first)? {
            Piece::Heading(text, sense) if sense.kind.is_some() => Some(text),
            _ => None,
        }
    }

    /// Whether the piece `at` pieces after the first opens a table in one of these ways.
    pub(super) fn opens(&self, at: usize, opening: Opening) -> bool {
        let piece = self.pieces.get(self.first + at);
        matches!(piece, Some(Piece::Heading(_, sense)) if sense.opening.meets(opening))
    }

    /// The text of the piece `back` pieces before the first line; of a list, its last item.
    pub(super) fn above(&self, back: usize) -> Option<&'s str> {
        let above = self.pieces.get(..self.first)?.iter().rev();
        match above.filter(|piece| !matches!(piece, Piece::Junk(_))).nth(back - 1)? {
            Piece::Heading(text, _) | Piece::Paragraph(text) => Some(text),
            Piece::List(items) => items.last().copied(),
            Piece::Row(..) | Piece::Junk(_) | Piece::Seam => None,
        }
    }

    /// Whether the heading of a category stands above the first line, with no more than a few texts between, or one that
    /// is that of a category where cookies stand below.
    pub(super) fn is_below_category(&self) -> bool {
        const TEXTS: usize = 2;
        let above = self.pieces.get(..self.first).unwrap_or_default().iter().rev();
        let heading = above.take(TEXTS + 1).find_map(|piece| match piece {
            Piece::Paragraph(_) => None,
            Piece::Heading(text, sense) => {
                let is_text = sense.mark.is_none() && !sense.is_known() && text.ends_with(':');
                (!is_text).then_some(sense.kind_below().is_some())
            }
            _ => Some(false),
        });
        heading == Some(true)
    }

    /// The line `at` lines after the first.
    pub(super) fn get(&mut self, at: usize, context: &mut Context<'s>) -> Option<Rc<Line<'s>>> {
        while self.window.found.len() <= at {
            let (piece, item) = self.window.next;
            let (mut next, rows) = ((piece + 1, 0), self.window.rows);
            match *self.pieces.get(piece)? {
                Piece::Heading(text, sense) if rows.is_none() => {
                    let may_begin = sense.opening.meets(Opening::SPACED);
                    let label = match sense.mark {
                        None => self.spaced_label(text, piece, may_begin, context),
                        Some(_) => None,
                    };
                    self.add(text, None, Some(sense), None, context);
                    self.part_label(label, context);
                }
                Piece::Paragraph(text) | Piece::Junk(text) if rows.is_none() => {
                    let label = self.spaced_label(text, piece, false, context);
                    self.add(text, None, None, None, context);
                    self.part_label(label, context);
                }
                Piece::List(items) if rows.is_none() => {
                    let after = items.len().checked_sub(item + 1)?;
                    self.add(items.get(item)?, None, None, Some(after), context);
                    if after > 0 {
                        next = (piece, item + 1);
                    }
                }
                Piece::Row(layout, row) if rows == Some(layout) && row.cells.len() == 2 => {
                    let cells = unmarked_cells(row.line, &row.cells);
                    self.add(row.line, Some(cells), None, None, context);
                }
                _ => return None,
            }
            self.window.next = next;
        }
        self.window.found.get(at).cloned()
    }

    fn add(
        &mut self,
        source: &'s str,
        row: Option<Vec<Cow<'s, str>>>,
        sense: Option<Sense>,
        items_after: Option<usize>,
        context: &mut Context<'s>,
    ) {
        let is_apart = context.is_apart(source);
        let piece = self.window.next.0;
        self.window.found.push_back(Rc::new(Line {
            sense,
            items_after,
            is_apart,
            piece,
            ..line(source, row, context)
        }));
    }

    /// Where the label ends that a line begins with, when the lines of its block begin with labels, one of them for names, and
    /// nothing but a space parts these from what they say. The line goes on with such a block, or may begin one.
    fn spaced_label(
        &self,
        text: &str,
        piece: usize,
        may_begin: bool,
        context: &mut Context<'s>,
    ) -> Option<usize> {
        /// So many lines show what the lines of a block are.
        const LEAST: usize = 3;
        /// No block has more.
        const MOST: usize = 16;
        let goes_on = self.window.found.back().is_some_and(|last| last.is_spaced);
        if !goes_on && !may_begin {
            return None;
        }
        let label = openings::spaced_label(text, context.scan_first(text, LABEL));
        if goes_on && !context.is_apart(text) {
            // A label that nobody knows is one word.
            let word = text.find(is_space).filter(|_| text.starts_with(char::is_uppercase));
            return label.map(|(_, end)| end).or(word);
        }
        let (_, end) = label?;
        let (mut lines, mut labels, mut names) = (0, 0, 0);
        for piece in self.pieces.get(piece..)?.iter().take(MOST) {
            let (Piece::Heading(line, _) | Piece::Paragraph(line)) = *piece else { break };
            if lines > 0 && context.is_apart(line) {
                break;
            }
            lines += 1;
            let scan = context.scan_first(line, LABEL);
            let label = openings::spaced_label(line, scan);
            labels += usize::from(label.is_some());
            names += usize::from(label.is_some_and(|(field, _)| field == Field::Name));
        }
        (labels >= LEAST && labels * 3 >= lines * 2 && names > 0).then_some(end)
    }

    /// Parts the label of the last line, which ends there, from what it says.
    fn part_label(&mut self, end: Option<usize>, context: &mut Context<'s>) {
        let (Some(end), Some(old)) = (end, self.window.found.back_mut()) else { return };
        let parts = old.source.get(..end).zip(old.source.get(end..));
        let Some((label, value)) = parts else { return };
        let cells = vec![Cow::Owned(format!("{label}:{value}"))];
        *old = Rc::new(Line { is_spaced: true, ..old.with_cells(cells, context) });
    }

    /// Takes the line at a place, which is there, for one of two cells: the second begins so many bytes
    /// after the first.
    pub(super) fn part(
        &mut self,
        at: usize,
        seam: usize,
        context: &mut Context<'s>,
    ) -> Option<Rc<Line<'s>>> {
        let old = self.window.found.get_mut(at)?;
        let text = old.text();
        let cells = vec![part(&text, 0..seam), part(&text, seam..text.len())];
        *old = Rc::new(old.with_cells(cells, context));
        Some(Rc::clone(old))
    }

    /// Whether the line before that `at` lines after the first is an item of the same list.
    pub(super) fn goes_on_list(&self, at: usize) -> bool {
        at > 0 && self.piece_at(at).is_none()
    }

    /// The piece that the line `at` lines after the first begins, if all lines of the piece before are
    /// before it.
    pub(super) fn piece_at(&self, at: usize) -> Option<usize> {
        let before = self.window.found.get(at.checked_sub(1)?)?;
        matches!(before.items_after, None | Some(0)).then_some(before.piece + 1)
    }
}

/// A line by itself, or the cells of one.
pub(super) fn line<'s>(
    source: &'s str,
    row: Option<Vec<Cow<'s, str>>>,
    context: &mut Context<'s>,
) -> Line<'s> {
    let is_row = row.is_some();
    let (text, marked) = if is_row { (Cow::Borrowed(""), 0) } else { without_marks(source) };
    let cells = row.unwrap_or_else(|| {
        let text = without_leader(text, context);
        vec![with_parted_labels(text, context)]
    });
    let line = LineOfCells { source, cells, before: Break::Line, is_heading: false };
    let stream = Stream::of(vec![line], false, context);
    let before = context.source.text().as_bytes().get(..context.source.span_of(source).start);
    let before = before.unwrap_or_default().iter().rev().take(DEEPEST);
    Line {
        source,
        marked: marked.min(stream.len()),
        stream,
        sense: None,
        items_after: None,
        depth: before.take_while(|byte| !matches!(byte, b'\n' | b'\r')).count(),
        is_apart: false,
        is_row,
        is_spaced: false,
        piece: 0,
        labels: OnceCell::new(),
        head: OnceCell::new(),
    }
}

/// A line with a colon in place of the dots or the dash that lead from a label to what it says.
fn without_leader<'s>(text: Cow<'s, str>, context: &mut Context<'_>) -> Cow<'s, str> {
    let mut label = |place: &Range<usize>| {
        let before = text.get(..place.start).unwrap_or_default();
        let numbered = before.split_once(' ').filter(|(first, _)| is_before_label(first));
        let label = numbered.map_or(before, |(_, label)| label);
        // A small letter begins the name of a cookie that is a word for a label, too.
        label.starts_with(char::is_uppercase) && openings::is_label(label, context)
    };
    // Several part a name from what is said of it.
    let is_alone =
        |place: &Range<usize>| openings::dash(text.get(place.end..).unwrap_or_default()).is_none();
    let dash = openings::dash(&text).filter(is_alone).filter(&mut label);
    let Some(place) = openings::leader(&text).or(dash) else { return text };
    let (label, value) = (text.get(..place.start), text.get(place.end..));
    Cow::Owned(format!("{}: {}", label.unwrap_or_default(), value.unwrap_or_default()))
}

/// Whether a word counts the lines that labels begin.
fn is_before_label(word: &str) -> bool {
    is_number_before(word) || is_letter_before(word)
}

/// A line with a space before and behind each label and colon that were glued to what stands there:
/// `Name:_gaExpires:2 yearsType:HTTP`.
fn with_parted_labels<'s>(text: Cow<'s, str>, context: &mut Context<'_>) -> Cow<'s, str> {
    const MOST: usize = 16;
    const LONGEST: usize = 48;
    let mut parted = String::new();
    let (mut end, mut from) = (0, 0);
    for (colon, _) in text.match_indices(':').take(MOST) {
        let rest = text.get(colon + 1..).unwrap_or_default();
        let is_glued = rest.starts_with(|c: char| !is_space(c) && !matches!(c, '/' | ':'));
        let mut before = ' ';
        let seams =
            text.char_indices().skip_while(|(at, _)| *at < from).take_while(|it| it.0 < colon);
        let starts = seams.filter_map(|(at, c)| {
            let is_end = before.is_lowercase()
                || before.is_ascii_digit()
                || matches!(before, '*' | '_' | ')' | ']' | '}' | '>' | '.');
            // The first word may be a name: "cookieConsent:".
            let is_inside = text.get(..at).is_some_and(|before| before.contains(is_space));
            let is_seam = c.is_uppercase() && is_end && (is_inside || is_glued);
            before = c;
            let is_first = at == from && is_glued && from == 0;
            (is_first || is_seam && at > 0 && colon - at <= LONGEST).then_some(at)
        });
        let starts: Vec<usize> = starts.collect();
        let label =
            |at: &usize| openings::is_label(text.get(*at..colon).unwrap_or_default(), context);
        if let Some(start) = starts.into_iter().find(label) {
            parted.push_str(text.get(end..start).unwrap_or_default());
            parted.push_str(if start > 0 { " " } else { "" });
            parted.push_str(text.get(start..=colon).unwrap_or_default());
            parted.push_str(if is_glued { " " } else { "" });
            end = colon + 1;
        }
        from = colon + 1;
    }
    if end == 0 {
        return text;
    }
    parted.push_str(text.get(end..).unwrap_or_default());
    Cow::Owned(parted)
}

/// A line as a page shows it, and how many words at its beginning stand between marks of their own.
fn without_marks(source: &str) -> (Cow<'_, str>, usize) {
    let seen = without_definition(source);
    let words = |text: &str| text.split(is_space).filter(|word| !word.is_empty()).count();
    let numbered = seen.split_once(is_space).filter(|(first, _)| is_before_label(first));
    let (number, text) = numbered.map_or((0, &*seen), |(_, rest)| (1, rest.trim_start()));
    let marked = ["**", "__", "`", "*"].iter().find_map(|mark| {
        let (inside, _) = text.strip_prefix(mark)?.split_once(mark)?;
        (!inside.is_empty() && !inside.starts_with(is_space)).then(|| number + words(inside))
    });
    let shown = match seen {
        Cow::Borrowed(seen) => unmarked(seen),
        Cow::Owned(seen) => Cow::Owned(unmarked(&seen).into_owned()),
    };
    match (marked, emphasised(&shown)) {
        (None, Some(text)) => (Cow::Owned(text), 0),
        (marked, _) => (shown, marked.unwrap_or_default()),
    }
}

/// A line without the colon that Pandoc writes before what defines the term above, a bullet that was escaped behind
/// another, or the backslash that breaks it.
fn without_definition(source: &str) -> Cow<'_, str> {
    let source = source.strip_suffix('\\').filter(|line| !line.ends_with('\\')).unwrap_or(source);
    let rest = source.strip_prefix(':').or_else(|| source.strip_prefix("\\-"));
    let rest = rest.filter(|rest| rest.starts_with(is_space));
    visible(rest.map_or(source, str::trim_start))
}

/// A line that begins with emphasis between underscores, without them: of a name they are a part.
fn emphasised(text: &str) -> Option<String> {
    let (inside, rest) = text.strip_prefix('_')?.split_once('_')?;
    let is_end = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    let mut letters = inside.chars();
    let is_word = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
    let is_words = inside.contains(is_space) && !inside.starts_with(is_space);
    (is_end && (is_word || is_words)).then(|| format!("{inside}{rest}"))
}
