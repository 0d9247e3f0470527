//! The table layouts that separators show: one file a layout, one line in the registry below.

mod piped;
mod tabbed;

use nom::IResult;
use serde::{Deserialize, Serialize};

use super::{Row, Table};

/// How the cells of a table are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// One tab between cells, one line a row, as a browser gives the text of a page.
    Tabbed,
    /// Bars between cells, as Markdown and many programs that make text of pages have it.
    Piped,
    /// One cell a line, or one a block; the labels come first and tell how many make a row.
    Stacked,
    /// One cookie after the other, each with lines of its own that say what is in them, or an item of
    /// a list.
    Records,
    /// Single spaces between cells, so that only their words tell them apart.
    Spaced,
    /// Nothing at all between cells.
    Glued,
    /// The rows and cells of markup, as a page has them.
    Html,
}

/// A production for the table that begins where the input begins.
type TableParser = for<'s> fn(&'s str) -> IResult<&'s str, Vec<Row<'s>>>;

/// Every layout, in the order they are tried.
const LAYOUTS: &[(Layout, TableParser)] =
    &[(Layout::Tabbed, tabbed::rows), (Layout::Piped, piped::rows)];

/// ```pest
/// table = { tabbed | piped }
/// ```
pub(super) fn table(input: &str) -> IResult<&str, Table<'_>> {
    for &(layout, rows) in LAYOUTS {
        if let Ok((rest, rows)) = rows(input) {
            return Ok((rest, Table { layout, rows }));
        }
    }
    Err(super::blocks::no_match(input))
}
