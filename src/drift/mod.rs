//! Where one portal's wording has left the others'.
//!
//! Charters are counted before they are compared. A [`census`](Census) keeps every text of a corpus
//! once; `families` tells which charters descend from one template, and `shared_parts` which of them share
//! their prose or their tables, to be looked at once; `collation` finds which passages of different
//! charters are the same passage; `variations` finds each passage's baseline
//! and the readings that differ from it; `comparison` says in which words, `rules` name the
//! difference and weigh it, and a [report](mod@report) tells of it. No two charters are ever compared with
//! each other: the cost is that of the texts that differ.
//!
//! Two other comparisons end in the same report: `since` compares each charter with what it was before, and `declared`
//! only what tables declare, for which it asks `interpret` what a retention means. `accepted` takes out of a report what
//! a team has accepted.
//! Damaged charters are compared as they were meant: [`input::repaired`](crate::input::repaired) repairs a source
//! before it is read, the census the texts of what was read without, and words that lost characters are told by those of
//! others.
//!
//! The report is the same whatever the order the charters came in, and however a corpus was cut
//! into censuses that were merged. This room reads no files and knows no terminal; it is the sole
//! user of `similar` beside the command line, and of `xxhash-rust`, whose hashes are the same on
//! every machine.
//!
//! ```
//! use charte::drift::{Census, Severity, report};
//! use charte::input::Options;
//!
//! let mut census = Census::new();
//! for (name, duration) in [("a.txt", "1 year"), ("b.txt", "1 year"), ("c.txt", "2 years")] {
//!     let text = format!(
//!         "Cookie policy\n\nThis site sets cookies. They are small files.\n\n\
//!          Name\tPurpose\tDuration\nsid\tKeeps you signed in\t{duration}\n"
//!     );
//!     let options = Options { name: Some(name.to_owned()), ..Options::default() };
//!     census.add(&charte::read_bytes(text.as_bytes(), &options), None);
//! }
//! let report = report(&census, Severity::Wording);
//!
//! let [family] = &*report.families else { panic!("they are of one template") };
//! assert_eq!(family.variations[0].rule, "retention-change");
//! assert_eq!(family.variations[0].reading.text.as_deref(), Some("2 years"));
//! ```

mod accepted;
mod census;
mod collation;
mod comparison;
mod corpus;
mod declared;
mod difference;
mod families;
mod mask;
mod names;
pub mod report;
pub mod rules;
mod severity;
mod shared_parts;
mod since;
mod threads;
mod variations;
mod votes;
mod words;

pub use accepted::Accepted;
pub use census::{Census, PartError};
pub use declared::report_declared;
pub use severity::Severity;
pub use since::report_since;

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use crate::diagnostic::Code;
use crate::source::Damage;
use corpus::Corpus;
use report::{Diagnostic, Family, Hidden, Report, Tally};
use shared_parts::SharedParts;
use variations::{FamilyComparison, Unread};

/// What stands for the baseline of a family that has none but its majority.
const CONSENSUS: &str = "consensus";

/// Tells where the charters of a census have drifted from each other; what weighs less than `least`
/// is only counted.
#[must_use]
pub fn report(census: &Census, least: Severity) -> Report {
    report_in_threads(census, least, NonZeroUsize::MIN)
}

/// The same report, with the families compared side by side in so many threads.
#[must_use]
pub fn report_in_threads(census: &Census, least: Severity, threads: NonZeroUsize) -> Report {
    let census = &*census.as_meant();
    let corpus = Corpus::new(census);
    let baseline = census.baseline.map(|entry| entry.document);
    let families = families::find(&corpus, baseline);
    let compared = threads::map(
        &families,
        threads,
        |family| family.documents.len(),
        |family| compared(&corpus, family, least),
    );
    let mut hidden = Tally::default();
    let mut families = Vec::with_capacity(compared.len());
    let mut unread = BTreeSet::new();
    for (family, lesser, rows) in compared.into_iter().flatten() {
        families.push(family);
        hidden.add_all(lesser);
        unread.extend(rows);
    }
    let unlike = census.baseline.as_ref().map(|entry| census.path(entry)).filter(|path| {
        census.charters() > 0 && families.iter().all(|family| family.baseline != *path)
    });
    let mut diagnostics: Vec<_> = of_charters(census).chain(unlike.map(not_compared)).collect();
    diagnostics.extend(of_unread(unread));
    Report {
        hidden: Hidden { below: least, tally: hidden },
        ..Report::new(census, families, diagnostics)
    }
}

