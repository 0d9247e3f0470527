//! What a text means: its language, title and portal, sections and their roles, columns and their
//! fields, cookies, and what is said of consent.
//!
//! A document goes through in its order: `pieces` takes it apart into lines and rows, `headings` judges every
//! line that stands like a heading, `language` weighs which language the findings speak, `tables` puts
//! broken rows together and reads the columns, `outline` makes sections of it all, `cookies` reads their
//! tables, `companies` and `sentences` what stands round them, `kinds` and `portal` what else they say. Words come from the lexicon only, and blank lines
//! decide nothing.
//!
//! ```
//! use charte::interpret::{Interpreter, Options};
//! use charte::lexicon::Language;
//! use charte::source::Source;
//! use charte::syntax;
//!
//! let options = Options { language: Language::of_code("de"), ..Options::default() };
//! let mut interpreter = Interpreter::new(options);
//! let source = Source::decode(b"Cookies\n\nName\tZweck\nsid\tAnmeldung", None, None);
//! let charter = interpreter.interpret(&source, &syntax::parse(source.text()));
//!
//! assert_eq!(charter.cookies[0].purpose.as_deref(), Some("Anmeldung"));
//! ```

mod columns;
mod companies;
mod consent;
mod cookies;
mod evidence;
mod grid;
mod headings;
mod kinds;
mod language;
mod looks_like;
mod memo;
mod names;
mod openings;
mod outline;
mod pieces;
mod portal;
mod propose;
mod retention;
mod sentences;
mod tables;
mod weights;
mod words;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::{Language, Lexicon, Scan, Unit};
use crate::model::{Charter, Consent, Field, Kind, Origin, RetentionKind, Schema};
use crate::source::Source;
use crate::syntax::Document;
use crate::text::is_space;
use memo::Memo;
pub(crate) use portal::portal_of_path;

/// What a retention means, and its duration as ISO 8601, in a cell below a label of a text in this language.
pub(crate) fn retention_of(
    text: &str,
    label: &str,
    language: Option<Language>,
) -> (RetentionKind, Option<String>) {
    let lexicon = Lexicon::get();
    let read = retention::read(text, retention::unit_of(label, lexicon), language, lexicon);
    (read.kind, read.iso8601)
}

/// What the caller knows better than the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The language of the text, whose lexicon is then tried first.
    pub language: Option<Language>,
    /// Whether the portal is the host by which the text's path is named, when one is.
    pub portal_from_path: bool,
}

/// Reads one document as a charter: see [`Interpreter::interpret`].
#[must_use]
pub fn interpret<'s>(
    source: &'s Source<'_>,
    document: &Document<'s>,
    options: &Options,
) -> Charter<'s> {
    Interpreter::new(*options).interpret(source, document)
}

/// Reads documents as charters. One that is used again is several times as fast: it remembers what
/// it found out about headings and paragraphs that charters copy from one another. What it finds
/// is the same.
#[derive(Debug, Default)]
pub struct Interpreter {
    options: Options,
    /// The language of the last document.
    last: Option<Language>,
    /// Lent to each document while it is read.
    knowledge: Option<Box<Knowledge>>,
}

