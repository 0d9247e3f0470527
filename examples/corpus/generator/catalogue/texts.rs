//! Plants that leave every text in its place and change what it says or how it is set.

use super::super::plant::{Operation, Part, Plant, Severity, claim};
use super::super::template::{Change, Place, Template};
use super::super::typesetting::Typesetting;
use super::{effect, missing, wording_or};

pub(super) fn collect<'t>(
    template: &'t Template,
    plants: &mut Vec<Plant<'t>>,
) -> Result<(), String> {
    for change in &template.differences.changes {
        plants.push(replacement(template, change)?);
    }
    for (part, text) in all(template) {
        for how in Typesetting::TYPOGRAPHY {
            let typography = (Severity::Typography, "typography-change");
            plants.extend(setting(template, (part, text), how, Some(typography))?);
        }
        for how in Typesetting::SPACES {
            let layout = (Severity::Layout, "layout-change");
            plants.extend(setting(template, (part, text), how, Some(layout))?);
        }
        // What was damaged is repaired before it is compared.
        if template.has_entities {
            plants.extend(setting(template, (part, text), Typesetting::Entities, None)?);
        }
        // What form the portal's address has goes with which address it is.
        for how in Typesetting::ADDRESS {
            plants.extend(setting(template, (part, text), how, None)?);
        }
    }
    Ok(())
}

/// Every text of a template but the names of cookies, by which they are recognised.
pub(super) fn all(template: &Template) -> Vec<(Part, &str)> {
    let mut texts = vec![(Part::Title, &*template.title)];
    for (at, section) in template.sections.iter().enumerate() {
        texts.extend(section.heading.iter().map(|text| (Part::Heading(at), &**text)));
        let paragraphs = section.paragraphs.iter().enumerate();
        texts.extend(paragraphs.map(|(number, text)| (Part::Paragraph(at, number), &**text)));
        let Some(table) = &section.table else { continue };
        for (column, found) in table.columns.iter().enumerate() {
            texts.push((Part::Label(at, column), &found.label));
            if found.field == "name" {
                continue;
            }
            let rows = table.rows.iter().enumerate();
            let cells = rows.filter_map(|(row, cells)| Some((row, cells.get(column)?)));
            texts.extend(cells.map(|(row, text)| (Part::Cell(at, row, column), &**text)));
        }
    }
    texts
}

fn replacement<'t>(template: &'t Template, change: &'t Change) -> Result<Plant<'t>, String> {
    let part = part_at(template, &change.at)?;
    let [from, to] = &change.edit;
    let found = all(template).into_iter().find(|(found, _)| *found == part);
    let (_, text) = found.ok_or_else(|| missing(template, part))?;
    if text.matches(&**from).count() != 1 {
        return Err(format!("{}: {from:?} is not once in {text:?}", template.name));
    }
    let is_of_wording = matches!(&*change.rule, "word-change" | "passage-rewritten");
    let severity = match &change.severity {
        None if !is_of_wording => Severity::Substance,
        severity => wording_or(severity.as_deref())?,
    };
    let mut effect = effect(template, part, severity, &change.rule)?;
    effect.words.clone_from(&change.words);
    Ok(Plant {
        sort: sort_of(&change.rule)?,
        claims: vec![(part, claim::WORDS)],
        operation: Operation::Replace { part, from, to },
        effects: vec![effect],
    })
}

/// The rules that replaced words may come under.
fn sort_of(rule: &str) -> Result<&'static str, String> {
    const RULES: [&str; 9] = [
        "provider-change",
        "category-change",
        "retention-change",
        "consent-change",
        "claim-change",
        "number-change",
        "passage-rewritten",
        "purpose-change",
        "word-change",
    ];
    let known = RULES.into_iter().find(|known| *known == rule);
    known.ok_or_else(|| format!("no change of words is a {rule:?}"))
}

pub(super) fn part_at(template: &Template, place: &Place) -> Result<Part, String> {
    if place.title {
        return Ok(Part::Title);
    }
    let section = template.section(place.section.as_deref().unwrap_or_default())?;
    let table = template.table(section);
    let column = |field: &Option<String>| table.and_then(|table| table.column(field.as_deref()?));
    let row = || table.and_then(|table| table.row(place.cookie.as_deref()?));
    let part = match place {
        Place { heading: true, .. } => Some(Part::Heading(section)),
        Place { paragraph: Some(number), .. } => {
            number.checked_sub(1).map(|number| Part::Paragraph(section, number))
        }
        Place { column: Some(_), .. } => {
            column(&place.column).map(|column| Part::Label(section, column))
        }
        _ => row().zip(column(&place.field)).map(|(row, at)| Part::Cell(section, row, at)),
    };
    part.ok_or_else(|| format!("{} has no {place:?}", template.name))
}

/// A text set otherwise, if that changes it.
fn setting<'t>(
    template: &Template,
    (part, text): (Part, &str),
    how: Typesetting,
    found: Option<(Severity, &str)>,
) -> Result<Option<Plant<'t>>, String> {
    if how.typeset(text) == text {
        return Ok(None);
    }
    let mut effects = Vec::new();
    if let Some((severity, rule)) = found {
        effects.push(effect(template, part, severity, rule)?);
    }
    Ok(Some(Plant {
        sort: how.sort(),
        claims: vec![(part, how.claim())],
        operation: Operation::Typeset { part, how },
        effects,
    }))
}
