//! The words of each language: which of its wordings mean which term.
//!
//! The wordings are data, in `grammar/lexicon/*.toml`; this room reads them and finds them in a
//! text. It knows nothing of blocks, rows or sections: a caller gets the terms in a text with
//! their places, and decides what they mean there. It is the sole user of `toml`, by way of the
//! build script that makes tables of the files (`file`, `tables`), and of `aho-corasick`.
//!
//! ```
//! use charte::lexicon::Language;
//!
//! let french = Language::of_code("fr").expect("there is a lexicon for it");
//! assert_eq!(french.code(), "fr");
//! assert!(Language::all().any(|language| language == french));
//! ```

mod claims;
#[cfg(test)]
mod file;
mod known;
mod made;
mod measures;
mod naming;
mod scan;
mod step;
mod wordings;

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

pub(crate) use claims::{ClaimTerm, Sense};
pub(crate) use known::Known;
use made::{
    AGREEMENTS, CAPITAL_NOUNS, CLAIMS, COOKIES, LANGUAGES, MEASURE_WORDS, MEASURES,
    NAME_BEGINNINGS, NAME_WORDS, NAMES, SHORT_FORMS, WORDINGS,
};
pub(crate) use measures::{Measure, RetentionTerm, Unit};
use naming::Lengths;
pub(crate) use naming::NameTerm;
pub(crate) use scan::{Hit, Scan};
use wordings::{Node, Wordings};

use crate::model::{Field, Kind};
use crate::text::{WholeWords, words};

/// What a wording means, whatever the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Term {
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
    /// A word that says that a portal is the one that speaks.
    Own,
    /// Words between a site and who runs it, or between a charter and the site it is of.
    Runs,
    /// Words that lead to a site of somebody else.
    Elsewhere,
    /// What somebody does who has cookies kept.
    Sets,
    /// What says that the name of a cookie comes next.
    Calls,
    /// What says that something stands below.
    Below,
    /// A word that means preferences beside a category of what is necessary, and this by itself.
    Functional,
    /// What leads on to a purpose.
    Aims,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum HeadingTerm {
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
    /// What charters have sections on besides cookies: who is responsible, what has changed.
    Standing,
}

impl Term {
    /// Whether it is known in a text of another language, too: labels, headings and names of things
    /// travel, the words of sentences do not.
    ///
    /// `words` is how many words the wording has: a lone word for managing is often another in a
    /// neighbouring language.
    fn travels(self, words: usize) -> bool {
        match self {
            Self::Heading(HeadingTerm::Manage) => words > 1,
            Self::Label(_)
            | Self::Keyword(_)
            | Self::Heading(_)
            | Self::WholeHeading(_)
            | Self::Category(_)
            | Self::Consent(ConsentTerm::Agreement)
            | Self::Cookie
            | Self::Portal
            | Self::Functional
            | Self::Place => true,
            Self::Consent(_)
            | Self::Own
            | Self::Runs
            | Self::Elsewhere
            | Self::Sets
            | Self::Calls
            | Self::Below
            | Self::Aims
            | Self::Filler
            | Self::Verb
            | Self::Function
            | Self::PlaceJoin => false,
        }
    }
}

