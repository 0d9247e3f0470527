//! A text is given its own language, and a text in none of the lexicon's none:
//! `tests/fixtures/languages.toml` has paragraphs, and the headings of charters alone.

#![cfg(test)]

use std::collections::BTreeMap;

use charte::interpret::{Options, interpret};
use charte::lexicon::Language;
use charte::model::{Block, Field, Role};
use charte::source::Source;
use charte::syntax;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    paragraphs: BTreeMap<String, Vec<String>>,
    headings: BTreeMap<String, Vec<Vec<String>>>,
}

fn texts() -> Texts {
    toml::from_str(include_str!("fixtures/languages.toml")).expect("texts by language")
}

/// The texts that are given another language than theirs.
fn mistaken(texts: impl IntoIterator<Item = (String, Vec<String>)>) -> Vec<String> {
    let mut mistaken = Vec::new();
    for (code, texts) in texts {
        for text in texts {
            let source = Source::from_text(text.as_str().into(), None);
            let found = charte::read(&source).language.map_or_else(|| "other".into(), String::from);
            if found != code {
                mistaken.push(format!("{code}, not {found}: {text}"));
            }
        }
    }
    mistaken
}

#[test]
fn a_paragraph_tells_its_language() {
    let paragraphs = texts().paragraphs;
    assert!(paragraphs.values().all(|texts| texts.len() >= 15));
    let mistaken = mistaken(paragraphs);
    assert!(mistaken.is_empty(), "{}", mistaken.join("\n"));
}

#[test]
fn headings_alone_tell_their_language() {
    let whole = |charters: Vec<Vec<String>>| {
        charters.iter().map(|lines| lines.join("\n\n") + "\n").collect::<Vec<_>>()
    };
    let mistaken = mistaken(texts().headings.into_iter().map(|(code, them)| (code, whole(them))));
    assert!(mistaken.is_empty(), "{}", mistaken.join("\n"));
}

/// The columns of a charter in a language, and the field that each has there.
const HEADERS: &[(&str, &str, &[&str])] = &[
    ("de", "Name|Dienst|Anbieter|Zweck|Dauer|Art|Domain", &LONG),
    ("nl", "Naam|Dienst|Aanbieder|Doel|Duur|Type|Domein", &LONG),
    ("en", "Name|Service|Provider|Purpose|Duration|Type|Domain", &LONG),
    ("fr", "Nom|Service|Fournisseur|Finalité|Durée|Type|Domaine", &LONG),
    ("ca", "Nom|Servei|Proveïdor|Finalitat|Durada|Tipus|Domini", &LONG),
    ("es", "Nombre|Servicio|Proveedor|Finalidad|Duración|Tipo|Dominio", &LONG),
    ("it", "Nome|Servizio|Fornitore|Scopo|Durata|Tipo|Dominio", &LONG),
    ("pt", "Nome|Serviço|Fornecedor|Finalidade|Duração|Tipo|Domínio", &LONG),
    ("de", "Cookie|Herkunft|Funktion|Ablauf", &["name", "party", "purpose", "retention"]),
    ("nl", "Cookie|Herkomst|Functie|Vervaldatum", &["name", "party", "purpose", "retention"]),
    ("es", "Clave|Origen|Descripción|Caducidad", &["name", "party", "purpose", "retention"]),
    ("ca", "Galeta|Origen|Descripció|Caducitat", &["name", "party", "purpose", "retention"]),
    ("it", "Chiave|Origine|Descrizione|Scadenza", &["name", "party", "purpose", "retention"]),
    ("pt", "Chave|Origem|Descrição|Validade", &["name", "party", "purpose", "retention"]),
];
const LONG: [&str; 7] =
    ["name", "service", "provider", "purpose", "retention", "category", "domain"];

/// The fields of the columns under a header, in a charter in that language or in whatever is found.
fn fields(header: &str, code: Option<&str>) -> Vec<String> {
    let row = header.split('|').map(|_| "x").collect::<Vec<_>>().join("\t");
    let text = format!("Cookies\n\n{}\n{row}\n", header.replace('|', "\t"));
    let source = Source::from_text(text.into(), None);
    let options = Options { language: code.and_then(Language::of_code), ..Options::default() };
    let charter = interpret(&source, &syntax::parse(source.text()), &options);
    let blocks = charter.sections.iter().flat_map(|section| &section.blocks);
    let columns = blocks.filter_map(|block| match block {
        Block::Table { columns, .. } => Some(columns),
        _ => None,
    });
    let name = |field: Option<Field>| field.map_or_else(String::new, |it| it.name().to_owned());
    columns.flatten().map(|column| name(column.field)).collect()
}

#[test]
fn a_label_means_what_it_means_in_the_language_of_its_header() {
    for (code, header, expected) in HEADERS {
        // Also where the charter is told to be in another language.
        for language in [Some(*code), Some("fr"), Some("de"), None] {
            assert_eq!(fields(header, language), *expected, "{header} in {language:?}");
        }
    }
}

#[test]
fn a_heading_means_what_it_means_in_the_language_of_the_text() {
    for (code, role) in [("fr", Role::Other), ("es", Role::Settings)] {
        let text = "Charte cookies\n\nGestion de cookies\n\nTexte.\n";
        let source = Source::from_text(text.into(), None);
        let options = Options { language: Language::of_code(code), ..Options::default() };
        let charter = interpret(&source, &syntax::parse(source.text()), &options);
        assert_eq!(charter.sections[0].role, role, "{code}");
    }
}
