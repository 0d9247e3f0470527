//! From text to a tree, by html5ever: what a browser makes of markup however broken it is.
//!
//! Four things are done otherwise than a browser does, so that any page is read in linear time
//! and memory. Tags that only format are taken for plain ones, which spares the copies of those that
//! are not closed. A tag with thousands of attributes loses most of them. Beyond a depth no page has, tags that are not of a table are passed over. And
//! comments are no nodes. What a page says of its address beside is kept.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TokenizerResult, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag as TagToken, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, ExpandedName, LocalName, QualName, local_name, ns};

use super::head::Head;
use super::tags::Element;
use super::tree::{Data, Id, Place, Tree};

/// How deep tags are nested before those are passed over that are not of a table.
const DEEPEST: u16 = 400;

/// How much is given to the parser at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// How long a tag may be, in bytes, before its attributes are counted, and how many it may then have. The
/// tokenizer compares each with all before it.
const LONG_TAG: usize = 16 * 1024;
const ATTRIBUTES: usize = 1024;

/// Reads `text` as a page, and what it says of its address.
pub(super) fn parse(text: &str) -> (Tree, Head) {
    let text = &*with_few_attributes(text);
    let sink = Sink {
        tree: RefCell::new(Tree::new()),
        head: RefCell::default(),
        line: Cell::new(1),
        has_begun: Cell::new(false),
        depth: Cell::new(0),
    };
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let tokenizer = Tokenizer::new(
        Guard { builder: TreeBuilder::new(sink, options) },
        TokenizerOpts::default(),
    );
    let mut rest = text;
    while !rest.is_empty() {
        let is_end = |at: &usize| rest.is_char_boundary(*at);
        let end = (PIECE..rest.len()).find(is_end).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from_slice(piece));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        rest = after;
    }
    tokenizer.end();
    let Sink { tree, head, .. } = tokenizer.sink.builder.sink;
    (tree.into_inner(), head.into_inner())
}

/// `text` with absurdly long tags cut off after their first attributes.
fn with_few_attributes(text: &str) -> Cow<'_, str> {
    let (mut cut, mut from, mut at) = (String::new(), 0, 0);
    let find =
        |at: usize| memchr::memchr(b'<', text.as_bytes().get(at..)?).map(|open| at + open + 1);
    while let Some(start) = find(at) {
        let rest = text.as_bytes().get(start..).unwrap_or_default();
        let length = memchr::memchr2(b'<', b'>', rest).unwrap_or(rest.len());
        at = start + length;
        if length > LONG_TAG && rest.first().is_some_and(u8::is_ascii_alphabetic) {
            let tag = text.get(start..at).unwrap_or_default();
            let mut spaces = tag.match_indices(|c: char| c.is_ascii_whitespace());
            if let Some((end, _)) = spaces.nth(ATTRIBUTES) {
                cut.push_str(text.get(from..start + end).unwrap_or_default());
                from = at;
            }
        }
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    cut.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(cut)
}

/// Stands between the tokenizer and the builder of the tree, and changes tags on their way.
struct Guard {
    builder: TreeBuilder<Handle, Sink>,
}

impl Guard {
    /// Whether a tag is passed over for its depth. What holds anything but tags is not, or that
    /// would be read as tags.
    fn is_too_deep(&self, tag: &TagToken) -> bool {
        self.builder.sink.depth.get() > DEEPEST
            && !matches!(
                tag.name,
                local_name!("table")
                    | local_name!("caption")
                    | local_name!("thead")
                    | local_name!("tbody")
                    | local_name!("tfoot")
                    | local_name!("tr")
                    | local_name!("td")
                    | local_name!("th")
                    | local_name!("br")
                    | local_name!("script")
                    | local_name!("style")
                    | local_name!("title")
                    | local_name!("textarea")
                    | local_name!("iframe")
                    | local_name!("noembed")
                    | local_name!("noframes")
                    | local_name!("xmp")
                    | local_name!("plaintext")
            )
    }
}

