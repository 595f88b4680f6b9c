//! A bank in memory.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::answer::FakeAnswer;
use super::credentials;
use super::seen::SeenCall;
use crate::client::{Client, ClientBuilder, HttpRequest, Transport, TransportError, TransportFuture};
use crate::error::{CredentialsError, SnapError};
use crate::meta::endpoint::Endpoint;

/// Where a bank in memory says that it is.
const ADDRESS: &str = "https://bank.test";

/// A bank that answers in this process, as it is told. Clones are the same bank.
#[derive(Debug, Clone, Default)]
pub struct FakeBank(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    services: Vec<Service>,
    tokens: VecDeque<FakeAnswer>,
    calls: Vec<SeenCall>,
    token_calls: Vec<SeenCall>,
}

#[derive(Debug)]
struct Service {
    endpoint: &'static Endpoint,
    answers: VecDeque<FakeAnswer>,
}

impl FakeBank {
    /// A bank that gives out tokens and knows no service yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers the next call of an endpoint so. Said several times, calls are answered in that order, and the last answer
    /// stays for all that come after.
    pub fn answers(&self, endpoint: &'static Endpoint, answer: FakeAnswer) -> &Self {
        let mut state = self.state();
        match state.services.iter_mut().find(|service| std::ptr::eq(service.endpoint, endpoint)) {
            Some(service) => service.answers.push_back(answer),
            None => state.services.push(Service { endpoint, answers: VecDeque::from([answer]) }),
        }
        self
    }

    /// Answers the next request for a token so, in the same order. Unless it is told, every one gets a token.
    pub fn answers_tokens(&self, answer: FakeAnswer) -> &Self {
        self.state().tokens.push_back(answer);
        self
    }

    /// What arrived, but for requests for tokens.
    #[must_use]
    pub fn calls(&self) -> Vec<SeenCall> {
        self.state().calls.clone()
    }

    /// Requests for tokens that arrived.
    #[must_use]
    pub fn token_calls(&self) -> Vec<SeenCall> {
        self.state().token_calls.clone()
    }

    /// A client of this bank, with [`credentials`] for tests. Generated clients take it: `faspay::Client::new(client)`.
    ///
    /// # Errors
    /// None in practice: key and address are known to be right.
    pub fn client(&self) -> Result<Client, SnapError> {
        self.builder()?.build()
    }

    /// The same, to be set up further: timeouts, repeats, a signing profile.
    ///
    /// # Errors
    /// None in practice: the key is known to be one.
    pub fn builder(&self) -> Result<ClientBuilder, SnapError> {
        let bad_key = |error| SnapError::Credentials(Box::new(CredentialsError::of_key(error)));
        Ok(Client::builder(ADDRESS, credentials().map_err(bad_key)?).transport(self.clone()))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked elsewhere has its own report; what was seen is still true.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the call down, and finds out how to answer it.
    fn receive(&self, mut call: SeenCall) -> Result<FakeAnswer, TransportError> {
        let mut state = self.state();
        if call.is_for_token() {
            state.token_calls.push(call);
            return Ok(next(&mut state.tokens).unwrap_or_else(token));
        }
        let found = state.services.iter_mut().find(|service| call.is_of(service.endpoint));
        let answer = found.and_then(|service| {
            call.endpoint = Some(service.endpoint);
            next(&mut service.answers)
        });
        let nobody = format!(
            "the bank in memory was not told how to answer {} {}: say `bank.answers(&ENDPOINT, …)`",
            call.method.as_str(),
            call.path
        );
        state.calls.push(call);
        answer.ok_or_else(|| TransportError::not_sent(nobody))
    }
}

/// The next answer; the last one stays.
fn next(answers: &mut VecDeque<FakeAnswer>) -> Option<FakeAnswer> {
    if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() }
}

fn token() -> FakeAnswer {
    FakeAnswer::raw(
        200,
        r#"{"responseCode":"2007300","responseMessage":"Successful","accessToken":"token-of-a-test","tokenType":"Bearer","expiresIn":"900"}"#,
    )
}

impl Transport for FakeBank {
    fn send(&self, request: HttpRequest, deadline: Instant) -> TransportFuture<'_> {
        let answer = self.receive(SeenCall::of(request));
        Box::pin(async move { answer?.give(deadline).await })
    }
}
