//! A field of a cookie that the baseline leaves empty.

use super::Subject;

rule! {
    /// A field of a cookie is stated that the baseline leaves empty.
    ///
    /// It is one of substance: the portal declares something that the others do not. A provider, a
    /// category and a retention have rules of their own, and a purpose counts as rewritten.
    ///
    /// Example: the domain of `sid` is `data.orme.example` in one charter and empty in the baseline.
    ///
    /// What to do: find out whether it is true of all portals, and state it for all of them if it is.
    "field-added", Substance,
    |difference| matches!(difference.subject, Subject::Field(Some(_))) && difference.is_added()
}
