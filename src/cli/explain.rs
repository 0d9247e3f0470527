//! `charte explain`: what the code of a diagnostic or a rule of `charte drift` means.

use super::{Status, output};
use crate::diagnostic::Code;
use crate::drift::rules::{RULES, Rule};

pub(super) fn run(name: &str) -> Result<Status, String> {
    let (weight, explanation) = if let Some(code) = Code::named(name) {
        (code.severity().name().to_owned(), code.explanation())
    } else if let Some(rule) = Rule::named(name) {
        (rule.weight(), rule.explanation())
    } else {
        let codes: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        let rules: Vec<_> = RULES.iter().map(|rule| rule.name()).collect();
        return Err(format!(
            "there is no code or rule {name}; there are the codes {} and the rules {}",
            codes.join(", "),
            rules.join(", ")
        ));
    };
    let mut text = format!("{name} ({weight})\n\n");
    for line in explanation.lines() {
        text.push_str(line.strip_prefix(' ').unwrap_or(line));
        text.push('\n');
    }
    output::stdout(|out| out.write_all(text.as_bytes()))
}
