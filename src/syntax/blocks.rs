//! The productions for blocks of prose, and for the text as a whole.

use nom::branch::alt;
use nom::combinator::{map, map_opt, opt, verify};
use nom::error::{Error, ErrorKind};
use nom::multi::{many0, many0_count, separated_list1};
use nom::sequence::preceded;
use nom::{Err, IResult, Parser};

use super::layout::Layouts;
use super::{Block, Document, Mark, shape};
use crate::text::{is_blank, is_invisible, is_space, trim, visible};

/// The characters that begin an item of a list, when a space or a tab follows. The last one is the
/// Greek ano teleia, which is normalised to a middle dot.
const BULLETS: &[char] =
    &['-', '*', '+', '•', '·', '‣', '◦', '▪', '▫', '●', '○', '–', '—', '\u{387}'];

/// Finds the blocks of `text`. Every text has them: what is neither table, list nor prose is junk.
#[must_use]
pub fn parse(text: &str) -> Document<'_> {
    let blocks = match document(text) {
        Ok((_, blocks)) => blocks,
        // `document` takes any line as one block or another, so this arm is never reached; were it
        // reached, the text would be kept.
        Err(_) => vec![Block::Junk(text)],
    };
    Document { blocks, ..Document::default() }
}

/// ```pest
/// document = { SOI ~ front? ~ blank* ~ (block ~ blank*)* ~ EOI }
/// ```
fn document(input: &str) -> IResult<&str, Vec<Block<'_>>> {
    let (mut rest, front) = opt(front).parse(input)?;
    let layouts = Layouts::of(input);
    let mut block = preceded(blanks, |input| block(input, layouts));
    // Most charters have no more blocks than that.
    let mut blocks = Vec::with_capacity(24);
    blocks.extend(front.into_iter().flatten());
    while let Ok((after, block)) = block.parse(rest) {
        blocks.push(block);
        rest = after;
    }
    let (rest, _) = blanks(rest)?;
    Ok((rest, blocks))
}

/// The title in what programs note of a page above it, and `text` without that.
#[must_use]
pub(crate) fn without_notes(text: &str) -> (Option<&str>, &str) {
    let Ok((rest, notes)) = front(text) else { return (None, text) };
    let title = |block| if let Block::Heading(title, _) = block { Some(title) } else { None };
    (notes.into_iter().find_map(title), rest)
}

/// What programs note of a page above it.
///
/// ```pest
/// front = { blank* ~ (fenced | percents) }
/// ```
fn front(input: &str) -> IResult<&str, Vec<Block<'_>>> {
    // It is at the beginning of hardly any text.
    if !input.trim_start_matches(|c| is_space(c) || is_invisible(c)).starts_with(['-', '+', '%']) {
        return Err(no_match(input));
    }
    preceded(blanks, alt((fenced, percents))).parse(input)
}

/// As YAML or TOML: between two fences, and nothing to read but its title. Text in it with nothing below is all that
/// there is to read.
///
/// ```pest
/// fenced = { (fence ~ entries ~ (fence | dots) | pluses ~ entries ~ pluses) ~ !(further without a text below) }
/// entries = { (blank* ~ entry) ~ (blank* ~ (entry | further))* ~ blank* }
/// ```
fn fenced(input: &str) -> IResult<&str, Vec<Block<'_>>> {
    let fence = |fences| preceded(blanks, verify(line, move |line: &str| is_fence(line, fences)));
    let first = preceded(blanks, verify(line, is_entry));
    let more = preceded(blanks, verify(line, |line: &str| is_entry(line) || is_further(line)));
    let (rest, open) = fence(&["---", "+++"]).parse(input)?;
    let ends: &[&str] = if is_fence(open, &["+++"]) { &["+++"] } else { &["---", "..."] };
    let (rest, (first, more, close)) = (first, many0(more), fence(ends)).parse(rest)?;
    if is_blank(rest) && more.iter().any(|line| is_further(line)) {
        return Err(no_match(input));
    }
    let named = |line| {
        let (key, named) = key_of(trim(line))?;
        title(trim(named)).filter(|_| key.eq_ignore_ascii_case("title"))
    };
    let lines = [open, first].into_iter().chain(more).chain(std::iter::once(close));
    Ok((rest, lines.map(|line| named(line).unwrap_or(Block::Junk(noted(line)))).collect()))
}

/// A line each behind a percent sign: the title, then who wrote it and when.
///
/// ```pest
/// percents = { percent ~ title ~ (percent ~ line)* }
/// ```
fn percents(input: &str) -> IResult<&str, Vec<Block<'_>>> {
    let title = map_opt(line, |line| title(behind_percent(line)?));
    let noted = map_opt(line, |line| behind_percent(line).map(line_of_prose));
    map((title, many0(noted)), |(title, noted)| std::iter::once(title).chain(noted).collect())
        .parse(input)
}

/// ```pest
/// percent = { "%" ~ space+ }
/// ```
fn behind_percent(line: &str) -> Option<&str> {
    let behind = trim(line).strip_prefix('%')?.trim_start_matches(is_invisible);
    behind.starts_with(is_space).then(|| trim(behind))
}

/// ```pest
/// fence = { "---" }
/// dots = { "..." }
/// pluses = { "+++" }
/// ```
fn is_fence(line: &str, fences: &[&str]) -> bool {
    fences.contains(&&*visible(trim(line)))
}

/// ```pest
/// entry = { key ~ space* ~ (":" | "=") | "-" ~ space | "#" | "]" | "}" }
/// ```
fn is_entry(line: &str) -> bool {
    let line = visible(trim(line));
    key_of(&line).is_some()
        || line.starts_with('#')
        || matches!(&*line, "]" | "}")
        || line.strip_prefix('-').is_some_and(|item| item.starts_with(is_space))
}

