//! From paths to tasks: which files, streams and records are to be read, in which order.

mod files;
mod stream;
mod walk;

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

pub(super) use files::{Files, open};

use super::args;

/// How many files a thread is given at a time: enough to make little of the handing over.
const BATCH: usize = 32;

/// Something to read.
pub(super) enum Task {
    /// A file.
    File(Found),
    /// Standard input, whole, under its name.
    Stdin(Option<String>),
    /// Whole lines of a stream, one record or charter each.
    Lines(Lines),
    /// A stream that holds one JSON value.
    Json { container: Arc<str>, stream: Box<dyn Read + Send> },
    /// Something that cannot be read, and why.
    Failed(String),
}

/// Some lines of a stream.
pub(super) struct Lines {
    /// The name of the stream.
    pub(super) container: Arc<str>,
    /// The number of the first line, from 1.
    pub(super) first: u64,
    pub(super) bytes: Vec<u8>,
}

/// A file that was named or found in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// The folder that was named, when it was found in one.
    pub(super) folder: Option<Arc<Path>>,
}

impl Found {
    /// Its path under the folder that was named, or its base name.
    pub(super) fn relative(&self) -> &Path {
        let under = self.folder.as_deref().and_then(|folder| self.path.strip_prefix(folder).ok());
        under.or_else(|| self.path.file_name().map(Path::new)).unwrap_or(&self.path)
    }
}

/// What was named on the command line, checked and in order.
pub(super) struct Inputs {
    from: args::From,
    stdin_name: Option<String>,
    roots: Vec<files::Root>,
    include: Arc<GlobSet>,
    /// Whether a folder or a list was named, so that there may be any number of charters.
    is_open: bool,
    /// What is written to, and therefore not found in a folder.
    output: Option<PathBuf>,
    kept_stdin: Option<File>,
}

impl Inputs {
    /// The parts that were named: in a folder, those that are called so.
    pub(super) fn of_parts(args: &args::Input) -> Result<Self, String> {
        Self::named(args, None, &["*.part"])
    }

    /// Checks what was typed. `output` is the file or the folder that will be written to.
    pub(super) fn new(args: &args::Input, output: Option<&Path>) -> Result<Self, String> {
        let usual: &[&str] = match args.from {
            args::From::Text => &["*.txt", "*.text", "*.md", "*.markdown", "*.html", "*.htm"],
            args::From::Html => &["*.html", "*.htm"],
            args::From::Json => &["*.json", "*.ndjson"],
            args::From::Records => &["*.ndjson", "*.jsonl"],
        };
        Self::named(args, output, usual)
    }

