//! A census as a file: what `--partial` writes and `--merge` reads.
//!
//! NDJSON: a line that says what wrote it, a line for each text, list and charter, and at the end a
//! checksum, so that a file that was cut off is not taken for a small one. A census that is sorted is
//! written as the same bytes whatever it was merged from.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::Census;
use crate::lexicon::Language;
use crate::source::Damage;

/// The name and the version of the shape of these files.
const SHAPE: &str = "charte-census/1";

/// Why a file could not be read as a part.
#[derive(Debug)]
#[non_exhaustive]
pub enum PartError {
    /// It could not be read at all.
    Io(io::Error),
    /// Its first line is not that of a part.
    NotAPart,
    /// It was written by another version of charte, or with other words in the lexicon.
    OtherVersion {
        /// The version that wrote it.
        tool: String,
    },
    /// It ends before its checksum.
    CutOff,
    /// It is not what was written: a line makes no sense, or the checksum is another.
    Damaged {
        /// The 1-based line where that was seen.
        line: u64,
    },
}

impl fmt::Display for PartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = env!("CARGO_PKG_VERSION");
        match self {
            Self::Io(error) => error.fmt(formatter),
            Self::NotAPart => formatter.write_str("it is no part that `drift --partial` wrote"),
            Self::OtherVersion { tool } if tool == version => write!(
                formatter,
                "it was written with another lexicon than that of this charte {version}; write it anew"
            ),
            Self::OtherVersion { tool } => write!(
                formatter,
                "it was written by charte {tool}, and this is {version}; write it anew"
            ),
            Self::CutOff => formatter.write_str("it is cut off: its end is missing; write it anew"),
            Self::Damaged { line } => {
                write!(formatter, "it is damaged, as line {line} shows; write it anew")
            }
        }
    }
}

impl std::error::Error for PartError {}

impl From<io::Error> for PartError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// One line of a part.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Line<'l> {
    /// The first.
    Census {
        shape: Cow<'l, str>,
        tool: Cow<'l, str>,
        lexicon: Cow<'l, str>,
    },
    Text(Cow<'l, str>),
    Row(Cow<'l, [u32]>),
    Header(Cow<'l, [u32]>),
    Section(Cow<'l, [u32]>),
    Document(Cow<'l, [u32]>),
    Layout(Cow<'l, [u32]>),
    Charter {
        path: Cow<'l, str>,
        host: Cow<'l, str>,
        document: u32,
        layout: u32,
        /// What was damaged in it.
        #[serde(default, skip_serializing_if = "is_none")]
        damage: u8,
    },
    /// What is no charter, by its path.
    Other(Cow<'l, str>),
    /// The last.
    End {
        checksum: Cow<'l, str>,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants a reference")]
fn is_none(damage: &u8) -> bool {
    *damage == 0
}

/// A number for the words of all languages.
fn lexicon() -> String {
    let mut hash = Xxh3::new();
    Language::all().for_each(|language| hash.update(language.words().as_bytes()));
    format!("{:032x}", hash.digest128())
}

impl Census {
    /// Writes the census as a part, everything in order.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_part(&self, out: &mut dyn Write) -> io::Result<()> {
        let census = self.in_order();
        let mut hash = Xxh3::new();
        let mut bytes = Vec::new();
        let mut write = |line: &Line<'_>| {
            bytes.clear();
            serde_json::to_writer(&mut bytes, line)?;
            bytes.push(b'\n');
            hash.update(&bytes);
            out.write_all(&bytes)
        };
        write(&Line::Census {
            shape: SHAPE.into(),
            tool: env!("CARGO_PKG_VERSION").into(),
            lexicon: lexicon().into(),
        })?;
        census.texts.iter().try_for_each(|text| write(&Line::Text(text.into())))?;
        census.rows.iter().try_for_each(|list| write(&Line::Row(list.into())))?;
        census.headers.iter().try_for_each(|list| write(&Line::Header(list.into())))?;
        census.sections.iter().try_for_each(|list| write(&Line::Section(list.into())))?;
        census.documents.iter().try_for_each(|list| write(&Line::Document(list.into())))?;
        census.layouts.iter().try_for_each(|list| write(&Line::Layout(list.into())))?;
        for entry in &census.charters {
            write(&Line::Charter {
                path: census.path(entry).into(),
                host: census.host(entry).into(),
                document: entry.document,
                layout: entry.layout,
                damage: entry.damage.bits(),
            })?;
        }
        census.others.iter().try_for_each(|path| write(&Line::Other(path.into())))?;
        let checksum = format!("{:032x}", hash.digest128()).into();
        serde_json::to_writer(&mut *out, &Line::End { checksum })?;
        out.write_all(b"\n")
    }

    /// Reads what [`Census::write_part`] wrote.
    ///
    /// # Errors
    ///
    /// When it is not a whole part of this version.
    pub fn read_part(mut from: impl BufRead) -> Result<Self, PartError> {
        let mut census = Self::default();
        let mut hash = Xxh3::new();
        let mut bytes = Vec::new();
        let mut is_whole = false;
        for number in 1.. {
            bytes.clear();
            if from.read_until(b'\n', &mut bytes)? == 0 {
                break;
            }
            let damaged = || PartError::Damaged { line: number };
            let line = serde_json::from_slice(&bytes);
            match line {
                Ok(Line::Census { shape, tool, lexicon: words }) if number == 1 => {
                    let is_ours = shape == SHAPE && tool == env!("CARGO_PKG_VERSION");
                    if !is_ours || words != lexicon() {
                        return Err(PartError::OtherVersion { tool: tool.into_owned() });
                    }
                }
                _ if number == 1 => return Err(PartError::NotAPart),
                _ if is_whole => return Err(damaged()),
                Ok(Line::End { checksum }) => {
                    if checksum != format!("{:032x}", hash.digest128()) {
                        return Err(damaged());
                    }
                    is_whole = true;
                }
                Ok(line) => census.take_line(&line),
                // The last line of a file that was cut off is seldom whole.
                Err(_) if !bytes.ends_with(b"\n") => return Err(PartError::CutOff),
                Err(_) => return Err(damaged()),
            }
            hash.update(&bytes);
        }
        if is_whole { Ok(census) } else { Err(PartError::CutOff) }
    }

    fn take_line(&mut self, line: &Line<'_>) {
        match line {
            Line::Text(text) => _ = self.texts.number(text),
            Line::Row(list) => _ = self.rows.number(list),
            Line::Header(list) => _ = self.headers.number(list),
            Line::Section(list) => _ = self.sections.number(list),
            Line::Document(list) => _ = self.documents.number(list),
            Line::Layout(list) => _ = self.layouts.number(list),
            Line::Charter { path, host, document, layout, damage } => {
                let damage = Damage::of_bits(*damage);
                let entry = self.entry((path, host), (*document, *layout), damage);
                self.charters.push(entry);
            }
            Line::Other(path) => self.push_other(path),
            Line::Census { .. } | Line::End { .. } => {}
        }
    }
}
