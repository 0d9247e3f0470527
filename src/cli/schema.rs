//! `charte schema`: the JSON Schema of what is written.

use super::{Status, args, output};
use crate::drift::report;
use crate::formats;

pub(super) fn run(of: args::Schema) -> Result<Status, String> {
    let schema = match of {
        args::Schema::Charte => formats::schema(),
        args::Schema::Drift => report::schema(),
    };
    let text = serde_json::to_string_pretty(&schema).map_err(|error| error.to_string())?;
    output::stdout(|out| writeln!(out, "{text}"))
}
