//! The forms of a report, by families and by portals, and where they are written.

use serde_json::{Value, json};

use super::{altered, five, portal, turned, worded};

/// The lines of NDJSON.
#[track_caller]
fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).expect("an object")).collect()
}

#[test]
fn ndjson_has_the_variations_of_the_json_and_whose_they_are() {
    let place = turned();
    place.write("p/f.txt", altered("f", "6 mois", "7 mois"));
    let arguments = |form| ["drift", "p", "-t", form, "--min-severity", "layout"];
    let report = place.run(&arguments("json")).says(1, &[]).json();
    let found = lines(&place.run(&arguments("ndjson")).says(1, &[]).out);
    let variations = report["families"][0]["variations"].as_array().expect("variations");
    assert!(found.len() > 2);
    for (line, variation) in found.iter().zip(variations) {
        let mut whole = variation.clone();
        whole["family"] = json!(1);
        whole["language"] = json!("fr");
        assert_eq!(line, &whole);
    }
    assert_eq!(found.len(), variations.len());
    let none = place.run(&["drift", "p/a.txt", "--to", "ndjson"]).quiet();
    assert_eq!(none.out, "", "nothing differs");
}

#[test]
fn each_passage_is_told_once_and_the_widest_reading_first() {
    let place = worded();
    for host in ["f", "g"] {
        place.write(format!("p/{host}.txt"), altered(host, "quelques", "certains"));
    }
    let out = place.run(&["drift", "p"]).says(1, &[]).out;
    assert_eq!(out.matches("introduction, paragraph 1").count(), 1, "{out}");
    assert_eq!(out.matches("    baseline  ").count(), 1, "{out}");
    let [wide, narrow] = ["{+certains+}", "{+plusieurs+}"].map(|word| out.find(word));
    assert!(wide.is_some() && wide < narrow, "{out}");
    let both = "data.f.example  p/f.txt:3\n              data.g.example  p/g.txt:3\n";
    assert!(out.contains(both), "every path has its line: {out}");
}

#[test]
fn the_same_edit_in_several_cells_is_told_once() {
    let place = five("Orvane\t", "Ruvane\t");
    let report = place.run(&["drift", "p", "--to", "json"]).says(1, &[]).json();
    assert_eq!(report["families"][0]["variations"].as_array().map(Vec::len), Some(2));
    let out = place.run(&["drift", "p"]).says(1, &[]).out;
    let place_of = "\n  necessary cookies, provider of 2 cookies: sessionid, lang\n";
    assert!(out.contains(place_of), "{out}");
    assert_eq!(out.matches("{+Ruvane+}").count(), 1, "{out}");
    assert!(out.contains("data.e.example  p/e.txt:14, 15\n"), "{out}");
}

#[test]
fn who_was_compared_with_nothing_is_said_first_and_nobody_counts_to_one() {
    let place = worded();
    let other =
        "Trackers\n\nThe keeper sets them at dusk.\n\nCookie ID\tShelf life\nlamp\tOne night\n";
    place.write("p/z.txt", other);
    let out = place.run(&["drift", "p"]).says(1, &[]).out;
    let first: Vec<_> = out.lines().take(4).collect();
    assert_eq!(first[0], "6 charters in 2 families, 1 variation: 1 wording");
    assert_eq!(first[2..], ["compared with nothing: 1 charter", "  p/z.txt"], "{out}");
    place.write("ref", portal("ref"));
    let out = place.run(&["drift", "p/e.txt", "--baseline", "ref"]).says(1, &[]).out;
    assert!(!out.contains(" of 1 charter"), "{out}");
}

#[test]
fn markdown_lets_no_charter_write_it() {
    let place =
        five("Garder la session ouverte", "Garder `x` | <b>y</b>\u{a0}![z](u) @qui #1 ``` fin");
    let out = place.run(&["drift", "p", "--to", "markdown"]).says(1, &[]).out;
    assert!(out.starts_with("5 charters in 1 family, 1 variation: 1 "), "{out}");
    assert!(out.contains("\n| --- | --- | --: | --: |\n"), "{out}");
    assert!(out.contains("\n#### necessary cookies, `purpose` of cookie `sessionid`\n"), "{out}");
    // A fence is longer than any that a text has.
    assert!(
        out.contains("\n````diff\n+ Garder {+x | y\u{a0}![z](u) @qui #1 ``` fin+}\n````\n"),
        "{out}"
    );
    assert!(out.contains("\n- `data.e.example`  `p/e.txt:14`\n"), "{out}");
    let outside = out.split("````").step_by(2).collect::<String>();
    assert!(!outside.contains("@qui") && !outside.contains("![z]"), "{outside}");
}

