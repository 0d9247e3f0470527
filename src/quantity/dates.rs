//! Dates, in figures or with the name of a month.

use super::tokens::{Kind, Tokens};

/// A day; the number of the day is zero where only the month is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Date {
    year: u64,
    month: u64,
    day: u64,
}

impl Date {
    /// A date that may be in a calendar.
    pub(super) fn new(year: u64, month: u64, day: u64) -> Option<Self> {
        let is_possible = (1..=12).contains(&month) && day <= 31 && (1000..10_000).contains(&year);
        is_possible.then_some(Self { year, month, day })
    }
}

impl Tokens<'_> {
    /// The date that begins at a token, and the token after it: "12/03/2023", "12 mars 2023",
    /// "March 12, 2023", "mars 2023".
    pub(crate) fn date(&self, at: usize) -> Option<(usize, Date)> {
        if let Kind::Date(date) = self.kind(at)? {
            return Some((at + 1, date));
        }
        if let Some((after_month, month)) = self.month(at) {
            let day = self.plain_number(after_month).filter(|day| (1..=31).contains(day));
            let ordinal = after_month + usize::from(day.is_some());
            let after_day = ordinal + usize::from(self.is_small(ordinal));
            let (end, year) = self.year(after_day)?;
            return Some((end, Date::new(year, month, day.unwrap_or_default())?));
        }
        let day = self.plain_number(at).filter(|day| (1..=31).contains(day))?;
        // The mark or the ending of an ordinal may follow, and a word that joins it to the month.
        let (after_month, month) = (at + 1..at + 4).find_map(|next| {
            let is_small = |at| self.is_small(at) || self.kind(at) == Some(Kind::Stop);
            let are_small = (at + 1..next).all(is_small);
            self.month(next).filter(|_| are_small)
        })?;
        let (end, year) = self.year(after_month)?;
        Some((end, Date::new(year, month, day)?))
    }

    /// Whether a token is a word of few letters.
    pub(super) fn is_small(&self, at: usize) -> bool {
        const LETTERS: usize = 3;
        match self.kind(at) {
            Some(Kind::Word(_)) => self.text_at(at).len() <= LETTERS,
            _ => false,
        }
    }

    fn month(&self, at: usize) -> Option<(usize, u64)> {
        let wording = self.wording(at)?;
        Some((wording.end, wording.month?.into()))
    }

    /// The year after a day or a month.
    fn year(&self, at: usize) -> Option<(usize, u64)> {
        let at = at + usize::from(self.kind(at) == Some(Kind::Comma) || self.is_small(at));
        Some((at + 1, self.plain_number(at).filter(|year| (1000..10_000).contains(year))?))
    }

    /// A whole number in figures.
    fn plain_number(&self, at: usize) -> Option<u64> {
        match self.kind(at)? {
            Kind::Number(Some(number)) if number % 1000 == 0 => Some(number / 1000),
            _ => None,
        }
    }
}
