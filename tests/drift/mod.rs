//! What drift finds: families of charters whose differences are known, and what holds of every
//! report, whatever the charters.

#![cfg(test)]

/// A folder of many files.
mod corpora;
/// Sets of charters, and the report on each.
mod families;
/// Properties of reports and parts.
mod invariants;
/// The same charter in every layout.
mod layouts;
/// Charters that go wrong in known ways.
mod made;
/// What every report keeps to.
mod sound;

use std::borrow::Cow;

use charte::drift::report::{REPORTS, Report, Theme, Witnesses, Work};
use charte::drift::{Census, Severity, report};
use charte::source::Source;

/// A charter's path and text.
type Text = (String, String);

/// The census of texts, in this order.
fn census(texts: &[Text]) -> Census {
    let mut census = Census::new();
    for text in texts {
        add(&mut census, text);
    }
    census
}

fn add(census: &mut Census, (path, text): &Text) {
    let source = Source::from_text(Cow::Borrowed(text), Some(Cow::Borrowed(path)));
    census.add(&charte::read(&source), Some(&source));
}

/// Everything there is to tell of texts.
fn told(texts: &[Text]) -> Report {
    report(&census(texts), Severity::Layout)
}

/// A report in all its forms, one after the other, and as work for portals.
fn written(report: &Report) -> String {
    let mut out = Vec::new();
    let witnesses = Witnesses::default();
    let work = Work::new(report, &witnesses);
    for format in REPORTS {
        format.write(report, &Theme::default(), &mut out).expect("memory takes all");
    }
    // The same variations once more: one form of that tells whether they are.
    let json = REPORTS.iter().find(|format| format.name() == "json").expect("there is one");
    json.write_work(&work, &Theme::default(), &mut out).expect("memory takes all");
    String::from_utf8(out).expect("what is written is UTF-8")
}
