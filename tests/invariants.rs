//! What charte promises of every text, whatever is in it: reading never fails,
//! nothing is lost or moved, the normal text is its own and reads as the same charter, and JSON
//! comes back as it went.
//!
//! `CHARTE_CORPUS=DIR` adds the files of a folder, `PROPTEST_CASES=N` more generated texts.

#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "tests read their fixtures")]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use charte::diagnostic::Code;
use charte::formats::{FORMATS, Format, JSON, Style};
use charte::interpret::{Interpreter, Options, interpret};
use charte::lexicon::Language;
use charte::model::{Block, Charter};
use charte::normalize::{self, Typography};
use charte::source::{Lines, Source, encoding_named};
use charte::syntax::{self, Layout};
use charte::text::{is_blank, is_invisible, is_letter, is_space, normal, trim};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use crate::generate::{BARS, Bars, any_bytes, any_text, charter, cookie_rows};

const TYPOGRAPHIES: [Typography; 2] = [Typography::Plain, Typography::AsWritten];

// ---- Texts ---------------------------------------------------------------------------------------

/// The files under `folder` with that extension, if there are any, in order.
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    let found = paths.into_iter().flat_map(|path| {
        let wanted = path.extension().is_some_and(|found| found == extension);
        if path.is_dir() { files(&path, extension) } else { Vec::from_iter(wanted.then_some(path)) }
    });
    found.collect()
}

/// Runs `check` on every sample, every fixture and every file of the corpus of the environment.
pub(crate) fn on_files(check: impl Fn(&[u8])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("CHARTE_CORPUS").map(PathBuf::from);
    let folders = [Some(root.join("samples")), Some(root.join("tests/fixtures")), corpus];
    let paths: Vec<_> = folders.iter().flatten().flat_map(|at| files(at, "txt")).collect();
    assert!(!paths.is_empty());
    for path in paths {
        // The name of the file stands in the output when the check fails.
        println!("{}", path.display());
        check(&std::fs::read(&path).expect("a readable file"));
    }
}

/// Small texts that once were read otherwise than their normal text, or lost something.
const TEXTS: &[&str] = &[
    "Titre\n\nNom(s) du cookie\tFinalité(s)\na\tb",
    "Titre\n\nNom(\u{200b}s) du cookie\tFinalité(s)\na\tb",
    "Titre\nUn «b.» a\nTexte.",
    "Titre\n\n1.\u{200b} Partie\nTexte.",
    "Titre\n\nsur le site <\u{200b}https://a.example>.",
    "Titre\n\nle site lʼa.example.",
    "Titre\n\nsur le site „a.example“.",
    "Nom\tFinalité\na\tb\n(\u{200b}c)\nd\te",
    "Titre\n\nCookies nécessaires\nIls\u{37e} ne demandent pas\u{37e} votre accord.",
    "Titre\n\nCookies nécessaires\nIls ne demande\u{37e}nt pas votre accord.",
    "Titre\nComment g.»érer\nTexte.",
    "Titre\nFinalité\tType\tNom\nUn texte.\nSe rappeler.\tx\t\noui\n",
    "Titre\n\nCookies nécessaires\nIls attendent vot.»re accord, sauf si la mesure est anonyme.",
    "Titre\nNom\tFinalité\tType\nx\ty\tz\nc\nd\te\nFin.",
    "Nom\tDurée\nE\u{301}te\n\u{301}\tb",
    "Titre\n\nAccueil\tNavette\nLangue\n(front et back office)\tNavette\nTexte.",
    "Titre\nType\tFinalité\nNécessaires\n\tUn texte.\nAccueil\tUn texte\nencore\nAccueil\tUn texte",
    "Titre\n\nNom Finalité Durée\n_ga Compte les visites. 2 ans\nTexte.",
    "Titre\n\nNom(s) du cookie Finalité(s) Durée\n_ga, _gid Compte les visites. 2 ans\nd'abord, ensuite\nTexte.",
    "Titre\n\nNomFinalitéDurée\n_gaCompte les visites.2 ans\nPHPSESSIDGarde «la session».Session\nTexte.",
    "Titre\n\nNos cookies\nNom Fournisseur Durée\n_ga Google 2 ans\nPartie\nTexte.",
    "Titre\n\nLes cookies : Nom Finalité Durée _ga Compte les visites. 2 ans _gid Les distingue. 1 an Texte.",
];

