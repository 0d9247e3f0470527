//! What is a label for what comes behind. Where lines are two parts each that nothing but a space parts, one line
//! after the other, as the fields of a card are, the first part is one. A term is none in a list that says several
//! things of every term: there it heads them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::choose::Chosen;
use super::flow::LABEL;
use super::tags::Tag;
use super::tree::{Data, Id, Step, Tree};

/// A part of a line: an element, or text outside of all.
struct Part {
    id: Id,
    tag: Option<Tag>,
    text: Range<usize>,
}

/// A line that may be a label and its value.
struct Pair<'t> {
    label: Id,
    text: &'t str,
    tags: (Option<Tag>, Option<Tag>),
}

/// A list of terms that is open.
#[derive(Default)]
struct Terms {
    all: Vec<Id>,
    /// How much is said of the last one.
    said: usize,
    has_several: bool,
    has_one: bool,
}

impl Terms {
    /// Ends what is said of the last term.
    fn end(&mut self) {
        let said = std::mem::take(&mut self.said);
        self.has_several |= said > 1;
        self.has_one |= said == 1;
    }
}

/// What of a page is a label, and which terms are none.
pub(super) struct Labels {
    pub(super) parts: HashSet<Id>,
    pub(super) heads: HashSet<Id>,
}

struct Lines<'t> {
    tree: &'t Tree,
    /// The terms that head what is said of them.
    heads: HashSet<Id>,
    /// The lists that are open.
    lists: Vec<Terms>,
    /// The lines of the page so far; nothing for one that is no pair.
    found: Vec<Option<Pair<'t>>>,
    /// The parts of the line that is open.
    parts: Vec<Part>,
    /// Whether the last of them goes on.
    is_in_part: bool,
    /// Whether something is in the line that is in no pair.
    is_other: bool,
}

/// The labels of what is read of a page. A line like it stands right above or below, or its label comes again; the
/// text behind an element is a value only where both hold, for prose begins with emphasis, too.
pub(super) fn labels(tree: &Tree, chosen: &Chosen) -> Labels {
    let (found, parts, lists, heads) = (Vec::new(), Vec::new(), Vec::new(), HashSet::new());
    let mut lines = Lines { tree, heads, lists, found, parts, is_in_part: false, is_other: false };
    for root in std::iter::once(chosen.root).chain(chosen.put_aside.iter().copied()) {
        tree.walk(root, |step| match step {
            Step::Enter(id) if id != root && chosen.is_left_out(id) => false,
            Step::Enter(id) => lines.enter(id, chosen),
            Step::Leave(id) => {
                lines.leave(id);
                true
            }
        });
        lines.end();
    }
    let mut times: HashMap<&str, usize> = HashMap::new();
    for pair in lines.found.iter().flatten() {
        *times.entry(pair.text).or_default() += 1;
    }
    let is_label = |(at, pair): (usize, &Option<Pair<'_>>)| {
        let pair = pair.as_ref()?;
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let mut beside = beside.filter_map(|at| lines.found.get(at)?.as_ref());
        let is_beside = beside.any(|it| it.tags == pair.tags && it.text != pair.text);
        let comes_again = times.get(pair.text).is_some_and(|&times| times > 1);
        let is_sure = is_beside && comes_again;
        (is_sure || pair.tags.1.is_some() && (is_beside || comes_again)).then_some(pair.label)
    };
    let parts = lines.found.iter().enumerate().filter_map(is_label).collect();
    Labels { parts, heads: lines.heads }
}

impl Lines<'_> {
    fn enter(&mut self, id: Id, chosen: &Chosen) -> bool {
        let element = match &self.tree.node(id).data {
            Data::Element(element) => element,
            &Data::Text(start, end) => {
                self.text(id, start..end);
                return true;
            }
            Data::Other => return true,
        };
        match element.tag {
            Tag::Never | Tag::Superscript => return false,
            Tag::Inline | Tag::Strong | Tag::Choice => {
                if !self.is_in_part && chosen.content(id).text > 0 {
                    let text = Range { start: usize::MAX, end: 0 };
                    self.parts.push(Part { id, tag: Some(element.tag), text });
                    self.is_in_part = true;
                }
                // What leads elsewhere is no label.
                self.is_other |= element.link.is_some() && self.parts.len() == 1;
                return true;
            }
            Tag::Button(false) => {
                self.is_other = true;
                return false;
            }
            _ => self.end(),
        }
        match (element.tag, self.lists.last_mut()) {
            (Tag::Terms, _) => self.lists.push(Terms::default()),
            (Tag::Term, Some(list)) => {
                list.end();
                list.all.push(id);
            }
            (Tag::Said, Some(list)) => list.said += usize::from(chosen.content(id).text > 0),
            _ => {}
        }
        let is_other = matches!(
            element.tag,
            Tag::Heading(_) | Tag::Summary | Tag::Button(_) | Tag::Term | Tag::Preformatted
        );
        self.is_other = is_other || chosen.content(id).is_data;
        if self.is_other {
            self.end();
            return false;
        }
        true
    }

    fn leave(&mut self, id: Id) {
        match self.tree.element(id).map(|element| element.tag) {
            Some(Tag::Inline | Tag::Strong | Tag::Choice) => {
                self.is_in_part &= self.parts.last().is_none_or(|part| part.id != id);
            }
            Some(Tag::Terms) => {
                self.end();
                let mut list = self.lists.pop().unwrap_or_default();
                list.end();
                if list.has_several && !list.has_one {
                    self.heads.extend(list.all);
                }
            }
            Some(_) => self.end(),
            None => {}
        }
    }

    fn text(&mut self, id: Id, text: Range<usize>) {
        if self.tree.text.get(text.clone()).is_none_or(|text| text.trim().is_empty()) {
            return;
        }
        if !self.is_in_part {
            self.parts.push(Part { id, tag: None, text: text.clone() });
        }
        if let Some(Part { text: all, .. }) = self.parts.last_mut() {
            *all = all.start.min(text.start)..all.end.max(text.end);
        }
    }

    /// Ends the line, if there is anything on it.
    fn end(&mut self) {
        let is_other = std::mem::take(&mut self.is_other) | std::mem::take(&mut self.is_in_part);
        let parts = std::mem::take(&mut self.parts);
        let text = |part: &Part| self.tree.text.get(part.text.clone()).unwrap_or_default().trim();
        let pair = match parts.as_slice() {
            [label, value] if !is_other => {
                let (text, said) = (text(label), text(value));
                // A number is none, nor is what a mark parts already, nor a name beside another.
                let is_label = label.tag.is_some()
                    && !(text.contains('_') && said.contains('_'))
                    && text.len() <= LABEL
                    && text.starts_with(char::is_alphabetic)
                    && text.ends_with(|c: char| c.is_alphanumeric() || c == ')')
                    && said.starts_with(|c: char| !matches!(c, ':' | '–' | '—' | '-' | '|'))
                    && said.contains(char::is_alphanumeric);
                let tags = (label.tag, value.tag);
                is_label.then_some(Pair { label: label.id, text, tags })
            }
            [] if !is_other => return,
            _ => None,
        };
        self.found.push(pair);
    }
}
