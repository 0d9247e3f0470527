//! A terminal takes control characters for commands: here they are shown as U+FFFD instead.

use std::io::{self, Write};

/// Writes to a terminal without letting the text steer it. Line feeds, carriage returns before
/// them and tabs pass.
pub(super) struct Plain<W> {
    inner: W,
    /// What was written last and waits for what follows it.
    held: Vec<u8>,
}

impl<W: Write> Plain<W> {
    pub(super) fn new(inner: W) -> Self {
        Self { inner, held: Vec::new() }
    }
}

impl<W: Write> Write for Plain<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut text = std::mem::take(&mut self.held);
        text.extend_from_slice(bytes);
        // A carriage return, or the first byte of a C1 control, is judged by what follows.
        if matches!(text.last(), Some(b'\r' | 0xc2)) {
            self.held.extend(text.pop());
        }
        let mut plain = Vec::with_capacity(text.len());
        let mut rest = text.as_slice();
        while let [first, after @ ..] = rest {
            rest = match (first, after) {
                (b'\n' | b'\t', _) | (b'\r', [b'\n', ..]) => {
                    plain.push(*first);
                    after
                }
                (0..=0x1f | 0x7f, _) => {
                    plain.extend("\u{fffd}".as_bytes());
                    after
                }
                (0xc2, [0x80..=0x9f, after @ ..]) => {
                    plain.extend("\u{fffd}".as_bytes());
                    after
                }
                _ => {
                    plain.push(*first);
                    after
                }
            };
        }
        self.inner.write_all(&plain)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_shown_and_text_passes() {
        let mut shown = Vec::new();
        let mut terminal = Plain::new(&mut shown);
        for part in ["é«a\u{a0}»\tb\r", "\n\u{1b}[2J", "\u{9b}x\u{7f}"] {
            let (one, other) = part.as_bytes().split_at(part.len() / 2);
            terminal.write_all(one).unwrap();
            terminal.write_all(other).unwrap();
        }
        assert_eq!(
            String::from_utf8(shown).unwrap(),
            "é«a\u{a0}»\tb\r\n\u{fffd}[2J\u{fffd}x\u{fffd}"
        );
    }
}
