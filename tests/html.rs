//! What holds of every page: any bytes make one, in linear time, and a table reads the same whether
//! it is written in markup or with tabs.

#![cfg(test)]

use std::borrow::Cow;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use charte::html::Page;
use charte::interpret::{Options, interpret};
use charte::model::{Charter, Cookie};
use charte::source::Source;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::generate::{any_bytes, any_text};

fn source(text: &str) -> Source<'_> {
    Source::from_text(Cow::Borrowed(text), None)
}

/// Reads `html` as a page, and gives its charter to `look`.
fn read<T>(html: &str, look: impl FnOnce(&Charter<'_>) -> T) -> T {
    let source = source(html);
    let page = Page::read(&source);
    look(&interpret(page.source(), &page.document(), &Options::default()))
}

fn names(html: &str) -> Vec<String> {
    read(html, |charter| charter.cookies.iter().map(|cookie| cookie.name.to_string()).collect())
}

fn text(html: &str) -> String {
    let source = source(html);
    Page::read(&source).source().text().to_owned()
}

// ---- Any bytes ----------------------------------------------------------------------------------

/// Pieces of pages, closed and unclosed.
const SOUP: &[&str] = &[
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "<td rowspan=3>",
    "<td colspan=2>",
    "<td rowspan=0 colspan=9>",
    "<thead>",
    "<tfoot>",
    "<caption>",
    "<p>",
    "</p>",
    "<b>",
    "<a href=x>",
    "</a>",
    "<div style='display:none'>",
    "</div>",
    "<div role=table>",
    "<div role=row>",
    "<span role=cell>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<ul>",
    "<li>",
    "<pre>",
    "<br>",
    "<sup>1</sup>",
    "<svg>",
    "<math>",
    "<template>",
    "<select>",
    "<option>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<main>",
    "<nav>",
    "<h1>",
    "</h2>",
    "<details>",
    "<form>",
    "<button>",
    "&nbsp;",
    "&#0;",
    "&#13;",
    "a",
    " ",
    "\n",
    "_ga",
    "Name",
    "\t",
    "\r",
    "\0",
    "é",
    "<frameset>",
    "<plaintext>",
    "<body>",
    "</html>",
    "<textarea>",
    "<td data-label=Name>",
    "<noscript>",
    "<dialog>",
    "<label hidden>",
];

proptest! {
    #[test]
    fn any_bytes_are_a_page(bytes in any_bytes()) {
        let source = Source::decode(&bytes, None, charte::html::encoding_of(&bytes));
        for page in [Page::read(&source), Page::read_text(&source)] {
            let charter = interpret(page.source(), &page.document(), &Options::default());
            prop_assert_eq!(charter.source.lines, source.lines().count() as u64);
        }
    }

    #[test]
    fn any_tags_are_a_page(parts in vec(prop_oneof![9 => select(SOUP).prop_map(str::to_owned),
                                                  1 => any_text()], 0..60)) {
        let html = parts.concat();
        let source = source(&html);
        for page in [Page::read(&source), Page::read_text(&source)] {
            let document = page.document();
            let lines = source.lines().count() as u64;
            for line in document.blocks.iter().flat_map(charte::syntax::Block::lines) {
                prop_assert!((1..=lines.max(1)).contains(&page.source().line_of(line)), "{}", html);
            }
            let charter = interpret(page.source(), &document, &Options::default());
            prop_assert!(charter.diagnostics.iter().all(|it| it.line <= Some(lines.max(1))));
        }
    }

    #[test]
    fn what_is_no_markup_is_kept(words in vec("[a-zé_]{1,8}", 1..40)) {
        let html = words.join(" ");
        let read = text(&html);
        prop_assert_eq!(read.trim_end(), html);
    }
}

// ---- Tables -------------------------------------------------------------------------------------

fn escaped(cell: &str) -> String {
    cell.replace('&', "&amp;").replace('<', "&lt;")
}

/// A charter with that table, with tabs and in markup, which is closed or not.
fn both(rows: &[Vec<String>], is_closed: bool) -> (String, String) {
    let begin = ["Cookie policy", "Which cookies are used on https://data.heron.example"];
    let mut tabbed = begin.join("\n\n") + "\n\n";
    let mut html = format!("<!doctype html><h1>{}</h1>\n<h2>{}</h2><table>\n", begin[0], begin[1]);
    for row in rows {
        tabbed += &(row.join("\t") + "\n");
        html += "<tr>";
        for cell in row {
            let end = if is_closed { "</td>\n" } else { "\n" };
            let _ = write!(html, "<td> {}{end}", escaped(cell));
        }
        html += if is_closed { "</tr>\n" } else { "" };
    }
    (tabbed, html)
}

fn fields<'c>(charter: &'c Charter<'_>) -> Vec<Cookie<'c>> {
    charter.cookies.iter().map(|cookie| Cookie { line: 0, ..cookie.clone() }).collect()
}

proptest! {
    #[test]
    fn a_table_reads_the_same_with_tabs(
        cells in vec(("[a-z_]{1,6}(<id>|\\*)?", select(vec!["Orvane", "Matomo & co"]),
                      "[A-Z][a-z]{1,5}( [a-z<&]{1,6}){0,4}", select(vec!["Session", "13 months"])), 1..8),
        is_closed in any::<bool>(),
    ) {
        let header = ["Cookie name", "Provider", "Purpose", "Retention"].map(str::to_owned).to_vec();
        let mut rows = vec![header];
        rows.extend(cells.into_iter().map(|(name, provider, purpose, retention)| {
            vec![name, provider.to_owned(), purpose, retention.to_owned()]
        }));
        let (tabbed, html) = both(&rows, is_closed);
        let tabbed = source(&tabbed);
        let expected = charte::read(&tabbed);
        prop_assert_eq!(expected.cookies.len(), rows.len() - 1);
        read(&html, |charter| {
            prop_assert_eq!(fields(charter), fields(&expected), "{}", html);
            prop_assert_eq!(&charter.title, &expected.title);
            Ok(())
        })?;
    }
}

#[test]
fn a_cell_stands_in_each_row_and_column_it_covers() {
    let html = "<table><tr><th>Cookie name<th>Provider<th>Purpose
        <tr><td>_ga<td rowspan=9 colspan=2>Google
        <tr><td>_gid
        <tbody><tr><td>vuid<td>Vimeo<td>Counts</table>";
    read(html, |charter| {
        let providers: Vec<_> = charter
            .cookies
            .iter()
            .map(|it| (it.provider.as_deref(), it.purpose.as_deref()))
            .collect();
        let google = (Some("Google"), Some("Google"));
        assert_eq!(providers, [google, google, (Some("Vimeo"), Some("Counts"))]);
    });
}

#[test]
fn lines_across_a_table_stand_between_its_parts() {
    let header = ["<tr><th>Cookie name<th>Purpose", "<tr><td>Cookie name<td>Purpose"];
    for header in header {
        let html = format!(
            "<table>{header}<tr><td colspan=2>Strictly necessary cookies<tr><td>sid<td>Session\
             <tr><td colspan=2>Statistics<tr><td>my cookie<td>Counts<tr><td colspan=2>End</table>"
        );
        assert_eq!(names(&html), ["sid", "my cookie"], "{html}");
        let tables = |charter: &Charter<'_>| {
            let sections = charter.sections.iter();
            let blocks = sections.map(|section| (section.role.name(), section.blocks.len()));
            let of = |cookie: &Cookie<'_>| cookie.category.as_ref().map(|it| it.label.to_string());
            let categories: Vec<_> = charter.cookies.iter().filter_map(of).collect();
            (blocks.collect::<Vec<_>>(), categories)
        };
        let categories = ["Strictly necessary cookies", "Statistics"].map(str::to_owned);
        assert_eq!(read(&html, tables), (vec![("introduction", 5)], categories.to_vec()));
    }
    let alone = "<table><tr><th>Cookie name<th>Purpose<tr><td colspan=2>There are none</table>";
    assert!(text(alone).starts_with("Cookie name\tPurpose\nThere are none"));
}

