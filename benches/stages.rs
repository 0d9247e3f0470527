//! How fast each stage is, in bytes of charter a second on one core.
//!
//! `cargo bench --bench stages`. The text is the samples' French template, or that of the folder
//! `CHARTE_CORPUS` names.

use std::borrow::Cow;
use std::path::Path;

use charte::formats::{FORMATS, Style};
use charte::interpret::{Interpreter, Options};
use charte::model::Charter;
use charte::normalize::{self, Typography};
use charte::source::Source;
use charte::syntax;
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// The bytes of some charters of one template.
#[expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a benchmark reads its own data"
)]
fn corpus() -> Vec<Vec<u8>> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let named = std::env::var_os("CHARTE_CORPUS");
    let folder = named.as_deref().map_or(samples.as_path(), Path::new);
    let is_of_template = |name: &str| {
        let template = ["rivage.txt", "vallon.txt", "plateau.txt", "estuaire.txt", "falaise.txt"];
        named.is_some() || template.contains(&name)
    };
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let wanted = files.filter(|entry| is_of_template(&entry.file_name().to_string_lossy()));
    wanted.map(|entry| std::fs::read(entry.path()).unwrap()).collect()
}

fn size(corpus: &[Vec<u8>]) -> BytesCount {
    BytesCount::new(corpus.iter().map(Vec::len).sum::<usize>())
}

fn decoded(corpus: &[Vec<u8>]) -> Vec<Source<'_>> {
    corpus
        .iter()
        .map(|bytes| Source::decode(bytes, Some(Cow::Borrowed("charter.txt")), None))
        .collect()
}

fn charters<'s>(interpreter: &mut Interpreter, sources: &'s [Source<'_>]) -> Vec<Charter<'s>> {
    let read =
        |source: &'s Source<'_>| interpreter.interpret(source, &syntax::parse(source.text()));
    sources.iter().map(read).collect()
}

#[divan::bench]
fn decode(bencher: Bencher) {
    let corpus = corpus();
    bencher.counter(size(&corpus)).bench_local(|| decoded(&corpus));
}

#[divan::bench]
fn parse(bencher: Bencher) {
    let corpus = corpus();
    let sources = decoded(&corpus);
    bencher.counter(size(&corpus)).bench_local(|| {
        sources.iter().map(|source| syntax::parse(source.text())).collect::<Vec<_>>()
    });
}

/// Charters of one template, by an interpreter that has read some before: a folder or a corpus.
#[divan::bench]
fn parse_and_interpret_many(bencher: Bencher) {
    let corpus = corpus();
    let sources = decoded(&corpus);
    let mut interpreter = Interpreter::new(Options::default());
    bencher.counter(size(&corpus)).bench_local(|| charters(&mut interpreter, &sources));
}

/// Each charter by an interpreter that has read nothing yet.
#[divan::bench]
fn parse_and_interpret_one(bencher: Bencher) {
    let corpus = corpus();
    let sources = decoded(&corpus);
    bencher
        .counter(size(&corpus))
        .bench_local(|| sources.iter().map(charte::read).collect::<Vec<_>>());
}

#[divan::bench(args = FORMATS.iter().map(|format| format.name()))]
fn write(bencher: Bencher, name: &str) {
    let corpus = corpus();
    let sources = decoded(&corpus);
    let charters = charters(&mut Interpreter::new(Options::default()), &sources);
    let Some(format) = FORMATS.iter().find(|format| format.name() == name) else { return };
    bencher.counter(size(&corpus)).bench_local(|| {
        let mut out = Vec::new();
        for charter in &charters {
            divan::black_box(format.write(charter, Style::default(), false, &mut out)).ok();
        }
        out
    });
}

#[divan::bench]
fn normal_text(bencher: Bencher) {
    let corpus = corpus();
    let sources = decoded(&corpus);
    let charters = charters(&mut Interpreter::new(Options::default()), &sources);
    bencher.counter(size(&corpus)).bench_local(|| {
        let mut out = String::new();
        for charter in &charters {
            normalize::write(charter, Typography::Plain, &mut out);
        }
        out
    });
}
