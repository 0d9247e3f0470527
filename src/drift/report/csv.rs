//! CSV: one line a variation, for tables and spreadsheets.

use std::io;

use csv::WriterBuilder;

use super::{Names, Paint, Report, ReportFormat, Variation};
use crate::model::Kind;

const COLUMNS: [&str; 17] = [
    "family",
    "language",
    "severity",
    "rule",
    "role",
    "category",
    "block",
    "index",
    "cookie",
    "field",
    "baseline",
    "baseline_charters",
    "reading",
    "reading_charters",
    "portals",
    "paths",
    "fingerprint",
];

#[derive(Debug)]
pub(super) struct Csv;

impl ReportFormat for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn write(&self, report: &Report, _: &Paint, out: &mut Vec<u8>) -> io::Result<()> {
        let mut writer = WriterBuilder::new().from_writer(out);
        writer.write_record(COLUMNS)?;
        for (number, family) in (1_u64..).zip(&report.families) {
            let language = family.language.as_deref().unwrap_or_default();
            for variation in &family.variations {
                writer.write_record(cells(number, language, variation))?;
            }
        }
        writer.flush()
    }
}

fn cells(family: u64, language: &str, variation: &Variation) -> [String; 17] {
    let Variation { passage, baseline, reading, .. } = variation;
    [
        family.to_string(),
        language.to_owned(),
        variation.severity.name().to_owned(),
        variation.rule.clone(),
        passage.role.name().to_owned(),
        passage.category.map(Kind::name).unwrap_or_default().to_owned(),
        passage.block.name().to_owned(),
        passage.index.map(|index| index.to_string()).unwrap_or_default(),
        passage.cookie.clone().unwrap_or_default(),
        passage.field.clone().unwrap_or_default(),
        baseline.text.clone().unwrap_or_default(),
        baseline.charters.to_string(),
        reading.text.clone().unwrap_or_default(),
        reading.charters.to_string(),
        joined(&reading.portals),
        joined(&reading.paths),
        variation.fingerprint.clone(),
    ]
}

/// Names with a space between two.
fn joined(names: &Names) -> String {
    let mut joined = String::new();
    for (number, name) in names.iter().enumerate() {
        if number > 0 {
            joined.push(' ');
        }
        joined.push_str(name);
    }
    joined
}
