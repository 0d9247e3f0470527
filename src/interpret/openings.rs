//! What a line of prose may be the first of, besides prose: a table whose cells no separator shows.
//!
//! Most lines open nothing, and which do is found out once for each wording; so the layouts that only
//! words can find cost a charter that has none of them next to nothing.

use std::borrow::Cow;
use std::ops::Range;

use super::evidence::{LIKELY_NAME, SURE_NAME, spelling};
use super::{Context, columns};
use crate::lexicon::{Known, Lexicon, Measure, NameTerm, RetentionTerm, Scan, Term};
use crate::model::Field;
use crate::text::{
    Word, is_before_line, is_invisible, is_letter_before, is_space, unmarked, visible, words,
};

/// The ways in which a line may open a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Opening(u8);

impl Opening {
    /// It is the label of a column, whole.
    pub(super) const LABEL: Self = Self(1);
    /// There are several labels in it.
    pub(super) const LABELS: Self = Self(2);
    /// It begins with a label and a colon.
    pub(super) const LABELLED: Self = Self(4);
    /// It begins with what looks like the name of a cookie.
    pub(super) const NAME: Self = Self(8);
    /// Words and a colon or a parenthesis come before what looks like the name of a cookie, or a word for a
    /// cookie stands beside the first word.
    pub(super) const LISTED: Self = Self(16);
    /// What can only be a name stands inside, behind a word for cookies.
    pub(super) const SERVICE: Self = Self(32);
    /// It begins with a label, and nothing but a space parts that from what it may say.
    pub(super) const SPACED: Self = Self(64);

    /// Whether this and `other` have a way in common.
    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it may open a table whatever stands round it.
    pub(super) fn is_one(self) -> bool {
        self.0 & !Self::SPACED.0 != 0
    }

