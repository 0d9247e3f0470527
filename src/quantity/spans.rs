//! Where a text says how long something is kept: alone, in parentheses, in the middle of a sentence.
//!
//! One pass over the words. What says a duration by itself is found first and grows to both sides by
//! what is said of it: a bound before it, what it begins with after it, another choice.

use std::ops::Range;

use super::tokens::{Kind, Tokens, Vocabulary};
use crate::lexicon::{RetentionTerm as Term, Unit};
use crate::text::{is_invisible, visible};

/// What a span says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// So many of a unit of time.
    Amount,
    /// Until a visit ends.
    Session,
    /// Without an end.
    Forever,
    /// Gone at once, or that there is no duration.
    Nothing,
    /// Up to a date.
    Date,
    /// Only what the duration begins with.
    Beginning,
}

/// Where a text says how long something is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// Its place in bytes.
    pub place: Range<usize>,
    /// What it says; of several choices, the first.
    pub said: Said,
    /// Whether it says so wherever it stands. The rest are words that also mean other things, such as
    /// "never" or "session": they do where nothing else is said.
    pub is_sure: bool,
}

/// Finds all spans of a text. It can be used again, so that a thousand texts need no more memory than
/// the longest part of one.
#[derive(Debug, Default)]
pub(crate) struct SpanFinder {
    /// Those of the text last read, in order; none is over another.
    pub spans: Vec<Span>,
}

impl SpanFinder {
    /// Finds the spans of `text`, instead of those found before.
    pub(crate) fn find(&mut self, text: &str, vocabulary: Vocabulary<'_>) -> &[Span] {
        self.spans.clear();
        let visible = visible(text);
        Tokens::new(&visible, vocabulary).read_parts(|tokens| self.find_in(tokens));
        if visible.len() < text.len() {
            self.shift_to(text);
        }
        &self.spans
    }

    /// Shifts the places, which leave out what is invisible, to those in `text`.
    fn shift_to(&mut self, text: &str) {
        let mut seen = 0;
        let mut places = text.char_indices().filter(|(_, c)| !is_invisible(*c)).map(|(at, c)| {
            let before = seen;
            seen += c.len_utf8();
            (before, at, c.len_utf8())
        });
        for Span { place, .. } in &mut self.spans {
            let start = places.find(|(before, ..)| *before >= place.start);
            let last = |&(before, _, length): &(usize, usize, usize)| before + length >= place.end;
            let end = start.filter(last).or_else(|| places.find(last));
            if let (Some((_, start, _)), Some((_, last, length))) = (start, end) {
                *place = start..last + length;
            }
        }
    }

    fn find_in(&mut self, tokens: &Tokens<'_>) {
        let mut at = 0;
        let mut lead = Lead::default();
        while at < tokens.len() {
            if let Some(mut core) = tokens.core(at, lead.expires) {
                tokens.grow(&mut core);
                let start = lead.start.unwrap_or(at);
                let place = tokens.place(start..core.end);
                self.spans.push(Span { place, said: core.said, is_sure: core.is_sure });
                at = core.end;
                lead.start = None;
            } else {
                at = lead.pass(tokens, at);
            }
        }
    }
}

/// What was passed on the way to a span and belongs to it.
#[derive(Default)]
struct Lead {
    /// Where the bounds before it begin.
    start: Option<usize>,
    /// Where it was last said that a cookie is deleted.
    expires: Option<usize>,
}

impl Lead {
    /// Passes what begins at a token, and gives the token after it.
    fn pass(&mut self, tokens: &Tokens<'_>, at: usize) -> usize {
        match (tokens.kind(at), tokens.wording(at)) {
            (Some(Kind::Less | Kind::More), _) => {
                self.start = self.start.or(Some(at));
            }
            (Some(Kind::Line), _) => {}
            (_, Some(wording)) if tokens.bounds(at) => {
                self.start = self.start.or(Some(at));
                return wording.end;
            }
            (_, Some(wording)) if wording.has(Term::Expires) => {
                self.expires = Some(wording.end);
                self.start = None;
                return wording.end;
            }
            // No duration is in "once a day".
            (_, Some(wording)) if wording.has(Term::Idle) => {
                self.start = None;
                return wording.end;
            }
            // "A maximum of the": an article may stand between.
            (Some(Kind::Word(_)), None) if tokens.is_small(at) => {}
            _ => self.start = None,
        }
        at + 1
    }
}

/// What says a duration by itself.
struct Core {
    end: usize,
    said: Said,
    is_sure: bool,
}

