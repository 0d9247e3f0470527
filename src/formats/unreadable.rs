//! What stands in the output for a line that could not be read: an almost empty charter that says so.
//!
//! A line in is a charter out, so that whoever puts a stream through can tell which is which. What is
//! said depends on the line alone and not on where it stands: a corpus is written as the same bytes
//! however it was cut into streams.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor,
};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Charter, Origin, Schema};

/// The charter that stands for `line`, and says `why` it could not be read. `path` is where the path
/// is in such lines, a key after the other; it is kept when it can be found, in JSON that is cut off too.
#[must_use]
pub fn unreadable(line: &[u8], path: &[&str], why: &str) -> Charter<'static> {
    let remark =
        Diagnostic::new(Code::UnreadableRecord, format!("this line could not be read: {why}"));
    Charter {
        schema: Schema::V1,
        source: Origin {
            path: find(line, path).map(Cow::Owned),
            encoding: Cow::Borrowed("UTF-8"),
            bytes: 0,
            lines: 0,
            bom: false,
            line_ends: None,
        },
        language: None,
        title: None,
        portal: None,
        sections: Vec::new(),
        kinds: Vec::new(),
        cookies: Vec::new(),
        diagnostics: vec![remark],
        title_line: None,
    }
}

/// The string under these keys, of JSON that may be damaged behind it.
fn find(line: &[u8], keys: &[&str]) -> Option<String> {
    let mut found = None;
    let finder = Finder { keys, found: &mut found };
    // What could be read before the error is all that is asked for.
    let _ = finder.deserialize(&mut serde_json::Deserializer::from_slice(line));
    found
}

/// Looks for the string under some keys.
struct Finder<'f> {
    keys: &'f [&'f str],
    found: &'f mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Finder<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        match self.keys {
            [] => {
                *self.found = Some(String::deserialize(value)?);
                Ok(())
            }
            _ => value.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Finder<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((wanted, keys)) = self.keys.split_first() else {
            return Err(A::Error::custom("there is no key to look for"));
        };
        while let Some(key) = map.next_key::<String>()? {
            if key == *wanted {
                map.next_value_seed(Finder { keys, found: self.found })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_path_is_found_before_what_is_wrong() {
        for (line, found) in [
            (&b"{\"path\": \"a\", \"text\": \"x"[..], Some("a")),
            (b"{\"text\": \"\xff\", \"path\": \"\\u00e9\"}", Some("\u{e9}")),
            (b"{\"text\": {\"path\": \"b\"}, \"path\": \"a\"}", Some("a")),
            (b"{\"path\": \"a", None),
            (b"{\"path\": \"\xff\"}", None),
            (b"{\"path\": \"\\ud800\"}", None),
            (b"{\"path\": null}", None),
            (b"{\"path\": 1}", None),
            (b"[\"path\", \"a\"]", None),
            (b"\"path\"", None),
            (b"", None),
        ] {
            assert_eq!(find(line, &["path"]).as_deref(), found, "{}", line.escape_ascii());
        }
        let line = b"{\"path\": \"a\", \"source\": {\"bytes\": 1, \"path\": \"b\"}";
        assert_eq!(find(line, &["source", "path"]).as_deref(), Some("b"));
    }
}
