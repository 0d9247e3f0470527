//! The elements of a page and the text in them, in one arena: links are numbers, so that nothing
//! is done by recursion and a page nested ever so deep is let go of like any other.

use super::tags::Element;

/// The place of a node in its tree.
pub(super) type Id = u32;

/// What a node is.
#[derive(Debug, Default)]
pub(super) enum Data {
    /// The document, or something that shows nothing.
    #[default]
    Other,
    /// A range of [`Tree::text`].
    Text(usize, usize),
    /// An element.
    Element(Element),
}

/// A node, its data, and its neighbours.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) data: Data,
    pub(super) parent: Option<Id>,
    pub(super) first: Option<Id>,
    pub(super) last: Option<Id>,
    pub(super) previous: Option<Id>,
    pub(super) next: Option<Id>,
    /// How many elements are open round it, counted from the cell it stands in.
    pub(super) depth: u16,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    nothing: Node,
    /// All text of the page, in the order it was read.
    pub(super) text: String,
    /// From which place of the text on it stands on which line of the file.
    lines: Vec<(usize, u64)>,
}

/// A step of going through a tree.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Into a node, which the walker may leave out.
    Enter(Id),
    /// Out of a node that was entered.
    Leave(Id),
}

impl Tree {
    /// A tree that has its document alone, which is node 0.
    pub(super) fn new() -> Self {
        Self { nodes: vec![Node::default()], ..Self::default() }
    }

    pub(super) fn node(&self, id: Id) -> &Node {
        self.nodes.get(id as usize).unwrap_or(&self.nothing)
    }

    pub(super) fn element(&self, id: Id) -> Option<&Element> {
        match &self.node(id).data {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn add(&mut self, data: Data) -> Id {
        self.nodes.push(Node { data, ..Node::default() });
        // There is no room for more than so many nodes; one beyond would be nothing.
        Id::try_from(self.nodes.len() - 1).unwrap_or(Id::MAX)
    }

    fn change(&mut self, id: Option<Id>, change: impl FnOnce(&mut Node)) {
        if let Some(node) = id.and_then(|id| self.nodes.get_mut(id as usize)) {
            change(node);
        }
    }

    /// Makes `child` the last child of `parent`.
    pub(super) fn append(&mut self, parent: Id, child: Id) {
        self.detach(child);
        let last = self.node(parent).last;
        self.change(last, |last| last.next = Some(child));
        self.change(Some(parent), |parent| {
            parent.last = Some(child);
            parent.first = parent.first.or(Some(child));
        });
        self.put(child, Some(parent), last, None);
    }

    /// Puts `child` before `sibling`.
    pub(super) fn insert_before(&mut self, sibling: Id, child: Id) {
        self.detach(child);
        let &Node { parent, previous, .. } = self.node(sibling);
        self.change(previous, |previous| previous.next = Some(child));
        self.change(Some(sibling), |sibling| sibling.previous = Some(child));
        if previous.is_none() {
            self.change(parent, |parent| parent.first = Some(child));
        }
        self.put(child, parent, previous, Some(sibling));
    }

    fn put(&mut self, child: Id, parent: Option<Id>, previous: Option<Id>, next: Option<Id>) {
        let depth = parent.map_or(0, |parent| match self.element(parent) {
            Some(element) if element.tag.is_cell() => 0,
            _ => self.node(parent).depth.saturating_add(1),
        });
        self.change(Some(child), |child| {
            (child.parent, child.previous, child.next) = (parent, previous, next);
            child.depth = depth;
        });
    }

    /// Takes a node out of its parent.
    pub(super) fn detach(&mut self, id: Id) {
        let &Node { parent, previous, next, .. } = self.node(id);
        self.change(previous, |previous| previous.next = next);
        self.change(next, |after| after.previous = previous);
        self.change(parent, |parent| {
            if parent.first == Some(id) {
                parent.first = next;
            }
            if parent.last == Some(id) {
                parent.last = previous;
            }
        });
        self.change(Some(id), |node| {
            (node.parent, node.previous, node.next) = (None, None, None);
        });
    }

    /// Adds text that begins on that line of the file, as the last child of `parent` or before
    /// `sibling`.
    pub(super) fn add_text(&mut self, text: &str, line: u64, place: Place) {
        let start = self.text.len();
        self.text.push_str(text);
        // On which lines nothing stands is of no use.
        let mut at = start;
        for (number, part) in (line..).zip(text.split_inclusive('\n')) {
            let is_blank = part.bytes().all(|byte| byte.is_ascii_whitespace());
            if !is_blank && self.lines.last().is_none_or(|&(_, last)| last != number) {
                self.lines.push((at, number));
            }
            at += part.len();
        }
        let end = self.text.len();
        let before = match place {
            Place::Last(parent) => self.node(parent).last,
            Place::Before(sibling) => self.node(sibling).previous,
        };
        // Text comes in small pieces: those that follow each other are one node.
        let mut is_joined = false;
        self.change(before, |before| {
            if let Data::Text(_, before_end) = &mut before.data
                && *before_end == start
            {
                *before_end = end;
                is_joined = true;
            }
        });
        if !is_joined {
            let text = self.add(Data::Text(start, end));
            match place {
                Place::Last(parent) => self.append(parent, text),
                Place::Before(sibling) => self.insert_before(sibling, text),
            }
        }
    }

    /// The line of the file on which the text at `offset` stands.
    pub(super) fn line_at(&self, offset: usize) -> u64 {
        let after = self.lines.partition_point(|&(start, _)| start <= offset);
        after.checked_sub(1).and_then(|at| self.lines.get(at)).map_or(1, |&(_, line)| line)
    }

    /// Where the line of the file ends on which the text at `offset` stands.
    pub(super) fn line_end(&self, offset: usize) -> usize {
        let after = self.lines.partition_point(|&(start, _)| start <= offset);
        self.lines.get(after).map_or(self.text.len(), |&(start, _)| start)
    }

    /// Goes through what is under `root`, and `root` itself, in the order of the page. What `step`
    /// says of a node that is entered is whether to go into it.
    pub(super) fn walk(&self, root: Id, mut step: impl FnMut(Step) -> bool) {
        let mut at = root;
        loop {
            let enters = step(Step::Enter(at));
            if let Some(first) = self.node(at).first.filter(|_| enters) {
                at = first;
                continue;
            }
            if enters {
                step(Step::Leave(at));
            }
            loop {
                if at == root {
                    return;
                }
                let node = self.node(at);
                if let Some(next) = node.next {
                    at = next;
                    break;
                }
                let Some(parent) = node.parent else { return };
                step(Step::Leave(parent));
                at = parent;
            }
        }
    }
}

/// Where something is put.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// As the last child.
    Last(Id),
    /// Before a sibling.
    Before(Id),
}
