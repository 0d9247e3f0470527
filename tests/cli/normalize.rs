//! `charte normalize`: printing, checking, showing and rewriting.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::time::SystemTime;

use serde_json::json;

use super::{Place, charter};

const ODD: &str = "Charte\u{a0}cookies\r\n\r\n\r\n\r\n« x »  l’un\r\n";
const ODD_NORMAL: &str = "Charte cookies\n\n« x » l'un\n";

fn place() -> Place {
    let place = Place::with(&["p/a.txt", "p/b.txt"]);
    place.write("p/odd.txt", ODD);
    place
}

#[test]
fn it_prints_the_normal_text() {
    let place = place();
    assert_eq!(place.run(&["normalize", "p/odd.txt"]).says(0, &[]).out, ODD_NORMAL);
    assert_eq!(
        place.run(&["normalize", "p"]).out,
        place.run(&["convert", "--to", "text", "p"]).out
    );
    assert_eq!(place.read("p/odd.txt"), ODD, "and changes nothing");
    let json = place.run(&["convert", "--to", "ndjson", "p"]).out;
    let again = place.pipe(json, &["normalize", "--from", "json"]);
    assert_eq!(again.out, place.run(&["normalize", "p"]).out);
}

#[test]
fn check_names_what_is_not_normal() {
    let place = place();
    let run = place.run(&["normalize", "--check", "p"]).says(1, &[]);
    assert_eq!(run.out, "p/odd.txt\n");
    assert_eq!(place.run(&["normalize", "--check", "--exit-zero", "p"]).says(0, &[]).out, run.out);
    assert_eq!(place.run(&["normalize", "--check", "p/a.txt"]).quiet().out, "");
    assert_eq!(place.pipe(ODD, &["normalize", "--check"]).says(1, &[]).out, "-\n");
    let records = format!("{}\n", json!({ "path": "r", "text": ODD }));
    let run = place.pipe(records, &["normalize", "--check", "--from", "records"]).says(1, &[]);
    assert_eq!(run.out, "r\n");
    assert_eq!(place.read("p/odd.txt"), ODD);
    for text in [format!("\u{feff}{}", charter("x")), charter("x").trim_end().to_owned()] {
        place.pipe(text, &["normalize", "--check"]).says(1, &[]);
    }
    place.pipe("l’un\n", &["normalize", "--check", "--keep-typography"]).says(0, &[]);
}

#[test]
fn diff_shows_the_difference() {
    let place = place();
    let run = place.run(&["normalize", "--diff", "p"]).says(1, &[]);
    for line in
        ["--- p/odd.txt", "+++ p/odd.txt", "+Charte cookies", "+« x » l'un", "-Charte\u{a0}cookies"]
    {
        assert!(run.out.lines().any(|found| found.trim_end().starts_with(line)), "{line}: {run:?}");
    }
    assert!(!run.out.contains("p/a.txt"));
    place.run(&["normalize", "--diff", "--exit-zero", "p"]).says(0, &[]);
    assert_eq!(place.run(&["normalize", "--diff", "p/a.txt"]).quiet().out, "");
    assert_eq!(place.read("p/odd.txt"), ODD);
    // What differs in its bytes alone is named too.
    let utf16: Vec<_> = charter("x").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let run = place.pipe(utf16, &["normalize", "--diff"]).says(1, &[]);
    assert!(run.out.contains("UTF-16LE"), "{run:?}");
}

#[test]
fn write_rewrites_only_what_differs_and_keeps_permissions() {
    let place = place();
    let path = |name: &str| place.path("p").join(name);
    fs::set_permissions(path("odd.txt"), fs::Permissions::from_mode(0o604)).expect("a file");
    let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    let file = fs::OpenOptions::new().append(true).open(path("a.txt")).expect("a file");
    file.set_modified(long_ago).expect("a file");
    assert_eq!(place.run(&["normalize", "--write", "p"]).says(0, &[]).out, "");
    assert_eq!(place.read("p/odd.txt"), ODD_NORMAL);
    let about = |name: &str| fs::metadata(path(name)).expect("a file");
    assert_eq!(about("odd.txt").permissions().mode() & 0o777, 0o604);
    assert_eq!(about("a.txt").modified().expect("a time"), long_ago, "normal already");
    assert_eq!(place.files("p"), ["a.txt", "b.txt", "odd.txt"]);
    place.run(&["normalize", "--check", "p"]).says(0, &[]);
}

#[test]
fn write_goes_through_links() {
    let place = place();
    symlink("p/odd.txt", place.path("link.txt")).expect("a link");
    place.run(&["normalize", "--write", "link.txt"]).says(0, &[]);
    assert!(place.path("link.txt").is_symlink());
    assert_eq!(place.read("p/odd.txt"), ODD_NORMAL);
}

#[test]
fn write_loses_no_bytes() {
    let place = place();
    let lossy = [b"pr\xc3\xa9f\xc3\xa9rences  ".as_slice(), b"\xff\n"].concat();
    place.write("p/lossy.txt", &lossy);
    place.write("p/zero.txt", b"a\0b  c\n");
    let run = place.run(&["normalize", "--write", "p"]);
    let run = run.says(2, &["p/lossy.txt", "p/zero.txt"]);
    assert_eq!(run.out, "");
    let bytes = |name| {
        let mut bytes = Vec::new();
        let mut file = fs::OpenOptions::new().read(true).open(place.path(name)).expect("a file");
        std::io::Read::read_to_end(&mut file, &mut bytes).expect("a file");
        bytes
    };
    assert_eq!((bytes("p/lossy.txt"), bytes("p/zero.txt")), (lossy, b"a\0b  c\n".to_vec()));
    assert_eq!(place.read("p/odd.txt"), ODD_NORMAL, "the others are rewritten");
}

