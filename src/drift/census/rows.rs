//! The rows of a table of cookies as a row for each cookie, whatever the layout: several in one cell are
//! as good as a row for each, and a cell that spans rows stands in all of them.

use crate::model::{Column, Cookie, Field, Kind, Row};

/// The category of a cookie. One that is of no known kind is told apart by its label alone: without a
/// column of its own that is a heading, and no category elsewhere. One that its purpose begins with is compared with
/// that.
pub(super) fn kind(cookie: &Cookie<'_>, columns: &[Column<'_>]) -> Option<Kind> {
    let category = cookie.category.as_ref()?;
    let has_column = columns.iter().any(|column| column.field == Some(Field::Category));
    let is_purpose =
        || cookie.purpose.as_ref().is_some_and(|purpose| purpose.starts_with(&*category.label));
    (has_column || category.kind != Kind::Other && !is_purpose()).then_some(category.kind)
}

/// The cell of a row in the first column of that field.
pub(super) fn cell<'r>(columns: &[Column<'_>], row: &'r Row<'_>, field: Field) -> &'r str {
    let place = columns.iter().position(|column| column.field == Some(field));
    place.and_then(|place| row.cells.get(place)).map_or("", |cell| cell)
}

/// Whether the cells of a row say of its only cookie just what the cookie says.
pub(super) fn is_whole(cookie: &Cookie<'_>, columns: &[Column<'_>], row: &Row<'_>) -> bool {
    let length = |field| cell(columns, row, field).len();
    cookie.name.len() == length(Field::Name)
        && cookie.purpose.as_deref().map_or(0, str::len) == length(Field::Purpose)
        && row.cells.first().is_some_and(|first| !first.is_empty())
}

/// The cells of a row that would declare `cookie` alone. `spanning` is the last cell of the first column
/// that was not empty: what spans rows stands in the first of them.
pub(super) fn cells<'r>(
    cookie: &'r Cookie<'_>,
    columns: &[Column<'_>],
    row: &'r Row<'_>,
    spanning: &'r str,
) -> impl Iterator<Item = &'r str> {
    row.cells.iter().enumerate().map(move |(place, cell)| {
        let field = columns.get(place).and_then(|column| column.field);
        let is_said = place == 0
            && cell.is_empty()
            && match field {
                Some(Field::Provider) => cookie.provider.as_deref() == Some(spanning),
                Some(Field::Service) => {
                    cookie.service.as_deref().is_some_and(|service| spanning.starts_with(service))
                }
                Some(Field::Category) => {
                    cookie.category.as_ref().is_some_and(|category| category.label == spanning)
                }
                _ => false,
            };
        match field {
            Some(Field::Name) => &cookie.name,
            Some(Field::Purpose) => cookie.purpose.as_deref().unwrap_or_default(),
            Some(Field::Description) => cookie.description.as_deref().unwrap_or_default(),
            Some(Field::Retention) => cookie.retention.as_ref().map_or("", |it| &it.text),
            _ if is_said => spanning,
            _ => cell,
        }
    })
}
