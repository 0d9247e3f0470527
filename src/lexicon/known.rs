//! Names of cookies and of those who set them, which charters list again and again: facts, the same in
//! every language; and of where browsers keep things. They are `grammar/known.toml`, made ready on first use by the readers of tables whose cells no separator shows.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::made::{
    COINED_NAMES, COMPANY_FORMS, DOMAIN_ENDINGS, KNOWN_GUIDES, KNOWN_NAMES, KNOWN_PROVIDERS,
    KNOWN_STORAGES,
};

/// The names and providers that are known.
pub(crate) struct Known {
    names: Strings,
    /// In small letters: charters do not write them alike.
    providers: Strings,
    /// Those that begin with a small letter, as they are written.
    small_providers: Vec<&'static str>,
}

/// Strings, and how long the longest is.
struct Strings {
    all: HashSet<Cow<'static, str>, FixedState>,
    longest: usize,
    /// How long those are that begin with these two bytes, the longest first: most texts begin as none.
    lengths: HashMap<[u8; 2], Vec<usize>, FixedState>,
}

impl Known {
    /// What is known, put in order on first use.
    #[must_use]
    pub(crate) fn get() -> &'static Self {
        static KNOWN: LazyLock<Known> = LazyLock::new(|| Known {
            names: Strings::new(KNOWN_NAMES.iter().map(|&name| Cow::Borrowed(name))),
            providers: Strings::new(KNOWN_PROVIDERS.iter().map(|it| Cow::Owned(it.to_lowercase()))),
            small_providers: {
                let is_small = |name: &&str| name.starts_with(char::is_lowercase);
                KNOWN_PROVIDERS.iter().copied().filter(is_small).collect()
            },
        });
        &KNOWN
    }

    /// Whether this is the name of a cookie that is known.
    #[must_use]
    pub(crate) fn is_name(&self, text: &str) -> bool {
        self.names.has(text)
    }

    /// Whether this name in small letters is a word of no language.
    #[must_use]
    pub(crate) fn is_coined(name: &str) -> bool {
        COINED_NAMES.contains(&name)
    }

    /// Whether this is a form of company that stands behind a name: `Ltd.`, `GmbH`.
    #[must_use]
    pub(crate) fn is_company_form(word: &str) -> bool {
        const LONGEST: usize = 16;
        if word.is_empty() || word.len() > LONGEST {
            return false;
        }
        let letters = word.chars().filter(|c| *c != '.').flat_map(char::to_lowercase);
        COMPANY_FORMS.contains(&&*letters.collect::<String>())
    }

    /// Whether the name of a host ends so: `com`, `fr`.
    #[must_use]
    pub(crate) fn is_domain_ending(ending: &str) -> bool {
        DOMAIN_ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
    }

    /// Whether this is where browsers keep things.
    #[must_use]
    pub(crate) fn is_storage(text: &str) -> bool {
        KNOWN_STORAGES.contains(&text)
    }

    /// Whether this is a provider that is known, in small letters.
    #[must_use]
    pub(crate) fn is_provider(&self, text: &str) -> bool {
        self.providers.has(text)
    }

    /// Whether the site with this name in its host explains cookies, or is a browser's.
    #[must_use]
    pub(crate) fn is_guide(name: &str) -> bool {
        KNOWN_GUIDES.contains(&name)
    }

    /// How long the longest known provider is that `text` begins with, and that no small letter or
    /// digit goes on with. It begins as a name does.
    #[must_use]
    pub(crate) fn provider_at(&self, text: &str) -> Option<usize> {
        let begins = text.starts_with(|c: char| c.is_uppercase())
            || text.bytes().take(2).any(|byte| byte.is_ascii_uppercase())
            || self.small_providers.iter().any(|name| text.starts_with(name));
        if !begins {
            return None;
        }
        let beginning: String = text.chars().take(self.providers.longest + 1).collect();
        let lowered = beginning.to_lowercase();
        if lowered.len() != beginning.len() {
            return None;
        }
        self.providers.longest_at(&lowered, |end| {
            let after = beginning.get(end..).and_then(|rest| rest.chars().next());
            !after.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
        })
    }
}

impl Strings {
    fn new(strings: impl Iterator<Item = Cow<'static, str>>) -> Self {
        let all: HashSet<_, FixedState> = strings.collect();
        let longest = all.iter().map(|string| string.len()).max().unwrap_or_default();
        let mut lengths: HashMap<_, Vec<usize>, FixedState> = HashMap::default();
        for string in &all {
            if let Some(beginning) = string.as_bytes().first_chunk::<2>() {
                lengths.entry(*beginning).or_default().push(string.len());
            }
        }
        for lengths in lengths.values_mut() {
            lengths.sort_unstable_by(|a, b| b.cmp(a));
            lengths.dedup();
        }
        Self { all, longest, lengths }
    }

    fn has(&self, text: &str) -> bool {
        text.len() <= self.longest && self.all.contains(text)
    }

    /// How long the longest string is that `text` begins with and that may end there.
    fn longest_at(&self, text: &str, may_end: impl Fn(usize) -> bool) -> Option<usize> {
        let beginning = text.as_bytes().first_chunk::<2>()?;
        self.lengths.get(beginning)?.iter().copied().find(|&end| {
            text.get(..end).is_some_and(|part| self.all.contains(part)) && may_end(end)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Known;

    #[test]
    fn names_and_providers_are_found_at_the_beginning() {
        let known = Known::get();
        assert!(known.is_name("PHPSESSID") && !known.is_name("PHPSESSIDs"));
        assert!(Known::is_storage("Local Storage") && !Known::is_storage("Orvane"));
        assert_eq!(known.provider_at("Google Analytics4"), Some(6));
        assert_eq!(known.provider_at("google analytics"), None);
        assert_eq!(known.provider_at("Google analyticsCounts"), Some(16));
        assert_eq!(known.provider_at("Googles"), None);
        assert!(known.names.all.len() >= 150 && known.providers.all.len() >= 80);
    }
}
