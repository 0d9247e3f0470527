//! Names with nothing said of them: one a line, or several behind a few words and a colon, each with
//! how long it is kept at most: `Google Analytics: _ga, _gid`, `In use: _ga (2 years), _gid (1 day)`.
//!
//! Prose lists names in passing. So nothing else stands on a line, and what comes before the colon is a
//! provider or a category, or each name has its duration.

use std::borrow::Cow;
use std::ops::Range;

use super::head::{self, Form, Head};
use super::lines::{Line, Lines};
use super::sheet::{Key, Sheet, within};
use super::{Proposal, announces, told};
use crate::interpret::Context;
use crate::interpret::evidence::label;
use crate::interpret::evidence::{self, LIKELY_NAME, SURE_DURATION, SURE_NAME, Score, setter};
use crate::interpret::weights;
use crate::interpret::words::{Stream, Traits};
use crate::model::Field;
use crate::text::trim;

/// No line lists more names, and no more words come before them.
const NAMES: usize = 64;
const LEAD: usize = 8;
/// No words that say which cookies they are are more, with a colon that stands apart.
const LABEL: usize = 4;

/// Proposes the names from a line on.
pub(super) fn propose<'s>(
    lines: &mut Lines<'_, '_, 's>,
    context: &mut Context<'s>,
) -> Option<Proposal<'s>> {
    lines.get(0, context).filter(|line| !line.is_row)?;
    let mut is_announced = announces(lines.above(1), context);
    let mut sheet = Sheet::new(is_announced);
    let (mut at, mut caption) = (0, None);
    while let Some(line) = lines.get(at, context) {
        if leads_on(&line, context) {
            is_announced = true;
            caption = Some(line);
            at += 1;
            continue;
        }
        let goes_on = if let Some(listed) = listed(&line) {
            let next = lines.get(at + 1, context).and_then(|next| listed_after(&next));
            let has_neighbour = at > 0 || next.is_some();
            let Some(key) = lead(&line, &listed, has_neighbour) else { break };
            at += 1;
            rows(&mut sheet, &line, &listed, &key, at, lines)
        } else {
            let is_alone = |head: &&Head<'_>| head.form == Form::Bare && head.lead.is_none();
            let head = line.head().filter(is_alone).filter(|_| !line.is_known_heading());
            let least = if is_announced { LIKELY_NAME } else { SURE_NAME };
            let Some(head) = head.filter(|head| head.score >= least) else { break };
            sheet.begin(line.source);
            sheet.head(head);
            if let Some(caption) = &caption {
                caption_of(&mut sheet, caption);
            }
            sheet.add(match at {
                _ if is_announced => weights::ANNOUNCED,
                0 => weights::ALONE,
                _ => 0,
            });
            at += 1;
            sheet.end(Some(at), lines)
        };
        if !goes_on {
            break;
        }
    }
    sheet.finish(lines, context)
}

/// Whether an item says that the cookies follow that the items below it name: `Ostrel may set 2 cookies:`.
fn leads_on<'s>(line: &Line<'s>, context: &mut Context<'s>) -> bool {
    let text = line.text();
    line.items_after.is_some_and(|after| after > 0)
        && text.ends_with(':')
        && announces(Some(&text), context)
}

/// Puts what such an item says of the names below it into their row: who sets them, where it begins with that.
fn caption_of<'s>(sheet: &mut Sheet<'s>, line: &Line<'s>) {
    let stream = &line.stream;
    let is_named = |at: &usize| {
        let traits = stream.traits(*at);
        traits.has(Traits::UPPER | Traits::HOST | Traits::BRACKET) && !traits.has(Traits::FUNCTION)
    };
    let name = 0..(0..stream.len()).take_while(is_named).count();
    if evidence::is_provider(stream, name.clone()) {
        told::put(sheet, Field::Provider, stream, name);
    }
    sheet.put(Key::Unknown(String::new()), None, line.text(), 0);
}

