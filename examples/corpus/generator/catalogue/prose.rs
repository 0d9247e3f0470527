//! Plants that concern whole passages of prose: some more, some less, some in another place.

use super::super::plant::{Effect, Operation, Part, Plant, Severity, claim};
use super::super::template::{
    Addition, DroppedSection, Join, Move, NewSection, Reference, Removal, Renumbered, Section,
    SectionMove, Split, Table, Template,
};
use super::super::truth::Passage;
use super::tables::whole_table;
use super::texts::part_at;
use super::{absence, effect, missing, within, wording_or};

pub(super) fn collect<'t>(
    template: &'t Template,
    plants: &mut Vec<Plant<'t>>,
) -> Result<(), String> {
    for addition in &template.differences.additions {
        plants.push(added(template, addition, plants.len())?);
    }
    for removal in &template.differences.removals {
        plants.push(removed(template, removal)?);
    }
    for section in &template.differences.new_sections {
        plants.push(section_added(template, section, plants.len())?);
    }
    for dropped in &template.differences.dropped_sections {
        plants.push(section_dropped(template, dropped)?);
    }
    for moved in &template.differences.moves {
        plants.push(self::moved(template, moved)?);
    }
    for moved in &template.differences.section_moves {
        plants.push(section_moved(template, moved)?);
    }
    for split in &template.differences.splits {
        plants.push(self::split(template, split)?);
    }
    for join in &template.differences.joins {
        plants.push(joined(template, join)?);
    }
    for renumbered in &template.differences.renumbered {
        plants.push(self::renumbered(template, renumbered)?);
    }
    Ok(())
}

/// A paragraph by its number in the file.
fn paragraph(template: &Template, section: usize, number: usize) -> Result<usize, String> {
    let at = number.checked_sub(1).unwrap_or(usize::MAX);
    let found = template.sections.get(section).and_then(|section| section.paragraphs.get(at));
    found.map(|_| at).ok_or_else(|| missing(template, Part::Paragraph(section, at)))
}

fn section_at(template: &Template, section: usize) -> Result<&Section, String> {
    template.sections.get(section).ok_or_else(|| missing(template, Part::Heading(section)))
}

/// A passage of prose that the template does not have.
fn new(number: usize, passage: Passage, severity: Severity, words: &[String]) -> Effect {
    Effect {
        part: Part::New(number),
        is_absent: false,
        severity,
        rule: "passage-added".to_owned(),
        passage,
        words: words.to_vec(),
        rename: None,
        cookies: Vec::new(),
    }
}

fn added<'t>(
    template: &'t Template,
    addition: &'t Addition,
    number: usize,
) -> Result<Plant<'t>, String> {
    let section = template.section(&addition.section)?;
    let within = within(section_at(template, section)?);
    let passage = Passage { block: "paragraph", index: Some(addition.after), ..within };
    let severity = wording_or(addition.severity.as_deref())?;
    Ok(Plant {
        sort: "passage added",
        claims: vec![(Part::Prose(section), claim::ALL)],
        operation: Operation::AddParagraph { section, after: addition.after, text: &addition.text },
        effects: vec![new(number, passage, severity, &addition.words)],
    })
}

fn removed<'t>(template: &Template, removal: &Removal) -> Result<Plant<'t>, String> {
    let section = template.section(&removal.section)?;
    let paragraph = paragraph(template, section, removal.paragraph)?;
    let part = Part::Paragraph(section, paragraph);
    let severity = wording_or(removal.severity.as_deref())?;
    let mut effect = absence(template, part, severity, "passage-removed")?;
    effect.words.clone_from(&removal.words);
    Ok(Plant {
        sort: "passage removed",
        claims: vec![(Part::Prose(section), claim::ALL), (part, claim::ALL)],
        operation: Operation::RemoveParagraph { section, paragraph },
        effects: vec![effect],
    })
}

/// A heading and paragraphs more: one block.
fn section_added<'t>(
    template: &'t Template,
    section: &'t NewSection,
    number: usize,
) -> Result<Plant<'t>, String> {
    let NewSection { role, category, .. } = section;
    let (role, category) = (role.clone(), category.clone());
    let heading = Passage { role, category, block: "heading", ..Passage::default() };
    let severity = wording_or(section.severity.as_deref())?;
    let after = template.section(&section.after)?;
    Ok(Plant {
        sort: "section added",
        // What comes at the end of the section before would be of the same block.
        claims: vec![(Part::Outline, claim::ALL), (Part::Prose(after), claim::ALL)],
        operation: Operation::AddSection { after, section },
        effects: vec![Effect {
            cookies: section.table.as_ref().map_or_else(Vec::new, Table::cookies),
            ..new(number, heading, severity, &[])
        }],
    })
}

