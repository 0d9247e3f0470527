//! Prose the baseline does not have.

use super::Subject;

rule! {
    /// A heading, a paragraph or an item of a list is there that the baseline does not have.
    ///
    /// It is one of substance when it speaks of consent, of third parties or of how long something is
    /// kept, else one of wording: what a whole passage means for the rest, only a reader can tell. The
    /// words in it that do, that claim something or give a number are listed with the variation, to
    /// show which passages to read first.
    ///
    /// Example: a paragraph `Nous partageons ces informations avec nos partenaires` in one charter
    /// alone.
    ///
    /// What to do: read it. If it is true of all portals, add it to all; if it is true of this one, let
    /// it stand; else take it out.
    "passage-added", Wording (Substance for "words of consent, third parties or a duration, or a cookie", super::matters),
    |difference| difference.subject == Subject::Prose && difference.is_added()
}
