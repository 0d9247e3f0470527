//! Records whose fields have labels: `Name: _ga`, one a line or several, a label on a line and its value
//! on the next, or a label and its value in the two cells of a row.
//!
//! A label that comes again begins the next record, whether or not it tells a name. In label, value,
//! label, value what stands between two labels is the value, whatever its words; below the last one it
//! must look like one.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::lines::{self, Line, Lines};
use super::sheet::{Key, Sheet, clause, within};
use super::{Proposal, TOLD, announces, head, told};
use crate::interpret::Context;
use crate::interpret::evidence::label::Label;
use crate::interpret::evidence::{self, Score};
use crate::interpret::headings::Sense;
use crate::interpret::openings::Opening;
use crate::interpret::pieces::Piece;
use crate::interpret::weights;
use crate::interpret::words::Traits;
use crate::lexicon::Term;
use crate::model::Field;
use crate::text::trim;

/// So many lines may stand between two labels.
const LINES: usize = 6;
/// No label that is not known has more words.
const LABEL: usize = 4;

/// Proposes the records from a line on.
pub(super) fn propose<'s>(
    lines: &mut Lines<'_, '_, 's>,
    context: &mut Context<'s>,
) -> Option<Proposal<'s>> {
    // Most headings that begin with a label are those of a section.
    let is_spaced = |at| lines.opens(at, Opening::SPACED);
    if is_spaced(0) && !lines.opens(0, TOLD) && !is_spaced(1) && !is_spaced(2) {
        return None;
    }
    let first = lines.get(0, context)?;
    let is_led = lines.get(1, context).is_some_and(|next| leads(&first, &next));
    let is_alone = !is_led && first.labels().first()?.value.is_empty();
    // A title above the first label may be a label, too: "Cookies".
    let is_title = is_alone && first.is_known_heading();
    if is_title && lines.get(1, context).is_some_and(|next| !next.labels().is_empty()) {
        return None;
    }
    let sheet = Sheet::new(announces(lines.above(1), context));
    let (seen, lead) = (Vec::new(), String::new());
    let mut reader = Reader {
        lines,
        at: 0,
        seen,
        last: None,
        name: Score::MIN,
        lead,
        is_loose: false,
        is_led: false,
        learnt: None,
        unknown_end: 0,
        sheet,
        context,
    };
    while reader.line() {}
    reader.end();
    reader.sheet.finish(reader.lines, reader.context)
}

/// What lines of labels and values right above a place say of all cookies below it.
pub(in crate::interpret) fn above<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    context: &mut Context<'s>,
) -> Vec<(Field, Cow<'s, str>)> {
    const MOST: usize = 8;
    /// No label is longer, in bytes: a colon stands behind it.
    const LONGEST: usize = 64;
    let mut found: Vec<(Field, Cow<'s, str>)> = Vec::new();
    let pieces = pieces.get(..at).unwrap_or_default().iter().rev();
    let lines = pieces.map_while(|piece| match piece {
        Piece::Heading(text, sense) if !sense.is_known() => Some(std::slice::from_ref(text)),
        Piece::Paragraph(text) => Some(std::slice::from_ref(text)),
        Piece::List(items) => Some(*items),
        _ => None,
    });
    for (at, text) in lines.flatten().take(MOST).enumerate() {
        // "Stored information:" may lead on to the table.
        if at == 0 && text.ends_with(':') {
            continue;
        }
        if memchr::memchr(b':', text.as_bytes()).is_none_or(|colon| colon >= LONGEST) {
            break;
        }
        let line = lines::line(text, None, context);
        let Some(one) = line.labels().first() else {
            // Others say something else of the same.
            let colon = colon_behind_label(&line);
            if colon.is_some_and(|colon| colon + 1 < line.stream.len()) {
                continue;
            }
            break;
        };
        let field = one.fields.first().copied().filter(|field| *field != Field::Name);
        let Some(field) = field.filter(|_| !one.value.is_empty()) else { break };
        found.push((field, clause(line.stream.text(one.value.clone()))));
    }
    found
}

struct Reader<'l, 'p, 'd, 's, 'c> {
    lines: &'l mut Lines<'p, 'd, 's>,
    at: usize,
    /// The labels of this record so far, and the column of each.
    seen: Vec<(String, Option<Field>)>,
    /// The column that a line without a label goes on with.
    last: Option<Key>,
    /// How much the name of this record looks like one.
    name: Score,
    /// The first label of all.
    lead: String,
    /// Whether blank lines stand inside this record.
    is_loose: bool,
    /// Whether an item that says what the labels below it are of has begun the next one.
    is_led: bool,
    /// A label that is not known, under which it stands how long a cookie is kept.
    learnt: Option<String>,
    /// Where what the last label says ends that is not known and stands alone.
    unknown_end: usize,
    sheet: Sheet<'s>,
    context: &'c mut Context<'s>,
}

