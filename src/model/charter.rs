//! The charter as a whole: its sections and their blocks, and what it says of kinds of cookies.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Cookie;
use crate::diagnostic::Diagnostic;
use crate::source::LineEnds;
use crate::syntax::Layout;

/// The name and the version of the JSON's shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Schema {
    /// The first and only version.
    #[serde(rename = "charte/1")]
    V1,
}

/// One cookie charter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Charter<'a> {
    /// The shape of this object.
    pub schema: Schema,
    /// Where the text came from.
    pub source: Origin<'a>,
    /// The language of the text as a BCP 47 code, or null when it is none of the lexicon's.
    pub language: Option<Cow<'a, str>>,
    /// The line that heads all of the text, when it has one.
    pub title: Option<Cow<'a, str>>,
    /// The site that publishes the charter, or null when it does not say.
    pub portal: Option<Portal<'a>>,
    /// The sections, flat, in the order of the text.
    pub sections: Vec<Section<'a>>,
    /// What the charter says of each kind of cookie.
    pub kinds: Vec<KindStatement<'a>>,
    /// Every cookie that is declared, in the order of the text; one declared twice is here twice.
    pub cookies: Vec<Cookie<'a>>,
    /// What was lost, missing or odd.
    pub diagnostics: Vec<Diagnostic<'a>>,
    /// The line of the title; what stands in a line before it is part of the introduction.
    #[serde(default)]
    pub title_line: Option<u64>,
}

impl Charter<'_> {
    /// Whether its rows say which cookies they declare, and its statements where they stand. JSON that was
    /// written before there were these keys does not.
    #[must_use]
    pub fn is_placed(&self) -> bool {
        let blocks = || self.sections.iter().flat_map(|section| &section.blocks);
        let declares = |block: &Block<'_>| match block {
            Block::Table { rows, .. } => rows.iter().any(|row| !row.cookies.is_empty()),
            _ => false,
        };
        // Cookies that only sentences declare have no rows.
        let names = |block: &Block<'_>| match block {
            Block::Table { columns, .. } => {
                columns.iter().any(|column| column.field == Some(Field::Name))
            }
            _ => false,
        };
        let has_rows = self.cookies.is_empty() || blocks().any(declares) || !blocks().any(names);
        has_rows && self.kinds.iter().all(|kind| kind.block.is_some())
    }
}

/// Where a text came from, and how it was written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Origin<'a> {
    /// The path, or null from standard input.
    pub path: Option<Cow<'a, str>>,
    /// The WHATWG name of the encoding; `replacement` for what is no text.
    pub encoding: Cow<'a, str>,
    /// The size in bytes, before decoding.
    pub bytes: u64,
    /// The number of lines.
    pub lines: u64,
    /// Whether a byte order mark stood before the text.
    pub bom: bool,
    /// What ended the lines, or null when no line was ended.
    pub line_ends: Option<LineEnds>,
}

/// The site that publishes a charter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Portal<'a> {
    /// Its address as written, without brackets.
    pub url: Cow<'a, str>,
    /// The host in lower case, with the letters that punycode stands for.
    pub host: Cow<'a, str>,
    /// The line that names it, or null when it was taken from the file's path.
    pub line: Option<u64>,
}

/// What a section is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Role {
    /// What stands before the first heading after the title.
    Introduction,
    /// What a cookie is.
    Definition,
    /// The kinds of cookies there are.
    Kinds,
    /// Which cookies this portal uses, and what for.
    Usage,
    /// One category of cookies.
    Category,
    /// How to configure or refuse cookies.
    Settings,
    /// Anything else under a heading.
    Other,
}

impl Role {
    /// Its name, as in the JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Introduction => "introduction",
            Self::Definition => "definition",
            Self::Kinds => "kinds",
            Self::Usage => "usage",
            Self::Category => "category",
            Self::Settings => "settings",
            Self::Other => "other",
        }
    }
}

/// A heading and the blocks under it, up to the next heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Section<'a> {
    /// What it is there for.
    pub role: Role,
    /// Its heading as written; null for the introduction.
    pub heading: Option<Cow<'a, str>>,
    /// The line of the heading, or of the first block when there is none.
    pub line: u64,
    /// The category it is about, when its role is `category`.
    pub category: Option<Category<'a>>,
    /// Its blocks, in the order of the text.
    pub blocks: Vec<Block<'a>>,
    /// The level of its heading, from 1 to 6; null where nothing marks it.
    #[serde(default)]
    pub level: Option<u8>,
}

/// A portal's own grouping of cookies, and our kind of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Category<'a> {
    /// Our kind of it.
    pub kind: Kind,
    /// The portal's own words.
    pub label: Cow<'a, str>,
}

/// The kinds of cookies all portals' categories are brought to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// Without them the site does not work.
    Necessary,
    /// They remember choices.
    Preferences,
    /// They count visits.
    Statistics,
    /// They serve advertising.
    Marketing,
    /// The site itself sets them.
    FirstParty,
    /// Somebody else sets them.
    ThirdParty,
    /// Social networks and embedded media set them.
    Social,
    /// A kind of the portal's own.
    Other,
}