#[test]
fn the_extension_of_the_output_says_its_form() {
    let place = worded();
    for (name, form) in [
        ("r.json", "json"),
        ("r.ndjson", "ndjson"),
        ("r.jsonl", "ndjson"),
        ("r.CSV", "csv"),
        ("r.md", "markdown"),
        ("r.markdown", "markdown"),
        ("r.txt", "text"),
        ("r", "text"),
    ] {
        let written = place.run(&["drift", "p", "-o", name]).says(1, &[]);
        assert_eq!((written.out.as_str(), written.err.as_str()), ("", ""), "{name}");
        let shown = place.run(&["drift", "p", "--to", form]).says(1, &[]);
        assert_eq!(place.read(name), shown.out, "{name}");
    }
    place.run(&["drift", "p", "-o", "r.txt", "-t", "csv"]).says(1, &[]);
    assert_eq!(place.read("r.txt"), place.read("r.CSV"));
    let refused = place.run(&["drift", "p", "-o", "r.xlsx"]);
    refused.is_usage_error();
    assert!(refused.err.contains(".csv"), "it says what would do: {refused:?}");
    place.run(&["drift", "p", "-o", "none/r.json"]).says(2, &["none/r.json"]);
    let part = place.run(&["drift", "p", "--partial", "-o", "p.part"]).quiet();
    assert_eq!(
        (part.out, place.read("p.part")),
        (String::new(), place.run(&["drift", "p", "--partial"]).out)
    );
}

#[test]
fn by_portal_the_same_variations_are_a_list_for_each() {
    let place = turned();
    place.write(
        "p/f.txt",
        altered("f", "Orvane\tlang", "Ruvane\tlang").replace("ne demandent pas", "demandent"),
    );
    place.write(
        "p/nobody.txt",
        portal("x").replace(" sur <https://data.x.example>", "").replace("6 mois", "7 mois"),
    );
    let arguments = |form| ["drift", "p", "--by", "portal", "--to", form];
    let work = place.run(&arguments("json")).says(1, &[]).json();
    assert_eq!((&work["schema"], &work["charters"]), (&"charte-drift-portals/1".into(), &7.into()));
    let portals = work["portals"].as_array().expect("portals");
    let told = |portal: &Value| {
        let variations = portal["variations"].as_array().expect("variations");
        let line =
            |it: &Value| format!("{} {}", it["rule"].as_str().unwrap(), it["reading"]["line"]);
        (portal["portal"].clone(), portal["paths"].clone(), variations.iter().map(line).collect())
    };
    let told: Vec<(Value, Value, Vec<String>)> = portals.iter().map(told).collect();
    let done = |host: &str| {
        (json!(format!("data.{host}.example")), json!([format!("p/{host}.txt")]), vec![])
    };
    assert_eq!(told[..4], ["a", "b", "c", "d"].map(done));
    assert_eq!(told[4].2, ["consent-change 7"]);
    assert_eq!(told[5].2, ["consent-change 7", "provider-change 15"]);
    assert_eq!((&told[6].0, &told[6].1), (&Value::Null, &json!(["p/nobody.txt"])));
    let shared = &portals[5]["variations"][0];
    assert_eq!(
        (&shared["reading"]["charters"], &shared["reading"]["paths"]),
        (&2.into(), &json!(["p/f.txt"]))
    );
    assert_eq!((&shared["family"], &shared["language"]), (&1.into(), &"fr".into()));
    let found = lines(&place.run(&arguments("ndjson")).says(1, &[]).out);
    let hosts: Vec<_> = found.iter().map(|line| line["portal"].clone()).collect();
    assert_eq!(
        hosts[..3],
        [json!("data.e.example"), json!("data.f.example"), json!("data.f.example")]
    );
    let csv = place.run(&arguments("csv")).says(1, &[]).out;
    assert_eq!(csv.lines().count(), found.len() + 1);
    let text = place.run(&arguments("text")).says(1, &[]).out;
    assert!(text.contains("\ndata.f.example: 2 variations: 2 substance\n  p/f.txt\n"), "{text}");
    assert!(text.contains("\nnothing to do: 4 portals\n  data.a.example\n"), "{text}");
}

#[test]
fn a_folder_has_a_file_for_each_portal() {
    let place = worded();
    place.write("p/md.txt", portal("x").replace("data.x.example", "moldova.md"));
    place.run(&["drift", "p", "-d", "out", "-t", "markdown"]).says(1, &[]);
    let names = [
        "data.a.example.md",
        "data.b.example.md",
        "data.c.example.md",
        "data.d.example.md",
        "data.e.example.md",
        "moldova.md.md",
    ];
    assert_eq!(place.files("out"), names);
    assert!(place.read("out/data.e.example.md").contains("`p/e.txt:3`"));
    let done = "## `data.a.example`: no differences at wording or above\n\n- `p/a.txt`\n";
    assert_eq!(place.read("out/data.a.example.md"), done);
    // What is done is seen to be.
    place.write("p/e.txt", portal("e"));
    place.run(&["drift", "p", "-d", "out", "-t", "markdown"]).quiet();
    assert!(place.read("out/data.e.example.md").contains("no differences"));
    place.run(&["drift", "p", "-d", "p/a.txt"]).says(2, &["p/a.txt"]);
}
