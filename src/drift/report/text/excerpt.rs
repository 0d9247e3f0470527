//! One text with the parts of it that differ marked, as `git diff --word-diff` marks them. What is
//! far from them is left out.

use std::ops::Range;

use super::plain::{Show, counted, push};
use crate::drift::report::Style;
use crate::text::is_space;

/// How many characters of unchanged text stay on either side of a change.
const CONTEXT: usize = 60;
/// How many characters of a text without changes stay.
const UNMARKED: usize = 300;
/// How many characters of one change stay at either end.
const CHANGED: usize = 200;
/// How many changes are shown.
const CHANGES: usize = 20;

/// What stands round what differs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark<'p> {
    pub(super) begin: &'static str,
    pub(super) end: &'static str,
    pub(super) style: &'p Style,
}

/// Where something is left out of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Omission {
    Start,
    Middle,
    End,
}

/// `text` on one line with `parts` marked, and what differs shown as `show` says.
pub(super) fn excerpt(text: &str, parts: &[Range<usize>], mark: Mark<'_>, show: Show) -> String {
    let mut out = String::new();
    // What stays is there to be read.
    let reading = if show == Show::Signs { Show::Words } else { show };
    let (mut at, mut omission) = (0, Omission::Start);
    for part in parts.iter().take(CHANGES) {
        let kept = text.get(at..part.start).unwrap_or_default();
        shorten(kept, omission, CONTEXT, reading, &mut out);
        let changed = text.get(part.clone()).unwrap_or_default();
        if !changed.is_empty() {
            let mut marked = mark.begin.to_owned();
            shorten(changed, Omission::Middle, CHANGED, show, &mut marked);
            marked.push_str(mark.end);
            out.push_str(&mark.style.on(&marked));
        }
        (at, omission) = (part.end, Omission::Middle);
    }
    let rest = text.get(at..).unwrap_or_default();
    let limit = if parts.is_empty() { UNMARKED } else { CONTEXT };
    shorten(rest, Omission::End, limit, reading, &mut out);
    if let Some(more) = parts.len().checked_sub(CHANGES).filter(|more| *more > 0) {
        out.push_str(if out.ends_with('…') { " and " } else { " … and " });
        out.push_str(&counted(more, "more change"));
    }
    out
}

/// Appends `text`, with `limit` characters of it at each end that stays, cut between words where
/// there are any.
fn shorten(text: &str, omission: Omission, limit: usize, show: Show, out: &mut String) {
    let kept = if omission == Omission::Middle { 2 * limit } else { limit };
    // Some characters more cost less than the dots do.
    if text.chars().nth(kept + 8).is_none() {
        push(text, show, out);
        return;
    }
    if omission != Omission::Start {
        push(head(text, limit), show, out);
        out.push_str(" …");
    }
    if omission != Omission::End {
        out.push_str(if omission == Omission::Start { "… " } else { " " });
        push(tail(text, limit), show, out);
    }
}

/// The first words of `text`, at most `limit` characters.
fn head(text: &str, limit: usize) -> &str {
    let end = text.char_indices().nth(limit).map_or(text.len(), |(at, _)| at);
    let head = text.get(..end).unwrap_or_default();
    let words = head.rfind(is_space).and_then(|space| head.get(..space)).unwrap_or_default();
    let words = words.trim_end_matches(is_space);
    if words.is_empty() { head } else { words }
}

/// The last words of `text`, at most `limit` characters.
fn tail(text: &str, limit: usize) -> &str {
    let last = limit.saturating_sub(1);
    let start = text.char_indices().rev().nth(last).map_or(0, |(at, _)| at);
    let tail = text.get(start..).unwrap_or_default();
    let words = tail.find(is_space).and_then(|space| tail.get(space..)).unwrap_or_default();
    // The space before a change is part of its context.
    let words = words.trim_start_matches(is_space);
    if words.is_empty() { tail } else { words }
}

#[cfg(test)]
mod tests {
    use super::{CHANGES, Mark, Show, excerpt};
    use crate::drift::report::Style;

    fn marked(text: &str, parts: &[(usize, usize)]) -> String {
        let parts: Vec<_> = parts.iter().map(|(start, end)| *start..*end).collect();
        let mark = Mark { begin: "[-", end: "-]", style: &Style::default() };
        excerpt(text, &parts, mark, Show::Words)
    }

    #[test]
    fn what_differs_is_marked() {
        assert_eq!(marked("Se souvenir", &[(0, 2)]), "[-Se-] souvenir");
        assert_eq!(marked("ne b pas", &[(0, 2), (3, 3), (5, 8)]), "[-ne-] b [-pas-]");
        assert_eq!(marked("[-a-] {+b+}", &[(7, 10)]), "[-a-] {[-+b+-]}");
        assert_eq!(marked("a", &[]), "a");
    }

    #[test]
    fn what_is_far_from_a_change_is_left_out() {
        let far = "mot ".repeat(100);
        let text = format!("{far}X {far}Y {far}");
        let at = far.len();
        let shown = marked(&text, &[(at, at + 1), (2 * at + 2, 2 * at + 3)]);
        let words = |count| vec!["mot"; count].join(" ");
        let near = words(14);
        assert_eq!(shown, format!("… {near} [-X-] {near} … {near} [-Y-] {near} …"));
        assert_eq!(marked(&far, &[]), format!("{} …", words(75)));
        let (long, half) = (words(200), words(50));
        assert_eq!(marked(&long, &[(0, long.len())]), format!("[-{half} … {half}-]"));
    }

    #[test]
    fn a_word_without_end_is_cut_all_the_same() {
        let shown = marked(&"é".repeat(1_000_000), &[(0, 1_000_000)]);
        assert!(shown.chars().count() < 600, "{shown}");
        assert!(marked(&"é".repeat(1_000_000), &[]).chars().count() < 400);
    }

    #[test]
    fn changes_without_end_are_counted() {
        let text = "a b ".repeat(100);
        let parts: Vec<_> = (0..100).map(|number| (number * 4, number * 4 + 1)).collect();
        let shown = marked(&text, &parts);
        assert_eq!(shown.matches("[-a-]").count(), CHANGES);
        assert!(shown.ends_with(" … and 80 more changes"), "{shown}");
    }
}
