//! The tests, in one binary.

/// Strategies that make charters and hostile texts.
mod generate;
/// What the program writes, byte for byte.
mod goldens;
/// The grammar in `grammar/` agrees with the parser.
mod oracle;
/// README's examples print what README says.
mod readme;
/// The JSON Schema holds what is written.
mod schema;
