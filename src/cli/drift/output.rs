//! Where a report goes: standard output, in colour at a terminal, a file, or a file for each portal.

use std::io::Write;
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};

use crate::cli::output::{self, Directory, Names, Sink, ended};
use crate::cli::{Status, args, report};
use crate::drift::report as drift_report;
use crate::drift::report::{Portal, REPORTS, Report, ReportFormat, Theme, Witnesses, Work};
use crate::formats::Frame;

/// The form that is asked for, by its name, else by the extension of the file that is written.
pub(super) fn form(args: &args::Drift) -> Result<&'static dyn ReportFormat, String> {
    let of_name = |name: &str| {
        let named = |form: &&dyn ReportFormat| {
            form.extensions().iter().any(|it| it.eq_ignore_ascii_case(name))
        };
        REPORTS.iter().copied().find(named)
    };
    let output = args.output.as_deref().filter(|_| args.to.is_none() && !args.partial);
    let text = REPORTS.first().copied().ok_or("there is no form of a report")?;
    match (args.to, output.and_then(Path::extension)) {
        (Some(form), _) => Ok(form),
        (None, None) => Ok(text),
        (None, Some(extension)) => extension.to_str().and_then(of_name).ok_or_else(|| {
            let known: Vec<_> =
                REPORTS.iter().filter_map(|form| form.extensions().first().copied()).collect();
            let extension = extension.display();
            format!(
                "no report is written as .{extension}: --to says as what it is, or one of .{}",
                known.join(", .")
            )
        }),
    }
}

/// What is written to, if not standard output.
pub(super) fn place(args: &args::Drift) -> Option<&Path> {
    args.output.as_deref().or(args.directory.as_deref())
}

/// Writes a report to where it is to go. `witnesses` are there when it is by portals.
pub(super) fn write(
    report: &Report,
    witnesses: Option<&Witnesses>,
    form: &dyn ReportFormat,
    args: &args::Drift,
) -> Result<Status, String> {
    let work = witnesses.map(|witnesses| Work::new(report, witnesses));
    if let (Some(directory), Some(work)) = (&args.directory, &work) {
        return to_directory(work, form, directory);
    }
    let is_painted = form.name() == "text" && args.output.is_none();
    let paint = if is_painted { paint() } else { Theme::default() };
    let mut bytes = Vec::new();
    match &work {
        Some(work) => form.write_work(work, &paint, &mut bytes),
        None => form.write(report, &paint, &mut bytes),
    }
    .map_err(|error| error.to_string())?;
    match &args.output {
        Some(path) => to_file(path, |out| out.write_all(&bytes)),
        // Untrusted text in it is escaped already; only the colours are control characters.
        None if is_painted => {
            let written = anstream::stdout().lock().write_all(&bytes);
            ended(written, Path::new("standard output"))
        }
        None => output::stdout(|out| out.write_all(&bytes)),
    }
}

/// Writes a file, which is replaced once all of it is there.
pub(super) fn to_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<Status, String> {
    let sink = Sink::file(path, Frame::default());
    let written = sink.and_then(|mut sink| {
        write(&mut sink.stream())?;
        sink.finish()
    });
    ended(written, path)
}

/// Writes a file for each portal, those with nothing to do as well: what an earlier run wrote for one is replaced.
fn to_directory(work: &Work<'_>, form: &dyn ReportFormat, path: &Path) -> Result<Status, String> {
    let extension = form.extensions().first().copied().unwrap_or_default();
    let mut names = Names::default();
    for portal in &work.portals {
        // What has no name inside the folder is told when it is written.
        if let Ok(name) = Directory::name(&file(portal, extension), extension) {
            names.add(name);
        }
    }
    if let Some(name) = names.twice() {
        return Err(format!("two portals would both be written as {}", name.display()));
    }
    let cannot = |error| format!("cannot write {}: {error}", path.display());
    let directory = Directory::new(path, extension).map_err(cannot)?;
    let mut status = Status::default();
    for work in work.each() {
        let Some(portal) = work.portals.first() else { continue };
        let mut bytes = Vec::new();
        let written = form.write_work(&work, &Theme::default(), &mut bytes);
        let written = written.map_err(|error| error.to_string());
        if let Err(reason) =
            written.and_then(|()| directory.write(&file(portal, extension), &bytes))
        {
            report::error(&reason);
            status.add(Status::FAILED);
        }
    }
    Ok(status)
}

/// What the file of a portal goes by: its host, of which nothing is an extension, or the path of its charter.
fn file(portal: &Portal<'_>, extension: &str) -> PathBuf {
    let name = portal.name();
    PathBuf::from(portal.host.map_or_else(|| name.to_owned(), |host| format!("{host}.{extension}")))
}

fn paint() -> Theme {
    let ink = |style: Style| drift_report::Style {
        begin: style.render().to_string(),
        end: style.render_reset().to_string(),
    };
    Theme {
        strong: ink(Style::new().bold()),
        faint: ink(Style::new().dimmed()),
        removed: ink(AnsiColor::Red.on_default()),
        added: ink(AnsiColor::Green.on_default()),
        substance: ink(AnsiColor::Red.on_default().bold()),
        wording: ink(AnsiColor::Yellow.on_default().bold()),
        minor: ink(AnsiColor::Cyan.on_default()),
    }
}
