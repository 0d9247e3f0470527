//! Streams of many charters: JSON that charte wrote, and records.

use serde_json::json;

use super::{Place, charter};

fn place() -> Place {
    let place = Place::with(&["p/a.txt", "p/b/c.txt", "p/d.txt"]);
    let odd =
        "Cookie policy\n\nThe “x” cookie.\n\n- a\n- b\n\n---\n\nName\tPurpose\tDuration\na\tb\nc\n";
    place.write("p/e.txt", odd);
    place
}

#[test]
fn json_comes_back_as_it_went() {
    let place = place();
    for (input, form) in [
        ("p/e.txt", "json"),
        ("p", "json"),
        ("p", "ndjson"),
        ("p/a.txt", "ndjson"),
        ("p/a.txt", "json"),
    ] {
        let json = place.run(&["convert", "--to", form, input]).says(0, &[]);
        place.write("x.json", &json.out);
        for to in ["json", "ndjson", "csv", "text"] {
            let direct = place.run(&["convert", "--to", to, input]).says(0, &[]);
            let again = place.run(&["convert", "--from", "json", "--to", to, "x.json"]).quiet();
            assert_eq!(again.out, direct.out, "{input} as {form} to {to}");
            let piped = place.pipe(&json.out, &["convert", "--from", "json", "--to", to]).quiet();
            assert_eq!(piped.out, direct.out, "{input} as {form} to {to}, by pipe");
        }
    }
}

#[test]
fn a_byte_order_mark_before_json_is_no_part_of_it() {
    let place = place();
    for form in ["json", "ndjson"] {
        for input in ["p", "p/a.txt"] {
            let json = place.run(&["convert", "--to", form, input]).says(0, &[]).out;
            let arguments = ["convert", "--from", "json", "--to", "csv"];
            let plain = place.pipe(&json, &arguments).quiet();
            let marked = place.pipe(format!("\u{feff}{json}"), &arguments).quiet();
            assert_eq!(marked.out, plain.out, "{input} as {form}");
        }
    }
}

#[test]
fn an_array_stays_one_even_of_one() {
    let place = place();
    let object = place.run(&["convert", "p/a.txt"]).out;
    let to_json = |text: &str| place.pipe(text, &["convert", "--from", "json"]).quiet().json();
    assert!(to_json(&object).is_object());
    assert!(to_json(&format!("[{object}]")).is_array());
    assert!(to_json(&format!(" \n[\n{object}\n]\n")).is_array());
    assert_eq!(to_json("[]"), json!([]));
    let compact = place.run(&["convert", "--to", "ndjson", "p/a.txt"]).out;
    assert_eq!(to_json(&format!("{compact}\n\n{compact}")).as_array().map(Vec::len), Some(2));
    place.write("j/x.json", &object);
    place.write("j/y.ndjson", &compact);
    place.write("j/z.txt", "no JSON");
    let folder = place.run(&["convert", "--from", "json", "j"]).quiet();
    assert_eq!(folder.paths(), ["p/a.txt", "p/a.txt"]);
}

#[test]
fn json_keeps_the_order_of_its_stream() {
    let place = place();
    let Some(mut charters) = place.run(&["convert", "p"]).json().as_array().cloned() else {
        panic!("a folder is an array");
    };
    charters.reverse();
    let run = place.pipe(json!(charters).to_string(), &["convert", "--from", "json", "-j", "3"]);
    assert_eq!(run.quiet().json(), json!(charters));
}

#[test]
fn what_is_no_charter_in_json_is_named() {
    let place = place();
    let good = place.run(&["convert", "--to", "ndjson", "p/a.txt"]).out;
    let other = good.replace("charte/1", "charte/9");
    for bad in
        ["", "1", "{}", "\"x\"", "{\"schema\":\"charte/1\"}", "{", other.as_str(), "\u{1b}[2J"]
    {
        place.write("bad.json", bad);
        let run = place.run(&["convert", "--from", "json", "bad.json", "p/none.json"]);
        let run = run.says(2, &["p/none.json"]);
        assert!(bad.is_empty() || run.err.contains("bad.json"), "{bad:?}: {run:?}");
        assert!(!run.err.contains('\u{1b}'));
    }
    place.write("good.json", &good);
    place.write("bad.json", "{");
    let run =
        place.run(&["convert", "--from", "json", "bad.json", "good.json"]).says(2, &["bad.json"]);
    assert_eq!(run.paths(), ["p/a.txt"], "the others are done");
    // Wherever the bad line stands, the first included.
    for lines in [["x", &good, &good], [&good, "x", &good], [&good, &good, "x"]] {
        let text = lines.map(|line| line.trim_end().to_owned() + "\n").concat();
        let number = 1 + lines.iter().position(|line| *line == "x").expect("a bad line");
        let run = place.pipe(text, &["convert", "--from", "json", "--to", "ndjson"]);
        let run = run.says(2, &[&format!("line {number}")]);
        assert_eq!(run.out.lines().count(), 2, "{run:?}");
    }
}

