//! The store of one process.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{Claimed, Ending, Store, StoreError};
use crate::server::claim::{Claim, Record};
use crate::server::soon::Soon;

/// A store in memory, of one process. Bounded: when it is full it refuses, for what it would have to forget would be carried out
/// twice.
///
/// No cache, which forgets when it is full and counts late: one lock, for a claim takes two keys at once or none.
#[derive(Clone)]
pub struct MemoryStore {
    most: usize,
    kept: Arc<Mutex<Shelf>>,
}

/// What is kept, by key and by the time when it goes.
#[derive(Default)]
struct Shelf {
    by_key: HashMap<Arc<str>, Kept>,
    by_end: BTreeMap<End, Arc<str>>,
    next: u64,
}

/// When something goes, and a number, for two may go at the same time.
type End = (Instant, u64);

struct Kept {
    value: Value,
    end: End,
}

enum Value {
    Claim(Arc<Record>),
    Bytes(Vec<u8>),
}

impl Value {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Claim(record) => record.to_bytes(),
            Self::Bytes(bytes) => bytes.clone(),
        }
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new(1_000_000)
    }
}

impl MemoryStore {
    /// A store of at most so many keys: two for a payment with its answer, one for a token.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { most, kept: Arc::default() }
    }

    /// How many keys are kept.
    #[must_use]
    pub fn keys(&self) -> usize {
        self.shelf().by_key.len()
    }

    /// What is kept now: what has had its time is gone.
    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        // No code of others runs under the lock: whoever panicked did so before or after a change.
        let mut shelf = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.forget(Instant::now());
        shelf
    }

    fn room(&self, shelf: &Shelf, keys: usize) -> Result<(), StoreError> {
        if shelf.by_key.len() + keys <= self.most {
            return Ok(());
        }
        Err(StoreError::new(format!("it is full: {} keys", self.most)))
    }

    fn claim_all(&self, claim: &Claim) -> Result<Claimed, StoreError> {
        let mut shelf = self.shelf();
        for (key, _) in claim.keys() {
            let Some(kept) = shelf.by_key.get(key) else { continue };
            let Value::Claim(record) = &kept.value else { return Err(StoreError::new("it keeps no claim there")) };
            let record = Record::clone(record);
            let external = claim.external_key() == Some(key);
            return Ok(if external { Claimed::External(record) } else { Claimed::Reference(record) });
        }
        self.room(&shelf, claim.keys().count())?;
        let record = Arc::new(claim.record().clone());
        for (key, keep) in claim.keys() {
            shelf.put(key, Value::Claim(Arc::clone(&record)), keep);
        }
        Ok(Claimed::New)
    }

    fn complete_all(&self, claim: &Claim, ending: Ending<'_>) -> bool {
        let mut completed = None;
        let mut shelf = self.shelf();
        let mut all = true;
        for (key, keep) in claim.keys() {
            let there = shelf.by_key.get(key).map(|kept| &kept.value);
            if !matches!(there, Some(Value::Claim(record)) if record.owner == claim.owner()) {
                all = false;
                continue;
            }
            match ending.kept(claim, key) {
                Some(answer) => {
                    let record = completed.get_or_insert_with(|| Arc::new(claim.completed(answer)));
                    shelf.put(key, Value::Claim(Arc::clone(record)), keep);
                }
                None => drop(shelf.take(key)),
            }
        }
        all
    }

    fn put_one(&self, key: &str, value: &[u8], keep: Duration) -> Result<(), StoreError> {
        let mut shelf = self.shelf();
        self.room(&shelf, usize::from(!shelf.by_key.contains_key(key)))?;
        shelf.put(key, Value::Bytes(value.to_vec()), keep);
        Ok(())
    }
}

impl Shelf {
    fn forget(&mut self, now: Instant) {
        while let Some(first) = self.by_end.first_entry().filter(|first| first.key().0 <= now) {
            self.by_key.remove(&first.remove());
        }
    }

    fn put(&mut self, key: &str, value: Value, keep: Duration) {
        // A time that no clock reaches is as good as a century.
        const CENTURY: Duration = Duration::from_secs(100 * 365 * 24 * 3600);
        let now = Instant::now();
        let end = (now.checked_add(keep).unwrap_or(now + CENTURY), self.next);
        self.next += 1;
        let key: Arc<str> = key.into();
        if let Some(before) = self.by_key.insert(Arc::clone(&key), Kept { value, end }) {
            self.by_end.remove(&before.end);
        }
        self.by_end.insert(end, key);
    }

    fn take(&mut self, key: &str) -> Option<Value> {
        let kept = self.by_key.remove(key)?;
        self.by_end.remove(&kept.end);
        Some(kept.value)
    }
}

impl Store for MemoryStore {
    fn claim<'a>(&'a self, claim: &'a Claim) -> Soon<'a, Result<Claimed, StoreError>> {
        Soon::now(self.claim_all(claim))
    }

    fn complete<'a>(&'a self, claim: &'a Claim, ending: Ending<'a>) -> Soon<'a, Result<bool, StoreError>> {
        Soon::now(Ok(self.complete_all(claim, ending)))
    }

    fn put<'a>(&'a self, key: &'a str, value: &'a [u8], keep: Duration) -> Soon<'a, Result<(), StoreError>> {
        Soon::now(self.put_one(key, value, keep))
    }

    fn get<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        Soon::now(Ok(self.shelf().by_key.get(key).map(|kept| kept.value.bytes())))
    }

    fn take<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        Soon::now(Ok(self.shelf().take(key).map(|value| value.bytes())))
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore").field("keys", &self.keys()).field("most", &self.most).finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "memory_tests.rs"]
mod tests;
