//! The durations in a retention, and what is said of them.

use crate::lexicon::{RetentionTerm, Unit};
use crate::quantity::{Amount, Kind, Tokens, Wording};

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
    /// It is some of a unit, but not how many.
    pub(super) is_few: bool,
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
    pub(super) fn read(tokens: &Tokens<'_>, unit: Option<Unit>) -> Option<Self> {
        let is_uncounted = |at| {
            matches!(tokens.kind(at), Some(Kind::Figures | Kind::Number(None)))
                || tokens.date(at).is_some()
        };
        if (0..tokens.len()).any(is_uncounted) {
            return None;
        }
        let mut reader = Reader { tokens, found: Found::default() };
        let mut at = 0;
        while at < tokens.len() {
            at = reader.phrase(at);
        }
        Some(reader.found.phrases(tokens, unit))
    }
}

/// The only unit of time that a label names.
pub(super) fn unit_of_label(tokens: &Tokens<'_>) -> Option<Unit> {
    let mut found = None;
    for at in 0..tokens.len() {
        let before = at.checked_sub(1).and_then(|before| tokens.kind(before));
        let is_told = tokens.text_at(at).len() > 2 || before == Some(Kind::Open);
        let Some((_, unit)) = tokens.unit(at).filter(|_| is_told) else { continue };
        if found.is_some_and(|other| other != unit) {
            return None;
        }
        found = Some(unit);
    }
    found
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
    fn phrases(self, tokens: &Tokens<'_>, unit: Option<Unit>) -> Phrases {
        let mut it = self.phrases;
        it.wants_unit = !self.bare.is_empty();
        let begins_with_dash = tokens.kind(0) == Some(Kind::Dash);
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
        // What it begins with may be all that is said, unless it is said of something else.
        let begins = tokens.term(0, RetentionTerm::After).is_some();
        let begins_later = self.is_later && (begins || !it.spans.is_empty());
        it.is_relative = begins_later || (is_after && !self.is_set && !it.spans.is_empty());
        // How long the other choice is, no number says.
        it.is_open |= it.is_few && !it.spans.is_empty();
        // "After the session" is when the duration begins, no other end of it.
        let is_begin = self.after.is_some_and(|after| self.session.is_some_and(|at| at > after));
        it.is_session = self.session.is_some() && (!is_begin || it.spans.is_empty());
        it
    }
}

/// Goes through a retention.
struct Reader<'r, 't> {
    tokens: &'r Tokens<'t>,
    found: Found,
}

impl Reader<'_, '_> {
    /// Reads what begins at a token, and gives the token after it.
    fn phrase(&mut self, at: usize) -> usize {
        let (tokens, found) = (self.tokens, &mut self.found);
        if tokens.term(at, RetentionTerm::Idle).is_none() {
            if let Some(end) = tokens.few(at) {
                found.phrases.is_few = true;
                return end;
            }
            if let Some((end, span)) = tokens.duration(at) {
                found.phrases.spans.push(span);
                found.first_end.get_or_insert(end);
                return end;
            }
            if let Some((end, span)) = tokens.shared(at) {
                found.phrases.spans.push(span);
                return end;
            }
            // A number may be something else in another language, as when a cookie is "set".
            let may_be_a_term = tokens.wording(at).is_some_and(Wording::has_terms);
            if let Some((end, number)) = tokens.number(at).filter(|_| !may_be_a_term) {
                found.bare.push(number);
                return end;
            }
        }
        match tokens.kind(at) {
            Some(Kind::Less) => found.phrases.is_less = true,
            Some(Kind::More) => found.phrases.is_at_least = true,
            Some(Kind::Word(_)) => return self.word(at),
            _ => {}
        }
        at + 1
    }

    fn word(&mut self, at: usize) -> usize {
        let ending = self.tokens.end_of_visit(at);
        if let Some(wording) = self.tokens.wording(at) {
            self.wording(at, wording);
        } else {
            if self.tokens.len() == 1 && self.tokens.is_misspelt_session(at) {
                self.found.session = Some(at);
            }
            self.found.has_unknown = true;
        }
        if let Some(end) = ending {
            self.found.session = Some(end - 1);
        }
        let wording = self.tokens.wording(at).map(|wording| wording.end);
        ending.or(wording).unwrap_or(at + 1)
    }

    fn wording(&mut self, at: usize, wording: &Wording) {
        let is_forever = wording.is_forever();
        if is_forever {
            self.forever(at, wording.end);
        }
        let found = &mut self.found;
        let phrases = &mut found.phrases;
        phrases.is_at_most |= wording.has(RetentionTerm::AtMost);
        phrases.is_less |= wording.has(RetentionTerm::LessThan);
        phrases.is_at_least |= wording.has(RetentionTerm::AtLeast);
        phrases.is_instant |= wording.has(RetentionTerm::Instant);
        found.is_later |= wording.has(RetentionTerm::Later);
        found.is_set |= wording.has(RetentionTerm::Set);
        if wording.has(RetentionTerm::After) {
            found.after = found.after.or(found.first_end.map(|_| at));
        }
        if wording.is_session() {
            found.session = Some(at);
        }
        let is_counted = wording.number.is_some() || wording.is_own_time;
        found.has_unknown |= is_counted
            || [RetentionTerm::Idle, RetentionTerm::Each].iter().any(|&term| wording.has(term));
    }

    /// No end is said: of the cookie, or as a choice beside a duration.
    fn forever(&mut self, at: usize, end: usize) {
        let joins = |at: usize| {
            self.tokens.kind(at) == Some(Kind::Slash)
                || self.tokens.term(at, RetentionTerm::Or).is_some()
        };
        self.found.phrases.is_forever = true;
        self.found.phrases.is_open |= at.checked_sub(1).is_some_and(joins) || joins(end);
    }
}
