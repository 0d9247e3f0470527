//! Which lines begin an entry: what names stand there, and what below them tells that they are.

use std::borrow::Cow;

use super::super::head::{self, Form, Head};
use super::super::lines::Line;
use super::super::tells::{
    is_code, is_duration, is_sure_name, is_told, names_itself, says_how_long,
};
use super::super::{names, told};
use super::{REACH, Reader};
use crate::interpret::Context;
use crate::interpret::companies;
use crate::interpret::evidence::{LIKELY_NAME, NO_NAME, SURE_NAME, said, setter};
use crate::interpret::headings::Sense;
use crate::interpret::words::Traits;
use crate::model::Field;

impl<'s> Reader<'_, '_, '_, 's, '_> {
    /// The names that the line at a place begins with, if it may begin an entry.
    pub(super) fn head_at(&mut self, at: usize) -> Option<Head<'s>> {
        let mut line = self.get(at)?;
        if !line.labels().is_empty() || names::is_list(&line) || self.is_above_names(&line) {
            return None;
        }
        // A name glued to its text is one above labels alone, and where nothing else parts them.
        let is_parted = line.head().is_some_and(|head| head.form != Form::Space);
        if !is_parted
            && self.has_labels(at + 1)
            && let Some(seam) = head::seam(&line.stream)
        {
            line = self.lines.part(at, seam, self.context)?;
            self.sheet.is_of_cookies();
        }
        if let Some(word) = self.listed_word(&line) {
            return Some(word);
        }
        let mut head = line.head().filter(|head| !is_code(&line, head))?.clone();
        if names_category(&line, &head) {
            return None;
        }
        // A service and its company, or what it was called before, head the names below, and a company that is known
        // names those behind it.
        let is_company = |line: &Line<'s>, context: &mut Context<'s>| {
            let known = setter::known(&line.stream, 0..head.rest.start);
            line.stream.traits(0).has(Traits::UPPER)
                && (known.is_some_and(|it| it.start == 0) && !head.form.is_bare()
                    || companies::is_one(&line.text(), false, context))
        };
        if head.score < LIKELY_NAME && is_company(&line, self.context) {
            return None;
        }
        if let Some(lead) = head.lead.as_ref().filter(|_| !head.form.is_bare()) {
            told::lead(&line.stream, lead)?;
        }
        let is_told = head.form == Form::Colon
            && line.items_after.is_some()
            && line.stream.traits(head.rest.start).has(Traits::COOKIE);
        head.is_called_cookie |= is_told;
        let may_be = match head.form {
            form if form.is_bare() => self.may_be_bare(at, &line, &head),
            Form::Space => head.score >= SURE_NAME,
            _ => true,
        };
        // Some items of a list may say more than their name.
        let is_other = self.shape.is_some_and(|shape| {
            let is_alike = shape.is_sibling(&line)
                && (head.score >= SURE_NAME || shape.is_marked && line.marked > 0);
            shape.is_bare != head.form.is_bare() && !is_alike
        });
        (may_be && !is_other).then_some(head)
    }

    /// The word in small letters that an item is, as a name: among items that are names alone any is one.
    pub(super) fn listed_word(&self, line: &Line<'s>) -> Option<Head<'s>> {
        self.shape.filter(|shape| shape.is_bare && shape.is_sibling(line))?;
        head::of_word(&line.stream).filter(|_| !line.is_known_heading() && !is_duration(line))
    }

    /// Whether an item stands where others have names, and has none.
    pub(super) fn is_beside_names(&self, line: &Line<'s>) -> bool {
        self.shape.is_some_and(|names| names.is_beside(line))
    }

    /// Whether an item is that of a list round the one whose items the names are.
    pub(super) fn is_above_names(&self, line: &Line<'s>) -> bool {
        let names = self.shape.filter(|names| names.is_item && line.items_after.is_some());
        names.is_some_and(|names| line.depth < names.depth)
    }

    /// Whether a line of names alone may begin an entry.
    pub(super) fn may_be_bare(&mut self, at: usize, line: &Line<'s>, head: &Head<'s>) -> bool {
        let first = line.stream.traits(head::without_number(&line.stream));
        let is_small = !first.has(Traits::UPPER);
        let is_category = !is_small && line.sense.and_then(Sense::kind_below).is_some();
        let is_marked = is_category && line.sense.is_some_and(Sense::has_level);
        let is_heading = is_marked
            || line.is_known_heading()
                && (is_category || self.shape.is_none() || !self.is_told_below(at));
        // A company in a heading may tell the category of what it names.
        let is_named = head.form == Form::Heading && is_category;
        if is_heading && !is_named || head.score <= NO_NAME || self.is_named_below(at) {
            return false;
        }
        if head.lead.is_some() {
            return self.is_told_below(at) || head.form == Form::Heading && self.is_kept_below(at);
        }
        if head.score >= SURE_NAME {
            return !self.ends_sentence(at, line);
        }
        let is_likely = head.score >= LIKELY_NAME;
        if is_small && !first.has(Traits::CATEGORY) && self.opens_text(at, line, head) {
            return true;
        }
        match self.shape {
            None => {
                let is_word = !is_small && !first.has(Traits::CAPITALS);
                let mut is_stacked = || {
                    let below = self.get(at + 1);
                    below.is_some_and(|below| !below.is_apart && is_sure_name(&below))
                };
                !is_word && is_stacked()
                    || (is_likely || !is_word) && self.is_told_below(at)
                    || is_likely && self.has_sibling(at)
            }
            Some(shape) if shape.is_item != line.items_after.is_some() => false,
            Some(_) => self.is_told_below(at) || is_small && self.texts > 0,
        }
    }

    /// Whether a line ends the sentence of the one right above it.
    pub(super) fn ends_sentence(&mut self, at: usize, line: &Line<'s>) -> bool {
        if line.is_apart || line.items_after.is_some() || !line.text().ends_with('.') {
            return false;
        }
        let above = match at.checked_sub(1) {
            Some(above) => self.get(above).map(|above| above.text()),
            None => self.lines.above(1).map(Cow::Borrowed),
        };
        above.is_some_and(|text| text.contains(' ') && !text.ends_with(['.', ':', '!', '?']))
    }

    /// Whether an item is a marked name with a colon, and what it says goes on indented on the next line.
    pub(super) fn opens_text(&mut self, at: usize, line: &Line<'s>, head: &Head<'s>) -> bool {
        line.marked > 0
            && line.items_after.is_some()
            && head.form == Form::BareColon
            && self.get(at + 1).is_some_and(|below| {
                below.items_after.is_none() && !below.is_apart && below.depth > line.depth
            })
    }

    /// Whether how long the cookie is kept is told soon below a line, or something by a label.
    pub(super) fn is_told_below(&mut self, at: usize) -> bool {
        const SOON: usize = 3;
        for at in at + 1..=at + SOON {
            // What is told below another name is told of that.
            let is_other = |line: &Line<'s>| names_itself(line) || is_sure_name(line);
            let Some(line) = self.get(at).filter(|line| !is_other(line)) else { break };
            if is_told(&line) || says_how_long(&line) {
                return true;
            }
        }
        false
    }

    /// Whether the text below a line says how long something is kept.
    pub(super) fn is_kept_below(&mut self, at: usize) -> bool {
        self.get(at + 1).is_some_and(|below| {
            let words = 0..below.stream.len();
            below.sense.is_none() && said::how_long(&below.stream, words).is_some()
        })
    }

    /// Whether a label below a line, before the next blank one, has the names of cookies behind it: then it is their
    /// service.
    pub(super) fn is_named_below(&mut self, at: usize) -> bool {
        for at in at + 1..=at + REACH {
            let Some(line) = self.get(at).filter(|line| !line.is_apart) else { break };
            let mut labels = line.labels().iter();
            if labels.any(|it| it.fields.first() == Some(&Field::Name) && !it.value.is_empty()) {
                return true;
            }
        }
        false
    }

    /// Whether a line that is surely a name stands soon below another like it.
    pub(super) fn has_sibling(&mut self, at: usize) -> bool {
        const SOON: usize = 6;
        (at + 1..at + SOON).any(|at| self.get(at).is_some_and(|line| is_sure_name(&line)))
    }

    pub(super) fn has_labels(&mut self, at: usize) -> bool {
        self.get(at).is_some_and(|line| {
            line.labels().first().is_some_and(|first| !first.fields.contains(&Field::Name))
        })
    }
}

/// Whether a line is the heading of a category with a remark behind it, in parentheses where nothing marks it as one:
/// `ESSENTIAL (always on)`.
fn names_category(line: &Line<'_>, head: &Head<'_>) -> bool {
    let stream = &line.stream;
    if line.sense.is_some_and(|it| it.has_level() && it.kind_below().is_some()) {
        return head.score < LIKELY_NAME && !head.form.is_bare();
    }
    let words = head::without_number(stream)..head.rest.start;
    let is_category = words.clone().all(|at| stream.traits(at).has(Traits::CATEGORY));
    // "Always on" is no duration, "1 day" is.
    let is_kept = || head.rest.clone().any(|at| stream.traits(at).has(Traits::UNIT));
    head.form == Form::Parenthesis
        && head.score < SURE_NAME
        && line.items_after.is_none()
        && is_category
        && !is_kept()
}
