//! What is written: JSON, NDJSON, CSV and text, of one charter and of several.

use serde_json::{Value, json};

use super::{Place, charter};

fn samples(place: &Place) -> String {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
    assert!(place.path(samples).is_dir());
    samples.to_owned()
}

#[test]
fn json_is_indented_and_ends_with_a_line_feed() {
    let place = Place::with(&["p/a.txt", "p/b.txt"]);
    let one = place.run(&["convert", "p/a.txt"]).quiet();
    assert!(one.out.starts_with("{\n  \"schema\": \"charte/1\",\n") && one.out.ends_with("\n}\n"));
    assert_eq!(place.run(&["convert", "--to", "json", "p/a.txt"]), one);
    let several = place.run(&["convert", "p"]).quiet();
    assert!(
        several.out.starts_with("[\n  {\n    \"schema\"") && several.out.ends_with("\n  }\n]\n")
    );
    assert_eq!(several.json().as_array().map(Vec::len), Some(2));
    assert_eq!(several.json()[0], one.json());
    let pretty = serde_json::to_string_pretty(&several.json()).expect("JSON");
    assert_eq!(several.out.lines().count(), pretty.lines().count());
}

#[test]
fn ndjson_is_one_object_a_line() {
    let place = Place::with(&["p/a.txt", "p/b.txt"]);
    let run = place.run(&["convert", "--to", "ndjson", "p"]).quiet();
    let lines: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(Value::Array(lines), place.run(&["convert", "p"]).json());
    assert!(run.out.ends_with("}\n"));
}

#[test]
fn keys_are_always_there_and_always_in_this_order() {
    let run = Place::new().pipe(charter("x"), &["convert"]).quiet();
    let keys: Vec<_> =
        run.out.lines().filter_map(|line| line.strip_prefix("  \"")?.split('"').next()).collect();
    let expected = [
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
    ];
    assert_eq!(keys, expected);
    let cookie = &run.json()["cookies"][0];
    assert_eq!(cookie["match"], json!({ "kind": "exact", "regex": null }));
    for key in ["provider", "service", "location", "category", "retention"] {
        assert_eq!(cookie.get(key), Some(&Value::Null), "{key}");
    }
}

#[test]
fn json_without_the_keys_that_came_later_is_read() {
    let place = Place::new();
    let mut charter = place.pipe(charter("x"), &["convert"]).quiet().json();
    let cookie = charter["cookies"][0].as_object_mut().expect("a cookie");
    for key in ["domain", "party", "consent", "description"] {
        assert_eq!(cookie.remove(key), Some(Value::Null), "{key}");
    }
    let row = charter["sections"][0]["blocks"][0]["rows"][0].as_object_mut().expect("a row");
    assert_eq!(
        (row.remove("role"), row.remove("cookies")),
        (Some(json!("cookies")), Some(json!([0])))
    );
    charter["kinds"] = json!([{ "kind": "other", "label": "x", "consent": "required", "line": 1 }]);
    let run = place.pipe(charter.to_string(), &["convert", "--from", "json"]).quiet();
    let cookie = &run.json()["cookies"][0];
    assert_eq!(cookie.get("description"), Some(&Value::Null));
    let row = &run.json()["sections"][0]["blocks"][0]["rows"][0];
    assert_eq!((&row["role"], &row["cookies"]), (&json!("other"), &json!([])));
    assert_eq!(run.json()["kinds"][0].get("block"), Some(&Value::Null));
}

#[test]
fn csv_is_one_line_a_cookie() {
    const HEADER: &str = "path,portal,language,category,provider,service,location,name,purpose,retention,line,\
         domain,party,consent,description,category_label,retention_kind,retention_seconds,match,regex\n";
    let place = Place::new();
    let text = "Charte cookies\n\nListe des cookies sur <https://A.example>\n\n\
                Cookies nécessaires\n\n\
                Fournisseur\tService et emplacement\tNom\tFinalité\tDurée\n\
                Orvane\tLangue (front office)\ta, \"b\"\tUn, deux\t13 mois\n\
                Orvane\tAPI (CSRF)\tc\tUn\nmot\t\n";
    place.write("a,b.txt", text);
    let run = place.run(&["convert", "--to", "csv", "a,b.txt"]).quiet();
    let expected = format!(
        "{HEADER}\
         \"a,b.txt\",a.example,fr,necessary,Orvane,Langue,front office,\"a, \"\"b\"\"\",\"Un, deux\",13 mois,8,,,,,Cookies nécessaires,fixed,33696000,description,\n\
         \"a,b.txt\",a.example,fr,necessary,Orvane,API (CSRF),,c,\"Un\nmot\",,9,,,,,Cookies nécessaires,,,exact,\n"
    );
    assert_eq!(run.out, expected);
    let several = place.run(&["convert", "--to", "csv", "."]).quiet();
    assert_eq!(several.out.matches("path,portal").count(), 1, "one header for all");
    assert_eq!(place.pipe("", &["convert", "--to", "csv"]).out, HEADER);
}

