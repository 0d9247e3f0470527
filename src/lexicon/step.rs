//! Where a step of the tree of wordings is kept: what the build script writes and the lexicon reads
//! by.

/// The step from a node by a word. Spellings are hashes, so no two steps are the same.
#[inline]
pub(super) fn step(node: u32, spelling: u64) -> u64 {
    spelling ^ u64::from(node).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Where a step is looked for first among `slots`, a power of two.
#[inline]
pub(super) fn slot(step: u64, slots: usize) -> usize {
    usize::try_from(step.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32).unwrap_or_default()
        & (slots - 1)
}
