//! JSON for people: one object, indented, or an array of them.

use std::io;

use super::{Format, Frame, Style};
use crate::model::Charter;

#[derive(Debug)]
pub(super) struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn has_remarks(&self) -> bool {
        true
    }

    fn frame(&self, _: Style, several: bool) -> Frame {
        if !several {
            return Frame { end: b"\n", ..Frame::default() };
        }
        Frame { begin: b"[\n".into(), between: b",\n", end: b"\n]\n", empty: b"[]\n".into() }
    }

    fn write(
        &self,
        charter: &Charter<'_>,
        _: Style,
        several: bool,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        if !several {
            return Ok(serde_json::to_writer_pretty(out, charter)?);
        }
        // Indented as the only member of an array, without the brackets of that array.
        let start = out.len();
        serde_json::to_writer_pretty(&mut *out, &[charter])?;
        out.drain(start..start + "[\n".len());
        out.truncate(out.len() - "\n]".len());
        Ok(())
    }
}
