//! Stores that keep everything once and number it: texts, and lists of numbers.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use xxhash_rust::xxh3::xxh3_128;

use super::NONE;
use crate::drift::names::Names;

/// Each text once, by number. Texts are told apart by a hash of 128 bits.
#[derive(Clone, Debug, Default)]
pub(in crate::drift) struct Texts {
    all: Names,
    /// None of those that were put in order, until another text is looked for.
    numbers: Numbers,
}

impl Texts {
    /// The number of `text`, which is kept if it is new.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if self.numbers.len() < self.all.len() {
            self.numbers = (self.iter().map(|text| xxh3_128(text.as_bytes())).zip(0..)).collect();
        }
        let next = count(self.all.len());
        let number = *self.numbers.entry(xxh3_128(text.as_bytes())).or_insert(next);
        if number == next {
            self.all.push(text);
        }
        number
    }

    /// The text of that number.
    pub(in crate::drift) fn get(&self, number: u32) -> &str {
        self.all.get(number as usize).unwrap_or_default()
    }

    /// All texts, in the order of their numbers.
    pub(in crate::drift) fn iter(&self) -> impl Iterator<Item = &str> {
        self.all.iter()
    }

    /// Puts the texts in order, and gives their new numbers.
    pub(super) fn sort(&mut self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..count(self.all.len())).collect();
        order.sort_unstable_by_key(|&number| self.get(number));
        let mut numbers = vec![NONE; order.len()];
        for (new, &number) in (0..).zip(&order) {
            set(&mut numbers, number, new);
        }
        let all = Names::of(order.iter().map(|&number| self.get(number)));
        *self = Self { all, numbers: Numbers::default() };
        numbers
    }
}

/// Each list of numbers once, by number.
#[derive(Clone, Debug, Default)]
pub(in crate::drift) struct Lists {
    all: Vec<u32>,
    /// Where each ends in `all`.
    ends: Vec<usize>,
    /// None of those that were put in order, until another list is looked for.
    numbers: Numbers,
}

impl Lists {
    /// The number of `list`, which is kept if it is new.
    pub(super) fn number(&mut self, list: &[u32]) -> u32 {
        if self.numbers.len() < self.ends.len() {
            self.numbers = self.iter().map(hash).zip(0..).collect();
        }
        let next = count(self.ends.len());
        let number = *self.numbers.entry(hash(list)).or_insert(next);
        if number == next {
            self.all.extend_from_slice(list);
            self.ends.push(self.all.len());
        }
        number
    }

    /// The list of that number.
    pub(in crate::drift) fn get(&self, number: u32) -> &[u32] {
        let number = number as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(number).copied().unwrap_or_default();
        self.all.get(start.unwrap_or_default()..end).unwrap_or_default()
    }

    /// All lists, in the order of their numbers.
    pub(in crate::drift) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..count(self.ends.len())).map(|number| self.get(number))
    }

    pub(in crate::drift) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Takes in what each list of `other` becomes by `change`, which appends it to an empty list, and
    /// gives their new numbers.
    pub(super) fn take(
        &mut self,
        other: &Self,
        mut change: impl FnMut(&[u32], &mut Vec<u32>),
    ) -> Vec<u32> {
        let mut changed = Vec::new();
        let number = |list| {
            changed.clear();
            change(list, &mut changed);
            self.number(&changed)
        };
        other.iter().map(number).collect()
    }

    /// Makes of each list what it becomes by `change`, which appends it to others, puts them in order,
    /// and gives their new numbers.
    pub(super) fn sort(&mut self, change: impl Fn(&[u32], &mut Vec<u32>)) -> Vec<u32> {
        let mut changed = Self::with_room_of(self);
        for list in self.iter() {
            change(list, &mut changed.all);
            changed.ends.push(changed.all.len());
        }
        let mut order: Vec<u32> = (0..count(self.ends.len())).collect();
        order.sort_unstable_by_key(|&number| changed.get(number));
        *self = Self::with_room_of(&changed);
        let mut numbers = vec![NONE; order.len()];
        for number in order {
            let list = changed.get(number);
            let before = count(self.ends.len()).checked_sub(1);
            // Only lists of a part that nobody wrote become the same.
            if before.is_none_or(|before| self.get(before) != list) {
                self.all.extend_from_slice(list);
                self.ends.push(self.all.len());
            }
            set(&mut numbers, number, count(self.ends.len() - 1));
        }
        numbers
    }

    /// An empty one that has room for as much as `other` has.
    fn with_room_of(other: &Self) -> Self {
        Self {
            all: Vec::with_capacity(other.all.len()),
            ends: Vec::with_capacity(other.ends.len()),
            numbers: Numbers::default(),
        }
    }
}

/// What `number` has become; [`NONE`] stays.
pub(super) fn renumbered(numbers: &[u32], number: u32) -> u32 {
    numbers.get(number as usize).copied().unwrap_or(NONE)
}

fn set(numbers: &mut [u32], number: u32, new: u32) {
    if let Some(place) = numbers.get_mut(number as usize) {
        *place = new;
    }
}

/// A hash that is the same on every machine.
fn hash(list: &[u32]) -> u128 {
    const LONGEST: usize = 64;
    let mut bytes = [0_u8; LONGEST * 4];
    if list.len() <= LONGEST {
        let (words, _) = bytes.as_chunks_mut::<4>();
        words.iter_mut().zip(list).for_each(|(bytes, number)| *bytes = number.to_le_bytes());
        return xxh3_128(bytes.get(..list.len() * 4).unwrap_or_default());
    }
    let bytes: Vec<u8> = list.iter().flat_map(|number| number.to_le_bytes()).collect();
    xxh3_128(&bytes)
}

/// What is counted by 32 bits: there is no memory for more.
pub(in crate::drift) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Numbers by hashes.
type Numbers = HashMap<u128, u32, FixedState>;

#[cfg(test)]
mod tests {
    use super::{Lists, Texts};

    #[test]
    fn what_is_kept_has_one_number() {
        let mut texts = Texts::default();
        let numbers: Vec<_> =
            ["a", "", "bc", "a", ""].iter().map(|text| texts.number(text)).collect();
        assert_eq!(numbers, [0, 1, 2, 0, 1]);
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["a", "", "bc"]);
        let mut lists = Lists::default();
        let long: Vec<u32> = (0..1000).collect();
        let numbers: Vec<_> = [&[1, 2][..], &[], &long, &[1, 2], &long]
            .iter()
            .map(|list| lists.number(list))
            .collect();
        assert_eq!(numbers, [0, 1, 2, 0, 2]);
        assert_eq!(lists.get(2), long);
    }

    #[test]
    fn what_is_in_order_is_still_found() {
        let mut texts = Texts::default();
        let numbers = ["b", "a", ""].map(|text| texts.number(text));
        assert_eq!(texts.sort(), [2, 1, 0]);
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["", "a", "b"]);
        assert_eq!(["b", "c", "a"].map(|text| texts.number(text)), [2, 3, 1]);
        let mut lists = Lists::default();
        assert_eq!([&numbers[..], &[2], &[1, 0]].map(|list| lists.number(list)), [0, 1, 2]);
        let doubled = |list: &[u32], all: &mut Vec<u32>| all.extend(list.iter().map(|it| it * 2));
        assert_eq!(lists.sort(doubled), [0, 2, 1]);
        assert_eq!(lists.iter().collect::<Vec<_>>(), [&[0, 2, 4][..], &[2, 0], &[4]]);
        assert_eq!([&[2, 0][..], &[2]].map(|list| lists.number(list)), [1, 3]);
    }
}
