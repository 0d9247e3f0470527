//! Streams of many charters: JSON that charte wrote, and records.

use serde_json::{Value, json};

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
    assert_eq!(run.paths(), ["-", "p/a.txt"], "the others are done");
    assert_eq!(unreadable(&run.json()[0]), "EOF while parsing an object at column 1");
    // Wherever the bad line stands, the first included.
    for lines in [["x", &good, &good], [&good, "x", &good], [&good, &good, "x"]] {
        let text = lines.map(|line| line.trim_end().to_owned() + "\n").concat();
        let number = 1 + lines.iter().position(|line| *line == "x").expect("a bad line");
        let run = place.pipe(text, &["convert", "--from", "json", "--to", "ndjson"]);
        let run = run.says(2, &[&format!("line {number}")]);
        let codes: Vec<_> =
            run.out.lines().map(|line| line.contains("unreadable-record")).collect();
        assert_eq!(codes, [1, 2, 3].map(|line| line == number), "{run:?}");
    }
    // An array has no lines that charters could stand for.
    let run = place.pipe(format!("[{good}, 1]"), &["convert", "--from", "json"]).says(2, &["-"]);
    assert_eq!(run.paths(), ["p/a.txt"]);
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
        let path = if bad.contains("path") { "a" } else { "-" };
        assert_eq!(run.paths(), ["good", path, "good"], "{bad}");
        assert!(!unreadable(&run.json()[1]).is_empty());
        assert!(!run.err.contains('\u{1b}'), "{run:?}");
        assert_eq!(run.err.lines().count(), 1, "it is named once: {run:?}");
    }
    let broken = [good.as_bytes(), b"{\"text\": \"\xff\"}\n", good.as_bytes()].concat();
    let run = place.pipe(broken, &["convert", "--from", "records"]).says(2, &["line 2"]);
    assert_eq!(run.paths(), ["good", "-", "good"]);
    assert_eq!(unreadable(&run.json()[1]), "it is not UTF-8 at column 11");
    let run =
        place.pipe("x\ny\n", &["convert", "--from", "records"]).says(2, &["line 1", "line 2"]);
    assert_eq!(run.paths(), ["-", "-"]);
}

/// Why a charter says that its line could not be read; it says nothing else.
#[track_caller]
fn unreadable(charter: &Value) -> &str {
    let remarks = charter["diagnostics"].as_array().expect("remarks");
    let [remark] = remarks.as_slice() else { panic!("one remark: {charter}") };
    assert_eq!(remark["code"], "unreadable-record");
    assert_eq!(remark["severity"], "error");
    for key in ["language", "title", "portal"] {
        assert_eq!(charter[key], Value::Null, "{charter}");
    }
    for key in ["sections", "kinds", "cookies"] {
        assert_eq!(charter[key], json!([]), "{charter}");
    }
    let message = remark["message"].as_str().expect("a message");
    message.strip_prefix("this line could not be read: ").expect("what it says first")
}

/// Three records, of which the second is cut off behind its path.
fn with_one_cut_off() -> String {
    let cut = r#"{"path": "cut.txt", "text": "Charte"#;
    record("a.txt", &charter("x")) + cut + "\n" + &record("b.txt", &charter("y"))
}

#[test]
fn what_could_not_be_read_is_written_where_remarks_are() {
    let place = Place::new();
    let convert = |to: &str| {
        let arguments = ["convert", "--from", "records", "--to", to];
        let run = place.pipe(with_one_cut_off(), &arguments).says(2, &["line 2"]);
        assert_eq!(run.err.lines().count(), 1, "{run:?}");
        run.out
    };
    for to in ["json", "ndjson"] {
        let out = convert(to);
        let again = place.pipe(&out, &["convert", "--from", "json"]).quiet();
        assert_eq!(again.paths(), ["a.txt", "cut.txt", "b.txt"]);
        assert_eq!(unreadable(&again.json()[1]), "EOF while parsing a string at column 35");
        let same = place.pipe(&out, &["convert", "--from", "json", "--to", to]).quiet();
        assert_eq!(same.out, out, "it comes back as it went");
    }
    // CSV and text are what they are without it.
    let good = record("a.txt", &charter("x")) + &record("b.txt", &charter("y"));
    for to in ["csv", "text"] {
        let without = place.pipe(&good, &["convert", "--from", "records", "--to", to]).quiet();
        assert_eq!(convert(to), without.out);
    }
    assert_eq!(
        convert("text"),
        place.pipe(with_one_cut_off(), &["normalize", "--from", "records"]).out
    );
    let check = ["normalize", "--check", "--from", "records"];
    assert_eq!(place.pipe(with_one_cut_off(), &check).says(2, &["line 2"]).out, "");
}

