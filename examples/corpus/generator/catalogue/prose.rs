//! Plants that concern whole passages of prose: some more, some less, some in another place.

use super::super::plant::{Effect, Operation, Part, Plant, Severity, claim};
use super::super::template::{
    Addition, Join, Move, NewSection, Removal, Section, SectionMove, Split, Template,
};
use super::super::truth::Passage;
use super::tables::{cookies_gone, whole_table};
use super::{absence, effect, missing, within};

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
        plants.push(section_dropped(template, template.section(&dropped.section)?)?);
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
fn new(number: usize, passage: Passage, words: &[String]) -> Effect {
    Effect {
        part: Part::New(number),
        is_absent: false,
        severity: Severity::Wording,
        rule: "passage-added".to_owned(),
        passage,
        words: words.to_vec(),
        rename: None,
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
    Ok(Plant {
        sort: "passage added",
        claims: vec![(Part::Prose(section), claim::ALL)],
        operation: Operation::AddParagraph { section, after: addition.after, text: &addition.text },
        effects: vec![new(number, passage, &addition.words)],
    })
}

fn removed<'t>(template: &Template, removal: &Removal) -> Result<Plant<'t>, String> {
    let section = template.section(&removal.section)?;
    let paragraph = paragraph(template, section, removal.paragraph)?;
    let part = Part::Paragraph(section, paragraph);
    let mut effect = absence(template, part, Severity::Wording, "passage-removed")?;
    effect.words.clone_from(&removal.words);
    Ok(Plant {
        sort: "passage removed",
        claims: vec![(Part::Prose(section), claim::ALL), (part, claim::ALL)],
        operation: Operation::RemoveParagraph { section, paragraph },
        effects: vec![effect],
    })
}

/// A heading and paragraphs more. Each is a passage; nothing in the template stands before them.
fn section_added<'t>(
    template: &'t Template,
    section: &'t NewSection,
    number: usize,
) -> Result<Plant<'t>, String> {
    let within = || Passage { role: section.role.clone(), ..Passage::default() };
    let mut effects = vec![new(number, Passage { block: "heading", ..within() }, &[])];
    effects.extend(section.paragraphs.iter().map(|_| {
        let passage = Passage { block: "paragraph", index: Some(0), ..within() };
        new(number, passage, &[])
    }));
    Ok(Plant {
        sort: "section added",
        claims: vec![(Part::Outline, claim::ALL)],
        operation: Operation::AddSection { after: template.section(&section.after)?, section },
        effects,
    })
}

/// A heading less, and with it its paragraphs and its cookies; of its columns nothing is told.
fn section_dropped<'t>(template: &Template, section: usize) -> Result<Plant<'t>, String> {
    let prose = section_at(template, section)?.paragraphs.iter().enumerate();
    let mut effects = Vec::new();
    let headings = std::iter::once(Part::Heading(section));
    for part in headings.chain(prose.map(|(at, _)| Part::Paragraph(section, at))) {
        effects.push(absence(template, part, Severity::Wording, "passage-removed")?);
    }
    let mut claims = whole_table(template, section);
    claims.extend(effects.iter().map(|effect| (effect.part, claim::ALL)));
    claims.extend([(Part::Prose(section), claim::ALL), (Part::Outline, claim::ALL)]);
    effects.extend(cookies_gone(template, section)?);
    Ok(Plant {
        sort: "section dropped",
        claims,
        operation: Operation::RemoveSection { section },
        effects,
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
