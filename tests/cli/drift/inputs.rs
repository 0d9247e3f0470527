//! What drift is told of: files, folders, pipes, records and JSON; and what is no charter, or cannot
//! be read.

use serde_json::json;

use super::{ADDRESS, CSV, Place, WORDED, altered, portal, told, worded};

/// The charters of a folder `p` as records, in the order of `hosts`.
fn records(place: &Place, hosts: &str) -> String {
    let record = |host: char| {
        let path = format!("p/{host}.txt");
        json!({ "path": path, "text": place.read(&path) }).to_string() + "\n"
    };
    hosts.chars().map(record).collect()
}

#[test]
fn one_charter_is_listed_and_compared_with_nothing() {
    let place = worded();
    let run = place.run(&["drift", "p/a.txt"]).quiet();
    assert_eq!(
        run.out,
        "1 charter in 1 family, no differences at wording or above\n\
         compared with nothing: 1 charter\n  p/a.txt\n"
    );
    // The same file named twice is one.
    assert_eq!(place.run(&["drift", "p/a.txt", "p/a.txt"]).quiet().out, run.out);
    let json = place.run(&["drift", "p/a.txt", "--to", "json"]).quiet().json();
    let family = &json["families"][0];
    assert_eq!(
        family,
        &json!({ "language": "fr", "charters": 1, "baseline": "consensus", "variations": [],
                 "first": "p/a.txt" })
    );
}

#[test]
fn charters_that_are_the_same_do_not_differ() {
    let place = Place::new();
    for name in ["p/1.txt", "p/2.txt", "p/3.txt"] {
        place.write(name, portal("a"));
    }
    let run = place.run(&["drift", "p", "--min-severity", "layout"]).quiet();
    assert_eq!(
        run.out,
        "3 charters in 1 family, no differences\n\nfamily 1: fr, 3 charters, no differences\n"
    );
}

#[test]
fn no_charters_are_no_failure() {
    let place = Place::new();
    place.write("p/readme.docx", "no charter");
    let run = place.run(&["drift", "p"]).says(0, &["no files were found"]);
    assert_eq!(run.out, "0 charters in 0 families, no differences at wording or above\n");
    assert_eq!(place.run(&["drift", "p", "--to", "csv"]).out, CSV);
    let empty = json!({ "schema": "charte-drift/1", "charters": 0, "families": [],
                        "diagnostics": [], "accepted": 0 });
    assert_eq!(place.run(&["drift", "p", "--to", "json"]).json(), empty);
    for from in ["records", "json"] {
        let run = place.pipe("", &["drift", "--from", from, "--to", "json"]).quiet();
        assert_eq!(run.json(), empty, "{from}");
    }
}

#[test]
fn an_empty_standard_input_is_no_charter_and_no_failure() {
    let run = Place::new().pipe("", &["drift"]).says(0, &[]);
    assert!(run.out.contains("\n  -: error[not-a-charter]: "), "{run:?}");
    assert!(run.out.starts_with("0 charters in 0 families, no differences at wording or above\n"));
}

