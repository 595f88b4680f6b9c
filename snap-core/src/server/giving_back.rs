//! Claims that a store may have taken although it did not say so.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::claim::Claim;
use super::store::{Ending, Store};

/// Gives claims back. A connection that breaks may have carried the claim to the store and not the answer back: the call is refused,
/// and nothing was begun, but who makes it again would find it under way, and later unknown.
pub(crate) struct GivingBack {
    /// As many as may wait for a store that is down. What is beyond it is found unknown when its lease is over: never carried out
    /// twice.
    room: Arc<Semaphore>,
}

/// A claim waits in a kilobyte.
const MOST: usize = 10_000;

/// Some three minutes, from a twentieth of a second on.
const TRIES: u32 = 12;

impl Default for GivingBack {
    fn default() -> Self {
        Self { room: Arc::new(Semaphore::new(MOST)) }
    }
}

impl GivingBack {
    /// Gives a claim back once the store can be asked. Nobody waits for it, a shutdown neither: nothing is lost with it but time.
    pub(crate) fn begin(&self, store: &Arc<dyn Store>, claim: Claim) {
        let Ok(room) = Arc::clone(&self.room).try_acquire_owned() else {
            tracing::error!(key = claim.key(), "a claim that may have been taken is not given back: too many are");
            return;
        };
        let store = Arc::clone(store);
        tokio::spawn(async move {
            let mut pause = Duration::from_millis(50);
            for _ in 0..TRIES {
                // Its owner is asked for: what somebody else claimed since stays.
                if store.complete(&claim, Ending::Released).await.is_ok() {
                    break;
                }
                tokio::time::sleep(pause).await;
                pause *= 2;
            }
            drop(room);
        });
    }
}