/// A charter with labels in the plural of forms, and with damage of all sorts.
fn damaged() -> impl Strategy<Value = String> {
    const DAMAGE: &[&str] = &[
        "\u{200b}",
        "\u{ad}",
        "\0",
        "(",
        "(s)",
        "(e)(s)",
        ".",
        ".»",
        "«",
        "»",
        " ",
        "\u{2bc}",
        "‘",
        "„",
        "“",
        "”",
        "‟",
        "<",
        "[",
        "](",
        "https://",
        "'data.rivage.example",
        "\u{37e}",
        "\u{387}",
        "e\u{301}",
        "É",
        "\u{301}",
        "\t",
        "\n",
        "\n\n",
        "\r",
        "- ",
        "-",
        ":",
        "!",
        ";",
        "1.",
        "Nom",
        "Finalité",
        "(a",
        "_a",
    ];
    let plural = |text: String| {
        text.replace("Nom du cookie", "Nom(s) du cookie(s)")
            .replace("Purpose", "Purpose(s)")
            .replace("Finalités", "Finalité(s)")
    };
    let text = prop_oneof![charter(), charter().prop_map(plural)];
    (text, vec((any::<Index>(), select(DAMAGE)), 0..8)).prop_map(|(mut text, damage)| {
        for (at, damage) in damage {
            let places: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
            let place = if places.is_empty() { 0 } else { *at.get(&places) };
            text.insert_str(place, damage);
        }
        text
    })
}

/// Any text there is a strategy for.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![3 => charter(), 3 => damaged(), 2 => any_text()]
}

fn source(text: &str) -> Source<'_> {
    Source::from_text(Cow::Borrowed(text), None)
}

// ---- 1: any bytes make a charter -----------------------------------------------------------------

fn assert_read(bytes: &[u8]) {
    let encodings = [None, encoding_named("utf-8"), encoding_named("windows-1252")];
    for encoding in encodings.into_iter().chain([encoding_named("utf-16le")]) {
        let source = Source::decode(bytes, None, encoding);
        let charter = charte::read(&source);
        assert_eq!(charter.source.bytes, bytes.len() as u64);
        let document = syntax::parse(source.text());
        for language in Language::all() {
            let options = Options { language: Some(language) };
            let told = interpret(&source, &document, &options);
            assert_eq!(told.language.as_deref(), Some(language.code()));
        }
    }
}

// ---- 2: nothing is lost, twice there, or out of order --------------------------------------------

/// The words of a text as a reader sees them.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(is_space)
        .map(|word| word.chars().filter(|&c| !is_invisible(c)).collect::<String>())
        .filter(|word| !word.is_empty())
}

/// The lines of a text, by LF, CRLF and CR.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (line, after) = text.find(['\n', '\r']).map_or((text, None), |end| {
            let (line, after) = text.split_at(end);
            (line, after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r'])))
        });
        rest = after;
        Some(line)
    })
}

/// Every text of a charter, in its order.
fn parts<'c>(charter: &'c Charter<'_>) -> Vec<&'c str> {
    let mut parts: Vec<&str> = charter.title.as_deref().into_iter().collect();
    for section in &charter.sections {
        parts.extend(section.heading.as_deref());
        for block in &section.blocks {
            match block {
                Block::Paragraph { text, .. } | Block::Junk { text, .. } => parts.push(text),
                Block::List { items, .. } => parts.extend(items.iter().map(|item| &*item.text)),
                Block::Table { columns, rows, .. } => {
                    parts.extend(columns.iter().filter_map(|column| column.label.as_deref()));
                    parts.extend(rows.iter().flat_map(|row| row.cells.iter().map(|cell| &**cell)));
                }
            }
        }
    }
    parts
}

