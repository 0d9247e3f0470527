//! Where the charters of a family differ from its baseline.
//!
//! For each passage the readings are counted and the baseline's is found; every other reading is
//! compared with it once, however many charters have it.

mod blocks;
mod columns;
mod cookies;
mod equivalent;
mod layout;
mod layouts;
mod naming;
mod own;
mod passage;
mod prose;
mod tally;
mod unread;

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;
pub(super) use naming::Fingerprints;
use tally::Occurrence;
pub(super) use unread::Unread;

use super::collation::{Collation, CookieId, TableId};
use super::corpus::{CharterId, Class, Corpus, DocumentId};
use super::difference::{Level, Subject};
use super::families::Family;
use super::report::{Passage, Tally, Variation};
use super::severity::Severity;
use super::shared_parts::{GroupId, SharedParts};

/// A family being compared.
pub(super) struct FamilyComparison<'f> {
    pub(super) corpus: &'f Corpus<'f>,
    pub(super) family: &'f Family,
    pub(super) shared: &'f SharedParts,
    pub(super) collation: &'f Collation,
    /// The baseline that was named, when it is of this family.
    pub(super) baseline: Option<DocumentId>,
    /// How many charters the family has, and the first of them.
    weight: u64,
    first: CharterId,
    /// Which headings have other numbers than in the baseline, once that is known.
    renumbered: OnceCell<equivalent::AllRenumbered>,
}

impl<'f> FamilyComparison<'f> {
    /// A family to be compared with `baseline`, or with what most of it says.
    pub(super) fn new(
        corpus: &'f Corpus<'f>,
        family: &'f Family,
        shared: &'f SharedParts,
        collation: &'f Collation,
        baseline: Option<DocumentId>,
    ) -> Self {
        let weight = corpus.weight_of(&family.documents);
        let first = corpus.first_of(&family.documents);
        let renumbered = OnceCell::new();
        Self { corpus, family, shared, collation, baseline, weight, first, renumbered }
    }
}

/// Where a passage stands in the baseline: prose first, then tables and cookies, each in order.
type Position = (u8, u32, u32);

/// A reading that differs from the baseline's, before a rule has named it.
#[derive(Clone, Debug)]
struct Finding {
    subject: Subject,
    level: Level,
    passage: Passage,
    position: Position,
    /// The baseline's text, where it has the passage; [`super::mask::PORTAL`] in it is the portal's
    /// address.
    baseline: Option<String>,
    /// The text of the first of the charters.
    reading: Option<String>,
    /// What it is taken to say, when that is not just its text.
    meant: Option<String>,
    /// The charters that have the reading, in order.
    charters: Vec<CharterId>,
    /// Where the reading stands in their documents.
    at: Vec<Occurrence>,
    /// Where nothing stands for it, as of a table, the line in the first of them.
    line: Option<u64>,
    /// How many charters do not differ from the baseline at this severity.
    agreeing: u64,
    tie: bool,
    states_other_consent: bool,
    /// Provider, service and purpose: equal for a cookie that was renamed.
    rename: Option<[Class; 3]>,
    /// The names of the cookies that came or went with a block.
    cookies: Vec<String>,
}

/// Finds where the charters of a family differ, the weightiest first, then in the order of the text.
/// What weighs less than `least` is only counted. Cookies whose rows were not read are named.
pub(super) fn find(
    comparing: &FamilyComparison<'_>,
    least: Severity,
    hidden: &mut Tally,
) -> (Vec<Variation>, BTreeSet<Unread>) {
    let prose = prose::Readings::new(comparing);
    let cookies = cookies::Readings::new(comparing, &prose.names);
    comparing.renumbered.get_or_init(|| equivalent::renumbered(comparing, &prose));
    let mut found = Vec::new();
    prose.compare(&mut found);
    cookies.compare(&mut found);
    layout::compare(&prose, &cookies, &mut found);
    let unread = unread::take(&prose, &mut found);
    let found = blocks::join(&prose, &cookies, found);
    (naming::name(comparing, found, least, hidden), unread)
}

