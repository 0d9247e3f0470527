//! `charte drift`: a folder of charters in, a report of where they differ out.

use std::borrow::Cow;
use std::io::{self, BufReader, Read as _, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};

use super::input::{self, Inputs};
use super::output::{self, Sink, ended};
use super::pipeline::Collector;
use super::read::{Origin, Read, Reader, fail};
use super::{Status, args, report, work};
use crate::diagnostic::Code;
use crate::drift::report::{Diagnostic, Ink, Paint, Report};
use crate::drift::{self, Census};
use crate::formats::{self, Frame};
use crate::input::{Input, Options, decode};
use crate::interpret::Interpreter;
use crate::text::escaped;

/// Why JSON that an earlier version wrote is not compared.
const NOT_PLACED: &str = "its JSON does not say which rows declare its cookies and where its statements stand; \
    convert the charter again";

pub(super) fn run(args: &args::Drift) -> Result<Status, String> {
    let baseline = args.baseline.as_deref().map(|path| Baseline::read(path, &args.input));
    let baseline = baseline.transpose()?;
    let (mut status, mut census) = if args.merge {
        (Status::default(), merged(args)?)
    } else {
        counted(args, baseline.as_ref())?
    };
    if args.partial {
        census.sort();
        let mut others: Vec<_> = census.others().collect();
        others.sort_unstable();
        for path in others {
            report::warn(&not_a_charter(path));
        }
        let target = Path::new("standard output");
        let mut sink = Sink::stdout(Frame::default());
        let written = census.write_part(&mut sink.stream());
        status.add(ended(written.and_then(|()| sink.finish()), target)?);
        return Ok(status);
    }
    if let Some(baseline) = &baseline {
        if args.merge {
            census.leave_out(|path| baseline.is_at(Path::new(path)));
        }
        baseline.set(&mut census)?;
    }
    census.sort();
    let fail_on = args.fail_on.unwrap_or(args.min_severity);
    let threads = work::threads(&args.input);
    let least = args.min_severity.min(fail_on);
    let mut report = drift::report_in_threads(&census, least, threads);
    // The report says all that is wanted of it, and takes memory of its own to be written.
    drop(census);
    status.found = !args.exit_zero && report.gravest().is_some_and(|gravest| gravest >= fail_on);
    status.failed |= report.diagnostics.iter().any(is_not_compared);
    report.hide_below(args.min_severity);
    remark(&report, args);
    status.add(write(&report, args)?);
    Ok(status)
}

/// Counts the charters of all inputs.
fn counted(args: &args::Drift, baseline: Option<&Baseline>) -> Result<(Status, Census), String> {
    let inputs = Inputs::new(&args.input, None)?;
    let each = |census: &mut Census, read: &Read<'_>, collector: &mut Collector| {
        if read.is_unreadable() {
            return;
        }
        collector.made.charters += 1;
        if baseline.is_some_and(|baseline| baseline.is(read)) {
            return;
        }
        if read.charter.is_placed() {
            census.add(read.charter, read.source());
        } else {
            let path = escaped(read.charter.source.path.as_deref().unwrap_or("-"));
            fail(collector, &format!("cannot compare {path}: {NOT_PLACED}"));
        }
    };
    let batches = inputs.batches().0;
    let (status, parts, _) =
        work::through_with(&args.input, &inputs, batches, Reader::silent, each, |_| Ok(()));
    let mut parts = parts.into_iter();
    let mut census = parts.next().unwrap_or_default();
    parts.for_each(|part| census.absorb(part));
    Ok((status, census))
}

/// Merges the parts that were named. One that cannot be read spoils the whole.
fn merged(args: &args::Drift) -> Result<Census, String> {
    let inputs = Inputs::of_parts(&args.input)?;
    let mut census = Census::new();
    let mut is_empty = true;
    for file in inputs.files() {
        let path = file?.path;
        let part = if path.as_os_str() == "-" {
            Census::read_part(io::stdin().lock())
        } else {
            input::open(&path)
                .map_err(Into::into)
                .and_then(|file| Census::read_part(BufReader::with_capacity(64 * 1024, file)))
        };
        let part = part.map_err(|error| format!("cannot merge {}: {error}", path.display()))?;
        is_empty = false;
        census.absorb(part);
    }
    if is_empty {
        return Err("there is nothing to merge: no file named *.part was found".to_owned());
    }
    Ok(census)
}

/// The charter that all others are compared with.
struct Baseline<'p> {
    path: &'p Path,
    canonical: Option<std::path::PathBuf>,
    bytes: Vec<u8>,
    is_json: bool,
    options: Options,
}

