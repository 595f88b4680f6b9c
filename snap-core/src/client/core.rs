//! The part of a client that knows no message type: checks, signs, sends, renews tokens, judges.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::check::Context;
use crate::check::violation::{Broken, Violation, Violations};
use crate::client::address::{Address, OwnHosts};
use crate::client::dry_run::DryRun;
use crate::client::headers;
use crate::client::identity::Identity;
use crate::client::ids::Ids;
use crate::client::intent::Intent;
use crate::client::judge::judge;
use crate::client::message::Message;
use crate::client::observer::{Departure, Landing, Observer};
use crate::client::options::{CallOptions, Once};
use crate::client::outbox::Outbox;
use crate::client::parameters::{Routed, route};
use crate::client::policy::Policy;
use crate::client::reply::RawReply;
use crate::client::request::Prepared;
use crate::client::sign::Scheme;
use crate::client::token::{Token, TokenCache};
use crate::client::token_source::{concerns_token, refuses_token};
use crate::client::trace;
use crate::client::transport::{HttpRequest, Transport, TransportError};
use crate::error::{CallInfo, InvalidRequest, NotSent, SnapError, Unanswered, references};
use crate::json::decode::DecodeError;
use crate::meta::endpoint::{Effect, Endpoint};
use crate::meta::signing_profile::SigningProfile;
use crate::signing::timestamp::Timestamp;

/// A transport that keeps to its deadline is never cut off by the guard around it, and so can say what happened.
const GRACE: Duration = Duration::from_secs(1);
/// Nobody waits longer; what is more cannot be added to a clock.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

pub(super) struct Core {
    pub address: Arc<Address>,
    pub hosts: OwnHosts,
    pub identity: RwLock<Arc<Identity>>,
    pub transport: Arc<dyn Transport>,
    pub policy: Policy,
    pub ids: Ids,
    pub tokens: Arc<TokenCache>,
}

