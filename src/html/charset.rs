//! The encoding that a page says it is in, as browsers look for it: in the first kilobyte, in a `meta`
//! element, comments left out.

use crate::source::{Encoding, encoding_named};

/// How much of a page is looked at, in bytes.
const LOOKED_AT: usize = 1024;

/// The encoding that the page in `bytes` says it is in, if it does and no byte order mark says it.
#[must_use]
pub fn encoding_of(bytes: &[u8]) -> Option<&'static Encoding> {
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let mut rest = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = rest.get(at + 1..)?;
        if let Some(comment) = rest.strip_prefix(b"!--") {
            // Even `<!-->` is a whole comment.
            let end = comment.windows(3).position(|three| three == b"-->");
            rest = match end {
                Some(end) => comment.get(end + 3..)?,
                None => return None,
            };
        } else if is_meta(rest) {
            let end = tag_end(rest);
            if let Some(encoding) = rest.get(..end).and_then(of_meta) {
                return Some(encoding);
            }
            rest = rest.get(end..)?;
        } else if rest.first().is_some_and(|&byte| byte.is_ascii_alphabetic() || byte == b'/') {
            rest = rest.get(tag_end(rest)..)?;
        }
    }
    None
}

fn is_meta(tag: &[u8]) -> bool {
    let is_named = tag.get(..4).is_some_and(|name| name.eq_ignore_ascii_case(b"meta"));
    is_named && tag.get(4).is_some_and(|&byte| byte.is_ascii_whitespace() || byte == b'/')
}

/// Where a tag ends. What is in quotes does not end it.
fn tag_end(tag: &[u8]) -> usize {
    let mut quote = None;
    for (at, &byte) in tag.iter().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None if byte == b'>' => return at + 1,
            _ => {}
        }
    }
    tag.len()
}

/// The encoding that a `meta` element names, in `charset` or after `charset=` in its `content`.
fn of_meta(tag: &[u8]) -> Option<&'static Encoding> {
    // What is not ASCII is no part of what is looked for.
    let tag: String = tag.iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let mut rest = tag.as_str();
    loop {
        let (_, after) = rest.split_once("charset")?;
        rest = after;
        let Some(value) = after.trim_start().strip_prefix('=') else { continue };
        let value = value.trim_start();
        let value = value.strip_prefix(['"', '\'']).unwrap_or(value);
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | ';' | '>' | '/');
        let label = value.split(ends).next().unwrap_or_default();
        return match encoding_named(label)? {
            // What is read as ASCII here cannot be in UTF-16.
            encoding if encoding.name().starts_with("UTF-16") => encoding_named("utf-8"),
            encoding if encoding.name() == "x-user-defined" => encoding_named("windows-1252"),
            encoding => Some(encoding),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, encoding_of};

    #[test]
    fn encodings_are_where_browsers_look_for_them() {
        let far = format!("{}<meta charset=koi8-r>", " ".repeat(1024));
        for (page, expected) in [
            ("<meta charset=iso-8859-1>", Some("windows-1252")),
            ("<html><head><META CharSet='UTF-8'/>", Some("UTF-8")),
            (
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1250\">",
                Some("windows-1250"),
            ),
            ("<!-- <meta charset=koi8-r> --><meta charset=utf-8>", Some("UTF-8")),
            ("<p title='<meta charset=koi8-r>'>", None),
            ("<meta name=charset><meta charset=utf-16le>", Some("UTF-8")),
            ("<meta charset=klingon>", None),
            ("<metal charset=utf-8>", None),
            ("\u{feff}<meta charset=koi8-r>", None),
            (far.as_str(), None),
        ] {
            assert_eq!(encoding_of(page.as_bytes()).map(Encoding::name), expected, "{page}");
        }
    }
}
