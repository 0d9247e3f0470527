//! Lines that begin with the name of a cookie: which name, and what parts it from the text after it.

pub(in crate::interpret) use super::strength::Strength;
use super::strength::strength;
use crate::interpret::Context;
use crate::lexicon::{Lexicon, Measure, NameTerm, RetentionTerm};
use crate::text::{Spelling, fold, is_invisible, is_letter, is_space, trim};

/// No more names share a line, and no longer one is looked at, in bytes.
const NAMES: usize = 64;
const LONGEST: usize = 128;
/// A name in quotes ends within so many bytes, and so does what stands in brackets inside a name.
const QUOTED: usize = 80;

const SINGLE: &[char] = &['\'', '\u{2018}', '\u{2019}', '\u{201b}', '\u{2bc}', '`'];
const DOUBLE: &[char] = &['"', '\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '«', '»'];

/// What parts a name from the text after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::interpret) enum Form {
    /// There is no text after it.
    Bare,
    /// A colon, and then nothing.
    BareColon,
    /// A colon.
    Colon,
    /// A dash or an equals sign between spaces.
    Dash,
    /// An arrow.
    Arrow,
    /// A full stop.
    Stop,
    /// A parenthesis, after which nothing, a colon or a dash comes.
    Parenthesis,
    /// Nothing but a space.
    Space,
}

/// A line that begins with names.
#[derive(Clone, Debug)]
pub(in crate::interpret) struct Head<'s> {
    pub(in crate::interpret) names: Vec<&'s str>,
    pub(in crate::interpret) form: Form,
    pub(in crate::interpret) rest: &'s str,
    pub(in crate::interpret) strength: Strength,
    /// Whether a name is in quotes.
    pub(in crate::interpret) is_quoted: bool,
    /// Whether a number stands before it, as before a heading.
    pub(in crate::interpret) is_numbered: bool,
    /// Whether a word for a cookie stands before it.
    pub(in crate::interpret) is_called_cookie: bool,
}

impl Head<'_> {
    /// Whether nothing is on the line but names.
    pub(in crate::interpret) fn is_bare(&self) -> bool {
        matches!(self.form, Form::Bare | Form::BareColon)
    }

    /// Whether its first name begins with a capital that small letters follow, as a word at the
    /// beginning of a line does.
    pub(in crate::interpret) fn is_capitalised(&self) -> bool {
        let mut letters = self.names.first().into_iter().flat_map(|name| name.chars());
        letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
    }
}

/// The names that `text` begins with, if it begins with what may be one.
pub(in crate::interpret) fn read<'s>(text: &'s str, lexicon: &Lexicon) -> Option<Head<'s>> {
    let start = without_number(text);
    let mut head = Head {
        names: Vec::new(),
        form: Form::Space,
        rest: "",
        strength: Strength::Faint,
        is_quoted: false,
        is_numbered: start.len() < text.len(),
        is_called_cookie: false,
    };
    let mut rest = without_cookie(start, lexicon);
    head.is_called_cookie = rest.len() < start.len();
    loop {
        let name = name(rest)?;
        head.strength = head.strength.max(name.strength);
        head.is_quoted |= name.is_quoted;
        head.names.push(name.text);
        rest = without_cookie(name.rest, lexicon);
        if name.is_quoted && rest.len() < name.rest.len() {
            head.strength = Strength::Strong;
        }
        let (form, after) = form(rest);
        (head.form, head.rest) = (form, after);
        if form != Form::Space || head.names.len() == NAMES {
            break;
        }
        let Some(next) = joint(after, lexicon).filter(|next| joins(next, &head)) else { break };
        rest = next;
    }
    Some(head)
}

/// How surely `text` is names and nothing else; none when there is more in it. Lines of a table are
/// asked this again and again.
pub(in crate::interpret) fn bare(text: &str, context: &mut Context<'_>) -> Option<Strength> {
    const BARE: usize = 512;
    if text.len() > BARE {
        return None;
    }
    if let Some(known) = context.knowledge.bare.get(context.language, text) {
        return known;
    }
    let head = read(text, context.lexicon).filter(Head::is_bare);
    let bare = head.map(|head| head.strength);
    context.knowledge.bare.keep(context.language, text, bare)
}

/// Whether a name stands at the beginning of `text`, which comes after something that joins names.
fn joins(text: &str, head: &Head<'_>) -> bool {
    let least = if head.strength == Strength::Strong { Strength::Weak } else { Strength::Strong };
    name(text).is_some_and(|name| {
        let is_plain = |c: char| c.is_ascii_lowercase();
        let may_be = head.strength == Strength::Strong
            && name.text.chars().all(is_plain)
            && form(name.rest).0 != Form::Space;
        // Two that are hardly words, and what they are for: "SessionId and LtpaToken: …".
        let are_alike = head.strength == Strength::Weak
            && name.strength == Strength::Weak
            && form(name.rest).0 != Form::Space;
        name.strength >= least || may_be || are_alike
    })
}