#[test]
fn what_could_not_be_read_says_the_same_wherever_it_stands() {
    let place = Place::new();
    let convert =
        |stream: &str| place.pipe(stream, &["convert", "--from", "records", "--to", "ndjson"]).out;
    let whole = with_one_cut_off();
    let parts: String = whole.split_inclusive('\n').map(convert).collect();
    assert_eq!(parts, convert(&whole));
    assert_eq!(convert(&("\n".repeat(9) + &whole)), convert(&whole));
}

#[test]
fn a_folder_has_nothing_for_what_could_not_be_read() {
    let place = Place::new();
    for (to, names) in [
        ("json", ["a.json", "b.json"]),
        ("ndjson", ["a.ndjson", "b.ndjson"]),
        ("csv", ["a.csv", "b.csv"]),
        ("text", ["a.txt", "b.txt"]),
    ] {
        let arguments = ["convert", "--from", "records", "--to", to, "-d", to];
        let stream = with_one_cut_off() + "x\ny\n";
        place.pipe(stream, &arguments).says(2, &["line 2", "line 4", "line 5"]);
        assert_eq!(place.files(to), names);
    }
    // It stands in nobody's way, whatever its path.
    let same = with_one_cut_off().replace("cut.txt", "b.txt");
    place.pipe(same, &["convert", "--from", "records", "-d", "same"]).says(2, &["line 2"]);
    assert_eq!(place.files("same"), ["a.json", "b.json"]);
}

#[test]
fn a_long_text_is_not_quoted_whole() {
    let place = Place::new();
    let line = format!("\"{}\"", "é".repeat(100_000));
    let run = place.pipe(line, &["convert", "--from", "records", "--to", "ndjson"]);
    assert!(run.err.len() < 1_000 && run.out.len() < 1_000, "{}", run.err);
    assert!(run.err.contains("…") && run.err.contains(" at column "), "{}", run.err);
}

#[test]
fn the_old_output_stays_when_no_line_could_be_read() {
    let place = Place::new();
    for to in ["json", "csv"] {
        let arguments = ["convert", "--from", "records", "--to", to, "-o", "old"];
        place.write("old", "old");
        place.pipe("x\ny\n", &arguments).says(2, &["line 1", "line 2"]);
        assert_eq!(place.read("old"), "old");
        place.pipe(with_one_cut_off(), &arguments).says(2, &["line 2"]);
        assert!(place.read("old").contains("b.txt"));
    }
}

#[test]
fn what_could_not_be_read_is_no_charter_to_compare() {
    let place = Place::new();
    let report =
        |from: &str, stream: &str| place.pipe(stream, &["drift", "--from", from, "--to", "json"]);
    let named = report("records", &with_one_cut_off()).says(2, &["line 2"]).json();
    assert_eq!((&named["charters"], &named["diagnostics"]), (&2.into(), &json!([])));
    let arguments = ["convert", "--from", "records", "--to", "ndjson"];
    let converted = place.pipe(with_one_cut_off(), &arguments).out;
    let told = report("json", &converted).says(1, &["cut.txt is no charter"]).json();
    assert_eq!(told["charters"], 2);
    assert_eq!(told["diagnostics"][0]["path"], "cut.txt");
    assert_eq!(told["families"], named["families"]);
    assert!(!told["families"].to_string().contains("cut.txt"));
    place.write("cut.json", converted.lines().nth(1).expect("a line"));
    let baseline = ["drift", "--from", "json", "--baseline", "cut.json"];
    place.pipe(&converted, &baseline).says(2, &["the baseline cut.json is no charter"]);
}

#[test]
fn many_records_keep_their_order_and_their_line_numbers() {
    let place = Place::new();
    let text = charter("x").replace("Nom", &format!("{}.\n\nNom", "Encore ".repeat(80)));
    let mut stream: String = (0..3000).map(|n| record(&format!("r{n}"), &text)).collect();
    stream.push_str("bad\n");
    let arguments = |threads| ["convert", "--from", "records", "--to", "csv", "-j", threads];
    let lines = |threads| ["convert", "--from", "records", "--to", "ndjson", "-j", threads];
    let run = place.pipe(&stream, &arguments("7")).says(2, &["line 3001"]);
    assert_eq!(run.out.lines().count(), 3001);
    assert_eq!(place.pipe(&stream, &lines("7")).out.lines().count(), 3001);
    for (number, line) in run.out.lines().skip(1).enumerate() {
        assert!(line.starts_with(&format!("r{number},")), "{line}");
    }
    assert_eq!(place.pipe(&stream, &arguments("1")), run);
}
