//! What generated clients, and people without one, call.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;

use tracing::Instrument as _;

use crate::client::builder::ClientBuilder;
use crate::client::core::Core;
use crate::client::credentials::Credentials;
use crate::client::dry_run::DryRun;
use crate::client::identity::Identity;
use crate::client::message::{Message, Typed, Untyped};
use crate::client::options::CallOptions;
use crate::client::redirect::RedirectUrl;
use crate::client::reply::{RawReply, Reply};
use crate::client::trace;
use crate::error::SnapError;
use crate::json::decode::DecodeError;
use crate::message::model::Model;
use crate::meta::endpoint::Endpoint;

/// A client of one provider with the credentials of one partner.
///
/// Cheap to clone: clones and views share connections and the access token. It knows no service; services are
/// [`Endpoint`]s.
#[derive(Clone)]
pub struct Client {
    core: Arc<Core>,
    options: Arc<CallOptions>,
}

impl Client {
    pub(super) fn new(core: Arc<Core>, options: CallOptions) -> Self {
        Self { core, options: Arc::new(options) }
    }

    /// Sets a client up for an [`Environment`](crate::Environment) or a base address. `https` is expected; `http` is for
    /// loopback.
    pub fn builder(address: impl AsRef<str>, credentials: Credentials) -> ClientBuilder {
        ClientBuilder::new(address.as_ref(), credentials)
    }

    /// The same client with options for its calls, besides those it had: what both say, these decide.
    #[must_use]
    pub fn with(&self, options: CallOptions) -> Self {
        Self::new(Arc::clone(&self.core), options.over(&self.options))
    }

    /// Drops the access token, of this client and of all its clones and views: the next call asks for another. A refusal
    /// that may be about the token does it by itself.
    pub fn forget_token(&self) {
        self.core.tokens.forget();
    }

    /// Makes this client, its clones and views, somebody else from the next call on: after a key or a secret was exchanged.
    /// Calls that are under way end as they began; the access token is fetched anew.
    ///
    /// # Errors
    /// [`SnapError::Credentials`] when they cannot sign; then the client stays as it was.
    pub fn replace_credentials(&self, credentials: Credentials) -> Result<(), SnapError> {
        self.core.become_(Identity::of(credentials)?);
        Ok(())
    }

    /// The same client for another partner, such as the next of many merchants: connections, address and policies are
    /// shared, credentials and access token are its own. It costs little more than making the key ready.
    ///
    /// # Errors
    /// [`SnapError::Credentials`] when the credentials cannot sign.
    pub fn for_partner(&self, credentials: Credentials) -> Result<Self, SnapError> {
        let core = self.core.for_partner(Identity::of(credentials)?);
        Ok(Self { core: Arc::new(core), options: Arc::clone(&self.options) })
    }

    /// What a call would send and sign, without sending it: nothing leaves, no token is fetched, no external ID is spent.
    ///
    /// # Errors
    /// What the call would be refused for: [`SnapError::InvalidRequest`] and [`SnapError::Credentials`].
    pub fn dry_run<Q: Model>(&self, endpoint: &'static Endpoint, request: &Q) -> Result<DryRun, SnapError> {
        self.core.dry_run(endpoint, &self.options, &Typed(request))
    }

    /// The address that the browser of the customer is sent to, for a service at which nobody calls, such as DANA's page for
    /// linking an account. What the spec says that the client gives (partner ID, time, signature) is put in where the request
    /// does not have it; then the request is checked like every other.
    ///
    /// # Errors
    /// [`SnapError::InvalidRequest`], [`SnapError::Credentials`], and [`SnapError::NotSent`] when a remote key did not sign.
    pub fn redirect_url<'a, Q: Model + Sync>(
        &'a self,
        endpoint: &'static Endpoint,
        request: &'a Q,
    ) -> impl Future<Output = Result<RedirectUrl, SnapError>> + Send + use<'a, Q> {
        self.core.redirect_url(endpoint, &self.options, request)
    }

    /// Makes a call: checks the request strictly, signs it, sends it, and decodes the answer leniently.
    ///
    /// The request is checked at once, and sent when the future is polled. A future that is dropped after that leaves
    /// open what became of the call: put the waiting into a task of its own where callers may go away.
    ///
    /// # Errors
    /// Any [`SnapError`]; ask it [`is_ambiguous`](SnapError::is_ambiguous) before anything is done again.
    pub fn call<'a, Q: Model, R: Model>(
        &'a self,
        endpoint: &'static Endpoint,
        request: &Q,
    ) -> impl Future<Output = Result<Reply<R>, SnapError>> + Send + use<'a, Q, R> {
        self.call_as(endpoint, request, R::from_json)
    }

    /// As [`call`](Self::call), for answers whose shape depends on the request.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub fn call_as<'a, Q: Model, R, D>(
        &'a self,
        endpoint: &'static Endpoint,
        request: &Q,
        decode: D,
    ) -> impl Future<Output = Result<Reply<R>, SnapError>> + Send + use<'a, Q, R, D>
    where
        D: FnOnce(&[u8]) -> Result<R, DecodeError> + Send,
    {
        let reply = self.start(endpoint, &Typed(request));
        async move { reply.await?.decode(decode) }
    }

    /// Makes a call with a JSON object that the caller answers for: headers are checked, members are not. The bytes are
    /// sent as they are, but for members that travel in path or query.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub fn send<'a>(
        &'a self,
        endpoint: &'static Endpoint,
        body: &[u8],
    ) -> impl Future<Output = Result<RawReply, SnapError>> + Send + use<'a> {
        self.start(endpoint, &Untyped(body))
    }

    /// The same client without an external ID of the caller's, which is for one call.
    pub(super) fn without_external_id(&self) -> Self {
        let mut options = CallOptions::clone(&self.options);
        options.external_id = None;
        options.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("X-EXTERNAL-ID"));
        Self::new(Arc::clone(&self.core), options)
    }

    /// Behind a pointer: everything that a call may have to wait for is in it, and each caller around it would move it once.
    pub(super) fn start<'a>(
        &'a self,
        endpoint: &'static Endpoint,
        message: &dyn Message,
    ) -> Pin<Box<dyn Future<Output = Result<RawReply, SnapError>> + Send + 'a>> {
        let prepared = self.core.prepare(endpoint, &self.options, message).and_then(Core::refuse_redirect);
        let span = trace::span(endpoint, &self.core.address_of(endpoint));
        let listened = !span.is_disabled();
        let call = async move {
            let started = listened.then(Instant::now);
            let result = match prepared {
                Ok(prepared) => self.core.run(prepared).await,
                Err(error) => Err(error),
            };
            trace::report(&result, started);
            result
        };
        Box::pin(call.instrument(span))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("address", &self.core.address.origin)
            .field("credentials", &self.core.identity().credentials)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
