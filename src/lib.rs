//! Cookie charters, read.
//!
//! Web portals publish cookie charters: prose, then a table of cookies. This library gives such a
//! text a structure, and writes it as JSON, CSV or normal text. Data goes one way through it:
//!
//! * [`source`]: bytes become text; the encoding is found, and what was lost is told;
//! * [`syntax`]: text becomes blocks by the shape of its lines, without a word of any language;
//! * [`html`]: pages become blocks of the same kind by their elements;
//! * [`input`]: which of the two bytes are, and the one way that either is read;
//! * [`interpret`]: blocks become a charter by the words of the [`lexicon`];
//! * [`model`]: the charter, plain data that borrows from its source;
//! * [`formats`] and [`normalize`]: the charter is written, and read back;
//! * [`drift`]: many charters are counted, and where they differ is told;
//! * [`diagnostic`]: what is remarked on the way, and [`text`]: what characters are to a reader.
//!
//! Reading never fails: any bytes make a charter, and diagnostics say what is missing from it. The
//! library does no input or output of its own; that is for the command line tool, behind the
//! feature `cli`.
//!
//! ```
//! use charte::source::Source;
//!
//! let text = "Cookie policy\n\nName\tPurpose\nsessionid\tKeeps you signed in\n";
//! let source = Source::decode(text.as_bytes(), None, None);
//! let charter = charte::read(&source);
//!
//! assert_eq!(charter.title.as_deref(), Some("Cookie policy"));
//! assert_eq!(charter.cookies[0].name, "sessionid");
//! assert_eq!(charter.cookies[0].purpose.as_deref(), Some("Keeps you signed in"));
//! ```

#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod drift;
pub mod formats;
pub mod html;
pub mod input;
pub mod interpret;
pub mod lexicon;
pub mod model;
pub mod normalize;
pub mod quantity;
pub mod source;
pub mod syntax;
pub mod text;

use interpret::Options;
use model::Charter;
use source::Source;

/// Reads a source as a charter, in whatever language it is.
///
/// It is [`syntax::parse`] and then [`interpret::interpret`], which takes a language to prefer. A page
/// is read by [`html::Page`].
#[must_use]
pub fn read<'s>(source: &'s Source<'_>) -> Charter<'s> {
    interpret::interpret(source, &syntax::parse(source.text()), &Options::default())
}

/// The example of README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
