//! Who provides a cookie.

use super::{Field, redeclares};

rule! {
    /// Another provider is named for the same cookie, or one of both charters names none.
    ///
    /// The provider is who receives what the cookie collects: another name is another recipient of
    /// the visitors' data, and perhaps another country. Two names of one company count too, for a
    /// reader cannot know that they are one.
    ///
    /// Example: `Google` where the baseline has `Matomo` in the row of `_pk_id`.
    ///
    /// What to do: find out who really provides the cookie on that portal, and name the provider
    /// alike everywhere.
    "provider-change", Substance,
    |difference| redeclares(difference, Field::Provider)
}
