//! From the files of the languages to one table of wordings.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::file::File;
use super::measures::Measures;
use super::naming::Naming;
use super::wordings::Wordings;
use super::words::split;
use super::{ConsentTerm, LANGUAGES, Language, Lexicon, Sense, Term};

/// Compiles every language's file into one lexicon.
///
/// # Panics
///
/// When a file is not what `file.rs` describes: the files are part of the program, and a test
/// reads them all.
pub(super) fn compile() -> Lexicon {
    let mut wordings = Vec::new();
    let mut agreements = BTreeSet::new();
    for (language, file) in files() {
        for (form, term) in file.forms() {
            if term == Term::Consent(ConsentTerm::Agreement) {
                agreements.extend(beginnings(&form));
            }
            wordings.push((spellings(&form), (term, *language)));
        }
    }
    // In order, a beginning comes right before what begins with it and needs no search of its own.
    let mut agreements: Vec<_> = agreements.into_iter().collect();
    agreements.dedup_by(|longer, shorter| longer.starts_with(&*shorter));
    let agreements = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(agreements)
        .unwrap_or_else(|error| panic!("words of agreement: {error}"));
    let wordings = Wordings::new(wordings.into_iter());
    Lexicon {
        wordings,
        claims: LazyLock::new(claims),
        measures: LazyLock::new(measures),
        naming: LazyLock::new(naming),
        agreements,
    }
}

/// Compiles what every language's file has for claims.
fn claims() -> Wordings<Sense> {
    let claims = files().iter().flat_map(|(language, file)| {
        file.claims().map(move |(form, sense)| (spellings(&form), (sense, *language)))
    });
    Wordings::new(claims)
}

/// Compiles what every language's file has for retentions.
fn measures() -> Measures {
    let forms = files().iter().flat_map(|(language, file)| {
        file.measures().map(move |(form, measure)| {
            let spellings = spellings(&form);
            (form, spellings, (measure, *language))
        })
    });
    Measures::new(forms)
}

/// Compiles what every language's file has for names.
fn naming() -> Naming {
    let forms = files().iter().flat_map(|(language, file)| {
        file.naming().map(move |(form, term)| {
            let spellings = spellings(&form);
            (form, spellings, (term, *language))
        })
    });
    Naming::new(forms)
}

/// Every language's file, read once.
fn files() -> &'static [(Language, File)] {
    static FILES: LazyLock<Vec<(Language, File)>> = LazyLock::new(|| {
        let files = Language::all().zip(LANGUAGES).map(|(language, (code, text))| {
            let file = File::read(text);
            (language, file.unwrap_or_else(|error| panic!("grammar/lexicon/{code}.toml: {error}")))
        });
        files.collect()
    });
    &FILES
}

/// The spellings of the words of `form`.
fn spellings(form: &str) -> Vec<u64> {
    let mut words = Vec::new();
    split(form, usize::MAX, &mut words);
    words.iter().map(|word| word.spelling).collect()
}

/// `form` up to its first accented letter, in small letters, capitals, and with a capital first:
/// a beginning that every usual spelling of it shares. Searching for all three is many times
/// faster than searching without regard to case.
fn beginnings(form: &str) -> [String; 3] {
    let end = form.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(form.len());
    let small = form.get(..end).unwrap_or(form).to_ascii_lowercase();
    let capitals = small.to_ascii_uppercase();
    let capitalised = capitals.chars().take(1).chain(small.chars().skip(1)).collect();
    [small, capitals, capitalised]
}

#[cfg(test)]
mod tests {
    use super::super::{LANGUAGES, Language, Lexicon, Scan};

    #[test]
    fn every_file_compiles_and_every_form_is_found() {
        for (code, text) in LANGUAGES {
            let file = super::File::read(text).unwrap_or_else(|error| panic!("{code}: {error}"));
            let mut scan = Scan::default();
            for (form, term) in file.forms() {
                scan.read(Lexicon::get(), &form.to_uppercase());
                let whole =
                    |hit: &&super::super::Hit| hit.word == 0 && hit.length == scan.words.len();
                assert!(
                    scan.hits.iter().filter(whole).any(|hit| hit.term == term),
                    "{code}: {form}: {term:?}"
                );
            }
        }
    }

    #[test]
    fn every_form_of_a_claim_is_found() {
        for (language, (code, text)) in Language::all().zip(LANGUAGES) {
            let file = super::File::read(text).unwrap_or_else(|error| panic!("{code}: {error}"));
            for (form, sense) in file.claims() {
                let spellings = super::spellings(&form.to_uppercase());
                let words = spellings.len();
                let found = Lexicon::get().claim(Some(language), spellings);
                let (length, mut senses) = found.unwrap_or_else(|| panic!("{code}: {form}"));
                assert_eq!(length, words, "{code}: {form}");
                assert!(senses.any(|it| it == sense), "{code}: {form}: {sense:?}");
            }
        }
    }

    #[test]
    fn every_form_of_a_retention_is_found() {
        for (code, text) in LANGUAGES {
            let file = super::File::read(text).unwrap_or_else(|error| panic!("{code}: {error}"));
            for (form, measure) in file.measures() {
                let spellings = super::spellings(&form.to_uppercase());
                let words = spellings.len();
                let found = Lexicon::get().measure(spellings);
                let (length, mut measures) = found.unwrap_or_else(|| panic!("{code}: {form}"));
                assert_eq!(length, words, "{code}: {form}");
                assert!(measures.any(|it| it == measure), "{code}: {form}: {measure:?}");
            }
        }
    }

    #[test]
    fn every_form_in_place_of_a_name_is_found() {
        for (code, text) in LANGUAGES {
            let file = super::File::read(text).unwrap_or_else(|error| panic!("{code}: {error}"));
            for (form, term) in file.naming() {
                let found = Lexicon::get().naming(&form).next();
                assert_eq!(found, Some((0..form.len(), term)), "{code}: {form}");
                let is_word = form.chars().all(|c| c.is_ascii_alphabetic());
                assert!(!is_word || Lexicon::get().may_stand_for_a_name(&form.to_uppercase()));
            }
        }
    }
}
