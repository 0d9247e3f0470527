//! The words of a reading: what is left of it once layout and typography are put aside.
//!
//! Two readings have the same words when they differ in white space, punctuation, quotes, dashes,
//! case or accents only. A sign that is no punctuation, such as `%` or `€`, is a word, and so is
//! the portal's masked address.

use xxhash_rust::xxh3::Xxh3;

use super::mask;
use crate::text::{
    Spelling, Word, fold, is_attached, is_invisible, is_letter, is_space, next, unmarked_prose,
    word_at,
};

/// The words of `text`, in its order.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = next(text, at, |c| is_part(c) || mask::is_sign(c) || is_sign(c))?;
        let word = word_at(text, start, is_part);
        at = word.end;
        if word.start < word.end {
            return Some(word);
        }
        let sign = text.get(start..)?.chars().next()?;
        at = start + sign.len_utf8();
        let mut spelling = Spelling::default();
        fold(sign, |c| spelling.add(c));
        Some(Word { start, end: at, spelling: spelling.hash() })
    })
}

/// The spellings of words, which are the same for those that differ in case and accents only.
pub(super) fn spellings(words: &[Word]) -> Vec<u64> {
    words.iter().map(|word| word.spelling).collect()
}

/// A number for the words of a reading, on every machine: the same for all readings with the same words.
pub(super) type Class = u128;

/// The class of a reading, which may be given in parts.
pub(super) fn class<T: AsRef<str>>(parts: impl IntoIterator<Item = T>) -> Class {
    let mut hash = Xxh3::new();
    for part in parts {
        // Marks of Markdown and entities are no words; where a link leads to is, for addresses are copied.
        let shown = unmarked_prose(part.as_ref());
        words(&shown).for_each(|word| hash.update(&word.spelling.to_le_bytes()));
    }
    hash.digest128()
}

/// Whether nothing in a text is a word: a frame, a rule.
pub(super) fn has_none(text: &str) -> bool {
    let shown = unmarked_prose(text);
    let mut parts = shown.split('<');
    let before = parts.next().unwrap_or_default();
    let is_tag = |part: &str| {
        let name = part.trim_start_matches('/');
        let after = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        after.len() < name.len() && after.starts_with([' ', '/', '>'])
    };
    let outside = |part: &str| {
        let tag = part.split_once('>').filter(|_| is_tag(part));
        words(tag.map_or(part, |(_, after)| after)).next().is_some()
    };
    words(before).next().is_none() && !parts.any(outside)
}

fn is_part(c: char) -> bool {
    is_letter(c) || c == '_'
}

/// Whether `c` means something by itself: `%`, `€`, `+`, but neither punctuation nor marks of
/// layout.
fn is_sign(c: char) -> bool {
    let is_punctuation = match c {
        '%' | '&' | '#' | '@' | '$' | '+' | '=' | '^' | '~' | '\u{2030}' => false,
        // Modifier letters such as the apostrophe that is a letter, general punctuation, bullets.
        '\u{a1}'
        | '\u{a7}'
        | '\u{ab}'
        | '\u{b4}'
        | '\u{b6}'
        | '\u{b7}'
        | '\u{bb}'
        | '\u{bf}'
        | '\u{2b0}'..='\u{2ff}'
        | '\u{2010}'..='\u{205e}'
        | '\u{25a0}'..='\u{25ff}'
        | '\u{3000}'..='\u{303f}'
        | '\u{fffd}' => true,
        _ => c.is_ascii(),
    };
    !is_punctuation && !is_space(c) && !is_invisible(c) && !is_attached(c)
}

#[cfg(test)]
mod tests {
    use super::{class, has_none, words};

    fn found(text: &str) -> Vec<&str> {
        words(text).map(|word| text.get(word.start..word.end).unwrap()).collect()
    }

    #[test]
    fn words_are_letters_digits_and_signs() {
        assert_eq!(
            found("Qu'est-ce qu'un « cookie » ? (_ga) 5 % – e\u{301}té\u{200b}s."),
            ["Qu", "est", "ce", "qu", "un", "cookie", "_ga", "5", "%", "e\u{301}té\u{200b}s"]
        );
    }

    #[test]
    fn marks_and_entities_are_no_words() {
        let one = class(["L'été de l'office, chez nous"]);
        assert_eq!(one, class(["**L&#39;&eacute;t\u{e9}** de l'o\u{fb03}ce, chez nous"]));
        assert!(has_none("<iframe src=\"https://a.example\"></iframe>") && has_none("* * *"));
        assert!(!has_none("a"));
    }

    #[test]
    fn layout_and_typography_change_no_word() {
        let one = class(["« L'été », c'est à dire : OUI"]);
        assert_eq!(one, class(["\"l\u{2019}e\u{301}te\u{301}\",\u{a0}c\u{2019}est-à-dire oui."]));
        assert_ne!(one, class(["« L'été », c'est à dire : NON"]));
        assert_ne!(class(["ab c"]), class(["a bc"]));
        assert_eq!(class(["ab c"]), class(["ab", "c"]));
        assert_ne!(class(["5 %"]), class(["5 €"]));
    }
}
