//! From a task to charters: files and standard input are decoded and parsed, records parsed, and
//! JSON taken as it is.

use std::io::{self, Read as _};
use std::path::Path;

use serde::Deserializer as _;
use serde::de::{DeserializeSeed, SeqAccess, Visitor};

use super::input::{Found, Lines, Task};
use super::pipeline::Collector;
use super::{args, input, report};
use crate::formats::{self, Record};
use crate::input::{Form, Input, Options, decode, repaired};
use crate::interpret::{Interpreter, portal_of_path};
use crate::model::Charter;
use crate::source::Source;

/// Nothing is kept to be used again above this size, in bytes.
const KEPT: usize = 4 * 1024 * 1024;

/// What stands between what is wrong with a line and the place where it is.
const AT_COLUMN: &str = " at column ";

/// How to read, and the buffer to read into.
pub(super) struct Reader {
    from: args::From,
    /// What is known of each input, and the name of the last.
    options: Options,
    parser: Parser,
    buffer: Vec<u8>,
}

/// Makes charters of texts.
struct Parser {
    interpreter: Interpreter,
    form: Form,
    /// Whether the portal of a charter is the host by which its path is named.
    has_portal_from_path: bool,
    /// Whether charters are read to be compared: as they were meant before they were damaged, and with the remarks
    /// on them kept to oneself.
    compares: bool,
}

/// A charter that was read, and what it was read from.
pub(super) struct Read<'r> {
    pub(super) charter: &'r Charter<'r>,
    pub(super) origin: Origin<'r>,
    /// Whether it was read from a page rather than from a text.
    pub(super) is_page: bool,
}

/// What a charter was read from.
pub(super) enum Origin<'r> {
    /// A file, its bytes and the text they show.
    File(&'r Found, &'r [u8], &'r Source<'r>),
    /// Standard input or a record, its bytes and the text they show.
    Stream(&'r [u8], &'r Source<'r>),
    /// JSON.
    Json,
    /// A line that could not be read, for which the charter stands.
    Unreadable,
}

/// Takes each charter as it is read.
type Each<'e> = dyn FnMut(&Read<'_>, &mut Collector) + 'e;

impl Reader {
    pub(super) fn new(args: &args::Input) -> Self {
        let options = args.options();
        let parser = Parser {
            interpreter: Interpreter::new(options.interpret),
            form: options.form,
            has_portal_from_path: options.interpret.portal_from_path,
            compares: false,
        };
        Self { from: args.from, options, parser, buffer: Vec::new() }
    }

    /// One that reads charters as they were meant before they were damaged, and says nothing of them, only of
    /// what it cannot read.
    pub(super) fn comparing(args: &args::Input) -> Self {
        let mut reader = Self::new(args);
        reader.parser.compares = true;
        reader
    }

    /// Reads the charters of a batch of tasks.
    pub(super) fn read_all(
        &mut self,
        batch: Vec<Task>,
        collector: &mut Collector,
        each: &mut Each<'_>,
    ) {
        for task in batch {
            self.read(task, collector, each);
            if !collector.hand_over_if_large() {
                return;
            }
        }
    }

    /// Reads the charters of `task`. What cannot be read is reported, and the rest is read.
    fn read(&mut self, task: Task, collector: &mut Collector, each: &mut Each<'_>) {
        match task {
            Task::File(found) => self.file(&found, collector, each),
            Task::Stdin(name) => self.stdin(name, collector, each),
            Task::Lines(lines) => self.lines(&lines, collector, each),
            Task::Json { container, stream } => {
                let mut taker = Taker { parser: &self.parser, collector, each };
                if let Err(error) = read_json(stream, &mut taker) {
                    fail(collector, &format!("cannot read {container}: {error}"));
                }
            }
            Task::Failed(reason) => fail(collector, &reason),
        }
    }

    fn file(&mut self, found: &Found, collector: &mut Collector, each: &mut Each<'_>) {
        self.buffer.clear();
        // Reading up to a limit does not ask the system for the size first: charters are small, and
        // the buffer has been used before.
        let read = input::open(&found.path)
            .and_then(|file| file.take(u64::MAX).read_to_end(&mut self.buffer));
        let name = found.path.display().to_string();
        match read {
            Ok(_) => {
                self.options.name = Some(name);
                let source = decode(&self.buffer, &self.options);
                self.parser.parse(&source, (&self.buffer, Some(found)), collector, each);
            }
            Err(error) => fail(collector, &format!("cannot read {name}: {error}")),
        }
        if self.buffer.capacity() > KEPT {
            self.buffer = Vec::new();
        }
    }

    fn stdin(&mut self, name: Option<String>, collector: &mut Collector, each: &mut Each<'_>) {
        let mut bytes = Vec::new();
        if let Err(error) = io::stdin().lock().read_to_end(&mut bytes) {
            fail(collector, &format!("cannot read standard input: {error}"));
            return;
        }
        self.options.name = name;
        let source = decode(&bytes, &self.options);
        self.parser.parse(&source, (&bytes, None), collector, each);
    }

    fn lines(&mut self, lines: &Lines, collector: &mut Collector, each: &mut Each<'_>) {
        for (number, line) in (lines.first..).zip(split(&lines.bytes)) {
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            if let Err(why) = self.line(line, collector, each) {
                let why = shortened(why);
                let container = &lines.container;
                fail(collector, &format!("cannot read line {number} of {container}: {why}"));
                let charter = formats::unreadable(line, self.path(), &why);
                let origin = Origin::Unreadable;
                each(&Read { charter: &charter, origin, is_page: false }, collector);
            }
            if !collector.hand_over_if_large() {
                return;
            }
        }
    }

