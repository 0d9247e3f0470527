//! CSV: one line a cookie, for tables and spreadsheets.

use std::borrow::Cow;
use std::io;

use csv::{Terminator, WriterBuilder};

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
        let mut builder = WriterBuilder::new();
        builder.has_headers(false).buffer_capacity(1024);
        if style.excel {
            builder.delimiter(b';').terminator(Terminator::CRLF);
        }
        let mut writer = builder.from_writer(out);
        for cookie in &charter.cookies {
            let line = cookie.line.to_string();
            let cells = cells(charter, cookie, &line);
            if style.excel {
                writer.write_record(cells.map(|cell| harmless(cell).into_owned()))?;
            } else {
                writer.write_record(cells)?;
            }
        }
        writer.flush()
    }
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
