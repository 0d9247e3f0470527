//! Services, each with what it is for and the names of its cookies behind a word for these:
//! `Ostrel – counts visits. Cookies: os_id, os_seen. Retention: 2 years.`
//!
//! Prose speaks of cookies by name, too. So a service begins the line, and a mark parts it from the text.

use std::ops::Range;

use super::head::{self, Head};
use super::lines::{Line, Lines};
use super::sheet::{Key, Sheet, clause};
use super::{Proposal, told};
use crate::interpret::Context;
use crate::interpret::evidence::label::{self, Label};
use crate::interpret::evidence::{LIKELY_NAME, SURE_NAME};
use crate::interpret::words::{Stream, Traits};
use crate::model::Field;

/// So many words may stand between the word for cookies and their names: "Cookies such as".
const BETWEEN: usize = 2;
/// No service has more words.
const SERVICE: usize = 6;

/// Proposes the services from a line on.
pub(super) fn propose<'s>(
    lines: &mut Lines<'_, '_, 's>,
    context: &mut Context<'s>,
) -> Option<Proposal<'s>> {
    let mut sheet = Sheet::new(true);
    let mut at = 0;
    while let Some(line) = lines.get(at, context) {
        let service = Service::of(&line);
        // An item between others that names no cookie is a row that says so.
        let is_between = !sheet.is_empty() && line.items_after.is_some() && lines.goes_on_list(at);
        if service.is_none() && !is_between {
            break;
        }
        at += 1;
        sheet.begin(line.source);
        match service {
            Some(service) => service.put(&mut sheet, &line.stream),
            None => sheet.put(Key::Unknown(String::new()), None, line.text(), 0),
        }
        if !sheet.end(Some(at), lines) {
            break;
        }
    }
    sheet.finish(lines, context)
}

/// A line on a service, in words.
struct Service<'s> {
    name: Range<usize>,
    text: Range<usize>,
    /// The word for cookies, and what stands between it and the names.
    word: Range<usize>,
    names: Head<'s>,
    labels: Vec<Label>,
}

impl<'s> Service<'s> {
    fn of(line: &Line<'s>) -> Option<Self> {
        let stream = &line.stream;
        let has = |at: usize, traits| stream.traits(at).has(traits);
        let start = head::without_number(stream);
        let mark = (start + 1..stream.len()).take(SERVICE).find(|&at| parts(stream, at))?;
        let is_glued = has(mark, Traits::COLON) && stream.word(mark) != ":";
        let name = start..mark + usize::from(is_glued);
        let is_name = line.head().is_some_and(|head| head.score >= LIKELY_NAME);
        if is_name || !has(start, Traits::UPPER | Traits::HOST) {
            return None;
        }
        let mut called = (mark + 1..stream.len()).filter(|&at| has(at, Traits::COOKIE));
        let (word, names, end) = called.find_map(|cookie| names_behind(stream, cookie))?;
        let marks = (name.end..word.start).take_while(|&at| has(at, Traits::MARK)).count();
        let text = name.end + marks..word.start;
        Some(Self { name, text, word, names, labels: label::all(stream, end..stream.len()) })
    }

    fn put(self, sheet: &mut Sheet<'s>, stream: &Stream<'s>) {
        sheet.put(Key::of(Field::Name), None, clause(self.names.cell()), self.names.score);
        // It is kept where no field is.
        sheet.put(Key::Unknown(String::new()), None, clause(stream.text(self.word)), 0);
        let fields: Vec<Field> =
            self.labels.iter().filter_map(|one| one.fields.first().copied()).collect();
        let is_provided = fields.contains(&Field::Provider);
        let field = if is_provided { Field::Service } else { Field::Provider };
        told::put(sheet, field, stream, self.name);
        told::text_beside(sheet, stream, self.text, &fields);
        for one in &self.labels {
            told::labelled(sheet, stream, one, None);
        }
    }
}

/// The names that a sentence lists behind a word for cookies, with what stands before them, and where it ends.
fn names_behind<'s>(stream: &Stream<'s>, cookie: usize) -> Option<(Range<usize>, Head<'s>, usize)> {
    let names_at = |start: usize, least| {
        let stop = (start..stream.len()).find(|&at| stream.traits(at).has(Traits::STOP));
        let end = stop.map_or(stream.len(), |stop| stop + 1);
        let names = head::names(stream, start..end)?;
        (names.score >= least && names.rest.is_empty()).then_some((cookie..start, names, end))
    };
    let mut starts = cookie + 1..(cookie + 2 + BETWEEN).min(stream.len());
    // A colon right before them tells more words.
    let has_colon = stream.traits(cookie).has(Traits::COLON);
    let listed = || names_at(cookie + 1, LIKELY_NAME).filter(|_| has_colon);
    starts.find_map(|start| names_at(start, SURE_NAME)).or_else(listed)
}

/// Whether a mark parts a service from the text behind it, at a word.
fn parts(stream: &Stream<'_>, at: usize) -> bool {
    let is_dash = matches!(stream.word(at), "-" | "–" | "—" | ":" | "·");
    at > 0 && (is_dash || stream.traits(at).has(Traits::COLON | Traits::BRACKET))
}
