//! How a section is put down as numbers, so that equal ones are kept once.

use super::store::renumbered;
use crate::model::{Consent, Field, Kind, Role};

/// No text: an absent one.
pub(in crate::drift) const NONE: u32 = u32::MAX;

/// A part of a section, in the order of the text. Texts, forms and rows are numbers in the stores
/// of the census; a form is how the portal's addresses in the text are written, or [`NONE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::drift) enum Item {
    /// The title of the charter.
    Title { text: u32, form: u32 },
    /// The heading of the section.
    Heading { text: u32, form: u32 },
    /// A paragraph, or an item of a list, with what it states of consent.
    Paragraph { text: u32, form: u32, consent: Option<Consent> },
    /// A row of a table that is not about cookies, its header too.
    Line { row: u32, form: u32 },
    /// A table of cookies begins, with these columns.
    Table { columns: u32, form: u32 },
    /// A row of a table of cookies; its category is that of the cookie it declares, if it does.
    Row { row: u32, form: u32, cookie: bool, category: Option<Kind> },
}

impl Item {
    /// Appends it to `list`.
    pub(super) fn write(self, list: &mut Vec<u32>) {
        let with = |option: Option<u32>| option.map_or(0, |number| number + 1);
        let words = match self {
            Self::Title { text, form } => [0, text, form, 0],
            Self::Heading { text, form } => [1, text, form, 0],
            Self::Paragraph { text, form, consent } => {
                [2, text, form, with(consent.map(|consent| consent as u32))]
            }
            Self::Line { row, form } => [3, row, form, 0],
            Self::Table { columns, form } => [4, columns, form, 0],
            Self::Row { row, form, cookie: false, .. } => [5, row, form, 0],
            Self::Row { row, form, cookie: true, category } => {
                [6, row, form, with(category.map(|kind| kind as u32))]
            }
        };
        list.extend_from_slice(&words);
    }

    /// Whether it is prose, and no part of a table of cookies.
    pub(in crate::drift) fn is_prose(self) -> bool {
        !matches!(self, Self::Table { .. } | Self::Row { .. })
    }

    /// The items of a list.
    pub(in crate::drift) fn read(list: &[u32]) -> impl Iterator<Item = Self> {
        let (words, _) = list.as_chunks::<4>();
        words.iter().filter_map(|&[tag, number, form, more]| {
            let (text, row) = (number, number);
            Some(match tag {
                0 => Self::Title { text, form },
                1 => Self::Heading { text, form },
                2 => Self::Paragraph { text, form, consent: known(&CONSENTS, without(more)) },
                3 => Self::Line { row, form },
                4 => Self::Table { columns: number, form },
                5 => Self::Row { row, form, cookie: false, category: None },
                6 => Self::Row { row, form, cookie: true, category: known(&KINDS, without(more)) },
                _ => return None,
            })
        })
    }

    /// The same with this number and this form.
    pub(super) fn with(self, number: u32, form: u32) -> Self {
        let (text, row) = (number, number);
        match self {
            Self::Title { .. } => Self::Title { text, form },
            Self::Heading { .. } => Self::Heading { text, form },
            Self::Paragraph { consent, .. } => Self::Paragraph { text, form, consent },
            Self::Line { .. } => Self::Line { row, form },
            Self::Table { .. } => Self::Table { columns: number, form },
            Self::Row { cookie, category, .. } => Self::Row { row, form, cookie, category },
        }
    }

    /// The same with other numbers for its texts, rows and headers.
    pub(super) fn renumbered(self, texts: &[u32], rows: &[u32], headers: &[u32]) -> Self {
        let of = renumbered;
        match self {
            Self::Title { text, form }
            | Self::Heading { text, form }
            | Self::Paragraph { text, form, .. } => self.with(of(texts, text), of(texts, form)),
            Self::Line { row, form } | Self::Row { row, form, .. } => {
                self.with(of(rows, row), of(texts, form))
            }
            Self::Table { columns, form } => self.with(of(headers, columns), of(texts, form)),
        }
    }

    /// How the portal's addresses in it are written.
    pub(super) fn form(self) -> u32 {
        match self {
            Self::Title { form, .. }
            | Self::Heading { form, .. }
            | Self::Paragraph { form, .. }
            | Self::Line { form, .. }
            | Self::Table { form, .. }
            | Self::Row { form, .. } => form,
        }
    }

