//! The structured charter: plain data, as the JSON `charte/1` has it.
//!
//! Every text is borrowed from the source where it stands there in one piece. The order of the
//! fields is the order of the keys in the JSON; keys are always present, and what is absent is
//! null or an empty array. The model knows neither where it came from nor how it is written.
//! [`Charter::into_owned`] makes one that outlives its source.
//!
//! ```
//! use charte::model::{Block, Field, MatchKind, RetentionKind};
//!
//! let text = "Cookie policy\n\nName\tPurpose\tDuration\n_ga_*\tCounts visits\t13 months\n";
//! let charter = charte::read_bytes(text.as_bytes(), &charte::input::Options::default());
//!
//! let cookie = &charter.cookies[0];
//! assert_eq!((cookie.name.as_ref(), cookie.r#match.kind), ("_ga_*", MatchKind::Prefix));
//! let retention = cookie.retention.as_ref().expect("it is stated");
//! assert_eq!((retention.kind, retention.iso8601.as_deref()), (RetentionKind::Fixed, Some("P13M")));
//!
//! let Block::Table { columns, rows, .. } = &charter.sections[0].blocks[0] else { panic!("a table") };
//! assert_eq!(columns[1].field, Some(Field::Purpose));
//! assert_eq!(rows[0].cookies, [0]);
//! ```

mod charter;
mod cookie;
mod owned;

pub use charter::{
    Block, Category, Charter, Column, Consent, Field, Item, Kind, KindStatement, Origin, Place,
    Portal, Role, Row, RowRole, Schema, Section,
};
pub use cookie::{Cookie, Inherited, Match, MatchKind, Retention, RetentionKind};
