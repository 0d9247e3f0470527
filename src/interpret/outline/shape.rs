//! What the shape of a line says of its being a heading, whatever its words.

use memchr::{memchr, memchr3};

use super::super::pieces::Piece;
use crate::text::{Typography, first_sentence, is_space, normal, trim};

/// Whether a sentence ends inside a line; the dot of a number before it ("4. Contact") ends none.
pub(super) fn ends_inside(text: &str) -> bool {
    const NUMBER: usize = 12;
    // What is invisible must not count.
    let text = &*normal(text, Typography::Plain);
    let number = first_sentence(text).len();
    let text = if number <= NUMBER { text.get(number + 1..).unwrap_or_default() } else { text };
    first_sentence(text) != text
}

/// Whether a line in small letters stands above another: one of a list that lost its bullets, whatever its
/// words.
pub(super) fn is_listed(text: &str, next: Option<&Piece<'_, '_>>) -> bool {
    let Some(Piece::Heading(next, _) | Piece::Paragraph(next)) = next else { return false };
    is_small(text) && is_small(next)
}

/// Whether a line begins with a small letter.
pub(super) fn is_small(line: &str) -> bool {
    line.starts_with(char::is_lowercase)
}

/// Whether a line of unknown words stands like a heading: it begins like one, is no sentence, announces nothing,
/// says nothing of a label before a colon and no date, and something stands under it. Of several such lines in
/// a row none is a heading: they are the items of a list that lost its bullets.
pub(super) fn stands_like_heading(text: &str, before: Option<&Piece<'_, '_>>) -> bool {
    let is_sentence = ends_inside(text) || text.ends_with([':', '!']);
    let is_said =
        text.contains(": ") && number(text).is_none() || is_place(text) || ends_with_address(text);
    let in_list = match before {
        // A question is no item, and a date above is none either.
        _ if text.ends_with('?') => false,
        Some(Piece::Heading(line, sense)) => !sense.is_known() && begins(line) && !has_date(line),
        Some(Piece::Paragraph(text)) => text.ends_with(':'),
        _ => false,
    };
    let is_other = is_sentence || is_said || in_list || ends_with_year(text) || is_menu(text);
    begins(text) && text.contains(char::is_alphabetic) && !is_other
}

/// Whether a line is said, though it ends with no full stop: it has a sentence inside, or an address of mail or of
/// the web.
pub(super) fn is_said(text: &str) -> bool {
    ends_inside(text) || has_address(text)
}

/// Whether an address of mail or of the web stands in a line.
fn has_address(text: &str) -> bool {
    text.contains('@') || text.contains("://") || text.contains("www.")
}

/// Whether a line ends with an address of the web behind a dash, as somebody signs.
fn ends_with_address(text: &str) -> bool {
    let signed = [" – ", " — ", " - "].iter().find_map(|dash| text.rsplit_once(dash));
    signed.is_some_and(|(_, last)| !last.contains(is_space) && has_address(last))
}

/// Whether a line says where somebody is: parts with commas, the last of which ends with the number of a house or
/// begins with the code of a town.
pub(super) fn is_place(text: &str) -> bool {
    const CODE: usize = 4;
    let Some((_, last)) = text.rsplit_once(", ") else { return false };
    let (code, town) = last.split_once(is_space).unwrap_or((last, ""));
    let is_part = |c: char| c.is_ascii_digit() || c == '-';
    let is_code = code.len() >= CODE && code.starts_with(|c: char| c.is_ascii_digit());
    town.ends_with(|c: char| c.is_ascii_digit())
        || is_code
            && code.chars().all(is_part)
            && (town.is_empty() || town.starts_with(char::is_uppercase))
}

/// Whether a line is the head or the foot of a printed page: it ends with one number of as many, `1 of 2`, `1/2`.
pub(super) fn is_page(text: &str) -> bool {
    const DIGITS: usize = 3;
    if text.ends_with(|c: char| c.is_alphabetic() || c.is_ascii_punctuation() && c != '/') {
        return false;
    }
    let mut words = text.rsplit([' ', '/', '\u{a0}']).filter(|word| !word.is_empty());
    let number = |word: Option<&str>| {
        word.filter(|word| word.len() <= DIGITS).and_then(|word| word.parse::<u32>().ok())
    };
    let Some(pages) = number(words.next()) else { return false };
    let before = words.next();
    let page = match number(before) {
        Some(page) => Some(page).filter(|_| text.contains('/')),
        None => number(words.next()),
    };
    page.is_some_and(|page| (1..=pages).contains(&page))
}

/// Whether a line of known words is prose that goes on below: a long one in which a sentence ends, that a colon
/// ends, or that was broken before a small letter.
pub(super) fn goes_on(text: &str, next: Option<&Piece<'_, '_>>) -> bool {
    const LONG: usize = 60;
    const LEADS_ON: usize = 90;
    // Hardly any line that could be a heading is that long.
    if text.len() <= LONG {
        return false;
    }
    let length = text.chars().count();
    let is_broken = || matches!(next, Some(Piece::Heading(next, _) | Piece::Paragraph(next)) if is_small(next) && next.contains(' '));
    if text.ends_with(':') {
        length > LEADS_ON || length > LONG && ends_inside(text)
    } else {
        length > LONG && (ends_inside(text) || is_broken())
    }
}