#[test]
fn columns_are_chosen_by_name() {
    let place = Place::new();
    place.write("a.txt", "Charte cookies\n\nNom\tDurée\n_ga_*\t2 ans\nsid\t\n");
    let csv = ["convert", "a.txt", "--to", "csv"];
    let of = |columns: &[&str]| place.run(&[&csv[..], columns].concat());
    let chosen = of(&["--columns", "retention_seconds,name,match"]).says(0, &[]).out;
    assert_eq!(chosen, "retention_seconds,name,match\n63072000,_ga_*,prefix\n,sid,exact\n");
    let excel = of(&["--columns", "name", "--columns", "line", "--excel"]).says(0, &[]).out;
    assert_eq!(excel, "\u{feff}name;line\r\n_ga_*;4\r\nsid;5\r\n");
    of(&["--columns", "name,name"]).is_usage_error();
    of(&["--columns", "names"]).is_usage_error();
    place.run(&["convert", "a.txt", "--columns", "name"]).is_usage_error();
}

#[test]
fn excel_takes_nothing_for_a_formula() {
    let place = Place::new();
    let names = ["=1+1", "+1", "-1", "@sum", "a=b"];
    let rows = names.map(|name| name.to_owned() + "\t'x;y\n").concat();
    place.write("a.txt", format!("Charte cookies\n\nNom\tFinalité\n{rows}"));
    let run = place.run(&["convert", "--to", "csv", "--excel", "a.txt"]).says(0, &[]);
    let lines: Vec<_> = run.out.split("\r\n").collect();
    let header = "\u{feff}path;portal;language;category;provider;service;location;name;purpose;retention;line;domain;party;consent;description;category_label;retention_kind;retention_seconds;match;regex";
    assert_eq!(lines[0], header);
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(run.out.as_bytes());
    let records: Vec<_> = reader.records().map(|record| record.expect("a record")).collect();
    let found: Vec<_> = records.iter().map(|record| &record[7]).collect();
    assert_eq!(found, ["'=1+1", "'+1", "'-1", "'@sum", "a=b"]);
    assert!(records.iter().all(|record| &record[8] == "'x;y"));
    assert_eq!(lines.last(), Some(&""), "the last line is ended too");
    assert!(!run.out.replace("\r\n", "").contains(['\r', '\n']));

    // A tab or a return can only begin a cell that came as JSON; any cell may be harmful.
    let mut charter = place.run(&["convert", "a.txt"]).json();
    for (at, text) in [(0, "\tx"), (1, "\rx")] {
        charter["cookies"][at]["provider"] = json!(text);
    }
    charter["source"]["path"] = json!("=cmd");
    let run =
        place.pipe(charter.to_string(), &["convert", "--from", "json", "--to", "csv", "--excel"]);
    let run = run.says(0, &[]);
    for cell in ["'\tx", "'\rx", "\r\n'=cmd;"] {
        assert!(run.out.contains(cell), "{cell:?} in {run:?}");
    }
    place.run(&["convert", "--to", "json", "--excel", "a.txt"]).is_usage_error();
}

#[test]
fn text_of_several_stands_under_their_paths() {
    let place = Place::with(&["p/a.txt", "p/b.txt"]);
    let one = place.run(&["convert", "--to", "text", "p/a.txt"]).quiet();
    assert_eq!(one.out, charter("p/a.txt"));
    let several = place.run(&["convert", "--to", "text", "p"]).quiet();
    let (a, b) = (charter("p/a.txt"), charter("p/b.txt"));
    assert_eq!(several.out, format!("==> p/a.txt <==\n{a}\n==> p/b.txt <==\n{b}"));
    assert_eq!(place.run(&["normalize", "p"]), several);
    let stdin = place.pipe(charter("x"), &["convert", "--to", "text", "-", "p/a.txt"]).quiet();
    assert!(stdin.out.starts_with("==> - <==\n"));
}

#[test]
fn typography_can_be_kept() {
    let place = Place::new();
    let text = "Charte  « cookies »\u{a0}: l’“un”\n\n\n\nx\n";
    let kept = place.pipe(text, &["convert", "--to", "text", "--keep-typography"]);
    assert_eq!(kept.out, "Charte « cookies »\u{a0}: l’“un”\n\nx\n");
    assert_eq!(place.pipe(text, &["normalize", "--keep-typography"]).out, kept.out);
    assert_eq!(place.pipe(text, &["normalize"]).out, "Charte « cookies » : l'\"un\"\n\nx\n");
}

#[test]
fn every_output_fits_the_schema() {
    let place = Place::new();
    let schema = place.run(&["schema"]).quiet();
    assert_eq!(place.run(&["schema", "charte"]), schema);
    let validator = jsonschema::validator_for(&schema.json()).expect("a schema");
    let Value::Array(charters) = place.run(&["convert", &samples(&place)]).says(0, &[]).json()
    else {
        panic!("a folder is an array");
    };
    assert!(charters.len() > 10);
    for charter in charters {
        let errors: Vec<_> =
            validator.iter_errors(&charter).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{}", charter["source"]["path"]);
    }
    assert!(!validator.is_valid(&json!({ "schema": "charte/1" })));
    place.run(&["schema", "nothing"]).is_usage_error();
}

#[test]
fn codes_are_explained() {
    let place = Place::new();
    for code in charte::diagnostic::Code::ALL {
        let run = place.run(&["explain", code.name()]).quiet();
        assert!(run.out.starts_with(code.name()) && run.out.ends_with(".\n"), "{}", run.out);
        assert!(run.out.lines().count() > 3, "{}", run.out);
    }
    let unknown = place.run(&["explain", "row-widht"]).says(2, &["row-widht", "row-width"]);
    assert_eq!(unknown.out, "");
    place.run(&["explain"]).is_usage_error();
}
