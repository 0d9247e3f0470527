//! What a report is written on: lines for a terminal, or Markdown. Both have the same parts, and nothing of a
//! charter or a path gets into them as anything but text.

use super::plain::name;
use super::{MOST, more};
use crate::drift::Severity;
use crate::drift::report::Theme;

/// How wide the labels beside the texts are, with the room round them.
const LABEL: usize = 14;

/// In what a report is written.
#[derive(Clone, Copy, Debug)]
pub(in crate::drift::report) enum Dialect<'p> {
    /// Lines, in colours.
    Text(&'p Theme),
    /// To be pasted into an issue.
    Markdown,
}

/// What is written, and in what.
pub(super) struct Page<'p> {
    pub(super) dialect: Dialect<'p>,
    pub(super) text: String,
}

/// Which of the two sides of a comparison a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Baseline,
    Reading,
}

impl<'p> Page<'p> {
    pub(super) fn new(dialect: Dialect<'p>) -> Self {
        Self { dialect, text: String::new() }
    }

    fn put(&mut self, parts: &[&str]) {
        self.text.extend(parts.iter().copied());
    }

    /// Appends a line; in Markdown it is a paragraph.
    pub(super) fn line(&mut self, line: &str) {
        self.put(&[line, "\n"]);
        if matches!(self.dialect, Dialect::Markdown) {
            self.blank();
        }
    }

    /// Appends a blank line. Two never follow each other, and none comes first.
    pub(super) fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Appends a heading.
    pub(super) fn heading(&mut self, title: &str) {
        self.blank();
        match self.dialect {
            Dialect::Text(theme) => self.line(&theme.strong.on(title)),
            Dialect::Markdown => self.line(&format!("## {title}")),
        }
    }

    /// The heading of a passage.
    pub(super) fn place(&mut self, place: &str) {
        self.blank();
        match self.dialect {
            Dialect::Text(theme) => self.line(&format!("  {}", theme.strong.on(place))),
            Dialect::Markdown => self.line(&format!("#### {place}")),
        }
    }

    /// A name of something, such as a path, which is not to be trusted.
    pub(super) fn name(&self, of: &str) -> String {
        self.code(&name(of))
    }

    /// What is on one line already, as the name of something.
    pub(super) fn code(&self, shown: &str) -> String {
        match self.dialect {
            Dialect::Text(_) => shown.to_owned(),
            Dialect::Markdown if shown.is_empty() => String::new(),
            Dialect::Markdown => {
                let fence = "`".repeat(longest_run(shown) + 1);
                let is_open = shown.starts_with(['`', ' ']) || shown.ends_with(['`', ' ']);
                let room = if is_open { " " } else { "" };
                format!("{fence}{room}{shown}{room}{fence}")
            }
        }
    }

    pub(super) fn severity(&self, severity: Severity) -> String {
        match self.dialect {
            Dialect::Text(theme) => theme.of(severity).on(severity.name()),
            Dialect::Markdown => severity.name().to_owned(),
        }
    }

    /// Appends a list, and how many more there are of `all`.
    pub(super) fn list(&mut self, items: impl Iterator<Item = String>, all: usize) {
        let mark = if matches!(self.dialect, Dialect::Markdown) { "- " } else { "  " };
        for item in items.take(MOST).chain(more(all, MOST)) {
            self.put(&[mark, &item, "\n"]);
        }
        if matches!(self.dialect, Dialect::Markdown) {
            self.blank();
        }
    }

    /// Appends a table whose last columns are `numbers`. The cells of it hold no bars.
    pub(super) fn table<const N: usize>(&mut self, rows: &[[String; N]], numbers: usize) {
        self.blank();
        let width = |cell: &String| cell.chars().count();
        let widths = rows.iter().fold([0; N], |mut widths, row| {
            widths.iter_mut().zip(row).for_each(|(most, cell)| *most = width(cell).max(*most));
            widths
        });
        for (number, row) in rows.iter().enumerate() {
            let cells = row.iter().zip(widths).enumerate().map(|(at, (cell, width))| {
                if at >= N - numbers { format!("{cell:>width$}") } else { format!("{cell:width$}") }
            });
            let cells: Vec<_> = cells.collect();
            match self.dialect {
                Dialect::Text(_) => self.put(&[cells.join("  ").trim_end(), "\n"]),
                Dialect::Markdown => {
                    self.put(&["| ", &cells.join(" | "), " |\n"]);
                    if number == 0 {
                        let rules = (0..N).map(|at| if at >= N - numbers { "--:" } else { "---" });
                        let rules: Vec<_> = rules.collect();
                        self.put(&["| ", &rules.join(" | "), " |\n"]);
                    }
                }
            }
        }
        self.blank();
    }

    /// Appends one side of a comparison, which is on one line already, and what is said of it; the latter alone
    /// where there is no text to show.
    pub(super) fn side(&mut self, side: Side, text: Option<&str>, said: &str) {
        let (label, sign) = match side {
            Side::Baseline => ("baseline", "-"),
            Side::Reading => ("reading", "+"),
        };
        match (self.dialect, text) {
            (Dialect::Text(_), None) => self.beside(label, said),
            (Dialect::Text(_), Some(text)) => {
                self.beside(label, text);
                self.below(said);
            }
            (Dialect::Markdown, text) => {
                let said = [label, said].into_iter().filter(|it| !it.is_empty());
                self.line(&said.collect::<Vec<_>>().join(": "));
                if let Some(text) = text {
                    let fence = "`".repeat(longest_run(text).max(2) + 1);
                    self.put(&[&fence, "diff\n", sign, " ", text, "\n", &fence, "\n\n"]);
                }
            }
        }
    }

    /// Appends something beside its label.
    fn beside(&mut self, label: &str, text: &str) {
        let Dialect::Text(theme) = self.dialect else { return };
        let room = " ".repeat(LABEL.saturating_sub(4 + label.len()));
        self.line(&format!("    {}{room}{text}", theme.faint.on(label)));
    }

    /// Appends something below the text it is about.
    fn below(&mut self, text: &str) {
        let Dialect::Text(theme) = self.dialect else { return };
        if !text.is_empty() {
            self.line(&format!("{}{}", " ".repeat(LABEL), theme.faint.on(text)));
        }
    }

    /// Appends what is said of a reading, a line each, of which there are so many in all.
    pub(super) fn asides(&mut self, lines: impl Iterator<Item = String>, all: usize) {
        match self.dialect {
            Dialect::Text(_) => {
                lines.take(MOST).chain(more(all, MOST)).for_each(|line| self.below(&line));
            }
            Dialect::Markdown => self.list(lines, all),
        }
    }
}

/// The most backticks in a row.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Dialect, Page, Side};

    #[test]
    fn in_markdown_what_is_not_ours_is_code() {
        let mut page = Page::new(Dialect::Markdown);
        assert_eq!(page.name("a|b *c* <b>"), "`a|b *c* <b>`");
        assert_eq!(page.name("`a` ``b"), "``` `a` ``b ```");
        assert_eq!(page.name("a\nb"), "`a\\nb`");
        assert_eq!(page.name(""), "");
        page.side(Side::Reading, Some("a ``` b"), "c");
        assert_eq!(page.text, "reading: c\n\n````diff\n+ a ``` b\n````\n\n");
    }
}
