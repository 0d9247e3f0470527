//! The passages that differ: where each is, what the baseline has, and every reading with what differs marked and
//! who has it.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::align::{Parts, by_signs, by_words};
use super::excerpt::{Mark, excerpt};
use super::page::{Dialect, Page, Side};
use super::passages::{Readings, Told, told};
use super::place::{place, short};
use super::plain::{Show, counted};
use super::{MOST, more};
use crate::drift::Severity;
use crate::drift::report::{BlockKind, Style, Variation};

/// How many trigger words are listed.
const WORDS: usize = 20;

/// Appends variations of a family of so many charters.
pub(super) fn write_all<'v>(
    page: &mut Page<'_>,
    variations: impl Iterator<Item = &'v Variation> + Clone,
    charters: u64,
) {
    let cookie = |one: &'v Variation| Some((&*one.fingerprint, one.passage.cookie.as_deref()?));
    let renamed = variations.clone().filter(|one| one.rename.is_some());
    let cookies: HashMap<_, _> = renamed.filter_map(cookie).collect();
    for Told(cells) in told(variations) {
        passage(page, &cells, charters);
        for variation in cells.iter().flatten().filter(|one| one.rename.is_some()) {
            let other = variation.rename.as_deref().and_then(|other| cookies.get(other));
            let other = other.map(|cookie| page.code(&short(cookie)));
            let way = if variation.baseline.text.is_some() { "to" } else { "from" };
            let other = other.unwrap_or_else(|| "another cookie".to_owned());
            page.asides(std::iter::once(format!("likely renamed {way} {other}")), 1);
        }
    }
}

/// Appends a passage, and the other cells that have the same readings.
fn passage(page: &mut Page<'_>, cells: &[Readings<'_>], charters: u64) {
    let Some(readings) = cells.first() else { return };
    let Some(gravest) = readings.iter().max_by_key(|it| it.severity) else { return };
    let firsts: Vec<_> = cells.iter().filter_map(|cell| cell.first().copied()).collect();
    let place = place(&firsts, |name| page.code(&short(name)));
    page.place(&place);
    let shown: Vec<_> = readings.iter().map(|it| parts(it)).collect();
    let baseline = &gravest.baseline;
    let is_told = |it: &Variation| it.baseline.text.is_some() || it.reading.text.is_some();
    if is_told(gravest) || share(baseline.charters, charters).is_some() {
        let ranges = union(shown.iter().flat_map(|(parts, _)| &parts.baseline));
        let show = shown.iter().map(|&(_, show)| show).min().unwrap_or(Show::Words);
        let excerpt = text(page, Side::Baseline, baseline.text.as_deref(), &ranges, show);
        let tie = baseline
            .tie
            .then(|| "as many as have another reading: the first path decided".to_owned());
        let said: Vec<_> = share(baseline.charters, charters).into_iter().chain(tie).collect();
        page.side(Side::Baseline, is_told(gravest).then_some(&*excerpt), &said.join(", "));
    }
    for (number, (variation, (parts, show))) in readings.iter().zip(&shown).enumerate() {
        let (baseline, reading) = (&variation.baseline, &variation.reading);
        let excerpt = if baseline.text == reading.text {
            let is_elsewhere = variation.severity == Severity::Layout;
            (if is_elsewhere { "(the same, elsewhere)" } else { "(the same)" }).to_owned()
        } else {
            text(page, Side::Reading, reading.text.as_deref(), &parts.reading, *show)
        };
        let said = [Some(named(page, variation)), share(reading.charters, charters)];
        let said: Vec<_> = said.into_iter().flatten().collect();
        page.side(Side::Reading, is_told(variation).then_some(&*excerpt), &said.join(", "));
        let same: Vec<_> = cells.iter().filter_map(|cell| cell.get(number).copied()).collect();
        witnesses(page, &same);
    }
}

/// The severity and the rule of a variation, with the words that made it one of substance.
fn named(page: &Page<'_>, variation: &Variation) -> String {
    let rule = match page.dialect {
        Dialect::Text(theme) => theme.strong.on(&short(&variation.rule)),
        Dialect::Markdown => page.name(&variation.rule),
    };
    let words = variation.words.iter().take(WORDS).map(|word| page.code(&short(word)));
    let words: Vec<_> = words.chain(more(variation.words.len(), WORDS)).collect();
    let words = if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) };
    format!("{} {rule}{words}", page.severity(variation.severity))
}

/// What differs in both texts, and how it is best shown.
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
    let is_in_signs = variation.severity <= Severity::Typography;
    match is_in_signs.then(|| by_signs(from, to)).flatten() {
        Some(parts) => (parts, Show::Signs),
        None => (by_words(from, to), show),
    }
}

/// Ranges in order, those that meet as one.
fn union<'r>(ranges: impl Iterator<Item = &'r Range<usize>>) -> Vec<Range<usize>> {
    let mut ranges: Vec<_> = ranges.cloned().collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut union: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match union.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => union.push(range),
        }
    }
    union
}

fn text(
    page: &Page<'_>,
    side: Side,
    text: Option<&str>,
    parts: &[Range<usize>],
    show: Show,
) -> String {
    let plain = Style::default();
    let (begin, end) = if side == Side::Baseline { ("[-", "-]") } else { ("{+", "+}") };
    let style = match (page.dialect, side) {
        (Dialect::Markdown, _) => &plain,
        (Dialect::Text(theme), Side::Baseline) => &theme.removed,
        (Dialect::Text(theme), Side::Reading) => &theme.added,
    };
    match text {
        None => "(absent)".to_owned(),
        Some("") => "(empty)".to_owned(),
        Some(text) => excerpt(text, parts, Mark { begin, end, style }, show),
    }
}

/// "4 of 5 charters"; nothing where that would tell nothing.
fn share(charters: u64, all: u64) -> Option<String> {
    match (charters, all) {
        (0, _) | (_, 1) => None,
        _ if charters == all => Some(format!("all {all} charters")),
        _ => Some(format!("{charters} of {}", counted(all, "charter"))),
    }
}

/// Who has a reading, by host and path, with its lines in each of the cells that have it.
fn witnesses(page: &mut Page<'_>, same: &[&Variation]) {
    let Some(reading) = same.first().map(|it| &it.reading) else { return };
    let lines = reading.paths.iter().take(MOST).enumerate().map(|(number, path)| {
        let host = reading.host_of(number).filter(|_| reading.hosts.len() == reading.paths.len());
        let host = host.map(|host| format!("{}  ", page.name(host))).unwrap_or_default();
        let lines: BTreeSet<_> = same.iter().filter_map(|it| it.reading.line_in(number)).collect();
        let shown = lines.iter().take(MOST).map(u64::to_string);
        let shown: Vec<_> = shown.chain(more(lines.len(), MOST)).collect();
        let colon = if shown.is_empty() { "" } else { ":" };
        let at = format!("{}{colon}{}", super::plain::name(path), shown.join(", "));
        format!("{host}{}", page.code(&at))
    });
    let lines: Vec<_> = lines.collect();
    page.asides(lines.into_iter(), reading.paths.len());
}
