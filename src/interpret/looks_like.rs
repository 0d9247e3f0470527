//! What the cells of a column look like, whatever its label says.

use super::names::{Looks, looks};
use super::{Context, retention};
use crate::lexicon::Lexicon;
use crate::model::RetentionKind;
use crate::text::{is_space, unmarked, visible};

/// A longer text speaks of a duration, it is none.
const WORDS: usize = 9;

/// Whether a cell is a duration.
pub(super) fn duration(cell: &str, lexicon: &Lexicon) -> bool {
    is_short(cell)
        && retention::read(&unmarked(cell), None, None, lexicon).kind != RetentionKind::Unknown
}

/// The same, for a cell that may have been read before.
pub(super) fn known_duration(cell: &str, context: &mut Context<'_>) -> bool {
    if !is_short(cell) {
        return false;
    }
    let known = context.knowledge.retentions.get(context.language, cell);
    let reading = known.unwrap_or_else(|| {
        let reading = retention::read(cell, None, context.language, context.lexicon);
        context.knowledge.retentions.keep(context.language, cell, reading)
    });
    reading.kind != RetentionKind::Unknown
}

fn is_short(cell: &str) -> bool {
    cell.split(is_space).filter(|word| !word.is_empty()).count() <= WORDS
}

/// Whether a cell may hold the names of cookies, and whether nothing else could be written so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    /// It holds something else.
    None,
    /// A word that may be a name: of small letters, or an acronym.
    Possible,
    /// A name.
    Sure,
}

/// How much a cell looks like the names of cookies, separated in any way.
pub(super) fn name(cell: &str) -> Name {
    let cell = &*visible(cell);
    let is_end = |c: char| matches!(c, ',' | ';' | '\n');
    let mut parts = cell.split(is_end).map(str::trim).filter(|part| !part.is_empty());
    let Some(first) = parts.next() else { return Name::None };
    let part = |part: &str| {
        let mut words = part.split(is_space).filter(|word| !word.is_empty());
        let most = words.clone().map(|word| looks(word.trim_end_matches(':'))).max();
        let is_word = words.nth(1).is_none();
        match most {
            Some(Looks::Evident) => Name::Sure,
            Some(Looks::Likely) if is_word => {
                if part.contains(|c: char| c.is_lowercase() || c.is_ascii_digit()) {
                    Name::Sure
                } else {
                    Name::Possible
                }
            }
            Some(Looks::Possible) if is_word && !part.contains(char::is_uppercase) => {
                Name::Possible
            }
            _ => Name::None,
        }
    };
    parts.map(part).fold(part(first), Ord::max)
}

/// How much a cell with marks looks like one name.
pub(super) fn one_name(cell: &str) -> Looks {
    looks(&visible(&unmarked(cell)))
}
