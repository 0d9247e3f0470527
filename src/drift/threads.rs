//! Work on many things side by side, with the results in their order.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// What `work` makes of each of `things`, in their order. Whatever weighs most is begun first, so that
/// no thread is left with it in the end.
pub(super) fn map<T: Sync, R: Send>(
    things: &[T],
    threads: NonZeroUsize,
    weight: impl Fn(&T) -> usize,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let threads = threads.get().min(things.len());
    if threads < 2 {
        return things.iter().map(work).collect();
    }
    let mut waiting: Vec<_> = things.iter().enumerate().collect();
    waiting.sort_by_key(|&(_, thing)| std::cmp::Reverse(weight(thing)));
    let next = AtomicUsize::new(0);
    let made = Mutex::new(Vec::with_capacity(things.len()));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(&(number, thing)) = waiting.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let result = work(thing);
                    made.lock().unwrap_or_else(PoisonError::into_inner).push((number, result));
                }
            });
        }
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_by_key(|&(number, _)| number);
    made.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::map;

    #[test]
    fn results_are_in_the_order_of_things() {
        let things: Vec<usize> = (0..100).collect();
        for threads in [1, 2, 7, 200].map(|threads| NonZeroUsize::new(threads).unwrap()) {
            let doubled = map(&things, threads, |&it| it % 10, |&it| it * 2);
            assert!(doubled.iter().copied().eq((0..100).map(|it| it * 2)), "{threads}");
        }
    }
}