#[test]
fn labels_and_values_are_lines() {
    let html = "<table><tr><th scope=row>Name:<td>_ga<br>_gid<tr><th>Provider<td><p>Google</table>
        <dl><dt>Name<dd>_fbp<dt>Which?<dd>All<dt>Alone<dt>Purpose<dd><div>Counts</dl>";
    let lines = "Name: _ga\n_gid\nProvider: Google\n\
        Name: _fbp\nWhich?\nAll\nAlone\nPurpose: Counts\n";
    assert_eq!(text(html), lines);
    let html = "<p><i>Name</i> <i>_ga</i><p><b>Which</b> one<p><i>Host</i> <i>a</i><br><i>Age</i><i>b</i>
        <dl><dt>_fbp<dd>a<dd>b<dt>_gid<dt>_gat<dd>c<dd>d</dl><dl><dt>Name<dd>_ga<dd>_gid<dt>Age<dd>b</dl>";
    let lines = "Name _ga\nWhich one\nHost: a\nAge: b\n\
        _fbp\na\nb\n_gid\n_gat\nc\nd\nName: _ga\n_gid\nAge: b\n";
    assert_eq!(text(html), lines);
}

#[test]
fn the_charter_may_stand_beside_an_article() {
    let html = "<article><h2>News</h2><p>Something that is new today.</article>
        <div><h1>Cookies</h1><p>Words that are in no article at all.</div>";
    assert!(text(html).contains("in no article"));
    let html = "<p>Home</p><article><h2>News</h2><p>Something that is new today.</article>";
    assert!(!text(html).contains("Home"));
}