    fn named(args: &args::Input, output: Option<&Path>, usual: &[&str]) -> Result<Self, String> {
        let paths = match &args.files0_from {
            Some(list) => files::read_list(list)?,
            None if args.paths.is_empty() => vec![PathBuf::from("-")],
            None => args.paths.clone(),
        };
        if paths.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
            return Err("standard input can be read only once: name - once".to_owned());
        }
        if args.files0_from.as_deref() == Some(Path::new("-"))
            && paths.iter().any(|path| path.as_os_str() == "-")
        {
            return Err(
                "the list of paths came by standard input and names it again: take - out of it"
                    .to_owned(),
            );
        }
        let roots = files::roots(paths);
        let is_open = args.files0_from.is_some()
            || roots.len() > 1
            || roots.iter().any(files::Root::is_folder);
        Ok(Self {
            from: args.from,
            stdin_name: args.stdin_name.as_ref().map(|name| Path::new(name).display().to_string()),
            roots,
            include: Arc::new(include(args, usual)?),
            is_open,
            output: output.and_then(resolved),
            kept_stdin: None,
        })
    }

    /// The files and standard input, in byte order of their paths.
    pub(super) fn files(&self) -> Files<'_> {
        Files::new(&self.roots, &self.include, self.output.as_deref())
    }

    /// How many files there are, when the tasks are files.
    pub(super) fn count(&self) -> Option<u64> {
        self.from.is_one_each().then(|| self.files().flatten().count() as u64)
    }

    /// Whether a folder was named.
    pub(super) fn has_folder(&self) -> bool {
        self.roots.iter().any(files::Root::is_folder)
    }

    /// Whether standard input is among what is read.
    pub(super) fn has_stdin(&self) -> bool {
        self.roots.iter().any(files::Root::is_stdin)
    }

    /// What is to be read, in batches for a thread each; and whether it is several charters, so
    /// that one JSON object will not do.
    pub(super) fn batches(&self) -> (Box<dyn Iterator<Item = Vec<Task>> + '_>, bool) {
        if self.from.is_one_each() {
            let mut tasks = self.files().map(|file| match file {
                Ok(file) if file.path.as_os_str() == "-" => Task::Stdin(self.stdin_name.clone()),
                Ok(file) => Task::File(file),
                Err(error) => Task::Failed(error),
            });
            let batches = std::iter::from_fn(move || {
                let batch: Vec<_> = tasks.by_ref().take(BATCH).collect();
                (!batch.is_empty()).then_some(batch)
            });
            return (Box::new(batches), self.is_open);
        }
        let mut streams = self.files().map(|file| self.open(file)).peekable();
        let is_several = self.is_open
            || self.from == args::From::Records
            || matches!(streams.peek(), Some(Ok(stream)) if stream.is_several());
        let batches = streams.flat_map(|stream| match stream {
            Ok(stream) => stream.tasks(),
            Err(error) => Box::new(std::iter::once(Task::Failed(error))),
        });
        (Box::new(batches.map(|task| vec![task])), is_several)
    }

    fn open(&self, file: Result<Found, String>) -> Result<stream::Stream, String> {
        let path = file?.path;
        let is_stdin = path.as_os_str() == "-";
        let name = match &self.stdin_name {
            Some(name) if is_stdin => name.clone(),
            _ => path.display().to_string(),
        };
        let reader: io::Result<Box<dyn Read + Send>> = if is_stdin {
            self.stdin()
        } else {
            files::open(&path).map(|file| Box::new(file) as _)
        };
        let opened = reader.and_then(|reader| stream::Stream::open(&name, reader, self.from));
        opened.map_err(|error| format!("cannot read {name}: {error}"))
    }

    /// Standard input, which can be read again when it is kept.
    fn stdin(&self) -> io::Result<Box<dyn Read + Send>> {
        let Some(kept) = &self.kept_stdin else { return Ok(Box::new(io::stdin())) };
        let mut kept = kept.try_clone()?;
        kept.rewind()?;
        Ok(Box::new(kept))
    }

    /// Keeps what comes by standard input in a file without a name, so that it can be read twice.
    pub(super) fn keep_stdin(&mut self) -> io::Result<()> {
        if !self.from.is_one_each() && self.has_stdin() {
            let mut kept = tempfile::tempfile()?;
            io::copy(&mut io::stdin().lock(), &mut kept)?;
            self.kept_stdin = Some(kept);
        }
        Ok(())
    }
}

/// The path without links, of something that may not be there yet.
fn resolved(path: &Path) -> Option<PathBuf> {
    path.ancestors().find_map(|there| {
        let here = if there.as_os_str().is_empty() { Path::new(".") } else { there };
        Some(here.canonicalize().ok()?.join(path.strip_prefix(there).ok()?))
    })
}

/// The names of files that are read in a folder: the `usual` ones unless others were asked for.
fn include(args: &args::Input, usual: &[&str]) -> Result<GlobSet, String> {
    let mut globs = GlobSetBuilder::new();
    if args.include.is_empty() {
        for glob in usual {
            let glob = GlobBuilder::new(glob).case_insensitive(true).build();
            globs.add(glob.map_err(|error| error.to_string())?);
        }
    }
    for glob in &args.include {
        globs.add(glob.clone());
    }
    globs.build().map_err(|error| error.to_string())
}