#[test]
fn what_is_no_charter_is_named_and_has_no_vote() {
    let place = worded();
    let page = "Error 503\n\nService unavailable\n";
    place.write("p/page.txt", page);
    place.write("p/q/page.txt", page);
    let names = ["p/page.txt", "p/q/page.txt"];
    let run = place.run(&["drift", "p"]).says(1, &[]);
    assert_eq!(run.err, "", "the report names them");
    assert!(run.out.contains("\n2 remarks\n"), "{run:?}");
    for name in names {
        assert!(run.out.contains(&format!("\n  {name}: error[not-a-charter]: ")), "{run:?}");
    }
    assert!(run.out.contains("4 of 5 charters"), "{run:?}");
    assert!(run.out.starts_with("5 charters in 1 family, 1 variation: 1 wording\n"), "{run:?}");
    for form in ["json", "csv"] {
        let run = place.run(&["drift", "p", "--to", form]).says(1, &names);
        assert_eq!(run.err.lines().count(), 2, "{run:?}");
    }
    let report = place.run(&["drift", "p", "--to", "json"]).json();
    assert_eq!((&report["charters"], &report["families"][0]["charters"]), (&5.into(), &5.into()));
    let remarks = report["diagnostics"].as_array().expect("remarks");
    let paths: Vec<_> =
        remarks.iter().map(|remark| remark["path"].as_str().expect("a path")).collect();
    assert_eq!(paths, names);
    assert_eq!(
        (&remarks[0]["code"], &remarks[0]["severity"]),
        (&"not-a-charter".into(), &"error".into())
    );
    let part = place.run(&["drift", "p", "--partial"]).says(0, &names);
    assert_eq!(part.err.lines().count(), 2, "{part:?}");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_reported() {
    let place = worded();
    place.write("p/list", b"p/a.txt\0p/gone.txt\0p/b.txt\0p/e.txt\0");
    let run = place.run(&["drift", "--files0-from", "p/list", "--to", "json"]);
    let run = run.says(2, &["cannot read p/gone.txt"]);
    assert_eq!((run.json()["charters"].as_u64(), told(&run)), (Some(3), vec![WORDED.to_owned()]));
    let stream = records(&place, "ab") + "{\n" + &records(&place, "e");
    let run =
        place.pipe(stream, &["drift", "--from", "records", "--to", "json"]).says(2, &["line 3"]);
    assert_eq!(told(&run), [WORDED]);
}

#[test]
fn records_are_the_files_they_were() {
    let place = worded();
    place
        .write("p/f.txt", altered("f", "\n\nCookies strictement", "\n\n\n\n\nCookies strictement"));
    for severity in ["layout", "wording"] {
        for form in ["text", "json", "csv"] {
            let arguments = ["--to", form, "--min-severity", severity];
            let files = place.run(&[&["drift", "p"], &arguments[..]].concat()).says(1, &[]);
            for order in ["abcdef", "fedcba", "cfadbe"] {
                let arguments = [&["drift", "--from", "records"], &arguments[..]].concat();
                assert_eq!(place.pipe(records(&place, order), &arguments), files, "{order} {form}");
            }
        }
    }
}

#[test]
fn converted_charters_are_the_texts_they_were_but_for_their_layout() {
    let place = worded();
    place.write("p/f.txt", altered("f", "« nécessaires »", "\"Nécessaires\""));
    for form in ["json", "ndjson"] {
        let converted = place.run(&["convert", "p", "--to", form]).quiet().out;
        for severity in ["typography", "parameter", "wording"] {
            let arguments = ["--to", "json", "--min-severity", severity];
            let texts = place.run(&[&["drift", "p"], &arguments[..]].concat()).says(1, &[]);
            let again = [&["drift", "--from", "json"], &arguments[..]].concat();
            assert_eq!(place.pipe(&converted, &again), texts, "{form} at {severity}");
        }
    }
}

#[test]
fn two_records_of_one_path_both_count() {
    let place = worded();
    let twice = records(&place, "abcdee");
    let run = place.pipe(&twice, &["drift", "--from", "records", "--to", "json"]).says(1, &[]);
    assert_eq!(told(&run), ["wording word-change: p/e.txt p/e.txt"]);
    let reading = &run.json()["families"][0]["variations"][0]["reading"];
    assert_eq!(
        (&reading["charters"], &reading["portals"]),
        (&2.into(), &json!(["data.e.example"]))
    );
    // Of two texts under one path neither comes before the other.
    let text = |host: &str| json!({ "path": "x", "text": portal(host).replace("quelques", host) });
    let (one, other) = (text("one"), text("other"));
    let report = |first: &serde_json::Value, second: &serde_json::Value| {
        let arguments = ["drift", "--from", "records", "--to", "json", "--min-severity", "layout"];
        place.pipe(format!("{first}\n{second}\n"), &arguments).says(1, &[])
    };
    assert_eq!(report(&one, &other), report(&other, &one));
    assert_eq!(told(&report(&one, &other)).len(), 2);
}

#[test]
fn records_need_no_path() {
    let place = Place::new();
    let text = |word: &str| json!({ "text": portal("a").replace("quelques", word) }).to_string();
    let stream = ["quelques", "quelques", "plusieurs"].map(|word| text(word) + "\n").concat();
    let run = place.pipe(stream, &["drift", "--from", "records", "--to", "json"]).says(1, &[]);
    assert_eq!(told(&run), ["wording word-change: -"]);
}

#[test]
fn a_pipe_is_one_charter_under_its_name() {
    let place = worded();
    let arguments = ["drift", "-", "p/a.txt", "p/b.txt", "--to", "json"];
    let run = place.pipe(place.read("p/e.txt"), &arguments).says(1, &[]);
    assert_eq!(told(&run), ["wording word-change: -"]);
    let named = [&arguments[..], &["--stdin-name", "portail"]].concat();
    let run = place.pipe(place.read("p/e.txt"), &named).says(1, &[]);
    assert_eq!(told(&run), ["wording word-change: portail"]);
}

#[test]
fn paths_may_come_as_a_list_and_threads_change_nothing() {
    let place = worded();
    let arguments = ["--to", "json", "--min-severity", "layout"];
    let folder = place.run(&[&["drift", "p"], &arguments[..]].concat()).says(1, &[]);
    assert_eq!(told(&folder), [WORDED, ADDRESS]);
    let list = b"p/e.txt\0p/c.txt\0p/a.txt\0p/d.txt\0p/b.txt\0";
    let listed = place.pipe(list, &[&["drift", "--files0-from", "-"], &arguments[..]].concat());
    assert_eq!(listed, folder);
    for threads in ["1", "2", "9"] {
        let run = place.run(&[&["drift", "p", "-j", threads], &arguments[..]].concat());
        assert_eq!(run, folder, "-j {threads}");
    }
}

#[test]
fn the_language_may_be_told() {
    let place = worded();
    let run = place.run(&["drift", "p", "--lang", "en", "--to", "json"]).says(1, &[]);
    assert_eq!(run.json()["families"][0]["language"], "en");
    assert_eq!(told(&run), [WORDED]);
}

#[test]
fn a_folder_may_hold_other_names() {
    let place = worded();
    place.write("p/e.charte", place.read("p/e.txt"));
    let run = place.run(&[
        "drift",
        "p",
        "--include",
        "*.charte",
        "--include",
        "[ab].txt",
        "--to",
        "json",
    ]);
    let run = run.says(1, &[]);
    assert_eq!(told(&run), ["wording word-change: p/e.charte"]);
}
