//! What each element is to a reader: a block, a cell, a heading, or nothing at all.

use html5ever::{Attribute, QualName, ns};

use super::furniture::{self, Part};

/// What an element is, by its name, its role, or the way it is told to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Part of a line.
    Inline,
    /// Emphasised part of a line.
    Strong,
    /// Lines of its own.
    Block,
    /// Anything whose content shows nowhere, or not as text.
    Never,
    /// What the page is called.
    Name,
    /// A heading, and of which level.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A line break.
    Break,
    /// Text whose line ends count.
    Preformatted,
    /// A mark above the line.
    Superscript,
    /// A list of terms and what is said of them.
    Terms,
    /// A list of parts that have a label and a value each.
    Card,
    /// A term.
    Term,
    /// What is said of a term.
    Said,
    /// A table.
    Table,
    /// Its caption.
    Caption,
    /// The rows that head a table.
    Head,
    /// Some rows of a table.
    Rows,
    /// The rows that end a table, wherever they are written.
    Foot,
    /// A row.
    Row,
    /// A cell.
    Cell,
    /// A cell with a label.
    Label,
    /// The main part of a page.
    Main,
    /// An article.
    Article,
    /// What stands above a page, an article or a section.
    Header,
    /// What stands beside or below: navigation, asides, footers.
    Beside,
    /// A dialog.
    Dialog,
    /// What is there for browsers without scripts.
    Noscript,
    /// What opens a part of a page, and heads it.
    Summary,
    /// A button or a switch; whether it opens and closes a part of the page.
    Button(bool),
    /// What stands beside a box to tick.
    Choice,
}

impl Tag {
    /// Whether it is a cell of a table.
    pub(super) fn is_cell(self) -> bool {
        matches!(self, Self::Cell | Self::Label)
    }

    /// Whether it is a part of a table.
    pub(super) fn is_in_table(self) -> bool {
        self.is_cell() || matches!(self, Self::Row | Self::Rows | Self::Head | Self::Foot)
    }

    fn of_name(name: &str) -> Self {
        match name {
            "abbr" | "acronym" | "bdi" | "bdo" | "cite" | "data" | "del" | "dfn" | "ins"
            | "kbd" | "output" | "q" | "ruby" | "rb" | "rt" | "rp" | "samp" | "span" | "sub"
            | "time" | "var" | "wbr" | "img" | "input" | "picture" | "source" => Self::Inline,
            "mark" => Self::Strong,
            "head" | "script" | "style" | "template" | "iframe" | "object" | "audio" | "video"
            | "canvas" | "map" | "select" | "option" | "optgroup" | "datalist" | "textarea"
            | "progress" | "meter" | "noembed" | "noframes" | "colgroup" => Self::Never,
            "title" => Self::Name,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "li" => Self::Item,
            "br" => Self::Break,
            "pre" | "listing" | "xmp" | "plaintext" => Self::Preformatted,
            "sup" => Self::Superscript,
            "dl" => Self::Terms,
            "dt" => Self::Term,
            "dd" => Self::Said,
            "table" => Self::Table,
            "caption" => Self::Caption,
            "thead" => Self::Head,
            "tbody" => Self::Rows,
            "tfoot" => Self::Foot,
            "tr" => Self::Row,
            "td" => Self::Cell,
            "th" => Self::Label,
            "main" => Self::Main,
            "article" => Self::Article,
            "header" => Self::Header,
            "nav" | "footer" | "aside" | "menu" | "search" => Self::Beside,
            "dialog" => Self::Dialog,
            "noscript" => Self::Noscript,
            "summary" => Self::Summary,
            "button" => Self::Button(false),
            "label" => Self::Choice,
            _ => Self::Block,
        }
    }

    fn of_role(role: &str) -> Option<Self> {
        Some(match role {
            "table" | "grid" | "treegrid" => Self::Table,
            "row" => Self::Row,
            "rowgroup" => Self::Rows,
            "cell" | "gridcell" => Self::Cell,
            "columnheader" | "rowheader" => Self::Label,
            "main" => Self::Main,
            "article" => Self::Article,
            "listitem" => Self::Item,
            "navigation" | "contentinfo" | "complementary" | "menu" | "menubar" | "toolbar"
            | "search" => Self::Beside,
            "banner" => Self::Header,
            "dialog" | "alertdialog" => Self::Dialog,
            "button" | "switch" | "checkbox" | "radio" => Self::Button(false),
            _ => return None,
        })
    }
}

/// An element, and what of its attributes is of use.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) tag: Tag,
    /// The line of the file its tag ends on.
    pub(super) line: u64,
    /// Whether it is hidden by itself.
    pub(super) is_hidden: bool,
    /// Whether it shows on narrow screens alone.
    pub(super) is_narrow: bool,
    /// What of a page it is, by its id and its classes.
    pub(super) part: Part,
    /// Of a link, the host it leads to, nothing for another place of the same site.
    pub(super) link: Option<Box<str>>,
    /// How many rows a cell covers; none for all there are.
    pub(super) rows: u16,
    /// How many columns a cell covers.
    pub(super) columns: u16,
    /// The label a cell carries for narrow screens.
    pub(super) label: Option<Box<str>>,
}

