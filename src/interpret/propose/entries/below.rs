//! What stands below a name and belongs to it.

use std::rc::Rc;

use super::super::head::Head;
use super::super::lines::Line;
use super::super::sheet::Key;
use super::super::tells::{
    fields_told, is_duration, is_spaced, is_sure_name, is_told, names_next, says_how_long,
};
use super::super::{labels, told};
use super::{REACH, Reader};
use crate::interpret::evidence::label::Label;
use crate::interpret::evidence::{self, LIKELY_NAME, Score};
use crate::interpret::weights;
use crate::model::Field;

impl<'s> Reader<'_, '_, '_, 's, '_> {
    /// Where the lines end that belong to the name at this place. Up to the next name all do; below the
    /// last one no more than the entries before had.
    pub(super) fn body_end(&mut self) -> usize {
        let from = self.at + 1;
        let (mut last, mut texts) = (from, 0);
        let most = if self.sheet.is_empty() { 1 } else { self.texts };
        // Below labels that a text stands above, or that end a list, comes nothing more of the same cookie.
        let mut is_closed = false;
        let name = self.get(self.at);
        let is_listed = self.is_listed(self.at);
        for at in from..from + REACH {
            let Some(line) = self.get(at).filter(|it| !self.is_above_names(it)) else { break };
            let is_beside = name.as_ref().is_some_and(|name| {
                let are_items = line.items_after.is_some() && name.items_after.is_some();
                are_items && line.depth == name.depth
            });
            if (at > from || is_beside) && self.head_at(at).is_some()
                || at == from && is_sure_name(&line)
            {
                // A short line above the next name heads it, unless entries before had one too.
                let is_caption = texts > self.texts.max(1) && self.texts > 0;
                return if is_caption { last } else { at };
            }
            // What follows is of the next name.
            if names_next(&line) || line.is_rule() && at > from {
                break;
            }
            let is_told = is_told(&line);
            let is_outside = |name: &Rc<Line<'s>>| {
                line.level() < u8::MAX && line.level() <= name.level()
                    || is_listed && line.is_apart && line.depth < name.depth
            };
            if !is_told && name.as_ref().is_some_and(is_outside) {
                break;
            }
            // What stands like a heading below the labels of a first entry may be one.
            let may_head = texts == 0 && self.sheet.is_empty() && line.sense.is_some();
            if may_head && !is_told && last > from && self.head_at(at + 1).is_none() {
                break;
            }
            if line.is_heading() && !is_told && !(at == from && self.is_told_below(at))
                || is_closed && !is_told
            {
                break;
            }
            let is_last = texts > 0
                || line.items_after == Some(0)
                || !self.sheet.is_empty() && !self.has_text_last;
            is_closed |= is_last && !line.labels().is_empty();
            texts += usize::from(!is_told);
            if is_told || texts <= most || says_how_long(&line) {
                last = at + 1;
            }
        }
        last
    }

    /// Takes the lines up to `end` for the last entry, and lines with labels behind them.
    pub(super) fn body(&mut self, end: usize, name: &Line<'s>, head: &Head<'s>) {
        let (mut texts, mut is_told) = (0, !head.form.is_bare());
        let is_of_list = !head.form.is_bare() && self.is_listed(self.at - 1);
        let has_spaced = (self.at..end).any(|at| self.get(at).is_some_and(|it| is_spaced(&it)));
        while let Some(line) = self.get(self.at) {
            let spaced: Vec<Label>;
            let mut found = line.labels();
            if found.is_empty() && has_spaced {
                spaced = labels::spaced(&line).into_iter().collect();
                found = &spaced;
            }
            let is_item = line.items_after.is_some() && name.items_after.is_some();
            let is_text = is_item
                && !self.is_above_names(&line)
                && !self.is_beside_names(&line)
                && self.head_at(self.at).is_none()
                && self.captions_at(self.at).is_none();
            let told_below: Vec<Field> = (self.at + 1..end)
                .filter_map(|at| self.get(at))
                .flat_map(|line| fields_told(&line))
                .collect();
            // What a label tells below is no duration of the text above it.
            let is_kept = told_below.contains(&Field::Retention);
            let is_duration = is_duration(&line)
                && !is_kept
                && !self.is_beside_names(&line)
                && !self.sheet.has(&Key::of(Field::Retention))
                && (head.form.is_bare() || line.head().is_none())
                && self.head_at(self.at).is_none();
            let goes_on = is_text || is_duration || !found.is_empty() && line.items_after.is_none();
            let is_of_name = found.first().is_some_and(|first| first.fields.contains(&Field::Name));
            // Labels below a list are of all of it.
            let is_below_list = is_of_list && line.items_after.is_none() && !found.is_empty();
            if self.at >= end && (!goes_on || is_below_list) || is_of_name {
                break;
            }
            let is_stray = self.at >= end && found.is_empty() && line.depth <= name.depth;
            self.sheet.add(if is_stray { weights::STRAY } else { 0 });
            self.at += 1;
            let words = 0..line.stream.len();
            if !found.is_empty() {
                is_told = true;
                self.labels(&line, found, head.score);
            } else if is_duration {
                is_told = true;
                told::put(&mut self.sheet, Field::Retention, &line.stream, words);
            } else {
                texts += 1;
                self.has_text_last |= is_told;
                let again =
                    head.names.first().is_some_and(|first| line.text().starts_with(&**first));
                self.sheet.add(if again && texts == 1 { weights::SAID_AGAIN } else { 0 });
                told::text_beside(&mut self.sheet, &line.stream, words, &told_below);
            }
        }
        self.texts = self.texts.max(texts);
        self.sheet.add(if is_told { 0 } else { weights::UNTOLD });
    }

    /// Puts what the labels of a line say, or the line below one that has nothing behind it, into the last row.
    pub(super) fn labels(&mut self, line: &Line<'s>, found: &[Label], name: Score) {
        if let [one] = found
            && one.value.is_empty()
        {
            let field = one.fields.first().copied();
            let below = self
                .get(self.at)
                .filter(|below| below.labels().is_empty() && !below.is_heading())
                .filter(|below| evidence::of(&below.stream, 0..below.stream.len(), field) >= 0);
            self.at += usize::from(below.is_some());
            return told::labelled(&mut self.sheet, &line.stream, one, below.as_deref());
        }
        for one in found {
            told::labelled(&mut self.sheet, &line.stream, one, None);
            if name >= LIKELY_NAME && one.fields.contains(&Field::Retention) {
                self.sheet.is_of_cookies();
            }
        }
    }
}
