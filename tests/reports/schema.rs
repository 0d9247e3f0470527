//! `charte schema drift` holds every report, and refuses what is none.

use jsonschema::Draft;
use serde_json::{Value, json};

use super::GOLDENS;
use crate::goldens::{files, read, run};

fn validator() -> jsonschema::Validator {
    let ran = run(&["schema", "drift"]);
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
    let schema: Value = serde_json::from_str(&ran.stdout).expect("a schema is JSON");
    assert!(jsonschema::meta::is_valid(&schema), "the schema is no schema of its draft");
    let options = jsonschema::options().with_draft(Draft::Draft202012);
    options.build(&schema).expect("a schema of the draft 2020-12")
}

/// One way to break a report.
type Break = fn(&mut Value);

const BREAKS: &[(&str, Break)] = &[
    ("another schema", |report| report["schema"] = json!("charte/1")),
    ("no diagnostics", |report| remove(report, "diagnostics")),
    ("charters below nothing", |report| report["charters"] = json!(-1)),
    ("a family without a baseline", |report| remove(&mut report["families"][2], "baseline")),
    ("an unknown severity", |report| variation_of(report)["severity"] = json!("style")),
    ("no rule", |report| remove(variation_of(report), "rule")),
    ("words that are a text", |report| variation_of(report)["words"] = json!("ne")),
    ("an unknown role", |report| variation_of(report)["passage"]["role"] = json!("appendix")),
    ("an unknown block", |report| variation_of(report)["passage"]["block"] = json!("junk")),
    ("an unknown category", |report| variation_of(report)["passage"]["category"] = json!("x")),
    ("a tie that is a number", |report| variation_of(report)["baseline"]["tie"] = json!(1)),
    ("a reading without paths", |report| remove(&mut variation_of(report)["reading"], "paths")),
    ("an unknown edit", |report| variation_of(report)["edits"][0]["op"] = json!("keep")),
    ("no fingerprint", |report| remove(variation_of(report), "fingerprint")),
    ("an array of it", |report| *report = json!([report])),
];

/// The same for work by portals.
const BREAKS_OF_WORK: &[(&str, Break)] = &[
    ("another schema", |work| work["schema"] = json!("charte-drift/1")),
    ("no diagnostics", |work| remove(work, "diagnostics")),
    ("a portal without paths", |work| remove(&mut work["portals"][0], "paths")),
    ("a portal that is a number", |work| work["portals"][0]["portal"] = json!(1)),
    ("an unknown severity", |work| {
        work["portals"][0]["variations"][0]["severity"] = json!("style");
    }),
    ("no family", |work| remove(&mut work["portals"][0]["variations"][0], "family")),
];

fn variation_of(report: &mut Value) -> &mut Value {
    &mut report["families"][2]["variations"][0]
}

fn remove(object: &mut Value, key: &str) {
    object.as_object_mut().expect("an object").remove(key).expect("a key");
}

#[test]
fn the_schema_holds_every_way_to_compare() {
    let validator = validator();
    for arguments in [
        &["--min-severity", "layout"][..],
        &["--by", "portal"],
        &["--declared"],
        &["--declared", "--by", "portal"],
        &["--since", "samples"],
        &["--since", "tests/fixtures/families/ties"],
        &["--since", "samples", "--by", "portal"],
        &["--baseline", "samples/rivage.txt"],
    ] {
        let ran = run(&[&["drift", "samples", "--to", "json"], arguments].concat());
        let report: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        let errors: Vec<_> =
            validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{arguments:?}:\n{}", errors.join("\n"));
    }
}

#[test]
fn the_schema_holds_reports_and_refuses_broken_ones() {
    let validator = validator();
    for path in files(GOLDENS, "json") {
        let golden: Value = serde_json::from_str(&read(&path).expect("a golden")).expect("JSON");
        let errors: Vec<_> =
            validator.iter_errors(&golden).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{path}:\n{}", errors.join("\n"));
        let is_work = golden.get("portals").is_some();
        for (name, broken) in if is_work { BREAKS_OF_WORK } else { BREAKS } {
            let mut report = golden.clone();
            broken(&mut report);
            assert!(!validator.is_valid(&report), "{path}: {name} is valid");
        }
    }
}
