//! No word of any natural language stands outside `grammar/lexicon` and the tests.

#![cfg(test)]
#![expect(clippy::disallowed_methods, clippy::string_slice, reason = "tests read the sources")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::invariants::files;

/// The forms of a lexicon file, in lower case, with and without their optional endings.
fn forms(toml: &str) -> impl Iterator<Item = String> {
    let lines = toml.lines().map(|line| line.split('#').next().unwrap_or_default());
    let quoted: Vec<_> =
        lines.flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_lowercase)).collect();
    quoted.into_iter().flat_map(|form| with_and_without_endings(&form))
}

/// A form as it is, with its optional endings and without them.
pub(crate) fn with_and_without_endings(form: &str) -> [String; 3] {
    let mut without = String::new();
    let mut depth = 0;
    for c in form.chars() {
        depth += i32::from(c == '(');
        if depth == 0 {
            without.push(c);
        }
        depth -= i32::from(c == ')');
    }
    [form.replace(['(', ')'], ""), without, form.to_owned()]
}

/// A string literal of Rust code, with the line it begins in.
#[derive(Debug, PartialEq)]
struct Literal {
    line: usize,
    text: String,
}

/// Rust code without what is compiled for tests only, whose lines stay empty.
fn without_tests(code: &str) -> String {
    const TEST: &str = "#[cfg(test)]";
    let mut kept = String::new();
    let mut rest = code;
    while let Some(at) = rest.find(TEST) {
        let (before, item) = rest.split_at(at);
        kept.push_str(before);
        let indent = before.len() - before.trim_end_matches(' ').len();
        let close = format!("\n{}}}", " ".repeat(indent));
        let stop = item.find(';').unwrap_or(item.len());
        let is_block = item[..stop].contains('{');
        let end = if is_block { close.as_str() } else { ";" };
        let length = item.find(end).map_or(item.len(), |at| at + end.len());
        kept.extend(item[..length].matches('\n'));
        rest = &item[length..];
    }
    kept + rest
}

/// The string literals of Rust code but for its tests: of text and of bytes, raw or not, over as many
/// lines as they have, and what `concat!` makes of several. Comments and characters are none.
fn literals(code: &str) -> Vec<Literal> {
    let code: &str = &without_tests(code);
    let mut found = Vec::new();
    let mut rest = code;
    // The first literal of a `concat!`, while it is read.
    let mut joined: Option<usize> = None;
    while let Some(c) = rest.chars().next() {
        let line = code[..code.len() - rest.len()].matches('\n').count() + 1;
        // A name may end with the letters that a literal begins with.
        let name = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (prefix, after) = rest.split_at(name);
        let hashes = after.len() - after.trim_start_matches('#').len();
        let is_raw = matches!(prefix, "r" | "br" | "cr") && after[hashes..].starts_with('"');
        if is_raw {
            let (_, body) = after.split_at(hashes + 1);
            let end = format!("\"{}", "#".repeat(hashes));
            let (text, after) = body.split_once(&end).expect("a raw literal has an end");
            found.push(Literal { line, text: text.to_owned() });
            rest = after;
        } else if name > 0 {
            if prefix == "concat" && after.starts_with("!(") {
                joined = Some(found.len());
            }
            rest = after;
        } else if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
        } else if rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
        } else if let Some(body) = rest.strip_prefix('"') {
            let (text, after) = until_quote(body);
            found.push(Literal { line, text });
            rest = after;
        } else if c == '\'' {
            rest = after_quote(&rest[1..]);
        } else {
            if c == ')'
                && let Some(first) = joined.take()
            {
                let text = found[first..].iter().map(|it: &Literal| &*it.text).collect();
                found.push(Literal { line, text });
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    found
}

/// What a literal says up to its end, and what follows. A line that goes on does so without its end
/// and the space at the beginning of the next.
fn until_quote(body: &str) -> (String, &str) {
    let mut text = String::new();
    let mut rest = body;
    loop {
        let at = rest.find(['"', '\\']).expect("a literal has an end");
        text.push_str(&rest[..at]);
        let Some(escaped) = rest[at..].strip_prefix('\\') else { return (text, &rest[at + 1..]) };
        let letter = escaped.chars().next().expect("something is escaped");
        let after = &escaped[letter.len_utf8()..];
        let said;
        (rest, said) = match letter {
            '\n' => (after.trim_start(), None),
            'n' | 'r' | 't' | '0' => (after, Some(' ')),
            'x' => (&after[2..], u8::from_str_radix(&after[..2], 16).ok().map(char::from)),
            'u' => {
                let (number, after) = after[1..].split_once('}').expect("a number in braces");
                let number = u32::from_str_radix(number, 16).ok();
                (after, number.and_then(char::from_u32))
            }
            letter => (after, Some(letter)),
        };
        text.extend(said);
    }
}

/// What follows a character, or the quote of a lifetime.
fn after_quote(rest: &str) -> &str {
    let end = if rest.starts_with('\\') { rest[2..].find('\'').map(|at| at + 2) } else { None };
    let one = rest.chars().next().map_or(0, char::len_utf8);
    match end.or_else(|| rest[one..].starts_with('\'').then_some(one)) {
        Some(end) => &rest[end + 1..],
        None => rest,
    }
}

#[test]
fn literals_are_found_in_any_form() {
    let code = r###"
const A: &str = "one \
                 two"; // "no"
/* "no" */ let c = '"'; let d = '\''; let e = b'"'; fn f<'a>(g: &'a str) {}
let h = ["three ", "fo\"ur", b"five", r"si\x", r#"se"ven"#, br##"ei"#ght"##, "n\u{e9}uf", "\x41"];
let i = ("
ten", concat!("ele", r"ven"));
#[cfg(test)]
mod tests;
#[cfg(test)]
mod more {
    const J: &str = "no";
}
const K: &str = "last";
"###;
    let texts: Vec<_> = literals(code).into_iter().map(|literal| literal.text).collect();
    let expected =
        ["one two", "three ", "fo\"ur", "five", "si\\x", "se\"ven", "ei\"#ght", "néuf", "A"];
    assert_eq!(texts[..9], expected);
    assert_eq!(texts[9..], ["\nten", "ele", "ven", "eleven", "last"]);
    assert_eq!(literals(code)[9].line, 6);
    assert_eq!(literals(code)[13].line, 14);
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
    let mut words = Vec::new();
    for room in ["source", "text", "syntax", "html", "quantity", "interpret", "normalize", "drift"]
    {
        let paths = files(&root.join("src").join(room), "rs");
        assert!(!paths.is_empty(), "{room}");
        // Elements, attributes and roles have names that are words, and are not used as such; reports are written in
        // English.
        let exempt = ["tests.rs", "html/head.rs", "html/tags.rs", "html/sink.rs"];
        let is_exempt = |path: &PathBuf| {
            exempt.iter().any(|end| path.ends_with(end))
                || path.starts_with(root.join("src/drift/report"))
        };
        for path in paths.into_iter().filter(|path| !is_exempt(path)) {
            for Literal { line, text } in literals(&read(&path)) {
                // Signs of mojibake are no words, and they are the business of `source` alone.
                let is_foreign = |c: char| c.is_alphabetic() && !c.is_ascii();
                let is_word = room != "source" && text.contains(is_foreign);
                if is_word || lexicon.contains(&text.trim().to_lowercase()) {
                    words.push(format!("{}:{line}: {text:?}", path.display()));
                }
            }
        }
    }
    assert!(words.is_empty(), "these belong in the lexicon:\n{}", words.join("\n"));
}
