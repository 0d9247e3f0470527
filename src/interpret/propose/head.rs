//! The names that a line begins with, and what parts them from the rest of it.

use std::borrow::Cow;
use std::ops::Range;

use super::lines::Line;
use super::sheet::{clause, within};
use crate::interpret::evidence::{LIKELY_NAME, NO_NAME, SURE_NAME, Score, spelling};
use crate::interpret::words::{Break, Stream, Traits};
use crate::lexicon::Known;
use crate::text::{is_before_line, is_letter_before, trim};

/// No more names share a line.
const NAMES: usize = 64;
/// No more words stand before them.
const LEAD: usize = 4;
/// So many words of one name may be in brackets or follow them.
const BRACKETED: usize = 6;

/// What parts names from the text behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::interpret) enum Form {
    /// There is no text behind them.
    Bare,
    /// A colon, and then nothing.
    BareColon,
    /// They stand inside a heading: "What is `_ga` for?".
    Heading,
    /// A colon.
    Colon,
    /// A dash, a dot, an equals sign, an arrow or a bar.
    Dash,
    /// A semicolon, and there are more of them.
    Semicolon,
    /// A parenthesis.
    Parenthesis,
    /// Marks round the names alone, which stand out from the text.
    Marks,
    /// A full stop.
    Stop,
    /// Nothing but a space.
    Space,
}

impl Form {
    pub(in crate::interpret) fn is_bare(self) -> bool {
        matches!(self, Self::Bare | Self::BareColon | Self::Heading)
    }
}

/// A line that begins with names, or with who sets them.
#[derive(Clone, Debug)]
pub(in crate::interpret) struct Head<'s> {
    /// The words before the names that may say who sets them, `YouTube: YSC – …`, `Matomo (_pk_id): …`, or what
    /// they are: `Language cookie (lang)`.
    pub(in crate::interpret) lead: Option<Range<usize>>,
    pub(in crate::interpret) names: Vec<Cow<'s, str>>,
    /// All of them as they are written, with what joins them.
    written: Cow<'s, str>,
    pub(in crate::interpret) form: Form,
    /// What stands behind them, in words.
    pub(in crate::interpret) rest: Range<usize>,
    /// How much they look like names: the most telling of them, for a word may stand among names.
    pub(in crate::interpret) score: Score,
    /// Whether a word for a cookie stands beside them.
    pub(in crate::interpret) is_called_cookie: bool,
}

impl<'s> Head<'s> {
    /// The same names and those of the line below, each on a line of the cell.
    pub(super) fn above(mut self, below: Self) -> Self {
        self.written = Cow::Owned(format!("{}\n{}", self.cell(), below.cell()));
        self.names.extend(below.names);
        self.score = self.score.max(below.score);
        self
    }

    /// The names as one cell has them.
    pub(in crate::interpret) fn cell(&self) -> Cow<'s, str> {
        match self.names.as_slice() {
            [name] => name.clone(),
            _ => self.written.clone(),
        }
    }
}

/// The names that a line begins with.
pub(super) fn read<'s>(line: &Line<'s>) -> Option<Head<'s>> {
    let stream = &line.stream;
    let start = without_number(stream);
    if let Some(led) = led(stream, start) {
        return Some(led);
    }
    let head = names(stream, start..stream.len());
    let is_word = |head: &Head<'_>| head.form == Form::Space && head.score < LIKELY_NAME;
    if line.sense.is_some()
        && head.as_ref().is_none_or(is_word)
        && let Some(head) = inside(stream, start)
    {
        return Some(head);
    }
    let head = head?;
    if line.marked > start && head.form == Form::Space && head.rest.start == line.marked {
        return Some(Head { form: Form::Marks, ..head });
    }
    Some(head)
}