/// Every text that is a whole line, with its number.
fn whole_lines<'c>(charter: &'c Charter<'_>) -> Vec<(u64, &'c str)> {
    let mut found = Vec::new();
    for section in &charter.sections {
        found.extend(section.heading.as_deref().map(|heading| (section.line, heading)));
        for block in &section.blocks {
            match block {
                Block::Paragraph { line, text } | Block::Junk { line, text } => {
                    found.push((*line, text));
                }
                Block::List { items, .. } => {
                    found.extend(items.iter().map(|item| (item.line, &*item.text)));
                }
                Block::Table { .. } => {}
            }
        }
    }
    found
}

/// The layouts of the tables of a charter.
fn layouts(charter: &Charter<'_>) -> BTreeSet<&'static str> {
    let blocks = charter.sections.iter().flat_map(|section| &section.blocks);
    let layout = |block: &Block<'_>| match block {
        Block::Table { layout: Layout::Spaced, .. } => Some("spaced"),
        Block::Table { layout: Layout::Glued, .. } => Some("glued"),
        _ => None,
    };
    blocks.filter_map(layout).collect()
}

/// Whether a cell of a charter was broken over lines.
fn has_broken_cell(charter: &Charter<'_>) -> bool {
    let mut blocks = charter.sections.iter().flat_map(|section| &section.blocks);
    blocks.any(|block| match block {
        Block::Table { rows, .. } => {
            rows.iter().flat_map(|row| &row.cells).any(|cell| cell.contains('\n'))
        }
        _ => false,
    })
}

/// Whether lines that were broken at a width are joined in a charter.
fn is_joined(charter: &Charter<'_>, text: &str) -> bool {
    let lines: Vec<_> = lines(text).collect();
    whole_lines(charter).into_iter().any(|(number, part)| {
        words(part).count() > words(lines[usize::try_from(number).expect("a line") - 1]).count()
    })
}

fn item_lines(charter: &Charter<'_>) -> BTreeSet<u64> {
    let blocks = charter.sections.iter().flat_map(|section| &section.blocks);
    let items = blocks.flat_map(|block| match block {
        Block::List { items, .. } => items.as_slice(),
        _ => &[],
    });
    items.map(|item| item.line).collect()
}

/// The tables that only words can find, by the layouts that leave something out: labels that come
/// again, and what stands between a name and the text after it. For each its lines and its texts.
fn guessed<'c>(charter: &'c Charter<'_>) -> Vec<(Range<u64>, Vec<&'c str>)> {
    let mut starts = BTreeSet::from([charter.source.lines + 1]);
    let mut tables = Vec::new();
    for section in &charter.sections {
        starts.insert(section.line);
        for block in &section.blocks {
            let (Block::Paragraph { line, .. }
            | Block::Junk { line, .. }
            | Block::List { line, .. }
            | Block::Table { line, .. }) = block;
            starts.insert(*line);
            let Block::Table { layout, columns, rows, .. } = block else { continue };
            if matches!(layout, Layout::Stacked | Layout::Records) {
                let labels = columns.iter().filter_map(|column| column.label.as_deref());
                let cells = rows.iter().flat_map(|row| row.cells.iter().map(|cell| &**cell));
                tables.push((*line, labels.chain(cells).collect()));
            }
        }
    }
    let end = |line: u64| starts.range(line + 1..).next().copied().unwrap_or(u64::MAX);
    tables.into_iter().map(|(line, texts)| (line..end(line), texts)).collect()
}

/// Whether a text may hold bars between cells, or marks that are undone in them.
fn has_marks(text: &str) -> bool {
    text.contains(['|', '#', '*', '\\', '`', '<', '&', '~', '[', '_'])
}