/// What a word does in a sentence about consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ConsentTerm {
    /// Yes or no, where nothing else is said.
    Answer,
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
    pub(crate) const COUNT: usize = LANGUAGES.len();

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

    /// The words of each language that may lose a character in decoding.
    pub(crate) fn whole_words() -> &'static [WholeWords<'static>] {
        static WORDS: LazyLock<Vec<WholeWords<'static>>> = LazyLock::new(|| {
            let forms = |language: Language| language.words().split('"').skip(1).step_by(2);
            let words = |language| {
                let mut words = WholeWords::default();
                forms(language).for_each(|form| words.add(form));
                words
            };
            Language::all().map(words).collect()
        });
        &WORDS
    }

    /// All its words, as the file that holds them.
    #[must_use]
    pub(crate) fn words(self) -> &'static str {
        LANGUAGES.get(self.index()).map_or("", |&(_, file)| file)
    }

    /// Whether every noun is written with a capital in it.
    #[must_use]
    pub(crate) fn has_capital_nouns(self) -> bool {
        CAPITAL_NOUNS.contains(&self.code())
    }

    /// Every language of the lexicon, in the order they are tried.
    pub fn all() -> impl Iterator<Item = Self> {
        (0_u8..).take(LANGUAGES.len()).map(Self)
    }

    /// Its place among [`Language::all`].
    #[must_use]
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The wordings of all languages, ready to be looked up.
pub(crate) struct Lexicon {
    wordings: &'static Wordings<Term>,
    /// What wordings have a part in claims, apart from the rest: only readings that are compared are
    /// searched for them.
    claims: &'static Wordings<Sense>,
    /// What is short for other words.
    short_forms: &'static Wordings<&'static str>,
    /// What wordings have a part in retentions, also apart.
    measures: &'static Wordings<Measure>,
    /// The single words among them that a slip of the pen may spoil, folded.
    measure_words: &'static [(&'static str, Measure)],
    /// What wordings stand in place of names, also apart.
    names: &'static Wordings<NameTerm>,
    /// Those of the wordings of one word among these.
    name_lengths: LazyLock<Lengths>,
    /// The same of the first words of those that say that there is no cookie, and that nothing is said yet.
    none_lengths: LazyLock<Lengths>,
    unsaid_lengths: LazyLock<Lengths>,
    /// Finds where a word of agreement may begin, so that prose without one is not read by words.
    agreements: LazyLock<AhoCorasick>,
    /// Finds words for cookies, in other words as well.
    cookies: LazyLock<AhoCorasick>,
}

impl Lexicon {
    /// The lexicon.
    #[must_use]
    pub(crate) fn get() -> &'static Self {
        static LEXICON: Lexicon = Lexicon {
            wordings: &WORDINGS,
            claims: &CLAIMS,
            short_forms: &SHORT_FORMS,
            measures: &MEASURES,
            measure_words: MEASURE_WORDS,
            names: &NAMES,
            name_lengths: LazyLock::new(|| naming::lengths(NAME_WORDS.iter().copied())),
            none_lengths: LazyLock::new(|| beginnings(NameTerm::None)),
            unsaid_lengths: LazyLock::new(|| beginnings(NameTerm::Unsaid)),
            agreements: LazyLock::new(|| search(AGREEMENTS)),
            cookies: LazyLock::new(|| search(COOKIES)),
        };
        &LEXICON
    }

    /// Whether the first word of `text` begins any wording at all: a quick way to see that a cell is
    /// none.
    #[must_use]
    pub(crate) fn knows_beginning(&self, text: &str) -> bool {
        words(text)
            .next()
            .is_some_and(|word| self.wordings.step(Node::START, word.spelling).is_some())
    }

    /// Whether `text` begins with a label of a column: a quick way to see that a cell is none.
    #[must_use]
    pub(crate) fn begins_with_label(&self, text: &str) -> bool {
        let mut node = Node::START;
        let meanings = words(text).map_while(|word| {
            node = self.wordings.step(node, word.spelling)?;
            Some(self.wordings.meanings(node))
        });
        meanings.flatten().any(|(term, _)| matches!(term, Term::Label(_)))
    }

    /// Where in `text` a word for the visitor's agreement may begin.
    pub(crate) fn agreements<'t>(
        &self,
        text: &'t str,
    ) -> impl Iterator<Item = usize> + use<'t, '_> {
        self.agreements.find_iter(text).map(|found| found.start())
    }

    /// Whether there is a word for a cookie in `text`, alone or as a part of another.
    #[must_use]
    pub(crate) fn speaks_of_cookies(&self, text: &str) -> bool {
        self.cookies.is_match(text)
    }
}

/// The lengths of the first words of what stands in place of a name and means this.
fn beginnings(term: NameTerm) -> Lengths {
    naming::lengths(NAME_BEGINNINGS.iter().filter(|it| it.1 == term).map(|it| it.0))
}

