//! The shape of a language's file in `grammar/lexicon`. The build script reads it, and tests do.
//!
//! Every list holds surface forms. An ending in parentheses is optional: `finalité(s)` is both
//! `finalité` and `finalités`. Forms are compared by their words without case and accents, so
//! neither apostrophes nor hyphens matter.
//!
//! The key of a list is the name of a term in small letters with `_` between its words: one that
//! there is not fails the build.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A list of forms for each term.
type Lists = BTreeMap<String, Vec<String>>;

/// One language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// The language's own name for itself, for people who read the file.
    #[serde(rename = "name")]
    _name: String,
    /// Whether every noun is written with a capital.
    #[serde(default)]
    pub(super) capital_nouns: bool,
    /// The months of the year, in their order.
    months: Vec<String>,
    /// Labels of columns, each the whole of a header cell.
    labels: Lists,
    /// Words that decide a longer label.
    keywords: Lists,
    /// Wordings anywhere in a heading.
    headings: Lists,
    /// Wordings that are all of a heading.
    whole_headings: Lists,
    /// Names of categories.
    categories: Lists,
    /// What is said of consent.
    consent: Lists,
    /// What makes another wording another claim; the forms of one list mean the same.
    claims: Lists,
    /// What may stand for a claim of another reading, and is none by itself.
    weak_claims: Lists,
    /// Short forms, and the words that they are short for.
    #[serde(default)]
    short_forms: BTreeMap<String, String>,
    /// Number words and their values; hyphens are optional.
    numbers: BTreeMap<String, u32>,
    /// Units of time, and durations that no number says.
    durations: Lists,
    /// What is said of a duration in the cell of a retention, besides what claims say of it.
    retention: Lists,
    /// What stands in place of names.
    names: Lists,
    /// Cookies, the portal, and words of the sentences round them.
    words: Lists,
    /// Places of a portal: `names`, and what they are `joined_by`.
    places: Lists,
}

/// A form, endings written out, and what it means, as the variant of an enumeration is written.
type Meant = (String, String);

impl File {
    pub(super) fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Every form with its `Term`.
    pub(super) fn forms(&self) -> Vec<Meant> {
        let mut forms = Vec::new();
        add(&mut forms, &self.words, |word| variant("", word));
        add(&mut forms, &self.places, |part| match part {
            "names" => "Place".to_owned(),
            "joined_by" => "PlaceJoin".to_owned(),
            other => variant("", other),
        });
        add(&mut forms, &self.labels, |field| variant("Label", field));
        add(&mut forms, &self.keywords, |field| variant("Keyword", field));
        add(&mut forms, &self.headings, |term| variant("Heading", term));
        add(&mut forms, &self.whole_headings, |term| variant("WholeHeading", term));
        add(&mut forms, &self.categories, |kind| variant("Category", kind));
        add(&mut forms, &self.consent, |term| variant("Consent", term));
        forms
    }

    /// Every form that has a part in a claim, with its `Sense`. Of categories, these are single
    /// words: "exempt from consent" names one, too, but it says more than that.
    pub(super) fn claims(&self) -> Vec<Meant> {
        let mut forms = Vec::new();
        add(&mut forms, &self.claims, |term| variant("Claim", term));
        add(&mut forms, &self.weak_claims, |term| variant("Weak", term));
        add(&mut forms, &self.consent, |term| variant("Consent", term));
        add(&mut forms, &self.categories, |kind| variant("Category", kind));
        forms.retain(|(form, sense)| !sense.starts_with("Category") || !form.contains([' ', '\'']));
        forms.extend(self.cookies());
        forms
    }

    /// Every short form, with what it is short for.
    pub(super) fn short_forms(&self) -> impl Iterator<Item = (&str, &str)> {
        self.short_forms.iter().map(|(short, words)| (&**short, &**words))
    }

    /// Every form that has a part in a retention, with its `Measure`.
    pub(super) fn measures(&self) -> Vec<Meant> {
        const OF_CLAIMS: [(&str, &str); 4] = [
            ("at_most", "at_most"),
            ("less_than", "less_than"),
            ("at_least", "at_least"),
            ("more_than", "at_least"),
        ];
        let mut forms = Vec::new();
        for (claim, term) in OF_CLAIMS {
            let list = self.claims.get(claim).into_iter().flatten();
            forms.extend(written_out(list, &variant("Term", term)));
        }
        add(&mut forms, &self.durations, |unit| variant("Unit", unit));
        add(&mut forms, &self.retention, |term| variant("Term", term));
        let numbers = self.numbers.iter();
        forms.extend(numbers.map(|(form, value)| (form.clone(), format!("Number({value})"))));
        for (month, form) in (1..).zip(&self.months) {
            forms.extend(written_out([form], &format!("Month({month})")));
        }
        forms
    }

    /// Every form that stands in place of a name, with its `NameTerm`.
    pub(super) fn naming(&self) -> Vec<Meant> {
        let mut forms = Vec::new();
        add(&mut forms, &self.names, |term| variant("", term));
        forms.extend(self.cookies());
        forms
    }

    fn cookies(&self) -> impl Iterator<Item = Meant> {
        written_out(self.words.get("cookie").into_iter().flatten(), "Cookie")
    }
}

fn add(forms: &mut Vec<Meant>, lists: &Lists, variant: impl Fn(&str) -> String) {
    for (term, list) in lists {
        forms.extend(written_out(list, &variant(term)));
    }
}

/// The forms of a list, endings written out, which all mean the same.
fn written_out<'f>(
    list: impl IntoIterator<Item = &'f String>,
    meaning: &str,
) -> impl Iterator<Item = Meant> {
    let forms = list.into_iter().flat_map(|form| with_endings(form));
    forms.map(move |form| (form, meaning.to_owned()))
}

/// `Kind(FirstParty)` of `Kind` and `first_party`, or `FirstParty` alone.
fn variant(kind: &str, name: &str) -> String {
    let mut variant = String::new();
    let mut is_first = true;
    for c in name.chars() {
        match c {
            '_' => is_first = true,
            c if is_first => {
                variant.push(c.to_ascii_uppercase());
                is_first = false;
            }
            c => variant.push(c),
        }
    }
    if kind.is_empty() { variant } else { format!("{kind}({variant})") }
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
    use super::{variant, with_endings};

    #[test]
    fn endings_in_parentheses_are_optional() {
        assert_eq!(with_endings("finalité(s)"), ["finalité", "finalités"]);
        assert_eq!(with_endings("exempté(e)(s)"), ["exempté", "exemptés", "exemptée", "exemptées"]);
        assert_eq!(with_endings("durée (jours)"), ["durée (jours)"]);
    }

    #[test]
    fn names_become_variants() {
        assert_eq!(variant("Category", "first_party"), "Category(FirstParty)");
        assert_eq!(variant("", "cookie"), "Cookie");
    }
}