/// What a line lists, and the words before it.
struct Listed<'s> {
    lead: Range<usize>,
    items: Vec<Item<'s>>,
    /// What is said of all: sentences before those words, and what a dash parts from the last duration.
    texts: [Range<usize>; 2],
}

/// A name, and how long it is kept, in words.
struct Item<'s> {
    name: Cow<'s, str>,
    score: Score,
    duration: Option<Range<usize>>,
    /// Whether it is one of the site or of others, behind it.
    party: Option<Range<usize>>,
}

fn listed_after<'s>(line: &Line<'s>) -> Option<Listed<'s>> {
    listed(line).filter(|listed| listed.items.iter().all(|item| item.score >= SURE_NAME))
}

/// What a line lists, if it lists names and has nothing else behind its first colon.
fn listed<'s>(line: &Line<'s>) -> Option<Listed<'s>> {
    let stream = &line.stream;
    let colon = (0..stream.len().min(LEAD)).find(|&at| stream.traits(at).has(Traits::COLON));
    // A colon in parentheses stands behind a label there.
    let count = |at: usize, traits| (0..at).filter(|&at| stream.traits(at).has(traits)).count();
    let is_inside = |at: &usize| count(at + 1, Traits::OPENS) > count(at + 1, Traits::CLOSES);
    let colon = colon.filter(|at| !is_inside(at));
    // Without words before them only names that each have their duration are a list.
    let (lead, mut at) = match colon {
        Some(colon) => (0..if stream.word(colon) == ":" { colon } else { colon + 1 }, colon + 1),
        None => (0..0, 0),
    };
    let mut items: Vec<Item<'s>> = Vec::new();
    let stop = lead.clone().rev().skip(1).find(|&at| stream.traits(at).has(Traits::STOP));
    let said = lead.start..stop.map_or(lead.start, |stop| stop + 1);
    let lead = said.end..lead.end;
    let mut text = stream.len()..stream.len();
    while at < stream.len() {
        if items.last().is_some_and(|last| last.duration.is_some()) && told::is_dash(stream, at) {
            text.start = at + 1;
            break;
        }
        let head = head::names(stream, at..stream.len());
        let (form, open) = if let Some(Head { names, score, form, rest, .. }) = head {
            items.extend(names.into_iter().map(|name| Item {
                name,
                score,
                duration: None,
                party: None,
            }));
            (form, rest.start)
        } else {
            // A duration right behind it tells any word among names.
            let name = stream.text(at..at + 1);
            items.push(Item { name, score: 0, duration: None, party: None });
            head::form(stream, at + 1, stream.len())
        };
        if form.is_bare() || items.len() > NAMES {
            break;
        }
        let closes = |at: &usize| stream.word(*at).trim_end_matches(['.', ',', ';']).ends_with(')');
        let close = (open..stream.len()).find(closes).filter(|_| form == Form::Parenthesis)?;
        let (inside, party) = without_party(stream, open..close + 1);
        let label = told::duration_label(stream, inside.clone());
        let duration = label.map_or_else(|| inside.clone(), |label| label.value);
        if evidence::of(stream, duration, Some(Field::Retention)) < SURE_DURATION {
            return None;
        }
        if let Some(last) = items.last_mut() {
            (last.duration, last.party) = (Some(inside), party);
        }
        at = close + 1;
        at += usize::from(at < stream.len() && stream.traits(at).has(Traits::JOINS));
    }
    let is_list =
        !lead.is_empty() || items.len() > 1 && items.iter().all(|item| item.duration.is_some());
    (!items.is_empty() && items.len() <= NAMES && is_list).then_some(Listed {
        lead,
        items,
        texts: [said, text],
    })
}

/// Whether a line lists several names, each with how long it is kept.
pub(super) fn is_list(line: &Line<'_>) -> bool {
    listed(line).is_some_and(|listed| listed.lead.is_empty())
}

