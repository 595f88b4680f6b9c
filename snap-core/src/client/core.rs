//! The part of a client that knows no message type: checks, signs, sends, renews tokens, judges.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use bytes::Bytes;
use tracing::Span;

use crate::check::Context;
use crate::check::violation::{Broken, Violation, Violations};
use crate::client::address::Address;
use crate::client::credentials::Credentials;
use crate::client::headers;
use crate::client::judge::judge;
use crate::client::message::Message;
use crate::client::options::CallOptions;
use crate::client::parameters::{Routed, route};
use crate::client::reply::RawReply;
use crate::client::request::Prepared;
use crate::client::retry::RetryPolicy;
use crate::client::sign::{Keys, Scheme};
use crate::client::token::{Token, TokenCache};
use crate::client::transport::{Transport, TransportError};
use crate::error::{CallInfo, InvalidRequest, NotSent, SnapError, TokenFailure, Unanswered};
use crate::json::decode::DecodeError;
use crate::meta::endpoint::{Effect, Endpoint};
use crate::meta::signing_profile::{ExternalIdForm, SigningProfile};
use crate::signing::external_id::ExternalIds;

/// A transport that keeps to its deadline is never cut off by the guard around it, and so can say what happened.
const GRACE: Duration = Duration::from_secs(1);
/// Nobody waits longer; what is more cannot be added to a clock.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

pub(super) struct Core {
    pub address: Address,
    pub credentials: Credentials,
    pub keys: Keys,
    pub transport: Arc<dyn Transport>,
    pub profile: Option<&'static SigningProfile>,
    pub token_endpoint: &'static Endpoint,
    pub timeout: Duration,
    pub max_response_bytes: usize,
    pub retry: RetryPolicy,
    pub ids: Ids,
    pub tokens: TokenCache,
}

/// One generator for each form of X-EXTERNAL-ID that was asked for. A provider has one or two.
#[derive(Default)]
pub(super) struct Ids(RwLock<Vec<(ExternalIdForm, Arc<ExternalIds>)>>);

impl Ids {
    fn of(&self, form: ExternalIdForm) -> Arc<ExternalIds> {
        let find = |known: &[(ExternalIdForm, Arc<ExternalIds>)]| {
            known.iter().find(|(other, _)| *other == form).map(|(_, ids)| Arc::clone(ids))
        };
        let known = find(&self.0.read().unwrap_or_else(PoisonError::into_inner));
        known.unwrap_or_else(|| {
            let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
            // Two generators of one form must not stand side by side: another call may have been here first.
            find(&known).unwrap_or_else(|| {
                let ids = Arc::new(ExternalIds::new(form));
                known.push((form, Arc::clone(&ids)));
                ids
            })
        })
    }
}

impl Core {
    /// Checks a message and its headers, strictly, and finds out where the members travel. Nothing is signed yet.
    pub(super) fn prepare(
        &self,
        endpoint: &'static Endpoint,
        options: &CallOptions,
        message: &dyn Message,
    ) -> Result<Prepared, SnapError> {
        let profile = self.profile.unwrap_or(endpoint.signing);
        let scheme = self.keys.scheme(endpoint, profile);
        let (external_id, own_id) = self.external_id(endpoint, profile, options);
        let mut found = Vec::new();
        let headers = headers::resolve(endpoint, &self.credentials, options, external_id.as_deref(), &mut found);
        let lookup = |name: &str| {
            let header = headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
            let token = (name.eq_ignore_ascii_case("Authorization") && scheme == Ok(Scheme::Symmetric)).then_some("");
            header.map(|header| header.value.as_str()).or(token)
        };
        if let Err(violations) = message.check(&Context::with_headers(&lookup)) {
            found.extend(violations);
        }
        let json = Bytes::from(message.json());
        let routed = route(endpoint, json.clone(), &mut found).unwrap_or_else(|error| {
            found.push(Violation { path: String::new(), rule: unroutable(&error) });
            Routed { path: String::new(), query: None, body: None }
        });
        let call = || CallInfo::new(endpoint, external_id.clone(), &json);
        Violations::none(found)
            .map_err(|violations| SnapError::InvalidRequest(Box::new(InvalidRequest::new(call(), violations))))?;
        let timeout = options.timeout.unwrap_or(self.timeout).min(LONGEST);
        let prepared = Prepared {
            endpoint,
            profile,
            scheme: *scheme.as_ref().unwrap_or(&Scheme::Unsigned),
            routed,
            headers,
            external_id,
            own_id,
            timeout,
            message: json,
        };
        match scheme {
            Ok(_) => Ok(prepared),
            Err(problem) => Err(prepared.refuse(problem)),
        }
    }