impl<'s> Reader<'_, '_, '_, 's, '_> {
    fn get(&mut self, at: usize) -> Option<Rc<Line<'s>>> {
        self.lines.get(at, self.context)
    }

    /// Takes one line, or says that the records end here.
    fn line(&mut self) -> bool {
        let Some(line) = self.get(self.at) else { return false };
        let found = line.labels();
        if found.is_empty() {
            let is_led = self.get(self.at + 1).is_some_and(|next| leads(&line, &next));
            return if is_led { self.lead(&line) } else { self.text(&line) };
        }
        let is_alone =
            found.len() == 1 && found.iter().all(|one| one.value.is_empty()) && !line.is_row;
        for (number, one) in found.iter().enumerate() {
            let name = folded(&line.stream.text(one.words.clone()));
            let is_apart = line.is_apart && number == 0;
            if self.lead.is_empty() {
                self.lead.clone_from(&name);
            }
            if is_apart && self.names_next(one) {
                self.lead.clone_from(&name);
            }
            let begins = self.seen.is_empty() || self.has(&name) || name == self.lead;
            if begins && !std::mem::take(&mut self.is_led) {
                if !self.end() {
                    return false;
                }
                self.sheet.begin(line.source);
                self.is_loose = false;
            } else if !begins {
                self.is_loose |= is_apart;
            }
            let value = if is_alone {
                self.below(&name, one)
            } else {
                Some((Rc::clone(&line), one.value.clone()))
            };
            self.field(name, one, &line, value);
        }
        self.at += 1;
        true
    }

    /// Begins a record with the item that leads to it.
    fn lead(&mut self, line: &Line<'s>) -> bool {
        if !self.end() {
            return false;
        }
        self.sheet.begin(line.source);
        self.sheet.put(Key::Unknown(String::new()), None, line.text(), 0);
        (self.is_loose, self.is_led) = (false, true);
        self.at += 1;
        true
    }

    /// Whether this record has a label already.
    fn has(&self, label: &str) -> bool {
        self.seen.iter().any(|(seen, _)| seen == label)
    }

    /// Whether records before this one have a label.
    fn comes_before(&self, label: &str) -> bool {
        self.context.before.labels.iter().any(|(known, _)| known == label)
            || self.sheet.labels().any(|known| folded(known) == label)
    }

    /// Whether the line at this place comes again below the next line that is the first label of all.
    fn comes_again(&mut self, line: &Line<'s>) -> bool {
        const FAR: usize = 24;
        let mut has_lead = false;
        for at in self.at + 1..self.at + FAR {
            let Some(next) = self.get(at) else { break };
            has_lead |= folded(&next.text()) == self.lead;
            if has_lead && next.text() == line.text() {
                return true;
            }
        }
        false
    }

    /// Whether a label behind a blank line is that of a name, and the record before has no blank line inside: what is
    /// told of one cookie never goes to the next.
    fn names_next(&self, one: &Label) -> bool {
        !self.is_loose && one.fields.first() == Some(&Field::Name)
    }

    /// Ends the record, or says that nothing good comes any more.
    fn end(&mut self) -> bool {
        if self.seen.is_empty() {
            return true;
        }
        let has = |field| self.seen.iter().any(|(_, seen)| *seen == Some(field));
        if has(Field::Retention) && self.name >= weights::WORD_AS_NAME {
            self.sheet.is_of_cookies();
        }
        let before = &self.context.before.labels;
        let is_again = |(label, _): &(String, _)| before.iter().any(|(other, _)| other == label);
        if self.seen.len() > 1 && self.seen.iter().all(is_again) {
            self.sheet.is_of_cookies();
            self.sheet.add(weights::LABELS_AGAIN);
        }
        if self.seen.len() < 2 {
            self.sheet.add(weights::LONE);
        }
        self.seen.clear();
        self.name = Score::MIN;
        self.sheet.end(Some(self.at), self.lines)
    }

    /// Puts a label and its value into the record.
    fn field(
        &mut self,
        name: String,
        one: &Label,
        line: &Line<'s>,
        value: Option<(Rc<Line<'s>>, Range<usize>)>,
    ) {
        self.tell_of_service(one);
        let mut fields = one.fields.iter().copied();
        let free = fields.find(|field| !self.seen.iter().any(|(_, seen)| *seen == Some(*field)));
        let before = self.context.before.labels.iter().find(|(label, _)| *label == name);
        let known = before.and_then(|(_, field)| *field);
        let mut field = free.or(one.fields.first().copied()).or(known);
        // "Type: third party" names no category.
        if field == Some(Field::Category)
            && value.as_ref().is_some_and(|(line, words)| {
                let score = |field| evidence::of(&line.stream, words.clone(), Some(field));
                score(Field::Party) > score(Field::Category).max(0)
            })
        {
            field = Some(Field::Party);
        }
        if field.is_none() && self.tells_retention(&name, value.as_ref()) {
            field = Some(Field::Retention);
            self.learnt = Some(name.clone());
        }
        let before = self.seen.iter().filter(|(_, seen)| field.is_some() && *seen == field).count();
        let label = within(line.stream.text(one.words.clone()), bare_label);
        let is_known = before == 0 || field == Some(Field::Name) && before == 1;
        let key = match field.filter(|_| is_known) {
            Some(field) => Key::Field(field, before),
            None => Key::Unknown(name.clone()),
        };
        if field == Some(Field::Name)
            && self.context.scan(&label).hits.iter().any(|hit| hit.term == Term::Cookie)
        {
            self.sheet.is_of_cookies();
        }
        self.seen.push((name, field));
        self.last = Some(key.clone());
        let Some((at, words)) = value else {
            return self.sheet.put(key, Some(label), Cow::Borrowed(""), 0);
        };
        let stream = &at.stream;
        let mut evidence = evidence::of(stream, words.clone(), field);
        let text = match field {
            Some(Field::Name) => {
                let text = stream.text(words.clone());
                self.sheet.move_to(at.source);
                let head = head::names(stream, words).filter(|head| head.form.is_bare());
                // Commas alone may part several.
                evidence = head.as_ref().map_or(evidence, |head| head.score.max(evidence));
                self.name = self.name.max(evidence);
                head.map_or(text, |head| head.cell())
            }
            _ => told::value(stream, words, field),
        };
        self.sheet.put(key, Some(label), text, evidence);
    }

    /// Takes what a label said before the name of this record for said of the service, where one behind it means the same.
    fn tell_of_service(&mut self, one: &Label) {
        let place = |field| self.seen.iter().position(|(_, seen)| *seen == Some(field));
        let Some(field) = one.fields.first().copied().filter(|it| *it != Field::Name) else {
            return;
        };
        let (Some(first), Some(name)) = (place(field), place(Field::Name)) else { return };
        if first < name
            && let Some((_, seen)) = self.seen.get_mut(first)
        {
            *seen = None;
            self.sheet.demote(field);
        }
    }

    /// Whether what stands under a label that is not known is how long a cookie is kept.
    fn tells_retention(&self, name: &str, value: Option<&(Rc<Line<'s>>, Range<usize>)>) -> bool {
        if let Some(learnt) = &self.learnt {
            return learnt == name;
        }
        !self.seen.iter().any(|(_, seen)| *seen == Some(Field::Retention))
            && value.is_some_and(|(line, words)| {
                let evidence = evidence::of(&line.stream, words.clone(), Some(Field::Retention));
                evidence >= evidence::SURE_DURATION
            })
    }

    /// The value of a label that stands alone: the lines up to the next label of this record, or one
    /// that looks like it, but no heading below what is none.
    fn below(&mut self, name: &str, one: &Label) -> Option<(Rc<Line<'s>>, Range<usize>)> {
        let first = self.get(self.at + 1)?;
        let has_level = |line: &Line<'_>| line.sense.is_some_and(Sense::has_level);
        if has_level(&first) && !self.get(self.at).is_some_and(|label| has_level(&label)) {
            return None;
        }
        let mut next = None;
        for more in 1..=LINES + 1 {
            let Some(line) = self.get(self.at + more) else { break };
            let found = line.labels();
            if let Some(label) = found.first() {
                let label = folded(&line.stream.text(label.words.clone()));
                let is_again = label == name || label == self.lead || self.has(&label);
                next = Some((more, is_again));
                break;
            }
        }
        let words = 0..first.stream.len();
        let evidence = evidence::of(&first.stream, words.clone(), one.fields.first().copied());
        let is_nothing = words.len() == 1 && first.stream.traits(0).has(Traits::NONE);
        let evidence = if is_nothing { weights::FITS_LAST } else { evidence };
        let fits = match next {
            Some((1, _)) => return None,
            Some((2, false)) => true,
            Some((2, true)) => {
                evidence >= if first.is_heading() { weights::FITS_LAST } else { weights::FITS }
            }
            // What nothing stands below heads nothing.
            None if self.get(self.at + 2).is_none() => evidence >= weights::FITS,
            // What stands right below a label of records before is no heading.
            _ => {
                let is_duration = one.fields.first() == Some(&Field::Retention)
                    && evidence >= evidence::SURE_DURATION;
                let is_again = is_duration || self.comes_before(name);
                evidence >= weights::FITS_LAST
                    && (!first.is_heading() || is_again && !first.is_apart)
            }
        };
        if !fits {
            return None;
        }
        self.at += 1;
        Some((first, words))
    }

    /// A line without a label: it goes on with a purpose, or has a label that is not known, when a label
    /// of the same record comes next.
    fn text(&mut self, line: &Line<'s>) -> bool {
        if line.is_known_heading() {
            return false;
        }
        let stream = &line.stream;
        let colon = colon_behind_label(line);
        let cell = stream.cells(0).next().filter(|_| line.is_row).map(|cell| cell.end);
        let label_end = cell.or(colon.map(|colon| colon + 1));
        let next = self.get(self.at + 1);
        let after = next.as_ref().and_then(|next| {
            next.labels().first().map(|one| folded(&next.stream.text(one.words.clone())))
        });
        // All of a list is of its records, though some labels are not known.
        let is_listed =
            label_end.is_some() && !self.seen.is_empty() && self.lines.goes_on_list(self.at);
        let next = match (after, next) {
            (Some(after), _) => after,
            (None, _) if is_listed => String::new(),
            (None, Some(next)) => return self.unknown(line, &next),
            (None, None) => return false,
        };
        let is_next = next == self.lead || self.has(&next);
        let ends = stream.traits(stream.len().saturating_sub(1)).has(Traits::STOP);
        match (label_end, self.last.clone()) {
            (Some(end), _) => {
                let label = within(stream.text(0..end), bare_label);
                let value = stream.text(end..stream.len());
                self.sheet.put(Key::Unknown(folded(&label)), Some(label), value, 0);
            }
            (None, Some(last)) if !line.is_apart && (!is_next || ends) => {
                let key =
                    if matches!(last, Key::Field(Field::Purpose, _)) { last } else { Key::Text };
                self.sheet.put(key, None, line.text(), 0);
            }
            _ => return false,
        }
        self.at += 1;
        true
    }

    /// The label so many lines behind this place that stands alone, if the record lacks it.
    fn missing_label(&mut self, behind: usize) -> Option<String> {
        let line = self.get(self.at + behind).filter(|line| is_label(line))?;
        let label = folded(&line.text());
        (label != self.lead && !self.has(&label)).then_some(label)
    }

    /// A label that is not known and the line below it, where labels stand alone above what they say and the next
    /// of this record comes right behind, as records before had it.
    fn unknown(&mut self, line: &Line<'s>, value: &Line<'s>) -> bool {
        let Some(before) = self.at.checked_sub(2) else { return false };
        let is_below =
            self.unknown_end == self.at || self.get(before).is_some_and(|line| is_label(&line));
        let is_short = line.stream.len() <= LABEL && !line.is_apart && !value.is_apart;
        if !is_below || !is_short {
            return false;
        }
        let next = self.missing_label(2);
        let goes_on = next.is_some_and(|next| self.comes_before(&next) || self.comes_again(line));
        // Another label that was in no record before may stand between.
        let mut places = self.at + 2..=self.at + 4;
        let is_block = !goes_on && places.all(|at| self.get(at).is_some_and(|line| !line.is_apart));
        let later = if is_block { self.missing_label(4) } else { None };
        if !goes_on && !later.is_some_and(|later| self.comes_before(&later)) {
            return false;
        }
        let label = within(line.text(), bare_label);
        self.sheet.put(Key::Unknown(folded(&label)), Some(label), value.text(), 0);
        self.at += 2;
        self.unknown_end = self.at;
        true
    }
}

/// Whether a line is a label alone.
fn is_label(line: &Line<'_>) -> bool {
    matches!(line.labels(), [one] if one.value.is_empty())
}

/// Whether an item says what the labels in the list inside it are of.
fn leads(line: &Line<'_>, next: &Line<'_>) -> bool {
    let are_items = line.items_after.is_some() && next.items_after.is_some();
    are_items && line.labels().is_empty() && next.depth > line.depth && !next.labels().is_empty()
}

/// The word with the colon behind what may be a label that is not known.
fn colon_behind_label(line: &Line<'_>) -> Option<usize> {
    let stream = &line.stream;
    (0..stream.len().min(LABEL)).find(|&at| stream.traits(at).has(Traits::COLON))
}

/// A label without its colon.
fn bare_label(text: &str) -> &str {
    trim(trim(text).trim_end_matches(':'))
}

/// What a label is known by when it comes again.
fn folded(label: &str) -> String {
    bare_label(label).to_lowercase()
}
