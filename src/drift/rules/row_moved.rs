//! The order of rows.

use super::Level;

rule! {
    /// The rows of a table stand in another order.
    ///
    /// The same cookies are declared, so that nothing is said otherwise. It is one variation a table,
    /// however many rows have moved.
    ///
    /// Example: `csrftoken` above `sessionid`, which the baseline has the other way round.
    ///
    /// What to do: nothing. One order for all makes charters easier to compare by eye.
    "row-moved", Layout,
    |difference| difference.level == Level::Order
}
