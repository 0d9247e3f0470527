//! Differences in layout alone: blank lines, the order of rows, and passages that stand elsewhere.
//!
//! Charters whose passages are in the same slots and stand on the same lines are laid out alike,
//! and are looked at together: of a thousand charters hardly a dozen are laid out in their own way.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::prose::Text;
use super::{Comparing, Found, columns, cookies, prose};
use crate::drift::collation::{Match, Placed, RowMatch, SlotId, out_of_order};
use crate::drift::corpus::{CharterId, DocumentId};
use crate::drift::difference::{Level, Subject};
use crate::drift::votes::Votes;

/// How the charters of a family are laid out.
#[derive(Default)]
pub(super) struct Layouts(HashMap<Laid, Group, FixedState>);

/// One way to be laid out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Laid {
    /// The slots of the prose, in the order of the text, with the blank lines before each.
    prose: Vec<(SlotId, u32)>,
    tables: Vec<Shape>,
}

/// A table as it is laid out: the blank lines above it, and its rows in order, with the blank lines
/// before each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Shape {
    table: SlotId,
    above: u32,
    rows: Vec<(SlotId, u32)>,
}

/// The charters that are laid out alike.
#[derive(Default)]
struct Group {
    charters: Vec<CharterId>,
    /// How much their layout counts: as much as they are many, or more than all others together.
    weight: u64,
    /// Their documents, each with where its charters are among all.
    documents: Vec<(DocumentId, Range<usize>)>,
}

impl Layouts {
    /// Counts how the charters of a document are laid out; the baseline that was named is one.
    pub(super) fn add(&mut self, comparing: &Comparing<'_, '_>, placed: &Placed) {
        const NAMED: u64 = u64::MAX >> 1;
        let corpus = comparing.corpus;
        let mut by_lines: BTreeMap<&[u32], Vec<CharterId>> = BTreeMap::new();
        for &charter in corpus.charters(placed.id) {
            by_lines.entry(corpus.lines(charter)).or_default().push(charter);
        }
        for (lines, charters) in by_lines {
            let group = self.0.entry(laid(comparing, placed, lines)).or_default();
            group.weight += charters.len() as u64;
            let start = group.charters.len();
            group.charters.extend(charters);
            group.documents.push((placed.id, start..group.charters.len()));
        }
        if comparing.baseline == Some(placed.id) {
            let lines = corpus.lines_of_baseline();
            self.0.entry(laid(comparing, placed, lines)).or_default().weight += NAMED;
        }
    }

    /// Finds what differs in layout only, in passages whose text is the baseline's.
    pub(super) fn compare(
        self,
        comparing: &Comparing<'_, '_>,
        prose: &prose::Readings,
        cookies: &cookies::Readings,
        found: &mut Vec<Found>,
    ) {
        let mut groups: Vec<_> = self.0.into_iter().collect();
        groups.sort_by(|(one, _), (other, _)| one.cmp(other));
        compare_prose(comparing, prose, &groups, found);
        compare_tables(comparing, cookies, &groups, found);
    }
}

/// How a document is laid out on these lines.
fn laid(comparing: &Comparing<'_, '_>, placed: &Placed, lines: &[u32]) -> Laid {
    let corpus = comparing.corpus;
    let mut end = 1;
    let items = lines.iter().zip(corpus.items(placed.id));
    let gaps = items.map(|(&line, (_, item))| {
        let gap = line.saturating_sub(end);
        end = line.saturating_add(corpus.height(item));
        gap
    });
    let gaps: Vec<u32> = gaps.collect();
    let gap = |item: u32| gaps.get(item as usize).copied().unwrap_or_default();
    let item = |it: &Match| placed.document.prose.get(it.lines.start).map(|line| line.place.item);
    let prose = placed.prose.iter().map(|it| (it.slot, item(it).map_or(0, gap)));
    let tables = placed.document.tables.iter().zip(&placed.tables).enumerate();
    let mut rows: HashMap<usize, Vec<(SlotId, u32)>, FixedState> = HashMap::default();
    for &RowMatch { slot, table, row } in &placed.rows {
        // A row that has gone to another table is told as what has become of it.
        if placed.tables.get(table) == Some(&Some(comparing.home(slot))) {
            rows.entry(table).or_default().push((slot, gap(row.item)));
        }
    }
    let tables = tables.filter_map(|(number, (table, slot))| {
        let rows = rows.remove(&number).unwrap_or_default();
        Some(Shape { table: (*slot)?, above: gap(table.place.item), rows })
    });
    Laid { prose: prose.collect(), tables: tables.collect() }
}

/// How many charters have how many blank lines before passages.
struct Gaps<T>(HashMap<T, Votes<u32>, FixedState>);