/// Where the charters of a family have drifted from each other, and how many variations weigh less
/// than `least`.
fn compared(
    corpus: &Corpus<'_>,
    family: &families::Family,
    least: Severity,
) -> Option<(Family, Tally, BTreeSet<Unread>)> {
    let charters = corpus.weight_of(&family.documents);
    if charters == 0 {
        // The baseline, which no charter is like.
        return None;
    }
    let named = corpus.census.baseline.as_ref();
    let named = named.filter(|entry| family.documents.contains(&entry.document));
    let mut hidden = Tally::default();
    let (mut variations, mut unread) = (Vec::new(), BTreeSet::new());
    if charters > 1 || named.is_some() {
        let baseline = named.map(|entry| entry.document);
        let shared = SharedParts::new(corpus, &family.documents);
        let collation = collation::collate(corpus, family, &shared, baseline);
        let comparing = FamilyComparison::new(corpus, family, &shared, &collation, baseline);
        (variations, unread) = variations::find(&comparing, least, &mut hidden);
    }
    let family = Family {
        language: family.language.map(|language| language.code().to_owned()),
        charters,
        baseline: named.map_or(CONSENSUS, |entry| corpus.census.path(entry)).to_owned(),
        variations,
        first: Some(corpus.path(corpus.first_of(&family.documents)).to_owned()),
    };
    Some((family, hidden, unread))
}

fn not_a_charter(path: &str) -> Diagnostic {
    remark(Code::NotACharter, path, "this is no charter, and was left out of the comparison")
}

fn not_compared(path: &str) -> Diagnostic {
    remark(
        Code::NotCompared,
        path,
        "no charter is like this baseline: each family is compared with what most of it says",
    )
}

/// What is remarked on the charters in which rows of cookies were not read.
fn of_unread(unread: BTreeSet<Unread>) -> Vec<Diagnostic> {
    let unread: Vec<_> = unread.into_iter().collect();
    unread.chunk_by(|one, next| one.path == next.path).filter_map(not_read).collect()
}

/// What is remarked on one of them.
fn not_read(unread: &[Unread]) -> Option<Diagnostic> {
    const MOST: usize = 8;
    let one = |it: &Unread| match it.line {
        Some(line) => format!("{} (line {line})", it.cookie),
        None => it.cookie.clone(),
    };
    let names = unread.iter().take(MOST).map(one).collect::<Vec<_>>().join(", ");
    let more = unread.len().checked_sub(MOST).filter(|&more| more > 0);
    let more = more.map_or_else(String::new, |more| format!(" and {more} more"));
    let message = format!("named in the text, and in no row that was read: {names}{more}");
    Some(remark(Code::RowNotRead, &unread.first()?.path, &message))
}

/// What is remarked on what is no charter, and on charters that were damaged.
fn of_charters(census: &Census) -> impl Iterator<Item = Diagnostic> {
    let entries = census.charters.iter().chain(&census.baseline);
    let damaged = entries.filter_map(|entry| damaged(census.path(entry), entry.damage));
    census.others.iter().map(|path| not_a_charter(path)).chain(damaged)
}

/// What is remarked on one of them, once for all of it.
fn damaged(path: &str, damage: Damage) -> Option<Diagnostic> {
    let names = damage.names().collect::<Vec<_>>().join(", ");
    let code = if damage.has(Damage::MOJIBAKE) { Code::Mojibake } else { Code::DamagedText };
    let message = format!("damaged, and compared as it was meant: {names}");
    (damage != Damage::NONE).then(|| remark(code, path, &message))
}

fn remark(code: Code, path: &str, message: &str) -> Diagnostic {
    Diagnostic {
        code: code.name().to_owned(),
        severity: code.severity(),
        message: message.to_owned(),
        path: Some(path.to_owned()),
    }
}
