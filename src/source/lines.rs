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
    /// Of a text that was made of another: the line of that for each start, and how many it has.
    made_of: Option<(Vec<u64>, usize)>,
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
        Self { starts, ends, made_of: None }.without_empty_last(text.len())
    }

    /// The lines of a text that was made of one with the lines of `file`: from which of its places
    /// on it stands on which line there, in order.
    pub(crate) fn made_of(places: Vec<(usize, u64)>, file: &Self) -> Self {
        // A parser may come to a text when it has read the line end after it.
        let last = (file.count() as u64).max(1);
        let places = places.into_iter().map(|(start, line)| (start, line.min(last)));
        let (starts, numbers) = places.unzip();
        Self { starts, ends: file.ends, made_of: Some((numbers, file.count())) }
    }

    /// The lines of `text`, which these are the lines of, each with its end.
    pub(super) fn each<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let ends = self.starts.iter().skip(1).copied().chain([text.len()]);
        let line = |(&start, end): (&usize, usize)| text.get(start..end).unwrap_or_default();
        self.starts.iter().zip(ends).map(line)
    }

    /// Whether the lines are those of another text, so that columns say nothing.
    pub(crate) fn are_of_another_text(&self) -> bool {
        self.made_of.is_some()
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
        Self { starts, ends, made_of: None }.without_empty_last(text.len())
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
        self.made_of.as_ref().map_or(self.starts.len(), |&(_, count)| count)
    }

    /// What ends the lines; nothing when no line is ended.
    #[must_use]
    pub fn ends(&self) -> Option<LineEnds> {
        self.ends
    }

    /// The 1-based number of the line that holds the byte at `offset`.
    #[must_use]
    pub fn number_at(&self, offset: usize) -> u64 {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        match &self.made_of {
            Some((numbers, _)) => numbers.get(line - 1).copied().unwrap_or(1),
            None => line as u64,
        }
    }

    /// The 1-based column, in characters, of the byte at `offset` of `text`; 1 when the lines are
    /// those of another text.
    #[must_use]
    pub fn column_at(&self, text: &str, offset: usize) -> u64 {
        if self.are_of_another_text() {
            return 1;
        }
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

    #[test]
    fn a_text_made_of_another_has_its_lines() {
        let file = Lines::of("<p>\na\n</p>\nb\n");
        let lines = Lines::made_of(vec![(0, 2), (2, 4)], &file);
        assert_eq!((lines.count(), lines.ends()), (4, Some(LineEnds::Lf)));
        assert_eq!([0, 1, 2, 9].map(|at| lines.number_at(at)), [2, 2, 4, 4]);
        assert_eq!(lines.column_at("a\nb", 3), 1);
        assert_eq!(Lines::made_of(Vec::new(), &file).number_at(0), 1);
    }
}
