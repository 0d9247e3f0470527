//! The address that a page gives as its own where nobody sees it: a `link` to its canonical place, what
//! is to be shared of it, the base of its links, or the note of a browser that saved it.

use html5ever::{Attribute, QualName, ns};

use crate::syntax::addresses;

/// What a page says of its address, the first of each sort, with the line of the file that says it.
#[derive(Debug, Default)]
pub(super) struct Head {
    canonical: Said,
    shared: Said,
    base: Said,
    saved: Said,
}

type Said = Option<(String, u64)>;

impl Head {
    /// Takes what an element says.
    pub(super) fn element(&mut self, name: &QualName, attributes: &[Attribute], line: u64) {
        if name.ns != ns!(html) {
            return;
        }
        let value = |wanted: &str| {
            let found = attributes.iter().find(|it| &*it.name.local == wanted);
            found.map_or("", |it| &*it.value)
        };
        let is_named = |name: &str, wanted: &str| {
            name.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case(wanted))
        };
        let (said, address) = match &*name.local {
            "link" if is_named(value("rel"), "canonical") => (&mut self.canonical, value("href")),
            "meta" if ["property", "name"].iter().any(|it| is_named(value(it), "og:url")) => {
                (&mut self.shared, value("content"))
            }
            "base" => (&mut self.base, value("href")),
            _ => return,
        };
        take(said, address, line);
    }

    /// Takes what a comment says.
    pub(super) fn comment(&mut self, comment: &str, line: u64) {
        const SAVED: &str = "saved from url=(";
        // The length of the address stands before it, in parentheses.
        let address = comment.trim_start().strip_prefix(SAVED).and_then(|it| it.split_once(')'));
        take(&mut self.saved, address.map_or("", |(_, address)| address), line);
    }

    /// The address that is trusted most.
    pub(super) fn address(self) -> Said {
        self.canonical.or(self.shared).or(self.base).or(self.saved)
    }
}

/// Takes an address of the web that has a host of its own there, if none was taken before.
fn take(said: &mut Said, address: &str, line: u64) {
    let address = address.trim();
    let is_whole = addresses(address).next().is_some_and(|it| {
        let is_name = it.host.contains('.') && it.host.contains(char::is_alphabetic);
        it.has_scheme && is_name && address.starts_with(it.url)
    });
    if said.is_none() && is_whole {
        *said = Some((address.to_owned(), line));
    }
}
