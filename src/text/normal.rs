//! The normal form of one line or cell of text.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::{is_invisible, is_space, is_stray_control, trim};

/// What becomes of quotes, apostrophes, no-break spaces and invisible characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Typography {
    /// One plain form for each: the normal form proper.
    #[default]
    Plain,
    /// As the portal wrote them: only runs of ASCII spaces and stray control characters go.
    AsWritten,
}

/// The normal form of `text`: NFC, one space for a run of white space and none at the ends, and,
/// with [`Typography::Plain`], plain apostrophes and quotes, one plain space inside guillemets and
/// nothing invisible.
///
/// Borrowed when `text` is normal already. Words, their order, case and accents stay.
#[must_use]
pub fn normal(text: &str, typography: Typography) -> Cow<'_, str> {
    let text = trim(text);
    if plain_beginning(text) == text.len() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len() + 8);
    let is_doubtful = match typography {
        Typography::Plain => write_plain(text, &mut plain),
        Typography::AsWritten => {
            write_as_written(text, &mut plain);
            true
        }
    };
    if is_doubtful && is_nfc_quick(plain.chars()) != IsNormalized::Yes {
        plain = plain.nfc().collect();
    }
    Cow::Owned(plain)
}

/// How much of the beginning of `text` is letters of Western languages and marks of ASCII with single
/// spaces, which no typography changes.
fn plain_beginning(text: &str) -> usize {
    /// What the letters from U+00C0 to U+00FF begin with in UTF-8. They are composed already.
    const ACCENTED: u8 = 0xc3;
    let mut before = 0;
    let is_other = |byte: u8| {
        let fits = match byte {
            b'!'..=b'~' | ACCENTED => true,
            b' ' => before != b' ',
            _ => before == ACCENTED,
        };
        before = byte;
        !fits
    };
    text.bytes().position(is_other).unwrap_or(text.len())
}

/// Writes `text`, which is trimmed, and says whether it may have what is not composed.
fn write_plain(text: &str, out: &mut String) -> bool {
    let (mut space, mut is_doubtful) = (false, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run = rest.get(..run(rest, c)).unwrap_or(rest);
        rest = rest.get(run.len()..).unwrap_or_default();
        let shown = match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' => "'",
            '\u{201c}'..='\u{201f}' => "\"",
            _ if is_space(c) => {
                space = true;
                continue;
            }
            _ if is_invisible(c) => continue,
            _ => run,
        };
        // Marks that compose, and what is composed of them, come later; punctuation is neither.
        is_doubtful |= c >= '\u{300}' && !('\u{2010}'..='\u{2027}').contains(&c);
        if (space || c == '»') && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        space = c == '«';
        out.push_str(shown);
    }
    is_doubtful
}

/// How long the run is that `text` begins with: `c` alone, or with what is as plain up to the next space
/// that is not.
fn run(text: &str, c: char) -> usize {
    if !c.is_ascii_graphic() {
        return c.len_utf8();
    }
    let plain = plain_beginning(text);
    plain - usize::from(text.as_bytes().get(plain - 1) == Some(&b' '))
}

fn write_as_written(text: &str, out: &mut String) {
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() && (c.is_ascii() || c.is_control()) {
            space = true;
        } else if !is_stray_control(c) {
            if space && !out.is_empty() {
                out.push(' ');
            }
            space = false;
            out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Typography, normal};

    fn plain(text: &str) -> String {
        normal(text, Typography::Plain).into_owned()
    }

    #[test]
    fn spaces_quotes_and_invisibles_get_one_form() {
        assert_eq!(
            plain("  l\u{2019}un \u{a0}\u{202f} \u{201c}a\u{201d}\u{200b} \u{ad}b\t"),
            "l'un \"a\" b"
        );
        assert_eq!(plain("a\u{2028}b\u{85}c\u{7}d"), "a b cd");
    }

    #[test]
    fn guillemets_keep_one_plain_space_inside() {
        for text in ["«a»", "« a »", "«\u{a0}a\u{202f}»", "«  a\u{200b} »"] {
            assert_eq!(plain(text), "« a »", "{text:?}");
        }
        assert_eq!(plain("a«b»c"), "a« b »c");
        assert_eq!(plain("«»"), "« »");
    }

    #[test]
    fn the_normal_form_is_composed_and_its_own_normal_form() {
        for text in [
            "e\u{301}",
            "«a»",
            "»a«",
            "«",
            "a «",
            "e\u{200d}\u{301}",
            "\u{2126}",
            "a\u{301} \u{a0}b",
        ] {
            let once = plain(text);
            assert_eq!(plain(&once), once, "{text:?}");
        }
        assert_eq!(plain("e\u{301}te\u{301}"), "été");
    }

    #[test]
    fn typography_can_be_kept() {
        let kept = normal("l\u{2019}un  \u{a0}«\u{a0}a »\u{7} \u{200b}b", Typography::AsWritten);
        assert_eq!(kept, "l\u{2019}un \u{a0}«\u{a0}a » \u{200b}b");
    }
}