    /// What opens in any way of the two.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What `text` opens, whose wordings are in `scan`.
pub(super) fn of(text: &str, scan: &Scan) -> Opening {
    let mut opening = Opening::default();
    let mut add = |holds: bool, what| {
        if holds {
            opening = opening.or(what);
        }
    };
    let is_label = columns::whole_labels(scan).next().is_some();
    add(is_label || columns::begins_label(scan), Opening::LABEL);
    add(has_labels(scan) || has_seams(text), Opening::LABELS);
    add(is_labelled(text, scan), Opening::LABELLED);
    add(spaced_label(text, scan).is_some(), Opening::SPACED);
    add(begins_with_name(text), Opening::NAME);
    add(lists_names(text) || tells_of_word(text) || has_name(text, scan), Opening::LISTED);
    opening
}

/// Whether a line is one word that is no capitalised one, or a mark parts that from a text with a word for a
/// time: `basket: holds what you chose, 2 weeks`.
fn tells_of_word(text: &str) -> bool {
    let mut rest = text.split(is_space).filter(|word| !word.is_empty());
    let first = rest.next().unwrap_or_default();
    let name = if is_before_line(first) { rest.next().unwrap_or_default() } else { first };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.:*`".contains(&byte);
    let is_word = name.starts_with(char::is_uppercase)
        && !name.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
    if is_word || !name.bytes().all(is_name) {
        return false;
    }
    let is_parted = match rest.clone().next() {
        None => return name == text,
        Some(":") if rest.clone().nth(1).is_none() => return true,
        Some(next) => {
            next.starts_with('(') || matches!(next, ":" | "-" | "–" | "—" | "=" | "->" | "→")
        }
    };
    let lexicon = Lexicon::get();
    let is_time = |word: Word| {
        let found = lexicon.measure(None, [word.spelling]);
        found.is_some_and(|(_, mut found)| {
            let is = |it| matches!(it, Measure::Unit(_) | Measure::Term(RetentionTerm::Session));
            found.any(is)
        })
    };
    (is_parted || name.ends_with(':')) && words(text).any(is_time)
}

/// Whether a word inside a heading can only be a name, or is one that is known behind a word for a cookie.
fn has_name(text: &str, scan: &Scan) -> bool {
    let is_name = |word: &str| spelling::of_word(word.trim_matches(|c| c == '?')) >= SURE_NAME;
    let is_known = |hit: &crate::lexicon::Hit| {
        let next = scan.words.get(hit.end()).and_then(|word| text.get(word.start..word.end));
        hit.term == Term::Cookie && next.is_some_and(|next| Known::get().is_name(next))
    };
    text.split(is_space).any(is_name) || scan.hits.iter().any(is_known)
}

/// Whether a name comes right after a colon or a parenthesis that a few words stand before.
fn lists_names(text: &str) -> bool {
    const LEAD: usize = 96;
    const MARKS: usize = 3;
    let beginning = text.as_bytes().get(..LEAD.min(text.len())).unwrap_or_default();
    memchr::memchr2_iter(b':', b'(', beginning).take(MARKS).any(|mark| {
        let rest = text.get(mark + 1..).unwrap_or_default();
        let is_open = beginning.get(mark) == Some(&b'(');
        (is_open || rest.starts_with(is_space)) && begins_with_name(rest)
    })
}

/// Whether several labels stand in a text and are half of it at least.
fn has_labels(scan: &Scan) -> bool {
    let (mut labels, mut covered, mut at) = (0, 0, 0);
    for word in 0..scan.words.len() {
        let is_label =
            |hit: &&crate::lexicon::Hit| hit.word == word && matches!(hit.term, Term::Label(_));
        if word >= at
            && let Some(length) = scan.hits.iter().filter(is_label).map(|hit| hit.length).max()
        {
            labels += 1;
            covered += length;
            at = word + length;
        }
    }
    labels > 1 && covered * 2 >= scan.words.len()
}

/// Whether a small letter is followed by a capital, as where labels are glued together.
pub(super) fn has_seams(text: &str) -> bool {
    let is_small = |byte: u8| byte.is_ascii_lowercase() || byte >= 0x80;
    let small_then_capital =
        |pair: &[u8]| matches!(pair, [a, b] if is_small(*a) && b.is_ascii_uppercase());
    text.as_bytes().windows(2).any(small_then_capital)
}

/// `text` with a space at each such seam, so that the words glued there are words.
pub(super) fn parted(text: &str) -> Cow<'_, str> {
    if !has_seams(text) {
        return Cow::Borrowed(text);
    }
    let mut parted = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    // What is invisible must not count.
    for c in text.chars().filter(|&c| !is_invisible(c)) {
        if c.is_uppercase() && (before.is_lowercase() || before == '.') {
            parted.push(' ');
        }
        parted.push(c);
        before = c;
    }
    Cow::Owned(parted)
}

/// Where the first mark stands behind which a label may say something: a colon, a question mark, a dash, or dots that
/// lead to it across a line.
fn label_end(text: &str) -> Option<usize> {
    let mark = memchr::memchr2(b':', b'?', text.as_bytes());
    let dots = leader(text).map(|dots| dots.start);
    let dash = dash(text).map(|dash| dash.start);
    mark.into_iter().chain(dots).chain(dash).min()
}

/// The first dash or equals sign that spaces part from the words round it.
pub(super) fn dash(text: &str) -> Option<Range<usize>> {
    const MARKS: [&str; 4] = [" - ", " – ", " — ", " = "];
    // What a mark has behind the space before it.
    memchr::memchr3_iter(b'-', b'=', 0xe2, text.as_bytes()).find_map(|at| {
        let start = at.checked_sub(1)?;
        let rest = text.get(start..)?;
        let mark = MARKS.into_iter().find(|mark| rest.starts_with(mark))?;
        Some(start..start + mark.len())
    })
}

/// The first dots that lead across a line from what stands before them to what stands behind.
pub(super) fn leader(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let leads = |&at: &usize| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        before == Some(&b' ') && bytes.get(at..).is_some_and(|rest| rest.starts_with(b"..."))
    };
    let start = memchr::memchr_iter(b'.', bytes).find(leads)?;
    let dots = text.get(start..)?;
    let end = text.len() - dots.trim_start_matches(['.', ' ']).len();
    (dots.get(..end - start)?.ends_with(' ') && end < text.len()).then_some(start..end)
}

/// Whether the words before the first such mark are a label.
fn is_labelled(text: &str, scan: &Scan) -> bool {
    let Some(end) = label_end(text) else { return false };
    let words = scan.words.iter().take_while(|word| word.end <= end).count();
    let is_label = |hit: &crate::lexicon::Hit| {
        hit.word == 0 && hit.length == words && matches!(hit.term, Term::Label(_))
    };
    words > 0 && scan.hits.iter().any(is_label)
}

/// Whether the first word of `text` is written as only a cookie's name is.
pub(super) fn begins_with_name(text: &str) -> bool {
    let mut words = text.split(is_space).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    // "2. _ga", "**a) _ga**": the number of a heading, or the marks of one, come before the name.
    let number = first.trim_start_matches('*');
    let word = if is_before_line(first) || is_before_line(number) || is_letter_before(number) {
        words.next().unwrap_or_default()
    } else {
        first
    };
    let is_mark = |c: char| {
        !c.is_ascii_alphanumeric()
            && !matches!(c, '_' | '*' | '#' | '<' | '>' | '[' | ']' | '{' | '}' | '$')
    };
    let word = unmarked(word);
    let word = visible(word.trim_matches(is_mark));
    // The text behind it may be glued to it.
    if word.contains('_') && word.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return true;
    }
    let score = spelling::of_word(&word);
    score >= LIKELY_NAME || score >= 0 && spelling::has_capital_inside(&word)
}

/// What a paragraph opens. It is too long to be a label, or ends like a sentence.
pub(super) fn of_paragraph(text: &str, context: &mut Context<'_>) -> Opening {
    let language = context.language;
    context.knowledge.openings.get(language, text).unwrap_or_else(|| {
        let opening = find_in_paragraph(text, context);
        context.knowledge.openings.keep(language, text, opening)
    })
}

fn find_in_paragraph(text: &str, context: &mut Context<'_>) -> Opening {
    const LABEL: usize = 48;
    let name = match () {
        () if begins_with_name(text) => Opening::NAME,
        () if lists_names(text) || tells_of_word(text) => Opening::LISTED,
        () => Opening::default(),
    };
    let label = label_end(text).filter(|&end| end < LABEL).and_then(|end| text.get(..end));
    let name = match label {
        Some(label) if is_label(label, context) => name.or(Opening::LABELLED),
        _ => name,
    };
    if has_name_behind_cookie(text, context) { name.or(Opening::SERVICE) } else { name }
}

/// Whether what can only be a name stands in a text behind a word for cookies.
fn has_name_behind_cookie(text: &str, context: &mut Context<'_>) -> bool {
    const LONGEST: usize = 1 << 10;
    let last = memchr::memrchr(b'_', text.as_bytes()).filter(|_| text.len() <= LONGEST);
    let Some(last) = last else { return false };
    context.scan(text).hits.iter().any(|hit| hit.term == Term::Cookie && hit.word > 0)
        && text.get(..last).is_some_and(|before| before.contains(is_space))
}

/// The label that a text begins with, when nothing but a space parts it from what stands behind, and where it ends.
pub(super) fn spaced_label(text: &str, scan: &Scan) -> Option<(Field, usize)> {
    let is_label = |hit: &&crate::lexicon::Hit| hit.word == 0 && hit.length < scan.words.len();
    let labels = scan.hits.iter().filter(is_label).filter_map(|hit| match hit.term {
        Term::Label(field) => Some((field, hit.length)),
        _ => None,
    });
    let (field, length) = labels.max_by_key(|(_, length)| *length)?;
    let end = scan.words.get(length - 1)?.end;
    let rest = text.get(end..)?;
    let value = rest.trim_start_matches(is_space);
    // ".ASPXAUTH" is a name, and dots that lead across the line are none.
    let value = value.strip_prefix(['.', '_', '[', '*']).unwrap_or(value);
    let is_parted =
        rest.starts_with(is_space) && value.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    (is_parted && text.starts_with(char::is_uppercase)).then_some((field, end))
}

/// Whether a text is a label, whole.
pub(super) fn is_label(text: &str, context: &mut Context<'_>) -> bool {
    columns::whole_labels(context.scan(text)).next().is_some()
}

/// What a list opens, by its first items.
pub(super) fn of_list(items: &[&str], context: &mut Context<'_>) -> Opening {
    const SOME: usize = 6;
    // A provider may stand above the names, and plain words among them.
    let first = items.iter().take(SOME);
    let found = first.fold(Opening::default(), |found, item| found.or(of_paragraph(item, context)));
    // A card in an item begins with a label.
    let found = match items {
        [one] if is_label(one, context) => found.or(Opening::LABEL),
        _ => found,
    };
    if found == Opening::default() && items.first().is_some_and(|item| calls_cookie(item, context))
    {
        return Opening::LISTED;
    }
    found
}

/// Whether a text begins with a word for a cookie, and has more.
fn begins_with_cookie(text: &str, context: &Context<'_>) -> bool {
    text.trim_start().split_once(is_space).is_some_and(|(word, _)| {
        let word = &*visible(word);
        let mut wordings = context.lexicon.naming(word);
        wordings.any(|(range, term)| term == NameTerm::Cookie && range.len() == word.len())
    })
}

/// Whether an item calls the word it begins with a cookie: `Cookie utma: …`, `Rivage: cookie …`.
fn calls_cookie(item: &str, context: &Context<'_>) -> bool {
    const NAME: usize = 48;
    let begins = |text| begins_with_cookie(text, context);
    let beginning = item.as_bytes().get(..NAME.min(item.len())).unwrap_or_default();
    let Some(colon) = memchr::memchr(b':', beginning) else { return false };
    let (name, rest) = (item.get(..colon), item.get(colon + 1..));
    let words = name.map_or(0, |name| name.split(is_space).filter(|it| !it.is_empty()).count());
    words <= 2 && (begins(item) || words == 1 && rest.is_some_and(begins))
}
