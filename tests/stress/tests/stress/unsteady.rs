//! A store that fails as a test wants it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use snap_bi::server::{Claim, Claimed, Ending, MemoryStore, Soon, Store, StoreError};
use tokio::sync::Semaphore;

/// A store in memory, behind a connection that breaks.
#[derive(Default)]
pub struct Unsteady {
    store: MemoryStore,
    /// It cannot be asked.
    pub is_down: AtomicBool,
    /// It cannot be asked to end claims.
    pub ends_nothing: AtomicBool,
    /// It does what it is asked to, and the answer is lost: so often.
    pub loses_answers: AtomicUsize,
    /// How many claims wait at the gate.
    pub waiting: AtomicUsize,
    gate: Option<Arc<Semaphore>>,
}

impl Unsteady {
    /// One in which claims wait to be let through.
    pub fn gated(gate: &Arc<Semaphore>) -> Self {
        Self { gate: Some(Arc::clone(gate)), ..Self::default() }
    }

    fn down() -> StoreError {
        StoreError::new("the connection is gone")
    }

    fn up(&self) -> Result<(), StoreError> {
        if self.is_down.load(Ordering::SeqCst) { Err(Self::down()) } else { Ok(()) }
    }

    fn answer<T>(&self, answer: T) -> Result<T, StoreError> {
        let less = |left: usize| left.checked_sub(1);
        let lost = self.loses_answers.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok();
        if lost { Err(Self::down()) } else { Ok(answer) }
    }
}

impl Store for Unsteady {
    fn claim<'a>(&'a self, claim: &'a Claim) -> Soon<'a, Result<Claimed, StoreError>> {
        Soon::later(async move {
            if let Some(gate) = &self.gate {
                self.waiting.fetch_add(1, Ordering::SeqCst);
                gate.acquire().await.map_err(StoreError::new)?.forget();
            }
            self.up()?;
            let claimed = self.store.claim(claim).await?;
            self.answer(claimed)
        })
    }

    fn complete<'a>(&'a self, claim: &'a Claim, ending: Ending<'a>) -> Soon<'a, Result<bool, StoreError>> {
        Soon::later(async move {
            self.up()?;
            if self.ends_nothing.load(Ordering::SeqCst) {
                return Err(Self::down());
            }
            self.store.complete(claim, ending).await
        })
    }

    fn put<'a>(&'a self, key: &'a str, value: &'a [u8], keep: Duration) -> Soon<'a, Result<(), StoreError>> {
        Soon::later(async move {
            self.up()?;
            self.store.put(key, value, keep).await
        })
    }

    fn get<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        Soon::later(async move {
            // Tokens are found while only claims are not: the other case is one of its own.
            self.store.get(key).await
        })
    }

    fn take<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        Soon::later(async move {
            self.up()?;
            self.store.take(key).await
        })
    }
}
