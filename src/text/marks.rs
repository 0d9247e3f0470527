//! Marks of Markdown and of HTML in a cell, undone: what a page shows of it.
//!
//! Names of cookies begin with underscores and end with stars, so marks are undone only where they
//! cannot be part of a name. What comes out has nothing left to undo: a cell reads the same once it
//! is normalised.

use std::borrow::Cow;

use memchr::{memchr, memchr3};

use super::{is_space, trim, visible};

/// How many times a text is gone through. One that is not done by then, which is none that somebody
/// wrote, stays as it is.
const PASSES: usize = 12;

/// What may stand after a back slash that is no part of the text. A stop may not: names can be regular
/// expressions.
const ESCAPED: &[char] = &['_', '*', '|', '`', '~', '[', ']', '<', '>', '&', '#'];

/// The tags of HTML that a cell may hold in the middle of Markdown, and what is shown for them.
const TAGS: &[(&str, &str)] = &[
    ("br", "\n"),
    ("b", ""),
    ("/b", ""),
    ("strong", ""),
    ("/strong", ""),
    ("em", ""),
    ("/em", ""),
    ("code", ""),
    ("/code", ""),
    ("p", "\n"),
    ("/p", "\n"),
];

/// The named characters that have a meaning in Markdown or HTML, or none to see.
const ENTITIES: &[(&str, char)] =
    &[("nbsp", ' '), ("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];

/// Whether `line` holds a character that a mark begins with. Most lines hold none.
fn may_have_marks(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr3(b'*', b'\\', b'`', bytes).is_some()
        || memchr3(b'<', b'&', b'~', bytes).is_some()
        || memchr3(b'[', b'\n', b'\r', bytes).is_some()
        || is_between_underscores(line)
}

/// Whether `text` begins and ends with an underscore, as names do and what is emphasised.
fn is_between_underscores(text: &str) -> bool {
    matches!(text.as_bytes(), [b'_', .., b'_'])
}

/// The cells of `line` as a page would show them.
#[must_use]
pub fn unmarked_cells<'s>(line: &str, cells: &[&'s str]) -> Vec<Cow<'s, str>> {
    if may_have_marks(line) || cells.iter().any(|cell| is_between_underscores(cell)) {
        return cells.iter().map(|&cell| unmarked(cell)).collect();
    }
    cells.iter().map(|&cell| Cow::Borrowed(cell)).collect()
}

/// `cell` as a page would show it: without the marks of Markdown, and with line feeds where it was
/// broken over lines. Borrowed when it has no marks.
#[must_use]
pub fn unmarked(cell: &str) -> Cow<'_, str> {
    if !may_have_marks(cell) {
        return Cow::Borrowed(cell);
    }
    // A mark may have something invisible inside. What has not keeps what it has elsewhere.
    let seen = visible(cell);
    let Some(shown) = undone(&seen) else { return Cow::Borrowed(cell) };
    match seen {
        Cow::Owned(_) => {
            let kept = undone(cell).filter(|kept| visible(kept) == shown);
            Cow::Owned(kept.unwrap_or(shown))
        }
        Cow::Borrowed(_) => Cow::Owned(shown),
    }
}

/// `text` without marks, when it has some.
fn undone(text: &str) -> Option<String> {
    let mut found: Option<String> = None;
    for _ in 0..PASSES {
        match pass(found.as_deref().unwrap_or(text)) {
            Some(next) => found = Some(next),
            None => return found,
        }
    }
    None
}

/// Goes through `text` once. Nothing when there was nothing to undo.
fn pass(text: &str) -> Option<String> {
    let steps: [fn(&str) -> Option<String>; 5] = [characters, code, links, emphasis, lines];
    let mut found: Option<String> = None;
    for step in steps {
        found = step(found.as_deref().unwrap_or(text)).or(found);
    }
    found
}

/// What is escaped, named or a tag.
fn characters(text: &str) -> Option<String> {
    let mut out = String::new();
    let (mut rest, mut is_changed) = (text, false);
    while let Some(at) = memchr3(b'\\', b'&', b'<', rest.as_bytes()) {
        let (before, from) = rest.split_at_checked(at)?;
        out.push_str(before);
        if let Some((shown, after)) = shown(from) {
            out.push_str(&shown);
            rest = after;
            is_changed = true;
        } else {
            let (mark, after) = from.split_at_checked(1)?;
            out.push_str(mark);
            rest = after;
        }
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

/// What is shown for the mark that `text` begins with, and what follows it.
fn shown(text: &str) -> Option<(Cow<'_, str>, &str)> {
    const LONGEST: usize = 16;
    if let Some(after) = text.strip_prefix('\\') {
        let escaped = after.strip_prefix(ESCAPED)?;
        // The end of a line may be written as a tag.
        if after.starts_with('<') && shown(after).is_some() {
            return None;
        }
        return Some((Cow::Borrowed(after.get(..1)?), escaped));
    }
    let close = if text.starts_with('&') { b';' } else { b'>' };
    let beginning = text.as_bytes().get(..LONGEST.min(text.len()))?;
    let end = memchr(close, beginning)?;
    let (inside, after) = (text.get(1..end)?, text.get(end + 1..)?);
    if close == b';' {
        return entity(inside).map(|c| (Cow::Owned(String::from(c)), after));
    }
    let name = trim(inside.strip_suffix('/').unwrap_or(inside));
    let (_, shown) = TAGS.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(name))?;
    Some((Cow::Borrowed(shown), after))
}

fn entity(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return ENTITIES.iter().find(|(entity, _)| *entity == name).map(|&(_, c)| c);
    };
    let number = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    let c = char::from_u32(number.ok()?)?;
    let c = if is_space(c) { ' ' } else { c };
    (!c.is_control()).then_some(c)
}

