//! Marks of Markdown and of HTML in a cell, undone: what a page shows of it.
//!
//! Names of cookies begin with underscores and end with stars, so marks are undone only where they
//! cannot be part of a name. What comes out has nothing left to undo: a cell reads the same once it
//! is normalised.

use std::borrow::Cow;

use memchr::{memchr, memchr2};
use web_atoms::{C1_REPLACEMENTS, NAMED_ENTITIES};

use super::{is_space, trim, visible};

/// How many times a text is gone through. One that is not done by then, which is none that somebody
/// wrote, stays as it is.
const PASSES: usize = 12;

/// What may stand after a back slash that is no part of the text. A stop may not: names can be regular
/// expressions.
const ESCAPED: &[char] = &['_', '*', '|', '`', '~', '[', ']', '<', '>', '&', '#'];

/// A quote in a cell that stands in quotes.
const DOUBLED: &str = "\"\"";

/// Where the private characters begin that stand for what was escaped, so that no mark is seen in it.
const HIDDEN: u32 = 0x0010_ff00;

/// The tags of HTML that a cell may hold in the middle of Markdown, by what is shown for them. A name may
/// have `<id>` in it, so a tag that is none of these stays.
const DROPPED: &[&str] = &[
    "a", "abbr", "b", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "s", "small", "span",
    "strike", "strong", "sub", "sup", "tt", "u",
];
const BROKEN: &[&str] = &["br", "div", "li", "ol", "p", "ul"];

/// What a byte may be the beginning of, a bit for each step, and one for escapes, underscores and quotes each.
#[expect(clippy::indexing_slicing, reason = "the compiler makes the table")]
const BEGINS: [u16; 256] = {
    let (mut begins, mut at) = ([0; 256], 0);
    let marks = b"&<`[*~\n\r\\_\"";
    let bits = [1, 1, 2, 4, 8, 16, 32, 32, ESCAPE, UNDERSCORE, QUOTE];
    while at < marks.len() {
        begins[marks[at] as usize] = bits[at];
        at += 1;
    }
    begins
};
const ESCAPE: u16 = 64;
const UNDERSCORE: u16 = 128;
const QUOTE: u16 = 256;

/// What is in a text of these.
fn beginnings(text: &str) -> u16 {
    let of = |byte| BEGINS.get(usize::from(byte)).copied().unwrap_or_default();
    text.bytes().fold(0, |found, byte| found | of(byte))
}

/// Whether `line` holds a character that a mark begins with. Most lines hold none.
fn may_have_marks(line: &str) -> bool {
    beginnings(line) & !(UNDERSCORE | QUOTE) != 0 || is_between_underscores(line)
}

/// Whether `text` begins and ends with an underscore, as names do and what is emphasised.
fn is_between_underscores(text: &str) -> bool {
    matches!(text.as_bytes(), [b'_', .., b'_'])
}

/// The cells of `line` as a page would show them.
#[must_use]
pub(crate) fn unmarked_cells<'s>(line: &str, cells: &[&'s str]) -> Vec<Cow<'s, str>> {
    let there = beginnings(line);
    let has_marks = there & !(UNDERSCORE | QUOTE) != 0
        || there & UNDERSCORE != 0 && cells.iter().any(|cell| is_between_underscores(cell));
    let has_quotes = there & QUOTE != 0 && line.contains(DOUBLED);
    let shown = |&cell: &&'s str| match has_quotes.then(|| unquoted(line, cell)).flatten() {
        Some(cell) => Cow::Owned(unmarked(&cell).into_owned()),
        None if has_marks => piece_of(cell, unmarked(cell)),
        None => Cow::Borrowed(cell),
    };
    cells.iter().map(shown).collect()
}

/// What is shown of a cell, borrowed where nothing but the marks round it went: it has its place in the text.
fn piece_of<'s>(cell: &'s str, shown: Cow<'s, str>) -> Cow<'s, str> {
    match cell.find(&*shown).filter(|_| !shown.is_empty()) {
        Some(at) => cell.get(at..at + shown.len()).map_or(shown, Cow::Borrowed),
        None => shown,
    }
}

/// A cell that stands in quotes in its line, when it has quotes inside: those are doubled.
fn unquoted(line: &str, cell: &str) -> Option<String> {
    let start = (cell.as_ptr() as usize).checked_sub(line.as_ptr() as usize)?;
    let is_quoted = line.get(..start)?.ends_with('"')
        && line.get(start + cell.len()..)?.starts_with('"')
        && cell.contains(DOUBLED);
    is_quoted.then(|| cell.replace(DOUBLED, "\""))
}

