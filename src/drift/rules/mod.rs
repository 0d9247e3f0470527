//! The rules that name a variation and weigh it: one file a rule, one line in the registry.
//!
//! A rule sees one difference between two readings as plain facts. The first that applies names it,
//! so the order of the registry is part of what the rules mean: a changed retention is a
//! `retention-change` before the number in it makes it a `number-change`.
//!
//! ```
//! use charte::drift::rules::Rule;
//!
//! let rule = Rule::named("retention-change").expect("there is one");
//! assert_eq!(rule.weight(), "substance");
//! ```

macro_rules! rule {
    (
        $(#[doc = $doc:literal])+
        $name:literal, $severity:ident $(($other:ident for $what:literal, $is_that:expr))?,
        $applies:expr
    ) => {
        $(#[doc = $doc])+
        pub(super) static RULE: super::Rule = super::Rule {
            name: $name,
            severity: crate::drift::Severity::$severity,
            exception: [
                $(Some(super::Exception {
                    severity: crate::drift::Severity::$other,
                    what: $what,
                    applies: $is_that,
                }),)? None
            ][0],
            explanation: concat!($($doc, "\n"),+),
            applies: $applies,
        };
    };
}

mod category_change;
mod claim_change;
mod column_change;
mod consent_change;
mod cookie_added;
mod cookie_removed;
mod field_added;
mod field_removed;
mod layout_change;
mod number_change;
mod parameter_change;
mod passage_added;
mod passage_removed;
mod passage_rewritten;
mod provider_change;
mod purpose_change;
mod retention_change;
mod row_moved;
#[cfg(test)]
mod tests;
mod typography_change;
mod word_change;

use super::Severity;
use super::comparison::Claim;
use super::difference::{Difference, Level, Subject};
use crate::model::Field;

/// A rule: which differences it names, and how much they weigh.
#[derive(Debug)]
pub struct Rule {
    name: &'static str,
    severity: Severity,
    exception: Option<Exception>,
    explanation: &'static str,
    applies: fn(&Difference<'_>) -> bool,
}

/// Differences of one rule that weigh otherwise.
#[derive(Clone, Copy, Debug)]
struct Exception {
    severity: Severity,
    /// What they are, as in "substance for a purpose".
    what: &'static str,
    applies: fn(&Difference<'_>) -> bool,
}

/// Every rule; the first that applies names the variation.
pub const RULES: &[&Rule] = &[
    &cookie_added::RULE,
    &cookie_removed::RULE,
    &provider_change::RULE,
    &category_change::RULE,
    &retention_change::RULE,
    &column_change::RULE,
    &passage_rewritten::RULE,
    &purpose_change::RULE,
    &consent_change::RULE,
    &claim_change::RULE,
    &number_change::RULE,
    &field_added::RULE,
    &field_removed::RULE,
    &passage_added::RULE,
    &passage_removed::RULE,
    &word_change::RULE,
    &parameter_change::RULE,
    &typography_change::RULE,
    &row_moved::RULE,
    &layout_change::RULE,
];

impl Rule {
    /// The rule of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        RULES.iter().copied().find(|rule| rule.name == name)
    }

    /// The kebab-case name, as in the JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// How much its variations weigh, in words.
    #[must_use]
    pub fn weight(&self) -> String {
        let severity = self.severity.name();
        match &self.exception {
            None => severity.to_owned(),
            Some(other) => format!("{severity}; {} for {}", other.severity.name(), other.what),
        }
    }

    /// What it means, why it matters, an example, and what to do.
    #[must_use]
    pub fn explanation(&self) -> &'static str {
        self.explanation
    }
}

/// The rule that names `difference`, and how much it weighs.
pub(super) fn judge(difference: &Difference<'_>) -> (&'static Rule, Severity) {
    let applies = |rule: &&&'static Rule| (rule.applies)(difference);
    // The last rule takes whatever no other does.
    let rule = RULES.iter().find(applies).copied().unwrap_or(&layout_change::RULE);
    let exception = rule.exception.filter(|other| (other.applies)(difference));
    (rule, exception.map_or(rule.severity, |other| other.severity))
}

/// Whether cookies came or went with a passage, or a word that one reading alone has speaks of consent, refusal,
/// third parties or how long something is kept.
fn matters(difference: &Difference<'_>) -> bool {
    difference.has_cookies
        || difference.comparison.triggers.iter().any(|trigger| {
            matches!(trigger.claim, Claim::Consent | Claim::ThirdParty | Claim::Duration)
        })
}

/// Whether a text that a person reads was put in other words: prose that both have, or a field of a
/// cookie, be it filled in by one of them only. The label of a column is not: it names what its
/// cells declare, and declares nothing itself.
fn is_reworded(difference: &Difference<'_>) -> bool {
    match difference.subject {
        Subject::Prose => difference.is_reworded(),
        Subject::Field(_) => difference.level == Level::Words,
        Subject::Cookie | Subject::Column | Subject::Label | Subject::Table => false,
    }
}

/// Whether one of `claims` is among the words that are changed in a text that both have.
fn changes(difference: &Difference<'_>, claims: &[Claim]) -> bool {
    is_reworded(difference)
        && difference.comparison.is_changed
        && difference.comparison.triggers.iter().any(|trigger| claims.contains(&trigger.claim))
}

/// Whether the words of `field` of a cookie differ, beyond other spellings of the same number.
fn redeclares(difference: &Difference<'_>, field: Field) -> bool {
    difference.is_field(field)
        && difference.level == Level::Words
        && difference.comparison.is_changed
}