/// The words of a text without bars and marks: without tags, entities and the targets of links, and
/// with nothing but letters and digits.
fn bare_words(text: &str) -> Vec<String> {
    let text: String = text.chars().filter(|&c| !is_invisible(c)).collect();
    let mark = regex::Regex::new(r"(?i)</?(?:br|b|p|em|strong|code)\s*/?>|&#?\w+;|\]\([^()]*\)");
    let text = mark.expect("an expression").replace_all(&text, " ");
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Whether all of `some` are in `all`, in their order.
fn are_in_order(some: &[String], all: &[String]) -> bool {
    let mut all = all.iter();
    some.iter().all(|one| all.any(|other| other == one))
}

fn assert_whole(text: &str) {
    let source = source(text);
    let charter = charte::read(&source);
    let items = item_lines(&charter);
    let without_bullet = |number: u64, line| {
        if !items.contains(&number) {
            return line;
        }
        let mut letters = trim(line).chars();
        let bullet = letters.next().expect("a bullet");
        assert!(!is_letter(bullet) && !"<[(\"“«".contains(bullet), "{bullet:?} in {line:?}");
        letters.as_str()
    };
    let lines: BTreeMap<_, _> = (1..)
        .zip(lines(text))
        .map(|(number, line)| (number, without_bullet(number, line)))
        .collect();
    assert_eq!(
        Lines::of(text).count(),
        lines.len() - usize::from(lines[&(lines.len() as u64)].is_empty())
    );
    let tables = guessed(&charter);
    let in_table = |number: u64| tables.iter().any(|(range, _)| range.contains(&number));
    let outside = lines.iter().filter(|(number, _)| !in_table(**number));
    let written: Vec<_> = outside.flat_map(|(_, line)| words(line)).collect();
    let is_guessed = |part: &str| {
        tables.iter().any(|(_, cells)| cells.iter().any(|cell| std::ptr::eq(*cell, part)))
    };
    let read: Vec<_> =
        parts(&charter).into_iter().filter(|part| !is_guessed(part)).flat_map(words).collect();
    let layouts = layouts(&charter);
    if layouts.contains("glued") || layouts.contains("spaced") {
        // Cells are told apart in the middle of words, and a table may be a part of a line.
        let [read, written] = [read, written].map(|words| {
            if has_marks(text) { bare_words(&words.join(" ")).concat() } else { words.concat() }
        });
        assert_eq!(read, written, "the charter and its source, {text:?}");
        return;
    }
    // A cell that spans rows is in each of them.
    let is_spanned = charter.diagnostics.iter().any(|it| it.code == Code::GuessedCells.name());
    if is_spanned || has_marks(text) {
        let (read, written) = (bare_words(&read.join(" ")), bare_words(&written.join(" ")));
        let is_whole = if is_spanned {
            are_in_order(&written, &read)
        } else {
            read.concat() == written.concat()
        };
        assert!(is_whole, "{read:?} in the charter, {written:?} in its source, {text:?}");
    } else {
        assert_eq!(read, written, "the charter (left) and its source (right), {text:?}");
    }
    for (range, cells) in &tables {
        let source: String = range
            .clone()
            .filter_map(|number| lines.get(&number))
            .flat_map(|line| words(line))
            .collect();
        for word in cells.iter().flat_map(|cell| words(cell)) {
            let word = word.trim_end_matches(',');
            assert!(
                has_marks(text) || source.contains(word),
                "{word:?} is not in lines {range:?} of {text:?}"
            );
        }
    }
    let parts = whole_lines(&charter);
    for &(number, part) in &parts {
        let line = lines[&number];
        // A long line is taken apart where labels may begin a table in it.
        let shares = parts.iter().filter(|(other, _)| *other == number).count() > 1;
        if shares && line.contains(part) {
            continue;
        }
        // A caption may share its line with a header, and is told from it by a bar.
        let is_marked = (has_marks(line) && bare_words(part) == bare_words(line))
            || (line.contains('|') && are_in_order(&bare_words(part), &bare_words(line)));
        if is_marked {
            continue;
        }
        // What was broken at a width goes on over lines.
        let mut rest: Vec<_> = words(part).collect();
        for (_, line) in lines.range(number..) {
            let line: Vec<_> = words(line).collect();
            assert!(rest.starts_with(&line), "{part:?} is not line {number} of {text:?}");
            rest.drain(..line.len());
            if rest.is_empty() {
                break;
            }
        }
        assert!(rest.is_empty(), "{part:?} is not line {number} of {text:?}");
    }
}

// ---- 5: the normal form --------------------------------------------------------------------------

fn normal_text(charter: &Charter<'_>, typography: Typography) -> String {
    let mut text = String::new();
    normalize::write(charter, typography, &mut text);
    text
}

/// A charter without what normalising may change: lines, source and diagnostics go, and each text
/// is in its normal form.
fn essence(charter: &Charter<'_>, typography: Typography) -> Value {
    fn normalise(value: &mut Value, typography: Typography) {
        match value {
            Value::Object(members) => {
                for key in ["line", "source", "diagnostics"] {
                    members.remove(key);
                }
                // The normal text has tabs between all cells.
                if let Some(layout) = members.get_mut("layout") {
                    *layout = "tabbed".into();
                }
                members.values_mut().for_each(|value| normalise(value, typography));
            }
            Value::Array(values) => {
                for value in values {
                    normalise(value, typography);
                }
            }
            Value::String(text) => {
                let lines: Vec<_> = text
                    .split('\n')
                    .map(|line| normal(line, typography))
                    .filter(|line| !line.is_empty())
                    .collect();
                *text = lines.join("\n");
            }
            _ => {}
        }
    }
    let mut value = serde_json::to_value(charter).expect("a charter is JSON");
    normalise(&mut value, typography);
    value
}

/// Checks that two charters are the same, and names the first place where they are not.
fn assert_same(found: &Value, expected: &Value, texts: &dyn Fn() -> String) {
    fn difference(found: &Value, expected: &Value) -> String {
        let members: Vec<_> = match (found, expected) {
            (Value::Object(found), Value::Object(expected)) if found.len() == expected.len() => {
                found.iter().map(|(key, found)| (key.clone(), found, &expected[key])).collect()
            }
            (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
                let pairs = found.iter().zip(expected).enumerate();
                pairs.map(|(at, (found, expected))| (at.to_string(), found, expected)).collect()
            }
            _ => return format!(": {found} instead of {expected}"),
        };
        let differing = members.into_iter().find(|(_, found, expected)| found != expected);
        differing.map_or_else(String::new, |(key, found, expected)| {
            format!("/{key}{}", difference(found, expected))
        })
    }
    assert!(found == expected, "{}\n{}", difference(found, expected), texts());
}

fn assert_normalises(text: &str) {
    let written = source(text);
    let charter = charte::read(&written);
    for typography in TYPOGRAPHIES {
        let once = normal_text(&charter, typography);
        let source = source(&once);
        let again = charte::read(&source);
        assert_is_laid_out(&once, typography);
        if !guessed(&charter).is_empty() {
            assert_declares_the_same(&again, &charter, &once);
            continue;
        }
        let (mut found, mut expected) =
            (essence(&again, typography), essence(&charter, typography));
        // Rows without separators, and lines of a cell that stand alone, are weighed as headings, and in the
        // normal text as cells: which language a text of few other words is in may be seen in that only.
        if !layouts(&charter).is_empty() || has_broken_cell(&charter) {
            found["language"] = Value::Null;
            expected["language"] = Value::Null;
        }
        assert_same(&found, &expected, &|| {
            format!("{typography:?} normal text: {once:?}\nof text: {text:?}")
        });
        assert_eq!(normal_text(&again, typography), once, "{typography:?} of {text:?}");
    }
}

/// That a charter whose tables had another layout declares the same cookies once tabs part its cells,
/// if their columns have the labels by which tabbed tables are read.
fn assert_declares_the_same(again: &Charter<'_>, charter: &Charter<'_>, text: &str) {
    let mut last: Option<Vec<_>> = None;
    for block in charter.sections.iter().flat_map(|section| &section.blocks) {
        let Block::Table { columns, .. } = block else { continue };
        let fields: Vec<_> = columns.iter().map(|column| column.field).collect();
        let has_labels = columns.iter().all(|column| column.label.is_some());
        let goes_on =
            columns.iter().all(|column| column.label.is_none()) && last.as_ref() == Some(&fields);
        if !has_labels && !goes_on {
            return;
        }
        last = Some(fields);
    }
    let declared = |charter: &Charter<'_>| -> Vec<_> {
        let text = |text: &str| normal(text, Typography::Plain).into_owned();
        let cookies = charter.cookies.iter();
        cookies
            .map(|cookie| {
                (
                    text(&cookie.name),
                    cookie.provider.as_deref().map(text),
                    cookie.retention.as_ref().map(|it| text(&it.text)),
                    cookie.purpose.as_deref().map(text),
                )
            })
            .collect()
    };
    assert_eq!(declared(again), declared(charter), "{text}");
}

