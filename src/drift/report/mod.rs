//! The report: plain data, as the JSON `charte-drift/1` has it, and the ways it is written: one file
//! a format, one line in the registry.
//!
//! ```
//! use charte::drift::report::{Theme, REPORTS};
//! use charte::drift::{Census, Severity, report};
//!
//! let report = report(&Census::new(), Severity::Wording);
//! let json = REPORTS.iter().find(|form| form.name() == "json").expect("there is one");
//! let mut written = Vec::new();
//! json.write(&report, &Theme::default(), &mut written)?;
//!
//! assert!(written.starts_with(b"{"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod csv;
mod json;
mod markdown;
mod ndjson;
mod tally;
mod text;
mod theme;
mod work;

use std::collections::{BTreeSet, HashSet};
use std::fmt::Debug;
use std::io;

use serde::{Deserialize, Serialize};

pub use self::tally::{Hidden, Tally};
pub use self::theme::{Style, Theme};
pub use self::work::{OfPortal, OfPortals, Portal, PortalsSchema, Witnesses, Work};
pub use super::names::Names;
use super::{Census, Severity};
use crate::diagnostic;
use crate::model::{Kind, Role};

/// The name and the version of the JSON's shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Schema {
    /// The first and only version.
    #[serde(rename = "charte-drift/1")]
    V1,
}

/// Where the charters of a corpus have drifted from each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// The shape of this object.
    pub schema: Schema,
    /// How many charters were compared; what is no charter is not counted.
    pub charters: u64,
    /// The families, by language, then by their first path.
    pub families: Vec<Family>,
    /// What was left out, and why.
    pub diagnostics: Vec<Diagnostic>,
    /// How many variations were accepted, and are not among these.
    #[serde(default)]
    pub accepted: u64,
    /// Whether only what tables declare was compared, across languages and templates.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub declared: bool,
    /// When charters are compared with themselves as they were before: which there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Since>,
    /// What weighs too little to be among the variations; the text report counts it.
    #[serde(skip)]
    pub hidden: Hidden,
}

impl Report {
    /// What a comparison of the charters of a census found.
    pub(super) fn new(
        census: &Census,
        families: Vec<Family>,
        mut diagnostics: Vec<Diagnostic>,
    ) -> Self {
        diagnostics.sort_unstable();
        Self {
            schema: Schema::V1,
            charters: census.charters() as u64,
            families,
            diagnostics,
            accepted: 0,
            declared: false,
            since: None,
            hidden: Hidden::default(),
        }
    }

    /// Leaves out what weighs less than `least`, and counts it.
    pub fn hide_below(&mut self, least: Severity) {
        self.hidden.below = least;
        for family in &mut self.families {
            family.variations.retain(|variation| {
                let is_shown = variation.severity >= least;
                if !is_shown {
                    self.hidden.tally.add(variation.severity);
                }
                is_shown
            });
        }
        self.recount();
    }

    /// Takes those for the same that nothing is told of any more.
    pub(in crate::drift) fn recount(&mut self) {
        let Some(since) = &mut self.since else { return };
        let variations = self.families.iter().flat_map(|family| &family.variations);
        let told: HashSet<&str> = variations.flat_map(|it| it.reading.paths.iter()).collect();
        let before = since.changed.len();
        since.changed.retain(|it| told.contains(&*it.whose.path));
        since.same += (before - since.changed.len()) as u64;
    }

    /// All variations with the numbers of their families.
    pub(super) fn numbered(&self) -> impl Iterator<Item = Numbered<&Variation>> {
        (1..).zip(&self.families).flat_map(|(family, it)| {
            let numbered =
                move |variation| Numbered { variation, family, language: it.language.clone() };
            it.variations.iter().map(numbered)
        })
    }

    /// The weight of the gravest variation.
    #[must_use]
    pub fn gravest(&self) -> Option<Severity> {
        let variations = self.families.iter().flat_map(|family| &family.variations);
        variations.map(|variation| variation.severity).max()
    }
}

