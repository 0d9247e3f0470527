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
//! Reading never fails: any bytes make a charter, and its diagnostics say what is missing from it. The
//! library does no input or output of its own; that is for the command line tool, behind the
//! feature `cli`.
//!
//! [`read_bytes`] reads what the tool reads, a text or a page in any encoding:
//!
//! ```
//! let options = charte::input::Options::default();
//! let page = b"<h1>Cookie policy</h1>\
//!     <table><tr><th>Name<th>Purpose<tr><td>sessionid<td>Keeps you signed in</table>";
//! let charter = charte::read_bytes(page, &options);
//!
//! assert_eq!(charter.title.as_deref(), Some("Cookie policy"));
//! assert_eq!(charter.cookies[0].name, "sessionid");
//! assert_eq!(charter.cookies[0].purpose.as_deref(), Some("Keeps you signed in"));
//! assert_eq!(charter.diagnostics[0].code, "no-portal");
//! ```
//!
//! [`read`] copies nothing of a text: its charter borrows from a [`Source`]. Where many are read, one
//! [`Interpreter`] for all is several times as fast; [`input`] shows how it is used.

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
mod quantity;
pub mod source;
pub mod syntax;
pub mod text;

use input::{Form, Input};
use interpret::Interpreter;
use model::Charter;
use source::Source;

/// Reads bytes as a charter, as the command line does: whether they are a text or a page, and in which
/// encoding, is found unless the options say so. What there is to remark is in its `diagnostics`.
///
/// ```
/// let mut options = charte::input::Options::default();
/// options.name = Some("www.lande.example.txt".to_owned());
/// options.interpret.portal_from_path = true;
/// let charter = charte::read_bytes(b"Politique de cookies", &options);
///
/// assert_eq!(charter.portal.expect("the name is a host").host, "www.lande.example");
/// ```
#[must_use]
pub fn read_bytes(bytes: &[u8], options: &input::Options) -> Charter<'static> {
    let source = input::decode(bytes, options);
    let input = Input::of(&source, options.form);
    input.read(&mut Interpreter::new(options.interpret)).into_owned()
}

/// Reads a source as a charter, in whatever language it is. That of a text borrows from the source, that
/// of a page is copied from what a browser shows of it.
#[must_use]
pub fn read<'s>(source: &'s Source<'_>) -> Charter<'s> {
    Input::of(source, Form::Found).into_charter(&mut Interpreter::default())
}

/// The example of README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
