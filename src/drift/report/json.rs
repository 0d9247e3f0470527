//! JSON, for programs: one indented object.

use std::io;

use serde::Serialize;

use super::{Report, ReportFormat, Theme, Work};

#[derive(Debug)]
pub(super) struct Json;

impl ReportFormat for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn write(&self, report: &Report, _: &Theme, out: &mut Vec<u8>) -> io::Result<()> {
        indented(report, out)
    }

    fn write_work(&self, work: &Work<'_>, _: &Theme, out: &mut Vec<u8>) -> io::Result<()> {
        indented(work, out)
    }
}

fn indented(it: &impl Serialize, out: &mut Vec<u8>) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, it)?;
    out.push(b'\n');
    Ok(())
}
