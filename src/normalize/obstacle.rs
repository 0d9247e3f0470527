//! Why a text may not be replaced by its normal text: something would be lost with it, or be there as if
//! nothing were the matter.

use std::borrow::Cow;
use std::fmt;

use super::{Typography, write};
use crate::diagnostic::{Diagnostic, Severity};
use crate::input::{Form, Input};
use crate::interpret::{Interpreter, Options};
use crate::model::{Charter, Cookie};
use crate::source::Source;
use crate::text::normal;

/// Why a text may not be replaced by its normal text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// It is a page, whose normal text is none.
    Page,
    /// Some of its bytes are no text, and are not in the normal text.
    LostBytes,
    /// It is no charter, and its lines may stand as they do for a reason.
    NotACharter,
    /// A remark on it could not be made on its normal text, where a damaged row is whole and a guess is
    /// as good as what was written.
    HiddenRemark {
        /// The code of the first such remark.
        code: String,
        /// Its line.
        line: Option<u64>,
    },
    /// Its normal text reads as another charter.
    ReadsOtherwise,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page => out.write_str("it is HTML, and the normal text would replace the page"),
            Self::LostBytes => {
                out.write_str("its bytes could not all be read as text, and would be lost")
            }
            Self::NotACharter => out.write_str("it is no cookie charter"),
            Self::HiddenRemark { code, line } => {
                write!(out, "what is remarked of it would not be seen any more: {code}")?;
                line.map_or(Ok(()), |line| write!(out, " on line {line}"))
            }
            Self::ReadsOtherwise => out.write_str("its normal text reads as another charter"),
        }
    }
}

/// Why the text of `source`, read with `options` as `charter`, may not be replaced by `text`, its normal
/// text in that typography; nothing when it may be. The normal text is read again to find out.
#[must_use]
pub fn obstacle(
    source: &Source<'_>,
    charter: &Charter<'_>,
    options: &Options,
    typography: Typography,
    text: &str,
) -> Option<Obstacle> {
    if source.lines().are_of_another_text() {
        return Some(Obstacle::Page);
    }
    if !source.is_text() || source.is_lossy() || source.text().contains('\0') {
        return Some(Obstacle::LostBytes);
    }
    if charter.diagnostics.iter().any(|remark| remark.severity == Severity::Error) {
        return Some(Obstacle::NotACharter);
    }
    let source = Source::from_text(Cow::Borrowed(text), None);
    let again = Input::of(&source, Form::Found).into_charter(&mut Interpreter::new(*options));
    if let Some(remark) = hidden(&charter.diagnostics, &again.diagnostics) {
        let (code, line) = (remark.code.to_string(), remark.line);
        return Some(Obstacle::HiddenRemark { code, line });
    }
    let mut twice = String::with_capacity(text.len());
    write(&again, typography, &mut twice);
    let is_same = twice == text
        && again.diagnostics.len() == charter.diagnostics.len()
        && again.title.is_some() == charter.title.is_some()
        && again.portal.as_ref().map(|it| &it.host) == charter.portal.as_ref().map(|it| &it.host)
        && charter.cookies.len() == again.cookies.len()
        && charter.cookies.iter().zip(&again.cookies).all(|(one, other)| says(one) == says(other));
    (!is_same).then_some(Obstacle::ReadsOtherwise)
}

/// The first of `remarks` whose like is not among the `others`.
fn hidden<'r, 'd>(
    remarks: &'r [Diagnostic<'d>],
    others: &[Diagnostic<'_>],
) -> Option<&'r Diagnostic<'d>> {
    let count = |of: &[Diagnostic<'_>], code: &str| of.iter().filter(|it| it.code == code).count();
    remarks.iter().find(|remark| count(remarks, &remark.code) > count(others, &remark.code))
}

/// What is said of a cookie, however it is set.
fn says<'c>(cookie: &'c Cookie<'_>) -> [Option<Cow<'c, str>>; 11] {
    [
        Some(&cookie.name),
        cookie.provider.as_ref(),
        cookie.service.as_ref(),
        cookie.location.as_ref(),
        cookie.purpose.as_ref(),
        cookie.category.as_ref().map(|category| &category.label),
        cookie.retention.as_ref().map(|retention| &retention.text),
        cookie.domain.as_ref(),
        cookie.party.as_ref(),
        cookie.consent.as_ref(),
        cookie.description.as_ref(),
    ]
    .map(|text| text.map(|text| normal(text, Typography::Plain)))
}
