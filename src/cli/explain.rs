//! `charte explain`: what a code means.

use super::{Status, output};
use crate::diagnostic::Code;

pub(super) fn run(name: &str) -> Result<Status, String> {
    let Some(code) = Code::named(name) else {
        let known: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        return Err(format!("there is no code {name}; there are {}", known.join(", ")));
    };
    let mut text = format!("{} ({})\n\n", code.name(), code.severity().name());
    for line in code.explanation().lines() {
        text.push_str(line.strip_prefix(' ').unwrap_or(line));
        text.push('\n');
    }
    output::stdout(|out| out.write_all(text.as_bytes()))
}
