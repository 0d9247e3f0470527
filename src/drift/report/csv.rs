//! CSV: one line a variation and charter that has it, for tables and spreadsheets.

use std::io;

use csv::{Writer, WriterBuilder};

use super::{Numbered, Report, ReportFormat, Theme, Variation, Work};
use crate::model::Kind;

const COLUMNS: &str = "family,language,severity,rule,role,category,block,index,cookie,field,baseline,\
                       baseline_charters,reading,reading_charters,portal,path,line,fingerprint";

#[derive(Debug)]
pub(super) struct Csv;

impl ReportFormat for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn write(&self, report: &Report, _: &Theme, out: &mut Vec<u8>) -> io::Result<()> {
        let mut writer = WriterBuilder::new().from_writer(out);
        writer.write_record(COLUMNS.split(','))?;
        report.numbered().try_for_each(|numbered| lines(&numbered, &mut writer))?;
        writer.flush()
    }

    fn write_work(&self, work: &Work<'_>, _: &Theme, out: &mut Vec<u8>) -> io::Result<()> {
        let mut writer = WriterBuilder::new().from_writer(out);
        writer.write_record(COLUMNS.split(','))?;
        for portal in &work.portals {
            for Numbered { variation, family, language } in work.of(portal) {
                lines(&Numbered { variation: &variation, family, language }, &mut writer)?;
            }
        }
        writer.flush()
    }
}

/// Writes a line for each charter that has a variation.
fn lines(numbered: &Numbered<&Variation>, writer: &mut Writer<&mut Vec<u8>>) -> io::Result<()> {
    let Numbered { variation, family, language } = numbered;
    let Variation { passage, baseline, reading, .. } = variation;
    let index = passage.index.map(|index| index.to_string()).unwrap_or_default();
    let numbers = [*family, baseline.charters, reading.charters].map(|it| it.to_string());
    let [family, baseline_charters, reading_charters] = &numbers;
    for (number, path) in reading.paths.iter().enumerate() {
        let line = reading.line_in(number).map(|line| line.to_string()).unwrap_or_default();
        writer.write_record([
            family,
            language.as_deref().unwrap_or_default(),
            variation.severity.name(),
            &variation.rule,
            passage.role.name(),
            passage.category.map(Kind::name).unwrap_or_default(),
            passage.block.name(),
            &index,
            passage.cookie.as_deref().unwrap_or_default(),
            passage.field.as_deref().unwrap_or_default(),
            baseline.text.as_deref().unwrap_or_default(),
            baseline_charters,
            reading.text.as_deref().unwrap_or_default(),
            reading_charters,
            reading.host_of(number).unwrap_or_default(),
            path,
            &line,
            &variation.fingerprint,
        ])?;
    }
    Ok(())
}
