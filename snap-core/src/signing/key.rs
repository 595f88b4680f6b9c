//! RSA keys as they are handed out by providers and kept by partners.

use std::fmt;

use zeroize::Zeroizing;

use super::der::{self, RsaNumbers, Structure};
use super::key_error::{KeyError, KeyErrorKind};
use super::key_text::{Fits, to_der};

const WANTED_PRIVATE: &str =
    "an RSA private key of 2048 to 8192 bits without a password: PKCS#8 or PKCS#1, as PEM, as base64, or as DER";
const WANTED_PUBLIC: &str = "an RSA public key of 2048 to 8192 bits: SPKI or PKCS#1, as PEM, as base64, or as DER";

/// "RSA 256 bit" of the standard means the digest; 2048 bits are the least that is still safe (NIST SP 800-131A). The
/// upper end is what both backends take.
const BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

/// An RSA private key to sign with. Wiped when dropped; Debug shows its size only.
#[derive(Clone)]
pub struct PrivateKey {
    pkcs1: Zeroizing<Vec<u8>>,
    bits: usize,
}

/// An RSA public key to verify with.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey {
    pkcs1: Vec<u8>,
    bits: usize,
}

impl PrivateKey {
    /// Loads a key in any form that is seen in the field: PKCS#8 or PKCS#1, as PEM, as base64 of DER, as base64 of PEM
    /// or as DER; with CRLF, with `\n` written out, in quotes, with blank lines around it. The structure within
    /// decides, not the label of the PEM block. Of several blocks, such as a key with its certificate or a pair, the
    /// private key is taken.
    ///
    /// # Errors
    /// [`KeyErrorKind::Format`] when there is no key in it, [`KeyErrorKind::WrongKind`] when it is another thing than
    /// an RSA private key, [`KeyErrorKind::Refused`] below 2048 bits, above 8192, or with an exponent that is not odd,
    /// from 3 to 2³³ − 1. Whether its numbers fit together is checked by [`signer`](super::signer).
    pub fn load(text_or_der: &[u8]) -> Result<Self, KeyError> {
        let fits: Fits = |found| matches!(found, Structure::RsaPrivate(..));
        let der = to_der(text_or_der, WANTED_PRIVATE, fits)?;
        match der::look(&der) {
            Structure::RsaPrivate(pkcs1, numbers) => {
                let bits = accept(numbers, WANTED_PRIVATE)?;
                Ok(Self { pkcs1: Zeroizing::new(pkcs1.to_vec()), bits })
            }
            Structure::RsaPublic(..) => Err(wrong("an RSA public key", WANTED_PRIVATE)),
            Structure::Other(found) => Err(wrong(found, WANTED_PRIVATE)),
            Structure::Unknown => Err(unknown(WANTED_PRIVATE)),
        }
    }

    /// Bits of the modulus.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// The public half, to be given to the other side.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        // Read by `load` already: the structure is sound.
        PublicKey { pkcs1: der::public_of(&self.pkcs1).unwrap_or_default(), bits: self.bits }
    }

    /// `RSAPrivateKey` in DER.
    #[cfg_attr(not(any(feature = "aws-lc", feature = "rsa-pure")), expect(dead_code, reason = "only backends read it"))]
    pub(super) fn pkcs1(&self) -> &[u8] {
        &self.pkcs1
    }
}

impl PublicKey {
    /// Loads a key in any form that is seen in the field: SPKI (`BEGIN PUBLIC KEY`) or PKCS#1, in the forms of
    /// [`PrivateKey::load`]. Of a pair in one file the public key is taken.
    ///
    /// # Errors
    /// As [`PrivateKey::load`]. A certificate is refused: whether to trust it is a question that this does not answer.
    pub fn load(text_or_der: &[u8]) -> Result<Self, KeyError> {
        let fits: Fits = |found| matches!(found, Structure::RsaPublic(..));
        let der = to_der(text_or_der, WANTED_PUBLIC, fits)?;
        match der::look(&der) {
            Structure::RsaPublic(pkcs1, numbers) => {
                let bits = accept(numbers, WANTED_PUBLIC)?;
                Ok(Self { pkcs1: pkcs1.to_vec(), bits })
            }
            Structure::RsaPrivate(..) => {
                Err(wrong("an RSA private key, which belongs to its owner only", WANTED_PUBLIC))
            }
            Structure::Other(found) => Err(wrong(found, WANTED_PUBLIC)),
            Structure::Unknown => Err(unknown(WANTED_PUBLIC)),
        }
    }

    /// Bits of the modulus.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// `RSAPublicKey` in DER (RFC 8017, appendix A.1.1), whatever form it was loaded from: what other libraries read.
    #[must_use]
    pub fn pkcs1(&self) -> &[u8] {
        &self.pkcs1
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey(RSA, {} bits)", self.bits)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey(RSA, {} bits)", self.bits)
    }
}

/// The size of a key that is taken by both backends.
fn accept(numbers: RsaNumbers<'_>, wanted: &'static str) -> Result<usize, KeyError> {
    let zeros = numbers.modulus.first().map_or(0, |byte| byte.leading_zeros() as usize);
    let bits = numbers.modulus.len() * 8 - zeros;
    if !BITS.contains(&bits) {
        return Err(KeyError::refused(format!("an RSA key of {bits} bits"), wanted));
    }
    if numbers.modulus.last().is_none_or(|byte| byte % 2 == 0) {
        return Err(KeyError::refused("an RSA key with an even modulus", wanted));
    }
    // 1 signs nothing and an even number cannot be inverted; beyond 33 bits AWS-LC refuses.
    match numbers.exponent {
        [1] | [] => Err(KeyError::refused("an RSA key with the public exponent 1", wanted)),
        [.., last] if last % 2 == 0 => Err(KeyError::refused("an RSA key with an even public exponent", wanted)),
        [_, _, _, _, _, ..] if !matches!(numbers.exponent, [1, _, _, _, _]) => {
            Err(KeyError::refused("an RSA key with a public exponent of more than 33 bits", wanted))
        }
        _ => Ok(bits),
    }
}

fn wrong(found: &'static str, wanted: &'static str) -> KeyError {
    KeyError::new(KeyErrorKind::WrongKind, found, wanted)
}

fn unknown(wanted: &'static str) -> KeyError {
    KeyError::new(KeyErrorKind::Format, "encoded bytes that are no known key: damaged or cut off", wanted)
}
