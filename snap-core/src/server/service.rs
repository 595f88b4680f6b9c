//! The server: one call after the other through all checks to its handler.

use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;
use http_body_util::Full;
use tokio::sync::oneshot;
use tokio_util::task::TaskTracker;
use tracing::Instrument as _;

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

type Response = http::Response<Full<Bytes>>;

/// What an unknown path is answered as.
static NOWHERE: Endpoint = Endpoint::new("");

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

    /// Answers one call.
    pub async fn answer<B>(&self, request: http::Request<B>) -> Response
    where
        B: http_body::Body + Send + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
        B::Data: Send,
    {
        let waiter = self.begin(request);
        self.wait(waiter).await
    }

    /// Begins a call in a task of its own. It is not the connection's: a caller who hangs up once he has sent his call has made
    /// it, and whatever is asked on the way, a claim above all, comes to its end.
    fn begin<B>(&self, request: http::Request<B>) -> oneshot::Receiver<Response>
    where
        B: http_body::Body + Send + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
        B::Data: Send,
    {
        let (sender, waiter) = oneshot::channel();
        let server = self.clone();
        self.inner.tasks.spawn(async move { server.serve(request, sender).await }.in_current_span());
        waiter
    }

    async fn wait(&self, waiter: oneshot::Receiver<Response>) -> Response {
        waiter.await.unwrap_or_else(|_| {
            // No handler: those are caught. A register, a store, an audit.
            tracing::error!("a call broke down before its handler");
            let outcome = Outcome::refused(&NOWHERE, &[], None, &Refusal::Failed);
            outcome.answer.into_http(&NOWHERE, (self.inner.config.clock)())
        })
    }

    async fn serve<B>(self, request: http::Request<B>, sender: oneshot::Sender<Response>)
    where
        B: http_body::Body + Send,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
        B::Data: Send,
    {
        let inner = &*self.inner;
        let started = Instant::now();
        let now = (inner.config.clock)();
        let (parts, body) = request.into_parts();
        let (uri, path) = inner.config.uri(&parts);
        let address = inner.config.address(&parts);
        let endpoints = inner.routes.endpoints();
        let (services, endpoint, parameters, lost) = match inner.routes.find(&path, &parts.method) {
            Routed::To(services, parameters) => {
                let endpoint = services.first().map_or(&NOWHERE, |&first| endpoints[first]);
                (services, endpoint, parameters, None)
            }
            Routed::OtherMethod(index) => (Vec::new(), endpoints[index], Vec::new(), Some(Refusal::NotSupported)),
            Routed::Nowhere => (Vec::new(), &NOWHERE, Vec::new(), Some(Refusal::UnknownPath)),
        };
        // On the heap: it would be copied from each step to the next.
        let mut call = Box::new(Call::new(endpoint, uri, parts.headers, now));
        (call.path_parameters, call.address) = (parameters, address);
        let span = super::trace::span(&call);
        let teller = Teller { sender, span: span.clone(), started, config: Arc::clone(&inner.config) };
        let through = async {
            match lost {
                Some(refusal) => teller.tell(&call, Outcome::refused(endpoint, &[], None, &refusal)),
                None => self.through(&services, call, body, teller).await,
            }
        };
        through.instrument(span).await;
    }

    /// Body, checks, handler.
    async fn through<B>(&self, services: &[usize], mut call: Box<Call>, body: B, teller: Teller)
    where
        B: http_body::Body + Send,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
        B::Data: Send,
    {
        let config = &self.inner.config;
        let checked = match body::read(body, config.max_body, config.body_time).await {
            Ok(bytes) => {
                call.body = bytes;
                self.check(&mut call).await
            }
            Err(refusal) => Err(refusal),
        };
        if let Err(refusal) = checked {
            let outcome = Outcome::of(&call, &call.body, &refusal);
            teller.tell(&call, outcome);
        } else if call.endpoint.gives_tokens() {
            let outcome = self.token(&call).await;
            teller.tell(&call, outcome);
        } else {
            self.handle(services, &Arc::from(call), teller).await;
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

    /// Rules, claim, handler.
    async fn handle(&self, services: &[usize], call: &Arc<Call>, teller: Teller) {
        let config = &self.inner.config;
        let request = dispatch::request(call).into_owned();
        if let Err(refusal) = conditional(call, &request) {
            return teller.tell(call, Outcome::of(call, &request, &refusal));
        }
        let (work, call) = match self.prepare(services, call, &request) {
            Ok(prepared) => prepared,
            Err(unfit) => {
                let violations = unfit.violations().to_vec();
                return teller.tell(call, Outcome { violations, ..Outcome::of(call, &request, &unfit.refusal()) });
            }
        };
        match once::claim(&call, &request, &config.keeping) {
            Ok(claim) => Carried { work, call, request, config: Arc::clone(config), teller }.once(claim).await,
            Err(error) => {
                tracing::error!(%error, "nothing can be accepted");
                teller.tell(&call, Outcome::of(&call, &request, &Refusal::StoreDown));
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

/// The answer to come.
pub type Answering = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

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
        let (server, waiter) = (self.clone(), self.begin(request));
        Box::pin(async move { Ok(server.wait(waiter).await) })
    }
}
