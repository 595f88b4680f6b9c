//! Why a key is not taken.

use std::borrow::Cow;

use thiserror::Error;

/// A key that is not taken: what was found, and what was wanted. It never shows key material.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("found {found}; wanted {wanted}")]
pub struct KeyError {
    kind: KeyErrorKind,
    found: Cow<'static, str>,
    wanted: &'static str,
}

/// What is wrong with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyErrorKind {
    /// No key could be read: empty, cut off, badly encoded. Look at how it was copied.
    Format,
    /// It was read, and is something else: a public key for a private one, an EC key, a certificate, a key under a
    /// password. Look at which file it is.
    WrongKind,
    /// It is an RSA key of the right kind, and not safe or not consistent. A new key is needed.
    Refused,
    /// Nothing is wrong with the key: this build has no RSA backend.
    NoBackend,
}

impl KeyError {
    pub(super) fn new(kind: KeyErrorKind, found: impl Into<Cow<'static, str>>, wanted: &'static str) -> Self {
        Self { kind, found: found.into(), wanted }
    }

    pub(super) fn refused(found: impl Into<Cow<'static, str>>, wanted: &'static str) -> Self {
        Self::new(KeyErrorKind::Refused, found, wanted)
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> KeyErrorKind {
        self.kind
    }

    /// What came.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What is taken in its place.
    #[must_use]
    pub fn wanted(&self) -> &str {
        self.wanted
    }
}
