//! The normal form is its own, and reads as the same charter (invariant 5).

use charte::model::{Block, Charter};
use charte::normalize::{self, Typography};
use charte::syntax::Layout;
use charte::text::{is_blank, is_invisible, is_space, normal};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use super::{lines, source};

const TYPOGRAPHIES: [Typography; 2] = [Typography::Plain, Typography::AsWritten];

/// Whether a table of the charter has one of these layouts.
fn has_layout(charter: &Charter<'_>, layouts: &[Layout]) -> bool {
    let mut blocks = charter.sections.iter().flat_map(|section| &section.blocks);
    blocks.any(|block| matches!(block, Block::Table { layout, .. } if layouts.contains(layout)))
}

/// Every text that is a whole line, with its number.
fn whole_lines<'c>(charter: &'c Charter<'_>) -> Vec<(u64, &'c str)> {
    let mut found = Vec::new();
    for section in &charter.sections {
        found.extend(section.heading.as_deref().map(|heading| (section.line, heading)));
        for block in &section.blocks {
            match block {
                Block::Paragraph { line, text } | Block::Junk { line, text } => {
                    found.push((*line, text));
                }
                Block::List { items, .. } => {
                    found.extend(items.iter().map(|item| (item.line, &*item.text)));
                }
                Block::Table { .. } => {}
                block => unreachable!("a sort of block that no test knows: {block:?}"),
            }
        }
    }
    found
}

/// The words of a text as a reader sees them.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(is_space)
        .map(|word| word.chars().filter(|&c| !is_invisible(c)).collect::<String>())
        .filter(|word| !word.is_empty())
}

/// Whether lines that were broken at a width are joined in a charter.
fn is_joined(charter: &Charter<'_>, text: &str) -> bool {
    let lines: Vec<_> = lines(text).collect();
    whole_lines(charter).into_iter().any(|(number, part)| {
        words(part).count() > words(lines[usize::try_from(number).expect("a line") - 1]).count()
    })
}

fn normal_text(charter: &Charter<'_>, typography: Typography) -> String {
    let mut text = String::new();
    normalize::write(charter, typography, &mut text);
    text
}

/// A charter without what normalising may change: lines, source and diagnostics go, and each text
/// is in its normal form.
fn essence(charter: &Charter<'_>, typography: Typography) -> Value {
    fn normalise(value: &mut Value, typography: Typography) {
        match value {
            Value::Object(members) => {
                for key in ["line", "title_line", "source", "diagnostics"] {
                    members.remove(key);
                }
                // The normal text has tabs between all cells.
                if let Some(layout) = members.get_mut("layout") {
                    *layout = "tabbed".into();
                }
                members.values_mut().for_each(|value| normalise(value, typography));
            }
            Value::Array(values) => {
                for value in values {
                    normalise(value, typography);
                }
            }
            Value::String(text) => {
                let lines: Vec<_> = text
                    .split('\n')
                    .map(|line| normal(line, typography))
                    .filter(|line| !line.is_empty())
                    .collect();
                *text = lines.join("\n");
            }
            _ => {}
        }
    }
    let mut value = serde_json::to_value(charter).expect("a charter is JSON");
    normalise(&mut value, typography);
    value
}

/// Checks that two charters are the same, and names the first place where they are not.
fn assert_same(found: &Value, expected: &Value, texts: &dyn Fn() -> String) {
    fn difference(found: &Value, expected: &Value) -> String {
        let members: Vec<_> = match (found, expected) {
            (Value::Object(found), Value::Object(expected)) if found.len() == expected.len() => {
                found.iter().map(|(key, found)| (key.clone(), found, &expected[key])).collect()
            }
            (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
                let pairs = found.iter().zip(expected).enumerate();
                pairs.map(|(at, (found, expected))| (at.to_string(), found, expected)).collect()
            }
            _ => return format!(": {found} instead of {expected}"),
        };
        let differing = members.into_iter().find(|(_, found, expected)| found != expected);
        differing.map_or_else(String::new, |(key, found, expected)| {
            format!("/{key}{}", difference(found, expected))
        })
    }
    assert!(found == expected, "{}\n{}", difference(found, expected), texts());
}

