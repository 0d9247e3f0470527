//! Which of the lexicon's languages a text is in.
//!
//! The wording of headings and labels decides when it is of one language. Else the frequent words
//! of the prose do, when there are enough of them: a text in a language the lexicon lacks has a
//! few words in common with one it knows.

use super::Context;
use super::pieces::Piece;
use crate::lexicon::{Hit, Language, Scan, Term};

/// How many words of the headings are of which language.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weights([usize; Language::COUNT]);

impl Weights {
    /// Adds the words of a heading.
    pub(super) fn add_headings(&mut self, scan: &Scan) {
        let shows = |term| {
            matches!(
                term,
                Term::Heading(_)
                    | Term::Category(_)
                    | Term::Label(_)
                    | Term::Filler
                    | Term::Function
            )
        };
        self.add(scan, shows);
    }

    fn add(&mut self, scan: &Scan, shows: impl Fn(Term) -> bool) {
        for Hit { length, term, language, .. } in &scan.hits {
            if let (true, Some(weight)) = (shows(*term), self.0.get_mut(language.index())) {
                *weight += length;
            }
        }
    }

    /// The heaviest language, its weight, and the weight of the next.
    fn heaviest(&self) -> Option<(Language, usize, usize)> {
        let weight = |language: Language| self.0.get(language.index()).copied().unwrap_or_default();
        let first = Language::all()
            .reduce(|best, other| if weight(other) > weight(best) { other } else { best })?;
        let second = Language::all().filter(|&other| other != first).map(weight).max();
        Some((first, weight(first), second.unwrap_or_default()))
    }
}

/// The language of the text, when it is one of the lexicon's.
pub(super) fn find(
    headings: &Weights,
    pieces: &[Piece<'_, '_>],
    context: &mut Context<'_>,
) -> Option<Language> {
    const ENOUGH: usize = 8;
    match headings.heaviest() {
        Some((language, first, second)) if first >= ENOUGH && first > second * 2 => Some(language),
        _ => of_prose(pieces, context),
    }
}

/// The language whose frequent words are at least a fifth of the first words of the text.
fn of_prose(pieces: &[Piece<'_, '_>], context: &mut Context<'_>) -> Option<Language> {
    const SAMPLE: usize = 400;
    let mut weights = Weights::default();
    let mut words = 0;
    for piece in pieces {
        let (lines, cells): (Option<&str>, &[&str]) = match piece {
            Piece::Heading(text, _) | Piece::Paragraph(text) => (Some(text), &[]),
            Piece::List(items) => (None, items),
            Piece::Row(_, row) => (None, &row.cells),
            Piece::Junk(_) => continue,
        };
        for text in lines.into_iter().chain(cells.iter().copied()) {
            let scan = context.scan(text);
            words += scan.words.len();
            weights.add(scan, |term| term == Term::Function);
        }
        if words > SAMPLE {
            break;
        }
    }
    let (language, first, second) = weights.heaviest()?;
    (first * 5 >= words.max(1) && first > second + second / 2).then_some(language)
}
