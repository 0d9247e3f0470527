//! The judge: what careful readers say of pairs of sentences.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Claim, compare};
use crate::lexicon::Language;

/// Two readings of one passage, and a person's verdict.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    baseline: String,
    reading: String,
    rule: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    misjudged: bool,
}

/// The rule that a change of words in prose comes under, and the words that made it.
fn judged(baseline: &str, reading: &str, language: Option<Language>) -> (String, Vec<String>) {
    let comparison = compare(baseline, reading, language);
    let has = |wanted: &[Claim]| comparison.triggers.iter().any(|it| wanted.contains(&it.claim));
    let claims = [Claim::Negation, Claim::Obligation, Claim::Anonymity, Claim::ThirdParty];
    let rule = match () {
        () if !comparison.is_changed => "same",
        () if has(&[Claim::Consent]) => "consent-change",
        () if has(&claims) => "claim-change",
        () if has(&[Claim::Number, Claim::Duration]) => "number-change",
        () => "wording",
    };
    (rule.to_owned(), comparison.triggers.into_iter().map(|trigger| trigger.word).collect())
}

fn pairs() -> BTreeMap<String, Vec<Pair>> {
    let files = [
        include_str!("../../../tests/fixtures/sentences.toml"),
        include_str!("../../../tests/fixtures/sentences-more.toml"),
    ];
    let pairs = |file| toml::from_str::<BTreeMap<String, Vec<Pair>>>(file).expect("pairs");
    files.into_iter().flat_map(pairs).collect()
}

#[test]
fn the_judge_agrees() {
    let mut wrong = Vec::new();
    for language in Language::all() {
        assert!(pairs().contains_key(language.code()), "no pairs in {}", language.code());
    }
    for (code, pairs) in pairs() {
        let language = Language::of_code(&code);
        assert!(language.is_some() && pairs.len() >= 10, "{code}: {}", pairs.len());
        for Pair { baseline, reading, rule, words, misjudged } in pairs {
            let found = judged(&baseline, &reading, language);
            if (found == (rule.clone(), words.clone())) == misjudged {
                wrong.push(format!("{baseline}\n{reading}\n  {rule} {words:?}, not {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_verdict_is_the_same_from_the_other_side() {
    for (code, pairs) in pairs() {
        let language = Language::of_code(&code);
        for Pair { baseline, reading, .. } in pairs {
            let (rule, words) = judged(&baseline, &reading, language);
            let (opposite, others) = judged(&reading, &baseline, language);
            let set = |words: Vec<String>| -> BTreeSet<String> {
                words.iter().map(|word| word.to_lowercase()).collect()
            };
            assert_eq!((rule, set(words)), (opposite, set(others)), "{baseline}\n{reading}");
        }
    }
}

#[test]
fn no_reading_differs_from_itself() {
    for (code, pairs) in pairs() {
        for text in pairs.iter().flat_map(|pair| [&pair.baseline, &pair.reading]) {
            let comparison = compare(text, text, Language::of_code(&code));
            assert_eq!(comparison.kept, comparison.longer, "{text}");
            assert!(!comparison.is_changed && comparison.triggers.is_empty(), "{text}");
            assert!(comparison.edits.is_empty(), "{text}");
        }
    }
}
