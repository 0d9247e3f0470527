//! Which of the lexicon's languages a text is in.
//!
//! The wording of headings decides when it is of one language. Else the first words of the text do,
//! labels and prose, when enough of them are known, a frequent word or a heading among them, and the
//! next language has far fewer, or far fewer of its own: a text in a language the lexicon lacks has a
//! few words in common with one it knows, and near languages have many.

use std::borrow::Cow;

use super::Context;
use super::openings::parted;
use super::pieces::Piece;
use crate::lexicon::{Hit, Language, Scan, Term};
use crate::text::unmarked;

/// How many words are of which language; a word in two wordings counts twice.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weights([u32; Language::COUNT]);

impl Weights {
    /// The words that show the language of a text.
    pub(super) fn of(scan: &Scan) -> Self {
        Self::of_terms(scan, shows)
    }

    fn of_terms(scan: &Scan, shows: impl Fn(Term) -> bool) -> Self {
        let mut weights = Self::default();
        for Hit { length, term, language, .. } in &scan.hits {
            if let (true, Some(weight)) = (shows(*term), weights.0.get_mut(language.index())) {
                *weight += u32::try_from(*length).unwrap_or(u32::MAX);
            }
        }
        weights
    }

    /// The words that no other language has in the same wording.
    fn own(scan: &Scan) -> Self {
        let mut weights = Self::default();
        for hits in
            scan.hits.chunk_by(|one, other| (one.word, one.length) == (other.word, other.length))
        {
            let shown = |hit: &&Hit| shows(hit.term);
            let Some(first) = hits.iter().find(shown) else { continue };
            let is_own = hits.iter().filter(shown).all(|hit| hit.language == first.language);
            if let (true, Some(weight)) = (is_own, weights.0.get_mut(first.language.index())) {
                *weight += u32::try_from(first.length).unwrap_or(u32::MAX);
            }
        }
        weights
    }

    /// Adds the words of another text.
    pub(super) fn add(&mut self, other: Self) {
        for (weight, more) in self.0.iter_mut().zip(other.0) {
            *weight += more;
        }
    }

    fn for_language(self, language: Language) -> u32 {
        self.0.get(language.index()).copied().unwrap_or_default()
    }

    /// The heaviest language, its weight, and the weight of the next.
    pub(super) fn heaviest(self) -> Option<(Language, u32, u32)> {
        let heavier = |best, other| {
            if self.for_language(other) > self.for_language(best) { other } else { best }
        };
        let first = Language::all().reduce(heavier)?;
        let others = Language::all().filter(|&other| other != first);
        Some((
            first,
            self.for_language(first),
            others.map(|other| self.for_language(other)).max().unwrap_or_default(),
        ))
    }
}

/// Whether a word that means this shows the language of a text.
fn shows(term: Term) -> bool {
    matches!(term, Term::Heading(_) | Term::Category(_) | Term::Label(_) | Term::Function)
}

/// The language of the text, when it is one of the lexicon's.
pub(super) fn find(
    headings: Weights,
    pieces: &[Piece<'_, '_>],
    context: &mut Context<'_>,
) -> Option<Language> {
    const ENOUGH: u32 = 8;
    match headings.heaviest() {
        Some((language, first, second)) if first >= ENOUGH && first > second * 2 => Some(language),
        _ => of_first_words(pieces, context),
    }
}

/// The language that a fifth of the first words of the text show, a frequent word or a heading among
/// them.
fn of_first_words(pieces: &[Piece<'_, '_>], context: &mut Context<'_>) -> Option<Language> {
    const SAMPLE: usize = 400;
    const OWN: u32 = 2;
    let [mut weights, mut frequent, mut own] = [Weights::default(); 3];
    let mut words = 0;
    for piece in pieces {
        let (lines, cells): (Option<&str>, &[&str]) = match piece {
            Piece::Heading(text, _) | Piece::Paragraph(text) => (Some(text), &[]),
            Piece::List(items) => (None, items),
            Piece::Row(_, row) => (None, &row.cells),
            Piece::Junk(_) | Piece::Seam => continue,
        };
        // What a link leads to says nothing of the language of its cell.
        let cells = cells.iter().map(|cell| unmarked(cell));
        for text in lines.into_iter().map(Cow::Borrowed).chain(cells) {
            let scan = context.scan_in(None, &parted(&text), SAMPLE);
            words += scan.words.len();
            weights.add(Weights::of(scan));
            own.add(Weights::own(scan));
            let tells = |term| matches!(term, Term::Function | Term::Heading(_));
            frequent.add(Weights::of_terms(scan, tells));
        }
        if words > SAMPLE {
            break;
        }
    }
    let (language, first, second) = weights.heaviest()?;
    let others = Language::all().filter(|&other| other != language);
    let most = others.map(|other| own.for_language(other)).max().unwrap_or_default();
    let is_own = own.for_language(language) > (most * 2).max(OWN);
    let is_shown = first as usize * 5 >= words && (first > second + second / 2 || is_own);
    (is_shown && frequent.for_language(language) > 0).then_some(language)
}