impl Core {
    /// Who the client is now.
    pub(super) fn identity(&self) -> Arc<Identity> {
        Arc::clone(&self.identity.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes the client another one from the next call on: tokens of the old one are not used any more.
    pub(super) fn become_(&self, identity: Identity) {
        *self.identity.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(identity);
        self.tokens.forget();
    }

    /// Where an endpoint is: at the client's address, or at a host of its own beside it.
    pub(super) fn address_of(&self, endpoint: &Endpoint) -> Arc<Address> {
        let own = endpoint.hosts.iter().find(|(base, _)| self.address.is(base));
        // Lint holds the addresses of the spec to what a client can call.
        own.and_then(|(_, host)| self.hosts.get(host)).unwrap_or_else(|| Arc::clone(&self.address))
    }

    /// Checks a message and its headers, strictly, and finds out where the members travel. Nothing is signed yet.
    pub(super) fn prepare(
        &self,
        endpoint: &'static Endpoint,
        options: &CallOptions,
        message: &dyn Message,
    ) -> Result<Box<Prepared>, SnapError> {
        let profile = self.policy.profile.unwrap_or(endpoint.signing);
        let identity = self.identity();
        let scheme = identity.keys.scheme(endpoint, profile);
        let mut found = Vec::new();
        let (external_id, own_id) = self.external_id(endpoint, profile, options, &mut found);
        let headers = headers::resolve(endpoint, &identity.credentials, options, external_id.as_deref(), &mut found);
        let lookup = |name: &str| {
            let header = headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
            let token = (name.eq_ignore_ascii_case("Authorization") && scheme == Ok(Scheme::Symmetric)).then_some("");
            header.map(|header| header.value.as_str()).or(token)
        };
        let context = Context::with_headers(&lookup).sending(endpoint);
        let json = Bytes::from(message.json());
        headers::demand(endpoint, &headers, &json, &context, &mut found);
        if let Err(violations) = message.check(&context) {
            found.extend(violations);
        }
        let own_references = message.references();
        let routed = route(endpoint, json.clone(), own_references.is_some(), &mut found).unwrap_or_else(|error| {
            found.push(Violation { path: String::new(), rule: unroutable(&error) });
            Routed { path: String::new(), signed_path: None, query: None, body: None }
        });
        let references = own_references.unwrap_or_else(|| references(&json));
        let call = CallInfo::with_references(endpoint, external_id, references);
        if let Err(violations) = Violations::none(found) {
            return Err(SnapError::InvalidRequest(Box::new(InvalidRequest::new(call, violations))));
        }
        let timeout = options.timeout.unwrap_or(self.policy.timeout).min(LONGEST);
        let total = options.total.or(self.policy.total).unwrap_or(LONGEST).min(LONGEST);
        let prepared = Box::new(Prepared {
            endpoint,
            identity,
            profile,
            scheme: *scheme.as_ref().unwrap_or(&Scheme::Unsigned),
            routed,
            headers,
            call,
            address: self.address_of(endpoint),
            own_id,
            timeout,
            total,
            message: json,
        });
        if let Err(problem) = scheme {
            return Err(prepared.refuse(problem));
        }
        // Only now is it spent: what was refused here has not used it.
        let once = options.external_id.as_ref().filter(|once| prepared.call.external_id() == Some(once.id()));
        if once.is_some_and(|once| !once.take()) {
            let refused = InvalidRequest::new(prepared.call.clone(), Violations::one(used_before()));
            return Err(SnapError::InvalidRequest(Box::new(refused)));
        }
        Ok(prepared)
    }

    /// What a call would be, by the client's clock. It spends nothing: neither the external ID of the options nor a token.
    pub(super) fn dry_run(
        &self,
        endpoint: &'static Endpoint,
        options: &CallOptions,
        message: &dyn Message,
    ) -> Result<DryRun, SnapError> {
        let prepared = self.prepare(endpoint, &options.unspent(), message)?;
        let time = Timestamp::at((self.policy.clock)(), prepared.profile.timestamp);
        Ok(DryRun::of(&prepared, &time))
    }

    /// This client as another partner: same address, connections and policies; keys, tokens and external IDs of its own.
    pub(super) fn for_partner(&self, identity: Identity) -> Self {
        Self {
            address: Arc::clone(&self.address),
            hosts: OwnHosts::default(),
            identity: RwLock::new(Arc::new(identity)),
            transport: Arc::clone(&self.transport),
            policy: self.policy.clone(),
            ids: self.ids.another(),
            tokens: Arc::new(TokenCache::default()),
        }
    }

    /// X-EXTERNAL-ID, where the endpoint has it, and whether it is ours.
    fn external_id(
        &self,
        endpoint: &Endpoint,
        profile: &SigningProfile,
        options: &CallOptions,
        found: &mut Vec<Violation>,
    ) -> (Option<String>, bool) {
        let is_it = |name: &str| name.eq_ignore_ascii_case("X-EXTERNAL-ID");
        if !endpoint.headers.request.iter().any(|rule| is_it(rule.name)) {
            return (None, false);
        }
        let header = options.headers.iter().rfind(|(name, _)| is_it(name)).map(|(_, value)| value.expose());
        let once = options.external_id.as_ref().filter(|_| header.is_none());
        if once.is_some_and(Once::is_taken) {
            found.push(used_before());
        }
        match header.or(once.map(Once::id)) {
            Some(id) => (Some(id.to_owned()), false),
            None => (Some(self.ids.next(profile.external_id)), true),
        }
    }

    /// Makes a call, with what may be done about its failure: one new token after 401/01, for that refuses a call before
    /// it is carried out; and the repeats of the policy, for questions only. All of it ends with the call's deadline.
    ///
    /// An external ID of the caller's goes out once: a provider refuses one that it has seen, and then nobody can tell
    /// whether it was for that.
    ///
    /// What is waited for rarely is kept behind pointers: it would make every call as large as the largest.
    pub(super) async fn run(self: &Arc<Self>, mut prepared: Box<Prepared>) -> Result<RawReply, SnapError> {
        let deadline = tokio::time::Instant::now() + prepared.total;
        let mut renewed = false;
        let mut repeated = 0;
        loop {
            let (token, result) = match self.token_by(deadline, &prepared).await {
                Ok(token) => {
                    let result = self.attempt(&prepared, token.as_deref(), deadline).await;
                    (token, result)
                }
                Err(error) => (None, Err(error)),
            };
            let error = match result {
                Ok(reply) => return Ok(reply),
                Err(error) => error,
            };
            if let Some(token) = token.filter(|_| concerns_token(&error)) {
                self.tokens.refuse(&token);
                tracing::debug!("the access token may have been refused, the next call gets a new one");
            }
            let once = prepared.call.external_id().is_some() && !prepared.own_id;
            if once {
                return Err(error);
            }
            if !renewed && refuses_token(&error) {
                renewed = true;
            } else if let Some(pause) = self.policy.retry.pause(&error, repeated)
                && tokio::time::Instant::now() + pause < deadline
            {
                repeated += 1;
                tracing::debug!(kind = error.kind(), repeated, "asking again");
                Box::pin(tokio::time::sleep(pause)).await;
            } else {
                return Err(error);
            }
            let form = prepared.profile.external_id;
            prepared.renew_external_id(|| self.ids.next(form));
        }
    }

    /// Signs and sends, once.
    pub(super) async fn attempt(
        &self,
        prepared: &Prepared,
        token: Option<&Token>,
        end: tokio::time::Instant,
    ) -> Result<RawReply, SnapError> {
        if let Some(id) = prepared.call.external_id() {
            trace::external_id(id);
        }
        let token = token.map(|token| token.secret.expose());
        let (request, time) = {
            let time = Timestamp::at((self.policy.clock)(), prepared.profile.timestamp);
            let signing = prepared.sign(token, &time, self.policy.max_response_bytes);
            // A key that is here signs at once: no clock is asked for it.
            let request = if prepared.identity.keys.are_here() {
                signing.await?
            } else {
                let Ok(request) = Box::pin(tokio::time::timeout_at(end, signing)).await else {
                    return Err(prepared.not_sent("time ran out, and the call had not been signed"));
                };
                request?
            };
            (request, time.text())
        };
        let call = prepared.call.clone().with_sent_at(time);
        let noted = match &self.policy.outbox {
            Some(outbox) => Box::pin(note(&**outbox, prepared, &call, end)).await?,
            None => None,
        };
        let timeout = prepared.timeout.min(end.saturating_duration_since(tokio::time::Instant::now()));
        let watched = self.watch(prepared, &call, &request);
        let started = Instant::now();
        let sending = self.transport.send(request, started + timeout);
        let flight = InFlight(prepared.endpoint);
        let answer = if self.transport.keeps_time() {
            sending.await
        } else {
            let guarded = Box::pin(tokio::time::timeout(timeout + GRACE, sending));
            guarded.await.unwrap_or_else(|_| Err(TransportError::timed_out()))
        };
        flight.landed();
        let result = match answer {
            Ok(answer) => judge(call, answer),
            Err(error) => Err(unsent_or_unanswered(call, error)),
        };
        if let Some((observer, departure)) = watched.as_deref() {
            let landing = Landing::new(result.as_ref(), started.elapsed(), departure.shows_bodies());
            observer.answered(departure, &landing);
        }
        if let (Some(outbox), Some(intent)) = (&self.policy.outbox, noted) {
            outbox.answered(&intent, result.as_ref()).await;
        }
        result
    }

    /// Shows the observer what goes out.
    fn watch<'a>(
        &'a self,
        prepared: &'a Prepared,
        call: &CallInfo,
        request: &HttpRequest,
    ) -> Option<Box<(&'a dyn Observer, Departure<'a>)>> {
        let observer = self.policy.observer.as_deref()?;
        // Answers to token requests hold the token.
        let bodies = observer.bodies() && prepared.scheme != Scheme::Token;
        let departure = Departure::new(prepared, call, request, bodies);
        observer.sending(&departure);
        Some(Box::new((observer, departure)))
    }
}

/// Writes a call that may change something down before it is sent. What cannot be written down is not sent.
async fn note(
    outbox: &dyn Outbox,
    prepared: &Prepared,
    call: &CallInfo,
    end: tokio::time::Instant,
) -> Result<Option<Box<Intent>>, SnapError> {
    let endpoint = prepared.endpoint;
    if endpoint.effect == Effect::Read || endpoint.gives_tokens() {
        return Ok(None);
    }
    let intent = Box::new(Intent::new(call, call.sent_at().unwrap_or_default(), prepared.message.clone()));
    let failed = |cause| SnapError::NotSent(Box::new(NotSent::new(call.clone(), cause)));
    match tokio::time::timeout_at(end, outbox.about_to_send(&intent)).await {
        Ok(Ok(())) => Ok(Some(intent)),
        Ok(Err(cause)) => Err(failed(cause)),
        Err(_) => Err(failed("time ran out, and the call had not been written down".into())),
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

fn used_before() -> Violation {
    Violation { path: "header X-EXTERNAL-ID".to_owned(), rule: Broken::UsedBefore }
}

fn unroutable(error: &DecodeError) -> Broken {
    match error {
        DecodeError::NotAnObject(form) => Broken::WrongShape(*form),
        _ => Broken::Pattern,
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
