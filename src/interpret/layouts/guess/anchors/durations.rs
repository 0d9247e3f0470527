//! Durations: the words that say how long, and what more is said of them.

use super::{Anchor, LONGEST, Scanner, Style, What};
use crate::interpret::retention;
use crate::lexicon::{Known, Measure, RetentionTerm, Term, Unit};
use crate::model::RetentionKind;

/// No duration has more words.
const WORDS: usize = 24;

/// What a word is to a duration.
enum Said {
    /// So many words belong to one; whether they tell it.
    Measure(usize, bool),
    /// So many words join two.
    Joint(usize),
    Filler,
    Nothing,
}

impl Scanner<'_> {
    fn is_number(&self, word: usize) -> bool {
        let place = self.words.places.get(word).cloned().unwrap_or_default();
        let text = self.text.line.get(place).unwrap_or_default();
        text.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether a word is a number, in digits or not.
    fn counts(&self, word: usize) -> bool {
        let spelling = self.words.spellings.get(word..=word).unwrap_or_default();
        self.is_number(word)
            || self.lexicon.measure(self.language, spelling.iter().copied()).is_some_and(
                |(_, mut measures)| {
                    measures.any(|it| {
                        matches!(
                            it,
                            Measure::Number(_)
                                | Measure::Term(RetentionTerm::One | RetentionTerm::Half)
                        )
                    })
                },
            )
    }

    fn says(&self, word: usize) -> Said {
        if self.is_number(word) {
            let place = self.words.places.get(word).cloned().unwrap_or_default();
            let text = self.text.line.get(place).unwrap_or_default();
            return Said::Measure(1, text.contains(|c: char| c.is_alphabetic()));
        }
        let spellings = self.words.spellings.get(word..).unwrap_or_default();
        if let Some((length, measures)) =
            self.lexicon.measure(self.language, spellings.iter().copied().take(8))
        {
            let (mut tells, mut counts, mut joins) = (false, false, false);
            // A unit says no time without a number, unless it stands like a cell of its own.
            let is_counted = self.words.is_capital(word)
                || word.checked_sub(1).is_some_and(|before| self.counts(before));
            for measure in measures {
                match measure {
                    Measure::Unit(Unit::Session | Unit::Forever) => tells = true,
                    Measure::Unit(_) if !is_counted => counts = true,
                    Measure::Unit(_)
                    | Measure::Number(_)
                    | Measure::Term(
                        RetentionTerm::Session | RetentionTerm::Forever | RetentionTerm::Instant,
                    ) => tells = true,
                    Measure::Term(RetentionTerm::And | RetentionTerm::To | RetentionTerm::Or) => {
                        joins = true;
                    }
                    Measure::Term(_) | Measure::Month(_) => counts = true,
                }
            }
            if tells || counts {
                return Said::Measure(length, tells);
            }
            if joins {
                return Said::Joint(length);
            }
        }
        if self.words.is(word, Term::Function) { Said::Filler } else { Said::Nothing }
    }

    /// Whether a sentence ends between a word and the one before.
    fn is_parted(&self, word: usize) -> bool {
        let end = word.checked_sub(1).and_then(|before| self.words.places.get(before));
        let (Some(end), Some(start)) = (end, self.words.places.get(word)) else { return false };
        let between = self.text.line.get(end.end..start.start).unwrap_or_default();
        // "Max. 2 years": a word for a bound may be cut short before a number.
        let is_bound = |word| matches!(self.says(word), Said::Measure(1, false));
        let is_short = between == ". " && self.is_number(word) && is_bound(word - 1);
        between.contains(". ") && !is_short
            || between.contains(['!', '?'])
            || between == "." && !self.is_number(word)
    }

    /// Whether a word is as short as those between others are.
    fn is_short(&self, word: usize) -> bool {
        let text = self.word(word);
        !self.words.is_capital(word)
            && text.chars().count() < 4
            && text.chars().all(char::is_alphabetic)
    }

    fn word(&self, word: usize) -> &str {
        let place = self.words.places.get(word).cloned().unwrap_or_default();
        self.text.line.get(place).unwrap_or_default()
    }

    /// What a duration that begins with a word scores before its words are counted, and its first word
    /// that counts.
    fn opening(&self, first: usize) -> Option<(i32, usize)> {
        /// No word that leads to a duration is longer without being known.
        const SHORT: usize = 3;
        let is_capital = self.words.is_capital(first);
        match self.says(first) {
            // A word of prose may be one that tells a duration.
            Said::Measure(..) if !is_capital && !self.is_number(first) => Some((21, first)),
            Said::Measure(..) => Some((28, first)),
            Said::Filler | Said::Joint(_) if is_capital => Some((28, first)),
            Said::Filler => Some((18, first)),
            Said::Nothing if is_capital => {
                let mut letters = self.word(first).chars().skip(1);
                let is_short = self.word(first).chars().count() <= SHORT
                    && letters.next().is_none_or(char::is_lowercase);
                let leads = |word| match self.says(word) {
                    Said::Filler | Said::Joint(_) => true,
                    Said::Nothing => self.is_short(word),
                    Said::Measure(..) => false,
                };
                let next = first + 1 + usize::from(leads(first + 1));
                let is_led = matches!(self.says(next), Said::Measure(_, true))
                    || is_short && matches!(self.says(next), Said::Measure(..));
                (is_led && !self.is_parted(next))
                    .then_some((if is_short { 28 } else { 23 }, first + 1))
            }
            Said::Nothing | Said::Joint(_) => None,
        }
    }

    /// The durations that begin with a word.
    pub(super) fn retention(&mut self, first: usize) {
        const READ: usize = 4;
        let Some(start) = self.begins(first) else { return };
        let Some((mut score, mut word)) = self.opening(first) else { return };
        let at = self.text.cuts.get(start).copied().unwrap_or_default();
        let rest = self.text.line.get(at..).unwrap_or_default();
        if word > first && Known::get().provider_at(rest).is_some() {
            return;
        }
        // What stands in parentheses is said of what stands before.
        if rest.starts_with('(') {
            score -= 16;
        }
        let (mut ends, mut tells, mut skipped) = (Vec::new(), false, 0);
        while word < (first + WORDS).min(self.words.places.len()) {
            if word > first && self.is_parted(word) {
                break;
            }
            match self.says(word) {
                Said::Measure(length, told) => {
                    word += length;
                    tells |= told;
                    skipped = 0;
                    if tells {
                        ends.push((word, score));
                    }
                }
                Said::Joint(length) => word += length,
                Said::Filler if tells && self.words.is_capital(word) => break,
                Said::Filler => word += 1,
                Said::Nothing if self.is_short(word) && tells => {
                    score -= 1;
                    word += 1;
                }
                // One word that is not known may stand among those that are.
                Said::Nothing if skipped == 0 && !self.words.is_capital(word) && word > first => {
                    skipped += 1;
                    score -= 4;
                    word += 1;
                }
                Said::Nothing => break,
            }
        }
        let skipped = ends.len().saturating_sub(READ);
        let mut is_read = false;
        for (word, score) in ends.into_iter().skip(skipped) {
            let length = i32::try_from(word - first).unwrap_or(0).min(10);
            is_read |= self.duration(start, word, score + 2 * length);
        }
        if !is_read && self.is_number(first) {
            let end = start + 1;
            let part = self.text.part(start, end);
            if part.len() < 7 && part.bytes().all(|byte| byte.is_ascii_digit()) {
                self.anchors.push(Anchor { start, end, what: What::Number, score: 20 });
            }
        }
    }

    /// Takes what ends before a word as a duration, if it is one; with what more is said of it, in
    /// parentheses or in words without a capital.
    fn duration(&mut self, start: usize, word: usize, score: i32) -> bool {
        const EXTRA: usize = 5;
        let Some(place) = word.checked_sub(1).and_then(|last| self.words.places.get(last)) else {
            return false;
        };
        let from = self.text.cuts.get(start).copied().unwrap_or_default();
        let part = self.text.line.get(from..place.end).unwrap_or_default();
        let is_read = part.len() <= LONGEST
            && retention::read(part, None, None, self.lexicon).kind != RetentionKind::Unknown;
        if !is_read {
            return false;
        }
        if let Some(end) = self.ends(word - 1) {
            self.anchors.push(Anchor { start, end, what: What::Retention, score });
            // A sentence may end with it, too.
            let next = self.text.part(end, end + 1);
            if self.text.part(end - 1, end).ends_with('.') && !next.is_empty()
                || next.starts_with(char::is_uppercase)
            {
                return true;
            }
        }
        let last = self.words.places.len();
        for extra in 1..=EXTRA {
            let end = word + extra - 1;
            if end >= last
                || self.words.is_capital(end) && !self.is_inside(end)
                || self.is_parted(end)
            {
                break;
            }
            let Some(cut) = self.ends(end) else { continue };
            let next = self.text.part(cut, cut + 1);
            let may_end = next.is_empty()
                || next.starts_with(char::is_uppercase)
                || self.text.style == Style::Glued && !self.is_inside(end)
                || self.text.part(cut - 1, cut).ends_with(')');
            if may_end {
                let extra = i32::try_from(extra).unwrap_or(0);
                let inside = self.is_inside(end);
                let score = if inside { score + 1 } else { score - 2 * extra - 4 };
                self.anchors.push(Anchor { start, end: cut, what: What::Retention, score });
                break;
            }
        }
        true
    }

    /// Whether a word stands in parentheses that are closed after it.
    fn is_inside(&self, word: usize) -> bool {
        let Some(place) = self.words.places.get(word) else { return false };
        let after = self.text.line.get(place.end..).unwrap_or_default();
        let mut marks = after.bytes().take(48).filter(|byte| matches!(byte, b'(' | b')'));
        marks.next() == Some(b')')
    }
}
