//! What the program writes, byte for byte: each `tests/fixtures/{ok,err}/x.txt` and
//! `tests/fixtures/html/x.html` has its outputs beside it (`x.json`, `x.csv`, and `x.normal` for the normal text), and each sample its JSON in
//! `tests/fixtures/samples`.
//!
//! Records, in `tests/fixtures/records`, have the goldens of what `--from records` makes of them.
//!
//! A charter in `ok` gives cause for no remark; one in `err` shows the diagnostic it is named
//! after. `tests/fixtures/README.md` says what each shows, and what the right answer is.
//!
//! `UPDATE_GOLDENS=1 cargo test goldens` writes the goldens anew. Read them before you keep them.

#![cfg(test)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use charte::diagnostic::Code;
use charte::formats::FORMATS;
use serde_json::Value;
use similar::TextDiff;

/// The extension of a golden, and the format it holds.
const GOLDENS: &[(&str, &str)] = &[("json", "json"), ("csv", "csv"), ("normal", "text")];

/// Two fixtures that are written into one output, in each format there is, in byte order.
const SEVERAL: [&str; 2] =
    ["tests/fixtures/err/no-portal-this-site.txt", "tests/fixtures/ok/two-columns.txt"];

/// What the program wrote, and what it said.
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
}

/// Runs the program in the folder of the package.
pub(crate) fn run(args: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_charte"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("what is written is UTF-8");
    Ran { stdout: text(output.stdout), stderr: text(output.stderr), code: output.status.code() }
}

/// The files of `folder`, relative to the package, whose names end with `extension`.
#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
pub(crate) fn files(folder: &str, extension: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root(folder)).expect("a folder of fixtures");
    let names = entries.map(|entry| entry.expect("a readable folder").file_name());
    let names = names.filter_map(|name| name.into_string().ok());
    let ends = |name: &String| name.rsplit_once('.').is_some_and(|(_, end)| end == extension);
    let paths: BTreeSet<_> = names.filter(ends).map(|name| format!("{folder}/{name}")).collect();
    paths.into_iter().collect()
}

/// The folders of fixtures, and the extension of what is read in each.
const FOLDERS: [(&str, &str); 4] = [
    ("tests/fixtures/ok", "txt"),
    ("tests/fixtures/err", "txt"),
    ("tests/fixtures/html", "html"),
    ("tests/fixtures/records", "ndjson"),
];

/// The texts in `ok` and `err`, the pages in `html` and the streams in `records`.
fn fixtures() -> Vec<String> {
    FOLDERS.iter().flat_map(|(at, extension)| files(at, extension)).collect()
}

/// The golden of a fixture with that extension.
pub(crate) fn golden_of(path: &str, extension: &str) -> String {
    let (stem, _) = path.rsplit_once('.').expect("a name with an extension");
    format!("{stem}.{extension}")
}

pub(crate) fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
pub(crate) fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(root(path)).ok()
}

/// The JSON of one text.
fn json_of(path: &str) -> Value {
    serde_json::from_str(&run(&["convert", "--to", "json", path]).stdout).expect("JSON")
}

fn codes(charter: &Value) -> Vec<&str> {
    let diagnostics = charter["diagnostics"].as_array().expect("an array");
    diagnostics.iter().map(|diagnostic| diagnostic["code"].as_str().expect("a code")).collect()
}

/// `x` of `folder/x.txt`.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().expect("a name");
    name.rsplit_once('.').expect("a name with an extension").0
}

/// Collects the goldens that differ, so that one run names them all.
#[derive(Default)]
struct Goldens {
    differences: String,
}

impl Goldens {
    /// Compares `actual` with the golden at `path`, or makes it the golden.
    #[expect(clippy::disallowed_methods, reason = "tests write their goldens")]
    fn check(&mut self, path: &str, actual: &str) {
        if std::env::var_os("UPDATE_GOLDENS").is_some_and(|value| value == "1") {
            let golden = root(path);
            let folder = golden.parent().expect("a folder");
            std::fs::create_dir_all(folder).expect("a folder that can be made");
            std::fs::write(golden, actual).expect("a golden that can be written");
            return;
        }
        match read(path) {
            Some(golden) if golden == actual => {}
            Some(golden) => {
                let diff = TextDiff::from_lines(golden.as_str(), actual);
                let hunks = diff.unified_diff().header(path, "what is written now").to_string();
                let shown: Vec<_> = hunks.lines().take(60).collect();
                let _ = writeln!(self.differences, "{}\n", shown.join("\n"));
            }
            None => {
                let _ = writeln!(self.differences, "{path} is missing\n");
            }
        }
    }

