//! The grammar and the parser hold each other: `grammar/charter.pest`, executed by `pest_vm`, finds
//! the same blocks as the nom parser in every text, and no line is lost between them.
//!
//! `CHARTE_CORPUS=DIR` adds the files of a folder, `PROPTEST_CASES=N` more generated texts.

#![cfg(test)]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use charte::source::Source;
use charte::syntax::{self, Block, Mark};
use pest_vm::Vm;
use proptest::prelude::*;

use crate::generate::{any_bytes, any_text, charter};

static GRAMMAR: LazyLock<Vm> = LazyLock::new(|| {
    let (_, rules) = pest_meta::parse_and_optimize(include_str!("../grammar/charter.pest"))
        .unwrap_or_else(|errors| panic!("charter.pest: {}", errors[0]));
    Vm::new(rules)
});

/// One block, in a form both parsers can be brought to.
#[derive(Debug, PartialEq)]
enum Outline<'t> {
    Heading(&'t str, Option<Mark>),
    Paragraph(&'t str),
    Junk(&'t str),
    List(Vec<&'t str>),
    Table(Vec<Vec<&'t str>>),
}

/// What the grammar finds in `text`.
fn by_grammar(text: &str) -> Vec<Outline<'_>> {
    let document = GRAMMAR.parse("document", text).expect("every text is a document");
    let mut blocks = Vec::new();
    for pair in document.flatten() {
        let part = pair.as_str();
        match (pair.as_rule(), blocks.last_mut()) {
            ("heading" | "underlined", _) => blocks.push(Outline::Heading("", None)),
            ("title" | "named", _) => blocks.push(Outline::Heading("", Some(Mark::Level(1)))),
            ("text", Some(Outline::Heading(text, Some(_)))) => {
                let quoted = |&c: &char| part.strip_prefix(c)?.strip_suffix(c);
                let inside = ['"', '\''].iter().find_map(quoted);
                *text = inside.map_or(part, |inside| inside.trim_matches(hidden));
            }
            ("first", Some(Outline::Heading(_, mark))) => *mark = Some(Mark::Level(1)),
            ("second", Some(Outline::Heading(_, mark))) => *mark = Some(Mark::Level(2)),
            ("paragraph", _) => blocks.push(Outline::Paragraph("")),
            ("junk" | "fence" | "dots" | "pluses" | "entry" | "further", _) => {
                blocks.push(Outline::Junk(""));
            }
            ("list", _) => blocks.push(Outline::List(Vec::new())),
            ("table", _) => blocks.push(Outline::Table(Vec::new())),
            ("text" | "indented", Some(Outline::Paragraph(text) | Outline::Junk(text))) => {
                *text = part;
            }
            ("text", Some(Outline::Heading(text, mark))) => (*text, *mark) = without_marks(part),
            ("text", Some(Outline::List(items))) => items.push(part),
            ("row" | "bars", Some(Outline::Table(rows))) => rows.push(Vec::new()),
            ("cell" | "bar_cell" | "filled_cell", Some(Outline::Table(rows))) => {
                rows.last_mut().expect("cells are in rows").push(part);
            }
            _ => {}
        }
    }
    blocks.into_iter().map(headed_by_item).collect()
}

/// One item alone that is emphasised as a whole is a heading.
fn headed_by_item(block: Outline<'_>) -> Outline<'_> {
    match block {
        Outline::List(items) if items.len() == 1 => match without_marks(items[0]) {
            (text, Some(Mark::Bold)) => Outline::Heading(text, Some(Mark::Item)),
            _ => Outline::List(items),
        },
        block => block,
    }
}

fn hidden(c: char) -> bool {
    is_blank(c.encode_utf8(&mut [0; 4]))
}

/// A heading without the marks for one, as the grammar has them, and what they mark it as.
fn without_marks(heading: &str) -> (&str, Option<Mark>) {
    let (mut text, mut mark) = (heading, None);
    while let Ok(layer) = GRAMMAR.parse("layer", text) {
        let inside = layer.flatten().find(|pair| pair.as_rule().starts_with("inside"));
        let inside = inside.expect("what the marks are round");
        let around = text.get(..inside.as_span().start()).expect("a span of the text");
        let signs = u8::try_from(around.matches('#').count()).expect("six at most");
        let layer = if signs > 0 { Mark::Level(signs) } else { Mark::Bold };
        mark = mark.filter(|mark| *mark != Mark::Bold).or(Some(layer));
        text = inside.as_str().trim_matches(hidden);
    }
    let bare = if matches!(mark, Some(Mark::Level(_))) { "bare_of_signs" } else { "bare" };
    let is_bare = GRAMMAR.parse(bare, text).is_ok();
    if is_bare { (text, mark) } else { (heading, None) }
}

/// What the parser finds in `text`.
fn by_parser(text: &str) -> Vec<Outline<'_>> {
    let outline = |block| match block {
        Block::Heading(line, mark) => Outline::Heading(line, mark),
        Block::Paragraph(line) => Outline::Paragraph(line),
        Block::Junk(line) => Outline::Junk(line),
        Block::List(items) => Outline::List(items),
        Block::Table(table) => {
            Outline::Table(table.rows.into_iter().map(|row| row.cells).collect())
        }
        block => unreachable!("a sort of block that no test knows: {block:?}"),
    };
    syntax::parse(text).blocks.into_iter().map(outline).collect()
}

/// Whether nothing of `part`, which holds no line end, can be seen.
fn is_blank(part: &str) -> bool {
    part.is_empty() || GRAMMAR.parse("blank", part).is_ok()
}

/// That every line with something to see is in one block, whole and in order.
fn assert_whole(text: &str) {
    let document = syntax::parse(text);
    let parts = document.blocks.iter().flat_map(|block| {
        let bullet = usize::from(matches!(block, Block::List(_)));
        let mark = if let Block::Heading(_, mark) = block { Some(*mark) } else { None };
        block.lines().map(move |part| (part, bullet, mark))
    });
    let parts: Vec<_> = parts.collect();
    let mut lines = text.split(['\r', '\n']).filter(|line| !is_blank(line)).peekable();
    for (part, bullet, mark) in parts {
        let line = lines.next().expect("a line for each part");
        let start = (part.as_ptr() as usize).checked_sub(line.as_ptr() as usize);
        let around =
            start.and_then(|start| Some((line.get(..start)?, line.get(start + part.len()..)?)));
        let (before, after) = around.expect("a part of the line");
        if before.trim_matches(hidden).to_lowercase().starts_with("title")
            || before.trim_matches(hidden) == "%"
        {
            continue;
        }
        // Only marks stand round a heading, and those of a quotation before any line.
        let is_mark = |c: &char| mark.is_some() && "#*_-•·‣◦▪▫●○–—\u{387}".contains(*c);
        let is_seen = |c: &char| !is_blank(c.encode_utf8(&mut [0; 4])) && !is_mark(c);
        let seen_before = before.chars().filter(|c| is_seen(c) && *c != '>').count();
        assert_eq!(seen_before, bullet, "before {part:?} in {line:?}");
        assert!(!after.chars().any(|c| is_seen(&c)), "after {part:?} in {line:?}");
        // The rule below a heading marks it.
        let is_rule = |line: &&str| {
            GRAMMAR.parse("first", line).is_ok() || GRAMMAR.parse("second", line).is_ok()
        };
        if matches!(mark, Some(Some(Mark::Level(_)))) && !before.contains('#') {
            assert!(lines.next_if(is_rule).is_some(), "below {part:?} in {text:?}");
        }
    }
    assert_eq!(lines.next(), None, "{text:?}");
}

fn assert_agree(text: &str) {
    assert_eq!(by_parser(text), by_grammar(text), "parser (left) and grammar (right) on {text:?}");
    assert_whole(text);
}

/// The files under `folder`, if there is one.
#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
fn assert_files_agree(paths: &[PathBuf]) {
    assert!(!paths.is_empty());
    for path in paths {
        let bytes = std::fs::read(path).expect("a readable file");
        assert_agree(Source::decode(&bytes, None, None).text());
    }
}

#[test]
fn they_agree_on_samples_and_fixtures() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = files(&root.join("samples"));
    texts.extend(files(&root.join("tests/fixtures")));
    texts.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    assert_files_agree(&texts);
}

#[test]
fn they_agree_on_the_corpus_of_the_environment() {
    let Some(corpus) = std::env::var_os("CHARTE_CORPUS") else {
        return;
    };
    assert_files_agree(&files(Path::new(&corpus)));
}

/// Whether the two have the same idea of each character: the standard library may know another
/// version of Unicode than `pest`, and so other letters.
fn is_of_one_unicode(text: &str) -> bool {
    text.chars().all(|c| {
        let letter = GRAMMAR.parse("letter", c.encode_utf8(&mut [0; 4])).is_ok();
        letter == c.is_alphanumeric()
    })
}

/// A line with the marks of headings where they are, and where they are not.
fn marked_line() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "#", "##", "*", "**", "***", "__", "_", " ", " ", "\u{a0}", "\u{ad}", "a", "b c", "é", ".",
        "-", "|", "`", "1", "«", "\u{301}", ">", "> ", "\n", "\n---", "\n===", "{.a}", "- ", "  ",
    ];
    let pieces = || proptest::collection::vec(proptest::sample::select(PIECES), 0..7);
    let around = proptest::sample::select(&["", "# ", "## ", "**", "***", "__", "# **", "** "][..]);
    (around, pieces()).prop_map(|(around, pieces)| {
        let close: String = around.chars().rev().collect();
        format!("{around}{}{close}", pieces.concat())
    })
}

