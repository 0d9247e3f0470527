//! Variations that a team has accepted: a fingerprint a line, then the reason. `#` begins a comment, which belongs
//! to the line below it, or to the file where a blank line ends it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Severity;
use super::report::{Report, Variation, place};

/// How many digits a fingerprint has.
const DIGITS: usize = 32;
/// What a file begins with that has nothing else to begin with.
const TITLE: &str = "# Accepted variations: a fingerprint and the reason in each line.\n\n";

/// Variations that were accepted, by their fingerprints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The comments above all lines.
    title: String,
    lines: BTreeMap<String, Line>,
    /// The comments below all lines.
    end: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Line {
    comments: String,
    reason: String,
    is_seen: bool,
}

impl Accepted {
    /// Reads a file of accepted variations.
    ///
    /// # Errors
    ///
    /// The number of the first line that begins with no fingerprint.
    pub fn read(text: &str) -> Result<Self, usize> {
        let (mut read, mut comments) = (Self::default(), String::new());
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.starts_with('#') {
                comments.push_str(line);
                comments.push('\n');
            } else if line.is_empty() {
                // What stands by itself above the first line is about all of them.
                if read.lines.is_empty() && !comments.is_empty() {
                    read.title.push_str(&comments);
                    read.title.push('\n');
                    comments.clear();
                }
            } else {
                let (fingerprint, reason) =
                    line.split_once(char::is_whitespace).unwrap_or((line, ""));
                let is_one = fingerprint.len() == DIGITS
                    && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit());
                if !is_one {
                    return Err(number);
                }
                let line = read.lines.entry(fingerprint.to_ascii_lowercase()).or_default();
                line.comments.push_str(&std::mem::take(&mut comments));
                if line.reason.is_empty() {
                    reason.trim_start().clone_into(&mut line.reason);
                }
            }
        }
        read.end = comments;
        Ok(read)
    }

    /// Takes what was accepted out of a report, where it is counted.
    pub fn take_from(&mut self, report: &mut Report) {
        let mut accepted = 0;
        for variations in report.families.iter_mut().map(|family| &mut family.variations) {
            variations.retain(|variation| {
                let line = self.lines.get_mut(&variation.fingerprint);
                let is_accepted = line.map(|line| line.is_seen = true).is_some();
                accepted += u64::from(is_accepted);
                !is_accepted
            });
        }
        report.accepted += accepted;
        report.recount();
    }

    /// Accepts what a report has that weighs `least` or more, with its rule and place for a reason.
    pub fn accept(&mut self, report: &Report, least: Severity) {
        let variations = report.families.iter().flat_map(|family| &family.variations);
        for variation in variations.filter(|variation| variation.severity >= least) {
            let Variation { rule, fingerprint, .. } = variation;
            let reason = || format!("{rule}: {}", place(variation));
            let new = || Line { reason: reason(), ..Line::default() };
            self.lines.entry(fingerprint.clone()).or_insert_with(new);
        }
    }

    /// What was accepted and stood in no report: the fingerprints and reasons.
    pub fn unseen(&self) -> impl Iterator<Item = (&str, &str)> {
        let unseen = self.lines.iter().filter(|(_, line)| !line.is_seen);
        unseen.map(|(fingerprint, line)| (&**fingerprint, &*line.reason))
    }

    /// Leaves out what stood in no report.
    pub fn forget_unseen(&mut self) {
        self.lines.retain(|_, line| line.is_seen);
    }

    /// The file of these variations, in order.
    #[must_use]
    pub fn written(&self) -> String {
        let is_bare = self.title.is_empty() && self.end.is_empty();
        let mut out = if is_bare { TITLE.to_owned() } else { self.title.clone() };
        for (fingerprint, Line { comments, reason, .. }) in &self.lines {
            let line = format!("{fingerprint} {reason}");
            let _ = writeln!(out, "{comments}{}", line.trim_end());
        }
        out.push_str(&self.end);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Accepted, DIGITS, TITLE};

    #[test]
    fn a_file_comes_back_in_order_with_its_comments() {
        let [one, two, three] = ["A", "b", "c"].map(|digit| digit.repeat(DIGITS));
        let text = format!(
            "\u{feff}# All of them.\r\n\r\n# Why two.\n{two}   agreed in May\n\n{one}\n{three}\told one\n{three} again\n# Why not more.\n"
        );
        let read = Accepted::read(&text).unwrap();
        let one = one.to_lowercase();
        let written = format!(
            "# All of them.\n\n{one}\n# Why two.\n{two} agreed in May\n{three} old one\n# Why not more.\n"
        );
        assert_eq!(read.written(), written);
        assert_eq!(Accepted::read(&written), Ok(read.clone()));
        assert_eq!(read.unseen().nth(1), Some((&*two, "agreed in May")));
        assert_eq!(Accepted::default().written(), TITLE);
        assert_eq!(Accepted::read("\n# a\nwhy not\n"), Err(3));
        assert_eq!(Accepted::read(&format!("{one}0")), Err(1));
    }
}
