//! The hosts of lines whose cells were glued together: several words end or begin with the same one.
//!
//! `sitebasketacme.it` alone has no seam. Beside `sitesessionacme.it` it has one: what both end with is the
//! host that sets them.

use std::collections::BTreeMap;

use super::LineOfCells;
use crate::interpret::evidence::spelling::is_host;
use crate::lexicon::Known;
use crate::text::is_space;

/// Words with a dot beyond that many are not compared.
const WORDS: usize = 2048;
/// So many letters before its ending tell hosts apart.
const TAIL: usize = 3;
/// No two hosts end by chance with the same letters of a label as long as that.
const LONG: usize = 6;
/// No lines share more hosts: every word is searched for each.
const HOSTS: usize = 64;
/// What a host begins with whatever stands before it.
pub(super) const WEB: &str = "www.";

/// The hosts that several words of some lines share.
pub(super) fn shared(lines: &[LineOfCells<'_>]) -> Vec<String> {
    let cells = lines.iter().flat_map(|line| &line.cells);
    let words = cells.flat_map(|cell| cell.split(is_space)).filter(|word| word.contains('.'));
    let mut words: Vec<&str> = words.take(WORDS).collect();
    words.sort_unstable();
    words.dedup();
    let mut hosts = behind(&words);
    hosts.extend(words.windows(2).filter_map(|pair| match pair {
        [one, other] => Some(before(one, other)).filter(|host| is_one(host)),
        _ => None,
    }));
    hosts.sort_unstable_by_key(|host| std::cmp::Reverse(host.len()));
    hosts.dedup();
    hosts.into_iter().take(HOSTS).map(str::to_owned).collect()
}

/// What words end with up to the ending of a domain, where a capital or nothing comes next.
fn behind<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let mut shared: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for host in words.iter().flat_map(|word| up_to_endings(word)) {
        let before = host.rfind('.').unwrap_or_default();
        if let Some(tail) = before.checked_sub(TAIL).and_then(|at| host.get(at..)) {
            shared.entry(tail).or_default().push(host);
        }
    }
    let several = shared.into_values().filter(|hosts| hosts.len() > 1);
    several.filter_map(|hosts| common(&hosts)).filter(|host| is_one(host)).collect()
}

/// The host that words end with. Two hosts may end alike: so it is long, or has a seam before it in one.
fn common<'w>(words: &[&'w str]) -> Option<&'w str> {
    let end = words.iter().copied().reduce(common_end)?;
    let end = end.find(WEB).and_then(|web| end.get(web..)).unwrap_or(end);
    let host = end.trim_start_matches(|c: char| !c.is_alphanumeric());
    let has_seam = |word: &&str| {
        let before = word.get(..word.len() - host.len()).unwrap_or_default();
        !before.ends_with(|c: char| c.is_lowercase() || c == '-')
    };
    let is_long = host.split('.').next().is_some_and(|label| label.len() >= LONG);
    (is_long || words.iter().any(has_seam)).then_some(host)
}

/// The beginnings of a word that end with the ending of a domain.
fn up_to_endings(word: &str) -> impl Iterator<Item = &str> {
    word.match_indices('.').filter_map(move |(dot, _)| {
        let rest = word.get(dot + 1..)?;
        let length = rest.bytes().take_while(u8::is_ascii_lowercase).count();
        let is_ending = Known::is_domain_ending(rest.get(..length)?);
        let next = rest.get(length..)?.chars().next();
        let ends = next.is_none_or(|next| next.is_uppercase() || matches!(next, ',' | ';' | '('));
        (is_ending && ends).then(|| word.get(..dot + 1 + length)).flatten()
    })
}

/// What two words begin with.
fn before<'w>(one: &'w str, other: &str) -> &'w str {
    let same = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b);
    one.get(..same.map_or(one.len().min(other.len()), |((at, _), _)| at)).unwrap_or_default()
}

/// What two words end with.
fn common_end<'w>(one: &'w str, other: &str) -> &'w str {
    let same = one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b);
    let length: usize = same.map(|(c, _)| c.len_utf8()).sum();
    one.get(one.len() - length..).unwrap_or_default()
}

fn is_one(host: &str) -> bool {
    is_host(host) && !host.contains(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::super::{Break, LineOfCells};
    use super::shared;

    #[test]
    fn a_host_is_what_words_end_or_begin_with() {
        let hosts = |lines: &[&'static str]| {
            let line = |source: &&'static str| LineOfCells {
                source,
                cells: vec![Cow::Borrowed(*source)],
                before: Break::Line,
                is_heading: false,
            };
            shared(&lines.iter().map(line).collect::<Vec<_>>())
        };
        assert_eq!(hosts(&["fw_cartfenwick.orgKeeps", "fwIdfenwick.orgSigns"]), ["fenwick.org"]);
        assert_eq!(hosts(&["fenwick.orgfw_a", "fenwick.org_b"]), ["fenwick.org"]);
        assert!(hosts(&["cartmill-lane.orgKeeps", "idorvane.orgSigns"]).is_empty(), "by chance");
        assert!(hosts(&["one sentence.Another", "a.b"]).is_empty());
    }
}
