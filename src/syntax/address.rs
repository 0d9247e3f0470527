//! Web addresses inside a text: `<https://…>`, `[label](https://…)`, `https://…` or a bare host.

use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, tag_no_case, take_till1};
use nom::character::complete::char;
use nom::combinator::{map_opt, opt, verify};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use crate::text::is_invisible;

/// A web address as a text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address<'s> {
    /// The address, without angle brackets or link label. A bare host has no scheme.
    pub url: &'s str,
    /// Its host, in the case it was written.
    pub host: &'s str,
    /// Whether the scheme was written too.
    pub has_scheme: bool,
}

/// The addresses in `text`, in its order.
pub(crate) fn addresses(text: &str) -> impl Iterator<Item = Address<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            // Every form has a dot or a colon in it, which few words have.
            let mark = memchr::memchr2(b'.', b':', rest.as_bytes())?;
            let word = word_with(rest, mark);
            match address(word) {
                Ok((after, address)) => {
                    rest = after;
                    return Some(address);
                }
                Err(_) => rest = after_word(word),
            }
        }
    })
}

/// What `text` is from the word around the byte at `at` on, with the bracket that opens it.
fn word_with(text: &str, at: usize) -> &str {
    let opens = |c: char| matches!(c, '<' | '[');
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind(|c| opens(c) || stands_before(c)).unwrap_or(0);
    let word = text.get(start..).unwrap_or_default();
    word.strip_prefix(|c| stands_before(c) && !opens(c)).unwrap_or(word)
}

/// What follows the word that `text` begins with.
fn after_word(text: &str) -> &str {
    let mut characters = text.char_indices().skip(1);
    let end = characters.find(|&(_, c)| stands_before(c)).map_or(text.len(), |(at, _)| at);
    text.get(end..).unwrap_or_default()
}

/// Whether a word may begin right after `c`.
fn stands_before(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '<' | '(' | '[' | '\'' | '’' | '"' | '«' | '“' | '‘' | '`' | '*' | ',' | ';')
}

/// The first character tells which form it could be, so that an ordinary word is passed over
/// quickly.
///
/// ```pest
/// address = { bracketed | link | web | bare }
/// ```
fn address(input: &str) -> IResult<&str, Address<'_>> {
    match input.as_bytes().first() {
        Some(b'<') => bracketed.parse(input),
        Some(b'[') => link.parse(input),
        Some(b'h' | b'H') => alt((web, bare)).parse(input),
        _ => bare.parse(input),
    }
}

/// ```pest
/// bracketed = { "<" ~ web ~ ">" }
/// ```
fn bracketed(input: &str) -> IResult<&str, Address<'_>> {
    let ends = |c| matches!(c, '<' | '>' | ' ' | '\t');
    let inside = map_opt(take_till1(ends), |inside| web(inside).ok().map(|(_, address)| address));
    delimited(char('<'), inside, char('>')).parse(input)
}

/// ```pest
/// link = { "[" ~ label ~ "](" ~ web ~ ")" }
/// ```
fn link(input: &str) -> IResult<&str, Address<'_>> {
    let label = delimited(char('['), is_not("[]"), char(']'));
    let target = map_opt(is_not("() \t"), |target| web(target).ok().map(|(_, address)| address));
    preceded(label, delimited(char('('), target, char(')'))).parse(input)
}

/// ```pest
/// web = { scheme ~ (user ~ "@")? ~ host ~ (":" ~ port)? ~ path? }
/// ```
fn web(input: &str) -> IResult<&str, Address<'_>> {
    let (after_scheme, scheme) = scheme(input)?;
    // The host is looked for before the end of the address: what has none costs no more than itself.
    let (after_host, host) = authority(after_scheme)?;
    map_opt(word, |word: &str| {
        let address = unpunctuated(word);
        // The punctuation after an address may have been taken for the end of its host.
        let surplus = (after_scheme.len() - after_host.len()).saturating_sub(address.len());
        let host = host.get(..host.len().checked_sub(surplus)?)?;
        Some(Address { url: input.get(..scheme.len() + address.len())?, host, has_scheme: true })
    })
    .parse(after_scheme)
}

