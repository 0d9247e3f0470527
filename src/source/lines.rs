//! Lines: where they begin and what ends them (LF, CRLF or CR).

use memchr::{memchr, memchr_iter};
use serde::{Deserialize, Serialize};

/// What ends the lines of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum LineEnds {
    /// Line feed, as Unix writes it.
    Lf,
    /// Carriage return and line feed, as Windows writes it.
    Crlf,
    /// Carriage return alone, as the first Macintosh wrote it.
    Cr,
    /// More than one of the three.
    Mixed,
}

/// The lines of a text: where each begins, and how they end.
#[derive(Clone, Debug)]
pub struct Lines {
    starts: Vec<usize>,
    ends: Option<LineEnds>,
}

impl Lines {
    /// Finds the lines of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if memchr(b'\r', text.as_bytes()).is_some() {
            return Self::with_returns(text);
        }
        let mut starts = Vec::with_capacity(16 + text.len() / 64);
        starts.push(0);
        starts.extend(memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        let ends = (starts.len() > 1).then_some(LineEnds::Lf);
        Self { starts, ends }.without_empty_last(text.len())
    }

    fn with_returns(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut ends = None;
        let mut at = 0;
        while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'\n', b'\r', rest))
        {
            let end = at + found;
            let kind = match (bytes.get(end), bytes.get(end + 1)) {
                (Some(b'\n'), _) => LineEnds::Lf,
                (_, Some(b'\n')) => LineEnds::Crlf,
                _ => LineEnds::Cr,
            };
            ends = match ends {
                None => Some(kind),
                Some(before) if before == kind => Some(kind),
                Some(_) => Some(LineEnds::Mixed),
            };
            at = end + if kind == LineEnds::Crlf { 2 } else { 1 };
            starts.push(at);
        }
        Self { starts, ends }.without_empty_last(text.len())
    }

    /// A line end at the very end ends the last line, it does not begin another.
    fn without_empty_last(mut self, length: usize) -> Self {
        if self.starts.last() == Some(&length) {
            self.starts.pop();
        }
        self
    }

    /// How many lines there are; the last counts whether or not it is ended. An empty text has
    /// none.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// What ends the lines; nothing when no line is ended.
    #[must_use]
    pub fn ends(&self) -> Option<LineEnds> {
        self.ends
    }

    /// The 1-based number of the line that holds the byte at `offset`.
    #[must_use]
    pub fn number_at(&self, offset: usize) -> u64 {
        self.starts.partition_point(|&start| start <= offset).max(1) as u64
    }

    /// The 1-based column, in characters, of the byte at `offset` of `text`.
    #[must_use]
    pub fn column_at(&self, text: &str, offset: usize) -> u64 {
        let line = self.starts.partition_point(|&start| start <= offset);
        let start =
            line.checked_sub(1).and_then(|line| self.starts.get(line)).copied().unwrap_or(0);
        text.get(start..offset).map_or(1, |before| before.chars().count() as u64 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{LineEnds, Lines};

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        for (text, count, ends) in [
            ("", 0, None),
            ("a", 1, None),
            ("a\n", 1, Some(LineEnds::Lf)),
            ("\n\na", 3, Some(LineEnds::Lf)),
            ("a\r\nb\r\n", 2, Some(LineEnds::Crlf)),
            ("a\rb", 2, Some(LineEnds::Cr)),
            ("a\rb\nc\r\n\r\n", 4, Some(LineEnds::Mixed)),
        ] {
            let lines = Lines::of(text);
            assert_eq!((lines.count(), lines.ends()), (count, ends), "{text:?}");
        }
    }

    #[test]
    fn places_are_lines_and_characters() {
        let text = "é\r\nàb\rc";
        let lines = Lines::of(text);
        let at = text.find('b').unwrap();
        assert_eq!((lines.number_at(at), lines.column_at(text, at)), (2, 2));
        assert_eq!(lines.number_at(text.len()), 3);
    }
}
