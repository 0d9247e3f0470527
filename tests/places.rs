//! What a charter keeps of where things came from: each cookie is declared by one row, or all of them by
//! sentences, each row says what it is there for, and each statement on a kind of cookie says which text makes
//! it.

#![cfg(test)]

use std::borrow::Cow;

use charte::model::{Block, Charter, Row, RowRole};
use charte::source::Source;
use proptest::prelude::*;

use crate::invariants::{on_files, text};

fn rows<'c>(charter: &'c Charter<'_>) -> impl Iterator<Item = &'c Row<'c>> {
    let blocks = charter.sections.iter().flat_map(|section| &section.blocks);
    blocks.flat_map(|block| match block {
        Block::Table { rows, .. } => rows.as_slice(),
        _ => &[],
    })
}

/// The lines of prose and of items.
fn lines<'c>(charter: &'c Charter<'_>) -> impl Iterator<Item = u64> + 'c {
    let blocks = charter.sections.iter().flat_map(|section| &section.blocks);
    blocks.flat_map(|block| match block {
        Block::Paragraph { line, .. } => vec![*line],
        Block::List { items, .. } => items.iter().map(|item| item.line).collect(),
        _ => Vec::new(),
    })
}

fn assert_placed(charter: &Charter<'_>) {
    let declared: Vec<_> = rows(charter).flat_map(|row| row.cookies.iter().copied()).collect();
    if declared.is_empty() {
        let lines: Vec<_> = lines(charter).collect();
        assert!(charter.cookies.iter().all(|cookie| lines.contains(&cookie.line)), "by sentences");
    } else {
        let all: Vec<_> = (0..charter.cookies.len()).collect();
        assert_eq!(declared, all, "each by one row, in order");
    }
    for row in rows(charter) {
        assert_eq!(row.role == RowRole::Cookies, !row.cookies.is_empty(), "{row:?}");
        for &place in &row.cookies {
            assert_eq!(charter.cookies[place].line, row.line, "{row:?}");
        }
    }
    for statement in &charter.kinds {
        let place = statement.block.expect("a place");
        let line = match (&charter.sections[place.section].blocks[place.block], place.item) {
            (Block::Paragraph { line, .. }, None) => *line,
            (Block::List { items, .. }, Some(item)) => items[item].line,
            (block, _) => panic!("{statement:?} is not in {block:?}"),
        };
        assert_eq!(line, statement.line, "{statement:?}");
    }
    assert!(charter.is_placed());
}

#[test]
fn rows_keep_what_they_are() {
    const TEXT: &str = "Cookie policy\n\nName\tPurpose\tDuration\n\
        Statistics\tStatistics\tStatistics\n_ga, _gid\tCounts visits\t2 years\n\tand tells them apart\t\n\
        \t\t1 year\nsid\tKeeps you signed in\tSession\n\nContacts\n\nPerson\tPost\nAda Marsh\tEditor in chief\n";
    let source = Source::from_text(Cow::Borrowed(TEXT), None);
    let charter = charte::read(&source);
    let roles: Vec<_> = rows(&charter).map(|row| (row.role, &row.cookies[..])).collect();
    let expected: [(_, &[usize]); 6] = [
        (RowRole::Caption, &[]),
        (RowRole::Cookies, &[0, 1]),
        (RowRole::Continuation, &[]),
        (RowRole::Other, &[]),
        (RowRole::Cookies, &[2]),
        (RowRole::Other, &[]),
    ];
    assert_eq!(roles, expected);
}

#[test]
fn they_hold_on_files() {
    on_files(|bytes| assert_placed(&charte::read(&Source::decode(bytes, None, None))));
}

proptest! {
    #[test]
    fn they_hold_on_texts(text in text()) {
        assert_placed(&charte::read(&Source::from_text(Cow::Borrowed(&text), None)));
    }
}
