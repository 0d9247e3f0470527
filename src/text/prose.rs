//! Marks of Markdown that only prose has: emphasis of some of its words, attributes, and where links lead.
//!
//! In a cell, underscores are parts of names; in prose those are marks that stand in pairs round words.

use std::borrow::Cow;

use memchr::memchr3;

use super::{is_letter, unmarked};

/// Prose without marks: what a page shows of it. Borrowed when it has none.
#[must_use]
pub(crate) fn unmarked_prose(text: &str) -> Cow<'_, str> {
    let shown = unmarked(text);
    if memchr3(b'_', b'{', b'#', shown.as_bytes()).is_none() {
        return shown;
    }
    // A link to another place of the page leads nowhere.
    let plain = without_targets(&shown, |target| target.starts_with('#'));
    let plain = without_attributes(plain.as_deref().unwrap_or(&shown)).or(plain);
    let plain = without_underscores(plain.as_deref().unwrap_or(&shown)).or(plain);
    plain.map_or(shown, Cow::Owned)
}

/// `text` with the labels alone of its links whose targets are `dropped`; nothing when it has none such.
#[must_use]
pub(crate) fn without_targets(text: &str, dropped: impl Fn(&str) -> bool) -> Option<String> {
    let is_target = |target: &str| !target.contains(['(', '\n', ' ']) && dropped(target);
    replaced(text, "](", |before, after| {
        before.rfind('[').filter(|_| !before.ends_with('['))?;
        let (target, behind) = after.split_once(')')?;
        is_target(target).then_some(("]", behind))
    })
}

/// Lists of attributes, such as `{.note #top lang=fr}`.
fn without_attributes(text: &str) -> Option<String> {
    replaced(text, "{", |_, after| {
        let (inside, behind) = after.split_once('}')?;
        are_attributes(inside).then_some(("", behind))
    })
}

/// `text` with something else in place of what a mark begins, where what stands before the mark and behind it says
/// what, and what of the text comes next; nothing when it never does.
fn replaced<'t>(
    text: &'t str,
    mark: &str,
    instead: impl Fn(&str, &'t str) -> Option<(&'static str, &'t str)>,
) -> Option<String> {
    let mut out = String::new();
    let (mut rest, mut is_changed) = (text, false);
    while let Some((before, after)) = rest.split_once(mark) {
        out.push_str(before);
        let found = instead(before, after);
        is_changed |= found.is_some();
        let (shown, behind) = found.unwrap_or((mark, after));
        out.push_str(shown);
        rest = behind;
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

fn are_attributes(inside: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    };
    let is_one = |word: &str| {
        word.strip_prefix(['.', '#']).is_some_and(is_name)
            || word.split_once('=').is_some_and(|(name, _)| is_name(name))
    };
    let mut words = inside.trim_start_matches(':').split_ascii_whitespace().peekable();
    words.peek().is_some() && words.all(is_one)
}

/// Underscores that open before a word and close behind one.
fn without_underscores(text: &str) -> Option<String> {
    let before = |at: usize| text.get(..at).and_then(|it| it.chars().next_back());
    let after = |at: usize| text.get(at..).and_then(|it| it.chars().next());
    let is_word = |c: Option<char>| c.is_some_and(is_letter);
    let is_inside = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let mut open: Option<(usize, usize)> = None;
    let mut marks: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('_')).map(|found| at + found) {
        let end = text
            .get(start..)
            .map_or(start, |rest| start + rest.len() - rest.trim_start_matches('_').len());
        at = end;
        let length = end - start;
        let (left, right) = (before(start), after(end));
        match open.filter(|&(opened, until)| until - opened == length) {
            Some(opened) if is_inside(left) && !is_word(right) => {
                marks.extend([opened, (start, end)]);
                open = None;
            }
            _ if length <= 2 && !is_word(left) && is_inside(right) => open = Some((start, end)),
            _ => {}
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for &(start, end) in &marks {
        out.push_str(text.get(done..start)?);
        done = end;
    }
    out.push_str(text.get(done..)?);
    (!marks.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::{unmarked_prose, without_targets};

    #[test]
    fn marks_of_prose_are_undone() {
        for (marked, shown) in [
            ("Write to the __office__.", "Write to the office."),
            ("_Voir_ la __page d'accueil__", "Voir la page d'accueil"),
            ("Your choices {#choices .toggle}", "Your choices "),
            ("{: lang=fr .a}", ""),
            ("**Nous** _ne_ suivons", "Nous ne suivons"),
            ("See [section 2](#s2).", "See [section 2]."),
        ] {
            assert_eq!(unmarked_prose(marked), shown);
        }
        for text in
            ["_ga, __utma et snake_case_name", "a {portal} {} { .x", "_ga_x et _gid", "5 < 6"]
        {
            assert_eq!(unmarked_prose(text), text);
        }
    }

    #[test]
    fn a_link_has_its_label() {
        let text = "See [our help](https://a.example/x) and [that](b).";
        assert_eq!(without_targets(text, |_| true).as_deref(), Some("See [our help] and [that]."));
        for text in ["See [our help]", "a](b)", "[a](b", "[](x)"] {
            assert_eq!(without_targets(text, |_| true), None, "{text}");
        }
    }
}
