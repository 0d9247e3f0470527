//! Stores that keep everything once and number it: texts, and lists of numbers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_128;

/// Each text once, by number. Texts are told apart by a hash of 128 bits.
#[derive(Debug, Default)]
pub(in crate::drift) struct Texts {
    all: String,
    /// Where each ends in `all`.
    ends: Vec<usize>,
    numbers: Numbers,
}

impl Texts {
    /// The number of `text`, which is kept if it is new.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        let next = count(self.ends.len());
        let number = *self.numbers.entry(xxh3_128(text.as_bytes())).or_insert(next);
        if number == next {
            self.all.push_str(text);
            self.ends.push(self.all.len());
        }
        number
    }

    /// The text of that number.
    pub(in crate::drift) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(number).copied().unwrap_or_default();
        self.all.get(start.unwrap_or_default()..end).unwrap_or_default()
    }

    /// All texts, in the order of their numbers.
    pub(in crate::drift) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..count(self.ends.len())).map(|number| self.get(number))
    }
}

/// Each list of numbers once, by number.
#[derive(Debug, Default)]
pub(in crate::drift) struct Lists {
    all: Vec<u32>,
    /// Where each ends in `all`.
    ends: Vec<usize>,
    numbers: Numbers,
}

impl Lists {
    /// The number of `list`, which is kept if it is new.
    pub(super) fn number(&mut self, list: &[u32]) -> u32 {
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

    /// Takes in what each list of `other` becomes by `change`, and gives their new numbers. In
    /// order: of what they become.
    pub(super) fn take(
        &mut self,
        other: &Self,
        in_order: bool,
        change: impl Fn(&[u32]) -> Vec<u32>,
    ) -> Vec<u32> {
        let mut numbers = vec![0; other.len()];
        let changed = numbers.iter_mut().zip(other.iter().map(change));
        if in_order {
            let mut changed: Vec<_> = changed.collect();
            changed.sort_by(|(_, one), (_, other)| one.cmp(other));
            for (number, list) in changed {
                *number = self.number(&list);
            }
        } else {
            for (number, list) in changed {
                *number = self.number(&list);
            }
        }
        numbers
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
pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Numbers by hashes, which need no hashing again.
pub(super) type Numbers = HashMap<u128, u32, BuildHasherDefault<Folded>>;

/// Takes a hash as its own hash.
#[derive(Debug, Default)]
pub(super) struct Folded(u64);

impl Hasher for Folded {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "half of a hash is a hash")]
    fn write_u128(&mut self, hash: u128) {
        self.0 = hash as u64;
    }
}

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
}
