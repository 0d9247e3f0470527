//! A program that calls the library reads what the tool reads.

#![cfg(test)]

use charte::formats::{JSON, Style};
use charte::input::{self, Form, Input};
use charte::interpret::Interpreter;
use charte::model::Charter;
use charte::source::encoding_named;

use crate::goldens::{files, golden_of, read, root};

#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(root(path)).expect("a fixture")
}

fn json(charter: &Charter<'_>) -> String {
    let mut json = Vec::new();
    JSON.write(charter, Style::default(), false, &mut json).expect("memory takes all");
    String::from_utf8(json).expect("JSON is UTF-8") + "\n"
}

/// Every text and page, with the golden of what the tool writes of it.
fn fixtures() -> impl Iterator<Item = (String, String)> {
    let beside = [("ok", "txt"), ("err", "txt"), ("html", "html")].into_iter();
    let beside = beside
        .flat_map(|(folder, extension)| files(&format!("tests/fixtures/{folder}"), extension))
        .map(|path| (golden_of(&path, "json"), path));
    let samples = files("samples", "txt").into_iter();
    let samples = samples
        .map(|path| (golden_of(&path.replace("samples", "tests/fixtures/samples"), "json"), path));
    beside.chain(samples).map(|(golden, path)| (path, read(&golden).expect("a golden")))
}

#[test]
fn bytes_are_read_as_the_tool_reads_them() {
    for (path, golden) in fixtures() {
        let options = input::Options { name: Some(path.clone()), ..input::Options::default() };
        let charter = charte::read_bytes(&bytes(&path), &options);
        assert_eq!(json(&charter), golden, "{path}");
    }
}

#[test]
fn a_source_is_read_as_the_tool_reads_it() {
    let mut interpreter = Interpreter::default();
    for (path, golden) in fixtures() {
        let options = input::Options { name: Some(path.clone()), ..input::Options::default() };
        let bytes = bytes(&path);
        let source = input::decode(&bytes, &options);
        let charter = charte::read(&source);
        assert_eq!(json(&charter), golden, "{path}");
        assert_eq!(Input::of(&source, Form::Found).read(&mut interpreter), charter, "{path}");
        assert_eq!(charter.clone().into_owned(), charter, "{path}");
    }
}

#[test]
fn what_the_caller_knows_decides() {
    let page = "Cookie policy\n\n<p>Name\tPurpose\nsid\td\u{e9}pos\u{e9}";
    let latin: Vec<u8> = page.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect();
    let mut options = input::Options::default();
    assert_eq!(charte::read_bytes(&latin, &options).cookies.len(), 1, "it is found to be a text");
    options.form = Form::Page;
    options.encoding = encoding_named("iso-8859-2");
    let charter = charte::read_bytes(&latin, &options);
    assert_eq!(charter.source.encoding, "ISO-8859-2");
    assert_eq!(charter.cookies.len(), 0, "the line ends of a page part no rows");
}
