//! What a provider answers otherwise than the server of the standard does, as its own libraries show.

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::request::Parts;
use http::{HeaderMap, Response, Uri};
use http_body_util::{BodyExt as _, Full};
use serde_json::Value;
use snap_bi::{Context, Direction, Endpoint, MessageEntry, MessageKind, ProviderEntry};

/// Paths of DANA by which another library of its own calls than the one that the spec goes by: dana-node 1.5.11 these,
/// dana-python 2.2.2 the others. DANA takes both.
const OTHER_PATHS: &[(&str, &str)] = &[
    ("/v1.0/emoney/account-inquiry.htm", "/rest/v1.0/emoney/account-inquiry"),
    ("/v1.0/emoney/topup.htm", "/rest/v1.0/emoney/topup"),
    ("/v1.0/emoney/topup-status.htm", "/rest/v1.0/emoney/topup-status"),
];

/// The address that was called and signed, where the spec has another.
#[derive(Debug, Clone)]
struct Called(Uri);

/// Finds the service of a path that the spec does not have, or that several have.
pub(crate) fn found(provider: &ProviderEntry, parts: &mut Parts, body: &[u8]) {
    let path = parts.uri.path();
    let known = OTHER_PATHS.iter().find(|(other, _)| *other == path).filter(|_| provider.name == "dana");
    let path = known.map(|(_, path)| (*path).to_owned()).or_else(|| {
        let shapes: Vec<_> = shapes(provider).filter(|endpoint| endpoint.path == path).collect();
        let first = provider.endpoints.iter().find(|endpoint| is_called(endpoint) && endpoint.path == path)?;
        let best = shapes.into_iter().min_by_key(|endpoint| broken(provider, endpoint, body, &parts.headers))?;
        let better = broken(provider, best, body, &parts.headers) < broken(provider, first, body, &parts.headers);
        better.then(|| place(best))
    });
    if let Some(uri) = path.and_then(|path| path.parse().ok()) {
        let called = std::mem::replace(&mut parts.uri, uri);
        parts.extensions.insert(Called(called));
    }
}

/// Services that share their path with an earlier one: the request tells which is meant, where a server goes by paths alone.
pub(crate) fn shapes(provider: &ProviderEntry) -> impl Iterator<Item = &'static Endpoint> {
    let all: Vec<_> = provider.endpoints.iter().copied().filter(|endpoint| is_called(endpoint)).collect();
    let earlier = all.clone();
    let shares = move |(at, endpoint): &(usize, &'static Endpoint)| {
        earlier.iter().take(*at).any(|other| other.path == endpoint.path && other.method == endpoint.method)
    };
    all.into_iter().enumerate().filter(shares).map(|(_, endpoint)| endpoint)
}

/// Where such a service is within the sandbox.
pub(crate) fn place(endpoint: &Endpoint) -> String {
    format!("/_shapes/{}", endpoint.service)
}

fn is_called(endpoint: &Endpoint) -> bool {
    endpoint.direction == Direction::Outbound && endpoint.redirect.is_none()
}

/// How many rules of a service a request breaks.
fn broken(provider: &ProviderEntry, endpoint: &Endpoint, body: &[u8], headers: &HeaderMap) -> usize {
    let is_it = |entry: &&MessageEntry| entry.service == endpoint.service && entry.kind == MessageKind::Request;
    let message = provider.messages.iter().find(is_it).and_then(|entry| (entry.decode)(body).ok());
    let lookup = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    message.map_or(usize::MAX, |message| {
        let found = message.any_validate_received(&Context::with_headers(&lookup)).err();
        found.map_or(0, |found| found.iter().count())
    })
}

/// The address as it was called.
pub(crate) fn called(parts: &Parts) -> Option<Uri> {
    parts.extensions.get::<Called>().map(|Called(uri)| uri.clone())
}

/// The answer as the provider gives it.
pub(crate) async fn answered(
    provider: &ProviderEntry,
    path: &str,
    answer: Response<Full<Bytes>>,
) -> Response<Full<Bytes>> {
    let is_token =
        |code: &str| provider.endpoints.iter().any(|endpoint| endpoint.code == code && endpoint.path == path);
    // doku-python-library 1.1.72 counts with the lifetime: of a text it takes nothing off.
    if provider.name != "doku" || !is_token("73") {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let numbered = serde_json::from_slice::<Value>(&body).ok().and_then(|mut message| {
        let seconds: u64 = message.get("expiresIn")?.as_str()?.parse().ok()?;
        message["expiresIn"] = seconds.into();
        Some(Bytes::from(message.to_string()))
    });
    if numbered.is_some() {
        parts.headers.remove(CONTENT_LENGTH);
    }
    Response::from_parts(parts, Full::new(numbered.unwrap_or(body)))
}
