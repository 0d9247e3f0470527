//! What is said of consent.

use super::{Claim, changes, is_reworded};

rule! {
    /// What is said of the visitor's consent differs.
    ///
    /// Either the charter says of a kind of cookies that consent is required, and the baseline that
    /// it is not or only in some cases; or a word of consent is among those that were changed. Such
    /// a sentence is what a visitor, a judge or a regulator holds the portal to. One small word is
    /// enough to turn it round.
    ///
    /// Example: `Ces cookies requièrent votre consentement` where the baseline has `Ces cookies ne
    /// requièrent pas votre consentement`; "if you agree" for "if you continue".
    ///
    /// What to do: read both sentences as a whole, see what the consent banner of the portal does,
    /// and let the charter say that.
    "consent-change", Substance,
    |difference| {
        let states = difference.states_other_consent && is_reworded(difference);
        states || changes(difference, &[Claim::Consent])
    }
}
