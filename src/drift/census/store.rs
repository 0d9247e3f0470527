//! Stores that keep everything once and number it: texts, and lists of numbers.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::NONE;

/// Each text once.
pub(in crate::drift) type Texts = Store<Arc<str>>;
/// Each list of numbers once.
pub(in crate::drift) type Lists = Store<Arc<[u32]>>;

/// Each of what it is given once, by number.
#[derive(Clone, Debug, Default)]
pub(in crate::drift) struct Store<P> {
    all: Vec<P>,
    numbers: HashMap<P, u32, FixedState>,
}

impl<T: ?Sized + Ord + Hash> Store<Arc<T>>
where
    for<'t> &'t T: Default + Into<Arc<T>>,
{
    /// The number of `it`, which is kept if it is new.
    pub(super) fn number(&mut self, it: &T) -> u32 {
        let known = self.numbers.get(it).copied();
        known.unwrap_or_else(|| self.keep(it.into()))
    }

    fn keep(&mut self, it: Arc<T>) -> u32 {
        let next = count(self.all.len());
        let number = *self.numbers.entry(Arc::clone(&it)).or_insert(next);
        if number == next {
            self.all.push(it);
        }
        number
    }

    /// What has that number; nothing is in it when there is none.
    pub(in crate::drift) fn get(&self, number: u32) -> &T {
        self.all.get(number as usize).map_or_else(Default::default, |it| &**it)
    }

    /// All of them, in the order of their numbers.
    pub(in crate::drift) fn iter(&self) -> impl Iterator<Item = &T> {
        self.all.iter().map(|it| &**it)
    }

    pub(in crate::drift) fn len(&self) -> usize {
        self.all.len()
    }

    /// Takes in what each of `other` becomes by `change`, and gives their new numbers. These are in the order of the
    /// content where `is_sorted`, else in that of the numbers before.
    pub(super) fn take(
        &mut self,
        other: Self,
        is_sorted: bool,
        change: impl Fn(Arc<T>) -> Arc<T>,
    ) -> Vec<u32> {
        let mut changed: Vec<_> = (0..).zip(other.all.into_iter().map(change)).collect();
        if is_sorted {
            changed.sort_unstable_by(|(_, one), (_, other)| one.cmp(other));
        }
        let mut numbers = vec![NONE; changed.len()];
        for (before, it) in changed {
            let number = self.keep(it);
            numbers.get_mut::<usize>(before).into_iter().for_each(|place| *place = number);
        }
        numbers
    }
}

/// What `number` has become; [`NONE`] stays.
pub(super) fn renumbered(numbers: &[u32], number: u32) -> u32 {
    numbers.get(number as usize).copied().unwrap_or(NONE)
}

/// What is counted by 32 bits: there is no memory for more.
pub(in crate::drift) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

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
        let (mut texts, before) = (Texts::default(), texts);
        assert_eq!(texts.take(before, true, |text| text), [2, 1, 0]);
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["", "a", "b"]);
        assert_eq!(["b", "c", "a"].map(|text| texts.number(text)), [2, 3, 1]);
        let mut lists = Lists::default();
        assert_eq!([&numbers[..], &[2], &[1, 0]].map(|list| lists.number(list)), [0, 1, 2]);
        let doubled = |list: Arc<[u32]>| list.iter().map(|it| it * 2).collect();
        let (mut lists, before) = (Lists::default(), lists);
        assert_eq!(lists.take(before, true, doubled), [0, 2, 1]);
        assert_eq!(lists.iter().collect::<Vec<_>>(), [&[0, 2, 4][..], &[2, 0], &[4]]);
        assert_eq!([&[2, 0][..], &[2]].map(|list| lists.number(list)), [1, 3]);
    }
}
