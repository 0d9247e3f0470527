//! The text report as Markdown, to be pasted into an issue: what comes from charters stands in code, so that
//! whatever is in it stays text.

use std::io;

use super::text::{self, Dialect};
use super::{Report, ReportFormat, Theme, Work};

#[derive(Debug)]
pub(super) struct Markdown;

impl ReportFormat for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn is_for_people(&self) -> bool {
        true
    }

    fn write(&self, report: &Report, _: &Theme, out: &mut Vec<u8>) -> io::Result<()> {
        text::write(report, Dialect::Markdown, out);
        Ok(())
    }

    fn write_work(&self, work: &Work<'_>, _: &Theme, out: &mut Vec<u8>) -> io::Result<()> {
        text::write_work(work, Dialect::Markdown, out);
        Ok(())
    }
}
