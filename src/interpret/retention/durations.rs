//! Numbers and units of time, in figures or words, well spelt or nearly so.

use super::amount::Amount;
use super::tokens::Token;
use crate::lexicon::{Language, Lexicon, Measure, RetentionTerm, Unit};

/// Reads durations at any place of a retention.
pub(super) struct Reader<'t> {
    pub(super) tokens: &'t [Token],
    /// The language of the text.
    pub(super) language: Option<Language>,
    pub(super) lexicon: &'t Lexicon,
}

impl<'t> Reader<'t> {
    pub(super) fn token(&self, at: usize) -> Option<&'t Token> {
        self.tokens.get(at)
    }

    /// The wording that begins at a word, by the word after it, and what it may mean.
    pub(super) fn wording(&self, at: usize) -> Option<(usize, impl Iterator<Item = Measure>)> {
        self.wording_in(self.language, at)
    }

    fn wording_in(
        &self,
        language: Option<Language>,
        at: usize,
    ) -> Option<(usize, impl Iterator<Item = Measure>)> {
        let rest = self.tokens.get(at..).unwrap_or_default();
        let spellings = rest.iter().map_while(|token| match token {
            Token::Word(_, spelling) => Some(*spelling),
            _ => None,
        });
        self.lexicon.measure(language, spellings).map(|(length, measures)| (at + length, measures))
    }

    pub(super) fn term(&self, at: usize, wanted: RetentionTerm) -> Option<usize> {
        let (end, mut measures) = self.wording(at)?;
        measures.any(|it| it == Measure::Term(wanted)).then_some(end)
    }

    /// The duration that begins at a token; "one year and one month" is one.
    pub(super) fn duration(&self, at: usize) -> Option<(usize, Amount)> {
        let (mut end, mut sum) = self.single(at)?;
        loop {
            let comma = end + usize::from(self.token(end) == Some(&Token::Comma));
            let and = self.term(comma, RetentionTerm::And);
            let next = self.single(and.unwrap_or(comma));
            let Some((next, longer)) =
                next.and_then(|(next, rest)| Some((next, sum.and(&rest, and.is_some())?)))
            else {
                break;
            };
            (end, sum) = (next, longer);
        }
        // "1 h 30".
        if sum.unit == Unit::Hours
            && let Some(&Token::Number(Some(number))) = self.token(end)
            && let Some(minutes) = Amount::of(number, Unit::Minutes)
            && let Some(longer) = sum.and(&minutes, false)
        {
            (end, sum) = (end + 1, longer);
        }
        Some((end, sum))
    }

    /// So many of one unit.
    pub(super) fn single(&self, at: usize) -> Option<(usize, Amount)> {
        let one = || self.term(at, RetentionTerm::One).map(|end| (end, 1000));
        let half = || self.term(at, RetentionTerm::Half).map(|end| (end, 500));
        let counted = self.number(at);
        let (mut end, mut number) = counted.or_else(half).or_else(one)?;
        // "Treize (13) mois" says it twice.
        if self.token(end) == Some(&Token::Open)
            && let Some((close, again)) = self.number(end + 1)
            && self.token(close) == Some(&Token::Close)
            && again == number
        {
            end = close + 1;
        }
        if number == 1000
            && let Some((further, _)) = half().filter(|it| it.0 > end)
        {
            (end, number) = (further, 500);
        }
        let and_half = |at: usize| self.term(at, RetentionTerm::AndHalf);
        let before = and_half(end);
        let at = before.unwrap_or(end);
        let at = at + usize::from(self.token(at) == Some(&Token::Dash));
        if self.number(at).is_some() {
            return None;
        }
        let misspelt = || counted.and_then(|_| self.misspelt_unit(at));
        let (end, unit) = self.unit(at).or_else(misspelt)?;
        let after = and_half(end);
        number += if before.or(after).is_some() { 500 } else { 0 };
        Some((after.unwrap_or(end), Amount::of(number, unit)?))
    }

    /// The number that begins at a token, in figures or words, in thousandths.
    pub(super) fn number(&self, at: usize) -> Option<(usize, u64)> {
        if let Token::Number(number) = self.token(at)? {
            return number.map(|number| (at + 1, number));
        }
        let word = |at: usize| {
            let (end, mut measures) = self.wording(at)?;
            measures.find_map(|measure| match measure {
                Measure::Number(value) => Some((end, u64::from(value))),
                _ => None,
            })
        };
        let (mut end, mut number) = word(at)?;
        loop {
            let and = self.term(end, RetentionTerm::And);
            let one = self.term(and.unwrap_or(end), RetentionTerm::One).map(|at| (at, 1));
            let next = word(end).or_else(|| word(and?)).or(one);
            let Some((next, more)) = next else { break };
            number = match (number, more) {
                (1..100, 100) | (1..1000, 1000) => number * more,
                (20.., 1..20) if number % 10 == 0 && number % 100 >= 20 => number + more,
                (100.., 1..100) if number % 100 == 0 && number < 10_000 => number + more,
                (1000.., 1..1000) if number % 1000 == 0 => number + more,
                _ => break,
            };
            end = next;
        }
        Some((end, number * 1000))
    }

    /// The unit that begins at a token, whatever else its word is in the language of the text: a
    /// table may be in another.
    pub(super) fn unit(&self, at: usize) -> Option<(usize, Unit)> {
        let (end, mut measures) = self.wording_in(None, at)?;
        measures.find_map(|measure| time(measure).map(|unit| (end, unit)))
    }

    /// A unit with a slip of the pen in it, when the word is nothing else.
    fn misspelt_unit(&self, at: usize) -> Option<(usize, Unit)> {
        if self.wording(at).is_some() {
            return None;
        }
        let Token::Word(word, _) = self.token(at)? else { return None };
        let mut meant = self.lexicon.measures().filter(|(form, _)| is_slip(word, form));
        meant.find_map(|(_, measure)| time(measure)).map(|unit| (at + 1, unit))
    }

    /// Whether a word is one of those that are meant, with a slip of the pen in it.
    pub(super) fn misspelt(&self, at: usize, is_meant: fn(Measure) -> bool) -> bool {
        let Some(Token::Word(word, _)) = self.token(at) else { return false };
        self.lexicon.measures().any(|(form, measure)| is_meant(measure) && is_slip(word, form))
    }
}

