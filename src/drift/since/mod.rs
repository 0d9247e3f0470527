//! What has changed since charters were read before: each is compared with its namesake, by the same rules and with
//! the same fingerprints as charters of one template are.
//!
//! Charters that changed alike are compared once, and told as one variation: the time grows with the corpus.

mod namesakes;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::num::NonZeroUsize;

use namesakes::{Namesakes, namesakes};

use super::census::Entry;
use super::corpus::Corpus;
use super::families;
use super::report::{Changed, Diagnostic, Family, Reading, Report, Since, Variation, Whose};
use super::variations::Unread;
use super::{Census, Severity, compared, of_charters, of_unread, remark, threads};
use crate::diagnostic::Code;

/// Tells what has changed since the charters of `before` were read, which stood in `folder`; what weighs less than
/// `least` is only counted.
#[must_use]
pub fn report_since(
    census: &Census,
    (before, folder): (&Census, &str),
    least: Severity,
    threads: NonZeroUsize,
) -> Report {
    let (now, before) = (&*census.in_order(), &*before.in_order());
    let found = namesakes(now, before, folder);
    let alike = alike(now, before, &found);
    let compared = threads::map(
        &alike,
        threads,
        |_| 1,
        |(charters, baseline)| compare(&now.beside(charters.first()?, (before, baseline))),
    );
    let mut families: BTreeMap<Option<String>, Merged> = BTreeMap::new();
    let mut unread = BTreeSet::new();
    for (compared, (charters, _)) in compared.into_iter().zip(&alike) {
        let Some((family, rows)) = compared else { continue };
        // What is told of the first of several that are the same is true of all.
        let first = charters.first().map(|first| now.path(first));
        for row in rows {
            let of_all = charters.iter().filter(|_| first == Some(&*row.path));
            unread.extend(of_all.map(|it| Unread { path: now.path(it).to_owned(), ..row.clone() }));
            unread.insert(row);
        }
        families.entry(family.language.clone()).or_default().add(now, charters, family);
    }
    let families = families.into_iter().map(|(language, it)| it.finish(language, folder));
    let several = found.several.iter().map(|&several| several_namesakes(now, several));
    let whose = |census: &Census, at: &usize| {
        let entry = census.charters.get(*at);
        let name = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Whose {
            path: entry.map(|entry| census.path(entry).to_owned()).unwrap_or_default(),
            portal: entry.and_then(|entry| name(census.host(entry))),
        }
    };
    let changed = found
        .pairs
        .iter()
        .map(|(at, old)| Changed { whose: whose(now, at), before: whose(before, old).path });
    let mut diagnostics: Vec<_> = of_charters(now).chain(of_charters(before)).collect();
    diagnostics.extend(several);
    diagnostics.extend(of_unread(unread));
    diagnostics.sort_unstable();
    diagnostics.dedup();
    let since = Since {
        path: folder.to_owned(),
        new: found.new.iter().map(|at| whose(now, at)).collect(),
        gone: found.gone.iter().map(|at| whose(before, at)).collect(),
        changed: changed.collect(),
        same: 0,
    };
    let report = Report::new(now, families.collect(), diagnostics);
    let mut report = Report { since: Some(since), ..report };
    report.hide_below(least);
    report
}

/// The pairs, those together that have the same texts on the same lines both now and before: what is told of one is
/// true of all.
fn alike<'c>(now: &Census, before: &'c Census, found: &Namesakes) -> Vec<(Vec<Entry>, &'c Entry)> {
    let mut alike: Vec<(Vec<Entry>, &Entry)> = Vec::new();
    let mut known: HashMap<([u32; 4], bool), usize> = HashMap::new();
    for &(at, old) in &found.pairs {
        let (Some(entry), Some(old)) = (now.charters.get(at), before.charters.get(old)) else {
            continue;
        };
        let numbers = [entry.document, entry.layout, old.document, old.layout];
        let key = (numbers, now.host(entry) == before.host(old));
        let place = *known.entry(key).or_insert(alike.len());
        if let Some((charters, _)) = alike.get_mut(place) {
            charters.push(*entry);
        } else {
            alike.push((vec![*entry], old));
        }
    }
    alike
}

/// Compares the charter of a census with its baseline.
fn compare(census: &Census) -> Option<(Family, BTreeSet<Unread>)> {
    let census = &*census.as_meant();
    let corpus = Corpus::new(census);
    let document = census.charters.first()?.document;
    let baseline = census.baseline.as_ref()?.document;
    let mut documents = vec![baseline, document];
    documents.dedup();
    let family = families::Family { language: corpus.language(document), documents };
    compared(&corpus, &family, Severity::Layout).map(|(family, _, unread)| (family, unread))
}

/// The path and the host of a charter that has a variation, and the line.
type Holder = (String, String, Option<u64>);

/// The charters of one language and how they have changed, while they are put together.
#[derive(Default)]
struct Merged {
    charters: u64,
    first: Option<String>,
    variations: Vec<(Variation, Vec<Holder>)>,
    /// Their places by their fingerprints.
    known: HashMap<String, usize>,
}

impl Merged {
    fn add(&mut self, now: &Census, charters: &[Entry], family: Family) {
        self.charters += charters.len() as u64;
        let first = self.first.take().into_iter().chain(family.first).min();
        self.first = first;
        for variation in family.variations {
            let key = variation.fingerprint.clone();
            let line = variation.reading.line;
            let who = charters
                .iter()
                .map(|entry| (now.path(entry).to_owned(), now.host(entry).to_owned(), line));
            let who: Vec<_> = who.collect();
            let place = *self.known.entry(key).or_insert(self.variations.len());
            match self.variations.get_mut(place) {
                Some((_, all)) => all.extend(who),
                None => self.variations.push((variation, who)),
            }
        }
    }

    fn finish(self, language: Option<String>, folder: &str) -> Family {
        let mut variations = self.variations;
        for (variation, who) in &mut variations {
            who.sort();
            let text = variation.reading.text.take();
            let who = who.iter().map(|(path, host, line)| (&**path, &**host, *line));
            variation.reading = Reading::new(text, who);
        }
        // Stable: what changed in one charter stays in the order of its text.
        variations.sort_by(|(one, _), (other, _)| {
            let key = |it: &Variation| (Reverse(it.severity), Reverse(it.reading.charters));
            key(one).cmp(&key(other))
        });
        Family {
            language,
            charters: self.charters,
            baseline: folder.to_owned(),
            variations: variations.into_iter().map(|(variation, _)| variation).collect(),
            first: self.first,
        }
    }
}

fn several_namesakes(now: &Census, (new, gone, first): (usize, usize, usize)) -> Diagnostic {
    let first = now.charters.get(first);
    let host = first.map(|it| now.host(it)).unwrap_or_default();
    let message = format!(
        "{new} of {host} are here that are not told apart, and {gone} went under other names: all are new or gone"
    );
    remark(Code::SeveralNamesakes, first.map(|it| now.path(it)).unwrap_or_default(), &message)
}
