//! Bytes that are neither a text nor a page: what they are, by how they begin, and what makes a text of them.

use memchr::{memchr, memmem};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;

/// A sort of file that is no text.
struct Sort {
    /// How it begins.
    begins: &'static [u8],
    /// What is somewhere in it, if it shares its beginning with others.
    has: &'static [u8],
    name: &'static str,
    help: &'static str,
}

const fn sort(
    begins: &'static [u8],
    has: &'static [u8],
    name: &'static str,
    help: &'static str,
) -> Sort {
    Sort { begins, has, name, help }
}

const PICTURE: &str = "a picture";
const NO_WORDS: &str = "a picture has no words to read: take the text from the page itself";
const ZIP: &[u8] = b"PK\x03\x04";
const UTF_32: &str = "text in UTF-32";
const ICONV: &str = "iconv -f UTF-32 -t UTF-8 FILE | charte convert";

/// The sorts that are known. The first that fits is meant.
const SORTS: &[Sort] = &[
    sort(b"%PDF-", b"", "a PDF", "pdftotext -layout FILE - | charte convert"),
    sort(ZIP, b"word/document", "a Word document", "pandoc -f docx -t html FILE | charte convert"),
    sort(
        ZIP,
        b"opendocument.text",
        "an OpenDocument text",
        "pandoc -f odt -t html FILE | charte convert",
    ),
    sort(ZIP, b"application/epub", "an e-book", "pandoc -f epub -t html FILE | charte convert"),
    sort(ZIP, b"xl/workbook", "a spreadsheet", "soffice --headless --convert-to csv FILE"),
    sort(ZIP, b"", "a ZIP archive", "unzip FILE -d FOLDER, and charte convert FOLDER"),
    sort(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        "an Office document",
        "soffice --headless --convert-to html FILE",
    ),
    sort(b"{\\rtf", b"", "a document in RTF", "pandoc -f rtf -t html FILE | charte convert"),
    sort(b"\x1f\x8b", b"", "a gzip archive", "gzip -dc FILE | charte convert"),
    sort(b"\xff\xfe\0\0", b"", UTF_32, ICONV),
    sort(b"\0\0\xfe\xff", b"", UTF_32, ICONV),
    sort(b"\x89PNG", b"", PICTURE, NO_WORDS),
    sort(b"\xff\xd8\xff", b"", PICTURE, NO_WORDS),
    sort(b"GIF8", b"", PICTURE, NO_WORDS),
    sort(b"RIFF", b"WEBP", PICTURE, NO_WORDS),
];

/// What is remarked on bytes of a known sort that is no text.
pub(super) fn known(bytes: &[u8]) -> Option<Diagnostic<'static>> {
    let sort = SORTS
        .iter()
        .find(|sort| bytes.starts_with(sort.begins) && memmem::find(bytes, sort.has).is_some())?;
    let message = format!("this is {}, and no text", sort.name);
    Some(Diagnostic::new(Code::NotText, message).with_help(sort.help.to_owned()))
}

/// What is remarked on a source whose bytes are of no known sort, when it has more control characters
/// than damage puts into a text. Some of them are zero bytes in whatever is no text.
pub(super) fn unknown(bytes: &[u8], source: &Source<'_>) -> Option<Diagnostic<'static>> {
    const SAMPLE: usize = 8 * 1024;
    const FEW: usize = 8;
    const PART: usize = 32;
    memchr(0, bytes.get(..SAMPLE).unwrap_or(bytes))?;
    let is_odd = |c: char| (c.is_control() && !c.is_whitespace()) || c == '\u{fffd}';
    let (mut odd, mut all) = (0, 0);
    for c in source.text().chars().take(SAMPLE) {
        odd += usize::from(is_odd(c));
        all += 1;
    }
    (odd > FEW.max(all / PART)).then(|| {
        Diagnostic::new(Code::NotText, "too many of these bytes show nothing: this is no text")
            .with_help("take the text from the page itself".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::{known, unknown};
    use crate::source::Source;

    #[test]
    fn sorts_are_told_by_their_beginning() {
        for (bytes, name) in [
            (&b"%PDF-1.7\n"[..], "a PDF"),
            (b"PK\x03\x04....[Content_Types].xml....word/document.xml", "a Word document"),
            (
                b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text",
                "an OpenDocument text",
            ),
            (b"PK\x03\x04....a.txt", "a ZIP archive"),
            (b"RIFF\0\0\0\0WEBP", "a picture"),
        ] {
            let remark = known(bytes).expect("it is known");
            assert_eq!(remark.message, format!("this is {name}, and no text"));
        }
        for text in ["", "PK", "RIFF", "GIF", "On %PDF- and PK\u{3}\u{4}"] {
            assert!(known(text.as_bytes()).is_none(), "{text:?}");
        }
    }

    #[test]
    fn a_text_may_be_damaged() {
        let is_text = |bytes: &[u8]| {
            let source = Source::decode(bytes, None, None);
            unknown(bytes, &source).is_none()
        };
        assert!(is_text(b"a\0b"));
        assert!(is_text(&[&b"Cookie policy\n".repeat(40)[..], &b"\0".repeat(12)].concat()));
        assert!(is_text(&"Charte\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()));
        assert!(!is_text(&(0..=255).collect::<Vec<u8>>()));
        assert!(!is_text(
            &"Cookies".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect::<Vec<_>>()
        ));
    }
}
