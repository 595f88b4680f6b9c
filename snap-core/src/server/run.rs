//! Handlers run in tasks of their own: a caller who hangs up takes nothing with him.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::Full;
use tokio::sync::oneshot;

use super::answer::{self, Answered};
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

/// Tells whoever waits for an answer, and those who are told of every call.
pub(crate) struct Teller {
    pub(crate) sender: oneshot::Sender<http::Response<Full<Bytes>>>,
    pub(crate) span: tracing::Span,
    pub(crate) started: Instant,
    pub(crate) config: Arc<Config>,
}

impl Teller {
    pub(crate) fn tell(self, call: &Call, outcome: Outcome) {
        outcome.report(&self.span, call, self.config.audit.as_deref(), self.started);
        // Who hung up is not told.
        let _ = self.sender.send(outcome.answer.into_http(call.endpoint, (self.config.clock)()));
    }
}

/// What a handler made of a call.
struct Done {
    answer: Answered,
    /// One word, if it refused.
    refusal: Option<String>,
    again: bool,
}

/// A call that was checked, with what its handler is going to do.
pub(crate) struct Carried {
    pub(crate) work: Work,
    pub(crate) call: Arc<Call>,
    /// Body and what travels beside it.
    pub(crate) request: Vec<u8>,
    pub(crate) config: Arc<Config>,
    pub(crate) teller: Teller,
}

impl Carried {
    /// Takes the claim, runs the handler and keeps its answer; or finds what became of the same call before. Whoever still waits
    /// is told.
    pub(crate) async fn once(self, claim: Option<Claim>) {
        let Some(claim) = claim else {
            let (done, teller) = in_time(self.work, &self.call, &self.request, self.teller).await;
            return tell(teller, &self.call, done);
        };
        let claimed = match self.config.store.claim(&claim).await {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::error!(%error, "nothing can be accepted");
                self.config.giving_back.begin(&self.config.store, claim);
                return self.refuse(&Refusal::StoreDown);
            }
        };
        let answer = match once::decide(self.call.endpoint, &claim, claimed, (self.config.clock)()) {
            Decision::CarryOut => return self.carry_out(claim).await,
            Decision::Repeat(answer) => answer,
            Decision::Refuse(refusal) => return self.refuse(&refusal),
            Decision::AskLedger => match committed(self.config.ledger.as_deref(), &claim).await {
                Ok(Some(answer)) => answer,
                Ok(None) => return self.refuse(&Refusal::OutcomeUnknown),
                Err(error) => {
                    tracing::error!(%error, "nobody can be asked what became of it");
                    return self.refuse(&Refusal::StoreDown);
                }
            },
        };
        self.teller.tell(&self.call, Outcome { repeated: true, ..Outcome::new(answer) });
    }

    async fn carry_out(self, claim: Claim) {
        // Nobody else has set it: the call is this one's alone.
        let claim = self.call.claim.get_or_init(|| claim);
        let (done, teller) = in_time(self.work, &self.call, &self.request, self.teller).await;
        let answer = done.answer.clone();
        let ending = match (done.again, outcome(self.call.endpoint, &answer)) {
            (true, _) => Ending::Released,
            (false, code_table::Outcome::Failure) => Ending::Refused(&answer),
            (false, _) => Ending::Answered(&answer),
        };
        let store = &*self.config.store;
        let kept = keep(store, claim, ending).await;
        // What was done is done, whether it could be written down or not: the caller gets to know it.
        tell(teller, &self.call, done);
        if !kept {
            keep_later(store, claim, ending).await;
        }
    }

    fn refuse(self, refusal: &Refusal) {
        let outcome = Outcome::of(&self.call, &self.request, refusal);
        self.teller.tell(&self.call, outcome);
    }
}

fn tell(teller: Option<Teller>, call: &Call, done: Done) {
    if let Some(teller) = teller {
        teller.tell(call, Outcome { refusal: done.refusal, ..Outcome::new(done.answer) });
    }
}

/// Runs a handler to its end. A caller who has waited long enough is told so before, and nobody waits any more.
async fn in_time(work: Work, call: &Call, request: &[u8], teller: Teller) -> (Done, Option<Teller>) {
    let mut running = pin!(done(work, call, request));
    match tokio::time::timeout(teller.config.handler_time, running.as_mut()).await {
        Ok(done) => (done, Some(teller)),
        Err(_) => {
            teller.tell(call, Outcome::of(call, request, &Refusal::TooSlow));
            (running.await, None)
        }
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

async fn done(work: Work, call: &Call, request: &[u8]) -> Done {
    match Caught(work).await {
        Some(result) => judge(call, request, result),
        None => {
            tracing::error!("the handler panicked: what became of the call is not known");
            let answer = Answered::refused(call.endpoint, &Refusal::Failed, request, call.external_id.as_deref());
            Done { answer, refusal: Some(Refusal::Failed.name().to_owned()), again: false }
        }
    }
}

fn judge(call: &Call, request: &[u8], result: Result<Reply, Refuse>) -> Done {
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

async fn keep(store: &dyn Store, claim: &Claim, ending: Ending<'_>) -> bool {
    match store.complete(claim, ending).await {
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
async fn keep_later(store: &dyn Store, claim: &Claim, ending: Ending<'_>) {
    let mut pause = Duration::from_millis(100);
    for _ in 0..10 {
        tokio::time::sleep(pause).await;
        if keep(store, claim, ending).await {
            return;
        }
        pause *= 2;
    }
    tracing::error!(key = claim.key(), "the answer was given and is not kept: a repeat will not be told it");
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
