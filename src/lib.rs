//! Cookie charters, read.

pub mod diagnostic;
pub mod formats;
pub mod interpret;
pub mod lexicon;
pub mod model;
pub mod normalize;
pub mod source;
pub mod syntax;
pub mod text;
