//! What tells a page from a text: how it begins, or that rows and cells are marked up in it.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

use crate::syntax;

/// The elements that hold a page.
const WHOLE: &str = "html head body";

/// The elements a part of a page begins with.
const FIRST: &str = "\
    table div section article main header h1 h2 h3 p ul ol dl tbody thead title \
    meta link script style nav span";

/// The elements that may stand round Markdown.
const WRAPPERS: &str = "div section article main aside center details span";

/// The elements that may stand in a text. What else is in angle brackets is text: an address, or the
/// part of a name that varies.
const ELEMENTS: &str = "\
    a abbr article aside b big blockquote body br button caption center cite code col colgroup \
    dd del details dfn div dl dt em figcaption figure font footer form h1 h2 h3 h4 h5 h6 head \
    header hr html i img input ins kbd label li link main mark meta nav nobr noscript ol p pre q \
    s samp script section small span strike strong style sub summary sup table tbody td tfoot th \
    thead time title tr tt u ul var wbr";

/// Whether `text` is a page, by the first tag in it. It may stand after white space, comments and an XML
/// declaration.
#[must_use]
pub fn is_page(text: &str) -> bool {
    // Almost every text begins with a letter: there is no more to look at.
    if text.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric) {
        return false;
    }
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let after = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->")
        } else if let Some(declaration) = rest.strip_prefix("<?") {
            declaration.split_once('>')
        } else {
            break;
        };
        let Some((_, after)) = after else { return false };
        rest = after;
    }
    let is_doctype =
        rest.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html"));
    is_doctype
        || name_of_tag(rest).is_some_and(|name| {
            is_one_of(WHOLE, name)
                || (is_one_of(FIRST, name) || is_one_of(ELEMENTS, name) && is_tagged(rest))
                    && !is_marked(rest)
        })
}

/// Whether most lines of a text begin with a tag.
fn is_tagged(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let tagged = lines().filter(|line| name_of_tag(line).is_some()).count();
    tagged > 1 && tagged * 2 > lines().count()
}

/// Whether a text begins with an element, as one does that is Markdown below a block of markup, or a page below what
/// programs note of it.
#[must_use]
pub(crate) fn begins_with_element(text: &str) -> bool {
    let rest = syntax::without_notes(text)
        .1
        .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    name_of_tag(rest).is_some_and(|name| is_one_of(FIRST, name))
}

/// Whether a text that begins with a tag is Markdown or has cells with tabs between: markup is in it here and
/// there.
fn is_marked(text: &str) -> bool {
    let (mut tags, mut cells) = (0_usize, 0_usize);
    for line in text.lines().map(str::trim) {
        if memchr(b'<', line.as_bytes()).is_some() {
            tags += 1;
            continue;
        }
        let signs = line.bytes().take_while(|&byte| byte == b'#').count();
        let is_rule = line.contains("--")
            && line.contains('|')
            && line.bytes().all(|byte| b"-|: \t".contains(&byte));
        let is_heading = (1..=6).contains(&signs) && line.get(signs..signs + 1) == Some(" ");
        if is_heading || is_rule {
            return true;
        }
        cells += usize::from(memchr(b'\t', line.as_bytes()).is_some());
    }
    cells > 1 && cells >= tags
}

/// Whether rows and cells are marked up in `text`, which need not begin with markup.
#[must_use]
pub(crate) fn has_rows(text: &str) -> bool {
    memchr_iter(b'<', text.as_bytes()).any(|at| {
        let tag = text.get(at..).unwrap_or_default();
        tag.starts_with("</")
            && name_of_tag(tag).is_some_and(|name| is_one_of("td th tr table", name))
    })
}

/// The name of the tag that `text` begins with.
fn name_of_tag(text: &str) -> Option<&str> {
    let name = text.strip_prefix('<')?;
    let name = name.strip_prefix('/').unwrap_or(name);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (name, after) = name.split_at_checked(end)?;
    let is_tag =
        after.starts_with(['>', '/']) || after.starts_with(|c: char| c.is_ascii_whitespace());
    is_tag.then_some(name)
}

