//! Clauses that say that a cookie goes when a visit ends: "once the browser is closed".

use super::tokens::{Kind, Tokens, Wording};
use crate::lexicon::RetentionTerm;

/// No clause has more words up to what ends.
const WORDS: usize = 10;
/// Nor one that nothing leads to: "closing the browser".
const BARE_WORDS: usize = 5;
/// No more words stand before a wording that is a session by itself.
const BEFORE_SESSION: usize = 3;

impl Tokens<'_> {
    /// The token after the clause that begins at a token and says that a visit ends. A word that leads to
    /// it goes before, or nothing of the same clause.
    pub(crate) fn end_of_visit(&self, at: usize) -> Option<usize> {
        let leads = |it: &Wording| it.has(RetentionTerm::When) || it.has(RetentionTerm::AtMost);
        let opens = |it: &&Wording| leads(it) || it.has(RetentionTerm::After);
        let opening = self.wording(at).filter(opens).map(|wording| wording.end);
        let is_led = self.wording(at).is_some_and(leads);
        if opening.is_none() && !self.begins_clause(at) {
            return None;
        }
        let (mut visit, mut ends, mut end) = (false, false, None);
        let mut next = opening.unwrap_or(at);
        let most = if opening.is_some() { WORDS } else { BARE_WORDS };
        let mut words = 0;
        while words < most {
            match self.kind(next) {
                Some(Kind::Word(_)) => words += 1,
                Some(Kind::Line) => {}
                _ => break,
            }
            let Some(wording) = self.wording(next) else {
                next += 1;
                continue;
            };
            // Where a clause inside is led to, it begins there.
            if opening.is_none() && opens(&wording) {
                return end;
            }
            let is_session =
                opening.is_some() && wording.is_session() && words <= BEFORE_SESSION + 1;
            let leaves = wording.has(RetentionTerm::Leaves);
            let is_visit = wording.has(RetentionTerm::Visit);
            let is_end = wording.has(RetentionTerm::Ends);
            visit |= is_session || is_visit || (leaves && is_led);
            ends |= is_session || is_end || leaves;
            if (is_session || leaves || is_visit || is_end) && visit && ends {
                end = Some(wording.end);
            }
            next = wording.end;
        }
        end
    }

    /// Whether a clause begins at a token.
    fn begins_clause(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.kind(before));
        !matches!(before, Some(Kind::Word(_) | Kind::Number(_) | Kind::Sign))
    }
}
