//! Which parts of a page are the charter: what is hidden, what stands round the text and what consent
//! tools put over it is left out, but never a table that could be one of cookies.

use super::furniture::Part;
use super::grid;
use super::menus;
use super::tags::{Element, Tag};
use super::tree::{Data, Id, Step, Tree};

/// A part of the page that is marked as its main one must have so many quarters of the text; an article,
/// of which a page may have many, more of them.
const OF_MAIN: u64 = 1;
const OF_ARTICLE: u64 = 3;

/// A page with less text, in characters, is looked at again with less left out.
const LITTLE: u32 = 200;

/// What there is under a node, without what is left out.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags")]
pub(super) struct Content {
    /// How many characters that show.
    pub(super) text: u32,
    /// How many of them in headings.
    pub(super) headings: u32,
    /// How many tables of data.
    pub(super) tables: u32,
    /// Whether it is a table of data itself.
    pub(super) is_data: bool,
    terms: u32,
    has_title: bool,
    has_main: bool,
    has_beside: bool,
}

impl Content {
    fn has_data(&self) -> bool {
        self.tables > 0 || self.terms > 0
    }

    fn add(&mut self, other: Self) {
        self.text = self.text.saturating_add(other.text);
        self.headings = self.headings.saturating_add(other.headings);
        self.tables += other.tables;
        self.terms += other.terms;
        self.has_title |= other.has_title;
        self.has_main |= other.has_main;
    }
}

/// What was chosen of a page.
pub(super) struct Chosen {
    /// What is under each node.
    pub(super) contents: Vec<Content>,
    /// Which nodes are left out.
    left: Vec<bool>,
    /// The part of the page that holds the charter.
    pub(super) root: Id,
    /// The heading of the page, when it stands outside of that part.
    pub(super) title: Option<Id>,
    /// What the page is called, when it has no heading.
    pub(super) name: Option<Id>,
    /// Whether there are data in what is read.
    has_data: bool,
    /// What is left out of it though it holds data, to be read when nothing else does: dialogs, and what is there
    /// for narrow screens.
    pub(super) put_aside: Vec<Id>,
}

impl Chosen {
    pub(super) fn is_left_out(&self, id: Id) -> bool {
        self.left.get(id as usize).copied().unwrap_or_default()
    }

    pub(super) fn content(&self, id: Id) -> Content {
        self.contents.get(id as usize).copied().unwrap_or_default()
    }

    fn leave_out(&mut self, id: Id) {
        if let Some(left) = self.left.get_mut(id as usize) {
            *left = true;
        }
    }
}

/// How much is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// All that should be.
    Usual,
    /// Only what is hidden, and the dialogs of consent tools.
    Less,
    /// Only what is hidden.
    Least,
}

/// Chooses what to read of a page of that host.
pub(super) fn choose(tree: &Tree, host: Option<&str>) -> Chosen {
    let mut chosen = at_level(tree, Level::Usual);
    for level in [Level::Less, Level::Least] {
        let content = chosen.content(chosen.root);
        let is_told = level == Level::Least && !chosen.put_aside.is_empty();
        if content.tables > 0 || content.text >= LITTLE || is_told {
            break;
        }
        let other = at_level(tree, level);
        // A page of a few words is one, whatever stands round them.
        if other.content(other.root).text / 2 > content.text {
            chosen = other;
        }
    }
    if chosen.has_data {
        chosen.put_aside.clear();
    }
    for menu in menus::of(tree, &chosen, host) {
        chosen.leave_out(menu);
    }
    chosen
}

fn at_level(tree: &Tree, level: Level) -> Chosen {
    let mut chooser = Chooser {
        tree,
        level,
        contents: vec![Content::default(); tree.len()],
        left: vec![false; tree.len()],
        put_aside: Vec::new(),
        mains: Vec::new(),
        titles: Vec::new(),
        headers: Vec::new(),
        in_article: 0,
        in_table: 0,
        in_heading: 0,
        in_other: 0,
    };
    tree.walk(0, |step| match step {
        Step::Enter(id) => chooser.enter(id),
        Step::Leave(id) => {
            chooser.leave(id);
            true
        }
    });
    chooser.finish()
}

