//! The transport that clients have unless they bring their own.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, PoisonError, RwLock};
use std::task::Poll;
use std::time::{Duration, Instant};

use bytes::BytesMut;
use reqwest::Url;
use tokio::time::Sleep;

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
    bases: Arc<RwLock<Vec<Url>>>,
}

/// A client has one base address, and a few hosts beside it.
const MOST_BASES: usize = 8;

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
            .map(|client| Self { client, bases: Arc::default() })
            .map_err(|error| TransportError::not_sent(error.without_url()))
    }

    /// An address, by the URL of its host: that is taken apart once, and not in each call.
    fn url(&self, address: &str) -> Result<Url, TransportError> {
        let parsed = || Url::parse(address).map_err(TransportError::not_sent);
        let Some((origin, path, query)) = parts(address) else { return parsed() };
        let bases = self.bases.read().unwrap_or_else(PoisonError::into_inner);
        let known = bases.iter().find(|base| base.as_str().strip_suffix('/') == Some(origin)).cloned();
        drop(bases);
        let Some(mut url) = known else {
            let url = parsed()?;
            let mut base = url.clone();
            base.set_path("/");
            base.set_query(None);
            let mut bases = self.bases.write().unwrap_or_else(PoisonError::into_inner);
            // One that is written otherwise than it was given would not be found.
            if bases.len() < MOST_BASES && base.as_str().strip_suffix('/') == Some(origin) {
                bases.push(base);
            }
            return Ok(url);
        };
        url.set_path(path);
        url.set_query(query);
        Ok(url)
    }

    async fn exchange(&self, request: HttpRequest, deadline: Instant) -> Result<HttpResponse, TransportError> {
        // One for all of it: a timer that is set may wake whoever waits for the network.
        let mut late = pin!(tokio::time::sleep_until(deadline.into()));
        let bound = request.max_response_bytes;
        let url = self.url(&request.url)?;
        let mut outgoing = reqwest::Request::new(method(request.method), url);
        *outgoing.headers_mut() = request.headers;
        let taken = HandedOver::default();
        // Without a body nobody can tell when a request leaves.
        let waits = request.body.is_some();
        *outgoing.body_mut() = request.body.map(|body| reqwest::Body::wrap(taken.watch(body)));
        let sent = unless(late.as_mut(), self.client.execute(outgoing)).await;
        let not_left = waits && !taken.is_set();
        let mut response = match sent {
            None if not_left => return Err(TransportError::not_sent("no connection was made in time")),
            None => return Err(TransportError::timed_out()),
            Some(Err(error)) => return Err(failed(error, not_left)),
            Some(Ok(response)) => response,
        };
        let mut body = BytesMut::new();
        let end = loop {
            match unless(late.as_mut(), response.chunk()).await {
                None => break BodyEnd::TimedOut,
                Some(Err(_)) => break BodyEnd::Broken,
                Some(Ok(None)) => break BodyEnd::Complete,
                Some(Ok(Some(chunk))) => {
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
    fn keeps_time(&self) -> bool {
        true
    }

    fn send(&self, request: HttpRequest, deadline: Instant) -> TransportFuture<'_> {
        Box::pin(self.exchange(request, deadline))
    }
}

/// Scheme and host, the path, and the query of an address that has nothing else.
fn parts(address: &str) -> Option<(&str, &str, Option<&str>)> {
    let host = address.find("://")? + 3;
    let path = host + address.get(host..)?.find('/')?;
    let (origin, rest) = address.split_at_checked(path)?;
    let (path, query) = rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)));
    (!rest.contains('#') && !origin.contains(['?', '@'])).then_some((origin, path, query))
}

/// What comes of a future, unless it is late before.
async fn unless<F: Future>(mut late: Pin<&mut Sleep>, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => late.as_mut().poll(context).map(|()| None),
    })
    .await
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_by_its_host_is_the_address_itself() -> Result<(), Box<dyn std::error::Error>> {
        let transport = ReqwestTransport::direct(Duration::from_secs(1))?;
        for address in [
            "https://api.bank.co.id/v1.0/balance-inquiry",
            "https://api.bank.co.id/v1.0/x?q=A%2Fb&r=c%20d",
            "https://api.bank.co.id/v1.0/x?",
            "https://api.bank.co.id/v1.0/card/a%2Fb%3F/limit",
            "https://api.bank.co.id/a b/\u{e9}/%zz?a b='\u{e9}'",
            "https://api.bank.co.id//v1.0//x",
            "https://api.bank.co.id/a/./b/../c",
            "https://api.bank.co.id",
            "https://api.bank.co.id?q=/a",
            "https://api.bank.co.id/a#b/c?d",
            "https://API.bank.co.id:443/a",
            "https://api.bank.co.id:8443/a",
            "http://127.0.0.1:9999/a",
            "http://[::1]:9999/a?b",
            "http://user@localhost/a",
        ] {
            for _ in 0..2 {
                assert_eq!(transport.url(address)?, Url::parse(address)?, "{address}");
            }
        }
        assert!(transport.url("no address").is_err() && transport.url("https://").is_err());
        Ok(())
    }
}
