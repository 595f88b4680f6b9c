//! A server of the shop on loopback.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use snap_bi::server::{Ledger, Store};

use crate::callers::caller;
use crate::shop::{BankServer, Shop};

/// How it is set up, where not all is as usual.
#[derive(Default)]
pub struct Setup {
    /// How long a caller waits.
    pub handler_time: Option<Duration>,
    /// How long a claim is its owner's.
    pub lease: Option<Duration>,
    /// Who knows what became of calls.
    pub ledger: Option<Arc<dyn Ledger>>,
}

/// A server that runs.
pub struct Serving {
    /// Where.
    pub address: SocketAddr,
    /// The server itself.
    pub server: BankServer<Shop>,
    listening: tokio::task::JoinHandle<()>,
}

/// Builds a server of a shop.
#[must_use]
pub fn build(shop: &Arc<Shop>, store: Arc<dyn Store>, setup: Setup) -> BankServer<Shop> {
    let mut builder = BankServer::shared(Arc::clone(shop)).callers([caller()]).store(store);
    if let Some(time) = setup.handler_time {
        builder = builder.handler_time(time);
    }
    if let Some(lease) = setup.lease {
        builder = builder.lease(lease);
    }
    if let Some(ledger) = setup.ledger {
        builder = builder.ledger(ledger);
    }
    builder.build().expect("a server")
}

/// Serves a shop on a free port of loopback.
pub async fn serve(shop: &Arc<Shop>, store: Arc<dyn Store>, setup: Setup) -> Serving {
    let server = build(shop, store, setup);
    let router = Router::new().fallback_service(server.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let address = listener.local_addr().expect("an address");
    let listening = tokio::spawn(async move {
        let _ = axum::serve(listener, router).await;
    });
    Serving { address, server, listening }
}

impl Serving {
    /// Stops listening, and waits for the handlers that run.
    pub async fn shutdown(self) {
        self.listening.abort();
        self.server.server().shutdown().await;
    }
}

impl std::fmt::Debug for Serving {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Serving").field("address", &self.address).finish_non_exhaustive()
    }
}
