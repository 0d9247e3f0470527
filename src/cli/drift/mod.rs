//! `charte drift`: a folder of charters in, a report of where they differ out.

mod accepted;
mod baseline;
mod output;
mod since;

use std::io::{self, BufReader};
use std::path::Path;

use super::input::{self, Inputs};
use super::output::stdout;
use super::pipeline::Collector;
use super::read::{Read, Reader, fail};
use super::{Status, args, report, work};
use crate::diagnostic::Code;
use crate::drift::report::{Diagnostic, Report, ReportFormat, Witnesses};
use crate::drift::{self, Census, Severity};
use crate::text::escaped;
use baseline::Baseline;

/// Why JSON that an earlier version wrote is not compared.
const NOT_PLACED: &str = "its JSON does not say which rows declare its cookies and where its statements stand; \
    convert the charter again";

pub(super) fn run(args: &args::Drift) -> Result<Status, String> {
    let form = output::form(args)?;
    let mut accepted = accepted::read(args)?;
    let baseline = args.baseline.as_deref().map(|path| Baseline::read(path, &args.input));
    let baseline = baseline.transpose()?;
    let before = args.since.as_deref().map(|folder| since::before(folder, args)).transpose()?;
    let (mut status, mut census) = if args.merge {
        (Status::default(), merged(&args.input)?)
    } else {
        counted(&args.input, output::place(args), baseline.as_ref())?
    };
    if args.partial {
        census.sort();
        let mut others: Vec<_> = census.others().collect();
        others.sort_unstable();
        for path in others {
            report::warn(&not_a_charter(path));
        }
        status.add(match &args.output {
            Some(path) => output::to_file(path, |out| census.write_part(out))?,
            None => stdout(|out| census.write_part(out))?,
        });
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
    // What was accepted is seen whatever it weighs.
    let compared = if accepted.is_some() { Severity::Layout } else { least };
    let mut report = match &before {
        Some(before) => {
            status.add(before.status);
            drift::report_since(&census, (&before.census, &before.folder), compared, threads)
        }
        None if args.declared => drift::report_declared(&census, compared),
        None => drift::report_in_threads(&census, compared, threads),
    };
    drop(before);
    let is_by_portal = args.by == args::By::Portal || args.directory.is_some();
    let witnesses = is_by_portal.then(|| Witnesses::of(&census));
    // The report says all that is wanted of it, and takes memory of its own to be written.
    drop(census);
    if let Some(accepted) = &mut accepted {
        accepted::take(accepted, &mut report, least, status, args)?;
    }
    status.found = !args.exit_zero && report.gravest().is_some_and(|gravest| gravest >= fail_on);
    status.failed |= report.diagnostics.iter().any(is_not_compared);
    report.hide_below(args.min_severity);
    remark(&report, form, args);
    status.add(output::write(&report, witnesses.as_ref(), form, args)?);
    Ok(status)
}

/// Counts the charters of all inputs.
fn counted(
    args: &args::Input,
    output: Option<&Path>,
    baseline: Option<&Baseline<'_>>,
) -> Result<(Status, Census), String> {
    let inputs = Inputs::new(args, output)?;
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
        work::through_with(args, &inputs, batches, Reader::comparing, each, |_| Ok(()));
    let mut parts = parts.into_iter();
    let mut census = parts.next().unwrap_or_default();
    parts.for_each(|part| census.absorb(part));
    Ok((status, census))
}

/// Merges the parts that were named. One that cannot be read spoils the whole.
fn merged(args: &args::Input) -> Result<Census, String> {
    let inputs = Inputs::of_parts(args)?;
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

fn not_a_charter(path: &str) -> String {
    format!("{path} is no charter, and was left out of the comparison")
}

/// Whether a remark is that the baseline was compared with nothing.
fn is_not_compared(remark: &Diagnostic) -> bool {
    remark.code == Code::NotCompared.name()
}

/// Says on standard error what a reader of the report would not see there.
fn remark(report: &Report, form: &dyn ReportFormat, args: &args::Drift) {
    if !form.is_for_people() || args.directory.is_some() {
        for diagnostic in &report.diagnostics {
            let path = diagnostic.path.as_deref().unwrap_or("-");
            let code = Code::named(&diagnostic.code);
            report::warn(&match code {
                Some(Code::NotACharter) => not_a_charter(path),
                Some(Code::NotCompared) => format!(
                    "no charter is like the baseline {path}: each family is compared with what most of it says"
                ),
                _ => format!("{path}: {}", diagnostic.message),
            });
        }
    }
    if let Some(baseline) = args.baseline.as_ref().filter(|_| report.charters == 0) {
        let baseline = baseline.display();
        report::warn(&format!("there is no charter to compare with the baseline {baseline}"));
    }
}
