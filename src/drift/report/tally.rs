//! How many variations there are of each severity, and how many are not shown.

use crate::drift::Severity;

/// How many variations there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally([u64; Severity::ALL.len()]);

/// What a report leaves out because it weighs too little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// The least severity that is shown.
    pub below: Severity,
    /// How many variations of each lesser severity there are.
    pub tally: Tally,
}

impl Default for Hidden {
    fn default() -> Self {
        Self { below: Severity::Wording, tally: Tally::default() }
    }
}

impl Tally {
    /// Counts one variation.
    pub fn add(&mut self, severity: Severity) {
        if let Some(count) = self.0.get_mut(severity as usize) {
            *count = count.saturating_add(1);
        }
    }

    /// Counts those of another tally too.
    pub(in crate::drift) fn add_all(&mut self, other: Self) {
        for (count, more) in self.0.iter_mut().zip(other.0) {
            *count = count.saturating_add(more);
        }
    }

    /// How many of `severity` there are.
    #[must_use]
    pub fn of(&self, severity: Severity) -> u64 {
        self.0.get(severity as usize).copied().unwrap_or_default()
    }

    /// How many there are in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// The severities there are variations of with their number, the gravest first.
    pub fn counts(&self) -> impl Iterator<Item = (Severity, u64)> {
        let counts = Severity::ALL.iter().rev().map(|&severity| (severity, self.of(severity)));
        counts.filter(|&(_, count)| count > 0)
    }

    /// The numbers alone, the gravest first: of two tallies, the greater one weighs more.
    pub(super) fn weight(&self) -> [u64; Severity::ALL.len()] {
        let mut weight = self.0;
        weight.reverse();
        weight
    }
}

impl FromIterator<Severity> for Tally {
    fn from_iter<I: IntoIterator<Item = Severity>>(severities: I) -> Self {
        let mut tally = Self::default();
        severities.into_iter().for_each(|severity| tally.add(severity));
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::{Severity, Tally};

    #[test]
    fn the_gravest_count_first() {
        use Severity::{Layout, Substance, Wording};
        let tally: Tally = [Wording, Layout, Substance, Wording].into_iter().collect();
        assert_eq!(tally.total(), 4);
        assert!(tally.counts().eq([(Substance, 1), (Wording, 2), (Layout, 1)]));
        let many: Tally = [Wording; 9].into_iter().collect();
        assert!(tally.weight() > many.weight());
    }
}
