//! A name as what stands in it and what varies.

use super::super::evidence::{LIKELY_NAME, SURE_NAME, spelling};

/// A part of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// It stands so in the real name.
    Literal(String),
    /// Anything or nothing: `*`.
    Any,
    /// Something: `<id>`, `{id}`, `[id]`, `#`.
    Some,
    /// An identifier: `XXXX`.
    Identifier,
    /// Characters of a class, as a regular expression has them: `[a-f0-9]{32}`.
    Class(String),
}

impl Piece {
    /// The regular expression of it.
    pub(super) fn expression(&self) -> String {
        match self {
            Self::Literal(text) => escape(text),
            Self::Any => "\\S*".to_owned(),
            Self::Some => "\\S+".to_owned(),
            Self::Identifier => "[A-Za-z0-9._-]+".to_owned(),
            Self::Class(expression) => expression.clone(),
        }
    }
}

/// `text` as a regular expression that finds it. Nothing but syntax is escaped, for ECMAScript
/// allows no more.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if "^$\\.*+?()[]{}|".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// `name` without quotes, remarks in parentheses, marks of footnotes and punctuation round it.
pub(super) fn bare<'n>(name: &'n str) -> &'n str {
    let is_mark = |c: char| {
        matches!(c, ' ' | '"' | '\'' | '`' | '«' | '»' | ',' | ';' | ':' | '†' | '‡' | '•')
            || (!c.is_ascii() && c.is_numeric())
    };
    let mut name = name.trim_matches(is_mark);
    let last = |name: &'n str| {
        let remark = name.strip_suffix(')').and_then(|it| it.rsplit_once('('));
        remark.or_else(|| name.strip_suffix(']').and_then(|it| it.rsplit_once('[')))
    };
    while let Some((before, remark)) = last(name) {
        let is_note = !remark.is_empty() && remark.bytes().all(|byte| byte.is_ascii_digit());
        if before.trim_matches(is_mark).is_empty()
            || !(is_note || name.ends_with(')') && before.ends_with(' '))
        {
            break;
        }
        name = before.trim_matches(is_mark);
    }
    name
}

/// Whether words remain apart once spaces inside and beside what varies are put aside.
pub(super) fn has_gap(name: &str) -> bool {
    let mut depth = 0_usize;
    let mut before = ' ';
    let mut letters = name.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '<' | '{' | '[' => depth += 1,
            '>' | '}' | ']' => depth = depth.saturating_sub(1),
            ' ' if depth == 0 => {
                let varies = |c: char| "<>{}[]*#…".contains(c);
                let next = letters.peek().copied();
                // "_pk_ id": a mark that joins, and a space too many.
                let joins = before == '_' && next.is_some_and(|c| c.is_ascii_lowercase());
                if !joins && !varies(before) && !next.is_some_and(varies) {
                    return true;
                }
            }
            _ => {}
        }
        before = c;
    }
    false
}

/// Whether the slashes of `name` are part of it, and part no names: "crisp-client/detect/16".
fn is_path(name: &str) -> bool {
    name.contains('/')
        && spelling::of_word(name) >= LIKELY_NAME
        && name.split('/').skip(1).all(|part| spelling::of_word(part) < SURE_NAME)
}

/// What a name that is an anchored regular expression would be in the marks of names.
fn of_expression(name: &str) -> Option<String> {
    const MARKS: [(&str, &str); 5] =
        [(".*", "*"), (".+", "#"), ("\\d+", "#"), ("\\w+", "#"), ("\\", "")];
    let body = name.strip_prefix('^')?.trim_end_matches('$').to_owned();
    Some(MARKS.iter().fold(body, |body, (from, to)| body.replace(from, to)))
}

/// The pieces of a bare name, or none of what can be no name.
pub(super) fn read(name: &str) -> Option<Vec<Piece>> {
    let expression = of_expression(name);
    let name = expression.as_deref().unwrap_or(name);
    let is_path = is_path(name);
    let mut pieces = Pieces::default();
    let (mut rest, mut before) = (name, None);
    while let Some(c) = rest.chars().next() {
        let (piece, length) = varying(rest, before);
        match (piece, c) {
            (Some(piece), _) => pieces.varies(piece),
            (None, ' ') => {}
            (None, '/') if is_path => pieces.literal.push(c),
            (None, '|') if expression.is_some() => return None,
            (None, ',' | ';' | '=' | '/' | '"' | '<' | '>') => return None,
            (None, c) => pieces.literal.push(c),
        }
        rest = rest.get(length..)?;
        before = Some(c);
    }
    let goes_on = pieces.found.is_empty() && pieces.literal.ends_with(['_', '-', '.']);
    pieces.end_literal();
    if goes_on {
        pieces.varies(Piece::Any);
    }
    let is_told = |piece: &Piece| matches!(piece, Piece::Literal(text) if text.contains(char::is_alphanumeric));
    pieces.found.iter().any(is_told).then_some(pieces.found)
}

