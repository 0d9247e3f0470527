//! The portal's own address.

use super::Level;

rule! {
    /// Only the address of the portal itself differs.
    ///
    /// That is how it should be: each charter names its own portal. The address is shown as
    /// `{portal}`, and a passage that differs in nothing else is one variation, however many portals
    /// there are. The address of another portal is words like others: one that was copied along
    /// shows as a difference of wording.
    ///
    /// Example: `A quoi servent les cookies sur <https://a.example>` and `… sur <https://b.example>`,
    /// each in the charter of that portal.
    ///
    /// What to do: nothing.
    "parameter-change", Parameter,
    |difference| difference.level == Level::Parameter
}
