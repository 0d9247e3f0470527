//! The portal's own address, taken out of a text so that it does not count as words.
//!
//! An address is one word in whatever form it is written: `<https://a.example>`, a Markdown link,
//! with or without scheme and final slash, when its host is the charter's own. Any other host is
//! left in the text, so that a copied address shows.

use memchr::memchr_iter;

use crate::syntax::{addresses, is_same_host};
use crate::text::{is_invisible, is_letter, is_space, visible};

/// Stands for the portal's address in a text: a code point that no text may hold.
pub(super) const PORTAL: char = '\u{fdd0}';

/// A text without the portal's own address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Masked {
    /// The text with [`PORTAL`] in place of each address.
    pub(super) text: String,
    /// How each address was written, with [`PORTAL`] in place of its host, a line each.
    pub(super) form: String,
}

/// Takes the addresses of one portal out of texts.
#[derive(Debug)]
pub(super) struct Mask<'h> {
    host: &'h str,
}

impl<'h> Mask<'h> {
    /// Of the portal at `host`, which is in lower case.
    pub(super) fn new(host: &'h str) -> Self {
        Self { host }
    }

    /// Whether `text` could hold the address, in whatever case and with whatever is invisible in it:
    /// a dot with something right behind it is seen at once, and few texts have one.
    fn may_be_in(&self, text: &str) -> bool {
        let goes_on = |at: usize| text.as_bytes().get(at + 1).is_some_and(|&byte| byte > b' ');
        if self.host.contains('.') {
            memchr_iter(b'.', text.as_bytes()).any(goes_on)
        } else {
            text.contains(self.host)
        }
    }

    /// Takes the addresses out of `text`; nothing when there is none.
    pub(super) fn masked(&self, text: &str) -> Option<Masked> {
        if !self.may_be_in(text) {
            return None;
        }
        let mut masked = Masked { text: String::with_capacity(text.len()), form: String::new() };
        let mut done = 0;
        for Own { start, end, label, form, path } in own_addresses(text, self.host) {
            masked.text.push_str(text.get(done..start).unwrap_or_default());
            if let Some(label) = label {
                masked.text.push_str(label);
                masked.text.push(' ');
            }
            masked.text.push(PORTAL);
            masked.text.push_str(path);
            if !masked.form.is_empty() {
                masked.form.push('\n');
            }
            masked.form.push_str(&form);
            done = end;
        }
        masked.text.push_str(text.get(done..).unwrap_or_default());
        (done > 0).then_some(masked)
    }
}

/// One mention of the portal's own address.
struct Own<'t> {
    start: usize,
    end: usize,
    /// The label of a link, when it says more than the address.
    label: Option<&'t str>,
    /// How it is written, with [`PORTAL`] in place of the host.
    form: String,
    /// What follows the host is words, but for a slash that ends the address.
    path: &'t str,
}

/// The addresses at `host`, in their order.
fn own_addresses<'t>(text: &'t str, host: &str) -> impl Iterator<Item = Own<'t>> {
    let is_own = |written: &str| written == host || is_same_host(&visible(written), host);
    let addresses = addresses(text).filter(|address| is_own(address.host));
    let known: Vec<_> = addresses.filter_map(|it| Own::new(text, it.url, it.host, host)).collect();
    let mut passed = known.iter().peekable();
    let mut bare = Vec::new();
    // Alone, a host with capitals could be any name; that of the portal is known.
    let ends = |c: char| !(is_letter(c) || matches!(c, '.' | '-') || is_invisible(c));
    let mut next = 0;
    while let Some(dot) = text.get(next..).and_then(|rest| rest.find('.')).map(|at| next + at) {
        // A full stop right behind an address begins no other.
        let from = std::mem::replace(&mut next, dot + 1);
        while passed.next_if(|it| it.end <= dot).is_some() {}
        if let Some(address) = passed.next_if(|it| it.start <= dot) {
            next = address.end;
            continue;
        }
        let (before, after) = text.split_at(dot);
        let begun = before.rsplit(ends).next().map_or(0, str::len).min(dot - from);
        let word = text.get(dot - begun..).and_then(|rest| rest.split(ends).next());
        next += after.split(ends).next().map_or(0, |rest| rest.len() - 1);
        let word = word.unwrap_or_default().trim_end_matches('.');
        if is_own(word) {
            bare.extend(Own::new(text, word, word, host));
        }
    }
    let mut all = known;
    all.append(&mut bare);
    all.sort_by_key(|it| it.start);
    all.into_iter()
}

impl<'t> Own<'t> {
    /// The address `url` in `text`, with what belongs to it beside: brackets, or a link's label.
    fn new(text: &'t str, url: &'t str, written: &str, host: &str) -> Option<Self> {
        let at = place(text, url)?;
        let from_host = place(url, written).unwrap_or(0);
        let slash = url.get(from_host..).and_then(|rest| rest.find('/'));
        let (origin, path) = url.split_at(slash.map_or(url.len(), |slash| from_host + slash));
        let path = if path == "/" { "" } else { path };
        let (before, after) = (text.get(..at)?, text.get(at + url.len()..)?);
        let (mut start, mut end, mut label) = (at, at + url.len(), None);
        if before.ends_with('<') && after.starts_with('>') {
            (start, end) = (start - 1, end + 1);
        } else if let Some(link) = before.strip_suffix("](").filter(|_| after.starts_with(')'))
            && let Some((before, inside)) = link.rsplit_once('[')
            && !inside.contains(']')
        {
            // A label that is the address again says nothing more; one that holds more is words.
            let has_address = own_addresses(inside, host).next().is_some();
            let is_address = has_address && inside.trim().split(is_space).count() == 1;
            if is_address || !has_address {
                (start, end) = (before.len(), end + 1);
                label = (!is_address).then_some(inside);
            }
        }
        let whole = if label.is_some() { origin } else { text.get(start..end)? };
        // The last: a label may hold the host as well.
        let form = match whole.rsplit_once(written) {
            Some((before, after)) => format!("{before}{PORTAL}{after}"),
            None => whole.to_owned(),
        };
        Some(Self { start, end, label, form, path })
    }
}

