//! What must be found in a corpus: every variation, with the charters that have it.

use serde::Serialize;

/// The whole truth about a corpus.
#[derive(Debug, Serialize)]
pub(crate) struct Truth {
    pub(crate) charters: usize,
    pub(crate) seed: u64,
    /// By language, then by their first path.
    pub(crate) families: Vec<Family>,
    /// The charters with characters as HTML names them, which must be remarked on.
    pub(crate) damaged: Vec<String>,
}

/// The charters of one template.
#[derive(Debug, Serialize)]
pub(crate) struct Family {
    pub(crate) language: String,
    pub(crate) template: String,
    pub(crate) first: String,
    pub(crate) charters: usize,
    pub(crate) variations: Vec<Variation>,
    #[serde(skip)]
    pub(crate) damaged: Vec<String>,
}

/// One variation that must be found, whatever its severity.
#[derive(Debug, Serialize)]
pub(crate) struct Variation {
    pub(crate) severity: &'static str,
    pub(crate) rule: String,
    pub(crate) passage: Passage,
    /// Trigger words that must be among those that are told.
    pub(crate) words: Vec<String>,
    /// The name of the cookie that this one was before or is now.
    pub(crate) rename: Option<String>,
    /// The cookies that come or go with the block.
    pub(crate) cookies: Vec<String>,
    /// Who has it, in order.
    pub(crate) paths: Vec<String>,
}

/// A place in a template, as reports have it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Passage {
    pub(crate) role: String,
    pub(crate) category: Option<String>,
    pub(crate) block: &'static str,
    pub(crate) index: Option<usize>,
    pub(crate) cookie: Option<String>,
    pub(crate) field: Option<String>,
}

/// The path of a charter; paths are in the order of the charters.
pub(crate) fn path(charter: usize) -> String {
    format!("{charter:06}.txt")
}
