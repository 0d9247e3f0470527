//! What the build script makes of the files: `LANGUAGES`, the BCP 47 code and the file of every
//! language in the order they are tried; `CAPITAL_NOUNS`, the codes of those that write nouns so; `AGREEMENTS`, how words of agreement begin; `COOKIES`,
//! words for cookies; the tables
//! `WORDINGS`, `CLAIMS`, `SHORT_FORMS`, `MEASURES` and `NAMES`; the single words of the last two,
//! folded; and the lists of `grammar/known.toml`, which are no words of a language.

#![allow(clippy::unreadable_literal, reason = "hashes are not read by people")]

use super::wordings::Wordings;
use super::{
    ClaimTerm, ConsentTerm, HeadingTerm, Language, Measure, NameTerm, RetentionTerm, Sense, Term,
    Unit,
};
use crate::model::{Field, Kind};

include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));
