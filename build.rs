//! Compiles the languages of `grammar/lexicon` into the tables that `src/lexicon` looks wordings up
//! in, so that a program that reads one small file does not first read eight lexicons; and the lists of the
//! other files of `grammar` into constants.

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

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

const LEXICON: &str = "grammar/lexicon";
const KNOWN: &str = "grammar/known.toml";
const PAGES: &str = "grammar/pages.toml";

/// What is known whatever the language.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    /// Names of cookies.
    names: Vec<String>,
    /// Those of these in small letters that are words of no language.
    coined_names: Vec<String>,
    /// Those who set them.
    providers: Vec<String>,
    /// Forms of company behind the name of one, in small letters and without dots.
    company_forms: Vec<String>,
    /// Endings of domains.
    domain_endings: Vec<String>,
    /// Names of hosts whose sites explain cookies.
    guides: Vec<String>,
    /// Where browsers keep things.
    storages: Vec<String>,
}

/// Names that programs give to the parts of pages.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Pages {
    /// What stands round the text.
    furniture: Vec<String>,
    /// Dialogs of consent tools.
    dialogs: Vec<String>,
    /// Their declarations.
    declarations: Vec<String>,
    /// Parts of names of what is hidden until a reader opens it.
    panels: Vec<String>,
    /// Buttons that are none by their elements.
    buttons: Vec<String>,
    /// How switches stand.
    states: Vec<String>,
    /// What plain elements are.
    elements: BTreeMap<String, Vec<String>>,
    /// Classes that show and hide.
    screens: Screens,
}

/// Classes that show or hide from a width of the screen on, which `{}` stands for.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Screens {
    widths: Vec<String>,
    hides: Vec<String>,
    shows: Vec<String>,
    /// Those that name no width and are for narrow screens.
    narrow: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    for read in [LEXICON, KNOWN, PAGES, "build.rs", "src/lexicon", "src/text"] {
        println!("cargo::rerun-if-changed={read}");
    }
    let package = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let languages = languages(&package.join(LEXICON))?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let known: Known = read(&package, KNOWN)?;
    let known = tables::known(&[
        ("KNOWN_NAMES", &known.names),
        ("COINED_NAMES", &known.coined_names),
        ("KNOWN_PROVIDERS", &known.providers),
        ("COMPANY_FORMS", &known.company_forms),
        ("DOMAIN_ENDINGS", &known.domain_endings),
        ("KNOWN_GUIDES", &known.guides),
        ("KNOWN_STORAGES", &known.storages),
    ]);
    std::fs::write(out.join("lexicon.rs"), tables::source(&languages, LEXICON)? + &known)?;
    std::fs::write(out.join("pages.rs"), pages(&read(&package, PAGES)?))?;
    Ok(())
}

/// What stands in a file of the package.
fn read<T: serde::de::DeserializeOwned>(package: &Path, path: &str) -> Result<T, Box<dyn Error>> {
    let read = toml::from_str(&std::fs::read_to_string(package.join(path))?);
    Ok(read.map_err(|error| format!("{path}: {error}"))?)
}

/// The Rust source of the names of parts of pages.
fn pages(pages: &Pages) -> String {
    let mut elements = String::new();
    for (element, classes) in &pages.elements {
        let (first, rest) = element.split_at(1);
        let tag = format!("Tag::{}{rest}", first.to_uppercase());
        elements.extend(classes.iter().map(|class| format!("({class:?}, {tag}), ")));
    }
    tables::known(&[
        ("FURNITURE", &pages.furniture),
        ("DIALOGS", &pages.dialogs),
        ("DECLARATIONS", &pages.declarations),
        ("PANELS", &pages.panels),
        ("BUTTONS", &pages.buttons),
        ("STATES", &pages.states),
        ("WIDTHS", &pages.screens.widths),
        ("HIDES", &pages.screens.hides),
        ("SHOWS", &pages.screens.shows),
        ("NARROW", &pages.screens.narrow),
    ]) + &format!("const ELEMENTS: &[(&str, Tag)] = &[{elements}];\n")
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
