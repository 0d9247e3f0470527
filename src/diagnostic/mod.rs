//! Remarks on one charter: what was lost, missing or odd, and where.
//!
//! A diagnostic is data. How it is shown, and whether it makes an exit code, is decided elsewhere.
//!
//! ```
//! use charte::diagnostic::{Code, Severity};
//!
//! let charter = charte::read_bytes(b"404 Not Found", &charte::input::Options::default());
//! let gravest = charter.diagnostics.iter().max_by_key(|remark| remark.severity).expect("one");
//!
//! assert_eq!((&*gravest.code, gravest.severity), ("not-a-charter", Severity::Error));
//! assert!(Code::named(&gravest.code).is_some_and(|code| !code.explanation().is_empty()));
//! ```

mod code;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use code::Code;

/// How much a remark weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Something was repaired or left out of the cookies.
    Warning,
    /// The charter as a whole could not be understood.
    Error,
}

impl Severity {
    /// Its name, as in the JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One remark on one charter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnostic<'a> {
    /// A kebab-case code that `charte explain` explains.
    pub code: Cow<'a, str>,
    /// How much it weighs.
    pub severity: Severity,
    /// What is the matter, in one sentence.
    pub message: Cow<'a, str>,
    /// The 1-based line, or null when the remark is on the whole charter.
    pub line: Option<u64>,
    /// The 1-based column in characters, or null when the remark is on the whole line or charter.
    pub column: Option<u64>,
    /// What to do about it, or null.
    pub help: Option<Cow<'a, str>>,
}

impl Diagnostic<'static> {
    /// A remark on the whole charter, with the severity of its code.
    #[must_use]
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code: Cow::Borrowed(code.name()),
            severity: code.severity(),
            message: message.into(),
            line: None,
            column: None,
            help: None,
        }
    }

    /// The same remark at a place: 1-based line, and column in characters.
    #[must_use]
    pub fn at(mut self, line: u64, column: u64) -> Self {
        (self.line, self.column) = (Some(line), Some(column));
        self
    }

    /// The same remark with advice.
    #[must_use]
    pub fn with_help(mut self, help: String) -> Self {
        self.help = Some(Cow::Owned(help));
        self
    }
}
