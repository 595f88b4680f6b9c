//! SHA256withRSA by the `rsa` crate: no C compiler needed. Feature `rsa-pure`.
//!
//! Signing is blinded with randomness of the operating system, by the crate's `getrandom` feature. Every version of the
//! crate is flagged by RUSTSEC-2023-0071 (a timing oracle of *decryption*, which SNAP never does); see the notes on
//! backends.

use std::fmt;
use std::sync::Arc;

use rsa::pkcs1::{DecodeRsaPrivateKey as _, DecodeRsaPublicKey as _};
use rsa::pkcs1v15::{SigningKey, VerifyingKey};
use rsa::signature::{SignatureEncoding as _, Signer as _, Verifier as _};
use rsa::{RsaPrivateKey, RsaPublicKey};
use sha2::Sha256;

use super::{BadSignature, KeyError, PrivateKey, PublicKey, Signature, Signer, SigningError, Verifier};

struct PureSigner(SigningKey<Sha256>);

struct PureVerifier(VerifyingKey<Sha256>);

/// As [`signing::signer`](super::signer), by this backend.
///
/// # Errors
/// [`KeyErrorKind::Refused`](super::KeyErrorKind::Refused) when the numbers of the key do not fit together.
pub fn signer(key: &PrivateKey) -> Result<Arc<dyn Signer>, KeyError> {
    match RsaPrivateKey::from_pkcs1_der(key.pkcs1()) {
        Ok(key) => Ok(Arc::new(PureSigner(SigningKey::new(key)))),
        Err(_) => Err(KeyError::refused("an RSA private key that is damaged", "one whose numbers fit together")),
    }
}

/// As [`signing::verifier`](super::verifier), by this backend.
///
/// # Errors
/// [`KeyErrorKind::Refused`](super::KeyErrorKind::Refused) when it is no key to verify with.
pub fn verifier(key: &PublicKey) -> Result<Arc<dyn Verifier>, KeyError> {
    match RsaPublicKey::from_pkcs1_der(key.pkcs1()) {
        Ok(key) => Ok(Arc::new(PureVerifier(VerifyingKey::new(key)))),
        Err(_) => Err(KeyError::refused("an RSA public key that is damaged", "one with a sound modulus and exponent")),
    }
}

impl Signer for PureSigner {
    fn sign(&self, message: &[u8]) -> Result<Signature, SigningError> {
        Ok(Signature::new(self.0.try_sign(message).map_err(|_| SigningError)?.to_vec()))
    }
}

impl Verifier for PureVerifier {
    fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), BadSignature> {
        let signature = signature.try_into().map_err(|_| BadSignature::Mismatch)?;
        self.0.verify(message, &signature).map_err(|_| BadSignature::Mismatch)
    }
}

impl fmt::Debug for PureSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer(RSA, rsa)")
    }
}

impl fmt::Debug for PureVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verifier(RSA, rsa)")
    }
}
