//! How much a word, or a short text, looks like the name of a cookie: the only scale for it.
//!
//! A score is a log-odds in tenths. 0 is a word of prose, [`LIKELY`] and more is written as programs
//! name things, [`EVIDENT`] and more as nothing else is; below 0 it is no name. Where a column of names
//! is known, a word of any score may be one, and this says only which cells are lists.
//!
//! The shape of a word is read in one pass over its bytes; known names are looked up only where the
//! shape leaves a doubt. Nothing is allocated.

use crate::interpret::weights;
pub(in crate::interpret) use crate::interpret::weights::{
    EVIDENT_NAME as EVIDENT, LIKELY_NAME as LIKELY, NOT_A_WORD,
};
use crate::lexicon::Known;
use crate::text::{is_attached, visible};

/// No longer word is a name, in bytes.
const LONGEST: usize = 128;

/// How much one `word`, without quotes and punctuation round it, looks like a name.
pub(in crate::interpret) fn of_word(word: &str) -> i32 {
    let shape = of_shape(word);
    if !(0..EVIDENT).contains(&shape) || !Known::get().is_name(word) {
        return shape;
    }
    let is_word = word.len() <= 3 || word.bytes().all(|byte| byte.is_ascii_lowercase());
    shape + if is_word { weights::KNOWN_WORD } else { weights::KNOWN_NAME }
}

/// `word` without quotes and a colon round it.
pub(in crate::interpret) fn bare(word: &str) -> &str {
    let is_quote =
        |c: char| matches!(c, '"' | '\'' | '`' | '«' | '»' | '\u{2018}'..='\u{201f}' | '\u{2bc}');
    word.trim_matches(is_quote).trim_end_matches(':').trim_matches(is_quote)
}

/// Whether a capital comes after a small letter in a word: `SessionID`, and `YouTube` too.
pub(super) fn has_capital_inside(word: &str) -> bool {
    let is_inside =
        |pair: &[u8]| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase());
    word.as_bytes().windows(2).any(is_inside)
}

/// The features of a word, and the marks weighed so far.
#[derive(Default)]
struct Shape {
    small: usize,
    capitals: usize,
    digits: usize,
    hyphens: usize,
    dots: usize,
    has_slash: bool,
    marks: i32,
}

/// The score of the shape of a word alone.
pub(super) fn of_shape(word: &str) -> i32 {
    let word = &*visible(word);
    let (Some(&first), Some(&last)) = (word.as_bytes().first(), word.as_bytes().last()) else {
        return NOT_A_WORD;
    };
    let is_shown = |c: char| !c.is_ascii() && !is_attached(c) && c != '…';
    if word.len() > LONGEST || matches!(first, b':' | b'(') {
        return NOT_A_WORD;
    }
    // Three stops say that a name goes on, one that a sentence ends.
    let word = word.strip_suffix("...").unwrap_or(word);
    if word.ends_with([':', '!', '.']) {
        return NOT_A_WORD;
    }
    let Some(shape) = Shape::of(word) else { return NOT_A_WORD };
    let letters = shape.small + shape.capitals;
    // "_{token}" has letters enough.
    if (letters == 0 && shape.marks < weights::UNDERSCORE + weights::PLACEHOLDER)
        || (is_open(first) && closing(word.as_bytes(), 0) == Some(word.len() - 1))
    {
        return weights::NO_LETTERS;
    }
    if is_address(word, &shape) {
        return weights::ADDRESS;
    }
    let mut score = shape.marks + shape.spelling(word, first);
    if first == b'#' || (first == b'-' && shape.marks < EVIDENT) {
        score += weights::DANGLING;
    }
    if first == b'_' && last == b'_' && is_emphasised(word) {
        score += weights::EMPHASIS;
    }
    if !word.is_ascii() && word.contains(is_shown) {
        score += weights::FOREIGN;
    }
    // One letter and a mark may be a formula.
    if letters == 1 { score.min(EVIDENT - 1) } else { score }
}

impl Shape {
    /// The shape of a word; nothing when it has a character that names have not.
    fn of(word: &str) -> Option<Self> {
        let bytes = word.as_bytes();
        let mut shape = Self::default();
        let (mut before, mut at) = (0, 0);
        let (mut underscores, mut placeholders) = (0, 0);
        while let Some(&byte) = bytes.get(at) {
            let next = bytes.get(at + 1).copied().unwrap_or_default();
            match byte {
                b'a'..=b'z' => shape.small += 1,
                b'A'..=b'Z' => shape.capitals += 1,
                b'0'..=b'9' => shape.digits += 1,
                b'_' => underscores += 1,
                b'-' => shape.hyphens += 1,
                b'.' => shape.dots += 1,
                b'*' | b'#' if before != byte => {
                    shape.marks += if matches!(before, b'_' | b'-' | b'.') {
                        weights::CONTINUED
                    } else {
                        weights::STAR
                    };
                }
                b'$' => shape.marks += weights::DOLLAR,
                b':' if next == b':' => shape.marks += weights::SCOPE,
                b':' if before != b':' => shape.marks += weights::COLON_INSIDE,
                b'/' => shape.has_slash = true,
                _ if is_open(byte) => match closing(bytes, at) {
                    Some(end) => {
                        placeholders += i32::from(byte != b'(');
                        at = end;
                    }
                    None => shape.marks += weights::UNBALANCED,
                },
                b')' | b']' | b'}' | b'>' => shape.marks += weights::UNBALANCED,
                b'*'
                | b'#'
                | b':'
                | b'%'
                | b'|'
                | b'~'
                | b'+'
                | b'^'
                | b'@'
                | b'&'
                | b'!'
                | b'='
                | 0x80.. => {}
                _ => return None,
            }
            before = byte;
            at += 1;
        }
        shape.marks += if underscores > 0 { weights::UNDERSCORE } else { 0 };
        shape.marks += if placeholders > 0 { weights::PLACEHOLDER } else { 0 };
        Some(shape)
    }

