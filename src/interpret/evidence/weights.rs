//! The weights of all evidence, in tenths of log-odds, each with its reason.

/// Tenths of log-odds.
pub(in crate::interpret) type Score = i32;

// ---- Any field ----------------------------------------------------------------------------------

/// A cell under a label that is not known may hold anything.
pub(super) const UNKNOWN: Score = 2;
/// A duration is hardly ever anything else.
pub(super) const DURATION_ELSEWHERE: Score = 20;
/// A word that looks more like a name than this is one, or a part of one.
pub(in crate::interpret) const LIKELY_NAME: Score = 10;
/// From here on no word of prose is written so.
pub(in crate::interpret) const SURE_NAME: Score = 24;

// ---- Durations -----------------------------------------------------------------------------------

/// No duration has more words.
pub(super) const LONGEST_DURATION: usize = 24;
/// A number with its unit is in the text, and words for a session, which have other meanings too.
pub(super) const COUNTED: Score = 38;
pub(super) const ANCHORED: Score = 28;
/// The same unit of time comes again.
pub(super) const AGAIN: Score = 24;
/// Each word beside it that says nothing of a duration.
pub(super) const BESIDE: Score = 4;
/// A line below a duration that has nothing of one.
pub(super) const OTHER_LINE: Score = 20;
/// Each word of a duration that has nothing else: a longer one is the more surely one.
pub(super) const LONGER: Score = 3;
/// From here down no name is written so.
pub(in crate::interpret) const NO_NAME: Score = -20;
/// From here on the words say how long something is kept, and hardly anything else.
pub(in crate::interpret) const SURE_DURATION: Score = 20;
/// From here on the words are a provider that is known, or a host.
pub(in crate::interpret) const SURE_PROVIDER: Score = 16;
/// From here on they are a category.
pub(in crate::interpret) const SURE_CATEGORY: Score = 20;
/// No duration is in the text: words of prose.
pub(super) const UNTIMED: Score = -6;

// ---- Prose ---------------------------------------------------------------------------------------

/// A description is a purpose where there is another.
pub(super) const DESCRIPTION: Score = 2;
/// Each word of a purpose, ten at most.
pub(super) const PURPOSE_WORD: Score = 3;
/// One word alone is hardly a purpose.
pub(super) const PURPOSE: Score = -6;
/// A frequent word of sentences, four at most.
pub(super) const SENTENCE: Score = 3;
/// Nothing but a category is none.
pub(super) const CATEGORY_INSTEAD: Score = 40;
/// A name inside a purpose is rather a cell of its own.
pub(super) const NAME_IN_PROSE: Score = -9;
/// A name alone on a line begins a row, it ends no purpose.
pub(super) const NAME_LINE: Score = -30;
/// A purpose begins as a sentence does.
pub(super) const CAPITAL: Score = 3;
/// A capital soon behind its beginning is that of the sentence: what stands before belongs to another cell.
pub(super) const LATE_CAPITAL: Score = -7;
pub(super) const LATE_CAPITAL_BEHIND_SMALL: Score = -16;
/// It hardly ever begins with a number.
pub(super) const NUMBER_FIRST: Score = -10;

// ---- Providers -----------------------------------------------------------------------------------

/// A company that is known, or with its legal form.
pub(super) const KNOWN_PROVIDER: Score = 30;
/// A host may be who sets a cookie.
pub(super) const HOST_PROVIDER: Score = 16;
/// A host with another cell glued before it.
pub(super) const GLUED_HOST: Score = -20;
/// The portal itself.
pub(super) const OWN: Score = 12;
/// A few words with capitals.
pub(super) const CAPITALISED: Score = 7;
/// None of them begins with a small letter, unless it is a host.
pub(super) const SMALL: Score = 5;
/// Anything else.
pub(super) const PROVIDER: Score = -2;
/// A service is a provider said more loosely.
pub(super) const SERVICE: Score = 3;
/// All of a cell is hosts.
pub(super) const HOSTS: Score = 34;
/// A cell without a host.
pub(super) const NO_HOST: Score = -8;

// ---- Categories, parties, consent ------------------------------------------------------------------

/// A category that is known, and nothing else.
pub(super) const CATEGORY: Score = 32;
/// Each word beside it that is no filler.
pub(super) const BESIDE_CATEGORY: Score = -10;
/// A text without a known category.
pub(super) const NO_CATEGORY: Score = -8;
/// "First party", and nothing else.
pub(super) const PARTY: Score = 32;
/// Yes, no, or a word of consent.
pub(super) const CONSENT: Score = 20;

// ---- Labels ----------------------------------------------------------------------------------------

/// A label that is known whole: nothing but a label is written so.
pub(in crate::interpret) const WHOLE_LABEL: Score = 50;
/// The same with a remark in parentheses behind it.
pub(in crate::interpret) const SURE_LABEL: Score = 45;
/// A word that decides the label it stands in, and each word beside it: prose has it as well.
pub(in crate::interpret) const KEYWORD: Score = 30;
pub(super) const BESIDE_KEYWORD: Score = -6;
