//! How a server is set up.

use std::fmt;
use std::marker::PhantomData;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::Uri;
use http::request::Parts;

use super::audit::Audit;
use super::build_error::ServerError;
use super::callers::{BadAddress, Caller, Callers, Register, networks};
use super::checks::{
    CallerCheck, ContentCheck, HeaderCheck, JsonCheck, Scheme, SignatureCheck, TokenCheck, WindowCheck,
};
use super::config::Config;
use super::dispatch::Dispatch;
use super::once::Keeping;
use super::routes::Routes;
use super::service::Server;
use super::store::{Ledger, MemoryStore, Store};
use super::tokens::TokenService;
use crate::meta::endpoint::Endpoint;
use crate::meta::signing_profile::{PathPolicy, SigningProfile};

/// Sets a server up. `S` is what comes out: `FaspayCallbacksServer<MyShop>`.
#[must_use = "a server is built by `build`"]
pub struct ServerBuilder<D, S> {
    dispatch: Arc<D>,
    register: Option<Arc<dyn Register>>,
    sole: Option<String>,
    store: Option<Arc<dyn Store>>,
    tokens: Option<TokenService>,
    token_endpoint: &'static Endpoint,
    window: WindowCheck,
    unsaid: Option<Scheme>,
    profile: Option<&'static SigningProfile>,
    keeping: Keeping,
    ledger: Option<Arc<dyn Ledger>>,
    audit: Option<Arc<dyn Audit>>,
    clock: super::config::Clock,
    peer: super::config::PeerOf,
    original: super::config::UriOf,
    trusted: Vec<ipnet::IpNet>,
    max_body: usize,
    body_time: Duration,
    handler_time: Duration,
    mount: String,
    elsewhere: Vec<(String, String)>,
    server: PhantomData<fn() -> S>,
}

impl<D: Dispatch, S: From<Server<D>>> ServerBuilder<D, S> {
    /// A server of these services. `#[snap_service]` calls it.
    pub fn new(dispatch: D) -> Self {
        Self::shared(Arc::new(dispatch))
    }

    /// The same, of services that others hold too.
    pub fn shared(dispatch: Arc<D>) -> Self {
        Self {
            dispatch,
            register: None,
            sole: None,
            store: None,
            tokens: None,
            token_endpoint: &crate::national::token::ACCESS_TOKEN_B2B,
            window: WindowCheck::default(),
            unsaid: None,
            profile: None,
            keeping: Keeping {
                lease: Duration::from_secs(300),
                references: Duration::from_secs(7 * 24 * 3600),
                replay: Duration::ZERO,
            },
            ledger: None,
            audit: None,
            clock: Arc::new(SystemTime::now),
            peer: Arc::new(peer),
            original: Arc::new(original),
            trusted: Vec::new(),
            max_body: 256 * 1024,
            body_time: Duration::from_secs(10),
            handler_time: Duration::from_secs(20),
            mount: String::new(),
            elsewhere: Vec::new(),
            server: PhantomData,
        }
    }

    /// Who may call, in memory.
    pub fn callers(self, callers: impl IntoIterator<Item = Caller>) -> Self {
        self.register(Callers::new(callers))
    }

    /// Who may call. Keep an `Arc` of [`Callers`] to exchange them while the server runs.
    pub fn register(mut self, register: impl Register) -> Self {
        self.register = Some(Arc::new(register));
        self
    }

    /// Who calls where neither a header nor a token says it, by name.
    pub fn sole_caller(mut self, name: impl Into<String>) -> Self {
        self.sole = Some(name.into());
        self
    }

    /// Where claims, answers and tokens are kept: in the memory of this process unless it is said. Several processes need one
    /// that they share.
    pub fn store(mut self, store: impl Store) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// How tokens are given, where the trait has services 73 and 74.
    pub fn tokens(mut self, tokens: TokenService) -> Self {
        self.tokens = Some(tokens);
        self
    }

    /// Where callers ask for tokens, where the trait has no service for it and its calls need one: the standard's
    /// `/v1.0/access-token/b2b` unless it is said.
    pub fn token_endpoint(mut self, endpoint: &'static Endpoint) -> Self {
        self.token_endpoint = endpoint;
        self
    }

    /// How old a call may be, and how far ahead of the server's clock: five minutes both unless it is said.
    pub fn window(mut self, past: Duration, ahead: Duration) -> Self {
        self.window = WindowCheck { past, ahead };
        self
    }

    /// How calls are signed of services of which no page says it.
    pub fn unsaid_scheme(mut self, scheme: Scheme) -> Self {
        self.unsaid = Some(scheme);
        self
    }

    /// Which body is hashed and which path is signed, whatever the services say.
    pub fn profile(mut self, profile: &'static SigningProfile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// After how long a call counts as lost whose server went away: longer than any handler takes. Five minutes unless it is said.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.keeping.lease = lease;
        self
    }

    /// How long a reference of a provider is remembered: seven days unless it is said.
    pub fn remember_references(mut self, references: Duration) -> Self {
        self.keeping.references = references;
        self
    }

    /// Who knows what became of a call whose server went away.
    pub fn ledger(mut self, ledger: impl Ledger) -> Self {
        self.ledger = Some(Arc::new(ledger));
        self
    }

    /// Who is told of every call.
    pub fn audit(mut self, audit: impl Audit) -> Self {
        self.audit = Some(Arc::new(audit));
        self
    }

    /// A clock of one's own.
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// How the address of the other side is found in a request: an extension of type `SocketAddr` unless it is said, and with the
    /// feature `axum` what `into_make_service_with_connect_info` leaves there.
    pub fn peer(mut self, peer: impl Fn(&Parts) -> Option<IpAddr> + Send + Sync + 'static) -> Self {
        self.peer = Arc::new(peer);
        self
    }

