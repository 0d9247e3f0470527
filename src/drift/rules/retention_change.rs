//! How long a cookie is kept.

use super::{Field, redeclares};

rule! {
    /// Another retention is declared for the same cookie, or one of both charters declares none.
    ///
    /// How long data are kept is a promise to the visitor, and has legal limits: for audience
    /// measurement, for one, thirteen months in France. The same duration in other words, such as
    /// `13 mois` and `treize mois`, is a `typography-change`.
    ///
    /// Example: `_pk_id` is kept `25 mois`, and in the baseline `13 mois`.
    ///
    /// What to do: look up the real life of the cookie in a browser on that portal, and declare it.
    "retention-change", Substance,
    |difference| redeclares(difference, Field::Retention)
}
