//! Letters that look much the same.

use super::Level;

rule! {
    /// The same words are typed or set otherwise: quotes, apostrophes, dashes, no-break spaces,
    /// punctuation, case, accents or invisible characters; or a number, a date, a duration or what is
    /// short for other words is written otherwise and the same.
    ///
    /// Readers hardly see it; it comes from word processors, and from copying between them. It makes
    /// plain comparisons and searches fail.
    ///
    /// Example: `l’utilisateur` with a curly apostrophe and `l'utilisateur` with a straight one;
    /// `finalites` without its accent; `13 mois` and `treize mois`.
    ///
    /// What to do: nothing, or let `charte normalize --write` set all charters alike. It leaves case,
    /// accents and punctuation as they are.
    "typography-change", Typography,
    |difference| difference.level == Level::Typography || difference.is_respelt()
}
