//! Numbers of units of time, well spelt or nearly so.

use super::amount::{Amount, read_iso8601};
use super::tokens::{Kind, Tokens};
use crate::lexicon::{Measure, RetentionTerm, Unit};
use crate::text::fold;

impl Tokens<'_> {
    /// The duration that begins at a token; "one year and one month" is one.
    pub(crate) fn duration(&self, at: usize) -> Option<(usize, Amount)> {
        let (mut end, mut sum) = self.single(at)?;
        loop {
            let comma = end + usize::from(self.kind(end) == Some(Kind::Comma));
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
            && let Some(Kind::Number(Some(number))) = self.kind(end)
            && let Some(minutes) = Amount::of(number, Unit::Minutes)
            && let Some(longer) = sum.and(&minutes, false)
        {
            (end, sum) = (end + 1, longer);
        }
        Some((end, sum))
    }

    /// So many of one unit.
    pub(crate) fn single(&self, at: usize) -> Option<(usize, Amount)> {
        if self.kind(at)? == Kind::Iso8601 {
            return Some((at + 1, read_iso8601(self.text_at(at))?));
        }
        let one = || self.term(at, RetentionTerm::One).map(|end| (end, 1000));
        let half = || self.term(at, RetentionTerm::Half).map(|end| (end, 500));
        let compound = || {
            self.unit(at + 1)?;
            Some((at + 1, self.compound_number(at)?))
        };
        let counted = self.number(at).or_else(compound);
        let (mut end, mut number) = counted.or_else(half).or_else(one)?;
        // "Treize (13) mois" says it twice.
        if self.kind(end) == Some(Kind::Open)
            && let Some((close, again)) = self.number(end + 1)
            && self.kind(close) == Some(Kind::Close)
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
        // The end of a line may stand between a number and its unit.
        let is_between = |kind| matches!(kind, Kind::Dash | Kind::Line);
        let at = at + usize::from(self.kind(at).is_some_and(is_between));
        if self.number(at).is_some() {
            return None;
        }
        // A letter is a unit only after figures: some are words elsewhere.
        let is_after_word = matches!(self.kind(at - 1), Some(Kind::Word(_)));
        let is_word = self.text_at(at).chars().nth(1).is_some();
        let misspelt = || counted.and_then(|_| self.misspelt_unit(at));
        let unit = self.unit(at).filter(|_| is_word || !is_after_word);
        let (end, unit) = unit.or_else(misspelt)?;
        let after = and_half(end);
        number += if before.or(after).is_some() { 500 } else { 0 };
        Some((after.unwrap_or(end), Amount::of(number, unit)?))
    }

    /// More than one of a unit, but not how many: "a few seconds".
    pub(crate) fn few(&self, at: usize) -> Option<usize> {
        let (end, _) = self.unit(self.term(at, RetentionTerm::Few)?)?;
        Some(end)
    }

    /// The unit of time that begins at a token.
    pub(crate) fn unit(&self, at: usize) -> Option<(usize, Unit)> {
        let wording = self.wording(at)?;
        Some((wording.end, wording.time?))
    }

    /// What a range or a choice has between its ends, by the token after it.
    pub(crate) fn joint(&self, at: usize) -> Option<usize> {
        if matches!(self.kind(at)?, Kind::Dash | Kind::Slash) {
            return Some(at + 1);
        }
        let wording = self.wording(at)?;
        [RetentionTerm::To, RetentionTerm::And, RetentionTerm::Or]
            .into_iter()
            .any(|term| wording.has(term))
            .then_some(wording.end)
    }

    /// The duration that only has its number at a token, and its unit with the number after it: "1 to 2
    /// years". Gives the token after the first number.
    pub(crate) fn shared(&self, at: usize) -> Option<(usize, Amount)> {
        let one = || Some((self.term(at, RetentionTerm::One)?, 1000));
        let (end, number) = self.number(at).or_else(one)?;
        let next = self.joint(end)?;
        let (_, whole) = self.duration(next)?;
        let unit = self.single(next).map_or(whole.unit, |(_, first)| first.unit);
        Some((end, Amount::of(number, unit)?))
    }

    /// A unit with a slip of the pen in it, when the word is nothing else.
    fn misspelt_unit(&self, at: usize) -> Option<(usize, Unit)> {
        if !self.allows_slips || self.wording(at).is_some() {
            return None;
        }
        self.meant_by(at).find_map(|measure| match measure {
            Measure::Unit(Unit::Session | Unit::Forever) => None,
            Measure::Unit(unit) => Some((at + 1, unit)),
            _ => None,
        })
    }

    /// Whether a word is one for a session, with a slip of the pen in it.
    pub(crate) fn is_misspelt_session(&self, at: usize) -> bool {
        self.meant_by(at).any(|measure| {
            matches!(measure, Measure::Unit(Unit::Session) | Measure::Term(RetentionTerm::Session))
        })
    }

    /// What a word may mean, with a slip of the pen in it.
    fn meant_by(&self, at: usize) -> impl Iterator<Item = Measure> {
        let is_word = matches!(self.kind(at), Some(Kind::Word(_)));
        let mut word = String::new();
        self.text_at(at).chars().for_each(|c| fold(c, |c| word.push(c)));
        let forms = self.vocabulary.lexicon.measures().filter(move |_| is_word);
        forms.filter(move |(form, _)| is_slip(&word, form)).map(|(_, measure)| measure)
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
