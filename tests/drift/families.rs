//! Each folder of `tests/fixtures/families` is a set of charters with the report on it beside them, as
//! `report.text` and `report.json`: everything that differs, down to the layout.
//!
//! `tests/fixtures/README.md` says what each set shows, and what the right answer is.
//! `UPDATE_GOLDENS=1 cargo test families` writes the reports anew. Read them before you keep them.

use charte::drift::rules::RULES;
use serde_json::Value;
use similar::TextDiff;

use crate::goldens::{read, root, run};

const SETS: &[&str] = &[
    "two-templates",
    "translation",
    "half-migrated",
    "dropped-table",
    "prose",
    "cookies",
    "lists-and-tables",
    "fields-and-blocks",
    "several-at-once",
    "own-names",
    "own-addresses",
    "own-articles",
    "own-among-copies",
    "own-in-cells",
    "ties",
    "damaged",
    "set-otherwise",
    "rows-not-read",
    "services",
    "services-html",
];

fn folder(set: &str) -> String {
    format!("tests/fixtures/families/{set}")
}

/// The report on a set.
fn report(set: &str, form: &str) -> String {
    let wanted = ["drift", "--include", "*.txt", "--min-severity", "layout", "--to", form];
    let ran = run(&[&wanted[..], &[&folder(set)]].concat());
    // What the text has in it is said beside the JSON.
    let said = ran.stderr.lines().count();
    let remarks = if form == "json" {
        let report: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        report["diagnostics"].as_array().expect("diagnostics").len()
    } else {
        0
    };
    assert_eq!((ran.code, said), (Some(1), remarks), "{set}: {}", ran.stderr);
    ran.stdout
}

fn golden(set: &str, form: &str) -> String {
    let path = format!("{}/report.{form}", folder(set));
    read(&path).unwrap_or_else(|| panic!("{path} is missing"))
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests write their goldens")]
fn every_set_is_reported_as_its_golden_has_it() {
    let mut differences = String::new();
    for set in SETS {
        for form in ["text", "json"] {
            let (path, actual) = (format!("{}/report.{form}", folder(set)), report(set, form));
            if std::env::var_os("UPDATE_GOLDENS").is_some_and(|value| value == "1") {
                std::fs::write(root(&path), actual).expect("a golden that can be written");
                continue;
            }
            let golden = golden(set, form);
            let diff = TextDiff::from_lines(golden.as_str(), &actual);
            differences += &diff.unified_diff().header(&path, "what is written now").to_string();
        }
    }
    assert!(
        differences.is_empty(),
        "{differences}\nif the new reports are right, run UPDATE_GOLDENS=1 cargo test families"
    );
}

#[test]
fn every_set_has_a_golden_and_is_described() {
    let readme = read("tests/fixtures/README.md").expect("tests/fixtures/README.md");
    #[expect(clippy::disallowed_methods, reason = "tests look at their fixtures")]
    let sets = std::fs::read_dir(root("tests/fixtures/families")).expect("a folder");
    let sets = sets.map(|set| set.expect("a set").file_name());
    let mut sets: Vec<_> = sets.filter_map(|set| set.into_string().ok()).collect();
    let mut known = SETS.to_vec();
    sets.sort();
    known.sort_unstable();
    assert_eq!(sets, known);
    for set in sets {
        assert!(
            readme.contains(&format!("`families/{set}`")),
            "tests/fixtures/README.md on {set}?"
        );
    }
}

#[test]
fn every_rule_has_a_fixture() {
    let report = |set| serde_json::from_str::<Value>(&golden(set, "json")).expect("JSON");
    let goldens: Vec<_> = SETS.iter().map(|set| report(set)).collect();
    let families =
        goldens.iter().flat_map(|report| report["families"].as_array().expect("families"));
    let variations =
        families.flat_map(|family| family["variations"].as_array().expect("variations"));
    let shown: Vec<_> = variations.map(|it| (&it["rule"], &it["severity"])).collect();
    for rule in RULES {
        for severity in rule.weight().split("; ") {
            let severity = severity.split(" for ").next().unwrap_or_default();
            let is_shown = |(name, it): &(&Value, &Value)| *name == rule.name() && *it == severity;
            assert!(shown.iter().any(is_shown), "no set shows {} at {severity}", rule.name());
        }
    }
}

#[test]
fn a_set_is_told_alike_from_files_and_from_parts() {
    for set in SETS {
        let part = run(&["drift", "--include", "*.txt", "--partial", &folder(set)]);
        assert_eq!((part.code, part.stderr.as_str()), (Some(0), ""), "{set}");
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("x.part");
        #[expect(clippy::disallowed_methods, reason = "tests write what is read")]
        std::fs::write(&path, part.stdout).expect("a part that can be written");
        let path = path.to_str().expect("UTF-8");
        let ran = run(&["drift", "--merge", path, "--min-severity", "layout", "--to", "json"]);
        assert_eq!(ran.stdout, report(set, "json"), "{set}");
    }
}