impl Tokens<'_> {
    /// Whether the wording at a token is a bound, or stands before a duration otherwise.
    fn bounds(&self, at: usize) -> bool {
        let is_bound = [Term::AtMost, Term::LessThan, Term::AtLeast, Term::About];
        self.wording(at).is_some_and(|wording| is_bound.iter().any(|&term| wording.has(term)))
    }

    /// What says a duration by itself and begins at a token. `expires` is where it was said before that
    /// a cookie is deleted.
    fn core(&self, at: usize, expires: Option<usize>) -> Option<Core> {
        if self.term(at, Term::Idle).is_some() {
            return None;
        }
        if let Some(core) =
            self.date(at).map(|(end, _)| Core { end, said: Said::Date, is_sure: false })
        {
            return Some(core);
        }
        let shared = || self.duration(self.joint(self.shared(at)?.0)?);
        let amount = self.duration(at).or_else(shared).map(|(end, _)| end);
        if let Some(end) = amount.or_else(|| self.few(at)) {
            return Some(Core { end, said: Said::Amount, is_sure: self.is_sure_amount(at, end) });
        }
        if let Some(end) = self.end_of_visit(at) {
            /// At most so many tokens are between the verb and the clause.
            const NEAR: usize = 4;
            let is_until = self.term(at, Term::AtMost).is_some();
            let is_sure = is_until || expires.is_some_and(|expires| at - expires.min(at) <= NEAR);
            return Some(Core { end, said: Said::Session, is_sure });
        }
        let wording = self.wording(at)?;
        let said = match wording {
            it if it.is_session() => Said::Session,
            it if it.is_forever() => Said::Forever,
            it if it.has(Term::Instant) || it.has(Term::NoDuration) => Said::Nothing,
            it if it.has(Term::After) => return self.beginning(at),
            _ => return None,
        };
        // "De session" may be said of any cookie.
        let least = if said == Said::Session && wording.named.is_none() { 2 } else { 1 };
        Some(Core { end: wording.end, said, is_sure: wording.words > least })
    }

    /// Whether a number and a unit are nothing else: an article before a second may be an ordinal, a
    /// letter after a number the mark of a paragraph.
    fn is_sure_amount(&self, at: usize, end: usize) -> bool {
        let is_article =
            self.wording(at).is_some_and(|it| it.has(Term::One) && it.number.is_none());
        let Some(last) = end.checked_sub(1) else { return false };
        let unit = self.wording(last);
        let is_letter = unit.is_some_and(|it| !it.is_own_time) && self.text_at(last).len() == 1;
        let is_second = unit.is_some_and(|it| it.time == Some(Unit::Seconds));
        !(is_article && is_second || is_letter && self.vocabulary.language.is_some())
    }

    /// What a duration begins with, when it begins anew: "from the last visit".
    fn beginning(&self, at: usize) -> Option<Core> {
        let end = self.event_after(self.term(at, Term::After)?, &[Term::Later])?;
        Some(Core { end, said: Said::Beginning, is_sure: false })
    }

    /// The token after the first of these within a few words of the same clause.
    fn event_after(&self, from: usize, events: &[Term]) -> Option<usize> {
        const WORDS: usize = 6;
        let mut at = from;
        while at < from + WORDS && matches!(self.kind(at)?, Kind::Word(_) | Kind::Line) {
            let wording = self.wording(at);
            if let Some(wording) = wording
                && (events.iter().any(|&event| wording.has(event)) || wording.is_session())
            {
                return Some(wording.end);
            }
            at = wording.map_or(at + 1, |wording| wording.end);
        }
        None
    }

    /// Lets a core grow by what is said of it, and by other choices, as long as there is any.
    fn grow(&self, core: &mut Core) {
        loop {
            let end = core.end;
            if core.said == Said::Amount
                && let Some(end) = self.after_amount(core.end)
            {
                core.end = end;
            }
            if let Some((end, other)) = self.other_choice(core.end) {
                core.end = end;
                core.is_sure |= other.is_sure;
            }
            if core.end == end {
                return;
            }
        }
    }

    /// What is said of an amount after it: a bound, or what it begins with.
    fn after_amount(&self, end: usize) -> Option<usize> {
        const EVENTS: [Term; 4] = [Term::Later, Term::Set, Term::Leaves, Term::Visit];
        if self.bounds(end) && self.term(end, Term::About).is_none() {
            let after = self.wording(end)?.end;
            return self.core(after, None).is_none().then_some(after);
        }
        if let Some(after) = self.term(end, Term::After) {
            return self.event_after(after, &EVENTS).map(|end| self.rest_of_clause(end));
        }
        let of = end + usize::from(self.is_small(end));
        self.term(end, Term::Later).or_else(|| self.term(of, Term::Later))
    }

    /// The end of the clause, where it is near: "du cookie" after "le dépôt".
    fn rest_of_clause(&self, from: usize) -> usize {
        const WORDS: usize = 2;
        let is_word = |at: &usize| matches!(self.kind(*at), Some(Kind::Word(_)));
        let words = (from..).take_while(is_word).take(WORDS + 1).count();
        if words > WORDS { from } else { from + words }
    }

    /// Another choice that follows: "or up to 2 weeks", "– 30 days", "(395 days)".
    fn other_choice(&self, end: usize) -> Option<(usize, Core)> {
        let skip = |at: usize, kind: Kind| at + usize::from(self.kind(at) == Some(kind));
        let line = skip(end, Kind::Line);
        let open = skip(line, Kind::Open);
        let is_inside = open > line;
        let comma = skip(if is_inside { open } else { end }, Kind::Comma);
        let or = self.term(comma, Term::Or);
        let joint = || self.joint(end).filter(|_| self.term(end, Term::And).is_none());
        let mut at = match or {
            Some(at) => at,
            None if is_inside => open,
            None => joint()?,
        };
        while self.bounds(at) && self.core(at, None).is_none() {
            at = self.wording(at)?.end;
        }
        let mut core = self.core(at, None)?;
        if core.said == Said::Amount {
            core.end = self.after_amount(core.end).unwrap_or(core.end);
        }
        let close = skip(core.end, Kind::Close);
        (!is_inside || close > core.end).then_some((close, core))
    }
}
