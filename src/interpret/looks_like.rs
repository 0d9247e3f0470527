//! What the cells of a column look like, whatever its label says.

use super::evidence::{Score, spelling};
use super::names::{self, Separators};
use super::{Context, retention};
use crate::lexicon::Lexicon;
use crate::model::RetentionKind;
use crate::text::{is_space, unmarked};

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
    let known = context.knowledge.retentions.see(context.language, cell);
    let kind = known.map(|reading| reading.kind);
    let kind = kind.unwrap_or_else(|| {
        let reading = retention::read(cell, None, context.language, context.lexicon);
        context.knowledge.retentions.keep(context.language, cell, reading).kind
    });
    kind != RetentionKind::Unknown
}

fn is_short(cell: &str) -> bool {
    cell.len() < WORDS * 2
        || cell.split(is_space).filter(|word| !word.is_empty()).nth(WORDS).is_none()
}

/// How much a cell with marks looks like names and nothing else: as the least of them does.
pub(super) fn names(cell: &str, lexicon: &Lexicon) -> Score {
    let cell = unmarked(cell);
    let one = spelling::of_word(&cell);
    if one >= 0 || !names::may_be_parted(&cell) {
        return one;
    }
    let names = names::read_cell(&cell, Separators::default(), lexicon).entries.into_iter();
    let scores = names.map(|it| cell.get(it.name).map_or(one, spelling::of_word));
    scores.min().unwrap_or(one)
}