/// The names behind a few words and a colon, when they are surely names and something is said of them, or in
/// parentheses behind them.
fn led<'s>(stream: &Stream<'s>, start: usize) -> Option<Head<'s>> {
    let first = stream.traits(start);
    if !first.has(Traits::UPPER) || spelling::of_word(stream.word(start)) >= SURE_NAME {
        return None;
    }
    let reach = stream.len().min(start + LEAD + 1);
    // A sentence is none of it.
    let stop = (start..reach).find(|&at| stream.traits(at).has(Traits::STOP));
    let mut places = start + 1..stop.map_or(reach, |stop| stop + 1);
    places.find_map(|at| {
        let is_bracket = stream.traits(at).has(Traits::BRACKET);
        let names = if is_bracket {
            in_parentheses(stream, at)
        } else if stream.word(at) == ":" {
            names(stream, at + 1..stream.len())
        } else if stream.traits(at - 1).has(Traits::COLON) {
            names(stream, at..stream.len())
        } else {
            None
        };
        // What was called a cookie need not be written as nothing else is.
        let is_cookie = (start..at).any(|at| stream.traits(at).has(Traits::COOKIE));
        let least = if is_cookie { LIKELY_NAME } else { SURE_NAME };
        let is_sure = |head: &Head<'_>| {
            head.score >= least && (is_bracket || !head.form.is_bare()) && head.form != Form::Space
        };
        Some(Head { lead: Some(start..at), ..names.filter(is_sure)? })
    })
}

/// The names inside a heading that other words stand before, when they can be nothing else.
fn inside<'s>(stream: &Stream<'s>, start: usize) -> Option<Head<'s>> {
    const LONGEST: usize = 12;
    let name = |at: usize| within(stream.text(at..at + 1), spelling::bare);
    let is_sure = |&at: &usize| {
        // "[x4]Stores": a count before the text.
        if name(at).starts_with('[') {
            return false;
        }
        let is_called = at > start && stream.traits(at - 1).has(Traits::COOKIE);
        let is_known = || is_called && Known::get().is_name(&name(at));
        (spelling::of_word(&name(at)) >= SURE_NAME || is_known())
            && !stream.traits(at).has(Traits::HOST)
    };
    let all = start..if stream.len() <= LONGEST { stream.len() } else { start };
    let places: Vec<usize> = all.filter(is_sure).collect();
    let (&first, &last) = (places.first()?, places.last()?);
    Some(Head {
        lead: Some(start..first),
        names: places.into_iter().map(name).collect(),
        written: clause(stream.text(first..last + 1)),
        form: Form::Heading,
        rest: last + 1..stream.len(),
        score: SURE_NAME,
        is_called_cookie: false,
    })
}

/// The names that stand in parentheses from a word on, and nothing else does.
fn in_parentheses<'s>(stream: &Stream<'s>, open: usize) -> Option<Head<'s>> {
    let closes = |at: &usize| stream.word(*at).trim_end_matches([':', '.', ',']).ends_with(')');
    let close = (open..stream.len().min(open + NAMES)).find(closes)?;
    let is_edge = |c: char| matches!(c, '(' | ')' | ',' | ';' | ':' | '.' | '"' | '`');
    let (mut names, mut score) = (Vec::new(), Score::MIN);
    for at in open..=close {
        let word = stream.text(at..at + 1);
        let name = word.trim_matches(is_edge);
        if stream.traits(at).has(Traits::JOINS) && at > open && at < close {
            continue;
        }
        let one = spelling::of_word(name);
        if one <= NO_NAME {
            return None;
        }
        score = score.max(one);
        let start = name.as_ptr() as usize - word.as_ptr() as usize;
        names.push(part(&word, start..start + name.len()));
    }
    let (form, rest) = form(stream, close + 1, stream.len());
    let written = clause(stream.text(open..close + 1));
    let rest = rest..stream.len();
    Some(Head { lead: None, names, written, form, rest, score, is_called_cookie: false })
}

/// A line that is one word in small letters, as a name.
pub(super) fn of_word<'s>(stream: &Stream<'s>) -> Option<Head<'s>> {
    let traits = stream.traits(0);
    let is_one = stream.len() == 1
        && !traits.has(Traits::UPPER | Traits::FUNCTION | Traits::CATEGORY | Traits::UNIT)
        && !stream.word(0).ends_with(['.', ',', ':', ';', '!', '?']);
    let written = stream.text(0..stream.len());
    is_one.then(|| Head {
        lead: None,
        names: vec![written.clone()],
        written,
        form: Form::Bare,
        rest: 1..1,
        score: spelling::of_word(stream.word(0)),
        is_called_cookie: false,
    })
}