    /// Where the path is in each line of a stream.
    fn path(&self) -> &'static [&'static str] {
        if self.from == args::From::Records { Record::PATH } else { formats::PATH }
    }

    fn line(
        &mut self,
        line: &[u8],
        collector: &mut Collector,
        each: &mut Each<'_>,
    ) -> Result<(), String> {
        let line = simdutf8::compat::from_utf8(line)
            .map_err(|error| format!("it is not UTF-8{AT_COLUMN}{}", error.valid_up_to() + 1))?;
        if self.from == args::From::Records {
            let source = Record::read(line).map_err(|error| on_one_line(&error))?.into_source();
            self.parser.parse(&source, (source.text().as_bytes(), None), collector, each);
        } else {
            let mut charter = formats::read(line).map_err(|error| on_one_line(&error))?;
            self.parser.name_portal(&mut charter);
            each(&Read::json(&charter), collector);
        }
        Ok(())
    }
}

impl Parser {
    /// Gives a charter that was read before the portal by which its path is named, if that is asked for.
    fn name_portal(&self, charter: &mut Charter<'_>) {
        let path = charter.source.path.as_deref().filter(|_| self.has_portal_from_path);
        if let Some(portal) = path.and_then(portal_of_path) {
            charter.portal = Some(portal);
        }
    }

    /// Reads a text whose bytes came from that file, or from a stream.
    fn parse(
        &mut self,
        source: &Source<'_>,
        (bytes, file): (&[u8], Option<&Found>),
        collector: &mut Collector,
        each: &mut Each<'_>,
    ) {
        let repaired = if self.compares { repaired(source, self.form) } else { None };
        let source = repaired.as_ref().unwrap_or(source);
        let input = Input::of(source, self.form);
        let (shown, is_page) = (input.source(), input.is_page());
        let charter = input.read(&mut self.interpreter);
        if !self.compares {
            let name = source.name().unwrap_or("-");
            report::diagnostics(&mut collector.made.said, name, &charter.diagnostics);
        }
        let origin = match file {
            Some(file) => Origin::File(file, bytes, shown),
            None => Origin::Stream(bytes, shown),
        };
        each(&Read { charter: &charter, origin, is_page }, collector);
    }
}

impl<'r> Read<'r> {
    fn json(charter: &'r Charter<'r>) -> Self {
        Self { charter, origin: Origin::Json, is_page: false }
    }
}

impl Read<'_> {
    /// The text it was read from.
    pub(super) fn source(&self) -> Option<&Source<'_>> {
        match &self.origin {
            Origin::File(_, _, source) | Origin::Stream(_, source) => Some(source),
            Origin::Json | Origin::Unreadable => None,
        }
    }

    /// Whether the charter only stands for a line that could not be read.
    pub(super) fn is_unreadable(&self) -> bool {
        matches!(self.origin, Origin::Unreadable)
    }

    /// The path to write it under: where it was found, else its name.
    pub(super) fn relative(&self) -> &Path {
        match &self.origin {
            Origin::File(found, ..) => found.relative(),
            _ => Path::new(self.charter.source.path.as_deref().unwrap_or("stdin")),
        }
    }
}

/// Why a line could not be read, without all of a long text that is quoted in it.
fn shortened(why: String) -> String {
    const LONGEST: usize = 200;
    let Some((what, column)) = why.rsplit_once(AT_COLUMN) else { return why };
    match what.char_indices().nth(LONGEST).and_then(|(end, _)| what.get(..end)) {
        Some(what) => format!("{what}…{AT_COLUMN}{column}"),
        None => why,
    }
}

/// The lines of `bytes`, without their ends.
fn split(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]).map(move |end| {
        let line = bytes.get(start..end).unwrap_or_default();
        start = end + 1;
        line
    })
}

/// What is wrong with a line of JSON, whose number is told elsewhere.
fn on_one_line(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", AT_COLUMN)
}

/// Reports that something could not be done.
pub(super) fn fail(collector: &mut Collector, reason: &str) {
    report::failure(&mut collector.made.said, &reason);
    collector.made.status.failed = true;
}

/// Takes the charters of a JSON array one by one, so that the array is never in memory whole.
struct Taker<'t, 'e> {
    parser: &'t Parser,
    collector: &'t mut Collector,
    each: &'t mut Each<'e>,
}

fn read_json(stream: impl io::Read, taker: &mut Taker<'_, '_>) -> serde_json::Result<()> {
    let mut json = serde_json::Deserializer::from_reader(io::BufReader::new(stream));
    json.deserialize_any(taker)?;
    json.end()
}

impl<'de> Visitor<'de> for &mut Taker<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a charter, or an array of them")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut charters: A) -> Result<(), A::Error> {
        while let Some(charter) = charters.next_element::<Charter<'static>>()? {
            if !self.take(charter) {
                // Nobody wants the rest; it is passed over, or it would be an error.
                while charters.next_element::<serde::de::IgnoredAny>()?.is_some() {}
                return Ok(());
            }
        }
        Ok(())
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let value = serde::de::value::MapAccessDeserializer::new(map);
        let charter = std::marker::PhantomData::<Charter<'static>>.deserialize(value)?;
        self.take(charter);
        Ok(())
    }
}

impl Taker<'_, '_> {
    fn take(&mut self, mut charter: Charter<'_>) -> bool {
        self.parser.name_portal(&mut charter);
        (self.each)(&Read::json(&charter), self.collector);
        self.collector.hand_over_if_large()
    }
}
