//! The JSON Schema holds what is written, and refuses what is not: every golden is valid under
//! `charte schema`, and objects with one thing broken are not.

#![cfg(test)]

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use crate::goldens::{files, read, run};

const FOLDERS: [&str; 3] = ["tests/fixtures/ok", "tests/fixtures/err", "tests/fixtures/samples"];

/// A golden with every part a charter may have.
const WHOLE: &str = "tests/fixtures/ok/nine-columns.json";

fn schema() -> Value {
    let ran = run(&["schema", "charte"]);
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
    serde_json::from_str(&ran.stdout).expect("a schema is JSON")
}

fn validator() -> Validator {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .build(&schema())
        .expect("a schema of the draft 2020-12")
}

fn parsed(path: &str) -> Value {
    serde_json::from_str(&read(path).expect("a golden")).expect("a golden is JSON")
}

fn goldens() -> Vec<String> {
    FOLDERS.iter().flat_map(|folder| files(folder, "json")).collect()
}

fn assert_valid(validator: &Validator, charter: &Value, name: &str) {
    let errors: Vec<_> = validator
        .iter_errors(charter)
        .map(|error| format!("{} at {}", error, error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{name}:\n{}", errors.join("\n"));
}

#[test]
fn the_schema_names_its_draft_and_is_printed_by_default() {
    assert_eq!(schema()["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(jsonschema::meta::is_valid(&schema()), "the schema is no schema of its draft");
    assert_eq!(run(&["schema"]).stdout, run(&["schema", "charte"]).stdout);
}

#[test]
fn every_golden_is_valid() {
    let validator = validator();
    for path in goldens() {
        assert_valid(&validator, &parsed(&path), &path);
    }
}

#[test]
fn every_line_of_ndjson_and_every_member_of_an_array_is_valid() {
    let validator = validator();
    for folder in ["tests/fixtures/ok", "tests/fixtures/err", "samples"] {
        let lines = run(&["convert", "--to", "ndjson", folder]).stdout;
        assert_eq!(lines.lines().count(), files(folder, "txt").len(), "one line a charter");
        for line in lines.lines() {
            let charter: Value = serde_json::from_str(line).expect("one object a line");
            assert_eq!(charter.to_string(), compact(line), "{folder}: a line is compact");
            assert_valid(&validator, &charter, line);
        }
        let array = run(&["convert", "--to", "json", folder]).stdout;
        let array: Vec<Value> = serde_json::from_str(&array).expect("an array");
        for charter in array {
            assert_valid(&validator, &charter, folder);
        }
    }
}

#[test]
fn what_stands_for_a_line_that_could_not_be_read_is_valid() {
    let validator = validator();
    for path in files("tests/fixtures/records", "json") {
        for charter in parsed(&path).as_array().expect("an array") {
            assert_valid(&validator, charter, &path);
        }
    }
}

/// `line`, with its keys in the order that a [`Value`] has them.
fn compact(line: &str) -> String {
    let value: Value = serde_json::from_str(line).expect("an object");
    let sorted = value.to_string();
    assert_eq!(sorted.len(), line.len(), "white space between the tokens of {line}");
    sorted
}

/// One way to break a charter.
type Break = fn(&mut Value);

const BREAKS: &[(&str, Break)] = &[
    ("another schema", |charter| charter["schema"] = json!("charte/2")),
    ("no schema", |charter| remove(charter, "schema")),
    ("no source", |charter| remove(charter, "source")),
    ("no cookies", |charter| remove(charter, "cookies")),
    ("no diagnostics", |charter| remove(charter, "diagnostics")),
    ("no kinds", |charter| charter["kinds"] = Value::Null),
    ("a number for a title", |charter| charter["title"] = json!(3)),
    ("a word for bytes", |charter| charter["source"]["bytes"] = json!("many")),
    ("a line below nothing", |charter| charter["portal"]["line"] = json!(-1)),
    ("a portal without a host", |charter| remove(&mut charter["portal"], "host")),
    ("an unknown line end", |charter| charter["source"]["line_ends"] = json!("nel")),
    ("an unknown role", |charter| charter["sections"][0]["role"] = json!("appendix")),
    ("an unknown block", |charter| charter["sections"][0]["blocks"][0]["type"] = json!("image")),
    ("an unknown layout", |charter| {
        charter["sections"][0]["blocks"][0]["layout"] = json!("knitted");
    }),
    ("a table without rows", |charter| remove(&mut charter["sections"][0]["blocks"][0], "rows")),
    ("an unknown field", |charter| {
        charter["sections"][0]["blocks"][0]["columns"][0]["field"] = json!("colour");
    }),
    ("a cell that is a number", |charter| {
        charter["sections"][0]["blocks"][0]["rows"][0]["cells"][0] = json!(1);
    }),
    ("a row of an unknown role", |charter| {
        charter["sections"][0]["blocks"][0]["rows"][0]["role"] = json!("footer");
    }),
    ("a row with the names of its cookies", |charter| {
        charter["sections"][0]["blocks"][0]["rows"][0]["cookies"] = json!(["_ga"]);
    }),
    ("an unknown kind", |charter| charter["cookies"][0]["category"]["kind"] = json!("tasty")),
    ("a category without a label", |charter| {
        remove(&mut charter["cookies"][0]["category"], "label");
    }),
    ("a cookie without a name", |charter| remove(&mut charter["cookies"][0], "name")),
    ("a cookie named null", |charter| charter["cookies"][0]["name"] = Value::Null),
    ("a cookie without a match", |charter| remove(&mut charter["cookies"][0], "match")),
    ("an unknown match", |charter| charter["cookies"][0]["match"]["kind"] = json!("vague")),
    ("a retention that is a text", |charter| charter["cookies"][0]["retention"] = json!("1 an")),
    ("an unknown retention", |charter| {
        charter["cookies"][0]["retention"]["kind"] = json!("eternal");
    }),
    ("an unknown consent", |charter| {
        charter["kinds"] =
            json!([{ "kind": "other", "label": "x", "consent": "perhaps", "line": 1 }]);
    }),
    ("a statement in no section", |charter| {
        charter["kinds"] = json!([{ "kind": "other", "label": "x", "consent": "required",
            "line": 1, "block": { "block": 0, "item": null } }]);
    }),
    ("an unknown severity", |charter| {
        charter["diagnostics"] = json!([{ "code": "x", "severity": "fatal", "message": "x",
            "line": null, "column": null, "help": null }]);
    }),
    ("a diagnostic without a message", |charter| {
        charter["diagnostics"] =
            json!([{ "code": "x", "severity": "note", "line": 1, "column": 1, "help": null }]);
    }),
    ("an array of it", |charter| *charter = json!([charter])),
];

fn remove(object: &mut Value, key: &str) {
    let removed = object.as_object_mut().expect("an object").remove(key);
    assert!(removed.is_some(), "there is no {key} to take away");
}

#[test]
fn what_is_broken_is_refused() {
    let validator = validator();
    let whole = parsed(WHOLE);
    assert_valid(&validator, &whole, WHOLE);
    for (what, break_it) in BREAKS {
        let mut charter = whole.clone();
        break_it(&mut charter);
        assert_ne!(charter, whole, "{what}: nothing is broken");
        assert!(!validator.is_valid(&charter), "the schema allows {what}");
    }
}

/// The keys of each object, in the order of `charte/1`; those added later stand last.
const ORDERS: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "schema",
            "source",
            "language",
            "title",
            "portal",
            "sections",
            "kinds",
            "cookies",
            "diagnostics",
            "title_line",
        ],
    ),
    ("source", &["path", "encoding", "bytes", "lines", "bom", "line_ends"]),
    ("portal", &["url", "host", "line"]),
    ("sections", &["role", "heading", "line", "category", "blocks", "level"]),
    ("columns", &["label", "field"]),
    ("rows", &["line", "cells", "role", "cookies"]),
    ("items", &["line", "text"]),
    ("kinds", &["kind", "label", "consent", "line", "block"]),
    ("block", &["section", "block", "item"]),
    (
        "cookies",
        &[
            "name",
            "match",
            "provider",
            "service",
            "location",
            "purpose",
            "category",
            "retention",
            "line",
            "domain",
            "party",
            "consent",
            "description",
            "inherited",
        ],
    ),
    ("inherited", &["field", "line"]),
    ("match", &["kind", "regex"]),
    ("category", &["kind", "label"]),
    ("retention", &["text", "kind", "iso8601", "seconds", "max_seconds"]),
    ("diagnostics", &["code", "severity", "message", "line", "column", "help"]),
];

const BLOCK_ORDERS: &[(&str, &[&str])] = &[
    ("paragraph", &["type", "line", "text"]),
    ("list", &["type", "line", "items"]),
    ("table", &["type", "line", "layout", "columns", "rows"]),
    ("junk", &["type", "line", "text"]),
];

/// JSON with the keys of its objects in the order they were written.
#[derive(Debug)]
enum Written {
    Object(Vec<(String, Written)>),
    Array(Vec<Written>),
    Text(String),
    Other,
}

impl<'de> serde::Deserialize<'de> for Written {
    fn deserialize<D: serde::Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(WrittenVisitor)
    }
}

