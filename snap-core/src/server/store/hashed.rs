//! Keys that are hashed once.

use std::borrow::Borrow;
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState};
use std::sync::Arc;

/// A key with its hash: neither a second look nor a map that grows hashes it anew.
#[derive(Clone)]
pub(super) struct Key {
    hash: u64,
    text: Arc<str>,
}

/// The same as it is looked for.
#[derive(Clone, Copy)]
pub(super) struct Sought<'a> {
    hash: u64,
    text: &'a str,
}

impl<'a> Sought<'a> {
    /// Callers choose keys: hashed with a secret of the map, so that nobody can make many of one hash.
    pub(super) fn new(secret: &RandomState, text: &'a str) -> Self {
        Self { hash: secret.hash_one(text), text }
    }

    /// As it is kept.
    pub(super) fn kept(self, text: Arc<str>) -> Key {
        Key { hash: self.hash, text }
    }
}

/// What both are.
pub(super) trait Hashed {
    fn sought(&self) -> Sought<'_>;
}

impl Hashed for Key {
    fn sought(&self) -> Sought<'_> {
        Sought { hash: self.hash, text: &self.text }
    }
}

impl Hashed for Sought<'_> {
    fn sought(&self) -> Sought<'_> {
        *self
    }
}

impl Hash for dyn Hashed + '_ {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.sought().hash);
    }
}

impl PartialEq for dyn Hashed + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.sought().text == other.sought().text
    }
}

impl Eq for dyn Hashed + '_ {}

impl<'a> Borrow<dyn Hashed + 'a> for Key {
    fn borrow(&self) -> &(dyn Hashed + 'a) {
        self
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Key {}

/// Hands the hash on.
#[derive(Default)]
pub(super) struct AsItIs(u64);

pub(super) type ByHash = BuildHasherDefault<AsItIs>;

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        // Keys write one number; whatever else comes is mixed in, and is no mistake.
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
