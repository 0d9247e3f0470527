//! Where a text says who sets cookies.

use std::borrow::Cow;
use std::ops::Range;

use crate::interpret::words::{Stream, Traits};
use crate::model::Field;
use crate::text::trim;

/// No longer text is searched, in bytes.
pub(in crate::interpret) const LONGEST: usize = 1 << 12;
/// No provider has more words.
const PROVIDER: usize = 4;
/// No small word between a cookie and whose it is is longer, in bytes: "of", "von".
const SMALL: usize = 3;

/// Words for who sets a cookie, and behind them up to the end of the clause a provider: both in words.
pub(in crate::interpret) fn phrase(
    stream: &Stream<'_>,
    words: Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    words.clone().find_map(|at| {
        let label = label_end(stream, at, words.end)?;
        let is_article = |at: usize| {
            stream.traits(at).has(Traits::FUNCTION) && !stream.traits(at).has(Traits::UPPER)
        };
        let start = if is_article(label) && label + 1 < words.end { label + 1 } else { label };
        let end = provider_end(stream, start, words.end);
        let first = stream.traits(start);
        // "l'Opéra": what an article is joined to tells.
        let joined = stream.word(start).rsplit_once(['\'', '’']).map(|(_, name)| name);
        let is_named = first.has(Traits::UPPER | Traits::HOST | Traits::PROVIDER)
            && !first.has(Traits::BRACKET)
            || joined.is_some_and(|name| name.starts_with(char::is_uppercase));
        (is_named && end - start <= PROVIDER).then_some((at..label, start..end))
    })
}

/// Where the provider ends that begins at a word: with its clause, or before the small words that go on behind it, "set by
/// Ostrel to count".
fn provider_end(stream: &Stream<'_>, start: usize, last: usize) -> usize {
    let has = |at: usize, traits| stream.traits(at).has(traits);
    let goes_on = |at: usize| has(at, Traits::FUNCTION) && !has(at, Traits::UPPER);
    let is_named = |at: usize| at + 1 < last && has(at + 1, Traits::UPPER);
    let mut ends = (start..last)
        .filter(|&at| stops(stream, at) || at + 1 < last && goes_on(at + 1) && !is_named(at + 1));
    ends.next().map_or(last, |end| end + 1)
}

/// Where words for who sets a cookie end that begin at a word, if there are any and more stands behind.
fn label_end(stream: &Stream<'_>, at: usize, last: usize) -> Option<usize> {
    let hits = stream.labels(at).chain(stream.features().keywords(at));
    let ends = hits.filter(|&(end, field)| field == Field::Provider && end < last);
    ends.map(|(end, _)| end).max().filter(|end| !stops(stream, end - 1))
}

fn stops(stream: &Stream<'_>, at: usize) -> bool {
    stream.traits(at).has(Traits::STOP | Traits::COMMA)
}

/// The only company that a sentence says to set cookies. A sentence that leads on to those below need not say
/// more than its name.
pub(in crate::interpret) fn in_prose<'s>(stream: &Stream<'s>) -> Option<Cow<'s, str>> {
    let leads_on = |end: usize| end == stream.len() && stream.word(end - 1).ends_with(':');
    let says = |words: &Range<usize>| {
        let has = |traits| words.clone().any(|at| stream.traits(at).has(traits));
        let is_said = has(Traits::SETS) && has(Traits::COOKIE)
            || leads_on(words.end) && (has(Traits::SETS) || has(Traits::COOKIE));
        is_said && !has(Traits::NEGATION)
    };
    let who = |words: Range<usize>| {
        only(all(stream, words.clone())).or_else(|| named_setter(stream, words))
    };
    sentences(stream).filter(says).filter_map(who).last()
}

/// The company that words for who sets cookies stand before, though nobody knows it.
fn named_setter<'s>(stream: &Stream<'s>, words: Range<usize>) -> Option<Cow<'s, str>> {
    let (_, name) = phrase(stream, words)?;
    let has = |at: usize, traits| stream.traits(at).has(traits);
    let other = Traits::FUNCTION | Traits::COOKIE | Traits::PARTY | Traits::CATEGORY;
    let is_one = name.clone().all(|at| has(at, Traits::UPPER) && !has(at, other));
    is_one.then(|| shown(stream, name))
}

/// The company that what is said of one cookie says to set it: it is all of it or stands before a colon, does so in the
/// first words or has its cookie there, stands behind words for that, or alone in parentheses at the end.
pub(in crate::interpret) fn of_cookie<'s>(stream: &Stream<'s>) -> Option<&'s str> {
    let all = 0..stream.len();
    let known = |words: Range<usize>| {
        let name = name_at(stream, words.start, words.end)?;
        (name.end == words.end).then_some(name)
    };
    let colon = all.clone().take(PROVIDER + 1).find(|&at| {
        stream.traits(at).has(Traits::COLON | Traits::COMMA)
            || matches!(stream.word(at), "-" | "–" | "—")
    });
    let lead =
        colon.map_or(all.end, |at| if stream.traits(at).has(Traits::MARK) { at } else { at + 1 });
    let last = all.end.checked_sub(1)?;
    let open = all.clone().rev().take(PROVIDER).find(|&at| stream.traits(at).has(Traits::BRACKET));
    let open = open.filter(|_| stream.word(last).trim_end_matches('.').ends_with(')'));
    let behind =
        || all.clone().find_map(|at| name_at(stream, label_end(stream, at, all.end)?, all.end));
    let words = known(0..lead)
        .or_else(|| of_this(stream))
        .or_else(|| whose(stream))
        .or_else(behind)
        .or_else(|| known(open?..all.end))?;
    match stream.text(words) {
        Cow::Borrowed(text) => Some(bare(text)),
        Cow::Owned(_) => None,
    }
}