/// # Panics
///
/// When there are too many words to be searched for: a test searches for them all.
fn search(words: &[&str]) -> AhoCorasick {
    // A text has few lines to search, and what is quicker to search takes long to make.
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostFirst)
        .ascii_case_insensitive(true)
        .build(words)
        .unwrap_or_else(|error| panic!("words to search for: {error}"))
}

#[cfg(test)]
mod tests {
    use super::file::File;
    use super::{LANGUAGES, Language, Lexicon, Scan, words};

    fn file(code: &str, text: &str) -> File {
        File::read(text).unwrap_or_else(|error| panic!("{code}: {error}"))
    }

    #[test]
    fn every_form_is_found() {
        for (code, text) in LANGUAGES {
            let language = Language::of_code(code);
            let mut scan = Scan::default();
            for (form, term) in file(code, text).forms() {
                scan.read_first(Lexicon::get(), language, &form.to_uppercase(), usize::MAX);
                let is_found = scan.hits.iter().any(|hit| {
                    hit.word == 0
                        && hit.length == scan.words.len()
                        && Some(hit.language) == language
                        && format!("{:?}", hit.term) == term
                });
                assert!(is_found, "{code}: {form}: {term}");
            }
        }
    }

    #[test]
    fn nouns_are_written_as_the_files_say() {
        for (language, (code, text)) in Language::all().zip(LANGUAGES) {
            assert_eq!(language.has_capital_nouns(), file(code, text).capital_nouns, "{code}");
        }
    }

    #[test]
    fn every_short_form_is_written_out() {
        let lexicon = Lexicon::get();
        for (code, text) in LANGUAGES {
            for (short, words) in file(code, text).short_forms() {
                let written = lexicon.written_out(short, Language::of_code(code));
                assert!(written.starts_with(words), "{code}: {short} is {written}");
            }
        }
        assert_eq!(lexicon.written_out("It isn\u{2019}t", None), "It is not");
        assert_eq!(lexicon.written_out("It is", None), "It is");
    }

    #[test]
    fn every_form_of_a_claim_is_found() {
        for (language, (code, text)) in Language::all().zip(LANGUAGES) {
            for (form, sense) in file(code, text).claims() {
                let words: Vec<_> = words(&form.to_uppercase()).collect();
                let spellings = words.iter().map(|word| word.spelling);
                let found = Lexicon::get().claim(Some(language), spellings);
                let (length, mut senses) = found.unwrap_or_else(|| panic!("{code}: {form}"));
                assert_eq!(length, words.len(), "{code}: {form}");
                assert!(senses.any(|it| format!("{it:?}") == sense), "{code}: {form}: {sense}");
            }
        }
    }

    #[test]
    fn every_form_of_a_retention_is_found() {
        for (language, (code, text)) in Language::all().zip(LANGUAGES) {
            for (form, measure) in file(code, text).measures() {
                let words: Vec<_> = words(&form.to_uppercase()).collect();
                let spellings = words.iter().map(|word| word.spelling);
                let found = Lexicon::get().meanings(Some(language), spellings);
                let (length, meanings) = found.unwrap_or_else(|| panic!("{code}: {form}"));
                assert_eq!(length, words.len(), "{code}: {form}");
                let mut own = meanings.iter().filter(|meaning| meaning.1 == language);
                assert!(
                    own.any(|meaning| format!("{:?}", meaning.0) == measure),
                    "{code}: {form}: {measure}"
                );
            }
        }
    }

    #[test]
    fn every_form_in_place_of_a_name_is_found() {
        for (code, text) in LANGUAGES {
            for (form, term) in file(code, text).naming() {
                let found = Lexicon::get().naming(&form).next();
                let found = found.map(|(range, term)| (range, format!("{term:?}")));
                assert_eq!(found, Some((0..form.len(), term)), "{code}: {form}");
                let is_word = form.chars().all(|c| c.is_ascii_alphabetic());
                let is_between = found.is_some_and(|(_, term)| term == "JoinedBy");
                assert!(
                    !is_word
                        || is_between
                        || Lexicon::get().may_stand_for_a_name(&form.to_uppercase())
                );
            }
        }
    }
}
