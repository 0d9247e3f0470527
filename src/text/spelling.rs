//! Words compared by a hash of their folded letters.

/// A hash of the letters of a word, by FNV-1a: words are short and are hashed a letter at a time
/// as they are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spelling(u64);

impl Default for Spelling {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Spelling {
    /// Adds one folded letter.
    #[inline]
    pub(crate) fn add(&mut self, letter: char) {
        self.0 = (self.0 ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3);
    }

    /// The hash of the letters so far.
    #[must_use]
    pub(crate) fn hash(self) -> u64 {
        self.0
    }
}
