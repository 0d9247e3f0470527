//! `--partial` and `--merge`: a report from parts is the report from everything at once.

use super::{Place, Run, WORDED, told, worded};

/// The part of some files of `p`.
fn part(place: &Place, hosts: &str) -> String {
    let paths: Vec<_> = hosts.chars().map(|host| format!("p/{host}.txt")).collect();
    let paths = paths.iter().map(String::as_str);
    let arguments: Vec<_> = ["drift", "--partial"].into_iter().chain(paths).collect();
    place.run(&arguments).quiet().out
}

/// A place with the part of each of `all`, as `parts/ab.part` and so on.
fn parts(all: &[&str]) -> Place {
    let place = worded();
    for hosts in all {
        place.write(format!("parts/{hosts}.part"), part(&place, hosts));
    }
    place
}

const LAYOUT: [&str; 4] = ["--to", "json", "--min-severity", "layout"];

fn merged(place: &Place, arguments: &[&str]) -> Run {
    place.run(&[&["drift", "--merge"], arguments, &LAYOUT].concat())
}

#[test]
fn however_a_corpus_is_cut_the_report_is_the_same() {
    let place = parts(&["ab", "cde", "c", "de", "abcde"]);
    let whole = place.run(&[&["drift", "p"], &LAYOUT[..]].concat()).says(1, &[]);
    for cut in [
        &["parts/ab.part", "parts/cde.part"][..],
        &["parts/cde.part", "parts/ab.part"],
        &["parts/de.part", "parts/ab.part", "parts/c.part"],
        &["parts/abcde.part"],
    ] {
        assert_eq!(merged(&place, cut), whole, "{cut:?}");
    }
    let text = place.run(&["drift", "--merge", "parts/de.part", "parts/ab.part", "parts/c.part"]);
    assert_eq!(text, place.run(&["drift", "p"]));
}

#[test]
fn parts_of_parts_are_parts() {
    let place = parts(&["ab", "c", "de", "abcde"]);
    let merge = |paths: &[&str]| {
        place.run(&[&["drift", "--merge", "--partial"], paths].concat()).quiet().out
    };
    let whole = place.read("parts/abcde.part");
    assert_eq!(merge(&["parts/ab.part", "parts/c.part", "parts/de.part"]), whole);
    assert_eq!(merge(&["parts/abcde.part"]), whole, "of one, it is itself");
    place.write("left.part", merge(&["parts/de.part", "parts/ab.part"]));
    assert_eq!(merge(&["left.part", "parts/c.part"]), whole);
    // Threads and the order of the inputs change nothing either.
    let run = place.run(&["drift", "--partial", "-j", "5", "p/e.txt", "p"]).quiet();
    assert_eq!(run.out, whole);
}

#[test]
fn a_part_never_finds_anything() {
    let place = worded();
    for arguments in [
        &["drift", "p", "--partial"][..],
        &["drift", "p", "--partial", "--fail-on", "layout"],
        &["drift", "p", "--partial", "--min-severity", "layout", "--to", "json"],
    ] {
        place.run(arguments).quiet();
    }
    let run = place.run(&["drift", "p", "gone", "--partial"]).says(2, &["cannot read gone"]);
    place.write("x.part", &run.out);
    assert_eq!(told(&place.run(&["drift", "--merge", "x.part", "--to", "json"])), [WORDED]);
    // Merging finds what there is; as a part it does not.
    place.run(&["drift", "--merge", "x.part"]).says(1, &[]);
    place.run(&["drift", "--merge", "x.part", "--exit-zero"]).quiet();
    place.run(&["drift", "--merge", "x.part", "--partial"]).quiet();
}

#[test]
fn parts_come_from_folders_lists_and_pipes() {
    let place = parts(&["ab", "cde"]);
    let whole = place.run(&[&["drift", "p"], &LAYOUT[..]].concat()).says(1, &[]);
    assert_eq!(merged(&place, &["parts"]), whole, "a folder");
    let pipe = |input: &str, arguments: &[&str]| {
        place.pipe(input, &[&["drift", "--merge"], arguments, &LAYOUT].concat())
    };
    let cde = place.read("parts/cde.part");
    assert_eq!(pipe(&cde, &["-", "parts/ab.part"]), whole);
    assert_eq!(pipe("parts/ab.part\0parts/cde.part\0", &["--files0-from", "-"]), whole);
    assert_eq!(pipe(&part(&place, "abcde"), &[]), whole, "standard input alone");
    place.write("parts/e.other", part(&place, "e"));
    let run = merged(&place, &["parts", "--include", "*.other"]).says(0, &[]);
    assert_eq!(run.json()["charters"], 1);
}

#[test]
fn what_is_no_charter_is_told_from_a_part_too() {
    let place = worded();
    place.write("p/page.txt", "Error 503\n\nService unavailable\n");
    let part = place.run(&["drift", "p", "--partial"]).says(0, &["p/page.txt"]).out;
    place.write("x.part", part);
    for form in ["text", "json", "csv"] {
        let whole = place.run(&["drift", "p", "--to", form]).says(1, &[]);
        assert_eq!(place.run(&["drift", "--merge", "x.part", "--to", form]), whole, "{form}");
    }
    let again = place.run(&["drift", "--merge", "x.part", "--partial"]).says(0, &["p/page.txt"]);
    assert_eq!(again.out, place.read("x.part"));
}