impl Finding {
    /// A finding with no charters attached.
    fn new(subject: Subject, level: Level, passage: &Passage, position: Position) -> Self {
        Self {
            subject,
            level,
            passage: passage.clone(),
            position,
            baseline: None,
            reading: None,
            meant: None,
            charters: Vec::new(),
            at: Vec::new(),
            line: None,
            agreeing: 0,
            tie: false,
            states_other_consent: false,
            rename: None,
            cookies: Vec::new(),
        }
    }

    /// The same, of the charters that have what stands there.
    fn of(self, comparing: &FamilyComparison<'_>, at: Vec<Occurrence>) -> Self {
        Self { charters: comparing.charters(&at), at, ..self }
    }
}

/// Whether the baseline has something.
#[derive(Clone, Copy, Debug, Default)]
struct Presence {
    is_there: bool,
    /// How many charters have it not.
    absent: u64,
    /// Whether the first path decided.
    tie: bool,
}

impl FamilyComparison<'_> {
    /// Whether the baseline has what so many of all charters have: the one that was named, if it has it itself, else
    /// what most have, and of as many with it as without what the first has.
    fn presence(&self, (there, all): (u64, u64), is_named: bool, is_first: bool) -> Presence {
        let absent = all.saturating_sub(there);
        let is_there = match there.cmp(&absent) {
            _ if self.baseline.is_some() => is_named,
            Ordering::Equal => is_first,
            order => order.is_gt(),
        };
        Presence { is_there, absent, tie: self.is_tie(there == absent) }
    }

    /// The charters that have what stands there, in order.
    fn charters(&self, at: &[Occurrence]) -> Vec<CharterId> {
        let documents = at.iter().flat_map(|it| self.shared.documents(it.group));
        let charters = documents.flat_map(|&document| self.corpus.charters(document));
        let mut charters: Vec<_> = charters.copied().collect();
        charters.sort_unstable();
        charters.dedup();
        charters
    }

    /// Whether the first path decided: a baseline that was named decides alone.
    fn is_tie(&self, is_even: bool) -> bool {
        is_even && self.baseline.is_none()
    }

    /// The table that a cookie is in.
    fn home(&self, id: CookieId) -> TableId {
        self.collation.cookies.homes.get(id as usize).copied().unwrap_or(TableId::MAX)
    }

    /// Whether the baseline that was named is of a group.
    fn is_of_baseline(&self, group: GroupId) -> bool {
        self.baseline.is_some_and(|it| self.shared.groups_of(it).contains(&group))
    }

    /// The line in each of these charters of what stands at one of `at`.
    fn lines_in(&self, charters: &[CharterId], at: &[Occurrence]) -> Vec<Option<u64>> {
        let mut of_groups: HashMap<GroupId, Occurrence, FixedState> = HashMap::default();
        for &it in at {
            of_groups.entry(it.group).or_insert(it);
        }
        let mut known: HashMap<DocumentId, Option<usize>, FixedState> = HashMap::default();
        let mut line = |charter: CharterId| {
            let entry = self.corpus.entry(charter)?;
            let item = *known.entry(entry.document).or_insert_with(|| {
                let groups = self.shared.groups_of(entry.document);
                let at = *groups.iter().find_map(|group| of_groups.get(group))?;
                self.item_in(entry.document, at)
            });
            self.corpus.line(entry, item?)
        };
        charters.iter().map(|&charter| line(charter)).collect()
    }

    /// The line in the baseline that was named of what stands at one of `at`.
    fn line_in_baseline(&self, at: &[Occurrence]) -> Option<u64> {
        let (document, entry) = self.baseline.zip(self.corpus.census.baseline.as_ref())?;
        let at = *at.iter().find(|it| self.is_of_baseline(it.group))?;
        self.corpus.line(entry, self.item_in(document, at)?)
    }

    /// The number in a document of the item that stands there.
    fn item_in(&self, document: DocumentId, at: Occurrence) -> Option<usize> {
        self.corpus.item(document, self.shared.group(at.group)?.is_prose, at.item)
    }
}
