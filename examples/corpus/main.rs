//! Makes a corpus of cookie charters with differences on purpose, and writes beside it what must be
//! found there.
//!
//! ```sh
//! cargo run --release --example corpus -- DIR --charters 1000 --seed 7
//! ```
//!
//! writes `DIR/000000.txt` and so on, and `DIR/truth.json`. With `--records` it writes all charters
//! to standard output as records, one a line, and the truth only where `--truth FILE` says.
//!
//! With `--real` the charters have what those of real portals have: names, postal addresses, telephones and dates
//! of their own, services in blocks, numbered headings, characters as HTML names them, and one language more.
//! `--alike` leaves their own values out: all have those of the first. `--template NAME` makes those of one
//! template alone.

#![expect(clippy::disallowed_methods, reason = "a generator writes files")]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use generator::{Corpus, Kind, Options, Truth, templates};
use serde::Serialize;

mod generator;

const USAGE: &str = "usage: corpus DIR | --records [--truth FILE]
       [--charters N] [--seed S] [--drift PERCENT] [--real] [--alike]
       [--template NAME]";

/// What the arguments ask for.
struct Request {
    options: Options,
    kind: Kind,
    /// The only template.
    template: Option<String>,
    /// The folder for the charters; none for records.
    folder: Option<PathBuf>,
    truth: Option<PathBuf>,
}

/// One charter as a line.
#[derive(Serialize)]
struct Record<'r> {
    path: &'r str,
    text: &'r str,
}

fn main() -> ExitCode {
    match request(std::env::args().skip(1)).and_then(|request| make(&request)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // There is nobody to tell when that fails too.
            let _ = writeln!(io::stderr(), "{message}");
            ExitCode::from(2)
        }
    }
}

fn request(mut arguments: impl Iterator<Item = String>) -> Result<Request, String> {
    let mut request = Request {
        options: Options { charters: 1000, seed: 0, drift: 60, own: true },
        kind: Kind::Plain,
        template: None,
        folder: None,
        truth: None,
    };
    let mut records = false;
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(USAGE);
        let number = |value: &str| value.parse().map_err(|_| format!("{value} is no number"));
        match argument.as_str() {
            "--charters" => request.options.charters = value()?.parse().map_err(|_| USAGE)?,
            "--seed" => request.options.seed = number(&value()?)?,
            "--drift" => request.options.drift = number(&value()?)?,
            "--truth" => request.truth = Some(value()?.into()),
            "--records" => records = true,
            "--template" => request.template = Some(value()?),
            "--real" => request.kind = Kind::Real,
            "--alike" => request.options.own = false,
            _ if !argument.starts_with('-') && request.folder.is_none() => {
                request.folder = Some(argument.into());
            }
            _ => return Err(USAGE.to_owned()),
        }
    }
    if let Some(folder) = &request.folder {
        request.truth.get_or_insert_with(|| folder.join("truth.json"));
    }
    if records == request.folder.is_some() { Err(USAGE.to_owned()) } else { Ok(request) }
}

fn make(request: &Request) -> Result<(), String> {
    let mut templates = templates(request.kind)?;
    templates
        .retain(|template| request.template.as_ref().is_none_or(|name| *name == template.name));
    let mut corpus = Corpus::new(&templates, request.options)?;
    let failed = |error: io::Error| error.to_string();
    match &request.folder {
        Some(folder) => write_files(&mut corpus, folder).map_err(failed)?,
        None => write_records(&mut corpus).map_err(failed)?,
    }
    match &request.truth {
        Some(path) => write_truth(&corpus.truth(), path).map_err(failed),
        None => Ok(()),
    }
}

fn write_files(corpus: &mut Corpus<'_>, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut text = String::new();
    for portal in corpus {
        text.clear();
        portal.write(&mut text);
        fs::write(folder.join(portal.path), &text)?;
    }
    Ok(())
}

fn write_records(corpus: &mut Corpus<'_>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    let mut text = String::new();
    for portal in corpus {
        text.clear();
        portal.write(&mut text);
        serde_json::to_writer(&mut out, &Record { path: &portal.path, text: &text })?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn write_truth(truth: &Truth, path: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    serde_json::to_writer_pretty(&mut out, truth)?;
    out.write_all(b"\n")?;
    out.flush()
}