fn record(path: &str, text: &str) -> String {
    format!("{}\n", json!({ "path": path, "text": text, "fetched": "2024-05-14" }))
}

#[test]
fn records_are_charters_in_the_order_of_their_stream() {
    let place = place();
    let stream = record("z", &charter("z")) + "\n" + &record("a/b", &charter("y"));
    place.write("r.ndjson", &stream);
    let run = place.run(&["convert", "--from", "records", "r.ndjson"]).quiet();
    assert_eq!(run.paths(), ["z", "a/b"]);
    assert_eq!(run.json()[0]["cookies"][0]["name"], "z");
    assert_eq!(place.pipe(&stream, &["convert", "--from", "records", "-"]), run);
    let one = place.pipe(record("z", &charter("z")), &["convert", "--from", "records"]).quiet();
    assert_eq!(one.json().as_array().map(Vec::len), Some(1), "an array even of one");
    let unnamed = json!({ "text": charter("x") }).to_string();
    let unnamed = place.pipe(unnamed, &["convert", "--from", "records"]).quiet();
    assert_eq!(unnamed.paths(), ["-"]);
    assert_eq!(place.pipe("", &["convert", "--from", "records"]).says(0, &[]).out, "[]\n");
}

#[test]
fn a_record_reads_as_the_file_it_was() {
    let place = place();
    let text = place.read("p/e.txt");
    let file = place.run(&["convert", "--to", "ndjson", "p/e.txt"]).says(0, &[]);
    let arguments = ["convert", "--from", "records", "--to", "ndjson"];
    let run = place.pipe(record("p/e.txt", &text), &arguments);
    assert_eq!(run, file);
}

#[test]
fn a_bad_record_is_named_with_its_line_and_the_others_are_done() {
    let place = place();
    let good = record("good", &charter("x"));
    for bad in [
        "{",
        "{}",
        "1",
        "[]",
        "{\"path\": \"a\"}",
        "{\"text\": 1}",
        "{\"text\": \"\\ud800\"}",
        "\u{1b}[2J",
    ] {
        let stream = format!("{good}\n{bad}\n{good}");
        let run = place.pipe(stream, &["convert", "--from", "records"]).says(2, &["line 3"]);
        assert_eq!(run.paths(), ["good", "good"], "{bad}");
        assert!(!run.err.contains('\u{1b}'), "{run:?}");
    }
    let broken = [good.as_bytes(), b"{\"text\": \"\xff\"}\n", good.as_bytes()].concat();
    let run = place.pipe(broken, &["convert", "--from", "records"]).says(2, &["line 2"]);
    assert_eq!(run.paths(), ["good", "good"]);
    let run =
        place.pipe("x\ny\n", &["convert", "--from", "records"]).says(2, &["line 1", "line 2"]);
    assert_eq!(run.out, "[]\n");
}

#[test]
fn many_records_keep_their_order_and_their_line_numbers() {
    let place = Place::new();
    let text = charter("x").replace("Nom", &format!("{}.\n\nNom", "Encore ".repeat(80)));
    let mut stream: String = (0..3000).map(|n| record(&format!("r{n}"), &text)).collect();
    stream.push_str("bad\n");
    let arguments = |threads| ["convert", "--from", "records", "--to", "csv", "-j", threads];
    let run = place.pipe(&stream, &arguments("7")).says(2, &["line 3001"]);
    assert_eq!(run.out.lines().count(), 3001);
    for (number, line) in run.out.lines().skip(1).enumerate() {
        assert!(line.starts_with(&format!("r{number},")), "{line}");
    }
    assert_eq!(place.pipe(&stream, &arguments("1")), run);
}