impl<T: Copy + Eq + Hash> Gaps<T> {
    /// What charters have, from what each group has.
    fn of<'g>(groups: &'g [(Laid, Group)], each: impl Fn(&'g Laid) -> Vec<(T, u32)>) -> Self {
        let mut gaps: HashMap<T, Votes<u32>, FixedState> = HashMap::default();
        for (laid, group) in groups {
            let first = group.charters.iter().min().copied().unwrap_or(CharterId::MAX);
            for (of, gap) in each(laid) {
                gaps.entry(of).or_default().add(gap, group.weight, first);
            }
        }
        Self(gaps)
    }

    /// What most have, and whether the first path decided.
    fn usual(&self, of: T) -> (u32, bool) {
        let most = self.0.get(&of).and_then(Votes::most);
        most.map_or((0, false), |most| (most.of, most.tie))
    }
}

/// The charters of which something is told, each with the item that it is about.
type Who = Vec<(CharterId, u32)>;

fn compare_prose(
    comparing: &Comparing<'_, '_>,
    prose: &prose::Readings,
    groups: &[(Laid, Group)],
    found: &mut Vec<Found>,
) {
    let order = &comparing.collation.prose.order;
    let usual = Gaps::of(groups, |laid| laid.prose.clone());
    let mut others: BTreeMap<(SlotId, u32, bool), Who> = BTreeMap::new();
    for (laid, group) in groups {
        let there: Vec<_> =
            laid.prose.iter().filter(|&&(slot, _)| prose.is_in_baseline(slot)).collect();
        let positions: Vec<_> = there.iter().map(|&&(slot, _)| order.position(slot)).collect();
        let is_usual = there.iter().all(|&&(slot, gap)| gap == usual.usual(slot).0);
        if is_usual && positions.is_sorted() {
            continue;
        }
        let moved = out_of_order(&positions);
        for (document, charters) in group.documents() {
            let placed = comparing.collation.place(comparing.corpus, document);
            let matches = placed.prose.iter().filter(|it| prose.is_in_baseline(it.slot));
            let lines =
                matches.map(|it| placed.document.prose.get(it.lines.start).map(|line| (it, line)));
            let lines: Vec<_> = lines.collect();
            let text =
                |it: &Option<_>| it.map_or(Text::Other, |(it, line)| prose.text_of(it, line));
            let texts: Vec<_> = lines.iter().map(text).collect();
            let firsts = first_of_runs(&moved, &ranks(&positions), &texts);
            let all = there.iter().zip(lines).zip(texts).zip(firsts);
            for (((&&(slot, gap), line), text), is_moved) in all {
                let Some((_, line)) = line.filter(|_| text == Text::Same) else { continue };
                if is_moved || gap != usual.usual(slot).0 {
                    let who = others.entry((slot, gap, is_moved)).or_default();
                    who.extend(charters.iter().map(|&charter| (charter, line.place.item)));
                }
            }
        }
    }
    let mut differing: HashMap<SlotId, u64, FixedState> = HashMap::default();
    for (&(slot, ..), who) in &others {
        *differing.entry(slot).or_default() += who.len() as u64;
    }
    for ((slot, gap, is_moved), who) in others {
        let (there, tie) = usual.usual(slot);
        let (passage, text) = (prose.passage(comparing, slot), prose.text(comparing, slot));
        let (Some(passage), Some(text)) = (passage, text) else { continue };
        let with = |gap: u32| "\n".repeat(gap as usize) + &text;
        let position = prose::Readings::position(comparing, slot);
        let difference = Found::new(Subject::Prose, Level::Layout, &passage, position);
        let differing = differing.get(&slot).copied().unwrap_or_default();
        let agreeing = prose.weight_of_base(slot).saturating_sub(differing);
        let tie = tie || (is_moved && agreeing == who.len() as u64);
        let texts = (with(there), with(gap));
        found.extend(laid_otherwise(comparing, difference, texts, who, (agreeing, tie)));
    }
}

impl Group {
    /// The documents, with the charters of each that are laid out like this.
    fn documents(&self) -> impl Iterator<Item = (DocumentId, &[CharterId])> {
        self.documents.iter().map(|(document, charters)| {
            (*document, self.charters.get(charters.clone()).unwrap_or_default())
        })
    }
}

/// The places of `positions` among themselves, so that what a document has not is no gap.
fn ranks(positions: &[u32]) -> Vec<usize> {
    let mut sorted = positions.to_vec();
    sorted.sort_unstable();
    positions.iter().map(|position| sorted.partition_point(|it| it < position)).collect()
}

/// Of what is moved, the first of each run that was moved together: the rest went with it. Where the
/// text of that is another, this is told already and weighs more.
fn first_of_runs(moved: &[bool], ranks: &[usize], texts: &[Text]) -> Vec<bool> {
    let (mut before, mut is_told) = (None, false);
    let firsts = moved.iter().zip(ranks).zip(texts).map(|((&moved, &at), &text)| {
        is_told &= before.is_some_and(|before| at == before + 1);
        before = moved.then_some(at);
        let is_first = moved && text == Text::Same && !is_told;
        is_told |= moved && text != Text::SameButAddress;
        is_first
    });
    firsts.collect()
}

