//! The room between words.

rule! {
    /// Only spaces, tabs or blank lines differ, or the place of a passage in the text.
    ///
    /// Nothing that a visitor reads is another. It comes from copying out of a browser, which leaves
    /// blank lines even inside tables.
    ///
    /// Example: three blank lines between two rows of a table; two spaces for one.
    ///
    /// What to do: nothing, or let `charte normalize --write` lay all charters out alike.
    "layout-change", Layout,
    |_| true
}
