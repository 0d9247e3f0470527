//! One declared cookie.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Category, Field};

/// One entry of a cookie table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cookie<'a> {
    /// The name as written; it may be a pattern.
    pub name: Cow<'a, str>,
    /// Which real names it stands for.
    pub r#match: Match<'a>,
    /// Who provides it.
    pub provider: Option<Cow<'a, str>>,
    /// The service it belongs to, without its place.
    pub service: Option<Cow<'a, str>>,
    /// The place in the portal, from the trailing parentheses of the service.
    pub location: Option<Cow<'a, str>>,
    /// What it is for.
    pub purpose: Option<Cow<'a, str>>,
    /// Its category: of its own column, else of the heading above.
    pub category: Option<Category<'a>>,
    /// How long it is kept.
    pub retention: Option<Retention<'a>>,
    /// The line of its row.
    pub line: u64,
    /// The domain that sets it, as written.
    pub domain: Option<Cow<'a, str>>,
    /// Whether it is first or third party, as written.
    pub party: Option<Cow<'a, str>>,
    /// What is said of the visitor's consent to it, as written.
    pub consent: Option<Cow<'a, str>>,
    /// What more is said of it, beside its purpose.
    pub description: Option<Cow<'a, str>>,
    /// The fields that hold what stands above and not in a cell of its own, by the order of [`Field`].
    #[serde(default)]
    pub inherited: Vec<Inherited>,
}

/// A field of a cookie that its row leaves to what stands above: a heading, a caption, a labelled line, or a cell
/// of an earlier row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Inherited {
    /// The field.
    pub field: Field,
    /// The line that states it.
    pub line: u64,
}

/// Which real cookie names an entry stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Match<'a> {
    /// How the name is to be taken.
    pub kind: MatchKind,
    /// An anchored regular expression that finds them, unless the name is the only one as it stands
    /// or no name at all. Rust and `ECMAScript` read it the same.
    pub regex: Option<Cow<'a, str>>,
}

/// How a name is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MatchKind {
    /// It is the name.
    Exact,
    /// Real names begin with it: `_hj*`.
    Prefix,
    /// Real names are made after it.
    Pattern,
    /// It describes cookies rather than naming one.
    Description,
}

impl MatchKind {
    /// Its name, as in JSON and CSV.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Prefix => "prefix",
            Self::Pattern => "pattern",
            Self::Description => "description",
        }
    }
}

/// How long a cookie is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Retention<'a> {
    /// As written.
    pub text: Cow<'a, str>,
    /// What is meant.
    pub kind: RetentionKind,
    /// The duration as ISO 8601, as it was said; of several, the longest.
    pub iso8601: Option<Cow<'a, str>>,
    /// The duration in seconds, when it is one and no mere bound; a month is 30 days, a year 365.
    pub seconds: Option<u64>,
    /// The longest it may be from the setting of the cookie, in seconds.
    pub max_seconds: Option<u64>,
}

/// What is meant by a retention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RetentionKind {
    /// A duration.
    Fixed,
    /// Until the browser is closed.
    Session,
    /// Without an end.
    Persistent,
    /// At most a duration.
    Capped,
    /// One of several durations, or between two.
    Range,
    /// A duration from something that happens after the setting, maybe again and again.
    Relative,
    /// Gone at once.
    Instant,
    /// Not understood.
    Unknown,
}

impl RetentionKind {
    /// Its name, as in JSON and CSV.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Session => "session",
            Self::Persistent => "persistent",
            Self::Capped => "capped",
            Self::Range => "range",
            Self::Relative => "relative",
            Self::Instant => "instant",
            Self::Unknown => "unknown",
        }
    }
}