struct Chooser<'t> {
    tree: &'t Tree,
    level: Level,
    contents: Vec<Content>,
    left: Vec<bool>,
    put_aside: Vec<Id>,
    /// Main parts and articles.
    mains: Vec<Id>,
    /// Headings of the first level that may be that of the page, with the header each stands in.
    titles: Vec<(Id, Option<Id>)>,
    /// The headers that are open.
    headers: Vec<Id>,
    in_article: usize,
    in_table: usize,
    in_heading: usize,
    /// How many elements are open in which no heading is that of the page.
    in_other: usize,
}

impl Chooser<'_> {
    fn enter(&mut self, id: Id) -> bool {
        match &self.tree.node(id).data {
            Data::Other => true,
            &Data::Text(start, end) => {
                let text = self.tree.text.get(start..end).unwrap_or_default();
                let shown = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
                let shown = u32::try_from(shown).unwrap_or(u32::MAX);
                let headings = if self.in_heading > 0 { shown } else { 0 };
                self.add(id, Content { text: shown, headings, ..Content::default() });
                true
            }
            Data::Element(element) => {
                self.in_other += usize::from(is_other(element));
                match element.tag {
                    Tag::Never => {
                        self.in_other -= usize::from(is_other(element));
                        self.leave_out(id);
                        return false;
                    }
                    Tag::Main | Tag::Article => self.in_article += 1,
                    Tag::Header => self.headers.push(id),
                    Tag::Table => self.in_table += 1,
                    Tag::Heading(_) => self.in_heading += 1,
                    _ => {}
                }
                true
            }
        }
    }

    fn leave(&mut self, id: Id) {
        let Some(element) = self.tree.element(id) else {
            if let Some(parent) = self.tree.node(id).parent {
                self.add(parent, self.content(id));
            }
            return;
        };
        self.in_other -= usize::from(is_other(element));
        match element.tag {
            Tag::Main | Tag::Article => {
                self.in_article -= 1;
                self.mains.push(id);
                self.add(id, Content { has_main: true, ..Content::default() });
            }
            Tag::Header => drop(self.headers.pop()),
            Tag::Table => {
                self.in_table -= 1;
                let is_data = grid::is_data(self.tree, id, |id| self.content(id));
                if let Some(content) = self.contents.get_mut(id as usize) {
                    content.tables += u32::from(is_data);
                    content.is_data = is_data;
                }
            }
            Tag::Terms | Tag::Card => self.add(id, Content { terms: 1, ..Content::default() }),
            Tag::Heading(level) => {
                self.in_heading -= 1;
                if level == 1 && self.content(id).text > 0 {
                    if self.in_other == 0 {
                        self.titles.push((id, self.headers.last().copied()));
                    }
                    self.add(id, Content { has_title: true, ..Content::default() });
                }
            }
            Tag::Beside => {
                for &header in self.headers.iter().rev() {
                    let Some(header) = self.contents.get_mut(header as usize) else { break };
                    // Those round it are known as well.
                    if std::mem::replace(&mut header.has_beside, true) {
                        break;
                    }
                }
            }
            _ => {}
        }
        if self.is_left_out(id, element) {
            self.leave_out(id);
            if self.content(id).has_data() {
                self.put_aside.push(id);
            }
        } else if let Some(parent) = self.tree.node(id).parent {
            self.add(parent, self.content(id));
        }
    }

    /// Whether an element that was gone through is left out.
    fn is_left_out(&self, id: Id, element: &Element) -> bool {
        let content = self.content(id);
        let holds_data = content.tables > 0 || content.has_main;
        let parent = self.tree.node(id).parent.and_then(|parent| self.tree.element(parent));
        let is_panel = element.part == Part::Panel
            || element.part == Part::Declaration
            || parent.is_some_and(|parent| parent.part == Part::Panel);
        let is_hidden = element.is_hidden
            && !(is_panel || holds_data || content.terms > 0 || element.tag.is_in_table());
        // What stands round a text is told by what is in it as well.
        let is_consent = element.part == Part::Consent && !content.has_main;
        let is_furniture = element.part == Part::Furniture
            && self.in_table == 0
            && !(holds_data || content.has_title);
        let is_beside = match element.tag {
            Tag::Beside | Tag::Noscript => !holds_data,
            // Some programs put the heading of each section in a header of its own.
            Tag::Header => {
                let is_of_section = content.headings == content.text && !content.has_title;
                !holds_data && self.in_article == 0 && !is_of_section
            }
            Tag::Button(opens) => !opens && element.link.is_none() && self.in_heading == 0,
            _ => false,
        };
        let is_dialog = element.tag == Tag::Dialog && !content.has_main;
        let is_hidden = is_hidden || element.is_narrow;
        match self.level {
            Level::Usual => is_hidden || is_consent || is_furniture || is_beside || is_dialog,
            Level::Less => is_hidden || is_consent,
            Level::Least => is_hidden,
        }
    }

    fn finish(self) -> Chosen {
        let whole = self.content(0);
        let is_seen = |id: Id| {
            std::iter::successors(Some(id), |&id| self.tree.node(id).parent)
                .all(|id| !self.left.get(id as usize).copied().unwrap_or_default())
        };
        let is_main =
            |id: Id| self.tree.element(id).is_some_and(|element| element.tag == Tag::Main);
        // The largest part that is marked as main holds the charter when no table is outside.
        let largest = self
            .mains
            .iter()
            .copied()
            .max_by_key(|&id| (self.content(id).tables, is_main(id), self.content(id).text));
        let root = largest.filter(|&id| {
            let content = self.content(id);
            let quarters = if is_main(id) { OF_MAIN } else { OF_ARTICLE };
            (content.tables, content.terms) == (whole.tables, whole.terms)
                && u64::from(content.text) * 4 >= u64::from(whole.text) * quarters
                && is_seen(id)
        });
        let root = root.unwrap_or(0);
        let is_title = |(_, header): &&(Id, Option<Id>)| {
            header.is_none_or(|header| !self.content(header).has_beside)
        };
        let title = if self.content(root).has_title {
            None
        } else {
            self.titles.iter().find(is_title).map(|&(id, _)| id)
        };
        let has_heading = title.is_some() || self.content(root).has_title;
        let name = if has_heading { None } else { name(self.tree) };
        let has_data = self.content(root).has_data();
        let Self { contents, left, put_aside, .. } = self;
        Chosen { contents, left, root, title, name, has_data, put_aside }
    }

    fn content(&self, id: Id) -> Content {
        self.contents.get(id as usize).copied().unwrap_or_default()
    }

    fn add(&mut self, id: Id, content: Content) {
        if let Some(known) = self.contents.get_mut(id as usize) {
            known.add(content);
        }
    }

    fn leave_out(&mut self, id: Id) {
        if let Some(left) = self.left.get_mut(id as usize) {
            *left = true;
        }
    }
}

/// What a page is called in its head.
fn name(tree: &Tree) -> Option<Id> {
    let child = |parent: Id, tag: Tag| {
        let children = std::iter::successors(tree.node(parent).first, |&id| tree.node(id).next);
        children.into_iter().find(|&id| tree.element(id).is_some_and(|it| it.tag == tag))
    };
    let page = child(0, Tag::Block)?;
    child(child(page, Tag::Never)?, Tag::Name)
}

/// Whether a heading in an element is not that of the page.
fn is_other(element: &Element) -> bool {
    element.is_hidden
        || matches!(element.part, Part::Consent | Part::Furniture)
        || matches!(element.tag, Tag::Beside | Tag::Dialog | Tag::Noscript)
}
