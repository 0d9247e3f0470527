//! The shapes of a single line.
//!
//! A shape must not change when the line is normalised, or a normal text would read otherwise than
//! its source: white space counts once, and what cannot be seen does not count.

use super::blocks::BULLETS;
use crate::text::{is_attached, is_invisible, is_letter, is_space, trim};

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

/// `heading` without the marks of Markdown for one: number signs before it, stars or underscores round
/// all of it. As it is, when it would be something else without them.
pub(super) fn without_marks(heading: &str) -> &str {
    // Almost no heading has any.
    if !heading.starts_with(['#', '*', '_']) {
        return heading;
    }
    let mut text = heading;
    while text.starts_with(['#', '*', '_']) {
        let Some(inside) = without_signs(text).or_else(|| without_emphasis(text)) else { break };
        text = trim(inside);
    }
    let is_other = |c: char| matches!(c, '\t' | '|' | '`') || BULLETS.contains(&c);
    let begins_other = text.starts_with(is_other) || text.contains(['\t', '|']);
    if begins_other || !is_readable(text) || !is_heading(text) { heading } else { text }
}

/// Up to six number signs and a space, and those that close the heading.
fn without_signs(text: &str) -> Option<&str> {
    const MOST: usize = 6;
    let is_mark = |c: char| c == '#' || is_invisible(c);
    let inside = text.trim_start_matches(is_mark);
    let signs = text.get(..text.len() - inside.len())?.matches('#').count();
    if !(1..=MOST).contains(&signs) || !inside.starts_with(is_space) {
        return None;
    }
    let before = inside.trim_end_matches(is_mark);
    Some(if before.ends_with(is_space) { before } else { inside })
}

/// Emphasis round the whole of a line. Names begin with underscores too, but are one word.
fn without_emphasis(text: &str) -> Option<&str> {
    ["***", "**", "__"].into_iter().find_map(|mark| {
        let mut inside = text;
        for c in mark.chars() {
            inside = inside.trim_start_matches(is_invisible).strip_prefix(c)?;
            inside = inside.trim_end_matches(is_invisible).strip_suffix(c)?;
        }
        let is_close = !inside.starts_with(is_space) && !inside.ends_with(is_space);
        let is_one = !inside.contains(mark) && (mark != "__" || trim(inside).contains(is_space));
        (is_close && is_one && is_readable(inside)).then_some(inside)
    })
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
    use super::{is_heading, without_marks};

    #[test]
    fn marks_of_headings_are_undone() {
        for text in [
            "## Vos choix",
            "# Vos choix ##",
            "**Vos choix**",
            "***Vos choix***",
            "__Vos choix__",
            "#\u{200b}# **Vos choix**",
            "*\u{ad}*Vos choix**",
        ] {
            assert_eq!(without_marks(text), "Vos choix", "{text:?}");
        }
        for text in [
            "#cookies",
            "####### a",
            "** a **",
            "**a** et **b**",
            "__utma__",
            "# - a",
            "**a.**",
            "* a",
            "**a | b**",
            "# ---",
        ] {
            assert_eq!(without_marks(text), text);
        }
    }

    #[test]
    fn a_heading_is_short_and_unfinished() {
        let long = "é".repeat(140);
        assert!(is_heading(&long) && is_heading("Pourquoi ?") && is_heading("Voici :"));
        assert!(is_heading(&format!("« {}", "a  ".repeat(69).trim_end())));
        assert!(!is_heading(&format!("{long}é")));
        assert!(!is_heading("Voilà.") && !is_heading("un,") && !is_heading("deux;"));
    }
}
