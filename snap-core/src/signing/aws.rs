//! SHA256withRSA by `aws-lc-rs`: constant-time assembly, blinded on top. Feature `aws-lc`.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256};

use super::{BadSignature, KeyError, PrivateKey, PublicKey, Signature, Signer, SigningError, Verifier};

struct AwsSigner(KeyPair);

struct AwsVerifier(ParsedPublicKey);

/// As [`signing::signer`](super::signer), by this backend.
///
/// # Errors
/// [`KeyErrorKind::Refused`](super::KeyErrorKind::Refused) when the numbers of the key do not fit together.
pub fn signer(key: &PrivateKey) -> Result<Arc<dyn Signer>, KeyError> {
    match KeyPair::from_der(key.pkcs1()) {
        Ok(pair) => Ok(Arc::new(AwsSigner(pair))),
        Err(_) => Err(KeyError::refused("an RSA private key that is damaged", "one whose numbers fit together")),
    }
}

/// As [`signing::verifier`](super::verifier), by this backend.
///
/// # Errors
/// [`KeyErrorKind::Refused`](super::KeyErrorKind::Refused) when it is no key to verify with.
pub fn verifier(key: &PublicKey) -> Result<Arc<dyn Verifier>, KeyError> {
    match ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.pkcs1()) {
        Ok(key) => Ok(Arc::new(AwsVerifier(key))),
        Err(_) => Err(KeyError::refused("an RSA public key that is damaged", "one with a sound modulus and exponent")),
    }
}

impl Signer for AwsSigner {
    fn sign(&self, message: &[u8]) -> Result<Signature, SigningError> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature).map_err(|_| SigningError)?;
        Ok(Signature::new(signature))
    }
}

impl Verifier for AwsVerifier {
    fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), BadSignature> {
        self.0.verify_sig(message, signature).map_err(|_| BadSignature::Mismatch)
    }
}

impl fmt::Debug for AwsSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer(RSA, aws-lc-rs)")
    }
}

impl fmt::Debug for AwsVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verifier(RSA, aws-lc-rs)")
    }
}
