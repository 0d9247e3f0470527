//! What the lines of prose and the rows of two cells may be as tables of cookies: one file a way to
//! write one.
//!
//! `labelled` has what each field is in a label, `entries` begin with a name and go on with what is said
//! of it, `names` are names alone, `services` have theirs inside. A proposer gives a grid with what speaks for it and never decides.
//! They share the `lines`, the `head` of one that begins with names, and the `sheet` that a grid is put
//! together on.

mod cut;
mod entries;
pub(super) mod head;
mod labelled;
mod labels;
mod lines;
mod names;
mod services;
mod sheet;
mod tells;
mod told;

use super::Context;
use super::evidence::Score;
use super::openings::{self, Opening};
use super::pieces::Piece;
use super::tables::Table;
use crate::lexicon::{ConsentTerm, Hit, Term};
use crate::model::Field;
use crate::syntax::Layout;
use crate::text::is_space;
pub(super) use cut::{Run, below, find_run};
pub(super) use head::part;
pub(super) use labelled::above;
use lines::Lines;
pub(super) use lines::Window;
pub(super) use sheet::{clause, within};

/// A table that the pieces from some place on may be.
pub(super) struct Proposal<'s> {
    pub(super) table: Table<'s>,
    /// What speaks for it.
    pub(super) score: Score,
    /// The piece after it.
    pub(super) next: usize,
    /// Its columns, when rows may go on below what ends it.
    columns: Option<cut::Columns>,
}

/// Proposes a table that begins with the first of some lines.
type Proposer = for<'s> fn(&mut Lines<'_, '_, 's>, &mut Context<'s>) -> Option<Proposal<'s>>;

/// Every way to write a table that is proposed here.
const PROPOSERS: &[(Opening, Proposer)] = &[
    (Opening::LABEL.or(Opening::LABELS).or(Opening::NAME), cut::propose),
    (TOLD.or(Opening::SPACED), labelled::propose),
    (TOLD, entries::propose),
    (TOLD, names::propose),
    (Opening::SERVICE, services::propose),
];

/// What opens a table that has a line or more for each cookie.
const TOLD: Opening = Opening::LABEL.or(Opening::LABELLED).or(Opening::NAME).or(Opening::LISTED);

/// What the tables of a text so far say of those that come: one may go on below a line that heads the
/// next rows.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// The columns of the last table that was cut.
    columns: Option<cut::Columns>,
    /// The labels of the last records, in small letters, each with its field.
    labels: Vec<(String, Option<Field>)>,
}

/// Every table that the pieces from a place on may be.
pub(super) fn all<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    context: &mut Context<'s>,
) -> Vec<Proposal<'s>> {
    let opening = pieces.get(at).map_or(Opening::default(), |piece| opening(piece, context));
    if !PROPOSERS.iter().any(|(opens, _)| opening.meets(*opens)) {
        return Vec::new();
    }
    let mut lines = Lines::new(pieces, at, std::mem::take(&mut context.window));
    let found = PROPOSERS
        .iter()
        .filter(|(opens, _)| opening.meets(*opens))
        .filter_map(|(_, propose)| propose(&mut lines, context))
        .collect();
    context.window = lines.into_window();
    found
}

/// The table for which most speaks of all that the pieces from a place on may be, and where the next
/// piece is. Of several for which as much does it is the first.
pub(super) fn best<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    context: &mut Context<'s>,
) -> Option<(Table<'s>, usize)> {
    let best = all(pieces, at, context)
        .into_iter()
        .reduce(|best, next| if next.score > best.score { next } else { best });
    let Proposal { table, next, columns, .. } = best?;
    if table.layout == Layout::Records && table.columns.iter().all(|it| it.label.is_some()) {
        let labels = table.columns.iter().filter_map(|it| Some((it.label.as_ref()?, it.field)));
        context.before.labels =
            labels.map(|(label, field)| (label.to_lowercase(), field)).collect();
    }
    if columns.is_some() {
        context.before.columns = columns;
    }
    Some((table, next))
}

fn opening(piece: &Piece<'_, '_>, context: &mut Context<'_>) -> Opening {
    match piece {
        Piece::Heading(_, sense) => sense.opening,
        Piece::Paragraph(text) => openings::of_paragraph(text, context),
        Piece::List(items) => openings::of_list(items, context),
        Piece::Row(..) => TOLD,
        Piece::Junk(_) | Piece::Seam => Opening::default(),
    }
}

/// Whether the line above says that cookies follow: a few words with one for cookies that are no
/// sentence, or one that says that they are set, or a sentence with a colon at its end.
fn announces(above: Option<&str>, context: &mut Context<'_>) -> bool {
    const FEW: usize = 12;
    let Some(above) = above else { return false };
    let leads_on = above.ends_with(':');
    if !leads_on && above.split(is_space).count() > FEW {
        return false;
    }
    let scan = context.scan(above);
    let hits = &scan.hits;
    let has = |term| hits.iter().any(|hit| hit.term == term);
    let is_set = || has(Term::Sets) && !has(Term::Consent(ConsentTerm::Negation));
    // "These cookies are used to:" is followed by what for.
    let aims = |hit: &Hit| hit.term == Term::Aims && hit.end() == scan.words.len();
    has(Term::Cookie)
        && !hits.iter().any(aims)
        && (leads_on || !above.ends_with(['.', '!', '?']) || is_set())
}
