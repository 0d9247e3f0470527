//! Plants: differences on purpose. Each knows how it changes a charter and what must be found of it.

use std::borrow::Cow;

use super::charter::{Charter, Row, Section, Table, Text, borrowed};
use super::template::NewSection;
use super::truth::Passage;
use super::typesetting::Typesetting;

/// A part of a template that a plant concerns. Numbers count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Part {
    Title,
    Heading(usize),
    Paragraph(usize, usize),
    /// The label of a column.
    Label(usize, usize),
    /// The row and the column of a cell.
    Cell(usize, usize, usize),
    Row(usize, usize),
    /// The paragraphs of a section, their number and their order.
    Prose(usize),
    /// The rows of a section's table, their number and their order, and its columns.
    Table(usize),
    /// The order of the sections.
    Outline,
    /// What the template does not have: the plant of that number brings it.
    New(usize),
}

/// The ways in which two plants may concern the same part without meeting.
pub(crate) mod claim {
    pub(crate) const WORDS: u8 = 1;
    pub(crate) const TYPOGRAPHY: u8 = 2;
    pub(crate) const SPACES: u8 = 4;
    pub(crate) const ADDRESS: u8 = 8;
    pub(crate) const PLACE: u8 = 16;
    pub(crate) const DAMAGE: u8 = 32;
    pub(crate) const ALL: u8 = u8::MAX;
    /// Of a table: rows come, rows go, columns change. The order of the rows is a matter of both.
    pub(crate) const ROWS_COME: u8 = 1;
    pub(crate) const ROWS_GO: u8 = 2;
    pub(crate) const COLUMNS: u8 = 4;
}

/// How much a difference weighs, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    Layout,
    Typography,
    Parameter,
    Wording,
    Substance,
}

impl Severity {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Layout => "layout",
            Self::Typography => "typography",
            Self::Parameter => "parameter",
            Self::Wording => "wording",
            Self::Substance => "substance",
        }
    }
}

/// One difference that may be planted.
#[derive(Debug)]
pub(crate) struct Plant<'t> {
    /// The plants of one sort are drawn as often as those of another.
    pub(crate) sort: &'static str,
    /// What it takes for itself, and in which ways.
    pub(crate) claims: Vec<(Part, u8)>,
    pub(crate) operation: Operation<'t>,
    /// What must be found of it.
    pub(crate) effects: Vec<Effect>,
}

/// One variation that must be found.
#[derive(Clone, Debug)]
pub(crate) struct Effect {
    pub(crate) part: Part,
    /// Whether it is that the part is not there; else it is a reading of this plant's own.
    pub(crate) is_absent: bool,
    pub(crate) severity: Severity,
    pub(crate) rule: String,
    pub(crate) passage: Passage,
    pub(crate) words: Vec<String>,
    /// The name of the cookie that this one was before or is now.
    pub(crate) rename: Option<String>,
    /// The cookies that come or go with the block.
    pub(crate) cookies: Vec<String>,
}

impl Plant<'_> {
    /// Whether it damages a text.
    pub(crate) fn is_damage(&self) -> bool {
        matches!(self.operation, Operation::Typeset { how: Typesetting::Entities, .. })
    }
}

