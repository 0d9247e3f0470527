//! A stage of a pipe, as engines that cut a corpus over machines run it: what it may count on is
//! nothing but its arguments and its standard input, and what comes of it is bytes.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Value, json};

use super::{Place, Run, charter, ended};

/// A line of records.
fn record(path: &str, text: &str) -> String {
    json!({ "path": path, "text": text }).to_string() + "\n"
}

/// Runs a command with `input` on standard input, in the environment it has by then.
fn piped(mut command: std::process::Command, input: &str) -> Run {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("it reads everything");
    drop(stdin);
    ended(child.wait_with_output().expect("it ends"))
}

/// What each command line makes of an empty standard input.
const OF_NOTHING: [(&[&str], &str); 13] = [
    (&["convert", "--from", "records", "--to", "json"], "[]\n"),
    (&["convert", "--from", "records", "--to", "ndjson"], ""),
    (&["convert", "--from", "records", "--to", "csv"], HEADER),
    (&["convert", "--from", "records", "--to", "text"], ""),
    (&["convert", "--from", "json", "--to", "json"], "[]\n"),
    (&["convert", "--from", "json", "--to", "ndjson"], ""),
    (&["convert", "--from", "json", "--to", "csv"], HEADER),
    (&["convert", "--from", "json", "--to", "text"], ""),
    (&["normalize", "--from", "records"], ""),
    (&["normalize", "--from", "records", "--check"], ""),
    (&["normalize", "--from", "records", "--diff"], ""),
    (&["drift", "--from", "records"], NO_CHARTERS),
    (&["drift", "--from", "json"], NO_CHARTERS),
];
const HEADER: &str = "path,portal,language,category,provider,service,location,name,purpose,\
    retention,line,domain,party,consent,description,category_label,retention_kind,retention_seconds,match,regex\n";
const NO_CHARTERS: &str = "0 charters in 0 families, no differences at wording or above\n";

#[test]
fn nothing_in_is_nothing_out() {
    let place = Place::new();
    for (arguments, expected) in OF_NOTHING {
        for nothing in ["", "\n", "\r\n \n\t\n"] {
            let run = place.pipe(nothing, arguments).quiet();
            assert_eq!(run.out, expected, "{arguments:?}");
        }
    }
    for to in ["json", "csv"] {
        place.pipe("", &["drift", "--from", "records", "--to", to]).quiet();
    }
    // A text is a charter even when nothing is in it, and that is no failure either.
    for arguments in [&["convert"][..], &["normalize"], &["drift"], &["drift", "--partial"]] {
        place.pipe("", arguments).says(0, &[]);
    }
}

#[test]
fn the_part_of_nothing_adds_nothing() {
    let place = Place::new();
    let partial = ["drift", "--from", "records", "--partial"];
    let nothing = place.pipe("", &partial).quiet().out;
    assert_eq!(place.pipe(&nothing, &["drift", "--merge", "-"]).quiet().out, NO_CHARTERS);
    let again = place.pipe(&nothing, &["drift", "--merge", "--partial", "-"]).quiet();
    assert_eq!(again.out, nothing);
    let some = place.pipe(record("a", &charter("x")), &partial).quiet().out;
    place.write("some.part", &some);
    let both = place.pipe(&nothing, &["drift", "--merge", "--partial", "-", "some.part"]).quiet();
    assert_eq!(both.out, some);
}

/// Charters whose texts hold what some programs take for the end of a line, and one that is none.
fn odd() -> String {
    let ends =
        ["\n", "\r\n", "\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{b}", "\u{c}", "\0", "\u{1e}"];
    let texts = ends.iter().enumerate().map(|(number, end)| {
        let purpose = format!("Garder{end}la «session»{end}ouverte");
        let text = charter("é").replace("Garder la session ouverte", &purpose);
        record(&format!("{number}{end}.txt"), &text)
    });
    texts.collect::<String>() + "{\"path\": \"cut\u{2028}\", \"text\": \"\n" + &record("z", "x")
}

/// The stages of the job: one that converts to each format, and one that counts.
const STAGES: [&[&str]; 5] = [
    &["convert", "--from", "records", "--to", "ndjson"],
    &["convert", "--from", "records", "--to", "json"],
    &["convert", "--from", "records", "--to", "csv"],
    &["convert", "--from", "records", "--to", "text"],
    &["drift", "--from", "records", "--partial"],
];

