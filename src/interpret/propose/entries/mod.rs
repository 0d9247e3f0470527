//! Entries that begin with a name and go on with what is said of it: `_ga: counts visits, 2 years`, in
//! a list or not, or a name on a line of its own above a text, labels or a duration.
//!
//! Prose mentions cookies that it does not declare. So an entry begins a line or an item, and what
//! parts the name from the text counts as the name itself does.

mod captions;

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::head::{self, Form, Head};
use super::lines::{Line, Lines};
use super::sheet::{Key, Sheet, clause};
use super::tells::{
    fields_told, is_code, is_duration, is_spaced, is_sure_name, is_told, names_itself, names_next,
    says_how_long,
};
use super::{Proposal, announces, labels, names, told};
use crate::interpret::evidence::label::Label;
use crate::interpret::evidence::{self, LIKELY_NAME, NO_NAME, SURE_NAME, Score, said, setter};
use crate::interpret::headings::Sense;
use crate::interpret::weights;
use crate::interpret::words::Traits;
use crate::interpret::{Context, companies};
use crate::model::Field;

/// So many lines below a name are looked at for the next one.
const REACH: usize = 16;

/// Proposes the entries from a line on.
pub(super) fn propose<'s>(
    lines: &mut Lines<'_, '_, 's>,
    context: &mut Context<'s>,
) -> Option<Proposal<'s>> {
    lines.get(0, context).filter(|line| !line.is_row)?;
    let is_sure = announces(lines.above(1), context);
    let is_below_category = lines.is_below_category() && context.speaks_of_cookies();
    let sheet = Sheet::new(is_sure);
    let sign = if is_sure { weights::ANNOUNCED } else { 0 };
    let mut reader = Reader {
        lines,
        at: 0,
        sign,
        is_below_category,
        shape: None,
        texts: 0,
        has_text_last: false,
        above: Vec::new(),
        sheet,
        context,
    };
    while reader.entry() {}
    let Reader { lines, sheet, context, .. } = reader;
    sheet.finish(lines, context)
}

/// How an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape {
    is_bare: bool,
    is_item: bool,
    /// Whether its names have marks of their own.
    is_marked: bool,
    /// How far its line is indented.
    depth: usize,
}

impl Shape {
    /// Whether an item begins with words that are marked as these names are, or with a known company where these
    /// stand.
    fn is_beside(self, line: &Line<'_>) -> bool {
        let stream = &line.stream;
        let is_service = || {
            let company = setter::known(stream, 0..stream.len()).filter(|it| it.start == 0);
            company.is_some_and(|it| {
                let form = head::form(stream, it.end, stream.len()).0;
                matches!(form, Form::Colon | Form::Dash)
            })
        };
        line.items_after.is_some()
            && self.is_item
            && !self.is_bare
            && line.depth == self.depth
            && (self.is_marked && line.marked > 0 || is_service())
    }
}

struct Reader<'l, 'p, 'd, 's, 'c> {
    lines: &'l mut Lines<'p, 'd, 's>,
    at: usize,
    /// What the line above says for each entry.
    sign: Score,
    /// Whether the line above is the heading of a category, below which what is kept for a time is a cookie.
    is_below_category: bool,
    /// How the entries before stand.
    shape: Option<Shape>,
    /// How many lines of text they had at most below their names.
    texts: usize,
    /// Whether some had a text below their labels.
    has_text_last: bool,
    /// The lines above the entries that say which cookies they are or who provides them.
    above: Vec<(Field, Rc<Line<'s>>)>,
    sheet: Sheet<'s>,
    context: &'c mut Context<'s>,
}