/// Texts that `--write` must leave alone, and what it says of each.
const KEPT: &[(&str, &str, &str)] = &[
    (
        "code.txt",
        "def read(path):\n    with open(path) as file:\n        return file.read()\n",
        "no cookie charter",
    ),
    ("poem.txt", "A heron stood\n\n\n   in the reeds,\n\n\n   and stood.\n", "no cookie charter"),
    ("empty-lines.txt", "\n\n\n", "no cookie charter"),
    (
        "page.txt",
        "<h1>Cookie policy</h1><table><tr><th>Name<th>Purpose<tr><td>sid<td>Keeps you in</table>\n",
        "it is HTML",
    ),
    (
        "short-row.txt",
        "Cookie policy\n\nName\tPurpose\tDuration\n_ga\tCounts\n_gid\tCounts\t1 day\n",
        "row-width on line 4",
    ),
    (
        "kurze-zeile.txt",
        "Cookie-Richtlinie\n\nName\tZweck\tSpeicherdauer\n_ga\tZählt Besuche\t2 Jahre\nsid\tAnmeldung\n",
        "row-width on line 5",
    ),
    (
        "espaces.txt",
        "Charte cookies\n\nNom Finalité Durée\n_ga Compte les visites 13 mois\n_gid Les distingue 1 jour\n",
        "guessed-cells on line 4",
    ),
    (
        "spanning.txt",
        "Política de cookies\n\nProveedor\tNombre\tFinalidad\tDuración\n\
         Google\t_ga\tCuenta las visitas\t2 años\n_gid\tDistingue visitas\t1 día\n",
        "guessed-cells on line 5",
    ),
    (
        "list.txt",
        "Cookie policy\n\nCookies we use:\n\n* _ga: counts visits, kept for 2 years\n\
         * _gid: tells visitors apart, kept for 1 day\n",
        "reads as another charter",
    ),
];

#[test]
fn write_leaves_alone_what_it_would_damage() {
    let place = place();
    for (name, text, _) in KEPT {
        place.write(format!("p/{name}"), text);
    }
    let run = place.run(&["normalize", "--write", "p"]).says(2, &[]);
    for (name, text, reason) in KEPT {
        let path = format!("p/{name}");
        assert_eq!(place.read(&path), *text, "{name} is as it was");
        let cannot = format!("cannot rewrite {path}: ");
        let said: Vec<_> = run.err.lines().filter(|line| line.contains(&cannot)).collect();
        assert!(
            matches!(said[..], [line] if line.contains(reason)),
            "{reason:?} of {name}: {run:?}"
        );
    }
    assert_eq!(run.err.matches("cannot rewrite").count(), KEPT.len(), "{run:?}");
    assert_eq!(
        (run.out.as_str(), place.read("p/odd.txt").as_str()),
        ("", ODD_NORMAL),
        "the others"
    );
    let again = place.run(&["normalize", "--write", "p"]);
    assert_eq!(again, run, "what is remarked is still there to see");
    place.run(&["normalize", "--write", "--exit-zero", "p"]).says(2, &[]);
}

#[test]
fn write_keeps_what_is_remarked_of_a_charter() {
    let place = Place::new();
    // A surplus cell, a row without a name and an unknown label are in the normal text as well.
    let text =
        "Cookie policy\n\n\nName\tPurpose\tNotes\n_ga\tCounts\tx\tmore\n\tKeeps  you in\tx\n";
    place.write("a.txt", text);
    let remarks = |run: super::Run| {
        let charter = run.json();
        let remarks = charter["diagnostics"].as_array().expect("remarks").iter();
        remarks.map(|it| it["code"].clone()).collect::<Vec<_>>()
    };
    let before = remarks(place.run(&["convert", "a.txt"]));
    assert!(before.len() > 2, "{before:?}");
    place.run(&["normalize", "--write", "a.txt"]).says(0, &["row-width", "missing-name"]);
    assert_ne!(place.read("a.txt"), text);
    assert_eq!(remarks(place.run(&["convert", "a.txt"])), before);
}

#[test]
fn a_file_in_another_encoding_becomes_utf8() {
    let place = Place::new();
    let utf16: Vec<_> = charter("é").encode_utf16().flat_map(u16::to_le_bytes).collect();
    place.write("a.txt", utf16);
    place.run(&["normalize", "--write", "a.txt"]).quiet();
    assert_eq!(place.read("a.txt"), charter("é"));
}

#[test]
fn what_has_no_file_cannot_be_rewritten() {
    let place = place();
    place.pipe(ODD, &["normalize", "--write"]).is_usage_error();
    place.pipe(ODD, &["normalize", "--write", "-", "p/odd.txt"]).is_usage_error();
    place.pipe("", &["normalize", "--write", "--from", "records"]).is_usage_error();
    for mode in ["--write", "--check", "--diff"] {
        place.pipe("[]", &["normalize", mode, "--from", "json"]).is_usage_error();
    }
    assert_eq!(place.read("p/odd.txt"), ODD);
}

#[test]
fn the_normal_text_of_every_sample_is_its_own() {
    let place = Place::new();
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
    for extra in [&[][..], &["--keep-typography"]] {
        let to_text = [&["convert", "--to", "text", "-d", "out", samples], extra].concat();
        place.run(&to_text).says(0, &[]);
        let check = [&["normalize", "--check", "out"], extra].concat();
        assert_eq!(place.run(&check).says(0, &[]).out, "");
        assert!(place.files("out").len() > 10);
    }
}
