//! The server: one call after the other through all checks to its handler.

use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use http::request::Parts;
use tokio_util::task::TaskTracker;
use tracing::Instrument as _;

use super::answering::{Answering, NOWHERE, Response, Told};
use super::body;
use super::call::Call;
use super::checks::conditional;
use super::config::Config;
use super::dispatch::{self, Dispatch, Unfit, Work};
use super::once;
use super::outcome::Outcome;
use super::refusal::Refusal;
use super::routes::{Routed, Routes};
use super::run::{Carried, Teller};
use super::tokens::TokenService;
use crate::meta::endpoint::Endpoint;

/// A server of the services of a trait: a `tower` service over `http` types, to be mounted wherever such a service is.
///
/// Cheap to clone: clones share everything.
pub struct Server<D> {
    inner: Arc<Inner<D>>,
}

struct Inner<D> {
    dispatch: Arc<D>,
    routes: Routes,
    config: Arc<Config>,
    tasks: TaskTracker,
}

impl<D: Dispatch> Server<D> {
    pub(crate) fn new(dispatch: Arc<D>, routes: Routes, config: Config) -> Self {
        Self { inner: Arc::new(Inner { dispatch, routes, config: Arc::new(config), tasks: TaskTracker::new() }) }
    }

    /// The services that it knows, those that give tokens among them.
    #[must_use]
    pub fn endpoints(&self) -> &[&'static Endpoint] {
        self.inner.routes.endpoints()
    }

    /// What gives tokens: for pages that ask a customer, and to take tokens back.
    #[must_use]
    pub fn tokens(&self) -> &TokenService {
        &self.inner.config.token_service
    }

    /// Waits until every call that came has ended, and its answer is kept. Stop listening first.
    pub async fn shutdown(&self) {
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
    }

    /// Answers one call. Who lets go of it has hung up: the call comes to its end without him.
    pub async fn answer<B>(&self, request: http::Request<B>) -> Response
    where
        B: http_body::Body + Send + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
        B::Data: Send,
    {
        let Ok(response) = self.begin(request).await;
        response
    }

    fn begin<B>(&self, request: http::Request<B>) -> Answering
    where
        B: http_body::Body + Send + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
        B::Data: Send,
    {
        let inner = &*self.inner;
        Answering::new(&inner.config, &inner.tasks, || {
            let (parts, body) = request.into_parts();
            let arrived = inner.arrived(parts)?;
            let span = arrived.teller.span.clone();
            Ok(self.clone().serve(arrived, body).instrument(span))
        })
    }

    /// Body, checks, handler.
    fn serve<B>(self, arrived: Arrived, body: B) -> impl Future<Output = Told> + Send + 'static
    where
        B: http_body::Body + Send + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
        B::Data: Send,
    {
        let Arrived { mut call, group, teller } = arrived;
        // No function of futures in functions of futures, each with what it was given: it is made anew for every call.
        async move {
            let config = &*self.inner.config;
            // Nobody else has it yet: nothing is copied.
            let checking = Arc::make_mut(&mut call);
            let checked = match body::read(body, config.max_body, config.body_time).await {
                Ok(bytes) => {
                    checking.body = bytes;
                    self.check(checking).await
                }
                Err(refusal) => Err(refusal),
            };
            if let Err(refusal) = checked {
                return teller.tell(&call, Outcome::of(&call, &call.body, &refusal)).into();
            }
            if call.endpoint.gives_tokens() {
                let outcome = Box::pin(self.token(&call)).await;
                return teller.tell(&call, outcome).into();
            }
            let mut carried = match self.claimed(group, call, teller) {
                Ok(carried) => carried,
                Err(response) => return Told::from(*response),
            };
            let (response, left) = carried.once().await;
            Told { response, rest: left.map(|left| carried.rest(left)) }
        }
    }

    async fn check(&self, call: &mut Call) -> Result<(), Refusal> {
        let config = &self.inner.config;
        config.content.run(call)?;
        config.headers.run(call)?;
        config.window.run(call)?;
        config.callers.run(call).await?;
        config.tokens.run(call).await?;
        config.callers.by_token(call).await?;
        config.signature.run(call)?;
        config.json.run(call)
    }

