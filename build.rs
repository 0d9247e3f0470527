//! Compiles the languages of `grammar/lexicon` into the tables that `src/lexicon` looks wordings up
//! in, so that a program that reads one small file does not first read eight lexicons.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    unused_imports,
    reason = "modules of the library, used in part"
)]
#![allow(clippy::disallowed_methods, reason = "a build script reads and writes files")]

#[path = "src/lexicon/file.rs"]
mod file;
#[path = "src/lexicon/step.rs"]
mod step;
#[path = "src/lexicon/tables.rs"]
mod tables;
#[path = "src/text/mod.rs"]
mod text;

use std::error::Error;
use std::path::{Path, PathBuf};

const LEXICON: &str = "grammar/lexicon";
const KNOWN: &str = "grammar/known.toml";

/// What is known whatever the language.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    /// Names of cookies.
    names: Vec<String>,
    /// Those who set them.
    providers: Vec<String>,
    /// Forms of company behind the name of one, in small letters and without dots.
    company_forms: Vec<String>,
    /// Endings of domains.
    domain_endings: Vec<String>,
    /// Where browsers keep things.
    storages: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    for read in [LEXICON, KNOWN, "build.rs", "src/lexicon", "src/text"] {
        println!("cargo::rerun-if-changed={read}");
    }
    let package = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let languages = languages(&package.join(LEXICON))?;
    let out = Path::new(&std::env::var("OUT_DIR")?).join("lexicon.rs");
    let known = toml::from_str(&std::fs::read_to_string(package.join(KNOWN))?);
    let known: Known = known.map_err(|error| format!("{KNOWN}: {error}"))?;
    let known = tables::known(&[
        ("KNOWN_NAMES", &known.names),
        ("KNOWN_PROVIDERS", &known.providers),
        ("COMPANY_FORMS", &known.company_forms),
        ("DOMAIN_ENDINGS", &known.domain_endings),
        ("KNOWN_STORAGES", &known.storages),
    ]);
    std::fs::write(out, tables::source(&languages, LEXICON)? + &known)?;
    Ok(())
}

/// The code and the file of every language, in the order of their codes.
fn languages(folder: &Path) -> Result<Vec<(String, file::File)>, Box<dyn Error>> {
    let mut languages = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if let Some(code) = name.strip_suffix(".toml") {
            let read = file::File::read(&std::fs::read_to_string(&path)?);
            let file = read.map_err(|error| format!("{LEXICON}/{name}: {error}"))?;
            languages.push((code.to_owned(), file));
        }
    }
    languages.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(languages)
}
