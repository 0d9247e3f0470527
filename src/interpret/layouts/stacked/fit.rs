//! Which lines of a row are in which column, when they are not one a cell.

use crate::model::Field;

/// What a line looks like, as a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a line may look like any of them")]
pub(super) struct Look {
    /// A cookie's name, and nothing else.
    pub(super) is_name: bool,
    /// One word, which may be a name.
    pub(super) is_word: bool,
    pub(super) is_duration: bool,
    /// One word or address, whatever it is.
    pub(super) is_single: bool,
    /// The field that a label before it says it is of.
    pub(super) field: Option<Field>,
    /// A few words.
    pub(super) is_short: bool,
    /// It goes on with a sentence.
    pub(super) goes_on: bool,
    /// It ends one.
    pub(super) ends: bool,
    /// A whole row would fit where it is the name.
    pub(super) begins_row: bool,
}

/// What is wrong with a row, in no unit: the less the better.
pub(super) type Cost = u32;

/// What a line costs as the first of a cell.
fn first(look: Look, field: Option<Field>) -> Cost {
    if look.field.is_some() {
        return if look.field == field { 0 } else { 12 };
    }
    match field {
        Some(Field::Name) if look.is_name => 0,
        Some(Field::Name) if look.is_word => 1,
        Some(Field::Name) if look.is_short && !look.is_duration => 4,
        Some(Field::Name) => 12,
        Some(Field::Retention) if look.is_duration => 0,
        Some(Field::Retention) if look.is_short => 3,
        Some(Field::Retention) => 8,
        Some(Field::Purpose) => {
            if look.is_duration {
                4
            } else {
                u32::from(look.is_name) * 3 + u32::from(look.is_word)
            }
        }
        _ if look.is_duration => 3,
        Some(_) => u32::from(!look.is_short) * 6 + u32::from(look.is_name) * 5,
        None => u32::from(look.is_name),
    }
}

/// What a line costs as one more of a cell that has `count` lines, the last of which is `before`.
fn more(look: Look, before: Look, count: usize, field: Option<Field>) -> Cost {
    if look.field.is_some() {
        return 12;
    }
    match field {
        Some(Field::Name) if look.is_name => 1,
        Some(Field::Name) => 12,
        Some(Field::Retention) if look.goes_on && look.is_single => 0,
        Some(Field::Retention) if look.goes_on || look.is_duration => 2,
        Some(Field::Retention) => 6,
        Some(Field::Purpose) | None if look.begins_row => 8,
        // A sentence broken over lines may have a name on one of them.
        Some(Field::Purpose) | None if look.is_name && count > 1 && !before.ends => 0,
        Some(Field::Purpose) | None if look.is_duration => 4,
        Some(Field::Purpose) | None if look.is_name && !look.goes_on => 3,
        Some(Field::Purpose) | None => u32::from(!look.goes_on && !before.goes_on && count < 2),
        Some(_) => 4 + u32::from(!look.is_short),
    }
}

/// What an empty cell costs.
fn none(field: Option<Field>) -> Cost {
    match field {
        Some(Field::Name) => 20,
        Some(Field::Purpose) => 5,
        _ => 4,
    }
}

/// The first line of each column, and one past the last line, for the least cost there is.
pub(super) fn fit(looks: &[Look], fields: &[Option<Field>]) -> (Cost, Vec<usize>) {
    const NEVER: Cost = Cost::MAX / 4;
    let count = looks.len();
    // For each column, the least cost of the lines before a place, and where its cell begins.
    let mut before: Vec<Cost> = vec![NEVER; count + 1];
    if let Some(start) = before.first_mut() {
        *start = 0;
    }
    let mut begins: Vec<Vec<usize>> = Vec::with_capacity(fields.len());
    for &field in fields {
        let mut after: Vec<Cost> = before.iter().map(|cost| cost + none(field)).collect();
        let mut starts: Vec<usize> = (0..=count).collect();
        for (from, &cost) in before.iter().enumerate() {
            let mut sum = cost;
            let mut last = Look::default();
            for (at, &look) in looks.iter().enumerate().skip(from) {
                sum += if at == from {
                    first(look, field)
                } else {
                    more(look, last, at - from, field)
                };
                last = look;
                if let Some(least) = after.get_mut(at + 1).filter(|least| sum < **least) {
                    *least = sum;
                    if let Some(start) = starts.get_mut(at + 1) {
                        *start = from;
                    }
                }
            }
        }
        before = after;
        begins.push(starts);
    }
    let cost = before.last().copied().unwrap_or(NEVER);
    let mut places = vec![count];
    let mut at = count;
    for starts in begins.iter().rev() {
        at = starts.get(at).copied().unwrap_or_default();
        places.push(at);
    }
    places.reverse();
    (cost, places)
}

#[cfg(test)]
mod tests {
    use super::{Look, fit};
    use crate::model::Field;

    #[test]
    fn an_empty_cell_is_found_by_what_the_others_look_like() {
        let name = Look { is_name: true, is_word: true, is_short: true, ..Look::default() };
        let text = Look::default();
        let duration = Look { is_duration: true, is_short: true, ..Look::default() };
        let fields = [Field::Name, Field::Provider, Field::Purpose, Field::Retention].map(Some);
        assert_eq!(fit(&[name, text, duration], &fields).1, [0, 1, 1, 2, 3]);
        assert_eq!(fit(&[name, name, text, text, duration], &fields).1, [0, 2, 2, 4, 5]);
    }
}
