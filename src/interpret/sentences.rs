//! Cookies that sentences declare, where a text has no table or list of any: "a cookie called `lang` keeps
//! your language for a year".
//!
//! A text that has a table mentions its cookies in prose, too, so sentences are read only where nothing else
//! declares one. They declare a name that they call a cookie, and one of which they say how long it is
//! kept. All they say of it is its description: no word tells which part is the purpose.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::evidence::{LIKELY_NAME, SURE_NAME, said, setter, spelling};
use super::outline::Outline;
use super::propose::{clause, within};
use super::words::{Stream, Traits};
use super::{Context, columns, cookies};
use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::{Hit, Known, Term};
use crate::model::{Block, Column, Field, Role, Row, Section};
use crate::text::is_space;

/// A word for a cookie calls a name one that stands at most so many words behind it.
const REACH: usize = 3;
/// A negation denies a name in front of it or at most so many words behind.
const BEHIND: usize = 2;
/// No longer text is prose, in bytes.
const LONGEST: usize = 1 << 16;
/// No more cookies are read from one text, nor from the sentences of one section: what is said of each may be
/// all of them.
const MOST: usize = 64;
/// What is read of each cookie.
const FIELDS: [Field; 4] = [Field::Name, Field::Provider, Field::Retention, Field::Description];

/// Takes the cookies that the sentences of a text declare, if nothing else in it declares one and it is a charter:
/// a page of an error or an article names one, too.
pub(super) fn read<'s>(outline: &mut Outline<'s>, context: &mut Context<'s>) {
    if outline.has_cookie_table {
        return;
    }
    let mut headings = outline.sections.iter().filter_map(|section| section.heading.as_deref());
    let is_charter = outline.has_known_heading
        || headings.any(|heading| columns::speaks_of_cookies(heading, context));
    if !is_charter {
        return;
    }
    let columns = FIELDS.map(|field| Column { label: None, field: Some(field) });
    let mut known: HashSet<Cow<'s, str>> = HashSet::new();
    for section in &outline.sections {
        let is_on_cookies = is_on_cookies(section, context);
        let mut rows: Vec<Row<'s>> = Vec::new();
        for (text, line) in section.blocks.iter().flat_map(texts) {
            for cells in declared(text, is_on_cookies, context) {
                let is_new = rows.iter().all(|row| row.cells.first() != cells.first());
                if is_new && rows.len() < MOST {
                    rows.push(Row::new(line, cells.into()));
                }
            }
        }
        let above = cookies::Above { category: section.category.as_ref(), ..Default::default() };
        let mut declared = Vec::new();
        cookies::read(&columns, &rows, above, &mut declared, &mut Vec::new(), context);
        declared.retain(|cookie| known.insert(cookie.name.clone()));
        outline.cookies.append(&mut declared);
    }
    if let Some(first) = outline.cookies.first() {
        let remark = "only sentences name cookies here: what is said of each was taken from them";
        outline.diagnostics.push(Diagnostic::new(Code::GuessedCells, remark).at(first.line, 1));
    }
}

/// Whether a section is on the cookies of the site. What a cookie is may be told by one of somebody else.
fn is_on_cookies(section: &Section<'_>, context: &mut Context<'_>) -> bool {
    let speaks = |heading: &str| columns::speaks_of_cookies(heading, context);
    !matches!(section.role, Role::Definition | Role::Settings)
        && (section.category.is_some() || section.heading.as_deref().is_some_and(speaks))
}

/// The texts of a block that are prose, and their lines.
fn texts<'b, 's>(block: &'b Block<'s>) -> impl Iterator<Item = (&'b Cow<'s, str>, u64)> {
    let (paragraph, items) = match block {
        Block::Paragraph { text, line } => (Some((text, *line)), None),
        Block::List { items, .. } => (None, Some(items)),
        Block::Table { .. } | Block::Junk { .. } => (None, None),
    };
    let items = items.into_iter().flatten().map(|item| (&item.text, item.line));
    paragraph.into_iter().chain(items)
}