proptest! {
    #[test]
    fn they_agree_on_marked_lines(text in marked_line()) {
        prop_assume!(is_of_one_unicode(&text));
        assert_agree(&text);
    }

    #[test]
    fn they_agree_on_charters(text in charter()) {
        assert_agree(&text);
    }

    #[test]
    fn they_agree_on_any_text(text in any_text()) {
        prop_assume!(is_of_one_unicode(&text));
        assert_agree(&text);
    }

    #[test]
    fn they_agree_on_any_bytes(bytes in any_bytes()) {
        let source = Source::decode(&bytes, None, None);
        prop_assume!(is_of_one_unicode(source.text()));
        assert_agree(source.text());
    }
}

#[test]
fn bars_are_told_from_those_of_titles_and_menus() {
    for (text, kinds) in [
        ("a | b", "h"),
        ("Home | About | Legal\nText | more.", "h p"),
        ("a | b\nc | d", "t2+2"),
        ("a | b\n\nc | d\ne | f | g\nh", "t2+2 h h"),
        ("a | b\nc | d | e |", "h t3"),
        ("a | b\n---|---|---\nc", "t2+3 h"),
        ("| a | b |", "t2"),
        ("a |", "t1"),
        ("|", "t1"),
        ("||", "t1"),
        ("| |", "t1"),
        ("|||", "t2"),
        ("a || b\n|", "h t1"),
        ("a | |", "t2"),
        ("\u{200b}| a\u{a0}| b", "t2"),
        ("a \\| b |", "t1"),
        ("a \\\u{ad}| b |", "t1"),
        ("a \\\u{a0}| b |", "t2"),
        ("a \\\\| b |", "t1"),
        ("a `b | c` | d |", "t2"),
        ("a `b | c | d |", "t3"),
        ("`a` | `b` `c|` |", "t2"),
        ("a \\| b", "h"),
        ("`a | b`", "h"),
        ("a\t| b |", "t2"),
        ("| a | b |\nc\td | e |\n| f |", "t2 t2 t1"),
        ("- a | b |\n| c |", "l1 t1"),
        ("| c |\n- a | b |\n- a", "t1+2 l1"),
        ("a | b\n\n-\u{200b}- : | :--", "t2+2"),
        ("-|-", "j"),
        ("a | b\n|c|d\ne|f|\ng|h", "t2+2+2+2"),
        ("a|b|c\nd|e\nf|g", "h t2+2"),
        ("a |\nb\n|\n", "t1 h t1"),
    ] {
        assert_kinds(text, kinds);
    }
}