/// A heading less, and with it its paragraphs and its cookies: one block.
fn section_dropped<'t>(template: &Template, dropped: &DroppedSection) -> Result<Plant<'t>, String> {
    let section = template.section(&dropped.section)?;
    let prose =
        (0..section_at(template, section)?.paragraphs.len()).map(|at| Part::Paragraph(section, at));
    let mut claims = whole_table(template, section);
    claims.extend(prose.chain([Part::Heading(section)]).map(|part| (part, claim::ALL)));
    claims.extend([(Part::Prose(section), claim::ALL), (Part::Outline, claim::ALL)]);
    // What goes from the end of the section before would be of the same block.
    claims.extend(section.checked_sub(1).map(|before| (Part::Prose(before), claim::ALL)));
    let severity = wording_or(dropped.severity.as_deref())?;
    let effect = absence(template, Part::Heading(section), severity, "passage-removed")?;
    let cookies = template.table(section).map_or_else(Vec::new, Table::cookies);
    Ok(Plant {
        sort: "section dropped",
        claims,
        operation: Operation::RemoveSection { section },
        effects: vec![Effect { cookies, ..effect }],
    })
}

fn moved<'t>(template: &Template, moved: &Move) -> Result<Plant<'t>, String> {
    let section = template.section(&moved.section)?;
    let paragraph = paragraph(template, section, moved.paragraph)?;
    let to = template.section(&moved.to.section)?;
    let part = Part::Paragraph(section, paragraph);
    let mut claims = vec![(Part::Prose(section), claim::ALL), (part, claim::PLACE | claim::SPACES)];
    if to != section {
        claims.push((Part::Prose(to), claim::ALL));
    }
    Ok(Plant {
        sort: "passage moved",
        claims,
        operation: Operation::MoveParagraph { section, paragraph, to, after: moved.to.after },
        effects: vec![effect(template, part, Severity::Layout, "layout-change")?],
    })
}

/// A section elsewhere: it is its heading that is in another place, all else is where it was.
fn section_moved<'t>(template: &Template, moved: &SectionMove) -> Result<Plant<'t>, String> {
    let section = template.section(&moved.section)?;
    let part = Part::Heading(section);
    Ok(Plant {
        sort: "section moved",
        claims: vec![(Part::Outline, claim::ALL), (part, claim::PLACE | claim::SPACES)],
        operation: Operation::MoveSection { section, after: template.section(&moved.after)? },
        effects: vec![effect(template, part, Severity::Layout, "layout-change")?],
    })
}

fn split<'t>(template: &Template, split: &'t Split) -> Result<Plant<'t>, String> {
    let section = template.section(&split.section)?;
    let paragraph = paragraph(template, section, split.paragraph)?;
    let part = Part::Paragraph(section, paragraph);
    Ok(Plant {
        sort: "passage split",
        claims: vec![(Part::Prose(section), claim::ALL), (part, claim::ALL)],
        operation: Operation::SplitParagraph { section, paragraph, before: &split.before },
        effects: vec![effect(template, part, Severity::Layout, "layout-change")?],
    })
}

fn joined<'t>(template: &Template, join: &Join) -> Result<Plant<'t>, String> {
    let section = template.section(&join.section)?;
    let paragraph = paragraph(template, section, join.paragraph)?;
    let part = Part::Paragraph(section, paragraph);
    let next = Part::Paragraph(section, paragraph + 1);
    let prose = Part::Prose(section);
    Ok(Plant {
        sort: "passages joined",
        claims: vec![(prose, claim::ALL), (part, claim::ALL), (next, claim::ALL)],
        operation: Operation::JoinParagraphs { section, paragraph },
        effects: vec![effect(template, part, Severity::Layout, "layout-change")?],
    })
}

/// Other numbers from one heading on, and in what refers to them: that is typography everywhere.
fn renumbered<'t>(template: &'t Template, renumbered: &'t Renumbered) -> Result<Plant<'t>, String> {
    let first = template.section(&renumbered.from)?;
    let mut edits = Vec::new();
    let mut claims = Vec::new();
    for (at, section) in template.sections.iter().enumerate().skip(first) {
        let heading = section.heading.as_deref().unwrap_or_default();
        let Some((number, _)) = heading.split_once(". ") else { continue };
        let Ok(old) = number.parse::<i32>() else { continue };
        let new = old + renumbered.by;
        edits.push((Part::Heading(at), format!("{old}. "), format!("{new}. ")));
        claims.push((Part::Heading(at), claim::TYPOGRAPHY));
    }
    for Reference { at, edit: [from, to] } in &renumbered.references {
        let part = part_at(template, at)?;
        edits.push((part, from.clone(), to.clone()));
        claims.push((part, claim::WORDS | claim::TYPOGRAPHY));
    }
    let found =
        |&(part, _): &(Part, u8)| effect(template, part, Severity::Typography, "typography-change");
    let effects = claims.iter().map(found).collect::<Result<_, _>>()?;
    Ok(Plant { sort: "renumbered", claims, operation: Operation::Renumber { edits }, effects })
}
