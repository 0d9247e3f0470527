//! Where bytes go: standard output, a file or a folder. A file is never half written, and what
//! goes to a terminal cannot steer it.

mod atomic;
mod directory;
mod terminal;

use std::io::{self, IsTerminal, Write};
use std::path::Path;

pub(super) use atomic::{Atomic, is_being_written};
pub(super) use directory::{Directory, Names};

use super::Status;
use crate::formats::Frame;

/// Standard output or one file, with what a format puts round several charters.
pub(super) struct Sink {
    place: Place,
    frame: Frame,
    has_begun: bool,
}

enum Place {
    Stdout(Box<dyn Write>),
    File(Atomic),
}

impl Sink {
    /// To standard output.
    pub(super) fn stdout(frame: Frame) -> Self {
        Self { place: Place::Stdout(stdout_writer()), frame, has_begun: false }
    }

    /// To a file, which stays as it is until [`Sink::finish`].
    pub(super) fn file(path: &Path, frame: Frame) -> io::Result<Self> {
        Ok(Self { place: Place::File(Atomic::create(path)?), frame, has_begun: false })
    }

    /// Writes some charters, with what stands before or between them.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Self { place, frame, has_begun } = self;
        let writer = place.writer();
        writer.write_all(if *has_begun { frame.between } else { &frame.begin })?;
        *has_begun = true;
        writer.write_all(bytes)
    }

    /// Takes bytes that need no frame.
    pub(super) fn stream(&mut self) -> impl Write + '_ {
        self.place.writer()
    }

    /// Writes what comes after the last charter, and puts a file in its place.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let end = if self.has_begun { self.frame.end } else { &self.frame.empty };
        let writer = self.place.writer();
        writer.write_all(end)?;
        writer.flush()?;
        match self.place {
            Place::Stdout(_) => Ok(()),
            Place::File(file) => file.put_in_place(),
        }
    }
}

impl Place {
    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Stdout(writer) => writer,
            Self::File(file) => file,
        }
    }
}

fn stdout_writer() -> Box<dyn Write> {
    let stdout = io::stdout();
    if stdout.is_terminal() {
        Box::new(terminal::Plain::new(stdout.lock()))
    } else {
        Box::new(stdout.lock())
    }
}

/// Writes something short to standard output.
pub(super) fn stdout(
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Status, String> {
    let mut writer = stdout_writer();
    ended(write(&mut writer).and_then(|()| writer.flush()), Path::new("standard output"))
}

/// What an attempt to write comes to. A closed pipe is no failure: the reader had enough.
pub(super) fn ended(written: io::Result<()>, target: &Path) -> Result<Status, String> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write {}: {error}", target.display()))
        }
        _ => Ok(Status::default()),
    }
}
