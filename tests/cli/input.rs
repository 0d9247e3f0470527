//! What is read: files, standard input, lists of paths, and how they are to be taken.

use super::{Place, charter};

const CONVERT: &[&str] = &["convert"];

#[test]
fn a_file_is_read_and_one_charter_is_an_object() {
    let place = Place::with(&["a.txt"]);
    let json = place.run(&["convert", "a.txt"]).quiet().json();
    assert_eq!(json["source"]["path"], "a.txt");
    assert_eq!(json["cookies"][0]["name"], "a.txt");
    let empty = place.run(&["normalize", "a.txt"]).quiet();
    assert_eq!(empty.out, charter("a.txt"), "its normal text is its own");
}

#[test]
fn standard_input_is_read_when_it_is_named_or_nothing_is() {
    let place = Place::new();
    let text = charter("x");
    let unnamed = place.pipe(&text, CONVERT).quiet();
    assert_eq!(unnamed.json()["source"]["path"], serde_json::Value::Null);
    assert_eq!(place.pipe(&text, &["convert", "-"]), unnamed);
    let named = place.pipe(&text, &["convert", "--stdin-name", "portails/x.txt"]).quiet();
    assert_eq!(named.paths(), ["portails/x.txt"]);
    assert_eq!(place.pipe(&text, &["normalize"]).quiet().out, text);
}

#[test]
fn the_portal_is_the_host_that_the_path_is_named_by() {
    let place = Place::new();
    let portal = |name: &str| {
        let named = &["convert", "--stdin-name", name, "--portal-from", "path"];
        place.pipe(charter("x"), named).json()["portal"].clone()
    };
    let www = serde_json::json!({ "url": "www.lande.fr", "host": "www.lande.fr", "line": null });
    assert_eq!(portal("b.example/www.lande.fr.txt"), www);
    assert_eq!(portal("data.lande.fr/cookies.html")["host"], "data.lande.fr");
    assert_eq!(portal("data.lande.fr/fr/cookies.v2.txt")["host"], "data.lande.fr");
    let said = place.pipe(charter("x"), CONVERT).json()["portal"].clone();
    assert_eq!(portal("charters/lande.txt"), said, "else it is what the text says");
    let json = place.pipe(charter("x"), &["convert", "--stdin-name", "www.lande.fr.txt"]).out;
    let again = place.pipe(&json, &["convert", "--from", "json", "--portal-from", "path"]).json();
    assert_eq!(again["portal"], www);
    place.pipe(charter("x"), &["normalize", "--portal-from", "path"]).quiet();
}

#[test]
fn what_is_said_of_standard_input_bears_its_name() {
    let place = Place::new();
    place.pipe("x", CONVERT).says(0, &["-: error[not-a-charter]"]);
    place.pipe("x", &["convert", "--stdin-name", "portail"]).says(0, &["portail: error[not-a-"]);
}

#[test]
fn empty_input_is_an_almost_empty_charter() {
    let place = Place::new();
    let run = place.pipe("", CONVERT).says(0, &["not-a-charter", "no-title", "no-cookie-table"]);
    assert_eq!(run.json()["sections"], serde_json::json!([]));
    assert_eq!(run.json()["source"]["lines"], 0);
    assert_eq!(place.pipe("", &["normalize"]).says(0, &["not-a-charter"]).out, "");
    assert_eq!(place.pipe("", &["normalize", "--check"]).says(0, &[]).out, "");
}

#[test]
fn several_paths_are_in_byte_order_and_each_is_read_once() {
    let names = ["a-b.txt", "a.txt", "a/x.txt", "a/é.txt", "b.txt", "É.txt"];
    let place = Place::with(&names);
    for paths in [
        vec!["É.txt", "b.txt", "a/é.txt", "a/x.txt", "a.txt", "a-b.txt"],
        vec!["b.txt", "É.txt", "a", "a.txt", "a-b.txt"],
        vec!["a/", "É.txt", "a/x.txt", "a", "a//x.txt", "b.txt", "a.txt", "a-b.txt", "b.txt"],
    ] {
        let arguments = [vec!["convert"], paths].concat();
        assert_eq!(place.run(&arguments).quiet().paths(), names, "{arguments:?}");
    }
    let twice = place.run(&["convert", "b.txt", "b.txt"]).quiet();
    assert!(twice.json().is_object(), "one path is one charter, however often it is given");
}