#[test]
fn neither_the_environment_nor_the_locale_changes_a_byte() {
    let place = Place::new();
    for arguments in STAGES {
        let usual = place.pipe(odd(), arguments).says(2, &["line 11"]);
        let with = |variables: &[(&str, &str)]| {
            let mut command = place.command(arguments);
            command.env_clear().envs(variables.iter().copied());
            piped(command, &odd())
        };
        assert_eq!(with(&[]), usual, "{arguments:?}");
        for locale in ["C", "POSIX", "C.UTF-8", "fr_FR.ISO-8859-1", "tr_TR.UTF-8", "no such"] {
            let run = with(&[("LC_ALL", locale), ("LANG", locale), ("LANGUAGE", locale)]);
            assert_eq!(run, usual, "{arguments:?} in {locale}");
        }
        let run =
            with(&[("HOME", "/nowhere"), ("TMPDIR", "/nowhere"), ("TERM", "dumb"), ("TZ", "x")]);
        assert_eq!(run, usual, "{arguments:?}");
    }
}

#[test]
fn a_line_in_is_a_line_out_whatever_the_text_holds() {
    let place = Place::new();
    let run = place.pipe(odd(), STAGES[0]).says(2, &["line 11"]);
    assert_eq!(run.out.matches('\n').count(), odd().lines().count());
    assert!(run.out.ends_with('\n') && !run.out.contains('\r'));
    let path = |line: &str| {
        let json: Value = serde_json::from_str(line).expect("an object a line");
        json["source"]["path"].as_str().map(str::to_owned)
    };
    let paths = |text: &str, path: &dyn Fn(&str) -> Option<String>| -> Vec<_> {
        text.split_terminator('\n').map(path).collect()
    };
    let given = paths(&odd(), &|line| {
        let json: Option<Value> = serde_json::from_str(line).ok();
        json.map_or(Some("cut\u{2028}".to_owned()), |it| it["path"].as_str().map(str::to_owned))
    });
    assert_eq!(paths(&run.out, &path), given, "in the order of the input");
    // What a stage wrote is what the next one reads.
    let next = place.pipe(&run.out, &["convert", "--from", "json", "--to", "ndjson"]).quiet();
    assert_eq!(next.out, run.out);
}

#[test]
fn a_last_line_needs_no_end_and_lines_may_end_as_in_dos() {
    let place = Place::new();
    let unix = record("a", &charter("x")) + &record("b", &charter("y"));
    for arguments in STAGES {
        let usual = place.pipe(&unix, arguments).quiet();
        assert_eq!(place.pipe(unix.trim_end(), arguments), usual, "{arguments:?}");
        assert_eq!(place.pipe(unix.replace('\n', "\r\n"), arguments), usual, "{arguments:?}");
        assert_eq!(place.pipe(unix.replace('\n', "\r\n\r\n"), arguments), usual, "{arguments:?}");
    }
    let lines = place.pipe(&unix, STAGES[0]).quiet().out;
    let next = ["convert", "--from", "json", "--to", "csv"];
    let usual = place.pipe(&lines, &next).quiet();
    assert_eq!(place.pipe(lines.trim_end(), &next), usual);
    assert_eq!(place.pipe(lines.replace('\n', "\r\n"), &next), usual);
}

#[test]
fn one_means_found_and_zero_can_be_had_for_it() {
    let place = Place::new();
    let other = charter("x").replace("Garder la session ouverte", "Retenir la langue choisie");
    let stream = record("a", &charter("x")) + &record("b", &charter("x")) + &record("c", &other);
    for arguments in [
        &["drift", "--from", "records"][..],
        &["drift", "--from", "records", "--to", "json"],
        &["normalize", "--from", "records", "--check"],
        &["normalize", "--from", "records", "--diff"],
    ] {
        let stream = stream.replace("Charte cookies", "Charte  cookies");
        let found = place.pipe(&stream, arguments).says(1, &[]);
        let none = place.pipe(&stream, &[arguments, &["--exit-zero"]].concat()).says(0, &[]);
        assert_eq!((none.out, none.err), (found.out, found.err), "{arguments:?}");
        // What could not be done is told all the same.
        let bad = stream.clone() + "x\n";
        place.pipe(bad, &[arguments, &["--exit-zero"]].concat()).says(2, &["line 4"]);
    }
    // Converting and counting find nothing: what they could not read is all there is to tell.
    for arguments in STAGES {
        place.pipe(&stream, arguments).quiet();
    }
}

#[test]
#[cfg(unix)]
fn nothing_is_left_where_it_runs_and_nothing_need_be_writable() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new();
    place.write("in/some.part", place.pipe(record("a", &charter("x")), STAGES[4]).quiet().out);
    let folder = place.path("in");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).expect("it is ours");
    let merge = ["drift", "--merge", "--partial", "some.part"];
    for arguments in STAGES.into_iter().chain([&merge[..]]) {
        let mut command = place.command(arguments);
        command.current_dir(&folder).env("TMPDIR", &folder).env("HOME", &folder);
        // Merging has been given a file, and reads nothing else.
        let stream = if arguments == merge { String::new() } else { record("a", &charter("x")) };
        piped(command, &stream).quiet();
        assert_eq!(place.files(""), ["in/some.part"], "{arguments:?}");
    }
    // Or it could not be taken away.
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).expect("it is ours");
}