/// Whether a date stands in a line: in figures, or at its end.
pub(super) fn has_date(text: &str) -> bool {
    let is_mark = |c: char| matches!(c, '.' | '/' | '-');
    let is_date = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        let parts = word.split(is_mark);
        parts.clone().count() == 3
            && parts
                .clone()
                .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    ends_with_year(text) || text.split(is_space).any(is_date)
}

/// Whether a text begins with a capital or a number, behind what opens it.
fn begins(text: &str) -> bool {
    text.trim_start_matches(['¿', '¡', '“', '„', '§', ' '])
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

/// Whether a line ends with a year, as the date of a version does.
fn ends_with_year(text: &str) -> bool {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits == 4
        && text
            .get(text.len() - digits..)
            .is_some_and(|year| matches!(year.get(..2), Some("19" | "20")))
}

/// The number of a heading: `2.`, `2)`, `2 –`, with one word before it at most; `§ 2`.
pub(super) fn number(text: &str) -> Option<u32> {
    const DIGITS: usize = 2;
    let is_digit = |c: char| c.is_ascii_digit();
    let paragraph = text.strip_prefix('§').map(trim);
    let text = paragraph.unwrap_or(text);
    let word = text.trim_start_matches(char::is_alphabetic);
    let rest = if word.len() == text.len() { text } else { word.strip_prefix(is_space)? };
    let after = rest.trim_start_matches(is_digit);
    let digits = rest.get(..rest.len() - after.len())?;
    let mark = after.trim_start_matches(is_space).chars().next()?;
    let is_number = (1..=DIGITS).contains(&digits.len())
        && (paragraph.is_some() || matches!(mark, '.' | ')' | ':' | '-' | '–' | '—' | '°'))
        && !after.get(1..).is_some_and(|after| after.starts_with(is_digit));
    digits.parse().ok().filter(|_| is_number)
}

/// What the number before a heading counts: figures, Roman numbers and letters, each where it may be one of these.
pub(super) fn ordinals(text: &str) -> [Option<u32>; 3] {
    let text = text.trim_start_matches(['*', '_']);
    let first: &str = text.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let rest = text.get(first.len()..).unwrap_or_default();
    let is_marked =
        rest.starts_with(['.', ')']) && rest.get(1..).is_some_and(|it| it.starts_with(is_space));
    if !is_marked || first.starts_with(|c: char| c.is_ascii_digit()) {
        return [number(text), None, None];
    }
    let letter = match first.as_bytes() {
        &[byte] => Some(u32::from(byte.to_ascii_lowercase() - b'a') + 1),
        _ => None,
    };
    [None, roman(first), letter]
}

/// The value of a Roman number below forty.
fn roman(text: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let ones = text.trim_start_matches('X');
    let tens = text.len() - ones.len();
    let ones = ONES.iter().position(|it| *it == ones)?;
    let value = u32::try_from(tens * 10 + ones).ok()?;
    (value > 0 && tens < 4).then_some(value)
}

/// Whether a line leads from one place of a program or a site to another, `Tools > Privacy`, or names several
/// side by side.
pub(super) fn is_menu(line: &str) -> bool {
    is_trail(line) || memchr(b'|', line.as_bytes()).is_some() && line.contains(" | ")
}

/// Whether a line leads from one place to another, as a site shows where a page is: `Home / Legal / Cookies`.
pub(super) fn is_trail(line: &str) -> bool {
    const STEPS: usize = 2;
    let may_part = || memchr(b'/', line.as_bytes()).is_some();
    is_path(line) || may_part() && line.matches(" / ").count() >= STEPS
}

/// Whether a line leads from one place of a program or a site to another. A guillemet that closes what another
/// opened leads nowhere.
pub(super) fn is_path(line: &str) -> bool {
    // The bytes that these marks begin with.
    if memchr3(b'>', 0xe2, 0xc2, line.as_bytes()).is_none() {
        return false;
    }
    let mut words = line.split(' ');
    words.next();
    words.next_back();
    words.any(|word| {
        matches!(word, ">" | "→" | "›" | "▸" | "->") || word == "»" && !line.contains('«')
    })
}

/// Whether a line stands behind a mark between two steps of a path that has a line for each.
pub(super) fn is_step(before: Option<&Piece<'_, '_>>) -> bool {
    let is_mark = |c: char| matches!(c, '/' | '>' | '›' | '»' | '→' | '▸');
    matches!(before, Some(Piece::Junk(line)) if line.chars().all(is_mark))
}

/// Whether a line is a button or the label of a box to tick.
pub(super) fn is_widget(line: &str) -> bool {
    let boxes = ["[x]", "[X]", "[ ]", "[]", "☐", "☑", "☒", "( )", "(x)", "(•)"];
    let may_be = line.starts_with(['[', '(', '☐', '☑', '☒']);
    may_be
        && (boxes.iter().any(|mark| line.starts_with(mark))
            || line.starts_with('[') && line.ends_with(']'))
}

/// Whether a line is a sentence that leads on to what stands below it: as long as no heading is, with a colon at the end.
pub(super) fn leads_on(text: &str) -> bool {
    const LONGEST: usize = 8;
    text.ends_with(':') && text.split(is_space).filter(|word| word.len() > 1).count() > LONGEST
}
