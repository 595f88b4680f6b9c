//! The merchant as a library: whoever wants to try something against a whole server starts one.
#![forbid(unsafe_code)]

mod shop;

use std::sync::Arc;

use axum::Router;
use snap_bi::Secret;
use snap_bi::bca::BcaCallbacksServer;
use snap_bi::faspay::FaspayCallbacksServer;
use snap_bi::server::{Caller, MemoryStore};
use snap_bi::signing::PublicKey;

pub use shop::Shop;

/// The servers for both providers.
pub struct Merchant {
    /// What Faspay calls.
    pub faspay: FaspayCallbacksServer<Shop>,
    /// What BCA calls.
    pub bca: BcaCallbacksServer<Shop>,
}

impl Merchant {
    /// A merchant who knows both by one key, and BCA by a secret.
    ///
    /// # Errors
    /// When a server cannot be built.
    pub fn new(shop: &Arc<Shop>, key: &PublicKey, secret: &Secret) -> Result<Self, Box<dyn std::error::Error>> {
        // Several processes share a `RedisStore` in its place.
        let store = MemoryStore::default();
        let faspay = FaspayCallbacksServer::shared(Arc::clone(shop))
            .callers([Caller::new("faspay").partner_id("82150").key(key)?])
            .store(store.clone())
            .ledger(Arc::clone(shop))
            .build()?;
        let caller = Caller::new("bca").partner_id("12345").client_key("bca-at-toko").secret(secret).key(key)?;
        let bca = BcaCallbacksServer::shared(Arc::clone(shop))
            .callers([caller])
            .store(store)
            .ledger(Arc::clone(shop))
            .build()?;
        Ok(Self { faspay, bca })
    }

    /// Faspay below `/faspay`, BCA below `/bca`.
    pub fn router(&self) -> Router {
        Router::new().nest_service("/faspay", self.faspay.clone()).nest_service("/bca", self.bca.clone())
    }
}
