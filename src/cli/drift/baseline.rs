//! `--baseline FILE`: the charter that all others are compared with, and no witness itself.

use std::borrow::Cow;
use std::io::Read as _;
use std::path::Path;

use super::NOT_PLACED;
use crate::cli::read::{Origin, Read};
use crate::cli::{args, input};
use crate::drift::Census;
use crate::formats;
use crate::input::{Input, Options, decode, repaired};
use crate::interpret::Interpreter;

/// The charter that all others are compared with.
pub(super) struct Baseline<'p> {
    path: &'p Path,
    canonical: Option<std::path::PathBuf>,
    bytes: Vec<u8>,
    is_json: bool,
    options: Options,
}

impl<'p> Baseline<'p> {
    pub(super) fn read(path: &'p Path, args: &args::Input) -> Result<Self, String> {
        let mut bytes = Vec::new();
        input::open(path)
            .and_then(|mut file| file.read_to_end(&mut bytes))
            .map_err(|error| format!("cannot read the baseline {}: {error}", path.display()))?;
        let canonical = path.canonicalize().ok();
        let is_json = args.from == args::From::Json;
        let options = Options { name: Some(path.display().to_string()), ..args.options() };
        Ok(Self { path, canonical, bytes, is_json, options })
    }

    /// Whether a charter that was read is the baseline: it is no witness of its own.
    pub(super) fn is(&self, read: &Read<'_>) -> bool {
        match &read.origin {
            Origin::File(found, ..) => self.is_at(&found.path),
            _ => {
                read.charter.source.path.as_deref().is_some_and(|path| self.is_at(Path::new(path)))
            }
        }
    }

    /// Whether it is the file at `path`, however that is written.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        // Only a file of the same name is worth asking the system for.
        path.file_name() == self.path.file_name()
            && (path == self.path
                || (self.canonical.is_some() && path.canonicalize().ok() == self.canonical))
    }

    pub(super) fn set(&self, census: &mut Census) -> Result<(), String> {
        let name = self.path.display();
        let is_charter = if self.is_json {
            let json = std::str::from_utf8(&self.bytes).map_err(|error| error.to_string());
            let charter =
                json.and_then(|json| formats::read(json).map_err(|error| error.to_string()));
            let mut charter =
                charter.map_err(|error| format!("cannot read the baseline {name}: {error}"))?;
            if !charter.is_placed() {
                return Err(format!("cannot compare with the baseline {name}: {NOT_PLACED}"));
            }
            charter.source.path = Some(Cow::Owned(name.to_string()));
            census.set_baseline(&charter, None)
        } else {
            let source = decode(&self.bytes, &self.options);
            let source = repaired(&source, self.options.form).unwrap_or(source);
            let input = Input::of(&source, self.options.form);
            let charter = input.read(&mut Interpreter::new(self.options.interpret));
            census.set_baseline(&charter, Some(input.source()))
        };
        if is_charter {
            Ok(())
        } else {
            Err(format!("the baseline {name} is no charter: nothing can be compared with it"))
        }
    }
}
