//! A cookie the baseline does not have.

use super::Subject;

rule! {
    /// A cookie is declared that the baseline does not declare.
    ///
    /// A charter tells visitors what is put on their device, so a cookie more is another
    /// declaration, whatever its purpose. Portals of one template rarely differ in their cookies
    /// for no reason: somebody switched a service on, or left a cookie in that is no longer set. The
    /// whole row is one variation, not one for each of its fields.
    ///
    /// Example: a row `Orvane⇥Catalogue⇥dataset_view⇥Rouvrir un jeu de données` in one charter, and
    /// in no other.
    ///
    /// What to do: look on the portal whether the cookie is set. If it is, ask whether the others
    /// set it too and do not say so; if it is not, take the row out. Where a cookie of much the same
    /// row goes from the same table, the report says that it is likely renamed.
    "cookie-added", Substance,
    |difference| difference.subject == Subject::Cookie && difference.is_added()
}