    /// Fails if a golden differed.
    fn finish(self) {
        assert!(
            self.differences.is_empty(),
            "{}if the new outputs are right, run UPDATE_GOLDENS=1 cargo test goldens",
            self.differences
        );
    }
}

#[test]
fn every_fixture_is_written_as_its_goldens_have_it() {
    let mut goldens = Goldens::default();
    for path in fixtures() {
        for (extension, format) in GOLDENS {
            let golden = golden_of(&path, extension);
            let from = if path.ends_with(".ndjson") { "records" } else { "text" };
            let ran = run(&["convert", "--from", from, "--to", format, &path]);
            goldens.check(&golden, &ran.stdout);
        }
    }
    goldens.finish();
}

#[test]
fn every_sample_is_written_as_its_golden_has_it() {
    let mut goldens = Goldens::default();
    for path in files("samples", "txt") {
        let golden = format!("tests/fixtures/samples/{}.json", stem(&path));
        goldens.check(&golden, &run(&["convert", "--to", "json", &path]).stdout);
    }
    goldens.finish();
}

#[test]
fn every_format_has_a_golden() {
    let mut goldens = Goldens::default();
    for format in FORMATS {
        let [one, other] = SEVERAL;
        let ran = run(&["convert", "--to", format.name(), one, other]);
        goldens.check(&format!("tests/fixtures/several/several.{}", format.name()), &ran.stdout);
    }
    goldens.finish();
}

#[test]
fn every_golden_has_its_text() {
    for (folder, read) in FOLDERS.into_iter().chain([("tests/fixtures/samples", "txt")]) {
        let texts = if folder.ends_with("samples") { "samples" } else { folder };
        for (extension, _) in GOLDENS {
            for golden in files(folder, extension) {
                let text = golden_of(&golden.replace(folder, texts), read);
                assert!(root(&text).exists(), "{golden} is left over: there is no {text}");
            }
        }
    }
}

#[test]
fn a_charter_that_is_ok_gives_cause_for_no_remark() {
    let pages = files("tests/fixtures/html", "html");
    // Pairs of labels and values, which are no table, are not read yet.
    let pages = pages.into_iter().filter(|path| !path.ends_with("definitions.html"));
    for path in files("tests/fixtures/ok", "txt").into_iter().chain(pages) {
        let ran = run(&["convert", "--to", "json", &path]);
        assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)), "{path}");
        assert!(codes(&json_of(&path)).is_empty(), "{path}");
    }
}

#[test]
fn a_charter_with_a_fault_shows_the_code_it_is_named_after() {
    for path in files("tests/fixtures/err", "txt") {
        let ran = run(&["convert", "--to", "json", &path]);
        assert_eq!(ran.code, Some(0), "{path}: a remark is no failure\n{}", ran.stderr);
        let charter = json_of(&path);
        let codes = codes(&charter);
        let is_shown = |code: &&str| stem(&path).starts_with(&format!("{code}-"));
        assert!(codes.iter().any(is_shown), "{path} is not named after one of {codes:?}");
        for code in &codes {
            assert!(ran.stderr.contains(&format!("[{code}]")), "{path}: {code} is not said");
        }
        let heads = ran.stderr.lines().filter(|line| line.starts_with(&path));
        assert_eq!(heads.count(), codes.len(), "{path}: a line for each remark\n{}", ran.stderr);
    }
}