    /// X-EXTERNAL-ID, where the endpoint has it, and whether it is ours.
    fn external_id(
        &self,
        endpoint: &Endpoint,
        profile: &SigningProfile,
        options: &CallOptions,
    ) -> (Option<String>, bool) {
        let is_it = |name: &str| name.eq_ignore_ascii_case("X-EXTERNAL-ID");
        if !endpoint.headers.request.iter().any(|rule| is_it(rule.name)) {
            return (None, false);
        }
        let header = options.headers.iter().rfind(|(name, _)| is_it(name)).map(|(_, value)| value.expose());
        match header.or(options.external_id.as_deref()) {
            Some(id) => (Some(id.to_owned()), false),
            None => (Some(self.ids.of(profile.external_id).next()), true),
        }
    }

    /// Makes a call, with what may be done about its failure: one new token after 401/01, for that refuses a call before
    /// it is carried out; and the repeats of the policy, for questions only.
    pub(super) async fn run(&self, mut prepared: Prepared) -> Result<RawReply, SnapError> {
        let mut renewed = false;
        let mut repeated = 0;
        loop {
            let token = match prepared.scheme {
                Scheme::Symmetric => Some(self.token(&prepared).await?),
                _ => None,
            };
            let error = match self.attempt(&prepared, token.as_deref()).await {
                Ok(reply) => return Ok(reply),
                Err(error) => error,
            };
            match token {
                Some(token) if !renewed && refuses_token(&error) => {
                    renewed = true;
                    self.tokens.refuse(&token);
                    tracing::debug!("the access token was refused, asking for a new one");
                }
                _ => match self.retry.pause(&error, repeated) {
                    Some(pause) => {
                        repeated += 1;
                        tracing::debug!(kind = error.kind(), repeated, "asking again");
                        tokio::time::sleep(pause).await;
                    }
                    None => return Err(error),
                },
            }
            prepared.renew_external_id(&self.ids.of(prepared.profile.external_id));
        }
    }

    /// Signs and sends, once.
    async fn attempt(&self, prepared: &Prepared, token: Option<&Token>) -> Result<RawReply, SnapError> {
        if let Some(id) = &prepared.external_id {
            Span::current().record("external_id", id.as_str());
        }
        let token = token.map(|token| token.secret.expose());
        let client_key = &self.credentials.client_key;
        let request = prepared.sign(&self.keys, &self.address, client_key, token, self.max_response_bytes)?;
        let deadline = Instant::now() + prepared.timeout;
        let sending = self.transport.send(request, deadline);
        let flight = InFlight(prepared.endpoint);
        let answer = match tokio::time::timeout(prepared.timeout + GRACE, sending).await {
            Ok(answer) => answer,
            Err(_) => Err(TransportError::timed_out()),
        };
        flight.landed();
        match answer {
            Ok(answer) => judge(prepared.call(), answer),
            Err(error) => Err(unsent_or_unanswered(prepared.call(), error)),
        }
    }

    async fn token(&self, prepared: &Prepared) -> Result<Arc<Token>, SnapError> {
        let token = self.tokens.get(|| self.fetch_token()).await;
        token.map_err(|cause| SnapError::Token(Box::new(TokenFailure::new(prepared.call(), cause))))
    }

    async fn fetch_token(&self) -> Result<Token, SnapError> {
        let asked_at = tokio::time::Instant::now();
        let request: &dyn Message = &GrantType;
        let prepared = self.prepare(self.token_endpoint, &CallOptions::default(), request)?;
        let reply = self.attempt(&prepared, None).await?;
        tracing::debug!(service = self.token_endpoint.service, "new access token");
        Token::read(reply, asked_at)
    }
}

/// A call of which the answer is awaited. Dropped meanwhile, it leaves a trace, for nobody else will tell.
struct InFlight(&'static Endpoint);

impl InFlight {
    fn landed(self) {
        std::mem::forget(self);
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        if self.0.effect != Effect::Read {
            tracing::warn!("the call was given up before its answer: it may have been carried out");
        }
    }
}

/// Body of a token request (ASPI, access token B2B).
struct GrantType;

impl Message for GrantType {
    fn check(&self, _: &Context<'_>) -> Result<(), Violations> {
        Ok(())
    }

    fn json(&self) -> Vec<u8> {
        br#"{"grantType":"client_credentials"}"#.to_vec()
    }
}

fn unroutable(error: &DecodeError) -> Broken {
    match error {
        DecodeError::NotAnObject(form) => Broken::WrongShape(*form),
        _ => Broken::Pattern,
    }
}

/// 401/01, Invalid Token (B2B), under an HTTP 401.
fn refuses_token(error: &SnapError) -> bool {
    match error {
        SnapError::Rejected(rejection) => {
            let code = rejection.code();
            rejection.http_status() == 401 && code.http() == 401 && code.case() == "01"
        }
        _ => false,
    }
}

fn unsent_or_unanswered(call: CallInfo, error: TransportError) -> SnapError {
    if !error.may_have_left() {
        let source = error.into_source().unwrap_or_else(|| "no connection".into());
        return SnapError::NotSent(Box::new(NotSent::new(call, source)));
    }
    let reads = call.effect() == Effect::Read;
    let unanswered = Box::new(Unanswered::new(call, error.is_timeout(), error.into_source()));
    if reads { SnapError::NoAnswer(unanswered) } else { SnapError::Ambiguous(unanswered) }
}