#[test]
fn rows_of_a_page_are_whole() {
    // The first row is short; with tabs it would go on with the line below it.
    let html = "<table><tr><th>Cookie name<th>Provider<th>Purpose
        <tr><td>_ga<td>Google
        <tr><td>_gid<td>Google<td>counts visits</table><p>and so on";
    read(html, |charter| {
        assert_eq!(charter.cookies.len(), 2);
        assert_eq!(charter.cookies[1].purpose.as_deref(), Some("counts visits"));
        assert_eq!(charter.cookies[1].line, 3);
    });
}

#[test]
fn declarations_are_read_and_dialogs_are_not() {
    let table = |name: &str| {
        format!("<table><tr><th>Cookie name<th>Purpose<tr><td>{name}<td>Counts</table>")
    };
    let page = |id: &str| {
        format!(
            "<body><main><p>Text.</p>{}</main><div id={id}>{}</div>",
            table("in_main"),
            table("other")
        )
    };
    for id in ["CybotCookiebotDialog", "onetrust-consent-sdk", "tarteaucitronRoot", "didomi-host"] {
        assert_eq!(names(&page(id)), ["in_main"], "{id}");
    }
    for id in ["CookieDeclaration", "ot-sdk-cookie-policy-v2", "content"] {
        assert_eq!(names(&page(id)), ["in_main", "other"], "{id}");
    }
    assert_eq!(names(&format!("<footer>{}</footer>", table("below"))), ["below"]);
    assert_eq!(names(&format!("<div hidden>{}</div>", table("panel"))), ["panel"]);
    assert_eq!(names(&format!("<template>{}</template>", table("never"))), Vec::<String>::new());
}

// ---- Hostile pages ------------------------------------------------------------------------------

/// Checks that a page four times as large takes four times as long, not sixteen times. What else the
/// machine does can only add to a time, so one try of three is enough.
fn assert_linear(name: &str, page: impl Fn(usize) -> String) {
    let taken = |size: usize| {
        let html = page(size);
        let begin = Instant::now();
        let source = source(&html);
        let page = Page::read(&source);
        assert!(page.source().text().len() <= 64 * html.len() + 100_000, "{name}: too much text");
        let _ = interpret(page.source(), &page.document(), &Options::default());
        begin.elapsed()
    };
    let times = (0..3).map(|_| (taken(2_000), taken(8_000)));
    let is_linear = |&(one, four): &_| four < one * 9 + Duration::from_millis(400);
    let slow: Vec<_> = times.take_while(|times| !is_linear(times)).collect();
    assert!(slow.len() < 3, "{name}: as long as {slow:?}");
}

