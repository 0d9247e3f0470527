//! Encodings that bytes never tell: what was read as windows-1252 leaves traces when it is ISO-8859-15, Mac
//! Roman or cp850, characters that cannot stand where they stand: a capital behind a small letter, a fraction
//! inside a word, a control character, a currency sign of no country beside a number.
//!
//! The traces are of classes of characters, and of no language. Read in the right encoding the same bytes
//! leave none.

use std::borrow::Cow;
use std::cmp::Reverse;

use encoding_rs::{Encoding, ISO_8859_15, MACINTOSH, WINDOWS_1252};

use super::lines::Lines;
use crate::diagnostic::{Code, Diagnostic};

/// An encoding that is not guessed.
struct Candidate {
    name: &'static str,
    /// What decodes it; nothing for cp850, which the web has not.
    encoding: Option<&'static Encoding>,
}

/// Of two that explain as much, with as many usual characters, the first is meant.
static CANDIDATES: [Candidate; 3] = [
    Candidate { name: "ISO-8859-15", encoding: Some(ISO_8859_15) },
    Candidate { name: "macintosh", encoding: Some(MACINTOSH) },
    Candidate { name: "cp850", encoding: None },
];

/// The upper half of cp850, the code page of DOS in western Europe.
const CP850: &str = "\
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ\
    áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
    ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// How many traces there are at least when something is wrong: one that is certain, or two that may be
/// slips of the pen.
const ENOUGH: usize = 2;
/// How many times as many there are as in the encoding that is meant.
const MORE: usize = 8;

/// What is remarked on `bytes` that were read as `text` in an encoding that was guessed, when they are rather
/// in another.
pub(super) fn find(
    bytes: &[u8],
    text: &str,
    guessed: &'static Encoding,
) -> Option<Diagnostic<'static>> {
    // What was taken for Chinese has characters of several bytes, and shows its traces in none.
    let text = if guessed.is_single_byte() {
        Cow::Borrowed(text)
    } else {
        WINDOWS_1252.decode_without_bom_handling(bytes).0
    };
    let (faults, first) = faults(&text);
    let (at, place) = first.filter(|_| faults >= ENOUGH)?;
    let read = CANDIDATES.iter().map(|candidate| (candidate, candidate.decode(bytes)));
    let counted = read.map(|(candidate, read)| (self::faults(&read).0, candidate, read));
    let (left, candidate, read) =
        counted.min_by_key(|(left, _, read)| (*left, Reverse(usual(read))))?;
    if left * MORE > faults {
        return None;
    }
    let (guessed, name, word) = (guessed.name(), candidate.name, word_at(&read, place));
    let message =
        format!("this was read as {guessed}, but looks like {name}: \u{201c}{word}\u{201d}");
    let lines = Lines::of(&text);
    Some(
        Diagnostic::new(Code::DoubtfulEncoding, message)
            .at(lines.number_at(at), lines.column_at(&text, at))
            .with_help(candidate.help()),
    )
}

impl Candidate {
    /// The text that bytes are in this encoding, a character for each.
    fn decode<'b>(&self, bytes: &'b [u8]) -> Cow<'b, str> {
        if let Some(encoding) = self.encoding {
            return encoding.decode_without_bom_handling(bytes).0;
        }
        let upper: Vec<char> = CP850.chars().collect();
        let char_of = |&byte: &u8| match byte.checked_sub(0x80) {
            Some(at) => upper.get(usize::from(at)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
            None => char::from(byte),
        };
        bytes.iter().map(char_of).collect()
    }

    fn help(&self) -> String {
        let name = self.name.to_lowercase();
        match self.encoding {
            Some(_) => format!("read it again with --encoding {name}"),
            None => format!("convert it first: iconv -f {name} -t UTF-8 FILE | charte convert"),
        }
    }
}

/// How much in `text` cannot be meant, and where the first such character is: its byte, and its place among
/// the characters.
fn faults(text: &str) -> (usize, Option<(usize, usize)>) {
    let (mut all, mut first) = (0, None);
    let mut before = None;
    let mut rest = text.char_indices().enumerate().peekable();
    while let Some((place, (at, c))) = rest.next() {
        if !c.is_ascii() {
            let after = rest.peek().map(|&(_, (_, after))| after);
            let is_price = c == '\u{a4}' && is_price(text, at);
            let fault = if is_price { ENOUGH } else { fault(before, c, after) };
            if fault > 0 {
                first = first.or(Some((at, place)));
            }
            all += fault;
        }
        before = Some(c);
    }
    (all, first)
}

/// How many characters of a text are those that texts in western Europe have beside ASCII: small letters,
/// quotes, dashes and the euro.
fn usual(text: &str) -> usize {
    let is_usual = |c: &char| matches!(c, 'à'..='ï' | 'ñ'..='ý' | 'œ' | 'ß' | '«' | '»' | '\u{2010}'..='\u{2026}' | '€');
    text.chars().filter(is_usual).count()
}

/// How wrong a character is between its neighbours: `ENOUGH` when it can never be meant there.
fn fault(before: Option<char>, c: char, after: Option<char>) -> usize {
    let is_letter = |c: Option<char>| c.is_some_and(is_letter);
    let is_inside = is_letter(before) && is_letter(after);
    match c {
        '\u{80}'..='\u{9f}' | '\u{2c6}' | char::REPLACEMENT_CHARACTER => ENOUGH,
        '\u{2dc}' if is_letter(before) => ENOUGH,
        // Quotes that open, and marks that begin a sentence: a space may have been left out before.
        '\u{201a}' | '\u{201e}' if is_letter(before) => {
            if after.is_some_and(char::is_alphanumeric) { 1 } else { ENOUGH }
        }
        '\u{a1}' | '\u{bf}' => usize::from(is_inside),
        _ if self::is_letter(c) && before.is_some_and(char::is_lowercase) => {
            match (c.is_uppercase(), after.is_some_and(char::is_uppercase)) {
                (true, false) if !is_inside => ENOUGH,
                (is_capital, goes_on) => usize::from(is_capital != goes_on),
            }
        }
        _ if self::is_letter(c) => 0,
        _ if is_inside && !may_join(c) => ENOUGH,
        _ => 0,
    }
}

