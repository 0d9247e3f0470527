//! Blocks: what came or went together between two passages that stayed is one variation.
//!
//! A section that one portal has left out is one thing to look at, not a heading, three paragraphs and
//! four cookies. A block is a run of passages of prose that the same charters have, or have not, where no
//! passage stands between that these charters share with the baseline. The cookies of its tables go with the
//! heading above them when all of them do.

use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::FixedState;

use super::{FamilyComparison, Finding, cookies, prose};
use crate::drift::corpus::{CharterId, Document, DocumentId, ItemKind};
use crate::drift::difference::{Level, Subject};
use crate::drift::report::BlockKind;

/// Whether the charters have it and the baseline has not, or the other way round.
type IsAdded = bool;

/// Joins what was found of each block into one difference.
pub(super) fn join(
    prose: &prose::Readings<'_>,
    declared: &cookies::Readings<'_>,
    found: Vec<Finding>,
) -> Vec<Finding> {
    let (mut passages, mut rows, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for it in found {
        let is_whole = it.level == Level::Words && it.baseline.is_some() != it.reading.is_some();
        match it.subject {
            Subject::Prose if is_whole => passages.push(it),
            Subject::Cookie if is_whole => rows.push(it),
            _ => others.push(it),
        }
    }
    passages.sort_by_key(|it| it.position);
    let mut cookies = Cookies::of(declared, &rows);
    for ((is_added, block), charters) in runs(prose, &passages) {
        let block: Vec<&Finding> = block.iter().filter_map(|&at| passages.get(at)).collect();
        let headings = block.iter().filter(|it| it.passage.block == BlockKind::Heading);
        let headings: Vec<u32> = headings.map(|it| it.position.1).collect();
        let taken = cookies.of_block(is_added, &headings, &charters);
        others.extend(one(&block, &taken, charters));
    }
    let taken = cookies.taken;
    for (mut row, who) in rows.into_iter().zip(taken) {
        row.charters.retain(|charter| !who.contains(charter));
        others.extend((!row.charters.is_empty()).then_some(row));
    }
    others
}

/// Cookies that came or went.
struct Cookies<'r> {
    declared: &'r cookies::Readings<'r>,
    rows: &'r [Finding],
    /// The numbers of the rows of each cookie, by its place in the order of all.
    numbers: HashMap<(IsAdded, u32), Vec<usize>, FixedState>,
    /// What stands below the headings of the baseline.
    below_in_baseline: Option<Below>,
    /// The charters whose rows went with a block.
    taken: Vec<HashSet<CharterId, FixedState>>,
}

impl<'r> Cookies<'r> {
    fn of(declared: &'r cookies::Readings<'r>, rows: &'r [Finding]) -> Self {
        let mut numbers: HashMap<_, Vec<usize>, _> = HashMap::default();
        for (at, it) in rows.iter().enumerate() {
            numbers.entry((it.baseline.is_none(), it.position.1)).or_default().push(at);
        }
        let taken = vec![HashSet::default(); rows.len()];
        Self { declared, rows, numbers, below_in_baseline: None, taken }
    }

    /// Takes the rows that stand below the `headings` of a block, where all of these charters have them, or all
    /// of the baseline's went.
    fn of_block(
        &mut self,
        is_added: IsAdded,
        headings: &[u32],
        charters: &[CharterId],
    ) -> Vec<&'r Finding> {
        let mut declared = Vec::new();
        if headings.is_empty() || self.rows.is_empty() {
            return declared;
        }
        let (rows, numbers) = (self.rows, &self.numbers);
        let below_added;
        let below = if is_added {
            let comparing = self.declared.comparing;
            let entry = charters.first().and_then(|&it| comparing.corpus.entry(it));
            let document = entry.map_or(DocumentId::MAX, |entry| entry.document);
            below_added = below_headings(comparing, document);
            &below_added
        } else {
            self.below_in_baseline.get_or_insert_with(|| below_in_baseline(self.declared))
        };
        for cookies in headings.iter().filter_map(|heading| below.get(heading)) {
            let numbers = cookies.iter().filter_map(|&it| numbers.get(&(is_added, it)));
            let rows = numbers.flatten().filter_map(|&at| Some((at, rows.get(at)?)));
            let all: Vec<_> = rows.filter(|it| is_subset(charters, &it.1.charters)).collect();
            if !is_added && all.len() < cookies.len() {
                continue;
            }
            for (at, row) in all {
                declared.push(row);
                self.taken.get_mut(at).into_iter().for_each(|who| who.extend(charters));
            }
        }
        declared
    }
}

