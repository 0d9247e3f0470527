//! One variation: where it is, both readings with what differs marked, and who has which.

use std::collections::HashMap;
use std::ops::Range;

use super::align::{Parts, by_edits, by_signs};
use super::excerpt::{Mark, excerpt};
use super::place::{place, short};
use super::plain::{Show, counted, name};
use super::{MOST, Page, more};
use crate::drift::Severity;
use crate::drift::report::{BlockKind, Family, Reading, Variation};

/// How many trigger words are listed.
const WORDS: usize = 20;

/// Appends every variation of `family`.
pub(super) fn write_all<'p>(page: &mut Page<'_>, family: &'p Family) {
    let cookie = |one: &'p Variation| Some((&*one.fingerprint, one.passage.cookie.as_deref()?));
    let halves = family.variations.iter().filter(|one| one.rename.is_some());
    let cookies: HashMap<_, _> = halves.filter_map(cookie).collect();
    for variation in &family.variations {
        page.line("");
        write(page, family, variation);
        if let Some(other) = &variation.rename {
            let cookie = cookies.get(&**other).map(|cookie| short(cookie));
            let cookie = cookie.unwrap_or_else(|| "another cookie".to_owned());
            let is_gone = variation.baseline.text.is_some();
            let way = if is_gone { "to" } else { "from" };
            page.note("renamed", &format!("likely {way} {cookie}"));
        }
    }
}

fn write(page: &mut Page<'_>, family: &Family, variation: &Variation) {
    let Variation { baseline, reading, .. } = variation;
    let severity = page.ink(variation.severity).on(variation.severity.name());
    let rule = page.paint.strong.on(&name(&variation.rule));
    page.line(&format!("  {severity} {rule}  {}", place(variation)));

    let (parts, show) = parts(variation);
    let (removed, added) = (&page.paint.removed, &page.paint.added);
    let mark = Mark { begin: "[-", end: "-]", ink: removed };
    let shown = text(baseline.text.as_deref(), &parts.baseline, mark, show);
    let tie =
        if baseline.tie { ", as many as have another reading: the first path decided" } else { "" };
    let agreeing = format!("{}{tie}", of(baseline.charters, family.charters));
    let is_told = baseline.text.is_some() || reading.text.is_some();
    page.part("baseline", is_told.then_some(&*shown), &agreeing);

    let mark = Mark { begin: "{+", end: "+}", ink: added };
    let shown = if baseline.text == reading.text {
        let is_elsewhere = variation.severity == Severity::Layout;
        (if is_elsewhere { "(the same, elsewhere)" } else { "(the same)" }).to_owned()
    } else {
        text(reading.text.as_deref(), &parts.reading, mark, show)
    };
    let differing = of(reading.charters, family.charters);
    page.part("reading", is_told.then_some(&*shown), &differing);
    witnesses(page, reading);

    if !variation.words.is_empty() {
        let shown: Vec<_> = variation.words.iter().take(WORDS).map(|word| short(word)).collect();
        let rest = more(variation.words.len(), WORDS).map(|more| format!(" {more}"));
        page.note("words", &format!("{}{}", shown.join(", "), rest.unwrap_or_default()));
    }
}

/// What differs in both texts, and how it is best shown; nothing when that is not to be found, so
/// that both stand unmarked.
fn parts(variation: &Variation) -> (Parts, Show) {
    let whole = |text: &Option<String>| -> Vec<Range<usize>> {
        text.iter().map(|text| 0..text.len()).collect()
    };
    let (baseline, reading, passage) =
        (&variation.baseline.text, &variation.reading.text, &variation.passage);
    let is_row = passage.block == BlockKind::Table && passage.field.is_none();
    let show = if is_row { Show::Row } else { Show::Words };
    let (Some(from), Some(to)) = (baseline, reading) else {
        return (Parts { baseline: whole(baseline), reading: whole(reading) }, show);
    };
    if variation.severity <= Severity::Typography {
        return (by_signs(from, to).unwrap_or_default(), Show::Signs);
    }
    (by_edits(from, to, &variation.edits).unwrap_or_default(), show)
}

fn text(text: Option<&str>, parts: &[Range<usize>], mark: Mark<'_>, show: Show) -> String {
    match text {
        None => "(absent)".to_owned(),
        Some("") => "(empty)".to_owned(),
        Some(text) => excerpt(text, parts, mark, show),
    }
}

/// "4 of 5 charters".
fn of(charters: u64, all: u64) -> String {
    format!("{charters} of {}", counted(all, "charter"))
}

/// Who has a reading, by host and path.
fn witnesses(page: &mut Page<'_>, reading: &Reading) {
    for (number, path) in reading.paths.iter().enumerate().take(MOST) {
        let host = reading.hosts.get(number).filter(|host| !host.is_empty());
        let host = host.map(|host| format!("{}  ", name(host))).unwrap_or_default();
        let line = reading.line.filter(|_| number == 0).map(|line| format!(":{line}"));
        page.aside(&format!("{host}{}{}", name(path), line.unwrap_or_default()));
    }
    if let Some(more) = more(reading.paths.len(), MOST) {
        page.aside(&more);
    }
}
