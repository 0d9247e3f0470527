//! Which difference is named by which rule.

use super::{RULES, Rule, judge};
use crate::drift::Severity::{self, Layout, Parameter, Substance, Typography, Wording};
use crate::drift::comparison::{Claim, Comparison, Trigger};
use crate::drift::difference::{Difference, Level, Subject};
use crate::model::Field;

/// The rules in their order, as they are documented.
const NAMES: [&str; 20] = [
    "cookie-added",
    "cookie-removed",
    "provider-change",
    "category-change",
    "retention-change",
    "column-change",
    "passage-rewritten",
    "purpose-change",
    "consent-change",
    "claim-change",
    "number-change",
    "field-added",
    "field-removed",
    "passage-added",
    "passage-removed",
    "word-change",
    "parameter-change",
    "typography-change",
    "row-moved",
    "layout-change",
];

const PROVIDER: Subject = Subject::Field(Some(Field::Provider));
const CATEGORY: Subject = Subject::Field(Some(Field::Category));
const RETENTION: Subject = Subject::Field(Some(Field::Retention));
const PURPOSE: Subject = Subject::Field(Some(Field::Purpose));
const CONSENT: Subject = Subject::Field(Some(Field::Consent));
const SERVICE: Subject = Subject::Field(Some(Field::Service));
const REMARKS: Subject = Subject::Field(None);

/// The facts of one difference, one line a case.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact")]
struct Case {
    subject: Subject,
    level: Level,
    /// Whether the baseline has it, whether the reading does.
    there: (bool, bool),
    /// The words kept, of the longer.
    kept: (usize, usize),
    is_changed: bool,
    claims: &'static [Claim],
    states_other_consent: bool,
    has_other_kinds: bool,
    has_cookies: bool,
}

/// Words of `subject` differ, of which both keep most.
const fn words(subject: Subject) -> Case {
    Case {
        subject,
        level: Level::Words,
        there: (true, true),
        kept: (9, 10),
        is_changed: true,
        claims: &[],
        states_other_consent: false,
        has_other_kinds: false,
        has_cookies: false,
    }
}

const fn at(level: Level, subject: Subject) -> Case {
    Case { level, kept: (10, 10), is_changed: false, ..words(subject) }
}

impl Case {
    const fn added(self) -> Self {
        Self { there: (false, true), kept: (0, 10), ..self }
    }

    const fn removed(self) -> Self {
        Self { there: (true, false), kept: (0, 10), ..self }
    }

    const fn keeping(self, kept: usize, longer: usize) -> Self {
        Self { kept: (kept, longer), ..self }
    }

    const fn claiming(self, claims: &'static [Claim]) -> Self {
        Self { claims, ..self }
    }

    const fn stating(self) -> Self {
        Self { states_other_consent: true, ..self }
    }

    const fn of_other_kinds(self) -> Self {
        Self { has_other_kinds: true, ..self }
    }

    const fn with_cookies(self) -> Self {
        Self { has_cookies: true, ..self }
    }

    /// Words differ only as `13` and `treize` do.
    const fn respelt(self) -> Self {
        Self { is_changed: false, ..self }
    }

    fn judged(self) -> (&'static str, Severity) {
        let trigger = |claim: &Claim| Trigger { claim: *claim, word: "x".to_owned() };
        let comparison = Comparison {
            kept: self.kept.0,
            longer: self.kept.1,
            is_changed: self.is_changed,
            has_other_kinds: self.has_other_kinds,
            triggers: self.claims.iter().map(trigger).collect(),
            edits: Vec::new(),
        };
        let (rule, severity) = judge(&Difference {
            subject: self.subject,
            level: self.level,
            there: self.there,
            comparison: &comparison,
            states_other_consent: self.states_other_consent,
            has_cookies: self.has_cookies,
        });
        (rule.name(), severity)
    }
}

