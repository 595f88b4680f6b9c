//! The members of a request that was sent: those of its body, and those that travelled in path and query.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use snap_bi::rt::{ParameterEncoding, ParameterLocation};

use crate::journal::Entry;

/// The request as a client takes it, as JSON; the body as it came where nothing travels beside it.
pub(super) fn request(entry: &Entry) -> Vec<u8> {
    let Some(endpoint) = entry.endpoint.filter(|endpoint| !endpoint.parameters.is_empty()) else {
        return if entry.body.is_empty() { b"{}".to_vec() } else { entry.body.to_vec() };
    };
    let mut members: Map<String, Value> = serde_json::from_slice(&entry.body).unwrap_or_default();
    let query = entry.uri.query().unwrap_or_default();
    for parameter in endpoint.parameters {
        let raw = match parameter.location {
            ParameterLocation::Path => in_path(endpoint.path, entry.uri.path(), parameter.name),
            _ => query.split('&').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == parameter.name),
        };
        let Some((_, raw)) = raw else { continue };
        let decoded = percent_decode_str(raw).decode_utf8_lossy();
        let value = match parameter.encoding {
            ParameterEncoding::Percent => raw.into(),
            ParameterEncoding::Json => serde_json::from_str(&decoded).unwrap_or_else(|_| decoded.as_ref().into()),
            _ => decoded.as_ref().into(),
        };
        members.insert(parameter.name.to_owned(), value);
    }
    Value::Object(members).to_string().into_bytes()
}

/// What stands in a path where its template has a parameter.
fn in_path<'p>(template: &str, path: &'p str, name: &str) -> Option<(&'static str, &'p str)> {
    let is_it = |segment: &str| segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) == Some(name);
    template.split('/').zip(path.split('/')).find(|(segment, _)| is_it(segment)).map(|(_, value)| ("", value))
}
