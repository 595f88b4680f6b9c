//! A register and a store that a test can change while calls are served.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use snap_bi::server::{Caller, Claim, Claimed, Ending, MemoryStore, Register, RegisterError, Soon, Store, StoreError};

/// A store that can be down.
#[derive(Default)]
pub struct Fragile {
    store: MemoryStore,
    pub down: AtomicBool,
}

impl Fragile {
    fn if_up<'a, T: Send + 'a>(&'a self, then: Soon<'a, Result<T, StoreError>>) -> Soon<'a, Result<T, StoreError>> {
        if self.down.load(Ordering::SeqCst) { Soon::now(Err(StoreError::new("it is down"))) } else { then }
    }
}

impl Store for Fragile {
    fn claim<'a>(&'a self, claim: &'a Claim) -> Soon<'a, Result<Claimed, StoreError>> {
        if self.down.load(Ordering::SeqCst) {
            return Soon::now(Err(StoreError::new("it is down")));
        }
        self.store.claim(claim)
    }

    fn complete<'a>(&'a self, claim: &'a Claim, ending: Ending<'a>) -> Soon<'a, Result<bool, StoreError>> {
        self.store.complete(claim, ending)
    }

    fn put<'a>(&'a self, key: &'a str, value: &'a [u8], keep: Duration) -> Soon<'a, Result<(), StoreError>> {
        self.store.put(key, value, keep)
    }

    fn get<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        self.if_up(self.store.get(key))
    }

    fn take<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        self.if_up(self.store.take(key))
    }
}

/// A register whose one caller can be exchanged.
#[derive(Clone, Default)]
pub struct Switchable(Arc<std::sync::Mutex<Option<Arc<Caller>>>>);

impl Switchable {
    pub fn is(&self, caller: Option<Caller>) {
        *self.0.lock().expect("a lock") = caller.map(Arc::new);
    }

    fn get(&self) -> Soon<'static, Result<Option<Arc<Caller>>, RegisterError>> {
        Soon::now(Ok(self.0.lock().expect("a lock").clone()))
    }
}

impl Register for Switchable {
    fn by_partner_id<'a>(&'a self, _: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>> {
        self.get()
    }

    fn by_client_key<'a>(&'a self, _: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>> {
        self.get()
    }

    fn by_name<'a>(&'a self, _: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>> {
        self.get()
    }
}
