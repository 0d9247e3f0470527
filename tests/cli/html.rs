//! Pages: found by themselves or asked for, and told from texts.

use super::{Place, charter};

/// The page of [`charter`].
fn page(cookie: &str) -> String {
    format!(
        "<!doctype html>\n<html><head><title>x</title></head>\n<body>\n<h1>Charte cookies</h1>\n\
         <h2>Liste des cookies sur &lt;https://a.example&gt;</h2>\n<table>\n\
         <tr><th>Nom du cookie</th><th>Finalité</th></tr>\n\
         <tr><td>{cookie}</td><td>Garder la session ouverte</td></tr>\n</table>\n</body></html>\n"
    )
}

#[test]
fn a_page_is_found_to_be_one() {
    let place = Place::new();
    place.write("a.txt", page("sid"));
    place.write("b.txt", charter("sid"));
    let plain = place.run(&["convert", "--to", "text", "b.txt"]).quiet().out;
    let text = format!("# {}", plain.replacen("\n\n", "\n\n## ", 1));
    assert_eq!(place.run(&["convert", "--to", "text", "a.txt"]).quiet().out, text);
    assert_eq!(place.pipe(page("sid"), &["convert", "--to", "text"]).quiet().out, text);
    let record = serde_json::json!({ "path": "a.txt", "text": page("sid") }).to_string();
    let json = place.pipe(record, &["convert", "--from", "records"]).quiet().json();
    assert_eq!(json, serde_json::json!([place.run(&["convert", "a.txt"]).quiet().json()]));
    assert_eq!(json[0]["source"]["lines"], 10);
    assert_eq!(json[0]["cookies"][0]["line"], 8);
    assert_eq!(json[0]["sections"][0]["blocks"][0]["layout"], "html");
}

#[test]
fn from_html_reads_the_pages_of_a_folder() {
    let place = Place::new();
    for name in ["p/a.html", "p/b.htm", "p/c.txt"] {
        place.write(name, page("sid"));
    }
    let run = place.run(&["convert", "--from", "html", "p"]).quiet();
    assert_eq!(run.paths(), ["p/a.html", "p/b.htm"]);
    assert_eq!(place.run(&["convert", "p"]).quiet().paths(), ["p/a.html", "p/b.htm", "p/c.txt"]);
    // What does not look like a page is one when it is said to be.
    let text = "Charte\ncookies<p>Deux\nmots.";
    let run = place.pipe(text, &["normalize", "--from", "html"]);
    assert_eq!(run.out, "Charte cookies\n\nDeux mots.\n");
    place.run(&["convert", "--from", "html", "-d", "out", "p"]).quiet();
    assert_eq!(place.files("out"), ["a.json", "b.json"]);
}

#[test]
fn the_encoding_is_the_one_that_was_named_or_the_one_the_page_says() {
    let place = Place::new();
    let page = b"<meta charset=iso-8859-2><h1>\xb3\xf3d\xbc</h1>";
    place.write("a.html", page);
    let read = |arguments: &[&str]| place.run(arguments).says(0, &[]).out;
    assert_eq!(read(&["normalize", "a.html"]), "łódź\n");
    assert_eq!(read(&["normalize", "--encoding", "latin1", "a.html"]), "³ód¼\n");
    place.write("bom.html", "\u{feff}<meta charset=iso-8859-2><h1>été</h1>");
    assert_eq!(read(&["normalize", "bom.html"]), "été\n");
}

#[test]
fn a_page_is_never_rewritten() {
    let place = Place::new();
    place.write("a.txt", page("sid"));
    let run = place.run(&["normalize", "--write", "a.txt"]).says(2, &["a.txt", "HTML"]);
    assert_eq!(run.out, "");
    assert_eq!(place.read("a.txt"), page("sid"));
    assert_eq!(place.run(&["normalize", "--check", "a.txt"]).says(1, &[]).out, "a.txt\n");
    let run = place.run(&["normalize", "--diff", "a.txt"]).says(1, &[]);
    assert!(run.out.contains("(normal)") && !run.out.contains("<td>"), "{run:?}");
}

#[test]
fn a_page_has_not_drifted_from_its_text() {
    let place = Place::new();
    place.write("p/a.txt", page("sid"));
    place.write("p/b.txt", charter("sid"));
    // On one line, too, where every paragraph has the same number.
    place.write("p/c.txt", page("sid").replace('\n', " "));
    place.run(&["drift", "--min-severity", "parameter", "p"]).says(0, &[]);
    place.run(&["drift", "--min-severity", "parameter", "--baseline", "p/a.txt", "p"]).says(0, &[]);
    place.write("p/b.txt", charter("session"));
    place.run(&["drift", "p"]).says(1, &[]);
}

#[test]
fn consent_is_told_apart_on_one_line() {
    let text = "Cookie policy\n\nTypes of cookies\n\n\"Necessary\" cookies need no consent.\n\n\
        \"Marketing\" cookies are never set without your consent.\n\nThis page was written in May.\n\n\
        Which cookies are used on <https://a.example>\n\n\
        Cookie name\tPurpose\nsid\tKeeps you signed in\n";
    let page = "<h1>Cookie policy</h1><h2>Types of cookies</h2><p>\"Necessary\" cookies need no consent.\
        <p>\"Marketing\" cookies are never set without your consent.<p>This page was written in May.\
        <h2>Which cookies are used on &lt;https://a.example></h2>\
        <table><tr><th>Cookie name<th>Purpose<tr><td>sid<td>Keeps you signed in</table>";
    let place = Place::new();
    place.write("p/a.txt", text);
    place.write("p/b.txt", page);
    let kinds = |path| place.run(&["convert", path]).json()["kinds"].as_array().map(Vec::len);
    assert_eq!((kinds("p/a.txt"), kinds("p/b.txt")), (Some(2), Some(2)));
    let run = place.run(&["drift", "--min-severity", "parameter", "p"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}
