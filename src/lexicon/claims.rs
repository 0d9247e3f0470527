//! The wordings that make a difference between two readings one of substance.

use std::borrow::Cow;

use super::{ConsentTerm, Language, Lexicon};
use crate::model::Kind;
use crate::text::{Word, words};

/// What a wording does in a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// It says this.
    Claim(ClaimTerm),
    /// It says this where another reading says it, too; by itself it claims nothing.
    Weak(ClaimTerm),
    /// It says this in a sentence about consent.
    Consent(ConsentTerm),
    /// It is a word for a cookie.
    Cookie,
    /// It names a category of cookies.
    Category(Kind),
}

/// What a wording says. Two wordings that say the same may stand for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ClaimTerm {
    /// "Not".
    Not,
    /// "Not", also where a hyphen joins it to what it negates.
    NotJoined,
    /// "Not", only after a word that opens a negation.
    NotAfterOpening,
    /// It goes on with a negation.
    Nor,
    /// "Except", "unless".
    Except,
    /// "Only".
    Only,
    /// "Must".
    Must,
    /// "Should".
    Should,
    /// "May", "can".
    May,
    /// Nobody can be told.
    Anonymous,
    /// Somebody can be told by who has the key.
    Pseudonymous,
    /// Data on persons.
    Personal,
    /// Persons can be told.
    Identifying,
    /// A third party.
    Third,
    /// A partner.
    Partner,
    /// An advertiser.
    Advertiser,
    /// Somebody who handles data for the portal.
    Processor,
    /// Somebody who provides a service to the portal.
    Provider,
    /// Agreeing.
    Agree,
    /// Refusing, or taking an agreement back.
    Refuse,
    /// "Before", when said right before an agreement.
    Before,
    /// What the visitor makes: "before" it is as before an agreement.
    Choice,
    /// "Always": after a negation, in some cases.
    Mostly,
    /// "Otherwise", in a sentence about consent.
    Condition,
    /// "More than".
    MoreThan,
    /// "Less than".
    LessThan,
    /// "At least".
    AtLeast,
    /// "At most".
    AtMost,
    /// Nothing of the kind, whatever is said by the words in it.
    Idle,
}

impl Lexicon {
    /// Whether a word joins two others, in some language.
    #[must_use]
    pub(crate) fn is_conjunction(&self, word: &str) -> bool {
        let spellings = words(word).map(|word| word.spelling);
        let is_one = |sense: Sense| sense == Sense::Consent(ConsentTerm::Conjunction);
        self.claim(None, spellings).is_some_and(|(_, mut senses)| senses.any(is_one))
    }

    /// A text with the words in place of what is short for them.
    #[must_use]
    pub(crate) fn written_out<'t>(
        &self,
        text: &'t str,
        language: Option<Language>,
    ) -> Cow<'t, str> {
        let words: Vec<Word> = words(text).collect();
        let (mut out, mut done, mut at) = (String::new(), 0, 0);
        let is_spoken = |it: &(&str, Language)| language.is_none_or(|wanted| wanted == it.1);
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let spellings = rest.iter().map(|word| word.spelling);
            let found = self.short_forms.longest(spellings, |all| all.iter().any(is_spoken));
            let Some((length, meanings)) = found else {
                at += 1;
                continue;
            };
            at += length;
            let place =
                rest.first().zip(rest.get(length - 1)).map(|(one, last)| one.start..last.end);
            let written = meanings.iter().find(|it| is_spoken(it));
            if let (Some(place), Some((written, _))) = (place, written) {
                out.push_str(text.get(done..place.start).unwrap_or_default());
                out.push_str(written);
                done = place.end;
            }
        }
        if done == 0 {
            return Cow::Borrowed(text);
        }
        out.push_str(text.get(done..).unwrap_or_default());
        Cow::Owned(out)
    }

    /// The longest wording with a part in claims that the words of these spellings begin with: how
    /// many words it has, and its senses in `language`, or in every language when none is given.
    #[must_use]
    pub(crate) fn claim(
        &self,
        language: Option<Language>,
        spellings: impl IntoIterator<Item = u64>,
    ) -> Option<(usize, impl Iterator<Item = Sense>)> {
        let is_spoken = move |one: Language| language.is_none_or(|wanted| wanted == one);
        let has_spoken = |meanings: &[(Sense, Language)]| meanings.iter().any(|it| is_spoken(it.1));
        let (length, meanings) = self.claims.longest(spellings, has_spoken)?;
        let spoken = meanings.iter().filter(move |meaning| is_spoken(meaning.1));
        Some((length, spoken.map(|meaning| meaning.0)))
    }
}