/// That `text` has the layout of a normal text.
fn assert_is_laid_out(text: &str, typography: Typography) {
    assert!(text.is_empty() || text.ends_with('\n'), "{text:?}");
    assert!(!text.starts_with('\n') && !text.ends_with("\n\n"), "{text:?}");
    assert!(!text.contains("\n\n\n") && !text.contains(['\r', '\0', '\u{1b}']), "{text:?}");
    for cell in text.lines().flat_map(|line| line.split('\t')) {
        assert_eq!(normal(cell, typography), cell);
    }
    if typography == Typography::Plain {
        let is_other = |c| is_invisible(c) || (is_space(c) && !" \t\n".contains(c));
        assert!(!text.contains(is_other) && !text.contains(['’', 'ʼ', '“', '”', '„']), "{text:?}");
    }
}

/// `text` with other blank lines, other spacing, other quotes and apostrophes, and other invisible
/// characters, as `choices` have it.
fn respelt(text: &str, choices: &[usize]) -> String {
    const BLANKS: &[&str] = &["\n", "\r\n", "\n\n", "\n \u{a0}\n", "\r", "\n\t\n\u{200b}\n"];
    const SPACES: &[&str] = &[" ", "\u{a0}", "  ", "\u{202f}", " \u{2009} ", "\u{3000}\u{200b}"];
    const AROUND: &[&str] = &["", " ", "\u{a0}", "", " \u{200b}", "\u{ad}"];
    const APOSTROPHES: &[&str] = &["'", "’", "ʼ", "‘", "'", "‛"];
    const QUOTES: &[&str] = &["\"", "“", "”", "„", "\"", "‟"];
    const OPENINGS: &[&str] = &["«", "« ", "«\u{a0}", "«\u{202f}\u{200b}", "«  ", "«"];
    const CLOSINGS: &[&str] = &["»", " »", "\u{a0}»", "\u{200b}\u{202f}»", "  »", "»"];
    const INVISIBLE: &[&str] = &["", "\u{200b}", "\u{ad}", "\u{feff}", "\u{200e}", "\u{7}"];

    let mut choices = choices.iter().cycle();
    let mut choose = |from: &[&'static str]| from[choices.next().map_or(0, |at| at % from.len())];
    let mut out = choose(&["", "\n", "\u{a0}\r\n", " ", "\t\n", "\u{feff}"]).to_owned();
    for line in lines(text).filter(|line| !is_blank(line)) {
        for (at, cell) in line.split('\t').enumerate() {
            out.push_str(if at > 0 { "\t" } else { "" });
            out.push_str(choose(AROUND));
            let mut letters = cell.chars().peekable();
            while let Some(c) = letters.next() {
                match c {
                    '\'' | '‘' | '’' | '‛' | 'ʼ' => out.push_str(choose(APOSTROPHES)),
                    '"' | '“' | '”' | '„' | '‟' => out.push_str(choose(QUOTES)),
                    '«' => {
                        while letters.next_if(|&c| is_space(c) || is_invisible(c)).is_some() {}
                        out.push_str(choose(OPENINGS));
                    }
                    _ if is_space(c) => {
                        let more = |c: &char| is_space(*c) || is_invisible(*c);
                        while letters.next_if(more).is_some() {}
                        if letters.peek() != Some(&'»') {
                            out.push_str(choose(SPACES));
                        }
                    }
                    '»' => out.push_str(choose(CLOSINGS)),
                    _ if is_invisible(c) => out.push_str(choose(INVISIBLE)),
                    _ => {
                        out.push(c);
                        out.push_str(choose(INVISIBLE));
                    }
                }
            }
            out.push_str(choose(AROUND));
        }
        out.push_str(choose(BLANKS));
    }
    out
}

/// What a table of cookies says, whatever stands between its cells.
fn cookies_of(table: &str) -> Value {
    let text = format!("Cookie policy\n\nCookies used on https://data.rivage.example\n\n{table}");
    let source = source(&text);
    let charter = charte::read(&source);
    essence(&charter, Typography::Plain)["cookies"].take()
}

fn choices() -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![
        // Few of them far apart, or many.
        vec(prop_oneof![20 => Just(0), 1 => 0..6_usize], 1..200),
        vec(0..6_usize, 1..40),
    ]
}

