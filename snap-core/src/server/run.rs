//! A call that was checked: claimed, handled, kept, and told.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use tracing::Instrument as _;

use super::answer::{self, Answered};
use super::answering::{Response, Rest};
use super::body::within;
use super::call::Call;
use super::claim::Claim;
use super::config::Config;
use super::dispatch::{Reply, Work};
use super::once::{self, Decision};
use super::outcome::Outcome;
use super::refusal::Refusal;
use super::refuse::Refuse;
use super::store::{Ending, Ledger, Store, StoreError};
use crate::json::raw;
use crate::meta::code_table;
use crate::meta::endpoint::Endpoint;
use crate::meta::response_code::ResponseCode;

/// Makes an answer of what came of a call, and tells those who are told of every call.
pub(crate) struct Teller {
    pub(crate) span: tracing::Span,
    /// When the call came, where somebody wants to know how long it took.
    pub(crate) started: Option<Instant>,
    pub(crate) config: Arc<Config>,
}

impl Teller {
    pub(crate) fn tell(&self, call: &Call, outcome: Outcome) -> Response {
        outcome.report(&self.span, call, self.config.audit.as_deref(), self.started);
        outcome.answer.into_http_of(call, (self.config.clock)())
    }
}

/// What a handler made of a call.
pub(crate) struct Done {
    answer: Answered,
    /// One word, if it refused.
    refusal: Option<String>,
    again: bool,
}

/// A call that was checked, with what its handler is going to do.
pub(crate) struct Carried {
    work: Caught,
    call: Arc<Call>,
    /// Body and what travels beside it.
    request: Bytes,
    /// Until it is taken.
    claim: Option<Claim>,
    teller: Teller,
}

/// What is left of a call that was answered.
pub(crate) enum Left {
    /// Its handler, for which nobody waits any more.
    Handler,
    /// What came of it, which could not be kept.
    Keeping(Done),
}

impl Carried {
    pub(crate) fn new(work: Work, call: Arc<Call>, request: Bytes, claim: Option<Claim>, teller: Teller) -> Self {
        Self { work: Caught(work), call, request, claim, teller }
    }

    /// Takes the claim, runs the handler and keeps its answer; or finds what became of the same call before.
    pub(crate) async fn once(&mut self) -> (Response, Option<Left>) {
        let Some(claim) = &self.claim else { return self.carry_out().await };
        let config = &*self.teller.config;
        let claimed = match config.store.claim(claim).await {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::error!(%error, "nothing can be accepted");
                config.giving_back.begin(&config.store, claim.clone());
                return (self.refuse(&Refusal::StoreDown), None);
            }
        };
        let answer = match once::decide(self.call.endpoint, claim, claimed, &config.clock) {
            Decision::CarryOut => {
                // Nobody else has set it: the call is this one's alone.
                if let Some(claim) = self.claim.take() {
                    self.call.claim.get_or_init(|| claim);
                }
                return self.carry_out().await;
            }
            Decision::Repeat(answer) => answer,
            Decision::Refuse(refusal) => return (self.refuse(&refusal), None),
            Decision::AskLedger => match Box::pin(committed(config.ledger.as_deref(), claim)).await {
                Ok(Some(answer)) => answer,
                Ok(None) => return (self.refuse(&Refusal::OutcomeUnknown), None),
                Err(error) => {
                    tracing::error!(%error, "nobody can be asked what became of it");
                    return (self.refuse(&Refusal::StoreDown), None);
                }
            },
        };
        (self.teller.tell(&self.call, Outcome { repeated: true, ..Outcome::new(answer) }), None)
    }

    /// Runs the handler to its end. A caller who has waited long enough is told so before.
    async fn carry_out(&mut self) -> (Response, Option<Left>) {
        let Some(result) = within(self.teller.config.handler_time, Pin::new(&mut self.work)).await else {
            return (self.refuse(&Refusal::TooSlow), Some(Left::Handler));
        };
        let done = judge(&self.call, &self.request, result);
        let kept = keep(&*self.teller.config.store, &self.call, &done).await;
        // What was done is done, whether it could be written down or not: the caller gets to know it.
        let outcome = Outcome { refusal: done.refusal.clone(), ..Outcome::new(done.answer.clone()) };
        (self.teller.tell(&self.call, outcome), (!kept).then_some(Left::Keeping(done)))
    }

    fn refuse(&self, refusal: &Refusal) -> Response {
        self.teller.tell(&self.call, Outcome::of(&self.call, &self.request, refusal))
    }

    /// Does what is left.
    pub(crate) fn rest(self, left: Left) -> Rest {
        let rest = async move {
            let store = &*self.teller.config.store;
            let done = match left {
                Left::Handler => {
                    let done = judge(&self.call, &self.request, self.work.await);
                    if keep(store, &self.call, &done).await {
                        return;
                    }
                    done
                }
                Left::Keeping(done) => done,
            };
            keep_later(store, &self.call, &done).await;
        };
        Box::pin(rest.in_current_span())
    }
}

