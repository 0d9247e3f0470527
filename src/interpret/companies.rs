//! Companies that stand above tables, as a page has them that lists its cookies by who sets them: the
//! provider of the cookies below whose table names none.
//!
//! A line may name a service and, in parentheses behind it, the company. It is one when it is known as one, or
//! when several tables have such a line at the same distance above them and each has another that stands there
//! once: a label comes again, a company does not. Below a label for companies it surely is one. A sentence right above
//! the table may say who sets its cookies, too.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::cookies::inherited;
use super::evidence::{self, SURE_PROVIDER, Score, label, setter};
use super::outline::Outline;
use super::propose::part;
use super::weights;
use super::words::{Stream, Traits};
use super::{Context, columns, headings};
use crate::model::{Block, Cookie, Field, Kind, Role, Section};
use crate::syntax::Layout;
use crate::text::{trim, unmarked, without_number};

/// So many lines above a table are looked at.
const REACH: usize = 12;
/// So many of these for a company that is known and has no label.
const NEAR: usize = 3;
/// No company has more words, or more bytes.
const WORDS: usize = 5;
const BYTES: usize = 96;

/// The cookies of a table, and what stands above it up to the table before.
struct Below<'s> {
    cookies: Vec<usize>,
    /// The lines, the nearest first.
    lines: Vec<Option<Company<'s>>>,
    /// The heading that the table stands under.
    headed: Option<Company<'s>>,
    /// The one that a sentence between these says to set the cookies.
    said: Option<Company<'s>>,
    /// The only one that the text between these names.
    used: Option<Company<'s>>,
    /// The nearest one right above a line that names a category or counts cookies, as cards of services begin.
    service: Option<Company<'s>>,
    /// Whether nothing but categories stand above: the table is of the same service as the one before.
    goes_on: bool,
    /// The sentence between the second line above and the table, which says what the cookies of that are for.
    purpose: Option<Cow<'s, str>>,
}

/// A line above a table.
#[derive(Clone, Copy)]
struct Line<'o, 's> {
    text: &'o Cow<'s, str>,
    sort: Sort,
}

/// What a line above a table is: only some may be a company.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Heading,
    KnownHeading,
    Prose,
    Item,
}

/// A line that may be a company, or a service with its company, and how much it looks like a provider.
#[derive(Clone)]
struct Company<'s> {
    name: Cow<'s, str>,
    service: Option<&'s str>,
    score: Score,
}

