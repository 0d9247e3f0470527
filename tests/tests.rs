//! The tests, in one binary.

/// The binary as its users run it.
mod cli;
/// What drift finds, and what holds of every report.
mod drift;
/// Strategies that make charters and hostile texts.
mod generate;
/// What the program writes, byte for byte.
mod goldens;
/// What holds of every page.
mod html;
/// The promises of the whole: nothing lost, normal is stable, JSON reads back.
mod invariants;
/// A text is given its own language.
mod languages;
/// A program that calls the library reads what the tool reads.
mod library;
/// The grammar in `grammar/` agrees with the parser.
mod oracle;
/// Rows say which cookies they declare, and statements where they stand.
mod places;
/// Differences on purpose are found, and no others.
mod planted;
/// README's examples print what README says.
mod readme;
/// Known tables in every layout, read back.
mod rendered;
/// A drift report in every form it is written in.
mod reports;
/// The JSON Schema holds what is written.
mod schema;
/// No word of a language is in the code.
mod words;