/// `text` without the number of a heading, or the marks of one, before it.
fn without_number(text: &str) -> &str {
    let after_marks = trim(text.trim_start_matches('#'));
    if after_marks.len() < text.len() {
        return after_marks;
    }
    let is_number = |c: char| c.is_ascii_digit() || is_invisible(c);
    let rest = text.trim_start_matches(|c| is_number(c) || c == '.');
    let is_short = text.len() - rest.len() <= 12 && text.len() > rest.len();
    let before = text.get(..text.len() - rest.len()).unwrap_or_default();
    let rest = if before.contains('.') { Some(rest) } else { rest.strip_prefix(')') };
    match rest.map(|rest| (rest, trim(rest))) {
        Some((rest, name)) if is_short && name.len() < rest.len() => name,
        _ => text,
    }
}

/// `text` without a word for a cookie at its beginning, when something comes after it.
fn without_cookie<'t>(text: &'t str, lexicon: &Lexicon) -> &'t str {
    let Some((word, rest)) = plain_word(text) else { return text };
    if word.len() > 2 * NAMES || !is_cookie(word, lexicon) {
        return text;
    }
    let rest = trim(rest);
    if rest.is_empty() { text } else { rest }
}

/// Whether `text` begins with a word for a cookie, and has more.
pub(in crate::interpret) fn begins_with_cookie(text: &str, lexicon: &Lexicon) -> bool {
    without_cookie(text, lexicon).len() < text.len()
}

fn is_cookie(word: &str, lexicon: &Lexicon) -> bool {
    let (mut wordings, length) = (lexicon.naming(word), word.len());
    wordings.any(|(range, term)| term == NameTerm::Cookie && range.len() == length)
}

/// The letters that `text` begins with, after spaces, and what follows them.
fn plain_word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(|c| is_space(c) || is_invisible(c));
    let rest = text.trim_start_matches(|c: char| is_letter(c) || is_invisible(c));
    let word = text.get(..text.len() - rest.len())?;
    (!word.is_empty()).then_some((word, rest))
}

struct Name<'s> {
    text: &'s str,
    rest: &'s str,
    strength: Strength,
    is_quoted: bool,
}

/// The name that `text` begins with, if it may be one.
fn name(text: &str) -> Option<Name<'_>> {
    let text = text.trim_start_matches(|c| is_space(c) || is_invisible(c));
    let (text, is_bold) = text.strip_prefix("**").map_or((text, false), |rest| (rest, true));
    for quotes in [SINGLE, DOUBLE] {
        let Some(inside) = text.strip_prefix(quotes) else { continue };
        let (name, _) = inside.split_once(quotes).filter(|(name, _)| name.len() <= QUOTED)?;
        let after = inside.get(name.len()..)?;
        let rest = after.strip_prefix(quotes)?;
        let name = trim(name);
        let strength = strength(name)?.max(Strength::Weak);
        return Some(Name { text: name, rest, strength, is_quoted: true });
    }
    let end = name_end(text).filter(|&end| end <= LONGEST)?;
    let (name, rest) = text.split_at_checked(end)?;
    let name = trim(name);
    let bare = if is_bold { name.trim_end_matches('*') } else { name };
    Some(Name { text: bare, rest, strength: strength(bare)?, is_quoted: false })
}

/// Where the name ends that `text` begins with. What stands in brackets belongs to it, whatever it
/// is, and a space before brackets too: `wp-settings- {time} - [UID]`.
fn name_end(text: &str) -> Option<usize> {
    let mut end = 0;
    loop {
        end += word_end(text.get(end..)?);
        let rest = text.get(end..)?;
        let next = rest.trim_start_matches(is_space);
        let after_dash =
            next.strip_prefix('-').map_or(next, |next| next.trim_start_matches(is_space));
        let opens = |text: &str| text.starts_with(['[', '{', '<', '*', '#']);
        let is_open = text.get(..end)?.ends_with(['_', '-', '.', ']', '}', '>']);
        if !is_open || end > LONGEST || !(opens(next) || opens(after_dash)) {
            return (end > 0).then_some(end);
        }
        let next = if opens(next) { next } else { after_dash };
        end = text.len() - next.len();
    }
}

/// Where the first word ends, as far as it may be one of a name.
fn word_end(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        if at > LONGEST || is_space(c) || matches!(c, ',' | ';' | '(' | '→' | '—' | '–') {
            return at;
        }
        let next = || {
            text.get(at + c.len_utf8()..).unwrap_or_default().chars().find(|&c| !is_invisible(c))
        };
        if matches!(c, ':' | '/') && next().is_none_or(is_space)
            || c == '.' && next().is_some_and(is_space)
        {
            return at;
        }
        let closing = match c {
            '[' => ']',
            '{' => '}',
            '<' => '>',
            _ => continue,
        };
        let inside = text.get(at..).unwrap_or_default();
        let Some(length) = inside.find(closing).filter(|&length| length <= QUOTED) else {
            continue;
        };
        while letters.next_if(|(next, _)| *next < at + length).is_some() {}
    }
    text.len()
}