/// What became of charters since they were read before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Since {
    /// The folder of those that were read before.
    pub path: String,
    /// Those that were not there.
    pub new: Vec<Whose>,
    /// Those that are there no more.
    pub gone: Vec<Whose>,
    /// Those that differ, by what is told.
    pub changed: Vec<Changed>,
    /// How many do not.
    pub same: u64,
}

/// A charter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Whose {
    /// Its path.
    pub path: String,
    /// The host of its portal, or null.
    pub portal: Option<String>,
}

/// A charter that has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Changed {
    /// The charter.
    #[serde(flatten)]
    pub whose: Whose,
    /// The path that it had before.
    pub before: String,
}

/// Charters that descend from one template in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Family {
    /// The language as a BCP 47 code, or null when it is none of the lexicon's.
    pub language: Option<String>,
    /// How many charters there are in it.
    pub charters: u64,
    /// What its charters are compared with: `consensus`, or the path of the baseline.
    pub baseline: String,
    /// Where they differ from it, in the order of the baseline's text.
    pub variations: Vec<Variation>,
    /// The first of its paths.
    pub first: Option<String>,
}

/// A reading of a passage that differs from the baseline's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Variation {
    /// How much it weighs.
    pub severity: Severity,
    /// The rule that names it, which `charte explain` explains.
    pub rule: String,
    /// The words that made it one of substance; of a passage that came or went, those in it.
    pub words: Vec<String>,
    /// Where.
    pub passage: Passage,
    /// What the baseline has there.
    pub baseline: Baseline,
    /// What is there instead, and who has it.
    pub reading: Reading,
    /// What must be changed in the baseline to get the reading, without what stays.
    pub edits: Vec<Edit>,
    /// A number for the rule, the passage and both readings, the same whoever has them.
    pub fingerprint: String,
    /// The fingerprint of the other half of what is likely a renamed cookie, or null.
    pub rename: Option<String>,
    /// The names of the cookies that came or went with a block of passages.
    pub cookies: Vec<String>,
}

/// A place in a template.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Passage {
    /// What its section is there for.
    pub role: Role,
    /// The category its section is about.
    pub category: Option<Kind>,
    /// What it is.
    pub block: BlockKind,
    /// The 1-based number among the paragraphs of its section in the baseline, or among the rows of
    /// a table that is not about cookies; of an addition, the number of the one before it.
    pub index: Option<u64>,
    /// The cookie's name.
    pub cookie: Option<String>,
    /// The field of the cookie, or the label of a column without one.
    pub field: Option<String>,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum BlockKind {
    /// A heading, or the title.
    Heading,
    /// A paragraph, or an item of a list.
    Paragraph,
    /// A cookie or a field of it, a column, a row, or a whole table.
    Table,
}

impl BlockKind {
    /// Its name, as in the JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::Table => "table",
        }
    }
}

/// What the baseline has in a passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Baseline {
    /// Its text, with the portal's own address as `{portal}`; null when it has no such passage.
    pub text: Option<String>,
    /// How many charters do not differ from it at this severity.
    pub charters: u64,
    /// Whether another reading has as many charters, so that the first path decided.
    pub tie: bool,
}

/// What some charters have in a passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reading {
    /// The text in the first of the paths, with the portal's own address as `{portal}`; null when
    /// the passage is absent there.
    pub text: Option<String>,
    /// How many charters have it.
    pub charters: u64,
    /// Their hosts, in order, each once.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub portals: Names,
    /// Their paths, in order.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub paths: Names,
    /// The host that each of the paths names, empty where it names none; the text report puts both
    /// side by side.
    #[serde(skip)]
    pub hosts: Names,
    /// The line in the first of the paths; null when the passage is absent there.
    pub line: Option<u64>,
    /// The line in each of the paths; null when the passage is absent there.
    pub lines: Vec<Option<u64>>,
}

