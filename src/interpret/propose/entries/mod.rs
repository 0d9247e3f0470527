//! Entries that begin with a name and go on with what is said of it: `_ga: counts visits, 2 years`, in
//! a list or not, or a name on a line of its own above a text, labels or a duration.
//!
//! Prose mentions cookies that it does not declare. So an entry begins a line or an item, and what
//! parts the name from the text counts as the name itself does.

mod below;
mod captions;
mod heads;

use std::ops::Range;
use std::rc::Rc;

use super::head::{Form, Head};
use super::lines::{Line, Lines};
use super::sheet::{Key, Sheet, clause};
use super::tells::is_duration;
use super::{Proposal, announces, told};
use crate::interpret::evidence::{LIKELY_NAME, SURE_NAME, Score, setter};
use crate::interpret::headings::Sense;
use crate::interpret::weights;
use crate::interpret::words::Traits;
use crate::interpret::{Context, companies};
use crate::lexicon::Term;
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
    let is_listed_below = is_sure && lines.above(1).is_some_and(|it| says_below(it, context));
    let sheet = Sheet::new(is_sure);
    let sign = if is_sure { weights::ANNOUNCED } else { 0 };
    let mut reader = Reader {
        lines,
        at: 0,
        sign,
        is_below_category,
        is_listed_below,
        shape: None,
        texts: 0,
        list_start: 0,
        said: 0,
        has_text_last: false,
        above: Vec::new(),
        sheet,
        context,
    };
    while reader.entry() {}
    let Reader { lines, sheet, context, .. } = reader;
    sheet.finish(lines, context)
}

/// Whether a line says that what it speaks of stands below, or is set.
fn says_below(above: &str, context: &mut Context<'_>) -> bool {
    context.scan(above).hits.iter().any(|hit| matches!(hit.term, Term::Below | Term::Sets))
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
    /// Whether both are items of a list, as far in.
    fn is_sibling(self, line: &Line<'_>) -> bool {
        self.is_item && line.items_after.is_some() && self.depth == line.depth
    }

    /// Whether an item stands beside these, which say all of their names: what it says is of none of them.
    fn is_beside(self, line: &Line<'_>) -> bool {
        self.is_sibling(line) && !self.is_bare
    }
}

struct Reader<'l, 'p, 'd, 's, 'c> {
    lines: &'l mut Lines<'p, 'd, 's>,
    at: usize,
    /// What the line above says for each entry.
    sign: Score,
    /// Whether the heading of a category stands above, below which what is kept for a time is a cookie.
    is_below_category: bool,
    /// Whether the line above says that cookies are listed below it, so that what begins as the one before did is
    /// another.
    is_listed_below: bool,
    /// How the entries before stand.
    shape: Option<Shape>,
    /// How many lines of text they had at most below their names.
    texts: usize,
    /// How many rows there were above the list of the last one, or above what was said of all of its items so far.
    list_start: usize,
    /// How many lines have said something of all rows since.
    said: usize,
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
        let may_be_alike = is_marked || self.is_listed_below && head.score >= LIKELY_NAME;
        let is_alike = may_be_alike && is_parted && self.shape == Some(shape);
        self.shape = Some(shape);
        let head = self.stacked(&line, head);
        // A company in parentheses is not what the cookie is for.
        let is_provided =
            head.form == Form::Parenthesis && setter::is_known(&line.stream, &head.rest);
        let end = if shape.is_bare || is_provided { self.body_end() } else { self.at + 1 };
        if shape.is_bare && end == self.at + 1 && !self.is_followed(end) {
            return false;
        }
        if !self.lines.goes_on_list(self.at) || self.said > 0 {
            (self.list_start, self.said) = (self.sheet.len(), 0);
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
        let is_heading = below.is_heading()
            || below.sense.is_some_and(Sense::has_level)
            || companies::is_one(&below.text(), false, self.context);
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
}
