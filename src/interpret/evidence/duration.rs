//! How much some words look like a duration.

use super::{Score, Sort, Span, Traits};
use crate::interpret::weights;

pub(super) fn of(span: &Span<'_, '_>) -> Score {
    const FEW: Score = 6;
    let count = span.count();
    if span.anchors == 0 {
        return weights::UNTIMED - weights::UNTIMED_WORD * count / 10 - span.named();
    }
    let again = if span.anchors > 1 && comes_again(span) { weights::AGAIN } else { 0 };
    let is_counted = span.counted(Sort::Unit) > 0;
    // A provider is none of it, wherever the duration was found to end.
    let beside = count - span.measures + 2 * span.counted(Sort::Provider);
    // A line that says nothing of it, and does not go on with the one above, is another text.
    let others = span.counted_inside(Sort::OtherLine);
    let whole = if beside == 0 { weights::LONGER * count.min(FEW) } else { 0 };
    let anchored = if is_counted { weights::COUNTED } else { weights::ANCHORED };
    anchored + whole - again - weights::BESIDE * beside - weights::OTHER_LINE * others
}

/// Whether the unit of a duration comes again with nothing between that parts two: that of another text.
fn comes_again(span: &Span<'_, '_>) -> bool {
    let stream = span.stream;
    let mut before = None;
    span.words.clone().any(|at| {
        let traits = stream.traits(at);
        if stream.gap(at).ends_line() || traits.has(Traits::COMMA | Traits::JOINS) {
            before = None;
        }
        traits.has(Traits::ANCHOR)
            && traits.has(Traits::UNIT)
            && before.replace(stream.word(at)).is_some_and(|before| before == stream.word(at))
    })
}
