//! JSON for programs: one compact object a line.

use std::io;

use super::{Format, Frame, Style};
use crate::model::Charter;

#[derive(Debug)]
pub(super) struct Ndjson;

impl Format for Ndjson {
    fn name(&self) -> &'static str {
        "ndjson"
    }

    fn has_remarks(&self) -> bool {
        true
    }

    fn frame(&self, _: Style, _: bool) -> Frame {
        Frame::default()
    }

    fn write(&self, charter: &Charter<'_>, _: Style, _: bool, out: &mut Vec<u8>) -> io::Result<()> {
        serde_json::to_writer(&mut *out, charter)?;
        out.push(b'\n');
        Ok(())
    }
}