/// What a plant does to a charter, in terms of the template.
#[derive(Debug)]
pub(crate) enum Operation<'t> {
    Replace {
        part: Part,
        from: &'t str,
        to: &'t str,
    },
    Typeset {
        part: Part,
        how: Typesetting,
    },
    /// In several parts, what is replaced and by what.
    Renumber {
        edits: Vec<(Part, String, String)>,
    },
    AddParagraph {
        section: usize,
        after: usize,
        text: &'t str,
    },
    RemoveParagraph {
        section: usize,
        paragraph: usize,
    },
    MoveParagraph {
        section: usize,
        paragraph: usize,
        to: usize,
        after: usize,
    },
    SplitParagraph {
        section: usize,
        paragraph: usize,
        before: &'t str,
    },
    JoinParagraphs {
        section: usize,
        paragraph: usize,
    },
    AddSection {
        after: usize,
        section: &'t NewSection,
    },
    RemoveSection {
        section: usize,
    },
    MoveSection {
        section: usize,
        after: usize,
    },
    AddRow {
        section: usize,
        after: usize,
        cells: &'t [String],
    },
    RemoveRow {
        section: usize,
        row: usize,
    },
    RenameCookie {
        section: usize,
        row: usize,
        column: usize,
        to: &'t str,
    },
    RecategoriseRow {
        section: usize,
        row: usize,
        to: usize,
    },
    /// `after` so many of the other rows.
    MoveRow {
        section: usize,
        row: usize,
        after: usize,
    },
    BlankLines {
        section: usize,
        row: usize,
        count: usize,
    },
    AddColumn {
        section: usize,
        at: usize,
        label: &'t str,
        cells: &'t [String],
    },
    RemoveColumn {
        section: usize,
        column: usize,
    },
}

impl<'t> Operation<'t> {
    /// When it is due: words before their typography, texts before their places, sections last.
    pub(crate) fn turn(&self) -> u8 {
        match self {
            Self::Replace { .. } | Self::Renumber { .. } => 0,
            Self::Typeset { how, .. } => how.turn(),
            Self::AddSection { .. } | Self::RemoveSection { .. } | Self::MoveSection { .. } => 9,
            _ => 8,
        }
    }

    /// Whether it takes a part away together with the section that it stands in.
    pub(crate) fn takes_away(&self, part: Part) -> bool {
        let Self::RemoveSection { section: gone } = *self else { return false };
        match part {
            Part::Heading(section)
            | Part::Paragraph(section, _)
            | Part::Label(section, _)
            | Part::Cell(section, ..) => section == gone,
            _ => false,
        }
    }

    /// Changes `charter`. Nothing is done where the charter does not have the part.
    pub(crate) fn apply(&self, charter: &mut Charter<'t>) -> Option<()> {
        match *self {
            Self::Replace { part, from, to } => {
                let text = text_of(charter, part)?;
                *text = Cow::Owned(text.replacen(from, to, 1));
            }
            Self::Renumber { ref edits } => {
                for (part, from, to) in edits {
                    let text = text_of(charter, *part)?;
                    *text = Cow::Owned(text.replacen(from, to, 1));
                }
            }
            Self::Typeset { part, how } => {
                let text = text_of(charter, part)?;
                *text = Cow::Owned(how.typeset(text));
            }
            Self::AddParagraph { section, after, text } => {
                charter.section(section)?.paragraphs.insert(after, Cow::Borrowed(text));
            }
            Self::RemoveParagraph { section, paragraph } => {
                charter.section(section)?.paragraphs.remove(paragraph);
            }
            Self::MoveParagraph { section, paragraph, to, after } => {
                let moved = charter.section(section)?.paragraphs.remove(paragraph);
                let is_shifted = section == to && paragraph < after;
                let paragraphs = &mut charter.section(to)?.paragraphs;
                paragraphs.insert(after - usize::from(is_shifted), moved);
            }
            Self::SplitParagraph { section, paragraph, before } => {
                split(&mut charter.section(section)?.paragraphs, paragraph, before)?;
            }
            Self::JoinParagraphs { section, paragraph } => {
                let paragraphs = &mut charter.section(section)?.paragraphs;
                let next = paragraphs.remove(paragraph + 1);
                let text = paragraphs.get_mut(paragraph)?.to_mut();
                text.extend([" ", &next]);
            }
            Self::AddSection { after, section } => {
                let place = charter.place_of(after)? + 1;
                charter.sections.insert(place, added(section));
            }
            Self::RemoveSection { section } => {
                let place = charter.place_of(section)?;
                charter.sections.remove(place);
            }
            Self::MoveSection { section, after } => {
                let place = charter.place_of(section)?;
                let moved = charter.sections.remove(place);
                let place = charter.place_of(after)? + 1;
                charter.sections.insert(place, moved);
            }
            _ => return self.apply_to_table(charter),
        }
        Some(())
    }

