//! The ids and classes by which the parts of a page are known: what consent tools put over a page, what a
//! page has round its text, and more. They are names that programs give, not words, and stand in
//! `grammar/pages.toml`; each is compared whole, for an article about cookies may well have `cookie` in its class.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::tags::Tag;

/// What a part of a page is. What is known by several names is the last of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Anything.
    Content,
    /// What is hidden until a reader opens it.
    Panel,
    /// What stands round the text on every page of a site.
    Furniture,
    /// The dialog of a consent tool.
    Consent,
    /// The declaration of a consent tool, which is a charter.
    Declaration,
}

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// What each id and class is known for.
static PARTS: LazyLock<HashMap<&str, Part>> = LazyLock::new(|| {
    [(FURNITURE, Part::Furniture), (DIALOGS, Part::Consent), (DECLARATIONS, Part::Declaration)]
        .into_iter()
        .flat_map(|(names, part)| names.iter().map(move |name| (*name, part)))
        .collect()
});

/// What a part of a page is that has this id.
pub(super) fn of_id(id: &str) -> Part {
    of_token(&id.trim().to_ascii_lowercase())
}

/// What a part of a page is that has this class.
pub(super) fn of_class(class: &str) -> Part {
    let class = class.to_ascii_lowercase();
    match of_token(&class) {
        Part::Content if PANELS.iter().any(|part| class.contains(part)) => Part::Panel,
        part => part,
    }
}

fn of_token(token: &str) -> Part {
    PARTS.get(token).copied().unwrap_or(Part::Content)
}

/// What a plain element is that has this class.
pub(super) fn tag_of_class(class: &str) -> Option<Tag> {
    static TAGS: LazyLock<HashMap<&str, Tag>> = LazyLock::new(|| {
        let buttons = BUTTONS.iter().map(|class| (*class, Tag::Button(false)));
        let states = STATES.iter().map(|class| (*class, Tag::Never));
        ELEMENTS.iter().copied().chain(buttons).chain(states).collect()
    });
    TAGS.get(class).copied().or_else(|| TAGS.get(&*class.to_ascii_lowercase()).copied())
}

/// Whether an element with these classes is for narrow screens alone: at the widest that they name, it is hidden.
pub(super) fn is_narrow(classes: &str) -> bool {
    /// From which width on a class shows or hides, and whether it shows.
    static SCREENS: LazyLock<HashMap<String, (usize, bool)>> = LazyLock::new(|| {
        let named = |names: &'static [&str], shows: bool| {
            names.iter().flat_map(move |name| {
                let widths = WIDTHS.iter().enumerate();
                widths.map(move |(at, width)| (name.replace("{}", width), (at, shows)))
            })
        };
        let narrow = NARROW.iter().map(|name| ((*name).to_owned(), (0, false)));
        narrow.chain(named(HIDES, false)).chain(named(SHOWS, true)).collect()
    });
    let known = |class: &str| SCREENS.get(&*class.to_ascii_lowercase()).copied();
    let widest = classes.split_ascii_whitespace().filter_map(known).max();
    widest.is_some_and(|(_, shows)| !shows)
}
