//! Numbers that look like chance and are the same on every machine.

/// `SplitMix64`, by Sebastiano Vigna: small, fast, and any seed is a good one.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// The numbers of one charter, whatever was drawn for the others.
    pub(crate) fn of(seed: u64, charter: u64) -> Self {
        let mut random = Self(seed ^ charter.wrapping_mul(0xd134_2543_de82_ef95));
        random.next();
        random
    }

    /// A number below `bound`; 0 when there is none.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let drawn = self.next().checked_rem(bound as u64).unwrap_or_default();
        usize::try_from(drawn).unwrap_or_default()
    }

    /// Whether something happens that happens so many times in a hundred.
    pub(crate) fn percent(&mut self, chance: u64) -> bool {
        self.next() % 100 < chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
