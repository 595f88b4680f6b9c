//! The backend that is used unless one is named.

use std::sync::Arc;

use super::key::{PrivateKey, PublicKey};
use super::key_error::KeyError;
use super::signer::{Signer, Verifier};

#[cfg(feature = "aws-lc")]
use super::aws as default;
#[cfg(all(feature = "rsa-pure", not(feature = "aws-lc")))]
use super::pure as default;

#[cfg(not(any(feature = "aws-lc", feature = "rsa-pure")))]
mod default {
    //! Symmetric signatures need no backend; who has no RSA key is not made to compile one.

    use std::sync::Arc;

    use crate::signing::{KeyError, KeyErrorKind, PrivateKey, PublicKey, Signer, Verifier};

    pub(super) fn signer(_: &PrivateKey) -> Result<Arc<dyn Signer>, KeyError> {
        Err(none())
    }

    pub(super) fn verifier(_: &PublicKey) -> Result<Arc<dyn Verifier>, KeyError> {
        Err(none())
    }

    fn none() -> KeyError {
        KeyError::new(
            KeyErrorKind::NoBackend,
            "a build without an RSA backend",
            "the feature `aws-lc` or `rsa-pure` of snap-core",
        )
    }
}

/// Makes a key ready to sign with SHA256withRSA. Parsing and checking a key costs about as much as signing: keep the
/// signer.
///
/// The backend is `aws-lc-rs` with the feature `aws-lc` (on by default), else the `rsa` crate with the feature
/// `rsa-pure`.
///
/// # Errors
/// [`KeyErrorKind::Refused`](super::KeyErrorKind::Refused) when the numbers of the key do not fit together,
/// [`KeyErrorKind::NoBackend`](super::KeyErrorKind::NoBackend) when neither feature is on.
pub fn signer(key: &PrivateKey) -> Result<Arc<dyn Signer>, KeyError> {
    default::signer(key)
}

/// Makes a key ready to verify SHA256withRSA. Keep the verifier: parsing the key costs about a fifth of verifying.
///
/// A `DigestInfo` without its NULL, as some old libraries make it, is refused by both backends.
///
/// # Errors
/// As [`signer`].
pub fn verifier(key: &PublicKey) -> Result<Arc<dyn Verifier>, KeyError> {
    default::verifier(key)
}
