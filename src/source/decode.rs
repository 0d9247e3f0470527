//! Which encoding the bytes are in, and the text they make.
//!
//! The order of trust: the encoding the caller names; a byte order mark; UTF-16 that shows by its
//! zero bytes; well-formed UTF-8, or UTF-8 but for a few bytes; and last a guess among the legacy
//! encodings by `chardetng`, which `doubt` looks over.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
pub use encoding_rs::Encoding;
pub(super) use encoding_rs::REPLACEMENT;
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use super::lines::Lines;
use crate::diagnostic::{Code, Diagnostic};

/// The encoding a WHATWG label names, such as `latin1` or `utf-16le`.
#[must_use]
pub fn encoding_named(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label.as_bytes())
}

pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    pub(super) encoding: &'static Encoding,
    pub(super) bom: bool,
    /// Whether nothing but the frequency of its characters tells the encoding.
    pub(super) is_guessed: bool,
    lossy: bool,
}

pub(super) fn decode<'b>(bytes: &'b [u8], named: Option<&'static Encoding>) -> Decoded<'b> {
    let mut is_guessed = false;
    let (encoding, mark) = match (named, Encoding::for_bom(bytes)) {
        (None, Some((marked, length))) => (marked, length),
        (Some(named), Some((marked, length))) if agree(named, marked) => (marked, length),
        (Some(named), _) => (named, 0),
        (None, None) => {
            let shown = shown(bytes);
            is_guessed = shown.is_none();
            (shown.unwrap_or_else(|| guess(bytes)), 0)
        }
    };
    let content = bytes.get(mark..).unwrap_or_default();
    let (text, lossy) = encoding.decode_without_bom_handling(content);
    Decoded { text, encoding, bom: mark > 0, is_guessed, lossy }
}

/// Whether a byte order mark may stand before text of the encoding named. People say UTF-16 and
/// leave the byte order to the mark.
fn agree(named: &Encoding, marked: &Encoding) -> bool {
    let is_utf16 = |encoding: &Encoding| encoding == UTF_16LE || encoding == UTF_16BE;
    named == marked || (is_utf16(named) && is_utf16(marked))
}

/// The encoding that shows in how the bytes are formed.
fn shown(bytes: &[u8]) -> Option<&'static Encoding> {
    let is_utf8 =
        || Encoding::utf8_valid_up_to(bytes) == bytes.len() || is_utf8_but_for_a_few_bytes(bytes);
    // Zero bytes are valid UTF-8, and UTF-16 of a Latin script is full of them.
    utf16_by_zero_bytes(bytes).or_else(|| is_utf8().then_some(UTF_8))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 without a byte order mark: nearly every second byte is zero, always on the same side.
fn utf16_by_zero_bytes(bytes: &[u8]) -> Option<&'static Encoding> {
    const SAMPLE: usize = 1024;
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    memchr::memchr(0, sample)?;
    let (mut even, mut odd) = (0, 0);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
    }
    let most = sample.len() / 2 * 3 / 4;
    match () {
        () if most > 0 && odd >= most && even * 8 <= odd => Some(UTF_16LE),
        () if most > 0 && even >= most && odd * 8 <= even => Some(UTF_16BE),
        () => None,
    }
}

/// Whether more characters of several bytes are well-formed than bytes are not. A legacy encoding
/// makes well-formed sequences only by rare chance, so a handful of damaged bytes does not turn a
/// UTF-8 text into something else.
fn is_utf8_but_for_a_few_bytes(bytes: &[u8]) -> bool {
    let (mut formed, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        formed += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    formed > broken
}

/// What decoding lost: for UTF-8 each byte by its offset, ten at most; for other encodings the
/// first replacement character.
pub(super) fn losses(
    decoded: &Decoded<'_>,
    bytes: &[u8],
    lines: &Lines,
) -> Vec<Diagnostic<'static>> {
    const NAMED: usize = 10;
    if !decoded.lossy {
        return Vec::new();
    }
    if decoded.encoding != UTF_8 {
        let at = decoded.text.find('\u{fffd}').unwrap_or_default();
        let message = format!("some bytes are not {}", decoded.encoding.name());
        return vec![loss(message, decoded, lines, at)];
    }
    let mark = if decoded.bom { 3 } else { 0 };
    let (mut offset, mut at) = (mark, 0);
    let mut places = Vec::new();
    let mut more = 0_usize;
    for chunk in bytes.get(mark..).unwrap_or_default().utf8_chunks() {
        offset += chunk.valid().len();
        at += chunk.valid().len();
        if let [_, ..] = chunk.invalid() {
            if places.len() < NAMED {
                let invalid = chunk.invalid();
                let message = format!("not UTF-8 at byte offset {offset}: {invalid:02X?}");
                places.push(loss(message, decoded, lines, at));
            } else {
                more += 1;
            }
            offset += chunk.invalid().len();
            at += '\u{fffd}'.len_utf8();
        }
    }
    if let (1.., Some(last)) = (more, places.last_mut()) {
        last.message = format!("{}, and {more} more such places after it", last.message).into();
    }
    places
}

fn loss(message: String, decoded: &Decoded<'_>, lines: &Lines, at: usize) -> Diagnostic<'static> {
    Diagnostic::new(Code::LossyDecoding, message)
        .at(lines.number_at(at), lines.column_at(&decoded.text, at))
        .with_help(
            "the text shows U+FFFD there; if the encoding is another one, name it with --encoding"
                .into(),
        )
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn encodings_are_found() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        for (bytes, name, text) in [
            (b"caf\xc3\xa9".to_vec(), "UTF-8", "café"),
            (b"\xef\xbb\xbfa".to_vec(), "UTF-8", "a"),
            (
                b"D\xe9p\xf4t d\x92un cookie d\x92\x9cuvre, pr\xe9f\xe9rences".to_vec(),
                "windows-1252",
                "Dépôt d’un cookie d’œuvre, préférences",
            ),
            (utf16("Charte cookies"), "UTF-16LE", "Charte cookies"),
            (utf16("\u{feff}été"), "UTF-16LE", "été"),
            (b"\xfe\xff\x00a".to_vec(), "UTF-16BE", "a"),
            (b"\xc3\xa9t\xc3\xa9 \xff \xc3\xa0".to_vec(), "UTF-8", "été \u{fffd} à"),
        ] {
            let decoded = decode(&bytes, None);
            assert_eq!((decoded.encoding.name(), &*decoded.text), (name, text));
        }
    }
}
