//! The scale of [`super::evidence`] in four steps, for readers that ask for no more.

use super::evidence::{EVIDENT, LIKELY, of_shape};

/// How much a word looks like a cookie's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::interpret) enum Looks {
    /// It is several words, or nothing that a cookie could be called.
    Unlike,
    /// Prose and names of companies have such words too: `locale`, `Google`.
    Possible,
    /// Names of products, acronyms and compounds have this shape too: `JSESSIONID`, `sessionId`.
    Likely,
    /// No word of prose is written like this: `_pk_id.*`.
    Evident,
}

/// How much `word` looks like the name of a cookie.
pub(in crate::interpret) fn looks(word: &str) -> Looks {
    match of_shape(word) {
        _ if word.contains('/') => Looks::Unlike,
        EVIDENT.. => Looks::Evident,
        LIKELY.. => Looks::Likely,
        0.. => Looks::Possible,
        _ => Looks::Unlike,
    }
}
