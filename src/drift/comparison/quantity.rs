//! Numbers and durations: two spellings of one are the same.

use std::ops::Range;

use super::reading::{Hit, Reading};
use crate::drift::words::words;
use crate::lexicon::{ClaimTerm, ConsentTerm, Language, Lexicon, Sense, Unit};
use crate::text::is_space;

/// A number or a duration, however it is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Quantity {
    /// A number, in thousandths.
    Number(u64),
    /// A number too long to be counted: the hash of its spelling.
    Long(u64),
    /// A duration, in thousandths of a month and of a second: no month is a number of days.
    Duration {
        /// The months.
        months: u64,
        /// The seconds beside them.
        seconds: u64,
    },
    /// A duration that no number says.
    Named(Unit),
}

/// Every quantity of a reading, with its words, in order.
pub(super) fn quantities(
    reading: &Reading<'_>,
    language: Option<Language>,
) -> Vec<(Range<usize>, Quantity)> {
    let mut parser = Parser { reading, language, hits: reading.hits.iter().peekable() };
    let mut found: Vec<(Range<usize>, Quantity)> = Vec::new();
    let mut at = 0;
    while at < reading.words.len() {
        let quantity = if reading.in_address(at) { None } else { parser.quantity(at) };
        let start = at;
        at += 1;
        if let Some((end, quantity)) = quantity {
            found.push((start..end, quantity.settled()));
            at = end;
        }
    }
    found
}

/// A number of units of time, where it was found.
#[derive(Clone, Copy)]
struct Span {
    /// The word after it.
    end: usize,
    unit: Unit,
    /// In thousandths.
    number: u64,
}

struct Parser<'r, 't> {
    reading: &'r Reading<'t>,
    language: Option<Language>,
    /// Those not yet passed.
    hits: std::iter::Peekable<std::slice::Iter<'r, Hit>>,
}

impl Parser<'_, '_> {
    /// The wordings that begin at a word; words are asked for in order, or a few ahead.
    fn senses(&self, at: usize) -> impl Iterator<Item = (usize, Sense)> {
        let ahead = self.hits.clone();
        ahead
            .skip_while(move |hit| hit.words.start < at)
            .take_while(move |hit| hit.words.start == at)
            .map(|hit| (hit.words.end, hit.sense))
    }

    /// The quantity that begins at a word, and the word after it.
    fn quantity(&mut self, at: usize) -> Option<(usize, Quantity)> {
        while self.hits.next_if(|hit| hit.words.start < at).is_some() {}
        let named = self.senses(at).find_map(|(end, sense)| match sense {
            Sense::Unit(unit @ (Unit::Session | Unit::Forever)) => {
                Some((end, Quantity::Named(unit)))
            }
            _ => None,
        });
        named.or_else(|| self.duration(at)).or_else(|| self.number(at))
    }

    /// The duration that begins at a word; "one year and one month" is one.
    fn duration(&self, at: usize) -> Option<(usize, Quantity)> {
        let mut last = self.span(at)?;
        let mut sum = lasting(last.number, last.unit)?;
        while let Some(next) = self.more(last)
            && let Some(longer) = lasting(next.number, next.unit).and_then(|next| sum.and(next))
        {
            (last, sum) = (next, longer);
        }
        Some((last.end, sum))
    }

    fn number(&self, at: usize) -> Option<(usize, Quantity)> {
        digits(self.reading, at).or_else(|| {
            self.senses(at).find_map(|(end, sense)| match sense {
                Sense::Number(number) => Some((end, Quantity::Number(u64::from(number) * 1000))),
                _ => None,
            })
        })
    }

    fn span(&self, at: usize) -> Option<Span> {
        if let Some((number, unit)) = self.glued(at) {
            return Some(Span { end: at + 1, unit, number });
        }
        let one = self.senses(at).find_map(|(end, sense)| {
            (sense == Sense::Claim(ClaimTerm::One)).then_some((end, Quantity::Number(1000)))
        });
        let (mut end, number) = self.number(at).or(one)?;
        // "Treize (13) mois" says it twice.
        if self.reading.after(end - 1).trim() == "("
            && let Some((further, same)) = self.number(end)
            && same == number
        {
            end = further;
        }
        let (unit_end, unit) = self.unit(end)?;
        let half = self
            .senses(unit_end)
            .find_map(|(end, sense)| (sense == Sense::Claim(ClaimTerm::Half)).then_some(end));
        let Quantity::Number(number) = number else { return None };
        let number = number + if half.is_some() { 500 } else { 0 };
        Some(Span { end: half.unwrap_or(unit_end), unit, number })
    }

