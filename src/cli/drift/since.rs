//! `--since DIR`: the charters as they were before.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::{counted, merged};
use crate::cli::{Status, args};
use crate::drift::Census;

/// What was read of a folder.
pub(super) struct Before {
    pub(super) census: Census,
    /// The folder as its paths begin with it.
    pub(super) folder: String,
    pub(super) status: Status,
}

/// Reads the charters in a folder as those that they are compared with are read; a file named `*.part` is a part.
pub(super) fn before(folder: &Path, args: &args::Drift) -> Result<Before, String> {
    let name = folder.display();
    folder.metadata().map_err(|error| format!("cannot read {name}: {error}"))?;
    let folder: PathBuf = folder.components().collect();
    let input = args::Input {
        paths: vec![folder.clone()],
        files0_from: None,
        stdin_name: None,
        ..args.input.clone()
    };
    let is_part = folder.extension() == Some(OsStr::new("part"));
    let (status, mut census) = if is_part && !folder.is_dir() {
        (Status::default(), merged(&input)?)
    } else {
        counted(&input, None, None)?
    };
    census.sort();
    Ok(Before { census, folder: folder.display().to_string(), status })
}
