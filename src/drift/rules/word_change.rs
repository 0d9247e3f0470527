//! Any other change of words.

use super::Level;

rule! {
    /// Words differ, and none of them is known to change what is declared or claimed.
    ///
    /// Most are of style, or one portal was edited and the others were not. They make charters of
    /// one template harder to keep alike, and some do matter: only a reader can tell. The label of a
    /// column is among them.
    ///
    /// Example: `Permet de se souvenir du choix de l'utilisateur` where the baseline has `Se souvenir
    /// du choix de l'utilisateur`.
    ///
    /// What to do: choose one wording for all, when the charters are next edited.
    "word-change", Wording,
    |difference| difference.level == Level::Words && !difference.is_respelt()
}
