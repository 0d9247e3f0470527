//! Numbers, dates and durations: two spellings of one are the same.

use std::ops::Range;

use crate::lexicon::{Language, Lexicon};
use crate::quantity::{Quantity, Vocabulary, quantities};
use crate::text::Word;

/// Every quantity of a text that is made of whole words and stands in no address, with the numbers of
/// its words, in order. `is_strict` is for prose: what a table says of a retention may have words of other
/// languages in it, and slips of the pen.
pub(super) fn of_words(
    text: &str,
    words: &[Word],
    in_address: &[bool],
    language: Option<Language>,
    is_strict: bool,
) -> Vec<(Range<usize>, Quantity)> {
    let vocabulary = Vocabulary { lexicon: Lexicon::get(), language, is_strict };
    let of_words = |(place, quantity): (Range<usize>, Quantity)| {
        let first = words.partition_point(|word| word.end <= place.start);
        let last = words.partition_point(|word| word.end < place.end);
        let (start, end) = (words.get(first)?.start, words.get(last)?.end);
        // Underscores may be marks of emphasis.
        let is_mark = |part: &str| part.bytes().all(|byte| byte == b'_');
        let is_whole = is_mark(text.get(start..place.start)?) && is_mark(text.get(place.end..end)?);
        let in_address = in_address.get(first..=last)?.contains(&true);
        (is_whole && !in_address).then_some((first..last + 1, quantity))
    };
    quantities(text, vocabulary).into_iter().filter_map(of_words).collect()
}
