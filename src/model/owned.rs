//! A charter that outlives its source: every text that was borrowed is copied, all else is moved.

use std::borrow::Cow;

use super::{
    Block, Category, Charter, Column, Consent, Cookie, Field, Inherited, Item, Kind, KindStatement,
    Match, MatchKind, Origin, Place, Portal, Retention, RetentionKind, Role, Row, RowRole, Schema,
    Section,
};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::LineEnds;
use crate::syntax::Layout;

impl Charter<'_> {
    /// The same charter with texts of its own.
    ///
    /// ```
    /// use charte::model::Charter;
    /// use charte::source::Source;
    ///
    /// fn load(bytes: &[u8]) -> Charter<'static> {
    ///     charte::read(&Source::decode(bytes, None, None)).into_owned()
    /// }
    ///
    /// assert_eq!(load(b"Cookie policy\n\nName\tPurpose\nsid\tKeeps you signed in").cookies.len(), 1);
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Charter<'static> {
        self.owned()
    }
}

/// What is the same without anything borrowed.
trait Owned {
    type Static;

    fn owned(self) -> Self::Static;
}

impl Owned for Cow<'_, str> {
    type Static = Cow<'static, str>;

    fn owned(self) -> Self::Static {
        Cow::Owned(self.into_owned())
    }
}

impl<T: Owned> Owned for Option<T> {
    type Static = Option<T::Static>;

    fn owned(self) -> Self::Static {
        self.map(T::owned)
    }
}

impl<T: Owned> Owned for Vec<T> {
    type Static = Vec<T::Static>;

    fn owned(self) -> Self::Static {
        self.into_iter().map(T::owned).collect()
    }
}

/// What borrows nothing.
macro_rules! plain {
    ($($name:ty),+) => {
        $(impl Owned for $name {
            type Static = Self;

            fn owned(self) -> Self {
                self
            }
        })+
    };
}

/// What has parts, all of which are named: a new one does not compile before it is.
macro_rules! parts {
    ($($name:ident { $($part:ident),+ })+) => {
        $(impl Owned for $name<'_> {
            type Static = $name<'static>;

            fn owned(self) -> Self::Static {
                $name { $($part: self.$part.owned()),+ }
            }
        })+
    };
}

plain! {
    bool, u8, u64, usize, Consent, Field, Inherited, Kind, Layout, LineEnds, MatchKind, Place, RetentionKind,
    Role, RowRole, Schema, Severity
}

parts! {
    Charter {
        schema, source, language, title, portal, sections, kinds, cookies, diagnostics, title_line
    }
    Origin { path, encoding, bytes, lines, bom, line_ends }
    Portal { url, host, line }
    Section { role, heading, line, category, blocks, level }
    Category { kind, label }
    KindStatement { kind, label, consent, line, block }
    Item { line, text }
    Column { label, field }
    Row { line, cells, role, cookies }
    Cookie {
        name, r#match, provider, service, location, purpose, category, retention, line, domain,
        party, consent, description, inherited
    }
    Match { kind, regex }
    Retention { text, kind, iso8601, seconds, max_seconds }
    Diagnostic { code, severity, message, line, column, help }
}

impl Owned for Block<'_> {
    type Static = Block<'static>;

    fn owned(self) -> Self::Static {
        match self {
            Self::Paragraph { line, text } => Block::Paragraph { line, text: text.owned() },
            Self::List { line, items } => Block::List { line, items: items.owned() },
            Self::Table { line, layout, columns, rows } => {
                Block::Table { line, layout, columns: columns.owned(), rows: rows.owned() }
            }
            Self::Junk { line, text } => Block::Junk { line, text: text.owned() },
        }
    }
}
