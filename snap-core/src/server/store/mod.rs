//! What processes share: claims and their answers, tokens, codes.

#[cfg(feature = "testing")]
pub mod conformance;
mod hashed;
mod memory;
#[cfg(feature = "redis")]
mod redis;

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;

use super::answer::Answered;
use super::claim::{Claim, Record};
use super::soon::Soon;

#[cfg(feature = "redis")]
pub use self::redis::RedisStore;
pub use memory::MemoryStore;

/// What a store says to a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Claimed {
    /// It is the first: carry it out.
    New,
    /// The external ID came before.
    External(Box<Record>),
    /// What is asked for came before, under another external ID.
    Reference(Box<Record>),
}

/// How a claim ends.
#[derive(Debug, Clone, Copy)]
pub enum Ending<'a> {
    /// It was carried out, or nobody knows: the answer is kept under all keys.
    Answered(&'a Answered),
    /// It was refused, and nothing was done: the answer is kept under the external ID, and what was asked for may be asked again.
    Refused(&'a Answered),
    /// Nothing was done, and the same call may come again.
    Released,
}

impl<'a> Ending<'a> {
    /// What is kept under a key of a claim; none if the key is free again.
    #[must_use]
    pub fn kept(self, claim: &Claim, key: &str) -> Option<&'a Answered> {
        match self {
            Self::Answered(answer) => Some(answer),
            Self::Refused(answer) => (claim.external_key() == Some(key)).then_some(answer),
            Self::Released => None,
        }
    }
}

/// State that the processes of a server share, with expiry. Every operation is atomic, and asks once.
///
/// A store that cannot be asked says so: the server then refuses (500/02), for it cannot know what was carried out. It must not
/// forget before the time, nor send a command twice by itself: its own claim would look like somebody else's.
/// `conformance` tests implementations of one's own.
pub trait Store: Send + Sync + 'static {
    /// Takes all keys of a claim, or none: the first that is taken already is reported, the external ID before the reference.
    fn claim<'a>(&'a self, claim: &'a Claim) -> Soon<'a, Result<Claimed, StoreError>>;

    /// Ends a claim, if its owner still has it. False: somebody else does, or it has expired.
    fn complete<'a>(&'a self, claim: &'a Claim, ending: Ending<'a>) -> Soon<'a, Result<bool, StoreError>>;

    /// Keeps a value for some time, in place of what was there.
    fn put<'a>(&'a self, key: &'a str, value: &'a [u8], keep: Duration) -> Soon<'a, Result<(), StoreError>>;

    /// A value that is kept.
    fn get<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>>;

    /// A value that is kept, which is gone with it: one of several who take it at once gets it.
    fn take<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>>;
}

/// A store cannot be asked, or is full.
#[derive(Debug, Error)]
#[error("the store of the server cannot be asked: {0}")]
pub struct StoreError(#[source] Box<dyn Error + Send + Sync>);

impl StoreError {
    /// For a cause.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl<S: Store + ?Sized> Store for Arc<S> {
    fn claim<'a>(&'a self, claim: &'a Claim) -> Soon<'a, Result<Claimed, StoreError>> {
        (**self).claim(claim)
    }

    fn complete<'a>(&'a self, claim: &'a Claim, ending: Ending<'a>) -> Soon<'a, Result<bool, StoreError>> {
        (**self).complete(claim, ending)
    }

    fn put<'a>(&'a self, key: &'a str, value: &'a [u8], keep: Duration) -> Soon<'a, Result<(), StoreError>> {
        (**self).put(key, value, keep)
    }

    fn get<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        (**self).get(key)
    }

    fn take<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        (**self).take(key)
    }
}

/// What became of a call whose server went away while it was carried out, where somebody wrote it down with the work itself.
pub trait Ledger: Send + Sync + 'static {
    /// The answer that was committed under a claim's [`key`](Claim::key); none if nothing was committed, and then nothing was done.
    fn committed<'a>(&'a self, claim: &'a Claim) -> Soon<'a, Result<Option<Answered>, StoreError>>;
}

impl<L: Ledger + ?Sized> Ledger for Arc<L> {
    fn committed<'a>(&'a self, claim: &'a Claim) -> Soon<'a, Result<Option<Answered>, StoreError>> {
        (**self).committed(claim)
    }
}
