//! Differences on purpose: corpora are made whose every difference is known, and what is found in
//! them is compared with what was planted. Nothing less may be found, and nothing more.
//!
//! `cargo run --example corpus -- DIR` makes the same corpora in a folder, with the truth beside
//! them; with `--real`, those with what real portals have.

#![cfg(test)]

#[path = "../examples/corpus/generator/mod.rs"]
mod generator;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::process::Command;

use charte::model::{Block, Charter};
use charte::source::Source;
use generator::{Corpus, Kind, Options, Portal, Template};
use serde_json::Value;

// ---- What is made --------------------------------------------------------------------------------

fn templates(kind: Kind) -> Vec<Template> {
    generator::templates(kind).expect("templates")
}

/// The text of a portal's charter.
fn text_of(portal: &Portal<'_>) -> String {
    let mut text = String::new();
    portal.write(&mut text);
    text
}

/// What a charter was read as: its title and sections with their roles and all that stands in them.
fn as_read(charter: &Charter<'_>) -> String {
    let mut out = format!("{:?} {:?}\n", charter.language, charter.title);
    for section in &charter.sections {
        let role = serde_json::to_value(section.role).expect("a name");
        let category = section.category.as_ref().map(|category| category.kind.name());
        open(&mut out, role.as_str(), category, section.heading.as_deref());
        for block in &section.blocks {
            match block {
                Block::Paragraph { text, .. } => line(&mut out, &[text]),
                Block::Table { columns, rows, .. } => {
                    let labels = columns.iter().filter_map(|column| column.label.as_deref());
                    line(&mut out, &labels.collect::<Vec<_>>());
                    for row in rows {
                        line(&mut out, &row.cells);
                    }
                }
                other => line(&mut out, &[format!("{other:?}")]),
            }
        }
    }
    out
}

/// What it must be read as.
fn as_made(template: &Template, portal: &Portal<'_>) -> String {
    let filled = |text: &str| portal.values.fill(text);
    let (language, title) = (Some(&template.language), filled(&portal.charter.title));
    let mut out = format!("{language:?} {:?}\n", Some(title));
    for section in &portal.charter.sections {
        let origin = section.origin.map(|origin| &template.sections[origin]);
        // New sections are of no known role.
        let role = origin.map_or("other", |origin| &origin.role);
        let category = origin.and_then(|origin| origin.category.as_deref());
        let heading = section.heading.as_deref().map(filled);
        open(&mut out, Some(role), category, heading.as_deref());
        for text in &section.paragraphs {
            line(&mut out, &[filled(text)]);
        }
        if let Some(table) = &section.table {
            line(&mut out, &table.labels);
            for row in &table.rows {
                line(&mut out, &row.cells);
            }
        }
    }
    out
}

/// A text without the characters that the generator writes as HTML names them.
fn without_entities(text: &str) -> String {
    const NAMED: [(&str, &str); 8] = [
        ("&#39;", "'"),
        ("&agrave;", "à"),
        ("&auml;", "ä"),
        ("&eacute;", "é"),
        ("&egrave;", "è"),
        ("&#234;", "ê"),
        ("&ouml;", "ö"),
        ("&#xfc;", "ü"),
    ];
    NAMED.iter().fold(text.to_owned(), |text, (name, letter)| text.replace(name, letter))
}

fn open(out: &mut String, role: Option<&str>, category: Option<&str>, heading: Option<&str>) {
    writeln!(out, "\n{role:?} {category:?} {heading:?}").expect("a string");
}

fn line(out: &mut String, cells: &[impl AsRef<str>]) {
    let cells: Vec<_> = cells.iter().map(AsRef::as_ref).collect();
    writeln!(out, "{}", cells.join(" | ")).expect("a string");
}

/// Where a plant stands is known only if the charter is read as it was meant.
#[test]
fn charters_are_read_as_they_were_made() {
    for template in [Kind::Plain, Kind::Real].into_iter().flat_map(templates) {
        let options = Options { charters: 300, seed: 3, drift: 100, own: true };
        for portal in Corpus::new(std::slice::from_ref(&template), options).expect("a corpus") {
            let text = text_of(&portal);
            let source = Source::decode(text.as_bytes(), None, None);
            let charter = charte::read(&source);
            // Where a page shows a heading or a cell, what HTML names is undone, and elsewhere it stays.
            let [read, made] = [as_read(&charter), as_made(&template, &portal)];
            assert_eq!(without_entities(&read), without_entities(&made), "{text}");
            let host = charter.portal.as_ref().map(|portal| &*portal.host);
            assert_eq!(host, Some(&*portal.values.host), "{text}");
            let codes = charter.diagnostics.iter().map(|diagnostic| &*diagnostic.code);
            let remarks: Vec<_> = codes.filter(|code| *code != "unknown-column").collect();
            assert_eq!(remarks, [""; 0], "{text}");
        }
    }
}

// ---- What is found -------------------------------------------------------------------------------