    /// How the address as it was called is found in a request, where a router takes a prefix off: with the feature `axum` its
    /// `OriginalUri` unless it is said.
    pub fn original_uri(mut self, original: impl Fn(&Parts) -> Option<Uri> + Send + Sync + 'static) -> Self {
        self.original = Arc::new(original);
        self
    }

    /// Proxies whose `X-Forwarded-For` is believed.
    ///
    /// # Errors
    /// When one is neither an address nor a network.
    pub fn trusted_proxies<T: AsRef<str>>(mut self, proxies: impl IntoIterator<Item = T>) -> Result<Self, BadAddress> {
        self.trusted = networks(proxies)?;
        Ok(self)
    }

    /// The prefix under which the caller finds the server, where something before it takes that off and leaves no word of it: a
    /// proxy, a router. It is part of the signed path.
    pub fn mounted_at(mut self, prefix: impl Into<String>) -> Self {
        self.mount = prefix.into();
        self
    }

    /// Where a service is called, by its name, in place of the path of its page: for notifications that go to an address that the
    /// partner gave the provider. Path parameters are in braces.
    pub fn at(mut self, service: impl Into<String>, path: impl Into<String>) -> Self {
        self.elsewhere.push((service.into(), path.into()));
        self
    }

    /// The longest body, in bytes: 256 KiB unless it is said.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// How long a body may take to come: 10 seconds unless it is said.
    pub fn body_time(mut self, time: Duration) -> Self {
        self.body_time = time;
        self
    }

    /// How long a caller waits for a handler: 20 seconds unless it is said. The handler goes on after that.
    pub fn handler_time(mut self, time: Duration) -> Self {
        self.handler_time = time;
        self
    }

    /// The server.
    ///
    /// # Errors
    /// What is wrong with how it is set up; see [`ServerError`].
    pub fn build(self) -> Result<S, ServerError> {
        let routes = Routes::new(self.endpoints(), &self.elsewhere)?;
        let mount = self.mount.trim_end_matches('/').to_owned();
        if self.mount.len() > mount.len()
            || !(mount.is_empty() || mount.parse::<Uri>().is_ok() && mount.starts_with('/'))
        {
            return Err(ServerError::Mount(self.mount));
        }
        for endpoint in self.dispatch.endpoints() {
            self.can_verify(endpoint, &mount)?;
        }
        let register = self.register.ok_or(ServerError::NoCallers)?;
        let store = self.store.unwrap_or_else(|| Arc::new(MemoryStore::default()));
        let replay = self.window.past + self.window.ahead;
        let config = Config {
            content: ContentCheck,
            headers: HeaderCheck,
            window: self.window,
            callers: CallerCheck::new(register).sole(self.sole),
            tokens: TokenCheck::new(Arc::clone(&store)).unsaid(self.unsaid),
            signature: SignatureCheck { unsaid: self.unsaid, profile: self.profile, mount: mount.clone() },
            json: JsonCheck,
            token_service: self.tokens.unwrap_or_else(|| TokenService::new(Arc::clone(&store))),
            store,
            giving_back: super::giving_back::GivingBack::default(),
            ledger: self.ledger,
            audit: self.audit,
            keeping: Keeping { replay, ..self.keeping },
            clock: self.clock,
            peer: self.peer,
            original: self.original,
            trusted: self.trusted,
            max_body: self.max_body,
            body_time: self.body_time,
            handler_time: self.handler_time,
            mount,
        };
        Ok(S::from(Server::new(self.dispatch, routes, config)))
    }

    /// The services of the trait, and where calls need a token and none of them gives it, the service that does.
    fn endpoints(&self) -> Vec<&'static Endpoint> {
        let mut endpoints = self.dispatch.endpoints().to_vec();
        let needed = |endpoint: &&&'static Endpoint| {
            let scheme = Scheme::of(endpoint).or(self.unsaid);
            matches!(scheme, Scheme::Symmetric | Scheme::Either)
        };
        if !endpoints.iter().any(|endpoint| endpoint.gives_tokens()) && endpoints.iter().any(|e| needed(&e)) {
            endpoints.push(self.token_endpoint);
        }
        endpoints
    }

    fn can_verify(&self, endpoint: &'static Endpoint, mount: &str) -> Result<(), ServerError> {
        if self.unsaid.is_none() && endpoint.redirect.is_none() && Scheme::of(endpoint) == Scheme::Unsigned {
            return Err(ServerError::Unsigned { provider: endpoint.provider, service: endpoint.service });
        }
        let profile = self.profile.unwrap_or(endpoint.signing);
        let cut = profile.path == PathPolicy::WithoutPrefix && endpoint.signed_path.is_none();
        if cut && endpoint.prefix().is_empty() && mount.is_empty() && endpoint.version.is_empty() {
            return Err(ServerError::Prefix { service: endpoint.service });
        }
        Ok(())
    }
}

fn peer(parts: &Parts) -> Option<IpAddr> {
    #[cfg(feature = "axum")]
    if let Some(axum::extract::ConnectInfo(address)) = parts.extensions.get::<axum::extract::ConnectInfo<SocketAddr>>()
    {
        return Some(address.ip());
    }
    parts.extensions.get::<SocketAddr>().map(SocketAddr::ip)
}

fn original(parts: &Parts) -> Option<Uri> {
    #[cfg(feature = "axum")]
    if let Some(axum::extract::OriginalUri(uri)) = parts.extensions.get::<axum::extract::OriginalUri>() {
        return Some(uri.clone());
    }
    let _ = parts;
    None
}

impl<D, S> fmt::Debug for ServerBuilder<D, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerBuilder")
            .field("mount", &self.mount)
            .field("window", &self.window)
            .finish_non_exhaustive()
    }
}
