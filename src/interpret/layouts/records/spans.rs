//! The words of a text that say something of durations, and the durations they make.

use std::ops::Range;

use super::durations::{Tongue, is_read};
use crate::lexicon::{Measure, RetentionTerm, Scan, Term, Unit};
use crate::model::Field;

/// The words of a text, and the durations among them.
pub(super) struct Words {
    pub(super) places: Vec<Range<usize>>,
    /// Words of a duration, from and to, and whether it is one wherever it stands.
    pub(super) spans: Vec<(Range<usize>, bool)>,
    /// How many words of the text say something of durations.
    pub(super) covered: usize,
    /// Where words for keeping are.
    pub(super) keeping: Vec<usize>,
    /// Words that stand in any text.
    pub(super) function: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Number,
    Time,
    /// The end of a session, or none at all.
    End,
    Bound,
    After,
    Join,
    Other,
}

impl Words {
    pub(super) fn of(text: &str, scan: &Scan, tongue: Tongue) -> Self {
        let places: Vec<_> = scan.words.iter().map(|word| word.start..word.end).collect();
        let is_keeping =
            |term| matches!(term, Term::Label(Field::Retention) | Term::Keyword(Field::Retention));
        let of = |wanted: &dyn Fn(Term) -> bool| -> Vec<usize> {
            scan.hits.iter().filter(|hit| wanted(hit.term)).map(|hit| hit.end() - 1).collect()
        };
        let mut keeping = of(&is_keeping);
        keeping.dedup();
        let function = of(&|term| term == Term::Function);
        let classes = classes(text, scan, tongue);
        let covered = classes.iter().filter(|class| **class != (Class::Other, 1)).count();
        let mut words = Self { places, spans: Vec::new(), covered, keeping, function };
        words.find_spans(&classes);
        words
    }

    fn find_spans(&mut self, classes: &[(Class, usize)]) {
        let class = |at: usize| classes.get(at).copied().unwrap_or((Class::Other, 1));
        let mut at = 0;
        while at < classes.len() {
            let start = at;
            let mut end = at;
            let mut is_sure = false;
            // Amounts, and what joins them: "1 year, 11 months and 29 days", "30 seconds to 1 year".
            loop {
                let next = if end > start && matches!(class(end).0, Class::Join) {
                    end + class(end).1
                } else {
                    end
                };
                let next = if end > start && class(next).0 == Class::Bound {
                    next + class(next).1
                } else {
                    next
                };
                let number =
                    (0..3).take_while(|more| class(next + more).0 == Class::Number).count();
                if number > 0 && class(next + number).0 == Class::Time {
                    end = next + number + class(next + number).1;
                    is_sure = true;
                } else if class(next).0 == Class::End {
                    is_sure |= class(next).1 > 1;
                    end = next + class(next).1;
                } else {
                    break;
                }
            }
            if end == start {
                at += 1;
                continue;
            }
            let from =
                if start > 0 && class(start - 1).0 == Class::Bound { start - 1 } else { start };
            if class(end).0 == Class::After {
                end += class(end).1;
            }
            self.spans.push((from..end, is_sure));
            at = end;
        }
    }
}

/// What each word is of a duration, and how many words its wording has from there.
fn classes(text: &str, scan: &Scan, tongue: Tongue) -> Vec<(Class, usize)> {
    let mut classes = Vec::with_capacity(scan.words.len());
    while let Some(word) = scan.words.get(classes.len()) {
        let at = classes.len();
        let written = text.get(word.start..word.end).unwrap_or_default();
        if written.starts_with(|c: char| c.is_ascii_digit()) {
            let is_glued = written.ends_with(|c: char| c.is_alphabetic());
            classes.push((Class::Number, 1));
            if is_glued && let Some(last) = classes.last_mut() {
                *last = (if is_read(written, tongue) { Class::End } else { Class::Other }, 1);
                // It is one as it stands: "1day".
                if last.0 == Class::End {
                    last.1 = 1;
                }
            }
            continue;
        }
        let rest = scan.words.get(at..).unwrap_or_default();
        let Some((length, measures)) = tongue.measure(rest.iter().map(|word| word.spelling)) else {
            classes.push((Class::Other, 1));
            continue;
        };
        let mut class = Class::Other;
        for measure in measures {
            let found = match measure {
                Measure::Number(_) | Measure::Term(RetentionTerm::One | RetentionTerm::Half) => {
                    Class::Number
                }
                Measure::Unit(Unit::Session | Unit::Forever)
                | Measure::Term(RetentionTerm::Session | RetentionTerm::Forever) => Class::End,
                Measure::Unit(_) => Class::Time,
                Measure::Term(RetentionTerm::After | RetentionTerm::Later | RetentionTerm::Set) => {
                    Class::After
                }
                Measure::Term(RetentionTerm::And | RetentionTerm::To | RetentionTerm::Or) => {
                    Class::Join
                }
                Measure::Term(RetentionTerm::Idle) | Measure::Month(_) => Class::Other,
                Measure::Term(_) => Class::Bound,
            };
            if class == Class::Other || matches!(found, Class::End | Class::Time) {
                class = found;
            }
        }
        classes.extend((0..length).map(|before| (class, length - before)));
    }
    classes
}