#[test]
fn a_stream_with_a_fault_shows_the_code_it_is_named_after() {
    for path in files("tests/fixtures/records", "ndjson") {
        let ran = run(&["convert", "--from", "records", &path]);
        assert_eq!(ran.code, Some(2), "{path}");
        let charters: Vec<Value> = serde_json::from_str(&ran.stdout).expect("an array");
        let is_shown = |code: &&str| stem(&path).starts_with(&format!("{code}-"));
        let faulty = charters.iter().filter(|charter| codes(charter).iter().any(is_shown));
        assert_eq!(faulty.count(), ran.stderr.lines().count(), "{path}: each is named once");
    }
}

#[test]
fn every_code_has_a_fixture() {
    let mut paths = files("tests/fixtures/err", "txt");
    paths.extend(files("tests/fixtures/records", "ndjson"));
    let report =
        read("tests/fixtures/reports/whole.json").expect("a report with a remark of each sort");
    for code in Code::ALL {
        let prefix = format!("{}-", code.name());
        let is_of_reports = report.contains(&format!("\"code\": \"{}\"", code.name()));
        assert!(
            paths.iter().any(|path| stem(path).starts_with(&prefix)) || is_of_reports,
            "no tests/fixtures/err/{prefix}….txt, tests/fixtures/records/{prefix}….ndjson or report shows the code {}",
            code.name()
        );
    }
}

#[test]
fn every_fixture_is_described() {
    let readme = read("tests/fixtures/README.md").expect("tests/fixtures/README.md");
    for path in fixtures() {
        let name = path.strip_prefix("tests/fixtures/").expect("a fixture");
        assert!(readme.contains(&format!("`{name}`")), "tests/fixtures/README.md on {name}?");
    }
}

/// The values the schema allows for `name`, such as the layouts there are.
fn values(schema: &Value, name: &str) -> Vec<String> {
    let of = &schema["$defs"][name];
    let alternatives = of["oneOf"].as_array().or(of["enum"].as_array());
    let value = |value: &Value| value.get("const").unwrap_or(value).as_str().map(str::to_owned);
    alternatives.into_iter().flatten().filter_map(value).collect()
}

#[test]
fn every_layout_role_field_kind_and_consent_has_a_fixture() {
    let schema = serde_json::from_str(&run(&["schema"]).stdout).expect("a schema");
    let folders = ["ok", "err", "html", "samples"].map(|name| format!("tests/fixtures/{name}"));
    let paths = folders.iter().flat_map(|folder| files(folder, "json"));
    let goldens: String = paths.map(|path| read(&path).expect("a golden")).collect();
    for (name, key) in [
        ("Layout", "layout"),
        ("Role", "role"),
        ("Field", "field"),
        ("Kind", "kind"),
        ("Consent", "consent"),
        ("LineEnds", "line_ends"),
        ("Severity", "severity"),
    ] {
        let values = values(&schema, name);
        assert!(!values.is_empty(), "the schema lists no {name}");
        for value in values {
            let shown = format!("\"{key}\": \"{value}\"");
            assert!(goldens.contains(&shown), "no fixture gives {shown}");
        }
    }
}

#[test]
fn a_folder_is_the_array_of_its_files() {
    for folder in ["tests/fixtures/ok", "tests/fixtures/err", "samples"] {
        let singles: Vec<_> = files(folder, "txt").iter().map(|path| json_of(path)).collect();
        assert!(!singles.is_empty());
        let array = run(&["convert", "--to", "json", folder]).stdout;
        let array: Vec<Value> = serde_json::from_str(&array).expect("an array");
        assert!(array == singles, "the array of {folder} is not that of its files");
        let lines = run(&["convert", "--to", "ndjson", folder]).stdout;
        let lines: Vec<Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("one object a line"))
            .collect();
        assert!(lines == singles, "the lines of {folder} are not those of its files");
    }
}

#[test]
fn an_array_is_its_objects_indented() {
    let [one, other] = SEVERAL.map(|path| run(&["convert", "--to", "json", path]).stdout);
    let indented = |object: &str| {
        let lines: Vec<_> = object.lines().map(|line| format!("  {line}")).collect();
        lines.join("\n")
    };
    let array = run(&["convert", "--to", "json", SEVERAL[0], SEVERAL[1]]).stdout;
    assert_eq!(array, format!("[\n{},\n{}\n]\n", indented(&one), indented(&other)));
}
