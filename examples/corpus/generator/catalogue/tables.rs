//! Plants that concern the rows and the columns of tables.

use super::super::plant::{Effect, Operation, Part, Plant, Severity, claim};
use super::super::template::{NewColumn, NewCookie, Recategorised, Rename, Table, Template};
use super::super::truth::Passage;
use super::{absence, effect, missing, passage, within};

/// How many rows a table must have for its rows to be moved and taken out.
const ROWS: usize = 3;

pub(super) fn collect<'t>(
    template: &'t Template,
    plants: &mut Vec<Plant<'t>>,
) -> Result<(), String> {
    for cookie in &template.differences.cookies {
        plants.push(cookie_added(template, cookie, plants.len())?);
    }
    for rename in &template.differences.renames {
        plants.push(renamed(template, rename, plants.len())?);
    }
    for moved in &template.differences.recategorised {
        plants.push(recategorised(template, moved)?);
    }
    for column in &template.differences.columns {
        plants.push(column_added(template, column, plants.len())?);
    }
    for section in 0..template.sections.len() {
        if let Some(table) = template.table(section).filter(|table| table.rows.len() >= ROWS) {
            anywhere(template, section, table, plants)?;
        }
    }
    Ok(())
}

/// What may be done to any table.
fn anywhere<'t>(
    template: &'t Template,
    section: usize,
    table: &'t Table,
    plants: &mut Vec<Plant<'t>>,
) -> Result<(), String> {
    let is_renamed = |row: usize| {
        template.differences.renames.iter().any(|rename| table.cookie(row) == Some(&*rename.cookie))
    };
    for row in (0..table.rows.len()).filter(|&row| !is_renamed(row)) {
        plants.push(cookie_removed(template, section, row)?);
    }
    for (column, found) in table.columns.iter().enumerate() {
        if found.field != "name" {
            plants.push(column_removed(template, section, column)?);
        }
    }
    let last = table.rows.len() - 1;
    let order = (Part::Table(section), claim::ROWS_COME | claim::ROWS_GO);
    for (row, after) in [(last, 0), (0, last)] {
        plants.push(Plant {
            sort: "row moved",
            claims: vec![order, (Part::Row(section, row), claim::PLACE)],
            operation: Operation::MoveRow { section, row, after },
            effects: vec![effect(template, order.0, Severity::Layout, "row-moved")?],
        });
    }
    for (row, count) in [(1, 3), (2, 1)] {
        plants.push(Plant {
            sort: "blank lines",
            claims: vec![order],
            operation: Operation::BlankLines { section, row, count },
            effects: vec![effect(template, order.0, Severity::Layout, "layout-change")?],
        });
    }
    Ok(())
}

/// The row and its cells, all taken.
fn whole_row(template: &Template, section: usize, row: usize) -> Vec<(Part, u8)> {
    let columns = template.table(section).map_or(0, |table| table.columns.len());
    let cells = (0..columns).map(|column| Part::Cell(section, row, column));
    std::iter::once(Part::Row(section, row)).chain(cells).map(|part| (part, claim::ALL)).collect()
}

/// The table of a section with all that is in it, taken.
pub(super) fn whole_table(template: &Template, section: usize) -> Vec<(Part, u8)> {
    let Some(table) = template.table(section) else { return Vec::new() };
    let rows = (0..table.rows.len()).flat_map(|row| whole_row(template, section, row));
    let labels = (0..table.columns.len()).map(|column| (Part::Label(section, column), claim::ALL));
    rows.chain(labels).chain([(Part::Table(section), claim::ALL)]).collect()
}

fn cookie_removed<'t>(
    template: &Template,
    section: usize,
    row: usize,
) -> Result<Plant<'t>, String> {
    let mut claims = whole_row(template, section, row);
    claims.push((Part::Table(section), claim::ROWS_GO));
    let part = Part::Row(section, row);
    Ok(Plant {
        sort: "cookie removed",
        claims,
        operation: Operation::RemoveRow { section, row },
        effects: vec![absence(template, part, Severity::Substance, "cookie-removed")?],
    })
}

/// A cookie that the template does not have.
fn new_cookie(
    template: &Template,
    section: usize,
    name: &str,
    number: usize,
) -> Result<Effect, String> {
    let found = template.sections.get(section);
    let within = within(found.ok_or_else(|| missing(template, Part::Table(section)))?);
    Ok(Effect {
        part: Part::New(number),
        is_absent: false,
        severity: Severity::Substance,
        rule: "cookie-added".to_owned(),
        passage: Passage { block: "table", cookie: Some(name.to_owned()), ..within },
        words: Vec::new(),
        rename: None,
        cookies: Vec::new(),
    })
}

