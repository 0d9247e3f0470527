//! Work on many inputs side by side, with the results in order and the memory bounded.
//!
//! The caller's thread deals out jobs and takes back what becomes of them, the oldest first. A worker hands over what it has whenever that is large, and waits when it is too
//! far ahead, so neither the number of inputs nor the size of the outputs adds up in memory.

use std::collections::VecDeque;
use std::io;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// How many jobs may be under way for each worker.
const AHEAD: usize = 4;
/// How much output a worker keeps before it hands it over, in bytes.
const LARGE: usize = 256 * 1024;
/// How many pieces of one job may wait to be taken.
const WAITING: usize = 2;

/// What became of a job, or of a part of it.
#[derive(Debug, Default)]
pub(super) struct Yield {
    /// The data.
    pub(super) out: Vec<u8>,
    /// What is to be said about it.
    pub(super) said: String,
    /// How many charters it is.
    pub(super) charters: u64,
    /// How many of them only stand for what could not be read.
    pub(super) unreadable: u64,
    /// What it comes to.
    pub(super) status: super::Status,
}

/// Takes what a worker makes of its job.
pub(super) struct Collector {
    pub(super) made: Yield,
    taker: SyncSender<Yield>,
    is_wanted: bool,
    pool: Arc<Pool>,
}

/// Buffers that were written out and can be filled again: memory that was used before is at hand.
#[derive(Default)]
struct Pool(Mutex<Vec<Vec<u8>>>);

impl Pool {
    fn empty(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn give_back(&self, mut buffer: Vec<u8>) {
        // What a huge charter made is not kept.
        if buffer.capacity() <= 4 * LARGE {
            buffer.clear();
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(buffer);
        }
    }
}

impl Collector {
    fn new(taker: SyncSender<Yield>, pool: Arc<Pool>) -> Self {
        let made = Yield { out: pool.empty(), ..Yield::default() };
        Self { made, taker, is_wanted: true, pool }
    }

    /// Hands over what there is if it is large. Says whether more is wanted.
    pub(super) fn hand_over_if_large(&mut self) -> bool {
        if self.made.out.len() + self.made.said.len() >= LARGE {
            let next = Yield { out: self.pool.empty(), ..Yield::default() };
            let made = std::mem::replace(&mut self.made, next);
            // Nobody takes it when writing has failed: then the rest is not wanted either.
            self.is_wanted = self.taker.send(made).is_ok();
        }
        self.is_wanted
    }

    /// Hands over the rest.
    fn finish(self) {
        let _ = self.taker.send(self.made);
    }
}

/// Runs `work` on every job in `threads` threads, and `take` on what they yield, in the order of
/// the jobs. Each thread works with a state of its own that `state` makes and `done` gets back.
///
/// # Errors
///
/// The first error of `take`; then the rest is left undone.
pub(super) fn run<J: Send, S>(
    jobs: impl Iterator<Item = J>,
    threads: NonZeroUsize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, J, &mut Collector) + Sync,
    done: impl Fn(S) + Sync,
    mut take: impl FnMut(&Yield) -> io::Result<()>,
) -> io::Result<()> {
    let pool = Arc::<Pool>::default();
    let (dealer, dealt) = sync_channel::<(J, SyncSender<Yield>)>(threads.get() * AHEAD);
    let dealt = Mutex::new(dealt);
    thread::scope(|scope| {
        for _ in 0..threads.get() {
            scope.spawn(|| {
                let mut state = state();
                while let Some((job, taker)) = next(&dealt) {
                    let mut collector = Collector::new(taker, Arc::clone(&pool));
                    work(&mut state, job, &mut collector);
                    collector.finish();
                }
                done(state);
            });
        }
        let taken = |made: Yield| {
            take(&made)?;
            pool.give_back(made.out);
            Ok(())
        };
        deal(jobs, dealer, threads.get() * AHEAD, taken)
    })
}

/// The oldest job that waits, or nothing when there will be no more.
fn next<J>(dealt: &Mutex<Receiver<J>>) -> Option<J> {
    dealt.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Deals out `jobs` and takes back what becomes of them. Dropping the dealer at the end, or on an
/// error, sends the workers home.
#[expect(clippy::needless_pass_by_value, reason = "dropping the dealer is the point")]
fn deal<J>(
    mut jobs: impl Iterator<Item = J>,
    dealer: SyncSender<(J, SyncSender<Yield>)>,
    ahead: usize,
    mut take: impl FnMut(Yield) -> io::Result<()>,
) -> io::Result<()> {
    let mut under_way: VecDeque<Receiver<Yield>> = VecDeque::with_capacity(ahead);
    loop {
        let job = jobs.next();
        let is_done = job.is_none();
        if let Some(job) = job {
            let (taker, yields) = sync_channel(WAITING);
            if dealer.send((job, taker)).is_err() {
                return Err(io::Error::other("the threads have stopped"));
            }
            under_way.push_back(yields);
        }
        while under_way.len() >= ahead || (is_done && !under_way.is_empty()) {
            for made in under_way.pop_front().into_iter().flatten() {
                take(made)?;
            }
        }
        if is_done {
            return Ok(());
        }
    }
}
