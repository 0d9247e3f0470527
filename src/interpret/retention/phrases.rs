//! The durations in a retention, and what is said of them.

use super::amount::Amount;
use super::durations::Reader;
use super::tokens::Token;
use crate::lexicon::{Measure, RetentionTerm, Unit};

/// What a retention says, in no order.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a retention may say any of them together")]
pub(super) struct Phrases {
    /// Every duration, in order.
    pub(super) spans: Vec<Amount>,
    pub(super) is_session: bool,
    /// It is said to have no end.
    pub(super) is_forever: bool,
    /// To have no end is another choice beside a duration, not the kind of cookie.
    pub(super) is_open: bool,
    pub(super) is_instant: bool,
    /// Less than one of something.
    pub(super) is_less_than_one: bool,
    pub(super) is_at_most: bool,
    pub(super) is_less: bool,
    pub(super) is_at_least: bool,
    /// It begins when something happens after the setting.
    pub(super) is_relative: bool,
    pub(super) wants_unit: bool,
}

impl Phrases {
    /// Reads a retention; none of what has a date or a number that cannot be counted.
    pub(super) fn read(reader: &Reader<'_>, unit: Option<Unit>) -> Option<Self> {
        let tokens = reader.tokens;
        if tokens.iter().any(|token| matches!(token, Token::Date | Token::Number(None))) {
            return None;
        }
        let mut found = Found::default();
        let mut at = 0;
        while at < tokens.len() {
            at = reader.phrase(at, &mut found);
        }
        Some(found.phrases(reader, unit))
    }

    /// The only unit of time that a label names.
    pub(super) fn unit_of_label(reader: &Reader<'_>) -> Option<Unit> {
        let tokens = reader.tokens;
        let mut found = None;
        for (at, token) in tokens.iter().enumerate() {
            let Token::Word(word, _) = token else { continue };
            let is_inside = at.checked_sub(1).and_then(|at| tokens.get(at)) == Some(&Token::Open);
            let is_told = word.len() > 2 || is_inside;
            let Some((_, unit)) = reader.unit(at).filter(|_| is_told) else { continue };
            if found.is_some_and(|other| other != unit) {
                return None;
            }
            found = Some(unit);
        }
        found
    }
}

/// What was found so far, with places where order matters.
#[derive(Default)]
struct Found {
    phrases: Phrases,
    bare: Vec<u64>,
    has_unknown: bool,
    /// One past the first duration.
    first_end: Option<usize>,
    /// Where, after a duration, it is said what it begins with.
    after: Option<usize>,
    is_later: bool,
    is_set: bool,
    session: Option<usize>,
}

impl Found {
    fn phrases(self, reader: &Reader<'_>, unit: Option<Unit>) -> Phrases {
        let mut it = self.phrases;
        it.wants_unit = !self.bare.is_empty();
        let begins_with_dash = reader.tokens.first() == Some(&Token::Dash);
        match unit {
            _ if self.has_unknown || begins_with_dash => {}
            Some(unit) => {
                it.spans.extend(self.bare.iter().filter_map(|&number| Amount::of(number, unit)));
            }
            None if it.spans.is_empty() => {
                it.is_instant |= self.bare == [0];
                it.is_less_than_one = it.is_less && self.bare == [1000];
            }
            None => {}
        }
        let is_after = self.after.is_some();
        it.is_relative = self.is_later || (is_after && !self.is_set);
        // "After the session" is when the duration begins, no other end of it.
        let is_begin = self.after.is_some_and(|after| self.session.is_some_and(|at| at > after));
        it.is_session = self.session.is_some() && (!is_begin || it.spans.is_empty());
        it
    }
}

impl Reader<'_> {
    /// Reads what begins at a token, and gives the token after it.
    fn phrase(&self, at: usize, found: &mut Found) -> usize {
        if self.term(at, RetentionTerm::Idle).is_none() {
            if let Some((end, span)) = self.duration(at) {
                found.phrases.spans.push(span);
                found.first_end.get_or_insert(end);
                return end;
            }
            if let Some((end, number)) = self.number(at).filter(|_| !self.may_be_a_term(at)) {
                // "1 to 2 years": the unit after the second number is that of the first.
                let shared = self.joint(end).and_then(|next| self.duration(next));
                match shared.and_then(|(_, next)| Amount::of(number, self.first_unit(end, &next))) {
                    Some(span) => found.phrases.spans.push(span),
                    None => found.bare.push(number),
                }
                return end;
            }
        }
        match self.token(at) {
            Some(Token::Less) => found.phrases.is_less = true,
            Some(Token::More) => found.phrases.is_at_least = true,
            Some(Token::Word(..)) => return self.word(at, found),
            _ => {}
        }
        at + 1
    }

    /// Whether the number that begins at a token may be something else in another language, as when
    /// a cookie is "set".
    fn may_be_a_term(&self, at: usize) -> bool {
        let mut measures = self.wording(at).into_iter().flat_map(|(_, measures)| measures);
        measures.any(|measure| matches!(measure, Measure::Term(_)))
    }

    /// The unit of the number at the other side of the joint after `end`.
    fn first_unit(&self, end: usize, next: &Amount) -> Unit {
        let one = self.joint(end).and_then(|at| self.single(at));
        one.map_or(next.unit, |(_, one)| one.unit)
    }

    fn word(&self, at: usize, found: &mut Found) -> usize {
        let Some((end, measures)) = self.wording(at) else {
            if self.tokens.len() == 1 && self.misspelt(at, is_session) {
                found.session = Some(at);
            }
            found.has_unknown = true;
            return at + 1;
        };
        let phrases = &mut found.phrases;
        for measure in measures {
            let Measure::Term(term) = measure else {
                match measure {
                    Measure::Unit(Unit::Session) => found.session = Some(at),
                    Measure::Unit(Unit::Forever) => self.forever(at, end, phrases),
                    _ => found.has_unknown = true,
                }
                continue;
            };
            match term {
                RetentionTerm::AtMost => phrases.is_at_most = true,
                RetentionTerm::LessThan => phrases.is_less = true,
                RetentionTerm::AtLeast => phrases.is_at_least = true,
                RetentionTerm::After if found.first_end.is_some() => {
                    found.after = found.after.or(Some(at));
                }
                RetentionTerm::Later => found.is_later = true,
                RetentionTerm::Set => found.is_set = true,
                RetentionTerm::Session => found.session = Some(at),
                RetentionTerm::Forever => self.forever(at, end, phrases),
                RetentionTerm::Instant => phrases.is_instant = true,
                RetentionTerm::Idle => found.has_unknown = true,
                _ => {}
            }
        }
        end
    }

    /// No end is said: of the cookie, or as a choice beside a duration.
    fn forever(&self, at: usize, end: usize, phrases: &mut Phrases) {
        phrases.is_forever = true;
        let joins = |at: usize| {
            self.token(at) == Some(&Token::Slash) || self.term(at, RetentionTerm::Or).is_some()
        };
        phrases.is_open |= at.checked_sub(1).is_some_and(joins) || joins(end);
    }

    /// What a range or a choice has between its numbers, by the token after it.
    fn joint(&self, at: usize) -> Option<usize> {
        if matches!(self.token(at)?, Token::Dash | Token::Slash) {
            return Some(at + 1);
        }
        [RetentionTerm::To, RetentionTerm::And, RetentionTerm::Or]
            .into_iter()
            .find_map(|term| self.term(at, term))
    }
}

fn is_session(measure: Measure) -> bool {
    matches!(measure, Measure::Unit(Unit::Session) | Measure::Term(RetentionTerm::Session))
}
