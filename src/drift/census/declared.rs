//! Which cookies the rows of a charter declare, row by row, whatever the layout: several in one cell are
//! as good as a row for each, and a cell that spans rows stands in all of them.

use std::borrow::Cow;

use crate::model::{Column, Cookie, Field, Kind, Row};
use crate::text::is_letter;

/// What a row of a table of cookies says.
pub(super) enum Says<'c> {
    /// What stands in its cells, a cookie of this category.
    Itself(Option<Kind>),
    /// What stands in its cells, and no cookie.
    Nothing,
    /// These cells for each of its cookies, and their categories.
    Cookies(Vec<(Vec<&'c str>, Option<Kind>)>),
    /// What stands above the rows below, and the category of cookies that is.
    Caption(&'c str, Option<Kind>),
    /// More of the cookies above, which have it.
    More,
}

/// The cookies of a charter.
pub(super) struct Declared<'c> {
    /// Those that no row has been found for yet.
    left: &'c [Cookie<'c>],
    /// The last one that a row has been found for.
    last: Option<&'c Cookie<'c>>,
}

impl<'c> Declared<'c> {
    pub(super) fn of(cookies: &'c [Cookie<'c>]) -> Self {
        Self { left: cookies, last: None }
    }

    /// What the next row says in a table of these columns. Rows are asked for in their order. `above`
    /// is the last cell of the first column that was not empty.
    pub(super) fn row<'r>(
        &mut self,
        columns: &[Column<'_>],
        row: &'r Row<'_>,
        above: &mut &'r str,
    ) -> Says<'r>
    where
        'c: 'r,
    {
        let cell = |field| {
            let place = columns.iter().position(|column| column.field == Some(field));
            place.and_then(|place| row.cells.get(place)).map_or("", |cell| &**cell)
        };
        let name = cell(Field::Name);
        let cookies = self.take(row.line, name);
        let first = row.cells.first().map_or("", |cell| &**cell);
        if !first.is_empty() {
            *above = first;
        }
        match cookies {
            [] => self.without_cookie(columns, row, name),
            [cookie] if is_itself(cookie, name, cell(Field::Purpose), first) => {
                Says::Itself(kind(cookie, columns))
            }
            cookies => {
                let cells = |cookie| cells(columns, row, cookie, above);
                Says::Cookies({
                    let each = |cookie| (cells(cookie), kind(cookie, columns));
                    cookies.iter().map(each).collect()
                })
            }
        }
    }

    /// The cookies that a row declares, whose cell of names is `cell`. Where several rows are on one
    /// line, theirs are the names that stand in that cell in this order.
    fn take(&mut self, line: u64, cell: &str) -> &'c [Cookie<'c>] {
        while let [first, left @ ..] = self.left
            && first.line < line
        {
            self.left = left;
        }
        let mut count = 0;
        let mut letters = None;
        while let Some(cookie) = self.left.get(count).filter(|cookie| cookie.line == line) {
            if count == 0 && cookie.name == cell {
                count = 1;
                break;
            }
            // Marks of the layout may stand in one of them.
            let of = |text: &str| text.chars().filter(|&c| is_letter(c)).collect::<String>();
            let (all, at) = letters.get_or_insert_with(|| (of(cell), 0));
            let name = of(&cookie.name);
            let rest = all.get(*at..).unwrap_or_default();
            match rest.find(&name).filter(|_| count == 0 || !name.is_empty()) {
                Some(start) => *at += start + name.len(),
                None => break,
            }
            count += 1;
        }
        let (cookies, left) = self.left.split_at_checked(count).unwrap_or((self.left, &[]));
        self.left = left;
        self.last = cookies.last().or(self.last);
        cookies
    }

    /// What a row says that declares no cookie.
    fn without_cookie<'r>(&self, columns: &[Column<'_>], row: &'r Row<'_>, name: &str) -> Says<'r> {
        let mut filled =
            columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty()).peekable();
        let next = self.left.first().and_then(|cookie| cookie.category.as_ref());
        if let Some(&(_, text)) = filled.peek() {
            let kind = next.filter(|it| it.label == *text).map(|it| it.kind);
            if kind.is_some() || !name.is_empty() {
                // Words of which only their place says that they are a category are a mere heading
                // elsewhere.
                return Says::Caption(text, kind.filter(|&kind| kind != Kind::Other));
            }
        }
        let ends = |text: Option<&str>, cell: &str| text.is_some_and(|text| text.ends_with(cell));
        let is_said = |(column, cell): (&Column<'_>, &Cow<'_, str>)| {
            self.last.is_some_and(|last| match column.field {
                Some(Field::Purpose) => ends(last.purpose.as_deref(), cell),
                Some(Field::Description) => ends(last.description.as_deref(), cell),
                _ => false,
            })
        };
        if name.is_empty() && filled.peek().is_some() && filled.all(is_said) {
            return Says::More;
        }
        Says::Nothing
    }
}

/// The category of a cookie. One that is of no known kind is told apart by its label alone: without a
/// column of its own that is a heading, and no category elsewhere.
fn kind(cookie: &Cookie<'_>, columns: &[Column<'_>]) -> Option<Kind> {
    let kind = cookie.category.as_ref()?.kind;
    let has_column = || columns.iter().any(|column| column.field == Some(Field::Category));
    (kind != Kind::Other || has_column()).then_some(kind)
}

/// Whether the cells of a row say of its one cookie what the cookie says.
fn is_itself(cookie: &Cookie<'_>, name: &str, purpose: &str, first: &str) -> bool {
    cookie.name.len() == name.len()
        && cookie.purpose.as_deref().unwrap_or_default().len() == purpose.len()
        && !first.is_empty()
}

/// The cells of a row that would declare but one of its cookies.
fn cells<'r>(
    columns: &[Column<'_>],
    row: &'r Row<'_>,
    cookie: &'r Cookie<'_>,
    above: &'r str,
) -> Vec<&'r str> {
    let cell = |(place, cell): (usize, &'r Cow<'_, str>)| {
        let cell = &**cell;
        // What spans rows stands in the first of them.
        let spanning = |is_said: bool| if is_said { above } else { cell };
        let is_empty = place == 0 && cell.is_empty();
        let provider = || cookie.provider.as_deref() == Some(above);
        let service = || cookie.service.as_ref().is_some_and(|it| above.starts_with(&**it));
        let category = || cookie.category.as_ref().is_some_and(|it| it.label == above);
        match columns.get(place).and_then(|column| column.field) {
            Some(Field::Name) => &cookie.name,
            Some(Field::Purpose) => cookie.purpose.as_deref().unwrap_or_default(),
            Some(Field::Description) => cookie.description.as_deref().unwrap_or_default(),
            Some(Field::Retention) => cookie.retention.as_ref().map_or("", |it| &it.text),
            Some(Field::Provider) if is_empty => spanning(provider()),
            Some(Field::Service) if is_empty => spanning(service()),
            Some(Field::Category) if is_empty => spanning(category()),
            _ => cell,
        }
    };
    row.cells.iter().enumerate().map(cell).collect()
}
