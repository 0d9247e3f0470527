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
#[non_exhaustive]
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

/// Every layout with what separates its cells, in the order they are tried.
const LAYOUTS: &[(Layout, u8, TableParser)] =
    &[(Layout::Tabbed, b'\t', tabbed::rows), (Layout::Piped, b'|', piped::rows)];

/// The cells of a line with bars, whatever stands beside it.
pub(crate) fn row_of_bars(line: &str) -> Option<Row<'_>> {
    piped::bars(line).ok().map(|(_, row)| row)
}

/// The layouts whose separator is in a text at all, so that no line is tried for the others.
#[derive(Clone, Copy)]
pub(super) struct Layouts {
    are_there: [bool; LAYOUTS.len()],
}

impl Layouts {
    pub(super) fn of(text: &str) -> Self {
        let mut are_there = [false; LAYOUTS.len()];
        for (is_there, (_, separator, _)) in are_there.iter_mut().zip(LAYOUTS) {
            *is_there = memchr::memchr(*separator, text.as_bytes()).is_some();
        }
        Self { are_there }
    }

    /// ```pest
    /// table = { tabbed | piped }
    /// ```
    pub(super) fn table(self, input: &str) -> IResult<&str, Table<'_>> {
        for (&(layout, _, rows), is_there) in LAYOUTS.iter().zip(self.are_there) {
            if is_there && let Ok((rest, rows)) = rows(input) {
                return Ok((rest, Table { layout, rows }));
            }
        }
        Err(super::blocks::no_match(input))
    }
}
