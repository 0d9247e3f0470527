//! Where words that stand together without a space may part.

use super::hosts::WEB;
use crate::lexicon::{Known, Lexicon, Scan, Term};

/// No known word that a name is glued to is shorter, in bytes.
const SHORTEST: usize = 3;

/// Finds the seams of words.
pub(super) struct Seams {
    lexicon: &'static Lexicon,
    scan: Scan,
    /// The hosts that several words end or begin with.
    hosts: Vec<String>,
}

impl Seams {
    pub(super) fn new(lexicon: &'static Lexicon, hosts: Vec<String>) -> Self {
        Self { lexicon, scan: Scan::default(), hosts }
    }

    /// Where the first seam of a word is: where its spelling shows one, before or behind a host that other
    /// words have too, or behind a known word that a name in small letters is glued to (`yearfw_id`). Its
    /// end, when it has none, as the name of a cookie that is known.
    pub(super) fn first(&mut self, word: &str) -> usize {
        if Known::get().is_name(word) {
            return word.len();
        }
        let host = self.hosts.iter().find_map(|host| Some((word.find(&**host)?, host.len())));
        let word = match host {
            // Behind a part of a longer host is no seam.
            Some((0, length)) if !goes_on_as_host(word, length) => return length,
            Some((at, _)) if at > 0 => word.get(..before_host(word, at)).unwrap_or(word),
            _ => word,
        };
        let end = spelled(word);
        let (first, rest) = word.split_at(end);
        let may_be_glued = rest.starts_with('_') && first.ends_with(char::is_lowercase);
        if may_be_glued { self.behind_known(first).unwrap_or(end) } else { end }
    }

    /// Where the longest known word ends that small letters go on with.
    fn behind_known(&mut self, word: &str) -> Option<usize> {
        let ends = word.char_indices().map(|(at, _)| at).filter(|&at| at >= SHORTEST);
        let ends: Vec<usize> = ends.chain([word.len()]).collect();
        ends.into_iter().rev().find(|&end| word.get(..end).is_some_and(|part| self.is_known(part)))
    }

    /// Whether a word is a unit of time or says what kind of cookie one is.
    fn is_known(&mut self, word: &str) -> bool {
        self.scan.read(self.lexicon, word);
        let is_category = self.scan.hits.iter().any(|hit| matches!(hit.term, Term::Category(_)));
        is_category || super::features::is_unit(word, self.lexicon)
    }
}

/// Whether a host that a word begins with is a part of a longer one: `acme.com` of `acme.com.br`.
fn goes_on_as_host(word: &str, end: usize) -> bool {
    let rest = word.get(end..).unwrap_or_default();
    let next = rest.strip_prefix(['.', '-']).unwrap_or_default();
    next.starts_with(char::is_alphanumeric)
}

/// Where a word ends that the host at a place in it is glued to. A host that is a part of a longer one has no
/// seam before it; but no host has a capital or an underscore.
fn before_host(word: &str, at: usize) -> usize {
    let before = word.get(..at).unwrap_or_default();
    let is_no_host = |part: &str| part.contains(|c: char| c.is_uppercase() || c == '_');
    match before.strip_suffix('.') {
        Some(part) if is_no_host(part.rsplit('.').next().unwrap_or(part)) => part.len(),
        None if !before.ends_with(['-', '/']) => at,
        _ => word.len(),
    }
}

/// Whether single letters and digits come by turns round a digit: `a1b2c3`.
fn is_inside_code(word: &str, at: usize) -> bool {
    let bytes = word.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
    letter(at + 1) && digit(at + 2) || at > 1 && letter(at - 1) && digit(at - 2)
}

/// The first seam that the spelling of a word shows: before a capital behind a small letter or a digit,
/// before a small word with a capital behind capitals, before a digit behind a letter, before the first
/// underscore of a name, before the beginning of a host or of a number with a mark.
fn spelled(word: &str) -> usize {
    let mut before: Option<char> = None;
    let is_end = |c: char| matches!(c, '_' | '>' | ')' | ']' | '}' | '.');
    for (at, c) in word.char_indices() {
        let rest = word.get(at..).unwrap_or_default();
        let is_capitalised = || rest.chars().nth(1).is_some_and(char::is_lowercase);
        let is_seam = match before {
            None => false,
            Some(b) if c.is_uppercase() => {
                b.is_lowercase()
                    || b.is_uppercase() && is_capitalised()
                    || b.is_ascii_digit()
                    || b == '*'
                    || is_end(b)
            }
            Some(b) if c.is_ascii_digit() => {
                (b.is_alphabetic() || is_end(b)) && !is_inside_code(word, at)
            }
            Some(b) if c == '_' => b.is_lowercase() || b.is_ascii_digit() || b == '*',
            Some(b) if matches!(c, '~' | '<' | '≤' | '≈') => {
                b != c && rest.chars().nth(1).is_some_and(|next| next.is_ascii_digit())
            }
            Some(b) => b.is_alphanumeric() && rest.starts_with(WEB),
        };
        if is_seam {
            return at;
        }
        before = Some(c);
    }
    word.len()
}
