//! How much a difference weighs.

use serde::{Deserialize, Serialize};

/// How much two readings differ: what must be put aside before they agree. The least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Spaces, tabs, blank lines and the order of rows.
    Layout,
    /// Quotes, apostrophes, no-break spaces, punctuation, case and accents.
    Typography,
    /// The portal's own address.
    Parameter,
    /// Words, or a passage of prose that was added or left out.
    Wording,
    /// What is declared or claimed.
    Substance,
}

impl Severity {
    /// Every severity, the least first.
    pub const ALL: &[Self] =
        &[Self::Layout, Self::Typography, Self::Parameter, Self::Wording, Self::Substance];

    /// Its name, as in the JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Layout => "layout",
            Self::Typography => "typography",
            Self::Parameter => "parameter",
            Self::Wording => "wording",
            Self::Substance => "substance",
        }
    }
}
