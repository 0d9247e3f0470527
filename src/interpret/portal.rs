//! Which site publishes a charter.
//!
//! Charters link to browsers, authorities and partners too, so an address counts only where a
//! charter names its own site: in the heading on usage or on kinds, in the title, in another heading, or
//! beside a word for the site. What nobody sees, the address that a page gives as its own and the path it
//! came by, is asked where the text names none, or first when the caller says so.

use std::borrow::Cow;
use std::ops::Range;

use super::Context;
use super::outline::Outline;
use crate::lexicon::{ConsentTerm, Hit, Known, Scan, Term};
use crate::model::{Block, Item, Portal, Role, Section};
use crate::syntax::{Address, addresses, host_shown};
use crate::text::{Typography, first_sentence, normal};

/// The portal, or nothing when the charter does not give its address.
pub(super) fn find<'s>(outline: &Outline<'s>, context: &mut Context<'s>) -> Option<Portal<'s>> {
    in_heading(outline, context).or_else(|| beside_a_word(outline, context))
}

/// The portal at the address that a page gives as its own.
pub(super) fn of_page((address, line): (Address<'_>, u64)) -> Portal<'_> {
    let host = host_shown(address.host);
    Portal { url: Cow::Borrowed(address.url), host, line: Some(line) }
}

/// The portal by whose host a file or one of the folders it is in is named: `www.example.fr.txt`,
/// `data.example.fr/cookies.html`. The last part of the path goes first.
#[must_use]
pub(crate) fn portal_of_path(path: &str) -> Option<Portal<'static>> {
    const EXTENSIONS: [&str; 9] =
        ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "json", "ndjson"];
    let mut parts = path.rsplit(['/', '\\']);
    let file = parts.next()?;
    let without = file.rsplit_once('.').filter(|(_, extension)| {
        EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
    });
    let is_host = |part: &&str| {
        let host = host_shown(part);
        let is_whole = addresses(&host).next().is_some_and(|it| it.url == host);
        let ending = part.rsplit('.').next().unwrap_or_default();
        is_whole && (Known::is_domain_ending(ending) || part.starts_with("www."))
    };
    let name = without.map_or(file, |(name, _)| name);
    let host = std::iter::once(name).chain(parts).find(is_host)?;
    let url = Cow::Owned(host.to_owned());
    Some(Portal { url, host: Cow::Owned(host_shown(host).into_owned()), line: None })
}

/// The address in a heading that says what is used on the site, in the title, or in another heading.
fn in_heading<'s>(outline: &Outline<'s>, context: &mut Context<'s>) -> Option<Portal<'s>> {
    let sections = || outline.sections.iter();
    let names = |section: &&Section<'_>| matches!(section.role, Role::Usage | Role::Kinds);
    // Headings on what cookies are and how to refuse them point elsewhere.
    let elsewhere = [Role::Definition, Role::Settings];
    let others = sections().filter(|it| !names(it) && !elsewhere.contains(&it.role));
    let heading = |section: &Section<'s>| borrowed(section.heading.as_ref()?);
    let mut foremost = sections().filter(names).filter_map(heading).chain(outline.title);
    foremost.find_map(|text| portal(text, context, |text, _| first(text, |_| true))).or_else(|| {
        let mut others = others.filter_map(heading);
        others.find_map(|text| portal(text, context, |text, _| first(text, |it| it.has_scheme)))
    })
}

/// How a text says that an address is the site's own, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Naming {
    /// "Our website, https://…".
    Own,
    /// "https://… (“the website”)".
    Defined,
    /// "On the website https://…", where the charter says what it is of.
    Beside,
    /// "Website: https://…", a line of its own; of several none is sure.
    Label,
}