/// Runs of passages, by their numbers, between two that stayed, and the charters that each came to or went
/// from.
fn runs(
    prose: &prose::Readings<'_>,
    passages: &[Finding],
) -> BTreeMap<(IsAdded, Vec<usize>), Vec<CharterId>> {
    let mut of_charters: HashMap<CharterId, [Vec<usize>; 2], FixedState> = HashMap::default();
    for (number, it) in passages.iter().enumerate() {
        for &charter in &it.charters {
            let [gone, come] = of_charters.entry(charter).or_default();
            if it.baseline.is_none() { come.push(number) } else { gone.push(number) }
        }
    }
    let next = prose.next_in_baseline();
    let position = |at: &usize| passages.get(*at).map_or(u32::MAX, |it| it.position.1);
    let mut runs: BTreeMap<_, Vec<CharterId>> = BTreeMap::new();
    for (charter, both) in of_charters {
        let [gone, _] = &both;
        let gone: Vec<u32> = gone.iter().map(position).collect();
        // What went from this charter does not stay.
        let has_stayed = |from: u32, to: u32| {
            let next = |position: u32| next.get(position as usize).copied();
            let stays = std::iter::successors(next(from), |it| next(it.saturating_add(1)));
            stays.take_while(|it| *it < to).any(|it| gone.binary_search(&it).is_err())
        };
        for (is_added, passages) in [false, true].into_iter().zip(&both) {
            let together = |one: &usize, other: &usize| {
                !has_stayed(position(one).saturating_add(1), position(other))
            };
            for run in passages.chunk_by(together) {
                runs.entry((is_added, run.to_vec())).or_default().push(charter);
            }
        }
    }
    for charters in runs.values_mut() {
        charters.sort_unstable();
    }
    runs
}

/// The places of cookies in their order, by that of the heading they stand below.
type Below = HashMap<u32, Vec<u32>, FixedState>;

/// Which cookies of the baseline stand below which heading: each as where the baseline's row of it stands.
fn below_in_baseline(declared: &cookies::Readings<'_>) -> Below {
    let mut of_documents: BTreeMap<DocumentId, HashSet<u32, FixedState>> = BTreeMap::new();
    for (document, position) in declared.documents_of_baseline() {
        of_documents.entry(document).or_default().insert(position);
    }
    let mut all = Below::default();
    for (document, wanted) in of_documents {
        for (heading, cookies) in below_headings(declared.comparing, document) {
            let cookies = cookies.into_iter().filter(|it| wanted.contains(it));
            all.entry(heading).or_default().extend(cookies);
        }
    }
    for cookies in all.values_mut() {
        cookies.sort_unstable();
    }
    all
}

/// Which cookies stand below which heading of a document.
fn below_headings(comparing: &FamilyComparison<'_>, document: DocumentId) -> Below {
    let (shared, collation) = (comparing.shared, comparing.collation);
    let [prose, tables] = shared.groups_of(document);
    let document = Document::read(comparing.corpus, document);
    let mut headings: HashMap<u32, u32, FixedState> = HashMap::default();
    for matched in collation.matches(prose) {
        let line = document.prose.get(matched.lines.start);
        if let Some(line) = line.filter(|line| line.kind == ItemKind::Heading) {
            headings.insert(line.place.section, collation.prose.order.position(matched.passage));
        }
    }
    let mut below = Below::default();
    for row in collation.rows(tables) {
        let section = document.tables.get(row.table).map(|table| table.place.section);
        if let Some(&heading) = section.and_then(|section| headings.get(&section)) {
            below.entry(heading).or_default().push(collation.cookies.order.position(row.cookie));
        }
    }
    below
}

/// Whether all of some charters are among others; both are in order.
fn is_subset(some: &[CharterId], others: &[CharterId]) -> bool {
    some.len() <= others.len() && some.iter().all(|it| others.binary_search(it).is_ok())
}

/// All of a block as one difference, which stands where its first passage does.
fn one(prose: &[&Finding], cookies: &[&Finding], charters: Vec<CharterId>) -> Option<Finding> {
    let (first, rest) = prose.split_first()?;
    let mut whole = Finding { charters, ..Finding::clone(first) };
    for part in rest.iter().chain(cookies) {
        let sides = [(&mut whole.baseline, &part.baseline), (&mut whole.reading, &part.reading)];
        for (text, more) in sides {
            if let (Some(text), Some(more)) = (text, more) {
                text.push('\n');
                text.push_str(more);
            }
        }
        whole.tie |= part.tie;
        whole.agreeing = whole.agreeing.min(part.agreeing);
    }
    whole.cookies = cookies.iter().filter_map(|it| it.passage.cookie.clone()).collect();
    Some(whole)
}