/// One variation, as the truth and the report both have it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    /// The language and the first path of its family.
    family: String,
    severity: String,
    rule: String,
    /// What its keys hold, in their order.
    passage: String,
    paths: Vec<String>,
    /// The cookie that it was before or is now.
    rename: Option<String>,
    /// The cookies that come or go with it.
    cookies: Vec<String>,
}

/// Each variation, with how often it is there and the trigger words that are told.
type Variations = BTreeMap<Found, (usize, BTreeSet<String>)>;

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { family, severity, rule, passage, paths, rename, cookies } = self;
        write!(f, "{severity} {rule} at {passage} of {family}")?;
        if let Some(other) = rename {
            write!(f, " (also {other})")?;
        }
        if !cookies.is_empty() {
            write!(f, " (with {})", cookies.join(", "))?;
        }
        let shown: Vec<_> = paths.iter().take(4).map(String::as_str).collect();
        write!(f, ": {} with {}", paths.len(), shown.join(" "))
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn array(value: &Value) -> &[Value] {
    value.as_array().expect("an array")
}

/// The variations of all families. `paths_of` and `rename_of` find what stands in different places in
/// the truth and in the report.
fn variations<'v>(
    report: &'v Value,
    paths_of: impl Fn(&'v Value) -> &'v Value,
    rename_of: impl Fn(&'v Value, &'v Value) -> Option<String>,
) -> Variations {
    const KEYS: [&str; 6] = ["role", "category", "block", "index", "cookie", "field"];
    let mut found = Variations::new();
    for family in array(&report["families"]) {
        for variation in array(&family["variations"]) {
            let passage = &variation["passage"];
            let one = Found {
                family: format!("{} {}", text(&family["language"]), text(&family["first"])),
                severity: text(&variation["severity"]),
                rule: text(&variation["rule"]),
                passage: KEYS.map(|key| text(&passage[key])).join("/").replace("null", "-"),
                paths: array(paths_of(variation)).iter().map(text).collect(),
                rename: rename_of(family, variation),
                cookies: array(&variation["cookies"]).iter().map(text).collect(),
            };
            let (count, words) = found.entry(one).or_default();
            *count += 1;
            // "13 months" tells both of its words.
            let told = array(&variation["words"]).iter().map(|told| text(told).to_lowercase());
            words.extend(
                told.flat_map(|told| {
                    told.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
                }),
            );
        }
    }
    found
}

/// The name of the cookie that the report links a variation to. Both must link to each other.
fn linked(family: &Value, variation: &Value) -> Option<String> {
    let link = variation["rename"].as_str()?;
    let mut others = array(&family["variations"]).iter();
    let other = others.find(|other| other["fingerprint"] == link).expect("what it links to");
    assert_eq!(other["rename"], variation["fingerprint"], "{variation:#}\n{other:#}");
    Some(text(&other["passage"]["cookie"]))
}

/// The truth about a corpus, and what `charte drift` reports of it.
fn judged(templates: &[Template], options: Options) -> (Variations, Variations) {
    let mut corpus = Corpus::new(templates, options).expect("a corpus");
    let place = tempfile::tempdir().expect("a folder");
    for portal in &mut corpus {
        #[expect(clippy::disallowed_methods, reason = "tests write what is read")]
        std::fs::write(place.path().join(&portal.path), text_of(&portal)).expect("a file");
    }
    let truth = serde_json::to_value(corpus.truth()).expect("plain data");
    let output = Command::new(env!("CARGO_BIN_EXE_charte"))
        .args(["drift", ".", "--min-severity", "layout", "--to", "json"])
        .current_dir(place.path())
        .output()
        .expect("it runs");
    let code = output.status.code();
    assert!(matches!(code, Some(0 | 1)), "{code:?} {:?}", String::from_utf8(output.stderr));
    let json = String::from_utf8(output.stdout).expect("what is written is UTF-8");
    // Paths are told with the folder that was named.
    let report: Value = serde_json::from_str(&json.replace("\"./", "\"")).expect("JSON");
    assert_eq!(report["charters"], truth["charters"], "{options:?}");
    let damaged = array(&report["diagnostics"]).iter().filter(|it| it["code"] == "damaged-text");
    let damaged: Vec<_> = damaged.map(|it| it["path"].clone()).collect();
    assert_eq!(damaged, array(&truth["damaged"]), "{options:?}");
    let renamed = |_, variation: &Value| variation["rename"].as_str().map(str::to_owned);
    let planted = variations(&truth, |variation| &variation["paths"], renamed);
    let found = variations(&report, |variation| &variation["reading"]["paths"], linked);
    (planted, found)
}

/// Adds to `out` what is in `all` and not, or not as often, in `others`.
fn tell(out: &mut String, what: &str, all: &Variations, others: &Variations) {
    /// How many are shown.
    const SHOWN: usize = 20;
    let times = |found| others.get(found).map_or(0, |(count, _)| *count);
    let left: Vec<_> = all.iter().filter(|(found, (count, _))| *count > times(found)).collect();
    for (found, _) in left.iter().take(SHOWN) {
        writeln!(out, "{what}: {found}").expect("a string");
    }
    if left.len() > SHOWN {
        writeln!(out, "… and {} more are {what}", left.len() - SHOWN).expect("a string");
    }
}

