//! Handlers run in tasks of their own: a caller who hangs up takes nothing with him.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::sync::oneshot;

use super::answer::Answered;
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

/// Whoever waits for the answer.
type Waiter = oneshot::Sender<Outcome>;

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
}

impl Carried {
    /// Takes the claim, runs the handler and keeps its answer; or finds what became of the same call before. Whoever still waits
    /// is told.
    pub(crate) async fn once(self, claim: Option<Claim>, waiter: Waiter) {
        let Some(claim) = claim else {
            let done = done(self.work, &self.call, &self.request).await;
            let _ = waiter.send(done.outcome());
            return;
        };
        let store = &*self.config.store;
        let claimed = match store.claim(&claim).await {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::error!(%error, "nothing can be accepted");
                let _ = waiter.send(self.refused(&Refusal::StoreDown));
                self.config.giving_back.begin(&self.config.store, claim);
                return;
            }
        };
        let outcome = match once::decide(self.call.endpoint, &claim, claimed, (self.config.clock)()) {
            Decision::CarryOut => return self.carry_out(claim, waiter).await,
            Decision::Repeat(answer) => Outcome { repeated: true, ..Outcome::new(answer) },
            Decision::Refuse(refusal) => self.refused(&refusal),
            Decision::AskLedger => match committed(self.config.ledger.as_deref(), &claim).await {
                Ok(Some(answer)) => Outcome { repeated: true, ..Outcome::new(answer) },
                Ok(None) => self.refused(&Refusal::OutcomeUnknown),
                Err(error) => {
                    tracing::error!(%error, "nobody can be asked what became of it");
                    self.refused(&Refusal::StoreDown)
                }
            },
        };
        let _ = waiter.send(outcome);
    }

    async fn carry_out(self, claim: Claim, waiter: Waiter) {
        // Nobody else has set it: the call is this one's alone.
        let claim = self.call.claim.get_or_init(|| claim);
        let done = done(self.work, &self.call, &self.request).await;
        let answer = done.answer.clone();
        let ending = match (done.again, outcome(self.call.endpoint, &answer)) {
            (true, _) => Ending::Released,
            (false, code_table::Outcome::Failure) => Ending::Refused(&answer),
            (false, _) => Ending::Answered(&answer),
        };
        let store = &*self.config.store;
        let kept = keep(store, claim, ending).await;
        // What was done is done, whether it could be written down or not: the caller gets to know it.
        let _ = waiter.send(done.outcome());
        if !kept {
            keep_later(store, claim, ending).await;
        }
    }

    fn refused(&self, refusal: &Refusal) -> Outcome {
        Outcome::of(&self.call, &self.request, refusal)
    }
}

impl Done {
    fn outcome(self) -> Outcome {
        Outcome { refusal: self.refusal, ..Outcome::new(self.answer) }
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
    let service = if endpoint.code.is_empty() { "00" } else { endpoint.code };
    Answered::with_code(&body, 200, &format!("200{service}00"), "Successful")
}

pub(crate) fn code_of(body: &[u8]) -> Option<ResponseCode> {
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