/// Checks that the blocks of `text` are of these kinds: heading, paragraph, junk, list of so many
/// items, table of rows of so many cells.
fn assert_kinds(text: &str, kinds: &str) {
    let kind = |block| match block {
        Outline::Heading(..) => "h".to_owned(),
        Outline::Paragraph(_) => "p".to_owned(),
        Outline::Junk(_) => "j".to_owned(),
        Outline::List(items) => format!("l{}", items.len()),
        Outline::Table(rows) => {
            let widths: Vec<_> = rows.iter().map(|row| row.len().to_string()).collect();
            format!("t{}", widths.join("+"))
        }
    };
    let found: Vec<_> = by_parser(text).into_iter().map(kind).collect();
    assert_eq!(found.join(" "), kinds, "{text:?}");
    assert_agree(text);
}

#[test]
fn blank_lines_are_what_shows_nothing() {
    for text in
        ["", "\n", "\r", "\r\n", "\n\r", " ", "\t", "\u{a0}\n\t\n\u{200b}", "\0", "\u{85}\u{2028}"]
    {
        assert_kinds(text, "");
    }
    for text in
        ["a", "a\n", "\r\ra", "\u{a0}\n\n a \r\n\t\r\n", "a\u{85}b\u{2028}c\u{b}d", "\u{feff}a\0b"]
    {
        assert_kinds(text, "h");
    }
    for text in ["a\nb", "a\rb\r", "a\r\nb\r\n", "a\n\rb", "a\n\u{ad}\nb"] {
        assert_kinds(text, "h h");
    }
    assert_kinds("\u{301}\n--\n\u{fffd}\n\u{2bc}", "j j j j");
}