/// Gives the cookies of tables that name no provider the company above.
pub(super) fn name<'s>(outline: &mut Outline<'s>, context: &mut Context<'s>) {
    let tables = tables(outline, context);
    let place = recurring(&tables);
    let services: HashSet<_> =
        tables.iter().filter_map(|it| Some(it.service.as_ref()?.name.clone())).collect();
    let mut last: Option<Company<'s>> = None;
    for Below { cookies, lines, headed, said, used, service, goes_on, purpose } in tables {
        // One alone may be the name of the site.
        let is_service = |it: &Company<'s>| services.len() > 1 || it.score >= weights::WHOLE_LABEL;
        last = service.filter(is_service).or(last.filter(|_| goes_on));
        // What prose says of some cookies is not said of those of which others are named.
        let mut named = |company: &Company<'s>| {
            let of = |at: &usize| said_of(outline.cookies.get(*at)?, true, context);
            let is_one = |it: Cow<'s, str>| setter::only(vec![it, company.name.clone()]).is_some();
            cookies.iter().filter_map(of).all(is_one)
        };
        let said = said.filter(&mut named);
        let used = used.filter(&mut named);
        let is_sure = |company: &&Company<'s>| company.score >= SURE_PROVIDER;
        let recurring = place.and_then(|place| lines.get(place)?.as_ref());
        // What stands beside a service is no word of a sentence, however far above.
        let near = lines.iter().enumerate().find_map(|(at, it)| {
            it.as_ref().filter(|it| is_sure(it) && (at < NEAR || it.service.is_some()))
        });
        let labelled = lines.iter().flatten().find(|it| it.score >= weights::WHOLE_LABEL);
        let headed = headed.as_ref().filter(is_sure);
        let service = last.as_ref();
        let company = labelled.or(said.as_ref()).or(service).or(recurring).or(near).or(headed);
        let company = company.or(used.as_ref());
        let Some(company) = company else { continue };
        let second = lines.get(1).and_then(Option::as_ref);
        let purpose = purpose.filter(|_| second.is_some_and(|it| it.name == company.name));
        for at in cookies {
            if let Some(cookie) = outline.cookies.get_mut(at) {
                cookie.provider = Some(company.name.clone());
                cookie.service = company.service.map(Cow::Borrowed);
                let is_told = cookie.purpose.is_some() || cookie.description.is_some();
                let purpose = purpose.as_ref().filter(|_| !is_told).cloned();
                let said = purpose.iter().map(|text| (Field::Purpose, text));
                let provider = cookie.provider.iter().map(|text| (Field::Provider, text));
                let service = cookie.service.iter().map(|text| (Field::Service, text));
                let told = provider.chain(service).chain(said);
                let told = told.filter_map(|(field, text)| inherited::of(field, text, context));
                cookie.inherited.extend(told);
                cookie.purpose = purpose.or(cookie.purpose.take());
                cookie.inherited.sort_unstable();
            }
        }
    }
    for cookie in outline.cookies.iter_mut().filter(|it| it.provider.is_none()) {
        let is_of_others = cookie.category.as_ref().is_some_and(|it| may_be_of_others(it.kind));
        let said = match &cookie.service {
            Some(service) => said_in(service, true, context),
            None => said_of(cookie, is_of_others, context),
        };
        // "Of third parties (Ostrel), statistics".
        let inherits = cookie.inherited.iter().any(|it| it.field == Field::Category);
        let label = cookie.category.as_ref().filter(|_| is_of_others && !inherits);
        let label = label.filter(|_| cookie.service.is_none());
        let said = said.or_else(|| said_in(&label?.label, true, context));
        let Some(name) = said else { continue };
        cookie.inherited.extend(inherited::of(Field::Provider, &name, context));
        cookie.inherited.sort_unstable();
        cookie.provider = Some(name);
    }
}

/// Whether cookies of a kind are mostly set by others than the site.
fn may_be_of_others(kind: Kind) -> bool {
    matches!(kind, Kind::Statistics | Kind::Marketing | Kind::Social | Kind::ThirdParty)
}

/// The company of which what is said of a cookie says that it sets it, or that is the only one named there.
fn said_of<'s>(
    cookie: &Cookie<'s>,
    is_of_others: bool,
    context: &mut Context<'s>,
) -> Option<Cow<'s, str>> {
    let texts = [&cookie.purpose, &cookie.description];
    texts.into_iter().flatten().find_map(|text| said_in(text, is_of_others, context))
}

/// The company of which a text says that it sets a cookie, or that is the only one named in it.
fn said_in<'s>(
    text: &Cow<'s, str>,
    is_of_others: bool,
    context: &mut Context<'s>,
) -> Option<Cow<'s, str>> {
    let known = context.knowledge.setters.get(context.language, text);
    let [said, named] = known.unwrap_or_else(|| {
        let is_short = text.len() <= evidence::setter::LONGEST;
        let stream = is_short.then(|| Stream::of_line(text, false, context));
        let place = |name: &str| text.find(name).map(|start| start..start + name.len());
        let said = stream.as_ref().and_then(evidence::setter::of_cookie);
        let named = stream.as_ref().map(evidence::setter::named).and_then(evidence::setter::only);
        let places = [said.and_then(place), named.as_deref().and_then(place)];
        context.knowledge.setters.keep(context.language, text, places)
    });
    Some(part(text, said.or(named.filter(|_| is_of_others))?))
}

