//! Small words that turn a claim round.

use super::{Claim, changes};

rule! {
    /// A word that decides what a sentence claims was changed: a negation, an obligation, a word
    /// of anonymity or of third parties.
    ///
    /// These words are short, and a percentage of changed text never shows them; yet "anonymous"
    /// that is gone, a "not" more or a "may" for a "must" make another promise. The words that were
    /// found are listed with the variation.
    ///
    /// Example: `Les statistiques sont transmises à des tiers` where the baseline has `Les
    /// statistiques anonymes ne sont pas transmises à des tiers`; "some cookies" for "only these
    /// cookies".
    ///
    /// What to do: decide which of both claims is true of the portal. If both say the same in other
    /// words, prefer the baseline's, so that nobody has to wonder.
    "claim-change", Substance,
    |difference| {
        use Claim::{Anonymity, Negation, Obligation, ThirdParty};
        changes(difference, &[Negation, Obligation, Anonymity, ThirdParty])
    }
}
