//! A folder of many files, as the tool reads it: neither threads, nor records in place of files, nor
//! parts change a byte.

use std::path::Path;
use std::process::{Command, Output};

use charte::drift::report::REPORTS;
use serde_json::json;

use crate::goldens::{files, root};

/// A folder of more than one batch of files, with the samples in it, some of them altered.
#[expect(clippy::disallowed_methods, reason = "tests write what is read")]
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (at, sample) in (0..150).zip(files("samples", "txt").iter().cycle()) {
        let path = folder.path().join(format!("p/{}/{at}.txt", at % 7));
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let text = std::fs::read(root(sample)).expect("a readable file");
        // A byte is dropped here and there, and some are there several times.
        let mut text = text.repeat(1 + usize::from(at % 11 == 0));
        if at % 3 == 0 && !text.is_empty() {
            let byte = at * 37 % text.len();
            text.remove(byte);
        }
        std::fs::write(path, text).expect("a file");
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_charte"));
    command.arg("drift").args(arguments).current_dir(folder).env_remove("CLICOLOR_FORCE");
    command.output().expect("it runs")
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = folder();
    let forms = REPORTS.iter().map(|form| vec!["--to", form.name(), "--min-severity", "layout"]);
    let by_portal = forms.clone().map(|form| [form, vec!["--by", "portal"]].concat());
    for arguments in forms.chain(by_portal).chain([vec!["--partial"]]) {
        let run = |threads| run(folder.path(), &[&["-j", threads, "p"], &arguments[..]].concat());
        let one = run("1");
        assert!(one.stdout.len() > 10_000, "{one:?}");
        for threads in ["2", "7"] {
            assert!(run(threads) == one, "{arguments:?} -j {threads}");
        }
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests write and read their files")]
fn files_records_and_parts_of_them_are_one_corpus() {
    let folder = folder();
    let mut records = String::new();
    for path in files_under(&folder.path().join("p")) {
        // A record is text: what is not UTF-8 has no record of its bytes.
        let Ok(text) = std::fs::read_to_string(&path) else {
            std::fs::remove_file(path).expect("a file that can be removed");
            continue;
        };
        let name = path.strip_prefix(folder.path()).expect("it is in the folder");
        let record = json!({ "path": name.to_str().expect("UTF-8"), "text": text });
        records.insert_str(0, &format!("{record}\n"));
    }
    std::fs::write(folder.path().join("all.ndjson"), records).expect("a file");
    let layout = ["--to", "json", "--min-severity", "layout"];
    let of_files = run(folder.path(), &[&["p"], &layout[..]].concat());
    assert!(of_files.stdout.len() > 10_000, "{of_files:?}");
    let of_records = [&["--from", "records", "all.ndjson"], &layout[..]].concat();
    assert!(run(folder.path(), &of_records) == of_files, "records");
    for number in 0..7 {
        let part = run(folder.path(), &["--partial", &format!("p/{number}")]).stdout;
        std::fs::write(folder.path().join(format!("{}.part", 7 - number)), part).expect("a part");
    }
    assert!(run(folder.path(), &[&["--merge", "."], &layout[..]].concat()) == of_files, "parts");
}

/// The files of a folder and of the folders in it.
#[expect(clippy::disallowed_methods, reason = "tests look at what was written")]
fn files_under(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { files_under(&path) } else { vec![path] }).collect()
}
