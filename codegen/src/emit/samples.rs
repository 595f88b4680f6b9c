//! What pages show as answers, as data: a stub server answers with it. And messages that obey their tables: a sandbox begins with
//! those.

use std::fmt::Write as _;

use crate::emit::print::mark;
use crate::example;
use crate::ir::{Catalogue, Provider};

/// One JSON object: a member for each service whose page shows an answer, which is the answer. None where no page does.
pub fn file(provider: &Provider) -> String {
    let mut text = format!("{{\n\"//\": {}", serde_json::Value::from(mark(&provider.file_name)));
    for service in provider.pages.iter().flat_map(|page| &page.services) {
        if let Some(answer) = service.samples.iter().find_map(|sample| sample.response.as_ref()) {
            let _ = write!(text, ",\n{}: {}", serde_json::Value::from(service.name.as_str()), answer.node.to_text());
        }
    }
    text.push_str("\n}\n");
    visible(&text)
}

/// One JSON object: a member for each service, with a `request` and an `answer` that reports success, both as their tables want
/// them and as near to what the page shows as that allows.
pub fn examples(catalogue: &Catalogue, provider: &Provider) -> String {
    let mut text = format!("{{\n\"//\": {}", serde_json::Value::from(mark(&provider.file_name)));
    for service in provider.pages.iter().flat_map(|page| &page.services) {
        let request = example::request(catalogue, service).to_text();
        let answer = example::answer(catalogue, service).map_or_else(|| "{}".to_owned(), |node| node.to_text());
        let name = serde_json::Value::from(service.name.as_str());
        let _ = write!(text, ",\n{name}: {{\"request\": {request}, \"answer\": {answer}}}");
    }
    text.push_str("\n}\n");
    visible(&text)
}

/// What turns the direction of writing shows as its number: it can only be in a text, and nobody would see it there.
pub fn visible(json: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    json.chars().fold(String::with_capacity(json.len()), |mut out, c| {
        if turns(&c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
        out
    })
}
