//! The order of passages, into which new ones are put after any other.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use crate::drift::census::count;
use crate::drift::comparison::longest_rise;
use crate::drift::votes::Votes;

/// A sequence of numbers that grows at any place; at the end each gets its position.
#[derive(Debug, Default)]
pub(in crate::drift) struct Order {
    first: Option<u32>,
    last: Option<u32>,
    next: Vec<Option<u32>>,
    before: Vec<Option<u32>>,
    positions: Vec<u32>,
}

impl Order {
    /// Puts the next number after the number `before`, or before all others.
    pub(super) fn insert_after(&mut self, before: Option<u32>) -> u32 {
        let new = count(self.next.len());
        let link = match before {
            Some(before) => self.next.get_mut(before as usize),
            None => Some(&mut self.first),
        };
        let after = link.and_then(|link| link.replace(new));
        let back = match after {
            Some(after) => self.before.get_mut(after as usize),
            None => Some(&mut self.last),
        };
        if let Some(back) = back {
            *back = Some(new);
        }
        self.next.push(after);
        self.before.push(before);
        new
    }

    /// The number after `number`; the first after none.
    pub(super) fn after(&self, number: Option<u32>) -> Option<u32> {
        number.map_or(self.first, |number| self.next.get(number as usize).copied().flatten())
    }

    /// The number before `number`; the last before none.
    pub(super) fn before(&self, number: Option<u32>) -> Option<u32> {
        number.map_or(self.last, |number| self.before.get(number as usize).copied().flatten())
    }

    /// Moves what most of `sequences` have elsewhere to where they have it.
    pub(super) fn sort_by_majority(&mut self, sequences: &Sequences) {
        /// What is moved may leave behind what stood there with it; more rounds than these would
        /// go back and forth.
        const ROUNDS: usize = 4;
        for _ in 0..ROUNDS {
            self.count();
            let mut strays = self.strays(sequences);
            if strays.is_empty() {
                return;
            }
            // What few have goes where it stands in them: behind what may be moved now.
            strays.extend(minority(sequences));
            self.put_behind(&strays);
        }
    }

    /// The numbers that most have elsewhere, and behind what.
    fn strays(&self, sequences: &Sequences) -> BTreeMap<u32, Option<u32>> {
        let mut total: HashMap<u32, u64, FixedState> = HashMap::default();
        let mut strays: BTreeMap<u32, Votes<Option<u32>>> = BTreeMap::new();
        for (sequence, weight, first) in sequences.iter() {
            for &number in sequence {
                *total.entry(number).or_default() += weight;
            }
            let positions: Vec<_> = sequence.iter().map(|&number| self.position(number)).collect();
            if positions.is_sorted() {
                continue;
            }
            let mut before = None;
            for (&number, is_moved) in sequence.iter().zip(out_of_order(&positions)) {
                if is_moved {
                    strays.entry(number).or_default().add(before, weight, first);
                }
                before = Some(number);
            }
        }
        let is_stray = |number: u32, votes: &Votes<_>| {
            votes.total() * 2 > total.get(&number).copied().unwrap_or_default()
        };
        let strays = strays.into_iter().filter(|(number, votes)| is_stray(*number, votes));
        strays.filter_map(|(number, votes)| Some((number, votes.most()?.of))).collect()
    }

    /// Takes numbers out, and puts each behind another.
    fn put_behind(&mut self, strays: &BTreeMap<u32, Option<u32>>) {
        let staying: Vec<u32> = self.iter().filter(|it| !strays.contains_key(it)).collect();
        let mut followers: BTreeMap<Option<u32>, Vec<u32>> = BTreeMap::new();
        for (&number, &before) in strays {
            followers.entry(before).or_default().push(number);
        }
        let mut list = Vec::with_capacity(self.next.len());
        let mut waiting: Vec<u32> = Vec::new();
        for root in std::iter::once(None).chain(staying.into_iter().map(Some)) {
            list.extend(root);
            waiting.extend(followers.remove(&root).into_iter().flatten().rev());
            // What follows a follower comes before what follows it.
            while let Some(number) = waiting.pop() {
                list.push(number);
                waiting.extend(followers.remove(&Some(number)).into_iter().flatten().rev());
            }
        }
        // Those that follow each other in a ring.
        list.extend(followers.into_values().flatten());
        self.link(&list);
    }

