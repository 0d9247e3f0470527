//! Categories whose word means another beside others: "functional cookies" are those that are necessary where a
//! charter has no other word for these, and preferences beside "necessary cookies".

use std::collections::HashMap;

use super::super::Context;
use super::Outline;
use crate::lexicon::Term;
use crate::model::{Category, Kind};

/// What a label of what is necessary says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Nothing but that it is functional.
    Functional,
    /// That it is functional, and more.
    Both,
    /// Something else.
    Other,
}

/// Takes functional cookies for preferences where other cookies are the necessary ones.
pub(in crate::interpret) fn part(outline: &mut Outline<'_>, context: &mut Context<'_>) {
    let mut words: HashMap<String, Word> = HashMap::new();
    for category in categories(outline) {
        if category.kind == Kind::Necessary && !words.contains_key(&*category.label) {
            words.insert(category.label.to_string(), word(&category.label, context));
        }
    }
    let has = |word| words.values().any(|it| *it == word);
    if !has(Word::Functional) || !has(Word::Other) {
        return;
    }
    for category in categories(outline) {
        if category.kind == Kind::Necessary
            && words.get(&*category.label) == Some(&Word::Functional)
        {
            category.kind = Kind::Preferences;
        }
    }
}

fn categories<'o, 's>(outline: &'o mut Outline<'s>) -> impl Iterator<Item = &'o mut Category<'s>> {
    let of_sections = outline.sections.iter_mut().filter_map(|it| it.category.as_mut());
    of_sections.chain(outline.cookies.iter_mut().filter_map(|it| it.category.as_mut()))
}

fn word(label: &str, context: &mut Context<'_>) -> Word {
    let hits = &context.scan(label).hits;
    let is_functional =
        |word: usize| hits.iter().any(|hit| hit.term == Term::Functional && hit.word == word);
    let mut necessary = hits.iter().filter(|hit| hit.term == Term::Category(Kind::Necessary));
    match hits.iter().any(|hit| hit.term == Term::Functional) {
        false => Word::Other,
        true if necessary.all(|hit| hit.length == 1 && is_functional(hit.word)) => Word::Functional,
        true => Word::Both,
    }
}