/// Whether a character is a letter of words. The florin is a sign, and so are what looks like an accent and
/// the endings of ordinals.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, '\u{192}' | '\u{2c6}' | '\u{aa}' | '\u{ba}')
}

/// Whether a character that is no letter may stand between two: apostrophes and what is typed for them,
/// hyphens, dots, what ends a word before a space that was left out, signs of multiplication and footnotes.
fn may_join(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{2010}'..='\u{201f}' | '\u{2026}' | '\u{2039}' | '\u{203a}')
        || matches!(c, '\u{ad}' | '\u{b4}' | '\u{b7}' | '\u{ab}' | '\u{bb}' | '\u{d7}' | '\u{f7}')
        || matches!(
            c,
            '\u{a9}' | '\u{ae}' | '\u{2122}' | '\u{aa}' | '\u{ba}' | '\u{b0}'..='\u{b3}' | '\u{b9}'
        )
}

/// Whether the sign at `at` stands with a number, and not before it like a bullet.
fn is_price(text: &str, at: usize) -> bool {
    let is_gap = |c| matches!(c, ' ' | '\u{a0}');
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let before = before.trim_end_matches(is_gap).chars().next_back();
    let after = after.chars().skip(1).find(|&c| !is_gap(c));
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    is_digit(before) || (is_digit(after) && before.is_some_and(|c| !c.is_control()))
}

/// The word round the character at a place.
fn word_at(text: &str, place: usize) -> String {
    let mut word = String::new();
    for (at, c) in text.chars().enumerate() {
        if !c.is_whitespace() {
            word.push(c);
        } else if at < place {
            word.clear();
        } else {
            break;
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, Encoding, SHIFT_JIS, WINDOWS_1250, WINDOWS_1252};

    use super::{CANDIDATES, CP850, find};

    /// The bytes of a text in the candidate of that place.
    fn bytes(text: &str, candidate: usize) -> Vec<u8> {
        let all: Vec<u8> = (0..=255).collect();
        let read: Vec<char> = CANDIDATES[candidate].decode(&all).chars().collect();
        let byte = |c: char| read.iter().position(|&it| it == c).expect("it has that character");
        text.chars().map(|c| u8::try_from(byte(c)).expect("a byte")).collect()
    }

    fn found(bytes: &[u8], guessed: &'static Encoding) -> Option<String> {
        let text = guessed.decode_without_bom_handling(bytes).0;
        find(bytes, &text, guessed).map(|remark| remark.message.into_owned())
    }

    #[test]
    fn traces_tell_the_encoding() {
        assert_eq!(CP850.chars().count(), 128);
        for (candidate, texts) in [
            &["12 € par an", "le cœur", "€ 3, of 4 €", "un œil, vu à l'œuvre et au cœur"][..],
            &[
                "Le site dépose et préfère",
                "la qualité de l’été",
                "don’t, the site’s",
                "página",
                "größere",
                "é più là, perché",
                "geïnteresseerde patiënten",
                "opções",
                "“L’été”, où c’était",
            ],
            &[
                "Le site dépose et préfère",
                "la qualité est préférée",
                "Für größere Geräte",
                "la duración",
                "perché è più",
                "één geïnteresseerde patiënt",
                "opções não",
                "señal, política",
            ],
        ]
        .into_iter()
        .enumerate()
        {
            for text in texts {
                let found = found(&bytes(text, candidate), WINDOWS_1252).unwrap_or_default();
                let meant = format!("looks like {}: ", CANDIDATES[candidate].name);
                assert!(found.contains(&meant), "{text}: {found}");
            }
        }
        let spanish = bytes("la duración de la sesión, después", 2);
        assert!(found(&spanish, BIG5).is_some_and(|found| found.contains("looks like cp850")));
    }

    #[test]
    fn what_can_be_meant_gives_no_doubt() {
        for text in [
            "Slavoj Žižek, ŽIŽEK, 12 €, € 3, 1½ an, ½ heure",
            "Er sagte: ‚so‘ und „so“, dann ‚Nein‘.",
            "l´utilisateur, l‘usage, mot“cité”, a†, Vimeo™, © 2024, n°5, 1º, m², col·laborar",
            "PRéFéRENCES, NOÊL, MonÉpargne, CAFÉ, Œuvre, cœur, Þing, sauƒ",
            "Accueil•Cookies•Contact, 5¢, ¤ un point, ƒ(x), §3, das„Wort“",
            "¤ 3 cookies\n¤ 4 cookies",
        ] {
            let (bytes, _, unmappable) = WINDOWS_1252.encode(text);
            assert!(!unmappable, "{text}");
            assert_eq!(found(&bytes, WINDOWS_1252), None, "{text}");
        }
        let (czech, ..) = WINDOWS_1250.encode("Příliš žluťoučký kůň úpěl ďábelské ódy, Škoda");
        assert_eq!(found(&czech, WINDOWS_1250), None);
        for (text, encoding) in [
            ("クッキーを使用します。設定は変更できます。", SHIFT_JIS),
            ("本網站使用必要的小型檔案，保留一年。", BIG5),
        ] {
            assert_eq!(found(&encoding.encode(text).0, encoding), None, "{text}");
        }
    }
}
