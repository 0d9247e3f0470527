//! The report for people: how much there is and by which rules, who was compared with nothing, then each family
//! with its passages, who differs most, and what was left out.
//!
//! It may go to a terminal as it is: no control character of a charter or a path gets into it.

mod align;
mod excerpt;
mod page;
mod passages;
mod place;
mod plain;
mod ranking;
mod variation;

use std::collections::BTreeMap;
use std::io;

pub(super) use self::page::Dialect;
use self::page::Page;
pub(super) use self::place::{place, short};
use self::plain::{counted, name};
use self::ranking::ranking;
use super::{Family, Portal, Report, ReportFormat, Since, Tally, Theme, Variation, Whose, Work};
use crate::drift::{CONSENSUS, Severity};

/// How many of a list are named.
const MOST: usize = 10;
#[derive(Debug)]
pub(super) struct Text;

impl ReportFormat for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn is_for_people(&self) -> bool {
        true
    }

    fn write(&self, report: &Report, theme: &Theme, out: &mut Vec<u8>) -> io::Result<()> {
        write(report, Dialect::Text(theme), out);
        Ok(())
    }

    fn write_work(&self, work: &Work<'_>, theme: &Theme, out: &mut Vec<u8>) -> io::Result<()> {
        write_work(work, Dialect::Text(theme), out);
        Ok(())
    }
}

/// Appends a report by families.
pub(super) fn write(report: &Report, dialect: Dialect<'_>, out: &mut Vec<u8>) {
    let mut page = Page::new(dialect);
    let variations = report.families.iter().flat_map(|family| &family.variations);
    beginning(&mut page, report, variations);
    for (number, family) in (1_u64..).zip(&report.families) {
        if !is_alone(family) {
            heading(&mut page, number, family, report);
            variation::write_all(&mut page, family.variations.iter(), family.charters);
        }
    }
    foremost(&mut page, report);
    left_out(&mut page, report);
    page.end(out);
}

/// Appends a report by portals.
pub(super) fn write_work(work: &Work<'_>, dialect: Dialect<'_>, out: &mut Vec<u8>) {
    let (mut page, report) = (Page::new(dialect), work.report);
    if !work.is_part {
        let variations = report.families.iter().flat_map(|family| &family.variations);
        beginning(&mut page, report, variations);
    }
    for portal in work.portals.iter().filter(|it| work.is_part || !it.is_done()) {
        let variations: Vec<_> = work.of(portal).collect();
        let tally = variations.iter().map(|it| it.variation.severity).collect();
        let found = found(&page, &tally, report.hidden.below);
        let title = format!("{}: {found}", page.name(portal.name()));
        page.heading(&title);
        paths(&mut page, portal);
        for same in variations.chunk_by(|one, next| one.family == next.family) {
            let family = same.first().and_then(|it| {
                report.families.get(usize::try_from(it.family).ok()?.checked_sub(1)?)
            });
            let charters = family.map_or(1, |family| family.charters);
            variation::write_all(&mut page, same.iter().map(|it| &it.variation), charters);
        }
    }
    if !work.is_part {
        let done = || work.portals.iter().filter(|it| it.is_done());
        let count = done().count();
        if count > 0 {
            page.heading(&format!("nothing to do: {}", counted(count, "portal")));
            let names: Vec<_> = done().take(MOST).map(|it| page.name(it.name())).collect();
            page.list(names.into_iter(), count);
        }
        left_out(&mut page, report);
    }
    page.end(out);
}

/// Appends the paths of a portal's charters, unless it goes by the only one.
fn paths(page: &mut Page<'_>, portal: &Portal<'_>) {
    if portal.host.is_some() {
        let paths: Vec<_> = portal.paths.iter().take(MOST).map(|path| page.name(path)).collect();
        page.list(paths.into_iter(), portal.paths.len());
    }
}

/// Whether the only charter of a family was compared with nothing.
fn is_alone(family: &Family) -> bool {
    family.baseline == CONSENSUS && family.charters <= 1
}

/// Appends how much there is, who was compared with nothing, and which rules found what.
fn beginning<'v>(
    page: &mut Page<'_>,
    report: &Report,
    variations: impl Iterator<Item = &'v Variation> + Clone,
) {
    if let Some(since) = &report.since {
        self::since(page, since);
    }
    let tally: Tally = variations.clone().map(|variation| variation.severity).collect();
    let families = counted(report.families.len(), "family");
    let charters = counted(report.charters, "charter");
    let found = found(page, &tally, report.hidden.below);
    page.line(&format!("{charters} in {families}, {found}"));
    if report.hidden.tally.total() > 0 {
        let hidden = counts(page, &report.hidden.tally);
        page.line(&format!("not shown: {hidden}"));
    }
    if report.accepted > 0 {
        page.line(&format!("accepted: {}", counted(report.accepted, "variation")));
    }
    let alone = || report.families.iter().filter(|family| is_alone(family));
    let count = alone().count();
    if count > 0 {
        page.line(&format!("compared with nothing: {}", counted(count, "charter")));
        let firsts = alone().take(MOST).map(|it| it.first.as_deref().unwrap_or_default());
        let names: Vec<_> = firsts.map(|first| page.name(first)).collect();
        page.list(names.into_iter(), count);
    }
    rules(page, variations);
}

