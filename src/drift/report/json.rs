//! JSON, for programs: one indented object.

use std::io;

use super::{Paint, Report, ReportFormat};

#[derive(Debug)]
pub(super) struct Json;

impl ReportFormat for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn write(&self, report: &Report, _: &Paint, out: &mut Vec<u8>) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, report)?;
        out.push(b'\n');
        Ok(())
    }
}
