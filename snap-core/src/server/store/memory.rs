//! The store of one process.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::RandomState;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::hashed::{ByHash, Hashed, Key, Sought};
use super::{Claimed, Ending, Store, StoreError};
use crate::server::answer::Answered;
use crate::server::claim::{Claim, Record};
use crate::server::soon::Soon;

/// A store in memory, of one process. Bounded: when it is full it refuses, for what it would have to forget would be carried out
/// twice.
///
/// No cache, which forgets when it is full and counts late: one lock, for a claim takes two keys at once or none.
#[derive(Clone)]
pub struct MemoryStore {
    most: usize,
    secret: RandomState,
    kept: Arc<Mutex<Shelf>>,
}

/// What is kept, by key; and keys by the second in which they go.
struct Shelf {
    by_key: HashMap<Key, Kept, ByHash>,
    by_end: BTreeMap<u64, Vec<Key>>,
    /// How many keys stand at an end that is not theirs any more.
    stale: usize,
    /// Seconds are counted from here on.
    since: Instant,
}

struct Kept {
    value: Value,
    end: Instant,
}

enum Value {
    /// With its answer, once there is one.
    Claim(Arc<Record>, Option<Arc<Answered>>),
    Bytes(Vec<u8>),
}

impl Value {
    fn is_of(&self, claim: &Claim) -> bool {
        matches!(self, Self::Claim(record, _) if record.owner == claim.record.owner)
    }

    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Claim(record, answer) => record.with(answer.as_deref()).to_bytes(),
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
        let shelf = Shelf { by_key: HashMap::default(), by_end: BTreeMap::new(), stale: 0, since: Instant::now() };
        Self { most, secret: RandomState::new(), kept: Arc::new(Mutex::new(shelf)) }
    }

    /// How many keys are kept.
    #[must_use]
    pub fn keys(&self) -> usize {
        let now = Instant::now();
        let mut shelf = self.shelf(now);
        shelf.forget(usize::MAX, now);
        shelf.by_key.len()
    }

    /// What is kept. Some of what has had its time goes with every call, so that none waits long: at midnight many have.
    fn shelf(&self, now: Instant) -> MutexGuard<'_, Shelf> {
        // No code of others runs under the lock: whoever panicked did so before or after a change.
        let mut shelf = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.forget(64, now);
        shelf
    }

    fn room(&self, shelf: &mut Shelf, keys: usize) -> Result<(), StoreError> {
        let is_there = |shelf: &Shelf| shelf.by_key.len() + keys <= self.most;
        if is_there(shelf) {
            return Ok(());
        }
        shelf.forget(usize::MAX, Instant::now());
        if is_there(shelf) { Ok(()) } else { Err(StoreError::new(format!("it is full: {} keys", self.most))) }
    }

    /// As it is kept.
    fn sought<'a>(&self, key: &'a str) -> Sought<'a> {
        Sought::new(&self.secret, key)
    }

    /// The keys of a claim, each with how long it is kept: hashed before anybody waits.
    fn keys_of<'a>(&self, claim: &'a Claim) -> [Option<(&'a Arc<str>, Sought<'a>, Duration)>; 2] {
        let mut keys = claim.shared_keys().map(|(key, keep)| (key, self.sought(key), keep));
        [keys.next(), keys.next()]
    }

    fn claim_all(&self, claim: &Claim) -> Result<Claimed, StoreError> {
        let (keys, now) = (self.keys_of(claim), Instant::now());
        let mut shelf = self.shelf(now);
        for (key, sought, _) in keys.into_iter().flatten() {
            let Some(value) = shelf.get_or_forget(sought, now) else { continue };
            let Value::Claim(record, answer) = value else { return Err(StoreError::new("it keeps no claim there")) };
            let record = Box::new(record.with(answer.as_deref()));
            let external = claim.external_key() == Some(&**key);
            return Ok(if external { Claimed::External(record) } else { Claimed::Reference(record) });
        }
        self.room(&mut shelf, keys.iter().flatten().count())?;
        for (key, sought, keep) in keys.into_iter().flatten() {
            shelf.put(sought.kept(Arc::clone(key)), Value::Claim(Arc::clone(&claim.record), None), keep, now);
        }
        Ok(Claimed::New)
    }

    fn complete_all(&self, claim: &Claim, ending: Ending<'_>) -> bool {
        let (keys, now) = (self.keys_of(claim), Instant::now());
        let mut completed = None;
        let mut shelf = self.shelf(now);
        let mut all = true;
        for (key, sought, _) in keys.into_iter().flatten() {
            let Some(Value::Claim(_, answer)) = shelf.get(sought, now).filter(|value| value.is_of(claim)) else {
                all = false;
                continue;
            };
            match ending.kept(claim, key) {
                // It goes when its claim would have gone.
                Some(given) => *answer = Some(Arc::clone(completed.get_or_insert_with(|| Arc::new(given.compact())))),
                None => drop(shelf.take(sought, now)),
            }
        }
        all
    }

    fn put_one(&self, key: &str, value: &[u8], keep: Duration) -> Result<(), StoreError> {
        let (sought, now) = (self.sought(key), Instant::now());
        let mut shelf = self.shelf(now);
        let new = usize::from(shelf.get_or_forget(sought, now).is_none());
        self.room(&mut shelf, new)?;
        shelf.put(sought.kept(key.into()), Value::Bytes(value.to_vec()), keep, now);
        Ok(())
    }

    fn get_one(&self, key: &str) -> Option<Vec<u8>> {
        let (sought, now) = (self.sought(key), Instant::now());
        self.shelf(now).get(sought, now).map(|value| value.bytes())
    }

    fn take_one(&self, key: &str) -> Option<Vec<u8>> {
        let (sought, now) = (self.sought(key), Instant::now());
        self.shelf(now).take(sought, now).map(|value| value.bytes())
    }
}

