//! The normal text. Several in one file stand each under a line with the path, as `tail` has it.

use std::io;

use super::{Format, Frame, Style};
use crate::model::Charter;
use crate::normalize;
use crate::text::escaped;

#[derive(Debug)]
pub(super) struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extension(&self) -> &'static str {
        "txt"
    }

    fn frame(&self, _: Style, several: bool) -> Frame {
        Frame { between: if several { b"\n" } else { b"" }, ..Frame::default() }
    }

    fn write(
        &self,
        charter: &Charter<'_>,
        style: Style,
        several: bool,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let mut text = String::new();
        if several {
            let path = charter.source.path.as_deref().unwrap_or("-");
            text = format!("==> {} <==\n", escaped(path));
        }
        let mut body = String::with_capacity(charter.source.bytes.try_into().unwrap_or_default());
        normalize::write(charter, style.typography, &mut body);
        out.extend_from_slice(text.as_bytes());
        out.extend_from_slice(body.as_bytes());
        Ok(())
    }
}
