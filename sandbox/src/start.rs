//! How a sandbox starts.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use snap_bi::server::ServerError;
use snap_bi::signing::KeyError;
use snap_bi::{Provider, ProviderEntry};
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::bank::Bank;
use crate::clock::Clock;
use crate::door::Door;
use crate::journal::Journal;
use crate::notify::{Manner, Notifier};
use crate::page::Pages;
use crate::partner::Partner;
use crate::sandbox::Sandbox;
use crate::seed::Seed;
use crate::shared::{Place, Shared};

/// Why a sandbox cannot start.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StartError {
    /// There is nothing to serve.
    #[error("a sandbox needs a provider: name one, such as `--provider faspay`")]
    NoProvider,
    /// The port is taken, or not allowed.
    #[error("{address} cannot be listened at")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A server cannot be built.
    #[error(transparent)]
    Server(#[from] ServerError),
}

/// How a sandbox is set up.
#[derive(Debug, Clone)]
#[must_use = "a sandbox starts by `start`"]
pub struct SandboxBuilder {
    providers: Vec<&'static ProviderEntry>,
    host: IpAddr,
    port: u16,
    seed: Seed,
    partner: Partner,
    partner_url: Option<String>,
    clock: Clock,
}

impl SandboxBuilder {
    pub(crate) fn new() -> Self {
        Self {
            providers: Vec::new(),
            host: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            seed: Seed::default(),
            partner: Partner::default(),
            partner_url: None,
            clock: Clock::default(),
        }
    }

    /// One provider more, at a port of its own.
    pub fn provider(self, provider: Provider) -> Self {
        self.entry(provider.entry())
    }

    /// The same, of a provider that the crate does not know.
    pub fn entry(mut self, provider: &'static ProviderEntry) -> Self {
        self.providers.push(provider);
        self
    }

    /// The address to listen at; loopback unless it is said.
    pub const fn host(mut self, host: IpAddr) -> Self {
        self.host = host;
        self
    }

    /// The port of the first provider, others follow; 0 for any that are free.
    pub const fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// What it begins with.
    pub fn seed(mut self, seed: Seed) -> Self {
        self.seed = seed;
        self
    }

    /// Who calls.
    pub fn partner(mut self, partner: Partner) -> Self {
        self.partner = partner;
        self
    }

    /// Where the partner listens to what providers call.
    pub fn partner_url(mut self, url: impl Into<String>) -> Self {
        self.partner_url = Some(url.into());
        self
    }

    /// Starts it.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start(self) -> Result<Sandbox, StartError> {
        if self.providers.is_empty() {
            return Err(StartError::NoProvider);
        }
        let journal = Journal::default();
        let mut listeners = Vec::new();
        for (offset, _) in (0u16..).zip(&self.providers) {
            let port = if self.port == 0 { 0 } else { self.port.saturating_add(offset) };
            let address = SocketAddr::new(self.host, port);
            let bound =
                async { TcpListener::bind(address).await.and_then(|listener| Ok((listener.local_addr()?, listener))) };
            listeners.push(bound.await.map_err(|source| StartError::Listen { address, source })?);
        }
        let shown = |address: SocketAddr| match address.ip().is_unspecified() {
            true => SocketAddr::new(Ipv4Addr::LOCALHOST.into(), address.port()),
            false => address,
        };
        let pages =
            listeners.first().map(|(address, _)| format!("http://{}/_sandbox", shown(*address))).unwrap_or_default();
        let url = self.partner_url.clone().or_else(|| self.seed.partner_url.clone());
        let (mut places, mut tasks) = (Vec::new(), JoinSet::new());
        for (provider, (address, listener)) in self.providers.iter().zip(listeners) {
            let (bank, mut events) = Bank::new(provider, self.seed.clone(), self.clock.clone(), pages.clone());
            let partner = (self.partner.caller(provider)?, self.partner.known(provider)?);
            let door = Arc::new(Door::new(bank, partner, self.clock.clone(), journal.clone())?);
            let (bank, partner) = (Arc::clone(&door.bank), self.partner.clone());
            let notifier = Arc::new(Notifier::new(bank, partner, self.clock.clone(), journal.clone()));
            notifier.set_address(url.clone());
            notifier
                .set_manner(Manner::default().pauses(self.seed.retry.iter().map(|pause| Duration::from_secs(*pause))));
            let telling = Arc::clone(&notifier);
            tasks.spawn(async move {
                let mut calls = JoinSet::new();
                while let Some(deal) = events.recv().await {
                    calls.spawn(Arc::clone(&telling).event(deal));
                    while calls.try_join_next().is_some() {}
                }
            });
            places.push((Place { url: format!("http://{}", shown(address)), door, notifier }, listener));
        }
        let (places, listeners): (Vec<_>, Vec<_>) = places.into_iter().unzip();
        let shared =
            Arc::new(Shared { places, clock: self.clock, journal, partner: self.partner, seed: self.seed, pages });
        for (index, listener) in listeners.into_iter().enumerate() {
            tasks.spawn(listen(listener, Arc::clone(&shared), index));
        }
        let ticking = Arc::clone(&shared);
        tasks.spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_millis(200)).await;
                ticking.places.iter().for_each(|place| place.door.bank.drain());
            }
        });
        Ok(Sandbox { shared, tasks })
    }
}

/// How long a connection may be silent between calls.
const SILENCE: Duration = Duration::from_secs(120);

async fn listen(listener: TcpListener, shared: Arc<Shared>, index: usize) {
    let pages = Pages::new(&shared, listener.local_addr().ok());
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many files are open: they will be fewer.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (shared, pages) = (Arc::clone(&shared), pages.clone());
        let service = service_fn(move |request| {
            let (shared, pages) = (Arc::clone(&shared), pages.clone());
            async move { shared.answer(index, &pages, request).await }
        });
        let mut server = hyper::server::conn::http1::Builder::new();
        // Who connects and says nothing keeps no place for ever. Clients close what they do not use before that.
        server.timer(TokioTimer::new()).header_read_timeout(SILENCE);
        // Who hangs up once he has called has called.
        server.half_close(true);
        tokio::spawn(server.serve_connection(TokioIo::new(stream), service));
    }
}
