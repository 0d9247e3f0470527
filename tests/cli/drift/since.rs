//! `--since DIR`: each charter against what it was before.

use serde_json::{Value, json};

use super::{Place, altered, portal, told};

/// Folders `old` and `new`: of the six that there were one is gone and two changed alike, one is the same under
/// another name, and one came.
fn years() -> Place {
    let place = Place::new();
    for host in ["a", "b", "c", "d", "e", "f"] {
        place.write(format!("old/{host}/charter.txt"), portal(host));
    }
    place.write("new/a/charter.txt", portal("a"));
    place.write("new/b/charter.txt", altered("b", "6 mois", "7 mois"));
    place.write("new/c/charter.txt", altered("c", "6 mois", "7 mois"));
    place.write("new/d/charter.txt", altered("d", "quelques", "plusieurs"));
    place.write("new/e/renamed.txt", portal("e"));
    place.write("new/g/charter.txt", portal("g"));
    place
}

#[test]
fn what_came_went_and_changed_is_told_first_then_how() {
    let place = years();
    let run = place.run(&["drift", "new", "--since", "old", "--to", "json"]).says(1, &[]);
    assert_eq!(
        told(&run),
        [
            "substance retention-change: new/b/charter.txt new/c/charter.txt",
            "wording word-change: new/d/charter.txt"
        ]
    );
    let report = run.json();
    let whose =
        |path: &str, host: &str| json!({ "path": path, "portal": format!("data.{host}.example") });
    let changed = |host: &str| {
        let mut it = whose(&format!("new/{host}/charter.txt"), host);
        it["before"] = json!(format!("old/{host}/charter.txt"));
        it
    };
    let changed = ["b", "c", "d"].map(changed);
    assert_eq!(
        report["since"],
        json!({ "path": "old", "new": [whose("new/g/charter.txt", "g")], "gone": [whose("old/f/charter.txt", "f")],
                "changed": changed, "same": 2 })
    );
    assert_eq!(
        (&report["charters"], &report["families"][0]["baseline"]),
        (&6.into(), &"old".into())
    );
    let retention = &report["families"][0]["variations"][0];
    assert_eq!(retention["baseline"]["text"], "6 mois");
    assert_eq!(
        (&retention["reading"]["text"], &retention["reading"]["lines"]),
        (&"7 mois".into(), &json!([15, 15]))
    );
    let text = place.run(&["drift", "new", "--since", "old"]).says(1, &[]).out;
    let head = "since old: 1 new, 1 gone, 3 changed, 2 the same\n\
                new:\n  data.g.example  new/g/charter.txt\n\
                gone:\n  data.f.example  old/f/charter.txt\n\
                6 charters in 1 family, 2 variations: 1 substance, 1 wording\n";
    assert!(text.starts_with(head), "{text}");
}

#[test]
fn its_severities_codes_and_fingerprints_are_those_of_drift() {
    let place = years();
    let of = |arguments: &[&str]| {
        let report = place.run(&[&["drift", "--to", "json"], arguments].concat()).json();
        let variation = &report["families"][0]["variations"][0];
        (variation["rule"].clone(), variation["fingerprint"].clone())
    };
    let since = of(&["new/b", "--since", "old/b"]);
    assert_eq!(since.0, "retention-change");
    assert_eq!(of(&["new/b", "--baseline", "old/b/charter.txt"]), since);
    place.run(&["drift", "new", "--since", "old", "--fail-on", "substance"]).says(1, &[]);
    place.run(&["drift", "new/d", "--since", "old/d", "--fail-on", "substance"]).quiet();
    place.run(&["drift", "new", "--since", "old", "--exit-zero"]).quiet();
    place.run(&["drift", "old", "--since", "old", "--min-severity", "layout"]).quiet();
    place.run(&["drift", "new", "--since", "none"]).says(2, &["cannot read none"]);
    place
        .run(&["drift", "new", "--since", "old", "--baseline", "new/a/charter.txt"])
        .is_usage_error();
    place.run(&["drift", "new", "--since", "old", "--partial"]).is_usage_error();
    place.write("ok", since.1.as_str().expect("a fingerprint"));
    let run = place.run(&["drift", "new", "--since", "old", "--accepted", "ok", "--to", "json"]);
    let since = &run.says(1, &[]).json()["since"];
    assert_eq!((since["changed"].as_array().map(Vec::len), &since["same"]), (Some(1), &4.into()));
}

