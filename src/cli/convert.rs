//! `charte convert`: charters in, another format out.

use std::ffi::OsStr;
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread::available_parallelism;

use super::input::Inputs;
use super::output::{Directory, Sink, ended};
use super::pipeline::{Collector, Yield};
use super::progress::Progress;
use super::read::{Read, Reader, fail};
use super::{Status, args, pipeline};
use crate::formats::{FORMATS, Format, JSON, Style};
use crate::normalize::Typography;

pub(super) fn run(args: &args::Convert) -> Result<Status, String> {
    let format = format(args);
    let style = Style { excel: args.excel, typography: typography(args.keep_typography) };
    if args.excel && format.name() != "csv" {
        return Err(format!("--excel is for CSV, and this writes {}", format.name()));
    }
    if args.keep_typography && format.name() != "text" {
        return Err(format!("--keep-typography is for text, and this writes {}", format.name()));
    }
    let inputs = Inputs::new(&args.input, args.output.as_deref().or(args.directory.as_deref()))?;
    match &args.directory {
        Some(directory) => to_directory(&args.input, &inputs, format, style, directory),
        None => to_one(args, &inputs, format, style),
    }
}

/// What `--keep-typography` asks for.
pub(super) fn typography(keep: bool) -> Typography {
    if keep { Typography::AsWritten } else { Typography::Plain }
}

/// How many threads to use.
pub(super) fn threads(input: &args::Input) -> NonZeroUsize {
    input.threads.or_else(|| available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

fn format(args: &args::Convert) -> &'static dyn Format {
    let extension = args.output.as_deref().and_then(Path::extension).and_then(OsStr::to_str);
    let by_extension =
        || FORMATS.iter().copied().find(|format| Some(format.extension()) == extension);
    args.to.or_else(by_extension).unwrap_or(JSON)
}

fn to_one(
    args: &args::Convert,
    inputs: &Inputs,
    format: &dyn Format,
    style: Style,
) -> Result<Status, String> {
    let (batches, is_several) = inputs.batches();
    let frame = format.frame(style, is_several);
    let target = args.output.as_deref().unwrap_or(Path::new("standard output"));
    let mut sink = match &args.output {
        None => Sink::stdout(frame.clone()),
        Some(path) => Sink::file(path, frame.clone())
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?,
    };
    let mut progress = Progress::new(|| inputs.count());
    let mut status = Status::default();
    let each = |read: &Read<'_>, collector: &mut Collector| {
        let Yield { out, charters, .. } = &mut collector.made;
        if *charters > 0 {
            out.extend_from_slice(frame.between);
        }
        *charters += 1;
        if let Err(error) = format.write(read.charter, style, is_several, out) {
            fail(collector, &format!("cannot write {}: {error}", read.relative().display()));
        }
    };
    let written = pipeline::run(
        batches,
        threads(&args.input),
        || Reader::new(&args.input),
        |reader, batch, collector| {
            reader.read_all(batch, collector, &mut |read, collector| each(read, collector));
        },
        |made| {
            if made.charters > 0 {
                sink.write(&made.out)?;
            }
            status.add(made.status);
            progress.add(made.charters, &made.said);
            Ok(())
        },
    );
    let written = written.and_then(|()| sink.finish());
    ended(written, target).map(|_| status)
}

fn to_directory(
    input: &args::Input,
    inputs: &Inputs,
    format: &dyn Format,
    style: Style,
    path: &Path,
) -> Result<Status, String> {
    inputs.tell_names_apart(|relative| Directory::name(relative, format.extension()))?;
    let cannot = |error| format!("cannot write {}: {error}", path.display());
    let directory = Directory::new(path, format.extension()).map_err(cannot)?;
    let frame = format.frame(style, false);
    let each = |read: &Read<'_>, collector: &mut Collector| {
        let mut bytes = frame.begin.clone();
        let written = format.write(read.charter, style, false, &mut bytes);
        bytes.extend_from_slice(frame.end);
        let written = written.map_err(|error| error.to_string());
        match written.and_then(|()| directory.write(read.relative(), &bytes)) {
            Ok(()) => collector.made.charters += 1,
            Err(reason) => fail(collector, &reason),
        }
    };
    let mut progress = Progress::new(|| inputs.count());
    let mut status = Status::default();
    // Names of files are told apart before anything is written. Those of records are known only
    // when they are read, and which of two comes first must not depend on the threads.
    let threads = if input.from == args::From::Text { threads(input) } else { NonZeroUsize::MIN };
    let taken = pipeline::run(
        inputs.batches().0,
        threads,
        || Reader::new(input),
        |reader, batch, collector| {
            reader.read_all(batch, collector, &mut |read, collector| each(read, collector));
        },
        |made| {
            status.add(made.status);
            progress.add(made.charters, &made.said);
            Ok(())
        },
    );
    ended(taken, path).map(|_| status)
}
