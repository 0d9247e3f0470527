//! A field of a cookie that is no longer stated.

use super::Subject;

rule! {
    /// A field of a cookie that the baseline states is empty.
    ///
    /// It is one of substance: the visitor is not told what the others tell. A provider, a category and
    /// a retention have rules of their own, and a purpose counts as rewritten.
    ///
    /// Example: the domain of `sid` is empty in one charter and `data.orme.example` in the baseline.
    ///
    /// What to do: state it, unless it is not true of this portal.
    "field-removed", Substance,
    |difference| matches!(difference.subject, Subject::Field(Some(_))) && difference.is_removed()
}
