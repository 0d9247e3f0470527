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

/// Those that have services in blocks, below numbered headings: only among real templates.
const BLOCKS: [&str; 2] =
    [include_str!("templates/heide.toml"), include_str!("templates/estuaire.toml")];

/// How much templates have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing of a portal's own but its address. Speed is measured by these: they keep their bytes.
    Plain,
    /// What real portals have: values of their own in prose, services in blocks, numbered headings, characters as
    /// HTML names them, one language more.
    Real,
}

/// Reads the templates. Fails when a file is not as it should be.
pub(crate) fn templates(kind: Kind) -> Result<Vec<Template>, String> {
    match kind {
        Kind::Plain => FILES.into_iter().map(read).collect(),
        Kind::Real => FILES.into_iter().chain(BLOCKS).map(|file| read(file)?.into_real()).collect(),
    }
}

fn read(file: &str) -> Result<Template, String> {
    toml::from_str(file).map_err(|error| error.to_string())
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
    /// What each portal's own values are made of.
    pub(crate) own: Option<Patterns>,
    /// What only real portals have.
    #[serde(default)]
    real: Real,
    /// Whether any text may have characters as HTML names them.
    #[serde(skip)]
    pub(crate) has_entities: bool,
}

/// What each portal's own values are made of. In a pattern, `{town}` is a town of its own, `{domain}` that town's
/// domain, and `#` any digit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Patterns {
    names: Vec<String>,
    addresses: Vec<String>,
    telephones: Vec<String>,
    mails: Vec<String>,
    dates: Vec<String>,
}

/// What a template has besides when it is a real portal's.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Real {
    #[serde(default)]
    endings: Vec<Ending>,
    #[serde(default)]
    differences: Differences,
}

/// Paragraphs at the end of a section's prose: those before keep their numbers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ending {
    section: String,
    paragraphs: Vec<String>,
}

/// What may be different in the charters of a template.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Differences {
    #[serde(default)]
    pub(crate) changes: Vec<Change>,
    #[serde(default)]
    pub(crate) additions: Vec<Addition>,
    #[serde(default)]
    pub(crate) removals: Vec<Removal>,
    #[serde(default)]
    pub(crate) new_sections: Vec<NewSection>,
    #[serde(default)]
    pub(crate) dropped_sections: Vec<DroppedSection>,
    #[serde(default)]
    pub(crate) moves: Vec<Move>,
    #[serde(default)]
    pub(crate) section_moves: Vec<SectionMove>,
    #[serde(default)]
    pub(crate) splits: Vec<Split>,
    #[serde(default)]
    pub(crate) joins: Vec<Join>,
    #[serde(default)]
    pub(crate) renumbered: Vec<Renumbered>,
    #[serde(default)]
    pub(crate) cookies: Vec<NewCookie>,
    #[serde(default)]
    pub(crate) renames: Vec<Rename>,
    #[serde(default)]
    pub(crate) recategorised: Vec<Recategorised>,
    #[serde(default)]
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

/// A heading more, with its paragraphs and its cookies.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSection {
    pub(crate) after: String,
    pub(crate) role: String,
    pub(crate) category: Option<String>,
    pub(crate) heading: String,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) table: Option<Table>,
    /// Where it is not one of wording.
    pub(crate) severity: Option<String>,
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

/// Headings with other numbers, as after one that came or went.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Renumbered {
    /// The first of them; all that stand below it are renumbered, too.
    pub(crate) from: String,
    pub(crate) by: i32,
    /// What refers to them.
    #[serde(default)]
    pub(crate) references: Vec<Reference>,
}

/// A passage that refers to a heading by its number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reference {
    pub(crate) at: Place,
    /// What is replaced, and by what.
    pub(crate) edit: [String; 2],
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

    /// The template with what only real portals have.
    fn into_real(mut self) -> Result<Self, String> {
        let Real { endings, differences } = std::mem::take(&mut self.real);
        for ending in endings {
            let section = self.section(&ending.section)?;
            if let Some(section) = self.sections.get_mut(section) {
                section.paragraphs.extend(ending.paragraphs);
            }
        }
        self.differences.extend(differences);
        self.has_entities = true;
        Ok(self)
    }
}

impl Patterns {
    /// The patterns of each value, by its name.
    pub(crate) fn lists(&self) -> [(&'static str, &[String]); 5] {
        let Self { names, addresses, telephones, mails, dates } = self;
        [
            ("name", names),
            ("address", addresses),
            ("telephone", telephones),
            ("mail", mails),
            ("date", dates),
        ]
    }
}

impl Differences {
    fn extend(&mut self, more: Self) {
        self.changes.extend(more.changes);
        self.additions.extend(more.additions);
        self.removals.extend(more.removals);
        self.new_sections.extend(more.new_sections);
        self.dropped_sections.extend(more.dropped_sections);
        self.moves.extend(more.moves);
        self.section_moves.extend(more.section_moves);
        self.splits.extend(more.splits);
        self.joins.extend(more.joins);
        self.renumbered.extend(more.renumbered);
        self.cookies.extend(more.cookies);
        self.renames.extend(more.renames);
        self.recategorised.extend(more.recategorised);
        self.columns.extend(more.columns);
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

    /// The names of all its cookies.
    pub(crate) fn cookies(&self) -> Vec<String> {
        (0..self.rows.len()).filter_map(|row| self.cookie(row).map(str::to_owned)).collect()
    }
}
