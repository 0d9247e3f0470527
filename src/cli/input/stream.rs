//! Streams that hold many charters: records, NDJSON and JSON arrays.
//!
//! Lines are cut into pieces of whole lines for the threads to read; a JSON array or object has no
//! such seams and goes to one thread as it is.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use serde::de::IgnoredAny;

use super::{Lines, Task};
use crate::cli::args::From;

/// How much of a stream one task has, in bytes, give or take a line.
const PIECE: usize = 256 * 1024;

/// How much room is made for one: reading to the end of something wants some beyond it.
const ROOM: usize = PIECE + 32 * 1024;

/// A byte order mark, which is no JSON but is often there.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// A stream of JSON, of which it is known how it is cut.
pub(super) struct Stream {
    container: Arc<str>,
    shape: Shape,
    reader: BufReader<Box<dyn Read + Send>>,
    /// What was read to find out the shape.
    begun: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Many lines, a value each.
    Lines,
    /// One line with a value.
    OneLine,
    /// One array of values.
    Array,
    /// One value over many lines.
    Object,
}

impl Stream {
    pub(super) fn open(name: &str, reader: Box<dyn Read + Send>, from: From) -> io::Result<Self> {
        let mut reader = BufReader::with_capacity(64 * 1024, reader);
        let mut begun = piece(&mut reader)?;
        if begun.starts_with(BOM) {
            begun.drain(..BOM.len());
        }
        let shape = if from == From::Records { Shape::Lines } else { shape(&begun) };
        Ok(Self { container: Arc::from(name), shape, reader, begun })
    }

    /// Whether it holds a number of values rather than one.
    pub(super) fn is_several(&self) -> bool {
        matches!(self.shape, Shape::Lines | Shape::Array)
    }

    pub(super) fn tasks(self) -> Box<dyn Iterator<Item = Task>> {
        let Self { container, shape, mut reader, begun } = self;
        if matches!(shape, Shape::Array | Shape::Object) {
            let stream = Box::new(io::Cursor::new(begun).chain(reader));
            return Box::new(std::iter::once(Task::Json { container, stream }));
        }
        let mut first = 1;
        let mut next = Some(Ok(begun));
        Box::new(std::iter::from_fn(move || {
            let bytes = match next.take().unwrap_or_else(|| piece(&mut reader)) {
                Ok(bytes) if bytes.is_empty() => return None,
                Ok(bytes) => bytes,
                Err(error) => {
                    next = Some(Ok(Vec::new()));
                    return Some(Task::Failed(format!(
                        "cannot read {container} to its end: {error}"
                    )));
                }
            };
            let lines = Lines { container: Arc::clone(&container), first, bytes };
            first += memchr::memchr_iter(b'\n', &lines.bytes).count() as u64;
            Some(Task::Lines(lines))
        }))
    }
}

/// The next whole lines of `reader`, nothing at its end.
fn piece(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(ROOM);
    reader.by_ref().take(PIECE as u64).read_to_end(&mut bytes)?;
    if bytes.last().is_some_and(|&last| last != b'\n') {
        reader.read_until(b'\n', &mut bytes)?;
    }
    Ok(bytes)
}

/// What the beginning of a stream, some whole lines, shows of its shape.
fn shape(begun: &[u8]) -> Shape {
    let is_blank = |line: &&[u8]| line.iter().all(u8::is_ascii_whitespace);
    let mut lines = begun.split(|&byte| byte == b'\n').filter(|line| !is_blank(line));
    let Some(first) = lines.next() else { return Shape::Lines };
    let is_array = first.trim_ascii_start().first() == Some(&b'[');
    let is_value = |line: &[u8]| serde_json::from_slice::<IgnoredAny>(line).is_ok();
    let is_object = |line: &[u8]| line.trim_ascii_start().starts_with(b"{") && is_value(line);
    match lines.next() {
        _ if is_array => Shape::Array,
        None => Shape::OneLine,
        // The first of many lines may be broken; an object over many lines has none on its second.
        Some(second) if is_value(first) || is_object(second) => Shape::Lines,
        Some(_) => Shape::Object,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_whole_lines_and_know_their_numbers() {
        let line = format!("{{\"text\": \"{}\"}}\n", "a".repeat(1000));
        let text = line.repeat(1000);
        let stream =
            Stream::open("x", Box::new(io::Cursor::new(text.clone())), From::Records).unwrap();
        let mut joined = Vec::new();
        for task in stream.tasks() {
            let Task::Lines(lines) = task else { panic!("records come as lines") };
            assert_eq!(lines.first, 1 + (joined.len() / line.len()) as u64);
            assert!(lines.bytes.ends_with(b"\n"));
            joined.extend(lines.bytes);
        }
        assert_eq!(joined, text.as_bytes());
    }

    #[test]
    fn shapes_show_at_the_beginning() {
        for (text, expected) in [
            ("", "lines"),
            ("{\"a\":1}\n", "one"),
            ("{\"a\":1}\n{\"a\":2}\n", "lines"),
            ("\n [\n{}]", "array"),
            ("{\n \"a\": 1\n}\n", "object"),
        ] {
            let found = match shape(text.as_bytes()) {
                Shape::Lines => "lines",
                Shape::OneLine => "one",
                Shape::Array => "array",
                Shape::Object => "object",
            };
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
