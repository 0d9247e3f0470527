//! A page as a text browser wrote it down: a number in brackets stands before each link, and a list of their
//! addresses at the end of the text.
//!
//! The numbers and the list are no part of what the page shows. What stands below nothing but the left edge is a
//! heading where the rest is indented, and what is set in the middle above it the first.

use std::collections::HashMap;

use crate::syntax;
use crate::text::{is_number_before, trim};

/// No list of links is shorter.
const LEAST: usize = 2;
/// How far the text is indented, and at least what is set in the middle.
const INDENT: usize = 3;
const MIDDLE: usize = 8;
/// No more words head the list.
const HEAD: usize = 3;

/// What such a page shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown<'t> {
    pub(super) text: String,
    /// From which of its places on it stands on which line of the dump.
    pub(super) places: Vec<(usize, u64)>,
    /// The first link to where most links lead: the site itself.
    pub(super) address: Option<&'t str>,
}

/// What the page shows that a text may be a dump of.
pub(super) fn shown(text: &str) -> Option<Shown<'_>> {
    let (body, addresses) = without_list(text)?;
    let count = addresses.len();
    let lines: Vec<&str> = body.split('\n').collect();
    let filled = || lines.iter().filter(|line| !trim(line).is_empty());
    let is_indented = filled().filter(|line| indent(line) >= INDENT).count() * 2 > filled().count();
    let (mut shown, mut places) = (String::with_capacity(body.len()), Vec::new());
    let (mut numbers, mut has_title) = (Numbers::default(), false);
    for (at, line) in lines.iter().enumerate() {
        let is_blank = |at: Option<usize>| {
            at.and_then(|at| lines.get(at)).is_none_or(|line| trim(line).is_empty())
        };
        let is_apart = is_blank(at.checked_sub(1)) && is_blank(Some(at + 1));
        places.push((shown.len(), u64::try_from(at).unwrap_or(u64::MAX - 1) + 1));
        let without = numbers.taken_from(line, count);
        let is_text = without.contains(char::is_alphanumeric) && is_indented && is_apart;
        if is_text && indent(line) == 0 {
            shown.push_str("## ");
        } else if is_text && !has_title && indent(line) >= MIDDLE && !line.contains(['*', '_']) {
            has_title = true;
            shown.push_str("# ");
        }
        shown.push_str(if is_apart { trim(&without) } else { &without });
        shown.push('\n');
    }
    // Numbers that stand behind what they belong to are notes, and the list is what they say.
    let is_dump = numbers.before_text * 2 >= count;
    is_dump.then(|| Shown { text: shown, places, address: most_linked(&addresses) })
}

/// The first link to the host that most links have.
fn most_linked<'t>(links: &[&'t str]) -> Option<&'t str> {
    let mut hosts: HashMap<&str, (usize, &'t str)> = HashMap::new();
    for &link in links {
        if let Some(address) = syntax::addresses(link).next() {
            hosts.entry(address.host).or_insert((0, link)).0 += 1;
        }
    }
    let most = hosts.values().map(|it| it.0).max().filter(|most| *most >= LEAST)?;
    let mut first = hosts.values().filter(|it| it.0 == most);
    first.next().filter(|_| first.next().is_none()).map(|it| it.1)
}

/// The text above the list of links, and the addresses in it, the first first.
fn without_list(text: &str) -> Option<(&str, Vec<&str>)> {
    let mut rest = text.trim_end();
    let (mut links, mut last) = (Vec::new(), None);
    loop {
        let start = rest.rfind('\n').map_or(0, |end| end + 1);
        let Some((number, address)) = rest.get(start..).and_then(link) else { break };
        if last.is_some_and(|last| number.checked_add(1) != Some(last)) {
            break;
        }
        links.push(address);
        last = Some(number);
        rest = rest.get(..start)?.trim_end();
    }
    if last != Some(1) || links.len() < LEAST {
        return None;
    }
    links.reverse();
    let start = rest.rfind('\n').map_or(0, |end| end + 1);
    let head = rest.get(start..)?;
    let is_head = indent(head) == 0 && head.split_whitespace().count() <= HEAD;
    Some((if is_head { rest.get(..start)? } else { rest }, links))
}

/// The number of a link in the list, and its address.
fn link(line: &str) -> Option<(usize, &str)> {
    let (number, address) = trim(line).split_once(' ')?;
    let scheme = trim(address).split_once(':')?.0;
    let is_address = !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_lowercase());
    let number = number.strip_suffix('.').filter(|_| is_number_before(number) && is_address)?;
    Some((number.parse().ok()?, trim(address)))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The numbers of the links of a page, which go up; others in brackets are its own.
#[derive(Default)]
struct Numbers {
    last: usize,
    /// How many stand directly before the text of a link.
    before_text: usize,
}

impl Numbers {
    /// A line without those it has, of so many.
    fn taken_from(&mut self, line: &str, links: usize) -> String {
        let mut shown = String::with_capacity(line.len());
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('[') {
            shown.push_str(before);
            let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let (number, behind) = after.split_at(digits);
            let number = number.parse().ok().filter(|it| (self.last + 1..=links).contains(it));
            if let (Some(number), Some(behind)) = (number, behind.strip_prefix(']')) {
                let is_text =
                    |c: char| c.is_alphanumeric() || matches!(c, '[' | '(' | '"' | '“' | '«');
                self.last = number;
                self.before_text += usize::from(behind.starts_with(is_text));
                rest = behind;
            } else {
                shown.push('[');
                rest = after;
            }
        }
        shown.push_str(rest);
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::{Shown, shown};

    const DUMP: &str = "     * [1]Start\n     * [2]Contact\n\n                 Cookies on this site\n\n   See [3]www.ilex.example for\n   more [1].\n\nWhat we store\n\n   Little.\n\nReferences\n\n   1. https://www.ilex.example/\n   2. mailto:ilex@ilex.example\n   3. https://www.ilex.example/\n";

    #[test]
    fn links_lose_their_numbers_and_headings_are_marked() {
        let Shown { text, places, address } = shown(DUMP).expect("a dump");
        assert_eq!(address, Some("https://www.ilex.example/"));
        assert!(text.contains("     * Start\n     * Contact\n"));
        assert!(text.contains("\n# Cookies on this site\n"));
        assert!(text.contains("   See www.ilex.example for\n   more [1].\n"));
        assert!(text.contains("\n## What we store\n"));
        assert!(!text.contains("References") && !text.contains("https"));
        let heading = text.find("## ").expect("a heading");
        assert!(places.contains(&(heading, 9)));
    }

    #[test]
    fn other_lists_and_other_numbers_in_brackets_stay() {
        assert_eq!(shown("See [1]a and [2]b.\n\n1. one\n2. two\n"), None);
        assert_eq!(shown("A text.\n\n1. https://a.example\n2. https://b.example\n"), None);
        assert_eq!(
            shown("See [2]a and [3]b.\n\n2. https://a.example\n3. https://b.example\n"),
            None
        );
        let notes =
            "See our policy [1] and theirs [2].\n\n1. https://a.example\n2. https://a.example\n";
        assert_eq!(shown(notes), None);
        assert_eq!(shown(""), None);
    }

    #[test]
    fn no_number_is_too_large() {
        let text = format!("[1]a\n\n1. https://a.example\n{}. https://a.example\n", usize::MAX);
        assert_eq!(shown(&text), None);
    }
}