#[test]
fn standard_input_stands_among_the_files() {
    let place = Place::with(&["a.txt"]);
    let run = place.pipe(charter("x"), &["convert", "a.txt", "-"]).quiet();
    assert_eq!(run.paths(), ["-", "a.txt"]);
    assert!(place.path("a.txt").exists());
}

#[test]
fn contradictions_are_usage_errors() {
    let place = Place::with(&["a.txt", "list"]);
    for arguments in [
        &["convert", "-", "-"][..],
        &["convert", "-", "a.txt", "-"],
        &["normalize", "-", "-"],
        &["convert", "--files0-from", "list", "a.txt"],
        &["normalize", "--files0-from", "list", "a.txt"],
        &["convert", "a.txt", "-o", "x", "-d", "y"],
        &["convert", "a.txt", "--lang", "tlh"],
        &["convert", "a.txt", "--lang", ""],
        &["normalize", "a.txt", "--lang", "klingon"],
        &["convert", "a.txt", "--encoding", "utf-9"],
        &["convert", "a.txt", "--to", "pdf"],
        &["convert", "a.txt", "--from", "csv"],
        &["convert", "a.txt", "--include", "[z-a]"],
        &["convert", "a.txt", "-j", "0"],
        &["convert", "a.txt", "-j", "many"],
        &["convert", "a.txt", "--excel"],
        &["convert", "a.txt", "--check"],
        &["normalize", "a.txt", "--check", "--diff"],
        &["normalize", "a.txt", "--check", "--write"],
        &["normalize", "a.txt", "--diff", "--write"],
        &["translate", "a.txt"],
        &["--unknown"],
    ] {
        place.run(arguments).is_usage_error();
    }
    assert_eq!(place.files(""), ["a.txt", "list"], "nothing was written");
}

#[test]
fn lists_of_paths_end_each_with_a_zero_byte() {
    let place = Place::with(&["a b.txt", "a\nb.txt", "c/d.txt"]);
    let listed = ["a\nb.txt", "a b.txt", "c/d.txt"];
    for list in [&b"c/d.txt\0a\nb.txt\0a b.txt\0"[..], b"c\0a\nb.txt\0\0a b.txt"] {
        place.write("list", list);
        let from_file = place.run(&["convert", "--files0-from", "list"]).quiet();
        assert_eq!(from_file.paths(), listed);
        assert_eq!(place.pipe(list, &["convert", "--files0-from", "-"]), from_file);
    }
    let one = place.pipe("c/d.txt\0", &["convert", "--files0-from", "-"]).quiet();
    assert_eq!(one.json().as_array().map(Vec::len), Some(1), "a list is several, even of one");
    assert_eq!(place.pipe("", &["convert", "--files0-from", "-"]).says(0, &[]).out, "[]\n");
    place.run(&["convert", "--files0-from", "none"]).says(2, &["none"]);
    place.pipe("-\0c/d.txt\0", &["convert", "--files0-from", "-"]).is_usage_error();
    place.pipe("-\0-\0", &["convert", "--files0-from", "list2"]).is_usage_error();
    let named = place.pipe("gone.txt\0c/d.txt\0", &["convert", "--files0-from", "-"]);
    assert_eq!(named.says(2, &["gone.txt"]).paths(), ["c/d.txt"]);
}

#[test]
fn what_cannot_be_read_is_named_and_the_others_are_done() {
    let place = Place::with(&["a.txt", "z.txt"]);
    let run = place.run(&["convert", "z.txt", "gone.txt", "a.txt"]).says(2, &["gone.txt"]);
    assert_eq!(run.paths(), ["a.txt", "z.txt"]);
    assert!(!run.err.contains("a.txt"), "{run:?}");
    let run = place.run(&["normalize", "gone.txt", "a.txt"]).says(2, &["gone.txt"]);
    assert!(run.out.contains("sessionid") || run.out.contains("a.txt"), "{run:?}");
    // Two wins over one.
    place.write("odd.txt", "a  b\n");
    let run = place.run(&["normalize", "--check", "gone.txt", "odd.txt"]).says(2, &["gone.txt"]);
    assert_eq!(run.out, "odd.txt\n");
    place.run(&["normalize", "--check", "--exit-zero", "gone.txt"]).says(2, &["gone.txt"]);
    let alone = place.run(&["convert", "gone.txt"]).says(2, &["gone.txt"]);
    assert_eq!(alone.out.trim(), "");
}

