//! The text of a page, line by line, as a browser shows it: white space counts once, blocks have lines
//! of their own, and what is left out is not there.

use std::ops::Range;

use super::choose::Chosen;
use super::pairs::{self, Labels};
use super::tags::Tag;
use super::tree::{Data, Id, Step, Tree};
use crate::syntax::Mark;

/// How long a term may be that is a label for what is said of it, in bytes.
pub(super) const LABEL: usize = 80;

/// How long a superscript may be that is a mark of a footnote, in characters.
const FOOTNOTE: u32 = 6;

/// How much markup it may have, in steps through its nodes.
const MARK_NODES: usize = 16;

/// A part of the text of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A line that is marked as a heading, and how.
    Heading(Range<usize>, Mark),
    /// A line.
    Line(Range<usize>),
    /// The first line of an item of a list.
    Item(Range<usize>),
    /// Lines as they were written.
    Lines(Range<usize>),
    /// The rows of a table.
    Table(Vec<Row>),
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: Range<usize>,
    pub(super) cells: Vec<Range<usize>>,
}

/// A sort of elements, and what of the line stands in them.
#[derive(Default)]
struct Whole {
    /// How many are open.
    open: usize,
    /// Whether all words of the line so far stand in one.
    is_all: bool,
}

impl Whole {
    fn close(&mut self) {
        self.open = self.open.saturating_sub(1);
    }
}

/// Writes the text of a page.
#[expect(clippy::struct_excessive_bools, reason = "they are flags")]
pub(super) struct Flow<'t> {
    pub(super) tree: &'t Tree,
    pub(super) chosen: &'t Chosen,
    pub(super) text: String,
    /// From which place of the text on it stands on which line of the file.
    pub(super) places: Vec<(usize, u64)>,
    pub(super) pieces: Vec<Piece>,
    /// Where the line begins.
    start: usize,
    has_space: bool,
    /// Whether a term stands before, and what is said of it goes on with its line.
    has_term: bool,
    is_item: bool,
    in_cell: bool,
    in_heading: usize,
    /// How the heading is marked that is open.
    mark: Mark,
    /// What is emphasised.
    strong: Whole,
    /// Buttons and switches.
    buttons: Whole,
    /// What stands beside boxes to tick.
    choices: Whole,
    /// Whether the item that begins is the only one of its list.
    is_lone: bool,
    in_preformatted: usize,
    in_block: usize,
    /// Whether this is a part that is read because nothing else has data.
    is_aside: bool,
    /// Whether the page is a text that has markup in it, whose line ends count.
    is_text: bool,
    /// What is a label for what comes behind.
    labels: Labels,
}

impl<'t> Flow<'t> {
    pub(super) fn new(tree: &'t Tree, chosen: &'t Chosen, is_text: bool) -> Self {
        Self {
            tree,
            chosen,
            text: String::new(),
            places: Vec::new(),
            pieces: Vec::new(),
            start: 0,
            has_space: false,
            has_term: false,
            is_item: false,
            in_cell: false,
            in_heading: 0,
            mark: Mark::Caption,
            strong: Whole::default(),
            buttons: Whole::default(),
            choices: Whole::default(),
            is_lone: false,
            in_preformatted: 0,
            in_block: 0,
            is_aside: false,
            is_text,
            labels: pairs::labels(tree, chosen),
        }
    }

    /// Writes what is under `root`.
    pub(super) fn write(&mut self, root: Id) {
        let tree = self.tree;
        tree.walk(root, |step| match step {
            Step::Enter(id) => self.enter(id),
            Step::Leave(id) => {
                self.leave(id);
                true
            }
        });
        self.end_line();
    }

    /// Writes what is under `root`, which is left out elsewhere.
    pub(super) fn write_aside(&mut self, root: Id) {
        self.begin();
        self.is_aside = true;
        self.write_inside(root);
        self.is_aside = false;
        self.begin();
    }

