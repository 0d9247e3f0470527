//! What every report keeps to.

use std::collections::{BTreeMap, BTreeSet};

use charte::drift::Severity;
use charte::drift::report::{Edit, Family, Report, Variation};
use charte::drift::rules::Rule;
use charte::text::{Typography, is_space, normal};

/// Checks that a report agrees with itself.
pub(super) fn assert_sound(report: &Report, least: Severity) {
    let charters: u64 = report.families.iter().map(|family| family.charters).sum();
    let new = report.since.as_ref().map_or(0, |since| since.new.len() as u64);
    assert_eq!(charters + new, report.charters, "every charter is in one family");
    let order = |family: &Family| (family.language.clone(), family.first.clone());
    assert!(report.families.is_sorted_by_key(order), "by language, then by first path");
    assert!(report.diagnostics.is_sorted(), "{:?}", report.diagnostics);
    for family in &report.families {
        assert!(family.charters > 0);
        let severities: Vec<_> = family.variations.iter().map(|it| it.severity).collect();
        assert!(severities.is_sorted_by(|one, other| one >= other), "the gravest first");
        assert!(severities.iter().all(|&severity| severity >= least));
        let prints: BTreeSet<_> = family.variations.iter().map(|it| &it.fingerprint).collect();
        assert_eq!(prints.len(), family.variations.len(), "two have one fingerprint");
        assert!(family.charters > 1 || severities.is_empty() || family.baseline != "consensus");
        family.variations.iter().for_each(|variation| assert_variation(family, variation));
        assert_renames(&family.variations);
    }
}

fn assert_variation(family: &Family, variation: &Variation) {
    let (baseline, reading) = (&variation.baseline, &variation.reading);
    assert!(reading.paths.iter().is_sorted(), "{variation:?}");
    assert!(reading.portals.iter().is_sorted_by(|one, other| one < other), "{variation:?}");
    assert_eq!(reading.charters, reading.paths.len() as u64, "{variation:?}");
    assert_eq!(reading.hosts.len(), reading.paths.len(), "{variation:?}");
    assert!(reading.charters > 0, "{variation:?}");
    let charters = baseline.charters + reading.charters;
    assert!(charters <= family.charters, "{} charters, {variation:#?}", family.charters);
    let rule = Rule::named(&variation.rule).expect("a rule");
    let weights = rule.weight();
    assert!(weights.contains(variation.severity.name()), "{variation:?}");
    assert_eq!(variation.fingerprint.len(), 32);
    let shown = [&baseline.text, &reading.text].into_iter().flatten();
    let edits = variation.edits.iter().flat_map(|edit| [&edit.baseline, &edit.reading]);
    let names = variation.passage.cookie.iter().chain(&variation.passage.field);
    for text in shown.chain(edits).chain(names) {
        assert!(!text.contains('\u{fdd0}'), "the mask shows in {variation:?}");
    }
    // A column may have no label.
    let is_shown = baseline.text.is_some() || reading.text.is_some();
    assert!(is_shown || variation.rule == "column-change", "{variation:?}");
    assert_edits(variation);
}

/// Rules whose variations have no edits: of an address, or of something that came or went whole.
const WHOLE: &[&str] = &[
    "parameter-change",
    "cookie-added",
    "cookie-removed",
    "column-change",
    "passage-added",
    "passage-removed",
];

/// Rules of how the same words are set.
const AS_WRITTEN: &[&str] = &["typography-change", "layout-change", "row-moved"];

/// Checks that the edits lead from one text to the other.
fn assert_edits(variation: &Variation) {
    let rule = variation.rule.as_str();
    // A cookie may have no category at all.
    let is_told = variation.baseline.text.is_some() && variation.reading.text.is_some();
    if rule == "category-change" && !is_told {
        return;
    }
    if WHOLE.contains(&rule) {
        assert!(variation.edits.is_empty(), "{variation:?}");
        return;
    }
    let side = |text: &Option<String>| text.clone().unwrap_or_default();
    let (baseline, reading) = (side(&variation.baseline.text), side(&variation.reading.text));
    let parts = |text: &str| if AS_WRITTEN.contains(&rule) { runs(text) } else { words(text) };
    assert!(
        lead(&parts(&baseline), &parts(&reading), &variation.edits, parts),
        "the edits do not lead there: {variation:#?}"
    );
}

/// Words as people see them.
fn words(text: &str) -> Vec<String> {
    let text = normal(text, Typography::Plain);
    text.split(is_space).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Words and the space between them.
fn runs(text: &str) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    for c in text.chars() {
        match runs.last_mut() {
            Some(run) if run.ends_with(is_space) == is_space(c) => run.push(c),
            _ => runs.push(c.into()),
        }
    }
    runs
}

/// Whether `edits`, one after the other, make `to` of `from`, when all between them stays.
fn lead(
    from: &[String],
    to: &[String],
    edits: &[Edit],
    parts: impl Fn(&str) -> Vec<String>,
) -> bool {
    // The places in both where what is done up to here may end.
    let mut ends = BTreeSet::from([(0, 0)]);
    for edit in edits {
        let (removed, added) = (parts(&edit.baseline), parts(&edit.reading));
        let mut after = BTreeSet::new();
        for (mut one, mut other) in ends {
            loop {
                let fits = from[one..].starts_with(&removed) && to[other..].starts_with(&added);
                if fits {
                    after.insert((one + removed.len(), other + added.len()));
                }
                if one == from.len() || other == to.len() || from[one] != to[other] {
                    break;
                }
                (one, other) = (one + 1, other + 1);
            }
        }
        ends = after;
    }
    ends.into_iter().any(|(one, other)| from[one..] == to[other..])
}

/// Checks that renamed cookies point at each other.
fn assert_renames(variations: &[Variation]) {
    let by_print: BTreeMap<_, _> = variations.iter().map(|it| (&it.fingerprint, it)).collect();
    for variation in variations {
        let Some(rename) = &variation.rename else { continue };
        let other = by_print.get(rename).unwrap_or_else(|| panic!("no {rename}"));
        let rules = BTreeSet::from([variation.rule.as_str(), other.rule.as_str()]);
        assert_eq!(rules, BTreeSet::from(["cookie-added", "cookie-removed"]), "{variation:?}");
        // A cookie may have got several names: what went points at the first of them.
        if variation.rule == "cookie-removed" {
            assert_eq!(other.rename.as_ref(), Some(&variation.fingerprint), "{variations:#?}");
        } else {
            assert!(other.rename.is_some(), "{variations:#?}");
        }
    }
}
