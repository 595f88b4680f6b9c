//! What a bank in memory does with a call.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::client::{BodyEnd, HttpResponse, TransportError};
use crate::message::answer::Answer;

/// An answer, or what comes in its place.
#[derive(Debug, Clone)]
#[must_use]
pub struct FakeAnswer {
    kind: Kind,
    delay: Duration,
}

#[derive(Debug, Clone)]
enum Kind {
    Answered(HttpResponse),
    NotSent,
    Dropped,
    Silent,
}

impl FakeAnswer {
    /// A message, under the HTTP status that its response code begins with; 200 where it has none.
    pub fn message(answer: &impl Answer) -> Self {
        let status = answer.code().map_or(200, |code| code.http());
        Self::raw(status, answer.to_json())
    }

    /// A response code and a message alone, as banks refuse.
    pub fn code(code: &str, message: &str) -> Self {
        let status = code.get(..3).and_then(|status| status.parse().ok()).unwrap_or(200);
        let (code, message) = (serde_json::Value::from(code), serde_json::Value::from(message));
        Self::raw(status, format!(r#"{{"responseCode":{code},"responseMessage":{message}}}"#))
    }

    /// Any HTTP status and body: a gateway's page, half of a JSON text, nothing.
    pub fn raw(status: u16, body: impl Into<Bytes>) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let response = HttpResponse { status, headers, body: body.into(), end: BodyEnd::Complete };
        Self { kind: Kind::Answered(response), delay: Duration::ZERO }
    }

    /// The connection was never made: nothing left.
    pub const fn not_sent() -> Self {
        Self { kind: Kind::NotSent, delay: Duration::ZERO }
    }

    /// The connection breaks after the request was sent: nobody knows what became of it.
    pub const fn dropped() -> Self {
        Self { kind: Kind::Dropped, delay: Duration::ZERO }
    }

    /// No answer until the caller's time runs out. With a paused clock of tokio no test waits for it.
    pub const fn silence() -> Self {
        Self { kind: Kind::Silent, delay: Duration::ZERO }
    }

    /// The same after a while; silence when the caller's time runs out before.
    pub const fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// With a header, such as `Retry-After`. What cannot stand in a header is left out, and what is no answer has none.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let (Kind::Answered(answer), Ok(name), Ok(value)) =
            (&mut self.kind, HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value))
        {
            answer.headers.insert(name, value);
        }
        self
    }

    /// With a body that breaks off where it ends.
    pub fn cut_off(mut self) -> Self {
        if let Kind::Answered(answer) = &mut self.kind {
            answer.end = BodyEnd::Broken;
        }
        self
    }

    pub(super) async fn give(self, deadline: Instant) -> Result<HttpResponse, TransportError> {
        let left = deadline.saturating_duration_since(Instant::now());
        if self.delay >= left || matches!(self.kind, Kind::Silent) {
            tokio::time::sleep(left).await;
            return Err(TransportError::timed_out());
        }
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
        match self.kind {
            Kind::Answered(answer) => Ok(answer),
            Kind::NotSent => Err(TransportError::not_sent("the bank in memory cannot be reached, as it was told")),
            Kind::Dropped => Err(TransportError::broken("the bank in memory hung up, as it was told")),
            Kind::Silent => Err(TransportError::timed_out()),
        }
    }
}