#[test]
fn parts_threads_pages_and_json_are_the_same_charters() {
    let place = years();
    place.run(&["drift", "new/a", "new/d", "new/e", "--partial", "-o", "1.part"]).quiet();
    place.run(&["drift", "new/g", "new/c", "new/b", "--partial", "-o", "2.part"]).quiet();
    for form in ["text", "json", "ndjson", "csv", "markdown"] {
        for by in ["family", "portal"] {
            let arguments =
                ["--since", "old", "--to", form, "--by", by, "--min-severity", "layout"];
            let whole = place.run(&[&["drift", "new"], &arguments[..]].concat()).says(1, &[]);
            let merged = [&["drift", "--merge", "2.part", "1.part"], &arguments[..]].concat();
            assert_eq!(place.run(&merged), whole, "{form} by {by}");
            for threads in ["1", "5"] {
                let run = place.run(&[&["drift", "new", "-j", threads], &arguments[..]].concat());
                assert_eq!(run, whole, "-j {threads}");
            }
        }
    }
    place.run(&["drift", "old", "--partial", "-o", "old.part"]).quiet();
    let rules = |arguments: &[&str]| {
        let run = place.run(&[&["drift", "--to", "json"], arguments].concat());
        told(&run.says(1, &[]))
    };
    let expected = rules(&["new", "--since", "old"]);
    assert_eq!(rules(&["--merge", "1.part", "2.part", "--since", "old.part"]), expected);
    for folder in ["old", "new"] {
        place.run(&["convert", folder, "-d", &format!("json/{folder}")]).quiet();
    }
    // What was converted goes by the path that it had.
    assert_eq!(rules(&["json/new", "--from", "json", "--since", "json/old"]), expected);
    let page = |months: &str| {
        format!(
            "<h1>Cookie policy</h1><p>We set cookies.</p><table><tr><th>Cookie name<th>Duration<tr><td>sid<td>{months} months</table>"
        )
    };
    place.write("pages/old/a.html", page("6"));
    place.write("pages/new/a.html", page("7"));
    assert_eq!(
        rules(&["pages/new", "--from", "html", "--since", "pages/old"]),
        ["substance retention-change: pages/new/a.html"]
    );
}

#[test]
fn what_cannot_be_told_apart_is_told() {
    let place = Place::new();
    for name in ["old/1.txt", "old/2.txt", "new/2.txt", "new/3.txt", "new/4.txt"] {
        place.write(name, portal("a"));
    }
    let run = place.run(&["drift", "new", "--since", "old", "--to", "json"]);
    let run = run.says(0, &["new/3.txt: 2 of data.a.example"]);
    let report = run.json();
    assert_eq!(report["diagnostics"][0]["code"], "several-namesakes");
    let count = |key: &str| report["since"][key].as_array().map(Vec::len);
    assert_eq!((count("new"), count("gone"), count("changed")), (Some(2), Some(1), Some(0)));
    assert_eq!(report["since"]["same"], Value::from(1));
    // A text that was written anew is compared all the same.
    place.write(
        "new/2.txt",
        "Cookies\n\nNous ne gardons rien.\n\nNom du cookie\tDurée\nsid\t1 an\n",
    );
    let run = place.run(&["drift", "new/2.txt", "--since", "old/2.txt", "--to", "json"]);
    assert!(told(&run.says(1, &[])).iter().any(|it| it.contains("cookie-added")));
    place.write("empty/readme.md", "x");
    place.run(&["drift", "new", "--since", "empty"]).says(0, &[]);
}
