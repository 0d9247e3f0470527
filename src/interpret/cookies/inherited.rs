//! What stands above a table and holds for its cookies where none of its cells says it.

use std::borrow::Cow;

use crate::interpret::Context;
use crate::model::{Category, Field, Inherited};

/// What stands above a table: the category of its heading, and what labelled lines say, the nearest first.
#[derive(Default)]
pub(in crate::interpret) struct Above<'c, 's> {
    pub(in crate::interpret) category: Option<&'c Category<'s>>,
    pub(in crate::interpret) fields: Vec<(Field, Cow<'s, str>)>,
}

impl<'s> Above<'_, 's> {
    /// What a line says of a field.
    pub(super) fn field(&self, field: Field) -> Option<&Cow<'s, str>> {
        self.fields.iter().find(|(known, _)| *known == field).map(|(_, text)| text)
    }
}

/// That a field holds a text from above, with the line of it when it is one piece of the source.
#[expect(clippy::ptr_arg, reason = "what is not borrowed has no line")]
pub(in crate::interpret) fn of(
    field: Field,
    text: &Cow<'_, str>,
    context: &Context<'_>,
) -> Option<Inherited> {
    match text {
        Cow::Borrowed(text) => Some(Inherited { field, line: context.source.line_of(text) }),
        Cow::Owned(_) => None,
    }
}
