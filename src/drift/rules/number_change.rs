//! Numbers and durations.

use super::{Claim, changes};

rule! {
    /// A number or a duration was changed.
    ///
    /// Numbers in a charter are facts: how long something is kept, how many partners there are,
    /// which article of a law is meant, when the charter was last changed. The same number in
    /// figures and in words is no change, and "un", "une" and "a" are no numbers.
    ///
    /// Example: `vos choix sont conservés six mois` where the baseline has `vos choix sont conservés
    /// treize mois`.
    ///
    /// What to do: find out which number is right for the portal. A date of last change may well
    /// differ from portal to portal.
    "number-change", Substance,
    |difference| changes(difference, &[Claim::Number, Claim::Duration])
}