fn assert_respelt_is_the_same(text: &str, choices: &[usize]) {
    let respelt = respelt(text, choices);
    let (one, other) = (source(text), source(&respelt));
    let (one, other) = (charte::read(&one), charte::read(&other));
    // Where lines were broken at a width, blank lines between them tell; where runs of spaces are the
    // seams of a table, they do; and where words alone tell the lines of a table apart, what cannot be
    // seen between their letters may stand in the way.
    let tells = |charter, text: &str| {
        is_joined(charter, text)
            || layouts(charter).contains("spaced") && text.contains("  ")
            || !guessed(charter).is_empty()
    };
    if tells(&one, text) || tells(&other, &respelt) {
        return;
    }
    let plain = |charter| normal_text(charter, Typography::Plain);
    assert_eq!(plain(&other), plain(&one), "{respelt:?} (left) and {text:?}");
    let essence = |charter| essence(charter, Typography::Plain);
    let texts = || format!("respelt: {respelt:?}\nof text: {text:?}");
    assert_same(&essence(&other), &essence(&one), &texts);
}

// ---- 6: JSON comes back --------------------------------------------------------------------------

fn assert_comes_back(bytes: &[u8], name: Option<&str>) {
    let source = Source::decode(bytes, name.map(Cow::Borrowed), None);
    let charter = charte::read(&source);
    let written = |format: &dyn Format, several: bool| {
        let mut out = Vec::new();
        format.write(&charter, Style::default(), several, &mut out).expect("memory takes all");
        String::from_utf8(out).expect("JSON is UTF-8")
    };
    for format in FORMATS.iter().filter(|format| format.name().contains("json")) {
        let json = written(*format, false);
        assert_eq!(charte::formats::read(&json).expect("it comes back"), charter, "{json}");
        assert_eq!(json.trim_end().contains('\n'), format.name() == "json");
    }
    let frame = JSON.frame(Style::default(), true);
    let (begin, between, end) = (frame.begin, frame.between.to_vec(), frame.end.to_vec());
    let member = written(JSON, true).into_bytes();
    let array = [begin, member.clone(), between, member, end].concat();
    let Value::Array(members) = serde_json::from_slice(&array).expect("an array") else {
        panic!("an array of charters is an array")
    };
    assert_eq!(members.len(), 2);
    for member in members {
        assert_eq!(charte::formats::read(&member.to_string()).expect("it comes back"), charter);
    }
}

