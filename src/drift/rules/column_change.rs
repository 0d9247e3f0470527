//! A column of a table of cookies.

use super::{Level, Subject};

rule! {
    /// A table of cookies has a column more or less than the baseline's.
    ///
    /// A column is one thing told about every cookie. Without the column of durations, no visitor
    /// of that portal learns how long any cookie is kept. The column is one variation, not one for
    /// each of its cells; of a table that comes or goes as a whole, only the cookies are told.
    ///
    /// Example: the table has no column `Durée de conservation`, which the baseline has.
    ///
    /// What to do: add the column and fill it in, or ask why the others have it.
    "column-change", Substance,
    |difference| difference.subject == Subject::Column && difference.level == Level::Words
}
