//! The shape of a language's file in `grammar/lexicon`.
//!
//! Every list holds surface forms. An ending in parentheses is optional: `finalité(s)` is both
//! `finalité` and `finalités`. Forms are compared by their words without case and accents, so
//! neither apostrophes nor hyphens matter.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    ClaimTerm, ConsentTerm, HeadingTerm, Measure, NameTerm, RetentionTerm, Sense, Term, Unit,
};
use crate::model::{Field, Kind};

type Forms = Vec<String>;

/// One language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// The language's own name for itself, for people who read the file.
    #[serde(rename = "name")]
    _name: String,
    /// Labels of columns, each the whole of a header cell.
    labels: BTreeMap<Field, Forms>,
    /// Words that decide a longer label.
    keywords: BTreeMap<Field, Forms>,
    /// Wordings anywhere in a heading.
    headings: BTreeMap<HeadingTerm, Forms>,
    /// Wordings that are all of a heading.
    whole_headings: BTreeMap<HeadingTerm, Forms>,
    /// Names of categories.
    categories: BTreeMap<Kind, Forms>,
    /// What is said of consent.
    consent: BTreeMap<ConsentTerm, Forms>,
    /// What makes another wording another claim; the forms of one list mean the same.
    claims: BTreeMap<ClaimTerm, Forms>,
    /// What may stand for a claim of another reading, and is none by itself.
    weak_claims: BTreeMap<ClaimTerm, Forms>,
    /// Number words and their values; hyphens are optional.
    numbers: BTreeMap<String, u32>,
    /// Units of time, and durations that no number says.
    durations: BTreeMap<Unit, Forms>,
    /// What is said of a duration in the cell of a retention, besides what claims say of it.
    retention: BTreeMap<RetentionTerm, Forms>,
    /// What stands in place of names.
    names: BTreeMap<NameTerm, Forms>,
    words: Words,
    places: Places,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    cookie: Forms,
    portal: Forms,
    filler: Forms,
    verb: Forms,
    function: Forms,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    names: Forms,
    joined_by: Forms,
}

impl File {
    pub(super) fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Every form with its term, endings written out.
    pub(super) fn forms(&self) -> impl Iterator<Item = (String, Term)> {
        let lists = [
            (&self.words.cookie, Term::Cookie),
            (&self.words.portal, Term::Portal),
            (&self.words.filler, Term::Filler),
            (&self.words.verb, Term::Verb),
            (&self.words.function, Term::Function),
            (&self.places.names, Term::Place),
            (&self.places.joined_by, Term::PlaceJoin),
        ];
        lists
            .into_iter()
            .chain(self.labels.iter().map(|(&field, forms)| (forms, Term::Label(field))))
            .chain(self.keywords.iter().map(|(&field, forms)| (forms, Term::Keyword(field))))
            .chain(self.headings.iter().map(|(&heading, forms)| (forms, Term::Heading(heading))))
            .chain(
                self.whole_headings
                    .iter()
                    .map(|(&heading, forms)| (forms, Term::WholeHeading(heading))),
            )
            .chain(self.categories.iter().map(|(&kind, forms)| (forms, Term::Category(kind))))
            .chain(self.consent.iter().map(|(&part, forms)| (forms, Term::Consent(part))))
            .flat_map(|(forms, term)| {
                forms.iter().flat_map(|form| with_endings(form)).map(move |form| (form, term))
            })
    }
}

impl File {
    /// Every form that has a part in a claim, endings written out. Of categories, these are single
    /// words: "exempt from consent" names one, too, but it says more than that.
    pub(super) fn claims(&self) -> impl Iterator<Item = (String, Sense)> {
        let numbers =
            self.numbers.iter().map(|(form, &value)| (form.clone(), Sense::Number(value)));
        let lists = (self.claims.iter().map(|(&term, forms)| (forms, Sense::Claim(term))))
            .chain(self.weak_claims.iter().map(|(&term, forms)| (forms, Sense::Weak(term))))
            .chain(self.consent.iter().map(|(&term, forms)| (forms, Sense::Consent(term))))
            .chain(self.categories.iter().map(|(&kind, forms)| (forms, Sense::Category(kind))))
            .chain(self.durations.iter().map(|(&unit, forms)| (forms, Sense::Unit(unit))));
        let lists = lists.chain([(&self.words.cookie, Sense::Cookie)]);
        let forms = lists.flat_map(|(forms, sense)| {
            forms.iter().flat_map(|form| with_endings(form)).map(move |form| (form, sense))
        });
        let is_told = |(form, sense): &(String, Sense)| {
            !matches!(sense, Sense::Category(_)) || !form.contains([' ', '\''])
        };
        forms.filter(is_told).chain(numbers)
    }
}

impl File {
    /// Every form that has a part in a retention, endings written out.
    pub(super) fn measures(&self) -> impl Iterator<Item = (String, Measure)> {
        let numbers =
            self.numbers.iter().map(|(form, &value)| (form.clone(), Measure::Number(value)));
        let of_claim = |(term, forms)| {
            let term = match term {
                &ClaimTerm::AtMost => RetentionTerm::AtMost,
                ClaimTerm::LessThan => RetentionTerm::LessThan,
                ClaimTerm::AtLeast | ClaimTerm::MoreThan => RetentionTerm::AtLeast,
                ClaimTerm::Half => RetentionTerm::AndHalf,
                _ => return None,
            };
            Some((forms, Measure::Term(term)))
        };
        let lists = (self.claims.iter().filter_map(of_claim))
            .chain(self.durations.iter().map(|(&unit, forms)| (forms, Measure::Unit(unit))))
            .chain(self.retention.iter().map(|(&term, forms)| (forms, Measure::Term(term))));
        let forms = lists.flat_map(|(forms, measure)| {
            forms.iter().flat_map(|form| with_endings(form)).map(move |form| (form, measure))
        });
        forms.chain(numbers)
    }
}

impl File {
    /// Every form that stands in place of a name, endings written out.
    pub(super) fn naming(&self) -> impl Iterator<Item = (String, NameTerm)> {
        let lists = self.names.iter().map(|(&term, forms)| (forms, term));
        let lists = lists.chain([(&self.words.cookie, NameTerm::Cookie)]);
        lists.flat_map(|(forms, term)| {
            forms.iter().flat_map(|form| with_endings(form)).map(move |form| (form, term))
        })
    }
}

/// `form` without and with each of its optional endings.
fn with_endings(form: &str) -> Vec<String> {
    let ending = form.split_once('(').and_then(|(before, rest)| {
        let (ending, after) = rest.split_once(')')?;
        (!before.is_empty() && !before.ends_with(' ')).then_some((before, ending, after))
    });
    match ending {
        None => vec![form.to_owned()],
        Some((before, ending, after)) => {
            let (without, with) = (format!("{before}{after}"), format!("{before}{ending}{after}"));
            [with_endings(&without), with_endings(&with)].concat()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_endings;

    #[test]
    fn endings_in_parentheses_are_optional() {
        assert_eq!(with_endings("finalité(s)"), ["finalité", "finalités"]);
        assert_eq!(with_endings("exempté(e)(s)"), ["exempté", "exemptés", "exemptée", "exemptées"]);
        assert_eq!(with_endings("durée (jours)"), ["durée (jours)"]);
    }
}