fn cookie_added<'t>(
    template: &'t Template,
    cookie: &'t NewCookie,
    number: usize,
) -> Result<Plant<'t>, String> {
    let section = template.section(&cookie.section)?;
    let name = template.table(section).and_then(|table| cookie.row.get(table.column("name")?));
    let name = name.ok_or_else(|| missing(template, Part::Table(section)))?;
    Ok(Plant {
        sort: "cookie added",
        claims: vec![(Part::Table(section), claim::ROWS_COME | claim::COLUMNS)],
        operation: Operation::AddRow { section, after: cookie.after, cells: &cookie.row },
        effects: vec![new_cookie(template, section, name, number)?],
    })
}

fn row_of(template: &Template, section: usize, cookie: &str) -> Result<usize, String> {
    let row = template.table(section).and_then(|table| table.row(cookie));
    row.ok_or_else(|| format!("{} has no cookie {cookie}", template.name))
}

/// A cookie gone and another come, which are likely one.
fn renamed<'t>(
    template: &Template,
    rename: &'t Rename,
    number: usize,
) -> Result<Plant<'t>, String> {
    let section = template.section(&rename.section)?;
    let row = row_of(template, section, &rename.cookie)?;
    let column = template.table(section).and_then(|table| table.column("name"));
    let mut claims = whole_row(template, section, row);
    claims.push((Part::Table(section), claim::ALL));
    let part = Part::Row(section, row);
    let gone = absence(template, part, Severity::Substance, "cookie-removed")?;
    let come = new_cookie(template, section, &rename.to, number)?;
    Ok(Plant {
        sort: "cookie renamed",
        claims,
        operation: Operation::RenameCookie {
            section,
            row,
            column: column.ok_or_else(|| missing(template, part))?,
            to: &rename.to,
        },
        effects: vec![
            Effect { rename: Some(rename.to.clone()), ..gone },
            Effect { rename: Some(rename.cookie.clone()), ..come },
        ],
    })
}

/// A row in the table of another category: the cookie is the same, its category is not.
fn recategorised<'t>(template: &Template, moved: &Recategorised) -> Result<Plant<'t>, String> {
    let section = template.section(&moved.section)?;
    let to = template.section(&moved.to)?;
    let row = row_of(template, section, &moved.cookie)?;
    let part = Part::Row(section, row);
    let mut effect = effect(template, part, Severity::Substance, "category-change")?;
    effect.passage.field = Some("category".to_owned());
    // How its cells are set may still differ.
    let mut claims = whole_row(template, section, row);
    for (_, ways) in &mut claims {
        *ways = claim::WORDS;
    }
    claims.extend([(Part::Table(section), claim::ALL), (Part::Table(to), claim::ALL)]);
    Ok(Plant {
        sort: "category-change",
        claims,
        operation: Operation::RecategoriseRow { section, row, to },
        effects: vec![effect],
    })
}

fn column_added<'t>(
    template: &'t Template,
    column: &'t NewColumn,
    number: usize,
) -> Result<Plant<'t>, String> {
    let NewColumn { at, label, field, cells, .. } = column;
    let section = template.section(&column.section)?;
    let part = Part::Table(section);
    if template.table(section).is_none_or(|table| table.rows.len() != cells.len()) {
        return Err(format!("{}: {label} has another number of cells", template.name));
    }
    let within = passage(template, part).ok_or_else(|| missing(template, part))?;
    Ok(Plant {
        sort: "column added",
        claims: vec![(part, claim::COLUMNS)],
        operation: Operation::AddColumn { section, at: *at, label, cells },
        effects: vec![Effect {
            part: Part::New(number),
            is_absent: false,
            severity: Severity::Substance,
            rule: "column-change".to_owned(),
            // A column without a field goes by its label.
            passage: Passage { field: Some(field.as_ref().unwrap_or(label).clone()), ..within },
            words: Vec::new(),
            rename: None,
            cookies: Vec::new(),
        }],
    })
}

fn column_removed<'t>(
    template: &Template,
    section: usize,
    column: usize,
) -> Result<Plant<'t>, String> {
    let rows = template.table(section).map_or(0, |table| table.rows.len());
    let part = Part::Label(section, column);
    let mut claims = vec![(part, claim::ALL), (Part::Table(section), claim::COLUMNS)];
    claims.extend((0..rows).map(|row| (Part::Cell(section, row, column), claim::ALL)));
    Ok(Plant {
        sort: "column removed",
        claims,
        operation: Operation::RemoveColumn { section, column },
        effects: vec![absence(template, part, Severity::Substance, "column-change")?],
    })
}
