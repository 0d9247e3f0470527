//! What bytes are, a text, a page or neither, and the one way that they are read.
//!
//! [`decode`] makes a [`Source`] of bytes, in the encoding that is named, that a byte order mark or a
//! page says, or that is found, and of what is no text one that has none and says so; an [`Input`] tells whether it is a page and has its blocks. What the command line reads goes through
//! here, and so does [`read`](crate::read): a program that calls the library reads what the tool does.
//!
//! ```
//! use charte::input::{self, Form, Input};
//! use charte::interpret::Interpreter;
//!
//! let page = b"<meta charset=latin1><h1>Politique de cookies</h1><p>Un cookie est d\xe9pos\xe9.";
//! let options = input::Options::default();
//! let source = input::decode(page, &options);
//! let input = Input::of(&source, Form::Found);
//! let charter = input.read(&mut Interpreter::new(options.interpret));
//!
//! assert!(input.is_page());
//! assert_eq!(source.encoding(), "windows-1252");
//! assert_eq!(charter.title.as_deref(), Some("Politique de cookies"));
//! ```

mod binary;

use std::borrow::Cow;

use crate::html::{self, Page};
use crate::interpret::{self, Interpreter};
use crate::lexicon::{Language, Lexicon};
use crate::model::Charter;
use crate::source::{Encoding, KnownWords, Source};
use crate::syntax::{self, Block, Document};

/// How much of the bytes shows whether they are a page.
const BEGINNING: usize = 1024;

/// What the caller knows better than the bytes.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The path or the name that the bytes go by.
    pub name: Option<String>,
    /// What they are.
    pub form: Form,
    /// The encoding they are in, whatever else says so.
    pub encoding: Option<&'static Encoding>,
    /// What is known of the charter that is in them.
    pub interpret: interpret::Options,
}

/// What an input is taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// What it is found to be.
    #[default]
    Found,
    /// A page, however it begins.
    Page,
}

/// Decodes `bytes`. A page that says which encoding it is in is believed unless another was named. What is
/// no text, such as a picture or a Word document, has none, and a remark on what it is.
#[must_use]
pub fn decode<'b>(bytes: &'b [u8], options: &'b Options) -> Source<'b> {
    let name = options.name.as_deref().map(Cow::Borrowed);
    if let Some(remark) = binary::known(bytes) {
        return Source::of_no_text(bytes, name, remark);
    }
    let said = || {
        let may_be_page = options.form == Form::Page || begins_page(bytes);
        may_be_page.then(|| html::encoding_of(bytes)).flatten()
    };
    let source = Source::decode(bytes, name.clone(), options.encoding.or_else(said));
    match binary::unknown(bytes, &source) {
        Some(remark) => Source::of_no_text(bytes, name, remark),
        None => source,
    }
}

/// `source` as it was meant before it was damaged, which is what charters are compared by; nothing when it is
/// not damaged. Entities that nobody undid, UTF-8 that was read as windows-1252, ligatures, words that were broken
/// at the end of a line and sentences with the foot of a page inside are damage.
#[must_use]
pub fn repaired<'s>(source: &Source<'s>, form: Form) -> Option<Source<'s>> {
    let text = source.text();
    let is_page = || html::is_page(text) || html::begins_with_element(text) || html::has_rows(text);
    let is_conjunction = |word: &str| Lexicon::get().is_conjunction(word);
    let known = KnownWords { whole: Language::whole_words, is_conjunction };
    source.repaired(|| form == Form::Page || is_page(), known)
}

/// Whether undecoded bytes are a page, by their beginning.
fn begins_page(bytes: &[u8]) -> bool {
    let content = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // Almost no text begins like a tag: one look at it will do.
    if !content.trim_ascii_start().starts_with(b"<") {
        return false;
    }
    let beginning = content.get(..BEGINNING).unwrap_or(content).utf8_chunks().next();
    beginning.is_some_and(|beginning| html::is_page(beginning.valid()))
}

/// A source that was told to be a text or a page.
#[derive(Debug)]
pub struct Input<'d, 's> {
    source: &'d Source<'s>,
    sort: Sort<'d, 's>,
}

#[derive(Debug)]
enum Sort<'d, 's> {
    Text(Document<'d>),
    Page(Page<'s>),
}

impl<'d, 's> Input<'d, 's> {
    /// Tells what `source` is. A text with rows and cells in markup, and no other table, is read as a page
    /// where it is marked up.
    #[must_use]
    pub fn of(source: &'d Source<'s>, form: Form) -> Self {
        let text = source.text();
        let page = if form == Form::Page || html::is_page(text) {
            Page::read(source)
        } else if let Some(page) = Page::read_dump(source) {
            page
        } else {
            let document = syntax::parse(text);
            let is_table = |block: &Block<'_>| matches!(block, Block::Table(_));
            let has_table = || document.blocks.iter().any(is_table);
            if !html::begins_with_element(text) && (has_table() || !html::has_rows(text)) {
                return Self { source, sort: Sort::Text(document) };
            }
            Page::read_text(source)
        };
        Self { source, sort: Sort::Page(page) }
    }

    /// Whether it is a page, or a text with parts of one.
    #[must_use]
    pub fn is_page(&self) -> bool {
        matches!(self.sort, Sort::Page(_))
    }

    /// The text that its blocks are parts of: of a page, what a browser shows.
    #[must_use]
    pub fn source(&self) -> &Source<'s> {
        match &self.sort {
            Sort::Text(_) => self.source,
            Sort::Page(page) => page.source(),
        }
    }

    /// Reads it as a charter.
    #[must_use]
    pub fn read(&self, interpreter: &mut Interpreter) -> Charter<'_> {
        match &self.sort {
            Sort::Text(document) => interpreter.interpret(self.source, document),
            Sort::Page(page) => interpreter.interpret(page.source(), &page.document()),
        }
    }

    /// Reads it as a charter that outlives it. Only what a page shows is copied for that.
    #[must_use]
    pub fn into_charter(self, interpreter: &mut Interpreter) -> Charter<'d> {
        match self.sort {
            Sort::Text(document) => interpreter.interpret(self.source, &document),
            Sort::Page(_) => self.read(interpreter).into_owned(),
        }
    }
}
