//! Differences in layout alone: blank lines, the order of rows, and passages that stand elsewhere.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use foldhash::fast::FixedState;

use super::prose::Text;
use super::{Comparing, Found, columns, cookies, prose};
use crate::drift::collation::{Match, RowMatch, SlotId, out_of_order};
use crate::drift::corpus::{CharterId, Document, DocumentId};
use crate::drift::difference::{Level, Subject};
use crate::drift::votes::Votes;

/// Finds what differs in layout only, in passages whose text is the baseline's.
pub(super) fn compare(
    comparing: &Comparing<'_, '_>,
    prose: &prose::Readings,
    cookies: &cookies::Readings,
    found: &mut Vec<Found>,
) {
    compare_prose(comparing, prose, found);
    compare_tables(comparing, cookies, found);
}

/// A document as the charters of one layout have it.
struct Laid {
    charters: Vec<CharterId>,
    /// The blank lines before each item.
    gaps: Vec<u32>,
    /// How much its layout counts: as much as it has charters, or more than all others together.
    weight: u64,
}

impl Laid {
    fn gap(&self, item: u32) -> u32 {
        self.gaps.get(item as usize).copied().unwrap_or_default()
    }

    /// The charters, with the item that a difference is about.
    fn who(&self, item: u32) -> impl Iterator<Item = (CharterId, u32)> {
        self.charters.iter().map(move |&charter| (charter, item))
    }
}

/// The layouts of a document; that of the baseline which was named is one of them.
fn layouts(comparing: &Comparing<'_, '_>, document: DocumentId) -> Vec<Laid> {
    const NAMED: u64 = u64::MAX >> 1;
    let corpus = comparing.corpus;
    // A row that is broken inside a cell takes more than one line.
    let heights: Vec<u32> = corpus.items(document).map(|(_, item)| corpus.height(item)).collect();
    let gaps = |lines: &[u32]| {
        let mut end = 1;
        let gaps = lines.iter().zip(&heights).map(|(&line, &height)| {
            let gap = line.saturating_sub(end);
            end = line.saturating_add(height);
            gap
        });
        gaps.collect()
    };
    let mut by_lines: BTreeMap<&[u32], Vec<CharterId>> = BTreeMap::new();
    for &charter in corpus.charters(document) {
        by_lines.entry(corpus.lines(charter)).or_default().push(charter);
    }
    let mut layouts: Vec<_> = by_lines
        .into_iter()
        .map(|(lines, charters)| Laid {
            gaps: gaps(lines),
            weight: charters.len() as u64,
            charters,
        })
        .collect();
    if comparing.baseline == Some(document) {
        let gaps = gaps(corpus.lines_of_baseline());
        layouts.push(Laid { charters: Vec::new(), gaps, weight: NAMED });
    }
    layouts
}

/// How many charters have how many blank lines before passages.
struct Gaps<T>(HashMap<T, Votes<u32>, FixedState>);

impl<T: Copy + Eq + Hash> Gaps<T> {
    fn new() -> Self {
        Self(HashMap::default())
    }

    fn add(&mut self, of: T, gap: u32, laid: &Laid) {
        let first = laid.charters.first().copied().unwrap_or(CharterId::MAX);
        self.0.entry(of).or_default().add(gap, laid.weight, first);
    }

    /// What most have, and whether the first path decided.
    fn usual(&self, of: T) -> (u32, bool) {
        let most = self.0.get(&of).and_then(Votes::most);
        most.map_or((0, false), |most| (most.of, most.tie))
    }
}

/// How a passage stands in a charter: its slot, the blank lines before it, and whether it was moved.
type Setting = (SlotId, u32, bool);

fn compare_prose(comparing: &Comparing<'_, '_>, prose: &prose::Readings, found: &mut Vec<Found>) {
    let mut usual = Gaps::new();
    each_setting(comparing, prose, |(slot, gap, _), _, laid| usual.add(slot, gap, laid));
    let mut agreeing: HashMap<SlotId, u64, FixedState> = HashMap::default();
    let mut others: BTreeMap<Setting, Vec<(CharterId, u32)>> = BTreeMap::new();
    each_setting(comparing, prose, |setting, item, laid| {
        let (slot, gap, is_moved) = setting;
        if gap == usual.usual(slot).0 && !is_moved {
            *agreeing.entry(slot).or_default() += laid.charters.len() as u64;
        } else {
            others.entry(setting).or_default().extend(laid.who(item));
        }
    });
    for ((slot, gap, is_moved), who) in others {
        let (there, tie) = usual.usual(slot);
        let (passage, text) = (prose.passage(comparing, slot), prose.text(comparing, slot));
        let (Some(passage), Some(text)) = (passage, text) else { continue };
        let with = |gap: u32| "\n".repeat(gap as usize) + &text;
        let position = prose::Readings::position(comparing, slot);
        let difference = Found::new(Subject::Prose, Level::Layout, &passage, position);
        let agreeing = agreeing.get(&slot).copied().unwrap_or_default();
        let texts = (with(there), with(gap));
        let tie = tie || (is_moved && agreeing == who.len() as u64);
        found.extend(laid_otherwise(comparing, difference, texts, who, (agreeing, tie)));
    }
}

