//! HMAC-SHA512 with the client secret.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha512};
use zeroize::Zeroizing;

use super::{BadSignature, Signature, Signer, SigningError, Verifier};
use crate::signing::secret::Secret;

/// A client secret, ready to sign and verify symmetric transactions. Wiped when dropped; Debug shows nothing of it.
///
/// The keyed state is kept and cloned for each signature: setting a key up costs two more hash blocks, more than a
/// fifth of signing a usual body.
#[derive(Clone)]
pub struct MacKey(Hmac<Sha512>);

impl MacKey {
    /// The key is the text of the secret, also where that looks like base64 or hex.
    #[must_use]
    pub fn new(secret: &Secret) -> Self {
        Self::from_bytes(secret.expose().as_bytes())
    }

    /// A key that is not text.
    #[must_use]
    pub fn from_bytes(key: &[u8]) -> Self {
        // A key longer than a block is hashed first (RFC 2104, section 2). Written out, it cannot fail.
        let mut block = Zeroizing::new([0; 128]);
        if key.len() > block.len() {
            block[..64].copy_from_slice(&Sha512::digest(key));
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        Self(Hmac::new((&*block).into()))
    }

    /// Signs a message: 64 bytes.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature::new(self.0.clone().chain_update(message).finalize().into_bytes().as_slice())
    }

    /// Verifies the text of `X-SIGNATURE`, in constant time once it is decoded.
    ///
    /// # Errors
    /// Any [`BadSignature`]. A MAC that was cut short is a mismatch.
    pub fn verify(&self, message: &[u8], signature: &str) -> Result<(), BadSignature> {
        self.verify_text(message, signature)
    }
}

impl Signer for MacKey {
    fn sign(&self, message: &[u8]) -> Result<Signature, SigningError> {
        Ok(self.sign(message))
    }
}

impl Verifier for MacKey {
    fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), BadSignature> {
        self.0.clone().chain_update(message).verify_slice(signature).map_err(|_| BadSignature::Mismatch)
    }
}

impl fmt::Debug for MacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MacKey([redacted])")
    }
}
