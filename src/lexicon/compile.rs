//! From the files of the languages to one table of wordings.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};

use super::file::File;
use super::wordings::Wordings;
use super::words::split;
use super::{ConsentTerm, Language, Lexicon, Term};

/// Compiles every language's file into one lexicon.
///
/// # Panics
///
/// When a file is not what `file.rs` describes: the files are part of the program, and a test
/// reads them all.
pub(super) fn compile(files: &[(&str, &str)]) -> Lexicon {
    let mut wordings = Vec::new();
    let mut agreements = BTreeSet::new();
    let mut words = Vec::new();
    for (language, (code, text)) in Language::all().zip(files) {
        let file =
            File::read(text).unwrap_or_else(|error| panic!("grammar/lexicon/{code}.toml: {error}"));
        for (form, term) in file.forms() {
            if term == Term::Consent(ConsentTerm::Agreement) {
                agreements.extend(beginnings(&form));
            }
            words.clear();
            split(&form, usize::MAX, &mut words);
            let spellings: Vec<_> = words.iter().map(|word| word.spelling).collect();
            wordings.push((spellings, (term, language)));
        }
    }
    // In order, a beginning comes right before what begins with it and needs no search of its own.
    let mut agreements: Vec<_> = agreements.into_iter().collect();
    agreements.dedup_by(|longer, shorter| longer.starts_with(&*shorter));
    let agreements = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(agreements)
        .unwrap_or_else(|error| panic!("words of agreement: {error}"));
    Lexicon { wordings: Wordings::new(wordings.into_iter()), agreements }
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
    use super::super::{LANGUAGES, Lexicon, Scan};

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
}
