//! What a bank in memory saw.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;

use crate::client::HttpRequest;
use crate::json::decode::DecodeError;
use crate::message::model::Model;
use crate::meta::endpoint::{Endpoint, Method};

/// A request as it arrived. `Debug` shows no body, and no value of a header or a query.
#[derive(Clone)]
#[non_exhaustive]
pub struct SeenCall {
    /// The endpoint that was called; none if nobody said how to answer it.
    pub endpoint: Option<&'static Endpoint>,
    /// HTTP method.
    pub method: Method,
    /// Path, with what stands before it in the base address.
    pub path: String,
    /// Query string, as it was sent.
    pub query: Option<String>,
    /// Headers, the signature included.
    pub headers: HeaderMap,
    /// Body; empty where there was none.
    pub body: Bytes,
}

impl SeenCall {
    pub(super) fn of(request: HttpRequest) -> Self {
        let below = request.url.split_once("://").map_or(request.url.as_str(), |(_, rest)| rest);
        let below = below.find('/').and_then(|at| below.get(at..)).unwrap_or("/");
        let (path, query) = below.split_once('?').map_or((below, None), |(path, query)| (path, Some(query)));
        Self {
            endpoint: None,
            method: request.method,
            path: path.to_owned(),
            query: query.map(str::to_owned),
            headers: request.headers,
            body: request.body.unwrap_or_default(),
        }
    }

    /// A header's value; none if it was not sent, or is no text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// X-EXTERNAL-ID.
    #[must_use]
    pub fn external_id(&self) -> Option<&str> {
        self.header("X-EXTERNAL-ID")
    }

    /// The body as text; what is no UTF-8 is replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as a message. What travelled in path or query is not in it.
    ///
    /// # Errors
    /// When it is no JSON object.
    pub fn message<M: Model>(&self) -> Result<M, DecodeError> {
        M::from_json(&self.body)
    }

    /// Whether it is a call of an endpoint, whatever stands before the path in the base address.
    pub(super) fn is_of(&self, endpoint: &Endpoint) -> bool {
        let mut called = self.path.split('/').rev();
        let placeholder = |segment: &str| segment.starts_with('{') && segment.ends_with('}');
        let mut wanted = endpoint.path.split('/').rev().filter(|segment| !segment.is_empty());
        self.method == endpoint.method
            && wanted.all(|segment| {
                called.next().is_some_and(|called| called == segment || placeholder(segment) && !called.is_empty())
            })
    }

    /// Requests for tokens are the ones that carry X-CLIENT-KEY (ASPI, services 73 and 74).
    pub(super) fn is_for_token(&self) -> bool {
        self.headers.contains_key("X-CLIENT-KEY")
    }
}

impl fmt::Debug for SeenCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SeenCall")
            .field("service", &self.endpoint.map(|endpoint| endpoint.service))
            .field("method", &self.method)
            .field("path", &self.path)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