#[test]
fn the_language_told_is_the_language() {
    let place = Place::with(&["a.txt"]);
    let language =
        |code| place.run(&["convert", "--lang", code, "a.txt"]).json()["language"].clone();
    for (code, found) in [("en", "en"), ("fr", "fr"), ("FR-ca", "fr"), ("en_GB", "en")] {
        assert_eq!(language(code), found);
    }
    assert_eq!(place.run(&["convert", "a.txt"]).json()["language"], "fr");
}

#[test]
fn encodings_are_found_or_told() {
    let place = Place::new();
    let text = charter("préférée");
    let utf16 = |mark: &str| {
        let text = mark.to_owned() + &text;
        text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()
    };
    let latin: Vec<_> = text.chars().map(|c| u8::try_from(c).expect("a Latin letter")).collect();
    for (bytes, encoding, bom) in [
        (text.clone().into_bytes(), "UTF-8", false),
        (format!("\u{feff}{text}").into_bytes(), "UTF-8", true),
        (utf16(""), "UTF-16LE", false),
        (utf16("\u{feff}"), "UTF-16LE", true),
        (latin.clone(), "windows-1252", false),
    ] {
        let json = place.pipe(&bytes, CONVERT).quiet().json();
        assert_eq!(json["source"]["encoding"], encoding);
        assert_eq!(json["source"]["bom"], bom);
        assert_eq!(json["source"]["bytes"], bytes.len());
        assert_eq!(json["cookies"][0]["name"], "préférée");
    }
    let told = place.pipe(&latin, &["convert", "--encoding", "latin1"]).quiet().json();
    assert_eq!(told["cookies"][0]["name"], "préférée");
    let told = place
        .pipe(&text, &["convert", "--encoding", "windows-1252"])
        .says(0, &["mojibake", "Finalité"]);
    assert_eq!(told.json()["cookies"][0]["name"], "prÃ©fÃ©rÃ©e");
}

#[test]
fn bytes_that_are_no_text_are_named_by_their_offset() {
    let mut bytes = charter("préférée").into_bytes();
    let offset = bytes.len();
    bytes.extend(b"\xff la fin\n");
    let run = Place::new().pipe(&bytes, CONVERT);
    let run = run.says(0, &["lossy-decoding", &offset.to_string(), "FF"]);
    assert_eq!(run.json()["source"]["encoding"], "UTF-8");
    assert!(run.out.contains('\u{fffd}'));
}

#[test]
fn what_is_no_text_is_told_with_what_makes_one_of_it() {
    let place = Place::new();
    for (bytes, help) in [
        (&b"%PDF-1.4\nCookies"[..], "pdftotext -layout FILE - | charte convert"),
        (b"PK\x03\x04\x14\0word/document.xml", "pandoc -f docx -t html FILE | charte convert"),
    ] {
        let run = place.pipe(bytes, CONVERT).says(0, &["-: error[not-text]: ", help]);
        assert_eq!(run.err.matches(": error[").count(), 1, "{run:?}");
        assert_eq!(run.json()["source"]["bytes"], bytes.len());
        assert_eq!(run.json()["diagnostics"].as_array().map(Vec::len), Some(1));
        place.write("p/a.txt", bytes);
        let write = &["normalize", "--write", "p"];
        place.run(write).says(2, &["cannot rewrite p/a.txt: its bytes could not all be read"]);
        place.run(&["drift", "p"]).says(0, &[]);
    }
}

#[test]
fn what_is_doubtful_is_certain_once_its_encoding_is_named() {
    let place = Place::new();
    let text = charter("x").replace("Garder", "D\u{e9}j\u{e0} pr\u{e9}f\u{e9}r\u{e9}, garder");
    let mac: Vec<u8> = text
        .chars()
        .map(|c| match c {
            '\u{e0}' => 0x88,
            '\u{e9}' => 0x8e,
            c => u8::try_from(c).expect("Latin-1"),
        })
        .collect();
    let named = ["convert", "--encoding", "macintosh"];
    place.pipe(&mac, CONVERT).says(0, &["[doubtful-encoding]", "--encoding macintosh"]);
    let cookie = &place.pipe(&mac, &named).json()["cookies"][0];
    assert!(cookie["purpose"].as_str().is_some_and(|it| it.starts_with("D\u{e9}j\u{e0}")));
    assert!(!place.pipe(&mac, &named).err.contains("doubtful-encoding"));
    place.run(&["explain", "doubtful-encoding"]).quiet();
}
