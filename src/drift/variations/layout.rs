//! Differences in layout alone: blank lines, the order of rows, and passages that stand elsewhere.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use foldhash::fast::FixedState;

use super::layouts::{Group, LayoutSignature, Shape, layouts};
use super::prose::Text;
use super::{FamilyComparison, Finding, columns, cookies, prose};
use crate::drift::census::count;
use crate::drift::collation::{PassageId, TableId, out_of_order};
use crate::drift::corpus::{CharterId, Document};
use crate::drift::difference::{Level, Subject};
use crate::drift::shared_parts::GroupId;
use crate::drift::votes::Votes;

/// Finds what differs in layout only, in passages whose text is the baseline's.
pub(super) fn compare(
    prose: &prose::Readings<'_>,
    cookies: &cookies::Readings<'_>,
    found: &mut Vec<Finding>,
) {
    let groups = layouts(prose.comparing);
    compare_prose(prose, &groups, found);
    compare_tables(cookies, &groups, found);
}

/// How many charters have how many blank lines before passages.
struct Gaps<T>(HashMap<T, Votes<u32>, FixedState>);

impl<T: Copy + Eq + Hash> Gaps<T> {
    /// What charters have, from what each group has.
    fn of<'g>(
        groups: &'g BTreeMap<LayoutSignature, Group>,
        each: impl Fn(&'g LayoutSignature) -> Vec<(T, u32)>,
    ) -> Self {
        let mut gaps: HashMap<T, Votes<u32>, FixedState> = HashMap::default();
        for (signature, group) in groups {
            let first = group.charters().min().unwrap_or(CharterId::MAX);
            for (of, gap) in each(signature) {
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

/// The charters of which something is told, each with the number of the line of prose, or of the table,
/// that it is about.
type Holders = Vec<(CharterId, u32)>;

fn compare_prose(
    prose: &prose::Readings<'_>,
    groups: &BTreeMap<LayoutSignature, Group>,
    found: &mut Vec<Finding>,
) {
    let comparing = prose.comparing;
    let order = &comparing.collation.prose.order;
    let usual = Gaps::of(groups, |signature| signature.prose.clone());
    let mut others: BTreeMap<(PassageId, u32, bool), Holders> = BTreeMap::new();
    for (signature, group) in groups {
        let there: Vec<_> =
            signature.prose.iter().filter(|&&(id, _)| prose.is_in_baseline(id)).collect();
        let positions: Vec<_> = there.iter().map(|&&(id, _)| order.position(id)).collect();
        let is_usual = there.iter().all(|&&(id, gap)| gap == usual.usual(id).0);
        if is_usual && positions.is_sorted() {
            continue;
        }
        let moved = out_of_order(&positions);
        let ranks = ranks(&positions);
        for (&same, charters) in &group.by_prose {
            let texts = texts(prose, same);
            let firsts = first_of_runs(&moved, &ranks, &texts);
            for ((&&(id, gap), (text, line)), is_moved) in there.iter().zip(texts).zip(firsts) {
                if text == Text::Same && (is_moved || gap != usual.usual(id).0) {
                    let who = others.entry((id, gap, is_moved)).or_default();
                    who.extend(charters.iter().map(|&charter| (charter, line)));
                }
            }
        }
    }
    let mut differing: HashMap<PassageId, u64, FixedState> = HashMap::default();
    for (&(id, ..), who) in &others {
        *differing.entry(id).or_default() += who.len() as u64;
    }
    for ((id, gap, is_moved), who) in others {
        let (there, tie) = usual.usual(id);
        let (passage, text) = (prose.passage(id), prose.text(id));
        let (Some(passage), Some(text)) = (passage, text) else { continue };
        let with = |gap: u32| "\n".repeat(gap as usize) + &text;
        let position = prose.position(id);
        let differing = differing.get(&id).copied().unwrap_or_default();
        let agreeing = prose.weight_of_base(id).saturating_sub(differing);
        let finding = Finding {
            baseline: Some(with(there)),
            reading: Some(with(gap)),
            agreeing,
            tie: comparing.is_tie(tie || (is_moved && agreeing == who.len() as u64)),
            ..Finding::new(Subject::Prose, Level::Layout, &passage, position)
        };
        found.extend(laid_out_otherwise(comparing, finding, who, true));
    }
}

/// What those lines of a group are beside the baseline's texts whose passages it has, and their numbers.
fn texts(prose: &prose::Readings<'_>, group: GroupId) -> Vec<(Text, u32)> {
    let comparing = prose.comparing;
    let Some(&document) = comparing.shared.documents(group).first() else { return Vec::new() };
    let document = Document::read(comparing.corpus, document);
    let matches = comparing.collation.matches(group).iter();
    let matches = matches.filter(|it| prose.is_in_baseline(it.passage));
    let texts = matches.map(|it| {
        let line = document.prose.get(it.lines.start);
        let text = line.map_or(Text::Other, |line| prose.text_of(it, line));
        (text, count(it.lines.start))
    });
    texts.collect()
}

/// The places of `positions` among themselves, so that what a document has not is no gap.
fn ranks(positions: &[u32]) -> Vec<usize> {
    let mut sorted = positions.to_vec();
    sorted.sort_unstable();
    positions.iter().map(|position| sorted.partition_point(|it| it < position)).collect()
}

/// Of what is moved, the first of each run that was moved together: the rest went with it. Where the
/// text of that is another, this is told already and weighs more.
fn first_of_runs(moved: &[bool], ranks: &[usize], texts: &[(Text, u32)]) -> Vec<bool> {
    let (mut before, mut is_told) = (None, false);
    let firsts = moved.iter().zip(ranks).zip(texts).map(|((&moved, &at), &(text, _))| {
        is_told &= before.is_some_and(|before| at == before + 1);
        before = moved.then_some(at);
        let is_first = moved && text == Text::Same && !is_told;
        is_told |= moved && text != Text::SameButAddress;
        is_first
    });
    firsts.collect()
}

fn compare_tables(
    cookies: &cookies::Readings<'_>,
    groups: &BTreeMap<LayoutSignature, Group>,
    found: &mut Vec<Finding>,
) {
    let comparing = cookies.comparing;
    let order = &comparing.collation.cookies.order;
    let above = Gaps::of(groups, |signature| {
        signature.tables.iter().map(|shape| (shape.table, shape.above)).collect()
    });
    let between = Gaps::of(groups, |signature| {
        signature.tables.iter().flat_map(|shape| shape.rows.clone()).collect()
    });
    // A shape as the baseline has it: the same rows, in its order.
    let expected = |shape: &Shape| {
        let rows = shape.rows.iter().map(|&(id, _)| (id, between.usual(id).0));
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|&(id, _)| order.position(id));
        Shape { table: shape.table, above: above.usual(shape.table).0, rows }
    };
    let mut agreeing: HashMap<TableId, u64, FixedState> = HashMap::default();
    let mut others: BTreeMap<Shape, Holders> = BTreeMap::new();
    for (signature, group) in groups {
        for (number, shape) in signature.tables.iter().enumerate() {
            let mut shape = shape.clone();
            shape.rows.retain(|&(id, _)| cookies.base(id).is_some());
            if shape.rows.is_empty() {
                // The baseline has no such table; of those that have it the cookies are told.
                continue;
            }
            if shape == expected(&shape) {
                *agreeing.entry(shape.table).or_default() += group.charters().count() as u64;
                continue;
            }
            let who = others.entry(shape).or_default();
            who.extend(group.charters().map(|charter| (charter, count(number))));
        }
    }
    for (shape, who) in others {
        let expected = expected(&shape);
        let is_moved = !shape.rows.is_sorted_by_key(|&(id, _)| order.position(id));
        let level = if is_moved { Level::Order } else { Level::Layout };
        let text = |Shape { above, rows, .. }: &Shape| {
            let rows = rows.iter().enumerate().map(|(number, &(id, gap))| {
                let breaks = gap as usize + usize::from(number > 0);
                "\n".repeat(breaks) + &cookies.name(id).unwrap_or_default()
            });
            "\n".repeat(*above as usize) + &rows.collect::<String>()
        };
        let table = shape.table;
        let passage = columns::passage(comparing, table, None);
        let agreeing = agreeing.get(&table).copied().unwrap_or_default();
        let tie = above.usual(table).1 || (is_moved && agreeing == who.len() as u64);
        let finding = Finding {
            baseline: Some(text(&expected)),
            reading: Some(text(&shape)),
            agreeing,
            tie: comparing.is_tie(tie),
            ..Finding::new(Subject::Table, level, &passage, (1, table, u32::MAX))
        };
        found.extend(laid_out_otherwise(comparing, finding, who, false));
    }
}

/// A difference in layout, of these charters, and the line in the first of them: that of the prose, or of the table,
/// whose number goes with it.
fn laid_out_otherwise(
    comparing: &FamilyComparison<'_>,
    finding: Finding,
    mut holders: Holders,
    is_prose: bool,
) -> Option<Finding> {
    holders.sort_unstable();
    let &(first, number) = holders.first()?;
    let entry = comparing.corpus.entry(first)?;
    let [_, tables] = comparing.shared.groups_of(entry.document);
    let table = || comparing.collation.tables(tables).get(number as usize).map(|&(_, item)| item);
    let number = if is_prose { number } else { table()? };
    let item = comparing.corpus.item(entry.document, is_prose, number);
    let line = item.and_then(|item| comparing.corpus.line(entry, item));
    let charters = holders.into_iter().map(|(charter, _)| charter).collect();
    Some(Finding { charters, line, ..finding })
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
        let first = |texts: [Text; 5]| first_of_runs(&moved, &ranks, &texts.map(|text| (text, 0)));
        let (same, other) = (Text::Same, Text::Other);
        assert_eq!(first([same; 5]), [false, true, false, true, false]);
        let address = Text::SameButAddress;
        assert_eq!(first([same, address, same, same, same]), [false, false, true, true, false]);
        assert_eq!(first([same, other, same, same, same]), [false, false, false, true, false]);
    }
}