/// Who sets this cookie, by the first words: "Ostrel sets this cookie to count visits".
fn of_this(stream: &Stream<'_>) -> Option<Range<usize>> {
    /// So many words stand from the verb to the word for a cookie: "sets this cookie".
    const BEHIND: usize = 2;
    let subject = subject(stream, 0..stream.len().min(PROVIDER + 1))?;
    let behind = (subject.end + 1..stream.len()).take(BEHIND);
    let has_cookie = behind.clone().any(|at| stream.traits(at).has(Traits::COOKIE));
    (subject.start == 0 && has_cookie).then_some(subject)
}

/// Whose cookie it is, by the first words: "Cookie of Ostrel that counts", "Ostrel cookie to count visits".
fn whose(stream: &Stream<'_>) -> Option<Range<usize>> {
    let has = |at: usize, traits| at < stream.len() && stream.traits(at).has(traits);
    if let Some(name) = name_at(stream, 0, stream.len()) {
        return has(name.end, Traits::COOKIE).then_some(name);
    }
    let is_of = stream.len() > 1 && stream.word(1).len() <= SMALL && !has(1, Traits::UPPER);
    let start = if is_of { 2 } else { 1 };
    if has(0, Traits::COOKIE) { name_at(stream, start, stream.len()) } else { None }
}

/// The words with capitals before a verb for setting: "When you book, Ostrel sets".
pub(in crate::interpret) fn subject(
    stream: &Stream<'_>,
    words: Range<usize>,
) -> Option<Range<usize>> {
    let has = |at: usize, traits| stream.traits(at).has(traits);
    let is_named = |&at: &usize| {
        has(at, Traits::UPPER) && !has(at, Traits::FUNCTION | Traits::COOKIE | Traits::COMMA)
    };
    words.clone().filter(|&at| has(at, Traits::SETS)).find_map(|verb| {
        let count = (words.start..verb).rev().take(PROVIDER).take_while(is_named).count();
        (count > 0).then_some(verb - count..verb)
    })
}

/// The first known provider that some words name.
pub(in crate::interpret) fn known(
    stream: &Stream<'_>,
    words: Range<usize>,
) -> Option<Range<usize>> {
    words.clone().find_map(|at| name_at(stream, at, words.end))
}

/// Whether some words are a known provider and nothing else.
pub(in crate::interpret) fn is_known(stream: &Stream<'_>, words: &Range<usize>) -> bool {
    known(stream, words.clone()).as_ref() == Some(words)
}

/// The known provider that begins at a word.
fn name_at(stream: &Stream<'_>, at: usize, last: usize) -> Option<Range<usize>> {
    let is_known = |at: usize| stream.traits(at).has(Traits::PROVIDER);
    let goes_on = |&at: &usize| is_known(at) && stream.traits(at).has(Traits::GOES_ON);
    let end = at + 1 + (at + 1..last).take_while(goes_on).count();
    (at < last && is_known(at)).then_some(at..end)
}

/// The known providers that some words name.
fn all<'s>(stream: &Stream<'s>, words: Range<usize>) -> Vec<Cow<'s, str>> {
    let mut names = Vec::new();
    let mut at = words.start;
    while at < words.end {
        let name = name_at(stream, at, words.end);
        at = name.as_ref().map_or(at + 1, |name| name.end);
        names.extend(name.map(|name| shown(stream, name)));
    }
    names
}

/// The known providers that a text names, but for sentences on what is not done.
pub(in crate::interpret) fn named<'s>(stream: &Stream<'s>) -> Vec<Cow<'s, str>> {
    let denies =
        |words: &Range<usize>| words.clone().any(|at| stream.traits(at).has(Traits::NEGATION));
    sentences(stream).filter(|words| !denies(words)).flat_map(|words| all(stream, words)).collect()
}

/// The one provider that some names are of, by the shortest, if all of them begin alike.
pub(in crate::interpret) fn only(names: Vec<Cow<'_, str>>) -> Option<Cow<'_, str>> {
    let first = |name: &str| name.split(' ').next().map(str::to_owned);
    let is_one = names.iter().all(|name| first(name) == names.first().and_then(|it| first(it)));
    names.into_iter().min_by_key(|name| name.len()).filter(|_| is_one)
}

/// The sentences of a text, in words.
fn sentences(stream: &Stream<'_>) -> impl Iterator<Item = Range<usize>> {
    let first = (stream.len() > 0).then(|| stream.sentence(0));
    let next = |it: &Range<usize>| (it.end < stream.len()).then(|| stream.sentence(it.end));
    std::iter::successors(first, next)
}

/// A name as it is shown.
pub(in crate::interpret) fn shown<'s>(stream: &Stream<'s>, name: Range<usize>) -> Cow<'s, str> {
    match stream.text(name) {
        Cow::Borrowed(text) => Cow::Borrowed(bare(text)),
        Cow::Owned(text) => Cow::Owned(bare(&text).to_owned()),
    }
}

/// A name without the marks round it, and without the address that a link of it has.
fn bare(text: &str) -> &str {
    let text = text.split_once("](").map_or(text, |(shown, _)| shown);
    trim(text.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_end_matches('.'))
}
