//! `charte normalize`: the normal text, and which files are not in it.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

use similar::TextDiff;

use super::convert::typography;
use super::input::{Found, Inputs};
use super::output::{Atomic, Sink, ended};
use super::pipeline::Collector;
use super::read::{Origin, Read, fail};
use super::{Status, args, work};
use crate::formats::{Frame, Style, TEXT};
use crate::normalize;
use crate::source::Source;
use crate::text::escaped;

pub(super) fn run(args: args::Normalize) -> Result<Status, String> {
    if !(args.check || args.diff || args.write) {
        return super::convert::run(&as_conversion(args));
    }
    if args.input.from == args::From::Json {
        return Err(
            "JSON has no text of its own to compare with its normal text; leave --from json out"
                .to_owned(),
        );
    }
    let inputs = Inputs::new(&args.input, None)?;
    if args.write && (args.input.from == args::From::Records || inputs.has_stdin()) {
        return Err("--write rewrites files; name them, or leave --write out".to_owned());
    }
    let mut sink = Sink::stdout(Frame::default());
    let each = |read: &Read<'_>, collector: &mut Collector| compare(&args, read, collector);
    let (status, written) =
        work::through(&args.input, &inputs, inputs.batches().0, each, |made| sink.write(&made.out));
    let status = Status { found: status.found && !args.exit_zero, ..status };
    let target = Path::new("standard output");
    ended(written.and_then(|()| sink.finish()), target).map(|_| status)
}

/// Printing the normal text is what `convert --to text` does.
fn as_conversion(args: args::Normalize) -> args::Convert {
    args::Convert {
        input: args.input,
        to: Some(TEXT),
        output: None,
        directory: None,
        excel: false,
        columns: Vec::new(),
        keep_typography: args.keep_typography,
    }
}

fn compare(args: &args::Normalize, read: &Read<'_>, collector: &mut Collector) {
    collector.made.charters += 1;
    let (file, bytes, source) = match read.origin {
        Origin::File(found, bytes, source) => (Some(found), bytes, source),
        Origin::Stream(bytes, source) => (None, bytes, source),
        Origin::Json | Origin::Unreadable => return,
    };
    let style = Style { typography: typography(args.keep_typography), ..Style::default() };
    let mut normal = String::with_capacity(bytes.len());
    normalize::write(read.charter, style.typography, &mut normal);
    if normal.as_bytes() == bytes {
        return;
    }
    let name = escaped(source.name().unwrap_or("-"));
    if let (true, Some(file)) = (args.write, file) {
        let options = args.input.options().interpret;
        let obstacle =
            normalize::obstacle(source, read.charter, &options, style.typography, &normal);
        let written = match obstacle {
            Some(obstacle) => Err(obstacle.to_string()),
            None => rewrite(file, &normal).map_err(|error| error.to_string()),
        };
        if let Err(reason) = written {
            fail(collector, &format!("cannot rewrite {name}: {reason}"));
        }
        return;
    }
    let mut text = String::new();
    if args.check {
        let _ = writeln!(text, "{name}");
    } else {
        let diff = TextDiff::from_lines(source.text(), &normal);
        let _ = write!(text, "{}", diff.unified_diff().header(&name, &format!("{name} (normal)")));
        if text.is_empty() {
            let _ = writeln!(text, "{name}: {}", encoded(read, source));
        }
    }
    collector.made.out.extend_from_slice(text.as_bytes());
    collector.made.status.found = true;
}

/// How a text is written down, for one that differs from its normal form in nothing else.
fn encoded(read: &Read<'_>, source: &Source<'_>) -> String {
    if !source.is_text() {
        return "no text".to_owned();
    }
    if read.is_page {
        return "the same text in HTML".to_owned();
    }
    let mark = if source.has_bom() { " with a byte order mark" } else { "" };
    format!("the same text in {}{mark}", source.encoding())
}

fn rewrite(file: &Found, normal: &str) -> io::Result<()> {
    let mut atomic = Atomic::create(&file.path)?;
    atomic.write_all(normal.as_bytes())?;
    atomic.put_in_place()
}
