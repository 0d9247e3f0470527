//! Records: charters as NDJSON, one `{"path": …, "text": …}` a line. They are read, not written.

use std::borrow::Cow;

use serde::Deserialize;

use crate::source::Source;

/// One charter of a corpus that is one file or one pipe. Other keys of the record are passed over.
#[derive(Debug, Deserialize)]
pub struct Record<'r> {
    /// The path it is known by.
    #[serde(borrow, default)]
    pub path: Option<Cow<'r, str>>,
    /// The text of the charter.
    #[serde(borrow)]
    pub text: Cow<'r, str>,
}

impl<'r> Record<'r> {
    /// Where its path is.
    pub const PATH: &'static [&'static str] = &["path"];

    /// Reads one line.
    ///
    /// # Errors
    ///
    /// When `line` is no JSON object, or its `text` is missing or no string.
    pub fn read(line: &'r str) -> serde_json::Result<Self> {
        serde_json::from_str(line)
    }

    /// The source of the charter.
    #[must_use]
    pub fn into_source(self) -> Source<'r> {
        Source::from_text(self.text, self.path)
    }
}
