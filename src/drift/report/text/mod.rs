//! The report for people: each family with its variations, then who differs most, what was left out,
//! and how many variations there are.
//!
//! It may go to a terminal as it is: no control character of a charter or a path gets into it.

mod align;
mod excerpt;
mod place;
mod plain;
mod ranking;
mod variation;

use std::io;

use self::plain::{counted, name};
use self::ranking::ranking;
use super::{Family, Ink, Paint, Report, ReportFormat, Tally};
use crate::drift::Severity;

/// How many of a list are named.
const MOST: usize = 10;
/// How wide the labels beside the texts are, with the room round them.
const LABEL: usize = 14;
/// What a family without a baseline of its own is compared with.
const CONSENSUS: &str = "consensus";

#[derive(Debug)]
pub(super) struct Text;

impl ReportFormat for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn write(&self, report: &Report, paint: &Paint, out: &mut Vec<u8>) -> io::Result<()> {
        let mut page = Page { paint, text: String::new() };
        let mut numbers = 1_u64..;
        for family in &report.families {
            let is_long = !family.variations.is_empty();
            if is_long && !page.text.is_empty() {
                page.line("");
            }
            heading(&mut page, numbers.next().unwrap_or_default(), family, report.hidden.below);
            variation::write_all(&mut page, family);
            if is_long {
                page.line("");
            }
        }
        foremost(&mut page, report);
        left_out(&mut page, report);
        summary(&mut page, report);
        out.extend_from_slice(page.text.as_bytes());
        Ok(())
    }
}

/// What is written, and its colours.
struct Page<'p> {
    paint: &'p Paint,
    text: String,
}

impl<'p> Page<'p> {
    fn ink(&self, severity: Severity) -> &'p Ink {
        match severity {
            Severity::Substance => &self.paint.substance,
            Severity::Wording => &self.paint.wording,
            Severity::Parameter | Severity::Typography | Severity::Layout => &self.paint.minor,
        }
    }

    /// Appends a line. Two blank lines never follow each other.
    fn line(&mut self, line: &str) {
        if line.is_empty() && self.text.ends_with("\n\n") {
            return;
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Appends a text beside its label, and below it how many have it; the latter alone where there
    /// is no text to show.
    fn part(&mut self, label: &str, text: Option<&str>, charters: &str) {
        match text {
            Some(text) => {
                self.note(label, text);
                self.aside(charters);
            }
            None => self.note(label, charters),
        }
    }

    /// Appends something beside its label.
    fn note(&mut self, label: &str, text: &str) {
        let room = " ".repeat(LABEL.saturating_sub(4 + label.len()));
        let label = self.paint.faint.on(label);
        self.line(&format!("    {label}{room}{text}"));
    }

    /// Appends something below the text it is about.
    fn aside(&mut self, text: &str) {
        let text = self.paint.faint.on(text);
        self.line(&format!("{}{text}", " ".repeat(LABEL)));
    }
}

/// Appends the line that sums a family up.
fn heading(page: &mut Page<'_>, number: u64, family: &Family, least: Severity) {
    let title = page.paint.strong.on(&format!("family {number}"));
    let language = family.language.as_deref().map_or_else(|| "no known language".to_owned(), name);
    let charters = counted(family.charters, "charter");
    let is_consensus = family.baseline == CONSENSUS;
    let found = match family.variations.len() {
        0 if is_consensus && family.charters <= 1 => {
            let path = family.first.as_deref().map(|path| format!(": {}", name(path)));
            format!("nothing to compare it with{}", path.unwrap_or_default())
        }
        0 => none(least),
        count => {
            let count = counted(count.try_into().unwrap_or(u64::MAX), "variation");
            format!("{count} from the {}", baseline(family, is_consensus))
        }
    };
    page.line(&format!("{title}: {language}, {charters}, {found}"));
}

fn baseline(family: &Family, is_consensus: bool) -> String {
    if is_consensus { CONSENSUS.to_owned() } else { format!("baseline {}", name(&family.baseline)) }
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
    page.line("");
    page.line(&page.paint.strong.on("portals that differ most"));
    let shown: Vec<_> = ranking.foremost.iter().map(|(who, tally)| (name(who), tally)).collect();
    let width = shown.iter().map(|(who, _)| who.chars().count()).max().unwrap_or_default().min(60);
    for (who, tally) in shown {
        page.line(&format!("  {who:width$}  {}", counts(page, tally)));
    }
    if let Some(more) = more(ranking.portals, MOST) {
        page.line(&format!("  {more}"));
    }
    page.line("");
}

/// Appends what was left out, and why.
fn left_out(page: &mut Page<'_>, report: &Report) {
    if report.diagnostics.is_empty() {
        return;
    }
    page.line("");
    let remarks = counted(report.diagnostics.len().try_into().unwrap_or(u64::MAX), "remark");
    page.line(&page.paint.strong.on(&remarks));
    for remark in report.diagnostics.iter().take(MOST) {
        let path = remark.path.as_deref().map(|path| format!("{}: ", name(path)));
        let (severity, code) = (remark.severity.name(), name(&remark.code));
        let path = path.unwrap_or_default();
        page.line(&format!("  {path}{severity}[{code}]: {}", name(&remark.message)));
    }
    if let Some(more) = more(report.diagnostics.len(), MOST) {
        page.line(&format!("  {more}"));
    }
    page.line("");
}

/// Appends how many variations there are in all, shown and not.
fn summary(page: &mut Page<'_>, report: &Report) {
    let variations = report.families.iter().flat_map(|family| &family.variations);
    let tally: Tally = variations.map(|variation| variation.severity).collect();
    let families = report.families.len().try_into().unwrap_or(u64::MAX);
    let found = if tally.total() == 0 {
        none(report.hidden.below)
    } else {
        format!("{}: {}", counted(tally.total(), "variation"), counts(page, &tally))
    };
    let charters = counted(report.charters, "charter");
    page.line(&format!("{charters} in {}, {found}", counted(families, "family")));
    if report.hidden.tally.total() > 0 {
        page.line(&format!("not shown: {}", counts(page, &report.hidden.tally)));
    }
}

/// "3 substance, 1 wording".
fn counts(page: &Page<'_>, tally: &Tally) -> String {
    let count = |(severity, count): (Severity, u64)| {
        format!("{count} {}", page.ink(severity).on(severity.name()))
    };
    tally.counts().map(count).collect::<Vec<_>>().join(", ")
}

/// "… and 3 more", of `all` when `shown` are.
fn more(all: usize, shown: usize) -> Option<String> {
    let more = all.checked_sub(shown).filter(|more| *more > 0)?;
    Some(format!("… and {more} more"))
}
