//! What is each portal's own.

use super::Level;

rule! {
    /// Only what is each portal's own differs: its address, and the name, the post, the telephone or
    /// the date that most charters of a template have in a sentence, each another.
    ///
    /// That is how it should be: each charter names its own portal. An address is shown as `{portal}`,
    /// the rest as `{name}`, `{date}` or `{own}`, and a passage that differs in nothing else is one
    /// variation, however many portals there are. A name that a sentence shows to be a portal's own is
    /// so in what its cookies are for, too. The address of another portal is words like others: one
    /// that was copied along shows as a difference of wording. A name that was copied along with every
    /// sentence cannot be told from its own.
    ///
    /// Example: `A quoi servent les cookies sur <https://a.example>` and `… sur <https://b.example>`,
    /// each in the charter of that portal.
    ///
    /// What to do: nothing, but for a look at the names.
    "parameter-change", Parameter,
    |difference| difference.level == Level::Parameter
}