// ---- All of them, on everything ------------------------------------------------------------------

/// What is found in a text does not depend on what was read before it, in whatever language.
#[test]
fn what_was_read_before_changes_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ok");
    let before: Vec<_> = Language::all()
        .filter_map(|language| {
            std::fs::read(root.join(format!("{}-short.txt", language.code()))).ok()
        })
        .collect();
    assert!(before.len() > 5, "a short charter in most languages");
    let before: Vec<_> = before.iter().map(|bytes| Source::decode(bytes, None, None)).collect();
    on_files(|bytes| {
        let source = Source::decode(bytes, None, None);
        let document = syntax::parse(source.text());
        let alone = interpret(&source, &document, &Options::default());
        for other in &before {
            let mut interpreter = Interpreter::new(Options::default());
            let _ = interpreter.interpret(other, &syntax::parse(other.text()));
            assert_eq!(interpreter.interpret(&source, &document), alone, "{:?}", other.text());
        }
    });
}

#[test]
fn they_hold_on_files() {
    on_files(|bytes| {
        assert_read(bytes);
        assert_comes_back(bytes, Some("a/b.txt"));
        let source = Source::decode(bytes, None, None);
        assert_whole(source.text());
        assert_normalises(source.text());
        for choices in [&[0][..], &[1], &[2], &[3], &[4], &[5], &[0, 1, 5], &[3, 2, 0, 4, 1]] {
            assert_respelt_is_the_same(source.text(), choices);
        }
    });
}