impl Interpreter {
    /// One that has read nothing yet.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self { options, last: None, knowledge: None }
    }

    /// Reads `document`, which must be the blocks of `source`, as a charter. It never fails: what is
    /// missing is absent, and a diagnostic says so.
    #[must_use]
    pub fn interpret<'s>(
        &mut self,
        source: &'s Source<'_>,
        document: &Document<'s>,
    ) -> Charter<'s> {
        let knowledge = self.knowledge.take().unwrap_or_default();
        let mut context = Context::of(source, self.options.language, knowledge);
        let ruled = pieces::ruled::join(document);
        let settled = pieces::barred::settle(&ruled, &mut context);
        let mended = pieces::mend(&settled, &mut context);
        let mut pieces = pieces::of(mended.as_ref().unwrap_or(&settled));
        // Headings are judged as of the language that the first one shows, else of the last text's, and
        // once more when that is not the language they turn out to be in.
        let known = self.options.language;
        let shown = known.or_else(|| headings::guess(&pieces, &mut context));
        let assumed = shown.or(self.last);
        context.language = assumed;
        let weights = headings::judge(&mut pieces, &mut context);
        let found = || language::find(weights, &pieces, &mut context);
        let language = self.options.language.or_else(found);
        if language != assumed {
            context.language = language;
            headings::judge(&mut pieces, &mut context);
        }
        self.last = language;
        let mut outline = outline::outline(&pieces, &mut context);
        companies::name(&mut outline, &mut context);
        sentences::read(&mut outline, &mut context);
        outline::functional::part(&mut outline, &mut context);
        let path = source.name().filter(|_| self.options.portal_from_path);
        let portal = path
            .and_then(portal_of_path)
            .or_else(|| portal::find(&outline, &mut context))
            .or_else(|| document.address.map(portal::of_page));
        outline::unmark(&mut outline);
        let kinds = kinds::find(&outline.sections, &mut context);
        self.knowledge = Some(context.knowledge);
        let mut diagnostics = source.diagnostics().to_vec();
        // What is no text is no charter without a title: there is nothing else to say of it.
        if source.is_text() {
            diagnostics.extend(missing(&outline, portal.is_some()));
        }
        diagnostics.extend(outline.diagnostics);
        if source.lines().are_of_another_text() {
            for diagnostic in &mut diagnostics {
                diagnostic.column = diagnostic.column.map(|_| 1);
            }
        }
        diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
        Charter {
            schema: Schema::V1,
            source: origin(source),
            language: language.map(|language| Cow::Borrowed(language.code())),
            title: outline.title.map(outline::without_marks),
            portal,
            sections: outline.sections,
            kinds,
            cookies: outline.cookies,
            diagnostics,
            title_line: outline.title.map(|title| source.line_of(title)),
        }
    }
}

fn origin<'s>(source: &'s Source<'_>) -> Origin<'s> {
    Origin {
        path: source.name().map(Cow::Borrowed),
        encoding: Cow::Borrowed(source.encoding()),
        bytes: source.bytes() as u64,
        lines: source.lines().count() as u64,
        bom: source.has_bom(),
        line_ends: source.lines().ends(),
    }
}

/// What every reader needs: the source for places, the lexicon, and what is known already.
struct Context<'s> {
    source: &'s Source<'s>,
    lexicon: &'static Lexicon,
    /// The language of the text, whose words mean what they mean in it; every language when it is
    /// unknown.
    language: Option<Language>,
    knowledge: Box<Knowledge>,
    /// Whether a piece may span lines, because they were broken at a width.
    has_joined: bool,
    /// How many lines may still be cut into rows.
    budget: usize,
    /// The piece up to which no broken rows were found.
    tried: usize,
    /// Whether there is a word for a cookie in the text, once it was looked for.
    speaks_of_cookies: Option<bool>,
    /// What the tables that words found say of those that come.
    before: propose::Before,
    /// The lines that were looked at last.
    window: propose::Window<'s>,
}

/// What is known from texts read before, and room to read the next.
#[derive(Debug, Default)]
struct Knowledge {
    scan: Scan,
    /// Of words: what their spelling tells, and how much they look like names.
    words: Memo<(words::Traits, evidence::Score)>,
    /// Of lines of words: what each of these may be.
    lines: Memo<Arc<words::Line>>,
    /// Of headings: what they say, and in which language.
    headings: Memo<(headings::Sense, language::Weights)>,
    /// The same of those with an address, by what they say beside it.
    addressed: Memo<(headings::Sense, language::Weights)>,
    /// Of paragraphs and items: what they open.
    openings: Memo<openings::Opening>,
    /// Of what is said of cookies: where it names who sets them, and the only provider that is named in it.
    setters: Memo<[Option<Range<usize>>; 2]>,
    /// The same: where it says how long they are kept.
    kept: Memo<Option<Range<usize>>>,
    /// Of lines: how much they look like a provider, if they may be one.
    companies: Memo<Option<evidence::Score>>,
    /// Of titles: the language they show.
    titles: Memo<Option<Language>>,
    /// Of first rows: the fields of their labels, if they are headers.
    headers: Memo<Option<Vec<Option<Field>>>>,
    /// Of rows inside tables: how many cells they have and how long the first is, and whether they are
    /// the header of a next table.
    rows: Memo<((usize, usize), bool)>,
    /// Of cells: whether they are labels that are known whole.
    labels: Memo<bool>,
    /// Of cells: the kind they name.
    categories: Memo<Option<Kind>>,
    /// Of services: where their place stands.
    locations: Memo<Option<Range<usize>>>,
    /// Of paragraphs: the kind they speak of, and where their word for it stands.
    kinds: Memo<Option<(Kind, Range<usize>)>>,
    /// Of paragraphs: what they say of consent.
    consents: Memo<Consent>,
    /// Of retentions: what they say by themselves.
    retentions: Memo<retention::Reading>,
    /// Of names that are not plain: what they stand for.
    names: Memo<names::Reading>,
    /// Of headings with several labels: whether they begin a header.
    label_lines: Memo<bool>,
    /// Of long lines: the first table that is part of one.
    runs: Memo<Option<propose::Run>>,
    /// Of cells of names: the names in them, by what parts those of their column.
    lists: [Memo<names::CellNames>; 4],
    /// Of labels of retentions: the unit of bare numbers below them.
    units: Memo<Option<Unit>>,
}

