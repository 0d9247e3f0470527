//! Hosts: one that is written in punycode is the one it stands for.

use std::borrow::Cow;

use crate::text::{Typography, normal};

/// How a name of a host begins that stands for one with letters beyond ASCII.
const PREFIX: &str = "xn--";

/// The longest name a host may have, in bytes: what is longer is no punycode, and its letters are put
/// into their places one by one.
const LONGEST: usize = 63;

/// A host as people read it: in lower case, with the letters that punycode stands for. A name that is no
/// punycode after all stays as it is.
#[must_use]
pub(crate) fn host_shown(host: &str) -> Cow<'_, str> {
    let has_upper = host.contains(char::is_uppercase);
    let lower = if has_upper { Cow::Owned(host.to_lowercase()) } else { Cow::Borrowed(host) };
    if !lower.contains(PREFIX) {
        return lower;
    }
    let names = lower.split('.').map(|name| match name.strip_prefix(PREFIX).and_then(decoded) {
        Some(name) => Cow::Owned(name),
        None => Cow::Borrowed(name),
    });
    Cow::Owned(names.collect::<Vec<_>>().join("."))
}

/// Whether two hosts are one, whichever of them is in punycode.
#[must_use]
pub(crate) fn is_same_host(one: &str, other: &str) -> bool {
    one == other || host_shown(one) == host_shown(other)
}

/// What a name stands for that is in punycode without its prefix (RFC 3492), when it is letters that a
/// host may have.
fn decoded(name: &str) -> Option<String> {
    const BASE: u32 = 36;
    const FIRST: u32 = 0x80;
    if name.len() > LONGEST || !name.is_ascii() {
        return None;
    }
    let (basic, coded) = name.rsplit_once('-').unwrap_or(("", name));
    let mut letters: Vec<char> = basic.chars().collect();
    let (mut letter, mut place, mut bias) = (FIRST, 0_u32, 72_u32);
    let mut digits = coded.chars().map(|c| c.to_digit(BASE).map(punycode_digit));
    while let Some(first) = digits.next() {
        let before = place;
        let (mut digit, mut weight, mut step) = (first?, 1_u32, BASE);
        loop {
            place = place.checked_add(digit.checked_mul(weight)?)?;
            let threshold = step.saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            step += BASE;
            digit = digits.next()??;
        }
        let length = u32::try_from(letters.len() + 1).ok()?;
        bias = adapted(place - before, length, before == 0);
        letter = letter.checked_add(place / length)?;
        place %= length;
        letters.insert(place as usize, char::from_u32(letter)?);
        place += 1;
    }
    let name: String = letters.into_iter().collect();
    let is_name = !name.is_ascii() && name.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_normal = normal(&name, Typography::Plain) == name && name == name.to_lowercase();
    (is_name && is_normal).then_some(name)
}

/// Letters come before digits in punycode.
fn punycode_digit(digit: u32) -> u32 {
    if digit < 10 { digit + 26 } else { digit - 10 }
}

fn adapted(delta: u32, length: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / length;
    let mut bias = 0;
    while delta > 455 {
        delta /= 35;
        bias += 36;
    }
    bias + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::{host_shown, is_same_host};

    #[test]
    fn punycode_is_what_it_stands_for() {
        for (host, shown) in [
            ("www.xn--mnchen-3ya.example", "www.münchen.example"),
            ("XN--Mnchen-3YA.example", "münchen.example"),
            ("xn--bcher-kva.example", "bücher.example"),
            ("xn--fiqs8s", "中国"),
            ("xn--r8jz45g.xn--zckzah", "例え.テスト"),
            ("data.example.fr", "data.example.fr"),
            ("xn--.example", "xn--.example"),
            ("xn--a.example", "xn--a.example"),
            ("xn--99999999.example", "xn--99999999.example"),
        ] {
            assert_eq!(host_shown(host), shown);
        }
        assert!(is_same_host("MÜNCHEN.example", "xn--mnchen-3ya.example"));
        assert!(!is_same_host("munchen.example", "xn--mnchen-3ya.example"));
    }
}
