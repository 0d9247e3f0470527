//! A retention as numbers, words and the marks that matter between them.

use std::iter::Peekable;
use std::str::CharIndices;

use crate::text::{Spelling, Typography, fold, is_attached, is_letter, normal};

/// One part of a retention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A number, in thousandths; none when it is too long to be counted.
    Number(Option<u64>),
    /// A date or a time of the day.
    Date,
    /// A word, folded, and its spelling.
    Word(String, u64),
    /// A hyphen or a dash, unless it joins two words.
    Dash,
    /// A slash or a bar.
    Slash,
    /// An opening parenthesis.
    Open,
    /// A closing parenthesis.
    Close,
    /// "Less than", or "at most".
    Less,
    /// "More than", or "at least".
    More,
    /// A comma.
    Comma,
    /// A semicolon, or the end of a line.
    Break,
}

/// No retention has more parts; what follows them is not read.
const LONGEST: usize = 200;
/// No longer number is counted.
const DIGITS: usize = 12;

/// The parts of `text`, or nothing when they are too many. Spelling and spacing make no difference.
pub(super) fn split(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    for line in text.split('\n') {
        let line = normal(line, Typography::Plain);
        if !tokens.is_empty() && !line.is_empty() {
            tokens.push(Token::Break);
        }
        let mut letters = line.char_indices().peekable();
        while let Some(&(at, c)) = letters.peek() {
            if tokens.len() > LONGEST {
                return None;
            }
            if c.is_ascii_digit() {
                let (token, end) = number(&line, at);
                tokens.push(token);
                while letters.next_if(|(at, _)| *at < end).is_some() {}
            } else if is_letter(c) {
                let is_after_number = line
                    .get(..at)
                    .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
                tokens.push(word(&mut letters, is_after_number));
                let next = letters.peek().map_or(line.len(), |next| next.0);
                let end = next + ending(line.get(next..).unwrap_or_default());
                while letters.next_if(|(at, _)| *at < end).is_some() {}
            } else {
                letters.next();
                let next = letters.peek().map(|next| next.1);
                tokens.extend(mark(c, tokens.last(), next));
            }
        }
    }
    Some(tokens)
}

fn mark(c: char, before: Option<&Token>, next: Option<char>) -> Option<Token> {
    Some(match c {
        '-' | '\u{2010}' | '\u{2011}' => {
            let joins = matches!(before, Some(Token::Word(..))) && next.is_some_and(is_wordy);
            return (!joins).then_some(Token::Dash);
        }
        '\u{2012}'..='\u{2015}' | '\u{2212}' | '→' | '~' => Token::Dash,
        '/' | '|' => Token::Slash,
        '(' | '[' => Token::Open,
        ')' | ']' => Token::Close,
        '<' | '≤' => Token::Less,
        '>' | '≥' => Token::More,
        ',' => Token::Comma,
        ';' => Token::Break,
        _ => return None,
    })
}

fn is_wordy(c: char) -> bool {
    is_letter(c) && !c.is_ascii_digit()
}

/// The word that comes next. Digits belong to it, unless it stands right after others.
fn word(letters: &mut Peekable<CharIndices<'_>>, is_after_number: bool) -> Token {
    let (mut folded, mut spelling) = (String::new(), Spelling::default());
    let is_part = |c: char| {
        if is_after_number { is_wordy(c) || is_attached(c) } else { is_letter(c) || is_attached(c) }
    };
    while let Some((_, c)) = letters.next_if(|(_, c)| is_part(*c)) {
        // Raised figures are marks of footnotes.
        if c.is_alphabetic() || c.is_ascii_digit() || is_attached(c) {
            fold(c, |c| {
                folded.push(c);
                spelling.add(c);
            });
        }
    }
    Token::Word(folded, spelling.hash())
}

/// How long the optional ending is that `after` begins with: up to three letters in parentheses,
/// as in `day(s)`.
fn ending(after: &str) -> usize {
    let Some(inside) = after.strip_prefix('(') else { return 0 };
    let letters = inside.chars().take(4).take_while(|c| c.is_alphabetic());
    let (count, length) =
        letters.fold((0, 0), |(count, length), c| (count + 1, length + c.len_utf8()));
    let is_ending = (1..=3).contains(&count) && inside.as_bytes().get(length) == Some(&b')');
    if is_ending { length + 2 } else { 0 }
}

/// The number or the date whose digits begin at `start`, and where it ends.
fn number(text: &str, start: usize) -> (Token, usize) {
    let digits = |at: usize| {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let byte = |at: usize| text.as_bytes().get(at).copied();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let mut end = start + digits(start);
    // Three numbers with the same mark between them are a date, two with a colon a time.
    let second = digits(end + 1);
    if let Some(separator @ (b'.' | b'/' | b'-' | b':')) = byte(end)
        && second > 0
    {
        let third_at = end + 1 + second;
        let third = if byte(third_at) == Some(separator) { digits(third_at + 1) } else { 0 };
        let is_grouped = separator == b'.' && second == 3 && third == 3;
        if (third > 0 && !is_grouped) || separator == b':' {
            return (Token::Date, third_at + if third > 0 { 1 + third } else { 0 });
        }
    }
    let mut whole = part(start, end).to_owned();
    let is_group = |at: usize| matches!(byte(at), Some(b' ' | b',' | b'.' | b'\''));
    if whole.len() <= 3 && !whole.starts_with('0') {
        while is_group(end) && digits(end + 1) == 3 {
            whole.push_str(part(end + 1, end + 4));
            end += 4;
        }
    }
    let mut decimals = "";
    if matches!(byte(end), Some(b'.' | b',')) && digits(end + 1) > 0 {
        let to = end + 1 + digits(end + 1);
        decimals = part(end + 1, to).trim_end_matches('0');
        end = to;
    }
    let whole = whole.trim_start_matches('0');
    let is_counted = whole.len() <= DIGITS && decimals.len() <= 3;
    let thousandths = is_counted.then(|| format!("{whole}{decimals:0<3}").parse().ok());
    (Token::Number(thousandths.flatten()), end)
}