pub(super) fn assert_normalises(text: &str) {
    let written = source(text);
    let charter = charte::read(&written);
    for typography in TYPOGRAPHIES {
        let once = normal_text(&charter, typography);
        let source = source(&once);
        let again = charte::read(&source);
        assert_is_laid_out(&once, typography);
        if has_layout(&charter, &[Layout::Stacked, Layout::Records]) {
            assert_declares_the_same(&again, &charter, &once);
            continue;
        }
        let (mut found, mut expected) =
            (essence(&again, typography), essence(&charter, typography));
        // Rows without separators are weighed as headings, and their cells as cells: which language a
        // text of few other words is in may be seen in its normal text only.
        if has_layout(&charter, &[Layout::Spaced, Layout::Glued]) {
            found["language"] = Value::Null;
            expected["language"] = Value::Null;
        }
        assert_same(&found, &expected, &|| {
            format!("{typography:?} normal text: {once:?}\nof text: {text:?}")
        });
        assert_eq!(normal_text(&again, typography), once, "{typography:?} of {text:?}");
    }
}

/// That a charter whose tables had another layout declares the same cookies once tabs part its cells,
/// if their columns have the labels by which tabbed tables are read.
fn assert_declares_the_same(again: &Charter<'_>, charter: &Charter<'_>, text: &str) {
    let mut last: Option<Vec<_>> = None;
    for block in charter.sections.iter().flat_map(|section| &section.blocks) {
        let Block::Table { columns, .. } = block else { continue };
        let fields: Vec<_> = columns.iter().map(|column| column.field).collect();
        let has_labels = columns.iter().all(|column| column.label.is_some());
        let goes_on =
            columns.iter().all(|column| column.label.is_none()) && last.as_ref() == Some(&fields);
        if !has_labels && !goes_on {
            return;
        }
        last = Some(fields);
    }
    let declared = |charter: &Charter<'_>| -> Vec<_> {
        let text = |text: &str| normal(text, Typography::Plain).into_owned();
        let cookies = charter.cookies.iter();
        cookies
            .map(|cookie| {
                (
                    text(&cookie.name),
                    cookie.provider.as_deref().map(text),
                    cookie.retention.as_ref().map(|it| text(&it.text)),
                    cookie.purpose.as_deref().map(text),
                )
            })
            .collect()
    };
    assert_eq!(declared(again), declared(charter), "{text}");
}

/// That `text` has the layout of a normal text.
fn assert_is_laid_out(text: &str, typography: Typography) {
    assert!(text.is_empty() || text.ends_with('\n'), "{text:?}");
    assert!(!text.starts_with('\n') && !text.ends_with("\n\n"), "{text:?}");
    assert!(!text.contains("\n\n\n") && !text.contains(['\r', '\0', '\u{1b}']), "{text:?}");
    // What programs note above a text is told by how far it is indented.
    let fence = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence));
    let end = fence.and_then(|fence| Some(text.strip_prefix(fence)?.find(fence)? + fence.len()));
    let (notes, rest) = text.split_at(end.unwrap_or_default());
    let notes = notes.lines().map(|line| line.trim_start_matches(' '));
    for cell in notes.chain(rest.lines().flat_map(|line| line.split('\t'))) {
        assert_eq!(normal(cell, typography), cell);
    }
    if typography == Typography::Plain {
        let is_other = |c| is_invisible(c) || (is_space(c) && !" \t\n".contains(c));
        assert!(!text.contains(is_other) && !text.contains(['’', 'ʼ', '“', '”', '„']), "{text:?}");
    }
}

