//! Folders: which files in them are read, in which order, and where links lead.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use super::{Place, charter};

const CONVERT: &[&str] = &["convert", "p"];

#[test]
fn a_folder_is_walked_in_byte_order_hidden_files_too() {
    let place = Place::with(&[
        "p/a.txt",
        "p/a-b.txt",
        "p/a/x.txt",
        "p/a/b/c.txt",
        "p/.hidden.txt",
        "p/.git/y.txt",
        "p/A.txt",
        "p/a/x.md",
        "p/x.TXT",
        "p/txt",
        "p/node_modules/z.txt",
        "p/ignored.txt",
    ]);
    place.write("p/.gitignore", "ignored.txt\n");
    place.write("p/.ignore", "*\n");
    let run = place.run(CONVERT).quiet();
    let expected = [
        ".git/y.txt",
        ".hidden.txt",
        "A.txt",
        "a-b.txt",
        "a.txt",
        "a/b/c.txt",
        "a/x.md",
        "a/x.txt",
        "ignored.txt",
        "node_modules/z.txt",
        "x.TXT",
    ];
    assert_eq!(run.paths(), expected.map(|name| format!("p/{name}")));
    let inside = place.command(&["convert", "."]).current_dir(place.path("p")).output();
    let inside = super::ended(inside.expect("it runs")).quiet();
    assert_eq!(inside.paths().len(), expected.len());
}

#[test]
fn include_says_which_files_of_a_folder_are_read() {
    let place = Place::with(&["p/a.md", "p/b.txt", "p/c/d.md", "p/c/e.text", "x.dat"]);
    let paths = |globs: &[&str]| {
        let globs = globs.iter().flat_map(|glob| ["--include", glob]);
        place.run(&["convert", "p"].into_iter().chain(globs).collect::<Vec<_>>()).quiet().paths()
    };
    assert_eq!(paths(&["*.md"]), ["p/a.md", "p/c/d.md"]);
    assert_eq!(paths(&["*.md", "*.text"]), ["p/a.md", "p/c/d.md", "p/c/e.text"]);
    assert_eq!(paths(&["c/*.md"]), ["p/c/d.md"]);
    let named = place.run(&["convert", "--include", "*.md", "x.dat"]).quiet();
    assert_eq!(named.paths(), ["x.dat"], "a file that is named is read whatever its name");
}

#[test]
fn a_folder_of_one_or_none_is_several() {
    let place = Place::with(&["p/a.txt"]);
    assert!(place.run(CONVERT).quiet().json().is_array());
    std::fs::create_dir(place.path("empty")).expect("a folder");
    let empty = |format| place.run(&["convert", "--to", format, "empty"]).says(0, &[]);
    assert_eq!(empty("json").out, "[]\n");
    assert_eq!(empty("ndjson").out, "");
    assert_eq!(empty("text").out, "");
    assert_eq!(empty("csv").out.lines().count(), 1);
    assert_eq!(place.run(&["normalize", "--check", "empty"]).says(0, &[]).out, "");
}

#[test]
fn a_folder_may_be_named_like_a_file() {
    let place = Place::with(&["p/x.txt/a.txt", "p/y.txt"]);
    assert_eq!(place.run(CONVERT).quiet().paths(), ["p/x.txt/a.txt", "p/y.txt"]);
    assert_eq!(place.run(&["convert", "p/x.txt"]).quiet().paths(), ["p/x.txt/a.txt"]);
}

#[test]
fn links_are_followed() {
    let place = Place::with(&["p/a.txt", "elsewhere/b.txt", "c.md"]);
    symlink("../elsewhere", place.path("p/linked")).expect("a link");
    symlink("../c.md", place.path("p/c.txt")).expect("a link");
    symlink("p", place.path("q")).expect("a link");
    assert_eq!(place.run(CONVERT).quiet().paths(), ["p/a.txt", "p/c.txt", "p/linked/b.txt"]);
    assert_eq!(place.run(&["convert", "q"]).quiet().paths().len(), 3, "a link may be named too");
}

#[test]
fn loops_and_broken_links_are_named_and_the_others_are_done() {
    let place = Place::with(&["p/a.txt", "p/d/b.txt", "p/e/c.txt"]);
    for (target, link) in [
        ("..", "p/d/up"),
        (".", "p/self"),
        ("../e", "p/d/other"),
        ("../d", "p/e/other"),
        ("nowhere", "p/gone.txt"),
        ("round.txt", "p/round.txt"),
        ("nowhere", "p/not-asked-for"),
    ] {
        symlink(target, place.path(link)).expect("a link");
    }
    let run = place.run(CONVERT).says(
        2,
        &["p/d/up", "p/self", "p/d/other/other", "p/e/other/other", "p/gone.txt", "p/round.txt"],
    );
    assert!(!run.err.contains("not-asked-for"), "{run:?}");
    for path in ["p/a.txt", "p/d/b.txt", "p/e/c.txt"] {
        assert!(run.paths().contains(&path.to_owned()), "{run:?}");
    }
}

#[test]
fn a_name_that_is_not_utf8_is_read_and_shown() {
    let place = Place::new();
    let name = OsStr::from_bytes(b"p/caf\xe9.txt");
    place.write(name, charter("x"));
    assert_eq!(place.run(CONVERT).quiet().paths(), ["p/caf\u{fffd}.txt"]);
    let named = place.run(&[OsStr::new("convert"), name]).quiet();
    assert_eq!(named.paths(), ["p/caf\u{fffd}.txt"]);
    let listed = place.pipe(name.as_bytes(), &["convert", "--files0-from", "-"]).quiet();
    assert_eq!(listed.paths(), ["p/caf\u{fffd}.txt"]);
    place.write(name, "x");
    place.run(CONVERT).says(0, &["p/caf\u{fffd}.txt: error[not-a-charter]"]);
    place.run(&["convert", "p", "-d", "out"]).says(0, &[]);
    assert_eq!(place.files("out"), ["caf\u{fffd}.json"]);
}

#[test]
fn pipes_and_devices_in_a_folder_are_not_waited_for() {
    let place = Place::with(&["p/a.txt"]);
    let made = std::process::Command::new("mkfifo").arg(place.path("p/pipe.txt")).status();
    assert!(made.is_ok_and(|status| status.success()));
    symlink("/dev/zero", place.path("p/zero.txt")).expect("a link");
    assert_eq!(place.run(CONVERT).quiet().paths(), ["p/a.txt"]);
}

#[test]
fn what_is_written_is_not_read() {
    let names: Vec<_> = (0..300).map(|number| format!("a{number:03}.txt")).collect();
    let place = Place::with(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for _ in 0..2 {
        place.run(&["convert", ".", "--to", "text", "-d", "out", "-j", "1"]).quiet();
        assert_eq!(place.files("out"), names);
    }
    std::fs::remove_dir_all(place.path("out")).expect("it is there");
    for _ in 0..2 {
        let arguments = ["convert", ".", "--include", "*", "--to", "ndjson", "-o", "all.ndjson"];
        place.run(&arguments).quiet();
        assert_eq!(place.read("all.ndjson").lines().count(), names.len());
    }
}

#[test]
fn a_deep_folder_is_walked_to_its_end() {
    let place = Place::new();
    let deep = "d/".repeat(500) + "a.txt";
    place.write(format!("p/{deep}"), charter("x"));
    place.write("p/z.txt", charter("z"));
    assert_eq!(place.run(CONVERT).quiet().paths(), [format!("p/{deep}"), "p/z.txt".to_owned()]);
}