/// The host, after the name of a user if there is one.
fn authority(input: &str) -> IResult<&str, &str> {
    let found = host(input);
    // Mostly what ends the host ends all of it: then no user was named before.
    if let Ok((rest, _)) = found
        && rest.chars().next().is_none_or(ends_authority)
    {
        return found;
    }
    let user = take_till1(|c| ends_authority(c) || c == '@');
    preceded(opt(terminated(user, char('@'))), host).parse(input)
}

fn ends_authority(c: char) -> bool {
    ends_word(c) || matches!(c, '/' | '?' | '#')
}

/// ```pest
/// scheme = { ^"http" ~ ^"s"? ~ "://" }
/// ```
fn scheme(input: &str) -> IResult<&str, &str> {
    alt((tag("https://"), tag("http://"), tag_no_case("https://"), tag_no_case("http://")))
        .parse(input)
}

/// An address without the punctuation of the sentence it ends.
fn unpunctuated(word: &str) -> &str {
    word.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '`', '*', '_'])
}

/// A host name that stands alone, such as `data.example.fr`: lower case, and with a dot.
///
/// ```pest
/// bare = { label ~ ("." ~ label)+ ~ path? }
/// ```
fn bare(input: &str) -> IResult<&str, Address<'_>> {
    // As for `web`: what is no host costs no more than itself.
    let (after, host) =
        map_opt(host, |host| is_host(unpunctuated(host)).then_some(unpunctuated(host)))
            .parse(input)?;
    let is_mail = after.chars().take_while(|&c| !stands_before(c) && c != '/').any(|c| c == '@');
    let (rest, url) = verify(word, |_: &str| !is_mail).parse(input)?;
    Ok((rest, Address { url: unpunctuated(url), host, has_scheme: false }))
}

/// Whether `host` is lower case and has a dot between two names.
fn is_host(host: &str) -> bool {
    let is_name_char =
        |c: char| c.is_lowercase() || c.is_ascii_digit() || c == '-' || is_invisible(c);
    let is_label = |label: &str| !label.is_empty() && label.chars().all(is_name_char);
    host.rsplit_once('.').is_some_and(|(names, top)| {
        names.split('.').all(is_label) && top.len() > 1 && top.chars().all(char::is_lowercase)
    })
}

fn host(input: &str) -> IResult<&str, &str> {
    let is_host_char = |c: char| match c {
        'a'..='z' | '0'..='9' | '.' | '-' => true,
        '!'..='~' => c.is_ascii_uppercase(),
        _ => c.is_alphanumeric() || is_invisible(c),
    };
    verify(take_till1(move |c| !is_host_char(c)), |host: &str| host.contains(char::is_alphanumeric))
        .parse(input)
}

/// Up to white space, or what closes a bracket or a quotation.
fn word(input: &str) -> IResult<&str, &str> {
    take_till1(ends_word).parse(input)
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '<' | '>' | '"' | '»' | '”' | '(' | ')' | '[' | ']')
}

#[cfg(test)]
mod tests {
    use super::addresses;

    fn found(text: &str) -> Vec<(&str, &str)> {
        addresses(text).map(|address| (address.url, address.host)).collect()
    }

    #[test]
    fn addresses_are_found_in_every_form() {
        let https = [("https://data.rivage.example", "data.rivage.example")];
        assert_eq!(found("sur la plateforme <https://data.rivage.example>"), https);
        assert_eq!(found("sur [la plateforme](https://data.rivage.example)"), https);
        assert_eq!(found("sur https://data.rivage.example, et ailleurs"), https);
        assert_eq!(found("sur «https://data.rivage.example»"), https);
        assert_eq!(found("(https://data.rivage.example)."), https);
        assert_eq!(
            found("on data.rivage.example?"),
            [("data.rivage.example", "data.rivage.example")]
        );
        assert_eq!(
            found("l'adresse d'data.rivage.example"),
            [("data.rivage.example", "data.rivage.example")]
        );
        assert_eq!(
            found("HTTP://moi@Data.Rivage.example:8080/a?b#c ."),
            [("HTTP://moi@Data.Rivage.example:8080/a?b#c", "Data.Rivage.example")]
        );
    }

    #[test]
    fn other_words_are_no_addresses() {
        for text in [
            "ASP.NET_SessionId",
            "moi@rivage.example",
            "1.2.3",
            "etc.",
            "e.g. this",
            "<b>",
            "[a](b)",
            "https://",
        ] {
            assert!(found(text).is_empty(), "{text:?}: {:?}", found(text));
        }
    }
}
