//! How many words of a stream are of a sort, summed up once, so that those of any span are counted at a
//! glance: the cells of a table are sought among all spans that there are.

use std::ops::Range;

use super::Score;
use crate::interpret::weights;
use crate::interpret::words::{Break, Features, Traits, Word};

/// A sort of words that is counted.
#[derive(Clone, Copy, Debug)]
pub(in crate::interpret) enum Sort {
    Function,
    Measure,
    Anchor,
    Unit,
    Host,
    Provider,
    Portal,
    Category,
    Party,
    /// What a heading that names a category is made of.
    OfCategory,
    /// What may stand in the name of a category.
    InCategory,
    /// What may stand beside whose a cookie is.
    InParty,
    /// Names that are no words of prose.
    Name,
    /// The same, alone on a line.
    NameLine,
    /// Beginnings of lines with a capital, and nothing of a duration.
    OtherLine,
    /// Capitals that a word has only where a sentence or a name begins.
    Capital,
    /// Marks without a letter or a digit.
    Mark,
    /// Parentheses that open, and that close.
    Opens,
    Closes,
}

/// How many sorts there are.
const SORTS: usize = Sort::Closes as usize + 1;

/// The sums up to each word.
#[derive(Default)]
pub(in crate::interpret) struct Counts(Vec<Sums>);

/// How many words of each sort there are.
pub(in crate::interpret) type Sums = [Score; SORTS];

/// None of any sort.
const NONE: Sums = [0; SORTS];

impl Counts {
    pub(in crate::interpret) fn of(words: &[Word], features: &Features) -> Self {
        let mut sums = Vec::with_capacity(words.len() + 1);
        let mut sum = [0; SORTS];
        sums.push(sum);
        for at in 0..words.len() {
            for (count, is_one) in sum.iter_mut().zip(sorts(at, words, features)) {
                *count += Score::from(is_one);
            }
            sums.push(sum);
        }
        Self(sums)
    }

    /// How many words of a sort are in a span.
    pub(in crate::interpret) fn count(&self, span: Range<usize>, sort: Sort) -> Score {
        let sum = |at: usize| self.0.get(at).and_then(|sums| sums.get(sort as usize));
        let (Some(start), Some(end)) = (sum(span.start), sum(span.end)) else { return 0 };
        end - start
    }

    /// How many words of each sort are before the first word of a span, and up to its last one.
    pub(in crate::interpret) fn ends(&self, span: &Range<usize>) -> [&Sums; 2] {
        [span.start, span.end].map(|at| self.0.get(at).unwrap_or(&NONE))
    }
}

/// Of which sorts a word is, in their order.
fn sorts(at: usize, words: &[Word], features: &Features) -> [bool; SORTS] {
    let traits = features.traits(at);
    let before = at.checked_sub(1).map(|at| features.traits(at)).unwrap_or_default();
    let is_line = |at: usize| words.get(at).is_none_or(|word| word.gap.strength >= Break::Line);
    let ends_line = words.get(at).is_some_and(|word| word.gap.ends_line());
    let name = features.name(at);
    let in_party = traits.has(Traits::PARTY | Traits::FILLER | Traits::COOKIE | Traits::FUNCTION);
    [
        traits.has(Traits::FUNCTION),
        traits.has(Traits::MEASURE),
        traits.has(Traits::ANCHOR),
        traits.has(Traits::UNIT),
        traits.has(Traits::HOST),
        traits.has(Traits::PROVIDER),
        traits.has(Traits::PORTAL),
        traits.has(Traits::CATEGORY),
        traits.has(Traits::PARTY),
        traits.has(Traits::CATEGORY | Traits::PARTY | Traits::FILLER | Traits::COOKIE),
        in_party || traits.has(Traits::CATEGORY | Traits::MARK),
        in_party,
        name > weights::NAME_AMID_PROSE && !traits.has(Traits::HOST),
        name > weights::NAME_ON_LINE && ends_line && is_line(at + 1),
        is_line(at) && traits.has(Traits::UPPER) && !traits.has(Traits::MEASURE),
        !features.has_capital_nouns()
            && traits.has(Traits::UPPER)
            && !traits.has(Traits::PROVIDER | Traits::CAPITALS)
            && !before.has(Traits::STOP | Traits::COLON),
        traits.has(Traits::MARK),
        traits.has(Traits::OPENS),
        traits.has(Traits::CLOSES),
    ]
}
