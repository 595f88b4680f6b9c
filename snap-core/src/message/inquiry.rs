//! Questions about calls: filled from what is known of the call, and their answers read.

use std::fmt;
use std::marker::PhantomData;

use crate::json::decode::DecodeError;
use crate::message::filling;
use crate::message::model::Model;
use crate::meta::code_table::Outcome;
use crate::meta::question::Question;

/// How to ask what became of a call: from the first request `Q` the question `S`, whose answer is an `A`.
///
/// Generated for every service whose spec says `status:` with a `fill:`.
pub struct Inquiry<Q, S, A> {
    question: Question,
    decode: fn(&S, &[u8]) -> Result<A, DecodeError>,
    first: PhantomData<fn(&Q)>,
}

impl<Q: Model, S: Model, A: Model> Inquiry<Q, S, A> {
    /// A question with the types of its messages.
    #[must_use]
    pub const fn new(question: Question) -> Self {
        Self::reading(question, |_, json| A::from_json(json))
    }
}

impl<Q: Model, S: Model, A> Inquiry<Q, S, A> {
    /// As [`new`](Self::new), for answers whose shape depends on the question.
    #[must_use]
    pub const fn reading(question: Question, decode: fn(&S, &[u8]) -> Result<A, DecodeError>) -> Self {
        Self { question, decode, first: PhantomData }
    }

    /// The question about one call. What the call does not hold stays out: see [`missing`](Self::missing).
    pub fn query(&self, request: &Q, sent: &Sent) -> S {
        read(&filling::fill(&self.question, &request.to_json(), sent))
    }

    /// The members that a question still lacks and that whoever asks must give.
    pub fn missing(&self, query: &S) -> Vec<&'static str> {
        filling::missing(self.question.ask, &query.to_json())
    }

    #[cfg(feature = "client")]
    pub(crate) const fn decoder(&self) -> fn(&S, &[u8]) -> Result<A, DecodeError> {
        self.decode
    }

    /// Reads an answer to a question.
    ///
    /// # Errors
    /// When it is no JSON object.
    pub fn decode(&self, query: &S, json: &[u8]) -> Result<A, DecodeError> {
        (self.decode)(query, json)
    }
}

impl<Q, S, A> Inquiry<Q, S, A> {
    /// The question as data.
    #[must_use]
    pub const fn question(&self) -> &Question {
        &self.question
    }
}

impl<Q, S, A> fmt::Debug for Inquiry<Q, S, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Question { first, status, fill, .. } = &self.question;
        f.debug_struct("Inquiry")
            .field("provider", &first.provider)
            .field("first", &first.service)
            .field("status", &status.service)
            .field("fill", fill)
            .finish_non_exhaustive()
    }
}

// What is filled is an object, and a model reads every object.
fn read<S: Model>(json: &[u8]) -> S {
    S::from_json(json).unwrap_or_default()
}

impl Question {
    /// The question about one call, from its request in JSON.
    #[must_use]
    pub fn query(&self, request: &[u8], sent: &Sent) -> Vec<u8> {
        filling::fill(self, request, sent)
    }

    /// What an answer says of the call that had this request. [`Outcome::Unknown`] is also what the provider does not find,
    /// for it may not have stored it yet. The response code of the answer is not looked at.
    #[must_use]
    pub fn outcome(&self, request: &[u8], answer: &[u8]) -> Outcome {
        let query = filling::fill(self, request, &Sent::new());
        match filling::fate(self, request, &query, answer) {
            Fate::Success => Outcome::Success,
            Fate::Failure => Outcome::Failure,
            Fate::Open => Outcome::Pending,
            Fate::NotFound | Fate::Unsaid => Outcome::Unknown,
        }
    }
}

/// What an answer says of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Success,
    Failure,
    Open,
    NotFound,
    Unsaid,
}

/// What is known of a call besides its request: its external ID, when it was sent, and its answer, if one came.
///
/// Errors, replies and intents turn into it. `Debug` does not show the answer.
#[derive(Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Sent {
    pub(crate) external_id: Option<String>,
    pub(crate) time: Option<String>,
    pub(crate) response: Option<Vec<u8>>,
}

impl Sent {
    /// Nothing is known.
    pub fn new() -> Self {
        Self::default()
    }

    /// X-EXTERNAL-ID of the call.
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    /// X-TIMESTAMP of the call.
    pub fn time(mut self, time: impl Into<String>) -> Self {
        self.time = Some(time.into());
        self
    }

    /// The answer, as JSON.
    pub fn response(mut self, json: impl Into<Vec<u8>>) -> Self {
        self.response = Some(json.into());
        self
    }

    /// The same without the answer.
    #[cfg(feature = "client")]
    pub(crate) fn unanswered(&self) -> Self {
        Self { response: None, ..self.clone() }
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sent")
            .field("external_id", &self.external_id)
            .field("time", &self.time)
            .field("response_bytes", &self.response.as_ref().map(Vec::len))
            .finish()
    }
}