    async fn token(&self, call: &Call) -> Outcome {
        match self.inner.config.token_service.answer(call).await {
            Ok(answer) => Outcome::new(answer),
            Err(refuse) => {
                if let Some(cause) = refuse.cause() {
                    tracing::error!(error = %cause, "no token could be given");
                }
                let answer = refuse.answer(call.endpoint, &call.body, None);
                Outcome { refusal: Some(refuse.name().to_owned()), ..Outcome::new(answer) }
            }
        }
    }

    /// The rules of the message, and what is going to be claimed.
    fn claimed(&self, group: usize, call: Arc<Call>, teller: Teller) -> Result<Carried, Box<Response>> {
        let request = dispatch::request(&call);
        if let Err(refusal) = conditional(&call, &request) {
            return Err(Box::new(teller.tell(&call, Outcome::of(&call, &request, &refusal))));
        }
        let (work, call) = match self.prepare(self.inner.routes.group(group), &call, &request) {
            Ok(prepared) => prepared,
            Err(unfit) => {
                let violations = unfit.violations().to_vec();
                let outcome = Outcome { violations, ..Outcome::of(&call, &request, &unfit.refusal()) };
                return Err(Box::new(teller.tell(&call, outcome)));
            }
        };
        match once::claim(&call, &request, &self.inner.config.keeping) {
            Ok(claim) => Ok(Carried::new(work, call, request, claim, teller)),
            Err(error) => {
                tracing::error!(%error, "nothing can be accepted");
                Err(Box::new(teller.tell(&call, Outcome::of(&call, &request, &Refusal::StoreDown))))
            }
        }
    }

    /// The work of the first service whose request this is: two services may share a path, and differ in what they are sent.
    fn prepare(&self, services: &[usize], call: &Arc<Call>, request: &[u8]) -> Result<(Work, Arc<Call>), Unfit> {
        let mut first = None;
        for &index in services {
            let endpoint = self.inner.routes.endpoints()[index];
            let call = if std::ptr::eq(endpoint, call.endpoint) {
                Arc::clone(call)
            } else {
                Arc::new(Call { endpoint, ..Call::clone(call) })
            };
            match Arc::clone(&self.inner.dispatch).prepare(index, Arc::clone(&call), request) {
                Ok(work) => return Ok((work, call)),
                Err(unfit) => first = first.or(Some(unfit)),
            }
        }
        Err(first.unwrap_or(Unfit::NotJson))
    }
}

/// A call that came, before anything was waited for.
struct Arrived {
    call: Arc<Call>,
    /// The services that it may be for.
    group: usize,
    teller: Teller,
}

impl<D> Inner<D> {
    fn arrived(&self, parts: Parts) -> Result<Arrived, Box<Response>> {
        let started = self.config.is_timed().then(Instant::now);
        let now = (self.config.clock)();
        let (uri, path) = self.config.uri(&parts);
        let address = self.config.address(&parts);
        let endpoints = self.routes.endpoints();
        let (endpoint, found) = match self.routes.find(path, &parts.method) {
            Routed::To(group, parameters) => {
                let first = self.routes.group(group).first();
                (first.map_or(&NOWHERE, |&first| endpoints[first]), Ok((group, parameters)))
            }
            Routed::OtherMethod(index) => (endpoints[index], Err(Refusal::NotSupported)),
            Routed::Nowhere => (&NOWHERE, Err(Refusal::UnknownPath)),
        };
        // On the heap: it would be copied from each step to the next.
        let mut call = Arc::new(Call { address, ..Call::new(endpoint, uri, parts.headers, now) });
        let teller = Teller { span: super::trace::span(&call), started, config: Arc::clone(&self.config) };
        match found {
            Ok((group, parameters)) => {
                if !parameters.is_empty() {
                    Arc::make_mut(&mut call).path_parameters = parameters;
                }
                Ok(Arrived { call, group, teller })
            }
            Err(refusal) => Err(Box::new(teller.tell(&call, Outcome::refused(endpoint, &[], None, &refusal)))),
        }
    }
}

impl<D> Clone for Server<D> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<D> fmt::Debug for Server<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("running", &self.inner.tasks.len()).finish_non_exhaustive()
    }
}

impl<D, B> tower_service::Service<http::Request<B>> for Server<D>
where
    D: Dispatch,
    B: http_body::Body + Send + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
    B::Data: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Answering {
        self.begin(request)
    }
}
