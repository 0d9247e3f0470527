//! A cookie that is there for something else.

use super::Field;

rule! {
    /// The purpose of a cookie has words for another kind of cookies: visits were counted, and now
    /// there is advertising.
    ///
    /// It is one of substance however many of the other words stayed: what a cookie is for decides
    /// whether a visitor must agree to it, and the category it belongs under.
    ///
    /// Example: `Used for advertising about the pages you open` where the baseline has `Used for
    /// statistics about the pages you open`.
    ///
    /// What to do: find out what the portal uses the cookie for; if the kind is another, its category
    /// and its consent are likely to be others, too.
    "purpose-change", Substance,
    |difference| difference.is_field(Field::Purpose) && difference.is_reworded() && difference.comparison.has_other_kinds
}
