//! How the charters of a family are laid out: their passages in order, and the blank lines between.
//!
//! Charters that have the same passages on the same lines are laid out alike, and are looked at together: of a
//! thousand charters hardly a dozen are laid out in their own way.

use std::collections::BTreeMap;

use super::FamilyComparison;
use crate::drift::collation::{CookieId, PassageId, TableId};
use crate::drift::corpus::{CharterId, DocumentId};
use crate::drift::shared_parts::GroupId;

/// One way to be laid out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LayoutSignature {
    /// The passages of the prose, in the order of the text, with the blank lines before each.
    pub(super) prose: Vec<(PassageId, u32)>,
    pub(super) tables: Vec<Shape>,
}

/// A table as it is laid out: the blank lines above it, and its rows in order, with the blank lines
/// before each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape {
    pub(super) table: TableId,
    pub(super) above: u32,
    pub(super) rows: Vec<(CookieId, u32)>,
}

/// The charters that are laid out alike.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// By the groups of their prose.
    pub(super) by_prose: BTreeMap<GroupId, Vec<CharterId>>,
    /// How much their layout counts: as much as they are many, or more than all others together.
    pub(super) weight: u64,
}

impl Group {
    pub(super) fn charters(&self) -> impl Iterator<Item = CharterId> {
        self.by_prose.values().flatten().copied()
    }
}

/// All ways in which the charters of a family are laid out; the baseline that was named is one of them.
pub(super) fn layouts(comparing: &FamilyComparison<'_>) -> BTreeMap<LayoutSignature, Group> {
    const NAMED: u64 = u64::MAX >> 1;
    let corpus = comparing.corpus;
    let mut layouts: BTreeMap<LayoutSignature, Group> = BTreeMap::new();
    for &id in &comparing.family.documents {
        let mut by_lines: BTreeMap<u32, Vec<CharterId>> = BTreeMap::new();
        for &charter in corpus.charters(id) {
            let layout = corpus.entry(charter).map(|entry| entry.layout);
            by_lines.entry(layout.unwrap_or_default()).or_default().push(charter);
        }
        let named = corpus.census.baseline.filter(|_| comparing.baseline == Some(id));
        let named = named.map(|entry| entry.layout);
        if let Some(layout) = named {
            by_lines.entry(layout).or_default();
        }
        let [prose, _] = comparing.shared.groups_of(id);
        for (layout, charters) in by_lines {
            let group = layouts.entry(signature(comparing, id, layout)).or_default();
            group.weight += charters.len() as u64;
            if named == Some(layout) {
                group.weight += NAMED;
            }
            if !charters.is_empty() {
                group.by_prose.entry(prose).or_default().extend(charters);
            }
        }
    }
    layouts
}

/// How a document is laid out whose items stand on the lines of `layout`.
fn signature(comparing: &FamilyComparison<'_>, id: DocumentId, layout: u32) -> LayoutSignature {
    let (corpus, collation) = (comparing.corpus, comparing.collation);
    let mut end = 1;
    let (mut of_prose, mut of_tables) = (Vec::new(), Vec::new());
    for (&line, (_, item)) in corpus.census.layouts.get(layout).iter().zip(corpus.items(id)) {
        let gaps = if item.is_prose() { &mut of_prose } else { &mut of_tables };
        gaps.push(line.saturating_sub(end));
        end = line.saturating_add(corpus.height(item));
    }
    let above = |line: usize| of_prose.get(line).copied().unwrap_or_default();
    let gap = |item: u32| of_tables.get(item as usize).copied().unwrap_or_default();
    let [prose, group] = comparing.shared.groups_of(id);
    let prose = collation.matches(prose).iter();
    let prose = prose.map(|it| (it.passage, above(it.lines.start))).collect();
    let tables = collation.tables(group).iter();
    let mut tables: Vec<_> =
        tables.map(|&(table, item)| Shape { table, above: gap(item), rows: Vec::new() }).collect();
    for it in collation.rows(group) {
        // A row that has gone to another table is told as what has become of it.
        let home = comparing.home(it.cookie);
        if let Some(shape) = tables.get_mut(it.table).filter(|shape| shape.table == home) {
            shape.rows.push((it.cookie, gap(it.row.item)));
        }
    }
    LayoutSignature { prose, tables }
}
