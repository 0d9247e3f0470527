//! Where a variation is, in words.

use super::plain::name;
use crate::drift::report::{BlockKind, Passage, Variation};
use crate::model::{Kind, Role};

/// How much of a name is shown.
const LONGEST: usize = 80;

/// Where `variation` is: its section, then the passage in it.
pub(super) fn place(variation: &Variation) -> String {
    let passage = &variation.passage;
    let is_addition = variation.baseline.text.is_none();
    format!("{}, {}", section(passage), part(passage, is_addition))
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

fn part(passage: &Passage, is_addition: bool) -> String {
    let block = match passage.block {
        BlockKind::Heading if passage.role == Role::Introduction => "title",
        BlockKind::Heading => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Table => return cells(passage, is_addition),
    };
    numbered(block, passage.index, is_addition)
}

/// A cookie or a part of it, a column, a row of another table, or a table.
fn cells(passage: &Passage, is_addition: bool) -> String {
    match (&passage.cookie, &passage.field) {
        (Some(cookie), Some(field)) => format!("{} of cookie {}", short(field), short(cookie)),
        (Some(cookie), None) => format!("cookie {}", short(cookie)),
        (None, Some(column)) => format!("column {}", short(column)),
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
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", name(text.get(..end).unwrap_or_default())),
        None => name(text),
    }
}
