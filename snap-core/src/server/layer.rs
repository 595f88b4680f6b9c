//! Checks as layers of a tower stack of one's own.
//!
//! [`Receive`] makes a [`Call`] of an HTTP request; every [`Check`] is a layer over services of calls; the last service answers.
//!
//! ```
//! # static NOTIFY: snap_core::Endpoint = snap_core::Endpoint::new("bank").service("notify").code("56").post("/v1.0/notify");
//! use snap_core::server::checks::{HeaderCheck, JsonCheck, WindowCheck};
//! use snap_core::server::layer::{CheckLayer, Receive};
//! use tower_layer::Layer as _;
//!
//! # #[derive(Clone)] struct Handler;
//! let service = Receive::of(&NOTIFY).layer(
//!     CheckLayer::new(HeaderCheck).layer(CheckLayer::new(WindowCheck::default()).layer(CheckLayer::new(JsonCheck).layer(Handler))),
//! );
//! # let _ = service;
//! ```

use std::convert::Infallible;
use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http_body_util::Full;
use tower_layer::Layer;
use tower_service::Service;

use super::answer::Answered;
use super::body;
use super::call::Call;
use super::checks::Check;
use super::refusal::Refusal;
use crate::meta::endpoint::Endpoint;

type Response = http::Response<Full<Bytes>>;

/// Reads the body of a request to one service, and hands the call on.
#[derive(Debug, Clone, Copy)]
pub struct Receive {
    endpoint: &'static Endpoint,
    max_body: usize,
    body_time: Duration,
}

impl Receive {
    /// Requests to a service; bodies of up to 256 KiB that come within 10 seconds.
    #[must_use]
    pub const fn of(endpoint: &'static Endpoint) -> Self {
        Self { endpoint, max_body: 256 * 1024, body_time: Duration::from_secs(10) }
    }

    /// The longest body in bytes, and how long it may take to come.
    #[must_use]
    pub const fn bounds(mut self, max_body: usize, body_time: Duration) -> Self {
        self.max_body = max_body;
        self.body_time = body_time;
        self
    }
}

impl<S> Layer<S> for Receive {
    type Service = Receiving<S>;

    fn layer(&self, service: S) -> Receiving<S> {
        Receiving { receive: *self, service }
    }
}

/// What [`Receive`] makes of a service of calls.
#[derive(Debug, Clone)]
pub struct Receiving<S> {
    receive: Receive,
    service: S,
}

impl<S, B> Service<http::Request<B>> for Receiving<S>
where
    S: Service<Call, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: http_body::Body + Send + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
    B::Data: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let ready = self.service.clone();
        let mut service = std::mem::replace(&mut self.service, ready);
        let Receive { endpoint, max_body, body_time } = self.receive;
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let mut call = Call::new(endpoint, parts.uri, parts.headers, SystemTime::now());
            if parts.method.as_str() != endpoint.method.as_str() {
                return Ok(refused(&call, &Refusal::NotSupported));
            }
            match body::read(body, max_body, body_time).await {
                Ok(body) => call.body = body,
                Err(refusal) => return Ok(refused(&call, &refusal)),
            }
            service.call(call).await
        })
    }
}

/// A check in front of a service of calls.
#[derive(Debug, Clone)]
pub struct CheckLayer<C>(Arc<C>);

impl<C: Check> CheckLayer<C> {
    /// With a check.
    #[must_use]
    pub fn new(check: C) -> Self {
        Self(Arc::new(check))
    }
}

impl<C, S> Layer<S> for CheckLayer<C> {
    type Service = Checked<C, S>;

    fn layer(&self, service: S) -> Checked<C, S> {
        Checked { check: Arc::clone(&self.0), service }
    }
}

/// What [`CheckLayer`] makes of a service of calls.
#[derive(Debug)]
pub struct Checked<C, S> {
    check: Arc<C>,
    service: S,
}

impl<C, S: Clone> Clone for Checked<C, S> {
    fn clone(&self) -> Self {
        Self { check: Arc::clone(&self.check), service: self.service.clone() }
    }
}

impl<C, S> Service<Call> for Checked<C, S>
where
    C: Check,
    S: Service<Call, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, mut call: Call) -> Self::Future {
        let ready = self.service.clone();
        let mut service = std::mem::replace(&mut self.service, ready);
        let check = Arc::clone(&self.check);
        Box::pin(async move {
            let checked = check.check(&mut call).await;
            match checked {
                Ok(()) => service.call(call).await,
                Err(refusal) => Ok(refused(&call, &refusal)),
            }
        })
    }
}

/// The answer to a call of a service that was refused before there was a [`Call`], as HTTP.
#[must_use]
pub fn refusal(endpoint: &'static Endpoint, refusal: &Refusal) -> Response {
    Answered::refused(endpoint, refusal, b"{}", None).into_http(endpoint, SystemTime::now())
}

/// The answer to a refused call, as HTTP: for the last service of a stack.
#[must_use]
pub fn refused(call: &Call, refusal: &Refusal) -> Response {
    let answer = Answered::refused(call.endpoint, refusal, &call.body, call.external_id.as_deref());
    answer.into_http_of(call, call.received_at)
}