impl Element {
    pub(super) fn new(name: &QualName, attributes: &[Attribute], line: u64) -> Self {
        let tag = match name.ns {
            ns!(html) => Tag::of_name(&name.local),
            _ if &*name.local == "svg" => Tag::Never,
            _ => Tag::Inline,
        };
        let (part, label) = (Part::Content, None);
        let (is_hidden, is_narrow, rows, columns) = (false, false, 1, 1);
        let mut element =
            Self { tag, line, is_hidden, is_narrow, part, link: None, rows, columns, label };
        for attribute in attributes {
            element.take(&attribute.name.local, &attribute.value);
        }
        if element.tag == Tag::Button(false) && attributes.iter().any(opens) {
            element.tag = Tag::Button(true);
        }
        element
    }

    fn take(&mut self, name: &str, value: &str) {
        match name {
            "id" => self.part = self.part.max(furniture::of_id(value)),
            "class" => {
                self.is_narrow = furniture::is_narrow(value);
                for class in value.split_ascii_whitespace() {
                    self.part = self.part.max(furniture::of_class(class));
                    self.show_as(furniture::tag_of_class(class));
                }
            }
            "role" => {
                let role = value.split_ascii_whitespace().next().unwrap_or_default();
                self.show_as(Tag::of_role(&role.to_ascii_lowercase()));
                if matches!(role, "tabpanel" | "region") {
                    self.part = self.part.max(Part::Panel);
                }
            }
            "aria-level" => {
                if let Ok(level @ 1..=6) = value.trim().parse() {
                    self.show_as(Some(Tag::Heading(level)));
                }
            }
            "href" => self.link = Some(site_of(value)),
            // What is found by searching in the page is shown on request.
            "hidden" => self.is_hidden |= !value.eq_ignore_ascii_case("until-found"),
            "aria-hidden" => self.is_hidden |= value.eq_ignore_ascii_case("true"),
            "style" => self.style(value),
            "rowspan" => self.rows = number(value, 65_534).unwrap_or(1),
            "colspan" => {
                self.columns = number(value, 1_000).filter(|&columns| columns > 0).unwrap_or(1);
            }
            "data-label" | "data-title" | "data-th" | "data-header" | "data-heading"
            | "data-column" => self.label = Some(value.trim().into()),
            _ => {}
        }
    }

    /// A plain element is what a role, a class or a style makes of it. Others stay what they are.
    fn show_as(&mut self, tag: Option<Tag>) {
        let is_plain = matches!(self.tag, Tag::Inline | Tag::Strong | Tag::Block | Tag::Item)
            || matches!(tag, Some(Tag::Beside | Tag::Dialog));
        if let Some(tag) = tag.filter(|_| is_plain) {
            self.tag = tag;
        }
    }

    fn style(&mut self, style: &str) {
        for declaration in style.split(';') {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let value = value.trim().trim_end_matches("!important").trim_end();
            if property.trim().eq_ignore_ascii_case("visibility") {
                self.is_hidden |= value.eq_ignore_ascii_case("hidden");
            } else if property.trim().eq_ignore_ascii_case("display") {
                let shown = match &*value.to_ascii_lowercase() {
                    "none" => {
                        self.is_hidden = true;
                        continue;
                    }
                    "table" => Tag::Table,
                    "table-header-group" => Tag::Head,
                    "table-row-group" => Tag::Rows,
                    "table-footer-group" => Tag::Foot,
                    "table-row" => Tag::Row,
                    "table-cell" => Tag::Cell,
                    "table-caption" => Tag::Caption,
                    "block" | "flex" | "grid" | "list-item"
                        if matches!(self.tag, Tag::Inline | Tag::Strong) =>
                    {
                        Tag::Block
                    }
                    _ => continue,
                };
                self.show_as(Some(shown));
            }
        }
    }
}

/// The host that an address leads to, in small letters and without `www.`, or the scheme of one that leads to no
/// page; nothing when it leads to another place of its own site.
fn site_of(address: &str) -> Box<str> {
    let address = address.trim().to_ascii_lowercase();
    let end = address.find(['/', '?', '#']).unwrap_or(address.len());
    let scheme = address.get(..end).and_then(|start| start.split_once(':')).map(|(it, _)| it);
    let host = match scheme {
        Some("http" | "https") => address.split_once("//").map(|(_, rest)| rest),
        Some("javascript") => None,
        Some(scheme) => return scheme.into(),
        None => address.strip_prefix("//"),
    };
    let host = host.and_then(|it| it.split(['/', '?', '#', ':']).next()).unwrap_or_default();
    plain_host(host).into()
}

/// A host without `www.`.
pub(super) fn plain_host(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// Whether an attribute says that a button opens and closes a part of the page.
fn opens(attribute: &Attribute) -> bool {
    match &*attribute.name.local {
        "aria-expanded" | "aria-controls" => true,
        "data-toggle" | "data-bs-toggle" => &*attribute.value == "collapse",
        _ => false,
    }
}

/// The number that a value begins with, as HTML reads it, with what is too much made `most`.
fn number(value: &str, most: u16) -> Option<u16> {
    let value = value.trim_start().trim_start_matches('+');
    let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    let digits = value.get(..digits).filter(|digits| !digits.is_empty())?;
    Some(digits.parse().map_or(most, |number: u16| number.min(most)))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn spans_are_clamped_as_html_has_it() {
        for (value, expected) in [
            ("2", Some(2)),
            (" +3x", Some(3)),
            ("0", Some(0)),
            ("1000000", Some(1000)),
            ("99999999999999999999999", Some(1000)),
            ("-1", None),
            ("", None),
            ("two", None),
        ] {
            assert_eq!(number(value, 1000), expected, "{value:?}");
        }
    }
}
