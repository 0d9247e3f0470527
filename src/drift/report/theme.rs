//! Colours, as the text that begins and ends them: what a terminal makes of it is not known here.

use crate::drift::Severity;

/// What stands before and after a text of one colour; nothing by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Begins the colour.
    pub begin: String,
    /// Ends it.
    pub end: String,
}

impl Style {
    /// `text` in this colour.
    pub(super) fn on(&self, text: &str) -> String {
        format!("{}{text}{}", self.begin, self.end)
    }
}

/// The colours of a text report; none by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// Headings, and the names of rules.
    pub strong: Style,
    /// What is said beside the texts: labels and counts.
    pub faint: Style,
    /// Words of the baseline that are not in the reading.
    pub removed: Style,
    /// Words of the reading that are not in the baseline.
    pub added: Style,
    /// The severity `substance`.
    pub substance: Style,
    /// The severity `wording`.
    pub wording: Style,
    /// The severities below.
    pub minor: Style,
}

impl Theme {
    /// The colour of a severity.
    pub(super) fn of(&self, severity: Severity) -> &Style {
        match severity {
            Severity::Substance => &self.substance,
            Severity::Wording => &self.wording,
            Severity::Parameter | Severity::Typography | Severity::Layout => &self.minor,
        }
    }
}