    fn unit(&self, at: usize) -> Option<(usize, Unit)> {
        let is_near =
            |gap: &str| gap.chars().all(|c| is_space(c) || matches!(c, '-' | ')' | '\u{2011}'));
        if !is_near(self.reading.after(at.checked_sub(1)?)) {
            return None;
        }
        self.senses(at).find_map(|(end, sense)| match sense {
            Sense::Unit(unit) => Some((end, unit)),
            _ => None,
        })
    }

    /// A number and a unit in one word, such as "24h".
    fn glued(&self, at: usize) -> Option<(u64, Unit)> {
        let word = self.reading.text_of(&(at..at + 1));
        let end = word.find(|c: char| !c.is_ascii_digit()).filter(|&end| end > 0)?;
        let (number, unit) = word.split_at(end);
        let spellings = words(unit).map(|word| word.spelling);
        let (_, mut senses) = Lexicon::get().claim(self.language, spellings)?;
        let unit = senses.find_map(|sense| match sense {
            Sense::Unit(unit) => Some(unit),
            _ => None,
        })?;
        Some((thousandths(number, "")?, unit))
    }

    /// The span that goes on with one, in smaller units.
    fn more(&self, before: Span) -> Option<Span> {
        let at = before.end;
        let conjunction = self.senses(at).find_map(|(end, sense)| {
            (sense == Sense::Consent(ConsentTerm::Conjunction)).then_some(end)
        });
        let is_near = matches!(self.reading.after(at.checked_sub(1)?).trim(), "" | ",");
        let next = self.span(conjunction.unwrap_or(at)).filter(|next| next.unit < before.unit);
        next.filter(|_| is_near)
    }
}

/// The number that the digits of a word begin, with its thousands and decimals, and the word after
/// it.
fn digits(reading: &Reading<'_>, at: usize) -> Option<(usize, Quantity)> {
    let text = |at: usize| reading.words.get(at).map(|_| reading.text_of(&(at..at + 1)));
    let is_number = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
    let first = text(at).filter(is_number)?;
    let mut whole = first.to_owned();
    let mut end = at + 1;
    let is_group =
        |gap: &str| matches!(gap, "," | "." | "'" | "’" | " " | "\u{a0}" | "\u{202f}" | "\u{2009}");
    while first.len() <= 3
        && is_group(reading.after(end - 1))
        && let Some(group) = text(end).filter(is_number).filter(|group| group.len() == 3)
    {
        whole.push_str(group);
        end += 1;
    }
    let decimals =
        text(end).filter(is_number).filter(|_| matches!(reading.after(end - 1), "." | ","));
    end += usize::from(decimals.is_some());
    let decimals = decimals.unwrap_or_default();
    let quantity = thousandths(&whole, decimals).map_or_else(
        || Quantity::Long(xxhash_rust::xxh3::xxh3_64(format!("{whole}.{decimals}").as_bytes())),
        Quantity::Number,
    );
    Some((end, quantity))
}

/// A number in thousandths, when it is one that can be counted so.
fn thousandths(whole: &str, decimals: &str) -> Option<u64> {
    const DIGITS: usize = 12;
    let decimals = decimals.trim_end_matches('0');
    if whole.len() > DIGITS || decimals.len() > 3 {
        return None;
    }
    format!("{whole}{decimals:0<3}").parse().ok()
}

/// So many thousandths of a unit.
fn lasting(thousandths: u64, unit: Unit) -> Option<Quantity> {
    const DAY: u64 = 24 * 60 * 60;
    let (months, seconds) = match unit {
        Unit::Years => (12, 0),
        Unit::Months => (1, 0),
        Unit::Weeks => (0, 7 * DAY),
        Unit::Days => (0, DAY),
        Unit::Hours => (0, 60 * 60),
        Unit::Minutes => (0, 60),
        Unit::Seconds => (0, 1),
        Unit::Milliseconds => {
            return Some(Quantity::Duration { months: 0, seconds: thousandths / 1000 });
        }
        Unit::Session | Unit::Forever => return None,
    };
    let (months, seconds) = (thousandths.checked_mul(months)?, thousandths.checked_mul(seconds)?);
    Some(Quantity::Duration { months, seconds })
}

impl Quantity {
    /// Two durations together.
    fn and(self, other: Self) -> Option<Self> {
        let (Self::Duration { months, seconds }, Self::Duration { months: more, seconds: further }) =
            (self, other)
        else {
            return None;
        };
        let (months, seconds) = (months.checked_add(more)?, seconds.checked_add(further)?);
        Some(Self::Duration { months, seconds })
    }

    /// 365 days are a year.
    fn settled(self) -> Self {
        const YEAR: u64 = 365 * 24 * 60 * 60 * 1000;
        match self {
            Self::Duration { months, seconds } if seconds > 0 && seconds.is_multiple_of(YEAR) => {
                Self::Duration { months: months + seconds / YEAR * 12_000, seconds: 0 }
            }
            quantity => quantity,
        }
    }
}
