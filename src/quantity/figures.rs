//! What is written in figures: numbers, and dates or times of figures with marks between them.

use super::dates::Date;
use super::tokens::Kind;
use crate::text::is_space;

/// No longer number is counted.
const DIGITS: usize = 12;

/// The number or the date whose digits begin at `start`, and where it ends.
pub(super) fn at(text: &str, start: usize) -> (Kind, usize) {
    let part = |from: usize, length: usize| text.get(from..from + length).unwrap_or_default();
    let length = digits(text, start);
    let mut end = start + length;
    if let Some(found) = with_marks(text, start) {
        return found;
    }
    let mut whole = Count::default();
    whole.add(part(start, length));
    if length <= 3 && !text.get(start..).is_some_and(|rest| rest.starts_with('0')) {
        while let group = end + group_mark(text.get(end..).unwrap_or_default())
            && group > end
            && digits(text, group) == 3
        {
            whole.add(part(group, 3));
            end = group + 3;
        }
    }
    let mut decimals = "";
    if text.get(end..).is_some_and(|rest| rest.starts_with(['.', ','])) {
        decimals = part(end + 1, digits(text, end + 1));
        end += if decimals.is_empty() { 0 } else { 1 + decimals.len() };
    }
    (Kind::Number(whole.thousandths(decimals)), end)
}

/// Three numbers with the same mark between them, as a date has, or two with a colon, as a time.
fn with_marks(text: &str, start: usize) -> Option<(Kind, usize)> {
    let byte = |at: usize| text.as_bytes().get(at).copied();
    let first = digits(text, start);
    let separator = byte(start + first).filter(|byte| b"./-:".contains(byte))?;
    let second_at = start + first + 1;
    let second = digits(text, second_at);
    let third_at = second_at + second + 1;
    let third = if byte(third_at - 1) == Some(separator) { digits(text, third_at) } else { 0 };
    let is_grouped = separator == b'.' && second == 3 && third == 3;
    if second == 0 || is_grouped || (third == 0 && separator != b':') {
        return None;
    }
    let end = if third == 0 { third_at - 1 } else { third_at + third };
    let number = |at: usize, length: usize| text.get(at..at + length)?.parse().ok();
    let date = || {
        let (one, two) = (number(start, first)?, number(second_at, second)?);
        let three = number(third_at, third)?;
        // The day goes first in most languages; a month never is above twelve.
        match (first, third) {
            (4, 1..=2) => Date::new(one, two, three),
            (1..=2, 4) => Date::new(three, two, one).or_else(|| Date::new(three, one, two)),
            _ => None,
        }
    };
    let date = if separator == b':' { None } else { date() };
    Some((date.map_or(Kind::Figures, Kind::Date), end))
}

/// The length of what may part thousands: one mark, or spaces.
fn group_mark(after: &str) -> usize {
    let is_blank = |c: char| c == ' ' || (!c.is_ascii() && is_space(c));
    let spaces = after.len() - after.trim_start_matches(is_blank).len();
    let mark = after.chars().next().filter(|c| matches!(c, ',' | '.' | '\'' | '\u{2019}'));
    mark.map_or(spaces, char::len_utf8)
}

/// How many digits `text` has from a place on.
fn digits(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// A number as it is read, digit by digit; zeros before the first that counts are none.
#[derive(Clone, Copy, Default)]
struct Count {
    value: u64,
    length: usize,
}

impl Count {
    fn add(&mut self, digits: &str) {
        for digit in digits.bytes().map(|byte| u64::from(byte - b'0')) {
            self.length += usize::from(self.length > 0 || digit > 0);
            self.value = self.value.wrapping_mul(10).wrapping_add(digit);
        }
    }

    /// The number in thousandths; nothing when it is too long or too fine to be counted.
    fn thousandths(mut self, decimals: &str) -> Option<u64> {
        let decimals = decimals.trim_end_matches('0');
        if self.length > DIGITS || decimals.len() > 3 {
            return None;
        }
        self.add(decimals);
        self.add("000".get(decimals.len()..)?);
        Some(self.value)
    }
}

/// The number of thousandths that `figures` are, with or without a mark of decimals.
pub(super) fn thousandths(figures: &str) -> Option<u64> {
    let (whole, decimals) = figures.split_once(['.', ',']).unwrap_or((figures, ""));
    let mut count = Count::default();
    count.add(whole);
    count.thousandths(decimals)
}
