//! A drift report in every format it is written in: a report made by hand, with hostile names and
//! texts in it, as its goldens in `tests/fixtures/reports` have it, byte for byte.
//!
//! `UPDATE_GOLDENS=1 cargo test reports` writes the goldens anew. Read them before you keep them.

#![cfg(test)]

/// The reports that are written.
mod made;
/// The JSON Schema holds them.
mod schema;

use charte::drift::Severity::{Layout, Substance, Wording};
use charte::drift::report::{REPORTS, Report, Style, Theme, Witnesses, Work};
use charte::drift::rules::{RULES, Rule};

use crate::goldens::{read, root, run};
use made::{HOSTILE, family, report, variations, whole};

const GOLDENS: &str = "tests/fixtures/reports";

fn written(format: &str, report: &Report, paint: &Theme) -> String {
    let format = REPORTS.iter().find(|known| known.name() == format).expect("a format");
    let mut out = Vec::new();
    format.write(report, paint, &mut out).expect("it is written");
    String::from_utf8(out).expect("what is written is UTF-8")
}

/// What there is to do for each portal of a report.
fn work(format: &str, report: &Report) -> String {
    let format = REPORTS.iter().find(|known| known.name() == format).expect("a format");
    let (witnesses, mut out) = (Witnesses::default(), Vec::new());
    let work = Work::new(report, &witnesses);
    format.write_work(&work, &Theme::default(), &mut out).expect("it is written");
    String::from_utf8(out).expect("what is written is UTF-8")
}

fn text(report: &Report) -> String {
    written("text", report, &Theme::default())
}

/// Compares `actual` with the golden of that name, or makes it the golden.
#[expect(clippy::disallowed_methods, reason = "tests write their goldens")]
fn check(name: &str, actual: &str) {
    let path = format!("{GOLDENS}/{name}");
    if std::env::var_os("UPDATE_GOLDENS").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(root(GOLDENS)).expect("a folder that can be made");
        std::fs::write(root(&path), actual).expect("a golden that can be written");
        return;
    }
    let golden = read(&path).unwrap_or_else(|| panic!("{path} is missing"));
    let diff = similar::TextDiff::from_lines(golden.as_str(), actual);
    assert!(golden == actual, "{}", diff.unified_diff().header(&path, "what is written now"));
}

#[test]
fn every_format_is_written_as_its_golden_has_it() {
    let report = whole();
    for format in REPORTS {
        let name = format.name();
        check(&format!("whole.{name}"), &written(name, &report, &Theme::default()));
        check(&format!("portals.{name}"), &work(name, &report));
    }
    assert_eq!(
        REPORTS.iter().map(|format| format.name()).collect::<Vec<_>>(),
        ["text", "json", "ndjson", "csv", "markdown"]
    );
}

#[test]
fn the_report_shows_every_rule_and_each_is_explained() {
    let shown = whole();
    let names: Vec<_> = shown.families.iter().flat_map(|family| &family.variations).collect();
    for rule in RULES {
        assert!(
            rule.name() == "word-change" || names.iter().any(|one| one.rule == rule.name()),
            "no variation shows {}",
            rule.name()
        );
        let explained = run(&["explain", rule.name()]);
        assert_eq!((explained.stderr.as_str(), explained.code), ("", Some(0)));
        let head = format!("{} ({})\n\n", rule.name(), rule.weight());
        assert!(explained.stdout.starts_with(&head), "{}", explained.stdout);
        assert!(explained.stdout.contains("\nExample: ") && explained.stdout.ends_with(".\n"));
    }
    for variation in names {
        assert!(Rule::named(&variation.rule).is_some(), "{} is no rule", variation.rule);
    }
    let unknown = run(&["explain", "nothing"]);
    assert_eq!(unknown.code, Some(2));
    for name in ["row-width", "cookie-added", "layout-change"] {
        assert!(unknown.stderr.contains(name), "{name} is not named: {}", unknown.stderr);
    }
}

#[test]
fn json_reads_back_as_the_same_report() {
    let json = written("json", &whole(), &Theme::default());
    let back: Report = serde_json::from_str(&json).expect("a report");
    assert_eq!(written("json", &back, &Theme::default()), json);
    // Without the host of each path, which only the report made in memory has.
    assert!(text(&back).contains("              portals/falaise.txt:13\n"));
}

#[test]
fn csv_has_a_line_for_each_variation_and_charter_whatever_its_texts() {
    let csv = written("csv", &whole(), &Theme::default());
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(
        reader.headers().unwrap().iter().collect::<Vec<_>>().join(","),
        "family,language,severity,rule,role,category,block,index,cookie,field,baseline,\
         baseline_charters,reading,reading_charters,portal,path,line,fingerprint"
    );
    let lines: Vec<_> = reader.records().map(|line| line.expect("a line of CSV")).collect();
    let charters = variations().iter().map(|made| made.0.reading.paths.len()).sum::<usize>();
    assert_eq!(lines.len(), charters + 1);
    assert!(lines.iter().any(|line| &line[10] == HOSTILE && &line[8] == HOSTILE));
    let who = |line: usize| (&lines[line][0], &lines[line][14], &lines[line][15], &lines[line][16]);
    assert_eq!(who(0), ("3", "", "portals/a b.txt", "1"));
    assert_eq!(who(1), ("3", "b.example", "portals/b.txt", ""));
}

#[test]
fn nothing_of_a_charter_steers_a_terminal() {
    let is_harmful =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
    assert!(!text(&whole()).contains(is_harmful));
    let ink = |code: u8| Style { begin: format!("\u{1b}[{code}m"), end: "\u{1b}[0m".to_owned() };
    let paint = Theme {
        strong: ink(1),
        faint: ink(2),
        removed: ink(31),
        added: ink(32),
        substance: ink(35),
        wording: ink(33),
        minor: ink(36),
    };
    let painted = written("text", &whole(), &paint);
    assert!(painted.contains("\u{1b}[31m[-ne-]\u{1b}[0m requièrent \u{1b}[31m[-pas-]\u{1b}[0m"));
    assert!(painted.contains("\u{1b}[35msubstance\u{1b}[0m \u{1b}[1mcookie-added\u{1b}[0m"));
    let mut plain = painted;
    for code in [1, 2, 31, 32, 33, 35, 36, 0] {
        plain = plain.replace(&format!("\u{1b}[{code}m"), "");
    }
    assert_eq!(plain, text(&whole()), "colours change nothing else");
}

#[test]
fn a_report_without_variations_says_so() {
    assert_eq!(
        text(&report(vec![])),
        "0 charters in 0 families, no differences at wording or above\n"
    );
    let alone = family(Some("fr"), 1, "consensus", "a.txt");
    assert_eq!(
        text(&report(vec![alone])),
        "1 charter in 1 family, no differences at wording or above\n\
         compared with nothing: 1 charter\n  a.txt\n"
    );
    let mut strict = report(vec![family(Some("fr"), 2, "consensus", "a.txt")]);
    strict.hidden.below = Substance;
    strict.hidden.tally = [Wording, Layout, Layout].into_iter().collect();
    assert_eq!(
        text(&strict),
        "2 charters in 1 family, no differences of substance\n\
         not shown: 1 wording, 2 layout\n\
         \nfamily 1: fr, 2 charters, no differences of substance\n"
    );
}
