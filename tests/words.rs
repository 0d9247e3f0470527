//! No word of any natural language stands outside `grammar/lexicon` and the tests.

#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "tests read the sources")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::invariants::files;

/// The forms of a lexicon file, in lower case, with and without their optional endings.
fn forms(toml: &str) -> impl Iterator<Item = String> {
    let lines = toml.lines().map(|line| line.split('#').next().unwrap_or_default());
    let quoted: Vec<_> =
        lines.flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_lowercase)).collect();
    quoted.into_iter().flat_map(|form| {
        let mut without = String::new();
        let mut depth = 0;
        for c in form.chars() {
            depth += i32::from(c == '(');
            if depth == 0 {
                without.push(c);
            }
            depth -= i32::from(c == ')');
        }
        [form.replace(['(', ')'], ""), without, form]
    })
}

/// The string literals of Rust code before its tests, comments left out.
fn literals(code: &str) -> Vec<String> {
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let line = line.replace("'\"'", "").replace("\\\"", "");
        found.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
    }
    found
}

#[test]
fn no_word_of_a_language_is_in_the_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &PathBuf| std::fs::read_to_string(path).expect("a readable file");
    let lexicon: BTreeSet<_> = files(&root.join("grammar/lexicon"), "toml")
        .iter()
        .flat_map(|path| forms(&read(path)).collect::<Vec<_>>())
        .filter(|form| form.chars().filter(|c| c.is_alphabetic()).count() > 3)
        .collect();
    assert!(["finalités", "finalité", "consent"].iter().all(|form| lexicon.contains(*form)));
    for room in [
        "source",
        "text",
        "syntax",
        "html",
        "quantity",
        "interpret",
        "normalize",
        "drift/comparison",
    ] {
        let paths = files(&root.join("src").join(room), "rs");
        assert!(!paths.is_empty(), "{room}");
        // Elements and roles have names that are words, and are not used as such.
        let exempt = ["tests.rs", "html/tags.rs", "html/sink.rs"];
        let is_test = |path: &PathBuf| exempt.iter().any(|end| path.ends_with(end));
        for path in paths.into_iter().filter(|path| !is_test(path)) {
            for literal in literals(&read(&path)) {
                let is_foreign = |c: char| c.is_alphabetic() && !c.is_ascii();
                let (name, form) = (path.display(), literal.trim().to_lowercase());
                assert!(!lexicon.contains(&form), "{name}: {literal:?} belongs in the lexicon");
                // Signs of mojibake are no words, and they are the business of `source` alone.
                let is_word = room != "source" && literal.contains(is_foreign);
                assert!(!is_word, "{name}: {literal:?} is a word of a language");
            }
        }
    }
}