/// The tables whose cookies have no provider.
fn tables<'s>(outline: &Outline<'s>, context: &mut Context<'s>) -> Vec<Below<'s>> {
    let mut tables = Vec::new();
    let mut lines: Vec<Line<'_, 's>> = Vec::with_capacity(32);
    let mut level = None;
    let mut enclosing: Vec<(u8, Line<'_, 's>)> = Vec::new();
    for section in &outline.sections {
        // What stands below a heading holds no longer where one above that begins.
        if section.level.zip(level).is_some_and(|(here, before)| here < before) {
            lines.clear();
        }
        level = section.level.or(level);
        let sort = if is_known(section) { Sort::KnownHeading } else { Sort::Heading };
        let heading = section.heading.as_ref().map(|text| Line { text, sort });
        lines.extend(heading);
        if let Some(level) = section.level {
            enclosing.truncate(enclosing.partition_point(|above| above.0 < level));
            enclosing.extend(heading.map(|heading| (level, heading)));
        }
        for block in &section.blocks {
            match block {
                Block::Paragraph { text, .. } => lines.push(Line { text, sort: Sort::Prose }),
                Block::List { items, .. } => {
                    let items =
                        items.iter().map(|item| Line { text: &item.text, sort: Sort::Item });
                    lines.extend(items);
                }
                Block::Junk { .. } => {}
                Block::Table { rows, layout, .. } => {
                    let all = rows.iter().flat_map(|row| row.cookies.iter().copied());
                    let is_untold = |at: &usize| {
                        let cookie = outline.cookies.get(*at);
                        cookie.is_some_and(|it| it.provider.is_none() && it.service.is_none())
                    };
                    let untold: Vec<_> = all.clone().filter(is_untold).collect();
                    // Of cards below a company some may say who sets them.
                    let is_below = *layout == Layout::Records || untold.len() == all.count();
                    if is_below && !untold.is_empty() {
                        let is_of_others =
                            section.category.as_ref().is_some_and(|it| may_be_of_others(it.kind));
                        let enclosing = enclosing.iter().map(|(_, line)| *line);
                        tables.push(below(untold, &lines, enclosing, is_of_others, context));
                    }
                    lines.clear();
                }
            }
        }
    }
    tables
}

/// What stands above a table with such cookies, which may be those of others than the site, or not, below some headings,
/// each inside the one before.
fn below<'o, 's: 'o>(
    cookies: Vec<usize>,
    lines: &[Line<'o, 's>],
    enclosing: impl DoubleEndedIterator<Item = Line<'o, 's>>,
    is_of_others: bool,
    context: &mut Context<'s>,
) -> Below<'s> {
    let is_heading = |line: &Line<'_, '_>| matches!(line.sort, Sort::Heading | Sort::KnownHeading);
    let mut prose = lines.iter().rev().take_while(|line| line.sort == Sort::Prose).take(NEAR);
    let said = prose.find_map(|line| setter(line.text, context));
    let own = lines.iter().rev().take_while(|line| !is_heading(line));
    let headed = lines.iter().rev().find(|line| is_heading(line));
    let mut headings = headed.copied().into_iter().chain(enclosing.rev());
    let used = headings
        .find_map(|line| used(std::iter::once(line), context))
        .or_else(|| used(own.filter(|_| is_of_others).copied(), context));
    // What other labels say stands between a company and its table.
    let has_label = |text: &str| text.contains(": ") || text.ends_with(':');
    let is_own = |line: &&Line<'_, 's>| {
        line.sort != Sort::Prose || !has_label(line.text) || is_label(line.text, context)
    };
    let lines: Vec<Line<'_, 's>> = lines.iter().filter(is_own).copied().collect();
    let company = |at: usize, context: &mut Context<'s>| {
        let line = lines.get(at).filter(|it| matches!(it.sort, Sort::Heading | Sort::Prose))?;
        let Cow::Borrowed(text) = *line.text else { return None };
        let company = company(text, context)?;
        let above = at.checked_sub(1).and_then(|at| lines.get(at));
        let is_labelled = above.is_some_and(|above| is_label(above.text, context));
        let score = if is_labelled { weights::WHOLE_LABEL } else { company.score };
        Some(Company { score, ..company })
    };
    let heading = lines.iter().rposition(is_heading);
    let nearest = (0..lines.len()).rev().take(REACH).map(|at| company(at, context)).collect();
    let headed = heading.and_then(|at| company(at, context));
    let categories: Vec<bool> = lines.iter().map(|line| is_category(line, context)).collect();
    let first = lines.len().saturating_sub(REACH);
    let service = (first + 1..lines.len()).rev().find_map(|at| {
        let is_above = categories.get(at) == Some(&true) && categories.get(at - 1) == Some(&false);
        let company = company(at - 1, context).filter(|_| is_above)?;
        let is_sure = lines.get(at).is_some_and(is_count);
        let score = if is_sure { weights::WHOLE_LABEL } else { company.score };
        Some(Company { score, ..company })
    });
    let goes_on = !lines.is_empty() && categories.iter().all(|&it| it);
    let purpose = lines.last().filter(|line| {
        line.sort == Sort::Prose
            && (line.text.ends_with('.') || line.text.split(' ').count() > WORDS)
            && !columns::speaks_of_cookies(line.text, context)
    });
    let purpose = purpose.map(|line| line.text.clone());
    Below { cookies, lines: nearest, headed, said, used, service, goes_on, purpose }
}