/// Makes a corpus, checks that what is found is what was planted, and says what that was.
#[track_caller]
fn check(templates: &[Template], options: Options) -> Variations {
    let (planted, found) = judged(templates, options);
    let mut differences = String::new();
    tell(&mut differences, "missing", &planted, &found);
    tell(&mut differences, "unexpected", &found, &planted);
    for (variation, (_, words)) in &planted {
        let told = found.get(variation).map(|(_, told)| told);
        let untold: Vec<_> =
            words.iter().filter(|word| told.is_some_and(|told| !told.contains(*word))).collect();
        if !untold.is_empty() {
            writeln!(differences, "without the words {untold:?}: {variation}").expect("a string");
        }
    }
    assert!(differences.is_empty(), "{options:?}\n{differences}");
    planted
}

/// How many seeds are tried, unless `PLANTED_SEEDS` says otherwise.
fn seeds(usual: u64) -> std::ops::Range<u64> {
    let wanted = std::env::var("PLANTED_SEEDS").ok();
    0..wanted.map_or(usual, |wanted| wanted.parse().expect("PLANTED_SEEDS is a number"))
}

const RULES: [&str; 17] = [
    "category-change",
    "claim-change",
    "column-change",
    "consent-change",
    "cookie-added",
    "cookie-removed",
    "layout-change",
    "number-change",
    "parameter-change",
    "passage-added",
    "passage-removed",
    "passage-rewritten",
    "provider-change",
    "retention-change",
    "row-moved",
    "typography-change",
    "word-change",
];

/// Checks corpora of so many charters.
#[track_caller]
fn check_all(templates: &[Template], seeds: std::ops::Range<u64>, charters: usize) {
    let mut rules = BTreeSet::new();
    for seed in seeds {
        let planted = check(templates, Options { charters, seed, drift: 60, own: true });
        rules.extend(planted.into_keys().map(|variation| variation.rule));
    }
    let rules: Vec<_> = rules.iter().map(String::as_str).collect();
    assert_eq!(rules, RULES, "a rule has no plant, or a plant has no rule");
}

#[test]
fn what_is_planted_is_found_and_nothing_else() {
    check_all(&templates(Kind::Plain), seeds(8), 1000);
}

#[test]
fn what_is_planted_in_charters_of_real_portals_is_found_and_nothing_else() {
    check_all(&templates(Kind::Real), seeds(4), 1200);
}

/// Names, postal addresses, telephones, dates: two thousand charters that have their own differ in nothing more
/// than the same charters that have them in common.
#[test]
fn own_values_make_no_variations() {
    let templates = templates(Kind::Real);
    for seed in seeds(1) {
        let [with, without] = [true, false].map(|own| {
            let options = Options { charters: 2000, seed, drift: 60, own };
            let (_, found) = judged(&templates, options);
            let found = found.into_iter().map(|(found, (count, _))| (found, count));
            let is_told = |severity: &str| matches!(severity, "wording" | "substance");
            found.filter(|(found, _)| is_told(&found.severity)).collect::<BTreeMap<_, _>>()
        });
        let shown = |all: &BTreeMap<Found, usize>, others: &BTreeMap<Found, usize>| {
            let apart = all.iter().filter(|(found, count)| others.get(*found) != Some(*count));
            apart.map(|(found, _)| found.to_string()).collect::<Vec<_>>()
        };
        let apart = [shown(&with, &without), shown(&without, &with)];
        assert!(apart.iter().all(Vec::is_empty), "{apart:#?}");
        assert!(!with.is_empty());
    }
}

#[test]
fn a_difference_is_found_in_a_small_corpus_too() {
    let templates = templates(Kind::Plain);
    for seed in seeds(40) {
        let charters = 20 + 5 * usize::try_from(seed % 8).unwrap();
        check(&templates, Options { charters, seed, drift: 100, own: true });
    }
}

/// Of two charters nobody knows what is the own of each, so each corpus is of one template.
#[test]
fn a_difference_is_found_among_few_real_portals_too() {
    for template in &templates(Kind::Real) {
        for seed in seeds(8) {
            let charters = 5 + 4 * usize::try_from(seed % 8).unwrap();
            let template = std::slice::from_ref(template);
            check(template, Options { charters, seed, drift: 100, own: true });
        }
    }
}

#[test]
fn charters_that_differ_in_what_is_their_own_differ_in_nothing_else() {
    for kind in [Kind::Plain, Kind::Real] {
        let templates = templates(kind);
        let planted = check(&templates, Options { charters: 90, seed: 9, drift: 0, own: true });
        assert!(planted.keys().all(|variation| variation.rule == "parameter-change"));
    }
}
