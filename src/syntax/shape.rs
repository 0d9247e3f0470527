//! The shapes of a single line.
//!
//! A shape must not change when the line is normalised, or a normal text would read otherwise than
//! its source: white space counts once, and what cannot be seen does not count.

use super::Mark;
use super::blocks::behind_bullet;
use crate::text::{is_attached, is_invisible, is_letter, is_space, trim, visible};

/// How long a heading may be, in characters.
const HEADING_LENGTH: usize = 140;

/// A trimmed `line` without the marks of a quotation before it. What is more than a number is none.
pub(super) fn unquoted(line: &str) -> &str {
    let mut text = line;
    while let Some(inside) = text.strip_prefix('>') {
        let inside = inside.trim_start_matches(is_invisible);
        let after = trim(inside);
        let is_mark = inside.starts_with(is_space) && !after.starts_with(|c: char| c.is_numeric());
        if !is_mark {
            break;
        }
        text = after;
    }
    text
}

/// Whether a `line` is a list of attributes, as programs write them below a block: `{.wide #top}`.
pub(super) fn is_attributes(line: &str) -> bool {
    let inside = line.strip_prefix('{').and_then(|line| line.strip_suffix('}'));
    inside.is_some_and(|inside| {
        inside.trim_start_matches(':').trim_start().starts_with(['.', '#'])
            && !inside.contains(['{', '}'])
    })
}

/// A trimmed `line` without tabs as a heading, if it could be one: its text without the marks of Markdown for
/// one, and how it is marked.
pub(super) fn heading(line: &str) -> Option<(&str, Option<Mark>)> {
    // Almost no line has a mark, and most without one end like a sentence: their characters are not counted.
    if line.starts_with(['#', '*', '_'])
        && is_at_most_a_heading(line)
        && let Some((text, mark)) = marked(line)
    {
        return Some((text, Some(mark)));
    }
    is_heading(line).then_some((line, None))
}

/// Whether a trimmed `line` without tabs could be a heading though nothing marks it.
fn is_heading(line: &str) -> bool {
    is_unfinished(line) && is_at_most_a_heading(line)
}

/// Whether a line does not end as a sentence or a part of one does. The stop of a capital alone is that of an
/// abbreviation, as in the names of companies.
pub(crate) fn is_unfinished(line: &str) -> bool {
    // U+037E is what NFC turns into a semicolon.
    !line.ends_with(['.', ';', ',', '\u{37e}']) || ends_with_initial(line)
}

/// Whether a line ends with a capital letter by itself and a stop: `S. A.`, `B.V.`
fn ends_with_initial(line: &str) -> bool {
    let mut back = line.chars().rev();
    back.next() == Some('.')
        && back.next().is_some_and(|c| c.is_ascii_uppercase())
        && back.next().is_some_and(|c| is_space(c) || c == '.')
}

/// Whether a trimmed `line` is no longer than a heading may be.
pub(crate) fn is_at_most_a_heading(line: &str) -> bool {
    is_at_most(line, HEADING_LENGTH)
}

/// `line` without number signs before it, and stars or underscores round all of it. Nothing when it has none,
/// or would be something else without them.
fn marked(line: &str) -> Option<(&str, Mark)> {
    let (mut text, mut mark) = (line, None);
    while text.starts_with(['#', '*', '_']) {
        let Some((inside, layer)) = without_signs(text).or_else(|| without_emphasis(text)) else {
            break;
        };
        text = trim(inside);
        // Signs inside of stars, or stars inside of signs: the signs tell more.
        mark = mark.filter(|mark| *mark != Mark::Bold).or(Some(layer));
    }
    // Behind signs a star without a space begins emphasis.
    let is_bold = mark == Some(Mark::Bold);
    let is_bullet =
        |behind: &str| is_bold || behind.trim_start_matches(is_invisible).starts_with(is_space);
    let is_other = text.starts_with('`') || behind_bullet(text).is_some_and(is_bullet);
    let begins_other = is_other || text.contains(['\t', '|']);
    let mark = mark.filter(|_| !begins_other && is_readable(text))?;
    // What is marked with signs may end like a sentence.
    let is_one = if mark == Mark::Bold { is_heading(text) } else { is_at_most_a_heading(text) };
    is_one.then_some((text, mark))
}

/// `text` without emphasis round all of it.
pub(super) fn emphasised(text: &str) -> Option<&str> {
    marked(text).filter(|(_, mark)| *mark == Mark::Bold).map(|(text, _)| text)
}

/// Whether a line may be underlined by the next one. With several spaces between two words it has cells.
pub(super) fn may_be_underlined(text: &str) -> bool {
    let mut spaces = 0;
    let has_cells = text.chars().filter(|&c| !is_invisible(c)).any(|c| {
        spaces = if is_space(c) { spaces + 1 } else { 0 };
        spaces > 1
    });
    !has_cells && !text.starts_with(['#', '*', '_'])
}

/// The level of the heading above a line that underlines it, and nothing else.
pub(super) fn level_of_rule(line: &str) -> Option<u8> {
    const LEAST: usize = 3;
    let rule = visible(trim(line));
    let level = match rule.chars().next()? {
        '=' => 1,
        '-' => 2,
        _ => return None,
    };
    let is_rule =
        rule.len() >= LEAST && rule.bytes().all(|byte| rule.as_bytes().first() == Some(&byte));
    is_rule.then_some(level)
}

/// Up to six number signs and a space, and those that close the heading.
fn without_signs(text: &str) -> Option<(&str, Mark)> {
    const MOST: u8 = 6;
    let is_mark = |c: char| c == '#' || is_invisible(c);
    let inside = text.trim_start_matches(is_mark);
    let signs = text.get(..text.len() - inside.len())?.matches('#').count();
    let signs = u8::try_from(signs).ok()?;
    if !(1..=MOST).contains(&signs) || !inside.starts_with(is_space) {
        return None;
    }
    let before = inside.trim_end_matches(is_mark);
    Some((if before.ends_with(is_space) { before } else { inside }, Mark::Level(signs)))
}

/// Emphasis round the whole of a line. Names begin with underscores too, but are one word.
fn without_emphasis(text: &str) -> Option<(&str, Mark)> {
    ["***", "**", "__"].into_iter().find_map(|mark| {
        let mut inside = text;
        for c in mark.chars() {
            inside = inside.trim_start_matches(is_invisible).strip_prefix(c)?;
            inside = inside.trim_end_matches(is_invisible).strip_suffix(c)?;
        }
        let is_close = !inside.starts_with(is_space) && !inside.ends_with(is_space);
        let is_one = !inside.contains(mark) && (mark != "__" || trim(inside).contains(is_space));
        (is_close && is_one && is_readable(inside)).then_some((inside, Mark::Bold))
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