/// What parts the name from the rest of the line, and the rest after that.
fn form(after: &str) -> (Form, &str) {
    let rest = trim(after);
    let has_space = after.starts_with(is_space);
    if rest.is_empty() {
        return (Form::Bare, rest);
    }
    if let Some(text) = rest.strip_prefix(':') {
        let text = trim(text);
        return (if text.is_empty() { Form::BareColon } else { Form::Colon }, text);
    }
    if let Some(text) = rest.strip_prefix('.') {
        return (Form::Stop, trim(text));
    }
    for arrow in ["->", "=>", "→", "»"] {
        if let Some(text) = rest.strip_prefix(arrow) {
            return (Form::Arrow, trim(text));
        }
    }
    if let Some(text) = rest.strip_prefix(['-', '–', '—', '='])
        && text.starts_with(is_space)
        && has_space
    {
        return (Form::Dash, trim(text));
    }
    if rest.starts_with('(')
        && let Some(close) = rest.find(')')
    {
        let after = trim(rest.get(close + 1..).unwrap_or_default());
        let is_end = |c: char| matches!(c, ':' | '-' | '–' | '—' | '.');
        if after.is_empty() || after.starts_with(is_end) {
            return (Form::Parenthesis, rest);
        }
    }
    (Form::Space, rest)
}

/// What follows the mark or word that joins names, if `rest` begins with one.
pub(super) fn after_joint<'t>(rest: &'t str, lexicon: &Lexicon) -> Option<&'t str> {
    joint(rest, lexicon)
}

fn joint<'t>(rest: &'t str, lexicon: &Lexicon) -> Option<&'t str> {
    if let Some(next) = rest.strip_prefix([',', ';', '/', '&', '+']) {
        let word = plain_word(next).filter(|_| rest.starts_with(','));
        let next = word.filter(|(word, _)| is_and(word, lexicon)).map_or(next, |(_, rest)| rest);
        return Some(next);
    }
    let (word, next) = plain_word(rest)?;
    (is_and(word, lexicon) && next.starts_with(is_space)).then_some(next)
}

/// Whether `word` means "and" or "or".
fn is_and(word: &str, lexicon: &Lexicon) -> bool {
    const LETTERS: usize = 16;
    let mut spelling = Spelling::default();
    word.chars()
        .take(LETTERS)
        .filter(|&c| !is_invisible(c))
        .for_each(|c| fold(c, |c| spelling.add(c)));
    let wanted = [RetentionTerm::And, RetentionTerm::Or].map(Measure::Term);
    let found = lexicon.measure(None, [spelling.hash()]);
    found.is_some_and(|(_, mut measures)| measures.any(|measure| wanted.contains(&measure)))
}

#[cfg(test)]
mod tests {
    use super::{Form, Strength, read};
    use crate::lexicon::Lexicon;

    #[test]
    fn names_are_parted_from_the_text_after_them() {
        for (text, names, form, rest) in [
            ("_ga", &["_ga"][..], Form::Bare, ""),
            ("2. _ga", &["_ga"], Form::Bare, ""),
            ("### _gid", &["_gid"], Form::Bare, ""),
            ("sessionId / csrf:", &["sessionId", "csrf"], Form::BareColon, ""),
            ("_ga: two years", &["_ga"], Form::Colon, "two years"),
            ("rc::a -> Rivage", &["rc::a"], Form::Arrow, "Rivage"),
            ("‘_pa’, ‘_pb’ – 30 minutes", &["_pa", "_pb"], Form::Dash, "30 minutes"),
            ("be_user (until then)", &["be_user"], Form::Parenthesis, "(until then)"),
            ("“vu” Cookie: it", &["vu"], Form::Colon, "it"),
            ("wp- {time} - [UID] holds", &["wp- {time} - [UID]"], Form::Space, "holds"),
            ("_ga and _gid: two", &["_ga", "_gid"], Form::Colon, "two"),
        ] {
            let head = read(text, Lexicon::get()).expect(text);
            assert_eq!((&*head.names, head.form, head.rest), (names, form, rest), "{text}");
        }
    }

    #[test]
    fn words_of_prose_are_faint() {
        for (text, strength) in [
            ("_ga: a", Strength::Strong),
            ("PHPSESSID: a", Strength::Strong),
            ("laravelSession: a", Strength::Strong),
            ("NOTE: a", Strength::Weak),
            ("iPhone: a", Strength::Weak),
            ("third-party: a", Strength::Weak),
            ("Chrome: a", Strength::Faint),
        ] {
            assert_eq!(read(text, Lexicon::get()).unwrap().strength, strength, "{text}");
        }
    }
}
