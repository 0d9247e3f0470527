//! The formats a charter is written in and read from: one file a format, one line in the registry.
//!
//! A format only makes and takes bytes. Where they go, and how several charters get into one
//! file, is for the caller, to whom each format tells what stands before, between and after them.
//!
//! ```
//! use charte::formats::{FORMATS, JSON, Style, read};
//!
//! let charter = charte::read_bytes(b"Cookie policy", &charte::input::Options::default());
//! let mut json = Vec::new();
//! JSON.write(&charter, Style::default(), false, &mut json)?;
//!
//! assert_eq!(read(std::str::from_utf8(&json)?)?, charter);
//! assert!(FORMATS.iter().any(|format| format.name() == "csv"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod csv;
mod json;
mod ndjson;
mod records;
mod text;
mod unreadable;

use std::fmt::Debug;
use std::io;

pub use self::csv::Columns;
pub use self::records::Record;
pub use self::unreadable::unreadable;
use crate::model::Charter;
use crate::normalize::Typography;

/// Choices that some formats leave open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// CSV as spreadsheet programs of most of Europe read it, and safe to open in them.
    pub excel: bool,
    /// How the normal text is set.
    pub typography: Typography,
    /// The columns of CSV.
    pub columns: Columns,
}

/// How a charter is written.
pub trait Format: Debug + Sync {
    /// Its name, as on the command line.
    fn name(&self) -> &'static str;

    /// The extension of its files.
    fn extension(&self) -> &'static str {
        self.name()
    }

    /// Whether what is remarked on a charter is written with it.
    fn has_remarks(&self) -> bool {
        false
    }

    /// What stands round charters in one file.
    fn frame(&self, style: Style, several: bool) -> Frame;

    /// Appends `charter` to `out`. With `several`, as one of several in one file.
    ///
    /// # Errors
    ///
    /// When the underlying writer refuses a value, which no charter is known to make it do.
    fn write(
        &self,
        charter: &Charter<'_>,
        style: Style,
        several: bool,
        out: &mut Vec<u8>,
    ) -> io::Result<()>;
}

/// What stands round charters in one file.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Before the first.
    pub begin: Vec<u8>,
    /// Between two.
    pub between: &'static [u8],
    /// After the last.
    pub end: &'static [u8],
    /// In place of everything, when there is none.
    pub empty: Vec<u8>,
}

/// JSON, the format for everything.
pub const JSON: &dyn Format = &json::Json;
/// The normal text.
pub const TEXT: &dyn Format = &text::Text;

/// Every format that is written.
pub const FORMATS: &[&dyn Format] = &[JSON, &ndjson::Ndjson, &csv::Csv, TEXT];

/// Where the path of a charter is in its JSON.
pub const PATH: &[&str] = &["source", "path"];

/// Reads a charter from the JSON that [`FORMATS`] writes.
///
/// # Errors
///
/// When `json` is not one JSON object of the schema `charte/1`.
pub fn read(json: &str) -> serde_json::Result<Charter<'static>> {
    serde_json::from_str(json)
}

/// The JSON Schema of a charter, of the version that is written.
#[cfg(feature = "schema")]
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Charter<'static>)
}