    fn apply_to_table(&self, charter: &mut Charter<'t>) -> Option<()> {
        match *self {
            Self::AddRow { section, after, cells } => {
                let table = charter.table(section)?;
                let before = after.checked_sub(1).and_then(|row| table.place_of(row));
                // The row it follows may be gone.
                let place = before.map_or(after.min(table.rows.len()), |row| row + 1);
                let row = Row { origin: None, cells: borrowed(cells), blank_lines: 0 };
                table.rows.insert(place, row);
            }
            Self::RemoveRow { section, row } => {
                let table = charter.table(section)?;
                let place = table.place_of(row)?;
                table.rows.remove(place);
            }
            Self::RenameCookie { section, row, column, to } => {
                let table = charter.table(section)?;
                let place = table.place_of(row)?;
                *table.rows.get_mut(place)?.cells.get_mut(column)? = Cow::Borrowed(to);
            }
            Self::RecategoriseRow { section, row, to } => {
                let table = charter.table(section)?;
                let place = table.place_of(row)?;
                let moved = table.rows.remove(place);
                charter.table(to)?.rows.push(moved);
            }
            Self::MoveRow { section, row, after } => {
                let table = charter.table(section)?;
                let place = table.place_of(row)?;
                let moved = table.rows.remove(place);
                table.rows.insert(after, moved);
            }
            Self::BlankLines { section, row, count } => {
                let table = charter.table(section)?;
                let place = table.place_of(row)?;
                table.rows.get_mut(place)?.blank_lines = count;
            }
            Self::AddColumn { section, at, label, cells } => {
                let table = charter.table(section)?;
                table.labels.insert(at, Cow::Borrowed(label));
                for row in &mut table.rows {
                    let cell = row.origin.and_then(|row| cells.get(row));
                    row.cells.insert(at, Cow::Borrowed(cell.map_or("", |cell| cell)));
                }
            }
            Self::RemoveColumn { section, column } => {
                let table = charter.table(section)?;
                table.labels.remove(column);
                table.rows.iter_mut().for_each(|row| drop(row.cells.remove(column)));
            }
            _ => {}
        }
        Some(())
    }
}

/// The text of a part that has one, in a charter whose places are still those of the template.
fn text_of<'c, 't>(charter: &'c mut Charter<'t>, part: Part) -> Option<&'c mut Text<'t>> {
    match part {
        Part::Title => Some(&mut charter.title),
        Part::Heading(section) => charter.section(section)?.heading.as_mut(),
        Part::Paragraph(section, at) => charter.section(section)?.paragraphs.get_mut(at),
        Part::Label(section, column) => charter.table(section)?.labels.get_mut(column),
        Part::Cell(section, row, column) => {
            charter.table(section)?.rows.get_mut(row)?.cells.get_mut(column)
        }
        _ => None,
    }
}

fn split(paragraphs: &mut Vec<Text<'_>>, paragraph: usize, before: &str) -> Option<()> {
    let text = paragraphs.get_mut(paragraph)?;
    let (first, second) = text.split_at_checked(text.find(before)?)?;
    let (first, second) = (first.trim_end().to_owned(), second.to_owned());
    *text = Cow::Owned(first);
    paragraphs.insert(paragraph + 1, Cow::Owned(second));
    Some(())
}

fn added(section: &NewSection) -> Section<'_> {
    Section {
        origin: None,
        heading: Some(Cow::Borrowed(&section.heading)),
        paragraphs: borrowed(&section.paragraphs),
        // None of the rows is one of the template's.
        table: section.table.as_ref().map(|table| {
            let mut table = Table::new(table);
            table.rows.iter_mut().for_each(|row| row.origin = None);
            table
        }),
    }
}
