//! How much a word is written as the name of a cookie: the only scale for it.
//!
//! 0 is a word of prose, [`LIKELY_NAME`](super::LIKELY_NAME) and more is written as programs name things, [`SURE_NAME`] and more
//! as nothing else is; below 0 it is no name. Where a column of names is known, a word of any score may be
//! one, and this says only which cells are lists.
//!
//! A word is read in one pass over its bytes; known names are looked up only where that leaves a doubt.

use crate::interpret::weights::{self, Score};
use crate::lexicon::Known;
use crate::text::{is_attached, visible};

/// No longer word is a name, in bytes.
const LONGEST: usize = 128;

/// How much one word looks like a name, without the punctuation round it.
pub(in crate::interpret) fn of_word(word: &str) -> Score {
    let is_mark = |c: char| matches!(c, ',' | ';' | '(' | ')' | '"' | '«' | '»');
    let bare = word.trim_matches(is_mark);
    if is_template(bare) {
        return weights::UNLIKE_NAME;
    }
    if is_host(bare) {
        return weights::HOST_AS_NAME;
    }
    // Several with nothing but commas between are as much names as the least of them; in brackets those part
    // what stands for something.
    if bare.contains([',', ';']) && !bare.contains(['<', '{', '[']) {
        let parts = bare.split([',', ';']).filter(|part| !part.is_empty());
        return parts.map(of_word).min().unwrap_or(weights::NOT_A_WORD);
    }
    let word = without_quotes(word.trim_end_matches([',', ';']));
    let visible = &*visible(word);
    // Three stops say that a name goes on, one that a sentence ends.
    let visible = visible.strip_suffix("...").unwrap_or(visible);
    let score =
        Spelling::of(visible).map_or(weights::NOT_A_WORD, |spelling| spelling.score(visible));
    if score >= weights::SURE_NAME || !Known::get().is_name(word) {
        return score;
    }
    let is_small = || word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_word = word.len() <= 3 || is_small() && !Known::is_coined(word);
    score + if is_word { weights::KNOWN_WORD } else { weights::KNOWN_NAME }
}

/// Whether a text is one word that is surely a name.
pub(in crate::interpret) fn is_sure_name(text: &str) -> bool {
    !text.contains(' ') && of_word(text) >= weights::SURE_NAME
}

/// `word` without quotes and a colon round it.
fn without_quotes(word: &str) -> &str {
    let is_quote =
        |c: char| matches!(c, '"' | '\'' | '`' | '«' | '»' | '\u{2018}'..='\u{201f}' | '\u{2bc}');
    word.trim_matches(is_quote).trim_end_matches(':').trim_matches(is_quote)
}

/// Whether a word stands for what a program would have put in its place, or says how a page is to look:
/// `[#TITLE#]`, `{{ title }}`, `%TITLE%`, `{.button}`.
fn is_template(word: &str) -> bool {
    let within =
        |open: char, close: char| word.strip_prefix(open).and_then(|it| it.strip_suffix(close));
    let inside = within('[', ']').or_else(|| within('{', '}'));
    inside.is_some_and(|inside| inside.starts_with(['#', '.', '%', '{', '[', ':', '$']))
        || within('%', '%').is_some_and(|inside| !inside.is_empty())
        || word.starts_with("{{")
}

/// Whether a word is the name of a host.
pub(in crate::interpret) fn is_host(word: &str) -> bool {
    let word = word.trim_start_matches('.');
    if !word.contains('.') || word.contains(['_', '@', '{', '<']) {
        return false;
    }
    let host = word.split_once("://").map_or(word, |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or_default();
    let Some((before, end)) = host.rsplit_once('.') else { return false };
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '*');
    !before.is_empty() && before.chars().all(is_part) && Known::is_domain_ending(end)
}

/// Whether a capital comes after a small letter in a word: `SessionID`, and `YouTube` too.
pub(in crate::interpret) fn has_capital_inside(word: &str) -> bool {
    let is_inside =
        |pair: &[u8]| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase());
    word.as_bytes().windows(2).any(is_inside)
}

/// How many characters of each sort a word has, outside its brackets.
#[derive(Default)]
struct Spelling {
    small: usize,
    capitals: usize,
    digits: usize,
    underscores: usize,
    hyphens: usize,
    dots: usize,
    slashes: usize,
    placeholders: usize,
    continued: usize,
}

