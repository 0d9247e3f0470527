//! The same variations as what there is to do for each portal.
//!
//! A portal goes by its host; a charter that names none is a portal by itself, which goes by its path.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use super::{Diagnostic, Names, Numbered, Reading, Report, Since, Variation};
use crate::drift::Census;

/// The name and the version of the JSON's shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum PortalsSchema {
    /// The first and only version.
    #[serde(rename = "charte-drift-portals/1")]
    V1,
}

/// What there is to do for each portal, as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfPortals {
    /// The shape of this object.
    pub schema: PortalsSchema,
    /// How many charters were compared.
    pub charters: u64,
    /// The portals in order, those with nothing to do as well.
    pub portals: Vec<OfPortal>,
    /// What was left out, and why.
    pub diagnostics: Vec<Diagnostic>,
    /// How many variations were accepted, and are not among these.
    pub accepted: u64,
    /// When charters are compared with themselves as they were before: which there are.
    #[serde(default)]
    pub since: Option<Since>,
}

/// What there is to do for a portal, as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfPortal {
    /// Its host, or null where its charter names none.
    pub portal: Option<String>,
    /// The paths of its charters.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub paths: Names,
    /// The variations of its charters; who else has them is only counted.
    pub variations: Vec<Numbered<Variation>>,
}

/// The charters that were compared.
#[derive(Clone, Debug, Default)]
pub struct Witnesses {
    hosts: Names,
    paths: Names,
}

impl Witnesses {
    /// All charters of a census.
    #[must_use]
    pub fn of(census: &Census) -> Self {
        let charters = || census.charters.iter();
        let hosts = charters().map(|it| census.host(it)).collect();
        Self { hosts, paths: charters().map(|it| census.path(it)).collect() }
    }
}

/// What there is to do for portals.
#[derive(Debug)]
pub struct Work<'r> {
    pub(super) report: &'r Report,
    variations: Arc<[Numbered<&'r Variation>]>,
    /// The portals, in order.
    pub portals: Vec<Portal<'r>>,
    /// Whether it is about one portal alone: then it tells of nothing else.
    pub(super) is_part: bool,
}

/// A portal and its part in the variations of a report.
#[derive(Clone, Debug, Default)]
pub struct Portal<'r> {
    /// Its host, if its charter names one.
    pub host: Option<&'r str>,
    /// The paths of its charters.
    pub paths: Vec<&'r str>,
    /// The numbers of the variations, and of its charters among those that have it.
    parts: Vec<(usize, Vec<usize>)>,
}

impl<'r> Portal<'r> {
    /// What it goes by: its host, or the path of its charter.
    #[must_use]
    pub fn name(&self) -> &'r str {
        self.host.or_else(|| self.paths.first().copied()).unwrap_or_default()
    }

    /// Whether there is nothing to do.
    pub(super) fn is_done(&self) -> bool {
        self.parts.is_empty()
    }
}

impl<'r> Work<'r> {
    /// The work of all portals that there are.
    #[must_use]
    pub fn new(report: &'r Report, witnesses: &'r Witnesses) -> Self {
        // By name; one that is named by its host and one by its path are two.
        let mut portals: BTreeMap<(&str, bool), Portal<'r>> = BTreeMap::new();
        let pairs = witnesses.hosts.iter().zip(witnesses.paths.iter());
        for (host, path) in pairs {
            let host = Some(host).filter(|host| !host.is_empty());
            let key = (host.unwrap_or(path), host.is_none());
            let portal = portals.entry(key).or_default();
            portal.host = host;
            portal.paths.push(path);
        }
        let variations: Arc<[_]> = report.numbered().collect();
        for (at, numbered) in variations.iter().enumerate() {
            let reading = &numbered.variation.reading;
            for (number, path) in reading.paths.iter().enumerate() {
                let host = reading.host_of(number);
                let portal = portals.entry((host.unwrap_or(path), host.is_none())).or_default();
                match portal.parts.last_mut() {
                    Some((last, numbers)) if *last == at => numbers.push(number),
                    _ => portal.parts.push((at, vec![number])),
                }
            }
        }
        Self { report, variations, portals: portals.into_values().collect(), is_part: false }
    }

    /// The work of each portal by itself.
    pub fn each(&self) -> impl Iterator<Item = Self> {
        self.portals.iter().map(|portal| {
            let (variations, portals) = (Arc::clone(&self.variations), vec![portal.clone()]);
            Self { report: self.report, variations, portals, is_part: true }
        })
    }

    /// The variations that a portal has a part in, of whose charters only its own are named.
    pub(super) fn of(&self, portal: &Portal<'_>) -> impl Iterator<Item = Numbered<Variation>> {
        portal.parts.iter().filter_map(|(at, numbers)| {
            let Numbered { variation, family, language } = self.variations.get(*at)?;
            let variation = restricted(variation, numbers);
            Some(Numbered { variation, family: *family, language: language.clone() })
        })
    }

    /// What was left out, and why.
    pub(super) fn diagnostics(&self) -> &'r [Diagnostic] {
        if self.is_part { &[] } else { &self.report.diagnostics }
    }
}

/// A variation as only some of its charters have it.
fn restricted(variation: &Variation, numbers: &[usize]) -> Variation {
    let all = &variation.reading;
    let who = numbers.iter().filter_map(|&at| {
        let host = all.host_of(at).unwrap_or_default();
        Some((all.paths.get(at)?, host, all.line_in(at)))
    });
    let reading = Reading { charters: all.charters, ..Reading::new(all.text.clone(), who) };
    Variation {
        severity: variation.severity,
        rule: variation.rule.clone(),
        words: variation.words.clone(),
        passage: variation.passage.clone(),
        baseline: variation.baseline.clone(),
        reading,
        edits: variation.edits.clone(),
        fingerprint: variation.fingerprint.clone(),
        rename: variation.rename.clone(),
        cookies: variation.cookies.clone(),
    }
}

impl Serialize for Work<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// Written one after the other: together they are many times the report.
        struct Portals<'w, 'r>(&'w Work<'r>);
        impl Serialize for Portals<'_, '_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self.0.portals.iter().map(|portal| OfPortal {
                    portal: portal.host.map(str::to_owned),
                    paths: portal.paths.iter().collect(),
                    variations: self.0.of(portal).collect(),
                }))
            }
        }
        let mut object = serializer.serialize_struct("OfPortals", 6)?;
        object.serialize_field("schema", &PortalsSchema::V1)?;
        object.serialize_field("charters", &self.report.charters)?;
        object.serialize_field("portals", &Portals(self))?;
        object.serialize_field("diagnostics", self.diagnostics())?;
        object.serialize_field("accepted", &self.report.accepted)?;
        if let Some(since) = self.report.since.as_ref().filter(|_| !self.is_part) {
            object.serialize_field("since", since)?;
        }
        object.end()
    }
}
