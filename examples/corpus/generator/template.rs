//! Templates: the text that the charters of a family descend from, and the differences that may be
//! planted in it, as the files in `templates` have them.

use serde::Deserialize;

/// The templates, in the order charters are dealt to them.
const FILES: [&str; 4] = [
    include_str!("templates/littoral.toml"),
    include_str!("templates/vallee.toml"),
    include_str!("templates/highland.toml"),
    include_str!("templates/moorland.toml"),
];

/// Reads the templates. Fails when a file is not as it should be.
pub(crate) fn templates() -> Result<Vec<Template>, String> {
    FILES.into_iter().map(|file| toml::from_str(file).map_err(|error| error.to_string())).collect()
}

/// A text, and what may be different in the charters that descend from it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Template {
    pub(crate) name: String,
    pub(crate) language: String,
    pub(crate) title: String,
    pub(crate) sections: Vec<Section>,
    pub(crate) differences: Differences,
}

/// What may be different in the charters of a template.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Differences {
    pub(crate) changes: Vec<Change>,
    pub(crate) additions: Vec<Addition>,
    pub(crate) removals: Vec<Removal>,
    #[serde(default)]
    pub(crate) new_sections: Vec<NewSection>,
    #[serde(default)]
    pub(crate) dropped_sections: Vec<DroppedSection>,
    #[serde(default)]
    pub(crate) moves: Vec<Move>,
    #[serde(default)]
    pub(crate) section_moves: Vec<SectionMove>,
    pub(crate) splits: Vec<Split>,
    pub(crate) joins: Vec<Join>,
    pub(crate) cookies: Vec<NewCookie>,
    pub(crate) renames: Vec<Rename>,
    #[serde(default)]
    pub(crate) recategorised: Vec<Recategorised>,
    pub(crate) columns: Vec<NewColumn>,
}

/// A heading and what stands under it; its prose before its table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Section {
    /// What the rest of the file calls it.
    pub(crate) id: String,
    pub(crate) role: String,
    pub(crate) category: Option<String>,
    pub(crate) heading: Option<String>,
    #[serde(default)]
    pub(crate) paragraphs: Vec<String>,
    pub(crate) table: Option<Table>,
}

/// A table of cookies.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// One column: its label, and the field it is known for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Column {
    pub(crate) label: String,
    pub(crate) field: String,
}

/// Other words in one passage.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    pub(crate) at: Place,
    pub(crate) rule: String,
    /// Where the rule alone does not tell.
    pub(crate) severity: Option<String>,
    /// What is replaced, and by what.
    pub(crate) edit: [String; 2],
    /// Words that must be among those that made it one of substance.
    #[serde(default)]
    pub(crate) words: Vec<String>,
}

/// One passage of a template: the title, a heading, a paragraph, a label or a cell.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    #[serde(default)]
    pub(crate) title: bool,
    pub(crate) section: Option<String>,
    #[serde(default)]
    pub(crate) heading: bool,
    /// The 1-based number in its section.
    pub(crate) paragraph: Option<usize>,
    /// The field of a column, for its label.
    pub(crate) column: Option<String>,
    /// The first cookie of that name, together with `field`.
    pub(crate) cookie: Option<String>,
    pub(crate) field: Option<String>,
}

/// A paragraph more.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Addition {
    pub(crate) section: String,
    /// The number of the paragraph it follows; 0 for none.
    pub(crate) after: usize,
    pub(crate) text: String,
    /// Where it is not one of wording.
    pub(crate) severity: Option<String>,
    #[serde(default)]
    pub(crate) words: Vec<String>,
}

/// A paragraph less.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Removal {
    pub(crate) section: String,
    pub(crate) paragraph: usize,
    /// Where it is not one of wording.
    pub(crate) severity: Option<String>,
    #[serde(default)]
    pub(crate) words: Vec<String>,
}

/// A heading more, with its paragraphs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSection {
    pub(crate) after: String,
    pub(crate) role: String,
    pub(crate) heading: String,
    pub(crate) paragraphs: Vec<String>,
}

/// A heading less, with all that stands under it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DroppedSection {
    pub(crate) section: String,
    /// Where it is not one of wording.
    pub(crate) severity: Option<String>,
}

/// A paragraph in another place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Move {
    pub(crate) section: String,
    pub(crate) paragraph: usize,
    pub(crate) to: Destination,
}

/// Where a paragraph goes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Destination {
    pub(crate) section: String,
    pub(crate) after: usize,
}

/// A section in another place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SectionMove {
    pub(crate) section: String,
    pub(crate) after: String,
}

/// One paragraph made two.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Split {
    pub(crate) section: String,
    pub(crate) paragraph: usize,
    /// How the second one begins.
    pub(crate) before: String,
}

/// A paragraph and the next one made one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Join {
    pub(crate) section: String,
    pub(crate) paragraph: usize,
}

/// A cookie more.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCookie {
    pub(crate) section: String,
    /// The number of the row it follows; 0 for none.
    pub(crate) after: usize,
    pub(crate) row: Vec<String>,
}

/// A cookie by another name: no charter leaves it out otherwise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rename {
    pub(crate) section: String,
    pub(crate) cookie: String,
    pub(crate) to: String,
}

/// A cookie in the table of another category.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recategorised {
    pub(crate) section: String,
    pub(crate) cookie: String,
    pub(crate) to: String,
}

/// A column more.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewColumn {
    pub(crate) section: String,
    /// How many columns stand before it.
    pub(crate) at: usize,
    pub(crate) label: String,
    /// None when no field is known for the label.
    pub(crate) field: Option<String>,
    pub(crate) cells: Vec<String>,
}

impl Template {
    /// The number of the section that the file calls `id`.
    pub(crate) fn section(&self, id: &str) -> Result<usize, String> {
        let found = self.sections.iter().position(|section| section.id == id);
        found.ok_or_else(|| format!("{} has no section {id}", self.name))
    }

    /// The table of section `section`.
    pub(crate) fn table(&self, section: usize) -> Option<&Table> {
        self.sections.get(section)?.table.as_ref()
    }
}

impl Table {
    /// The column of a field.
    pub(crate) fn column(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field)
    }

    /// The first row of a cookie.
    pub(crate) fn row(&self, cookie: &str) -> Option<usize> {
        let name = self.column("name")?;
        self.rows.iter().position(|row| row.get(name).is_some_and(|found| found == cookie))
    }

    /// The name of the cookie in a row.
    pub(crate) fn cookie(&self, row: usize) -> Option<&str> {
        self.rows.get(row)?.get(self.column("name")?).map(String::as_str)
    }
}
