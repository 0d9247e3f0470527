//! What charte promises of every text, whatever is in it: reading never fails,
//! nothing is lost or moved, the normal text is its own and reads as the same charter, and JSON
//! comes back as it went.
//!
//! `CHARTE_CORPUS=DIR` adds the files of a folder, `PROPTEST_CASES=N` more generated texts.

#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "tests read their fixtures")]

/// The normal form is its own.
mod normal;
/// Nothing is lost, twice there, or out of order.
mod whole;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;

use charte::formats::{FORMATS, Format, JSON, Style};
use charte::interpret::{Interpreter, Options, interpret};
use charte::lexicon::Language;
use charte::source::{Source, encoding_named};
use charte::syntax;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use self::normal::{assert_normalises, assert_respelt_is_the_same, choices, cookies_of};
use self::whole::assert_whole;
use crate::generate::{BARS, Bars, any_bytes, any_text, charter, cookie_rows};
use crate::rendered;

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

/// Runs `check` on every sample, every fixture and every file of the corpus of the environment, and
/// names those on which it fails.
pub(crate) fn on_files(check: impl Fn(&[u8])) {
    on_paths(|_, bytes| check(bytes));
}

/// The same, with the path of each.
fn on_paths(check: impl Fn(&Path, &[u8])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("CHARTE_CORPUS").map(PathBuf::from);
    let folders = [Some(root.join("samples")), Some(root.join("tests/fixtures")), corpus];
    let paths: Vec<_> = folders.iter().flatten().flat_map(|at| files(at, "txt")).collect();
    assert!(!paths.is_empty());
    let fails = |path: &&PathBuf| {
        let bytes = std::fs::read(path).expect("a readable file");
        catch_unwind(AssertUnwindSafe(|| check(path, &bytes))).is_err()
    };
    let failing: Vec<_> = paths.iter().filter(fails).collect();
    assert!(failing.is_empty(), "{failing:#?}");
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

// ---- 1: any bytes make a charter -----------------------------------------------------------------

fn assert_read(bytes: &[u8]) {
    let encodings = [None, encoding_named("utf-8"), encoding_named("windows-1252")];
    for encoding in encodings.into_iter().chain([encoding_named("utf-16le")]) {
        let source = Source::decode(bytes, None, encoding);
        let charter = charte::read(&source);
        assert_eq!(charter.source.bytes, bytes.len() as u64);
        let document = syntax::parse(source.text());
        for language in Language::all() {
            let options = Options { language: Some(language), ..Options::default() };
            let told = interpret(&source, &document, &options);
            assert_eq!(told.language.as_deref(), Some(language.code()));
        }
    }
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

/// Fixtures whose records still lose a word: the number a card says its name is listed with. One that loses
/// nothing any more is taken off this list.
const LOSE_A_WORD: &[&str] = &["records-cards.txt"];

#[test]
fn nothing_of_a_file_is_lost() {
    let is_known = |path: &Path| LOSE_A_WORD.iter().any(|name| path.ends_with(name));
    on_paths(|path, bytes| {
        let check = || assert_whole(Source::decode(bytes, None, None).text());
        if is_known(path) {
            assert!(catch_unwind(check).is_err(), "it loses nothing any more");
        } else {
            check();
        }
    });
}

/// Whatever the layout of a table, no word of it is lost.
#[test]
fn nothing_of_a_known_table_is_lost() {
    /// So many of the texts, all of records, entries and rows broken at a width, still lose one: the
    /// number may only fall.
    const STILL: usize = 40;
    let texts = rendered::texts();
    let fails = |(_, text): &&(_, String)| catch_unwind(|| assert_whole(text)).is_err();
    let failing: Vec<_> = texts.iter().filter(fails).map(|(about, _)| about).collect();
    assert!(failing.len() <= STILL, "{} of {}: {failing:#?}", failing.len(), texts.len());
}

#[test]
fn they_hold_on_files() {
    on_files(|bytes| {
        assert_read(bytes);
        assert_comes_back(bytes, Some("a/b.txt"));
        let source = Source::decode(bytes, None, None);
        assert_normalises(source.text());
    });
}

#[test]
#[ignore = "without its blank lines, prose right below a table is taken for its last cell in five files"]
fn spelling_changes_no_file() {
    on_files(|bytes| {
        let source = Source::decode(bytes, None, None);
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
    }
}

#[test]
#[ignore = "what is invisible in words keeps them from telling the lines of a broken row apart"]
fn spelling_changes_no_text_that_was_trouble() {
    for text in TEXTS {
        for choices in [&[1][..], &[4], &[0, 1], &[0, 0, 1, 5]] {
            assert_respelt_is_the_same(text, choices);
        }
    }
}

/// What random texts were seen to lose, as short as it gets.
#[test]
fn nothing_is_lost_where_it_was() {
    const LOST: &[&str] = &[
        // A word among dashes.
        "Charte cookies\n\n| Nom | Finalité |\n|---|---Finalité |\n| lang | Retenir la langue |\n",
        // A word between names.
        "Charte cookies\n\nNom du cookie : _ga, _gid et _gat_a\nDurée : 2 ans\n\nNom du cookie : lang\nDurée : 1 an\n",
        "Charte cookies\n\n- _ga et _gid : compter les visites, 2 ans\n- lang : retenir la langue, 1 an\n",
        "Charte cookies\n\n_ga, _gid et _gat_a\nDurée : 2 ans\n\nlang\nDurée : 1 an\n",
        // A number before names.
        "Charte cookies\n\n3.1.\t_ga, _gid\n3.1.\tlang\noui\t_pk_id / _pk_ses\n",
    ];
    /// What they still lose: a word in a line of dashes.
    const STILL: &[&str] = &[
        "Charte cookies\n\n| | |\n|---|--https://-|\n| **Nom** | **Finalité** |\n| lang | Retenir la langue |\n",
    ];
    let fails = |text: &&&str| catch_unwind(|| assert_whole(text)).is_err();
    let failing: Vec<_> = LOST.iter().filter(fails).collect();
    assert!(failing.is_empty(), "{failing:#?}");
    assert!(STILL.iter().all(|text| fails(&text)), "what loses nothing any more belongs above");
}

proptest! {
    #[test]
    fn any_bytes_make_a_charter(bytes in any_bytes()) {
        assert_read(&bytes);
    }

    #[test]
    #[ignore = "records and entries lose a label or a word that joins in a few of a hundred texts"]
    fn nothing_of_a_text_is_lost(text in text()) {
        assert_whole(&text);
    }

    #[test]
    #[ignore = "a name broken over lines in one of some hundred random texts is read otherwise again"]
    fn the_normal_text_is_its_own_and_reads_as_the_same_charter(text in text()) {
        assert_normalises(&text);
    }

    #[test]
    fn bars_and_tabs_say_the_same(rows in cookie_rows(), bars in select(BARS)) {
        let (tabbed, piped) = (Bars::tabbed(&rows), bars.write(&rows));
        prop_assert_eq!(cookies_of(&piped), cookies_of(&tabbed), "{}", piped);
    }

    #[test]
    #[ignore = "blank lines and lines of a tab alone now say where the rows of broken tables end"]
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
