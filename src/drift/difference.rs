//! One difference between the baseline's reading of a passage and another: the facts that the
//! rules judge.

use super::comparison::Comparison;
use crate::model::{Consent, Field};

/// What kind of thing a passage is, as far as the rules care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A heading, a paragraph, an item of a list, or a row of a table that is not about cookies.
    Prose,
    /// A cookie as a whole: its row.
    Cookie,
    /// One field of a cookie; `None` for a column that has no field of its own.
    Field(Option<Field>),
    /// A column of a table of cookies: whether it is there.
    Column,
    /// The label of a column that both have.
    Label,
    /// A table as a whole: the order of its rows, and the blank lines between them.
    Table,
}

/// What must be put aside before two readings agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Spaces and blank lines, or the place of the passage in the text.
    Layout,
    /// The order of rows.
    Order,
    /// Punctuation, quotes, no-break spaces, case and accents.
    Typography,
    /// The portal's own address.
    Parameter,
    /// Nothing: words differ, or the passage is absent from one of them.
    Words,
}

/// What the rules judge.
#[derive(Clone, Debug)]
pub(super) struct Difference<'d> {
    pub(super) subject: Subject,
    pub(super) level: Level,
    /// Whether the baseline has the passage, and whether the reading has it.
    pub(super) there: (bool, bool),
    /// The words of both; of a passage that only one has, all of its words are changed.
    pub(super) comparison: &'d Comparison,
    /// Whether the passage states the consent to a kind of cookies, and not the same in both.
    pub(super) states_other_consent: bool,
    /// Whether cookies came or went with the passage.
    pub(super) has_cookies: bool,
}

impl Difference<'_> {
    /// Whether both have the passage, and only numbers, dates, durations or short forms are written otherwise.
    pub(super) fn is_respelt(&self) -> bool {
        self.is_reworded() && !self.comparison.is_changed
    }

    /// Whether both have the passage, in other words.
    pub(super) fn is_reworded(&self) -> bool {
        self.level == Level::Words && self.there == (true, true)
    }

    /// Whether only the reading has it.
    pub(super) fn is_added(&self) -> bool {
        self.level == Level::Words && !self.there.0
    }

    /// Whether only the baseline has it.
    pub(super) fn is_removed(&self) -> bool {
        self.level == Level::Words && !self.there.1
    }

    /// Whether the difference is in this field of a cookie.
    pub(super) fn is_field(&self, field: Field) -> bool {
        self.subject == Subject::Field(Some(field))
    }
}

/// What two statements of consent come to: nothing is said of it when either is silent.
pub(super) fn differ(baseline: Option<Consent>, reading: Option<Consent>) -> bool {
    matches!((baseline, reading), (Some(one), Some(other)) if one != other)
}
