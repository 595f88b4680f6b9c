//! What carries requests: a small trait, so that tests and unusual networks can bring their own.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Instant;

use bytes::Bytes;
use http::HeaderMap;

use crate::error::Received;
use crate::meta::endpoint::Method;

/// A signed request.
#[non_exhaustive]
pub struct HttpRequest {
    /// HTTP method.
    pub method: Method,
    /// Absolute address; path and query are what was signed, and must be sent as they are.
    pub url: String,
    /// Headers; those that hold secrets are marked as sensitive.
    pub headers: HeaderMap,
    /// Body; none is not the same as an empty one.
    pub body: Option<Bytes>,
    /// How much of the answer's body is read at most.
    pub max_response_bytes: usize,
}

impl HttpRequest {
    /// A request that somebody else has put together: who tries what a server does with wrong ones needs them as they are.
    #[must_use]
    pub const fn new(method: Method, url: String, headers: HeaderMap) -> Self {
        Self { method, url, headers, body: None, max_response_bytes: 1024 * 1024 }
    }

    /// With a body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Some(body.into());
        self
    }
}

/// An answer.
#[derive(Clone)]
pub struct HttpResponse {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// What was read of the body.
    pub body: Bytes,
    /// How the body ended.
    pub end: BodyEnd,
}

/// How the body of an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyEnd {
    /// All of it was read.
    Complete,
    /// It is longer than the bound.
    TooLong,
    /// The connection broke.
    Broken,
    /// Time ran out.
    TimedOut,
}

/// A future of a [`Transport`].
pub type TransportFuture<'a> = Pin<Box<dyn Future<Output = Result<HttpResponse, TransportError>> + Send + 'a>>;

/// Sends one request, once.
///
/// An implementation must not repeat a request, must not follow redirects, and must say truthfully whether anything may
/// have left: money can move twice otherwise.
pub trait Transport: Send + Sync {
    /// Sends and waits for the answer, at most until the deadline. When only the body is late, it answers with what came
    /// and [`BodyEnd::TimedOut`].
    fn send(&self, request: HttpRequest, deadline: Instant) -> TransportFuture<'_>;

    /// Whether it is sure to end by the deadline by itself. One that is not is cut off a second later; nobody knows then
    /// whether the request left.
    fn keeps_time(&self) -> bool {
        false
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub struct TransportError {
    stage: Stage,
    source: Option<Box<dyn Error + Send + Sync>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    NotSent,
    Broken,
    TimedOut,
}

impl TransportError {
    /// Nothing left: no address, no connection, no TLS.
    pub fn not_sent(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { stage: Stage::NotSent, source: Some(source.into()) }
    }

    /// The request left, or may have, and the connection broke.
    pub fn broken(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { stage: Stage::Broken, source: Some(source.into()) }
    }

    /// The request left, or may have, and time ran out.
    #[must_use]
    pub const fn timed_out() -> Self {
        Self { stage: Stage::TimedOut, source: None }
    }

    /// Whether the request may have left.
    #[must_use]
    pub fn may_have_left(&self) -> bool {
        self.stage != Stage::NotSent
    }

    /// Whether time ran out after the request left.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.stage == Stage::TimedOut
    }

    pub(crate) fn into_source(self) -> Option<Box<dyn Error + Send + Sync>> {
        self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.stage {
            Stage::NotSent => "not sent",
            Stage::Broken => "the connection broke after sending",
            Stage::TimedOut => "no answer in time",
        })
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

// Addresses hold query strings, headers hold tokens, bodies hold account numbers: Debug shows none of their values.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &self.url.split('?').next().unwrap_or_default())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body.as_ref().map(Bytes::len))
            .finish_non_exhaustive()
    }
}

impl From<HttpResponse> for Received {
    fn from(answer: HttpResponse) -> Self {
        Self { status: answer.status, headers: answer.headers, body: answer.body.into() }
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body.len())
            .field("end", &self.end)
            .finish()
    }
}
