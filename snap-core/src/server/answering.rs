//! A call is carried on where its answer is waited for, and in a task of its own as soon as nobody waits.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::Full;
use tokio::runtime::Handle;
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::config::Config;
use super::outcome::Outcome;
use super::refusal::Refusal;
use crate::meta::endpoint::Endpoint;

pub(crate) type Response = http::Response<Full<Bytes>>;

/// What is left to do of a call that was answered.
pub(crate) type Rest = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The answer to a call, and what is left to do after it.
pub(crate) struct Told {
    pub(crate) response: Response,
    pub(crate) rest: Option<Rest>,
}

impl From<Response> for Told {
    fn from(response: Response) -> Self {
        Self { response, rest: None }
    }
}

enum State {
    /// Under way.
    Serving(Pin<Box<dyn Future<Output = Told> + Send>>),
    /// Answered before anything had to be waited for.
    Ready(Response),
    /// Its answer was given.
    Over,
}

/// What an unknown path is answered as.
pub(crate) static NOWHERE: Endpoint = Endpoint::new("");

/// The answer to come.
///
/// Who waits for it carries the call on. Whoever lets it go has hung up, and the call comes to its end without him: it has been
/// made, and whatever is asked on the way, a claim above all, is not left in the middle.
#[must_use = "a call is carried on by whoever waits for its answer"]
pub struct Answering {
    state: State,
    config: Arc<Config>,
    /// Where it goes on; none where there is no runtime, and nothing that could go on.
    runtime: Option<Handle>,
    /// A shutdown waits for it.
    token: TaskTrackerToken,
}

impl Answering {
    /// What is begun answers at once, or gives what has to be waited for.
    pub(crate) fn new<F>(
        config: &Arc<Config>,
        tasks: &TaskTracker,
        begin: impl FnOnce() -> Result<F, Box<Response>>,
    ) -> Self
    where
        F: Future<Output = Told> + Send + 'static,
    {
        let state = match catch_unwind(AssertUnwindSafe(begin)) {
            Ok(Ok(serving)) => State::Serving(Box::pin(serving)),
            Ok(Err(response)) => State::Ready(*response),
            Err(_) => State::Ready(broken_down(config)),
        };
        Self { state, config: Arc::clone(config), runtime: Handle::try_current().ok(), token: tasks.token() }
    }

    fn go_on(&self, future: impl Future<Output = ()> + Send + 'static) {
        match self.runtime.clone().or_else(|| Handle::try_current().ok()) {
            Some(runtime) => drop(self.token.task_tracker().spawn_on(future, &runtime)),
            None => tracing::error!("a call was let go where no runtime is: it is not carried on"),
        }
    }
}

/// No handler: those are caught. A register, a store, an audit.
fn broken_down(config: &Config) -> Response {
    tracing::error!("a call broke down before its handler");
    let outcome = Outcome::refused(&NOWHERE, &[], None, &Refusal::Failed);
    outcome.answer.into_http(&NOWHERE, (config.clock)())
}

impl Future for Answering {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let State::Serving(serving) = &mut self.state {
            let polled = catch_unwind(AssertUnwindSafe(|| serving.as_mut().poll(context)));
            let told = match polled {
                Ok(Poll::Pending) => return Poll::Pending,
                Ok(Poll::Ready(told)) => told,
                Err(_) => Told::from(broken_down(&self.config)),
            };
            self.state = State::Ready(told.response);
            if let Some(rest) = told.rest {
                self.go_on(rest);
            }
        }
        match std::mem::replace(&mut self.state, State::Over) {
            State::Ready(response) => Poll::Ready(Ok(response)),
            // Asked again after its answer, it is silent, as a future may be.
            State::Serving(_) | State::Over => Poll::Pending,
        }
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        if let State::Serving(serving) = std::mem::replace(&mut self.state, State::Over) {
            self.go_on(async move {
                if let Some(rest) = serving.await.rest {
                    rest.await;
                }
            });
        }
    }
}

impl fmt::Debug for Answering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answering").field("over", &matches!(self.state, State::Over)).finish_non_exhaustive()
    }
}