    /// The weights of letters, digits, hyphens and dots.
    fn spelling(&self, word: &str, first: u8) -> i32 {
        let letters = self.small + self.capitals;
        let mut score = 0;
        if first == b'_' {
            score += weights::LEADING_UNDERSCORE;
        }
        if first == b'.' {
            score += weights::LEADING_DOT;
        }
        if has_capital_inside(word) {
            score += if first.is_ascii_lowercase() { weights::CAMEL } else { weights::HUMP };
        } else if self.small == 0 {
            score += match self.capitals {
                0 | 1 => 0,
                2 => weights::TWO_CAPITALS,
                3 => weights::THREE_CAPITALS,
                _ => weights::FOUR_CAPITALS,
            };
        }
        let is_hexadecimal = || word.bytes().all(|byte| byte.is_ascii_hexdigit());
        if self.digits > 0 && word.len() >= 16 && is_hexadecimal() {
            score += weights::HEXADECIMAL;
        } else if self.digits > 0 && letters > 1 && !first.is_ascii_digit() {
            score += weights::LETTERS_AND_DIGITS;
        }
        if self.hyphens + self.dots > 0 && self.capitals == 0 {
            score += weights::COMPOUND;
        } else if self.hyphens > 1 && self.small > 0 {
            score += weights::CAPITAL_COMPOUND;
        }
        score + if self.has_slash { weights::SLASH } else { 0 }
    }
}

fn is_open(byte: u8) -> bool {
    matches!(byte, b'(' | b'[' | b'{' | b'<')
}

/// Where the bracket that opens at `at` is closed.
fn closing(bytes: &[u8], at: usize) -> Option<usize> {
    let close = match bytes.get(at)? {
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        _ => b'>',
    };
    bytes.iter().skip(at + 1).position(|&byte| byte == close).map(|length| at + 1 + length)
}

/// Whether `_Word_` has nothing inside but a capitalised word.
fn is_emphasised(word: &str) -> bool {
    let inside = word.trim_matches('_');
    word.len() - inside.len() == 2
        && inside.starts_with(|c: char| c.is_ascii_uppercase())
        && inside.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
}

/// Whether `word` is an address of the web or of mail, or the name of a host.
fn is_address(word: &str, shape: &Shape) -> bool {
    const ENDS: [&str; 16] = [
        "com", "org", "net", "eu", "fr", "de", "es", "it", "nl", "be", "uk", "cat", "pt", "ch",
        "at", "io",
    ];
    if shape.dots == 0 {
        return word.contains("://");
    }
    let has_host_end = word
        .rsplit_once('.')
        .is_some_and(|(before, end)| !before.contains('_') && ENDS.contains(&end));
    has_host_end || word.contains('@') || word.contains("www.") || word.contains("://")
}

#[cfg(test)]
mod tests {
    use super::{EVIDENT, LIKELY, of_word};

    #[test]
    fn the_scale_tells_names_from_words() {
        for name in [
            "_ga",
            "_pk_id.*",
            "_hj*",
            "wp_lang",
            "_ga_<container-id>",
            "pk_ses#",
            "rc::a",
            "sb-*",
            "-settings-{user_id}",
            "_ga_<container id>",
            "PHPSESSID",
            "XSRF-TOKEN",
            "SESS[hash]",
            "3f9c51d27ab04c6e88aa10b2c4d5e6f7",
            "__Host-x",
            "1P_JAR",
            ".ASPXAUTH",
            "_hj...",
            "CookieConsent",
            "crisp_client/domain_detect/16",
        ] {
            assert!(of_word(name) >= EVIDENT, "{name}: {}", of_word(name));
        }
        for name in [
            "ZSESSIONKEY",
            "laravelSession",
            "cookie-banner",
            "ab2",
            "fw:theme",
            "CM14",
            "A1S",
            "lang",
            "ARV",
            "hd-client/find/v2/160627",
        ] {
            assert!((LIKELY..EVIDENT).contains(&of_word(name)), "{name}: {}", of_word(name));
        }
        for word in ["setting", "Google", "C", "CM", "YouTube", "FW-Last-Access"] {
            assert!((0..LIKELY).contains(&of_word(word)), "{word}: {}", of_word(word));
        }
        for text in [
            "two words",
            "https://a.example",
            "a@b.example",
            "13",
            "name:",
            "data.rivage.fr",
            "_Note_",
            "[#TITLE#]",
            "{.class}",
            "COOKIEBELEID:",
            "and/or",
            "été",
            "(x)",
            "",
            "{a_b",
        ] {
            assert!(of_word(text) < 0, "{text}: {}", of_word(text));
        }
    }
}