/// Differences, one by one and where several rules would fit, and what they come to.
fn cases() -> Vec<(Case, &'static str, Severity)> {
    use Claim::{Anonymity, Consent, Duration, Negation, Number, Obligation, ThirdParty};
    const EVERY: &[Claim] = &[Negation, Obligation, Anonymity, ThirdParty, Consent, Number];
    let prose = words(Subject::Prose);
    vec![
        // A row is judged as a whole, whatever is in it.
        (words(Subject::Cookie).added().claiming(EVERY), "cookie-added", Substance),
        (words(Subject::Cookie).removed().claiming(EVERY), "cookie-removed", Substance),
        // A field that declares something comes before the words in it.
        (words(PROVIDER), "provider-change", Substance),
        (words(PROVIDER).keeping(0, 3), "provider-change", Substance),
        (words(PROVIDER).claiming(&[ThirdParty]), "provider-change", Substance),
        (words(CATEGORY).keeping(0, 2), "category-change", Substance),
        (words(CATEGORY).respelt(), "category-change", Substance),
        (words(RETENTION).claiming(&[Number]), "retention-change", Substance),
        (words(RETENTION).keeping(0, 2), "retention-change", Substance),
        // The same duration in other words, however little of its words is kept.
        (words(RETENTION).respelt().claiming(&[Number]), "typography-change", Typography),
        (words(RETENTION).respelt().keeping(0, 1), "typography-change", Typography),
        (words(PROVIDER).respelt(), "typography-change", Typography),
        (words(Subject::Column).added(), "column-change", Substance),
        (words(Subject::Column).removed().claiming(EVERY), "column-change", Substance),
        // Trigger words: consent, then claims, then numbers.
        (prose.claiming(EVERY), "consent-change", Substance),
        (prose.claiming(&[Consent]), "consent-change", Substance),
        (prose.stating(), "consent-change", Substance),
        (prose.stating().claiming(&[Negation, Number]), "consent-change", Substance),
        (words(CONSENT).claiming(&[Consent]), "consent-change", Substance),
        (prose.claiming(&[Number, Negation]), "claim-change", Substance),
        (prose.claiming(&[Negation]), "claim-change", Substance),
        (prose.claiming(&[Obligation]), "claim-change", Substance),
        (prose.claiming(&[Anonymity]), "claim-change", Substance),
        (words(PURPOSE).claiming(&[ThirdParty]), "claim-change", Substance),
        (prose.claiming(&[Number]), "number-change", Substance),
        (words(REMARKS).claiming(&[Number]), "number-change", Substance),
        (prose.respelt().claiming(&[Number]), "typography-change", Typography),
        (prose.claiming(&[Duration]), "number-change", Substance),
        // What was rewritten is told as such, and weighs as what came or went with it.
        (prose.keeping(1, 10).claiming(&[Number]), "passage-rewritten", Wording),
        (prose.keeping(1, 10).claiming(&[Duration]), "passage-rewritten", Substance),
        (prose.keeping(1, 10).claiming(&[Consent]), "passage-rewritten", Substance),
        (prose.keeping(1, 10).claiming(&[ThirdParty]), "passage-rewritten", Substance),
        (prose.keeping(1, 10).claiming(&[Negation]), "passage-rewritten", Substance),
        (prose.keeping(1, 10).stating(), "passage-rewritten", Substance),
        // Less than half, not half.
        (prose.keeping(4, 9), "passage-rewritten", Wording),
        (prose.keeping(5, 10), "word-change", Wording),
        (prose.keeping(usize::MAX, usize::MAX), "word-change", Wording),
        (words(PURPOSE).keeping(4, 9), "passage-rewritten", Substance),
        (words(PURPOSE).keeping(0, 8), "passage-rewritten", Substance),
        (words(PURPOSE).added().keeping(0, 8), "passage-rewritten", Substance),
        (words(SERVICE).keeping(0, 2), "word-change", Wording),
        (words(REMARKS).keeping(0, 2), "word-change", Wording),
        // Another kind of cookies in a purpose, whatever else stays.
        (words(PURPOSE).of_other_kinds(), "purpose-change", Substance),
        (words(PURPOSE).of_other_kinds().keeping(1, 8), "passage-rewritten", Substance),
        (words(SERVICE).of_other_kinds(), "word-change", Wording),
        (prose.of_other_kinds(), "word-change", Wording),
        // A field that is stated, or no longer.
        (words(SERVICE).added().keeping(0, 8), "field-added", Substance),
        (words(SERVICE).removed().keeping(0, 8), "field-removed", Substance),
        (words(PROVIDER).removed().keeping(0, 8), "provider-change", Substance),
        (words(REMARKS).removed().keeping(0, 8), "word-change", Wording),
        // A whole passage of prose weighs as the words in it, or the cookies that went with it.
        (prose.added(), "passage-added", Wording),
        (prose.added().claiming(&[Number, Obligation, Negation]), "passage-added", Wording),
        (prose.added().claiming(EVERY), "passage-added", Substance),
        (prose.added().claiming(&[Duration]), "passage-added", Substance),
        (prose.added().with_cookies(), "passage-added", Substance),
        (prose.removed(), "passage-removed", Wording),
        (prose.removed().claiming(&[ThirdParty]), "passage-removed", Substance),
        (prose.removed().claiming(EVERY).stating(), "passage-removed", Substance),
        (prose.removed().with_cookies(), "passage-removed", Substance),
        (prose, "word-change", Wording),
        (words(PURPOSE), "word-change", Wording),
        // A label names what is declared, and declares nothing.
        (words(Subject::Label).claiming(EVERY).keeping(0, 3), "word-change", Wording),
        // Below words, the level names the rule, whatever the subject.
        (at(Level::Parameter, Subject::Prose), "parameter-change", Parameter),
        (at(Level::Parameter, PURPOSE), "parameter-change", Parameter),
        (at(Level::Typography, Subject::Prose), "typography-change", Typography),
        (at(Level::Typography, PROVIDER), "typography-change", Typography),
        (at(Level::Typography, CATEGORY), "typography-change", Typography),
        (at(Level::Typography, Subject::Label), "typography-change", Typography),
        (at(Level::Order, Subject::Table), "row-moved", Layout),
        (at(Level::Layout, Subject::Table), "layout-change", Layout),
        (at(Level::Layout, Subject::Label), "layout-change", Layout),
        (at(Level::Layout, PURPOSE), "layout-change", Layout),
        (at(Level::Layout, Subject::Prose), "layout-change", Layout),
    ]
}