impl Kind {
    /// Its name, as in the JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Necessary => "necessary",
            Self::Preferences => "preferences",
            Self::Statistics => "statistics",
            Self::Marketing => "marketing",
            Self::FirstParty => "first_party",
            Self::ThirdParty => "third_party",
            Self::Social => "social",
            Self::Other => "other",
        }
    }
}

/// What a charter says of one kind of cookie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KindStatement<'a> {
    /// Our kind.
    pub kind: Kind,
    /// The portal's own word for it.
    pub label: Cow<'a, str>,
    /// What is said of the visitor's consent.
    pub consent: Consent,
    /// The line that says so.
    pub line: u64,
    /// Where the words stand that say so; null in JSON written before there was this key.
    #[serde(default)]
    pub block: Option<Place>,
}

/// Where a paragraph, or an item of a list, stands among the sections of a charter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// The section's place in the charter's `sections`, from 0.
    pub section: usize,
    /// The block's place in the `blocks` of that section, from 0.
    pub block: usize,
    /// The item's place in the `items` of that block, from 0, when it is a list.
    pub item: Option<usize>,
}

/// What a text says of the visitor's consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Consent {
    /// It is called for.
    Required,
    /// It is not called for.
    NotRequired,
    /// It depends on something.
    Conditional,
    /// Nothing is said.
    Unstated,
}

/// A run of lines with one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Block<'a> {
    /// Prose.
    Paragraph {
        /// Its first line.
        line: u64,
        /// The text as written, trimmed.
        text: Cow<'a, str>,
    },
    /// Items that began with a bullet.
    List {
        /// Its first line.
        line: u64,
        /// The items.
        items: Vec<Item<'a>>,
    },
    /// Rows and columns.
    Table {
        /// Its first line.
        line: u64,
        /// How its cells were told apart.
        layout: Layout,
        /// Its columns, from the left.
        columns: Vec<Column<'a>>,
        /// Its rows, without the header.
        rows: Vec<Row<'a>>,
    },
    /// A line nothing could be made of, word for word.
    Junk {
        /// Its line.
        line: u64,
        /// The line, trimmed.
        text: Cow<'a, str>,
    },
}

impl Block<'_> {
    /// The line it begins in.
    #[must_use]
    pub fn line(&self) -> u64 {
        match self {
            Self::Paragraph { line, .. }
            | Self::List { line, .. }
            | Self::Table { line, .. }
            | Self::Junk { line, .. } => *line,
        }
    }
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item<'a> {
    /// Its line.
    pub line: u64,
    /// The text as written, without the bullet.
    pub text: Cow<'a, str>,
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Column<'a> {
    /// Its label as written, or null when the table has no header row of its own.
    pub label: Option<Cow<'a, str>>,
    /// What its cells mean, or null when that is not known.
    pub field: Option<Field>,
}

/// What the cells of a column mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Field {
    /// Who provides the cookie.
    Provider,
    /// The service it belongs to, and where that is.
    Service,
    /// Its name.
    Name,
    /// What it is for.
    Purpose,
    /// How long it is kept.
    Retention,
    /// The portal's category of it.
    Category,
    /// The domain that sets it.
    Domain,
    /// Whether it is first or third party.
    Party,
    /// Whether consent is asked, or the legal basis.
    Consent,
    /// What more is said of it beside its purpose.
    Description,
}

impl Field {
    /// Its name, as in the JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Service => "service",
            Self::Name => "name",
            Self::Purpose => "purpose",
            Self::Retention => "retention",
            Self::Category => "category",
            Self::Domain => "domain",
            Self::Party => "party",
            Self::Consent => "consent",
            Self::Description => "description",
        }
    }
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Row<'a> {
    /// Its first line.
    pub line: u64,
    /// Its cells: at least one a column, more when the row has surplus cells. A cell that was
    /// broken over lines holds line feeds.
    pub cells: Vec<Cow<'a, str>>,
    /// What it is there for; `other` in JSON written before there was this key.
    #[serde(default)]
    pub role: RowRole,
    /// The places, from 0, of the cookies it declares in the charter's `cookies`.
    #[serde(default)]
    pub cookies: Vec<usize>,
}

impl<'a> Row<'a> {
    /// One of which nothing is known but its cells.
    #[must_use]
    pub fn new(line: u64, cells: Vec<Cow<'a, str>>) -> Self {
        Self { line, cells, role: RowRole::default(), cookies: Vec::new() }
    }
}

/// What a row of a table is there for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RowRole {
    /// It declares cookies.
    Cookies,
    /// It names the category of the cookies below it.
    Caption,
    /// It says more of the cookies in the row above.
    Continuation,
    /// Anything else: it declares nothing, or its table is not about cookies.
    #[default]
    Other,
}
