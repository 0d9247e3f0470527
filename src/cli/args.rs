//! What may be typed.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use globset::Glob;

use crate::drift::Severity;
use crate::drift::report::{REPORTS, ReportFormat};
use crate::formats::{Columns, FORMATS, Format};
use crate::input::{Form, Options};
use crate::interpret;
use crate::lexicon::Language;
use crate::source::{Encoding, encoding_named};

/// Read the cookie charters of web portals
///
/// A charter is prose, then a table of cookies with tabs between the cells, or the page that shows
/// them. charte gives it a structure and converts it to JSON, CSV or normal text: one file, a pipe
/// or a whole folder.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, infer_subcommands = false)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Convert charters to JSON, NDJSON, CSV or normal text
    Convert(Convert),
    /// Print charters in the normal form of text, or see which are not
    Normalize(Normalize),
    /// Show where one portal's wording has left the others'
    Drift(Drift),
    /// Say what a diagnostic or a rule of drift means, why it matters, and give an example
    Explain {
        /// The name in brackets, such as row-width or claim-change
        code: String,
    },
    /// Print the JSON Schema of what charte writes
    Schema {
        /// Whose schema
        #[arg(value_name = "OUTPUT", default_value = "charte")]
        of: Schema,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Schema {
    /// A charter, as `convert --to json` writes it
    Charte,
    /// A report, as `drift --to json` writes it
    Drift,
}

#[derive(Debug, Args)]
pub(super) struct Convert {
    #[command(flatten)]
    pub(super) input: Input,

    /// The format to write [default: what the extension of -o says, else json]
    #[arg(long, value_name = "FORMAT", value_parser = one_of(FORMATS, |it| it.name()))]
    pub(super) to: Option<&'static dyn Format>,

    /// Write to FILE, which is replaced once everything is written
    #[arg(short, long, value_name = "FILE", conflicts_with = "directory")]
    pub(super) output: Option<PathBuf>,

    /// Write one file for each charter, under DIR
    #[arg(short, long, value_name = "DIR")]
    pub(super) directory: Option<PathBuf>,

    /// CSV for spreadsheet programs: semicolons, a byte order mark, CRLF, and no formulas
    #[arg(long)]
    pub(super) excel: bool,

    /// The columns of CSV, parted by commas, in their order [default: all]
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = PossibleValuesParser::new(Columns::names()))]
    pub(super) columns: Vec<String>,

    /// Normal text with the quotes, apostrophes and no-break spaces as written
    #[arg(long)]
    pub(super) keep_typography: bool,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags")]
pub(super) struct Normalize {
    #[command(flatten)]
    pub(super) input: Input,

    /// Name the charters that are not normal; exit code 1 if there are any
    #[arg(long, group = "instead")]
    pub(super) check: bool,

    /// Show what normalising would change; exit code 1 if anything
    #[arg(long, group = "instead")]
    pub(super) diff: bool,

    /// Rewrite the files that are not normal; one that would lose something is named and left as it is
    #[arg(long, group = "instead")]
    pub(super) write: bool,

    /// Leave quotes, apostrophes, no-break spaces and invisible characters as written
    #[arg(long)]
    pub(super) keep_typography: bool,

    /// Exit with 0 even if charters are not normal
    #[arg(long)]
    pub(super) exit_zero: bool,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags")]
pub(super) struct Drift {
    #[command(flatten)]
    pub(super) input: Input,

    /// The charter to compare all others with [default: what most of them say]
    #[arg(long, value_name = "FILE", conflicts_with = "partial")]
    pub(super) baseline: Option<PathBuf>,

    /// Compare each charter with its namesake in DIR, which has the charters as they were before: the one of the same
    /// path below it, else the one of the same portal
    #[arg(long, value_name = "DIR", conflicts_with_all = ["partial", "baseline"])]
    pub(super) since: Option<PathBuf>,

    /// Compare only what tables declare, across languages and templates: which cookies, and the provider, the category
    /// and the retention of each
    #[arg(long, conflicts_with_all = ["partial", "baseline", "since"])]
    pub(super) declared: bool,

