//! Files in byte order of their paths, each once, however they were named.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobSet;

use super::Found;
use super::walk::Walk;

/// Something that was named: a file, a folder, or `-` for standard input.
#[derive(Clone, Debug)]
pub(super) struct Root {
    path: PathBuf,
    is_folder: bool,
}

impl Root {
    pub(super) fn is_folder(&self) -> bool {
        self.is_folder
    }

    pub(super) fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }

    /// What no path found under it comes before: a folder's paths begin with it and a slash.
    fn key(&self) -> Vec<u8> {
        let mut key = bytes(&self.path).to_vec();
        if self.is_folder {
            key.push(b'/');
        }
        key
    }
}

/// The paths as roots, in order, each once. Slashes at the end and in a row do not matter.
pub(super) fn roots(paths: Vec<PathBuf>) -> Vec<Root> {
    let mut roots: Vec<_> = paths
        .into_iter()
        .map(|path| {
            let path: PathBuf = path.components().collect();
            let is_folder = path.as_os_str() != "-" && path.is_dir();
            Root { path, is_folder }
        })
        .collect();
    roots.sort_by_cached_key(Root::key);
    roots.dedup_by(|one, other| one.path == other.path);
    roots
}

/// The paths in `list`, each ended by a zero byte.
pub(super) fn read_list(list: &Path) -> Result<Vec<PathBuf>, String> {
    let mut text = Vec::new();
    let read = if list.as_os_str() == "-" {
        io::stdin().read_to_end(&mut text)
    } else {
        open(list).and_then(|mut file| file.read_to_end(&mut text))
    };
    read.map_err(|error| format!("cannot read the list {}: {error}", list.display()))?;
    let paths = text.split(|&byte| byte == 0).filter(|path| !path.is_empty());
    paths.map(path_of).collect()
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere a path can be wrong")]
fn path_of(bytes: &[u8]) -> Result<PathBuf, String> {
    use std::os::unix::ffi::OsStrExt;
    Ok(PathBuf::from(OsStr::from_bytes(bytes)))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> Result<PathBuf, String> {
    let path = std::str::from_utf8(bytes)
        .map_err(|error| format!("a path in the list is not UTF-8: {error}"))?;
    Ok(PathBuf::from(path))
}

/// Opens a file to be read.
#[expect(clippy::disallowed_methods, reason = "the command line is where files are opened")]
pub(in crate::cli) fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// The bytes paths are ordered by.
pub(super) fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

/// Goes through several roots at once, so that the order is that of all their paths together.
pub(in crate::cli) struct Files<'i> {
    /// Roots that are still to come, in order.
    roots: VecDeque<&'i Root>,
    /// Folders that are being walked, with the file each has come to.
    walks: Vec<(Result<Found, Failure>, Walk<'i>)>,
    include: &'i GlobSet,
    output: Option<&'i Path>,
    last: Option<PathBuf>,
}

/// What could not be read in a folder, and why.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) path: PathBuf,
    pub(super) reason: String,
}

impl<'i> Files<'i> {
    pub(super) fn new(roots: &'i [Root], include: &'i GlobSet, output: Option<&'i Path>) -> Self {
        Self { roots: roots.iter().collect(), walks: Vec::new(), include, output, last: None }
    }

    fn next_found(&mut self) -> Option<Result<Found, Failure>> {
        loop {
            let path_at = |at: usize| self.walks.get(at).map(|walk| bytes(path_found(&walk.0)));
            let least = (0..self.walks.len()).min_by_key(|&at| path_at(at));
            let next_path = least.and_then(path_at);
            // A root is opened as soon as something under it could be next.
            if let Some(root) = self.roots.front()
                && next_path.is_none_or(|path| root.key().as_slice() <= path)
            {
                let root = self.roots.pop_front()?;
                if !root.is_folder {
                    return Some(Ok(Found { path: root.path.clone(), folder: None }));
                }
                let mut walk = Walk::new(Arc::from(root.path.as_path()), self.include, self.output);
                if let Some(first) = walk.next() {
                    self.walks.push((first, walk));
                }
                continue;
            }
            let (found, walk) = self.walks.get_mut(least?)?;
            let Some(next) = walk.next() else {
                return Some(self.walks.swap_remove(least?).0);
            };
            return Some(std::mem::replace(found, next));
        }
    }
}

fn path_found(found: &Result<Found, Failure>) -> &Path {
    match found {
        Ok(found) => &found.path,
        Err(failure) => &failure.path,
    }
}

impl Iterator for Files<'_> {
    type Item = Result<Found, String>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = self.next_found()?;
            let path = path_found(&found);
            if self.last.as_deref() == Some(path) {
                continue;
            }
            self.last = Some(path.to_owned());
            return Some(found.map_err(|failure| {
                format!("cannot read {}: {}", failure.path.display(), failure.reason)
            }));
        }
    }
}
