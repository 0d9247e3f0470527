//! Lines that were broken at a width: a line end says nothing where the next word had no room.

use super::{Break, LineOfCells};
use crate::text::is_space;

/// No text is broken at a greater width, in characters.
const WIDEST: usize = 132;
/// How many lines show how wide a text is.
const SHOWN: usize = 8;
/// How many line ends at least show that a text was broken.
const ENDS: usize = 3;

/// Makes the line ends at which the next word had no room as weak as the space that they stand for, if
/// most are such.
pub(in crate::interpret) fn soften(lines: &mut [LineOfCells<'_>]) {
    let widths: Vec<usize> = lines.iter().map(|line| line.source.chars().count()).collect();
    let shown = widths.iter().take(SHOWN).copied().max().unwrap_or_default();
    if shown > WIDEST {
        return;
    }
    // What is much wider comes after what was broken.
    let region = widths.iter().take_while(|&&width| width <= shown + shown / 4 + 2).count();
    let widest = widths.iter().take(region).copied().max().unwrap_or_default();
    let is_full = |at: usize| {
        let (Some(before), Some(line)) =
            (at.checked_sub(1).and_then(|at| widths.get(at)), lines.get(at))
        else {
            return false;
        };
        let first = line.source.split(is_space).next().unwrap_or_default();
        before + 1 + first.chars().count() > widest
    };
    let full: Vec<usize> = (1..region).filter(|&at| is_full(at)).collect();
    if full.len() < ENDS || full.len() * 2 <= region {
        return;
    }
    for at in full {
        if let Some(line) = lines.get_mut(at) {
            line.before = Break::Space;
        }
    }
}
