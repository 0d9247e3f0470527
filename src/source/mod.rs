//! From bytes to text: the encoding found and reported, the lines and where they begin.
//!
//! This room knows nothing of what the text says or how it is laid out. It is the sole user of
//! `encoding_rs` and `chardetng`. Decoding never fails: what could not be read is a U+FFFD in the
//! text and a diagnostic that names the place. What was damaged before it was saved is repaired where charters
//! are compared, with the lines of the file.
//!
//! ```
//! use charte::source::{LineEnds, Source};
//!
//! let source = Source::decode(b"d\xe9p\xf4t d\x92un cookie\r\n", None, None);
//!
//! assert_eq!((source.text(), source.encoding()), ("dépôt d’un cookie\r\n", "windows-1252"));
//! assert_eq!(source.lines().ends(), Some(LineEnds::Crlf));
//! assert!(source.diagnostics().is_empty());
//! ```

mod damage;
mod decode;
mod doubt;
mod lines;
mod mojibake;
mod repair;

use std::borrow::Cow;

pub(crate) use damage::{Damage, may_be_damaged, repaired};
pub use decode::{Encoding, encoding_named};
pub use lines::{LineEnds, Lines};
pub(crate) use repair::KnownWords;

use crate::diagnostic::{Code, Diagnostic};

/// A half-open range of bytes in the decoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A decoded text, its name, and what was found out while decoding it.
#[derive(Clone, Debug)]
pub struct Source<'s> {
    name: Option<Cow<'s, str>>,
    text: Cow<'s, str>,
    encoding: &'static str,
    bom: bool,
    bytes: usize,
    lines: Lines,
    diagnostics: Vec<Diagnostic<'static>>,
    damage: Damage,
}

impl<'s> Source<'s> {
    /// Decodes `bytes`. The `encoding` named decides, else a byte order mark does, else it is found
    /// from the bytes themselves. UTF-8 is borrowed, everything else is converted.
    #[must_use]
    pub fn decode(
        bytes: &'s [u8],
        name: Option<Cow<'s, str>>,
        encoding: Option<&'static Encoding>,
    ) -> Self {
        let decoded = decode::decode(bytes, encoding);
        let lines = Lines::of(&decoded.text);
        let mut diagnostics = decode::losses(&decoded, bytes, &lines);
        diagnostics.extend(mojibake::find(&decoded.text, &lines));
        if decoded.is_guessed {
            diagnostics.extend(doubt::find(bytes, &decoded.text, decoded.encoding));
        }
        Self {
            name,
            text: decoded.text,
            encoding: decoded.encoding.name(),
            bom: decoded.bom,
            bytes: bytes.len(),
            lines,
            diagnostics,
            damage: Damage::NONE,
        }
    }

    /// A text that is decoded already, as a string of a JSON record is.
    #[must_use]
    pub fn from_text(text: Cow<'s, str>, name: Option<Cow<'s, str>>) -> Self {
        let lines = Lines::of(&text);
        let diagnostics = mojibake::find(&text, &lines).into_iter().collect();
        let (encoding, bytes, damage) = ("UTF-8", text.len(), Damage::NONE);
        Self { name, encoding, bom: false, bytes, text, lines, diagnostics, damage }
    }

    /// What stands for bytes that are no text: nothing, and the remark that says so. Its encoding is the one
    /// in which the web shows nothing of what must not be shown.
    pub(crate) fn of_no_text(
        bytes: &[u8],
        name: Option<Cow<'s, str>>,
        remark: Diagnostic<'static>,
    ) -> Self {
        let encoding = decode::REPLACEMENT.name();
        Self {
            encoding,
            bytes: bytes.len(),
            diagnostics: vec![remark],
            ..Self::from_text(Cow::Borrowed(""), name)
        }
    }

    /// A text that was made of this one, and from which of its places on it stands on which line here.
    pub(crate) fn made_into(&self, text: String, places: Vec<(usize, u64)>) -> Source<'s> {
        Source {
            name: self.name.clone(),
            text: Cow::Owned(text),
            lines: Lines::made_of(places, &self.lines),
            diagnostics: self.diagnostics.clone(),
            ..*self
        }
    }

    /// The text as it was meant before it was damaged, with the lines of this one; nothing when nothing is
    /// damaged. In markup, entities and the ends of lines are no damage.
    pub(crate) fn repaired(
        &self,
        is_markup: impl FnOnce() -> bool,
        known: KnownWords,
    ) -> Option<Source<'s>> {
        if !repair::may_be_needed(&self.text, &self.lines) {
            return None;
        }
        let repaired = repair::repair(&self.text, &self.lines, is_markup(), known)?;
        let damage = repaired.damage;
        Some(Source { damage, ..self.made_into(repaired.text, repaired.places) })
    }

    /// What was damaged in the text that it was repaired from.
    pub(crate) fn damage(&self) -> Damage {
        self.damage
    }

    /// The path or the name it came under; nothing for unnamed standard input.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The whole text, without its byte order mark, its line ends as they were.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The WHATWG name of the encoding it was decoded from.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// Whether a byte order mark stood before the text.
    #[must_use]
    pub fn has_bom(&self) -> bool {
        self.bom
    }

    /// Its size before decoding, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Where its lines begin, and how they end.
    #[must_use]
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// What was lost or misread on the way from bytes to text.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic<'static>] {
        &self.diagnostics
    }

    /// Whether bytes were lost in decoding, so that the text must not replace its source.
    #[must_use]
    pub fn is_lossy(&self) -> bool {
        self.has(Code::LossyDecoding)
    }

    /// Whether its bytes are a text at all.
    #[must_use]
    pub fn is_text(&self) -> bool {
        !self.has(Code::NotText)
    }

    fn has(&self, code: Code) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.code == code.name())
    }

    /// The place of `part`, which must be a slice of [`Source::text`].
    #[must_use]
    pub fn span_of(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        Span { start, end: start + part.len() }
    }

    /// The 1-based number of the line `part`, a slice of [`Source::text`], begins on.
    #[must_use]
    pub fn line_of(&self, part: &str) -> u64 {
        self.lines.number_at(self.span_of(part).start)
    }
}