/// How many times the lines of a text may be cut, so that one of nothing but broken rows is read in time
/// in proportion to it; and how many lines of a short one.
const CUT_AGAIN: usize = 8;
const CUT_AT_LEAST: usize = 4096;

impl<'s> Context<'s> {
    /// For one document: what is read before its language is known must not depend on the one before.
    fn of(source: &'s Source<'_>, language: Option<Language>, knowledge: Box<Knowledge>) -> Self {
        Self {
            source,
            lexicon: Lexicon::get(),
            language,
            knowledge,
            has_joined: false,
            speaks_of_cookies: None,
            before: propose::Before::default(),
            budget: CUT_AT_LEAST + source.lines().count() * CUT_AGAIN,
            tried: 0,
            window: propose::Window::default(),
        }
    }
}

impl<'s> Context<'s> {
    /// Whether so many lines more may be cut into rows.
    fn may_cut(&mut self, lines: usize) -> bool {
        let left = self.budget.checked_sub(lines);
        self.budget = left.unwrap_or(self.budget);
        left.is_some()
    }

    /// Whether a blank line stands above the line of the text that some words are on, or nothing does.
    fn is_apart(&self, words: &str) -> bool {
        self.line_above(words).chars().all(is_space)
    }

    /// The line of the text above the one that some words are on.
    fn line_above(&self, words: &str) -> &'s str {
        let ends_line = |c| matches!(c, '\n' | '\r');
        let text = self.source.text().get(..self.source.span_of(words).start).unwrap_or_default();
        let above = text.trim_end_matches(|c| !ends_line(c));
        let above = above.strip_suffix("\r\n").or(above.strip_suffix(ends_line)).unwrap_or(above);
        above.rsplit(ends_line).next().unwrap_or_default()
    }

    /// Whether there is a word for a cookie in the text.
    fn speaks_of_cookies(&mut self) -> bool {
        let (lexicon, text) = (self.lexicon, self.source.text());
        *self.speaks_of_cookies.get_or_insert_with(|| lexicon.speaks_of_cookies(text))
    }

    /// Finds the lexicon's wordings in `text`.
    fn scan(&mut self, text: &str) -> &Scan {
        self.scan_first(text, usize::MAX)
    }

    /// Finds the lexicon's wordings in the first words of `text`.
    fn scan_first(&mut self, text: &str, words: usize) -> &Scan {
        self.scan_in(self.language, text, words)
    }

    /// The same in another language than that of the text.
    fn scan_in(&mut self, language: Option<Language>, text: &str, words: usize) -> &Scan {
        let scan = &mut self.knowledge.scan;
        scan.read_first(self.lexicon, language, text, words);
        scan
    }
}

/// What a whole charter would have, and this one has not.
fn missing(
    outline: &outline::Outline<'_>,
    has_portal: bool,
) -> impl Iterator<Item = Diagnostic<'static>> {
    let is_charter =
        outline.has_cookie_table || outline.has_known_heading || !outline.cookies.is_empty();
    [
        (
            is_charter,
            Code::NotACharter,
            "no cookie table, and no title or heading that is known: this is no charter",
        ),
        (outline.title.is_some(), Code::NoTitle, "the text does not begin with a title"),
        (has_portal, Code::NoPortal, "nothing names the portal by its address"),
        (
            outline.has_cookie_table,
            Code::NoCookieTable,
            "no table tells which column holds the names of cookies",
        ),
    ]
    .into_iter()
    .filter(|(there, ..)| !there)
    .map(|(_, code, message)| Diagnostic::new(code, message))
}
