//! The transport that clients have unless they bring their own.

use std::time::{Duration, Instant};

use bytes::BytesMut;

use crate::client::handed_over::HandedOver;
use crate::client::lenient::unpacked;
use crate::client::transport::{BodyEnd, HttpRequest, HttpResponse, Transport, TransportError, TransportFuture};
use crate::meta::endpoint::Method;

/// Shorter than what gateways commonly keep: a request on a connection that the other side has just closed is lost, and
/// nobody can say whether it was read.
const IDLE: Duration = Duration::from_secs(15);

/// Gateways that block what does not name itself are not rare.
const USER_AGENT: &str = concat!("snap-core/", env!("CARGO_PKG_VERSION"));

/// HTTP by `reqwest`, with TLS by `rustls` and the certificates of the platform.
///
/// It needs a Tokio runtime with I/O and time enabled; a current-thread runtime does.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// With a bound on connecting: DNS, TCP and TLS together. A proxy is taken from the environment (`HTTPS_PROXY` and the
    /// like).
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(connect_timeout: Duration) -> Result<Self, TransportError> {
        Self::from_builder(Self::usual(connect_timeout))
    }

    /// The same past any proxy.
    pub(super) fn direct(connect_timeout: Duration) -> Result<Self, TransportError> {
        Self::from_builder(Self::usual(connect_timeout).no_proxy())
    }

    fn usual(connect_timeout: Duration) -> reqwest::ClientBuilder {
        let client = reqwest::Client::builder().user_agent(USER_AGENT);
        client.connect_timeout(connect_timeout).pool_idle_timeout(IDLE)
    }

    /// With a client certificate, a proxy or own root certificates. Whatever the builder says about redirects and
    /// retries is set aside: both would send a request twice.
    ///
    /// # Errors
    /// When the builder does not build.
    pub fn from_builder(builder: reqwest::ClientBuilder) -> Result<Self, TransportError> {
        builder
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .build()
            .map(|client| Self { client })
            .map_err(|error| TransportError::not_sent(error.without_url()))
    }

    async fn exchange(&self, request: HttpRequest, deadline: Instant) -> Result<HttpResponse, TransportError> {
        let deadline = tokio::time::Instant::from_std(deadline);
        let bound = request.max_response_bytes;
        let mut builder = self.client.request(method(request.method), request.url).headers(request.headers);
        let taken = HandedOver::default();
        // Without a body nobody can tell when a request leaves.
        let waits = request.body.is_some();
        if let Some(body) = request.body {
            builder = builder.body(reqwest::Body::wrap(taken.watch(body)));
        }
        let sent = tokio::time::timeout_at(deadline, builder.send()).await;
        let not_left = waits && !taken.is_set();
        let mut response = match sent {
            Err(_) if not_left => return Err(TransportError::not_sent("no connection was made in time")),
            Err(_) => return Err(TransportError::timed_out()),
            Ok(Err(error)) => return Err(failed(error, not_left)),
            Ok(Ok(response)) => response,
        };
        let mut body = BytesMut::new();
        let end = loop {
            match tokio::time::timeout_at(deadline, response.chunk()).await {
                Err(_) => break BodyEnd::TimedOut,
                Ok(Err(_)) => break BodyEnd::Broken,
                Ok(Ok(None)) => break BodyEnd::Complete,
                Ok(Ok(Some(chunk))) => {
                    let room = bound.saturating_sub(body.len());
                    if chunk.len() > room {
                        body.extend_from_slice(chunk.get(..room).unwrap_or_default());
                        break BodyEnd::TooLong;
                    }
                    body.extend_from_slice(&chunk);
                }
            }
        };
        let status = response.status().as_u16();
        let headers = std::mem::take(response.headers_mut());
        let mut body = body.freeze();
        let mut end = end;
        if end == BodyEnd::Complete
            && let Some((plain, whole)) = unpacked(&headers, &body, bound)
        {
            body = plain;
            end = if whole { BodyEnd::Complete } else { BodyEnd::TooLong };
        }
        Ok(HttpResponse { status, headers, body, end })
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest, deadline: Instant) -> TransportFuture<'_> {
        Box::pin(self.exchange(request, deadline))
    }
}

// `is_connect` covers DNS, TCP, proxy and TLS; `is_builder` an address that cannot be parsed. Everything else may have
// happened after the first byte left, unless no connection took the body; and is told so. The address goes out of the
// error: its query is not for logs.
fn failed(error: reqwest::Error, not_left: bool) -> TransportError {
    let error = error.without_url();
    if error.is_connect() || error.is_builder() || not_left || refused_in_handshake(&error) {
        TransportError::not_sent(error)
    } else if error.is_timeout() {
        TransportError::timed_out()
    } else {
        TransportError::broken(error)
    }
}

/// A TLS 1.3 server says only after the client's first bytes that it does not take its certificate; it has read none of
/// them as a request then.
fn refused_in_handshake(error: &reqwest::Error) -> bool {
    std::iter::successors(std::error::Error::source(error), |error| error.source())
        .any(|error| error.to_string().contains("received fatal alert"))
}

const fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Delete => reqwest::Method::DELETE,
    }
}