/// The name of a plain tag, for a tag that only formats.
fn plain(name: &LocalName) -> Option<LocalName> {
    match *name {
        // Unlike `span`, a link does not end a drawing.
        local_name!("a") => Some(local_name!("ins")),
        local_name!("b") | local_name!("strong") => Some(local_name!("mark")),
        local_name!("big")
        | local_name!("code")
        | local_name!("em")
        | local_name!("font")
        | local_name!("i")
        | local_name!("nobr")
        | local_name!("s")
        | local_name!("small")
        | local_name!("strike")
        | local_name!("tt")
        | local_name!("u") => Some(local_name!("span")),
        _ => None,
    }
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        use html5ever::tokenizer::TagKind::StartTag;
        let token = match token {
            Token::CommentToken(comment) => {
                self.builder.sink.head.borrow_mut().comment(&comment, line);
                return TokenSinkResult::Continue;
            }
            Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::TagToken(mut tag) => {
                if tag.kind == StartTag && self.is_too_deep(&tag) {
                    return TokenSinkResult::Continue;
                }
                if let Some(plain) = plain(&tag.name) {
                    tag.name = plain;
                }
                Token::TagToken(tag)
            }
            Token::CharacterTokens(text) => {
                // The parser says where a text ends.
                let (all, before) = (breaks(&text), breaks(before_words(&text)));
                self.builder.sink.has_begun.set(false);
                let line = line.saturating_sub(all - before);
                return self.builder.process_token(Token::CharacterTokens(text), line);
            }
            token => token,
        };
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// A node, and its name if it is an element.
#[derive(Clone, Debug)]
struct Handle {
    id: Id,
    name: QualName,
}

/// Puts the tree together as the builder says.
struct Sink {
    tree: RefCell<Tree>,
    head: RefCell<Head>,
    /// The line of the file that was come to: of a text first that of its first word.
    line: Cell<u64>,
    /// Whether a word of the text has come.
    has_begun: Cell<bool>,
    /// How deep the element is nested that was opened last.
    depth: Cell<u16>,
}

/// How many lines end in a text.
fn breaks(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u64
}

/// What stands before the first word of a text.
fn before_words(text: &str) -> &str {
    let words = text.trim_ascii_start();
    text.get(..text.len() - words.len()).unwrap_or_default()
}

impl Sink {
    /// The line that a part of a text begins on. White space before the first word may have been left out.
    fn line_of(&self, part: &str) -> u64 {
        let before = if self.has_begun.get() { 0 } else { breaks(before_words(part)) };
        let line = self.line.get().saturating_sub(before);
        let has_words = !part.trim_ascii().is_empty();
        self.has_begun.set(self.has_begun.get() || has_words);
        if self.has_begun.get() {
            self.line.set(line + breaks(part));
        }
        line
    }

    fn place(&self, child: NodeOrText<Handle>, place: Place) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendText(text) => tree.add_text(&text, self.line_of(&text), place),
            NodeOrText::AppendNode(node) => {
                match place {
                    Place::Last(parent) => tree.append(parent, node.id),
                    Place::Before(sibling) => tree.insert_before(sibling, node.id),
                }
                self.depth.set(tree.node(node.id).depth);
            }
        }
    }

    fn nameless(id: Id) -> Handle {
        Handle { id, name: QualName::new(None, ns!(), LocalName::from("")) }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = ();
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Self::nameless(0)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        self.head.borrow_mut().element(&name, &attrs, self.line.get());
        let element = Element::new(&name, &attrs, self.line.get());
        Handle { id: self.tree.borrow_mut().add(Data::Element(element)), name }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Self::nameless(self.tree.borrow_mut().add(Data::Other))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Self::nameless(self.tree.borrow_mut().add(Data::Other))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.place(child, Place::Last(parent.id));
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        if self.tree.borrow().node(element.id).parent.is_some() {
            self.place(child, Place::Before(element.id));
        } else {
            self.place(child, Place::Last(previous.id));
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Handle) {
        let tree = self.tree.borrow();
        self.depth.set(tree.node(node.id).parent.map_or(0, |parent| tree.node(parent).depth));
    }

    /// What is in a template shows nowhere: it stays without a parent.
    fn get_template_contents(&self, _: &Handle) -> Handle {
        Self::nameless(self.tree.borrow_mut().add(Data::Other))
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        self.place(child, Place::Before(sibling.id));
    }

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.node(node.id).first {
            tree.append(new_parent.id, child);
        }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(line);
    }
}