impl Shelf {
    fn second(&self, end: Instant) -> u64 {
        end.saturating_duration_since(self.since).as_secs()
    }

    /// Takes away what has had its time in the seconds that are over, at most so many.
    fn forget(&mut self, most: usize, now: Instant) {
        let now = self.second(now);
        for _ in 0..most {
            let Some(mut first) = self.by_end.first_entry().filter(|first| *first.key() < now) else { return };
            let second = *first.key();
            let Some(key) = first.get_mut().pop() else {
                first.remove();
                continue;
            };
            let end = self.by_key.get(&key).map(|kept| self.second(kept.end));
            if end == Some(second) {
                self.by_key.remove(&key);
            } else {
                self.stale = self.stale.saturating_sub(1);
            }
        }
    }

    /// A value that has not had its time yet.
    fn get(&mut self, key: Sought<'_>, now: Instant) -> Option<&mut Value> {
        self.by_key.get_mut(&key as &dyn Hashed).filter(|kept| kept.end > now).map(|kept| &mut kept.value)
    }

    /// The same; what has had its time makes room at once.
    fn get_or_forget(&mut self, key: Sought<'_>, now: Instant) -> Option<&mut Value> {
        if self.by_key.get(&key as &dyn Hashed)?.end <= now {
            self.take(key, now);
            return None;
        }
        self.get(key, now)
    }

    fn put(&mut self, key: Key, value: Value, keep: Duration, now: Instant) {
        // A time that no clock reaches is as good as a century.
        const CENTURY: Duration = Duration::from_secs(100 * 365 * 24 * 3600);
        let end = now.checked_add(keep).unwrap_or(now + CENTURY);
        let second = self.second(end);
        if self.by_key.insert(key.clone(), Kept { value, end }).is_some() {
            self.leave_stale();
        }
        self.by_end.entry(second).or_default().push(key);
    }

    fn take(&mut self, key: Sought<'_>, now: Instant) -> Option<Value> {
        let kept = self.by_key.remove(&key as &dyn Hashed)?;
        self.leave_stale();
        (kept.end > now).then_some(kept.value)
    }

    /// A key stays where it stood: looking for it would take longer. When most are such, all are written anew.
    fn leave_stale(&mut self) {
        self.stale += 1;
        if self.stale <= self.by_key.len() + 1024 {
            return;
        }
        self.stale = 0;
        self.by_end.clear();
        for (key, kept) in &self.by_key {
            let second = kept.end.saturating_duration_since(self.since).as_secs();
            self.by_end.entry(second).or_default().push(key.clone());
        }
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
        Soon::now(Ok(self.get_one(key)))
    }

    fn take<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        Soon::now(Ok(self.take_one(key)))
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