impl<'p> Baseline<'p> {
    fn read(path: &'p Path, args: &args::Input) -> Result<Self, String> {
        let mut bytes = Vec::new();
        input::open(path)
            .and_then(|mut file| file.read_to_end(&mut bytes))
            .map_err(|error| format!("cannot read the baseline {}: {error}", path.display()))?;
        let canonical = path.canonicalize().ok();
        let is_json = args.from == args::From::Json;
        let options = Options { name: Some(path.display().to_string()), ..args.options() };
        Ok(Self { path, canonical, bytes, is_json, options })
    }

    /// Whether a charter that was read is the baseline: it is no witness of its own.
    fn is(&self, read: &Read<'_>) -> bool {
        match &read.origin {
            Origin::File(found, ..) => self.is_at(&found.path),
            _ => {
                read.charter.source.path.as_deref().is_some_and(|path| self.is_at(Path::new(path)))
            }
        }
    }

    /// Whether it is the file at `path`, however that is written.
    fn is_at(&self, path: &Path) -> bool {
        // Only a file of the same name is worth asking the system for.
        path.file_name() == self.path.file_name()
            && (path == self.path
                || (self.canonical.is_some() && path.canonicalize().ok() == self.canonical))
    }

    fn set(&self, census: &mut Census) -> Result<(), String> {
        let name = self.path.display();
        let is_charter = if self.is_json {
            let json = std::str::from_utf8(&self.bytes).map_err(|error| error.to_string());
            let charter =
                json.and_then(|json| formats::read(json).map_err(|error| error.to_string()));
            let mut charter =
                charter.map_err(|error| format!("cannot read the baseline {name}: {error}"))?;
            if !charter.is_placed() {
                return Err(format!("cannot compare with the baseline {name}: {NOT_PLACED}"));
            }
            charter.source.path = Some(Cow::Owned(name.to_string()));
            census.set_baseline(&charter, None)
        } else {
            let source = decode(&self.bytes, &self.options);
            let input = Input::of(&source, self.options.form);
            let charter = input.read(&mut Interpreter::new(self.options.interpret));
            census.set_baseline(&charter, Some(input.source()))
        };
        if is_charter {
            Ok(())
        } else {
            Err(format!("the baseline {name} is no charter: nothing can be compared with it"))
        }
    }
}

fn not_a_charter(path: &str) -> String {
    format!("{path} is no charter, and was left out of the comparison")
}

/// Whether a remark is that the baseline was compared with nothing.
fn is_not_compared(remark: &Diagnostic) -> bool {
    remark.code == Code::NotCompared.name()
}

/// Says on standard error what a reader of the report would not see there.
fn remark(report: &Report, args: &args::Drift) {
    if args.to.name() != "text" {
        for diagnostic in &report.diagnostics {
            let path = diagnostic.path.as_deref().unwrap_or("-");
            let told = if is_not_compared(diagnostic) {
                format!(
                    "no charter is like the baseline {path}: each family is compared with what most of it says"
                )
            } else {
                not_a_charter(path)
            };
            report::warn(&told);
        }
    }
    if let Some(baseline) = args.baseline.as_ref().filter(|_| report.charters == 0) {
        let baseline = baseline.display();
        report::warn(&format!("there is no charter to compare with the baseline {baseline}"));
    }
}

/// Writes the report to standard output, in colour at a terminal.
fn write(report: &Report, args: &args::Drift) -> Result<Status, String> {
    let mut bytes = Vec::new();
    let is_text = args.to.name() == "text";
    let paint = if is_text { paint() } else { Paint::default() };
    args.to.write(report, &paint, &mut bytes).map_err(|error| error.to_string())?;
    if is_text {
        // Untrusted text in it is escaped already; only the colours are control characters.
        let written = anstream::stdout().lock().write_all(&bytes);
        return ended(written, Path::new("standard output"));
    }
    output::stdout(|out| out.write_all(&bytes))
}

fn paint() -> Paint {
    let ink = |style: Style| Ink {
        begin: style.render().to_string(),
        end: style.render_reset().to_string(),
    };
    Paint {
        strong: ink(Style::new().bold()),
        faint: ink(Style::new().dimmed()),
        removed: ink(AnsiColor::Red.on_default()),
        added: ink(AnsiColor::Green.on_default()),
        substance: ink(AnsiColor::Red.on_default().bold()),
        wording: ink(AnsiColor::Yellow.on_default().bold()),
        minor: ink(AnsiColor::Cyan.on_default()),
    }
}
