//! Which cells a row lacks, by what the others look like.
//!
//! A cell that spans rows is missing in those below it, and programs that make text of pages leave
//! empty cells out or move them to the end. Names and durations show by how many columns the others
//! were moved; when they stand where they should, a row is left as it is.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic};
use crate::interpret::layouts::records::durations;
use crate::interpret::looks_like::{self, Name};
use crate::interpret::{Context, headings};
use crate::model::{Column, Field, Row};
use crate::text::{is_space, visible};

/// Wider tables are none of cookies.
const WIDEST: usize = 16;
/// A cell of more words says what a cookie is for.
const LONG: usize = 4;
/// By how much another place of the cells must be better than that in which they stand.
const MARGIN: i32 = 3;

/// Moves cells to the columns they look like.
pub(super) struct Fitter<'c, 's> {
    fields: Vec<Option<Field>>,
    context: &'c mut Context<'s>,
}

/// Whether a cell says how long something is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    No,
    /// It speaks of a duration.
    Spoken,
    /// It is a duration and nothing else.
    Whole,
}

/// What a cell looks like.
struct Look {
    name: Name,
    kept: Kept,
    is_category: bool,
    words: usize,
    /// Whether a small letter begins the second of several words.
    is_sentence: bool,
}

impl<'c, 's> Fitter<'c, 's> {
    pub(super) fn new(columns: &[Column<'_>], context: &'c mut Context<'s>) -> Self {
        Self { fields: columns.iter().map(|column| column.field).collect(), context }
    }

    /// Moves the cells of `row` to where they belong, and says whether it did. `cells` is how many the
    /// row has when it is uneven. What is missing at its beginning spans from the row `above`; what
    /// is missing in the middle does so when the row is short, else it is an empty cell that went to
    /// the end.
    pub(super) fn fit(
        &mut self,
        row: &mut Row<'s>,
        above: Option<&Row<'s>>,
        cells: Option<usize>,
        is_tabbed: bool,
    ) -> bool {
        let width = self.fields.len();
        let mut filled = cells.unwrap_or(width);
        if !is_tabbed || filled < width {
            let trailing = row.cells.iter().take(filled).rev();
            filled -=
                if is_tabbed { 0 } else { trailing.take_while(|cell| cell.is_empty()).count() };
        }
        if filled == 0 || filled >= width || width > WIDEST {
            return false;
        }
        let looks: Vec<_> = row.cells.iter().take(filled).map(|cell| self.look(cell)).collect();
        let Some(places) = self.places(&looks) else { return false };
        let is_short = cells.is_some_and(|cells| cells < width);
        let first = places.first().copied().unwrap_or_default();
        let mut moved: Vec<Cow<'s, str>> = vec![Cow::Borrowed(""); width];
        for (at, cell) in moved.iter_mut().enumerate() {
            let place = places.iter().position(|&place| place == at);
            let spans = at < first || (is_short && is_tabbed && places.last() > Some(&at));
            let from = match place {
                Some(place) => row.cells.get(place),
                None => above.filter(|_| spans).and_then(|above| above.cells.get(at)),
            };
            cell.clone_from(from.unwrap_or(&Cow::Borrowed("")));
        }
        row.cells = moved;
        true
    }

    fn look(&mut self, cell: &str) -> Look {
        let cell = &*visible(cell);
        let mut each = cell.split(is_space).filter(|word| !word.is_empty());
        let words = each.clone().count();
        let kept = if !looks_like::known_duration(cell, self.context) {
            Kept::No
        } else if durations::is_duration(cell, self.context) {
            Kept::Whole
        } else {
            Kept::Spoken
        };
        Look {
            name: looks_like::name(cell),
            kept,
            is_category: words <= 4 && headings::is_category(cell, self.context),
            words,
            is_sentence: words > 2
                && each.nth(1).is_some_and(|word| word.starts_with(char::is_lowercase)),
        }
    }

    /// The columns of cells that look like this, when they are not the first ones.
    fn places(&self, looks: &[Look]) -> Option<Vec<usize>> {
        let width = self.fields.len();
        // The best score of the first cells in the first columns, and whether the last cell is in
        // the last of these columns.
        let mut best = vec![vec![(i32::MIN, false); width + 1]; looks.len() + 1];
        let mut cost = 0;
        for (at, none) in best.first_mut().into_iter().flatten().enumerate() {
            cost -=
                at.checked_sub(1).map_or(0, |at| missing(self.fields.get(at).copied().flatten()));
            *none = (cost, false);
        }
        let get = |best: &[Vec<(i32, bool)>], cells: usize, columns: usize| {
            let found = best.get(cells).and_then(|row| row.get(columns));
            found.copied().unwrap_or((i32::MIN, false))
        };
        for (cell, look) in looks.iter().enumerate() {
            for column in cell..width {
                let field = self.fields.get(column).copied().flatten();
                let (without, _) = get(&best, cell + 1, column);
                let without = without.saturating_sub(missing(field));
                let (before, _) = get(&best, cell, column);
                let taken = before.saturating_add(score(look, field));
                // On a par, cells stay as far to the left as they are.
                let chosen = if before > i32::MIN && taken > without {
                    (taken, true)
                } else {
                    (without, false)
                };
                if let Some(entry) = best.get_mut(cell + 1).and_then(|row| row.get_mut(column + 1))
                {
                    *entry = chosen;
                }
            }
        }
        let fields = self.fields.iter().copied();
        let identity: i32 =
            looks.iter().zip(fields.clone()).map(|(look, field)| score(look, field)).sum();
        let identity = identity - fields.skip(looks.len()).map(missing).sum::<i32>();
        let (total, _) = get(&best, looks.len(), width);
        if total < identity + MARGIN {
            return None;
        }
        let (mut places, mut column) = (Vec::with_capacity(looks.len()), width);
        for cell in (1..=looks.len()).rev() {
            while column > 0 && !get(&best, cell, column).1 {
                column -= 1;
            }
            column = column.checked_sub(1)?;
            places.push(column);
        }
        places.reverse();
        Some(places)
    }
}

/// How well a cell that looks like this goes with a field.
fn score(look: &Look, field: Option<Field>) -> i32 {
    let is_long = look.words > LONG;
    let is_whole = look.kept == Kept::Whole;
    match field {
        Some(Field::Name) => match look.name {
            Name::Sure => 6,
            Name::Possible => 1,
            // A name may be a word like others, or a few.
            Name::None if !is_long && !is_whole && !look.is_sentence => -2,
            Name::None => -4,
        },
        Some(Field::Retention) if is_whole => 6,
        Some(Field::Retention) if look.kept == Kept::Spoken => 5,
        Some(Field::Retention) if !is_long => -3,
        Some(Field::Retention) => -4,
        _ if look.name == Name::Sure => -3,
        Some(Field::Purpose) if is_long => 2,
        Some(Field::Purpose) if is_whole => -3,
        Some(Field::Purpose) if look.is_sentence => 1,
        Some(Field::Provider) if look.is_sentence => -2,
        Some(Field::Category) if look.is_category => 2,
        Some(_) if is_long => -2,
        Some(Field::Provider | Field::Domain | Field::Service) if is_whole => -3,
        _ if is_whole => -1,
        _ => 0,
    }
}

/// What it costs that a row has no cell in a column: names hardly ever span rows.
fn missing(field: Option<Field>) -> i32 {
    if field == Some(Field::Name) { 5 } else { 0 }
}

/// The remark on a row whose cells were moved.
pub(super) fn guessed_row(line: u64) -> Diagnostic<'static> {
    let message = "this row lacks cells, and which ones was guessed";
    Diagnostic::new(Code::GuessedCells, message).at(line, 1)
}

/// The remark on a row of so many `cells`.
pub(super) fn uneven_row(cells: usize, width: usize, line: u64) -> Diagnostic<'static> {
    let cells = if cells == 1 { "1 cell".to_owned() } else { format!("{cells} cells") };
    let message = format!("{cells} where the table has {width} columns");
    Diagnostic::new(Code::RowWidth, message).at(line, 1)
}
