//! The structured charter: plain data, as the JSON `charte/1` has it.
//!
//! Every text is borrowed from the source where it stands there in one piece. The order of the
//! fields is the order of the keys in the JSON; keys are always present, and what is absent is
//! null or an empty array. The model knows neither where it came from nor how it is written.

mod charter;
mod cookie;

pub use charter::{
    Block, Category, Charter, Column, Consent, Field, Item, Kind, KindStatement, Origin, Place,
    Portal, Role, Row, RowRole, Schema, Section,
};
pub use cookie::{Cookie, Match, MatchKind, Retention, RetentionKind};
