//! Where a variation is, in words.

use super::plain::name;
use super::{MOST, more};
use crate::drift::report::{BlockKind, Passage, Variation};
use crate::model::{Kind, Role};

/// How much of a name is shown.
const LONGEST: usize = 80;

/// Where variations are that are told together: the section, then the passage in it, or the cells by the names of
/// their cookies, as `quoted`.
pub(in crate::drift::report) fn place(
    variations: &[&Variation],
    quoted: impl Fn(&str) -> String,
) -> String {
    let Some(first) = variations.first() else { return String::new() };
    let section = section(&first.passage);
    let is_one = variations.iter().all(|it| self::section(&it.passage) == section);
    let section = if is_one { format!("{section}, ") } else { String::new() };
    if variations.len() == 1 {
        let is_addition = first.baseline.text.is_none();
        return format!("{section}{}", part(&first.passage, is_addition, quoted));
    }
    let cookies = variations.iter().filter_map(|it| it.passage.cookie.as_deref());
    let cookies: Vec<_> =
        cookies.take(MOST).map(&quoted).chain(more(variations.len(), MOST)).collect();
    let field = first.passage.field.as_deref().map(|field| format!("{} of ", quoted(field)));
    let (field, count) = (field.unwrap_or_default(), variations.len());
    format!("{section}{field}{count} cookies: {}", cookies.join(", "))
}

fn section(passage: &Passage) -> String {
    let role = match passage.role {
        Role::Introduction => "introduction",
        Role::Definition => "definition of a cookie",
        Role::Kinds => "kinds of cookies",
        Role::Usage => "use of cookies",
        Role::Category => "category of cookies",
        Role::Settings => "settings",
        Role::Other => "another section",
    };
    match (passage.role, passage.category.map(cookies)) {
        (Role::Category, Some(cookies)) => cookies.to_owned(),
        (_, Some(cookies)) => format!("{role}, {cookies}"),
        (_, None) => role.to_owned(),
    }
}

fn cookies(kind: Kind) -> &'static str {
    match kind {
        Kind::Necessary => "necessary cookies",
        Kind::Preferences => "preference cookies",
        Kind::Statistics => "statistics cookies",
        Kind::Marketing => "marketing cookies",
        Kind::FirstParty => "first-party cookies",
        Kind::ThirdParty => "third-party cookies",
        Kind::Social => "social cookies",
        Kind::Other => "other cookies",
    }
}

fn part(passage: &Passage, is_addition: bool, quoted: impl Fn(&str) -> String) -> String {
    let block = match passage.block {
        BlockKind::Heading if passage.role == Role::Introduction => "title",
        BlockKind::Heading => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Table => return cells(passage, is_addition, quoted),
    };
    numbered(block, passage.index, is_addition)
}

/// A cookie or a part of it, a column, a row of another table, or a table.
fn cells(passage: &Passage, is_addition: bool, quoted: impl Fn(&str) -> String) -> String {
    match (&passage.cookie, &passage.field) {
        (Some(cookie), Some(field)) => format!("{} of cookie {}", quoted(field), quoted(cookie)),
        (Some(cookie), None) => format!("cookie {}", quoted(cookie)),
        (None, Some(column)) => format!("column {}", quoted(column)),
        (None, None) if passage.index.is_some() => numbered("row", passage.index, is_addition),
        (None, None) => "table".to_owned(),
    }
}

/// An addition has the number of what stands before it.
fn numbered(block: &str, index: Option<u64>, is_addition: bool) -> String {
    match index {
        None => block.to_owned(),
        Some(0) if is_addition => format!("before the first {block}"),
        Some(index) if is_addition => format!("after {block} {index}"),
        Some(index) => format!("{block} {index}"),
    }
}

/// `text` on one line, without its end when it is longer than any name is.
pub(in crate::drift::report) fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", name(text.get(..end).unwrap_or_default())),
        None => name(text),
    }
}