/// What a text declares, which may stand in a section on cookies: a cell for each of [`FIELDS`].
fn declared<'s>(
    text: &Cow<'s, str>,
    is_on_cookies: bool,
    context: &mut Context<'s>,
) -> Vec<[Cow<'s, str>; 4]> {
    // Most texts name nothing, which a look at their words tells.
    let names = |word: &str| is_quoted(word) || is_marked(word);
    let calls = |hit: &Hit| hit.term == Term::Calls;
    if text.len() > LONGEST
        || !text.split(is_space).any(names) && !context.scan(text).hits.iter().any(calls)
    {
        return Vec::new();
    }
    let stream = &Stream::of_text(text.clone(), context);
    // Lines of a program have no small words.
    if !(0..stream.len()).any(|at| stream.traits(at).has(Traits::FUNCTION)) {
        return Vec::new();
    }
    let groups = groups(stream);
    let mut declared = Vec::new();
    let mut before = 0;
    for (at, group) in groups.iter().enumerate() {
        let sentence = stream.sentence(group.start);
        let denies = |at: usize| stream.traits(at).has(Traits::NEGATION);
        let is_denied = (sentence.start..sentence.end.min(group.end + BEHIND)).any(denies);
        if is_denied {
            continue;
        }
        let next = groups.get(at + 1).map(|next| next.start);
        let last = next.map_or(stream.len(), |next| stream.sentence(next).start);
        let end = last.max(sentence.end);
        // What a text begins with is what it is about.
        let begins = group.start == 0 && is_on_cookies && is_sure(stream, group.start);
        let is_called = is_called(stream, group.start) || is_called_behind(stream, group);
        // What is only mentioned is not what the sentences behind go on with, nor what was said before.
        let said_until = if is_called || begins { end } else { sentence.end };
        let rest = group.end..next.unwrap_or(stream.len()).min(said_until);
        let is_alone = groups.iter().filter(|it| sentence.contains(&it.start)).count() == 1;
        let above = || {
            let said = said::how_long(stream, sentence.start..group.start);
            said.filter(|_| is_alone && is_called)
        };
        let kept = said::how_long(stream, rest).or_else(above);
        if kept.is_none() && !is_called {
            continue;
        }
        let retention = kept.map(|said| clause(stream.text(said.phrase))).unwrap_or_default();
        let provider = provider(stream, before..end, &sentence, group).unwrap_or_default();
        before = sentence.end;
        for name in group.clone().filter(|&at| may_be_name(stream, at)) {
            let name = within(stream.text(name..name + 1), spelling::bare);
            let said = stream.text(sentence.start..end);
            declared.push([name, provider.clone(), retention.clone(), said]);
        }
    }
    declared
}

