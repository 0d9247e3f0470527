//! The words of each language: which of its wordings mean which term.
//!
//! The wordings are data, in `grammar/lexicon/*.toml`; this room reads them and finds them in a
//! text. It knows nothing of blocks, rows or sections: a caller gets the terms in a text with
//! their places, and decides what they mean there. It is the sole user of `toml` and
//! `aho-corasick`.

mod claims;
mod compile;
mod file;
mod measures;
mod naming;
mod scan;
mod wordings;
mod words;

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

pub use claims::{ClaimTerm, Sense, Unit};
use measures::Measures;
pub use measures::{Measure, RetentionTerm};
pub use naming::NameTerm;
use naming::Naming;
pub use scan::{Hit, Scan};
use wordings::{Node, Wordings};
pub use words::Word;

use crate::model::{Field, Kind};

/// Every language: its BCP 47 code, and its file. They are tried in this order.
const LANGUAGES: &[(&str, &str)] = &[
    ("fr", include_str!("../../grammar/lexicon/fr.toml")),
    ("en", include_str!("../../grammar/lexicon/en.toml")),
];

/// What a wording means, whatever the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// The label of a column, when it is all of a cell.
    Label(Field),
    /// A word that decides the label of a column it stands in.
    Keyword(Field),
    /// What a heading is about, wherever in it the wording stands.
    Heading(HeadingTerm),
    /// What a heading is about, when the wording is all of it.
    WholeHeading(HeadingTerm),
    /// A category of cookies.
    Category(Kind),
    /// Something said of consent.
    Consent(ConsentTerm),
    /// A word for a cookie.
    Cookie,
    /// A word for the portal itself, when its address follows.
    Portal,
    /// A word that may stand round a category in a heading.
    Filler,
    /// A verb that makes a short line a sentence.
    Verb,
    /// A frequent word that shows the language.
    Function,
    /// A place of a portal.
    Place,
    /// A word that joins places.
    PlaceJoin,
}

/// What a heading is about, besides one category of cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HeadingTerm {
    /// The whole charter.
    Title,
    /// What a cookie is.
    Definition,
    /// The kinds there are.
    Kinds,
    /// Which cookies are used, and what for.
    Usage,
    /// How to configure or refuse cookies.
    Settings,
    /// How to manage something: settings, when it is cookies or consent.
    Manage,
}

/// What a word does in a sentence about consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentTerm {
    /// The agreement itself.
    Agreement,
    /// It is called for.
    Required,
    /// It is called for, when said right before the agreement: "with", "after", "until".
    Given,
    /// It is called for, when said after the agreement.
    Predicate,
    /// Somebody is spared it.
    Exempt,
    /// A negation.
    Negation,
    /// "Without".
    Without,
    /// The first word of a pair that means "only".
    RestrictionOpens,
    /// The second word of that pair.
    RestrictionCloses,
    /// "Only", in one word.
    Only,
    /// It depends on something.
    Condition,
    /// It is so for some only.
    Partial,
    /// Another statement begins: "and", "but".
    Conjunction,
}

/// One language of the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(u8);

impl Language {
    /// How many languages there are.
    pub const COUNT: usize = LANGUAGES.len();

    /// The language of a BCP 47 code, whatever its case and region: `fr`, `FR` and `fr-CA` are
    /// one.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or(code);
        Self::all().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// Its BCP 47 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        LANGUAGES.get(self.index()).map_or("und", |&(code, _)| code)
    }

    /// All its words, as the file that holds them.
    #[must_use]
    pub fn words(self) -> &'static str {
        LANGUAGES.get(self.index()).map_or("", |&(_, file)| file)
    }

    /// Every language of the lexicon, in the order they are tried.
    pub fn all() -> impl Iterator<Item = Self> {
        (0_u8..).take(LANGUAGES.len()).map(Self)
    }

    /// Its place among [`Language::all`].
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The wordings of all languages, ready to be looked up.
pub struct Lexicon {
    wordings: Wordings<Term>,
    /// What wordings have a part in claims, apart from the rest and read on first use: only readings
    /// that are compared are searched for them.
    claims: LazyLock<Wordings<Sense>>,
    /// What wordings have a part in retentions, also apart and read on first use.
    measures: LazyLock<Measures>,
    /// What wordings stand in place of names, also apart and read on first use.
    naming: LazyLock<Naming>,
    /// Finds where a word of agreement may begin, so that prose without one is not read by words.
    agreements: AhoCorasick,
}

impl Lexicon {
    /// The lexicon, read on first use.
    #[must_use]
    pub fn get() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(compile::compile);
        &LEXICON
    }

    /// Whether the first word of `text` begins any wording at all: a quick way to see that a cell is
    /// none.
    #[must_use]
    pub fn knows_beginning(&self, text: &str) -> bool {
        words::first(text)
            .is_some_and(|word| self.wordings.step(Node::START, word.spelling).is_some())
    }

    /// Where in `text` a word for the visitor's agreement may begin.
    pub fn agreements<'t>(&self, text: &'t str) -> impl Iterator<Item = usize> + use<'t, '_> {
        self.agreements.find_iter(text).map(|found| found.start())
    }
}