impl Spelling {
    /// What a word is made of; nothing when names have not all of it, or do not end so.
    fn of(word: &str) -> Option<Self> {
        if word.is_empty() || word.len() > LONGEST || word.ends_with([':', '!', '.']) {
            return None;
        }
        let mut it = Self::default();
        let bytes = word.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let close = match byte {
                b'(' => b')',
                b'[' => b']',
                b'{' => b'}',
                b'<' => b'>',
                _ => 0,
            };
            match byte {
                b'a'..=b'z' => it.small += 1,
                b'A'..=b'Z' => it.capitals += 1,
                b'0'..=b'9' => it.digits += 1,
                b'_' => it.underscores += 1,
                b'-' => it.hyphens += 1,
                b'.' => it.dots += 1,
                b'/' => it.slashes += 1,
                b'*' | b'#' => {
                    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
                    it.continued += usize::from(matches!(before, Some(b'_' | b'-' | b'.')));
                }
                b'$'
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
                _ if close != 0 => {
                    at += bytes.iter().skip(at).position(|&byte| byte == close)?;
                    it.placeholders += usize::from(byte != b'(');
                }
                _ => return None,
            }
            at += 1;
        }
        Some(it)
    }

    fn score(&self, word: &str) -> Score {
        let Self { small, capitals, digits, .. } = *self;
        let letters = small + capitals;
        let mut score = 0;
        let mut add = |holds: bool, weight: Score| score += if holds { weight } else { 0 };
        add(self.underscores > 0, weights::UNDERSCORE);
        add(self.placeholders > 0, weights::PLACEHOLDER);
        add(self.continued > 0, weights::CONTINUED);
        // "_{token}" has letters enough.
        if letters == 0 && score < weights::UNDERSCORE + weights::PLACEHOLDER {
            return weights::NO_LETTERS;
        }
        let is_address = self.slashes > 1 && word.contains("://");
        if is_address || self.dots > 0 && (word.contains("www.") || word.contains('@')) {
            return weights::ADDRESS;
        }
        let is_small_first = word.starts_with(|c: char| c.is_ascii_lowercase());
        let has_hump = has_capital_inside(word);
        let mut add = |holds: bool, weight: Score| score += if holds { weight } else { 0 };
        add(word.starts_with('_'), weights::LEADING_UNDERSCORE);
        add(has_hump, if is_small_first { weights::CAMEL } else { weights::HUMP });
        // The fewer capitals, the more acronyms there are.
        add(!has_hump && small == 0, [0, 0, 6, 10].get(capitals).copied().unwrap_or(12));
        let is_number = word.len() >= 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        if digits > 0 && is_number {
            add(true, weights::HEXADECIMAL);
        } else {
            let begins = word.starts_with(|c: char| c.is_ascii_digit());
            add(digits > 0 && letters > 1 && !begins, weights::LETTERS_AND_DIGITS);
        }
        add(self.hyphens + self.dots > 0 && capitals == 0, weights::COMPOUND);
        add(self.slashes > 0, weights::SLASH);
        add(
            word.contains(|c: char| !c.is_ascii() && !is_attached(c) && c != '…'),
            weights::FOREIGN,
        );
        score
    }
}

/// A word without the marks round it.
pub(in crate::interpret) fn bare(text: &str) -> &str {
    const ENDS: &[char] = &[
        '"', '\'', '`', '‘', '’', '“', '”', '„', '«', '»', '(', ')', ',', ';', ':', '.', '?', '!',
    ];
    let text = text.trim_matches(ENDS);
    // Emphasis of the words before may end behind a mark: "needed.*".
    let inside = text.trim_end_matches('*');
    let text = if inside.ends_with(ENDS) { inside } else { text };
    let inside = text.trim_end_matches(ENDS);
    inside.strip_prefix("**").and_then(|text| text.strip_suffix("**")).unwrap_or(inside)
}

#[cfg(test)]
mod tests {
    use super::of_word;
    use crate::interpret::weights::{LIKELY_NAME, SURE_NAME};

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
            assert!(of_word(name) >= SURE_NAME, "{name}: {}", of_word(name));
        }
        for name in [
            "ZSESSIONKEY",
            "laravelSession",
            "cookie-banner",
            "ab2",
            "CM14",
            "A1S",
            "lang",
            "ARV",
            "hd-client/find/v2/160627",
        ] {
            assert!((LIKELY_NAME..SURE_NAME).contains(&of_word(name)), "{name}: {}", of_word(name));
        }
        for word in ["setting", "Google", "C", "CM", "YouTube", "FW-Last-Access"] {
            assert!((0..LIKELY_NAME).contains(&of_word(word)), "{word}: {}", of_word(word));
        }
        for text in [
            "two words",
            "https://a.example",
            "a@b.example",
            "13",
            "data.rivage.fr",
            "[#TITLE#]",
            "{.class}",
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