/// What stands in parentheses before the last comma, and the party that stands behind it: `(2 years, third party)`.
fn without_party(stream: &Stream<'_>, words: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let is_comma = |at: &usize| stream.traits(*at).has(Traits::COMMA);
    let comma = (words.start..words.end - 1).rev().find(is_comma);
    let party = comma.map(|comma| comma + 1..words.end);
    let party = party.filter(|it| it.clone().all(|at| stream.traits(at).has(Traits::PARTY)));
    (words.start..party.as_ref().map_or(words.end, |party| party.start), party)
}

/// What the words before the names are, if they may stand there.
fn lead(line: &Line<'_>, listed: &Listed<'_>, has_neighbour: bool) -> Option<Key> {
    let stream = &line.stream;
    let is_sure = |item: &Item<'_>| item.score >= SURE_NAME;
    let is_several = listed.items.len() > 1;
    let are_timed = listed.items.iter().all(|item| item.duration.is_some());
    let is_label = label::is_whole(stream, listed.lead.clone());
    let is_of_names =
        is_label && label::of(stream, listed.lead.clone()).1.first() == Some(&Field::Name);
    let is_of_company = setter::known(stream, 0..listed.lead.end) == Some(listed.lead.clone());
    let is_told = match are_timed {
        true if is_of_names || is_of_company => true,
        true if is_several => listed.items.iter().any(is_sure),
        _ => listed.items.iter().all(is_sure),
    };
    if !is_told {
        return None;
    }
    let words = Key::Unknown(String::new());
    let nothing = (are_timed && is_several).then(|| words.clone());
    if is_label {
        let lists = is_of_names && (is_several || are_timed);
        return if lists { Some(words) } else { nothing };
    }
    let is_one = || {
        let provider = evidence::of(stream, listed.lead.clone(), Some(Field::Provider));
        has_neighbour || provider >= evidence::SURE_PROVIDER
    };
    // "Cookies in question: _ga, _gid"; more words are a sentence.
    let is_of_cookies = listed.lead.len() <= LABEL
        && !line.sense.is_some_and(|sense| sense.is_title || sense.has_level())
        && listed.lead.clone().any(|at| stream.traits(at).has(Traits::COOKIE));
    match told::lead(stream, &listed.lead) {
        Some(Field::Category) if stream.traits(0).has(Traits::UPPER) => {
            Some(Key::of(Field::Category))
        }
        Some(Field::Provider) if is_one() => Some(Key::of(Field::Provider)),
        _ if is_of_cookies && listed.items.iter().all(is_sure) => Some(words),
        _ => nothing,
    }
}

/// Puts each name of a line into a row, or says that nothing good comes any more.
fn rows<'s>(
    sheet: &mut Sheet<'s>,
    line: &Line<'s>,
    listed: &Listed<'s>,
    lead: &Key,
    end: usize,
    lines: &Lines<'_, '_, 's>,
) -> bool {
    let stream = &line.stream;
    if listed.lead.clone().any(|at| stream.traits(at).has(Traits::COOKIE)) {
        sheet.is_of_cookies();
    }
    let mut goes_on = true;
    for (at, item) in listed.items.iter().enumerate() {
        sheet.begin(line.source);
        sheet.put(Key::of(Field::Name), None, item.name.clone(), item.score);
        let field = if let Key::Field(field, _) = *lead { Some(field) } else { None };
        let evidence = evidence::of(stream, listed.lead.clone(), field);
        let words = within(stream.text(listed.lead.clone()), |text| {
            trim(text.trim_end_matches([':', ' ']))
        });
        sheet.put(lead.clone(), None, words, evidence);
        if let Some(duration) = &item.duration {
            told::put_duration(sheet, stream, duration.clone());
        }
        if let Some(party) = &item.party {
            told::put(sheet, Field::Party, stream, party.clone());
        }
        for text in &listed.texts {
            told::text(sheet, stream, text.clone());
        }
        let is_last = at + 1 == listed.items.len();
        goes_on = sheet.end(is_last.then_some(end), lines);
    }
    goes_on
}
