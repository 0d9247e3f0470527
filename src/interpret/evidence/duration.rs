//! How much some words look like a duration.

use super::weights::{ANCHORED, BESIDE, COUNTED, LONGER, NUMBER, OTHER_LINE, UNTIMED};
use super::{Score, Span, Traits};
use crate::interpret::words::Break;

pub(super) fn of(span: &Span<'_, '_>) -> Score {
    const FEW: Score = 6;
    let count = span.count();
    if span.anchors == 0 {
        let is_number = count == 1 && span.first().has(Traits::NUMBER);
        return if is_number {
            NUMBER
        } else if span.first().has(Traits::NONE) && count == 1 {
            0
        } else {
            UNTIMED - count * 3 / 2 - span.named()
        };
    }
    let is_counted = span.counted(Traits::UNIT) > 0;
    let beside = count - span.measures;
    // A line that says nothing of it, and does not go on with the one above, is another text.
    let others = span.words.clone().skip(1).filter(|&at| {
        let traits = span.stream.traits(at);
        span.stream.gap(at).strength >= Break::Line
            && traits.has(Traits::UPPER)
            && !traits.has(Traits::MEASURE)
    });
    let others = Score::try_from(others.count()).unwrap_or(Score::MAX / 64);
    let whole = if beside == 0 { LONGER * count.min(FEW) } else { 0 };
    let anchored = if is_counted { COUNTED } else { ANCHORED };
    anchored + whole - BESIDE * beside - OTHER_LINE * others - (count - FEW).max(0) / 2
}
