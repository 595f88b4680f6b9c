//! Who watches calls.

use std::sync::Arc;
use std::time::Duration;

use crate::client::dry_run::MASKED;
use crate::client::reply::RawReply;
use crate::client::request::Prepared;
use crate::client::transport::HttpRequest;
use crate::error::{CallInfo, SnapError};
use crate::meta::endpoint::Endpoint;

/// Watches requests go and answers come, for metrics, journals and audits. Spans of `tracing` are written besides.
///
/// It is called within the call, once for each request that really goes out, token requests and repeats among them, and
/// must not block. What it is shown is masked: no token, no signature, and no body unless it asks for
/// [bodies](Self::bodies).
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use snap_core::client::{Departure, Landing, Observer};
///
/// #[derive(Default)]
/// struct Open(AtomicU64);
///
/// impl Observer for Open {
///     fn answered(&self, sent: &Departure<'_>, landing: &Landing<'_>) {
///         if landing.result().is_err_and(|error| error.is_ambiguous()) {
///             self.0.fetch_add(1, Ordering::Relaxed);
///             eprintln!("{} is open after {:?}", sent.endpoint().service, landing.elapsed());
///         }
///     }
/// }
/// ```
pub trait Observer: Send + Sync {
    /// Whether bodies are shown, as they go over the wire. They hold personal data.
    fn bodies(&self) -> bool {
        false
    }

    /// A request is signed and about to go.
    fn sending(&self, sent: &Departure<'_>) {
        let _ = sent;
    }

    /// Its answer was judged, or none came. It is not called for a call whose future was dropped.
    fn answered(&self, sent: &Departure<'_>, landing: &Landing<'_>) {
        let _ = (sent, landing);
    }
}

impl<O: Observer + ?Sized> Observer for Arc<O> {
    fn bodies(&self) -> bool {
        (**self).bodies()
    }

    fn sending(&self, sent: &Departure<'_>) {
        (**self).sending(sent);
    }

    fn answered(&self, sent: &Departure<'_>, landing: &Landing<'_>) {
        (**self).answered(sent, landing);
    }
}

/// A request that goes out.
pub struct Departure<'a> {
    call: CallInfo,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<&'a [u8]>,
    bodies: bool,
}

impl<'a> Departure<'a> {
    pub(super) fn new(prepared: &'a Prepared, call: &CallInfo, request: &HttpRequest, bodies: bool) -> Self {
        let headers = request.headers.iter().map(|(name, value)| {
            let text = if value.is_sensitive() { MASKED } else { value.to_str().unwrap_or(MASKED) };
            (name.as_str().to_owned(), text.to_owned())
        });
        let body = prepared.routed.body.as_deref().filter(|_| bodies);
        let url = request.url.split('?').next().unwrap_or_default().to_owned();
        Self { call: call.clone(), url, headers: headers.collect(), body, bodies }
    }

    /// The service that is called.
    #[must_use]
    pub const fn endpoint(&self) -> &'static Endpoint {
        self.call.endpoint()
    }

    /// External ID, references and time of the call.
    #[must_use]
    pub const fn call(&self) -> &CallInfo {
        &self.call
    }

    /// Address without its query, which may name people.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Headers as they are sent, in small letters; `[redacted]` in place of tokens, signatures, and what names or places a
    /// customer.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// The body, for an observer that wants [bodies](Observer::bodies); that of a token request is never shown.
    #[must_use]
    pub const fn body(&self) -> Option<&'a [u8]> {
        self.body
    }

    pub(super) const fn shows_bodies(&self) -> bool {
        self.bodies
    }
}

/// What came of a request.
pub struct Landing<'a> {
    result: Result<&'a RawReply, &'a SnapError>,
    elapsed: Duration,
    bodies: bool,
}

impl<'a> Landing<'a> {
    pub(super) const fn new(result: Result<&'a RawReply, &'a SnapError>, elapsed: Duration, bodies: bool) -> Self {
        Self { result, elapsed, bodies }
    }

    /// How it was judged. Errors name codes, references and the provider's message, never a body; a reply shows its code.
    ///
    /// # Errors
    /// What the caller gets, unless the client makes the call again.
    pub fn result(&self) -> Result<Answered, &'a SnapError> {
        self.result.map(|reply| Answered { http_status: reply.http_status(), code: reply.code() })
    }

    /// From sending to the judgement.
    #[must_use]
    pub const fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The body that came, for an observer that wants [bodies](Observer::bodies); one with a token is never shown.
    #[must_use]
    pub fn body(&self) -> Option<&'a [u8]> {
        let raw = match self.result {
            Ok(reply) => Some(reply.raw().as_ref()),
            Err(error) => error.raw(),
        };
        raw.filter(|_| self.bodies)
    }
}

/// An answer that is a success, or the beginning of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answered {
    /// HTTP status.
    pub http_status: u16,
    /// Response code, where there is one.
    pub code: Option<crate::meta::response_code::ResponseCode>,
}
