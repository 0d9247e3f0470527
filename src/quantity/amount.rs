//! A duration as it was said: so many of each unit.

use std::fmt::Write as _;

use super::figures::thousandths;
use crate::lexicon::Unit;

/// The units of time, the longest first, and how many seconds each has. Milliseconds are below.
const UNITS: [(Unit, u64); 7] = [
    (Unit::Years, 365 * DAY),
    (Unit::Months, 30 * DAY),
    (Unit::Weeks, 7 * DAY),
    (Unit::Days, DAY),
    (Unit::Hours, 60 * 60),
    (Unit::Minutes, 60),
    (Unit::Seconds, 1),
];
const DAY: u64 = 24 * 60 * 60;
/// No longer duration is counted: every reader of JSON has numbers up to here.
const LONGEST: u64 = (1 << 53) - 1;

/// A duration: of each of `UNITS` the thousandths that were said, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    said: [Option<u64>; UNITS.len()],
    /// The last unit said.
    pub(crate) unit: Unit,
    milliseconds: u128,
}

impl Amount {
    /// So many thousandths of a unit; none of what is no unit of time.
    pub(crate) fn of(thousandths: u64, unit: Unit) -> Option<Self> {
        let (told, number) = match unit {
            Unit::Milliseconds => (Unit::Seconds, thousandths.div_ceil(1000)),
            unit => (unit, thousandths),
        };
        let place = UNITS.iter().position(|known| known.0 == told)?;
        let mut said = [None; UNITS.len()];
        *said.get_mut(place)? = Some(number);
        let milliseconds = u128::from(number) * u128::from(UNITS.get(place)?.1);
        Some(Self { said, unit, milliseconds })
    }

    /// This and what goes on with it in a smaller unit: "one year and two months". What cannot be a
    /// rest of the last unit is another duration, and so is, unless a word `joins` them, what is
    /// too small beside it.
    pub(crate) fn and(&self, rest: &Self, joins: bool) -> Option<Self> {
        let place = |unit| UNITS.iter().position(|known| known.0 == unit);
        let (last, next) = (place(self.unit)?, place(rest.unit)?);
        let is_near = match self.unit {
            Unit::Years | Unit::Months => next <= 3,
            _ => next == last + 1,
        };
        // Most months are longer than the one that others are counted by.
        let last_day = if self.unit == Unit::Months { DAY } else { 0 };
        let is_rest = rest.milliseconds < u128::from(UNITS.get(last)?.1 + last_day) * 1000;
        if next <= last || !is_rest || !(is_near || joins) {
            return None;
        }
        let mut sum = self.clone();
        *sum.said.get_mut(next)? = *rest.said.get(next)?;
        sum.unit = rest.unit;
        sum.milliseconds += rest.milliseconds;
        Some(sum)
    }

    /// How many thousandths of a month it has, and of a second beside them.
    pub(super) fn months_and_seconds(&self) -> (u64, u64) {
        let said = self.said.iter().zip(UNITS);
        said.fold((0, 0), |(months, seconds), (number, (unit, length))| {
            let number = number.unwrap_or_default();
            match unit {
                Unit::Years => (months + number * 12, seconds),
                Unit::Months => (months + number, seconds),
                _ => (months, seconds + number * length),
            }
        })
    }

    /// How long it is in milliseconds.
    pub(crate) fn milliseconds(&self) -> u128 {
        self.milliseconds
    }

    /// The seconds it has, begun ones included; none when they are too many.
    pub(crate) fn seconds(&self) -> Option<u64> {
        let seconds = u64::try_from(self.milliseconds.div_ceil(1000)).ok();
        seconds.filter(|seconds| *seconds <= LONGEST)
    }

    /// Whether `other` says about the same in other units, as twelve months do and 365 days.
    pub(crate) fn is_said_again_by(&self, other: &Self) -> bool {
        let (one, two) = (self.milliseconds, other.milliseconds);
        self.unit != other.unit && one.abs_diff(two) * 1000 < one.max(two) * 35
    }

    /// It as ISO 8601, in the units it was said in; none when something is said after a fraction.
    pub(crate) fn iso8601(&self) -> Option<String> {
        let mut said = self.said;
        let [years, months, weeks, days, hours, minutes, seconds] = &mut said;
        let is_of_weeks =
            [&*years, months, days, hours, minutes, seconds].iter().all(|part| part.is_none());
        // Weeks stand alone in ISO 8601.
        let mut out = String::from("P");
        let of_weeks = if is_of_weeks { weeks.take() } else { None };
        if let Some(weeks) = weeks.take() {
            *days = Some(days.unwrap_or_default() + weeks * 7);
        }
        let date = [(&*years, 'Y'), (months, 'M'), (&of_weeks, 'W'), (days, 'D')];
        let time = [(&*hours, 'H'), (minutes, 'M'), (seconds, 'S')];
        let mut has_fraction = false;
        let mut has_time = false;
        let parts = date.into_iter().map(|part| (part, false));
        for ((number, letter), is_time) in parts.chain(time.into_iter().map(|part| (part, true))) {
            let Some(thousandths) = *number else { continue };
            if has_fraction {
                return None;
            }
            if is_time && !has_time {
                out.push('T');
                has_time = true;
            }
            let (whole, fraction) = (thousandths / 1000, thousandths % 1000);
            has_fraction = fraction > 0;
            let _ = write!(out, "{whole}");
            if has_fraction {
                let fraction = format!(".{fraction:03}");
                out.push_str(fraction.trim_end_matches('0'));
            }
            out.push(letter);
        }
        Some(out)
    }
}

/// Where the duration ends that begins at `start` as ISO 8601 writes it.
pub(super) fn iso8601_at(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?.strip_prefix('P')?;
    let is_part = |c: char| c.is_ascii_digit() || ".,YMWDTHS".contains(c);
    let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let written = rest.get(..length)?.trim_end_matches(['.', ',']);
    let after = rest.get(written.len()..)?;
    let is_whole = !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let end = start + 1 + written.len();
    (is_whole && read_iso8601(text.get(start..end)?).is_some()).then_some(end)
}

/// The duration that ISO 8601 writes so.
pub(super) fn read_iso8601(written: &str) -> Option<Amount> {
    let mut sum: Option<Amount> = None;
    let mut is_time = false;
    let mut from = 1;
    for (at, byte) in written.bytes().enumerate().skip(1) {
        let unit = match byte {
            b'T' if !is_time && from == at => {
                is_time = true;
                from = at + 1;
                continue;
            }
            b'Y' if !is_time => Unit::Years,
            b'M' if !is_time => Unit::Months,
            b'W' if !is_time => Unit::Weeks,
            b'D' if !is_time => Unit::Days,
            b'H' if is_time => Unit::Hours,
            b'M' if is_time => Unit::Minutes,
            b'S' if is_time => Unit::Seconds,
            b'0'..=b'9' | b'.' | b',' => continue,
            _ => return None,
        };
        let figures = written.get(from..at).filter(|figures| !figures.is_empty())?;
        let next = Amount::of(thousandths(figures)?, unit)?;
        sum = Some(sum.map_or(Some(next.clone()), |sum| sum.and(&next, true))?);
        from = at + 1;
    }
    sum.filter(|_| from == written.len())
}
