//! The category of a cookie.

use super::{Field, Level};

rule! {
    /// The same cookie is declared in another category.
    ///
    /// The category decides whether the visitor is asked: a cookie that moves from the statistics
    /// to the necessary ones is set without consent. Categories are compared by what kind they are,
    /// so other words for the same kind are no such change.
    ///
    /// Example: `_pk_id` under "Cookies strictement nécessaires" here, and under "Mesure d'audience"
    /// in the baseline.
    ///
    /// What to do: check how the portal's consent banner treats the cookie, then mend the charter or
    /// the banner.
    "category-change", Substance,
    // Only categories of different kinds get here as words that differ.
    |difference| difference.is_field(Field::Category) && difference.level == Level::Words
}
