//! Both stores do what a store must.

use std::sync::Arc;

use snap_bi::server::{MemoryStore, conformance};
use snap_stress::redis::{Keeps, Redis};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_store_in_memory_conforms() {
    conformance::all(Arc::new(MemoryStore::default()), "memory").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_store_in_redis_conforms() {
    let Some(redis) = Redis::start(Keeps::Nothing).await else { return };
    conformance::all(redis.store().await, "redis").await;
}