    /// Writes what a page is called as its heading, without the name of its site behind it.
    pub(super) fn name(&mut self, name: Id) {
        const BEFORE_SITE: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", " :: ", " » "];
        self.begin();
        self.in_heading += 1;
        self.mark = Mark::Level(1);
        self.write_inside(name);
        let written = self.text.get(self.start..).unwrap_or_default();
        let end =
            BEFORE_SITE.iter().filter_map(|mark| written.find(mark)).filter(|&at| at > 0).min();
        if let Some(end) = end {
            self.text.truncate(self.start + end);
        }
        self.end_line();
        self.in_heading -= 1;
    }

    /// Writes the caption of a table.
    pub(super) fn caption(&mut self, caption: Id) {
        self.end_line();
        self.in_heading += 1;
        self.mark = Mark::Caption;
        self.write(caption);
        self.in_heading -= 1;
    }

    /// Writes a cell, its lines apart, and says where it stands.
    pub(super) fn cell(&mut self, cell: Id) -> Range<usize> {
        let start = self.text.len();
        (self.start, self.in_cell) = (start, true);
        self.write_inside(cell);
        self.has_term = false;
        self.end_line();
        if self.text.len() > start && self.text.ends_with('\n') {
            self.text.pop();
        }
        (self.start, self.in_cell) = (self.text.len(), false);
        start..self.text.len()
    }

    /// Writes a term and what is said of it, on one line if the term is a label.
    pub(super) fn pair(&mut self, term: Id, said: Id) {
        self.begin();
        self.write_inside(term);
        self.end_term(false);
        self.write_inside(said);
        self.has_term = false;
        self.end_line();
    }

    /// Writes what is under `root`, without what `root` itself is.
    fn write_inside(&mut self, root: Id) {
        let tree = self.tree;
        tree.walk(root, |step| match step {
            Step::Enter(id) if id != root => self.enter(id),
            Step::Leave(id) if id != root => {
                self.leave(id);
                true
            }
            _ => true,
        });
    }

    /// Says that what is written from here on stands on that line of the file.
    pub(super) fn place(&mut self, line: u64) {
        while self.places.last().is_some_and(|&(at, _)| at > self.text.len()) {
            self.places.pop();
        }
        if self.places.last().is_none_or(|&(_, last)| last != line) {
            self.places.push((self.text.len(), line));
        }
    }

    /// Begins a line, after the end of one.
    pub(super) fn begin(&mut self) {
        self.has_term = false;
        self.end_line();
        self.start = self.text.len();
    }

    /// Puts a character between two cells or two rows.
    pub(super) fn part(&mut self, between: char) {
        self.text.push(between);
        self.start = self.text.len();
    }

    fn enter(&mut self, id: Id) -> bool {
        let element = match &self.tree.node(id).data {
            Data::Element(element) => element,
            &Data::Text(start, end) => {
                self.write_text(start, end);
                return true;
            }
            Data::Other => return true,
        };
        if element.tag == Tag::Never || self.chosen.is_left_out(id) {
            // What is hidden between two words does not join them.
            return false;
        }
        if let Some((label, value)) = self.pair_of_card(id) {
            self.pair(label, value);
            return false;
        }
        match element.tag {
            Tag::Inline => {}
            Tag::Strong => self.strong.open += 1,
            Tag::Button(false) => self.buttons.open += 1,
            Tag::Choice => self.choices.open += 1,
            Tag::Break => {
                self.has_term = false;
                self.end_line();
            }
            Tag::Term => {
                self.has_term = false;
                self.end_line();
                self.strong.open += 1;
            }
            Tag::Superscript => return !self.is_footnote(id),
            Tag::Said => self.end_line(),
            Tag::Cell | Tag::Label if self.in_cell => self.has_space = true,
            Tag::Table if !self.in_cell && self.chosen.content(id).is_data => {
                self.begin();
                super::table::write(self, id);
                self.start = self.text.len();
                return false;
            }
            Tag::Item => {
                self.open();
                (self.is_item, self.is_lone) = (true, self.is_lone(id));
            }
            Tag::Heading(level) => {
                self.open();
                self.in_heading += 1;
                self.mark = Mark::Level(level);
            }
            Tag::Summary | Tag::Button(true) => {
                self.open();
                self.strong.open += 1;
            }
            Tag::Preformatted => {
                self.open();
                self.in_preformatted += 1;
            }
            _ => self.open(),
        }
        true
    }

