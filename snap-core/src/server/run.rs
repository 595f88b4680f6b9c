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
use super::dispatch::{Reply, Work};
use super::refusal::Refusal;
use super::refuse::Refuse;
use super::store::{Ending, Store};
use crate::json::raw;
use crate::meta::code_table::Outcome;
use crate::meta::endpoint::Endpoint;
use crate::meta::response_code::ResponseCode;

/// What a handler made of a call.
pub(crate) struct Done {
    pub(crate) answer: Answered,
    /// One word, if it refused.
    pub(crate) refusal: Option<String>,
    again: bool,
}

/// Runs a handler and keeps its answer, then tells whoever still waits.
pub(crate) async fn carry_out(
    work: Work,
    call: Arc<Call>,
    request: Vec<u8>,
    store: Arc<dyn Store>,
    waiter: oneshot::Sender<Done>,
) {
    let done = match Caught(work).await {
        Some(result) => judge(&call, &request, result),
        None => {
            tracing::error!("the handler panicked: what became of the call is not known");
            let answer = Answered::refused(call.endpoint, &Refusal::Failed, &request, call.external_id.as_deref());
            Done { answer, refusal: Some(Refusal::Failed.name().to_owned()), again: false }
        }
    };
    let Some(claim) = call.claim() else {
        let _ = waiter.send(done);
        return;
    };
    let answer = done.answer.clone();
    let ending = match (done.again, outcome(call.endpoint, &answer)) {
        (true, _) => Ending::Released,
        (false, Outcome::Failure) => Ending::Refused(&answer),
        (false, _) => Ending::Answered(&answer),
    };
    let kept = keep(&*store, claim, ending).await;
    // What was done is done, whether it could be written down or not: the caller gets to know it.
    let _ = waiter.send(done);
    if !kept {
        keep_later(&*store, claim, ending).await;
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

fn outcome(endpoint: &Endpoint, answer: &Answered) -> Outcome {
    code_of(answer.body()).map_or(Outcome::Unknown, |code| endpoint.codes.outcome(&code, endpoint.service))
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