struct WrittenVisitor;

impl<'de> serde::de::Visitor<'de> for WrittenVisitor {
    type Value = Written;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Written, E> {
        Ok(Written::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Written, E> {
        Ok(Written::Other)
    }

    fn visit_unit<E>(self) -> Result<Written, E> {
        Ok(Written::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Written, E> {
        Ok(Written::Text(text.to_owned()))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Written, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = seq.next_element()? {
            members.push(member);
        }
        Ok(Written::Array(members))
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Written, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Written::Object(entries))
    }
}

/// Checks every object in `json`, which stands under the key `under`.
fn assert_order(json: &Written, under: &str, path: &str) {
    match json {
        Written::Object(entries) => {
            let keys: Vec<_> = entries.iter().map(|(key, _)| key.as_str()).collect();
            let orders = if under == "blocks" { BLOCK_ORDERS } else { ORDERS };
            let named = match entries.first() {
                Some((_, Written::Text(kind))) if under == "blocks" => kind,
                _ => under,
            };
            let order = orders.iter().find(|(name, _)| *name == named);
            let (_, order) = order.unwrap_or_else(|| panic!("{path}: an object under {under}"));
            assert_eq!(keys, *order, "{path}: the keys of {named}");
            for (key, value) in entries {
                assert_order(value, key, path);
            }
        }
        Written::Array(members) => {
            for member in members {
                assert_order(member, under, path);
            }
        }
        Written::Text(_) | Written::Other => {}
    }
}

#[test]
fn the_keys_are_all_there_and_in_order() {
    for path in goldens() {
        let json: Written = serde_json::from_str(&read(&path).expect("a golden")).expect("JSON");
        assert_order(&json, "", &path);
    }
    for line in run(&["convert", "--to", "ndjson", "samples"]).stdout.lines() {
        assert_order(&serde_json::from_str(line).expect("JSON"), "", "NDJSON");
    }
}
