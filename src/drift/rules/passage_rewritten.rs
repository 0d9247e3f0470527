//! A text of which little is left.

use super::{Claim, Field, Level, Subject, changes, matters};

rule! {
    /// Less than half of the words of the longer text were kept, of prose or of the purpose of a
    /// cookie.
    ///
    /// So much was rewritten that comparing word by word says little. Of a cookie's purpose that is a
    /// difference of substance, for the visitor is told of another use of it, or, where one text is
    /// empty, of none. Of prose it is one of wording, unless words of consent, third parties, a
    /// duration or a negation came or went: they are listed with the variation.
    ///
    /// Example: `Mesurer l'audience du site` as the purpose of a cookie for which the baseline has
    /// `Conserver la langue choisie par le visiteur`.
    ///
    /// What to do: read both as they stand and see whether they say the same. If they do, take the
    /// baseline's words; if not, find out what is true of this portal.
    "passage-rewritten", Wording (Substance for "a purpose, or words of consent, third parties, a duration or a negation", |difference| {
        difference.is_field(Field::Purpose)
            || difference.states_other_consent
            || matters(difference)
            || changes(difference, &[Claim::Negation])
    }),
    |difference| {
        let comparison = difference.comparison;
        let is_text = difference.subject == Subject::Prose && difference.is_reworded()
            || difference.is_field(Field::Purpose);
        is_text
            && difference.level == Level::Words
            && comparison.is_changed
            && comparison.kept.saturating_mul(2) < comparison.longer
    }
}