fn is_one_of(names: &str, name: &str) -> bool {
    names.split(' ').any(|one| one.eq_ignore_ascii_case(name))
}

/// `text` without the tags that stand round Markdown: each on a line of its own, with a blank one to the side of what they hold.
pub(super) fn without_wrappers(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.split('\n').collect();
    let is_blank = |at: Option<usize>| {
        at.and_then(|at| lines.get(at)).is_none_or(|line| line.trim().is_empty())
    };
    let is_wrapper = |at: usize, line: &str| {
        let tag = line.trim();
        let is_alone = tag.ends_with('>') && memchr_iter(b'<', tag.as_bytes()).count() == 1;
        let inside = if tag.starts_with("</") { at.checked_sub(1) } else { Some(at + 1) };
        let is_one = |name| is_one_of(WRAPPERS, name);
        is_alone && name_of_tag(tag).is_some_and(is_one) && is_blank(inside)
    };
    if !lines.iter().enumerate().any(|(at, line)| is_wrapper(at, line)) {
        return Cow::Borrowed(text);
    }
    let kept =
        lines.iter().enumerate().map(|(at, line)| if is_wrapper(at, line) { "" } else { line });
    Cow::Owned(kept.collect::<Vec<_>>().join("\n"))
}

/// `text` with every `<` escaped that begins neither an element nor a comment.
pub(super) fn with_elements_only(text: &str) -> Cow<'_, str> {
    let is_text = |&at: &usize| {
        let rest = text.get(at..).unwrap_or_default();
        !rest.starts_with("<!--")
            && !name_of_tag(rest).is_some_and(|name| is_one_of(ELEMENTS, name))
    };
    let mut escaped = String::new();
    let mut from = 0;
    for at in memchr_iter(b'<', text.as_bytes()).filter(is_text) {
        escaped.push_str(text.get(from..at).unwrap_or_default());
        escaped.push_str("&lt;");
        from = at + 1;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    escaped.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::{has_rows, is_page, with_elements_only};

    #[test]
    fn pages_show_at_the_beginning() {
        for text in [
            "<!DOCTYPE html>\n<html>",
            "\u{feff}<?xml version=\"1.0\"?>\n<!doctype HTML public>",
            "<!-- saved -->\n\n<HTML lang=en>",
            "<table>",
            "  <div class=\"a\">",
            "<h1>Cookies</h1>",
            "<body>\n# a\n",
            "<p>\n\tName\n\tZweck\n#1 a | b\n",
            "<div>\na\tb\nc\td\n</div>\n<p>e\n<p>f",
        ] {
            assert!(is_page(text), "{text:?}");
        }
        for text in [
            "",
            "Cookie policy",
            "<https://a.example>",
            "<b",
            "<!-- a",
            "<!-- a -->",
            "<container-id>",
            "<div align=\"center\">\n<img src=\"a.png\">\n</div>\n\n# Cookies\n",
            "<p>Cookies</p>\n\nNom | Finalité\n--|--\n_ga | Compter",
            "<b>Cookies</b>\nName\tZweck\n_ga\tZählt",
            "<p>Cookies</p>\nName\tZweck\n_ga\tZählt",
        ] {
            assert!(!is_page(text), "{text:?}");
        }
    }

    #[test]
    fn rows_show_anywhere() {
        assert!(has_rows("Cookies\n<tr><td>_ga</TD>"));
        assert!(!has_rows("Cookies <td> <tdx></tdx> </br>"));
    }

    #[test]
    fn what_is_no_element_is_text() {
        assert_eq!(
            with_elements_only("<p>sur <https://a.example>, _ga_<id> 1 < 2<br/>"),
            "<p>sur &lt;https://a.example>, _ga_&lt;id> 1 &lt; 2<br/>"
        );
        assert!(matches!(with_elements_only("<p>a"), std::borrow::Cow::Borrowed(_)));
    }
}
