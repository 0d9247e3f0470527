//! `charte convert`: charters in, another format out.

use std::ffi::OsStr;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::input::Inputs;
use super::output::{Directory, Names, Sink, ended};
use super::pipeline::{Collector, Yield};
use super::read::{Read, Reader, fail};
use super::{Status, args, pipeline, work};
use crate::formats::{Columns, FORMATS, Format, JSON, Style};
use crate::normalize::Typography;

pub(super) fn run(args: &args::Convert) -> Result<Status, String> {
    let format = format(args);
    let style = Style {
        excel: args.excel,
        typography: typography(args.keep_typography),
        columns: columns(args)?,
    };
    if args.excel && format.name() != "csv" {
        return Err(format!("--excel is for CSV, and this writes {}", format.name()));
    }
    if !args.columns.is_empty() && format.name() != "csv" {
        return Err(format!("--columns is for CSV, and this writes {}", format.name()));
    }
    if args.keep_typography && format.name() != "text" {
        return Err(format!("--keep-typography is for text, and this writes {}", format.name()));
    }
    let mut inputs =
        Inputs::new(&args.input, args.output.as_deref().or(args.directory.as_deref()))?;
    match &args.directory {
        Some(directory) => {
            inputs.keep_stdin().map_err(|error| format!("cannot keep standard input: {error}"))?;
            to_directory(&args.input, &inputs, format, style, directory)
        }
        None => to_one(args, &inputs, format, style),
    }
}

/// The columns that are asked for.
fn columns(args: &args::Convert) -> Result<Columns, String> {
    if args.columns.is_empty() {
        return Ok(Columns::default());
    }
    Columns::of(args.columns.iter().map(String::as_str))
        .ok_or_else(|| "--columns names a column twice".to_owned())
}

/// What `--keep-typography` asks for.
pub(super) fn typography(keep: bool) -> Typography {
    if keep { Typography::AsWritten } else { Typography::Plain }
}

fn format(args: &args::Convert) -> &'static dyn Format {
    let extension = args.output.as_deref().and_then(Path::extension).and_then(OsStr::to_str);
    let by_extension =
        || FORMATS.iter().copied().find(|format| Some(format.extension()) == extension);
    args.to.or_else(by_extension).unwrap_or(JSON)
}

/// Whether it is written at all: what could not be read only where there is a place to say so.
fn has_place(read: &Read<'_>, format: &dyn Format) -> bool {
    !read.is_unreadable() || format.has_remarks()
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
    let each = |read: &Read<'_>, collector: &mut Collector| {
        if !has_place(read, format) {
            return;
        }
        collector.made.unreadable += u64::from(read.is_unreadable());
        let Yield { out, charters, .. } = &mut collector.made;
        if *charters > 0 {
            out.extend_from_slice(frame.between);
        }
        *charters += 1;
        if let Err(error) = format.write(read.charter, style, is_several, out) {
            fail(collector, &format!("cannot write {}: {error}", read.relative().display()));
        }
    };
    let mut is_empty = true;
    let (status, written) = work::through(&args.input, inputs, batches, each, |made| {
        is_empty &= made.charters == made.unreadable;
        if made.charters > 0 { sink.write(&made.out) } else { Ok(()) }
    });
    if status.failed && is_empty && args.output.is_some() {
        // Nothing could be read: the old output is better than none.
        return ended(written, target).map(|_| status);
    }
    ended(written.and_then(|()| sink.finish()), target).map(|_| status)
}

fn to_directory(
    input: &args::Input,
    inputs: &Inputs,
    format: &dyn Format,
    style: Style,
    path: &Path,
) -> Result<Status, String> {
    tell_names_apart(input, inputs, format)?;
    let cannot = |error| format!("cannot write {}: {error}", path.display());
    let directory = Directory::new(path, format.extension()).map_err(cannot)?;
    let frame = format.frame(style, false);
    let each = |read: &Read<'_>, collector: &mut Collector| {
        // A file is for a charter. What could not be read may go by the path of one that can.
        if read.is_unreadable() {
            return;
        }
        let mut bytes = frame.begin.clone();
        let written = format.write(read.charter, style, false, &mut bytes);
        bytes.extend_from_slice(frame.end);
        let written = written.map_err(|error| error.to_string());
        match written.and_then(|()| directory.write(read.relative(), &bytes)) {
            Ok(()) => collector.made.charters += 1,
            Err(reason) => fail(collector, &reason),
        }
    };
    let (status, taken) = work::through(input, inputs, inputs.batches().0, each, |_| Ok(()));
    ended(taken, path).map(|_| status)
}

/// Checks before anything is written that no two charters would be written under one name. Files
/// have their names; a stream is read once for them.
fn tell_names_apart(
    input: &args::Input,
    inputs: &Inputs,
    format: &dyn Format,
) -> Result<(), String> {
    let names = Mutex::new(Names::default());
    let add = |relative: &Path| {
        // What has no name inside the folder is told when it is written.
        if let Ok(name) = Directory::name(relative, format.extension()) {
            names.lock().unwrap_or_else(PoisonError::into_inner).add(name);
        }
    };
    if input.from.is_one_each() {
        inputs.files().flatten().for_each(|file| add(file.relative()));
    } else {
        // What there is to say is said when they are read to be written.
        let reader = || Reader::new(input);
        let read = |reader: &mut Reader, batch, collector: &mut Collector| {
            reader.read_all(batch, collector, &mut |read, _| {
                if !read.is_unreadable() {
                    add(read.relative());
                }
            });
        };
        pipeline::run(inputs.batches().0, NonZeroUsize::MIN, reader, read, |_| (), |_| Ok(()))
            .map_err(|error| error.to_string())?;
    }
    match names.into_inner().unwrap_or_else(PoisonError::into_inner).twice() {
        Some(name) => Err(format!("two charters would both be written as {}", name.display())),
        None => Ok(()),
    }
}
