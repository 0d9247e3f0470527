//! A name as what stands in it and what varies.

use super::evidence;

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
    /// A mark that may be part of the name or not, and what may follow it.
    Maybe(String),
}

impl Piece {
    /// The regular expression of it.
    pub(super) fn expression(&self) -> String {
        match self {
            Self::Literal(text) => escape(text),
            Self::Any => "\\S*".to_owned(),
            Self::Some => "\\S+".to_owned(),
            Self::Identifier => "[A-Za-z0-9._-]+".to_owned(),
            Self::Maybe(expression) => format!("(?:{expression})?"),
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
pub(super) fn bare(name: &str) -> &str {
    let is_mark = |c: char| {
        matches!(c, ' ' | '"' | '\'' | '`' | '«' | '»' | ',' | ';' | ':' | '†' | '‡' | '•')
            || (!c.is_ascii() && c.is_numeric())
    };
    let mut name = name.trim_matches(is_mark);
    while let Some((before, remark)) = name.strip_suffix(')').and_then(|it| it.rsplit_once('(')) {
        let is_note = !remark.is_empty() && remark.bytes().all(|byte| byte.is_ascii_digit());
        if before.trim_matches(is_mark).is_empty() || !(is_note || before.ends_with(' ')) {
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
        && evidence::of_word(name) >= evidence::LIKELY
        && name.split('/').skip(1).all(|part| evidence::of_word(part) < evidence::EVIDENT)
}

/// The pieces of a bare name, or none of what can be no name.
pub(super) fn read(name: &str) -> Option<Vec<Piece>> {
    let is_path = is_path(name);
    let mut pieces = Pieces::default();
    let mut at = 0;
    while let Some(c) = name.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = name.get(at + c.len_utf8()..).unwrap_or_default();
        let before = name.get(..at).and_then(|before| before.chars().next_back());
        at += c.len_utf8();
        let inside = |close: char| {
            let end = rest.find(close).filter(|&end| end > 0)?;
            rest.get(..end).map(|inside| (inside, end + 1))
        };
        let varying = match c {
            '<' => inside('>'),
            '{' => inside('}'),
            '[' => inside(']'),
            '(' => inside(')'),
            '%' => inside('%'),
            _ => None,
        };
        match (c, varying) {
            ('[', Some((note, length)))
                if note.bytes().all(|byte| byte.is_ascii_digit()) && rest.len() == length =>
            {
                pieces.end_literal();
                pieces.found.push(Piece::Maybe(format!("\\[{note}\\]")));
                at += length;
            }
            // "SESS(hash)" varies; "PHPSESSID(session)" may be a remark.
            ('(', Some((_, length))) => {
                let is_part = before.is_none_or(|c| matches!(c, '_' | '-' | '.'));
                pieces.varies(if is_part { Piece::Some } else { Piece::Any });
                at += length;
            }
            (_, Some((_, length))) => {
                if c == '{' {
                    pieces.literal.truncate(pieces.literal.trim_end_matches(['$', '%']).len());
                }
                pieces.varies(Piece::Some);
                at += length;
            }
            ('*' | '…', _) => pieces.varies(Piece::Any),
            ('.', _) if rest.starts_with("..") => {
                pieces.varies(Piece::Any);
                at += 2;
            }
            ('#', _) if before.is_some() => pieces.varies(Piece::Some),
            (' ', _) => {}
            ('\\', _) if rest.starts_with(|c: char| c.is_ascii_punctuation()) => {}
            ('/', _) if is_path => pieces.literal.push(c),
            (',' | ';' | '=' | '/' | '"' | '<' | '>', _) => return None,
            _ => pieces.literal.push(c),
        }
    }
    let varies = !pieces.found.is_empty();
    match pieces.literal.chars().next_back() {
        Some('_' | '-') if !varies => pieces.varies(Piece::Any),
        Some('.') if !varies => {
            // The end of a sentence, or of a name that goes on.
            pieces.literal.pop();
            pieces.end_literal();
            pieces.found.push(Piece::Maybe("\\.\\S*".to_owned()));
        }
        _ => pieces.end_literal(),
    }
    let is_told = |piece: &Piece| match piece {
        Piece::Literal(text) => text.contains(char::is_alphanumeric),
        _ => false,
    };
    pieces.found.iter().any(is_told).then_some(pieces.found)
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
        match self.found.last() {
            Some(Piece::Some | Piece::Any) if piece == Piece::Any => {}
            Some(Piece::Any) => {
                self.found.pop();
                self.found.push(piece);
            }
            Some(Piece::Some) if piece == Piece::Some => {}
            _ => self.found.push(piece),
        }
    }

    /// Puts down the literal so far, taking out what only stands for an identifier in it.
    fn end_literal(&mut self) {
        let literal = std::mem::take(&mut self.literal);
        let mut said = String::new();
        let mut was_identifier = false;
        let mut rest = literal.as_str();
        while !rest.is_empty() {
            let end = rest.find(['_', '-', '.']).unwrap_or(rest.len());
            let (segment, after) = rest.split_at(end);
            if let Some((before, after)) = identifier(segment, was_identifier) {
                said.push_str(before);
                if !said.is_empty() {
                    self.found.push(Piece::Literal(std::mem::take(&mut said)));
                }
                self.found.push(Piece::Identifier);
                said.push_str(after);
                was_identifier = true;
            } else {
                said.push_str(segment);
                was_identifier = false;
            }
            let mark = after.get(..1).unwrap_or_default();
            said.push_str(mark);
            rest = after.get(mark.len()..).unwrap_or_default();
        }
        if !said.is_empty() {
            self.found.push(Piece::Literal(said));
        }
    }
}

/// What stands before and after a run of letters that stands for an identifier: at least three
/// times x, or all of a segment.
fn identifier(segment: &str, is_next: bool) -> Option<(&str, &str)> {
    let first = *segment.as_bytes().first()?;
    let is_run = segment.bytes().all(|byte| byte == first);
    let least = match first {
        b'x' | b'X' | b'y' | b'Y' | b'z' | b'Z' | b'n' | b'N' if is_next => 1,
        b'x' | b'X' => 2,
        b'n' | b'N' => 3,
        _ => usize::MAX,
    };
    if is_run && segment.len() >= least {
        return Some(("", ""));
    }
    let (start, x) =
        ["xxx", "XXX"].iter().find_map(|run| Some((segment.find(run)?, run.get(..1)?)))?;
    let (before, run) = segment.split_at(start);
    Some((before, run.trim_start_matches(x)))
}