#[test]
fn hostile_pages_take_linear_time() {
    let cells = "<td>a".repeat(40);
    assert_linear("nested", |n| "<div>".repeat(n) + "a" + &"</div>".repeat(n));
    assert_linear("nested lists", |n| "<ul><li>a".repeat(n));
    assert_linear("nested tables", |n| "<table><tr><td>a".repeat(n));
    assert_linear("nested tables of data", |n| "<table><tr><th>a<th>b<tr><td>c<td>".repeat(n));
    assert_linear("unclosed marks", |n| {
        (0..n).fold(String::new(), |s, i| s + &format!("<p><b id=a{i}>x"))
    });
    assert_linear("unclosed links", |n| {
        (0..n).fold(String::new(), |s, i| s + &format!("<a id=a{i}><p>x"))
    });
    assert_linear("columns covered", |n| {
        "<table><tr><td>a<td>b".to_owned() + &"<tr><td colspan=1000>a".repeat(n)
    });
    assert_linear("wide and covered", |n| {
        format!("<table><tr>{}{}", "<td>a".repeat(n), "<tr><td colspan=1000>a".repeat(n))
    });
    assert_linear("rows covered", |n| {
        format!("<table><tr>{}{}", "<td rowspan=65535>a".repeat(n), "<tr><td>b".repeat(n))
    });
    assert_linear("all covered", |n| {
        format!(
            "<table><tr>{}{}",
            "<td rowspan=0 colspan=1000>a".repeat(60),
            "<tr><td>b<td>c".repeat(n)
        )
    });
    assert_linear("long and covered", |n| {
        format!("<table><tr><td>a<td rowspan=65535>{}{}", "b".repeat(n), "<tr><td>c".repeat(n))
    });
    assert_linear("one row", |n| "<table><tr>".to_owned() + &"<td>a".repeat(n));
    assert_linear("many rows", |n| "<table>".to_owned() + &format!("<tr>{cells}").repeat(n / 40));
    assert_linear("marks above", |n| "<sup>1".repeat(n));
    assert_linear("superscripts", |n| "<div><sup>1</sup>".repeat(n));
    assert_linear("terms", |n| "<dl><dt>a<dd>b".repeat(n));
    assert_linear("terms of several lines", |n| "<dl><dt>a<dd>b<dd>c".repeat(n));
    assert_linear("pairs", |n| "<p><b>Name</b> <i>a</i><p><b>Host</b> <i>b</i>".repeat(n));
    assert_linear("classes", |n| format!("<div class='{}'>a", "a b c ".repeat(n)));
    assert_linear("attributes", |n| {
        (0..4 * n).fold("<div".to_owned(), |s, i| s + &format!(" a{i}=b"))
    });
    assert_linear("entities", |n| "&amp;&nbsp;&#10;".repeat(n));
    assert_linear("headers", |n| "<header><nav>a</nav>".repeat(n));
    assert_linear("titles", |n| "<nav><h1>a</h1></nav>".repeat(n));
    assert_linear("nested titles", |n| "<nav>".repeat(n) + &"<h1>a</h1>".repeat(n));
    assert_linear("deep headers", |n| "<header><nav>a</nav><table><tr><td>".repeat(n));
    assert_linear("deep titles", |n| "<nav>".to_owned() + &"<table><tr><td><h1>a</h1>".repeat(n));
    assert_linear("deep marks", |n| "<sup><table><tr><td>".repeat(n) + "a");
    assert_linear("deep captions", |n| "<table><caption>a<table><tr><th>b<th>c".repeat(n));
    assert_linear("deep panels", |n| "<div hidden><dl><table><tr><td>".repeat(n) + "a");
    assert_linear("captions", |n| "<table><caption>a".repeat(n));
    assert_linear("templates", |n| "<template>a".repeat(n));
    assert_linear("forms", |n| "<form><select><option>a".repeat(n));
    assert_linear("roles", |n| "<div role=table><div role=row>".repeat(n));
    assert_linear("foster", |n| "<table>a<b>c".repeat(n));
    assert_linear("misplaced", |n| "<table>".to_owned() + &"a<p>b</p>".repeat(n));
    assert_linear("line ends", |n| "<pre>".to_owned() + &"\n".repeat(n));
}