/// The first names in a text, together where nothing but a word that joins them stands between.
fn groups(stream: &Stream<'_>) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for at in (0..stream.len()).filter(|&at| may_be_name(stream, at)).take(MOST) {
        let joins = |at: usize| stream.traits(at).has(Traits::JOINS | Traits::MARK);
        match groups.last_mut() {
            Some(group) if (group.end..at).all(joins) => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// Whether a word is a name wherever it stands, or may be one and is called a cookie.
fn may_be_name(stream: &Stream<'_>, at: usize) -> bool {
    let word = spelling::bare(stream.word(at));
    let score = spelling::of_word(word);
    let is_other = stream.traits(at).has(Traits::COOKIE) && score < SURE_NAME;
    let is_company = stream.traits(at).has(Traits::PROVIDER) && !word.contains('_');
    if is_other || is_company || stream.traits(at).has(Traits::HOST) || spelling::is_host(word) {
        return false;
    }
    // Guillemets may stand apart from what is between them.
    let is_apart =
        at > 0 && spelling::bare(stream.word(at - 1)).is_empty() && is_quoted(stream.word(at - 1));
    let start = if is_apart { at - 1 } else { at };
    let is_behind = start > 0 && stream.traits(start - 1).has(Traits::COOKIE);
    let is_written = score >= LIKELY_NAME && !is_plain(word);
    let is_named = start > 0 && stream.traits(start - 1).has(Traits::CALLS);
    let may_be = is_written
        // No name has letters with accents.
        || (is_apart || is_quoted(stream.word(at))) && is_behind && word.is_ascii()
        // "Cookies called session cookies": what is called so may be their sort.
        || is_named
            && !stream.traits(at).has(Traits::MEASURE | Traits::CATEGORY)
            && (is_quoted(stream.word(at)) || Known::get().is_name(word));
    let is_called = || is_called(stream, at) || is_called_behind(stream, &(at..at + 1));
    !word.is_empty() && (score >= SURE_NAME || may_be && is_called())
}

fn is_quoted(word: &str) -> bool {
    word.starts_with(['"', '\'', '‘', '“', '«', '„', '`'])
}

/// Whether a word is written as a likely name is: plain words are told by their bytes.
fn is_marked(word: &str) -> bool {
    !is_plain(word) && spelling::of_word(spelling::bare(word)) >= LIKELY_NAME
}

/// Whether a word is written as those of prose are.
fn is_plain(word: &str) -> bool {
    let is_small = |byte: u8| byte.is_ascii_lowercase() || byte >= 0x80;
    word.bytes().skip(1).all(is_small) && !word.starts_with('_')
}

/// Whether a word for a cookie stands soon before a word, in the same sentence.
fn is_called(stream: &Stream<'_>, at: usize) -> bool {
    // "The cookie banner on ostrel.shop" names a place.
    let calls = |at: usize| stream.traits(at).has(Traits::COOKIE | Traits::CALLS);
    let is_place =
        spelling::bare(stream.word(at)).contains('.') && !at.checked_sub(1).is_some_and(calls);
    let before = (at.saturating_sub(REACH)..at).rev();
    let mut before = before.take_while(|&at| !stream.traits(at).has(Traits::STOP));
    !is_place && before.any(|at| stream.traits(at).has(Traits::COOKIE))
}

/// Whether a word can only be a name.
fn is_sure(stream: &Stream<'_>, at: usize) -> bool {
    spelling::of_word(spelling::bare(stream.word(at))) >= SURE_NAME
}

/// Whether a word for a cookie stands right behind names that are surely some, or soon behind those that a comma follows or
/// a text begins with: "the `_ga` cookie", "it sets os-id, a cookie that …", "YSC is another cookie".
fn is_called_behind(stream: &Stream<'_>, names: &Range<usize>) -> bool {
    const SOON: usize = 4;
    let last = names.end - 1;
    let is_cookie = |at: usize| at < stream.len() && stream.traits(at).has(Traits::COOKIE);
    let is_sure = is_quoted(stream.word(last)) || is_sure(stream, last);
    // "Ostrel24 uses cookies": a company may begin a text, too.
    let begins =
        names.start == 0 && (is_sure || Known::get().is_name(spelling::bare(stream.word(last))));
    let mut behind = names.end..names.end + if is_sure || begins { SOON } else { BEHIND };
    let is_explained = begins || stream.traits(last).has(Traits::COMMA);
    !stream.traits(last).has(Traits::STOP | Traits::COLON)
        && (is_sure && is_cookie(names.end) || is_explained && behind.any(is_cookie))
}

/// The provider that a sentence names beside the cookies: one that is known, or words say that it sets them; else one that the
/// sentences round it name, which say nothing of other cookies.
fn provider<'s>(
    stream: &Stream<'s>,
    around: Range<usize>,
    sentence: &Range<usize>,
    names: &Range<usize>,
) -> Option<Cow<'s, str>> {
    let known = |words| setter::known(stream, words);
    let said = |words| setter::phrase(stream, words).map(|(_, provider)| provider);
    let provider = known(sentence.start..names.start)
        .or_else(|| known(names.end..sentence.end))
        .or_else(|| {
            // One word that begins a sentence may be any: "That one sets".
            let may_be = |it: &Range<usize>| it.start > sentence.start || it.len() > 1;
            setter::subject(stream, sentence.start..names.start).filter(may_be)
        })
        .or_else(|| said(names.end..sentence.end))
        .or_else(|| said(sentence.end..around.end))
        .or_else(|| known(around.start..sentence.start))?;
    Some(setter::shown(stream, provider))
}
