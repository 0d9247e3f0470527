//! What stands above the entries of a list or between rules, and says of those below it which cookies they are or who
//! provides them.

use std::rc::Rc;

use super::Reader;
use crate::interpret::evidence::label::Label;
use crate::interpret::evidence::{self, SURE_DURATION, SURE_PROVIDER};
use crate::interpret::grid::Cell;
use crate::interpret::propose::lines::Line;
use crate::interpret::propose::sheet::Key;
use crate::interpret::propose::tells::names_itself;
use crate::interpret::propose::told;
use crate::interpret::weights;
use crate::model::Field;

impl<'s> Reader<'_, '_, '_, 's, '_> {
    /// Passes the items that say of the entries below them which cookies they are or who provides them, or takes
    /// one that says something else in a list round the names.
    pub(super) fn captions(&mut self) -> bool {
        if let Some(goes_on) = self.said_of_all() {
            return goes_on;
        }
        let count = self.captions_at(self.at);
        for _ in 0..count.unwrap_or(1) {
            let Some(line) = self.get(self.at) else { return false };
            if line.is_rule() && count.is_some() {
                self.at += 1;
                continue;
            }
            let field = told::lead(&line.stream, &(0..line.stream.len()));
            let is_within =
                self.above.iter().any(|(_, it)| it.items_after.is_some() && it.depth < line.depth);
            let is_round = self.is_above_names(&line)
                || self.is_beside_names(&line)
                || is_within && line.items_after.is_some()
                || self.leads_list(&line);
            if count.is_none() && !is_round {
                return false;
            }
            self.at += 1;
            let is_outer = self.is_outer(&line);
            let field = field.filter(|_| count.is_some() || self.is_above_names(&line));
            if let Some(field) = field {
                self.caption(field, line);
                continue;
            }
            self.sheet.begin(line.source);
            self.sheet.put(Key::Unknown(String::new()), None, line.text(), 0);
            // That others have no names says nothing of those that have.
            self.sheet.add(if is_outer { -weights::NAMELESS_ROW } else { 0 });
            if !self.end() {
                return false;
            }
        }
        true
    }

    /// Puts what the labels of an item beside the entries of a list say into all of these, or of lines right below the
    /// list: `Duration: 2 years` below several names.
    fn said_of_all(&mut self) -> Option<bool> {
        /// No more lines say something of the same rows.
        const MOST: usize = 8;
        if self.said == MOST {
            return None;
        }
        let line = self.get(self.at)?;
        let is_item = self.is_beside_names(&line) && self.lines.goes_on_list(self.at);
        if !is_item && !self.is_below_list(&line) {
            return None;
        }
        let said = |one: &Label| {
            let field = one.fields.first().copied();
            let evidence = evidence::of(&line.stream, one.value.clone(), field);
            let is_sure = match field {
                Some(Field::Retention) => evidence >= SURE_DURATION,
                Some(Field::Provider) => evidence >= SURE_PROVIDER,
                _ => false,
            };
            Cell { field: field.filter(|_| is_sure), evidence, is_labelled: true }
        };
        let cells: Vec<Cell> = line.labels().iter().map(said).collect();
        if cells.iter().all(|cell| cell.field.is_none()) {
            return None;
        }
        let is_kept = cells.iter().any(|cell| cell.field == Some(Field::Retention));
        if self.is_below_category && is_kept {
            self.sheet.is_of_cookies();
        }
        self.at += 1;
        self.said += 1;
        let mut score = 0;
        for (one, cell) in line.labels().iter().zip(cells) {
            let label = told::label_name(&line.stream, one);
            let value = told::value(&line.stream, one.value.clone(), cell.field);
            score += self.sheet.put_into_all(self.list_start, cell, label, &value);
        }
        Some(self.sheet.pass(score, self.at, self.lines))
    }

    /// Whether a line stands right below a list of entries that each say all of theirs, or below one that says something of
    /// them.
    fn is_below_list(&mut self, line: &Line<'s>) -> bool {
        let is_list = self.shape.is_some_and(|shape| shape.is_item && !shape.is_bare);
        let above = self.at.checked_sub(1).and_then(|above| self.get(above));
        let is_right_below = above.is_some_and(|above| above.items_after.is_some());
        is_list && line.items_after.is_none() && (is_right_below || self.said > 0)
    }

    /// Whether an item is of the list round the one whose items the names are, or leads to that, or stands beside them.
    fn is_outer(&mut self, line: &Line<'s>) -> bool {
        self.is_above_names(line)
            || self.is_beside_names(line)
            || self.shape.is_none()
                && self.get(self.at).is_some_and(|below| below.depth > line.depth)
    }

    /// Whether an item is one of the first of a list, of which others surely are entries.
    fn leads_list(&mut self, line: &Line<'s>) -> bool {
        const SOON: usize = 3;
        let after = line.items_after.filter(|_| self.shape.is_none()).unwrap_or_default();
        (self.at + 1..=self.at + after.min(SOON)).any(|at| {
            let is_sure = self.get(at).is_some_and(|line| names_itself(&line));
            is_sure && self.head_at(at).is_some()
        })
    }

    /// Keeps what a caption says for the entries below it. What is said of others beside it or further in holds no
    /// longer, nor what was said of the cookies of another category.
    fn caption(&mut self, field: Field, line: Rc<Line<'s>>) {
        self.above.retain(|(other, it)| {
            let is_beside = it.depth == line.depth && *other != field && field != Field::Category;
            it.depth < line.depth || is_beside
        });
        self.above.push((field, line));
    }

    /// How many items from a place on, or lines with a rule above them, are captions of an entry below them, if any
    /// is.
    pub(super) fn captions_at(&mut self, at: usize) -> Option<usize> {
        /// A rule, a category, and a company in it.
        const MOST: usize = 3;
        let is_ruled = self.get(at)?.is_rule();
        let names = self.shape;
        let is_one = |line: &Rc<Line<'s>>| {
            let words = 0..line.stream.len();
            let may_be = is_ruled || line.items_after.is_some();
            may_be
                && !names.is_some_and(|names| names.is_beside(line))
                && told::lead(&line.stream, &words).is_some()
        };
        for count in 0..MOST {
            let is_caption =
                is_ruled && count == 0 || self.get(at + count).is_some_and(|line| is_one(&line));
            if !is_caption {
                return None;
            }
            if self.head_at(at + count + 1).is_some() {
                return Some(count + 1);
            }
        }
        None
    }
}
