//! The files of a folder and the folders in it, in byte order of their paths and in bounded
//! memory.
//!
//! A crate that walks keeps all the entries of a folder in order to sort them, a few hundred
//! bytes each. This one keeps what fits, and reads a folder again from where it stopped when more
//! is in it.

use std::cmp::Ordering;
use std::ffi::{OsStr, OsString};
use std::fs::DirEntry;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobSet;

use super::Found;
use super::files::Failure;
use crate::cli::output::is_being_written;

/// How much of a folder's names is kept at a time, in bytes.
const KEPT: usize = 16 * 1024 * 1024;

/// Goes through the files of a folder.
pub(super) struct Walk<'i> {
    root: Arc<Path>,
    include: &'i GlobSet,
    output: Option<&'i Path>,
    /// The folders from the root to where the walk has come to.
    folders: Vec<Folder>,
    /// The root could not be read.
    failure: Option<Failure>,
}

struct Folder {
    path: PathBuf,
    /// What is still to come, the next one last.
    entries: Vec<Entry>,
    /// The last name that was kept, when more come after it.
    more_after: Option<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    name: OsString,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
    LinkedFolder,
    BrokenLink,
}

impl Entry {
    /// In the order of the paths: what is in a folder comes after its name and a slash.
    fn order(&self, other: &Self) -> Ordering {
        let slash =
            |entry: &Self| matches!(entry.kind, Kind::Folder | Kind::LinkedFolder).then_some(b'/');
        let (name, other_name) = (self.name.as_encoded_bytes(), other.name.as_encoded_bytes());
        match (slash(self), slash(other)) {
            (None, None) => name.cmp(other_name),
            (slash, other_slash) => {
                name.iter().copied().chain(slash).cmp(other_name.iter().copied().chain(other_slash))
            }
        }
    }

    fn size(&self) -> usize {
        self.name.len() + size_of::<Self>() + 16
    }
}

impl<'i> Walk<'i> {
    pub(super) fn new(root: Arc<Path>, include: &'i GlobSet, output: Option<&'i Path>) -> Self {
        let mut walk = Self { root, include, output, folders: Vec::new(), failure: None };
        walk.failure = walk.enter(walk.root.to_path_buf()).err();
        walk
    }

    fn enter(&mut self, path: PathBuf) -> Result<(), Failure> {
        match self.list(&path, None) {
            Ok((entries, more_after)) => {
                self.folders.push(Folder { path, entries, more_after });
                Ok(())
            }
            Err(error) => Err(Failure { path, reason: error.to_string() }),
        }
    }

    /// The first entries of a folder in order, the first one last, beginning after `after`; and
    /// the last of them when there are more.
    fn list(&self, path: &Path, after: Option<&Entry>) -> io::Result<(Vec<Entry>, Option<Entry>)> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut size = 0;
        let mut last: Option<Entry> = None;
        for entry in read_dir(path)? {
            let Some(entry) = self.wanted(path, &entry?) else { continue };
            let is_before = after.is_some_and(|after| entry.order(after).is_le());
            if is_before || last.as_ref().is_some_and(|last| entry.order(last).is_gt()) {
                continue;
            }
            size += entry.size();
            entries.push(entry);
            if size > KEPT {
                entries.sort_unstable_by(Entry::order);
                entries.truncate(entries.len() / 2);
                size = entries.iter().map(Entry::size).sum();
                last = entries.last().cloned();
            }
        }
        entries.sort_unstable_by(|one, other| other.order(one));
        Ok((entries, last))
    }

    /// The entry, if it is a folder, or a file whose name is asked for.
    fn wanted(&self, folder: &Path, entry: &DirEntry) -> Option<Entry> {
        let name = entry.file_name();
        if is_being_written(&name) {
            return None;
        }
        let kind = match entry.file_type() {
            Ok(kind) if kind.is_dir() => Kind::Folder,
            Ok(kind) if kind.is_file() => Kind::File,
            Ok(kind) if kind.is_symlink() => match folder.join(&name).metadata() {
                Ok(target) if target.is_dir() => Kind::LinkedFolder,
                Ok(target) if target.is_file() => Kind::File,
                Ok(_) => return None,
                Err(_) => Kind::BrokenLink,
            },
            // Pipes and devices are read only when they are named.
            Ok(_) => return None,
            Err(_) => Kind::BrokenLink,
        };
        let is_folder = matches!(kind, Kind::Folder | Kind::LinkedFolder);
        (is_folder || self.is_included(folder, &name)).then_some(Entry { name, kind })
    }

    /// Whether a glob matches the name, or the path under the root.
    fn is_included(&self, folder: &Path, name: &OsStr) -> bool {
        self.include.is_match(name)
            || folder
                .strip_prefix(&self.root)
                .is_ok_and(|folder| self.include.is_match(folder.join(name)))
    }

    fn is_output(&self, path: &Path) -> bool {
        self.output.is_some_and(|output| {
            output.file_name() == path.file_name()
                && path.canonicalize().is_ok_and(|path| path == output)
        })
    }

    /// Whether the linked folder at `path` is one the walk is in already.
    fn is_loop(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|target| {
            self.folders
                .iter()
                .any(|folder| folder.path.canonicalize().is_ok_and(|path| path == target))
        })
    }

    /// The next entry of the innermost folder, or nothing when the folder is done.
    fn next_entry(&mut self) -> Option<Result<(PathBuf, Kind), Failure>> {
        let folder = self.folders.last_mut()?;
        if folder.entries.is_empty()
            && let Some(after) = folder.more_after.take()
        {
            let path = folder.path.clone();
            match self.list(&path, Some(&after)) {
                Ok((entries, more_after)) => {
                    let folder = self.folders.last_mut()?;
                    (folder.entries, folder.more_after) = (entries, more_after);
                }
                Err(error) => return Some(Err(Failure { path, reason: error.to_string() })),
            }
        }
        let folder = self.folders.last_mut()?;
        let Entry { name, kind } = folder.entries.pop()?;
        Some(Ok((folder.path.join(name), kind)))
    }
}

impl Iterator for Walk<'_> {
    type Item = Result<Found, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(failure) = self.failure.take() {
            return Some(Err(failure));
        }
        while !self.folders.is_empty() {
            let Some(entry) = self.next_entry() else {
                self.folders.pop();
                continue;
            };
            let (path, kind) = match entry {
                Ok(entry) => entry,
                Err(failure) => return Some(Err(failure)),
            };
            if self.is_output(&path) {
                continue;
            }
            let failure = match kind {
                Kind::File => {
                    return Some(Ok(Found { path, folder: Some(Arc::clone(&self.root)) }));
                }
                Kind::BrokenLink => Failure { path, reason: "the link leads nowhere".to_owned() },
                Kind::LinkedFolder if self.is_loop(&path) => {
                    Failure { path, reason: "the link leads back to a folder it is in".to_owned() }
                }
                Kind::Folder | Kind::LinkedFolder => match self.enter(path) {
                    Ok(()) => continue,
                    Err(failure) => failure,
                },
            };
            return Some(Err(failure));
        }
        None
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line is where folders are read")]
fn read_dir(path: &Path) -> io::Result<std::fs::ReadDir> {
    std::fs::read_dir(path)
}