#[test]
fn parts_are_compared_with_a_baseline_as_texts_are() {
    let place = parts(&["ab", "cde"]);
    place.write("ref", place.read("p/e.txt"));
    for baseline in ["ref", "p/e.txt", "./p/e.txt"] {
        let arguments = [&["--baseline", baseline], &LAYOUT[..]].concat();
        let whole = place.run(&[&["drift", "p"], &arguments[..]].concat()).says(1, &[]);
        let merged = place.run(&[&["drift", "--merge", "parts"], &arguments[..]].concat());
        assert_eq!(merged, whole, "{baseline}");
    }
}

#[test]
fn the_same_part_twice_counts_twice() {
    let place = parts(&["ab", "e"]);
    let run = merged(&place, &["parts/ab.part", "parts/e.part", "parts"]).says(1, &[]);
    assert_eq!(run.json()["charters"], 3, "a path is read once");
    place.write("copy.part", place.read("parts/e.part"));
    let run = merged(&place, &["parts", "copy.part"]).says(1, &[]);
    assert_eq!(run.json()["charters"], 4);
}

/// Checks that a part is refused in one line that names it and says why.
#[track_caller]
fn refused(place: &Place, name: &str, content: impl AsRef<[u8]>, why: &str) {
    place.write(name, content);
    let run = merged(place, &["parts/ab.part", name]).says(2, &[name, why]);
    assert_eq!((run.out.as_str(), run.err.lines().count()), ("", 1), "{run:?}");
    let run = place.run(&["drift", "--merge", "--partial", name]).says(2, &[name, why]);
    assert_eq!((run.out.as_str(), run.err.lines().count()), ("", 1), "{run:?}");
}

#[test]
fn a_part_that_is_cut_off_is_refused() {
    let place = parts(&["ab"]);
    let whole = place.read("parts/ab.part");
    let first = whole.find('\n').expect("a line");
    // In the middle of a line, after whole lines, and all but the last line end.
    for end in [first + 1, first + 9, whole.len() / 2, whole.len() - 20] {
        refused(&place, "cut.part", whole.get(..end).expect("plain letters"), "cut off");
    }
    let lines: Vec<_> = whole.lines().collect();
    for kept in [1, 2, lines.len() / 2, lines.len() - 1] {
        refused(&place, "cut.part", lines[..kept].join("\n") + "\n", "cut off");
    }
    refused(&place, "empty.part", "", "cut off");
}

#[test]
fn a_part_that_is_damaged_is_refused() {
    let place = parts(&["ab", "cde"]);
    let whole = place.read("parts/ab.part");
    for damaged in [
        whole.replacen("quelques", "plusieurs", 1),
        whole.replacen("{\"text\":", "{\"txt\":", 1),
        whole.replacen("\"document\":0", "\"document\":1", 1),
        whole.clone() + "\n",
        whole.clone() + &whole,
        whole.clone() + &place.read("parts/cde.part"),
        whole.lines().rev().skip(1).fold(String::new(), |text, line| format!("{line}\n{text}"))
            + "{\"end\":{\"checksum\":\"00000000000000000000000000000000\"}}\n",
    ] {
        assert_ne!(damaged, whole);
        refused(&place, "damaged.part", damaged, "damaged");
    }
    let bytes = whole.replacen("quelques", "quel\u{e9}ques", 1).into_bytes();
    let latin: Vec<_> = bytes.into_iter().filter(|&byte| byte != 0xc3).collect();
    refused(&place, "latin.part", latin, "damaged");
}

#[test]
fn a_part_of_another_version_is_refused() {
    let place = parts(&["ab"]);
    let whole = place.read("parts/ab.part");
    let version = env!("CARGO_PKG_VERSION");
    let tool = |other: &str| whole.replacen(&format!("\"tool\":\"{version}\""), other, 1);
    refused(&place, "old.part", tool("\"tool\":\"0.0.9\""), "charte 0.0.9");
    let lexicon = whole.split_once("\"lexicon\":\"").and_then(|(_, after)| after.split_once('"'));
    let other = whole.replacen(lexicon.expect("its lexicon").0, &"0".repeat(32), 1);
    refused(&place, "words.part", other, "another lexicon");
}

#[test]
fn what_is_no_part_is_refused() {
    let place = parts(&["ab"]);
    for (name, content) in [
        ("text.part", place.read("p/a.txt")),
        ("json.part", place.run(&["drift", "p", "--to", "json"]).out),
        ("line.part", "\n".to_owned()),
        ("escape.part", "\u{1b}[2J".to_owned()),
        ("object.part", "{}".to_owned()),
        ("end.part", place.read("parts/ab.part").lines().next_back().expect("a line").to_owned()),
        ("tail.part", place.read("parts/ab.part").lines().skip(1).collect()),
    ] {
        refused(&place, name, content, "no part");
    }
    for name in ["gone.part", "p/none"] {
        let run = merged(&place, &["parts/ab.part", name]).says(2, &[name]);
        assert_eq!((run.out.as_str(), run.err.lines().count()), ("", 1), "{run:?}");
    }
    let run = merged(&place, &["p"]).says(2, &["nothing to merge", "*.part"]);
    assert_eq!((run.out.as_str(), run.err.lines().count()), ("", 1), "{run:?}");
    let run = place.pipe("", &["drift", "--merge"]).says(2, &["-: "]);
    assert_eq!((run.out.as_str(), run.err.lines().count()), ("", 1), "{run:?}");
}