#[test]
fn they_hold_on_texts_that_were_trouble() {
    // Short rows under headers of every width, far wider than any table of cookies.
    let wide = |width| format!("Nom{}\nun a\tb\nun c\td\n", "\tNom".repeat(width));
    let wide: Vec<_> = (1..300).map(wide).collect();
    for text in TEXTS.iter().copied().chain(wide.iter().map(String::as_str)) {
        assert_whole(text);
        assert_normalises(text);
        for choices in [&[1][..], &[4], &[0, 1], &[0, 0, 1, 5]] {
            assert_respelt_is_the_same(text, choices);
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_make_a_charter(bytes in any_bytes()) {
        assert_read(&bytes);
    }

    #[test]
    fn nothing_of_a_text_is_lost(text in text()) {
        assert_whole(&text);
    }

    #[test]
    fn the_normal_text_is_its_own_and_reads_as_the_same_charter(text in text()) {
        assert_normalises(&text);
    }

    #[test]
    fn bars_and_tabs_say_the_same(rows in cookie_rows(), bars in select(BARS)) {
        let (tabbed, piped) = (Bars::tabbed(&rows), bars.write(&rows));
        prop_assert_eq!(cookies_of(&piped), cookies_of(&tabbed), "{}", piped);
    }

    #[test]
    fn spelling_changes_nothing(text in text(), choices in choices()) {
        assert_respelt_is_the_same(&text, &choices);
    }

    #[test]
    fn json_comes_back(
        bytes in prop_oneof![any_bytes(), text().prop_map(String::into_bytes)],
        name in any::<Option<String>>(),
    ) {
        assert_comes_back(&bytes, name.as_deref());
    }
}

// ---- 7: threads change nothing -------------------------------------------------------------------

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    // More than one batch of them, of very different sizes, in more than one folder.
    let samples = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"), "txt");
    for (at, sample) in (0..150).zip(samples.iter().cycle()) {
        let path = folder.path().join(format!("{}/{at}.txt", at % 7));
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let text = std::fs::read(sample).expect("a readable file").repeat(at % 11);
        std::fs::write(path, text).expect("a file");
    }
    let run = |threads: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_charte"));
        command.args(arguments).args(["-j", threads, "."]).current_dir(folder.path());
        let output = command.output().expect("it runs");
        (output.status.code(), output.stdout, output.stderr)
    };
    let formats = FORMATS.iter().map(|format| vec!["convert", "--to", format.name()]);
    let others = [vec!["normalize", "--check"], vec!["normalize", "--diff"]];
    for arguments in formats.chain(others) {
        let one = run("1", &arguments);
        assert!(!one.1.is_empty() && !one.2.is_empty());
        for threads in ["2", "7"] {
            assert!(run(threads, &arguments) == one, "{arguments:?} -j {threads}");
        }
    }
}
