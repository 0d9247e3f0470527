//! The shapes of a single line.
//!
//! A shape must not change when the line is normalised, or a normal text would read otherwise than
//! its source: white space counts once, and what cannot be seen does not count.

use crate::text::{is_attached, is_invisible, is_letter, is_space};

/// How long a heading may be, in characters.
const HEADING_LENGTH: usize = 140;

/// Whether a trimmed `line` without tabs could be a heading.
pub(super) fn is_heading(line: &str) -> bool {
    // U+037E is what NFC turns into a semicolon.
    !line.ends_with(['.', ';', ',', '\u{37e}']) && is_at_most_a_heading(line)
}

/// Whether a trimmed `line` is no longer than a heading may be.
pub(crate) fn is_at_most_a_heading(line: &str) -> bool {
    is_at_most(line, HEADING_LENGTH)
}

/// Whether `line` has at most `limit` characters in its normal form. The plain space that
/// guillemets keep inside is not counted.
fn is_at_most(line: &str, limit: usize) -> bool {
    if line.len() <= limit {
        return true;
    }
    let mut length = 0;
    let (mut in_space, mut in_guillemet) = (false, false);
    for c in line.chars() {
        if is_invisible(c) || is_attached(c) {
            continue;
        }
        if is_space(c) {
            in_space = true;
            continue;
        }
        length += usize::from(in_space && !in_guillemet && c != '»') + 1;
        if length > limit {
            return false;
        }
        (in_space, in_guillemet) = (false, c == '«');
    }
    true
}

/// Whether `line` holds a letter or a digit.
pub(crate) fn is_readable(line: &str) -> bool {
    // A word begins within the first characters of almost every line.
    line.chars().any(is_letter)
}

#[cfg(test)]
mod tests {
    use super::is_heading;

    #[test]
    fn a_heading_is_short_and_unfinished() {
        let long = "é".repeat(140);
        assert!(is_heading(&long) && is_heading("Pourquoi ?") && is_heading("Voici :"));
        assert!(is_heading(&format!("« {}", "a  ".repeat(69).trim_end())));
        assert!(!is_heading(&format!("{long}é")));
        assert!(!is_heading("Voilà.") && !is_heading("un,") && !is_heading("deux;"));
    }
}