#[test]
fn what_is_noted_above_a_page_is_junk() {
    for (text, kinds) in [
        ("---\na: b\n---\nc", "j j j h"),
        ("\n\u{200b}--\u{ad}-\n\na-b:\n- c\n# d\n\n---", "j j j j j"),
        ("---\n---\na", "j j h"),
        ("---\na b: c\n---", "j h"),
        ("a\n---\nb: c\n---", "h h"),
        ("---\na: b\n----", "j h"),
        ("---\ntitle: \"a: b\"\nb: c\n---", "j h j j"),
        ("---\n- a\ntitle: \u{ad}\n---", "j j j j"),
        ("---\na: b\n-\u{200b} c\n---\n---", "j j j j j"),
        ("---\n-\n---", "j j j"),
        ("+++\nTitle = 'a'\nb = [\n  1,\n]\n+++\nc", "j h j j j j h"),
        ("+++\na : b\n---", "j h"),
        ("---\na: >\n  b\n\tc\n---\nd", "j j j j j h"),
        ("---\na: >\n  b\n---\n\n", "j h h"),
        ("---\n  a b\n---", "j h"),
    ] {
        assert_kinds(text, kinds);
    }
}

#[test]
fn a_heading_is_short_and_unfinished() {
    let heading = |text: &str| assert_kinds(text, "h");
    let paragraph = |text: &str| assert_kinds(text, "p");
    heading("a e. V.");
    heading("Ilex B.V.\u{a0}");
    paragraph("a b.");
    paragraph("plan Bv.");
    let long = "é".repeat(138);
    for end in ["ab", "e\u{301}\u{302}?\u{a0}", " b", "\u{ad}\u{1161}  \u{a0}\u{2028} b"] {
        heading(&format!("{long}{end}"));
        heading(&format!("\t \u{301}{long}{end}"));
        paragraph(&format!("{long}{end}c"));
        paragraph(&format!("\u{301} {long}{end}"));
    }
    heading(&format!("« \u{200b} {long}\u{202f}»"));
    paragraph(&format!("«{long}a»"));
    paragraph(&format!("« {long}» a"));
    for text in ["a.", "a. \u{200b}\t", "a;", "a\u{a0};", "a,", "a\u{37e}", "a\u{200b}."] {
        paragraph(text);
    }
    for text in ["a .b", "a:", "a.»", "a.\u{301}", "a…", "1", "1.2"] {
        heading(text);
    }
}

