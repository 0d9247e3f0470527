//! A charter as the generator has it: the text in its parts, which plants change before it is
//! written.

use std::borrow::Cow;

use super::template::{self, Template};
use super::values::Values;

/// A text of the template, or what plants made of it, in which the portal's values stand by their names.
pub(crate) type Text<'t> = Cow<'t, str>;

/// One charter, in its parts.
#[derive(Clone, Debug)]
pub(crate) struct Charter<'t> {
    pub(crate) title: Text<'t>,
    pub(crate) sections: Vec<Section<'t>>,
}

/// A heading and what stands under it.
#[derive(Clone, Debug)]
pub(crate) struct Section<'t> {
    /// Which one it is in the template; none for a section that was added.
    pub(crate) origin: Option<usize>,
    pub(crate) heading: Option<Text<'t>>,
    pub(crate) paragraphs: Vec<Text<'t>>,
    pub(crate) table: Option<Table<'t>>,
}

/// A table of cookies.
#[derive(Clone, Debug)]
pub(crate) struct Table<'t> {
    pub(crate) labels: Vec<Text<'t>>,
    pub(crate) rows: Vec<Row<'t>>,
}

/// One row of a table.
#[derive(Clone, Debug)]
pub(crate) struct Row<'t> {
    /// Which one it is in the template; none for a cookie that was added.
    pub(crate) origin: Option<usize>,
    pub(crate) cells: Vec<Text<'t>>,
    /// How many blank lines stand above it.
    pub(crate) blank_lines: usize,
}

impl<'t> Charter<'t> {
    /// The charter of a portal that took the template as it is.
    pub(crate) fn new(template: &'t Template) -> Self {
        let sections = template.sections.iter().enumerate();
        Self {
            title: Cow::Borrowed(&template.title),
            sections: sections.map(|(at, section)| Section::new(at, section)).collect(),
        }
    }

    /// What the template calls its section `section`, if this charter has it.
    pub(crate) fn section(&mut self, section: usize) -> Option<&mut Section<'t>> {
        self.sections.iter_mut().find(|found| found.origin == Some(section))
    }

    /// The table of the template's section `section`.
    pub(crate) fn table(&mut self, section: usize) -> Option<&mut Table<'t>> {
        self.section(section)?.table.as_mut()
    }

    /// Where the template's section `section` stands now.
    pub(crate) fn place_of(&self, section: usize) -> Option<usize> {
        self.sections.iter().position(|found| found.origin == Some(section))
    }

    /// Writes the charter of the portal with these values at the end of `out`.
    pub(super) fn write(&self, values: &Values, out: &mut String) {
        values.fill_into(&self.title, out);
        for section in &self.sections {
            if let Some(heading) = &section.heading {
                out.push_str("\n\n");
                values.fill_into(heading, out);
            }
            for paragraph in &section.paragraphs {
                out.push_str("\n\n");
                values.fill_into(paragraph, out);
            }
            if let Some(table) = &section.table {
                out.push('\n');
                line(&table.labels, values, out);
                for row in &table.rows {
                    (0..row.blank_lines).for_each(|_| out.push('\n'));
                    line(&row.cells, values, out);
                }
            }
        }
        out.push('\n');
    }
}

impl<'t> Section<'t> {
    fn new(at: usize, section: &'t template::Section) -> Self {
        Self {
            origin: Some(at),
            heading: section.heading.as_deref().map(Cow::Borrowed),
            paragraphs: borrowed(&section.paragraphs),
            table: section.table.as_ref().map(Table::new),
        }
    }
}

impl<'t> Table<'t> {
    pub(crate) fn new(table: &'t template::Table) -> Self {
        let row = |(at, cells): (usize, &'t Vec<String>)| Row {
            origin: Some(at),
            cells: borrowed(cells),
            blank_lines: 0,
        };
        Self {
            labels: table.columns.iter().map(|column| Cow::Borrowed(&*column.label)).collect(),
            rows: table.rows.iter().enumerate().map(row).collect(),
        }
    }

    /// Where the template's row `row` stands now.
    pub(crate) fn place_of(&self, row: usize) -> Option<usize> {
        self.rows.iter().position(|found| found.origin == Some(row))
    }
}

pub(crate) fn borrowed(texts: &[String]) -> Vec<Text<'_>> {
    texts.iter().map(|text| Cow::Borrowed(&**text)).collect()
}

fn line(cells: &[Text<'_>], values: &Values, out: &mut String) {
    for (at, cell) in cells.iter().enumerate() {
        out.push(if at == 0 { '\n' } else { '\t' });
        values.fill_into(cell, out);
    }
}
