//! A text of which little is left.

use super::is_reworded;

rule! {
    /// Less than half of the words of the longer text were kept.
    ///
    /// So much was rewritten that comparing word by word says little. Of a cookie's purpose that is
    /// a difference of substance, for the visitor is told of another use of it, or, where one text
    /// is empty, of none; of prose it is one of wording.
    ///
    /// Example: `Mesurer l'audience du site` as the purpose of a cookie for which the baseline has
    /// `Conserver la langue choisie par le visiteur`.
    ///
    /// What to do: read both as they stand and see whether they say the same. If they do, take the
    /// baseline's words; if not, find out what is true of this portal.
    "passage-rewritten", Wording (Substance for a purpose),
    |difference| {
        let comparison = difference.comparison;
        is_reworded(difference)
            && comparison.is_changed
            && comparison.kept.saturating_mul(2) < comparison.longer
    }
}