/// Where `part`, which is a slice of `text`, begins in it.
fn place(text: &str, part: &str) -> Option<usize> {
    let at = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (at + part.len() <= text.len()).then_some(at)
}

/// A sort of values that are each portal's own; a sign that no text may hold stands for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    /// Words that begin with a capital.
    Name,
    /// Something with a year.
    Date,
    /// Anything else.
    Own,
}

impl Value {
    /// The sort of most of some values.
    pub(super) fn of<'v>(values: impl Iterator<Item = &'v str>) -> Self {
        let mut counts = [0; 3];
        for value in values {
            if let Some(count) = counts.get_mut(Self::of_one(value) as usize) {
                *count += 1;
            }
        }
        let [names, dates, others] = counts;
        match () {
            () if names > dates + others => Self::Name,
            () if dates > names + others => Self::Date,
            () => Self::Own,
        }
    }

    fn of_one(value: &str) -> Self {
        let is_year = |word: &str| {
            word.parse::<u16>().is_ok_and(|year| word.len() == 4 && (1900..2100).contains(&year))
        };
        let has_figures = value.bytes().any(|byte| byte.is_ascii_digit());
        match () {
            () if value.split(|c: char| !c.is_alphanumeric()).any(is_year) => Self::Date,
            () if !has_figures && value.starts_with(char::is_uppercase) => Self::Name,
            () => Self::Own,
        }
    }

    /// What stands for it in a text.
    pub(super) fn sign(self) -> char {
        match self {
            Self::Name => '\u{fdd1}',
            Self::Date => '\u{fdd2}',
            Self::Own => '\u{fdd3}',
        }
    }
}

/// Whether a character stands for what is each portal's own.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, PORTAL..='\u{fdd3}')
}

/// `text` as it is shown to people.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            PORTAL => shown.push_str("{portal}"),
            '\u{fdd1}' => shown.push_str("{name}"),
            '\u{fdd2}' => shown.push_str("{date}"),
            '\u{fdd3}' => shown.push_str("{own}"),
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Mask, shown};

    fn mask(text: &str) -> Option<(String, String)> {
        let host = "data.rivage.example";
        let masked = Mask::new(host).masked(text)?;
        Some((shown(&masked.text), shown(&masked.form)))
    }

    #[test]
    fn an_address_is_one_word_in_any_form() {
        for form in [
            "<https://data.rivage.example>",
            "https://data.rivage.example",
            "http://data.rivage.example/",
            "data.rivage.example",
            "[data.rivage.example](https://data.rivage.example)",
            "[https://data.rivage.example/](https://data.rivage.example/)",
            "HTTPS://DATA.RIVAGE.example",
            "Data.Rivage.example",
            "<https://data.riv\u{200b}age.example>",
        ] {
            let end = mask(&format!("la plateforme {form}.")).expect(form);
            assert_eq!(end.0, "la plateforme {portal}.", "{form}");
            let (text, written) =
                mask(&format!("sur la plateforme {form} et ailleurs")).expect(form);
            assert_eq!(text, "sur la plateforme {portal} et ailleurs", "{form}");
            assert!(written.contains("{portal}"), "{form}: {written}");
        }
    }

    #[test]
    fn a_host_in_punycode_is_the_host() {
        let own =
            Mask::new("www.münster.example").masked("sur https://www.xn--mnster-3ya.example, ici");
        assert_eq!(own.map(|own| shown(&own.text)).as_deref(), Some("sur {portal}, ici"));
        assert_eq!(Mask::new("münster.example").masked("sur https://xn--mnchen-3ya.example"), None);
    }

    #[test]
    fn no_word_goes_with_an_address() {
        let link = "(https://data.rivage.example)";
        let (text, _) = mask(&format!("Voir [x https://data.rivage.example y]{link} ici")).unwrap();
        assert_eq!(text, "Voir [x {portal} y]({portal}) ici");
        let (text, _) = mask(&format!("Voir [a]{link} b]{link} ici")).unwrap();
        assert_eq!(text, "Voir a {portal} b]({portal}) ici");
    }

    #[test]
    fn what_is_not_the_portal_stays() {
        assert_eq!(mask("sur <https://data.vallon.example>"), None);
        assert_eq!(mask("sur https://a.data.rivage.example"), None);
        assert_eq!(mask("sans adresse"), None);
        let (text, _) =
            mask("https://data.rivage.example/aide et [notre site](https://data.rivage.example)")
                .expect("its own address");
        assert_eq!(text, "{portal}/aide et notre site {portal}");
    }
}
