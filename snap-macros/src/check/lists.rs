//! The two lists of an endpoint: members that travel in the query string, and headers with a value of their own.

use quote::ToTokens;
use syn::Lit;
use syn::ext::IdentExt as _;

use super::path::is_member;
use crate::mistakes::Report;
use crate::model::{Location, Parameter};
use crate::raw::{Attribute, Entry, List, Value, entries};

/// `query(startDate, "end-date")`: members of the request, by their name on the wire.
pub(crate) fn query(given: &Attribute, parameters: &mut Vec<Parameter>, report: &mut Report<'_>) {
    let Some((given, content)) = given.list_of("query").and_then(|list| Some((list, list.content.clone()?))) else {
        return;
    };
    let in_path = parameters.len();
    let mut empty = true;
    for entry in entries(content, report) {
        empty = false;
        let (name, place): (String, &dyn ToTokens) = match &entry {
            Entry::Word(word) => (word.unraw().to_string(), word),
            Entry::Literal(literal @ Lit::Str(text)) if is_member(&text.value()) => (text.value(), literal),
            Entry::Literal(literal) => {
                report.at(literal, "a query parameter is a member of the request: write its name, such as `startDate`");
                continue;
            }
            Entry::Pair(pair) => {
                report.at(
                    &pair.key,
                    format!("`query` takes names, for values come from the request: write `{}`", pair.key),
                );
                continue;
            }
            Entry::TextPair { key, .. } => {
                report.at(key, "`query` takes names, for values come from the request: write the name only");
                continue;
            }
            Entry::List(list) => {
                report.at(&list.key, format!("`query` takes names: write `{}`", list.key));
                continue;
            }
        };
        match parameters.iter().position(|known| known.name == name) {
            Some(at) if at < in_path => {
                report.at(place, format!("`{name}` stands in the path already: remove it here"))
            }
            Some(_) => report.at(place, format!("`{name}` stands twice: remove one of them")),
            None => parameters.push(Parameter { name, location: Location::Query }),
        }
    }
    if empty {
        report.at(&given.key, "`query()` is empty: name its members, or leave it out");
    }
}

/// Headers that the client makes anew for every call.
const MADE: [&str; 4] = ["Authorization", "X-TIMESTAMP", "X-SIGNATURE", "X-EXTERNAL-ID"];

/// Headers that frame a message, or belong to one connection.
const FRAMING: [&str; 12] = [
    "Connection",
    "Content-Encoding",
    "Content-Length",
    "Expect",
    "Host",
    "Keep-Alive",
    "Proxy-Authorization",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
];

/// Who sets a header that has no value of its own here.
fn taken(name: &str) -> Option<&'static str> {
    let among = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    if among(&MADE) {
        return Some("is made anew for every call");
    }
    among(&FRAMING).then_some("is set by HTTP")
}

/// `header_values("CHANNEL-ID" = "95231")`
pub(crate) fn header_values(given: &Attribute, report: &mut Report<'_>) -> Vec<(String, String)> {
    let Some(content) = given.list_of("header_values").and_then(|list| list.content.clone()) else { return Vec::new() };
    let mut values: Vec<(String, String)> = Vec::new();
    for entry in entries(content, report) {
        let (name, value) = match entry {
            Entry::TextPair { key, value: Value::Literal(Lit::Str(value)) } => (key, value),
            Entry::TextPair { key, value } => {
                let name = key.value();
                let message = format!("the value of a header is text: write `\"{name}\" = \"…\"`");
                match value {
                    Value::Missing => report.at(&key, message),
                    value => report.at(value, message),
                }
                continue;
            }
            Entry::Pair(pair) => {
                report.at(&pair.key, format!("the name of a header is text: write `\"{}\" = \"…\"`", pair.key));
                continue;
            }
            Entry::Word(word) | Entry::List(List { key: word, .. }) => {
                report.at(&word, format!("a header needs a value: write `\"{word}\" = \"…\"`"));
                continue;
            }
            Entry::Literal(literal) => {
                report.at(literal, "a header needs a value: write `\"CHANNEL-ID\" = \"95231\"`");
                continue;
            }
        };
        let (text, given) = (name.value(), value.value());
        if text.is_empty() || !text.chars().all(|char| char.is_ascii_alphanumeric() || char == '-') {
            report.at(&name, "the name of a header has letters, digits and hyphens, such as `\"CHANNEL-ID\"`");
        } else if let Some(whose) = taken(&text) {
            report.at(&name, format!("`{text}` {whose}: remove it here"));
        } else if given.is_empty() || !given.chars().all(|char| matches!(char, ' '..='~')) {
            report.at(&value, "the value of a header is plain ASCII, and not empty");
        } else if values.iter().any(|(known, _)| known.eq_ignore_ascii_case(&text)) {
            report.at(&name, format!("`{text}` stands twice: remove one of them"));
        } else {
            values.push((text, given));
        }
    }
    values
}
