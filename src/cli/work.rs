//! The one way all commands go through their inputs: read side by side, taken in order, with
//! progress shown and diagnostics said.

use std::io;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::thread::available_parallelism;

use super::input::{Inputs, Task};
use super::pipeline::{self, Collector, Yield};
use super::progress::Progress;
use super::read::{Read, Reader};
use super::{Status, args, report};

/// Reads every charter of `batches`, gives it to `each`, and what that makes to `take`.
///
/// # Errors
///
/// The first error of `take`, beside the status up to there.
pub(super) fn through(
    args: &args::Input,
    inputs: &Inputs,
    batches: impl Iterator<Item = Vec<Task>>,
    each: impl Fn(&Read<'_>, &mut Collector) + Sync,
    take: impl FnMut(&Yield) -> io::Result<()>,
) -> (Status, io::Result<()>) {
    let each = |(): &mut (), read: &Read<'_>, collector: &mut Collector| each(read, collector);
    let (status, _, taken) = through_with(args, inputs, batches, Reader::new, each, take);
    (status, taken)
}

/// The same, with something in each thread that `each` adds to; what the threads have added in the
/// end comes back in no order.
pub(super) fn through_with<S: Default + Send>(
    args: &args::Input,
    inputs: &Inputs,
    batches: impl Iterator<Item = Vec<Task>>,
    reader: impl Fn(&args::Input) -> Reader + Sync,
    each: impl Fn(&mut S, &Read<'_>, &mut Collector) + Sync,
    mut take: impl FnMut(&Yield) -> io::Result<()>,
) -> (Status, Vec<S>, io::Result<()>) {
    let mut progress = Progress::new(|| inputs.count());
    let mut status = Status::default();
    let mut charters = 0;
    let sums = Mutex::new(Vec::new());
    let taken = pipeline::run(
        batches,
        threads(args),
        || (reader(args), S::default()),
        |(reader, sum), batch, collector| {
            reader.read_all(batch, collector, &mut |read, collector| each(sum, read, collector));
        },
        |(_, sum)| sums.lock().unwrap_or_else(PoisonError::into_inner).push(sum),
        |made| {
            status.add(made.status);
            charters += made.charters;
            progress.add(made.charters, &made.said);
            take(made)
        },
    );
    drop(progress);
    if charters == 0 && status == Status::default() && inputs.has_folder() {
        report::say(
            "charte: no files were found; --include GLOB says which files of a folder are read\n",
        );
    }
    (status, sums.into_inner().unwrap_or_else(PoisonError::into_inner), taken)
}

/// How many threads are to work side by side.
pub(super) fn threads(args: &args::Input) -> NonZeroUsize {
    args.threads.or_else(|| available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}
