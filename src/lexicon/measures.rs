//! The wordings that say how long a cookie is kept.

use super::{Language, Lexicon, Unit};

/// What a wording does in a retention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// It says something of a duration.
    Term(RetentionTerm),
    /// It is a number.
    Number(u32),
    /// It is a unit of time, or a duration by itself.
    Unit(Unit),
}

/// What a wording says of a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RetentionTerm {
    /// A number only before a unit of time.
    One,
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
    /// No retention at all, whatever its words are elsewhere.
    Idle,
}

impl Lexicon {
    /// The longest wording of a retention that the words of these spellings begin with: how many
    /// words it has, and what it means in `language`, or, where it means nothing there or none is
    /// given, in any.
    #[must_use]
    pub fn measure(
        &self,
        language: Option<Language>,
        spellings: impl IntoIterator<Item = u64>,
    ) -> Option<(usize, impl Iterator<Item = Measure>)> {
        let (length, meanings) = self.measures.longest(spellings)?;
        let is_spoken = move |one: Language| language == Some(one);
        let has_own = meanings.iter().any(|meaning| is_spoken(meaning.1));
        let meant = meanings.iter().filter(move |meaning| !has_own || is_spoken(meaning.1));
        Some((length, meant.map(|meaning| meaning.0)))
    }

    /// The units of time, and the words for a session, that are one word.
    pub fn measures(&self) -> impl Iterator<Item = (&'static str, Measure)> {
        self.measure_words.iter().copied()
    }
}