fn compare_tables(
    comparing: &Comparing<'_, '_>,
    cookies: &cookies::Readings,
    groups: &[(Laid, Group)],
    found: &mut Vec<Found>,
) {
    let order = &comparing.collation.cookies.order;
    let above = Gaps::of(groups, |laid| {
        laid.tables.iter().map(|shape| (shape.table, shape.above)).collect()
    });
    let between =
        Gaps::of(groups, |laid| laid.tables.iter().flat_map(|shape| shape.rows.clone()).collect());
    // A shape as the baseline has it: the same rows, in its order.
    let expected = |shape: &Shape| {
        let rows = shape.rows.iter().map(|&(slot, _)| (slot, between.usual(slot).0));
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|&(slot, _)| order.position(slot));
        Shape { table: shape.table, above: above.usual(shape.table).0, rows }
    };
    let mut agreeing: HashMap<SlotId, u64, FixedState> = HashMap::default();
    let mut others: BTreeMap<Shape, Who> = BTreeMap::new();
    for (laid, group) in groups {
        for (number, shape) in laid.tables.iter().enumerate() {
            let mut shape = shape.clone();
            shape.rows.retain(|&(slot, _)| cookies.is_in_baseline(slot));
            if shape.rows.is_empty() {
                // The baseline has no such table; of those that have it the cookies are told.
                continue;
            }
            if shape == expected(&shape) {
                *agreeing.entry(shape.table).or_default() += group.charters.len() as u64;
                continue;
            }
            let who = others.entry(shape).or_default();
            for (document, charters) in group.documents() {
                let placed = comparing.collation.place(comparing.corpus, document);
                let known = placed.document.tables.iter().zip(&placed.tables);
                let mut known = known.filter(|(_, slot)| slot.is_some());
                let item = known.nth(number).map_or(0, |(table, _)| table.place.item);
                who.extend(charters.iter().map(|&charter| (charter, item)));
            }
        }
    }
    for (shape, who) in others {
        let expected = expected(&shape);
        let is_moved = !shape.rows.is_sorted_by_key(|&(slot, _)| order.position(slot));
        let level = if is_moved { Level::Order } else { Level::Layout };
        let text = |Shape { above, rows, .. }: &Shape| {
            let rows = rows.iter().enumerate().map(|(number, &(slot, gap))| {
                let breaks = gap as usize + usize::from(number > 0);
                "\n".repeat(breaks) + &cookies.name(comparing, slot).unwrap_or_default()
            });
            "\n".repeat(*above as usize) + &rows.collect::<String>()
        };
        let table = shape.table;
        let passage = columns::passage(comparing, table, None);
        let difference = Found::new(Subject::Table, level, &passage, (1, table, u32::MAX));
        let agreeing = agreeing.get(&table).copied().unwrap_or_default();
        let tie = above.usual(table).1 || (is_moved && agreeing == who.len() as u64);
        let texts = (text(&expected), text(&shape));
        found.extend(laid_otherwise(comparing, difference, texts, who, (agreeing, tie)));
    }
}

/// A difference in layout, of the charters and the item it is about.
fn laid_otherwise(
    comparing: &Comparing<'_, '_>,
    difference: Found,
    (baseline, reading): (String, String),
    mut who: Who,
    (agreeing, tie): (u64, bool),
) -> Option<Found> {
    who.sort_unstable();
    let &(first, item) = who.first()?;
    Some(Found {
        baseline: Some(baseline),
        reading: Some(reading),
        charters: who.into_iter().map(|(charter, _)| charter).collect(),
        line: comparing.corpus.lines(first).get(item as usize).map(|&line| line.into()),
        agreeing,
        // A baseline that was named decides alone.
        tie: tie && comparing.baseline.is_none(),
        ..difference
    })
}

#[cfg(test)]
mod tests {
    use super::{Text, first_of_runs, ranks};

    #[test]
    fn what_is_absent_is_no_gap() {
        assert_eq!(ranks(&[7, 9, 2, 3]), [2, 3, 0, 1]);
    }

    #[test]
    fn what_moves_together_is_told_once() {
        let moved = [false, true, true, true, false];
        let ranks = [0, 3, 4, 6, 1];
        let first = |texts: [Text; 5]| first_of_runs(&moved, &ranks, &texts);
        let (same, other) = (Text::Same, Text::Other);
        assert_eq!(first([same; 5]), [false, true, false, true, false]);
        let address = Text::SameButAddress;
        assert_eq!(first([same, address, same, same, same]), [false, false, true, true, false]);
        assert_eq!(first([same, other, same, same, same]), [false, false, false, true, false]);
    }
}
