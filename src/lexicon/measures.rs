//! The wordings that say how long a cookie is kept.

use super::{Language, Lexicon};

/// What a wording does in a retention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// It says something of a duration.
    Term(RetentionTerm),
    /// It is a number.
    Number(u32),
    /// It is a unit of time, or a duration by itself.
    Unit(Unit),
    /// It is a month of the year, by its number.
    Month(u32),
}

impl Measure {
    fn tells_alone(self) -> bool {
        use RetentionTerm as Term;
        !matches!(
            self,
            Self::Month(_)
                | Self::Term(
                    Term::Each
                        | Term::Few
                        | Term::About
                        | Term::NoDuration
                        | Term::When
                        | Term::Leaves
                        | Term::Ends
                        | Term::Visit
                        | Term::Expires
                )
        )
    }
}

/// What a wording says of a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum RetentionTerm {
    /// A number only before a unit of time.
    One,
    /// One of a unit, again and again: "per", "every".
    Each,
    /// More than one of a unit, but not how many.
    Few,
    /// Half of the unit after it.
    Half,
    /// "And a half", after a unit of time.
    AndHalf,
    /// It adds a duration, or ends a range.
    And,
    /// It ends a range.
    To,
    /// It offers another duration.
    Or,
    /// "At most".
    AtMost,
    /// "Less than".
    LessThan,
    /// "At least".
    AtLeast,
    /// What may stand before a duration and changes nothing of it: "about", "between".
    About,
    /// What comes next is where the duration begins.
    After,
    /// Something that happens after the cookie was set, maybe again and again.
    Later,
    /// The setting of the cookie.
    Set,
    /// Until the browser is closed, when no duration says otherwise.
    Session,
    /// Without an end, when no duration says otherwise.
    Forever,
    /// Gone at once.
    Instant,
    /// There is none; whether it is gone at once or never is not said.
    NoDuration,
    /// What comes next is when a cookie ends: "once", "as soon as".
    When,
    /// Somebody goes away: enough to end a session after [`Self::When`].
    Leaves,
    /// Something is closed or comes to its end, together with a [`Self::Visit`].
    Ends,
    /// What a session ends with: the browser, a window, a visit, a site.
    Visit,
    /// A cookie is deleted or expires: when, is said next.
    Expires,
    /// No retention at all, whatever its words are elsewhere.
    Idle,
}

/// A unit of time, or a duration that no number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Unit {
    /// Thousandths of a second.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
    /// Until the browser is closed.
    Session,
    /// Without an end.
    Forever,
}

impl Lexicon {
    /// The longest wording of a retention that the words of these spellings begin with, in one
    /// language or in any: how many words it has, and what it means in each language.
    #[must_use]
    pub(crate) fn meanings(
        &self,
        only: Option<Language>,
        spellings: impl IntoIterator<Item = u64>,
    ) -> Option<(usize, &'static [(Measure, Language)])> {
        let is_spoken = |meaning: &(Measure, Language)| only.is_none_or(|it| it == meaning.1);
        self.measures.longest(spellings, |meanings| meanings.iter().any(is_spoken))
    }

    /// The same of what tells a duration by itself, in `language`, or, where it means nothing there
    /// or none is given, in any: what only does together with other words is left out.
    #[must_use]
    pub(crate) fn measure(
        &self,
        language: Option<Language>,
        spellings: impl IntoIterator<Item = u64>,
    ) -> Option<(usize, impl Iterator<Item = Measure>)> {
        let is_known = |meaning: &(Measure, Language)| meaning.0.tells_alone();
        let (length, meanings) =
            self.measures.longest(spellings, |meanings| meanings.iter().any(is_known))?;
        let is_spoken = move |one: Language| language == Some(one);
        let known = meanings.iter().filter(move |meaning| is_known(meaning));
        let has_own = known.clone().any(|meaning| is_spoken(meaning.1));
        let meant = known.filter(move |meaning| !has_own || is_spoken(meaning.1));
        Some((length, meant.map(|meaning| meaning.0)))
    }

    /// The units of time, and the words for a session, that are one word.
    pub(crate) fn measures(&self) -> impl Iterator<Item = (&'static str, Measure)> {
        self.measure_words.iter().copied()
    }
}