    /// Makes `list` the order.
    fn link(&mut self, list: &[u32]) {
        (self.first, self.last) = (list.first().copied(), list.last().copied());
        let mut passed = None;
        for (at, &number) in list.iter().enumerate() {
            if let Some(next) = self.next.get_mut(number as usize) {
                *next = list.get(at + 1).copied();
            }
            if let Some(before) = self.before.get_mut(number as usize) {
                *before = passed.replace(number);
            }
        }
    }

    /// Gives each number its position.
    pub(super) fn count(&mut self) {
        self.positions = vec![0; self.next.len()];
        let mut at = self.first;
        for position in 0.. {
            let Some(number) = at else { return };
            if let Some(place) = self.positions.get_mut(number as usize) {
                *place = position;
            }
            at = self.after(at);
        }
    }

    /// Where `number` stands in the sequence.
    pub(in crate::drift) fn position(&self, number: u32) -> u32 {
        self.positions.get(number as usize).copied().unwrap_or(u32::MAX)
    }

    /// All numbers in order.
    pub(in crate::drift) fn iter(&self) -> impl Iterator<Item = u32> {
        std::iter::successors(self.first, |&number| self.after(Some(number)))
    }
}

/// The orders in which charters have the numbers.
pub(super) type Sequences = Votes<Vec<u32>>;

/// The numbers that fewer than half have, and behind what most of these have them.
fn minority(sequences: &Sequences) -> impl Iterator<Item = (u32, Option<u32>)> {
    let mut behind: BTreeMap<u32, Votes<Option<u32>>> = BTreeMap::new();
    for (sequence, weight, first) in sequences.iter() {
        let mut before = None;
        for &number in sequence {
            behind.entry(number).or_default().add(before, weight, first);
            before = Some(number);
        }
    }
    let all = sequences.total();
    let few = behind.into_iter().filter(move |(_, votes)| votes.total() * 2 < all);
    few.filter_map(|(number, votes)| Some((number, votes.most()?.of)))
}

/// Which of `positions` must be moved so that the rest is in order, as few as possible.
pub(in crate::drift) fn out_of_order(positions: &[u32]) -> Vec<bool> {
    let pairs: Vec<_> = positions.iter().map(|&position| position as usize).enumerate().collect();
    let mut moved = vec![true; positions.len()];
    for (place, _) in longest_rise(&pairs) {
        moved.get_mut(place).into_iter().for_each(|moved| *moved = false);
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::{Order, Sequences, out_of_order};

    #[test]
    fn numbers_go_where_they_are_put() {
        let mut order = Order::default();
        let b = order.insert_after(None);
        let d = order.insert_after(Some(b));
        let a = order.insert_after(None);
        let c = order.insert_after(Some(b));
        order.count();
        assert_eq!(order.iter().collect::<Vec<_>>(), [a, b, c, d]);
        assert_eq!([a, b, c, d].map(|number| order.position(number)), [0, 1, 2, 3]);
    }

    #[test]
    fn what_most_have_elsewhere_is_moved_there() {
        let mut order = Order::default();
        let c = order.insert_after(None);
        let a = order.insert_after(Some(c));
        let b = order.insert_after(Some(a));
        let mut sequences = Sequences::default();
        sequences.add(vec![c, a, b], 1, 0);
        sequences.add(vec![a, b, c], 2, 1);
        order.sort_by_majority(&sequences);
        order.count();
        assert_eq!(order.iter().collect::<Vec<_>>(), [a, b, c]);
    }

    #[test]
    fn as_few_as_possible_are_moved() {
        assert_eq!(out_of_order(&[0, 1, 2]), [false; 3]);
        assert_eq!(out_of_order(&[1, 2, 3, 0]), [false, false, false, true]);
        assert_eq!(out_of_order(&[3, 0, 1, 2]), [true, false, false, false]);
        assert!(out_of_order(&[]).is_empty());
    }
}
