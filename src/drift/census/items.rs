//! How a section is put down as numbers, so that equal ones are kept once.

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{self, U32Deserializer};

use super::store::renumbered;
use crate::model::{Consent, Field, Kind, Role};

/// No text: an absent one.
pub(in crate::drift) const NONE: u32 = u32::MAX;

/// What a part of a section is. It is kept as a number: that of its place here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub(in crate::drift) enum ItemKind {
    /// The title of the charter.
    Title,
    /// The heading of the section.
    Heading,
    /// A paragraph, or an item of a list.
    Paragraph,
    /// A row of a table that is not about cookies, its header too.
    Line,
    /// A table of cookies begins.
    Table,
    /// A row of a table of cookies that declares none.
    Row,
    /// A row that declares a cookie.
    Cookie,
}

/// A text of the census: one of its own, or the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::drift) enum TextRef {
    /// A text.
    Text(u32),
    /// The cells of a row, a tab between two.
    Row(u32),
}

/// A part of a section, in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::drift) struct Item {
    pub(in crate::drift) kind: ItemKind,
    /// Its text, its row, or the columns of a table: a number in a store of the census.
    pub(in crate::drift) number: u32,
    /// How the portal's addresses in it are written: a text, or [`NONE`].
    pub(in crate::drift) form: u32,
    /// What it states of consent, or the category of the cookie it declares: a number from 1 on, or 0.
    pub(super) more: u32,
}

impl Item {
    pub(super) fn new(kind: ItemKind, number: u32, form: u32) -> Self {
        Self { kind, number, form, more: 0 }
    }

    /// The same, stating this of consent.
    pub(super) fn stating(self, consent: Option<Consent>) -> Self {
        Self { more: consent.map_or(0, |consent| consent as u32 + 1), ..self }
    }

    /// The same, declaring a cookie of this category.
    pub(super) fn of_category(self, category: Option<Kind>) -> Self {
        Self { more: category.map_or(0, |kind| kind as u32 + 1), ..self }
    }

    /// What a paragraph states of consent.
    pub(in crate::drift) fn consent(self) -> Option<Consent> {
        known(without(self.more))
    }

    /// The category of the cookie that a row declares.
    pub(in crate::drift) fn category(self) -> Option<Kind> {
        known(without(self.more))
    }

    /// Its text; a table has none.
    pub(in crate::drift) fn text(self) -> Option<TextRef> {
        match self.kind {
            ItemKind::Title | ItemKind::Heading | ItemKind::Paragraph => {
                Some(TextRef::Text(self.number))
            }
            ItemKind::Line | ItemKind::Row | ItemKind::Cookie => Some(TextRef::Row(self.number)),
            ItemKind::Table => None,
        }
    }

    /// Whether it is prose, and no part of a table of cookies.
    pub(in crate::drift) fn is_prose(self) -> bool {
        self.kind < ItemKind::Table
    }

    /// Appends it to `list`.
    pub(super) fn write(self, list: &mut Vec<u32>) {
        list.extend([self.kind as u32, self.number, self.form, self.more]);
    }

    /// The items of a list.
    pub(in crate::drift) fn read(list: &[u32]) -> impl Iterator<Item = Self> {
        let (words, _) = list.as_chunks::<4>();
        words.iter().filter_map(|&[kind, number, form, more]| {
            Some(Self { kind: known(Some(kind))?, number, form, more })
        })
    }

    /// Whether each of the items of a list is prose. It is asked for each place that is told, of a list that may be
    /// long.
    pub(in crate::drift) fn are_prose(list: &[u32]) -> impl Iterator<Item = bool> {
        let (words, _) = list.as_chunks::<4>();
        words.iter().map(|&[kind, ..]| kind < ItemKind::Table as u32)
    }

    /// The same with other numbers for its texts, rows and headers.
    pub(super) fn renumbered(self, texts: &[u32], rows: &[u32], headers: &[u32]) -> Self {
        let numbers = match self.text() {
            Some(TextRef::Text(_)) => texts,
            Some(TextRef::Row(_)) => rows,
            None => headers,
        };
        let (number, form) = (renumbered(numbers, self.number), renumbered(texts, self.form));
        Self { number, form, ..self }
    }
}

/// A section's numbers before its items: its role and its category.
pub(super) fn write_head(role: Role, category: Option<Kind>, list: &mut Vec<u32>) {
    list.extend([role as u32, category.map_or(0, |kind| kind as u32 + 1)]);
}

/// A section's role and category, and the numbers of its items.
pub(in crate::drift) fn read_head(list: &[u32]) -> (Role, Option<Kind>, &[u32]) {
    let (head, items) = list.split_at(list.len().min(2));
    let role = known(head.first().copied()).unwrap_or(Role::Other);
    (role, known(head.get(1).copied().and_then(without)), items)
}

/// Splits a section into its prose and its tables; equal parts give equal lists, a missing part an empty one. A list
/// begins with what begins nothing else, so that it is seen in longer ones where it begins.
pub(in crate::drift) fn split_prose_and_tables(section: &[u32]) -> [Vec<u32>; 2] {
    let (role, category, items) = read_head(section);
    let mut parts = [Vec::new(), Vec::new()];
    let [prose, tables] = &mut parts;
    for item in Item::read(items) {
        let part = if item.is_prose() { &mut *prose } else { &mut *tables };
        if part.is_empty() {
            part.push(NONE);
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
    columns.iter().map(|&[field, label]| (known(without(field)), label))
}

fn without(number: u32) -> Option<u32> {
    number.checked_sub(1)
}

/// What a number stands for, which is the place of a variant in its type.
fn known<'de, T: Deserialize<'de>>(number: Option<u32>) -> Option<T> {
    let number: U32Deserializer<value::Error> = number?.into_deserializer();
    T::deserialize(number).ok()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{Item, ItemKind, NONE, known};
    use crate::model::{Consent, Field, Kind, Role};

    #[test]
    fn numbers_are_places() {
        fn are_places<T: for<'de> Deserialize<'de>>(count: u32, place: impl Fn(T) -> u32) -> bool {
            let is_place = |number| known(Some(number)).map(&place) == Some(number);
            (0..count).all(is_place) && known::<T>(Some(count)).is_none()
        }
        assert!(are_places(7, |kind: ItemKind| kind as u32));
        assert!(are_places(7, |role: Role| role as u32));
        assert!(are_places(8, |kind: Kind| kind as u32));
        assert!(are_places(4, |consent: Consent| consent as u32));
        assert!(are_places(10, |field: Field| field as u32));
    }

    #[test]
    fn items_come_back_as_they_went() {
        let items = [
            Item::new(ItemKind::Title, 0, NONE),
            Item::new(ItemKind::Heading, 7, 1),
            Item::new(ItemKind::Paragraph, 2, NONE),
            Item::new(ItemKind::Paragraph, 2, NONE).stating(Some(Consent::Unstated)),
            Item::new(ItemKind::Line, 1, NONE),
            Item::new(ItemKind::Table, 5, NONE),
            Item::new(ItemKind::Row, 3, NONE),
            Item::new(ItemKind::Cookie, 3, 4),
            Item::new(ItemKind::Cookie, 3, 4).of_category(Some(Kind::Other)),
        ];
        let mut list = Vec::new();
        for item in items {
            item.write(&mut list);
        }
        assert_eq!(Item::read(&list).collect::<Vec<_>>(), items);
    }
}
