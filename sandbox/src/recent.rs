//! A store that forgets: a sandbox runs for weeks, and nobody loses money where one carries a call out twice.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use snap_bi::server::{Claim, Claimed, Ending, MemoryStore, Soon, Store, StoreError};

/// A store in memory that takes the oldest away where the standard's own refuses all calls, being full.
#[derive(Debug, Clone)]
pub(crate) struct Recent {
    inner: MemoryStore,
    order: Arc<Mutex<Order>>,
    most: usize,
}

/// Keys, the oldest first. Claims do not displace tokens: those are few, and in use.
#[derive(Debug, Default)]
struct Order {
    claims: VecDeque<String>,
    values: VecDeque<String>,
}

impl Recent {
    /// What came of so many calls is kept, and so many tokens.
    pub(crate) fn new(most: usize) -> Self {
        Self { inner: MemoryStore::new(usize::MAX), order: Arc::default(), most: most.max(1) }
    }

    /// Keys that go because these came.
    fn gone(&self, came: impl Iterator<Item = String>, of: fn(&mut Order) -> &mut VecDeque<String>) -> Vec<String> {
        let mut order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = of(&mut order);
        queue.extend(came);
        // Two keys a call.
        let surplus = queue.len().saturating_sub(self.most.saturating_mul(2));
        queue.drain(..surplus).collect()
    }
}

impl Store for Recent {
    fn claim<'a>(&'a self, claim: &'a Claim) -> Soon<'a, Result<Claimed, StoreError>> {
        Soon::later(async move {
            let claimed = self.inner.claim(claim).await?;
            if claimed == Claimed::New {
                let keys = claim.keys().map(|(key, _)| key.to_owned());
                for key in self.gone(keys, |order| &mut order.claims) {
                    self.inner.take(&key).await?;
                }
            }
            Ok(claimed)
        })
    }

    fn complete<'a>(&'a self, claim: &'a Claim, ending: Ending<'a>) -> Soon<'a, Result<bool, StoreError>> {
        self.inner.complete(claim, ending)
    }

    fn put<'a>(&'a self, key: &'a str, value: &'a [u8], keep: Duration) -> Soon<'a, Result<(), StoreError>> {
        Soon::later(async move {
            self.inner.put(key, value, keep).await?;
            for key in self.gone(std::iter::once(key.to_owned()), |order| &mut order.values) {
                self.inner.take(&key).await?;
            }
            Ok(())
        })
    }

    fn get<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        self.inner.get(key)
    }

    fn take<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        self.inner.take(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_oldest_goes_and_nothing_is_refused() {
        let store = Recent::new(2);
        for nth in 0..100 {
            store.put(&format!("token:{nth}"), b"x", Duration::from_secs(900)).await.expect("there is room");
        }
        assert_eq!(store.inner.keys(), 4);
        assert_eq!(store.get("token:99").await.expect("an answer").as_deref(), Some(&b"x"[..]));
        assert_eq!(store.get("token:95").await.expect("an answer"), None);
    }
}
