//! The number before a heading.

/// A heading without its number: `4.`, `IV.`, `1.2`, `§ 3`, `b)`.
#[must_use]
pub(crate) fn without_number(heading: &str) -> &str {
    let trimmed = heading.trim_start_matches(['§', ' ', '\u{a0}']);
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let number = trimmed.split(|c| !is_part(c)).next().unwrap_or_default();
    let mut parts = number.split('.').filter(|part| !part.is_empty()).peekable();
    let is_one = parts.peek().is_some() && parts.all(is_ordinal);
    let after = trimmed.get(number.len()..).unwrap_or_default();
    let is_marked = number.contains('.')
        || after.trim_start_matches([' ', '\u{a0}']).starts_with([')', ':', '-', '–'])
        || trimmed.len() < heading.len();
    let rest = after.trim_start_matches([')', ':', '-', '–', ' ', '\u{a0}', '\u{202f}']);
    let has_words = rest.len() < after.len() && !rest.is_empty();
    if is_one && is_marked && has_words { rest } else { heading }
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
        for heading in
            ["4. Rights", "IV. Rights", "1.2 Rights", "§ 3 Rights", "b) Rights", "2 – Rights"]
        {
            assert_eq!(without_number(heading), "Rights", "{heading}");
        }
        for heading in
            ["13 months", "Rights", "A cookie", "I accept", "4.", "v2.0beta x", "1984. x"]
        {
            assert_eq!(without_number(heading), heading);
        }
    }
}
