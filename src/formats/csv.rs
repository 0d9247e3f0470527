//! CSV: one line a cookie, for tables and spreadsheets.
//!
//! The core of the `csv` library quotes: its writer would keep a buffer and an account of every cell,
//! for each charter anew.

use std::borrow::Cow;
use std::io;

use csv_core::{Writer, WriterBuilder};

use super::{Format, Frame, Style};
use crate::model::{Charter, Cookie};

/// What one column holds of a cookie.
enum Value<'c> {
    Text(&'c str),
    Number(u64),
}

type Cell = for<'c> fn(&'c Charter<'_>, &'c Cookie<'_>) -> Value<'c>;

/// Every column, by its name, in the order they are written unless others are chosen. One that is added later
/// stands last.
static COLUMNS: [(&str, Cell); 20] = [
    ("path", |charter, _| text(charter.source.path.as_ref())),
    ("portal", |charter, _| text(charter.portal.as_ref().map(|portal| &portal.host))),
    ("language", |charter, _| text(charter.language.as_ref())),
    ("category", |_, cookie| name(cookie.category.as_ref().map(|category| category.kind.name()))),
    ("provider", |_, cookie| text(cookie.provider.as_ref())),
    ("service", |_, cookie| text(cookie.service.as_ref())),
    ("location", |_, cookie| text(cookie.location.as_ref())),
    ("name", |_, cookie| text(Some(&cookie.name))),
    ("purpose", |_, cookie| text(cookie.purpose.as_ref())),
    ("retention", |_, cookie| text(cookie.retention.as_ref().map(|retention| &retention.text))),
    ("line", |_, cookie| number(Some(cookie.line))),
    ("domain", |_, cookie| text(cookie.domain.as_ref())),
    ("party", |_, cookie| text(cookie.party.as_ref())),
    ("consent", |_, cookie| text(cookie.consent.as_ref())),
    ("description", |_, cookie| text(cookie.description.as_ref())),
    ("category_label", |_, cookie| text(cookie.category.as_ref().map(|category| &category.label))),
    ("retention_kind", |_, cookie| {
        name(cookie.retention.as_ref().map(|retention| retention.kind.name()))
    }),
    ("retention_seconds", |_, cookie| {
        number(cookie.retention.as_ref().and_then(|retention| retention.seconds))
    }),
    ("match", |_, cookie| name(Some(cookie.r#match.kind.name()))),
    ("regex", |_, cookie| text(cookie.r#match.regex.as_ref())),
];

/// The columns of CSV that are written, in their order: all of them unless some are chosen.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    chosen: [&'static (&'static str, Cell); COLUMNS.len()],
    count: usize,
}

impl Default for Columns {
    fn default() -> Self {
        Self { chosen: COLUMNS.each_ref(), count: COLUMNS.len() }
    }
}

impl Columns {
    /// The names of all columns.
    pub fn names() -> impl Iterator<Item = &'static str> {
        COLUMNS.iter().map(|column| column.0)
    }

    /// The columns of these names, in their order. Nothing when one is no column's name, or comes twice.
    #[must_use]
    pub fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<Self> {
        let mut chosen = Self { count: 0, ..Self::default() };
        for name in names {
            let column = COLUMNS.iter().find(|column| column.0 == name)?;
            if chosen.iter().any(|column| column.0 == name) {
                return None;
            }
            *chosen.chosen.get_mut(chosen.count)? = column;
            chosen.count += 1;
        }
        Some(chosen)
    }

    fn iter(&self) -> impl Iterator<Item = &'static (&'static str, Cell)> {
        self.chosen.iter().copied().take(self.count)
    }
}

#[derive(Debug)]
pub(super) struct Csv;

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn frame(&self, style: Style, _: bool) -> Frame {
        let names: Vec<_> = style.columns.iter().map(|column| column.0).collect();
        let header = if style.excel {
            format!("\u{feff}{}\r\n", names.join(";"))
        } else {
            format!("{}\n", names.join(","))
        };
        Frame { begin: header.clone().into(), empty: header.into(), ..Frame::default() }
    }

    fn write(
        &self,
        charter: &Charter<'_>,
        style: Style,
        _: bool,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let (delimiter, end) = if style.excel { (b';', &b"\r\n"[..]) } else { (b',', &b"\n"[..]) };
        let writer = WriterBuilder::new().delimiter(delimiter).build();
        for cookie in &charter.cookies {
            for (at, (_, cell)) in style.columns.iter().enumerate() {
                if at > 0 {
                    out.push(delimiter);
                }
                match cell(charter, cookie) {
                    Value::Text("") => {}
                    Value::Text(cell) => {
                        let cell = if style.excel { harmless(cell) } else { Cow::Borrowed(cell) };
                        append(cell.as_bytes(), &writer, out);
                    }
                    Value::Number(number) => append_number(number, out),
                }
            }
            out.extend_from_slice(end);
        }
        Ok(())
    }
}

fn text<'c>(text: Option<&'c Cow<'_, str>>) -> Value<'c> {
    Value::Text(text.map(|text| &**text).unwrap_or_default())
}

fn name(name: Option<&'static str>) -> Value<'static> {
    Value::Text(name.unwrap_or_default())
}

fn number(number: Option<u64>) -> Value<'static> {
    number.map_or(Value::Text(""), Value::Number)
}

/// Appends a cell, in quotes if it needs them.
fn append(cell: &[u8], writer: &Writer, out: &mut Vec<u8>) {
    const QUOTE: u8 = b'"';
    if !writer.should_quote(cell) {
        out.extend_from_slice(cell);
        return;
    }
    let start = out.len();
    out.resize(start + 2 * cell.len() + 2, QUOTE);
    let room = out.get_mut(start + 1..).unwrap_or_default();
    let (_, _, written) = csv_core::quote(cell, room, QUOTE, QUOTE, true);
    // What was not written over is the quote at the end.
    out.truncate(start + 1 + written + 1);
}

fn append_number(number: u64, out: &mut Vec<u8>) {
    if number >= 10 {
        append_number(number / 10, out);
    }
    out.push(b'0' + u8::try_from(number % 10).unwrap_or_default());
}

/// `cell` with an apostrophe before what a spreadsheet program would take for a formula.
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}
