//! `-d DIR`: one file a charter, and nothing outside of `DIR`.

use std::fs;
use std::os::unix::fs::symlink;

use serde_json::json;

use super::{Place, charter};

fn record(path: &str) -> String {
    format!("{}\n", json!({ "path": path, "text": charter("x") }))
}

#[test]
fn it_mirrors_the_tree_under_each_folder() {
    let place =
        Place::with(&["p/a.txt", "p/b/c.txt", "q/d.txt", "e/f.txt", "p/.g.txt", "p/h.i.txt"]);
    let run = place.run(&["convert", "-d", "out", "p", "q/", "e/f.txt"]).quiet();
    assert_eq!(run.out, "");
    let names = [".g.json", "a.json", "b/c.json", "d.json", "f.json", "h.i.json"];
    assert_eq!(place.files("out"), names);
    assert_eq!(place.read("out/b/c.json"), place.run(&["convert", "p/b/c.txt"]).out);
    place.run(&["convert", "-d", "out", "p"]).quiet();
    assert_eq!(place.files("out"), names, "a second time replaces them");
}

#[test]
fn the_extension_is_that_of_the_format() {
    let place = Place::with(&["p/a.txt", "p/b.md", "p/no-extension", "p/data.a.example"]);
    for (format, extension) in
        [("json", "json"), ("ndjson", "ndjson"), ("csv", "csv"), ("text", "txt")]
    {
        let arguments = ["convert", "-d", format, "--to", format, "--include", "*", "p"];
        place.run(&arguments).quiet();
        let names = ["a", "b", "data.a.example", "no-extension"];
        assert_eq!(place.files(format), names.map(|name| format!("{name}.{extension}")));
        let one = place.run(&["convert", "--to", format, "p/a.txt"]).quiet();
        assert_eq!(place.read(format!("{format}/a.{extension}")), one.out);
    }
}

#[test]
fn standard_input_goes_by_its_name() {
    let place = Place::new();
    place.pipe(charter("x"), &["convert", "-d", "out"]).quiet();
    place.pipe(charter("x"), &["convert", "-d", "out", "--stdin-name", "y.txt"]).quiet();
    assert_eq!(place.files("out"), ["stdin.json", "y.json"]);
    place
        .pipe(charter("x"), &["convert", "-d", "out", "--stdin-name", "../z.txt"])
        .says(2, &["../z.txt"]);
    assert_eq!(place.files(""), ["out/stdin.json", "out/y.json"]);
}

#[test]
fn two_inputs_for_one_name_are_an_error_before_anything_is_written() {
    let place = Place::with(&["a.txt", "p/x.txt", "p/b/x.txt", "q/x.txt", "r/y.md", "r/y.txt"]);
    for inputs in [&["p", "q"][..], &["p/x.txt", "p/b/x.txt", "a.txt"], &["r", "--include", "*"]] {
        let run = place.run(&[&["convert", "-d", "out"], inputs].concat());
        assert_eq!(run.says(2, &["written as"]).out, "");
        assert_eq!(place.files("out"), [""; 0], "{inputs:?}");
    }
    let records = record("a/x.txt") + &record("z") + &record("./a/x");
    let run = place.pipe(records, &["convert", "--from", "records", "-d", "out"]);
    run.says(2, &["a/x"]);
    assert_eq!(place.files("out"), [""; 0], "records too");
    place.write("out/x.json", "old");
    place.run(&["convert", "-d", "out", "p", "q"]).says(2, &["x.json"]);
    assert_eq!(place.read("out/x.json"), "old");
}

#[test]
fn records_go_by_their_relative_paths() {
    let place = Place::new();
    let records = record("a/b.txt") + &record("data.a.example") + &record("./c//d.txt");
    place.pipe(records, &["convert", "--from", "records", "-d", "out"]).quiet();
    assert_eq!(place.files("out"), ["a/b.json", "c/d.json", "data.a.example.json"]);
}

#[test]
fn nothing_leads_out_of_the_folder() {
    let place = Place::new();
    let absolute = place.path("absolute.txt").display().to_string();
    let bad = ["../x.txt", "a/../../x.txt", "a/..", "..", "", ".", "/", absolute.as_str()];
    let records: String = bad.iter().map(|path| record(path)).collect();
    let run =
        place.pipe(records + &record("good"), &["convert", "--from", "records", "-d", "d/out"]);
    run.says(2, &["../x.txt", "a/../../x.txt", &absolute]);
    assert_eq!(place.files(""), ["d/out/good.json"]);
    // The same for JSON, whose path may be anything.
    let mut charter = place.pipe(charter("x"), &["convert"]).json();
    charter["source"]["path"] = json!("../../x.txt");
    let run = place.pipe(charter.to_string(), &["convert", "--from", "json", "-d", "d/out"]);
    run.says(2, &["../../x.txt"]);
    assert_eq!(place.files(""), ["d/out/good.json"]);
}

#[test]
fn links_in_the_folder_do_not_lead_out_of_it() {
    let place = Place::with(&["victim.json"]);
    let victim = place.read("victim.json");
    for folder in ["out/inside", "elsewhere"] {
        fs::create_dir_all(place.path(folder)).expect("a folder");
    }
    symlink("../elsewhere", place.path("out/link")).expect("a link");
    symlink("inside", place.path("out/in")).expect("a link");
    symlink("../victim.json", place.path("out/file.json")).expect("a link");
    symlink("../new.json", place.path("out/dangling.json")).expect("a link");
    symlink("../nowhere", place.path("out/gone")).expect("a link");
    let names = ["link/a", "link/b/c", "gone/d", "in/e", "file", "dangling", "good"];
    let records: String = names.iter().map(|name| record(name)).collect();
    let run = place.pipe(records, &["convert", "--from", "records", "-d", "out"]);
    run.says(2, &["link/a", "link/b/c"]);
    assert_eq!(place.files("elsewhere"), [""; 0]);
    assert_eq!(place.files("nowhere"), [""; 0]);
    assert_eq!(place.read("victim.json"), victim);
    assert!(!place.path("new.json").exists());
    assert!(!place.path("elsewhere/b").exists());
    assert!(place.path("out/good.json").is_file() && place.path("out/inside/e.json").is_file());
}

#[test]
fn the_folder_itself_may_be_a_link_and_may_be_new() {
    let place = Place::with(&["p/a.txt"]);
    fs::create_dir(place.path("real")).expect("a folder");
    symlink("real", place.path("out")).expect("a link");
    place.run(&["convert", "-d", "out", "p"]).quiet();
    place.run(&["convert", "-d", "new/deep/er", "p"]).quiet();
    assert_eq!(
        (place.files("real"), place.files("new")),
        (vec!["a.json".into()], vec!["deep/er/a.json".into()])
    );
}

#[test]
fn what_cannot_be_read_or_written_is_named_and_the_others_are_done() {
    let place = Place::with(&["p/a.txt", "p/b.txt", "p/c.txt"]);
    fs::create_dir_all(place.path("out/b.json")).expect("a folder");
    let run = place.run(&["convert", "-d", "out", "p", "gone.txt"]);
    run.says(2, &["b.txt", "gone.txt"]);
    assert_eq!(place.files("out"), ["a.json", "c.json"]);
}