    /// The label and the value in a part of a card.
    fn pair_of_card(&self, part: Id) -> Option<(Id, Id)> {
        let is_card = |id: Id| self.tree.element(id).is_some_and(|it| it.tag == Tag::Card);
        let node = self.tree.node(part);
        let shows = |&id: &Id| self.chosen.content(id).text > 0;
        let parts = std::iter::successors(node.first, |&id| self.tree.node(id).next);
        let mut parts = parts.filter(shows);
        node.parent.filter(|&parent| is_card(parent))?;
        let pair = (parts.next()?, parts.next()?);
        let is_pair = [pair.0, pair.1].iter().all(|&id| self.tree.element(id).is_some());
        (is_pair && parts.next().is_none()).then_some(pair)
    }

    fn open(&mut self) {
        self.end_line();
        self.in_block += 1;
    }

    fn leave(&mut self, id: Id) {
        let Some(element) = self.tree.element(id) else { return };
        if self.labels.parts.contains(&id) && !self.is_bare() {
            self.end_term(false);
        }
        match element.tag {
            Tag::Inline | Tag::Never | Tag::Break | Tag::Superscript => return,
            Tag::Strong => return self.strong.close(),
            Tag::Button(false) => return self.buttons.close(),
            Tag::Choice => return self.choices.close(),
            Tag::Cell | Tag::Label if self.in_cell => return,
            Tag::Term => {
                self.end_term(self.labels.heads.contains(&id));
                return self.strong.close();
            }
            Tag::Said => {
                self.has_term = false;
                self.end_line();
                return;
            }
            Tag::Terms => self.has_term = false,
            _ => {}
        }
        self.end_line();
        self.in_block = self.in_block.saturating_sub(1);
        match element.tag {
            Tag::Heading(_) => self.in_heading = self.in_heading.saturating_sub(1),
            Tag::Summary | Tag::Button(true) => self.strong.close(),
            Tag::Preformatted => self.in_preformatted = self.in_preformatted.saturating_sub(1),
            Tag::Item => self.is_item = false,
            _ => {}
        }
    }

    /// What is said of a term stands on its line, if the term is a label rather than a sentence or the head of lines.
    fn end_term(&mut self, is_head: bool) {
        let term = self.text.get(self.start..).unwrap_or_default();
        let is_label = !term.is_empty() && term.len() <= LABEL && !term.ends_with(['.', '?', '!']);
        if is_label && is_head {
            self.strong.is_all = false;
            self.end_line();
        } else if is_label {
            let end = self.start + term.trim_end_matches(':').trim_end().len();
            let first = term.chars().next().map_or(0, char::len_utf8);
            self.text.truncate(end.max(self.start + first));
            self.has_term = true;
        } else {
            self.end_line();
        }
    }

    /// Ends the line, if there is anything on it.
    fn end_line(&mut self) {
        self.has_space = false;
        if self.has_term || self.text.len() == self.start {
            return;
        }
        // A button alone says nothing; a link in a cell does that looks like one.
        if self.buttons.is_all && self.in_heading == 0 && !self.in_cell {
            self.text.truncate(self.start);
            return;
        }
        let line = self.start..self.text.len();
        self.text.push('\n');
        self.start = self.text.len();
        if self.in_cell {
            return;
        }
        let is_item = std::mem::take(&mut self.is_item);
        if self.in_preformatted > 0 || self.is_bare() {
            if let Some(Piece::Lines(lines)) = self.pieces.last_mut() {
                lines.end = line.end;
                return;
            }
            self.pieces.push(Piece::Lines(line));
        } else if self.in_heading > 0 {
            self.pieces.push(Piece::Heading(line, self.mark));
        } else if self.choices.is_all {
            // It heads nothing but, if there is one, the table right below; in a dialog what it is a choice of.
            let is_told = self.repeats_heading(&line);
            let mark = if self.is_aside && !is_told { Mark::Bold } else { Mark::Caption };
            self.pieces.push(Piece::Heading(line, mark));
        } else if self.strong.is_all && (!is_item || self.is_lone) {
            let mark = if is_item { Mark::Item } else { Mark::Bold };
            self.pieces.push(Piece::Heading(line, mark));
        } else if is_item {
            self.pieces.push(Piece::Item(line));
        } else {
            self.pieces.push(Piece::Line(line));
        }
    }

