//! A folder with one file for each charter.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::hash::BuildHasher;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use foldhash::quality::FixedState;

use super::Atomic;

/// What a name may end with that says what is in the file, and is replaced by what is written.
/// Anything else belongs to the name: a record may go by the host of its portal.
const EXTENSIONS: [&str; 10] =
    ["txt", "text", "md", "htm", "html", "json", "ndjson", "jsonl", "csv", "tsv"];

/// A folder that is written to, and nothing outside it.
pub(in crate::cli) struct Directory {
    root: PathBuf,
    extension: &'static str,
    /// Folders that are known to be there, and inside.
    entered: Mutex<HashSet<PathBuf>>,
}

impl Directory {
    pub(in crate::cli) fn new(root: &Path, extension: &'static str) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        Ok(Self { root: root.canonicalize()?, extension, entered: Mutex::new(HashSet::new()) })
    }

    /// The name of the file for what goes by `relative`, or why there is none.
    pub(in crate::cli) fn name(relative: &Path, extension: &str) -> Result<PathBuf, &'static str> {
        let mut name = PathBuf::new();
        for component in relative.components() {
            match component {
                Component::Normal(part) => name.push(part),
                Component::CurDir => {}
                _ => return Err("its path leads out of the folder that is written to"),
            }
        }
        if name.as_os_str().is_empty() {
            return Err("it has no name to write it under");
        }
        let known = name.extension().and_then(OsStr::to_str);
        if known.is_some_and(|known| EXTENSIONS.iter().any(|end| end.eq_ignore_ascii_case(known))) {
            name.set_extension("");
        }
        name.as_mut_os_string().push(".");
        name.as_mut_os_string().push(extension);
        Ok(name)
    }

    /// Writes `bytes` for the charter that goes by `relative`.
    pub(in crate::cli) fn write(&self, relative: &Path, bytes: &[u8]) -> Result<(), String> {
        let wrap = |reason: &dyn std::fmt::Display| {
            format!("cannot write {}: {reason}", relative.display())
        };
        let name = Self::name(relative, self.extension).map_err(|reason| wrap(&reason))?;
        let path = self.root.join(&name);
        let written = self.enter(path.parent().unwrap_or(&self.root)).and_then(|()| {
            let mut file = Atomic::create_here(&path)?;
            file.write_all(bytes)?;
            file.put_in_place()
        });
        written.map_err(|error| wrap(&error))
    }

    /// Makes the folder, unless a link on the way leads out of the root.
    fn enter(&self, folder: &Path) -> io::Result<()> {
        let entered = || self.entered.lock().unwrap_or_else(PoisonError::into_inner);
        if entered().contains(folder) {
            return Ok(());
        }
        // What is there already decides where the rest would be made.
        let there = folder.ancestors().find(|folder| folder.exists()).unwrap_or(&self.root);
        if !there.canonicalize()?.starts_with(&self.root) {
            return Err(io::Error::other("a link leads out of the folder that is written to"));
        }
        fs::create_dir_all(folder)?;
        entered().insert(folder.to_owned());
        Ok(())
    }
}

/// Names that are to be told apart, each kept as a hash so long that no two have the same.
#[derive(Default)]
pub(in crate::cli) struct Names {
    seen: HashSet<(u64, u64)>,
    twice: Option<PathBuf>,
}

impl Names {
    pub(in crate::cli) fn add(&mut self, name: PathBuf) {
        let hash = |seed| FixedState::with_seed(seed).hash_one(&name);
        if !self.seen.insert((hash(1), hash(2)))
            && self.twice.as_ref().is_none_or(|twice| name < *twice)
        {
            self.twice = Some(name);
        }
    }

    /// The least of the names that were added twice.
    pub(in crate::cli) fn twice(self) -> Option<PathBuf> {
        self.twice
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside_and_get_the_extension() {
        let name = |path: &str| {
            Directory::name(Path::new(path), "json").ok().map(|name| name.display().to_string())
        };
        assert_eq!(name("a/b.txt").as_deref(), Some("a/b.json"));
        assert_eq!(name("./data.rivage.example").as_deref(), Some("data.rivage.example.json"));
        for outside in ["/etc/passwd", "../a.txt", "a/../../b", "", "."] {
            assert_eq!(name(outside), None, "{outside:?}");
        }
    }
}