/// The first address that is named most surely as the site's own.
fn beside_a_word<'s>(outline: &Outline<'s>, context: &mut Context<'s>) -> Option<Portal<'s>> {
    let mut best: Option<(Naming, Portal<'s>)> = None;
    let mut labelled = 0;
    let mut opens = true;
    for section in &outline.sections {
        opens &= matches!(section.role, Role::Introduction | Role::Usage | Role::Other);
        let heading = section.heading.iter().filter_map(borrowed);
        for text in heading.chain(section.blocks.iter().flat_map(texts)) {
            let mut naming = None;
            let may_be = |naming| match section.role {
                Role::Definition | Role::Settings => naming == Naming::Own,
                Role::Introduction | Role::Usage => true,
                _ => naming != Naming::Beside || (opens && best.is_none()),
            };
            let named = |text: &str, context: &mut Context<'s>| {
                let (how, place) = named_as_site(text, may_be, context)?;
                naming = Some(how);
                Some(place)
            };
            let Some(found) = portal(text, context, named) else { continue };
            let Some(naming) = naming else { continue };
            let is_other = best.as_ref().is_none_or(|(_, best)| best.host != found.host);
            labelled += usize::from(naming == Naming::Label && is_other);
            if best.as_ref().is_none_or(|&(best, _)| naming < best) {
                best = Some((naming, found));
            }
        }
    }
    best.filter(|&(naming, _)| naming != Naming::Label || labelled == 1).map(|(_, portal)| portal)
}

/// The address in a text that is named most surely as the site's own, in a way that it may be.
fn named_as_site(
    text: &str,
    may_be: impl Fn(Naming) -> bool,
    context: &mut Context<'_>,
) -> Option<(Naming, Place)> {
    let mut end = 0;
    let found = addresses(text).filter_map(|address| {
        let (url, host) = place_of(&address, text);
        let before = text.get(std::mem::replace(&mut end, url.end)..url.start)?;
        let after = text.get(url.end..).unwrap_or_default();
        let ways = [before_address(before, context), is_defined(after, context)];
        let how = ways.into_iter().flatten().filter(|&how| may_be(how)).min()?;
        Some((how, (url, host)))
    });
    // Of several that are named alike, the first.
    found.min_by_key(|(how, _)| *how)
}

/// How many words may stand between a site that is named and its address.
const BETWEEN: usize = 6;

/// How far from an address words are looked at, in characters.
const NEAR: usize = 100;

/// What the words before an address say of it.
fn before_address(before: &str, context: &mut Context<'_>) -> Option<Naming> {
    let near = before.char_indices().rev().take(NEAR).last().map_or(0, |(at, _)| at);
    let before = before.get(near..)?.trim_end_matches(|c: char| "<([\"'«“„ ".contains(c));
    let line = before.rsplit(['\n', '\r']).next()?;
    let is_whole = near == 0 || line.len() < before.len();
    let ends_sentence = |(at, _): &(usize, &str)| {
        line.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_whitespace))
    };
    let sentence = line.rmatch_indices(['.', '!', '?', ';']).find(ends_sentence);
    let begins = sentence.map_or(0, |(at, _)| at + 1);
    let scan = context.scan(line.get(begins..)?);
    let words = scan.words.len();
    let sites = || scan.hits.iter().filter(|hit| hit.term == Term::Portal);
    let is_own = |site: &Hit| {
        let own =
            |hit: &Hit| hit.term == Term::Own && (hit.end() == site.word || hit.word == site.end());
        scan.hits.iter().any(own)
            && leads_to_address(scan, site.end(), line.get(begins..).unwrap_or_default())
    };
    if sites().any(is_own) {
        return Some(Naming::Own);
    }
    let is_label = |site: &Hit| site.word == 0 && site.end() == words;
    if is_whole && begins == 0 && line.ends_with(':') && sites().any(is_label) {
        return Some(Naming::Label);
    }
    sites().any(|site| site.end() == words).then_some(Naming::Beside)
}

