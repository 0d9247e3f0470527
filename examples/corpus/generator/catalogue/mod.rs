//! Everything that may be planted in the charters of a template.
//!
//! What is a matter of words stands in the template's file. What can be done to any text or table is
//! found here.

mod prose;
mod tables;
mod texts;

use std::collections::BTreeMap;

use super::plant::{Effect, Operation, Part, Plant, Severity};
use super::template::{Section, Template};
use super::truth::Passage;
use super::values::Sort;

/// The plants of a template.
#[derive(Debug)]
pub(crate) struct Catalogue<'t> {
    pub(crate) plants: Vec<Plant<'t>>,
    /// The plants of each sort, by their number.
    pub(crate) sorts: BTreeMap<&'static str, Vec<usize>>,
    /// The plants that set each text otherwise, by their number.
    pub(crate) settings: BTreeMap<Part, Vec<usize>>,
    /// The parts that hold values of the portal.
    pub(crate) own: Vec<Own<'t>>,
}

/// A text that holds values of the portal.
#[derive(Debug)]
pub(crate) struct Own<'t> {
    pub(crate) text: &'t str,
    /// How it must be reported.
    pub(crate) effect: Effect,
    /// Whether portals have other values in it than others have.
    pub(crate) varies: bool,
    pub(crate) sort: Sort,
}

impl<'t> Catalogue<'t> {
    /// Finds the plants of `template`, whose charters have values of their own or but their hosts. Fails when its
    /// file names what is not there.
    pub(crate) fn new(template: &'t Template, has_own: bool) -> Result<Self, String> {
        let mut plants = Vec::new();
        texts::collect(template, &mut plants)?;
        prose::collect(template, &mut plants)?;
        tables::collect(template, &mut plants)?;
        let mut sorts: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        let mut settings: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, plant) in plants.iter().enumerate() {
            sorts.entry(plant.sort).or_default().push(at);
            if let Operation::Typeset { part, .. } = plant.operation {
                settings.entry(part).or_default().push(at);
            }
        }
        let own = texts::all(template).into_iter();
        let own = own.filter_map(|(part, text)| Some((part, text, Sort::of(text)?)));
        let own = own.map(|(part, text, sort)| {
            Ok(Own {
                text,
                effect: effect(template, part, Severity::Parameter, "parameter-change")?,
                varies: has_own || text.contains("{portal}") || text.contains("{host}"),
                sort,
            })
        });
        let own = own.collect::<Result<_, String>>()?;
        Ok(Self { plants, sorts, settings, own })
    }
}

/// That `part` is found to differ.
fn effect(
    template: &Template,
    part: Part,
    severity: Severity,
    rule: &str,
) -> Result<Effect, String> {
    Ok(Effect {
        part,
        is_absent: false,
        severity,
        rule: rule.to_owned(),
        passage: passage(template, part).ok_or_else(|| missing(template, part))?,
        words: Vec::new(),
        rename: None,
        cookies: Vec::new(),
    })
}

/// The severity that a template names, or that of wording.
fn wording_or(severity: Option<&str>) -> Result<Severity, String> {
    match severity {
        None => Ok(Severity::Wording),
        Some("substance") => Ok(Severity::Substance),
        Some(severity) => Err(format!("{severity:?} is not expected")),
    }
}

/// That `part` is found to be gone.
fn absence(
    template: &Template,
    part: Part,
    severity: Severity,
    rule: &str,
) -> Result<Effect, String> {
    Ok(Effect { is_absent: true, ..effect(template, part, severity, rule)? })
}

fn missing(template: &Template, part: Part) -> String {
    format!("{} has no {part:?}", template.name)
}

/// How reports name a part of the template.
fn passage(template: &Template, part: Part) -> Option<Passage> {
    let section = |at: usize| template.sections.get(at).map(within);
    let field =
        |at: usize, column: usize| Some(template.table(at)?.columns.get(column)?.field.clone());
    let cookie = |at: usize, row: usize| Some(template.table(at)?.cookie(row)?.to_owned());
    Some(match part {
        // The title stands before the introduction, and is of it.
        Part::Title => {
            Passage { role: "introduction".to_owned(), block: "heading", ..Passage::default() }
        }
        Part::Heading(at) => Passage { block: "heading", ..section(at)? },
        Part::Paragraph(at, paragraph) => {
            Passage { block: "paragraph", index: Some(paragraph + 1), ..section(at)? }
        }
        Part::Label(at, column) => {
            Passage { block: "table", field: Some(field(at, column)?), ..section(at)? }
        }
        Part::Row(at, row) => {
            Passage { block: "table", cookie: Some(cookie(at, row)?), ..section(at)? }
        }
        Part::Cell(at, row, column) => Passage {
            block: "table",
            cookie: Some(cookie(at, row)?),
            field: Some(field(at, column)?),
            ..section(at)?
        },
        Part::Table(at) => Passage { block: "table", ..section(at)? },
        Part::Prose(_) | Part::Outline | Part::New(_) => return None,
    })
}

/// Anything in a section of the template.
fn within(section: &Section) -> Passage {
    Passage { role: section.role.clone(), category: section.category.clone(), ..Passage::default() }
}