/// Goes through all charters' passages whose text is the baseline's.
fn each_setting(
    comparing: &Comparing<'_, '_>,
    prose: &prose::Readings,
    mut each: impl FnMut(Setting, u32, &Laid),
) {
    let order = &comparing.collation.prose.order;
    for &document in &comparing.family.documents {
        let read = Document::read(comparing.corpus, document);
        let layouts = layouts(comparing, document);
        let mut matches = comparing.collation.prose.align(comparing.corpus, &read);
        matches.retain(|matched| prose.is_in_baseline(matched.slot));
        let positions: Vec<_> = matches.iter().map(|it| order.position(it.slot)).collect();
        let line = |it: &Match| read.prose.get(it.lines.start).copied();
        let text = |it: &Match| line(it).map_or(Text::Other, |line| prose.text_of(it, &line));
        let texts: Vec<_> = matches.iter().map(text).collect();
        let moved = first_of_runs(&out_of_order(&positions), &ranks(&positions), &texts);
        for ((matched, text), is_moved) in matches.iter().zip(texts).zip(moved) {
            let item = line(matched).map(|line| line.place.item);
            let Some(item) = item.filter(|_| text == Text::Same) else { continue };
            for laid in &layouts {
                each((matched.slot, laid.gap(item), is_moved), item, laid);
            }
        }
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

/// A table as it is laid out: the blank lines above it, and its rows in order, with the blank lines
/// before each.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    table: SlotId,
    above: u32,
    rows: Vec<(SlotId, u32)>,
}

fn compare_tables(
    comparing: &Comparing<'_, '_>,
    cookies: &cookies::Readings,
    found: &mut Vec<Found>,
) {
    let order = &comparing.collation.cookies.order;
    let (mut above, mut between) = (Gaps::new(), Gaps::new());
    each_shape(comparing, cookies, |shape, _, laid| {
        above.add(shape.table, shape.above, laid);
        for &(slot, gap) in &shape.rows {
            between.add(slot, gap, laid);
        }
    });
    // A shape as the baseline has it: the same rows, in its order.
    let expected = |shape: &Shape| {
        let rows = shape.rows.iter().map(|&(slot, _)| (slot, between.usual(slot).0));
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|&(slot, _)| order.position(slot));
        Shape { table: shape.table, above: above.usual(shape.table).0, rows }
    };
    let mut agreeing: HashMap<SlotId, u64, FixedState> = HashMap::default();
    let mut others: BTreeMap<Shape, Vec<(CharterId, u32)>> = BTreeMap::new();
    each_shape(comparing, cookies, |shape, item, laid| {
        if *shape == expected(shape) {
            *agreeing.entry(shape.table).or_default() += laid.charters.len() as u64;
        } else {
            others.entry(shape.clone()).or_default().extend(laid.who(item));
        }
    });
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
        let texts = (text(&expected), text(&shape));
        let agreeing = agreeing.get(&table).copied().unwrap_or_default();
        let tie = above.usual(table).1 || (is_moved && agreeing == who.len() as u64);
        found.extend(laid_otherwise(comparing, difference, texts, who, (agreeing, tie)));
    }
}

/// Goes through the tables of all charters, with those of their rows that the baseline has too.
fn each_shape(
    comparing: &Comparing<'_, '_>,
    cookies: &cookies::Readings,
    mut each: impl FnMut(&Shape, u32, &Laid),
) {
    for &document in &comparing.family.documents {
        let read = Document::read(comparing.corpus, document);
        let layouts = layouts(comparing, document);
        let matches = comparing.collation.cookies.align(comparing.corpus, &read);
        let mut rows: HashMap<usize, Vec<(SlotId, u32)>, FixedState> = HashMap::default();
        let slots = comparing.collation.cookies.align_tables(&read);
        for RowMatch { slot, table, row } in matches {
            // A row that has gone to another table is told as what has become of it.
            let is_at_home = slots.get(table) == Some(&Some(comparing.home(slot)));
            if is_at_home && cookies.is_in_baseline(slot) {
                rows.entry(table).or_default().push((slot, row.item));
            }
        }
        for (number, (table, slot)) in read.tables.iter().zip(slots).enumerate() {
            let Some(slot) = slot else { continue };
            let rows = rows.get(&number).map_or(&[][..], |rows| rows);
            let item = table.place.item;
            for laid in &layouts {
                let rows = rows.iter().map(|&(slot, item)| (slot, laid.gap(item))).collect();
                let shape = Shape { table: slot, above: laid.gap(item), rows };
                each(&shape, item, laid);
            }
        }
    }
}

/// A difference in layout, of the charters and the item it is about.
fn laid_otherwise(
    comparing: &Comparing<'_, '_>,
    difference: Found,
    (baseline, reading): (String, String),
    mut who: Vec<(CharterId, u32)>,
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
        tie,
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