/// Back ticks round code.
fn code(text: &str) -> Option<String> {
    around(text, "`", |inside| !trim(inside).is_empty())
}

/// `text` without the pairs of `mark` that stand round what `may_be` marked.
fn around(text: &str, mark: &str, may_be: impl Fn(&str) -> bool) -> Option<String> {
    let mut out = String::new();
    let (mut rest, mut is_changed) = (text, false);
    while let Some((before, after)) = rest.split_once(mark) {
        out.push_str(before);
        let Some((inside, behind)) = after.split_once(mark) else {
            out.push_str(mark);
            rest = after;
            break;
        };
        if may_be(inside) {
            out.push_str(inside);
            rest = behind;
            is_changed = true;
        } else {
            out.push_str(mark);
            rest = after;
        }
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

/// Links of which a cell consists: their labels. An address inside a sentence stays, it is part of
/// what is said.
fn links(text: &str) -> Option<String> {
    if !text.contains("](") {
        return None;
    }
    let mut out = String::new();
    let (mut rest, mut is_changed) = (text, false);
    while let Some((before, label, after)) = link(rest) {
        if before.contains(char::is_alphanumeric) {
            return None;
        }
        out.push_str(before.strip_suffix('!').unwrap_or(before));
        out.push_str(label);
        rest = after;
        is_changed = true;
    }
    if rest.contains(char::is_alphanumeric) {
        return None;
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

/// The first link of `text`: what stands before it, its label, and what follows.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (before, from) = text.split_once('[')?;
    let (label, target) = from.split_once("](")?;
    let (target, after) = target.split_once(')')?;
    let is_link = !trim(label).is_empty() && !label.contains('[') && !target.contains('(');
    is_link.then_some((before, label, after))
}

/// Stars, underscores and tildes for emphasis. Stars and underscores of names stay: they are single,
/// or stand round a single word.
fn emphasis(text: &str) -> Option<String> {
    let is_close = |inside: &str| {
        !inside.is_empty() && !inside.starts_with(is_space) && !inside.ends_with(is_space)
    };
    let is_words = |inside: &str| is_close(inside) && inside.contains(is_space);
    let whole = |mark: &str| {
        let inside = trim(text).strip_prefix(mark)?.strip_suffix(mark)?;
        let is_pair = is_words(inside) && !inside.contains(mark);
        (is_pair && !inside.starts_with(['*', '_'])).then(|| inside.to_owned())
    };
    around(text, "***", |inside| is_close(inside) && !inside.starts_with('*'))
        .or_else(|| around(text, "**", |inside| is_close(inside) && !inside.starts_with('*')))
        .or_else(|| around(text, "~~", is_close))
        .or_else(|| whole("__"))
        .or_else(|| whole("*"))
        .or_else(|| whole("_"))
}

/// Lines without what stands round them, and a line feed between two.
fn lines(text: &str) -> Option<String> {
    let is_plain = |line: &str| !line.is_empty() && trim(line).len() == line.len();
    if !text.contains(['\n', '\r']) || (!text.contains('\r') && text.split('\n').all(is_plain)) {
        return None;
    }
    let lines = text.split(['\n', '\r']).map(trim).filter(|line| !line.is_empty());
    Some(lines.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::unmarked;

    #[test]
    fn marks_are_undone() {
        for (marked, shown) in [
            ("**Nom**", "Nom"),
            ("***Nom***", "Nom"),
            ("a **b** c **d**", "a b c d"),
            (r"\_\_utma", "__utma"),
            (r"_pk_id\*", "_pk_id*"),
            (r"a\|b", "a|b"),
            ("`_ga_*`", "_ga_*"),
            ("`_ga`, `_gid`", "_ga, _gid"),
            ("[Orvane](https://orvane.example/a_(b)", "[Orvane](https://orvane.example/a_(b)"),
            ("[Orvane](https://orvane.example)", "Orvane"),
            ("[**a**](b)<br>[c](d)", "a\nc"),
            ("__Nom du cookie__", "Nom du cookie"),
            ("_Nom du cookie_", "Nom du cookie"),
            ("~~_old~~", "_old"),
            ("_a<br/>_b<BR >_c<br>", "_a\n_b\n_c"),
            ("13&nbsp;mois &amp;amp; plus", "13 mois & plus"),
            ("_ga_&lt;container-id&gt;", "_ga_<container-id>"),
            ("l&#39;un &#x26; l&#8217;autre", "l'un & l\u{2019}autre"),
            (r"\*\*x\*\*", "x"),
            ("*\u{200b}*x**", "x"),
            ("a\r\n\r\n   b", "a\nb"),
        ] {
            assert_eq!(unmarked(marked), shown, "{marked:?}");
            assert_eq!(unmarked(shown), shown, "{marked:?}");
        }
    }

    #[test]
    fn what_is_part_of_a_name_or_a_sentence_stays() {
        for text in [
            "__utma",
            "__utma__",
            "_pk_*, _hj*",
            "*_ga*",
            "_ga_<container-id>",
            "wordpress_[hash]",
            r"^_hj\.\d+$",
            "a & b &c;",
            "2 * 3 * 4",
            "see [the notice](https://a.example) of it",
            "<https://a.example>",
            "a ` b",
            "[hash]",
            "_ga and _gid_x",
        ] {
            assert!(matches!(unmarked(text), Cow::Borrowed(same) if same == text), "{text:?}");
        }
    }

    #[test]
    fn what_never_ends_is_left() {
        let nested = "&amp;".to_owned() + &"amp;".repeat(100);
        assert_eq!(unmarked(&nested), nested);
    }
}
