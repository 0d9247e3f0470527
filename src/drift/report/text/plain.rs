//! Words of charters as they are safe to show, and numbers with their nouns.
//!
//! What a charter or a path holds is not to be trusted: a control character could steer the
//! terminal, and a direction mark could show a line backwards. Both are shown as escapes.

use crate::text::{is_attached, is_invisible, is_space};

/// How a text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Show {
    /// For reading: line feeds, tabs and runs of spaces are one space.
    Words,
    /// For reading a row: the same, with its cells told apart.
    Row,
    /// For looking closely: whatever does not look like what it is becomes an escape.
    Signs,
}

/// Appends `text`, on one line.
pub(super) fn push(text: &str, show: Show, out: &mut String) {
    for c in text.chars() {
        match show {
            Show::Row if c == '\t' => out.push_str(" | "),
            Show::Words | Show::Row if is_break(c) => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            Show::Signs if looks_otherwise(c) => out.extend(c.escape_default()),
            _ if is_harmful(c) => out.extend(c.escape_default()),
            _ => out.push(c),
        }
    }
}

/// `text` as the name of something, such as a path: on one line, and every character of it there.
pub(super) fn name(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_harmful(c) || (is_break(c) && c != ' ') {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// `count` with its noun, which an `s` makes plural.
pub(super) fn counted(count: impl TryInto<u64>, noun: &str) -> String {
    match (count.try_into().unwrap_or(u64::MAX), noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (count, Some(stem)) => format!("{count} {stem}ies"),
        (count, None) => format!("{count} {noun}s"),
    }
}

/// White space that is a space to a reader, or begins a line.
fn is_break(c: char) -> bool {
    is_space(c) && (c.is_ascii() || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
}

/// Whether a terminal would do something else than show it. No text may hold the last two.
fn is_harmful(c: char) -> bool {
    c.is_control() || is_invisible(c) || matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..)
}

/// Whether it looks like another character, or like nothing: spaces, hyphens, accents apart from
/// their letter.
fn looks_otherwise(c: char) -> bool {
    (is_space(c) && c != ' ') || is_attached(c) || matches!(c, '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
mod tests {
    use super::{Show, counted, name, push};

    fn shown(text: &str, show: Show) -> String {
        let mut out = String::new();
        push(text, show, &mut out);
        out
    }

    #[test]
    fn what_could_steer_a_terminal_is_an_escape() {
        let hostile = "a\u{1b}[2J\u{202e}b\u{9b}\r\nc\t\u{a0}d\u{2028}e\u{fdd0}é 'q' \\";
        assert_eq!(
            shown(hostile, Show::Words),
            "a\\u{1b}[2J\\u{202e}b\\u{9b} c \u{a0}d e\\u{fdd0}é 'q' \\"
        );
        assert_eq!(
            name(hostile),
            "a\\u{1b}[2J\\u{202e}b\\u{9b}\\r\\nc\\t\u{a0}d\\u{2028}e\\u{fdd0}é 'q' \\"
        );
    }

    #[test]
    fn cells_are_told_apart() {
        assert_eq!(shown("a b\t\tc\nd", Show::Row), "a b |  | c d");
    }

    #[test]
    fn what_looks_the_same_can_be_told_apart() {
        assert_eq!(
            shown("a\u{a0}b\n e\u{301}-\u{2011}", Show::Signs),
            "a\\u{a0}b\\n e\\u{301}-\\u{2011}"
        );
    }

    #[test]
    fn nouns_follow_their_number() {
        let counts = [0, 1, 2].map(|count| counted(count, "charter"));
        assert_eq!(counts, ["0 charters", "1 charter", "2 charters"]);
        assert_eq!(counted(2, "family"), "2 families");
        assert_eq!(counted(1, "family"), "1 family");
    }
}
