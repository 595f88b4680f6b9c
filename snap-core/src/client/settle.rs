//! Asking a status service until it is final what became of a call.
//!
//! The call itself is never made again here: only the question is, and questions change nothing.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use tokio::time::Instant;

use crate::check::Context;
use crate::check::violation::Violations;
use crate::client::api::Client;
use crate::client::message::{Message, Typed};
use crate::client::reply::{RawReply, Reply};
use crate::client::retry::retry_after;
use crate::client::schedule::PollSchedule;
use crate::error::SnapError;
use crate::json::decode::DecodeError;
use crate::message::filling;
use crate::message::inquiry::{Fate, Inquiry, Sent};
use crate::message::model::Model;
use crate::meta::code_table::Outcome;
use crate::meta::question::{Question, Tells};

/// Nobody waits longer; what is more cannot be added to a clock.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 3600);

/// What became of a call, as far as its status service told.
///
/// It has three states, and who matches it says what becomes of each: the third is the one that costs money.
#[derive(Debug)]
#[must_use]
pub enum Settled<A> {
    /// It was carried out: here is the answer that says so.
    Succeeded(Box<Reply<A>>),
    /// It was not carried out, or was taken back. Where the provider did not find it, and the
    /// [grace](PollSchedule::not_found_grace) for that was over, the last word may be an error (404/01).
    Failed(LastWord<A>),
    /// Nobody knows yet: money may have moved, or may yet. Wait for the notification, or settle it again later; do not pay
    /// again.
    StillOpen(LastWord<A>),
}

impl<A> Settled<A> {
    /// The answer that was heard last, if it was one.
    #[must_use]
    pub fn answer(&self) -> Option<&Reply<A>> {
        match self {
            Self::Succeeded(reply) => Some(reply),
            Self::Failed(LastWord::Answer(reply)) | Self::StillOpen(LastWord::Answer(reply)) => Some(reply),
            Self::Failed(_) | Self::StillOpen(_) => None,
        }
    }

    /// The error of the last question, if that is how it ended.
    #[must_use]
    pub fn error(&self) -> Option<&SnapError> {
        match self {
            Self::Failed(LastWord::Error(error)) | Self::StillOpen(LastWord::Error(error)) => Some(error),
            Self::Succeeded(_) | Self::Failed(_) | Self::StillOpen(_) => None,
        }
    }
}

/// What was heard last of a call that did not succeed, or is open.
#[derive(Debug)]
#[non_exhaustive]
pub enum LastWord<A> {
    /// An answer of the status service.
    Answer(Box<Reply<A>>),
    /// A question that failed.
    Error(SnapError),
    /// Nothing was asked: the question lacks these members, which nothing of the first call holds. Give them by
    /// [`Settling::with`].
    Lacking(Vec<&'static str>),
}

/// Waiting for what became of a call: set it up, then `.await` it.
#[must_use = "nothing is asked until it is awaited"]
pub struct Settling<S, A> {
    client: Client,
    question: &'static Question,
    decode: fn(&S, &[u8]) -> Result<A, DecodeError>,
    request: Vec<u8>,
    query: S,
    /// Without what the answer to the first call held.
    bare: Option<S>,
    schedule: PollSchedule,
}

impl Client {
    /// Asks what became of a call until the status service says that it is final, or the schedule ends.
    ///
    /// `call` is the error that the call ended with, its reply, or the [`Intent`](crate::client::Intent) that was written
    /// down before; `request` is what was sent. The first call is not made again. Options of this view of the client, such as
    /// a customer's token, are those of the questions too, but for an external ID.
    ///
    /// ```no_run
    /// # use snap_core::{Client, Endpoint, Inquiry, Model, Settled, SnapError};
    /// # async fn pay<Q: Model, R: Model, S: Model + Send + Sync, A: Model + Send>(
    /// #     bank: &Client, transfer: &'static Endpoint, inquiry: &'static Inquiry<Q, S, A>, request: &Q,
    /// # ) -> Result<(), SnapError> {
    /// match bank.call::<Q, R>(transfer, request).await {
    ///     Ok(_) => println!("paid"),
    ///     // Money may have moved: ask, do not pay again.
    ///     Err(error) if error.is_ambiguous() => match bank.settle(inquiry, request, &error).await {
    ///         Settled::Succeeded(_) => println!("paid"),
    ///         Settled::Failed(_) => println!("not paid"),
    ///         Settled::StillOpen(_) => println!("still open"),
    ///     },
    ///     Err(error) => return Err(error),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn settle<Q: Model, S: Model + Send + Sync, A>(
        &self,
        inquiry: &'static Inquiry<Q, S, A>,
        request: &Q,
        call: impl Into<Sent>,
    ) -> Settling<S, A> {
        let sent = call.into();
        let query = inquiry.query(request, &sent);
        let bare = sent.response.is_some().then(|| inquiry.query(request, &sent.unanswered()));
        Settling {
            client: self.without_external_id(),
            question: inquiry.question(),
            decode: inquiry.decoder(),
            request: request.to_json(),
            query,
            bare,
            schedule: PollSchedule::new(),
        }
    }
}