/// The names that some words begin with.
pub(super) fn names<'s>(stream: &Stream<'s>, words: Range<usize>) -> Option<Head<'s>> {
    let mut head = Head {
        lead: None,
        names: Vec::new(),
        written: Cow::Borrowed(""),
        form: Form::Bare,
        rest: words.end..words.end,
        score: Score::MIN,
        is_called_cookie: false,
    };
    let mut at = words.start;
    let mut first = None;
    while head.names.len() < NAMES {
        if is_cookie(stream, at, words.end) {
            head.is_called_cookie = true;
            at += 1;
        }
        let Some(end) = name_end(stream, at..words.end) else { break };
        let parts = parts(&stream.text(at..end));
        let score = parts.iter().map(|part| spelling::of_word(part)).min().unwrap_or(Score::MIN);
        let is_plain = stream.traits(at).has(Traits::FUNCTION | Traits::UNIT | Traits::NUMBER);
        let is_first = head.names.is_empty();
        // A word of prose may be joined to a name, but a sentence goes on behind it.
        let is_host = stream.traits(at).has(Traits::HOST);
        if score <= NO_NAME
            || is_host
            || is_plain && score < LIKELY_NAME
            || !is_first && !joins(stream, at..end, words.end, score)
        {
            break;
        }
        head.score = head.score.max(score);
        head.names.extend(parts);
        let first = *first.get_or_insert(at);
        head.written =
            within(stream.text(first..end), |text| trim(text.trim_end_matches([':', ',', ';'])));
        let (form, rest) = form(stream, end, words.end);
        (head.form, head.rest) = (form, rest..words.end);
        at = match joint(stream, end, words.end) {
            Some(next) => next,
            None if is_cookie(stream, end, words.end) && is_quoted(stream, end - 1) => {
                head.is_called_cookie = true;
                let (form, rest) = self::form(stream, end + 1, words.end);
                (head.form, head.rest) = (form, rest..words.end);
                break;
            }
            None => break,
        };
    }
    (!head.names.is_empty()).then_some(head)
}

/// Whether some words are a further name: they look like one, or nothing is said behind them. Semicolons part
/// other things, too.
fn joins(stream: &Stream<'_>, words: Range<usize>, last: usize, score: Score) -> bool {
    let is_parted = words.start.checked_sub(1).is_some_and(|at| ends_with_semicolon(stream, at));
    let says_nothing = || {
        joint(stream, words.end, last).is_some() || form(stream, words.end, last).0 != Form::Space
    };
    score >= LIKELY_NAME || !is_parted && says_nothing()
}

/// Whether a semicolon stands behind a word.
pub(super) fn ends_with_semicolon(stream: &Stream<'_>, at: usize) -> bool {
    stream.word(at).ends_with(';')
}

/// The first word behind the number of a heading, or behind a picture.
pub(super) fn without_number(stream: &Stream<'_>) -> usize {
    let first = stream.word(0);
    usize::from(stream.len() > 1 && (is_before_line(first) || is_letter_before(first)))
}

/// Whether a word calls what stands behind it a cookie. Two words of a title do not: "Cookie Consent".
fn is_cookie(stream: &Stream<'_>, at: usize, end: usize) -> bool {
    let next = stream.traits(at + 1);
    let is_title = || {
        next.has(Traits::UPPER)
            && !next.has(Traits::CAPITALS)
            && !stream.features().has_capital_nouns()
            && spelling::of_word(stream.word(at + 1)) < LIKELY_NAME
    };
    at + 1 < end
        && stream.traits(at).has(Traits::COOKIE)
        && !stream.traits(at).has(Traits::COMMA | Traits::COLON)
        && !next.has(Traits::MARK)
        && !is_title()
}

fn is_quoted(stream: &Stream<'_>, at: usize) -> bool {
    stream.word(at).ends_with(['"', '\'', '”', '’', '»', '“', '‘'])
}

/// Where the name ends that some words begin with: what stands in brackets belongs to it, with the
/// spaces inside, and so do brackets behind a mark.
fn name_end(stream: &Stream<'_>, words: Range<usize>) -> Option<usize> {
    let is_open = |text: &str| {
        let count = |c: char| text.matches(c).count();
        count('{') > count('}') || count('[') > count(']') || count('<') > count('>')
    };
    if words.is_empty() || stream.traits(words.start).has(Traits::MARK | Traits::OPENS) {
        return None;
    }
    let most = words.end.min(words.start + BRACKETED);
    let mut end = words.start + 1;
    while end < most {
        let text = stream.text(words.start..end);
        let next = stream.word(end);
        let after = if next == "-" && end + 1 < most { stream.word(end + 1) } else { next };
        let goes_on = text.ends_with(['_', '-', '.', ']', '}', '>'])
            && after.starts_with(['[', '{', '<', '*', '#'])
            && !is_count(after);
        if !is_open(&text) && !goes_on {
            break;
        }
        end += if goes_on && next == "-" { 2 } else { 1 };
    }
    Some(end)
}

