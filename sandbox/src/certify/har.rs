//! What an application sent, from a file: HAR, as browsers and proxies write it, or a journal of one JSON object a line.

use std::path::Path;
use std::time::SystemTime;

use serde_json::Value;
use snap_bi::{Direction, Endpoint, Timestamp};

use super::CertifyError;
use super::client::Exchange;
use super::shipped::shipped;

/// Reads the calls of a provider's services from a file; calls of anything else are left out. A line of a journal has
/// `method`, `path`, `at`, `request_headers`, `request_body`, `status` and `response_body`.
///
/// # Errors
/// When it cannot be read, with the entry or line that is wrong.
pub fn read(path: &Path, provider: &str) -> Result<Vec<Exchange>, CertifyError> {
    let text = std::fs::read_to_string(path).map_err(|error| CertifyError::file(path, error))?;
    let endpoints = shipped(provider)?.provider.endpoints;
    if let Ok(har) = serde_json::from_str::<Value>(&text)
        && let Some(entries) = har.pointer("/log/entries")
    {
        let entries = entries.as_array().ok_or_else(|| CertifyError::file(path, "log.entries is no list"))?;
        return Ok(entries.iter().filter_map(|entry| of_har(entry, endpoints)).collect());
    }
    let mut exchanges = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let entry: Value = serde_json::from_str(line).map_err(|error| {
            CertifyError::file(path, format!("line {number}: {error}; a journal has one JSON object a line"))
        })?;
        exchanges.extend(of_journal(&entry, endpoints));
    }
    Ok(exchanges)
}

fn of_har(entry: &Value, endpoints: &[&'static Endpoint]) -> Option<Exchange> {
    let text = |pointer: &str| entry.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let headers = entry.pointer("/request/headers")?.as_array()?.iter();
    let headers =
        headers.filter_map(|header| Some((header["name"].as_str()?.to_owned(), header["value"].as_str()?.to_owned())));
    Some(Exchange {
        endpoint: endpoint(text("/request/method"), text("/request/url"), endpoints)?,
        at: time(text("/startedDateTime")),
        request_headers: headers.collect(),
        request_body: text("/request/postData/text").as_bytes().to_vec(),
        status: entry.pointer("/response/status").and_then(Value::as_u64).and_then(|status| status.try_into().ok())?,
        response_body: text("/response/content/text").as_bytes().to_vec(),
    })
}

fn of_journal(entry: &Value, endpoints: &[&'static Endpoint]) -> Option<Exchange> {
    let text = |name: &str| entry[name].as_str().unwrap_or_default();
    // A body is text, or the JSON itself.
    let body = |name: &str| match &entry[name] {
        Value::Null => Vec::new(),
        Value::String(text) => text.as_bytes().to_vec(),
        other => other.to_string().into_bytes(),
    };
    let pair = |pair: &Value| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()));
    let headers = match &entry["request_headers"] {
        Value::Object(map) => {
            map.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
        }
        Value::Array(list) => list.iter().filter_map(pair).collect(),
        _ => Vec::new(),
    };
    Some(Exchange {
        endpoint: endpoint(text("method"), text("path"), endpoints)?,
        at: time(text("at")),
        request_headers: headers,
        request_body: body("request_body"),
        status: entry["status"].as_u64()?.try_into().ok()?,
        response_body: body("response_body"),
    })
}

fn time(text: &str) -> SystemTime {
    Timestamp::parse(text).map_or(SystemTime::UNIX_EPOCH, |timestamp| timestamp.time())
}

/// The service behind an address: its path ends the address, whatever stands before.
fn endpoint(method: &str, address: &str, endpoints: &[&'static Endpoint]) -> Option<&'static Endpoint> {
    let path = address.split(['?', '#']).next()?;
    let mut offered = endpoints.iter().filter(|endpoint| endpoint.direction == Direction::Outbound);
    offered.find(|endpoint| endpoint.method.as_str() == method && ends(path, endpoint.path)).copied()
}

fn ends(path: &str, pattern: &str) -> bool {
    let (mut path, mut pattern) = (path.rsplit('/'), pattern.trim_start_matches('/').rsplit('/'));
    pattern.all(|wanted| path.next().is_some_and(|part| wanted.starts_with('{') || part == wanted))
}
