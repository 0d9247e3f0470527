//! What stands beside a name in its cell and is no part of it: a colon, a stray tick, the mark of a
//! footnote, a remark in parentheses.

use std::ops::Range;

use super::super::names::{Looks, looks};
use crate::text::{is_invisible, is_space, trim, visible};

/// No remark has more words.
const WORDS: usize = 8;
/// Nor has one that says what stands in the place of a part of the name.
const EXPLAINING: usize = 16;
/// No footnote has a longer number.
const NUMBER: usize = 2;

/// Where the name stands in what a cell says of one, and where the remark on it.
pub(super) fn parted(text: &str) -> (Range<usize>, Option<Range<usize>>) {
    let mut name = trim(text);
    let mut remark = None;
    // A mark may stand on either side of a remark.
    for _ in 0..2 {
        name = without_marks(name);
        if let Some((before, inside)) = remarked(name).filter(|_| remark.is_none()) {
            name = before;
            remark = Some(inside);
        }
    }
    let remark = remark.filter(|inside| !inside.is_empty() && !is_number(inside));
    (place_of(text, name), remark.map(|inside| place_of(text, inside)))
}

/// Where `part` stands in `text`, which it is borrowed from.
fn place_of(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    start..start + part.len()
}

/// A name without the marks round it, as long as what is left could be one.
fn without_marks(name: &str) -> &str {
    let is_tick = |c: char| c == '`' || is_invisible(c);
    let is_note = |c: char| {
        matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '†' | '‡' | ':' | '`')
            || is_space(c)
            || is_invisible(c)
    };
    let mut bare = name.trim_start_matches(is_tick).trim_end_matches(is_note);
    // "_ga [1]": a number in brackets with a space before it.
    if let Some((before, note)) = bare.strip_suffix(']').and_then(|it| it.rsplit_once('['))
        && before.trim_end_matches(is_invisible).ends_with(is_space)
        && is_number(note)
    {
        bare = trim(before);
    }
    let is_word = !bare.contains(is_space) && looks(&visible(bare)) > Looks::Unlike;
    if is_word || remarked(bare).is_some() { bare } else { name }
}

/// A name of one word, and what stands in the parentheses after it, unless that could be a name too.
fn remarked(text: &str) -> Option<(&str, &str)> {
    let (before, inside) = text.strip_suffix(')')?.split_once('(')?;
    let (name, inside) = (trim(before).trim_end_matches(':'), trim(inside));
    let is_apart = before.trim_end_matches(is_invisible).ends_with(is_space) || is_number(inside);
    let may_be_part = |word: &str| {
        let is_letter = |c: char| c.is_alphabetic();
        looks(word) >= Looks::Likely
            || word.contains(['*', '_', '#', '{', '<'])
            || (word.starts_with(is_letter) && word.contains(|c: char| c.is_ascii_digit()))
    };
    let words = inside.split(is_space).map(|word| word.trim_matches([',', ';', '.', '/']));
    let words = words.filter(|word| !word.is_empty());
    let most =
        if words.clone().any(|word| is_placeholder(word, name)) { EXPLAINING } else { WORDS };
    let is_remark = words.clone().count() <= most
        && !inside.contains(['(', ')'])
        && !words
            .filter(|word| !is_placeholder(word, name))
            .any(|word| may_be_part(&visible(word)));
    (is_apart && is_remark && is_name(name)).then_some((name, inside))
}

/// Whether a word is what stands in `name` for letters that vary: "XXXX", the same letter all over.
fn is_placeholder(word: &str, name: &str) -> bool {
    let mut letters = word.bytes();
    let is_letter = |first: &u8| matches!(first, b'X' | b'x' | b'N' | b'n' | b'Y' | b'y');
    let first = letters.next().filter(is_letter);
    word.len() > 1
        && letters.all(|letter| Some(letter) == first)
        && name.contains(word)
        && first.is_some()
}

/// Whether a word can be told from a word of prose that has a remark behind it.
fn is_name(word: &str) -> bool {
    let word = visible(word);
    match looks(&word) {
        Looks::Unlike => false,
        Looks::Possible => {
            word.starts_with(|c: char| c.is_ascii_lowercase()) && word.contains(char::is_uppercase)
        }
        Looks::Likely | Looks::Evident => true,
    }
}

fn is_number(text: &str) -> bool {
    (1..=NUMBER).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn a_name_is_parted_from_what_is_beside_it() {
        for (text, name, remark) in [
            ("_ga", "_ga", None),
            ("__utmc:", "__utmc", None),
            ("rc::a", "rc::a", None),
            ("``_shop_session", "_shop_session", None),
            ("_ga²", "_ga", None),
            ("_ga†", "_ga", None),
            ("_ga [1]", "_ga", None),
            ("_ga(1)", "_ga", None),
            ("_ga[1]", "_ga[1]", None),
            ("_pk_id* (13 months)", "_pk_id*", Some("13 months")),
            (
                "OV_STATE_XXXX (where XXXX is a number that the session has)",
                "OV_STATE_XXXX",
                Some("where XXXX is a number that the session has"),
            ),
            ("_pk_id: (13 months)", "_pk_id", Some("13 months")),
            (".ORVAUTH (configurable)", ".ORVAUTH", Some("configurable")),
            ("sb-* (Orvane Auth)", "sb-*", Some("Orvane Auth")),
            ("cf_orvane ()", "cf_orvane", None),
            ("__holm_cid (customerID)", "__holm_cid (customerID)", None),
            ("_tl_id (x2)", "_tl_id (x2)", None),
            ("Unique name (made anew)", "Unique name (made anew)", None),
            ("Session (by default)", "Session (by default)", None),
            ("session cookies:", "session cookies:", None),
            ("(", "(", None),
        ] {
            let (place, inside) = parted(text);
            assert_eq!(text.get(place), Some(name), "{text:?}");
            assert_eq!(inside.and_then(|inside| text.get(inside)), remark, "{text:?}");
        }
    }
}
