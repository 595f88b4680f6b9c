//! Setting up a client.

use std::fmt;
use std::sync::{Arc, RwLock};
use std::time::{Duration, SystemTime};

use crate::client::address::{Address, OwnHosts};
use crate::client::api::Client;
use crate::client::core::Core;
use crate::client::credentials::Credentials;
use crate::client::identity::Identity;
use crate::client::ids::Ids;
use crate::client::observer::Observer;
use crate::client::options::CallOptions;
use crate::client::outbox::Outbox;
use crate::client::policy::Policy;
use crate::client::reqwest_transport::ReqwestTransport;
use crate::client::retry::RetryPolicy;
use crate::client::token::TokenCache;
use crate::client::token_store::TokenStore;
use crate::client::transport::Transport;
use crate::error::{CredentialsError, CredentialsProblem, SnapError};
use crate::meta::endpoint::{Endpoint, Environment};
use crate::meta::signing_profile::{ExternalIdForm, SigningProfile};

impl AsRef<str> for Environment {
    fn as_ref(&self) -> &str {
        self.url
    }
}

/// Sets a [`Client`] up. `Debug` shows no secret.
#[must_use]
pub struct ClientBuilder {
    address: String,
    allow_plain_http: bool,
    credentials: Credentials,
    transport: Option<Arc<dyn Transport>>,
    connect_timeout: Duration,
    policy: Policy,
    ids: Ids,
}

impl ClientBuilder {
    pub(super) fn new(address: &str, credentials: Credentials) -> Self {
        Self {
            address: address.to_owned(),
            allow_plain_http: false,
            credentials,
            transport: None,
            connect_timeout: Duration::from_secs(10),
            policy: Policy::default(),
            ids: Ids::default(),
        }
    }

    /// How long one attempt may take, from connecting to the last byte: 30 seconds unless said. A request for a token has
    /// its own.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.policy.timeout = timeout;
        self
    }

    /// How long a call may take with everything around it: fetching a token, pauses, repeats. Unbounded unless said; each
    /// attempt has its [own bound](Self::timeout).
    pub const fn total_timeout(mut self, total: Duration) -> Self {
        self.policy.total = Some(total);
        self
    }

    /// How long connecting may take, of that: 10 seconds unless said. What fails by then was surely not sent. It is set
    /// aside with a [transport](Self::transport) of one's own.
    pub const fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Another transport than [`ReqwestTransport`], which takes a proxy from the environment, but for loopback.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// CHANNEL-ID, for services whose spec does not fix it.
    pub fn channel_id(mut self, id: impl Into<String>) -> Self {
        self.credentials = self.credentials.with_channel_id(id);
        self
    }

    /// ORIGIN: the partner's domain.
    pub fn origin(mut self, origin: impl Into<String>) -> Self {
        self.credentials = self.credentials.with_origin(origin);
        self
    }

    /// Signs every call by this profile, whatever the spec of the service says.
    pub const fn profile(mut self, profile: &'static SigningProfile) -> Self {
        self.policy.profile = Some(profile);
        self
    }

    /// The provider's own token service. The national one is `POST /v1.0/access-token/b2b` below the base address.
    pub const fn token_endpoint(mut self, endpoint: &'static Endpoint) -> Self {
        self.policy.token_endpoint = endpoint;
        self
    }

    /// How much of an answer is read: 1 MiB unless said. A longer one is unreadable.
    pub const fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.policy.max_response_bytes = bytes;
        self
    }

    /// How questions are repeated; see [`RetryPolicy`].
    pub const fn retry_reads(mut self, policy: RetryPolicy) -> Self {
        self.policy.retry = policy;
        self
    }

    /// Where calls that may change something are written down before they are sent; see [`Outbox`].
    pub fn outbox(mut self, outbox: impl Outbox + 'static) -> Self {
        self.policy.outbox = Some(Arc::new(outbox));
        self
    }

    /// Where access tokens are shared with other processes; see [`TokenStore`].
    pub fn token_store(mut self, store: impl TokenStore + 'static) -> Self {
        self.policy.token_store = Some(Arc::new(store));
        self
    }

    /// Who watches requests go and answers come; see [`Observer`].
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.policy.observer = Some(Arc::new(observer));
        self
    }

    /// Another clock than the system's, for `X-TIMESTAMP`: one that is corrected, or that a test stops.
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.policy.clock = Arc::new(now);
        self
    }

    /// Another scheme for `X-EXTERNAL-ID` than [`ExternalIds`](crate::ExternalIds), such as one with the tenant in it. It is
    /// asked once for each attempt, with the form that the provider wants, and what it gives is held to the header's rule.
    ///
    /// A provider refuses what it has seen on the same day, and may take it for the same call: no value may come twice.
    pub fn external_ids(mut self, next: impl Fn(ExternalIdForm) -> String + Send + Sync + 'static) -> Self {
        self.ids = Ids::Own(Arc::new(next));
        self
    }

    /// Lets calls travel unencrypted to another machine. Without it, http is for loopback only.
    pub const fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    /// [`SnapError::Credentials`] when the base address or the private key cannot be used, or TLS cannot be set up.
    pub fn build(self) -> Result<Client, SnapError> {
        let refuse = |problem| SnapError::Credentials(Box::new(CredentialsError::new(problem, None)));
        let address = Address::parse(&self.address, self.allow_plain_http).map_err(refuse)?;
        let identity = Identity::of(self.credentials)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => {
                let connect_timeout = self.connect_timeout.min(self.policy.timeout);
                let transport = if address.is_loopback() {
                    ReqwestTransport::direct(connect_timeout)
                } else {
                    ReqwestTransport::new(connect_timeout)
                };
                Arc::new(transport.map_err(|_| refuse(CredentialsProblem::Transport))?)
            }
        };
        let core = Core {
            address: Arc::new(address),
            hosts: OwnHosts::default(),
            identity: RwLock::new(Arc::new(identity)),
            transport,
            policy: self.policy,
            ids: self.ids,
            tokens: Arc::new(TokenCache::default()),
        };
        Ok(Client::new(Arc::new(core), CallOptions::default()))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("connect_timeout", &self.connect_timeout)
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}
