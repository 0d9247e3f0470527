//! A file that is replaced whole: written beside its place under another name, and renamed.

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// What the names of files being written begin and end with.
const PREFIX: &str = ".charte-";
const SUFFIX: &str = ".tmp";

/// Whether a file of that name is one being written: no charter, whatever its folder is asked for.
pub(in crate::cli) fn is_being_written(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(PREFIX.as_bytes()) && name.ends_with(SUFFIX.as_bytes())
}

/// A file being written. It is dropped without a trace unless it is put in place.
pub(in crate::cli) enum Atomic {
    /// Beside its place.
    Beside(BufWriter<NamedTempFile>, PathBuf),
    /// In its place: a pipe or a device cannot be replaced.
    Inside(BufWriter<fs::File>),
}

impl Atomic {
    /// Begins to write what is to stand at `path`. A link is followed; the permissions of a file
    /// that is there are kept.
    pub(in crate::cli) fn create(path: &Path) -> io::Result<Self> {
        // What a link leads to may have no path of its own: `/dev/stdout` may be a pipe. Then the
        // link must not be taken for a file that is not there yet, and replaced.
        let is_other = |there: fs::Metadata| !there.is_file() && !there.is_dir();
        if path.metadata().is_ok_and(is_other) {
            let file = fs::OpenOptions::new().write(true).open(path)?;
            return Ok(Self::Inside(BufWriter::new(file)));
        }
        Self::create_here(&path.canonicalize().unwrap_or_else(|_| path.to_owned()))
    }

    /// The same without following a link: it is replaced.
    pub(in crate::cli) fn create_here(target: &Path) -> io::Result<Self> {
        let there = target.symlink_metadata().ok().filter(|there| !there.is_symlink());
        if there.as_ref().is_some_and(std::fs::Metadata::is_dir) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if there.as_ref().is_some_and(|there| !there.is_file()) {
            let file = fs::OpenOptions::new().write(true).open(target)?;
            return Ok(Self::Inside(BufWriter::new(file)));
        }
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let permissions = there.map_or_else(usual_permissions, |there| Some(there.permissions()));
        let mut builder = Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        if let Some(permissions) = permissions {
            builder.permissions(permissions);
        }
        let file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
        Ok(Self::Beside(BufWriter::with_capacity(64 * 1024, file), target.to_owned()))
    }

    /// Puts the file in its place. Until then nothing has changed there.
    pub(in crate::cli) fn put_in_place(self) -> io::Result<()> {
        match self {
            Self::Inside(mut file) => file.flush(),
            Self::Beside(file, target) => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.persist(target).map_err(|error| error.error)?;
                Ok(())
            }
        }
    }
}

impl Write for Atomic {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Beside(file, _) => file.write(bytes),
            Self::Inside(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Beside(file, _) => file.flush(),
            Self::Inside(file) => file.flush(),
        }
    }
}

/// What a new file may be used for, before the user's mask is taken off.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there are none")]
fn usual_permissions() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual_permissions() -> Option<Permissions> {
    None
}
