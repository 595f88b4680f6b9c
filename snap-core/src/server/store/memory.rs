//! The store of one process.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use moka::Expiry;
use moka::ops::compute::{CompResult, Op};
use moka::sync::Cache;

use super::{Claimed, Ending, Store, StoreError};
use crate::server::claim::{Claim, Record};
use crate::server::soon::Soon;

/// A store in memory, of one process. Bounded: when it is full it refuses, for what it would have to forget would be carried out
/// twice.
#[derive(Clone)]
pub struct MemoryStore {
    kept: Cache<String, Kept>,
    most: usize,
    /// Keys that are kept or about to be: the cache counts late.
    count: Arc<AtomicUsize>,
}

#[derive(Clone)]
struct Kept {
    value: Arc<[u8]>,
    keep: Duration,
}

struct AsLongAsSaid;

impl Expiry<String, Kept> for AsLongAsSaid {
    fn expire_after_create(&self, _: &String, kept: &Kept, _: Instant) -> Option<Duration> {
        Some(kept.keep)
    }

    fn expire_after_update(&self, _: &String, kept: &Kept, _: Instant, _: Option<Duration>) -> Option<Duration> {
        Some(kept.keep)
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
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let kept = Cache::builder()
            .expire_after(AsLongAsSaid)
            .eviction_listener(move |_, _, cause| {
                if cause != moka::notification::RemovalCause::Replaced {
                    counted.fetch_sub(1, Ordering::Relaxed);
                }
            })
            .build();
        Self { kept, most, count }
    }

    /// Takes room for a key, unless there is none.
    fn room(&self) -> Result<(), StoreError> {
        if self.count.fetch_add(1, Ordering::Relaxed) < self.most {
            return Ok(());
        }
        self.kept.run_pending_tasks();
        if self.count.load(Ordering::Relaxed) <= self.most {
            return Ok(());
        }
        self.count.fetch_sub(1, Ordering::Relaxed);
        Err(StoreError::new(format!("it is full: {} keys", self.most)))
    }

    /// Keeps a value where there is none; else what is there.
    fn insert_new(&self, key: &str, kept: Kept) -> Result<Option<Arc<[u8]>>, StoreError> {
        self.room()?;
        let entry = self.kept.entry_by_ref(key).or_insert(kept);
        if entry.is_fresh() {
            return Ok(None);
        }
        self.count.fetch_sub(1, Ordering::Relaxed);
        Ok(Some(entry.into_value().value))
    }

    fn claim_all(&self, claim: &Claim) -> Result<Claimed, StoreError> {
        let bytes: Arc<[u8]> = claim.record().to_bytes().into();
        let mut taken: Vec<&str> = Vec::with_capacity(2);
        for (key, keep) in claim.keys() {
            let found = self.insert_new(key, Kept { value: Arc::clone(&bytes), keep });
            if !matches!(found, Ok(None)) {
                for key in &taken {
                    self.kept.invalidate(*key);
                }
            }
            let Some(found) = found? else {
                taken.push(key);
                continue;
            };
            let record = read(&found)?;
            let external = claim.external_key() == Some(key);
            return Ok(if external { Claimed::External(record) } else { Claimed::Reference(record) });
        }
        Ok(Claimed::New)
    }

    fn complete_all(&self, claim: &Claim, ending: Ending<'_>) -> bool {
        let mut all = true;
        for (key, keep) in claim.keys() {
            let kept = ending.kept(claim, key).map(|answer| claim.completed(answer).to_bytes());
            let result = self.kept.entry_by_ref(key).and_compute_with(|entry| {
                let there = entry.and_then(|entry| Record::from_bytes(&entry.into_value().value));
                match (there.is_some_and(|record| record.owner == claim.owner()), kept) {
                    (true, Some(value)) => Op::Put(Kept { value: value.into(), keep }),
                    (true, None) => Op::Remove,
                    (false, _) => Op::Nop,
                }
            });
            all &= matches!(result, CompResult::ReplacedWith(_) | CompResult::Removed(_));
        }
        all
    }
}

fn read(bytes: &[u8]) -> Result<Record, StoreError> {
    Record::from_bytes(bytes).ok_or_else(|| StoreError::new("a claim in it cannot be read"))
}

impl Store for MemoryStore {
    fn claim<'a>(&'a self, claim: &'a Claim) -> Soon<'a, Result<Claimed, StoreError>> {
        Soon::now(self.claim_all(claim))
    }

    fn complete<'a>(&'a self, claim: &'a Claim, ending: Ending<'a>) -> Soon<'a, Result<bool, StoreError>> {
        Soon::now(Ok(self.complete_all(claim, ending)))
    }

    fn put<'a>(&'a self, key: &'a str, value: &'a [u8], keep: Duration) -> Soon<'a, Result<(), StoreError>> {
        let put = || {
            self.room()?;
            let kept = Kept { value: value.into(), keep };
            let result = self.kept.entry_by_ref(key).and_compute_with(|_| Op::Put(kept));
            if matches!(result, CompResult::ReplacedWith(_)) {
                self.count.fetch_sub(1, Ordering::Relaxed);
            }
            Ok(())
        };
        Soon::now(put())
    }

    fn get<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        Soon::now(Ok(self.kept.get(key).map(|kept| kept.value.to_vec())))
    }

    fn take<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        Soon::now(Ok(self.kept.remove(key).map(|kept| kept.value.to_vec())))
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore").field("keys", &self.count).field("most", &self.most).finish_non_exhaustive()
    }
}