    /// How the report is arranged
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = By::Family, conflicts_with = "partial")]
    pub(super) by: By,

    /// The form of the report [default: what the extension of -o says, else text]
    #[arg(short, long, value_name = "FORM", value_parser = one_of(REPORTS, |it| it.name()))]
    pub(super) to: Option<&'static dyn ReportFormat>,

    /// Write to FILE, which is replaced once everything is written
    #[arg(short, long, value_name = "FILE", conflicts_with = "directory")]
    pub(super) output: Option<PathBuf>,

    /// Write one file for each portal, with what there is to do for it, under DIR
    #[arg(short, long, value_name = "DIR", conflicts_with = "partial")]
    pub(super) directory: Option<PathBuf>,

    /// Show what weighs this much or more: layout, typography, parameter, wording, substance
    #[arg(long, value_name = "SEVERITY", value_parser = one_of(Severity::ALL, |it| it.name()), default_value = "wording")]
    pub(super) min_severity: Severity,

    /// Exit with 1 if anything weighs this much or more [default: what is shown]
    #[arg(long, value_name = "SEVERITY", value_parser = one_of(Severity::ALL, |it| it.name()))]
    pub(super) fail_on: Option<Severity>,

    /// Leave out the variations that FILE accepts: a fingerprint and its reason in each line. They are only counted;
    /// those that are no longer seen are listed on standard error
    #[arg(long, value_name = "FILE", conflicts_with = "partial")]
    pub(super) accepted: Option<PathBuf>,

    /// Accept what would be shown or fail: write the FILE of --accepted anew, in order, with the reasons it has and
    /// without what is no longer seen
    #[arg(long, requires = "accepted")]
    pub(super) write_accepted: bool,

    /// Exit with 0 whatever is found
    #[arg(long)]
    pub(super) exit_zero: bool,

    /// Write a part to be merged with others, instead of a report
    #[arg(long)]
    pub(super) partial: bool,

    /// Merge parts that --partial wrote: the PATHs are parts, in a folder those named *.part
    #[arg(long, conflicts_with_all = ["from", "stdin_name"])]
    pub(super) merge: bool,
}

/// How a report is arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum By {
    /// Charters of one template together, and what most of them say
    Family,
    /// A list of work for each portal: the same variations, where its charters have them
    Portal,
}

/// What is read, and how.
#[derive(Clone, Debug, Args)]
pub(super) struct Input {
    /// Files, folders, or - for standard input [default: -]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Read the paths from FILE, each ended by a zero byte, as `find -print0` writes them
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    pub(super) files0_from: Option<PathBuf>,

    /// Which files of a folder are read [default: texts, Markdown and pages by their extension, or what --from says]
    #[arg(long, value_name = "GLOB", value_parser = glob)]
    pub(super) include: Vec<Glob>,

    /// The name of what comes by standard input
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_name: Option<OsString>,

    /// What the input is
    #[arg(long, value_name = "FORM", value_enum, default_value_t = From::Text)]
    pub(super) from: From,

    /// The encoding of the input, by its WHATWG label [default: found from the bytes]
    #[arg(long, value_name = "LABEL", value_parser = encoding)]
    pub(super) encoding: Option<&'static Encoding>,

    /// The language of the input [default: found from the words]
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub(super) lang: Option<Language>,

    /// Take the portal from the file's name or its folder's, where that is a host [default: from the text]
    #[arg(long, value_name = "WHERE", value_enum, default_value_t = PortalFrom::Text, hide_default_value = true)]
    pub(super) portal_from: PortalFrom,

    /// How many threads work side by side [default: one for each core]
    #[arg(short = 'j', long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum From {
    /// Charters as text; one that is HTML after all is found to be
    Text,
    /// Pages as portals publish them
    Html,
    /// What `charte convert` wrote: an object, an array or NDJSON
    Json,
    /// One {"path": …, "text": …} a line
    Records,
}

/// What says which site publishes a charter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PortalFrom {
    /// What the charter says
    Text,
    /// Its path, else what it says: www.example.fr.txt, data.example.fr/cookies.html
    Path,
}

impl Input {
    /// What is known of the charters before they are read.
    pub(super) fn options(&self) -> Options {
        let form = if self.from == From::Html { Form::Page } else { Form::Found };
        let portal_from_path = self.portal_from == PortalFrom::Path;
        let interpret = interpret::Options { language: self.lang, portal_from_path };
        Options { name: None, form, encoding: self.encoding, interpret }
    }
}

impl From {
    /// Whether each input is one charter, rather than any number of them.
    pub(super) fn is_one_each(self) -> bool {
        matches!(self, Self::Text | Self::Html)
    }
}

/// Takes the name of one of `all`, and lists them in the help.
fn one_of<T>(all: &'static [T], name: fn(&T) -> &'static str) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.iter().map(name)).try_map(move |wanted| {
        all.iter().copied().find(|it| name(it) == wanted).ok_or("there is none of that name")
    })
}

fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    Glob::new(pattern)
}

fn encoding(label: &str) -> Result<&'static Encoding, &'static str> {
    encoding_named(label).ok_or("no such encoding; try utf-8, windows-1252 or utf-16le")
}

fn language(code: &str) -> Result<Language, String> {
    Language::of_code(code).ok_or_else(|| {
        let known: Vec<_> = Language::all().map(Language::code).collect();
        format!("no lexicon for it; there are {}", known.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        super::Arguments::command().debug_assert();
    }
}