/// What became of a call whose server went away, where somebody wrote it down.
async fn committed(ledger: Option<&dyn Ledger>, claim: &Claim) -> Result<Option<Answered>, StoreError> {
    tracing::error!(key = claim.key(), "whoever carried the call out went away");
    match ledger {
        Some(ledger) => ledger.committed(claim).await,
        None => Ok(None),
    }
}

fn judge(call: &Call, request: &[u8], result: Option<Result<Reply, Refuse>>) -> Done {
    let Some(result) = result else {
        tracing::error!("the handler panicked: what became of the call is not known");
        let answer = Answered::refused(call.endpoint, &Refusal::Failed, request, call.external_id.as_deref());
        return Done { answer, refusal: Some(Refusal::Failed.name().to_owned()), again: false };
    };
    match result {
        Ok(Reply { body, broken }) => {
            for violation in &broken {
                tracing::warn!(service = call.endpoint.service, %violation, "the answer breaks the table of the service");
            }
            Done { answer: coded(call.endpoint, body), refusal: None, again: false }
        }
        Err(refuse) => {
            if let Some(cause) = refuse.cause() {
                tracing::error!(service = call.endpoint.service, refusal = refuse.name(), error = %cause, "the handler failed");
            }
            let answer = refuse.answer(call.endpoint, request, call.external_id.as_deref());
            Done { answer, refusal: Some(refuse.name().to_owned()), again: refuse.may_come_again() }
        }
    }
}

/// The answer with the status of its code; with the code of success where it has none.
fn coded(endpoint: &Endpoint, body: Vec<u8>) -> Answered {
    if let Some(code) = code_of(&body) {
        return Answered::new(code.http(), body);
    }
    Answered::with_code(&body, 200, &answer::code(endpoint, 200, "00"), "Successful")
}

pub(crate) fn code_of(body: &[u8]) -> Option<ResponseCode> {
    // As we write it ourselves: no need to read all of it, three times for each answer.
    let plain = body.strip_prefix(b"{\"responseCode\":\"").and_then(|rest| rest.split_at_checked(7));
    if let Some((code, [b'"', ..])) = plain
        && let Some(code) = std::str::from_utf8(code).ok().and_then(|code| ResponseCode::parse(code).ok())
    {
        return Some(code);
    }
    let members = raw::members_of_text(body).ok()?;
    let code = members.0.iter().find(|member| member.name == "responseCode")?;
    ResponseCode::parse(&raw::text(code.raw)?).ok()
}

fn outcome(endpoint: &Endpoint, answer: &Answered) -> code_table::Outcome {
    code_of(answer.body()).map_or(code_table::Outcome::Unknown, |code| endpoint.codes.outcome(&code, endpoint.service))
}

impl Done {
    fn ending(&self, endpoint: &Endpoint) -> Ending<'_> {
        match (self.again, outcome(endpoint, &self.answer)) {
            (true, _) => Ending::Released,
            (false, code_table::Outcome::Failure) => Ending::Refused(&self.answer),
            (false, _) => Ending::Answered(&self.answer),
        }
    }
}

/// Keeps what came of a call under its claim, if it has one. False: try again.
async fn keep(store: &dyn Store, call: &Call, done: &Done) -> bool {
    let Some(claim) = call.claim() else { return true };
    match store.complete(claim, done.ending(call.endpoint)).await {
        Ok(true) => true,
        Ok(false) => {
            tracing::error!(key = claim.key(), "the claim was gone before its answer could be kept");
            true
        }
        Err(error) => {
            tracing::error!(key = claim.key(), %error, "the answer could not be kept");
            false
        }
    }
}

/// Tries for some minutes: until it is kept, a repeat finds a claim without an answer, and is refused.
async fn keep_later(store: &dyn Store, call: &Call, done: &Done) {
    let mut pause = Duration::from_millis(100);
    for _ in 0..10 {
        tokio::time::sleep(pause).await;
        if keep(store, call, done).await {
            return;
        }
        pause *= 2;
    }
    let key = call.claim().map(Claim::key);
    tracing::error!(key, "the answer was given and is not kept: a repeat will not be told it");
}

/// None if it panicked. What panicked is not polled again.
struct Caught(Work);

impl Future for Caught {
    type Output = Option<Result<Reply, Refuse>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match catch_unwind(AssertUnwindSafe(|| self.0.as_mut().poll(context))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(result)) => Poll::Ready(Some(result)),
            Err(_) => Poll::Ready(None),
        }
    }
}
