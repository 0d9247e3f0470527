//! Prose the reading does not have.

use super::Subject;

rule! {
    /// A heading, a paragraph or an item of a list of the baseline is not there.
    ///
    /// Visitors of this portal are not told what those of the others are. It is one of wording,
    /// whatever its words; the words in it that speak of consent, claim something or give a number
    /// are listed with the variation, to show which passages to read first.
    ///
    /// Example: the paragraph on how to refuse cookies is missing.
    ///
    /// What to do: put it back, unless it is not true of this portal.
    "passage-removed", Wording,
    |difference| difference.subject == Subject::Prose && difference.is_removed()
}