    /// The number of its text, its row or its columns.
    pub(super) fn number(self) -> u32 {
        match self {
            Self::Title { text: number, .. }
            | Self::Heading { text: number, .. }
            | Self::Paragraph { text: number, .. }
            | Self::Line { row: number, .. }
            | Self::Table { columns: number, .. }
            | Self::Row { row: number, .. } => number,
        }
    }
}

/// A section's numbers before its items: its role and its category.
pub(super) fn write_head(role: Role, category: Option<Kind>, list: &mut Vec<u32>) {
    list.extend([role as u32, category.map_or(0, |kind| kind as u32 + 1)]);
}

/// A section's role and category, and the numbers of its items.
pub(in crate::drift) fn read_head(list: &[u32]) -> (Role, Option<Kind>, &[u32]) {
    let (head, items) = list.split_at(list.len().min(2));
    let role = known(&ROLES, head.first().copied()).unwrap_or(Role::Other);
    (role, known(&KINDS, head.get(1).copied().and_then(without)), items)
}

/// Splits a section into its prose and its tables; equal parts give equal lists, a missing part an empty one.
pub(in crate::drift) fn split_prose_and_tables(section: &[u32]) -> [Vec<u32>; 2] {
    let (role, category, items) = read_head(section);
    let mut parts = [Vec::new(), Vec::new()];
    let [prose, tables] = &mut parts;
    for item in Item::read(items) {
        let part = if item.is_prose() { &mut *prose } else { &mut *tables };
        if part.is_empty() {
            write_head(role, category, part);
        }
        item.write(part);
    }
    parts
}

/// Appends a column: its field and its label, or [`NONE`].
pub(super) fn write_column(field: Option<Field>, label: u32, list: &mut Vec<u32>) {
    list.extend([field.map_or(0, |field| field as u32 + 1), label]);
}

/// The columns of a table: their fields and labels.
pub(in crate::drift) fn read_columns(list: &[u32]) -> impl Iterator<Item = (Option<Field>, u32)> {
    let (columns, _) = list.as_chunks::<2>();
    columns.iter().map(|&[field, label]| (known(&FIELDS, without(field)), label))
}

fn without(number: u32) -> Option<u32> {
    number.checked_sub(1)
}

fn known<T: Copy>(all: &[T], number: Option<u32>) -> Option<T> {
    all.get(number? as usize).copied()
}

// Each in the order its type declares, so that a number is a place.

const ROLES: [Role; 7] = [
    Role::Introduction,
    Role::Definition,
    Role::Kinds,
    Role::Usage,
    Role::Category,
    Role::Settings,
    Role::Other,
];
const KINDS: [Kind; 8] = [
    Kind::Necessary,
    Kind::Preferences,
    Kind::Statistics,
    Kind::Marketing,
    Kind::FirstParty,
    Kind::ThirdParty,
    Kind::Social,
    Kind::Other,
];
const CONSENTS: [Consent; 4] =
    [Consent::Required, Consent::NotRequired, Consent::Conditional, Consent::Unstated];
const FIELDS: [Field; 10] = [
    Field::Provider,
    Field::Service,
    Field::Name,
    Field::Purpose,
    Field::Retention,
    Field::Category,
    Field::Domain,
    Field::Party,
    Field::Consent,
    Field::Description,
];

#[cfg(test)]
mod tests {
    use super::{CONSENTS, FIELDS, Item, KINDS, NONE, ROLES};

    #[test]
    fn numbers_are_places() {
        assert!(ROLES.iter().zip(0..).all(|(&role, place)| role as usize == place));
        assert!(KINDS.iter().zip(0..).all(|(&kind, place)| kind as usize == place));
        assert!(CONSENTS.iter().zip(0..).all(|(&consent, place)| consent as usize == place));
        assert!(FIELDS.iter().zip(0..).all(|(&field, place)| field as usize == place));
    }

    #[test]
    fn items_come_back_as_they_went() {
        let items = [
            Item::Title { text: 0, form: NONE },
            Item::Heading { text: 7, form: 1 },
            Item::Paragraph { text: 2, form: NONE, consent: None },
            Item::Paragraph { text: 2, form: NONE, consent: Some(CONSENTS[3]) },
            Item::Line { row: 1, form: NONE },
            Item::Table { columns: 5, form: NONE },
            Item::Row { row: 3, form: NONE, cookie: false, category: None },
            Item::Row { row: 3, form: 4, cookie: true, category: None },
            Item::Row { row: 3, form: 4, cookie: true, category: Some(KINDS[7]) },
        ];
        let mut list = Vec::new();
        for item in items {
            item.write(&mut list);
        }
        assert_eq!(Item::read(&list).collect::<Vec<_>>(), items);
    }
}