/// `cell` as a page would show it: without the marks of Markdown, and with line feeds where it was
/// broken over lines. Borrowed when it has no marks.
#[must_use]
pub(crate) fn unmarked(cell: &str) -> Cow<'_, str> {
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

/// `text` without marks, when it has some. What is escaped is hidden meanwhile: emphasis is undone
/// before escapes.
fn undone(text: &str) -> Option<String> {
    // What is private begins so in UTF-8.
    if memchr(0xf4, text.as_bytes()).is_some() && text.contains(is_hidden) {
        return None;
    }
    let mut found = hidden(text);
    for _ in 0..PASSES {
        let Some(next) = pass(found.as_deref().unwrap_or(text)) else {
            return found.map(|found| found.chars().map(revealed).collect());
        };
        found = Some(next);
    }
    None
}

/// The character that a private one stands for.
fn revealed(c: char) -> char {
    let shown = char::from_u32((c as u32).wrapping_sub(HIDDEN));
    shown.filter(|_| is_hidden(c)).unwrap_or(c)
}

fn is_hidden(c: char) -> bool {
    (HIDDEN..HIDDEN + 0x80).contains(&(c as u32))
}

/// `text` with a private character for each that is escaped, when some are.
fn hidden(text: &str) -> Option<String> {
    memchr(b'\\', text.as_bytes())?;
    let mut out = String::new();
    let (mut rest, mut is_changed) = (text, false);
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        // The end of a line may be written as a tag.
        let is_tag = after.starts_with('<') && tag(after, |_| true).is_some();
        // "2\." would begin a list, and "Name\:" is how some converters write a label.
        let is_number = || !out.is_empty() && out.bytes().all(|byte| byte.is_ascii_digit());
        let is_mark = |c: &char| match c {
            '.' => is_number(),
            ':' => out.ends_with(|c: char| c.is_alphabetic() || matches!(c, '*' | '_' | ')')),
            c => ESCAPED.contains(c),
        };
        let escaped = after.chars().next().filter(|c| is_mark(c) && !is_tag);
        let private = escaped.and_then(|c| char::from_u32(HIDDEN + c as u32));
        out.push(private.unwrap_or('\\'));
        rest = if private.is_some() { after.get(1..)? } else { after };
        is_changed |= private.is_some();
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

/// `text` with a back slash before each character that may be a mark, if it would not be shown as it
/// is: undoing marks gives `text` again.
#[must_use]
pub(crate) fn escaped_marks(text: &str) -> Cow<'_, str> {
    if matches!(unmarked(text), Cow::Borrowed(_)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if ESCAPED.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    Cow::Owned(out)
}

/// Every step of a pass, with what must be there for it.
type Step = fn(&str) -> Option<String>;
const STEPS: [(u16, Step); 6] =
    [(1, characters), (2, code), (4, links), (8 | UNDERSCORE, emphasis), (16, struck), (32, lines)];

/// Goes through `text` once. Nothing when there was nothing to undo.
fn pass(text: &str) -> Option<String> {
    let mut found: Option<String> = None;
    let mut there = beginnings(text);
    for (wanted, step) in STEPS {
        if there & wanted != 0
            && let Some(next) = step(found.as_deref().unwrap_or(text))
        {
            there = beginnings(&next);
            found = Some(next);
        }
    }
    found
}

/// What is named, or a tag.
fn characters(text: &str) -> Option<String> {
    const LONGEST: usize = 40;
    let closed = || text.split("</").skip(1).take(DROPPED.len()).map(tag_name);
    let mut out = String::new();
    let (mut written, mut at) = (0, 0);
    while let Some(found) = text.as_bytes().get(at..).and_then(|rest| memchr2(b'&', b'<', rest)) {
        at += found;
        let from = text.get(at..)?;
        let shown = if from.starts_with('<') {
            let is_closed = |name: &str| closed().any(|closed| closed.eq_ignore_ascii_case(name));
            tag(from, is_closed).map(|(shown, after)| (Cow::Borrowed(shown), after))
        } else {
            let end = from.bytes().take(LONGEST).position(|byte| byte == b';');
            end.and_then(|end| {
                let shown = entity(from.get(1..=end)?)?;
                Some((Cow::Owned(shown), from.get(end + 1..)?))
            })
        };
        if let Some((shown, after)) = shown {
            out.push_str(text.get(written..at)?);
            out.push_str(&shown);
            written = text.len() - after.len();
            at = written;
        } else {
            at += 1;
        }
    }
    out.push_str(text.get(written..).filter(|_| written > 0)?);
    Some(out)
}

/// The name of the tag whose inside `text` begins with.
fn tag_name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// What is shown for the tag that `text` begins with, and what follows it. One without attributes is
/// a tag when its element is closed, or is one that need not be.
fn tag(text: &str, is_closed: impl Fn(&str) -> bool) -> Option<(&'static str, &str)> {
    const LONGEST: usize = 512;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let (inside, after) = (text.get(1..end)?, text.get(end + 1..)?);
    let (closes, inside) = inside.strip_prefix('/').map_or((false, inside), |it| (true, it));
    let name = tag_name(inside);
    let attributes = trim(inside.get(name.len()..)?.trim_end_matches('/'));
    let is_name = |known: &&&str| known.eq_ignore_ascii_case(name);
    if attributes.contains('<') || (!attributes.is_empty() && !attributes.contains('=')) {
        return None;
    }
    if BROKEN.iter().any(|known| is_name(&known)) {
        return Some(("\n", after));
    }
    let known = DROPPED.iter().find(is_name)?;
    if *known == "sup" && !closes {
        // The number of a footnote.
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let note = after.get(digits..).filter(|_| (1..=2).contains(&digits));
        if let Some(after) = note.and_then(|after| after.strip_prefix("</sup>")) {
            return Some(("", after));
        }
    }
    (closes || !attributes.is_empty() || is_closed(name)).then_some(("", after))
}

/// The characters that HTML writes so between an ampersand and a semicolon, which `name` ends with, when none of
/// them could be a mark.
#[must_use]
pub(crate) fn named(name: &str) -> Option<String> {
    entity(name).filter(|shown| !shown.contains(is_hidden))
}

/// The characters that HTML writes so between an ampersand and a semicolon, which `name` ends with. What could be
/// a mark is hidden: who named a character meant no mark.
fn entity(name: &str) -> Option<String> {
    let number = name.strip_suffix(';')?.strip_prefix('#');
    let (first, second) = match number.map(|number| (number, number.strip_prefix(['x', 'X']))) {
        Some((_, Some(digits))) => (u32::from_str_radix(digits, 16).ok()?, 0),
        Some((digits, None)) => (digits.parse().ok()?, 0),
        None => *NAMED_ENTITIES.get(name)?,
    };
    let replaced = first.checked_sub(0x80).and_then(|at| C1_REPLACEMENTS.get(at as usize).copied());
    let first = replaced.flatten().or_else(|| char::from_u32(first))?;
    let second = char::from_u32(second).filter(|&c| c != '\0');
    let shown = |c: char| match c {
        c if is_space(c) => ' ',
        c if ESCAPED.contains(&c) => char::from_u32(HIDDEN + c as u32).unwrap_or(c),
        c => c,
    };
    let is_text = first != '\0' && !first.is_control();
    (is_space(first) || is_text)
        .then(|| [Some(first), second].into_iter().flatten().map(shown).collect())
}

/// Back ticks round code, and underscores round those: no name ends so.
fn code(text: &str) -> Option<String> {
    const MARK: char = '`';
    let mut out = String::new();
    let (mut rest, mut is_changed) = (text, false);
    while let Some((before, after)) = rest.split_once(MARK) {
        let Some((inside, behind)) =
            after.split_once(MARK).filter(|(inside, _)| !trim(inside).is_empty())
        else {
            out.push_str(before);
            out.push(MARK);
            rest = after;
            continue;
        };
        let bare = before.trim_end_matches('_');
        let emphasis = before.get(bare.len()..).unwrap_or_default();
        let outside = behind.strip_prefix(emphasis);
        out.push_str(if outside.is_some() { bare } else { before });
        out.push_str(inside);
        rest = outside.unwrap_or(behind);
        is_changed = true;
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

/// `text` without the pairs of `mark` that stand round what `may_be` marked, by what stands before, inside and
/// behind.
fn around(text: &str, mark: &str, may_be: impl Fn(&str, &str, &str) -> bool) -> Option<String> {
    let mut out = String::new();
    let (mut rest, mut is_changed) = (text, false);
    while let Some((before, after)) = rest.split_once(mark) {
        out.push_str(before);
        let Some((inside, behind)) = after.split_once(mark) else {
            out.push_str(mark);
            rest = after;
            break;
        };
        if may_be(&out, inside, behind) {
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

/// Tildes round what was struck out, which is shown all the same.
fn struck(text: &str) -> Option<String> {
    around(text, "~~", |_, inside, _| is_close(inside))
}

/// Whether a mark may stand right before and right behind a text.
fn is_close(inside: &str) -> bool {
    !inside.is_empty() && !inside.starts_with(is_space) && !inside.ends_with(is_space)
}

/// Stars and underscores for emphasis. Stars and underscores of names stay: they are single, stand round a single
/// word, or inside of one.
fn emphasis(text: &str) -> Option<String> {
    // Who escapes the marks inside meant those outside.
    let is_words =
        |inside: &str| is_close(inside) && inside.contains(|c| is_space(c) || is_hidden(c));
    let whole = |mark: &str| {
        let inside = trim(text).strip_prefix(mark)?.strip_suffix(mark)?;
        let is_pair = is_words(inside) && !inside.contains(mark);
        (is_pair && !inside.starts_with(['*', '_'])).then(|| inside.to_owned())
    };
    let is_marked = |_: &str, inside: &str, _: &str| is_close(inside) && !inside.starts_with('*');
    let is_apart = |before: &str, inside: &str, behind: &str| {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '*' | '-');
        let begins = before.ends_with(|c| is_space(c) || matches!(c, '(' | '"' | '“' | '«'));
        let ends = !behind.starts_with(is_part);
        (before.is_empty() || begins) && ends && is_words(inside) && !inside.starts_with('_')
    };
    around(text, "***", is_marked)
        .or_else(|| around(text, "**", is_marked))
        .or_else(|| whole("__"))
        .or_else(|| around(text, "*", is_apart))
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

    use super::{escaped_marks, unmarked};

    #[test]
    fn marks_are_undone() {
        for (marked, shown) in [
            ("**Nom**", "Nom"),
            ("***Nom***", "Nom"),
            ("a **b** c **d**", "a b c d"),
            ("a *b c*, (*d e*) f", "a b c, (d e) f"),
            ("a. *Two words.* (*no more of them*)", "a. Two words. (no more of them)"),
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
            ("_a<br/>_b<BR >_c<br class='x'>", "_a\n_b\n_c"),
            ("13&nbsp;mois &amp; plus", "13 mois & plus"),
            ("dur&eacute;e &hellip; &#128; &NotEqualTilde; &ThickSpace;x", "durée … € ≂̸   x"),
            ("_ga_&lt;container-id&gt;", "_ga_<container-id>"),
            ("l&#39;un &#x26; l&#8217;autre", "l'un & l\u{2019}autre"),
            ("x<sup>2</sup> <a href='y' class=\"z\">a</a> <span>b</span>", "x a b"),
            ("*\u{200b}*x**", "x"),
            ("a\r\n\r\n   b", "a\nb"),
        ] {
            assert_eq!(unmarked(marked), shown, "{marked:?}");
            assert_eq!(unmarked(shown), shown, "{marked:?}");
        }
    }

    #[test]
    fn emphasis_is_undone_before_escapes() {
        for (marked, shown) in [
            (r"\*\*x\*\*", "**x**"),
            (r"**\*\*\*Unnamed\*\*\***", "***Unnamed***"),
            (r"_\_br\_id\__", "_br_id_"),
            (r"**\_\_csrf\_\_**", "__csrf__"),
            (r"*\_a*", "_a"),
            (r"\&amp; \<b\> x", "&amp; <b> x"),
            ("&amp;lt; &lt;b&gt;x&lt;/b&gt; &#42;&#x2a;y**", "&lt; <b>x</b> **y**"),
            (r"a\<br>b", "a\\\nb"),
        ] {
            assert_eq!(unmarked(marked), shown, "{marked:?}");
            assert_eq!(unmarked(&escaped_marks(shown)), shown, "{marked:?}");
        }
        assert!(matches!(escaped_marks("_pk_*, _hj*"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_is_part_of_a_name_or_a_sentence_stays() {
        for text in [
            "__utma",
            "__utma__",
            "_pk_*, _hj*",
            "*_ga, _gid*",
            "a.* and b.*",
            "*a and wp-*-b",
            "*_ga*",
            "_ga_<container-id>",
            "wordpress_[hash]",
            r"^_hj\.\d+$",
            "a & b &c;",
            "2 * 3 * 4",
            "_ga_* and a*b or _c*",
            "see [the notice](https://a.example) of it",
            "<https://a.example>",
            "a ` b",
            "[hash]",
            "_ga and _gid_x",
            "<a lot of>",
            "_ga_<a>",
            "x < y > z",
        ] {
            assert!(matches!(unmarked(text), Cow::Borrowed(same) if same == text), "{text:?}");
        }
    }

    #[test]
    fn what_is_named_is_undone_once() {
        let nested = "&amp;".to_owned() + &"amp;".repeat(100);
        assert_eq!(unmarked(&nested), format!("&{}", "amp;".repeat(100)));
        for text in ["&", "&;", "&#;", "&#x;", "&#0;", "&#7;", "&eacute", "&zz;", "&Eacut;"] {
            assert_eq!(unmarked(text), text);
        }
    }
}