impl<S: Model + Send + Sync, A: Send + 'static> Settling<S, A> {
    /// When is asked, and how long.
    pub fn schedule(mut self, schedule: PollSchedule) -> Self {
        self.schedule = schedule;
        self
    }

    /// Changes the question before it is asked: for members that the first call does not hold.
    pub fn with(mut self, change: impl Fn(S) -> S) -> Self {
        self.query = change(self.query);
        self.bare = self.bare.map(change);
        self
    }

    /// The question as it will be asked.
    #[must_use]
    pub fn query(&self) -> &S {
        // What an answer held helps to find the call. Where it is no value that the service takes, it is left out.
        match &self.bare {
            Some(bare) if self.query.validate().is_err() && bare.validate().is_ok() => bare,
            _ => &self.query,
        }
    }

    async fn run(self) -> Settled<A> {
        let query = self.query();
        let json = query.to_json();
        let lacking = filling::missing(self.question.ask, &json);
        if !lacking.is_empty() {
            return Settled::StillOpen(LastWord::Lacking(lacking));
        }
        let poll = Poll {
            client: &self.client,
            question: self.question,
            request: &self.request,
            query: &json,
            schedule: self.schedule,
        };
        let (end, last) = poll.run(&Owned(query)).await;
        let decoded = last.and_then(|reply| reply.decode(|text| (self.decode)(query, text)));
        match (end, decoded) {
            (End::Succeeded, Ok(reply)) => Settled::Succeeded(Box::new(reply)),
            (End::Failed, Ok(reply)) => Settled::Failed(LastWord::Answer(Box::new(reply))),
            (End::Failed, Err(error)) => Settled::Failed(LastWord::Error(error)),
            (End::Open, Ok(reply)) => Settled::StillOpen(LastWord::Answer(Box::new(reply))),
            (End::Open | End::Succeeded, Err(error)) => Settled::StillOpen(LastWord::Error(error)),
        }
    }
}

impl<S: Model + Send + Sync, A: Send + 'static> IntoFuture for Settling<S, A> {
    type Output = Settled<A>;
    type IntoFuture = Pin<Box<dyn Future<Output = Settled<A>> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<S, A> fmt::Debug for Settling<S, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settling")
            .field("first", &self.question.first.service)
            .field("status", &self.question.status.service)
            .field("schedule", &self.schedule)
            .finish_non_exhaustive()
    }
}

/// A question that is asked more than once.
struct Owned<'a, S>(&'a S);

impl<S: Model> Message for Owned<'_, S> {
    fn check(&self, context: &Context<'_>) -> Result<(), Violations> {
        Typed(self.0).check(context)
    }

    fn json(&self) -> Vec<u8> {
        self.0.to_json()
    }
}

enum End {
    Succeeded,
    Failed,
    Open,
}

/// The waiting itself: it knows no types.
struct Poll<'a> {
    client: &'a Client,
    question: &'static Question,
    request: &'a [u8],
    query: &'a [u8],
    schedule: PollSchedule,
}

impl Poll<'_> {
    async fn run(&self, message: &(dyn Message + Sync)) -> (End, Result<RawReply, SnapError>) {
        let started = Instant::now();
        let deadline = started + self.schedule.deadline.min(LONGEST);
        let mut asked = 0;
        let mut pause = self.schedule.pause(asked);
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            // The first question is asked by the deadline at the latest.
            tokio::time::sleep(pause.min(left)).await;
            let result = self.client.start(self.question.status, message).await;
            asked = asked.saturating_add(1);
            let fate = self.fate(&result);
            tracing::debug!(service = self.question.status.service, asked, ?fate, "asked what became of a call");
            let believed = self.schedule.not_found_grace.is_some_and(|grace| started.elapsed() >= grace);
            match fate {
                Fate::Success => return (End::Succeeded, result),
                Fate::Failure => return (End::Failed, result),
                Fate::NotFound if believed => return (End::Failed, result),
                Fate::NotFound | Fate::Open | Fate::Unsaid => {}
            }
            pause = self.schedule.pause(asked).max(patience(&result).unwrap_or_default());
            let left = deadline.saturating_duration_since(Instant::now());
            if pause >= left || self.is_in_vain(&result) {
                return (End::Open, result);
            }
        }
    }

    fn fate(&self, result: &Result<RawReply, SnapError>) -> Fate {
        match result {
            // The answer must be one: what is under way or unknown by its own code says nothing final of another call.
            Ok(reply) if reply.outcome() == Outcome::Success => {
                filling::fate(self.question, self.request, self.query, reply.text())
            }
            Ok(_) => Fate::Open,
            // 404/01 Transaction Not Found; 404/12 is the same of bills and virtual accounts.
            Err(SnapError::Rejected(verdict))
                if verdict.code().http() == 404 && matches!(verdict.code().case(), "01" | "12") =>
            {
                Fate::NotFound
            }
            Err(_) => Fate::Unsaid,
        }
    }

    /// Whether asking again gives nothing else.
    fn is_in_vain(&self, result: &Result<RawReply, SnapError>) -> bool {
        match result {
            Ok(_) => self.question.tells == Tells::Nothing,
            Err(error) => matches!(error, SnapError::InvalidRequest(_) | SnapError::Credentials(_)),
        }
    }
}

/// How long the provider asks to wait.
fn patience(result: &Result<RawReply, SnapError>) -> Option<Duration> {
    match result {
        Ok(reply) => retry_after(reply.headers()),
        Err(SnapError::Rejected(verdict) | SnapError::Pending(verdict)) => retry_after(verdict.headers()),
        Err(SnapError::Unreadable(answer)) => retry_after(answer.headers()),
        Err(_) => None,
    }
}

impl From<&SnapError> for Sent {
    fn from(error: &SnapError) -> Self {
        let call = error.call();
        Self {
            external_id: error.external_id().map(str::to_owned),
            time: call.and_then(|call| call.sent_at()).map(str::to_owned),
            response: error.raw().map(<[u8]>::to_vec),
        }
    }
}

impl From<&RawReply> for Sent {
    fn from(reply: &RawReply) -> Self {
        Self {
            external_id: reply.external_id().map(str::to_owned),
            time: reply.call().sent_at().map(str::to_owned),
            response: Some(reply.text().to_vec()),
        }
    }
}

impl<R> From<&Reply<R>> for Sent {
    fn from(reply: &Reply<R>) -> Self {
        reply.envelope().into()
    }
}
