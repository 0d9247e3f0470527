//! Whether a word looks like the name of a cookie.
//!
//! In a column of names every word is one, and nothing here is asked. Where no separator tells a name
//! from prose, the marks in it do: programs name cookies as people do not write words.

use crate::text::{is_attached, is_invisible};

/// How much a word looks like a cookie's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::interpret) enum Looks {
    /// It is several words, or nothing that a cookie could be called.
    Unlike,
    /// Prose and names of companies have such words too: `locale`, `Google`.
    Possible,
    /// Names of products, acronyms and compounds have this shape too: `JSESSIONID`, `sessionId`.
    Likely,
    /// No word of prose is written like this: `_pk_id.*`.
    Evident,
}

/// How much `word` looks like the name of a cookie.
pub(in crate::interpret) fn looks(word: &str) -> Looks {
    const LONGEST: usize = 128;
    let is_part = |c: char| {
        c.is_ascii_alphanumeric()
            || is_attached(c)
            || is_invisible(c)
            || "_-.*:#<>{}[]$%|~+^@&!=…()".contains(c)
    };
    let has_letter = word.contains(|c: char| c.is_ascii_alphabetic());
    if word.len() > LONGEST || !has_letter || !word.chars().all(is_part) || is_address(word) {
        return Looks::Unlike;
    }
    // "-settings-{id}": what stood before the dash varies, and was left out.
    let is_dashed = word.starts_with('-') && !word.contains(['_', '{', '<']);
    if word.ends_with([':', '!', '.']) || word.starts_with(['(', ':']) || is_dashed {
        return Looks::Unlike;
    }
    let letters = || word.bytes().filter(u8::is_ascii_alphabetic);
    let has_mark = word.contains(['_', '*', '#', '<', '{', '[', '$']);
    if has_mark || word.contains("::") {
        return if letters().count() > 1 { Looks::Evident } else { Looks::Possible };
    }
    let pairs = || word.as_bytes().windows(2);
    let is_camel = word.starts_with(|c: char| c.is_ascii_lowercase())
        && pairs()
            .any(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    let is_capitals = letters().count() > 2 && letters().all(|letter| letter.is_ascii_uppercase());
    let is_mixed = letters().count() > 1
        && word.contains(|c: char| c.is_ascii_digit())
        && !word.starts_with(|c: char| c.is_ascii_digit());
    let is_compound =
        word.contains(['-', '.']) && letters().all(|letter| letter.is_ascii_lowercase());
    if is_camel || is_capitals || is_mixed || is_compound { Looks::Likely } else { Looks::Possible }
}

/// Whether a capital comes after a small letter in a word: `SessionID`, and `YouTube` too.
pub(in crate::interpret) fn has_capital_inside(word: &str) -> bool {
    let is_inside =
        |pair: &[u8]| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase());
    word.as_bytes().windows(2).any(is_inside)
}

/// Whether `word` is an address of the web or of mail, or the name of a host.
fn is_address(word: &str) -> bool {
    let has_host_end = word.rsplit_once('.').is_some_and(|(before, end)| {
        !before.contains('_')
            && matches!(
                end,
                "com"
                    | "org"
                    | "net"
                    | "eu"
                    | "fr"
                    | "de"
                    | "es"
                    | "it"
                    | "nl"
                    | "be"
                    | "uk"
                    | "cat"
                    | "pt"
                    | "ch"
                    | "at"
                    | "io"
            )
    });
    word.contains("://")
        || word.contains("www.")
        || (word.contains('@') && word.contains('.'))
        || has_host_end
}

#[cfg(test)]
mod tests {
    use super::{Looks, looks};

    #[test]
    fn marks_make_a_name() {
        for name in [
            "_ga",
            "_pk_id.*",
            "_hj*",
            "wp_lang",
            "_ga_<container-id>",
            "{site_id}",
            "pk_ses#",
            "rc::a",
            "-settings-{user_id}",
        ] {
            assert_eq!(looks(name), Looks::Evident, "{name}");
        }
        for name in ["PHPSESSID", "JSESSIONID", "laravelSession", "cookie-consent", "ab2"] {
            assert_eq!(looks(name), Looks::Likely, "{name}");
        }
        for word in ["locale", "Google", "lang"] {
            assert_eq!(looks(word), Looks::Possible, "{word}");
        }
        for text in
            ["two words", "https://a.example", "a@b.example", "13", "name:", "data.rivage.fr"]
        {
            assert_eq!(looks(text), Looks::Unlike, "{text}");
        }
    }
}
