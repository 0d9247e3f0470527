//! Damaged characters, and what they were meant to be: entities that nobody undid, UTF-8 that was read as
//! windows-1252 and saved again, and ligatures of printers.

use std::borrow::Cow;
use std::iter;

use encoding_rs::{UTF_8, WINDOWS_1252};
use memchr::{memchr, memchr_iter, memchr3};

use crate::text::{fold, named};

/// What was damaged in a text, and repaired.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Damage(u8);

impl Damage {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const MOJIBAKE: Self = Self(1);
    pub(crate) const ENTITIES: Self = Self(2);
    pub(crate) const LIGATURES: Self = Self(4);
    pub(crate) const BROKEN_WORDS: Self = Self(8);
    pub(crate) const PAGE_FEET: Self = Self(16);
    pub(crate) const LOST: Self = Self(32);

    const NAMES: [(Self, &str); 6] = [
        (Self::MOJIBAKE, "UTF-8 that was read as windows-1252"),
        (Self::ENTITIES, "entities of HTML"),
        (Self::LIGATURES, "ligatures"),
        (Self::BROKEN_WORDS, "words broken at the end of a line"),
        (Self::PAGE_FEET, "feet of pages"),
        (Self::LOST, "lost characters"),
    ];

    /// That of the number that [`Damage::bits`] gave.
    pub(crate) fn of_bits(bits: u8) -> Self {
        Self(bits)
    }

    pub(crate) fn bits(self) -> u8 {
        self.0
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Each sort of damage, in words.
    pub(crate) fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().filter(move |&(damage, _)| self.has(damage)).map(|(_, name)| name)
    }
}

/// Whether characters of a text may be damaged: one of these bytes is in whatever is, a lost character, too, and they
/// are in few texts that are not.
pub(crate) fn may_be_damaged(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr3(b'&', 0x82, 0x83, bytes).is_some() || memchr(0xef, bytes).is_some()
}

/// Repairs a text of one sort of damage, when it has some.
type Step = fn(&str) -> Option<String>;

/// `text` with the characters that were meant, and what was damaged; nothing when nothing was. Entities are
/// no damage in the markup of a page.
#[must_use]
pub(crate) fn repaired(text: &str, is_markup: bool) -> Option<(String, Damage)> {
    if !may_be_damaged(text) {
        return None;
    }
    let steps: [(Damage, Step); 3] = [
        (Damage::ENTITIES, if is_markup { |_| None } else { without_entities }),
        (Damage::MOJIBAKE, without_mojibake),
        (Damage::LIGATURES, without_ligatures),
    ];
    let mut damage = Damage::NONE;
    let mut found = Cow::Borrowed(text);
    for (kind, step) in steps {
        if let Some(next) = step(&found) {
            found = Cow::Owned(next);
            damage.add(kind);
        }
    }
    (damage != Damage::NONE).then(|| (found.into_owned(), damage))
}

/// Entities, but those of characters that could be marks: who names these means the characters.
fn without_entities(text: &str) -> Option<String> {
    const LONGEST: usize = 40;
    let mut out = String::new();
    let mut done = 0;
    for at in memchr_iter(b'&', text.as_bytes()) {
        let Some(from) = text.get(at..).filter(|_| at >= done) else { continue };
        // What was escaped twice.
        let name =
            from.strip_prefix("&amp;").or_else(|| from.strip_prefix('&')).unwrap_or_default();
        let end = name.bytes().take(LONGEST).position(|byte| byte == b';');
        let Some(shown) = end.and_then(|end| named(name.get(..=end)?)) else { continue };
        out.push_str(text.get(done..at)?);
        out.push_str(&shown);
        done = at + from.len() - name.len() + end? + 1;
    }
    out.push_str(text.get(done..)?);
    (done > 0).then_some(out)
}

/// Words that are UTF-8 once their characters are bytes of windows-1252 again, and what lost its second half.
fn without_mojibake(text: &str) -> Option<String> {
    if !MOJIBAKE.iter().any(|sign| text.contains(sign)) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let (mut is_changed, mut halves) = (false, Vec::new());
    for part in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
        let word = part.trim_end_matches(|c: char| c.is_ascii_whitespace());
        let repaired = unmojibaked(word);
        is_changed |= repaired.is_some();
        out.push_str(repaired.as_deref().unwrap_or(word));
        // A no-break space is half of an "à"; many a program makes a plain one of it.
        let is_half = repaired.is_none()
            && word.strip_suffix('Ã').is_some_and(|it| !it.ends_with(char::is_uppercase));
        halves.extend(is_half.then(|| out.len() - 'Ã'.len_utf8()));
        out.push_str(part.get(word.len()..)?);
    }
    for half in halves {
        out.replace_range(half..half + 'Ã'.len_utf8(), "à");
    }
    is_changed.then_some(out)
}

/// How the common first bytes of a UTF-8 sequence look when read as windows-1252: accented letters
/// (`Ã`), no-break spaces and guillemets (`Â`), quotes and dashes (`â€`).
pub(super) const MOJIBAKE: [&str; 3] = ["Ã", "Â", "â€"];

/// The word that was read as windows-1252, however often, when it is one.
#[must_use]
pub(super) fn unmojibaked(word: &str) -> Option<String> {
    const TIMES: usize = 3;
    let once = |word: &String| {
        if word.is_ascii() {
            return None;
        }
        let (bytes, _, is_other) = WINDOWS_1252.encode(word);
        let read = UTF_8.decode_without_bom_handling_and_without_replacement(&bytes);
        read.filter(|_| !is_other).map(Cow::into_owned)
    };
    iter::successors(once(&word.to_owned()), once).take(TIMES).last()
}

/// Ligatures as their letters.
fn without_ligatures(text: &str) -> Option<String> {
    let is_ligature = |c: char| ('\u{fb00}'..='\u{fb06}').contains(&c);
    if !text.contains(is_ligature) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_ligature(c) { fold(c, |c| out.push(c)) } else { out.push(c) }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{Damage, repaired};

    #[test]
    fn damage_is_repaired_and_named() {
        for (damaged, meant, damage) in [
            (
                "L&#39;&eacute;t\u{e9}&nbsp;: &amp;agrave; &amp; &lt;id&gt;",
                "L'été : à &amp; &lt;id&gt;",
                Damage::ENTITIES,
            ),
            ("nÃ©cessaires Ã\u{a0} lâ€™Å“uvre", "nécessaires à l\u{2019}œuvre", Damage::MOJIBAKE),
            ("prÃƒÂ©fÃƒÂ©rences", "préférences", Damage::MOJIBAKE),
            ("au-delÃ  des prÃ©fÃ©rences", "au-delà  des préférences", Damage::MOJIBAKE),
            ("de\u{fb01}ne the o\u{fb03}ce", "define the office", Damage::LIGATURES),
        ] {
            assert_eq!(repaired(damaged, false), Some((meant.to_owned(), damage)), "{damaged}");
        }
        let all = repaired("&Atilde;&copy;t\u{e9} o\u{fb03}ce", false).expect("it is damaged");
        assert_eq!(all.0, "&Atilde;&copy;té office".replace("&Atilde;&copy;", "Ã©"));
    }

    #[test]
    fn what_is_no_damage_stays() {
        for text in
            ["Âge, SÃO PAULO, MANHÃ", "A & B; &lt;id&gt; &amp; &zz; &#0;", "été « a »", "a&b=c;d"]
        {
            assert_eq!(repaired(text, false), None, "{text}");
        }
        assert_eq!(repaired("l'&eacute;t&eacute;", true), None);
    }
}