/// The unit of time a wording means.
fn time(measure: Measure) -> Option<Unit> {
    match measure {
        Measure::Unit(Unit::Session | Unit::Forever) => None,
        Measure::Unit(unit) => Some(unit),
        _ => None,
    }
}

/// Whether `word` is `form` with one letter more, less or other, or two exchanged. Short words are
/// too like each other.
fn is_slip(word: &str, form: &str) -> bool {
    let (mut one, mut two): (&[u8], &[u8]) = (word.as_bytes(), form.as_bytes());
    let is_long = one.len().min(two.len()) > 2 && one.len().max(two.len()) > 3;
    if !is_long || one.len().abs_diff(two.len()) > 1 || one.first() != two.first() {
        return false;
    }
    let same = one.iter().zip(two).take_while(|(a, b)| a == b).count();
    (one, two) = (one.get(same..).unwrap_or_default(), two.get(same..).unwrap_or_default());
    let from = |bytes: &[u8], at: usize| bytes.get(at..).unwrap_or_default().to_owned();
    match one.len().cmp(&two.len()) {
        std::cmp::Ordering::Less => from(two, 1) == one,
        std::cmp::Ordering::Greater => from(one, 1) == two,
        std::cmp::Ordering::Equal => {
            let exchanged = one.len() > 1
                && one.first() == two.get(1)
                && one.get(1) == two.first()
                && from(one, 2) == from(two, 2);
            from(one, 1) == from(two, 1) || exchanged
        }
    }
}