/// What the beginning of `rest` says that varies in a name, if it does; and how long it is.
fn varying(rest: &str, before: Option<char>) -> (Option<Piece>, usize) {
    let Some(c) = rest.chars().next() else { return (None, 0) };
    let close = match c {
        '*' | '…' => return (Some(Piece::Any), c.len_utf8()),
        '#' if before.is_some() => return (Some(Piece::Some), 1),
        '<' => '>',
        '{' => '}',
        '[' => ']',
        '(' => ')',
        _ => return (None, c.len_utf8()),
    };
    let Some(end) = rest.find(close).filter(|&end| end > 1) else { return (None, 1) };
    if c == '['
        && let Some(length) = class(rest, end + 1)
    {
        return (rest.get(..length).map(|class| Piece::Class(class.to_owned())), length);
    }
    // "SESS(hash)" varies; "PHPSESSID(session)" may be a remark.
    let is_part = c != '(' || before.is_none_or(|c| matches!(c, '_' | '-' | '.'));
    (Some(if is_part { Piece::Some } else { Piece::Any }), end + 1)
}

/// How long a class of characters is that is said how often to come, in the form that every program
/// reads alike: `[a-f0-9]{32}`. `end` is behind its bracket.
fn class(text: &str, end: usize) -> Option<usize> {
    const RANGES: [&str; 4] = ["0-9", "a-z", "A-Z", "a-f"];
    let inside = text.get(1..end - 1)?;
    let inside = RANGES.iter().fold(inside.to_owned(), |inside, range| inside.replace(range, ""));
    let times = text.get(end..)?;
    let length = match times.bytes().next()? {
        b'+' | b'*' => 1,
        b'{' => times.find('}')? + 1,
        _ => return None,
    };
    let numbers = times.get(1..length)?.trim_end_matches('}');
    let is_count = numbers.len() <= 5
        && numbers.split(',').all(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    (inside.is_empty() && is_count).then_some(end + length)
}

#[derive(Default)]
struct Pieces {
    found: Vec<Piece>,
    literal: String,
}

impl Pieces {
    fn varies(&mut self, piece: Piece) {
        self.end_literal();
        // Two that vary are one.
        match self.found.last_mut() {
            Some(Piece::Some | Piece::Any) if piece == Piece::Any => {}
            Some(last @ (Piece::Some | Piece::Any)) => *last = piece,
            _ => self.found.push(piece),
        }
    }

    /// Puts down the literal so far, taking out what only stands for an identifier in it.
    fn end_literal(&mut self) {
        let literal = std::mem::take(&mut self.literal);
        let mut said = String::new();
        let mut was_identifier = false;
        for segment in literal.split_inclusive(['_', '-', '.']) {
            let letters = segment.trim_end_matches(['_', '-', '.']);
            let start = identifier(letters, was_identifier);
            said.push_str(letters.get(..start).unwrap_or_default());
            was_identifier = start < letters.len();
            if was_identifier {
                if !said.is_empty() {
                    self.found.push(Piece::Literal(std::mem::take(&mut said)));
                }
                self.found.push(Piece::Identifier);
            }
            said.push_str(segment.get(letters.len()..).unwrap_or_default());
        }
        if !said.is_empty() {
            self.found.push(Piece::Literal(said));
        }
    }
}

/// Where letters begin at the end of a segment that stand for an identifier, one letter again and again:
/// "UA-XXXXXXX-Y". Behind another identifier one is enough.
fn identifier(segment: &str, is_next: bool) -> usize {
    let Some(letter) = segment.chars().next_back() else { return 0 };
    let start = segment.trim_end_matches(letter).len();
    let least = match letter {
        'x' | 'X' | 'y' | 'Y' | 'n' | 'N' if start == 0 && is_next => 1,
        'x' | 'X' if start == 0 => 2,
        'x' | 'X' | 'n' | 'N' => 3,
        _ => usize::MAX,
    };
    if segment.len() - start >= least { start } else { segment.len() }
}
