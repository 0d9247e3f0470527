//! The tests, in one binary.

/// Strategies that make charters and hostile texts.
mod generate;
/// The grammar in `grammar/` agrees with the parser.
mod oracle;
/// README's examples print what README says.
mod readme;