#[test]
fn the_first_rule_that_applies_names_the_difference() {
    for (number, (case, name, severity)) in cases().into_iter().enumerate() {
        let (subject, level) = (case.subject, case.level);
        assert_eq!(case.judged(), (name, severity), "case {number}: {subject:?} at {level:?}");
    }
}

#[test]
fn every_rule_has_a_case_in_which_it_names_the_difference() {
    for rule in RULES {
        let is_shown = cases().iter().any(|(_, name, _)| *name == rule.name());
        assert!(is_shown, "no case shows {}", rule.name());
    }
}

#[test]
fn the_registry_has_the_documented_rules_in_their_order() {
    let names: Vec<_> = RULES.iter().map(|rule| rule.name()).collect();
    assert_eq!(names, NAMES);
    for rule in RULES {
        assert_eq!(Rule::named(rule.name()).map(Rule::name), Some(rule.name()));
    }
    assert!(Rule::named("").is_none());
    assert!(Rule::named("row-width").is_none());
}

/// Whatever the facts, some rule applies, and the severity is one of the level's.
#[test]
fn every_difference_has_a_rule() {
    let subjects = [
        Subject::Prose,
        Subject::Cookie,
        PURPOSE,
        RETENTION,
        REMARKS,
        Subject::Column,
        Subject::Label,
        Subject::Table,
    ];
    let levels = [Level::Layout, Level::Order, Level::Typography, Level::Parameter, Level::Words];
    for subject in subjects {
        for level in levels {
            for there in [(true, true), (false, true), (true, false), (false, false)] {
                for claims in [&[][..], &[Claim::Consent], &[Claim::Number]] {
                    let case = Case { there, claims, ..at(level, subject) };
                    for case in [case, case.stating(), Case { is_changed: true, ..case }] {
                        let (name, severity) = case.judged();
                        let fits = match level {
                            Level::Layout | Level::Order => severity == Layout,
                            Level::Typography => severity == Typography,
                            Level::Parameter => severity == Parameter,
                            // Only numbers, dates or durations are written otherwise.
                            Level::Words if !case.is_changed && there == (true, true) => true,
                            Level::Words => severity >= Wording,
                        };
                        assert!(fits, "{subject:?} at {level:?}: {name}");
                    }
                }
            }
        }
    }
}

#[test]
fn every_rule_is_explained_with_an_example_and_what_to_do() {
    for rule in RULES {
        let text = rule.explanation();
        for part in ["\n Example: ", "\n What to do: "] {
            assert!(text.contains(part), "{}: {part:?}", rule.name());
        }
        assert!(text.lines().all(|line| line.chars().count() <= 101), "{}", rule.name());
    }
}

#[test]
fn the_weight_names_every_severity_a_rule_gives() {
    let weight = |name| Rule::named(name).map(Rule::weight);
    assert_eq!(weight("cookie-added").as_deref(), Some("substance"));
    assert_eq!(
        weight("passage-rewritten").as_deref(),
        Some(
            "wording; substance for a purpose, or words of consent, third parties, a duration or a negation"
        )
    );
    assert_eq!(weight("row-moved").as_deref(), Some("layout"));
}
