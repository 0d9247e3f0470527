//! How fast a corpus is read, counted and compared, in bytes of charter a second on one core.
//!
//! `cargo bench --bench corpus`. The charters are made by the generator of `examples/corpus`. The
//! arguments are how many in a hundred differ from their template: with 0 all are copies of it, but
//! for the portal's address.

use std::borrow::Cow;

use charte::drift::report::{REPORTS, Report, Theme};
use charte::drift::{self, Census, Severity};
use charte::interpret::{Interpreter, Options};
use charte::model::Charter;
use charte::source::Source;
use charte::syntax;
use divan::Bencher;
use divan::counter::BytesCount;
use generator::{Corpus, Kind, Portal, templates};

#[path = "../examples/corpus/generator/mod.rs"]
#[expect(dead_code, reason = "what must be found in the charters is for tests")]
mod generator;

/// How many charters are made.
const CHARTERS: usize = 1000;

/// How many charters in a hundred differ from their template.
const DRIFT: [u64; 2] = [0, 60];

/// How many censuses are merged.
const PARTS: usize = 4;

fn main() {
    divan::main();
}

/// A charter's path and its text.
type Made = (String, String);

#[expect(clippy::unwrap_used, reason = "a benchmark makes its own data")]
fn corpus(drift: u64) -> Vec<Made> {
    let templates = templates(Kind::Plain).unwrap();
    let options = generator::Options { charters: CHARTERS, seed: 0, drift, own: false };
    let written = |portal: Portal<'_>| {
        let mut text = String::new();
        portal.write(&mut text);
        (portal.path, text)
    };
    Corpus::new(&templates, options).unwrap().map(written).collect()
}

fn size(corpus: &[Made]) -> BytesCount {
    BytesCount::new(corpus.iter().map(|(_, text)| text.len()).sum::<usize>())
}

fn sources(corpus: &[Made]) -> Vec<Source<'_>> {
    corpus
        .iter()
        .map(|(path, text)| Source::decode(text.as_bytes(), Some(Cow::Borrowed(path)), None))
        .collect()
}

/// Hands `take` the charters one by one, as they are read.
fn read<'s>(sources: &'s [Source<'_>], mut take: impl FnMut(Charter<'s>, &'s Source<'s>)) {
    let mut interpreter = Interpreter::new(Options::default());
    for source in sources {
        take(interpreter.interpret(source, &syntax::parse(source.text())), source);
    }
}

/// So many censuses, which took the charters in turn.
fn censuses(corpus: &[Made], count: usize) -> Vec<Census> {
    let mut censuses: Vec<_> = (0..count).map(|_| Census::new()).collect();
    let sources = sources(corpus);
    let mut turn = (0..count).cycle();
    read(&sources, |charter, source| {
        if let Some(census) = turn.next().and_then(|turn| censuses.get_mut(turn)) {
            census.add(&charter, Some(source));
        }
    });
    censuses
}

fn reports(censuses: &[Census]) -> Vec<Report> {
    censuses.iter().map(|census| drift::report(census, Severity::Layout)).collect()
}

fn parts(censuses: &[Census]) -> Vec<Vec<u8>> {
    let part = |census: &Census| {
        let mut part = Vec::new();
        census.write_part(&mut part).ok();
        part
    };
    censuses.iter().map(part).collect()
}

/// Text becomes charters, by an interpreter that has read nothing before the first.
#[divan::bench(args = DRIFT)]
fn parse_and_interpret(bencher: Bencher, drift: u64) {
    let corpus = corpus(drift);
    let sources = sources(&corpus);
    bencher.counter(size(&corpus)).bench_local(|| {
        read(&sources, |charter, _| drop(divan::black_box(charter)));
    });
}

/// Charters that were read are counted.
#[divan::bench(args = DRIFT)]
fn census(bencher: Bencher, drift: u64) {
    let corpus = corpus(drift);
    let sources = sources(&corpus);
    let mut charters = Vec::new();
    read(&sources, |charter, source| charters.push((charter, source)));
    bencher.counter(size(&corpus)).bench_local(|| {
        let mut census = Census::new();
        for (charter, source) in &charters {
            census.add(charter, Some(source));
        }
        census
    });
}

/// Some censuses become one: those of as many threads, or parts.
#[divan::bench(args = DRIFT)]
fn merge(bencher: Bencher, drift: u64) {
    let corpus = corpus(drift);
    let censuses = censuses(&corpus, PARTS);
    bencher.counter(size(&corpus)).bench_local(|| {
        let mut whole = Census::new();
        for census in &censuses {
            whole.merge(census);
        }
        whole
    });
}

/// A census becomes a part, as with `--partial`.
#[divan::bench(args = DRIFT)]
fn write_part(bencher: Bencher, drift: u64) {
    let corpus = corpus(drift);
    let censuses = censuses(&corpus, 1);
    bencher.counter(size(&corpus)).bench_local(|| parts(&censuses));
}

/// Parts become censuses again, as with `--merge`.
#[divan::bench(args = DRIFT)]
fn read_parts(bencher: Bencher, drift: u64) {
    let corpus = corpus(drift);
    let parts = parts(&censuses(&corpus, PARTS));
    bencher.counter(size(&corpus)).bench_local(|| {
        parts.iter().map(|part| Census::read_part(part.as_slice()).ok()).collect::<Vec<_>>()
    });
}

/// A census becomes families, passages that are the same, and the readings that differ.
#[divan::bench(args = DRIFT)]
fn compare(bencher: Bencher, drift: u64) {
    let corpus = corpus(drift);
    let censuses = censuses(&corpus, 1);
    bencher.counter(size(&corpus)).bench_local(|| reports(&censuses));
}

/// All that was found is written, in each form.
#[divan::bench(args = REPORTS.iter().map(|form| form.name()))]
fn write_report(bencher: Bencher, form: &str) {
    let corpus = corpus(60);
    let reports = reports(&censuses(&corpus, 1));
    let Some(form) = REPORTS.iter().find(|it| it.name() == form) else { return };
    bencher.counter(size(&corpus)).bench_local(|| {
        let mut out = Vec::new();
        for report in &reports {
            divan::black_box(form.write(report, &Theme::default(), &mut out)).ok();
        }
        out
    });
}
