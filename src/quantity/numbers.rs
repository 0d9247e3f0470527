//! Numbers in figures and words.

use super::tokens::{Kind, Tokens};
use crate::lexicon::RetentionTerm;
use crate::text::{Spelling, fold};

impl Tokens<'_> {
    /// The number that begins at a token, in figures or words, in thousandths.
    pub(crate) fn number(&self, at: usize) -> Option<(usize, u64)> {
        if let Kind::Number(number) = self.kind(at)? {
            return number.map(|number| (at + 1, number));
        }
        let word = |at: usize| {
            let wording = self.wording(at)?;
            Some((wording.end, u64::from(wording.number?)))
        };
        let (mut end, mut number) = word(at)?;
        loop {
            let and = self.term(end, RetentionTerm::And);
            let one = self.term(and.unwrap_or(end), RetentionTerm::One).map(|at| (at, 1));
            let next = word(end).or_else(|| word(and?)).or(one);
            let longer = next.and_then(|(next, more)| Some((next, with(number, more)?)));
            let Some(longer) = longer else { break };
            (end, number) = longer;
        }
        Some((end, number * 1000))
    }

    /// The number that is one word made of several, as some languages write them: "settantacinque",
    /// "fünfundsiebzig". In thousandths.
    pub(super) fn compound_number(&self, at: usize) -> Option<u64> {
        const LETTERS: std::ops::RangeInclusive<usize> = 6..=48;
        let word = self.text_at(at);
        let Some(Kind::Word(_)) = self.kind(at).filter(|_| LETTERS.contains(&word.len())) else {
            return None;
        };
        let mut folded = String::with_capacity(word.len());
        word.chars().for_each(|c| fold(c, |c| folded.push(c)));
        let mut rest = folded.as_str();
        let mut sum: Option<(u64, bool)> = None;
        while !rest.is_empty() {
            let mut spelling = Spelling::default();
            let parts = rest.char_indices().filter_map(|(at, c)| {
                spelling.add(c);
                Some((at + c.len_utf8(), self.part(spelling.hash())?))
            });
            let (length, part) = parts.last()?;
            rest = rest.get(length..)?;
            sum = match (sum, part) {
                (None, Part::Number(number)) => Some((number, false)),
                (Some((sum, false)), Part::And) => Some((sum, true)),
                // The units before the tens.
                (
                    Some((sum, true)),
                    Part::Number(tens @ (20 | 30 | 40 | 50 | 60 | 70 | 80 | 90)),
                ) if (1..10).contains(&(sum % 100)) => Some((sum + tens, false)),
                (Some((sum, _)), Part::Number(more)) => Some((with(sum, more)?, false)),
                _ => return None,
            };
        }
        sum.filter(|(_, joins)| !joins).map(|(sum, _)| sum * 1000)
    }

    /// What a part of a compound number is.
    fn part(&self, spelling: u64) -> Option<Part> {
        let wording = self.vocabulary.meant([spelling])?;
        match wording.number {
            Some(number) => Some(Part::Number(number.into())),
            None if wording.has(RetentionTerm::One) => Some(Part::Number(1)),
            None => wording.has(RetentionTerm::And).then_some(Part::And),
        }
    }
}

/// A part of a compound number: a number, or what joins two.
enum Part {
    Number(u64),
    And,
}

/// A number that goes on with another: "three hundred", "sixty-five".
fn with(number: u64, more: u64) -> Option<u64> {
    Some(match (number, more) {
        (1..100, 100) | (1..1000, 1000) => number * more,
        (20.., 1..20) if number.is_multiple_of(10) && number % 100 >= 20 => number + more,
        (100.., 1..100) if number.is_multiple_of(100) && number < 10_000 => number + more,
        (1000.., 1..1000) if number.is_multiple_of(1000) => number + more,
        _ => return None,
    })
}
