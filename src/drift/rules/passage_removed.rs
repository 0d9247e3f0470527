//! Prose the reading does not have.

use super::Subject;

rule! {
    /// A heading, a paragraph or an item of a list of the baseline is not there.
    ///
    /// Visitors of this portal are not told what those of the others are. It is one of substance when
    /// it speaks of consent, of third parties or of how long something is kept, else one of wording;
    /// the words in it that do, that claim something or give a number are listed with the variation, to
    /// show which to read first.
    ///
    /// Example: the paragraph on how to refuse cookies is missing.
    ///
    /// What to do: put it back, unless it is not true of this portal.
    "passage-removed", Wording (Substance for "words of consent, third parties or a duration, or a cookie", super::matters),
    |difference| difference.subject == Subject::Prose && difference.is_removed()
}
