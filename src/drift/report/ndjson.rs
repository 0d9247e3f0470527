//! NDJSON, for programs that take a line at a time: one object a variation, with the keys that it has in JSON, then
//! `family` and `language`; by portals one a variation and portal, with `portal` last.

use std::io;

use serde::Serialize;

use super::{Numbered, Report, ReportFormat, Theme, Variation, Work};

#[derive(Debug)]
pub(super) struct Ndjson;

/// A line of work.
#[derive(Serialize)]
struct Line<'w> {
    #[serde(flatten)]
    numbered: &'w Numbered<Variation>,
    portal: Option<&'w str>,
}

impl ReportFormat for Ndjson {
    fn name(&self) -> &'static str {
        "ndjson"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ndjson", "jsonl"]
    }

    fn write(&self, report: &Report, _: &Theme, out: &mut Vec<u8>) -> io::Result<()> {
        report.numbered().try_for_each(|numbered| line(&numbered, out))
    }

    fn write_work(&self, work: &Work<'_>, _: &Theme, out: &mut Vec<u8>) -> io::Result<()> {
        for portal in &work.portals {
            for numbered in work.of(portal) {
                line(&Line { numbered: &numbered, portal: portal.host }, out)?;
            }
        }
        Ok(())
    }
}

fn line(it: &impl Serialize, out: &mut Vec<u8>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, it)?;
    out.push(b'\n');
    Ok(())
}