impl<'s> Reader<'_, '_, '_, 's, '_> {
    fn get(&mut self, at: usize) -> Option<Rc<Line<'s>>> {
        self.lines.get(at, self.context)
    }

    /// Takes one entry, or says that they end here.
    fn entry(&mut self) -> bool {
        let Some(head) = self.head_at(self.at) else { return self.captions() };
        let Some(line) = self.get(self.at) else { return false };
        let (is_bare, is_item) = (head.form.is_bare(), line.items_after.is_some());
        let is_marked = line.marked > 0;
        let shape = Shape { is_bare, is_item, is_marked, depth: line.depth };
        let is_parted = !is_bare || head.form == Form::BareColon;
        let is_alike = is_marked && is_parted && self.shape == Some(shape);
        self.shape = Some(shape);
        let head = self.stacked(&line, head);
        // A company in parentheses is not what the cookie is for.
        let is_provided = head.form == Form::Parenthesis
            && setter::known(&line.stream, head.rest.clone()).as_ref() == Some(&head.rest);
        let end = if shape.is_bare || is_provided { self.body_end() } else { self.at + 1 };
        if shape.is_bare && end == self.at + 1 && !self.is_followed(end) {
            return false;
        }
        self.sheet.begin(line.source);
        self.sheet.head(&head);
        self.sheet.add(self.sign);
        self.sheet.add(match head.form {
            Form::Space if shape.is_item => weights::SPACE_IN_ITEM,
            Form::Space => weights::SPACE,
            Form::Stop => weights::STOP,
            _ => 0,
        });
        self.sheet.add(if is_alike { weights::MARKED_ALIKE } else { 0 });
        if let Some(lead) = &head.lead {
            self.lead(&line, &head, lead);
        }
        let is_told_below = !shape.is_bare && self.is_text_below(&line);
        let has_provider = told::rest(&mut self.sheet, &line.stream, &head, is_told_below);
        if has_provider && head.form == Form::Space && shape.is_item {
            self.sheet.add(-weights::SPACE_IN_ITEM);
        }
        let says_what_for =
            [Key::Text, Key::of(Field::Purpose)].iter().any(|it| self.sheet.has(it));
        let end = if is_told_below && !says_what_for { end + 1 } else { end };
        self.at += 1;
        self.body(end, &line, &head);
        if self.is_below_category && self.sheet.has(&Key::of(Field::Retention)) {
            self.sheet.is_of_cookies();
        }
        self.end()
    }

    /// Whether a text stands right below the line here, and no other entry does.
    fn is_text_below(&mut self, line: &Line<'s>) -> bool {
        let Some(below) = self.get(self.at + 1).filter(|below| !below.is_apart) else {
            return false;
        };
        let is_heading = below.is_heading() || below.sense.is_some_and(Sense::has_level);
        let is_text = below.labels().is_empty() && !is_heading && !is_duration(&below);
        is_text
            && below.items_after.is_some() == line.items_after.is_some()
            && self.head_at(self.at + 1).is_none()
    }

    /// Puts what the words before the names say into the last row.
    fn lead(&mut self, line: &Line<'s>, head: &Head<'s>, lead: &Range<usize>) {
        let stream = &line.stream;
        if head.form == Form::Heading {
            let provider = setter::known(stream, lead.clone());
            let place = provider.clone().unwrap_or(lead.end..lead.end);
            if let Some(provider) = provider {
                told::put(&mut self.sheet, Field::Provider, stream, provider);
            }
            // A question says nothing else.
            let rest = [lead.start..place.start, place.end..lead.end, head.rest.clone()];
            for (at, words) in rest.into_iter().enumerate() {
                self.sheet.put(Key::Heading(at), None, clause(stream.text(words)), 0);
            }
            return;
        }
        // Which cookies they are is said above them; here it says what the one does.
        let field = told::lead(stream, lead)
            .filter(|field| !head.form.is_bare() || *field != Field::Category)
            .unwrap_or(Field::Description);
        told::put(&mut self.sheet, field, stream, lead.clone());
    }

    /// Ends the last row, with what the captions above say of it.
    fn end(&mut self) -> bool {
        let is_inmost = |at: usize, field| !self.above.iter().skip(at + 1).any(|it| it.0 == field);
        for (at, (field, above)) in self.above.iter().enumerate() {
            if is_inmost(at, *field) && !self.sheet.has(&Key::of(*field)) {
                told::put(&mut self.sheet, *field, &above.stream, 0..above.stream.len());
            }
        }
        self.sheet.end(Some(self.at), self.lines)
    }

    /// The names of an entry and those on the lines right below, where blank lines part the entries: what is said
    /// below the last is said of all.
    fn stacked(&mut self, line: &Line<'s>, head: Head<'s>) -> Head<'s> {
        // A service may stand above the names of its cookies.
        let is_service = head.score < LIKELY_NAME && line.stream.traits(0).has(Traits::UPPER);
        if !head.form.is_bare() || !line.is_apart || is_service {
            return head;
        }
        let (mut all, mut last) = (head.clone(), self.at);
        while let Some(below) = self.get(last + 1).filter(|it| !it.is_apart) {
            let is_name = |it: &Head<'_>| {
                it.form.is_bare() && (it.score >= LIKELY_NAME || below.stream.len() == 1)
            };
            let other = self.head_at(last + 1).filter(is_name);
            match other.filter(|_| below.depth == line.depth) {
                Some(other) => all = all.above(other),
                None if last > self.at && self.head_at(last + 1).is_none() => {
                    self.at = last;
                    return all;
                }
                None => break,
            }
            last += 1;
        }
        // Names with nothing below them are an entry each.
        head
    }

    /// The names that the line at a place begins with, if it may begin an entry.
    fn head_at(&mut self, at: usize) -> Option<Head<'s>> {
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
        // The heading of a category may have a remark in parentheses.
        let is_heading = line.sense.is_some_and(|it| it.has_level() && it.kind_below().is_some());
        if is_heading && head.score < LIKELY_NAME && !head.form.is_bare() {
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
            let is_alike = shape.is_item
                && line.items_after.is_some()
                && shape.depth == line.depth
                && (head.score >= SURE_NAME || shape.is_marked && line.marked > 0);
            shape.is_bare != head.form.is_bare() && !is_alike
        });
        (may_be && !is_other).then_some(head)
    }

    /// The word in small letters that an item is, as a name: among items that are names alone any is one.
    fn listed_word(&self, line: &Line<'s>) -> Option<Head<'s>> {
        let is_beside = |shape: &Shape| {
            shape.is_item
                && shape.is_bare
                && line.items_after.is_some()
                && shape.depth == line.depth
        };
        self.shape.as_ref().filter(|shape| is_beside(shape))?;
        head::of_word(&line.stream).filter(|_| !line.is_known_heading() && !is_duration(line))
    }

    /// Whether an item stands where others have names, and has none.
    fn is_beside_names(&self, line: &Line<'s>) -> bool {
        self.shape.is_some_and(|names| names.is_beside(line))
    }

    /// Whether an item is that of a list round the one whose items the names are.
    fn is_above_names(&self, line: &Line<'s>) -> bool {
        let names = self.shape.filter(|names| names.is_item && line.items_after.is_some());
        names.is_some_and(|names| line.depth < names.depth)
    }

    /// Whether a line of names alone may begin an entry.
    fn may_be_bare(&mut self, at: usize, line: &Line<'s>, head: &Head<'s>) -> bool {
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
    fn ends_sentence(&mut self, at: usize, line: &Line<'s>) -> bool {
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
    fn opens_text(&mut self, at: usize, line: &Line<'s>, head: &Head<'s>) -> bool {
        line.marked > 0
            && line.items_after.is_some()
            && head.form == Form::BareColon
            && self.get(at + 1).is_some_and(|below| {
                below.items_after.is_none() && !below.is_apart && below.depth > line.depth
            })
    }

    /// Whether how long the cookie is kept is told soon below a line, or something by a label.
    fn is_told_below(&mut self, at: usize) -> bool {
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
    fn is_kept_below(&mut self, at: usize) -> bool {
        self.get(at + 1).is_some_and(|below| {
            let words = 0..below.stream.len();
            below.sense.is_none() && said::how_long(&below.stream, words).is_some()
        })
    }

    /// Whether a label below a line, before the next blank one, has the names of cookies behind it: then it is their
    /// service.
    fn is_named_below(&mut self, at: usize) -> bool {
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
    fn has_sibling(&mut self, at: usize) -> bool {
        const SOON: usize = 6;
        (at + 1..at + SOON).any(|at| self.get(at).is_some_and(|line| is_sure_name(&line)))
    }

    fn has_labels(&mut self, at: usize) -> bool {
        self.get(at).is_some_and(|line| {
            line.labels().first().is_some_and(|first| !first.fields.contains(&Field::Name))
        })
    }

    /// Whether a line is one of several items of a list.
    fn is_listed(&mut self, at: usize) -> bool {
        let has_next = |line: Option<Rc<Line<'s>>>| {
            line.and_then(|line| line.items_after).is_some_and(|after| after > 0)
        };
        has_next(self.get(at)) || at.checked_sub(1).is_some_and(|last| has_next(self.get(last)))
    }

    /// Whether something comes below a name that has no text: another name, or the end of entries.
    fn is_followed(&mut self, at: usize) -> bool {
        !self.sheet.is_empty()
            || self.head_at(at).is_some_and(|head| head.form.is_bare() && head.score >= SURE_NAME)
    }

    /// Where the lines end that belong to the name at this place. Up to the next name all do; below the
    /// last one no more than the entries before had.
    fn body_end(&mut self) -> usize {
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
    fn body(&mut self, end: usize, name: &Line<'s>, head: &Head<'s>) {
        let (mut texts, mut is_told) = (0, !head.form.is_bare());
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
                && !self.sheet.has(&Key::of(Field::Retention))
                && (head.form.is_bare() || line.head().is_none())
                && self.head_at(self.at).is_none();
            let goes_on = is_text || is_duration || !found.is_empty() && line.items_after.is_none();
            let is_of_name = found.first().is_some_and(|first| first.fields.contains(&Field::Name));
            if self.at >= end && !goes_on || is_of_name {
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
    fn labels(&mut self, line: &Line<'s>, found: &[Label], name: Score) {
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