/// Whether a line names a category, or counts cookies, and says nothing else.
fn is_category(line: &Line<'_, '_>, context: &mut Context<'_>) -> bool {
    is_count(line)
        || line.text.len() <= BYTES && headings::category_named_in(line.text, context).is_some()
}

fn is_count(line: &Line<'_, '_>) -> bool {
    !line.text.is_empty() && line.text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The company of which a sentence says that it sets cookies, when it names no other.
fn setter<'s>(text: &Cow<'s, str>, context: &mut Context<'s>) -> Option<Company<'s>> {
    let Cow::Borrowed(text) = *text else { return None };
    let stream =
        (text.len() <= evidence::setter::LONGEST).then(|| Stream::of_line(text, false, context))?;
    let name = evidence::setter::in_prose(&stream)?;
    Some(Company { name, service: None, score: SURE_PROVIDER })
}

/// The only company that some lines name, but for what they say is not done.
fn used<'o, 's: 'o>(
    lines: impl Iterator<Item = Line<'o, 's>>,
    context: &mut Context<'s>,
) -> Option<Company<'s>> {
    let mut names: Vec<Cow<'s, str>> = Vec::new();
    for line in lines.filter(|line| line.text.len() <= evidence::setter::LONGEST) {
        if let Cow::Borrowed(text) = *line.text
            && let Cow::Borrowed(shown) = unmarked(text)
        {
            names.extend(evidence::setter::named(&Stream::of_line(shown, false, context)));
        } else {
            let shown = unmarked(line.text);
            let found = evidence::setter::named(&Stream::of_line(&shown, false, context));
            names.extend(found.into_iter().map(|name| Cow::Owned(name.into_owned())));
        }
    }
    let name = evidence::setter::only(names)?;
    Some(Company { name, service: None, score: SURE_PROVIDER })
}

/// Whether the words of a heading are known as something else.
fn is_known(section: &Section<'_>) -> bool {
    section.role != Role::Other
}

/// Whether a line is a label for companies.
fn is_label(line: &str, context: &mut Context<'_>) -> bool {
    line.len() <= BYTES
        && columns::whole_labels(context.scan(line)).any(|field| field == Field::Provider)
}