/// Appends which charters came, went and changed.
fn since(page: &mut Page<'_>, since: &Since) {
    let Since { path, new, gone, changed, same } = since;
    let [came, went, differ] = [new.len(), gone.len(), changed.len()];
    let path = page.name(path);
    page.line(&format!("since {path}: {came} new, {went} gone, {differ} changed, {same} the same"));
    let whose = |page: &Page<'_>, it: &Whose| {
        let host = it.portal.as_deref().map(|host| format!("{}  ", page.name(host)));
        format!("{}{}", host.unwrap_or_default(), page.name(&it.path))
    };
    let new: Vec<_> = new.iter().map(|it| whose(page, it)).collect();
    let gone: Vec<_> = gone.iter().map(|it| whose(page, it)).collect();
    let file = |path: &str| path.rsplit(['/', '\\']).next().map(str::to_owned);
    let renamed = changed.iter().filter(|it| file(&it.whose.path) != file(&it.before));
    let renamed = renamed
        .map(|it| format!("{} was {}", whose(page, &it.whose), page.name(&it.before)))
        .collect();
    for (label, all) in [("new", new), ("gone", gone), ("renamed", renamed)] {
        if !all.is_empty() {
            page.line(&format!("{label}:"));
            let count = all.len();
            page.list(all.into_iter(), count);
        }
    }
}

/// Appends a table of the rules that name variations.
fn rules<'v>(page: &mut Page<'_>, variations: impl Iterator<Item = &'v Variation>) {
    let mut rules: BTreeMap<(std::cmp::Reverse<Severity>, &str), [u64; 2]> = BTreeMap::new();
    for variation in variations {
        let key = (std::cmp::Reverse(variation.severity), &*variation.rule);
        let [count, charters] = rules.entry(key).or_default();
        *count += 1;
        *charters += variation.reading.charters;
    }
    if rules.is_empty() {
        return;
    }
    let head = ["severity", "rule", "variations", "occurrences"].map(str::to_owned);
    let rows = rules.into_iter().map(|((severity, rule), [count, occurrences])| {
        let severity = severity.0.name().to_owned();
        [severity, name(rule), count.to_string(), occurrences.to_string()]
    });
    let rows: Vec<_> = std::iter::once(head).chain(rows).collect();
    page.table(&rows, 2);
}

/// Appends the line that sums a family up.
fn heading(page: &mut Page<'_>, number: u64, family: &Family, report: &Report) {
    let unknown = if report.declared { "all languages" } else { "no known language" };
    let language = family.language.as_deref().map_or_else(|| unknown.to_owned(), name);
    let charters = counted(family.charters, "charter");
    let found = match family.variations.len() {
        0 => none(report.hidden.below),
        count => {
            let count = counted(count, "variation");
            let is_consensus = family.baseline == CONSENSUS;
            let baseline = || format!("baseline {}", page.name(&family.baseline));
            let of = if is_consensus { CONSENSUS.to_owned() } else { baseline() };
            format!("{count} from the {of}")
        }
    };
    page.heading(&format!("family {number}: {language}, {charters}, {found}"));
}

/// "3 variations: 1 substance, 2 wording".
fn found(page: &Page<'_>, tally: &Tally, least: Severity) -> String {
    if tally.total() == 0 {
        return none(least);
    }
    format!("{}: {}", counted(tally.total(), "variation"), counts(page, tally))
}

/// That there is nothing to show.
fn none(least: Severity) -> String {
    match least {
        Severity::Layout => "no differences".to_owned(),
        Severity::Substance => "no differences of substance".to_owned(),
        _ => format!("no differences at {} or above", least.name()),
    }
}

/// Appends the portals that differ most; a single one was named before.
fn foremost(page: &mut Page<'_>, report: &Report) {
    let ranking = ranking(report, MOST);
    if ranking.portals < 2 {
        return;
    }
    page.heading("portals that differ most");
    let shown: Vec<_> =
        ranking.foremost.iter().map(|(who, tally)| (page.name(who), tally)).collect();
    let width = shown.iter().map(|(who, _)| who.chars().count()).max().unwrap_or_default().min(60);
    let lines = shown.iter().map(|(who, tally)| format!("{who:width$}  {}", counts(page, tally)));
    let lines: Vec<_> = lines.collect();
    page.list(lines.into_iter(), ranking.portals);
}

/// Appends what was left out, and why.
fn left_out(page: &mut Page<'_>, report: &Report) {
    if report.diagnostics.is_empty() {
        return;
    }
    let count = report.diagnostics.len();
    page.heading(&counted(count, "remark"));
    let lines = report.diagnostics.iter().take(MOST).map(|remark| {
        let path = remark.path.as_deref().map(|path| format!("{}: ", page.name(path)));
        let told = format!("{}[{}]: {}", remark.severity.name(), remark.code, remark.message);
        format!("{}{}", path.unwrap_or_default(), page.name(&told))
    });
    let lines: Vec<_> = lines.collect();
    page.list(lines.into_iter(), count);
}

/// "3 substance, 1 wording".
fn counts(page: &Page<'_>, tally: &Tally) -> String {
    let count = |(severity, count): (Severity, u64)| format!("{count} {}", page.severity(severity));
    tally.counts().map(count).collect::<Vec<_>>().join(", ")
}

impl Page<'_> {
    /// Ends the page with one line feed.
    fn end(self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.text.trim_end_matches('\n').as_bytes());
        out.push(b'\n');
    }
}

/// "… and 3 more", of `all` when `shown` are.
fn more(all: usize, shown: usize) -> Option<String> {
    let more = all.checked_sub(shown).filter(|more| *more > 0)?;
    Some(format!("… and {more} more"))
}
