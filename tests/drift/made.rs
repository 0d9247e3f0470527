//! Corpora made of one charter that was altered in several ways, a line or a word at a time.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::Text;
use crate::generate::{any_text, charter};

/// One thing that is done to a text.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Drop(Index),
    Double(Index),
    Swap(Index, Index),
    Move(Index, Index),
    Join(Index),
    Split(Index),
    Insert(Index, &'static str),
    Word(Index, &'static str),
    Typography(&'static str, &'static str),
}

const LINES: &[&str] = &[
    "",
    "Un paragraphe de plus, qui parle des cookies.",
    "Cookies publicitaires",
    "Vos choix",
    "Orvane\tLangue\tlang\tRetenir la langue\t1 an",
    "Nom du cookie\tFinalité",
    "csrftoken\tRefuser les formulaires falsifiés",
    "Les cookies « nécessaires » demandent votre consentement.",
    "- cookies de plus ;",
    "Voir https://data.rivage.example/aide ou [le site](https://data.rivage.example).",
];

const WORDS: &[&str] = &[
    "ne",
    "pas",
    "13",
    "treize",
    "consentement",
    "Orvane",
    "autre",
    "sans",
    "l'été",
    "",
    "\t",
    "a\u{200b}b",
];

const SPELLINGS: &[(&str, &str)] = &[
    ("'", "’"),
    (" ", "\u{a0}"),
    ("\n\n", "\n"),
    ("\n", "\n\n\n"),
    ("e", "E"),
    ("é", "e"),
    (".", " !"),
];

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        1 => at().prop_map(Change::Drop),
        1 => at().prop_map(Change::Double),
        1 => (at(), at()).prop_map(|(one, other)| Change::Swap(one, other)),
        1 => (at(), at()).prop_map(|(from, to)| Change::Move(from, to)),
        1 => at().prop_map(Change::Join),
        1 => at().prop_map(Change::Split),
        2 => (at(), select(LINES)).prop_map(|(at, line)| Change::Insert(at, line)),
        4 => (at(), select(WORDS)).prop_map(|(at, word)| Change::Word(at, word)),
        1 => select(SPELLINGS).prop_map(|(from, to)| Change::Typography(from, to)),
    ]
}

/// `text` with these changes.
pub(super) fn changed(text: &str, changes: &[Change]) -> String {
    changes.iter().fold(text.to_owned(), |text, change| one(&text, change))
}

fn one(text: &str, change: &Change) -> String {
    let mut lines: Vec<_> = text.split('\n').map(str::to_owned).collect();
    let last = lines.len();
    match change {
        Change::Drop(at) => drop(lines.remove(at.index(last))),
        Change::Double(at) => lines.insert(at.index(last), at.get(&lines).clone()),
        Change::Swap(one, other) => lines.swap(one.index(last), other.index(last)),
        Change::Move(from, to) => {
            let line = lines.remove(from.index(last));
            lines.insert(to.index(last), line);
        }
        Change::Join(at) => {
            let at = at.index(last);
            let next = (at + 1..last).find(|&next| !lines[next].is_empty());
            if let Some(next) = next {
                let line = lines.remove(next);
                lines[at] = format!("{} {line}", lines[at]);
            }
        }
        Change::Split(at) => {
            let line = &mut lines[at.index(last)];
            *line = line.replacen(' ', "\n", 1);
        }
        Change::Insert(at, line) => lines.insert(at.index(last + 1), (*line).to_owned()),
        Change::Word(at, word) => {
            let mut words: Vec<_> = text.split(' ').collect();
            let at = at.index(words.len());
            words[at] = word;
            return words.join(" ");
        }
        Change::Typography(from, to) => return text.replacen(from, to, 3),
    }
    lines.join("\n")
}

/// A text, most likely a charter.
pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof![6 => charter(), 1 => any_text()]
}

/// A text and some changes to it.
pub(super) fn altered() -> impl Strategy<Value = (String, String)> {
    (text(), vec(change(), 1..4)).prop_map(|(text, changes)| {
        let other = changed(&text, &changes);
        (text, other)
    })
}

/// Some charters: copies of one or two texts, each on its own portal, and altered in some ways or in
/// none.
pub(super) fn corpus() -> impl Strategy<Value = Vec<Text>> {
    let changes = prop_oneof![1 => Just(Vec::new()), 2 => vec(change(), 1..4)];
    let copy = (0..4_usize, 0..3_usize, changes);
    (vec(text(), 1..3), vec(copy, 1..9)).prop_map(|(texts, copies)| {
        let copies = copies.into_iter().enumerate().map(|(number, (of, host, changes))| {
            let text = changed(&texts[of.min(texts.len() - 1)], &changes);
            let host = ["data.rivage.example", "data.vallon.example", "bocage.example"][host];
            // Two of one path, now and then.
            (format!("p/{}.txt", number % 7), text.replace("data.rivage.example", host))
        });
        copies.collect()
    })
}
