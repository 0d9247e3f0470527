//! A cookie the reading does not have.

use super::Subject;

rule! {
    /// A cookie that the baseline declares is not declared.
    ///
    /// If the portal sets it all the same, its visitors are not told of it, which is what a charter
    /// is for. Rows are compared by category, name and provider, never by their place, so a row that
    /// only moved is not missing.
    ///
    /// Example: the baseline has a row `Vimeo⇥Vidéos⇥vuid⇥2 ans`, and this charter has none.
    ///
    /// What to do: look on the portal whether the cookie is set, and put the row back if it is.
    /// Where a cookie of much the same row comes in the same table, the report says that it is
    /// likely renamed.
    "cookie-removed", Substance,
    |difference| difference.subject == Subject::Cookie && difference.is_removed()
}