/// The key that a line of a program begins with, and what stands behind its colon or equals sign.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once([':', '='])?;
    let key = trim(key);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    (!key.is_empty() && key.chars().all(is_part)).then_some((key, value))
}

/// A line of the notes. What goes on with the entry above is told by where it begins.
fn noted(line: &str) -> &str {
    let is_hidden = |c| is_space(c) || is_invisible(c);
    if is_further(line) { line.trim_end_matches(is_hidden) } else { trim(line) }
}

/// An indented line, which goes on with what the entry above says.
///
/// ```pest
/// further = { space ~ line }
/// ```
fn is_further(line: &str) -> bool {
    line.trim_start_matches(is_invisible).starts_with(is_space) && !is_entry(line)
}

/// ```pest
/// title = { line that is no longer than a heading, in quotes or not }
/// ```
fn title(line: &str) -> Option<Block<'_>> {
    let inside = |quote| line.strip_prefix(quote)?.strip_suffix(quote);
    let title = inside('"').or_else(|| inside('\'')).map_or(line, trim);
    (shape::is_readable(line) && shape::is_at_most_a_heading(line))
        .then_some(Block::Heading(title, Some(Mark::Level(1))))
}

/// ```pest
/// block = { list | table | junk | heading | paragraph }
/// ```
fn block(input: &str, layouts: Layouts) -> IResult<&str, Block<'_>> {
    let table = |input| layouts.table(input);
    alt((list, map(table, Block::Table), prose)).parse(input)
}

/// One line that is neither an item nor a row, with the rule below that underlines it.
///
/// ```pest
/// junk = { !readable ~ line }
/// underlined = { line that could be a heading ~ rule }
/// heading = { line that could be a heading }
/// paragraph = { line }
/// ```
fn prose(input: &str) -> IResult<&str, Block<'_>> {
    let (rest, block) = map(line, line_of_prose).parse(input)?;
    if let Block::Heading(text, None) = block
        && let Ok((rest, level)) = map_opt(line, shape::level_of_rule).parse(rest)
        && shape::may_be_underlined(text)
    {
        return Ok((rest, Block::Heading(text, Some(Mark::Level(level)))));
    }
    Ok((rest, block))
}

/// What `line` is when it is prose. A heading comes without its marks.
#[must_use]
pub(crate) fn line_of_prose(line: &str) -> Block<'_> {
    match shape::unquoted(trim(line)) {
        line if !shape::is_readable(line) || shape::is_attributes(line) => Block::Junk(line),
        line => match shape::heading(line) {
            Some((text, mark)) => Block::Heading(text, mark),
            None => Block::Paragraph(line),
        },
    }
}

/// Items. One alone that is emphasised as a whole heads what follows.
///
/// ```pest
/// list = { item ~ (blank* ~ item)* }
/// ```
fn list(input: &str) -> IResult<&str, Block<'_>> {
    map(separated_list1(blanks, item), |items| {
        let alone = if let [item] = *items { shape::emphasised(item) } else { None };
        alone.map_or(Block::List(items), |text| Block::Heading(text, Some(Mark::Item)))
    })
    .parse(input)
}

/// What stands behind the bullet that a line begins with. A plus before a figure is that of a telephone number.
pub(super) fn behind_bullet(line: &str) -> Option<&str> {
    let is_between = |c: char| is_space(c) || is_invisible(c);
    let behind = line.strip_prefix(BULLETS)?;
    let is_number =
        || behind.trim_start_matches(is_between).starts_with(|c: char| c.is_ascii_digit());
    (!line.starts_with('+') || !is_number()).then_some(behind)
}

/// A line that begins with a bullet and holds no tab after it; without its bullet.
///
/// ```pest
/// item = { bullet ~ space+ ~ line }
/// ```
fn item(input: &str) -> IResult<&str, &str> {
    // Most lines begin with a letter: they are refused before their end is looked for.
    if input.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err(no_match(input));
    }
    map_opt(line, |line| {
        let after = behind_bullet(shape::unquoted(trim(line)))?.trim_start_matches(is_invisible);
        // A closing guillemet has a space before it once it is normalised.
        let text =
            if after.starts_with('»') { after } else { trim(after.strip_prefix(is_space)?) };
        (shape::is_readable(text) && memchr::memchr(b'\t', text.as_bytes()).is_none())
            .then_some(text)
    })
    .parse(input)
}

/// Any number of blank lines.
pub(super) fn blanks(input: &str) -> IResult<&str, usize> {
    many0_count(blank).parse(input)
}

/// A line on which nothing can be seen.
fn blank(input: &str) -> IResult<&str, &str> {
    // Most lines show at their first byte whether they are blank.
    match input.as_bytes().first() {
        Some(b'\n') => Ok((input.get(1..).unwrap_or_default(), "")),
        Some(byte) if byte.is_ascii_graphic() => Err(no_match(input)),
        _ => verify(line, is_blank).parse(input),
    }
}

/// One line and its end, without its end. There is none at the end of the text.
///
/// ```pest
/// line = { (!line_end ~ ANY)* ~ (line_end | EOI) }
/// line_end = { "\r\n" | "\n" | "\r" }
/// ```
pub(super) fn line(input: &str) -> IResult<&str, &str> {
    if input.is_empty() {
        return Err(no_match(input));
    }
    let end = memchr::memchr2(b'\n', b'\r', input.as_bytes()).unwrap_or(input.len());
    let (line, rest) = input.split_at_checked(end).unwrap_or((input, ""));
    let rest =
        rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
    Ok((rest, line))
}

/// That a production does not begin where `input` begins.
pub(super) fn no_match(input: &str) -> Err<Error<&str>> {
    Err::Error(Error::new(input, ErrorKind::Verify))
}
