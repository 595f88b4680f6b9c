//! The journal as an HTTP archive (HAR 1.2), which browsers and other people's tools read.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, header};
use serde_json::{Value, json};

use crate::journal::{Entry, Journal, Way};
use crate::page::mask;

/// The journal as an HTTP archive, version 1.2. Signatures, tokens and one-time codes are masked.
///
/// What the sandbox found out stands in members that begin with an underscore, as the format has it.
///
/// ```
/// let journal = snap_sandbox::Journal::default();
/// assert_eq!(snap_sandbox::har(&journal)["log"]["version"], "1.2");
/// ```
#[must_use]
pub fn har(journal: &Journal) -> Value {
    let entries: Vec<_> = journal.entries().iter().map(entry).collect();
    json!({ "log": {
        "version": "1.2",
        "creator": { "name": "snap-sandbox", "version": env!("CARGO_PKG_VERSION") },
        "entries": entries,
    } })
}

fn entry(entry: &Entry) -> Value {
    // As browsers have it: milliseconds, to the microsecond.
    let millis = f64::from(u32::try_from(entry.elapsed.as_micros()).unwrap_or(u32::MAX)) / 1000.0;
    json!({
        "startedDateTime": crate::clock::text(entry.at),
        "time": millis,
        "request": request(entry),
        "response": response(entry),
        "cache": {},
        // Only the whole is known.
        "timings": { "send": 0, "wait": millis, "receive": 0 },
        "_id": entry.id,
        "_provider": entry.provider,
        "_service": entry.endpoint.map(|endpoint| endpoint.service),
        "_way": if entry.way == Way::In { "to the provider" } else { "to the partner" },
        "_refusal": entry.refusal,
        "_violations": entry.violations,
        "_fault": entry.fault,
        "_finding": entry.finding,
        "_note": entry.note,
    })
}

fn request(entry: &Entry) -> Value {
    let query = entry.uri.query().unwrap_or_default();
    let masked = mask::uri(&entry.uri, false);
    let masked_query = masked.split_once('?').map_or("", |(_, query)| query);
    let pairs = form_urlencoded::parse(if query.is_empty() { b"" } else { masked_query.as_bytes() });
    let mut request = json!({
        "method": entry.method.as_str(),
        "url": address(entry, &masked),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(&entry.headers),
        "queryString": pairs.map(|(name, value)| json!({ "name": name, "value": value })).collect::<Vec<_>>(),
        "headersSize": -1,
        "bodySize": entry.body.len(),
    });
    if !entry.body.is_empty()
        && let Some(members) = request.as_object_mut()
    {
        let text = mask::body(&entry.body, false);
        members.insert("postData".to_owned(), json!({ "mimeType": kind(&entry.headers), "params": [], "text": text }));
    }
    request
}

/// An archive has whole addresses; a provider is called at a path.
fn address(entry: &Entry, uri: &str) -> String {
    if entry.uri.authority().is_some() {
        return uri.to_owned();
    }
    let host = entry.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("http://{host}{uri}")
}

fn response(entry: &Entry) -> Value {
    let answered = entry.status.is_some();
    let text = std::str::from_utf8(&entry.answer).is_ok();
    let mut content = json!({ "size": entry.answer.len(), "mimeType": kind(&entry.answer_headers) });
    if let Some(members) = content.as_object_mut().filter(|_| answered) {
        if text {
            members.insert("text".to_owned(), mask::body(&entry.answer, false).into());
        } else {
            members.insert("text".to_owned(), STANDARD.encode(&entry.answer).into());
            members.insert("encoding".to_owned(), "base64".into());
        }
    }
    let location = entry.answer_headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
    let location = location.and_then(|text| text.parse().ok()).map(|uri| mask::uri(&uri, false));
    let mut response = json!({
        // No answer is status 0, as browsers write it.
        "status": entry.status.map_or(0, |status| status.as_u16()),
        "statusText": entry.status.and_then(|status| status.canonical_reason()).unwrap_or_default(),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(&entry.answer_headers),
        "content": content,
        "redirectURL": location.unwrap_or_default(),
        "headersSize": -1,
        "bodySize": if answered { i64::try_from(entry.answer.len()).unwrap_or(-1) } else { -1 },
    });
    // What stands in place of an answer is why there is none.
    if let Some(members) = response.as_object_mut().filter(|_| !answered) {
        members.insert("_error".to_owned(), String::from_utf8_lossy(&entry.answer).into());
    }
    response
}

fn headers(headers: &HeaderMap) -> Vec<Value> {
    let pair =
        |(name, value)| json!({ "name": http::HeaderName::as_str(name), "value": mask::header(name, value, false) });
    headers.iter().map(pair).collect()
}

fn kind(headers: &HeaderMap) -> String {
    headers
        .get(header::CONTENT_TYPE)
        .map_or_else(String::new, |kind| String::from_utf8_lossy(kind.as_bytes()).into_owned())
}