#[test]
fn a_heading_comes_without_its_marks() {
    for (text, mark) in [
        ("## Vos choix", Mark::Level(2)),
        ("# Vos choix ##", Mark::Level(1)),
        ("**Vos choix**", Mark::Bold),
        ("***Vos choix***", Mark::Bold),
        ("__Vos choix__", Mark::Bold),
        ("## **Vos choix** ##", Mark::Level(2)),
        ("#\u{200b}# **Vos choix**", Mark::Level(2)),
        ("**### Vos choix**", Mark::Level(3)),
        ("*\u{ad}*Vos choix**", Mark::Bold),
        ("- **Vos choix**", Mark::Item),
        ("> > ### Vos choix", Mark::Level(3)),
        ("Vos choix\n=====", Mark::Level(1)),
        ("> Vos choix \r\n \u{200b}-\u{ad}---\u{a0}", Mark::Level(2)),
    ] {
        assert_eq!(by_grammar(text), [Outline::Heading("Vos choix", Some(mark))], "{text:?}");
        assert_agree(text);
    }
    let ended = "###### Et après.";
    assert_eq!(by_grammar(ended), [Outline::Heading("Et après.", Some(Mark::Level(6)))]);
    assert_agree(ended);
    for text in [
        "#cookies",
        "####### a",
        "**a** et **b**",
        "__utma__",
        "# - a",
        "**a.**",
        "** a **",
        "**a | b**",
        "# `a",
        "## a | b",
        "> 13 mois",
        ">a",
    ] {
        assert_eq!(by_grammar(text), [Outline::Heading(text, None)], "{text:?}");
        assert_agree(text);
    }
}

#[test]
fn an_item_is_a_bullet_a_space_and_words() {
    for text in [
        "- a",
        "\t• a",
        "-\ta",
        "–\u{a0}a.",
        "*\u{200b} \u{200b}\ta\t",
        "\u{feff}- - a",
        "· \u{85}1",
        "-»1",
        "\u{387} a",
    ] {
        assert_kinds(text, "l1");
    }
    for (text, kinds) in [
        ("-a", "h"),
        ("-", "j"),
        ("- \u{a0}", "j"),
        ("- --", "j"),
        ("-\u{301} a", "h"),
        ("-\na", "j h"),
        ("- a\n\u{a0}\n\n* b\n-c", "l2 h"),
        ("- a\tb", "t2"),
        ("-\ta\tb\n- a", "t3 l1"),
        ("- a\na\tb", "l1 t2"),
    ] {
        assert_kinds(text, kinds);
    }
}

#[test]
fn a_table_begins_where_two_cells_can_be_told_apart() {
    for (text, kinds) in [
        ("a\tb", "t2"),
        ("\ta\tb\t", "t4"),
        ("a\t\u{a0}\tb", "t3"),
        ("-\t|", "t2"),
        ("a\t", "h"),
        ("\ta", "h"),
        ("a\t\u{200b}\t", "h"),
        ("a\tb\n\n\t\t\r\n\tc\n\u{a0}\t\nd\t\ne", "t2+2+2 h"),
        ("a\tb\nc\nd\te\tf\r1.\tg", "t2 h t3 h"),
        ("1.\tIntroduction", "h"),
        ("\u{a0}1.2.30)\u{200b}\tIntroduction.\u{a0}", "p"),
        ("123.\ta", "h"),
        ("1)\ta\n2)\tb\tc", "h t3"),
        ("1.\ta\t", "t3"),
        ("\t1.\ta", "t3"),
        ("1\ta", "t2"),
        ("1..\ta", "t2"),
        ("1.)\ta", "t2"),
        (".\ta", "t2"),
        ("a.\tb", "t2"),
        ("٣.\ta", "t2"),
        ("256.\ta", "h"),
        ("+1.\ta", "t2"),
        ("0001.\ta", "t2"),
        ("1\u{200b}.\ta", "h"),
        ("2024.\ta", "t2"),
    ] {
        assert_kinds(text, kinds);
    }
}
