//! The wordings that say how long a cookie is kept.

use serde::Deserialize;

use super::wordings::Wordings;
use super::{Lexicon, Unit};
use crate::text::fold;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
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

/// All wordings of retentions.
pub(super) struct Measures {
    wordings: Wordings<Measure>,
    /// The single words among them that a slip of the pen may spoil, folded.
    words: Vec<(String, Measure)>,
}

impl Measures {
    pub(super) fn new(
        forms: impl Iterator<Item = (String, Vec<u64>, (Measure, super::Language))>,
    ) -> Self {
        let mut words = Vec::new();
        let wordings = forms.map(|(form, spellings, meaning)| {
            let is_told =
                matches!(meaning.0, Measure::Unit(_) | Measure::Term(RetentionTerm::Session));
            if is_told && spellings.len() == 1 {
                let mut folded = String::with_capacity(form.len());
                form.chars().for_each(|c| fold(c, |c| folded.push(c)));
                words.push((folded, meaning.0));
            }
            (spellings, meaning)
        });
        Self { wordings: Wordings::new(wordings), words }
    }
}

impl Lexicon {
    /// The longest wording of a retention that the words of these spellings begin with: how many
    /// words it has, and what it means in any language.
    #[must_use]
    pub fn measure(
        &self,
        spellings: impl IntoIterator<Item = u64>,
    ) -> Option<(usize, impl Iterator<Item = Measure>)> {
        let (length, meanings) = self.measures.wordings.longest(spellings)?;
        Some((length, meanings.iter().map(|meaning| meaning.0)))
    }

    /// The units of time, and the words for a session, that are one word.
    pub fn measures(&self) -> impl Iterator<Item = (&str, Measure)> {
        self.measures.words.iter().map(|(word, measure)| (word.as_str(), *measure))
    }
}
