//! Runs of spaces between cells, or cells aligned with spaces: what stands where needs no guess.

use crate::text::{is_space, trim};

/// Where the labels of a header stand that runs of spaces part, in characters from the left.
pub(super) struct Seams {
    starts: Vec<usize>,
}

/// The seams of a header with those labels, if runs of spaces are between all of them and in none.
pub(super) fn of_header(line: &str, labels: &[&str], source: &str) -> Option<Seams> {
    let parts = parts(line);
    (parts == labels).then(|| Seams { starts: starts(&parts, source) })
}

impl Seams {
    /// The cells of a line, if runs of spaces part as many as there are labels, or each stands where
    /// a label does.
    pub(super) fn cells<'s>(&self, line: &'s str, source: &str) -> Option<Vec<&'s str>> {
        let parts = parts(line);
        if parts.len() == self.starts.len() {
            return Some(parts);
        }
        let (parts, at) = (parts.iter(), starts(&parts, source));
        let mut cells = vec![""; self.starts.len()];
        let mut found = 0;
        for (part, start) in parts.zip(at) {
            let column = self.starts.iter().position(|&label| label.abs_diff(start) < 2)?;
            *cells.get_mut(column)? = part;
            found += 1;
        }
        // An empty cell stands where the cell after it begins in the source.
        let mut place = line.get(..0)?;
        for cell in &mut cells {
            if cell.is_empty() { *cell = place } else { place = cell.get(cell.len()..)? }
        }
        (found > 1).then_some(cells)
    }
}

/// The parts of a line between runs of spaces.
fn parts(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut run: Option<(usize, usize)> = None;
    for (at, c) in line.char_indices() {
        if is_space(c) {
            run = Some(run.map_or((at, 1), |(from, length)| (from, length + 1)));
            continue;
        }
        if let Some((from, length)) = run.take()
            && length > 1
        {
            parts.push(trim(line.get(start..from).unwrap_or_default()));
            start = at;
        }
    }
    parts.push(trim(line.get(start..).unwrap_or_default()));
    parts
}

/// How many characters stand before each part on its line.
fn starts(parts: &[&str], source: &str) -> Vec<usize> {
    let place = |part: &str| part.as_ptr() as usize - source.as_ptr() as usize;
    let Some(first) = parts.first().map(|part| place(part)) else { return Vec::new() };
    let before = source.get(..first).unwrap_or_default();
    let line = memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |end| end + 1);
    let (mut at, mut count) = (line, 0);
    let starts = parts.iter().map(|part| {
        count += source.get(at..place(part)).unwrap_or_default().chars().count();
        at = place(part);
        count
    });
    starts.collect()
}