/// Whether a word says how many there are of a name: `[x2]`.
fn is_count(word: &str) -> bool {
    let inside = word.strip_prefix("[x").and_then(|word| word.strip_suffix(']'));
    inside.is_some_and(|inside| inside.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The names in a text without spaces: more than one where commas join them.
fn parts<'s>(text: &Cow<'s, str>) -> Vec<Cow<'s, str>> {
    let is_mark = |c: char| {
        matches!(c, '"' | '\'' | '`' | '«' | '»' | '“' | '”' | '„' | '‘' | '’' | ',' | ';')
    };
    let bare = |part: &str| {
        let part = trim(part.trim_matches(is_mark));
        let part = part.strip_suffix([':', '.']).unwrap_or(part).trim_matches(is_mark);
        let at = part.as_ptr() as usize - text.as_ptr() as usize;
        at..at + part.len()
    };
    let pieces = text.split([',', ';']).map(bare).filter(|part| !part.is_empty());
    let several: Vec<Range<usize>> = pieces.collect();
    let places = if several.len() > 1 { several } else { vec![bare(text)] };
    places.into_iter().map(|place| part(text, place)).collect()
}

/// A part of a text.
pub(in crate::interpret) fn part<'s>(text: &Cow<'s, str>, place: Range<usize>) -> Cow<'s, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(place).unwrap_or_default()),
        Cow::Owned(text) => Cow::Owned(text.get(place).unwrap_or_default().to_owned()),
    }
}

/// The word behind what joins two names, when something does that ends before a word.
fn joint(stream: &Stream<'_>, end: usize, last: usize) -> Option<usize> {
    let is_listed = stream.traits(end - 1).has(Traits::COMMA);
    let next = if end < last && stream.traits(end).has(Traits::JOINS) { end + 1 } else { end };
    (next < last && (is_listed || next > end)).then_some(next)
}

/// What parts the names before a word from the rest, and where that begins.
pub(super) fn form(stream: &Stream<'_>, end: usize, last: usize) -> (Form, usize) {
    let end = if end < last && is_count(stream.word(end)) { end + 1 } else { end };
    let has_colon = stream.word(end - 1).trim_end_matches(['"', '\'', '”', '»']).ends_with(':');
    let next = if end < last { stream.word(end) } else { "" };
    let is_cell = end < last && stream.gap(end).strength == Break::Tab;
    match next {
        _ if has_colon && end == last => (Form::BareColon, end),
        _ if has_colon => (Form::Colon, end),
        "" => (Form::Bare, end),
        ":" if end + 1 == last => (Form::BareColon, end + 1),
        ":" => (Form::Colon, end + 1),
        "-" | "–" | "—" | "·" | "•" | "=" | "->" | "=>" | "→" | "»" | "|" if end + 1 < last => {
            (Form::Dash, end + 1)
        }
        _ if is_cell => (Form::Marks, end),
        _ if next.starts_with('(') => (Form::Parenthesis, end),
        _ if stream.word(end - 1).ends_with('.') => (Form::Stop, end),
        _ if (end - 1..last).filter(|&at| ends_with_semicolon(stream, at)).nth(1).is_some()
            && ends_with_semicolon(stream, end - 1) =>
        {
            (Form::Semicolon, end)
        }
        _ => (Form::Space, end),
    }
}

/// Where a name and its text were glued together at the beginning of a line, in bytes, as where the
/// cells of a page have no break between: a small letter or a bracket, and then a capital of a word.
pub(super) fn seam(stream: &Stream<'_>) -> Option<usize> {
    let text = stream.text(0..stream.len());
    let count = if is_count(stream.word(1).split_inclusive(']').next()?) {
        stream.word(1).len() + 1
    } else {
        0
    };
    // A name alone is not glued to anything.
    if stream.len() == 1 {
        return None;
    }
    let reach = stream.word(0).len() + count;
    let letters: Vec<(usize, char)> =
        text.char_indices().take_while(|(at, _)| *at < reach).collect();
    let seam = letters.windows(3).rev().find_map(|three| match *three {
        [(_, before), (at, capital), (_, small)] => {
            let is_end = before.is_lowercase()
                || before.is_ascii_digit()
                || matches!(before, ']' | '_' | '*');
            (is_end && capital.is_uppercase() && small.is_lowercase()).then_some(at)
        }
        _ => None,
    })?;
    // "TalConsent" is a word for itself when the text goes on behind a space.
    (seam > 1).then_some(seam)
}