/// `text` with other blank lines, other spacing, other quotes and apostrophes, and other invisible
/// characters, as `choices` have it.
fn respelt(text: &str, choices: &[usize]) -> String {
    // None has a tab: a browser writes one alone on its line between cells that hold blocks.
    const BLANKS: &[&str] = &["\n", "\r\n", "\n\n", "\n \u{a0}\n", "\r", "\n \n\u{200b}\n"];
    const SPACES: &[&str] = &[" ", "\u{a0}", "  ", "\u{202f}", " \u{2009} ", "\u{3000}\u{200b}"];
    const AROUND: &[&str] = &["", " ", "\u{a0}", "", " \u{200b}", "\u{ad}"];
    const APOSTROPHES: &[&str] = &["'", "’", "ʼ", "‘", "'", "‛"];
    const QUOTES: &[&str] = &["\"", "“", "”", "„", "\"", "‟"];
    const OPENINGS: &[&str] = &["«", "« ", "«\u{a0}", "«\u{202f}\u{200b}", "«  ", "«"];
    const CLOSINGS: &[&str] = &["»", " »", "\u{a0}»", "\u{200b}\u{202f}»", "  »", "»"];
    const INVISIBLE: &[&str] = &["", "\u{200b}", "\u{ad}", "\u{feff}", "\u{200e}", "\u{7}"];

    let mut choices = choices.iter().cycle();
    let mut choose = |from: &[&'static str]| from[choices.next().map_or(0, |at| at % from.len())];
    let mut out = choose(&["", "\n", "\u{a0}\r\n", " ", "\t\n", "\u{feff}"]).to_owned();
    for line in lines(text).filter(|line| !is_blank(line)) {
        for (at, cell) in line.split('\t').enumerate() {
            out.push_str(if at > 0 { "\t" } else { "" });
            out.push_str(choose(AROUND));
            let mut letters = cell.chars().peekable();
            while let Some(c) = letters.next() {
                match c {
                    '\'' | '‘' | '’' | '‛' | 'ʼ' => out.push_str(choose(APOSTROPHES)),
                    '"' | '“' | '”' | '„' | '‟' => out.push_str(choose(QUOTES)),
                    '«' => {
                        while letters.next_if(|&c| is_space(c) || is_invisible(c)).is_some() {}
                        out.push_str(choose(OPENINGS));
                    }
                    _ if is_space(c) => {
                        let more = |c: &char| is_space(*c) || is_invisible(*c);
                        while letters.next_if(more).is_some() {}
                        if letters.peek() != Some(&'»') {
                            out.push_str(choose(SPACES));
                        }
                    }
                    '»' => out.push_str(choose(CLOSINGS)),
                    _ if is_invisible(c) => out.push_str(choose(INVISIBLE)),
                    _ => {
                        out.push(c);
                        out.push_str(choose(INVISIBLE));
                    }
                }
            }
            out.push_str(choose(AROUND));
        }
        out.push_str(choose(BLANKS));
    }
    out
}

/// What a table of cookies says, whatever stands between its cells.
pub(super) fn cookies_of(table: &str) -> Value {
    let text = format!("Cookie policy\n\nCookies used on https://data.rivage.example\n\n{table}");
    let source = source(&text);
    let charter = charte::read(&source);
    essence(&charter, Typography::Plain)["cookies"].take()
}

pub(super) fn choices() -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![
        // Few of them far apart, or many.
        vec(prop_oneof![20 => Just(0), 1 => 0..6_usize], 1..200),
        vec(0..6_usize, 1..40),
    ]
}

pub(super) fn assert_respelt_is_the_same(text: &str, choices: &[usize]) {
    let respelt = respelt(text, choices);
    let (one, other) = (source(text), source(&respelt));
    let (one, other) = (charte::read(&one), charte::read(&other));
    // Where lines were broken at a width, blank lines between them tell; where runs of spaces are the
    // seams of a table, they do; and where words alone tell the lines of a table apart, what cannot be
    // seen between their letters may stand in the way.
    let tells = |charter, text: &str| {
        is_joined(charter, text)
            || has_layout(charter, &[Layout::Spaced]) && text.contains("  ")
            || has_layout(charter, &[Layout::Stacked, Layout::Records])
    };
    if tells(&one, text) || tells(&other, &respelt) {
        return;
    }
    let plain = |charter| normal_text(charter, Typography::Plain);
    assert_eq!(plain(&other), plain(&one), "{respelt:?} (left) and {text:?}");
    let essence = |charter| essence(charter, Typography::Plain);
    let texts = || format!("respelt: {respelt:?}\nof text: {text:?}");
    assert_same(&essence(&other), &essence(&one), &texts);
}