/// Whether the words from one on lead from a site to its address: they say nothing, or they are its
/// name.
fn leads_to_address(scan: &Scan, from: usize, text: &str) -> bool {
    let between = from..scan.words.len();
    let is = |at: usize, term: Term| scan.hits.iter().any(|it| it.word == at && it.term == term);
    let is_name = |at: usize| {
        let word = scan.words.get(at).and_then(|word| text.get(word.start..));
        word.is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    let passes = |at: usize| {
        let joins = is(at, Term::Consent(ConsentTerm::Conjunction));
        !joins
            && (is(at, Term::Function) || is(at, Term::Filler) || is(at, Term::Own) || is_name(at))
    };
    between.len() <= BETWEEN
        && (between.clone().all(passes) || between.len() == 1 && text.ends_with(':'))
}

/// Whether a word for the site is what a text calls the address before it, in quotes or parentheses.
fn is_defined(after: &str, context: &mut Context<'_>) -> Option<Naming> {
    const PARTS: usize = 4;
    const MARKS: [char; 10] = ['"', '«', '»', '“', '”', '„', '‘', '’', '(', ')'];
    let end = after.char_indices().nth(NEAR).map_or(after.len(), |(at, _)| at);
    // What closes the address itself opens nothing.
    let near = first_sentence(after.get(..end)?).trim_start_matches(['>', ')', '`', '*', '_', '/']);
    near.split(MARKS)
        .skip(1)
        .take(PARTS)
        .any(|part| is_site(part, context))
        .then_some(Naming::Defined)
}

/// Whether a word for the site is all that is said but for articles.
fn is_site(text: &str, context: &mut Context<'_>) -> bool {
    let scan = context.scan(text);
    let is_article = |at: usize| {
        let leads = |term| matches!(term, Term::Function | Term::Filler | Term::Own);
        scan.hits.iter().any(|hit| hit.word == at && leads(hit.term))
    };
    let is_site = |hit: &Hit| {
        hit.term == Term::Portal && hit.end() == scan.words.len() && (0..hit.word).all(is_article)
    };
    scan.hits.iter().any(is_site)
}

/// An address by the places of its url and its host in a text.
type Place = (Range<usize>, Range<usize>);

/// The first of the addresses that `may_be` it.
fn first(text: &str, may_be: impl Fn(&Address<'_>) -> bool) -> Option<Place> {
    addresses(text).find(|address| may_be(address)).map(|address| place_of(&address, text))
}

fn place_of(address: &Address<'_>, text: &str) -> Place {
    let place = |part: &str| {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        start..start + part.len()
    };
    (place(address.url), place(address.host))
}

/// The portal whose address `find` sees in the normal form of `text`: what is invisible, or another
/// kind of quote, must not hide an address. It is given as written where that is the same.
fn portal<'s>(
    text: &'s str,
    context: &mut Context<'s>,
    find: impl FnOnce(&str, &mut Context<'s>) -> Option<Place>,
) -> Option<Portal<'s>> {
    let plain = normal(text, Typography::Plain);
    let (url, host) = find(&plain, context)?;
    let line = Some(context.source.line_of(text));
    if let Cow::Borrowed(plain) = plain {
        let host = host_shown(plain.get(host)?);
        return Some(Portal { url: Cow::Borrowed(plain.get(url)?), host, line });
    }
    let (url, host) = (plain.get(url)?, host_shown(plain.get(host)?));
    Some(Portal { url: as_written(url, text), host: as_written(&host, text), line })
}

/// `part` as a part of `text`, where it stands in it as it is.
fn as_written<'s>(part: &str, text: &'s str) -> Cow<'s, str> {
    let start = text.find(part);
    let written = start.and_then(|start| text.get(start..start + part.len()));
    written.map_or_else(|| Cow::Owned(part.to_owned()), Cow::Borrowed)
}

/// The texts of paragraphs and items.
fn texts<'b, 's>(block: &'b Block<'s>) -> impl Iterator<Item = &'s str> + use<'b, 's> {
    let (paragraph, items): (_, &[Item<'s>]) = match block {
        Block::Paragraph { text, .. } => (Some(text), &[]),
        Block::List { items, .. } => (None, items),
        _ => (None, &[]),
    };
    paragraph.into_iter().chain(items.iter().map(|item| &item.text)).filter_map(borrowed)
}

/// What was read from a source is borrowed from it.
fn borrowed<'s>(text: &Cow<'s, str>) -> Option<&'s str> {
    match text {
        Cow::Borrowed(text) => Some(text),
        Cow::Owned(_) => None,
    }
}
