//! CSV: one line a cookie, for tables and spreadsheets.
//!
//! The core of the `csv` library quotes: its writer would keep a buffer and an account of every cell,
//! for each charter anew.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

use csv_core::{Writer, WriterBuilder};

use super::{Format, Frame, Style};
use crate::model::{Charter, Cookie};

const COLUMNS: [&str; 15] = [
    "path",
    "portal",
    "language",
    "category",
    "provider",
    "service",
    "location",
    "name",
    "purpose",
    "retention",
    "line",
    "domain",
    "party",
    "consent",
    "description",
];

#[derive(Debug)]
pub(super) struct Csv;

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn frame(&self, style: Style, _: bool) -> Frame {
        let header = if style.excel {
            format!("\u{feff}{}\r\n", COLUMNS.join(";"))
        } else {
            format!("{}\n", COLUMNS.join(","))
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
        let mut line = String::new();
        for cookie in &charter.cookies {
            line.clear();
            write!(line, "{}", cookie.line).map_err(io::Error::other)?;
            for (at, cell) in cells(charter, cookie, &line).into_iter().enumerate() {
                if at > 0 {
                    out.push(delimiter);
                }
                let cell = if style.excel { harmless(cell) } else { Cow::Borrowed(cell) };
                append(cell.as_bytes(), &writer, out);
            }
            out.extend_from_slice(end);
        }
        Ok(())
    }
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

fn cells<'c>(charter: &'c Charter<'_>, cookie: &'c Cookie<'_>, line: &'c str) -> [&'c str; 15] {
    let portal = charter.portal.as_ref();
    let retention = cookie.retention.as_ref();
    [
        charter.source.path.as_deref().unwrap_or_default(),
        portal.map(|portal| &*portal.host).unwrap_or_default(),
        charter.language.as_deref().unwrap_or_default(),
        cookie.category.as_ref().map(|category| category.kind.name()).unwrap_or_default(),
        cookie.provider.as_deref().unwrap_or_default(),
        cookie.service.as_deref().unwrap_or_default(),
        cookie.location.as_deref().unwrap_or_default(),
        &cookie.name,
        cookie.purpose.as_deref().unwrap_or_default(),
        retention.map(|retention| &*retention.text).unwrap_or_default(),
        line,
        cookie.domain.as_deref().unwrap_or_default(),
        cookie.party.as_deref().unwrap_or_default(),
        cookie.consent.as_deref().unwrap_or_default(),
        cookie.description.as_deref().unwrap_or_default(),
    ]
}

/// `cell` with an apostrophe before what a spreadsheet program would take for a formula.
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}
