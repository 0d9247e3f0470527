//! The number before a heading.

/// A heading without its number: `4.`, `IV.`, `1.2`, `§ 3`, `b)`, and `Article 6 –` with its word.
#[must_use]
pub(crate) fn without_number(heading: &str) -> &str {
    let rest = behind_number(heading, true);
    let worded = heading.split_once(' ').filter(|(word, _)| is_word(word));
    match worded {
        Some((_, numbered)) if rest.len() == heading.len() => {
            let rest = behind_number(numbered, false);
            if rest.len() < numbered.len() { rest } else { heading }
        }
        _ => rest,
    }
}

/// Whether a word may stand before the number of a heading: `Article`, `Art.`.
fn is_word(word: &str) -> bool {
    const LONGEST: usize = 12;
    let word = word.strip_suffix('.').unwrap_or(word);
    (2..=LONGEST).contains(&word.len()) && word.chars().all(char::is_alphabetic)
}

/// What stands behind a number and what marks it as one: a dash, a colon or a parenthesis, or a stop in it where
/// that `may_mark` it.
fn behind_number(heading: &str, may_mark: bool) -> &str {
    let trimmed = heading.trim_start_matches(['§', ' ', '\u{a0}']);
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let number = trimmed.split(|c| !is_part(c)).next().unwrap_or_default();
    let mut parts = number.split('.').filter(|part| !part.is_empty()).peekable();
    let is_one = parts.peek().is_some() && parts.all(is_ordinal);
    let after = trimmed.get(number.len()..).unwrap_or_default();
    let is_marked = may_mark && number.contains('.')
        || after.trim_start_matches([' ', '\u{a0}']).starts_with([')', ':', '-', '–'])
        || trimmed.len() < heading.len();
    let rest = after.trim_start_matches([')', ':', '-', '–', ' ', '\u{a0}', '\u{202f}']);
    let has_words = rest.len() < after.len() && !rest.is_empty();
    if is_one && is_marked && has_words { rest } else { heading }
}

/// Whether a word stands before a line and is no part of it: its number, the mark of a heading, or a picture.
pub(crate) fn is_before_line(word: &str) -> bool {
    let is_mark = word.bytes().all(|byte| byte == b'#');
    let is_picture = !word.is_ascii() && !word.contains(char::is_alphanumeric);
    is_number_before(word) || is_mark || is_picture
}

/// Whether a word counts without figures before a heading or an item: `II.`, `IV)`, `b)`.
pub(crate) fn is_letter_before(word: &str) -> bool {
    let number = word.strip_suffix(['.', ')']).unwrap_or_default();
    let is_roman = number.bytes().all(|byte| b"IVX".contains(&byte));
    let is_item =
        word.ends_with(')') && matches!(number.as_bytes(), [letter] if letter.is_ascii_lowercase());
    !number.is_empty() && (is_roman || is_item)
}

/// Whether a word is a number before a heading, an item or a name: `4.`, `1.2`, `3)`.
#[must_use]
pub(crate) fn is_number_before(word: &str) -> bool {
    word.contains(['.', ')'])
        && word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|byte| byte.is_ascii_digit() || b".)".contains(&byte))
}

/// Whether some letters or figures count: `12`, `IV`, `b`.
fn is_ordinal(part: &str) -> bool {
    const DIGITS: usize = 2;
    let is_roman = |byte: u8| matches!(byte.to_ascii_uppercase(), b'I' | b'V' | b'X' | b'L' | b'C');
    let is_number = part.len() <= DIGITS && part.bytes().all(|byte| byte.is_ascii_digit());
    is_number || part.len() == 1 || part.bytes().all(is_roman)
}

#[cfg(test)]
mod tests {
    use super::without_number;

    #[test]
    fn numbers_of_headings_are_known() {
        for heading in [
            "4. Rights",
            "IV. Rights",
            "1.2 Rights",
            "§ 3 Rights",
            "b) Rights",
            "2 – Rights",
            "Article 6 – Rights",
            "Art. IV: Rights",
        ] {
            assert_eq!(without_number(heading), "Rights", "{heading}");
        }
        for heading in [
            "13 months",
            "Rights",
            "A cookie",
            "I accept",
            "4.",
            "v2.0beta x",
            "1984. x",
            "Version 2.0 x",
        ] {
            assert_eq!(without_number(heading), heading);
        }
    }
}