    /// Whether a line says the heading right above it again.
    fn repeats_heading(&self, line: &Range<usize>) -> bool {
        let Some(Piece::Heading(above, _)) = self.pieces.last() else { return false };
        self.text.get(above.clone()) == self.text.get(line.clone())
    }

    /// Whether this is a text with markup in it, outside of that markup: of a page that has no other
    /// blocks than those that every page has.
    fn is_bare(&self) -> bool {
        self.is_text && self.in_block <= 2
    }

    fn write_text(&mut self, start: usize, end: usize) {
        let tree = self.tree;
        let mut at = start;
        while at < end {
            let next = tree.line_end(at).min(end).max(at + 1);
            let line = tree.line_at(at);
            let text = tree.text.get(at..next).unwrap_or_default();
            if !self.in_cell && (self.in_preformatted > 0 || self.is_bare()) {
                self.write_lines(text, line);
            } else {
                self.write_words(text, line);
            }
            at = next;
        }
    }

    fn write_words(&mut self, text: &str, line: u64) {
        for (at, word) in text.split(is_space).enumerate() {
            self.has_space |= at > 0;
            if word.is_empty() {
                continue;
            }
            if std::mem::take(&mut self.has_term) {
                self.text.push_str(": ");
            } else if self.has_space && self.text.len() > self.start {
                self.text.push(' ');
            }
            self.has_space = false;
            let is_first = self.text.len() == self.start;
            for whole in [&mut self.strong, &mut self.buttons, &mut self.choices] {
                whole.is_all = whole.open > 0 && (whole.is_all || is_first);
            }
            self.place(line);
            self.text.push_str(word);
        }
    }

    fn write_lines(&mut self, text: &str, line: u64) {
        for (at, part) in text.split(['\n', '\r']).enumerate() {
            if at > 0 {
                self.end_line();
            }
            if !part.is_empty() {
                self.place(line);
                self.text.push_str(part);
            }
        }
    }

    /// Whether an item is the only one of its list.
    fn is_lone(&self, item: Id) -> bool {
        let is_item = |id: &Id| self.tree.element(*id).is_some_and(|it| it.tag == Tag::Item);
        let node = self.tree.node(item);
        let after = std::iter::successors(node.next, |&id| self.tree.node(id).next).find(is_item);
        let before = || {
            std::iter::successors(node.previous, |&id| self.tree.node(id).previous).find(is_item)
        };
        after.is_none() && before().is_none()
    }

    /// Whether a superscript is the mark of a footnote, which is no part of the word before it.
    fn is_footnote(&self, id: Id) -> bool {
        if self.chosen.content(id).text > FOOTNOTE {
            return false;
        }
        let (mut is_mark, mut nodes) = (true, 0);
        self.tree.walk(id, |step| {
            // A mark has a link round it, not a page in it.
            nodes += 1;
            is_mark &= nodes <= MARK_NODES;
            if let Step::Enter(id) = step
                && let &Data::Text(start, end) = &self.tree.node(id).data
            {
                let text = self.tree.text.get(start..end).unwrap_or_default();
                is_mark &= text
                    .chars()
                    .all(|c| c.is_ascii_digit() || c.is_whitespace() || "*†‡§[](),".contains(c));
            }
            is_mark
        });
        is_mark
    }
}

/// Whether `c` is white space to HTML. A no-break space is not.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}
