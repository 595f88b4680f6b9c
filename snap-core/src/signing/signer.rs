//! Who signs and who verifies, whatever computes it.

use std::fmt;

use thiserror::Error;

use super::{BadSignature, Signature};

/// Signs messages. A key held elsewhere, in a hardware module for instance, takes part by implementing this.
pub trait Signer: Send + Sync + fmt::Debug {
    /// Signs a message.
    ///
    /// # Errors
    /// When the key cannot sign; see [`SigningError`].
    fn sign(&self, message: &[u8]) -> Result<Signature, SigningError>;
}

/// Verifies signatures.
pub trait Verifier: Send + Sync + fmt::Debug {
    /// Whether `signature`, decoded already, was made over `message`.
    ///
    /// # Errors
    /// [`BadSignature::Mismatch`] when it was not.
    fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), BadSignature>;

    /// The same for the text of `X-SIGNATURE`.
    ///
    /// # Errors
    /// Any [`BadSignature`].
    fn verify_text(&self, message: &[u8], signature: &str) -> Result<(), BadSignature> {
        self.verify(message, Signature::decode(signature)?.as_bytes())
    }
}

/// A key that was loaded could not sign: the backend found it damaged, or the system has no randomness to blind with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the key could not sign")]
#[non_exhaustive]
pub struct SigningError;
