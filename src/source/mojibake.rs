//! Mojibake: UTF-8 that was read as windows-1252 and saved again, so that `é` became `Ã©`.

use memchr::{memchr2, memmem};

use super::damage::{MOJIBAKE, unmojibaked};
use super::lines::Lines;
use crate::diagnostic::{Code, Diagnostic};

/// The first word of `text` that windows-1252 bytes turn back into well-formed UTF-8.
pub(super) fn find(text: &str, lines: &Lines) -> Option<Diagnostic<'static>> {
    // One of these bytes is in every sign, and they are in few honest texts.
    memchr2(0x82, 0x83, text.as_bytes())?;
    let (at, word, repaired) = MOJIBAKE.iter().filter_map(|sign| first_with(text, sign)).min()?;
    let message = format!("\u{201c}{word}\u{201d} looks like UTF-8 that was read as windows-1252");
    let help = format!(
        "the repaired reading is \u{201c}{repaired}\u{201d}; save the file again from its source"
    );
    Some(
        Diagnostic::new(Code::Mojibake, message)
            .at(lines.number_at(at), lines.column_at(text, at))
            .with_help(help),
    )
}

fn first_with<'t>(text: &'t str, sign: &str) -> Option<(usize, &'t str, String)> {
    // A word is looked at once, however many signs are in it.
    let mut seen = 0;
    memmem::find_iter(text.as_bytes(), sign).find_map(|at| {
        if at < seen {
            return None;
        }
        let (start, word) = word_around(text, at)?;
        seen = start + word.len();
        Some((start, word, unmojibaked(word)?))
    })
}

/// The word around the byte at `at`, with its place. It ends at ASCII white space only: a no-break
/// space may be the second half of a broken letter.
fn word_around(text: &str, at: usize) -> Option<(usize, &str)> {
    let start =
        text.get(..at)?.rfind(|c: char| c.is_ascii_whitespace()).map_or(0, |space| space + 1);
    let rest = text.get(start..)?;
    let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
    Some((start, rest.get(..end)?))
}

#[cfg(test)]
mod tests {
    use super::{Lines, MOJIBAKE, find};

    #[test]
    fn every_sign_shows_by_one_of_two_bytes() {
        assert!(MOJIBAKE.iter().all(|sign| sign.bytes().any(|byte| matches!(byte, 0x82 | 0x83))));
    }

    #[test]
    fn mojibake_is_found_with_its_repair() {
        let text = "Charte\nLes prÃ©fÃ©rences";
        let found = find(text, &Lines::of(text)).unwrap();
        assert_eq!((found.line, found.column), (Some(2), Some(5)));
        assert!(found.help.unwrap().contains("“préférences”"));
    }

    #[test]
    fn honest_accents_are_no_mojibake() {
        for text in ["Âge", "SÃO PAULO", "préférences", "château", "NÃO"] {
            assert!(find(text, &Lines::of(text)).is_none(), "{text:?}");
        }
    }
}