impl Reading {
    /// What charters have, which are in order: their paths and hosts, and the lines where they have it.
    pub(in crate::drift) fn new<'n>(
        text: Option<String>,
        who: impl Iterator<Item = (&'n str, &'n str, Option<u64>)> + Clone,
    ) -> Self {
        let hosts: Names = who.clone().map(|(_, host, _)| host).collect();
        let portals: BTreeSet<_> = hosts.iter().filter(|host| !host.is_empty()).collect();
        let lines: Vec<_> = who.clone().map(|(.., line)| line).collect();
        Self {
            text,
            charters: lines.len() as u64,
            portals: portals.into_iter().collect(),
            paths: who.map(|(path, ..)| path).collect(),
            hosts,
            line: lines.first().copied().flatten(),
            lines,
        }
    }

    /// The host that the path of that number names. A report that was read back from JSON tells it only where all
    /// paths are of one.
    pub(super) fn host_of(&self, number: usize) -> Option<&str> {
        let host = if self.hosts.len() == self.paths.len() {
            self.hosts.get(number)
        } else {
            self.portals.get(0).filter(|_| self.portals.len() == 1)
        };
        host.filter(|host| !host.is_empty())
    }

    /// The line in the path of that number.
    pub(super) fn line_in(&self, number: usize) -> Option<u64> {
        self.lines.get(number).copied().flatten()
    }
}

/// One run of words that differ.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Edit {
    /// What happens.
    pub op: Op,
    /// The baseline's words; empty for an insertion.
    pub baseline: String,
    /// The reading's words; empty for a deletion.
    pub reading: String,
}

/// What happens to a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Op {
    /// Others stand in their place.
    Replace,
    /// They come.
    Insert,
    /// They go.
    Delete,
}

/// One remark on the corpus.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnostic {
    /// A kebab-case code that `charte explain` explains.
    pub code: String,
    /// How much it weighs.
    pub severity: diagnostic::Severity,
    /// What is the matter, in one sentence.
    pub message: String,
    /// The path it is about, or null.
    pub path: Option<String>,
}

/// A variation and whose it is, where it does not stand in its family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Numbered<V> {
    /// The variation.
    #[serde(flatten)]
    pub variation: V,
    /// The number of its family in the report, from 1 on.
    pub family: u64,
    /// The language of its family.
    pub language: Option<String>,
}

/// Where a variation is, in words.
pub(in crate::drift) fn place(variation: &Variation) -> String {
    text::place(&[variation], text::short)
}

/// How a report is written.
pub trait ReportFormat: Debug + Sync {
    /// Its name, as on the command line.
    fn name(&self) -> &'static str;

    /// The extensions of its files, the usual one first.
    fn extensions(&self) -> &'static [&'static str];

    /// Whether it is for people: then what was left out is told in it, and it is painted.
    fn is_for_people(&self) -> bool {
        false
    }

    /// Appends `report` to `out`. Only the text report is painted.
    ///
    /// # Errors
    ///
    /// When the underlying writer refuses a value, which no report is known to make it do.
    fn write(&self, report: &Report, theme: &Theme, out: &mut Vec<u8>) -> io::Result<()>;

    /// Appends the same variations as what there is to do for each portal.
    ///
    /// # Errors
    ///
    /// The same.
    fn write_work(&self, work: &Work<'_>, theme: &Theme, out: &mut Vec<u8>) -> io::Result<()>;
}

/// Every format a report is written in, the one for people first.
pub const REPORTS: &[&dyn ReportFormat] =
    &[&text::Text, &json::Json, &ndjson::Ndjson, &csv::Csv, &markdown::Markdown];

/// The JSON Schema of a report, by families or by portals, of the version that is written.
#[cfg(feature = "schema")]
#[must_use]
pub fn schema() -> schemars::Schema {
    /// A report, by families or by portals.
    #[derive(schemars::JsonSchema)]
    #[schemars(untagged)]
    #[expect(dead_code, reason = "only its shape is wanted")]
    enum Written {
        ByFamily(Report),
        ByPortal(OfPortals),
    }
    schemars::schema_for!(Written)
}