/// The least distance above their tables at which there are several companies, each another.
fn recurring(tables: &[Below<'_>]) -> Option<usize> {
    let mut count: HashMap<&str, usize> = HashMap::new();
    for company in tables.iter().flat_map(|table| table.lines.iter().flatten()) {
        *count.entry(&*company.name).or_default() += 1;
    }
    (0..REACH).find(|&place| {
        let names = || tables.iter().filter_map(|table| table.lines.get(place)?.as_ref());
        names().count() > 1 && names().all(|company| count.get(&*company.name) == Some(&1))
    })
}

/// Whether a heading names a company: a service and its company in parentheses, or one right above a table.
pub(super) fn is_one(heading: &str, heads_table: bool, context: &mut Context<'_>) -> bool {
    company(heading, context).is_some_and(|it| heads_table || it.service.is_some())
}

/// A line of a few words with capitals that look like a provider, or like a service with its provider in
/// parentheses behind; other parentheses are a remark.
fn company<'s>(line: &'s str, context: &mut Context<'_>) -> Option<Company<'s>> {
    // A label is none, with what it says or without.
    if line.len() > BYTES
        || line.ends_with(['?', '!'])
        || line.contains(": ")
        || line.ends_with(':')
    {
        return None;
    }
    let rest = without_number(line);
    if rest.len() < line.len() {
        // Sections on anything have numbers.
        return company(rest, context).filter(|company| company.score >= SURE_PROVIDER);
    }
    let inside = line.strip_suffix(')').and_then(|line| line.rsplit_once('('));
    let Some((before, inside)) = inside.map(|(before, inside)| (trim(before), trim(inside))) else {
        let score = score(line, context)?;
        return Some(Company { name: Cow::Borrowed(line), service: None, score });
    };
    let known = score(before, context).filter(|score| *score >= SURE_PROVIDER);
    // A company that nobody knows may have any name there: tables that come again tell.
    let stream = Stream::of_line(inside, false, context);
    let may_be = known.is_none() && stream.len() <= WORDS && stream.traits(0).has(Traits::UPPER);
    // A host tells where somebody is, who may be the one that speaks.
    let named = score(inside, context).filter(|_| !stream.traits(0).has(Traits::HOST));
    match named.or(may_be.then_some(1)) {
        // What speaks of cookies in front of it is a title.
        Some(score) if !before.is_empty() && !columns::speaks_of_cookies(before, context) => {
            Some(Company { name: Cow::Borrowed(inside), service: Some(before), score })
        }
        _ => Some(Company {
            name: Cow::Borrowed(before),
            service: None,
            score: score(before, context)?,
        }),
    }
}

/// How much some words look like a provider, if they may be one.
fn score(text: &str, context: &mut Context<'_>) -> Option<Score> {
    context.knowledge.companies.get(context.language, text).unwrap_or_else(|| {
        let score = find_score(text, context);
        context.knowledge.companies.keep(context.language, text, score)
    })
}

fn find_score(text: &str, context: &mut Context<'_>) -> Option<Score> {
    let stream = Stream::of_line(text, false, context);
    let words = 0..stream.len();
    let is_short = (1..=WORDS).contains(&words.len());
    // "Entity - Ostrel": what a dash parts from its label is said of a cookie above.
    let is_labelled =
        |at: usize| stream.traits(at).has(Traits::MARK) && label::is_whole(&stream, 0..at);
    let is_one = is_short
        && (stream.traits(0).has(Traits::UPPER | Traits::HOST)
            || words.len() > 1 && stream.traits(words.end - 1).has(Traits::LEGAL))
        && (!text.ends_with('.') || stream.traits(words.end - 1).has(Traits::LEGAL))
        && !words.clone().any(|at| stream.traits(at).has(Traits::COOKIE))
        && !label::is_whole(&stream, words.clone())
        && !words.clone().any(is_labelled)
        && headings::category_named_in(text, context).is_none();
    let score = is_one.then(|| evidence::of(&stream, words, Some(Field::Provider)))?;
    (score > 0).then_some(score)
}
