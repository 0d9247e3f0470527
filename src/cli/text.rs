//! From bytes to blocks: whether a charter is a text or a page, and in which encoding.

use std::borrow::Cow;

use super::args::From;
use crate::html::{self, Page};
use crate::source::{Encoding, Source};
use crate::syntax::{self, Block, Document};

/// How much of the bytes shows whether they are a page.
const BEGINNING: usize = 1024;

/// Decodes a charter. A page that says which encoding it is in is believed unless another was named.
pub(super) fn decode<'b>(
    bytes: &'b [u8],
    name: Option<Cow<'b, str>>,
    named: Option<&'static Encoding>,
    from: From,
) -> Source<'b> {
    let said = || {
        let may_be_page = from == From::Html || is_page(bytes);
        may_be_page.then(|| html::encoding_of(bytes)).flatten()
    };
    Source::decode(bytes, name, named.or_else(said))
}

/// Whether undecoded bytes are a page, by their beginning.
fn is_page(bytes: &[u8]) -> bool {
    let content = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // Almost no text begins like a tag: one look at it will do.
    if !content.trim_ascii_start().starts_with(b"<") {
        return false;
    }
    let beginning = content.get(..BEGINNING).unwrap_or(content).utf8_chunks().next();
    beginning.is_some_and(|beginning| html::is_page(beginning.valid()))
}

/// The blocks of a charter, and the source they are parts of: the one given, or that of the page which
/// is put into `page` when it is one.
pub(super) fn blocks<'d, 's>(
    source: &'d Source<'s>,
    from: From,
    page: &'d mut Option<Page<'s>>,
) -> (&'d Source<'s>, Document<'d>) {
    let text = source.text();
    let read = if from == From::Html || html::is_page(text) {
        Page::read(source)
    } else {
        let document = syntax::parse(text);
        let is_table = |block: &Block<'_>| matches!(block, Block::Table(_));
        let has_table = || document.blocks.iter().any(is_table);
        if !html::begins_with_element(text) && (has_table() || !html::has_rows(text)) {
            return (source, document);
        }
        Page::read_text(source)
    };
    let page = page.insert(read);
    (page.source(), page.document())
}
